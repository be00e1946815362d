"""What pages load, in fewer bytes that say the same."""

from __future__ import annotations

import re
from typing import Final

from sphinxext_rensei.lean._names import fewer, renamed
from sphinxext_rensei.lean._reader import find_names
from sphinxext_rensei.lean._terse import terse
from sphinxext_rensei.lean._tokens import joined, tokens

__all__ = ["declared_by", "globals_of", "lean_script", "lean_style"]

_SPACE: Final = re.compile(r"/\*.*?\*/\s*|;\s*(?=\})|\s*([{};,>])\s*|(?<=:) ", re.DOTALL)
"""What a style sheet says as well without."""


def lean_style(text: str) -> str:
    """A style sheet without comments, and without spaces that mean nothing."""
    return _SPACE.sub(r"\1", text)


def lean_script(text: str) -> str:
    """A script without comments and spaces, and with short names for what it declares in blocks and functions.

    It is one of ours: each statement ends with a semicolon, and what :mod:`._reader` does not know is not in it.

    :raises ValueError: for a script that is not.
    """
    read = tokens(text)
    names = find_names(read)
    return joined(terse(fewer(renamed(read, names), names))) + "\n"


def declared_by(text: str) -> list[str]:
    """The names that a script declares outside of every block."""
    return find_names(tokens(text)).scopes[0].names


def globals_of(text: str) -> set[str]:
    """What a script means and does not declare."""
    whole, *_ = find_names(tokens(text)).scopes
    return set(whole.uses) - set(whole.names)
