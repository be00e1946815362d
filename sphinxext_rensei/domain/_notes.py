"""What documents note, packed: every build loads all of it, and most builds look at little of it."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any

from sphinxext_rensei.domain._objects import ObjectEntry
from sphinxext_rensei.store import is_written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from sphinxext_rensei.spec import Place


def pack_entries(entries: Iterable[ObjectEntry]) -> bytes:
    """The objects of a document as one string."""
    return _packed(list(entries))


def entries(packed: bytes) -> list[ObjectEntry]:
    """The objects of a document."""
    return [ObjectEntry(*row) for row in _unpacked(packed)]


def pack_places(places: Iterable[Place]) -> bytes:
    """The places that a document was drawn from, in order, as one string, but for those inside others of them."""
    held = frozenset(places)
    by_file: dict[str, list[str]] = {}
    for place in sorted(held):
        if not (is_written(place) and _is_covered(place, held)):
            by_file.setdefault(place.uri, []).append(place.pointer)
    return _packed(by_file)


def _is_covered(place: Place, held: AbstractSet[tuple[str, str]]) -> bool:
    """Whether a place around this one is there: it changes with all that is in it."""
    uri, pointer = place
    while pointer:
        pointer = pointer.rpartition("/")[0]
        if (uri, pointer) in held:
            return True
    return False


def places(packed: bytes) -> Iterator[tuple[str, str]]:
    """The same as plain tuples, which are equal to places and cost less."""
    return ((uri, pointer) for uri, pointers in _unpacked(packed).items() for pointer in pointers)


def _packed(value: object) -> bytes:
    return zlib.compress(json.dumps(value, separators=(",", ":")).encode(), 1)


def _unpacked(packed: bytes) -> Any:
    return json.loads(zlib.decompress(packed))
