"""Constraints and types in words."""

from __future__ import annotations

from typing import Any

import pytest

from sphinxext_rensei.schema import TypePiece, type_pieces
from sphinxext_rensei.schema._words import interval_facts


def ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


@pytest.mark.parametrize(
    ("bounds", "facts"),
    [
        ({}, []),
        ({"minimum": 1}, [("minimum", "≥ 1")]),
        ({"maximum": 1.5}, [("maximum", "≤ 1.5")]),
        ({"minimum": 0, "maximum": 0.5}, [("minimum", "0 … 0.5")]),
        ({"minimum": -3, "maximum": -1}, [("minimum", "-3 … -1")]),
        ({"exclusiveMinimum": 0}, [("exclusiveMinimum", "> 0")]),
        ({"exclusiveMaximum": 0}, [("exclusiveMaximum", "< 0")]),
        ({"minimum": 0, "exclusiveMaximum": 1}, [("minimum", "≥ 0"), ("exclusiveMaximum", "< 1")]),
        ({"exclusiveMinimum": 0, "exclusiveMaximum": 1}, [("exclusiveMinimum", "> 0"), ("exclusiveMaximum", "< 1")]),
        ({"minLength": 0}, [("minLength", "≥ 0 characters")]),
        ({"minLength": 1}, [("minLength", "≥ 1 character")]),
        ({"maxLength": 1}, [("maxLength", "≤ 1 character")]),
        ({"minLength": 1, "maxLength": 1}, [("minLength", "1 character")]),
        ({"minLength": 2, "maxLength": 2}, [("minLength", "2 characters")]),
        ({"minLength": 0, "maxLength": 1}, [("minLength", "0 … 1 characters")]),
        ({"minItems": 2, "maxItems": 5}, [("minItems", "2 … 5 items")]),
        ({"maxItems": 0}, [("maxItems", "≤ 0 items")]),
        ({"minProperties": 1}, [("minProperties", "≥ 1 property")]),
        ({"minProperties": 2, "maxProperties": 3}, [("minProperties", "2 … 3 properties")]),
        (
            {"maxProperties": 3, "minItems": 1, "minLength": 2, "minimum": 4},
            [
                ("minimum", "≥ 4"),
                ("minLength", "≥ 2 characters"),
                ("minItems", "≥ 1 item"),
                ("maxProperties", "≤ 3 properties"),
            ],
        ),
    ],
)
def test_bounds_in_words(bounds, facts):
    assert [(fact.keyword, fact.text) for fact in interval_facts(bounds)] == facts


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ({"properties": {"a": {"const": "x"}}}, "If a is x"),
        ({"properties": {"a": {"const": None}}}, "If a is null"),
        ({"properties": {"a": {"enum": [1, True]}}}, "If a is 1 or true"),
        ({"properties": {"a": {"const": 1}, "b": {"const": 2}}}, "If a is 1 and b is 2"),
        ({"properties": {"a": {"const": 1}}, "required": ["a", "b"]}, "If a is 1 and b is given"),
        ({"required": ["a", "b"], "type": "object"}, "If a and b are given"),
        ({"properties": {"a": {"enum": "odd"}}}, "If a"),
    ],
)
def test_a_simple_condition_is_said_in_words(shape_of, condition, words):
    shape = shape_of({"if": condition, "then": {}, "else": {}})
    assert [(each.keyword, each.words) for each in shape.applicators] == [("then", words), ("else", "Else")]


@pytest.mark.parametrize(
    "condition",
    [
        {"properties": {"a": {"type": "string"}}},
        {"properties": {"a": {"const": 1, "type": "integer"}}},
        {"properties": {"a": True}},
        {"properties": {"a": {"const": 1}}, "minProperties": 2},
        {"properties": [1], "required": ["a"]},
        {"properties": {}, "required": []},
        {"required": "a"},
        {},
        True,
        ref("A"),
    ],
    ids=str,
)
def test_any_other_condition_is_shown_as_a_schema(shape_of, condition):
    shape = shape_of({"if": condition, "then": {"minLength": 1}}, A={})
    assert [(each.keyword, each.words, each.schema.parts[0].value) for each in shape.applicators] == [
        ("if", "If it fits", condition),
        ("then", "Then", {"minLength": 1}),
    ]


def text_of(analyse: Any, schema: Any, **components: Any) -> str:
    analyser, found = analyse(schema, **components)
    return "".join(piece.text for piece in type_pieces(analyser, found))


class TestTypes:
    @pytest.mark.parametrize(
        ("schema", "text"),
        [
            ({"type": "string"}, "string"),
            ({"type": ["string", "integer"]}, "string or integer"),
            ({"type": ["string", "null"]}, "string or null"),
            ({"type": "null"}, "null"),
            ({"const": None}, "null"),
            ({}, "any"),
            (True, "any"),
            (False, "never"),
            ({"nullable": True}, "any or null"),
            ({"type": "array"}, "array"),
            ({"items": {"type": "string"}}, "array of string"),
            ({"items": {"items": {"type": "string"}}}, "array of array of string"),
            ({"type": ["array", "string"], "items": {"type": "integer"}}, "array of integer or string"),
            (ref("Pet"), "Pet (object)"),
            ({"items": ref("Pet")}, "array of Pet (object)"),
            ({"oneOf": [ref("Pet"), {"type": "null"}]}, "Pet (object) or null"),
            (ref("Free"), "Free"),
            (ref("Either"), "Either (choice)"),
            ({"oneOf": [{"type": "string"}, ref("Pet")]}, "string or Pet (object)"),
            ({"oneOf": [{"type": "string", "minLength": 1}, {"type": "string"}]}, "string"),
            ({"oneOf": [{"enum": [1]}, {"enum": [2]}, {"enum": [3]}, {"enum": [4]}, {"enum": [5]}]}, "one of 5"),
            ({"oneOf": [{"type": "string"}] * 3, "anyOf": [{"type": "string"}] * 3}, "one of several"),
            ({"type": "object", "oneOf": [ref("Pet"), ref("Free")]}, "object"),
        ],
    )
    def test_a_type_in_words(self, analyse, schema, text):
        components = {
            "Pet": {"type": "object"},
            "Free": {"description": "anything"},
            "Either": {"oneOf": [{"type": "string"}, {"type": "integer"}]},
        }
        assert text_of(analyse, schema, **components) == text

    def test_names_are_links_and_words_are_not(self, analyse):
        analyser, schema = analyse({"items": {"anyOf": [ref("Pet"), {"type": "null"}]}}, Pet={"type": "object"})
        assert type_pieces(analyser, schema) == (
            TypePiece("array"),
            TypePiece(" of "),
            TypePiece("Pet", "Pet"),
            TypePiece(" (object)"),
            TypePiece(" or null"),
        )

    def test_a_type_that_holds_itself_ends(self, analyse):
        nested = {"items": {"$ref": "#/paths/~1/get/responses/200/content/application~1json/schema"}}
        assert text_of(analyse, nested) == "get-200 (array)"
        deep: Any = {"type": "string"}
        for _ in range(20):
            deep = {"items": deep}
        assert text_of(analyse, deep) == "array of array of array of array of array"

    def test_a_choice_among_choices_ends(self, analyse):
        choice: Any = {"type": "string"}
        for number in range(12):
            choice = {"oneOf": [choice, {"const": number}, {"items": choice}]}
        assert len(text_of(analyse, choice)) < 2000


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        (
            {
                "if": {"properties": {"kind": {"enum": ["a", "b"]}, "x": {"const": 1}}, "required": ["kind", "y"]},
                "then": {"required": ["p", "q"], "properties": {"p": {"const": None}}},
            },
            "if kind is a or b and x is 1 and y is given, then p is null and p and q are required",
        ),
        (
            {
                "if": {"required": ["a"]},
                "else": {"if": {"required": ["b"]}, "then": {"required": ["c"]}, "else": {"required": ["d"]}},
            },
            "if a is given, else if b is given, then c is required, else d is required",
        ),
        ({"if": {"required": ["a"]}, "then": {"required": ["b"]}, "else": {"maxProperties": 1}}, None),
        ({"if": {"required": ["a"]}, "then": {"required": ["b"], "title": "B"}}, None),
        ({"if": {"required": ["a"]}, "then": True}, None),
        ({"if": {"required": ["a"]}}, None),
        ({"if": {"minLength": 1}, "then": {"required": ["b"]}}, None),
        ({"then": {"required": ["b"]}}, None),
    ],
)
def test_a_condition_whose_branches_are_simple_is_one_sentence(shape_of, schema, words):
    shape = shape_of(schema)
    assert [fact.text for fact in shape.facts if fact.keyword == "if"] == ([words] if words else [])
    assert {each.told for each in shape.applicators} <= {bool(words)}
