"""Which objects of the OpenAPI Specification hold which, as a table, and a walk over a description by it."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.spec._model import METHODS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinxext_rensei.spec._json import JSON
    from sphinxext_rensei.spec._place import Place


class Holds(enum.Enum):
    """How a field holds objects."""

    ONE = "one"
    LIST = "list"
    MAP = "map"


ONE, LIST, MAP = Holds.ONE, Holds.LIST, Holds.MAP

_COMPONENTS: Final = {
    "schemas": "schema",
    "responses": "response",
    "parameters": "parameter",
    "examples": "example",
    "requestBodies": "request body",
    "headers": "header",
    "securitySchemes": "security scheme",
    "links": "link",
    "callbacks": "callback",
    "pathItems": "path item",
    "mediaTypes": "media type",
}
_PARAMETER: Final = {"schema": (ONE, "schema"), "content": (MAP, "media type"), "examples": (MAP, "example")}
_MEDIA_TYPE: Final = {
    "schema": (ONE, "schema"),
    "itemSchema": (ONE, "schema"),
    "examples": (MAP, "example"),
    "encoding": (MAP, "encoding"),
    "prefixEncoding": (LIST, "encoding"),
    "itemEncoding": (ONE, "encoding"),
}
_ONE_SCHEMA: Final = (
    *("additionalProperties", "unevaluatedProperties", "propertyNames"),
    *("items", "additionalItems", "unevaluatedItems", "contains"),
    *("not", "if", "then", "else", "contentSchema"),
)
_SCHEMA_LISTS: Final = ("allOf", "anyOf", "oneOf", "prefixItems")
_SCHEMA_MAPS: Final = ("properties", "patternProperties", "dependentSchemas", "$defs", "definitions")

STRUCTURE: Final[Mapping[str, Mapping[str, tuple[Holds, str]]]] = {
    "openapi": {
        "paths": (MAP, "path item"),
        "webhooks": (MAP, "path item"),
        "x-webhooks": (MAP, "path item"),
        "components": (ONE, "components"),
        "servers": (LIST, "server"),
    },
    "components": {name: (MAP, kind) for name, kind in _COMPONENTS.items()},
    "path item": {
        **dict.fromkeys(METHODS, (ONE, "operation")),
        "additionalOperations": (MAP, "operation"),
        "parameters": (LIST, "parameter"),
        "servers": (LIST, "server"),
    },
    "operation": {
        "parameters": (LIST, "parameter"),
        "servers": (LIST, "server"),
        "requestBody": (ONE, "request body"),
        "responses": (MAP, "response"),
        "callbacks": (MAP, "callback"),
    },
    "callback": {"*": (ONE, "path item")},
    "parameter": _PARAMETER,
    "header": _PARAMETER,
    "request body": {"content": (MAP, "media type")},
    "media type": _MEDIA_TYPE,
    "encoding": {"headers": (MAP, "header"), "encoding": (MAP, "encoding")},
    "response": {"headers": (MAP, "header"), "content": (MAP, "media type"), "links": (MAP, "link")},
    "example": {},
    "link": {"server": (ONE, "server")},
    "server": {},
    "security scheme": {},
    "schema": {
        **dict.fromkeys(_ONE_SCHEMA, (ONE, "schema")),
        **dict.fromkeys(_SCHEMA_LISTS, (LIST, "schema")),
        **dict.fromkeys(_SCHEMA_MAPS, (MAP, "schema")),
    },
}
"""Object -> field -> how the field holds which object. A field ``*`` stands for every field but ``x-`` ones."""


def children(value: Mapping[str, JSON], kind: str, place: Place) -> Iterator[tuple[JSON, str, Place]]:
    """The objects that an object of a kind holds directly, each with its kind and place."""
    fields = STRUCTURE[kind]
    other = fields.get("*")
    for key, held in value.items():
        rule = fields.get(key) or (other if other and not key.startswith("x-") else None)
        if rule is None:
            continue
        holds, child_kind = rule
        at = place.child(key)
        if holds is ONE:
            yield held, child_kind, at
        elif holds is LIST and isinstance(held, list):
            for index, item in enumerate(held):
                yield item, child_kind, at.child(index)
        elif holds is MAP and isinstance(held, dict):
            for name, item in held.items():
                if not (name.startswith("x-") and kind == "openapi"):
                    yield item, child_kind, at.child(name)


def find_object(value: JSON, kind: str, place: Place, pointer: str) -> tuple[JSON, str] | None:
    """The object at a JSON Pointer into another one, with its kind; None where the pointer leads to no object."""
    while place.pointer != pointer:
        held = children(value, kind, place) if isinstance(value, dict) else iter(())
        step = next((each for each in held if f"{pointer}/".startswith(f"{each[2].pointer}/")), None)
        if step is None:
            return None
        value, kind, place = step
    return value, kind
