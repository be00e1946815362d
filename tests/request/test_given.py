"""What a page makes of an operation: values of its own, and what it hides."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from sphinxext_rensei.request import Given, TextBody, build_request, give, operation_data
from sphinxext_rensei.schema import Analyser
from sphinxext_rensei.spec import load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sphinxext_rensei.request import Request

    Giving = Callable[..., "tuple[Given, Analyser]"]

PET = {
    "type": "object",
    "required": ["name", "kind"],
    "properties": {
        "name": {"type": "string"},
        "kind": {"enum": ["cat", "dog"]},
        "age": {"type": "integer"},
        "owner": {"$ref": "#/components/schemas/Owner"},
        "made": {"type": "string", "readOnly": True},
        "tags": {"type": "array", "items": {"type": "object", "properties": {"label": {"type": "string"}}}},
    },
}
OWNER = {
    "type": "object",
    "required": ["mail"],
    "properties": {"mail": {"type": "string"}, "city": {"type": "string"}},
}
PARAMETERS = [
    {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}},
    {"name": "limit", "in": "query", "schema": {"type": "integer"}},
    {"name": "name", "in": "query", "schema": {"type": "string"}},
    {"name": "X-Key", "in": "header", "required": True, "schema": {"type": "string"}},
]


@pytest.fixture
def giving(tmp_path: Path) -> Giving:
    """An operation as a page with these values and hidden names has it."""

    def giving(
        hide: tuple[str, ...] = (), media: Any = None, schema: Any = None, **values: str
    ) -> tuple[Given, Analyser]:
        content = {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}, **(media or {})}}
        operation = {
            "operationId": "put",
            "parameters": PARAMETERS,
            "requestBody": {"content": content},
            "responses": {},
        }
        document = {
            "openapi": "3.1.0",
            "info": {"title": "T", "version": "1"},
            "servers": [{"url": "https://a.example"}],
            "paths": {"/pets/{id}": {"put": operation}},
            "components": {"schemas": {"Pet": schema or PET, "Owner": OWNER}},
        }
        file = tmp_path / "api.json"
        file.write_text(json.dumps(document), encoding="utf-8")
        analyser = Analyser(load(file))
        named = {name.replace("__", "."): text for name, text in values.items()}
        return give(analyser, analyser.description.operations[0], named, hide), analyser

    return giving


def request_of(found: tuple[Given, Analyser]) -> Request:
    given, analyser = found
    return build_request(analyser, given.operation)


def sent(found: tuple[Given, Analyser]) -> Any:
    body = request_of(found).body
    assert isinstance(body, TextBody)
    return json.loads(body.text)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("limit", "?limit=7"),
        ("query.limit", "?limit=7"),
        ("put.limit", "?limit=7"),
        ("put.query.limit", "?limit=7"),
        ("name", "?name=7"),
        ("id", "/pets/7"),
        ("path.id", "/pets/7"),
    ],
)
def test_a_parameter_is_named_as_its_role_does_or_shorter(giving: Giving, name: str, key: str) -> None:
    assert key in request_of(giving(**{name: "7"})).url


@pytest.mark.parametrize(
    ("name", "text", "path", "value"),
    [
        ("age", "7", ["age"], 7),
        ("age", "old", ["age"], "old"),
        ("body.name", "007", ["name"], "007"),
        ("Pet.name", "Tom", ["name"], "Tom"),
        ("put.body.name", "Tom", ["name"], "Tom"),
        ("owner.city", "Bern", ["owner", "city"], "Bern"),
        ("Pet.owner.city", "Bern", ["owner", "city"], "Bern"),
        ("Owner.city", "Bern", ["owner", "city"], "Bern"),
        ("owner", '{"mail": "m"}', ["owner"], {"mail": "m"}),
    ],
)
def test_a_field_of_the_body_has_the_value_that_a_page_gives(
    giving: Giving, name: str, text: str, path: list[str], value: Any
) -> None:
    found = sent(giving(**{name: text}))
    assert found["kind"] == "cat"
    for step in path:
        found = found[step]
    assert found == value


def test_a_value_goes_into_every_example_of_the_body(giving: Giving) -> None:
    media = {"examples": {"one": {"value": {"name": "A"}}, "two": {"value": {"age": 1}}, "odd": {"value": "text"}}}
    given, _ = giving(media=media, kind="dog")
    assert given.operation.body is not None
    examples = given.operation.body.content[0].examples
    assert [each.value for each in examples] == [{"name": "A", "kind": "dog"}, {"age": 1, "kind": "dog"}, "text"]


@pytest.mark.parametrize("name", ["size", "body.limit", "owner.town", "made", "tags.label", "Dog.name", ""])
def test_a_name_that_nothing_has_is_told(giving: Giving, name: str) -> None:
    assert giving(**{name: "1"})[0].unknown == (name,)
    given = giving(hide=(name,))[0]
    assert given.unknown == (name,)
    assert given.names == (
        *("id", "limit", "name", "X-Key", "kind", "age", "owner", "tags", "owner.mail", "owner.city", "tags[].label"),
    )


def test_what_is_hidden_is_not_there_unless_it_has_a_value(giving: Giving) -> None:
    found = giving(hide=("limit", "query.name", "X-Key", "age", "kind", "owner.city"), kind="dog", **{"X-Key": "k"})
    given, analyser = found
    assert (given.unknown, given.needed) == ((), ())
    assert [(each.name, each.hidden) for each in given.operation.parameters] == [("id", False), ("X-Key", True)]
    made = request_of(found)
    assert ("X-Key", "k") in made.headers
    body = sent(found)
    assert body["kind"] == "dog"
    assert "age" not in body
    assert body["owner"].keys() == {"mail"}
    data, _ = operation_data(analyser, given.operation)
    assert [each.get("hidden") for each in data["parameters"]] == [None, True]  # type: ignore[union-attr]
    assert data["body"]["hidden"] is True  # type: ignore[call-overload,index]
    none: dict[str, Any] = {"readOnly": True, "fixed": []}
    assert data["body"]["content"][0]["schema"] == {  # type: ignore[call-overload,index]
        "allOf": [
            {"$ref": "Pet"},
            {"properties": {"age": none}},
            {"properties": {"kind": {"readOnly": True, "fixed": ['"dog"']}}, "required": ["kind"]},
            {"properties": {"owner": {"properties": {"city": none}}}},
        ]
    }


def test_what_is_hidden_of_the_items_of_an_array_is_in_none_of_them_or_in_each(giving: Giving) -> None:
    items = {
        "type": "object",
        "required": ["price"],
        "properties": {"price": {"type": "integer"}, "note": {"type": "string"}},
    }
    schema = {"type": "object", "properties": {"lines": {"type": "array", "items": items}}}
    lines = [{"price": 1, "note": "a"}, {"price": 2, "note": "b"}]
    media = {"examples": {"some": {"value": {"lines": lines}}, "none": {"value": {}}}}
    given, analyser = giving(
        schema=schema, media=media, hide=("lines[].price", "lines[].note"), **{"lines[].price": "7"}
    )
    assert (given.unknown, given.needed) == ((), ())
    assert given.operation.body is not None
    examples = [each.value for each in given.operation.body.content[0].examples]
    assert examples == [{"lines": [{"price": 7}, {"price": 7}]}, {}]
    data: Any = operation_data(analyser, given.operation)[0]
    veils = [each["properties"]["lines"]["items"] for each in data["body"]["content"][0]["schema"]["allOf"][1:]]
    assert veils == [
        {"properties": {"note": {"readOnly": True, "fixed": []}}},
        {"properties": {"price": {"readOnly": True, "fixed": ["7"]}}, "required": ["price"]},
    ]
    assert giving(schema=schema, hide=("lines[].price",))[0].needed == ("lines[].price",)


def test_bodies_that_are_arrays_have_fields_too(giving: Giving) -> None:
    schema = {"type": "array", "items": {"$ref": "#/components/schemas/Owner"}}
    found = giving(schema=schema, hide=("[].city",), **{"[].mail": "m"})
    assert sent(found) == [{"mail": "m"}]


def test_what_is_needed_and_has_no_value_stays(giving: Giving) -> None:
    found = giving(hide=("id", "Pet.name", "owner.mail", "owner"))
    assert found[0].needed == ("id", "Pet.name", "owner.mail")
    assert not any(each.hidden for each in found[0].operation.parameters)
    body = sent(found)
    assert "name" in body
    assert "owner" not in body


def test_what_is_hidden_may_be_given_in_parts(giving: Giving) -> None:
    found = giving(hide=("owner", "name"), name="-", **{"owner.mail": "m"})
    assert sent(found)["owner"] == {"mail": "m"}
    assert found[0].operation.body is not None
    assert found[0].operation.body.hidden == {("owner",): ({"mail": "m"},)}


def test_fields_of_a_variant_have_names_too(giving: Giving) -> None:
    schema = {
        "oneOf": [
            {"type": "object", "properties": {"lives": {"type": "integer"}}},
            {"$ref": "#/components/schemas/Pet"},
        ]
    }
    found = giving(schema=schema, lives="9")
    assert found[0].unknown == ()
    assert sent(found)["lives"] == len("nine live")


def test_a_schema_that_holds_itself_ends(giving: Giving) -> None:
    pet = {"$ref": "#/components/schemas/Pet"}
    schema = {"type": "object", "properties": dict.fromkeys("abc", pet), "anyOf": [pet, {"type": "object"}]}
    given = giving(schema=schema, hide=("a.b.c",))[0]
    assert given.unknown == ()
    assert given.operation.body is not None
    assert given.operation.body.hidden == {("a", "b", "c"): ()}


def test_a_page_that_gives_nothing_has_the_operation_itself(giving: Giving) -> None:
    given, analyser = giving()
    assert given.operation is analyser.description.operations[0]
