"""Where an instance does not fit, and why, in words."""

from __future__ import annotations

import json

import pytest

from sphinxext_rensei.schema import Analyser, faults
from sphinxext_rensei.spec import load


@pytest.fixture
def found(tmp_path):
    """``found(schema, value)`` gives pointer and message of each fault; ``Other`` can be referred to."""

    def find(schema: object, value: object, direction: str = "both") -> list[tuple[str, str]]:
        path = tmp_path / "spec" / "api.json"
        path.parent.mkdir(exist_ok=True)
        other = {"type": "object", "required": ["a"], "properties": {"a": {"type": "integer"}}}
        description = {
            "openapi": "3.1.0",
            "info": {"title": "Test", "version": "1"},
            "components": {"schemas": {"It": schema, "Other": other}},
            "paths": {},
        }
        path.write_text(json.dumps(description))
        loaded = load(path)
        wrong = faults(Analyser(loaded), loaded.description.schemas["It"], value, direction)  # type: ignore[arg-type]
        return [(fault.pointer, fault.message) for fault in wrong]

    return find


OTHER = {"$ref": "#/components/schemas/Other"}


@pytest.mark.parametrize(
    ("schema", "value", "expected"),
    [
        ({}, 1, []),
        ({"type": "string"}, "a", []),
        ({"type": "string"}, 1, [("", "must be string")]),
        ({"type": ["string", "null"]}, 1, [("", "must be string, null")]),
        ({"enum": ["a", 1, None]}, "b", [("", "must be one of a, 1, null")]),
        ({"enum": ["x" * 200]}, "b", [("", f"must be one of {'x' * 80}…")]),
        ({"const": {"a": 1}}, 1, [("", 'must be {"a": 1}')]),
        ({"minimum": 2, "multipleOf": 2}, 1, [("", "must be 2 or more"), ("", "must be a multiple of 2")]),
        ({"maxLength": 1, "pattern": "^a"}, "bc", [("", "must have 1 characters or fewer"), ("", "must match ^a")]),
        ({"required": ["a", "b"]}, {"b": 1}, [("", "lacks a")]),
        ({"properties": {"a/b": {"type": "null"}}}, {"a/b": 1}, [("/a~1b", "must be null")]),
        ({"additionalProperties": False}, {"a": 1}, [("/a", "must not be there")]),
        ({"additionalProperties": {"minimum": 2}}, {"a": 1, "b": 3}, [("/a", "must be 2 or more")]),
        ({"items": {"minimum": 2}}, [3, 1, 0], [("/1", "must be 2 or more"), ("/2", "must be 2 or more")]),
        (
            {"prefixItems": [{"type": "null"}], "items": False},
            [1, 2],
            [("/0", "must be null"), ("/1", "must not be there")],
        ),
        ({"uniqueItems": True}, [1, 1], [("", "must not hold an item twice")]),
        ({"items": OTHER}, [{"a": 1}, {"a": "x"}, {}], [("/1/a", "must be integer"), ("/2", "lacks a")]),
        ({"allOf": [OTHER, {"required": ["b"]}]}, {"a": "x"}, [("/a", "must be integer"), ("", "lacks b")]),
        ({"allOf": [OTHER, OTHER]}, {}, [("", "lacks a")]),
        ({"anyOf": [OTHER, {"type": "null"}]}, {}, [("", "fits none of the alternatives")]),
        ({"oneOf": [{}, {}]}, 1, [("", "must fit exactly one of the alternatives")]),
        ({"not": {"type": "null"}}, None, [("", "is what it must not be")]),
        ({"if": {"required": ["a"]}, "then": {"required": ["b"]}}, {"a": 1}, [("", "does not meet if")]),
        ({"type": "integer"}, 10**400, []),
        ({"type": "integer"}, float("inf"), [("", "must be integer")]),
    ],
)
def test_faults_are_told_where_they_are(found, schema, value, expected) -> None:
    assert found(schema, value) == expected


@pytest.mark.parametrize(("direction", "expected"), [("request", []), ("response", [("", "lacks id")])])
def test_a_direction_leaves_out_what_does_not_travel(found, direction, expected) -> None:
    schema = {"type": "object", "required": ["id"], "properties": {"id": {"type": "integer", "readOnly": True}}}
    assert found(schema, {}, direction) == expected


def test_recursion_ends(found) -> None:
    value: object = 1
    for _ in range(200):
        value = {"next": value}
    assert found({"type": "object", "properties": {"next": {"$ref": "#/components/schemas/It"}}}, value) in (
        [],
        [("", "")],
    )
