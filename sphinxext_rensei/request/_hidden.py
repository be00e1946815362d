"""Fields of a body that a page hides, in the data of that page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_rensei.request._named import ITEMS
from sphinxext_rensei.request._parameters import compact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinxext_rensei.spec import JSON, RequestBody


def veiled(schema: JSON, body: RequestBody) -> JSON:
    """The schema of a body: what is hidden has no input, as what is read-only has none.

    It is what the page says, as a text of JSON, or not there.
    """
    return {"allOf": [schema, *_veils(body)]} if body.hidden and schema is not None else schema


def _veils(body: RequestBody) -> Iterator[JSON]:
    for path, values in body.hidden.items():
        veil: JSON = {"readOnly": True, "fixed": [compact(value) for value in values]}
        # What holds a value is sent for it; an array, for the items that the reader adds.
        needed = bool(values)
        for name in reversed(path):
            needed = needed and name != ITEMS
            own: JSON = {"properties": {name: veil}, **({"required": [name]} if needed else {})}
            veil = {"items": veil} if name == ITEMS else own
        yield veil
