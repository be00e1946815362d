"""Every object of OAS 3.2.0, in the words of the page that shows it."""

from __future__ import annotations

import pytest

from sphinxext_rensei.nodes import expand, rensei_page
from sphinxext_rensei.pages import tag_groups, tags_of
from sphinxext_rensei.render import webhook_nodes

OK = {"200": {"description": "Fine."}}
SERVER = {
    "url": "https://{region}.example/{base}",
    "name": "main",
    "description": "The *main* one.",
    "variables": {
        "region": {"default": "eu", "enum": ["us", "eu"], "description": "Where it `runs`."},
        "base": {"default": "v1"},
    },
}
SERVER_WORDS = "https://{region}.example/{base} main The main one. region: eu | us Where it runs. base: v1"
TEXT = {"text/plain": {"schema": {"type": "string"}}}

# What is told, the fields of an operation, and words that follow each other on its page.
OPERATIONS = {
    "servers of an operation": ({"servers": [SERVER]}, [SERVER_WORDS]),
    "a parameter with content": (
        {"parameters": [{"name": "filter", "in": "query", "content": {"application/json": {"schema": {}}}}]},
        ["Query parameters", "filter any, application/json"],
    ),
    "reserved characters, empty values, styles": (
        {
            "parameters": [
                {
                    "name": "a",
                    "in": "query",
                    "schema": {"type": "array"},
                    "style": "pipeDelimited",
                    "explode": False,
                    "allowReserved": True,
                    "allowEmptyValue": True,
                },
                {"name": "b", "in": "query", "schema": {"type": "object"}, "explode": False},
                {"name": "c", "in": "header", "schema": {"type": "object"}, "explode": True},
                {"name": "d", "in": "cookie", "schema": {"type": "object"}, "style": "cookie"},
            ]
        },
        [
            "a array, style pipeDelimited, reserved characters as they are, may be empty",
            "b object, comma-separated",
            "Header parameters c object, explode",
            "Cookie parameters d object, style cookie",
        ],
    ),
    "values of which nothing would be seen": (
        {"parameters": [{"name": "a", "in": "query", "schema": {"enum": ["", " ", "\n", "b"], "const": ""}}]},
        ['always "" One of: "", " ", "\\n", b'],
    ),
    "the whole query string": (
        {
            "parameters": [
                {
                    "name": "q",
                    "in": "querystring",
                    "content": {"application/x-www-form-urlencoded": {"schema": {"type": "object"}}},
                }
            ]
        },
        ["Query string q object, application/x-www-form-urlencoded"],
    ),
    "a form": (
        {
            "requestBody": {
                "required": True,
                "description": "Both.",
                "content": {
                    "multipart/form-data": {
                        "schema": {"type": "object", "properties": {"file": {"type": "string"}}},
                        "encoding": {
                            "file": {
                                "contentType": "image/png, image/gif",
                                "headers": {"X-Size": {"description": "Bytes.", "schema": {"type": "integer"}}},
                                "style": "form",
                                "explode": True,
                                "allowReserved": True,
                            }
                        },
                    }
                },
            }
        },
        [
            "Request body (required, multipart/form-data) Both. file string Encoding file",
            "image/png, image/gif, style form, explode, reserved characters as they are",
            "Headers of the part X-Size integer Bytes.",
        ],
    ),
    "encoding by position, and inside a part": (
        {
            "requestBody": {
                "content": {
                    "multipart/mixed": {
                        "itemSchema": {"type": "string"},
                        "prefixEncoding": [{"contentType": "application/json"}, {"contentType": "multipart/mixed"}],
                        "itemEncoding": {
                            "contentType": "multipart/mixed",
                            "encoding": {"inner": {"contentType": "image/png"}},
                            "itemEncoding": {"contentType": "image/gif"},
                        },
                    }
                }
            }
        },
        [
            "Each item of the stream string Encoding [0] application/json [1] multipart/mixed",
            "every further part multipart/mixed Encoding inside the part inner image/png",
            "every further part image/gif",
        ],
    ),
    "several media types": (
        {"requestBody": {"content": {**TEXT, "application/json": {"schema": {"type": "integer"}}}}},
        ["text/plain string application/json integer"],
    ),
    "a stream": (
        {
            "responses": {
                "200": {"description": "", "content": {"application/jsonl": {"itemSchema": {"type": "boolean"}}}}
            }
        },
        ["200 OK application/jsonl Each item of the stream boolean"],
    ),
    "links": (
        {
            "responses": {
                "200": {
                    "description": "",
                    "links": {
                        "self": {
                            "operationId": "op",
                            "description": "Again.",
                            "parameters": {"id": "$response.body#/id"},
                            "requestBody": {"a": 1},
                            "server": {"url": "https://{x}.example", "variables": {"x": {"default": "y"}}},
                        },
                        "here": {"operationRef": "#/paths/~1a/get"},
                        "there": {"operationRef": "https://other.example/api#/paths/~1a/get"},
                    },
                }
            }
        },
        [
            "Links self op Again. Parameter: id = $response.body#/id",
            'Request body: {"a": 1} Server: https://{x}.example x: y here op',
            "there https://other.example/api#/paths/~1a/get",
        ],
    ),
    "examples as data, as sent, and elsewhere": (
        {
            "parameters": [
                {
                    "name": "p",
                    "in": "query",
                    "schema": {"type": "array"},
                    "examples": {
                        "two": {
                            "summary": "A pair",
                            "description": "of them",
                            "dataValue": [1, 2],
                            "serializedValue": "p=1&p=2",
                        },
                        "far": {"externalValue": "https://example.com/p.json"},
                    },
                }
            ],
            "responses": {
                "200": {
                    "description": "",
                    "content": {
                        "text/csv": {
                            "examples": {
                                "rows": {"summary": "Rows", "description": "A *few*.", "serializedValue": "a,b"},
                                "more": {"externalValue": "https://example.com/more.csv"},
                            }
                        }
                    },
                }
            },
        },
        [
            "Example two: [1, 2] Example two, as sent: p=1&p=2 A pair of them Example far: https://example.com/p.json",
            "Response: 200 Rows A few. a,b Response: 200 more https://example.com/more.csv",
        ],
    ),
    "an example in a place of its own": (
        {
            "parameters": [
                {
                    "name": "p",
                    "in": "query",
                    "examples": {"a": {"value": {"$ref": "#/info/version"}}, "b": {"value": {"$ref": "#/no"}}},
                }
            ]
        },
        ['Example a: 1 Example b: {"$ref": "#/no"}'],
    ),
    "badges, marks, external documentation": (
        {
            "deprecated": True,
            "x-internal": True,
            "x-badges": [{"name": "Beta", "color": "red"}, {"name": "New", "position": "before"}, "Plain"],
            "externalDocs": {"url": "https://example.com/docs", "description": "Further"},
        },
        ["GET /a (New) (deprecated) (internal) (Beta) (Plain) Further"],
    ),
    "another spelling of deprecated": ({"x-deprecated": True}, ["GET /a (deprecated)"]),
    "statuses": (
        {
            "responses": {
                "201": {"description": "Made.", "summary": "It is there"},
                "4XX": {"description": ""},
                "default": {"description": ""},
            }
        },
        ["201 It is there Made. 4XX Client error default Any other status"],
    ),
    "a callback": (
        {
            "callbacks": {
                "done": {
                    "{$request.body#/url}": {
                        "summary": "All of it",
                        "post": {
                            "summary": "Told",
                            "description": "At the end.",
                            "parameters": [{"name": "X-Try", "in": "header", "schema": {"type": "integer"}}],
                            "requestBody": {"required": True, "description": "The news.", "content": TEXT},
                            "responses": {"204": {"description": "Heard."}},
                        },
                    }
                }
            }
        },
        [
            "Callbacks POST {$request.body#/url} done: Told At the end. All of it Header parameters X-Try integer",
            "Request body, required The news. text/plain string Answer 204 Heard.",
        ],
    ),
}


@pytest.mark.parametrize(("fields", "words"), OPERATIONS.values(), ids=OPERATIONS)
def test_the_page_of_an_operation_tells(operation_words, fields, words):
    operation = {"operationId": "op", "responses": OK, **fields}
    text = operation_words(paths={"/a": {"get": operation}})
    for phrase in words:
        assert phrase in text, text
        text = text.partition(phrase)[2]


PARAGRAPH = "It *happens* when a thing is made, and when it is changed. " * 3


@pytest.mark.parametrize("description", ["", f"{PARAGRAPH}\n\nSeldom.", "Seldom."])
def test_a_summary_that_is_a_paragraph_stands_above_the_description_once(operation_words, description):
    words = operation_words(
        paths={"/a": {"get": {"operationId": "o", "summary": PARAGRAPH, "description": description, "responses": OK}}}
    )
    assert words.count("It happens when a thing is made") == 3
    assert "Seldom." in words.rpartition("It happens")[2] or not description


def test_servers_of_a_path_stand_on_the_pages_of_its_operations(operation_words):
    text = operation_words(paths={"/a": {"servers": [SERVER], "get": {"responses": OK}}})
    assert f"Servers {SERVER_WORDS}" in text


def test_servers_of_all_stand_on_the_index_alone(operation_words, index_words):
    fields = {"servers": [SERVER], "paths": {"/a": {"get": {"responses": OK}}}}
    assert f"Servers {SERVER_WORDS}" in index_words(**fields)
    assert "Servers" not in operation_words(**fields)


SCHEMES = {
    "key": {"type": "apiKey", "in": "cookie", "name": "sid"},
    "token": {"type": "http", "scheme": "Bearer", "bearerFormat": "JWT"},
    "oauth": {"type": "oauth2", "flows": {"deviceAuthorization": {}, "authorizationCode": {}}},
    "tls": {"type": "mutualTLS"},
}


def test_authorization_is_told_as_alternatives(operation_words):
    security = [{"key": [], "token": []}, {"oauth": ["read", "write"]}, {"tls": []}, {}]
    text = operation_words(
        components={"securitySchemes": SCHEMES},
        paths={"/a": {"get": {"security": security, "responses": OK}}},
    )
    words = (
        "One of these: key (cookie sid) and token (bearer, JWT) "
        "oauth (OAuth 2.0, device authorization flow, authorization code flow) read write "
        "tls (client certificate (mutual TLS)) No credentials"
    )
    assert words in text


@pytest.mark.parametrize(
    ("item", "bar"),
    [
        ({"query": {"responses": OK}}, "QUERY /a"),
        ({"additionalOperations": {"COPY": {"responses": OK}}}, "COPY /a"),
    ],
)
def test_every_method_has_a_page(operation_words, item, bar):
    assert operation_words(paths={"/a": item}).startswith(bar)


COMPONENTS = {
    "parameters": {"p": {"name": "limit", "in": "query", "description": "Own.", "schema": {"type": "integer"}}},
    "requestBodies": {"b": {"description": "The body.", "content": TEXT}},
    "responses": {
        "r": {
            "description": "Own.",
            "headers": {"X-H": {"$ref": "#/components/headers/h"}},
            "links": {"l": {"$ref": "#/components/links/l"}},
            "content": {"text/csv": {"$ref": "#/components/mediaTypes/m"}},
        }
    },
    "headers": {"h": {"description": "The header.", "schema": {"type": "string"}}},
    "links": {"l": {"operationId": "op", "description": "The link."}},
    "mediaTypes": {
        "m": {"schema": {"$ref": "#/components/schemas/S"}, "examples": {"e": {"$ref": "#/components/examples/e"}}}
    },
    "examples": {"e": {"summary": "The example", "dataValue": "x"}},
    "schemas": {"S": {"type": "string", "maxLength": 7}},
    "callbacks": {"c": {"{$url}": {"post": {"summary": "The callback", "responses": OK}}}},
    "pathItems": {
        "i": {
            "description": "Of the item.",
            "get": {
                "operationId": "op",
                "parameters": [{"$ref": "#/components/parameters/p", "description": "Here."}],
                "requestBody": {"$ref": "#/components/requestBodies/b"},
                "responses": {"200": {"$ref": "#/components/responses/r", "summary": "Short", "description": "Here."}},
                "callbacks": {"c": {"$ref": "#/components/callbacks/c"}},
            },
        }
    },
}


@pytest.fixture
def referring(operation_words):
    return operation_words(
        paths={"/a": {"$ref": "#/components/pathItems/i", "summary": "Beside."}}, components=COMPONENTS
    )


@pytest.mark.parametrize(
    "words",
    [
        *("limit integer Here.", "Request body (text/plain) The body.", "200 Short Here.", "X-H string The header."),
        *("l op The link.", "text/csv S (string), ≤ 7 characters", "200 The example x", "POST {$url} c: The callback"),
        "Beside. Of the item.",
    ],
)
def test_components_of_every_kind_are_shown_where_they_are_used(referring, words):
    assert words in referring


def test_words_beside_a_reference_take_the_place_of_its_target_s(referring):
    assert "Own." not in referring


def test_a_description_tells_what_it_is(index_words):
    text = index_words(
        info={
            "title": "T",
            "version": "7",
            "summary": "In short.",
            "description": "At *length*.",
            "termsOfService": "https://example.com/terms",
            "contact": {"name": "Ann", "email": "ann@example.com", "url": "https://example.com/ann"},
            "license": {"name": "Free", "identifier": "MIT"},
        },
        externalDocs={"url": "https://example.com/more"},
        jsonSchemaDialect="https://example.com/dialect",
        tags=[
            {"name": "b"},
            {
                "name": "a",
                "summary": "A",
                "x-displayName": "Ah",
                "kind": "topic",
                "parent": "b",
                "description": "Of a.",
            },
        ],
    )
    for words in (
        *("In short. At length. https://example.com/more", "Version 7", "OpenAPI 3.2.0", "Ann ann@example.com"),
        *("Free (MIT)", "Terms of service https://example.com/terms", "Schema dialect https://example.com/dialect"),
        "Ah A Of a. Part of b. Kind: topic.",
    ):
        assert words in text, text


@pytest.mark.parametrize("contact", [{}, {"x-chat": "#help"}, {"name": ""}])
def test_a_contact_of_no_words_is_no_row(index_words, contact):
    assert "Contact" not in index_words(info={"title": "T", "version": "7", "contact": contact})


@pytest.mark.parametrize(
    ("name", "example", "words"),
    [
        ("zip", {"zip": {"summary": "Zip", "value": 1}}, "Example: 1"),
        ("zip", {"home": {"summary": "home", "value": 1}}, "Example home: 1"),
        ("zip", {"home": {"summary": "Of a house", "value": 1}}, "Example home: 1 Of a house"),
    ],
)
def test_an_example_says_its_name_once(operation_words, name, example, words):
    parameter = {"name": name, "in": "query", "schema": {"type": "integer"}, "examples": example}
    text = operation_words(paths={"/a": {"get": {"parameters": [parameter], "responses": {"204": {}}}}})
    assert f"{words} Response" in text


def test_webhooks_are_listed_by_tag_where_they_have_tags(context_of):
    def listed(**fields):
        hook = {"post": {"summary": "Told", "responses": OK, **fields}}
        context = context_of(
            webhooks={"done": hook}, tags=[{"name": "a", "x-displayName": "Ah", "description": "Of a."}]
        )
        webhooks = list(context.description.webhooks)
        tags = tags_of(context.description, webhooks)
        drawn = webhook_nodes(context, tag_groups(context.description, tags), tags, webhooks)
        page = rensei_page("", *drawn, kind="index", ids=[])
        return " ".join(" ".join(each.astext() for each in expand(page)).split())

    assert listed(tags=["a"]) == "Ah (1 operation) Of a. POST done Told"
    assert listed() == "POST done Told"


def test_references_start_at_the_uri_that_a_description_gives_itself(operation_words):
    text = operation_words(
        **{"$self": "https://example.com/apis/this.json"},
        paths={"/a": {"get": {"responses": {"200": {"$ref": "this.json#/components/responses/r"}}}}},
        components={"responses": {"r": {"description": "Found."}}},
    )
    assert "200 Found." in text


SCHEMES_WORDS = {
    "api key": (
        {"type": "apiKey", "in": "query", "name": "token", "description": "Ask *us*.", "deprecated": True},
        "s query token, deprecated Ask us.",
    ),
    "basic": ({"type": "http", "scheme": "basic"}, "s basic in the Authorization header"),
    "bearer": ({"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}, "s bearer, JWT"),
    "mutual TLS": ({"type": "mutualTLS"}, "s client certificate (mutual TLS)"),
    "OpenID Connect": (
        {"type": "openIdConnect", "openIdConnectUrl": "https://example.com/oidc"},
        "s OpenID Connect Discovery: https://example.com/oidc",
    ),
    "OAuth 2.0": (
        {
            "type": "oauth2",
            "oauth2MetadataUrl": "https://example.com/meta",
            "flows": {
                "deviceAuthorization": {
                    "deviceAuthorizationUrl": "https://example.com/device",
                    "tokenUrl": "https://example.com/token",
                    "refreshUrl": "https://example.com/refresh",
                    "scopes": {"read": "Look.", "write": ""},
                },
                "implicit": {"authorizationUrl": "https://example.com/auth", "scopes": {}},
            },
        },
        (
            "s OAuth 2.0, device authorization flow, implicit flow Metadata: https://example.com/meta "
            "Flow: device authorization flow Device authorization URL: https://example.com/device "
            "Token URL: https://example.com/token Refresh URL: https://example.com/refresh "
            "Scope read: Look. Scope write: "
            "Flow: implicit flow Authorization URL: https://example.com/auth"
        ),
    ),
}


@pytest.mark.parametrize(("scheme", "words"), SCHEMES_WORDS.values(), ids=SCHEMES_WORDS)
def test_a_security_scheme_is_told_whole(index_words, scheme, words):
    text = index_words(components={"securitySchemes": {"s": scheme}})
    assert words in text, text


def test_a_link_leads_to_an_operation_behind_the_reference_of_its_path(operation_words):
    link = {"operationRef": "#/paths/~1b~1{id}/get"}
    text = operation_words(
        paths={
            "/a": {"get": {"responses": {"200": {"description": "", "links": {"next": link}}}}},
            "/b/{id}": {"$ref": "#/components/pathItems/b"},
        },
        components={"pathItems": {"b": {"get": {"operationId": "getB", "responses": OK}}}},
    )
    assert "Links next getB" in text


def extended(place):
    """Gives the fields of an object by what it is called: an extension, in one place."""
    return lambda name: {"x-unit": "metre"} if name == place else {}


@pytest.mark.parametrize(
    "place", ["operation", "path", "parameter", "body", "media", "response", "header", "schema", "property"]
)
def test_an_extension_is_shown_where_it_stands_if_it_is_named(operation_words, place):
    at = extended(place)
    schema = {"type": "object", "properties": {"p": {"type": "string", **at("property")}}, **at("schema")}
    operation = {
        "parameters": [{"name": "q", "in": "query", **at("parameter")}],
        "requestBody": {"content": {"application/json": {"schema": schema, **at("media")}}, **at("body")},
        "responses": {"200": {"description": "", "headers": {"X-H": at("header")}, **at("response")}},
        **at("operation"),
    }
    paths = {"/a": {"post": operation, **at("path")}}
    assert operation_words(paths=paths, shown=("x-unit",)).count("x-unit: metre") == 1
    assert "metre" not in operation_words(paths=paths)


@pytest.mark.parametrize("place", ["info", "tag", "scheme"])
def test_an_extension_of_the_whole_is_shown_on_its_index_if_it_is_named(index_words, place):
    at = extended(place)
    fields = {
        "info": {"title": "T", "version": "1", **at("info")},
        "tags": [{"name": "a", "description": "A.", **at("tag")}],
        "components": {"securitySchemes": {"s": {"type": "mutualTLS", **at("scheme")}}},
    }
    assert index_words(**fields, shown=("x-unit",)).count("x-unit: metre") == 1
    assert "metre" not in index_words(**fields)


@pytest.mark.parametrize(("count", "shown"), [(350, True), (450, False)])
def test_a_body_of_very_many_fields_is_linked_if_it_has_a_page(operation_words, count, shown):
    fields = {f"field{index}": {"type": "string"} for index in range(count)}
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Many"}}}
    text = operation_words(
        paths={"/a": {"post": {"requestBody": {"content": content}, "responses": OK}}},
        components={"schemas": {"Many": {"type": "object", "description": "A lot.", "properties": fields}}},
    )
    assert "Many (object) A lot." in text
    assert ("field7 string" in text) is shown
