"""The table of which OpenAPI objects hold which, and the walk by it."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

import pytest

from sphinxext_rensei.spec import METHODS, STRUCTURE, Holds, Place, children, find_object

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinxext_rensei.spec import Loaded

HERE = Place("file:///api.yaml", "/at")


def test_every_kind_that_is_held_is_a_kind():
    held = {kind for fields in STRUCTURE.values() for _, kind in fields.values()}
    assert held <= STRUCTURE.keys()


def test_every_kind_but_the_description_is_held_by_one():
    held = {kind for fields in STRUCTURE.values() for _, kind in fields.values()}
    assert STRUCTURE.keys() - held == {"openapi"}


def test_every_method_of_a_path_item_holds_an_operation():
    assert {method for method, (_, kind) in STRUCTURE["path item"].items() if kind == "operation"} == {
        *METHODS,
        "additionalOperations",
    }


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("schema", {"not": {"type": "string"}}, [({"type": "string"}, "schema", "/at/not")]),
        ("schema", {"allOf": [{}, True]}, [({}, "schema", "/at/allOf/0"), (True, "schema", "/at/allOf/1")]),
        ("schema", {"properties": {"a/b~c": {}}}, [({}, "schema", "/at/properties/a~1b~0c")]),
        ("schema", {"properties": {"x-a": {}}}, [({}, "schema", "/at/properties/x-a")]),
        ("schema", {"allOf": {}, "properties": [], "unknown": {}, "x-a": {}}, []),
        ("openapi", {"paths": {"/a": {}, "x-a": {}}}, [({}, "path item", "/at/paths/~1a")]),
        ("callback", {"{$url}": {}, "x-a": {}}, [({}, "path item", "/at/{$url}")]),
        ("response", {"links": {"a": 1}, "content": 1}, [(1, "link", "/at/links/a")]),
        ("example", {"value": {"$ref": "#/a"}}, []),
    ],
)
def test_children(kind, value, expected):
    found = [(held, kind, place.pointer) for held, kind, place in children(value, kind, HERE)]
    assert found == expected


def ways_to_schemas() -> list[tuple[tuple[str, Holds], ...]]:
    """Each field that holds a schema, as the shortest way of fields from the description to it."""
    ways: list[tuple[tuple[str, Holds], ...]] = []
    queue: deque[tuple[str, tuple[tuple[str, Holds], ...]]] = deque([("openapi", ())])
    seen = {"openapi"}
    while queue:
        kind, way = queue.popleft()
        for field, (holds, held) in STRUCTURE[kind].items():
            step = (*way, (field, holds))
            if held == "schema":
                ways.append(step)
            if held not in seen:
                seen.add(held)
                queue.append((held, step))
    return ways


@pytest.mark.parametrize("way", ways_to_schemas(), ids=lambda way: "/".join(field for field, _ in way))
def test_a_reference_is_found_wherever_a_schema_may_stand(way, load_api: Callable[..., Loaded]):
    value: Any = {"$ref": "#/x-there/Found"}
    for field, holds in reversed(way):
        name = "{$url}" if field == "*" else field
        value = {name: {Holds.ONE: value, Holds.LIST: [value], Holds.MAP: {"/a": value}}[holds]}
    loaded = load_api({**value, "x-there": {"Found": {"type": "string"}}})
    assert Place(loaded.references.entry, "/x-there/Found") in loaded.description.schema_names


@pytest.mark.parametrize(
    ("pointer", "expected"),
    [
        ("/at/paths/~1a~0b/get/responses/200/content/a~1b/schema/properties/x", ({"type": "string"}, "schema")),
        ("/at/paths/~1a~0b", "path item"),
        ("/at/paths/~1a", None),
        ("/at/paths", None),
        ("/at/info", None),
        ("/at/components/schemas/S", (True, "schema")),
        ("/at/components/schemas/S/not", None),
        ("/at/components/schemas/", None),
        ("/elsewhere", None),
    ],
)
def test_a_pointer_leads_to_an_object_of_a_kind_or_to_none(pointer, expected):
    schema = {"properties": {"x": {"type": "string"}}}
    responses = {"200": {"content": {"a/b": {"schema": schema}}}}
    document: Any = {
        "info": {},
        "paths": {"/a~b": {"get": {"responses": responses}}},
        "components": {"schemas": {"S": True}},
    }
    found = find_object(document, "openapi", HERE, pointer)
    assert (found[1] if isinstance(expected, str) and found else found) == expected
