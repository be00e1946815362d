"""The form of a description, against the published schema of its version."""

from __future__ import annotations

import pytest

OPERATION = "paths: {/a: {get: {responses: {'200': {description: OK}}}}}"


@pytest.mark.parametrize("version", ["3.0.0", "3.0.4", "3.1.0", "3.1.2", "3.2.0"])
def test_a_valid_description_is_said_nothing_of(say, version):
    assert say(OPERATION, version) == []


@pytest.mark.parametrize(
    ("version", "text", "expected"),
    [
        # What is missing, what is not known, what has another type.
        ("3.0.0", "paths: {/a: {get: {}}}", ["3:14 invalid 'get' needs 'responses'"]),
        ("3.1.0", "tags: [{description: D}]", []),  # said by the parser
        ("3.1.0", "info2: {}", ["3:1 invalid 'info2' is not known here"]),
        ("3.1.0", "x-info2: {}", []),
        ("3.1.0", "servers: {url: /}", []),  # said by the parser
        ("3.1.0", "externalDocs: {description: D}", ["3:1 invalid 'externalDocs' needs 'url'"]),
        ("3.0.0", "externalDocs: {url: 5}", ["3:21 invalid 'url' must be a string, not an integer"]),
        ("3.1.0", "paths: {/a: {get: {summary: 1}}}", ["3:29 invalid 'summary' must be a string, not an integer"]),
        (
            "3.1.0",
            "components: {securitySchemes: {a: {type: apiKey}}}",
            ["3:32 invalid 'a' needs 'name' and 'in'"],
        ),
        (
            "3.0.0",
            "components: {securitySchemes: {a: {type: http}}}",
            ["3:32 invalid 'a' needs 'scheme'"],
        ),
        (
            "3.0.0",
            "components: {securitySchemes: {a: {type: oauth}}}",
            ["3:36 invalid 'type' must be 'apiKey', 'http', 'oauth2' or 'openIdConnect', not 'oauth'"],
        ),
        # Names that have a form.
        ("3.1.0", "paths: {a: {}}", ["3:9 invalid 'a' is no path; those begin with '/'"]),
        (
            "3.0.0",
            "paths: {/a: {get: {responses: {2xx: {description: OK}}}}}",
            ["3:32 invalid '2xx' is no status; those are of three digits, 1XX to 5XX, and 'default'"],
        ),
        (
            "3.1.0",
            "paths: {/a: {get: {responses: {200: {description: OK}, ok: {description: OK}}}}}",
            ["3:56 invalid 'ok' is no status; those are of three digits, 1XX to 5XX, and 'default'"],
        ),
        (
            "3.1.0",
            "components: {schemas: {a b: {type: string}}}",
            ["3:24 invalid 'a b' is no name of a component; those are of letters, digits, '.', '-' and '_'"],
        ),
        *(
            (
                "3.2.0",
                (
                    "paths: {/a: {get: {parameters: [{name: q, in: querystring, content: {text/plain: {}}}, "
                    f"{{name: r, in: {location}}}], responses: {{200: {{description: OK}}}}}}}}}}"
                ),
                ["3:20 invalid 'parameters' may hold one parameter of 'querystring', and beside it none of 'query'"],
            )
            for location in ("querystring, content: {text/plain: {}}", "query, schema: {}")
        ),
        # Keys that are empty have a place too.
        (
            "3.1.0",
            "components: {schemas: {A: {properties: {'': {minLength: -1}}}}}",
            ["3:46 schema 'minLength' must be at least 0, not -1"],
        ),
        (
            "3.1.0",
            "components: {schemas: {A: {properties: {'': {minimum: x}, minimum: {type: string}}}}}",
            ["3:55 schema 'minimum' must be a number, not a string"],
        ),
        (
            "3.1.0",
            "components: {schemas: {A: {properties: {'': 5}}}}",
            ["3:45 schema '' must be a boolean or an object, not an integer"],
        ),
        # One message for one fault.
        (
            "3.1.0",
            "paths: {/a: {get: {responses: {}}}}",
            ["3:20 invalid 'responses' must have at least 1 property, not 0"],
        ),
        (
            "3.0.0",
            "paths: {/a: {get: {responses: {'200': {content: {}}}}}}",
            ["3:32 invalid '200' needs 'description'"],
        ),
        # Parameters: alternatives, and what one field demands of another.
        (
            "3.1.0",
            "components: {parameters: {a: {name: a, in: query}}}",
            ["3:27 invalid 'a' needs 'schema' or 'content'"],
        ),
        (
            "3.1.0",
            "components: {parameters: {a: {name: a, in: path, schema: {}}}}",
            ["3:27 invalid 'a' needs 'required'"],
        ),
        (
            "3.2.0",
            "components: {parameters: {a: {name: a, in: query, schema: {}, example: 1, examples: {}}}}",
            ["3:27 invalid 'a' can't hold both 'example' and 'examples'"],
        ),
        (
            "3.1.0",
            "components: {parameters: {a: {name: a, in: query, style: matrix, schema: {}}}}",
            ["3:51 invalid 'style' must be 'form', 'spaceDelimited', 'pipeDelimited' or 'deepObject', not 'matrix'"],
        ),
        # Reference Objects: where there may be one, and where not.
        (
            "3.0.0",
            """
            paths: {/a: {get: {$ref: '#/x-a'}}}
            x-a: {responses: {'200': {description: OK}}}
            """,
            ["3:14 invalid 'get' can't be a $ref; OpenAPI has no Reference Object here"],
        ),
        (
            "3.1.0",
            """
            paths: {/a: {get: {responses: {'200': {$ref: '#/components/responses/OK'}}}}}
            components: {responses: {OK: {description: OK}}}
            """,
            [],
        ),
        # What only a reference leads to.
        (
            "3.0.0",
            """
            paths: {/a: {get: {responses: {'200': {$ref: '#/x-a'}}}}}
            x-a: {content: {}}
            """,
            ["4:1 invalid 'x-a' needs 'description'"],
        ),
    ],
)
def test_what_is_no_openapi_is_said_where_it_stands(say, version, text, expected):
    assert say(text, version) == expected


def test_another_file_is_checked_from_where_it_is_referred_to(say):
    files = {"b.yaml": "responses: {}\n", "c/d.yaml": "description: D\nheaders: {X: {schema: {maximum: a}}}\n"}
    text = "paths: {/a: {$ref: c/e.yaml}, /b: {get: {responses: {'200': {$ref: c/d.yaml}}}}}"
    files["c/e.yaml"] = "get: {responses: {}}\n"
    assert say(text, "3.1.0", files) == [
        "d.yaml:2:33 schema 'maximum' must be a number, not a string",
        "e.yaml:1:7 invalid 'responses' must have at least 1 property, not 0",
    ]


@pytest.mark.parametrize("version", ["3.0.0", "3.1.0", "3.2.0"])
def test_an_object_in_another_file_is_judged_as_one_in_components_is(say, version):
    parameters = (
        "{p: {name: p, in: query, schema: {}, content: {a/b: {}}}, q: {name: q, in: query, schema: {}, info: {}}}"
    )
    text = """
    paths:
      /a: {get: {parameters: [{$ref: 'b.yaml#/p'}, {$ref: 'b.yaml#/q'}], responses: {default: {description: OK}}}}
    """
    found = say(text, version, {"b.yaml": parameters})
    assert [line.partition(" ")[0] for line in found] == ["b.yaml:1:2", "b.yaml:1:95"]
    assert found[1].endswith("invalid 'info' is not known here")


def test_a_version_that_is_not_known_yet_is_not_judged_by_another(say):
    assert say("nextGreatThing: {}", "3.9.0") == []


@pytest.mark.parametrize(
    ("version", "schema", "expected"),
    [
        ("3.0.0", "{type: [string, 'null']}", ["'type' must be a string, not an array"]),
        ("3.1.0", "{type: [string, 'null']}", []),
        ("3.0.0", "{const: 1}", ["'const' is not known here"]),
        ("3.1.0", "{const: 1, unheardOf: 2}", []),
        ("3.0.0", "{exclusiveMinimum: 1}", ["'exclusiveMinimum' must be a boolean, not an integer"]),
        ("3.1.0", "{exclusiveMinimum: true}", ["'exclusiveMinimum' must be a number, not a boolean"]),
        ("3.1.0", "{properties: {a: {items: [1]}}}", ["'items' must be a boolean or an object, not an array"]),
        ("3.0.0", "{properties: {a: {minLength: -1}}}", ["'minLength' must be at least 0, not -1"]),
        ("3.1.0", "{required: [a, b, a]}", ["'required' holds an item twice"]),
        ("3.0.0", "{required: []}", ["'required' must have at least 1 item, not 0"]),
        ("3.1.0", "{required: true}", ["'required' must be an array, not a boolean"]),
        ("3.0.0", "{discriminator: {mapping: {}}}", ["'discriminator' needs 'propertyName'"]),
        ("3.1.0", "{xml: {name: 1}}", ["'name' must be a string, not an integer"]),
        ("3.2.0", "{xml: {nodeType: elem}}", ["'nodeType' must be 'element', 'attribute', 'text', 'cdata' or 'none'"]),
        ("3.0.0", "{$ref: '#/components/schemas/B', nullable: true}", []),
        ("3.1.0", "{$schema: 'http://json-schema.org/draft-04/schema#', exclusiveMinimum: true, minimum: 1}", []),
        ("3.1.0", "{$schema: 'https://example.org/dialect', type: 5}", []),
        # Regular expressions.
        ("3.1.0", "{pattern: '^[a-z'}", ["'^[a-z' is no regular expression of ECMA-262: unbalanced bracket"]),
        (
            "3.1.0",
            "{patternProperties: {'*': {}}}",
            ["'*' is no regular expression of ECMA-262: invalid atom character"],
        ),
        ("3.1.0", r"{pattern: '[\w-\.]+\p{L}(?<n>a)\k<n>'}", []),
        ("3.1.0", r"{pattern: '\h{'}", []),
        ("3.0.0", "{pattern: '(?i)a'}", ["'(?i)a' is no regular expression of ECMA-262: invalid group modifier"]),
    ],
)
def test_a_schema_is_judged_by_its_dialect(say, version, schema, expected):
    found = say(f"components: {{schemas: {{B: {{type: string}}, A: {schema}}}}}", version)
    assert len(found) == len(expected)
    for line, message in zip(found, expected, strict=True):
        assert f" schema {message}" in line


def test_the_dialect_of_a_description_is_that_of_its_schemas(say):
    text = "components: {schemas: {A: {exclusiveMinimum: true, minimum: 1}}}"
    assert len(say(text)) == 1
    assert say(f"jsonSchemaDialect: http://json-schema.org/draft-04/schema#\n{text}") == []
