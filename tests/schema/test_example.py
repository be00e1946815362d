"""Examples: given first, else plausible, and valid whatever the schema asks for."""

from __future__ import annotations

import json
import re
import time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from sphinxext_rensei.schema import MAX_LEVELS, Analyser, example
from sphinxext_rensei.schema._formats import FORMATS
from sphinxext_rensei.schema._patterns import matching
from sphinxext_rensei.spec import load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sphinxext_rensei.schema import Direction

Make = Any


@pytest.fixture
def made(tmp_path: Path) -> Callable[..., Any]:
    """Make the example of a schema that stands alone, or of one among others."""

    def make(
        schema: Any, direction: Direction = "response", *, name: str = "", version: str = "3.1.0", **others: Any
    ) -> Any:
        levels = others.pop("levels", MAX_LEVELS)
        return example_of(tmp_path, schema, direction, name, version, others, levels=levels)

    return make


def example_of(
    folder: Path, schema: Any, direction: Direction, name: str, version: str, others: Any, *, levels: int
) -> Any:
    path = folder / "api.json"
    document = {
        "openapi": version,
        "info": {"title": "T", "version": "1"},
        "paths": {},
        "components": {"schemas": {"It": schema, **others}},
    }
    path.write_text(json.dumps(document), encoding="utf-8")
    analyser = Analyser(load(path))
    it = analyser.description.schemas["It"]
    value = example(analyser, it, direction, levels=levels, name=name)
    assert value == example(analyser, it, direction, levels=levels, name=name)
    return value


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": "string", "examples": ["given", "other"]}, "given"),
        ({"type": "string", "example": "given", "default": "usual"}, "given"),
        ({"type": "string", "default": "usual", "enum": ["first", "usual"]}, "usual"),
        ({"type": "string", "enum": ["first", "second"]}, "first"),
        ({"const": 7, "examples": [8]}, 7),
        ({"type": "integer", "example": "42"}, 42),
        ({"type": "string", "example": 42}, "42"),
        ({"type": "boolean", "example": "false"}, False),
        ({"type": "array", "items": {"type": "string"}, "example": "one"}, ["one"]),
        ({"type": "object", "properties": {"a": {"type": "integer"}}, "example": {"a": 5}}, {"a": 5}),
    ],
)
def test_what_the_author_gave_comes_first(made: Make, schema: Any, expected: Any) -> None:
    assert made(schema) == expected


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "string", "minLength": 3, "example": "no"},
        {"type": "integer", "example": "many"},
        {"type": "object", "required": ["a"], "properties": {"a": {"type": "integer"}}, "example": {"b": 1}},
    ],
)
def test_a_given_example_that_does_not_fit_is_passed_over(made: Make, schema: Any) -> None:
    Draft202012Validator(schema).validate(made(schema))


@pytest.mark.parametrize("most", [1000, 2**63, 1e300])
def test_no_example_has_more_than_can_be_shown(made: Make, most: float) -> None:
    schema = {"type": "object", "additionalProperties": {"type": "integer"}, "minProperties": most}
    assert 0 < len(made(schema)) < 300
    assert len(made({"type": "array", "items": {"type": "integer"}, "minItems": most})) < 300
    assert len(made({"type": "string", "minLength": most})) <= 10_000


def test_an_empty_default_is_no_example(made: Make) -> None:
    assert made({"type": "array", "items": {"type": "string", "example": "a"}, "default": []}) == ["a"]


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "string", "minLength": 40},
        {"type": "string", "maxLength": 2},
        {"type": "string", "format": "date-time", "maxLength": 5},
        {"type": "string", "pattern": "^[A-Z]{3}-[0-9]{4}$"},
        {"type": "string", "pattern": "^(cat|dog)s?$", "minLength": 4},
        {"type": "string", "pattern": "^(?=.*[a-z])(?=.*[A-Z])(?=.*\\d)[A-Za-z\\d]{12,}$"},
        {"type": "integer", "minimum": 5},
        {"type": "integer", "exclusiveMinimum": 5, "maximum": 6},
        {"type": "integer", "maximum": -5},
        {"type": "integer", "multipleOf": 7, "minimum": 10},
        {"type": "number", "multipleOf": 0.05, "minimum": 0.1},
        {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 0.5},
        {"type": "array", "items": {"type": "string"}, "minItems": 3, "uniqueItems": True},
        {"type": "array", "items": {"enum": ["a", "b", "c"]}, "minItems": 3, "uniqueItems": True},
        {"type": "array", "items": {"type": "integer"}, "minItems": 4, "uniqueItems": True},
        {"type": "array", "maxItems": 0, "items": {"type": "string"}},
        {"type": "array", "prefixItems": [{"type": "string"}, {"type": "integer"}], "items": False, "minItems": 2},
        {"type": "array", "contains": {"const": 4}, "minContains": 2},
        {"type": "object", "minProperties": 2, "additionalProperties": {"type": "integer"}},
        {"type": "object", "maxProperties": 1, "properties": {"a": {"type": "string"}, "b": {"type": "string"}}},
        {"type": "object", "required": ["x"], "additionalProperties": {"type": "integer"}},
        {"type": "object", "propertyNames": {"pattern": "^[A-Z]+$"}, "additionalProperties": {"type": "string"}},
        {"type": "object", "patternProperties": {"^x-": {"type": "integer"}}, "minProperties": 1},
        {"type": "object", "properties": {"a": {"type": "string"}}, "dependentRequired": {"a": ["b"]}},
        {"oneOf": [{"type": "string", "maxLength": 3}, {"type": "string", "minLength": 2}]},
        {"type": "object", "properties": {"a": {}, "b": {}}, "oneOf": [{"required": ["a"]}, {"required": ["b"]}]},
        {"type": "object", "properties": {"a": {"type": "string"}}, "not": {"required": ["a"]}},
        {
            "type": "object",
            "properties": {"kind": {"enum": ["a", "b"]}, "n": {"type": "integer"}},
            "required": ["kind"],
            "if": {"properties": {"kind": {"const": "a"}}},
            "then": {"required": ["n"]},
        },
        {"allOf": [{"type": "object", "required": ["a"]}, {"properties": {"a": {"type": "integer", "minimum": 9}}}]},
        {"type": ["integer", "null"], "minimum": 3},
        {"type": "null"},
        True,
        {},
    ],
    ids=json.dumps,
)
@pytest.mark.parametrize("levels", [MAX_LEVELS, 1, 0])
def test_every_constraint_is_kept(made: Make, schema: Any, levels: int) -> None:
    Draft202012Validator(schema).validate(made(schema, levels=levels))


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_has_its_own_values(made: Make, name: str) -> None:
    assert made({"type": "string", "format": name}) in FORMATS[name]


@pytest.mark.parametrize(
    ("name", "pattern"),
    [
        ("email", "@example.com$"),
        ("contactEmail", "@example.com$"),
        ("homepageUrl", "^https://"),
        ("phone_number", r"^\+\d+$"),
        ("firstName", "^Ada$"),
        ("city", "^London$"),
        ("countryCode", "^US$"),
        ("createdAt", "^2026-"),
        ("currency", "^USD$"),
        ("status", "^active$"),
        ("access_token", "^ey"),
        ("user_id", "^user_1001$"),
        ("title", "title"),
    ],
)
def test_a_name_tells_what_a_string_says(made: Make, name: str, pattern: str) -> None:
    assert re.search(pattern, made({"type": "string"}, name=name))


@pytest.mark.parametrize(
    ("name", "value"),
    [("page", 1), ("per_page", 20), ("statusCode", 200), ("id", 1001), ("year", 2026), ("price", 1999)],
)
def test_a_name_tells_what_a_number_is(made: Make, name: str, value: int) -> None:
    assert made({"type": "integer"}, name=name) == value


@pytest.mark.parametrize(
    ("owner", "name", "value"),
    [
        ("Error", "message", "The request could not be completed"),
        ("ErrorResponse", "code", "invalid_request"),
        ("Repository", "name", "hello-world"),
        ("simple-user", "name", "Ada Lovelace"),
        ("Session", "id", "session_1001"),
        ("Address", "state", "CA"),
        ("Title", "from", "A short title"),
        ("Country", "code", "US"),
    ],
)
def test_what_owns_a_property_tells_what_it_says(made: Make, owner: str, name: str, value: str) -> None:
    owning = {"type": "object", "properties": {name: {"type": "string"}}}
    for held in (owning, ref(owner)):
        assert made({"type": "object", "properties": {"zot": held, owner: held}}, **{owner: owning})[owner] == {
            name: value
        }
    assert made({"type": "array", "items": ref(owner)}, **{owner: owning}) == [{name: value}]


@pytest.mark.parametrize(
    ("owner", "name", "value"),
    [
        ("Problem", "status", 400),
        ("ErrorResponse", "statusCode", 400),
        ("HTTPValidationError", "code", 400),
        ("Health", "status", 200),
        ("Terror", "status", 200),
    ],
)
def test_the_status_of_an_error_is_that_of_an_error(made: Make, owner: str, name: str, value: int) -> None:
    owning = {"type": "object", "properties": {name: {"type": "integer"}}}
    assert made({"type": "array", "items": ref(owner)}, **{owner: owning}) == [{name: value}]


def test_a_status_of_an_error_keeps_its_bounds(made: Make) -> None:
    owning = {"type": "object", "properties": {"status": {"type": "integer", "minimum": 500}}}
    assert made({"properties": {"error": owning}}) == {"error": {"status": 500}}


def test_json_in_a_string_is_as_its_own_schema_wants_it(made: Make) -> None:
    held = {"type": "object", "properties": {"kind": {"const": "wave"}, "height": {"type": "integer"}}}
    text = {"type": "string", "contentMediaType": "application/json", "contentSchema": held}
    assert made(text) == '{"kind":"wave","height":720}'
    assert made({**text, "contentMediaType": "application/ld+json; profile=x"}) == '{"kind":"wave","height":720}'
    for other in ({"contentMediaType": "application/jwt"}, {"contentEncoding": "base64"}):
        assert "wave" not in made({**text, **other})


@pytest.mark.parametrize(
    ("description", "value"),
    [
        ("The target, such as `production`.", "production"),
        ('A licence (e.g. "mit")', "mit"),
        ("ID of the thing that is meant.", "zot_1001"),
        ("A thing.", "zot"),
        ("Such as we want.", "zot"),
    ],
)
def test_a_description_tells_what_a_string_says(made: Make, description: str, value: str) -> None:
    assert made({"type": "string", "description": description}, name="zot") == value
    wrapped = {"description": description, "anyOf": [{"type": "string"}, {"type": "object"}]}
    assert made(wrapped, name="zot") == value


def test_an_example_in_a_description_that_does_not_fit_is_passed_over(made: Make) -> None:
    assert (
        made({"type": "string", "maxLength": 3, "description": "Such as, for example `production`."}) != "production"
    )


@pytest.mark.parametrize(
    ("name", "pattern", "value"),
    [
        ("id", "^[0-9]+$", "1001"),
        ("zotPart", "^[a-z]+(-[a-z]+)*$", "zot-part"),
        ("code", "^[A-Z]{2}$", "US"),
        ("token", "^tok_", "tok_3f9a1c7d5e2b8046"),
    ],
)
def test_a_pattern_gives_a_readable_string(made: Make, name: str, pattern: str, value: str) -> None:
    assert made({"type": "string", "pattern": pattern}, name=name) == value


def test_an_instant_as_a_number_is_one_of_our_time(made: Make) -> None:
    assert made({"type": "integer", "format": "unix-time"}, name="begin") == 1768469400


@pytest.mark.parametrize(
    ("description", "value"),
    [
        ("Date the message was sent in Unix time", 1768469400),
        ("A UNIX timestamp.", 1768469400),
        ("Milliseconds since the epoch.", 1768469400000),
        ("Day of the month.", 15),
    ],
)
def test_a_description_tells_that_a_number_is_an_instant(made: Make, description: str, value: int) -> None:
    assert made({"type": "integer", "description": description}, name="date") == value


@pytest.mark.parametrize(
    ("pattern", "text"), [("^[ァ-ヶー]{3}$", "ァアィ"), ("^[а-яё]+$", "а"), ("^[ー]$", "ー"), ("^[א-ת]{2}$", "אב")]
)
def test_a_pattern_of_another_script_gives_letters_of_it(made: Make, pattern: str, text: str) -> None:
    assert made({"type": "string", "pattern": pattern}) == text


def test_a_flag_of_something_bad_is_false(made: Make) -> None:
    assert made({"type": "boolean"}, name="isDeleted") is False
    assert made({"type": "boolean"}, name="active") is True


def test_a_filler_is_neither_the_word_string_nor_zero(made: Make) -> None:
    schema = {"type": "object", "properties": {"flavour": {"type": "string"}, "heat": {"type": "integer"}}}
    assert made(schema) == {"flavour": "flavour", "heat": 1}


def test_only_what_is_required_is_there_on_demand(made: Make) -> None:
    inner = {"type": "object", "required": ["c"], "properties": {"c": {"const": 1}, "d": {"const": 2}}}
    schema = {"type": "object", "required": ["a"], "properties": {"a": inner, "b": {"type": "string"}}}
    assert made(schema, levels=0) == {"a": {"c": 1}}
    given = {**schema, "example": {"a": {"c": 1, "d": 2}, "b": "x"}}
    assert made(given, levels=0) == {"a": {"c": 1}}


def test_read_only_leaves_requests_and_write_only_responses(made: Make) -> None:
    schema = {
        "type": "object",
        "required": ["id", "secret", "name"],
        "properties": {
            "id": {"const": 1, "readOnly": True},
            "secret": {"const": "x", "writeOnly": True},
            "name": {"const": "n"},
        },
    }
    assert made(schema, "request") == {"secret": "x", "name": "n"}
    assert made(schema, "response") == {"id": 1, "name": "n"}
    given = {**schema, "example": {"id": 1, "secret": "x", "name": "n"}}
    assert made(given, "request") == {"secret": "x", "name": "n"}


def test_a_discriminator_has_the_value_of_its_variant(made: Make) -> None:
    pet = {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}}}
    cat = {"allOf": [ref("Pet"), {"type": "object", "properties": {"lives": {"type": "integer"}}}]}
    schema = {
        "oneOf": [ref("Cat")],
        "anyOf": [ref("Cat"), ref("Dog")],
        "discriminator": {"propertyName": "kind", "mapping": {"cat": ref("Cat")["$ref"]}},
    }
    value = made(
        {"oneOf": [ref("Cat"), ref("Dog")], "discriminator": schema["discriminator"]},
        Pet=pet,
        Cat=cat,
        Dog={**cat, "required": ["bark"]},
    )
    assert value["kind"] == "cat"


def test_recursion_ends(made: Make) -> None:
    tree = {
        "type": "object",
        "required": ["name", "children"],
        "properties": {
            "name": {"const": "n"},
            "children": {"type": "array", "items": ref("It")},
            "parent": ref("It"),
        },
    }
    assert made(tree) == {"name": "n", "children": []}


def test_recursion_that_can_not_end_is_cut(made: Make) -> None:
    endless = {"type": "object", "required": ["next"], "properties": {"next": ref("It")}}
    assert "next" in made(endless)


def test_recursion_through_alternatives_takes_the_one_that_ends(made: Make) -> None:
    expression = {"oneOf": [ref("And"), {"type": "boolean"}]}
    both = {
        "type": "object",
        "required": ["and"],
        "properties": {"and": {"type": "array", "items": ref("It"), "minItems": 2}},
    }
    value = made(expression, And=both)
    assert value == {"and": [True, True]} or value is True or value == {"and": [True, False]}


def test_wide_schemas_stay_within_bounds(made: Make) -> None:
    levels = {
        f"L{level}": {
            "type": "object",
            "properties": {f"p{each}": ref(f"L{level + 1}") for each in range(12)},
        }
        for level in range(8)
    }
    value = made(ref("L0"), L8={"type": "string"}, **levels)
    assert len(json.dumps(value)) < 200_000


def test_nullable_of_3_0_is_read(made: Make) -> None:
    schema = {"type": "integer", "nullable": True, "minimum": 0, "exclusiveMinimum": True}
    assert made(schema, version="3.0.3") >= 1


def test_a_reader_may_change_an_example(tmp_path: Path) -> None:
    path = tmp_path / "api.json"
    held = {"It": {"type": "object", "properties": {"a": {"type": "array", "items": {"const": 1}}}}}
    document = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "components": {"schemas": held}}
    path.write_text(json.dumps(document), encoding="utf-8")
    analyser = Analyser(load(path))
    first: Any = example(analyser, analyser.description.schemas["It"], "response")
    first["a"].append(2)
    assert example(analyser, analyser.description.schemas["It"], "response") == {"a": [1]}


PATTERNS = st.sampled_from(
    [
        r"^\d{3}-\d{2}$",
        r"^[a-f0-9]{40}$",
        r"^(?:[a-z]+\.)+[a-z]{2,}$",
        r"^v?\d+(\.\d+){2}$",
        r"^\S+@\S+$",
        r"^\p{Lu}\p{L}*$",
        r"^(?<year>\d{4})-\d{2}$",
        r"^[^/]+$",
        r"^(a|b|cc)\1$",
        r"^\w{2,5}$",
        r"foo",
        r"^.{10}$",
        r"^[A-Z][A-Za-z0-9_]*$",
    ]
)


@settings(max_examples=30)
@given(pattern=PATTERNS, least=st.integers(0, 8))
def test_generated_texts_match_their_pattern(pattern: str, least: int) -> None:
    validator = re.compile(
        re.sub(r"\\p\{L\}", "[a-zA-Z]", pattern.replace(r"\p{Lu}", "[A-Z]")).replace("(?<year>", "(?P<year>")
    )
    for text in matching(pattern, least, 200):
        assert validator.search(text)
        assert len(text) >= least


@pytest.mark.parametrize("pattern", ["(", "[", "^a$b", "(?<=x)y(", "a{5000}"])
def test_a_pattern_that_can_not_be_served_gives_nothing(pattern: str) -> None:
    assert list(matching(pattern)) == []


def test_schemas_that_refer_to_each_other_crosswise_have_an_example_soon(made):
    """Each choice leads to more of them: whoever tried them all would not see the end."""
    count = 60
    schemas = {
        f"S{index}": {
            "type": "object",
            "required": ["a"],
            "properties": {name: ref(f"S{(index * 7 + step) % count}") for step, name in enumerate("abc", 11)},
            "oneOf": [ref(f"S{(index * 5 + step) % count}") for step in (3, 17, 29)],
            "anyOf": [ref(f"S{(index * 3 + step) % count}") for step in (2, 23, 41)],
            **({"allOf": [ref(f"S{(index * 11 + step) % count}") for step in (1, 31)]} if index % 2 else {}),
        }
        for index in range(count)
    }
    begin = time.process_time()
    assert isinstance(made(ref("S0"), **schemas), dict)
    assert time.process_time() - begin < 20
