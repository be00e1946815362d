"""Fields of a body that a page hides, in the data of that page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_rensei.request._given import placed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinxext_rensei.spec import JSON, RequestBody


def veiled(schema: JSON, body: RequestBody) -> JSON:
    """The schema of a body: what is hidden has no input, as what is read-only has none, and stays as it is."""
    return {"allOf": [schema, *_veils(body)]} if body.hidden and schema is not None else schema


def _veils(body: RequestBody) -> Iterator[JSON]:
    for path, values in body.hidden.items():
        veil: JSON = {"readOnly": True}
        for name in reversed(path):
            veil = {"properties": {name: veil}, **({"required": [name]} if values else {})}
        yield veil


def hidden_instance(body: RequestBody) -> JSON:
    """The part of a body that is hidden, as it is sent."""
    return placed({}, {path: value for path, values in body.hidden.items() for value in values})
