"""Tokens that a script can do without, and shorter ones for values."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from sphinxext_rensei.lean._tokens import KEYWORDS, Token, brackets

_BEFORE: Final = frozenset(["=", "(", "[", ",", "=>", "return", ":", "?", "..."])
"""What an expression stands after that may be any but a sequence."""
_AFTER: Final = frozenset([",", ";", ")", "]", "}"])
"""What ends such an expression."""
_VALUES: Final = {"true": "!0", "false": "!1"}


def terse(read: list[Token]) -> list[Token]:
    """The same without parentheses that change nothing, and with shorter values where they are no names."""
    closed = brackets(read)
    texts = [token.text for token in read]
    spare: set[int] = set()
    for start, end in closed.items():
        if read[start].text == "(" and (
            _is_parameter(read, start, end) or _is_empty(texts, start, end) or _is_apart(texts, start, end, closed)
        ):
            spare |= {start, end}
    return [
        replace(token, text=_VALUES[token.text]) if _is_value(token, texts, at) else token
        for at, token in enumerate(read)
        if at not in spare
    ]


def _is_parameter(read: list[Token], start: int, end: int) -> bool:
    """The one name of a function's parameters."""
    return end == start + 2 and read[start + 1].word and _next(read, end) == "=>"


def _is_empty(texts: list[str], start: int, end: int) -> bool:
    """No arguments of what is made: ``new Map()``."""
    made = texts[start - 2 : start - 1] == ["new"] and texts[start - 1] not in KEYWORDS
    return made and end == start + 1 and _follows(texts, end)


def _is_apart(texts: list[str], start: int, end: int, closed: dict[int, int]) -> bool:
    """An expression that is whole without; a block would begin where a function gives an object."""
    before, first = texts[start - 1] if start else "", texts[start + 1]
    if before not in _BEFORE or not _follows(texts, end) or first == ")" or (before == "=>" and first == "{"):
        return False
    at = start + 1
    while at < end:
        if texts[at] == ",":
            return False
        at = closed.get(at, at) + 1
    return True


def _follows(texts: list[str], end: int) -> bool:
    return end + 1 < len(texts) and texts[end + 1] in _AFTER


def _next(read: list[Token], at: int) -> str:
    return read[at + 1].text if at + 1 < len(read) else ""


def _is_value(token: Token, texts: list[str], at: int) -> bool:
    """Whether a keyword is one; properties may have its name."""
    named = at + 1 < len(texts) and (texts[at - 1] == "." or texts[at + 1] == ":")
    return token.word and token.text in _VALUES and not named
