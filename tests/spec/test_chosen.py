"""One example in the place of all others."""

from __future__ import annotations

from typing import Any

import pytest

from sphinxext_rensei.spec import Operation, choose_example


def media(*names: str) -> dict[str, Any]:
    return {"application/json": {"examples": {name: {"value": name} for name in names}}}


@pytest.fixture
def operation(load_api) -> Operation:
    parameter = {"name": "q", "in": "query", "schema": {}, "examples": {"a": {"value": 1}, "c": {"value": 2}}}
    responses = {"200": {"description": "OK", "content": media("b", "d")}}
    fields = {"parameters": [parameter], "requestBody": {"content": media("a", "b")}, "responses": responses}
    found: Operation = load_api({"paths": {"/a": {"post": fields}}}).description.operations[0]
    return found


def names(operation: Operation | None) -> tuple[list[str], list[str], list[str]]:
    """The names of the examples of the parameter, the request body, and the response."""
    assert operation is not None
    assert operation.body is not None
    holders = (operation.parameters[0], operation.body.content[0], operation.responses[0].content[0])
    first, second, third = ([example.name for example in holder.examples] for holder in holders)
    return first, second, third


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a", (["a"], ["a"], ["b", "d"])),
        ("b", (["a", "c"], ["b"], ["b"])),
        ("c", (["c"], ["a", "b"], ["b", "d"])),
        ("d", (["a", "c"], ["a", "b"], ["d"])),
    ],
)
def test_it_takes_the_place_of_the_others_wherever_it_is(operation, name, expected):
    assert names(choose_example(operation, name)) == expected


def test_there_is_none_of_an_unknown_name(operation):
    assert choose_example(operation, "e") is None


def test_an_operation_without_a_body_has_none(load_api):
    (operation,) = load_api({"paths": {"/a": {"get": {"responses": {}}}}}).description.operations
    assert choose_example(operation, "a") is None
