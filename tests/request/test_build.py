"""Requests from operations: server, parameters, body, credentials."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from sphinxext_rensei.request import (
    Credential,
    FileBody,
    MultipartBody,
    Request,
    TextBody,
    Variable,
    build_request,
    media_examples,
)
from sphinxext_rensei.request._examples import example_inputs
from sphinxext_rensei.schema import Analyser
from sphinxext_rensei.spec import load
from tests.request.schemes import SCHEMES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Build = Any


@pytest.fixture
def build(tmp_path: Path) -> Callable[..., Request]:
    """Build the request of one operation."""

    def make(operation: Any, *, path: str = "/pets", method: str = "post", **fields: Any) -> Request:
        analyser = read(tmp_path, operation, path, method, fields)
        return build_request(analyser, analyser.description.operations[0])

    return make


def read(folder: Path, operation: Any, path: str, method: str, fields: Any) -> Analyser:
    document = {
        "openapi": "3.2.0",
        "info": {"title": "T", "version": "1"},
        "servers": [{"url": "https://api.example.org/v1"}],
        "paths": {path: {method: {"responses": {}, **operation}}},
        "components": {"securitySchemes": SCHEMES},
        **fields,
    }
    file = folder / "api.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    return Analyser(load(file))


def body(media_type: str, **media: Any) -> dict[str, Any]:
    return {"requestBody": {"content": {media_type: media}}}


@pytest.mark.parametrize(
    ("servers", "url"),
    [
        ([{"url": "https://api.example.org/v1/"}], "https://api.example.org/v1/pets"),
        ([{"url": "/v2"}], "https://api.example.com/v2/pets"),
        ([{"url": "//api.example.org"}], "https://api.example.org/pets"),
        (
            [{"url": "https://{region}.example.org", "variables": {"region": {"default": "eu"}}}],
            "https://eu.example.org/pets",
        ),
        ([{"url": "wss://a.example.org"}, {"url": "https://b.example.org"}], "https://b.example.org/pets"),
        ([{"url": "https://{missing}.example.org"}, {"url": "https://b.example.org"}], "https://b.example.org/pets"),
        ([{"url": "http://["}, {"url": "https://b.example.org"}], "https://b.example.org/pets"),
        ([{"url": "http://["}], "http://[/pets"),
        ([], "https://api.example.com/pets"),
    ],
)
def test_the_first_usable_server_is_taken(build: Build, servers: Any, url: str) -> None:
    assert build({}, servers=servers).url == url


def test_required_parameters_are_filled_in_where_they_belong(build: Build) -> None:
    parameters = [
        {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}, "example": "a/b c"},
        {"name": "tags", "in": "query", "required": True, "schema": {"type": "array"}, "example": ["x", "y&z"]},
        {"name": "X-Trace", "in": "header", "required": True, "schema": {"const": "t 1"}},
        {"name": "lang", "in": "cookie", "required": True, "schema": {"const": "en"}},
        {"name": "Authorization", "in": "header", "required": True, "schema": {"type": "string"}},
        {"name": "page", "in": "query", "schema": {"type": "integer"}, "example": 2},
    ]
    request = build({"parameters": parameters}, path="/pets/{id}", method="get")
    assert request.url == "https://api.example.org/v1/pets/a%2Fb%20c?tags=x&tags=y%26z"
    assert request.headers == (("X-Trace", "t 1"), ("Cookie", "lang=en"))


def test_header_fields_that_follow_from_the_request_are_not_parameters_of_it(build: Build) -> None:
    names = ("Content-Length", "host", "Transfer-Encoding", "X-Length")
    parameters = [{"name": name, "in": "header", "required": True, "schema": {"const": "7"}} for name in names]
    assert build({"parameters": parameters}).headers == (("X-Length", "7"),)


def test_what_is_made_up_for_a_path_is_one_segment(build: Build) -> None:
    parameters = [{"name": "link", "in": "path", "required": True, "schema": {"type": "string"}}]
    url = build({"parameters": parameters}, path="/links/{link}", method="get").url
    assert url.startswith("https://api.example.org/v1/links/")
    assert "%2F" not in url


def test_an_optional_parameter_with_an_example_is_shown_where_nothing_is_required(build: Build) -> None:
    parameters = [
        {"name": "page", "in": "query", "schema": {"type": "integer"}, "example": 2},
        {"name": "sort", "in": "query", "schema": {"type": "string"}},
    ]
    assert build({"parameters": parameters}, method="get").url.endswith("/pets?page=2")


STRINGS = {"type": "array", "items": {"type": "string"}}
NUMBERS = {"type": "array", "items": {"type": "integer"}}


@pytest.mark.parametrize(
    ("example", "schema", "style", "sent"),
    [
        ("a,b", STRINGS, {"explode": False}, "q=a,b"),
        ("a,b", STRINGS, {"explode": True}, "q=a%2Cb"),
        ("1,2", NUMBERS, {"explode": True}, "q=1&q=2"),
        ("1|2", NUMBERS, {"style": "pipeDelimited", "explode": False}, "q=1%7C2"),
        ("a b", STRINGS, {"style": "spaceDelimited", "explode": False}, "q=a%20b"),
        ("one", STRINGS, {}, "q=one"),
        ("one", NUMBERS, {}, "q=one"),
        ("a,b", {"type": ["array", "string"]}, {}, "q=a%2Cb"),
    ],
)
def test_an_example_that_is_text_for_an_array_is_what_is_sent(
    tmp_path: Path, example: str, schema: Any, style: Any, sent: str
) -> None:
    parameter = {"name": "q", "in": "query", "required": True, "schema": schema, "example": example, **style}
    analyser = read(tmp_path, {"parameters": [parameter]}, "/pets", "get", {})
    operation = analyser.description.operations[0]
    assert build_request(analyser, operation).url == f"https://api.example.org/v1/pets?{sent}"


@pytest.mark.parametrize(
    ("example", "kind", "value"), [("42", "integer", 42), ("true", "boolean", True), ("many", "integer", "many")]
)
def test_an_example_of_another_type_is_what_its_author_meant(
    tmp_path: Path, example: str, kind: str, value: object
) -> None:
    parameter = {"name": "q", "in": "query", "schema": {"type": kind}, "example": example}
    analyser = read(tmp_path, {"parameters": [parameter]}, "/pets", "get", {})
    inputs = example_inputs(analyser, analyser.description.operations[0])
    assert inputs.parameters == {("query", "q"): value}


def test_a_query_in_the_path_stays_and_a_fragment_goes(build: Build) -> None:
    parameters = [{"name": "q", "in": "query", "required": True, "schema": {"const": "a"}}]
    assert build({"parameters": parameters}, path="/pets?beta=true#two").url.endswith("/pets?beta=true&q=a")


@pytest.mark.parametrize(
    ("security", "credential"),
    [
        ("workerJwt", Credential("workerJwt", "bearer")),
        ("login", Credential("login", "basic")),
        ("digest", Credential("digest", "digest", "Digest")),
        ("hoba", Credential("hoba", "authorization", "Hoba")),
        ("key", Credential("key", "header", "X-Key")),
        ("queryKey", Credential("queryKey", "query", "api key")),
        ("session", Credential("session", "cookie", "sid")),
        ("oauth", Credential("oauth", "bearer")),
        ("oidc", Credential("oidc", "bearer")),
        ("tls", Credential("tls", "certificate")),
    ],
)
def test_a_scheme_says_where_its_credential_goes(build: Build, security: str, credential: Credential) -> None:
    assert build({"security": [{security: []}]}).credentials == (credential,)


@pytest.mark.parametrize(
    ("security", "names"),
    [
        ([], []),
        ([{}], []),
        ([{"key": [], "session": []}], ["key", "session"]),
        ([{"unknown": []}, {"key": []}], ["key"]),
        ([{"old": []}, {"key": []}], ["key"]),
        ([{"old": []}], ["old"]),
        ([{"workerJwt": [], "login": []}], ["workerJwt"]),
    ],
)
def test_the_first_alternative_that_can_be_met_is_taken(build: Build, security: Any, names: list[str]) -> None:
    assert [each.name for each in build({"security": security}).credentials] == names


def test_a_credential_that_is_a_parameter_too_is_sent_once(build: Build) -> None:
    parameters = [{"name": "x-key", "in": "header", "required": True, "schema": {"type": "string"}}]
    assert build({"parameters": parameters, "security": [{"key": []}]}).headers == ()


@pytest.mark.parametrize(
    ("scheme", "variable"),
    [
        ("workerJwt", "WORKER_JWT"),
        ("api_key", "API_KEY"),
        ("OAuth2.0", "OAUTH2_0"),
        ("myOAuth2Security", "MY_OAUTH2_SECURITY"),
        ("2fa", "_2FA"),
        ("ключ", "CREDENTIAL"),
        ("HTTPBearer", "HTTP_BEARER"),
    ],
)
def test_a_variable_is_named_after_its_scheme(scheme: str, variable: str) -> None:
    assert Credential(scheme, "bearer").variable == variable


def test_credentials_join_what_is_there_already() -> None:
    request = Request(
        method="GET",
        url="https://a.example/x?y=1",
        headers=(("Cookie", "a=1"),),
        credentials=(Credential("q", "query", "k"), Credential("c", "cookie", "sid"), Credential("b", "basic")),
    )
    assert request.url_template == ("https://a.example/x?y=1&k=", Variable("Q", "percent"))
    assert dict(request.header_templates) == {
        "Authorization": ("Basic ", Variable("B", "base64")),
        "Cookie": ("a=1; sid=", Variable("C")),
    }


def test_a_json_body_is_the_given_example(build: Build) -> None:
    request = build(body("application/json", example={"a": "é"}))
    assert request.body == TextBody('{\n  "a": "é"\n}', ({"a": "é"},))
    assert request.headers == (("Content-Type", "application/json"),)


def test_json_is_preferred_among_media_types(build: Build) -> None:
    content = {"application/xml": {"example": {}}, "application/vnd.api+json": {"example": {"a": 1}}}
    request = build({"requestBody": {"content": content}})
    assert request.headers == (("Content-Type", "application/vnd.api+json"),)


def test_a_form_is_serialised_by_its_encoding(build: Build) -> None:
    media = {
        "example": {"a": "x y", "b": ["1", "2"], "c": {"d": 1}, "e": {"f": 1}},
        "encoding": {"c": {"style": "deepObject", "explode": True}},
    }
    request = build(body("application/x-www-form-urlencoded", **media))
    assert request.body == TextBody("a=x%20y&b=1&b=2&c%5Bd%5D=1&e=%7B%22f%22%3A1%7D")


def test_a_multipart_body_has_files_where_the_schema_says_bytes(build: Build) -> None:
    schema = {
        "type": "object",
        "properties": {
            "title": {"const": "T"},
            "photo": {"type": "string", "format": "binary"},
            "meta": {"type": "object", "properties": {"a": {"const": 1}}},
            "scans": {"type": "array", "items": {"type": "string", "contentMediaType": "application/pdf"}},
        },
    }
    request = build(body("multipart/form-data", schema=schema, encoding={"photo": {"contentType": "image/jpeg"}}))
    assert isinstance(request.body, MultipartBody)
    assert [(part.name, part.value, part.filename, part.content_type) for part in request.body.parts] == [
        ("title", "T", "", ""),
        ("photo", "", "image.jpg", "image/jpeg"),
        ("meta", '{"a":1}', "", "application/json"),
        ("scans", "", "document.pdf", "application/pdf"),
    ]
    assert request.headers == ()


@pytest.mark.parametrize(
    ("media_type", "name"),
    [("image/png", "image.png"), ("application/pdf", "document.pdf"), ("application/octet-stream", "file.bin")],
)
def test_bytes_come_from_a_file(build: Build, media_type: str, name: str) -> None:
    assert build(body(media_type)).body == FileBody(name)


def test_one_documented_answer_is_asked_for(build: Build) -> None:
    responses = {"200": {"description": "", "content": {"application/json": {}}}, "400": {"description": ""}}
    assert build({"responses": responses}).headers == (("Accept", "application/json"),)
    responses["200"]["content"]["text/csv"] = {}  # type: ignore[index]
    assert build({"responses": responses}).headers == ()


@pytest.mark.parametrize(
    ("media_type", "media", "text"),
    [
        ("application/json", {"example": {"a": 1}}, '{\n  "a": 1\n}'),
        ("application/x-ndjson", {"itemSchema": {"const": {"a": 1}}}, '{"a":1}\n'),
        ("application/json-seq", {"itemSchema": {"const": 1}}, "\x1e1\n"),
        ("text/event-stream", {"example": [{"event": "e", "data": "a\nb"}]}, "event: e\ndata: a\ndata: b\n\n"),
        ("text/plain", {"example": "hi"}, "hi"),
        ("application/xml", {"example": "<a/>"}, "<a/>"),
        ("application/json", {"examples": {"x": {"serializedValue": "{ }"}}}, "{ }"),
    ],
)
def test_an_example_is_written_as_its_media_type_is(tmp_path: Path, media_type: str, media: Any, text: str) -> None:
    analyser = read(tmp_path, body(media_type, **media), "/pets", "post", {})
    request_body = analyser.description.operations[0].body
    assert request_body
    (found,) = media_examples(analyser, request_body.content[0], "request")
    assert found.text == text


def test_xml_follows_the_xml_objects(tmp_path: Path) -> None:
    schema = {
        "type": "object",
        "xml": {"name": "pet", "namespace": "https://example.com/p"},
        "properties": {
            "id": {"const": 1, "xml": {"attribute": True}},
            "name": {"const": "a<b", "xml": {"prefix": "p"}},
            "tags": {"type": "array", "xml": {"wrapped": True}, "items": {"const": "t", "xml": {"name": "tag"}}},
            "photos": {"type": "array", "items": {"const": "u"}},
        },
    }
    analyser = read(tmp_path, body("application/xml", schema=schema), "/pets", "post", {})
    request_body = analyser.description.operations[0].body
    assert request_body
    (found,) = media_examples(analyser, request_body.content[0], "request")
    assert found.text.splitlines() == [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<pet xmlns="https://example.com/p" id="1">',
        "  <p:name>a&lt;b</p:name>",
        "  <tags>",
        "    <tag>t</tag>",
        "  </tags>",
        "  <photos>u</photos>",
        "</pet>",
    ]
    assert found.generated
    assert found.lexer == "xml"
