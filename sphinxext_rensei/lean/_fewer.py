"""Statements in fewer tokens."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from sphinxext_rensei.lean._tokens import Token

if TYPE_CHECKING:
    from sphinxext_rensei.lean._scopes import Names


def fewer(read: list[Token], names: Names) -> list[Token]:
    """Declarations as one, and no semicolon at the end of a block."""
    found = []
    for at, (token, then) in enumerate(zip_longest(read, read[1:], fillvalue=Token(text=""))):
        if at in names.following:
            found.append(Token(text=","))
        elif at in names.declaring:
            found.append(Token(text="let", word=True))
        elif token.literal or token.text != ";" or not (then.text == "}" or at + 1 in names.following):
            found.append(token)
    return found
