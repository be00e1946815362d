"""What pages load, in fewer bytes that say the same."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.lean._names import fewer, renamed
from sphinxext_rensei.lean._reader import find_names
from sphinxext_rensei.lean._tokens import joined, tokens

if TYPE_CHECKING:
    from sphinxext_rensei.lean._names import Scope

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
    return joined(fewer(renamed(read, names), names)) + "\n"


def declared_by(text: str) -> list[str]:
    """The names that a script declares outside of every block."""
    return _whole(text).names


def globals_of(text: str) -> set[str]:
    """What a script means and does not declare."""
    return set(_whole(text).uses) - set(_whole(text).names)


@functools.cache
def _whole(text: str) -> Scope:
    return find_names(tokens(text)).scopes[0]
