"""Which calls a browser can make by itself, and with what inputs."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from sphinxext_rensei.request import NativeForm, NativeInput, give, native_form
from sphinxext_rensei.schema import Analyser
from sphinxext_rensei.spec import load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Form = Callable[..., NativeForm | None]


@pytest.fixture
def form(tmp_path: Path) -> Form:
    """The form of one operation: what is given of it, and values and hidden names of a page."""

    def form(
        *parameters: dict[str, Any],
        path: str = "/pets",
        method: str = "get",
        servers: tuple[str, ...] = ("https://api.example.org/v1",),
        values: dict[str, str] | None = None,
        hide: tuple[str, ...] = (),
        **operation: Any,
    ) -> NativeForm | None:
        document = {
            "openapi": "3.1.0",
            "info": {"title": "T", "version": "1"},
            "servers": [{"url": each} for each in servers],
            "paths": {path: {method: {"parameters": parameters, "responses": {}, **operation}}},
            "components": {"securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "K"}}},
        }
        file = tmp_path / "api.json"
        file.write_text(json.dumps(document), encoding="utf-8")
        analyser = Analyser(load(file))
        return native_form(analyser, give(analyser, analyser.description.operations[0], values or {}, hide).operation)

    return form


def query(name: str = "a", schema: Any = None, **fields: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": {"type": "string"} if schema is None else schema, **fields}


@pytest.mark.parametrize(
    ("schema", "made"),
    [
        ({"type": "string"}, NativeInput(name="a", kind="text")),
        ({}, NativeInput(name="a", kind="text")),
        ({"type": ["string", "null"]}, NativeInput(name="a", kind="text")),
        ({"type": ["string", "integer"]}, NativeInput(name="a", kind="text")),
        ({"type": "string", "format": "date"}, NativeInput(name="a", kind="date")),
        ({"type": "string", "format": "date-time"}, NativeInput(name="a", kind="text")),
        ({"type": "integer", "default": 20}, NativeInput(name="a", kind="number", hint="20")),
        ({"type": "string", "examples": ["sea"]}, NativeInput(name="a", kind="text", hint="sea")),
        ({"type": "string", "default": "a" * 50}, NativeInput(name="a", kind="text")),
        ({"type": "boolean"}, NativeInput(name="a", kind="choice", choices=("true", "false"))),
        ({"enum": ["x", 2, None]}, NativeInput(name="a", kind="choice", choices=("x", "2"))),
        ({"const": "x"}, NativeInput(name="a", kind="choice", choices=("x",))),
        ({"enum": list("abcdefghijklm")}, NativeInput(name="a", kind="text")),
        (
            {"type": "array", "items": {"enum": ["x", "y"]}},
            NativeInput(name="a", kind="choices", choices=("x", "y")),
        ),
        ({"type": "array", "items": {"type": "string"}}, None),
        ({"type": "object"}, None),
        ({"type": ["string", "array"]}, None),
    ],
)
def test_an_input_is_what_its_schema_says(form: Form, schema: Any, made: NativeInput | None) -> None:
    found = form(query(schema=schema))
    assert found is not None
    assert found.action == "https://api.example.org/v1/pets"
    assert found.inputs == ((made,) if made else ())
    needed = form(query(schema=schema, required=True))
    assert needed == (NativeForm(action=found.action, inputs=(replace(made, required=True),)) if made else None)


@pytest.mark.parametrize(
    "parameter",
    [
        query(style="spaceDelimited", schema={"type": "array", "items": {"enum": ["x"]}}),
        query(style="deepObject", schema={"type": "object"}),
        query(explode=False, schema={"type": "array", "items": {"enum": ["x"]}}),
        {"name": "a", "in": "query", "content": {"application/json": {"schema": {"type": "string"}}}},
        {"name": "a", "in": "header", "schema": {"type": "string"}},
        {"name": "a", "in": "cookie", "schema": {"type": "string"}},
    ],
)
def test_what_no_form_can_send_is_left_out_unless_it_is_needed(form: Form, parameter: dict[str, Any]) -> None:
    found = form(parameter, query("b"))
    assert found is not None
    assert [each.name for each in found.inputs] == ["b"]
    assert form({**parameter, "required": True}, query("b")) is None


def test_a_deprecated_input_is_there_only_if_it_is_needed(form: Form) -> None:
    found = form(query("a", deprecated=True), query("b", deprecated=True, required=True))
    assert found is not None
    assert [each.name for each in found.inputs] == ["b"]


@pytest.mark.parametrize(
    "operation",
    [
        {"method": "post"},
        {"method": "head"},
        {"path": "/pets?kind=cat"},
        {"requestBody": {"content": {"application/json": {}}}},
        {"security": [{"key": []}]},
        {"x-rensei-playground": False},
        {"x-rensei-playground": "read-only"},
        {"x-rensei-playground": "confirm"},
    ],
)
def test_a_call_that_needs_more_has_no_form(form: Form, operation: dict[str, Any]) -> None:
    assert form() is not None
    assert form(**operation) is None


def test_a_path_that_is_not_fixed_needs_more(form: Form) -> None:
    pet = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
    assert form(pet, path="/pets/{id}") is None
    assert form(pet, path="/pets/{id}", values={"id": "a b"}) is None
    fixed = form(pet, path="/pets/{id}", values={"id": "a b"}, hide=("id",))
    assert fixed == NativeForm(action="https://api.example.org/v1/pets/a%20b", inputs=())


def test_no_credentials_among_others_are_enough(form: Form) -> None:
    assert form(security=[{"key": []}, {}]) is not None
    assert form(security=[]) is not None


@pytest.mark.parametrize(
    ("servers", "action"),
    [
        (("https://a.example/", "https://b.example"), "https://a.example/pets"),
        (("/v1", "ftp://a.example", "https://b.example"), "https://b.example/pets"),
        (("https://{host}.example", "http://b.example:8080"), "http://b.example:8080/pets"),
        (("https://me:secret@a.example", "https://b.example/v1?x=1#y"), "https://b.example/v1/pets"),
        (('https://a.example/"><b>',), "https://a.example/%22%3E%3Cb%3E/pets"),
        (("javascript:alert(1)//", "https:/b.example", "https://[b"), None),
        (("/",), None),
        ((), None),
    ],
)
def test_a_form_leads_to_the_first_server_that_is_an_address(
    form: Form, servers: tuple[str, ...], action: str | None
) -> None:
    found = form(servers=servers)
    assert (found.action if found else None) == action


def test_values_of_a_page_are_there_at_first_and_hidden_ones_always(form: Form) -> None:
    kinds = query("kinds", {"type": "array", "items": {"enum": ["cat", "dog", "cow"]}})
    values = {"a": "7", "b": "x&y", "kinds": '["cat", "cow"]'}
    found = form(query("a", {"type": "integer"}), query("b"), kinds, query("c"), values=values, hide=("b", "c"))
    assert found is not None
    assert found.inputs == (
        NativeInput(name="a", kind="number", values=("7",)),
        NativeInput(name="b", kind="hidden", values=("x&y",)),
        NativeInput(name="kinds", kind="choices", choices=("cat", "dog", "cow"), values=("cat", "cow")),
    )
    several = form(kinds, values=values, hide=("kinds",))
    assert several is not None
    assert [each.values for each in several.inputs] == [("cat",), ("cow",)]


def test_what_is_hidden_and_no_form_can_send_is_more(form: Form) -> None:
    key = {"name": "X-Key", "in": "header", "schema": {"type": "string"}}
    assert form(key, hide=("X-Key",)) is not None
    assert form(key, values={"X-Key": "k"}, hide=("X-Key",)) is None


def test_a_form_has_as_many_inputs_as_a_page_can_bear(form: Form) -> None:
    optional = [query(f"optional{number}") for number in range(20)]
    needed = [query(f"needed{number}", required=True) for number in range(10)]
    found = form(*optional, *needed)
    assert found is not None
    assert [each.name for each in found.inputs if not each.required] == [f"optional{number}" for number in range(5)]
    assert sum(each.required for each in found.inputs) == len(needed)
