"""What a language is to type definitions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.words import message

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sphinxext_rensei.definitions._model import Declaration

SHORTENED: Final = message("Left out here for length.")
"""What is said above types that there is no room for."""
_SHORT: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language that types are written in.

    :param id: the name in ``rensei_samples``.
    :param lexer: name of the Pygments lexer.
    :param reserved: names that no declaration may have.
    :param render: declarations as source code.
    """

    id: str
    label: str
    lexer: str
    reserved: frozenset[str]
    render: Callable[[Sequence[Declaration]], str]


def quote(text: str) -> str:
    """A string literal, in any language that has C's escapes."""
    return f'"{"".join(map(_escaped, text))}"'


def _escaped(character: str) -> str:
    # Beyond four digits languages differ.
    if character in _SHORT or character.isprintable() or character > "\uffff":
        return _SHORT.get(character, character)
    return f"\\u{ord(character):04x}"
