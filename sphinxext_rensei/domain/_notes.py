"""What documents note, packed: every build loads all of it, and most builds look at little of it."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING

from sphinxext_rensei.domain._objects import ObjectEntry
from sphinxext_rensei.spec import Place

if TYPE_CHECKING:
    from collections.abc import Iterable


def pack(rows: Iterable[tuple[object, ...]]) -> bytes:
    """Rows of plain values as one string."""
    return zlib.compress(json.dumps(list(rows), separators=(",", ":")).encode(), 1)


def entries(packed: bytes) -> list[ObjectEntry]:
    """The objects of a document."""
    return [ObjectEntry(*row) for row in json.loads(zlib.decompress(packed))]


def places(packed: bytes) -> list[Place]:
    """The places that a document was drawn from."""
    return [Place(*row) for row in json.loads(zlib.decompress(packed))]
