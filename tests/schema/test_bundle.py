"""Schemas as plain data for the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from sphinxext_rensei.schema import SchemaBundle

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinxext_rensei.schema import Analyser
    from sphinxext_rensei.spec import Schema

Bundled = tuple[Any, dict[str, Any]]


@pytest.fixture
def bundled(analyse: Callable[..., tuple[Analyser, Schema]]) -> Callable[..., Bundled]:
    """Bundle one schema; gives it, and the named ones."""

    def make(schema: Any, schemas: Any = None, *, room: int = 10_000, **options: Any) -> Bundled:
        analyser, found = analyse(schema, **options, **(schemas or {}))
        bundle = SchemaBundle(analyser, room=room)
        return bundle.add(found), bundle.schemas()

    return make


def reference(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


@pytest.mark.parametrize(
    ("schema", "written"),
    [
        (True, True),
        (False, False),
        ({"title": "x", "description": "x", "examples": [1], "x-y": 1, "externalDocs": {}, "$comment": "x"}, {}),
        ({"type": "string", "default": "a", "format": "date"}, {"type": "string", "format": "date"}),
        ({"type": "integer", "format": "int64"}, {"type": "integer"}),
        ({"items": {"title": "x", "minimum": 1}}, {"items": {"minimum": 1}}),
        ({"anyOf": [{"title": "x"}, True]}, {"anyOf": [{}, True]}),
        ({"properties": {"title": {"title": "x", "const": None}}}, {"properties": {"title": {"const": None}}}),
        ({"additionalProperties": False, "not": {}}, {"additionalProperties": False, "not": {}}),
        (reference("Missing"), {}),
        ({"properties": 5, "items": "x", "allOf": {}}, {}),
        (
            {"properties": {"a": True}, "required": ["a", {}, []]},
            {"properties": {"a": True}, "required": ["a", {}, []]},
        ),
    ],
)
def test_what_checks_is_kept_and_words_are_not(bundled: Callable[..., Bundled], schema: Any, written: Any) -> None:
    assert bundled(schema) == (written, {})


def test_a_named_schema_is_written_once_however_often_it_is_used(bundled: Callable[..., Bundled]) -> None:
    schemas = {"A": {"properties": {"a": reference("A"), "b": reference("B")}}, "B": {"type": "string"}}
    written, named = bundled({"allOf": [reference("A"), reference("B")]}, schemas)
    assert written == {"allOf": [{"$ref": "A"}, {"$ref": "B"}]}
    assert named == {"A": {"properties": {"a": {"$ref": "A"}, "b": {"$ref": "B"}}}, "B": {"type": "string"}}


def test_the_words_of_openapi_3_0_are_those_of_json_schema(bundled: Callable[..., Bundled]) -> None:
    schema = {"type": "integer", "nullable": True, "minimum": 1, "exclusiveMinimum": True}
    assert bundled(schema, version="3.0.3")[0] == {"type": ["integer", "null"], "exclusiveMinimum": 1}


def test_the_nearest_schemas_are_there_as_far_as_there_is_room(bundled: Callable[..., Bundled]) -> None:
    schemas = {f"S{number}": {"properties": {"next": reference(f"S{number + 1}")}} for number in range(20)}
    _, named = bundled(reference("S0"), schemas, room=200)
    assert list(named) == [f"S{number}" for number in range(len(named))]
    assert 3 < len(named) < 8


def test_a_discriminator_tells_the_value_of_each_name(bundled: Callable[..., Bundled]) -> None:
    mapping = {"cat": "#/components/schemas/Cat", "dog": "Dog", "none": "Nobody"}
    schema = {
        "oneOf": [reference("Cat"), reference("Dog")],
        "discriminator": {"propertyName": "kind", "mapping": mapping},
    }
    written, _ = bundled(schema, {"Cat": {}, "Dog": {}})
    assert written["discriminator"] == {"propertyName": "kind", "tags": {"Cat": "cat", "Dog": "dog"}}


def test_what_is_internal_is_not_there(bundled: Callable[..., Bundled]) -> None:
    schema = {
        "required": ["open", "hidden", "secret"],
        "properties": {"open": {}, "hidden": {"x-internal": True, "enum": ["s"]}, "secret": reference("Secret")},
    }
    schemas = {"Secret": {"x-internal": True, "enum": ["s"]}}
    assert bundled(schema, schemas, internal=False) == ({"required": ["open"], "properties": {"open": {}}}, {})
    assert "hidden" in bundled(schema, schemas)[0]["properties"]


def test_what_is_nested_without_end_ends(bundled: Callable[..., Bundled]) -> None:
    schema: Any = {}
    for _ in range(200):
        schema = {"items": schema}
    assert str(bundled(schema)[0]).count("items") < 100
