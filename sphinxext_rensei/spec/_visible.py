"""Control characters as pictures: no output format but HTML can hold them, and a terminal would obey them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sphinxext_rensei.spec._json import JSON

# What XML 1.0 (section 2.2) has no place for; "Control Pictures" of Unicode have one for each of C0.
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_PICTURES: Final = {
    **{code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n\r"},
    **dict.fromkeys((0xFFFE, 0xFFFF), "\ufffd"),
}
# The escapes of JSON and YAML; two backslashes are one that escapes nothing.
_ESCAPE: Final = re.compile(r"\\(?:\\|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|[0abevf])")


def visible(value: JSON, written: str) -> JSON:
    """A value without control characters.

    :param written: the text that it was read from.
    """
    is_suspicious = _FORBIDDEN.search(written) or any(map(_escapes_one, _ESCAPE.finditer(written)))
    return _pictured(value) if is_suspicious else value


def _escapes_one(match: re.Match[str]) -> bool:
    """Whether an escape means a control character."""
    if match.lastindex:
        return int(match[match.lastindex], 16) in _PICTURES
    return match[0] != r"\\"


def _pictured(value: JSON) -> JSON:
    if isinstance(value, str):
        return value.translate(_PICTURES) if _FORBIDDEN.search(value) else value
    if isinstance(value, list):
        return [_pictured(item) for item in value]
    if isinstance(value, dict):
        return {str(_pictured(key)): _pictured(item) for key, item in value.items()}
    return value
