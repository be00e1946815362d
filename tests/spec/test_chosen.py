"""One example in the place of all others, and the answer that is expected."""

from __future__ import annotations

from typing import Any

import pytest

from sphinxext_rensei.spec import Operation, choose_answer, choose_example, choose_response


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


@pytest.mark.parametrize(
    ("documented", "wanted", "found"),
    [
        ("200 404 default", "404", "404: 404"),
        ("200 4XX default", "404", "404: 4XX"),
        ("200 4xx", "404", "404: 4xx"),
        ("200 4XX", "4xx", "4XX: 4XX"),
        ("200 default", "404", "404: default"),
        ("200 default", "default", "default: default"),
        ("200 4XX", "500", ""),
        ("200 default", "2000", ""),
        ("200 default", "600", ""),
        ("200 default", "ok", ""),
        ("", "200", ""),
    ],
)
def test_a_status_is_documented_by_itself_its_class_or_as_any_other(load_api, documented, wanted, found):
    responses = {status: {"description": status} for status in documented.split()}
    operation = load_api({"paths": {"/a": {"get": {"responses": responses}}}}).description.operations[0]
    response = choose_response(operation, wanted)
    assert (f"{response.status}: {response.description}" if response else "") == found


def test_the_example_of_an_answer_is_chosen_in_the_media_types_that_have_it(operation):
    answer = choose_answer(operation.responses[0], "d")
    assert answer is not None
    assert [each.name for media in answer.content for each in media.examples] == ["d"]
    assert choose_answer(operation.responses[0], "a") is None
