"""The names of a script, and fewer and shorter tokens for what it declares."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field, replace
from string import digits
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.lean._tokens import KEYWORDS, Token

if TYPE_CHECKING:
    from collections.abc import Iterator

_FIRST: Final = "etnrsdolfmibauwhgpNcSyDkvRABU$PLOFIKxCWjTHGqQVzJ_EXYZM"
"""Letters of names, in an order in which our scripts compress well."""
_NEXT: Final = _FIRST + digits
_LEFT: Final = 12
"""Letters that a scope of many names leaves to those in it for as long as it can: then their functions look alike."""


@dataclass(slots=True, kw_only=True, eq=False)
class Scope:
    """A part of a script with names of its own.

    :param uses: name -> the tokens that declare or mean it.
    :param names: what it declares, in order.
    """

    outer: Scope | None = None
    names: list[str] = field(default_factory=list)
    uses: dict[str, list[int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What the names of a script are.

    :param scopes: each after those that it is in; the first is all of the script.
    :param shorthand: tokens that are the key of a property, and its value.
    :param declaring: tokens that begin a declaration.
    :param following: those of them that come right after another.
    """

    scopes: list[Scope]
    shorthand: frozenset[int]
    declaring: frozenset[int]
    following: frozenset[int]


def _short(count: int) -> Iterator[str]:
    """Names for a scope of so many, the shortest first."""
    left = _LEFT if count > len(_FIRST) else 0
    letters = _FIRST[left:] + _FIRST[:left]
    yield from letters
    yield from (first + then for first, then in itertools.product(letters, _NEXT) if first + then not in KEYWORDS)


def renamed(read: list[Token], names: Names) -> list[Token]:
    """The tokens of a script, with short names for all but what the script declares outside of every block."""
    called = [token.text for token in read]
    for scope in names.scopes[1:]:
        # What is meant here and declared around it has its short name by now.
        taken = {called[uses[0]] for name, uses in scope.uses.items() if name not in scope.names}
        free = (each for each in _short(len(scope.names)) if each not in taken)
        for name in scope.names:
            short = next(free)
            for at in scope.uses[name]:
                called[at] = short
    return [
        token if text == token.text else replace(token, text=f"{token.text}:{text}" if at in names.shorthand else text)
        for at, (token, text) in enumerate(zip(read, called, strict=True))
    ]


def fewer(read: list[Token], names: Names) -> list[Token]:
    """Declarations as one, and no semicolon at the end of a block."""
    found = []
    for at, (token, then) in enumerate(itertools.zip_longest(read, read[1:], fillvalue=Token(text=""))):
        if at in names.following:
            found.append(Token(text=","))
        elif at in names.declaring:
            found.append(Token(text="let", word=True))
        elif token.literal or token.text != ";" or not (then.text == "}" or at + 1 in names.following):
            found.append(token)
    return found
