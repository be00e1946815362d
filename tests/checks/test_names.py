"""Names that stand for a part of the description."""

from __future__ import annotations

import pytest

OK = "responses: {'200': {description: OK}}"
BASIC = "components: {securitySchemes: {a: {type: http, scheme: basic}}}"
LINKS = (
    "{a: {operationId: x}, b: {operationRef: '#/paths/~1a/get'}, "
    "c: {operationRef: 'https://example.org/api#/paths/~1a/get'}}"
)
MAPPING = "{b: B, c: '#/components/schemas/B', d: 'https://example.org/d'}"


@pytest.mark.parametrize(
    ("version", "text", "expected"),
    [
        ("3.1.0", "security: [{a: []}]", ["3:13 reference there is no security scheme 'a' in the components"]),
        (
            "3.1.0",
            f"paths: {{/a: {{get: {{security: [{{}}, {{a: []}}], {OK}}}}}}}",
            ["3:36 reference there is no security scheme 'a' in the components"],
        ),
        ("3.1.0", f"security: [{{a: []}}]\n{BASIC}", []),
        (
            "3.2.0",
            f"security: [{{'#/components/securitySchemes/a': []}}]\n{BASIC}",
            [],
        ),
        # Links.
        (
            "3.1.0",
            "components: {links: {a: {operationId: nothing}}}",
            ["3:39 reference the link leads nowhere: there is no operation 'nothing'"],
        ),
        (
            "3.1.0",
            "components: {links: {a: {operationRef: '#/paths/~1a/get'}}}",
            ["3:40 reference the link leads nowhere: there is no '#/paths/~1a/get'"],
        ),
        (
            "3.1.0",
            "components: {links: {a: {operationRef: 'http://['}}}",
            ["3:40 reference the link leads nowhere: there is no 'http://['"],
        ),
        (
            "3.1.0",
            f"components: {{links: {LINKS}}}\npaths: {{/a: {{get: {{operationId: x, {OK}}}}}}}",
            [],
        ),
        (
            "3.1.0",
            (
                "components: {links: {b: {operationRef: '#/paths/~1a/get'}}, "
                f"pathItems: {{a: {{get: {{{OK}}}}}}}}}\n"
                "paths: {/a: {$ref: '#/components/pathItems/a'}}"
            ),
            [],
        ),
        # Discriminators.
        (
            "3.1.0",
            "components: {schemas: {A: {discriminator: {propertyName: k, mapping: {b: B, c: '#/nowhere'}}}}}",
            [
                "3:74 reference 'b' leads nowhere: there is no schema 'B'",
                "3:80 reference 'c' leads nowhere: there is no schema '#/nowhere'",
            ],
        ),
        (
            "3.1.0",
            f"components: {{schemas: {{A: {{discriminator: {{propertyName: k, mapping: {MAPPING}}}}}, B: {{}}}}}}",
            [],
        ),
        # Tags and servers.
        ("3.1.0", "tags: [{name: a}, {name: b}, {name: a}]", ["3:37 invalid there is another tag 'a'"]),
        ("3.1.0", "servers: [{url: 'http://['}]", ["3:17 invalid 'http://[' is no URL"]),
        ("3.1.0", "servers: [{url: '/{v}'}]", ["3:17 invalid the URL has {v}, but there is no variable 'v'"]),
        (
            "3.1.0",
            "servers: [{url: '/', variables: {v: {default: a}}}]",
            ["3:34 invalid the variable 'v' is not in the URL '/'"],
        ),
        (
            "3.1.0",
            "servers: [{url: '/{v}', variables: {v: {default: c, enum: [a, b]}}}]",
            ["3:50 invalid the default of the variable 'v' is not one of its 'enum'"],
        ),
        ("3.1.0", "servers: [{url: '/{v}', variables: {v: {enum: [a]}}}]", ["3:37 invalid 'v' needs 'default'"]),
        (
            "3.1.0",
            f"paths: {{/a: {{get: {{servers: [{{url: '/{{v}}'}}], {OK}}}}}}}",
            ["3:36 invalid the URL has {v}, but there is no variable 'v'"],
        ),
    ],
)
def test_a_name_leads_to_one_thing(say, version, text, expected):
    assert say(text, version) == expected


def test_a_mapping_may_name_a_schema_of_its_own_file_or_lead_to_a_file(say):
    schema = "{discriminator: {propertyName: k, mapping: {a: Local, b: other.yaml, c: missing.yaml}}}"
    files = {"pet.yaml": f"components: {{schemas: {{Pet: {schema}, Local: {{}}}}}}\n", "other.yaml": "type: object\n"}
    text = "components: {schemas: {Pet: {$ref: 'pet.yaml#/components/schemas/Pet'}}}"
    assert say(text, files=files) == ["pet.yaml:1:101 reference 'c' leads nowhere: there is no schema 'missing.yaml'"]
