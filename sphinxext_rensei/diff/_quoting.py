"""What a description's author wrote, as a word in a sentence of ours."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.problems import UNRULY

if TYPE_CHECKING:
    from sphinxext_rensei.spec import JSON

_MAX_LENGTH: Final = 120


def quoted(text: str) -> str:
    """A text between backticks: on one line, cut where it is long, without what would end or drive it."""
    line = " ".join(text.split()).replace("`", "'").translate(UNRULY)
    return f"`{line if len(line) <= _MAX_LENGTH else line[: _MAX_LENGTH - 1] + '…'}`" if line else '`""`'


def shown(value: JSON) -> str:
    """A value between backticks."""
    return quoted(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
