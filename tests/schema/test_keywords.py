"""What each keyword adds to a shape."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from sphinxext_rensei.schema import KEYWORDS, EnumValue, Fact, Shape, compact, plain
from sphinxext_rensei.spec import Schema

UNSEEN = ("place", "name", "bounds", "sources")
"""Fields of a shape that say where it comes from, or the same again as numbers."""


def simple(value: Any) -> Any:
    """A value of a shape with plain JSON for its schemas."""
    if isinstance(value, Schema):
        values = [part.value for part in value.parts]
        return values[0] if len(values) == 1 else values
    if isinstance(value, tuple) and not isinstance(value, (Fact, EnumValue)):
        return [simple(item) for item in value]
    return value


def drawn(shape: Shape) -> dict[str, Any]:
    """What a shape says, field by field, without what says nothing."""
    found = {field.name: simple(getattr(shape, field.name)) for field in fields(Shape) if field.name not in UNSEEN}
    found["applicators"] = [each if each[-1] else each[:-1] for each in found["applicators"]]
    return {name: value for name, value in found.items() if value not in ([], {}, "", None) and value is not False}


A, B = {"type": "string"}, {"type": "integer"}
Case = tuple[dict[str, Any], dict[str, Any]]

CASES: dict[str, list[Case]] = {
    # Core
    "$ref": [({"$ref": "#/components/schemas/A"}, {"types": ["string"]})],
    "$dynamicRef": [
        (
            {"$dynamicRef": "#x", "$defs": {"x": {"$dynamicAnchor": "x", "type": "integer"}}},
            {"types": ["integer"]},
        ),
    ],
    "$id": [({"$id": "https://example.org/a"}, {})],
    "$schema": [({"$schema": "https://json-schema.org/draft/2020-12/schema"}, {})],
    "$anchor": [({"$anchor": "a"}, {})],
    "$dynamicAnchor": [({"$dynamicAnchor": "a"}, {})],
    "$vocabulary": [({"$vocabulary": {"https://example.org/v": True}}, {})],
    "$comment": [({"$comment": "not for readers"}, {})],
    "$defs": [({"$defs": {"x": A}}, {})],
    "definitions": [({"definitions": {"x": A}}, {})],
    # Annotations
    "title": [
        ({"title": "T"}, {"title": "T"}),
        ({"title": "T", "allOf": [{"title": "U"}]}, {"title": "T", "facts": [Fact("title", "U", "Title")]}),
        ({"title": "T", "allOf": [{"title": "T"}]}, {"title": "T"}),
        ({"title": "  "}, {}),
        ({"title": 5}, {}),
    ],
    "description": [({"description": "D"}, {"description": "D"}), ({"description": []}, {})],
    "summary": [({"summary": "S"}, {"facts": [Fact("summary", "S", "Summary")]}), ({"summary": 5}, {})],
    "deprecated": [({"deprecated": True}, {"deprecated": True}), ({"deprecated": False}, {})],
    "readOnly": [({"readOnly": True}, {"read_only": True}), ({"readOnly": False}, {})],
    "writeOnly": [({"writeOnly": True}, {"write_only": True})],
    "default": [({"default": 0}, {"defaults": [0]}), ({"default": None}, {"defaults": [None]})],
    "examples": [
        ({"examples": [1, True, 1.0, None]}, {"examples": [1, True, None]}),
        ({"examples": {"a": 1, "b": 2}}, {"examples": [1, 2]}),
        ({"examples": "one"}, {"examples": ["one"]}),
        ({"example": [1]}, {"examples": [[1]]}),
    ],
    "externalDocs": [
        ({"externalDocs": {"url": "U", "description": "D"}}, {"external_docs": [["U", "D"]]}),
        ({"externalDocs": {"url": "U"}}, {"external_docs": [["U", ""]]}),
        ({"externalDocs": {"description": "D"}}, {}),
    ],
    "xml": [
        ({"xml": {"name": "n"}}, {"facts": [Fact("xml", "element n", "XML")]}),
        (
            {"xml": {"name": "n", "attribute": True, "prefix": "p", "namespace": "u", "wrapped": True, "x-a": 1}},
            {"facts": [Fact("xml", "attribute n prefix p namespace u wrapped x-a 1", "XML")]},
        ),
        ({"xml": {"nodeType": "cdata"}}, {"facts": [Fact("xml", "cdata", "XML")]}),
    ],
    # Assertions
    "type": [
        ({"type": "string"}, {"types": ["string"]}),
        ({"type": ["string", "integer"]}, {"types": ["string", "integer"]}),
        ({"type": ["string", "null"]}, {"types": ["string"], "nullable": True}),
        ({"type": "null"}, {"types": ["null"]}),
        ({"type": ["null"]}, {"types": ["null"]}),
        ({"type": "file"}, {"types": ["file"]}),
        ({"type": [5, "string"]}, {"types": ["string"]}),
        ({"type": 5}, {}),
    ],
    "nullable": [
        ({"nullable": True}, {"nullable": True}),
        ({"nullable": False}, {}),
        ({"nullable": True, "type": "string"}, {"types": ["string"], "nullable": True}),
    ],
    "enum": [
        ({"enum": ["a", "b"]}, {"types": ["string"], "enum": [EnumValue("a"), EnumValue("b")]}),
        (
            {"enum": [1, True, None]},
            {
                "types": ["integer", "boolean"],
                "nullable": True,
                "enum": [EnumValue(1), EnumValue(True), EnumValue(None)],
            },
        ),
        (
            {"enum": [1.5, [], {}]},
            {"types": ["number", "array", "object"], "enum": [EnumValue(1.5), EnumValue([]), EnumValue({})]},
        ),
        ({"enum": [None]}, {"types": ["null"], "enum": [EnumValue(None)]}),
        ({"enum": "a"}, {}),
    ],
    "const": [
        ({"const": "a"}, {"types": ["string"], "consts": ["a"]}),
        ({"const": None}, {"types": ["null"], "consts": [None]}),
        ({"const": 0, "type": "number"}, {"types": ["number"], "consts": [0]}),
    ],
    "format": [({"format": "date"}, {"format": "date", "facts": [Fact("format", "date")]})],
    "minimum": [
        ({"minimum": 1}, {"facts": [Fact("minimum", "≥ 1")]}),
        ({"minimum": "1"}, {"facts": [Fact("minimum", "1", "minimum", literal=True)]}),
        ({"minimum": True}, {"facts": [Fact("minimum", "true", "minimum", literal=True)]}),
    ],
    "exclusiveMinimum": [
        ({"exclusiveMinimum": 0}, {"facts": [Fact("exclusiveMinimum", "> 0")]}),
        ({"exclusiveMinimum": True, "minimum": 2}, {"facts": [Fact("exclusiveMinimum", "> 2")]}),
    ],
    "maximum": [({"maximum": 1.5}, {"facts": [Fact("maximum", "≤ 1.5")]})],
    "exclusiveMaximum": [
        ({"exclusiveMaximum": 0}, {"facts": [Fact("exclusiveMaximum", "< 0")]}),
        ({"exclusiveMaximum": True, "maximum": 2}, {"facts": [Fact("exclusiveMaximum", "< 2")]}),
    ],
    "multipleOf": [({"multipleOf": 0.5}, {"facts": [Fact("multipleOf", "multiple of 0.5")]})],
    "minLength": [({"minLength": 1}, {"facts": [Fact("minLength", "≥ 1 character")]})],
    "maxLength": [({"maxLength": 2}, {"facts": [Fact("maxLength", "≤ 2 characters")]})],
    "pattern": [({"pattern": "^a b$"}, {"facts": [Fact("pattern", "^a b$", literal=True)]})],
    "contentEncoding": [({"contentEncoding": "base64"}, {"facts": [Fact("contentEncoding", "encoded as base64")]})],
    "contentMediaType": [({"contentMediaType": "a/b"}, {"facts": [Fact("contentMediaType", "holds a/b")]})],
    "minItems": [({"minItems": 2}, {"facts": [Fact("minItems", "≥ 2 items")]})],
    "maxItems": [({"maxItems": 1}, {"facts": [Fact("maxItems", "≤ 1 item")]})],
    "uniqueItems": [
        ({"uniqueItems": True}, {"facts": [Fact("uniqueItems", "unique items")]}),
        ({"uniqueItems": False}, {}),
    ],
    "minContains": [
        ({"contains": A, "minContains": 2}, {"applicators": [["contains", "Holds at least 2 of", A, ""]]}),
    ],
    "maxContains": [
        (
            {"contains": A, "minContains": 0, "maxContains": 3},
            {"applicators": [["contains", "Holds 0 to 3 of", A, ""]]},
        ),
        (
            {"contains": A, "maxContains": 1},
            {"applicators": [["contains", "Holds exactly 1 of", A, ""]]},
        ),
    ],
    "minProperties": [({"minProperties": 1}, {"facts": [Fact("minProperties", "≥ 1 property")]})],
    "maxProperties": [({"maxProperties": 2}, {"facts": [Fact("maxProperties", "≤ 2 properties")]})],
    "required": [
        (
            {"required": ["a", "b"], "properties": {"a": A}},
            {
                "types": ["object"],
                "properties": [["a", A, True, False]],
                "required": ["a", "b"],
                "facts": [Fact("required", "b", "Required", literal=True)],
            },
        ),
        ({"required": True}, {"facts": [Fact("required", "required")]}),
        ({"required": ["a", 5, "a"]}, {"required": ["a"], "facts": [Fact("required", "a", "Required", literal=True)]}),
    ],
    "dependentRequired": [
        (
            {"dependentRequired": {"a": ["b", "c"], "d": 5}},
            {"facts": [Fact("dependentRequired", "b, c", "Required with a", literal=True)]},
        ),
    ],
    # Applicators
    "allOf": [
        ({"allOf": [A, {"minLength": 1}]}, {"types": ["string"], "facts": [Fact("minLength", "≥ 1 character")]})
    ],
    "oneOf": [
        ({"oneOf": [A, B]}, {"alternatives": [["oneOf", [[A, []], [B, []]], "", ""]]}),
        ({"oneOf": [A]}, {"types": ["string"]}),
        ({"oneOf": [A, {"type": "null"}]}, {"types": ["string"], "nullable": True}),
        ({"oneOf": {}}, {}),
    ],
    "anyOf": [
        ({"anyOf": [A, True]}, {"alternatives": [["anyOf", [[A, []], [True, []]], "", ""]]}),
        ({"anyOf": [{"enum": [None]}, A]}, {"types": ["string"], "nullable": True}),
    ],
    "discriminator": [
        (
            {"oneOf": [A, B], "discriminator": {"propertyName": "kind"}},
            {"alternatives": [["oneOf", [[A, []], [B, []]], "kind", ""]]},
        ),
        (
            {"oneOf": [A, B], "discriminator": "kind"},
            {"alternatives": [["oneOf", [[A, []], [B, []]], "kind", ""]]},
        ),
        ({"oneOf": [A, B], "discriminator": 5}, {"alternatives": [["oneOf", [[A, []], [B, []]], "", ""]]}),
    ],
    "properties": [
        (
            {"properties": {"a": A, "b": True, "c": 5}},
            {"types": ["object"], "properties": [["a", A, False, False], ["b", True, False, False]]},
        ),
        ({"properties": [A]}, {}),
    ],
    "patternProperties": [
        ({"patternProperties": {"^x": A}}, {"types": ["object"], "properties": [["^x", A, False, True]]}),
        (
            {"patternProperties": {"^x": A}, "required": ["^x"]},
            {
                "types": ["object"],
                "properties": [["^x", A, False, True]],
                "required": ["^x"],
                "facts": [Fact("required", "^x", "Required", literal=True)],
            },
        ),
    ],
    "additionalProperties": [
        ({"additionalProperties": A}, {"types": ["object"], "additional": A}),
        ({"additionalProperties": False}, {"facts": [Fact("additionalProperties", "no other properties")]}),
        ({"additionalProperties": True}, {"facts": [Fact("additionalProperties", "other properties allowed")]}),
        ({"additionalProperties": {}}, {"facts": [Fact("additionalProperties", "other properties allowed")]}),
    ],
    "unevaluatedProperties": [
        ({"unevaluatedProperties": A}, {"types": ["object"], "additional": A}),
        ({"unevaluatedProperties": False}, {"facts": [Fact("unevaluatedProperties", "no other properties")]}),
    ],
    "propertyNames": [({"propertyNames": A}, {"applicators": [["propertyNames", "Property names", A, ""]]})],
    "items": [
        ({"items": A}, {"types": ["array"], "items": A}),
        ({"items": [A, B]}, {"types": ["array"], "prefix_items": [A, B]}),
        ({"items": False}, {"facts": [Fact("items", "no other items")]}),
        ({"items": True}, {"types": ["array"], "items": True}),
    ],
    "prefixItems": [
        ({"prefixItems": [A, B]}, {"types": ["array"], "prefix_items": [A, B]}),
        ({"prefixItems": [5, A, None, B]}, {"types": ["array"], "prefix_items": [True, A, True, B]}),
        (
            {"allOf": [{"prefixItems": [A]}, {"prefixItems": [B, B]}]},
            {"types": ["array"], "prefix_items": [[A, B], B]},
        ),
        ({"prefixItems": {}}, {}),
    ],
    "additionalItems": [({"additionalItems": False}, {"facts": [Fact("unevaluatedItems", "no other items")]})],
    "unevaluatedItems": [
        ({"unevaluatedItems": False}, {"facts": [Fact("unevaluatedItems", "no other items")]}),
        ({"unevaluatedItems": A}, {"applicators": [["unevaluatedItems", "Other items", A, ""]]}),
    ],
    "contains": [
        ({"contains": A}, {"applicators": [["contains", "Holds at least 1 of", A, ""]]}),
        ({"contains": 5}, {}),
    ],
    "contentSchema": [({"contentSchema": A}, {"applicators": [["contentSchema", "Decoded", A, ""]]})],
    "not": [
        ({"not": A}, {"applicators": [["not", "Not", A, ""]]}),
        ({"not": True}, {"applicators": [["not", "Not", True, ""]]}),
        (
            {"not": {"required": ["a"]}},
            {
                "facts": [Fact("not", "without a")],
                "applicators": [["not", "Not", {"required": ["a"]}, "", True]],
            },
        ),
        (
            {"not": {"required": ["a", "b", "c"]}},
            {
                "facts": [Fact("not", "not a, b and c together")],
                "applicators": [["not", "Not", {"required": ["a", "b", "c"]}, "", True]],
            },
        ),
    ],
    "if": [
        (
            {"if": {"properties": {"kind": {"const": "card"}}}, "then": {"required": ["number"]}},
            {
                "facts": [Fact("if", "if kind is card, then number is required", "Condition")],
                "applicators": [["then", "If kind is card", {"required": ["number"]}, "", True]],
            },
        ),
        (
            {"if": {"minLength": 1}, "then": A},
            {"applicators": [["if", "If it fits", {"minLength": 1}, ""], ["then", "Then", A, ""]]},
        ),
    ],
    "then": [
        (
            {"if": {"properties": {"a": {"const": 1}}}, "then": A},
            {"applicators": [["then", "If a is 1", A, ""]]},
        ),
    ],
    "else": [
        (
            {"if": {"required": ["a"]}, "then": A, "else": B},
            {"applicators": [["then", "If a is given", A, ""], ["else", "Else", B, ""]]},
        ),
    ],
    "dependentSchemas": [
        ({"dependentSchemas": {"a": A, "b": 5}}, {"applicators": [["dependentSchemas", "If a is given", A, "a"]]}),
    ],
    "dependencies": [
        (
            {"dependencies": {"a": ["b"], "c": A}},
            {
                "facts": [Fact("dependentRequired", "b", "Required with a", literal=True)],
                "applicators": [["dependentSchemas", "If c is given", A, "c"]],
            },
        ),
    ],
    # Conventions
    "x-enumDescriptions": [
        (
            {"enum": ["a", 1], "x-enumDescriptions": {"a": "first", "1": "second"}},
            {"types": ["string", "integer"], "enum": [EnumValue("a", "first"), EnumValue(1, "second")]},
        ),
    ],
    "x-enum-descriptions": [
        (
            {"enum": ["a", "b"], "x-enum-descriptions": ["first", ""]},
            {"types": ["string"], "enum": [EnumValue("a", "first"), EnumValue("b")]},
        ),
    ],
    "x-ms-enum": [
        (
            {"enum": ["a", "b"], "x-ms-enum": {"name": "E", "values": [{"value": "a", "description": "first"}, 5]}},
            {"types": ["string"], "enum": [EnumValue("a", "first"), EnumValue("b")]},
        ),
        ({"enum": ["a"], "x-ms-enum": {"values": "a"}}, {"types": ["string"], "enum": [EnumValue("a")]}),
    ],
    "x-enum": [
        (
            {"enum": [1, 2], "x-enum": [{"value": 1, "description": "one"}, {"value": 2}]},
            {"types": ["integer"], "enum": [EnumValue(1, "one"), EnumValue(2)]},
        ),
    ],
    "x-enum-varnames": [
        (
            {"enum": [1, 2], "x-enum-varnames": ["ONE", "TWO", "THREE"]},
            {"types": ["integer"], "enum": [EnumValue(1, "", "ONE"), EnumValue(2, "", "TWO")]},
        ),
        (
            {"allOf": [{"enum": [1, 2], "x-enum-varnames": ["ONE", "TWO"]}, {"enum": [2]}]},
            {"types": ["integer"], "enum": [EnumValue(2, "", "TWO")]},
        ),
    ],
    "x-enumNames": [
        ({"enum": ["a"], "x-enumNames": ["A"]}, {"types": ["string"], "enum": [EnumValue("a", "", "A")]}),
        ({"enum": ["a"], "x-enumNames": "A"}, {"types": ["string"], "enum": [EnumValue("a")]}),
    ],
    "x-deprecated": [
        ({"x-deprecated": True}, {"deprecated": True}),
        ({"x-deprecated": "since 2"}, {"deprecated": True}),
    ],
}


def test_every_keyword_has_a_case():
    assert set(CASES) == set(KEYWORDS)


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        pytest.param(*case, id=f"{keyword}-{index}")
        for keyword, held in CASES.items()
        for index, case in enumerate(held)
    ],
)
def test_a_keyword_says(shape_of, schema, expected):
    assert drawn(shape_of(schema, A=A)) == expected


@pytest.mark.parametrize("keyword", ["unknown", "$recursiveRef", "divisibleBy", "", "Type"])
@pytest.mark.parametrize("value", [None, True, 1.5, "text", [], {"a": ["é"]}])
def test_an_unknown_keyword_is_a_fact_under_its_own_name(shape_of, keyword, value):
    assert drawn(shape_of({keyword: value})) == {"facts": [Fact(keyword, compact(value), keyword, literal=True)]}


def test_other_extensions_are_kept_as_they_are(shape_of):
    schema = {"x-a": None, "x-b": {"c": 1}, "allOf": [{"x-a": 2}]}
    assert drawn(shape_of(schema)) == {"extensions": {"x-a": None, "x-b": {"c": 1}}}


@pytest.mark.parametrize("keyword", sorted(KEYWORDS))
@pytest.mark.parametrize("value", [None, False, True, -1, "text", [], [5, None], {}, {"x": 5}, [[{}]]])
def test_no_value_of_a_keyword_breaks_the_schema(shape_of, keyword, value):
    """What stands beside the faulty keyword is still said."""
    shape = shape_of({keyword: value, "x-other": 1, "unknown": 2})
    assert shape.extensions["x-other"] == 1
    assert Fact("unknown", "2", "unknown", literal=True) in shape.facts


@pytest.mark.parametrize(
    ("value", "as_json", "as_text"),
    [
        ("a", '"a"', "a"),
        ("é\n", '"é\\n"', "é\n"),
        (1, "1", "1"),
        (True, "true", "true"),
        (None, "null", "null"),
        ([1, "a"], '[1, "a"]', '[1, "a"]'),
        (12345678901234567890, "12345678901234567890", "12345678901234567890"),
    ],
)
def test_values_are_written_as_json_or_plain(value, as_json, as_text):
    assert (compact(value), plain(value)) == (as_json, as_text)
