"""Names for files and URLs that every system, and every reader, can bear."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import Final

_MAX_BYTES: Final = 100
_DEVICES = frozenset(("con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))))
"""Names that Windows keeps for devices, with any suffix."""
_SUFFIXES = (".rst", ".md", ".txt", ".html", ".htm")
_SAFE_SEGMENT = re.compile(r"[A-Za-z0-9_()][A-Za-z0-9_.()~@+=,-]*")


def slug(text: str) -> str:
    """A readable name for files and URLs: lower case, spaces as dashes, brackets kept."""
    normal = unicodedata.normalize("NFC", text).casefold()
    kept = "".join(character if character.isalnum() or character in "().~_-" else "-" for character in normal)
    return re.sub(r"-+", "-", kept).strip("-.")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _is_device(segment: str) -> bool:
    return segment.partition(".")[0] in _DEVICES


def _is_safe(segment: str) -> bool:
    lower = segment.casefold()
    return bool(
        _SAFE_SEGMENT.fullmatch(segment)
        and len(segment) <= _MAX_BYTES
        and lower != "index"
        and not _is_device(lower)
        and not lower.endswith((*_SUFFIXES, "."))
    )


def is_page_name(text: str) -> bool:
    """Whether a docname is one that :class:`Names` gives out as it is."""
    return all(map(_is_safe, text.split("/")))


class Names:
    """Gives out docnames below one folder; no two differ by case alone."""

    def __init__(self, *reserved: str) -> None:
        self._taken = {name.casefold() for name in reserved}

    def take(self, wanted: str, identity: str) -> str:
        """A free docname: the wanted one where it is safe; else its slug with a hash of what it stands for."""
        if is_page_name(wanted) and wanted.casefold() not in self._taken:
            found = wanted
        else:
            readable = slug(wanted).encode()[: _MAX_BYTES - 10].decode(errors="ignore").strip("-.")
            # What Windows looks at is what stands before the first dot.
            readable = readable.replace(".", "-") if _is_device(readable) else readable
            found = "-".join(filter(None, (readable, _digest(identity))))
            while found in self._taken:
                identity += "+"
                found = "-".join(filter(None, (readable, _digest(identity))))
        self._taken.add(found.casefold())
        return found

    def take_slug(self, text: str, identity: str) -> str:
        """A free docname of one segment that reads like a text; a hash only where it is needed."""
        readable = slug(text)
        safe = bool(readable) and len(readable.encode()) <= _MAX_BYTES and not _is_device(readable)
        if safe and not readable.endswith(_SUFFIXES) and readable not in self._taken:
            self._taken.add(readable)
            return readable
        return self.take(f"{readable}/", identity)
