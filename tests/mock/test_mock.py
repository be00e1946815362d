"""Requests are answered as the description says, or told where they are not as it says."""

from __future__ import annotations

import json
import time

import httpx
import pytest

from sphinxext_rensei.mock import Mock
from sphinxext_rensei.proxy import InProcessTransport
from sphinxext_rensei.schema import Analyser
from sphinxext_rensei.spec import load
from tests.mock.conftest import client_of

pytestmark = pytest.mark.anyio

DESCRIPTION = """\
openapi: 3.1.0
info: {title: Test, version: "1"}
servers:
  - url: https://api.example.com/v1
components:
  schemas:
    Author: {type: object, properties: {name: {type: string}}}
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
    basic: {type: http, scheme: basic}
    bearer: {type: http, scheme: bearer}
    session: {type: apiKey, in: cookie, name: sid}
    token: {type: apiKey, in: query, name: token}
paths:
  /books:
    get:
      operationId: listBooks
      parameters:
        - {name: limit, in: query, schema: {type: integer, minimum: 1, maximum: 100}}
        - {name: tag, in: query, schema: {type: array, items: {type: string, enum: [a, b]}}}
        - {name: ids, in: query, explode: false, schema: {type: array, items: {type: integer}}}
        - {name: sizes, in: query, style: pipeDelimited, explode: false, schema: {type: array, items: {type: integer}}}
        - name: where
          in: query
          style: deepObject
          schema: {type: object, required: [a], properties: {a: {type: integer}}}
        - {name: filter, in: query, content: {application/json: {schema: {type: object, required: [q]}}}}
        - {name: loud, in: query, schema: {type: boolean}}
        - {name: X-Trace, in: header, schema: {type: string, pattern: "^[0-9]+$"}}
        - {name: Accept-Encoding, in: header, schema: {type: string, enum: [base64]}}
        - {name: theme, in: cookie, schema: {type: string, enum: [light, dark]}}
      responses:
        "200":
          description: All.
          headers:
            X-Total: {schema: {type: integer}, example: 2}
            X-Odd: {schema: {type: string}, example: "a\\r\\nX-Evil: 1"}
            Content-Length: {schema: {type: integer}, example: 7}
          content:
            application/json:
              schema: {type: array, items: {type: string}}
              examples:
                two: {value: [a, b]}
                none: {value: []}
            text/csv:
              example: "a,b"
        4XX:
          description: Wrong.
          content:
            application/json: {example: {error: wrong}}
    post:
      operationId: addBook
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [title, id]
              properties:
                id: {type: integer, readOnly: true}
                title: {type: string, minLength: 2}
                pages: {type: array, items: {type: integer}}
                author: {$ref: "#/components/schemas/Author"}
              additionalProperties: false
          application/x-www-form-urlencoded:
            schema: {type: object, required: [title], properties: {title: {type: string}, n: {type: integer}}}
          multipart/form-data:
            schema:
              type: object
              required: [file]
              properties: {file: {type: string, format: binary}, n: {type: integer}}
          application/x-ndjson:
            schema: {type: array, items: {type: object, required: [title]}}
          text/*: {schema: {type: string, maxLength: 3}}
      responses:
        "201": {description: Added.}
  /books/{id}:
    get:
      operationId: getBook
      parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
      responses:
        default:
          description: One.
          content: {application/json: {schema: {type: object, properties: {id: {type: integer, const: 1}}}}}
  /books/latest:
    get:
      operationId: getLatest
      responses: {"204": {description: None.}}
  /matrix/{m}/{l}/{s}:
    get:
      operationId: styles
      parameters:
        - {name: m, in: path, required: true, style: matrix, schema: {type: array, items: {type: integer}}}
        - name: l
          in: path
          required: true
          style: label
          explode: true
          schema: {type: array, items: {type: integer}}
        - {name: s, in: path, required: true, explode: true, schema: {type: object, properties: {a: {type: integer}}}}
      responses: {"204": {description: Done.}}
  /events:
    get:
      operationId: follow
      responses:
        "200":
          description: Events.
          content:
            text/event-stream: {example: "event: a\\ndata: 1\\n\\nevent: b\\ndata: 2\\n\\n"}
            application/x-ndjson: {schema: {type: array, items: {type: object, properties: {n: {const: 7}}}}}
  /cover:
    get:
      operationId: getCover
      responses: {"200": {description: A picture., content: {image/png: {schema: {type: string, format: binary}}}}}
  /page:
    get:
      operationId: getPage
      responses: {"200": {description: A page., content: {text/html: {example: "<script>alert(1)</script>"}}}}
  /safe:
    get:
      operationId: getSafe
      security: [{key: [], token: []}, {basic: []}, {bearer: []}, {session: []}]
      responses: {"204": {description: In.}}
"""


@pytest.fixture
async def client(mock_of):
    async with mock_of(DESCRIPTION) as client:
        yield client


# Answers -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "headers", "status", "content"),
    [
        ("/v1/books", {}, 200, '[\n  "a",\n  "b"\n]'),
        # What is served locally often has no base path.
        ("/books", {}, 200, '[\n  "a",\n  "b"\n]'),
        ("/books", {"Prefer": "example=none"}, 200, "[]"),
        ("/books", {"Prefer": 'code=200, example="none"'}, 200, "[]"),
        ("/books", {"Prefer": "code=404"}, 404, '{\n  "error": "wrong"\n}'),
        ("/books", {"Prefer": "code=422"}, 422, '{\n  "error": "wrong"\n}'),
        ("/books", {"Accept": "text/csv"}, 200, "a,b"),
        ("/books", {"Accept": "application/json;q=0.5, text/*"}, 200, "a,b"),
        ("/books", {"Accept": "text/csv;q=0, */*"}, 200, '[\n  "a",\n  "b"\n]'),
        ("/books/7", {"Prefer": "code=500"}, 500, '{\n  "id": 1\n}'),
        ("/books/latest", {}, 204, ""),
    ],
)
async def test_answers(client, path, headers, status, content) -> None:
    response = await client.get(path, headers=headers)
    assert (response.status_code, response.text) == (status, content)


async def test_headers_have_their_examples(client) -> None:
    """On one line; those of the connection are the server's own."""
    response = await client.get("/books")
    assert response.headers["x-total"] == "2"
    assert response.headers["x-odd"] == "a X-Evil: 1"
    assert response.headers["content-length"] == str(len(response.content))
    assert response.headers["content-type"] == "application/json"


@pytest.mark.parametrize(("status", "given"), [("1XX", 200), ("101", 200), ("²00", 200), ("2000", 200), ("5XX", 500)])
async def test_a_status_that_ends_no_exchange_is_not_given(mock_of, status, given) -> None:
    described = f"paths: {{/a: {{get: {{responses: {{'{status}': {{description: A.}}}}}}}}}}"
    async with mock_of(f"openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\n{described}") as client:
        assert (await client.get("/a")).status_code == given
        assert (await client.get("/a", headers={"Prefer": "code=101"})).status_code == 400


async def test_a_media_type_that_no_field_can_hold_is_sent_as_near_as_can_be(mock_of) -> None:
    described = r"""paths: {/a: {get: {responses: {'200': {description: A, content: {"text/☃\n": {example: a}}}}}}}"""
    async with mock_of(f"openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\n{described}") as client:
        response = await client.get("/a")
        assert (response.headers["content-type"], response.text) == ("text/?", "a")


async def test_files_are_real(client) -> None:
    response = await client.get("/cover")
    assert response.content.startswith(b"\x89PNG\r\n\x1a\n")


async def test_a_described_page_does_nothing(client) -> None:
    """The author's text is given, as what no browser runs."""
    response = await client.get("/page")
    assert response.headers["content-type"].startswith("text/html")
    assert response.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert response.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("accept", "pieces"),
    [
        ("text/event-stream", [b"event: a\ndata: 1\n\n", b"event: b\ndata: 2\n\n"]),
        ("application/x-ndjson", [b'{"n":7}\n'] * 3),
    ],
)
async def test_streams_come_in_pieces(tmp_path, accept, pieces) -> None:
    path = tmp_path / "spec" / "api.yaml"
    path.parent.mkdir()
    path.write_text(DESCRIPTION)
    transport = InProcessTransport(Mock([Analyser(load(path))], pause=0.05))
    began = time.monotonic()
    async with (
        httpx.AsyncClient(transport=transport, base_url="https://api.example.com") as client,
        client.stream("GET", "/events", headers={"Accept": accept}) as response,
    ):
        came = [(part, time.monotonic() - began) async for part in response.aiter_raw()]
    assert [part for part, _ in came] == pieces
    assert came[-1][1] - came[0][1] > 0.04 * (len(pieces) - 1)


# Problems ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("GET", "/nothing", {}, 404),
        ("DELETE", "/books", {}, 405),
        ("GET", "/books", {"Accept": "image/png"}, 406),
        ("GET", "/books", {"Prefer": "code=302"}, 400),
        ("GET", "/books", {"Prefer": "code=2000"}, 400),
        ("GET", "/books", {"Prefer": "code=99"}, 400),
        ("GET", "/books", {"Prefer": "example=three"}, 400),
        ("POST", "/books", {"Content-Type": "application/pdf"}, 415),
        ("POST", "/books", {}, 415),
    ],
)
async def test_problems(client, method, path, headers, status) -> None:
    response = await client.request(method, path, headers=headers, content=b"x" if method == "POST" else None)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["status"] == status


@pytest.mark.parametrize(
    ("path", "headers", "errors"),
    [
        ("/books?limit=7&tag=a&tag=b&ids=1,2&sizes=1%7C2&where%5Ba%5D=1&filter=%7B%22q%22:1%7D&loud=true", {}, []),
        ("/books", {"X-Trace": "123", "Cookie": "a=b; theme=dark"}, []),
        # Every client says something of its own there.
        ("/books", {"Accept-Encoding": "identity"}, []),
        ("/books?limit=0", {}, [("query", "limit", "must be at least 1, not 0")]),
        ("/books?limit=x", {}, [("query", "limit", "must be an integer, not a string")]),
        ("/books?limit=", {}, [("query", "limit", "must be an integer, not a string")]),
        ("/books?tag=a&tag=c", {}, [("query", "tag", "must be 'a' or 'b', not 'c' (at /1)")]),
        ("/books?ids=1,x", {}, [("query", "ids", "must be an integer, not a string (at /1)")]),
        ("/books?sizes=1|x", {}, [("query", "sizes", "must be an integer, not a string (at /1)")]),
        ("/books?where[b]=1", {}, [("query", "where", "needs 'a'")]),
        ("/books?where[a]=x", {}, [("query", "where", "must be an integer, not a string (at /a)")]),
        ("/books?filter=x", {}, [("query", "filter", "is not JSON")]),
        ("/books?filter={}", {}, [("query", "filter", "needs 'q'")]),
        ("/books?loud=yes", {}, [("query", "loud", "must be a boolean, not a string")]),
        ("/books", {"X-Trace": "abc"}, [("header", "X-Trace", "must match '^[0-9]+$'; 'abc' does not")]),
        ("/books", {"Cookie": "theme=pink"}, [("cookie", "theme", "must be 'light' or 'dark', not 'pink'")]),
        ("/books/x", {}, [("path", "id", "must be an integer, not a string")]),
        ("/matrix/;m=1,2/.1.2/a=1", {}, []),
        (
            "/matrix/;m=x/.1.y/a=z",
            {},
            [
                ("path", "m", "must be an integer, not a string (at /0)"),
                ("path", "l", "must be an integer, not a string (at /1)"),
                ("path", "s", "must be an integer, not a string (at /a)"),
            ],
        ),
    ],
)
async def test_parameters_are_read_by_style(client, path, headers, errors) -> None:
    response = await client.get(path, headers=headers)
    found = response.json().get("errors", []) if response.status_code == 400 else []
    assert [(each["in"], each["name"], each["message"]) for each in found] == errors
    assert response.is_success == (not errors)


FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=b"


@pytest.mark.parametrize(
    ("content_type", "content", "errors"),
    [
        # What is read-only is not asked for.
        ("application/json", '{"title": "ab"}', []),
        ("application/json; charset=utf-8", '{"title": "ab", "pages": [1]}', []),
        ("application/json", "", [("", "is required")]),
        ("application/json", "{", [("", "is not JSON: Expecting property name enclosed in double quotes")]),
        ("application/json", "{}", [("", "needs 'title'")]),
        ("application/json", "[]", [("", "must be an object, not an array")]),
        ("application/json", '{"title": "a"}', [("/title", "must have at least 2 characters, not 1")]),
        ("application/json", '{"title": "ab", "pages": [1, "x"]}', [("/pages/1", "must be an integer, not a string")]),
        (
            "application/json",
            '{"title": "ab", "author": {"name": 1}}',
            [("/author/name", "must be a string, not an integer")],
        ),
        ("application/json", '{"title": "ab", "other": 1}', [("/other", "is not known here")]),
        ("application/json", '{"title": "ab", "pages": [1e999]}', [("/pages/0", "must be an integer, not a number")]),
        ("application/json", "[" * 200_000, [("", "is not application/json")]),
        (FORM, "title=a&n=1", []),
        (FORM, "n=x", [("", "needs 'title'"), ("/n", "must be an integer, not a string")]),
        (PARTS, '--b\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\nx\r\n--b--\r\n', []),
        (
            PARTS,
            '--b\r\nContent-Disposition: form-data; name="n"\r\n\r\nx\r\n--b--\r\n',
            [("", "needs 'file'"), ("/n", "must be an integer, not a string")],
        ),
        ("multipart/form-data", "x", [("", "is not multipart/form-data")]),
        ("application/x-ndjson", '{"title": 1}\n{"title": 2}\n', []),
        ("application/x-ndjson", '{"title": 1}\n{}\n', [("/1", "needs 'title'")]),
        ("text/plain", "abc", []),
        ("text/plain", "abcd", [("", "must have at most 3 characters, not 4")]),
    ],
)
async def test_bodies_are_read_by_media_type(client, content_type, content, errors) -> None:
    response = await client.post("/books", headers={"Content-Type": content_type}, content=content.encode())
    found = response.json().get("errors", []) if response.status_code == 400 else []
    assert [(each["name"], each["message"].partition(" (char")[0].partition(": line")[0]) for each in found] == errors
    assert response.is_success == (not errors)


TOLD_APART = """\
openapi: 3.0.3
info: {title: Test, version: "1"}
components:
  securitySchemes: {key: {type: apiKey, in: query, name: key}}
  schemas:
    Allow: {type: object, required: [kind], properties: {kind: {type: string}, most: {type: integer}}}
    Deny: {type: object, required: [kind], properties: {kind: {type: string}}}
paths:
  /rules:
    post:
      requestBody:
        content:
          application/json:
            schema:
              oneOf: [{$ref: "#/components/schemas/Allow"}, {$ref: "#/components/schemas/Deny"}]
              discriminator: {propertyName: kind}
      responses: {"204": {description: Done.}}
  /search:
    get:
      parameters:
        - {name: page, in: query, schema: {type: integer}}
        - {name: rest, in: query, required: true, schema: {type: object, additionalProperties: {type: integer}}}
      responses: {"204": {description: Done.}}
  /choices:
    post:
      requestBody:
        content: {application/json: {schema: {oneOf: [{required: [a]}, {required: [b]}]}}}
      responses: {"204": {description: Done.}}
"""


@pytest.mark.parametrize(
    ("path", "content", "errors"),
    [
        ("/rules", {"kind": "Deny"}, []),
        ("/rules", {"kind": "Allow", "most": 3}, []),
        ("/rules", {}, ["needs 'kind'"]),
        ("/choices", {"a": 1, "b": 1}, ["may hold only one of 'a' and 'b'"]),
    ],
)
async def test_callers_are_not_to_blame_for_alternatives_that_a_discriminator_alone_tells_apart(
    mock_of, path, content, errors
) -> None:
    response = await mock_of(TOLD_APART).post(path, json=content)
    found = response.json().get("errors", []) if response.status_code == 400 else []
    assert [each["message"] for each in found] == errors


@pytest.mark.parametrize(
    ("query", "errors"),
    [
        ("a=1&page=2", []),
        ("rest=1", []),
        ("a=1&key=x", []),
        ("a=x&page=2", ["must be an integer, not a string (at /a)"]),
        ("page=2", ["is required"]),
    ],
)
async def test_an_object_without_declared_properties_is_all_that_no_other_parameter_is(mock_of, query, errors) -> None:
    response = await mock_of(TOLD_APART).get(f"/search?{query}")
    found = response.json().get("errors", []) if response.status_code == 400 else []
    assert [each["message"] for each in found] == errors


ENCODED = """\
openapi: 3.1.0
info: {title: Test, version: "1"}
paths:
  /orders:
    post:
      requestBody:
        required: true
        content:
          application/x-www-form-urlencoded:
            schema:
              type: object
              additionalProperties: false
              properties:
                tags: {type: array, items: {type: string}}
                pair: {type: array, items: {type: integer}}
                size: {type: object, additionalProperties: false, properties: {x: {type: integer}}}
                lines: {type: array, items: {type: object, properties: {n: {type: integer}}, required: [n]}}
                owner:
                  anyOf:
                    - type: object
                      additionalProperties: false
                      properties: {age: {type: integer}, to: {type: object}}
                    - {type: string, enum: [""]}
            encoding:
              tags: {style: deepObject, explode: true}
              pair: {style: pipeDelimited, explode: false}
              size: {style: form, explode: true}
              lines: {style: deepObject, explode: true}
              owner: {style: deepObject, explode: true}
      responses: {"204": {description: Done.}}
"""


@pytest.mark.parametrize(
    ("content", "errors"),
    [
        ("owner%5Bage%5D=3&owner[to][a][b]=c&owner%5Bto%5D%5Blist%5D=1&owner%5Bto%5D%5Blist%5D=2", []),
        ("owner=", []),
        ("owner[age]=x", [("/owner/age", "must be an integer, not a string")]),
        ("lines[0][n]=1&lines[1][n]=2", []),
        ("lines[0][n]=1&lines[1][n]=x", [("/lines/1/n", "must be an integer, not a string")]),
        ("tags=a&tags=b", []),
        ("tags[]=a&tags[]=b", []),
        ("tags[0]=a&tags[1]=b", []),
        ("pair=1%7C2", []),
        ("pair=1%7Cx", [("/pair/1", "must be an integer, not a string")]),
        ("x=1", []),
        ("x=a", [("/size/x", "must be an integer, not a string")]),
        ("other[a]=1", [("/other[a]", "is not known here")]),
        ("owner" + "[a]" * 5000 + "=1", [("/owner/a", "is not known here")]),
        ("owner[to]=1&owner[to][a]=2", [("/owner/to", "must be an object, not a string")]),
        ("owner", [("", f"is not {FORM}")]),
    ],
)
async def test_fields_of_a_form_are_read_as_their_encoding_writes_them(mock_of, content, errors) -> None:
    response = await mock_of(ENCODED).post("/orders", headers={"Content-Type": FORM}, content=content.encode())
    found = response.json().get("errors", []) if response.status_code == 400 else []
    assert [(each["name"], each["message"]) for each in found] == errors
    assert response.is_success == (not errors)


@pytest.mark.parametrize(
    ("query", "headers", "status"),
    [
        ("", {}, 401),
        ("", {"X-Key": "a"}, 401),
        ("?token=a", {}, 401),
        ("?token=a", {"X-Key": "a"}, 204),
        ("", {"Authorization": "Bearer a"}, 204),
        ("", {"Authorization": "Bearer "}, 401),
        ("", {"Authorization": "Basic YTpi"}, 204),
        ("", {"Authorization": "Basic !"}, 401),
        ("", {"Authorization": "Basic YWI="}, 401),
        ("", {"Cookie": "sid=1"}, 204),
        ("", {"Cookie": "sid="}, 401),
    ],
)
async def test_credentials_must_be_there(client, query, headers, status) -> None:
    response = await client.get(f"/safe{query}", headers=headers)
    assert response.status_code == status
    if status == 401:
        assert (
            response.json()["title"] == "The request lacks credentials: key and token, or basic, or bearer, or session"
        )


async def test_who_asks_for_a_status_gets_it(client) -> None:
    """Whatever is wrong with the request besides."""
    assert (await client.get("/safe", headers={"Prefer": "code=204"})).status_code == 204


# Browsers ------------------------------------------------------------------------------------------------------------


async def test_any_page_may_call(client) -> None:
    asked = {
        "Origin": "null",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization, x-key",
    }
    preflight = await client.options("/books", headers=asked)
    assert preflight.status_code == 204
    assert preflight.headers["access-control-allow-methods"] == "POST"
    assert preflight.headers["access-control-allow-headers"] == "authorization, x-key"
    response = await client.get("/books", headers={"Origin": "https://docs.example.com"})
    assert response.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in response.headers


async def test_what_is_sent_never_comes_back_as_a_page(client) -> None:
    response = await client.get("/books?limit=<script>", headers={"Accept": "text/html", "Prefer": "example=<script>"})
    assert response.headers["content-type"] == "application/problem+json"


async def test_the_description_of_the_host_comes_first(tmp_path) -> None:
    """Two APIs may have one path."""
    analysers = []
    for name in ("one", "two"):
        path = tmp_path / name / "api.json"
        path.parent.mkdir()
        responses = {"200": {"description": "It.", "content": {"text/plain": {"example": name}}}}
        description = {
            "openapi": "3.1.0",
            "info": {"title": name, "version": "1"},
            "servers": [{"url": f"https://{name}.example.com"}, {"url": "http://["}],
            "paths": {"/": {"get": {"responses": responses}}},
        }
        path.write_text(json.dumps(description))
        analysers.append(Analyser(load(path)))
    async with client_of(*analysers) as client:
        assert (await client.get("https://two.example.com/")).text == "two"
        assert (await client.get("https://one.example.com/")).text == "one"
        assert (await client.get("https://three.example.com/")).text == "one"
