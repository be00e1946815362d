"""Short names for what a script declares."""

from __future__ import annotations

import itertools
from dataclasses import replace
from string import digits
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.lean._tokens import KEYWORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinxext_rensei.lean._scopes import Names
    from sphinxext_rensei.lean._tokens import Token

_FIRST: Final = "etnrsoaicldupfmhgbyvwkxSTACEOLPRDNIMFUBjHGqzVWJKQXYZ$_"
_NEXT: Final = _FIRST + digits


def _short() -> Iterator[str]:
    """Names, the shortest first."""
    yield from _FIRST
    yield from (first + then for first, then in itertools.product(_FIRST, _NEXT) if first + then not in KEYWORDS)


def renamed(read: list[Token], names: Names) -> list[Token]:
    """The tokens of a script, with short names for all but what the script declares outside of every block."""
    called = [token.text for token in read]
    for scope in names.scopes[1:]:
        # What is meant here and declared around it has its short name by now.
        taken = {called[uses[0]] for name, uses in scope.uses.items() if name not in scope.names}
        free = (each for each in _short() if each not in taken)
        for name in scope.names:
            short = next(free)
            for at in scope.uses[name]:
                called[at] = short
    return [
        replace(token, text=f"{token.text}:{text}" if at in names.shorthand and text != token.text else text)
        for at, (token, text) in enumerate(zip(read, called, strict=True))
    ]
