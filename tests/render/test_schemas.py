"""Every keyword of JSON Schema 2020-12 and of the 3.0 dialect, in the words of a schema's page."""

from __future__ import annotations

from typing import Any

import pytest

from sphinxext_rensei.nodes import rensei_nest
from sphinxext_rensei.render import named_schema_nodes

CARD = {"type": "object", "properties": {"kind": {"const": "card"}, "number": {"type": "string"}}}

# What is told, a schema, and the words of its page.
SCHEMAS = {
    "boolean schemas": (
        {"properties": {"any": True, "none": False}},
        "any any none never",
    ),
    "a tuple": (
        {"prefixItems": [{"type": "string"}, {"type": "integer"}], "items": False, "minItems": 1},
        "array, ≥ 1 item, no other items [0] string [1] integer",
    ),
    "further items of a tuple": (
        {"prefixItems": [{"type": "string"}], "items": {"type": "integer", "minimum": 3}},
        "array of integer [0] string [1…] integer, ≥ 3",
    ),
    "what an array holds": (
        {"type": "array", "contains": {"type": "string", "maxLength": 2}, "minContains": 2, "maxContains": 4},
        "array Holds 2 to 4 of string, ≤ 2 characters",
    ),
    "what is not evaluated": (
        {"type": "object", "unevaluatedProperties": {"type": "string", "format": "date"}, "unevaluatedItems": False},
        "object, no other items * string, any other name, date",
    ),
    "names": (
        {"type": "object", "patternProperties": {"^x-": {"type": "string"}}, "propertyNames": {"maxLength": 9}},
        "^x- string, name pattern Property names any, ≤ 9 characters",
    ),
    "what depends on a property": (
        {
            "type": "object",
            "dependentRequired": {"a": ["b", "c"]},
            "dependentSchemas": {"d": {"required": ["e"]}},
        },
        "object Required with a: b, c If d is given any Required: e",
    ),
    "headings of the rows in a row": (
        {
            "properties": {
                "a": {"type": "array", "contains": {"minLength": 2}, "items": {"type": "string"}},
                "b": {"prefixItems": [{"type": "boolean"}]},
            }
        },
        "a array of string a[] string Holds at least 1 of a any, ≥ 2 characters b array b[0] boolean",
    ),
    "a simple condition": (
        {
            "type": "object",
            "properties": {"kind": {"type": "string"}},
            "if": {"properties": {"kind": {"const": "card"}}},
            "then": {"required": ["number"]},
        },
        "object Condition: if kind is card, then number is required kind string",
    ),
    "a condition that takes more than words": (
        {
            "if": {"properties": {"kind": {"const": "card"}}},
            "then": {"properties": {"number": {"type": "string", "maxLength": 19}}},
            "else": {"if": {"minProperties": 2}, "then": {"maxProperties": 5}},
        },
        (
            "any If kind is card object number string, ≤ 19 characters "
            "Else any If it fits any, ≥ 2 properties Then any, ≤ 5 properties"
        ),
    ),
    "not": ({"not": {"type": "string", "pattern": "^a"}}, "any Not string, ^a"),
    "content": (
        {
            "type": "string",
            "contentEncoding": "base64",
            "contentMediaType": "application/json",
            "contentSchema": {"type": "object", "properties": {"a": {"type": "integer"}}},
        },
        "string, encoded as base64, holds application/json Decoded object a integer",
    ),
    "definitions and anchors": (
        {
            "properties": {"a": {"$ref": "#/components/schemas/S/$defs/inner"}, "b": {"$ref": "#far"}},
            "$defs": {"inner": {"type": "string", "minLength": 4}, "other": {"$anchor": "far", "enum": [7]}},
        },
        "a inner (string), ≥ 4 characters b other (integer) One of: 7",
    ),
    "xml": (
        {
            "type": "object",
            "properties": {
                "id": {"type": "integer", "xml": {"nodeType": "attribute", "name": "key"}},
                "tags": {"type": "array", "items": {"type": "string"}, "xml": {"wrapped": True, "prefix": "p"}},
            },
            "xml": {"namespace": "https://example.com/ns"},
        },
        (
            "object XML: element namespace https://example.com/ns id integer XML: attribute key "
            "tags array of string XML: element prefix p wrapped"
        ),
    ),
    "a discriminator with a mapping": (
        {
            "oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}],
            "discriminator": {
                "propertyName": "kind",
                "mapping": {"cat": "Cat", "kitten": "#/components/schemas/Cat"},
                "defaultMapping": "Dog",
            },
        },
        (
            "Exactly one of two, Dog by default, told apart by kind: cat kitten Cat (object) meows boolean "
            "Dog Dog (object) barks boolean"
        ),
    ),
    "a discriminator whose variants are inferred": (
        {"type": "object", "discriminator": {"propertyName": "kind"}},
        "One of one, told apart by kind: Bird Bird (object) sings boolean",
    ),
    "alternatives that would share a name": (
        {"anyOf": [{"type": "string"}, {"enum": ["a", "b"]}, {"enum": ["c"]}, {"type": "string", "minLength": 2}]},
        (
            "string At least one of four: string 1 string 2 values string One of: a, b c string One of: c "
            "string 2 string, ≥ 2 characters"
        ),
    ),
    "alternatives that a property tells apart": (
        {
            "oneOf": [
                {"type": "object", "required": ["kind"], "properties": {"kind": {"const": kind}}}
                for kind in ("cat", "dog")
            ]
        },
        ("object Exactly one of two: cat kind string, required, always cat dog kind string, required, always dog"),
    ),
    "allOf, with what can't be merged": (
        {
            "allOf": [
                {"$ref": "#/components/schemas/Cat"},
                {"type": "object", "description": "And more.", "properties": {"meows": {"default": True}}},
                {"properties": {"meows": {"description": "Loud."}}, "maxProperties": 3},
                {"oneOf": [{"required": ["a"]}, {"required": ["b"]}]},
                {"pattern": "^a"},
                {"pattern": "b$"},
            ]
        },
        (
            "And more. object with Cat, ≤ 3 properties, ^a, b$ meows boolean, default true Loud. "
            "Exactly one of two: with a; with b"
        ),
    ),
    "what the items of an array take in": (
        {
            "type": "array",
            "items": {"allOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}]},
        },
        "array of object [] object with Cat, Dog [].meows boolean",
    ),
    "properties that are one reference": (
        {"type": "object", "properties": {"$ref": "#/components/schemas/Cat/properties"}},
        "meows boolean",
    ),
    "the bounds of two": (
        {"allOf": [{"minimum": 1, "maximum": 9}, {"minimum": 3}], "exclusiveMaximum": 8, "multipleOf": 0.5},
        "any, 3 … 9, < 8, multiple of 0.5",
    ),
    "values": (
        {"enum": ["a", 1, None, {"b": 2}], "default": "", "examples": ["x", 5], "const": [1]},
        'array, always [1], default "" One of: a, 1, null, {"b": 2} Examples: x 5',
    ),
    "values with words": (
        {"enum": ["a", "b"], "x-enumDescriptions": {"a": "The *first*."}, "x-enum-varnames": ["ALPHA", "BETA"]},
        "string a: ALPHA: The first. b: BETA",
    ),
    "marks": (
        {
            "type": "object",
            "properties": {"a": {"readOnly": True}, "b": {"writeOnly": True}, "c": {"deprecated": True}},
        },
        "a any, read-only b any, write-only c any, deprecated",
    ),
    "the 3.0 dialect": (
        {"type": "integer", "nullable": True, "minimum": 1, "exclusiveMinimum": True, "example": 4},
        "integer or null, > 1 Example: 4",
    ),
    "an unknown keyword": ({"type": "string", "unit": "metre"}, 'string unit: "metre"'),
    "external documentation": (
        {"type": "string", "externalDocs": {"url": "https://example.com/s", "description": "All of it"}},
        "string All of it",
    ),
}
OTHERS: dict[str, Any] = {
    "Cat": {"type": "object", "properties": {"meows": {"type": "boolean"}}},
    "Dog": {"type": "object", "properties": {"barks": {"type": "boolean"}}},
    "Bird": {
        "allOf": [{"$ref": "#/components/schemas/S"}, {"properties": {"sings": {"type": "boolean"}}}],
    },
}


@pytest.mark.parametrize(("schema", "words"), SCHEMAS.values(), ids=SCHEMAS)
def test_the_page_of_a_schema_tells(schema_words, schema, words):
    text = schema_words(schema, **OTHERS)
    assert words in text, text


def test_a_named_alternative_tells_its_type_once(schema_words):
    """Beside its label, not again above what its schema says of itself."""
    described = {"Cat": {**OTHERS["Cat"], "description": "It purrs."}}
    choice = {"oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}]}
    text = schema_words(choice, **OTHERS | described)
    assert "Cat Cat (object) It purrs. meows boolean Dog" in text


SEATS = {"type": "array", "items": CARD}


def test_items_of_a_body_are_open_and_what_they_hold_is_folded(context_of):
    inner = {"type": "object", "properties": {"name": {"type": "string"}, "seats": SEATS}}
    context = context_of(components={"schemas": {"S": {"type": "array", "items": inner}}})
    drawn = named_schema_nodes(context, "S", context.description.schemas["S"])
    assert [nest["open"] for nest in drawn.findall(rensei_nest)] == [True, False]


@pytest.mark.parametrize(
    ("properties", "opened"),
    [
        ({"data": CARD}, [True]),
        ({"data": SEATS}, [True]),
        ({"data": {"type": "object", "properties": {"seats": SEATS}}}, [True, True]),
        ({"data": CARD, "seats": SEATS}, [False, False]),
        ({"meta": {"type": "object", "properties": {"seats": SEATS}}, "count": {"type": "integer"}}, [False, True]),
    ],
)
def test_what_a_sole_property_holds_is_open(context_of, properties, opened):
    context = context_of(components={"schemas": {"S": {"type": "object", "properties": properties}}})
    drawn = named_schema_nodes(context, "S", context.description.schemas["S"])
    assert [nest["open"] for nest in drawn.findall(rensei_nest)] == opened
