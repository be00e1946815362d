"""Advice: what is lacking, at its place, and nothing of what is there in another form."""

from __future__ import annotations

import json

import pytest

from sphinxext_rensei.checks import LIMIT, advise, check
from sphinxext_rensei.problems import ProblemCode, Severity
from sphinxext_rensei.spec import load

C = ProblemCode
OK = "'200': {description: OK}"
USED = "paths: {/a: {get: {responses: {'200': {$ref: '#/components/responses/R'}}}}}\n"
SHARED = "parameters: [{$ref: '#/components/parameters/P'}]\ncomponents: {parameters: {P: {name: p, in: query}}}"
A = "{$ref: '#/components/schemas/A'}"


def operation(fields: str, more: str = "") -> str:
    return f"paths:\n  /a:\n    get:\n      {fields}\n{more}"


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        # Names and titles.
        (C.MISSING_OPERATION_ID, operation("summary: S"), ["5:5 GET /a has no operationId"]),
        (C.MISSING_OPERATION_ID, operation("operationId: a"), []),
        (C.MISSING_OPERATION_ID, "webhooks: {a: {post: {summary: S}}}", []),
        (C.MISSING_OPERATION_ID, operation("x-internal: true"), []),
        (C.MISSING_SUMMARY, operation("description: D"), ["5:5 GET /a has no summary"]),
        (C.MISSING_SUMMARY, operation("summary: S"), []),
        (C.MISSING_SUMMARY, "webhooks: {a: {post: {description: D}}}", ["3:16 POST a has no summary"]),
        # Errors.
        (
            C.MISSING_ERROR_RESPONSE,
            operation(f"responses: {{{OK}}}"),
            ["5:5 GET /a has no response for errors: 4XX, 5XX or 'default'"],
        ),
        (C.MISSING_ERROR_RESPONSE, operation("responses: {'404': {description: D}}"), []),
        (C.MISSING_ERROR_RESPONSE, operation("responses: {5XX: {description: D}}"), []),
        (C.MISSING_ERROR_RESPONSE, operation("responses: {default: {description: D}}"), []),
        (C.MISSING_ERROR_RESPONSE, f"webhooks: {{a: {{post: {{responses: {{{OK}}}}}}}}}", []),
        # Tags.
        (C.MISSING_TAG, operation("summary: S"), ["5:5 GET /a has no tag"]),
        (C.MISSING_TAG, operation("tags: [a]"), []),
        (C.MISSING_TAG, "webhooks: {a: {post: {summary: S}}}", []),
        (C.UNDECLARED_TAG, operation("tags: [a, b]", "tags: [{name: a}]"), ["6:17 the tag 'b' is not declared"]),
        (C.UNDECLARED_TAG, operation("tags: [a]", "    put: {tags: [a]}"), ["6:14 the tag 'a' is not declared"]),
        (C.UNDECLARED_TAG, operation("tags: [a]", "tags: [{name: a}, {name: [b]}]"), []),
        # Servers.
        (C.MISSING_SERVER, operation("summary: S"), ["1:1 there are no servers: nothing says where the API is"]),
        (C.MISSING_SERVER, operation("summary: S", "servers: [{url: /}]"), []),
        (C.MISSING_SERVER, operation("servers: [{url: /}]"), []),
        (C.MISSING_SERVER, "webhooks: {a: {post: {summary: S}}}", []),
    ],
)
def test_what_operations_lack_is_told_at_their_key(advice, code, text, expected):
    assert advice(code, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (operation("summary: S"), ["5:5 GET /a has no description"]),
        (operation("description: D"), []),
        (operation("x-internal: true"), []),
        ("tags: [{name: a}, {name: b, description: D}]", ["3:8 the tag 'a' has no description"]),
        (operation("{description: D, parameters: [{name: p, in: query}]}"), ["6:37 the query parameter 'p' has no"]),
        (operation("{description: D, parameters: [{name: p, in: query, description: D}]}"), []),
        (operation("{description: D, parameters: [{name: p, in: query, schema: {description: D}}]}"), []),
        (operation("{description: D, parameters: [{name: p, in: query, x-internal: true}]}"), []),
        # Once, where it stands.
        (
            operation("description: D", f"    put: {{description: D}}\n    {SHARED}"),
            ["9:30 the query parameter 'p' has no"],
        ),
    ],
)
def test_what_readers_ask_about_is_described(advice, text, expected):
    found = advice(C.MISSING_DESCRIPTION, text)
    assert found.pop(0) == "2:1 the API has no description"
    assert [each.removesuffix(" description") for each in found] == [
        each.removesuffix(" description") for each in expected
    ]


@pytest.mark.parametrize(
    ("schemas", "expected"),
    [
        ("{A: {type: string}}", ["3:24 the schema 'A' has no description"]),
        ("{A: {description: D}}", []),
        ("{A: {x-internal: true}}", []),
        ("{A: {description: D, properties: {p: {}}}}", ["3:57 the property 'p' has no description"]),
        ("{A: {description: D, properties: {p: {description: D}}}}", []),
        ("{A: {description: D, properties: {p: {x-internal: true}}}}", []),
        # A constant, a reference, items and alternatives speak for themselves.
        ("{A: {description: D, properties: {p: {const: a}}}}", []),
        (f"{{A: {{description: D, properties: {{p: {A}}}}}}}", []),
        (f"{{A: {{description: D, properties: {{p: {{items: {A}}}}}}}}}", []),
        (f"{{A: {{description: D, properties: {{p: {{oneOf: [{A}, {{type: string}}]}}}}}}}}", []),
        (f"{{A: {{description: D}}, B: {A}, C: {{allOf: [{A}]}}}}", []),
        # What is inherited is told once.
        (
            f"{{A: {{description: D, properties: {{p: {{}}}}}}, B: {{description: D, allOf: [{A}]}}}}",
            ["3:57 the property 'p' has no description"],
        ),
    ],
)
def test_named_schemas_and_their_properties_are_described(advice, schemas, expected):
    assert advice(C.MISSING_SCHEMA_DESCRIPTION, f"components: {{schemas: {schemas}}}") == expected


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ("{schemas: {X: {}}}", "schemas"),
        ("{responses: {X: {description: D}}}", "responses"),
        ("{parameters: {X: {name: p, in: query}}}", "parameters"),
        ("{examples: {X: {value: 1}}}", "examples"),
        ("{requestBodies: {X: {content: {}}}}", "requestBodies"),
        ("{headers: {X: {}}}", "headers"),
        ("{securitySchemes: {X: {type: http, scheme: basic}}}", "securitySchemes"),
        ("{links: {X: {operationId: a}}}", "links"),
        ("{callbacks: {X: {}}}", "callbacks"),
        ("{pathItems: {X: {}}}", "pathItems"),
        ("{mediaTypes: {X: {}}}", "mediaTypes"),
    ],
)
def test_components_of_every_kind_are_used(advice, fields, kind):
    column = len(f"components: {{{kind}: {{") + 1
    expected = [f"4:{column} nothing uses 'X' of components/{kind}"]
    assert advice(C.UNUSED_COMPONENT, f"{USED}components: {fields}", "3.2.0") == expected


@pytest.mark.parametrize(
    ("schema", "others", "expected"),
    [
        ("{$ref: '#/components/schemas/A'}", "A: {$ref: '#/components/schemas/B'}, B: {}", []),
        ("{$ref: '#/components/schemas/A/properties/p'}", "A: {properties: {p: {}}}", []),
        ("{$ref: '#a'}", "A: {$anchor: a}", []),
        ("{}", "A: {$ref: '#/components/schemas/B'}, B: {$ref: '#/components/schemas/A'}", ["A", "B"]),
        ("{}", "A: {properties: {a: {$ref: '#/components/schemas/A'}}}", ["A"]),
        ("{discriminator: {propertyName: k, mapping: {a: A, b: '#/components/schemas/B'}}}", "A: {}, B: {}", []),
        # Heirs of a schema with a discriminator are found by their names.
        (
            "{$ref: '#/components/schemas/P'}",
            "P: {discriminator: {propertyName: k}}, A: {allOf: [{$ref: '#/components/schemas/P'}]}",
            [],
        ),
        ("{}", "P: {discriminator: {propertyName: k}}, A: {allOf: [{$ref: '#/components/schemas/P'}]}", ["A", "P"]),
        # Extensions, examples and prose name components, too.
        ("{x-anyOf: [{$ref: '#/components/schemas/A'}]}", "A: {}", []),
        ("{examples: [{$ref: '#/components/schemas/A/example'}]}", "A: {}", []),
        ("{description: 'See `#/components/schemas/A`.'}", "A: {}", []),
        ("{$ref: '#/components/schemas/a~1b%20c'}", "a/b c: {}", []),
        ("{}", "A: {x-internal: true}", []),
    ],
)
def test_a_component_is_used_where_a_path_leads_to_it(advice, schema, others, expected):
    text = f"{USED}components: {{responses: {{R: {{description: D, content: {{a/b: {{schema: {schema}}}}}}}}},"
    found = advice(C.UNUSED_COMPONENT, f"{text} schemas: {{{others}}}}}")
    assert sorted(each.split("'")[1] for each in found) == expected


@pytest.mark.parametrize(
    ("version", "security"), [("3.1.0", "[{S: []}]"), ("3.2.0", "[{'#/components/securitySchemes/S': []}]")]
)
def test_a_security_scheme_is_used_where_it_is_required(advice, version, security):
    components = "components: {securitySchemes: {S: {type: http, scheme: basic}}}"
    text = f"{components}\npaths: {{/a: {{get: {{security: {security}, responses: {{{OK}}}}}}}}}"
    assert advice(C.UNUSED_COMPONENT, text, version) == []


def test_a_component_may_be_used_from_another_file(advice):
    files = {"paths.yaml": "a: {get: {responses: {'200': {$ref: 'api.yaml#/components/responses/R'}}}}\n"}
    text = "paths: {/a: {$ref: 'paths.yaml#/a'}}\ncomponents: {responses: {R: {description: D}}}"
    assert advice(C.UNUSED_COMPONENT, text, files=files) == []


def test_a_library_of_components_is_used_by_others(advice):
    assert advice(C.UNUSED_COMPONENT, "components: {schemas: {A: {}}}") == []


def test_no_check_gives_advice_and_no_advice_is_an_error(tmp_path):
    path = tmp_path / "api.json"
    path.write_text(
        json.dumps({"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {"/a": {"get": {}}}})
    )
    loaded = load(path)
    assert check(loaded) == ()
    assert {problem.code.severity for problem in advise(loaded)} == {Severity.ADVICE}


def test_advice_has_an_end_where_one_is_wanted(tmp_path):
    path = tmp_path / "api.json"
    schemas = {f"S{index}": {"type": "string"} for index in range(LIMIT + 7)}
    path.write_text(
        json.dumps({"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "components": {"schemas": schemas}})
    )
    loaded = load(path)
    told = [len([each for each in advise(loaded, limit=limit) if "schema" in each.message]) for limit in (LIMIT, None)]
    assert told == [LIMIT, LIMIT + 7]
