"""JSON as people write it into ``tsconfig.json``: with comments, and commas at the end."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from sphinxext_rensei.routes.nextjs._syntax import MAX_BYTES

if TYPE_CHECKING:
    from pathlib import Path

# A string, which is left alone, or a comment; and a string, or a comma with nothing behind it.
_COMMENT: Final = re.compile(r'("(?:[^"\\\n]|\\.)*+")|//[^\n]*|/\*(?:.*?\*/|.*\Z)', re.DOTALL)
_COMMA: Final = re.compile(r'("(?:[^"\\\n]|\\.)*+")|,(?=\s*+[\]}])')


def read_json(path: Path) -> dict[str, Any]:
    """The object that a file holds; an empty one where there is no such file, or it holds none."""
    try:
        data = path.read_bytes() if path.stat().st_size <= MAX_BYTES else b""
        text = _COMMENT.sub(_kept, data.decode("utf-8-sig"))
        contents = json.loads(_COMMA.sub(_kept, text))
    except (OSError, ValueError, RecursionError):
        return {}
    return contents if isinstance(contents, dict) else {}


def _kept(match: re.Match[str]) -> str:
    return match[1] or " "
