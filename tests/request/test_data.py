"""What the build says of an operation so that its page need not find out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from sphinxext_rensei.request import operation_data
from tests.request.schemes import SCHEMES
from tests.request.test_requests import read

if TYPE_CHECKING:
    from pathlib import Path

TOKEN = "https://auth.example/token"


def data_of(folder: Path, operation: dict[str, Any], **schemes: Any) -> dict[str, Any]:
    components = {"components": {"securitySchemes": {**SCHEMES, **schemes}}}
    analyser = read(folder, {"path": "/pets", "method": "post", "operation": operation, "fields": components})
    data, _ = operation_data(analyser, analyser.description.operations[0])
    return data


@pytest.mark.parametrize(
    ("security", "expected"),
    [
        ([{"key": []}, {"old": []}], None),
        ([{"old": []}, {"key": [], "old": []}, {"key": []}], 2),
        ([{"old": []}, {}], 1),
        ([{"old": []}], None),
    ],
)
def test_a_page_begins_with_the_first_alternative_that_is_not_deprecated(
    tmp_path: Path, security: list[Any], expected: int | None
) -> None:
    assert data_of(tmp_path, {"security": security}).get("requirement") == expected


@pytest.mark.parametrize(
    ("flows", "expected"),
    [
        ({"clientCredentials": {"tokenUrl": TOKEN}}, {"client_credentials": {"tokenUrl": TOKEN}}),
        (
            {"authorizationCode": {"tokenUrl": TOKEN, "authorizationUrl": "https://a.example", "refreshUrl": TOKEN}},
            {"authorization_code": {"authorizationUrl": "https://a.example", "tokenUrl": TOKEN, "refreshUrl": TOKEN}},
        ),
        ({"authorizationCode": {"tokenUrl": TOKEN, "authorizationUrl": "javascript:alert(1)"}}, None),
        ({"password": {"tokenUrl": TOKEN, "refreshUrl": "javascript:alert(1)"}}, None),
        ({"password": {"tokenUrl": "/token"}}, None),
        ({"implicit": {"authorizationUrl": "https://a.example"}}, None),
    ],
)
def test_a_page_has_the_flows_that_it_can_follow(tmp_path: Path, flows: Any, expected: Any) -> None:
    scheme = {"type": "oauth2", "flows": {name: {"scopes": {}, **flow} for name, flow in flows.items()}}
    data = data_of(tmp_path, {"security": [{"signIn": []}]}, signIn=scheme)
    assert data["schemes"]["signIn"].get("flows") == expected


@pytest.mark.parametrize(
    ("parameter", "expected"),
    [
        ({"schema": {"type": "integer"}}, None),
        ({"schema": {"enum": ["a", "b"]}}, None),
        ({"schema": {"type": ["string", "null"]}}, None),
        ({"schema": {"type": "array", "items": {"type": "string"}}}, True),
        ({"schema": {"type": "object"}}, True),
        ({"schema": {}}, True),
        ({"schema": {"oneOf": [{"type": "string"}, {"type": "integer"}]}}, True),
        ({"schema": {"type": "string", "format": "binary"}}, True),
        ({"content": {"application/json": {"schema": {"type": "string"}}}}, None),
        ({"content": {"application/x-www-form-urlencoded": {"schema": {"type": "string"}}}}, True),
    ],
)
def test_a_page_knows_whether_its_parameters_need_more_than_simple_inputs(
    tmp_path: Path, parameter: dict[str, Any], expected: bool | None
) -> None:
    operation = {"parameters": [{"name": "q", "in": "query", **parameter}]}
    assert data_of(tmp_path, operation).get("nested") is expected


@pytest.mark.parametrize(
    ("media_type", "schema", "expected"),
    [
        ("application/json", {"type": "object"}, ["form", "text", "file"]),
        ("application/json", {"oneOf": [{"type": "object"}, {"type": "array"}]}, ["form", "text", "file"]),
        ("application/json", {"type": "array"}, ["text", "file"]),
        ("application/json", None, ["text", "file"]),
        ("application/x-www-form-urlencoded", {"properties": {"a": {}}}, ["form", "text", "file"]),
        ("multipart/form-data", {"type": "object"}, ["form"]),
        ("text/plain", {"type": "string"}, ["text", "file"]),
        ("image/png", {}, ["file"]),
    ],
)
def test_a_page_knows_how_a_body_can_be_edited(
    tmp_path: Path, media_type: str, schema: Any, expected: list[str]
) -> None:
    media = {} if schema is None else {"schema": schema}
    data = data_of(tmp_path, {"requestBody": {"content": {media_type: media}}})
    assert data["body"]["content"][0]["views"] == expected


COUNTED = {"type": "object", "required": ["n"]}
TEXT = {"type": "string", "contentMediaType": "application/json", "contentSchema": COUNTED}
EVENT = {"type": "object", "properties": {"event": {"type": "string"}, "data": TEXT}}


@pytest.mark.parametrize(
    ("media_type", "item", "expected"),
    [
        ("text/event-stream", COUNTED, COUNTED),
        ("text/event-stream", EVENT, COUNTED),
        ("text/event-stream", {"properties": {"data": {"type": "string"}}}, None),
        ("text/event-stream", {"oneOf": [EVENT, {"type": "object"}]}, None),
        ("application/jsonl", {"properties": {"data": {}}}, {"properties": {"data": {}}}),
    ],
)
def test_a_page_judges_the_data_of_events(tmp_path: Path, media_type: str, item: Any, expected: Any) -> None:
    """Whether `itemSchema` speaks of them, or of events that hold them as text."""
    responses = {"200": {"description": "", "content": {media_type: {"itemSchema": item}}}}
    data = data_of(tmp_path, {"responses": responses})
    assert data["responses"]["200"]["content"][media_type].get("itemSchema") == expected
