"""What is marked as internal leaves a description, and nothing else does."""

from __future__ import annotations

from typing import Any

import pytest

from sphinxext_rensei.spec import Description, without_internal

INTERNAL = {"x-internal": True}
OK = {"responses": {"200": {"description": "OK"}}}


@pytest.fixture
def public(load_api):
    """The public part of a description with the given fields."""

    def public(fields: dict[str, Any]) -> Description:
        return without_internal(load_api(fields).description)

    return public


def test_operations_and_webhooks(public):
    item = {"get": {"operationId": "a", **OK, **INTERNAL}, "put": {"operationId": "b", **OK}}
    found = public({"paths": {"/a": item}, "webhooks": {"w": {"post": {**OK, **INTERNAL}}}})
    assert [each.id for each in found.operations] == ["b"]
    assert found.webhooks == ()


def test_what_a_path_says_holds_for_its_operations_unless_they_say_otherwise(public):
    item = {"get": OK, "put": {**OK, "x-internal": False}, **INTERNAL}
    assert [each.method for each in public({"paths": {"/a": item}}).operations] == ["PUT"]


def test_request_bodies(public):
    bodies = {"/a": {"content": {}, **INTERNAL}, "/b": {"content": {}}}
    found = public({"paths": {path: {"post": {"requestBody": body, **OK}} for path, body in bodies.items()}})
    assert [each.body is None for each in found.operations] == [True, False]


def test_parameters_headers_and_responses(public):
    parameters = [{"name": name, "in": "query", "schema": {}, **more} for name, more in (("a", INTERNAL), ("b", {}))]
    headers = {"X-A": {"schema": {}, **INTERNAL}, "X-B": {"schema": {}}}
    responses = {"200": {"description": "OK", "headers": headers}, "500": {"description": "No", **INTERNAL}}
    (operation,) = public({"paths": {"/a": {"get": {"parameters": parameters, "responses": responses}}}}).operations
    assert [each.name for each in operation.parameters] == ["b"]
    assert [each.status for each in operation.responses] == ["200"]
    assert [each.name for each in operation.responses[0].headers] == ["X-B"]


def test_operations_of_callbacks(public):
    callback = {"{$url}": {"post": {**OK, **INTERNAL}, "put": OK}}
    (operation,) = public({"paths": {"/a": {"post": {**OK, "callbacks": {"c": callback}}}}}).operations
    assert [each.method for each in operation.callbacks[0].operations] == ["PUT"]


def test_a_tag_takes_along_what_has_no_other(public):
    paths = {f"/{'-'.join(tags) or 'none'}": {"get": {"tags": tags, **OK}} for tags in (["a"], ["b"], ["a", "b"], [])}
    found = public({"tags": [{"name": "a", **INTERNAL}, {"name": "b"}], "paths": paths})
    assert [tag.name for tag in found.tags] == ["b"]
    assert {each.path: each.tags for each in found.operations} == {"/b": ("b",), "/a-b": ("b",), "/none": ()}


@pytest.mark.parametrize("mark", [False, "true", 1, None])
def test_only_true_marks(public, mark):
    assert len(public({"paths": {"/a": {"get": {**OK, "x-internal": mark}}}}).operations) == 1
