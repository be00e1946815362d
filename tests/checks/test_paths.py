"""Path templates and path parameters."""

from __future__ import annotations

import pytest

OK = "responses: {'200': {description: OK}}"
PARAMETER = "{name: %s, in: path, required: true, schema: {type: string}}"
ID = PARAMETER % "id"


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (f"/a/{{id}}: {{get: {{parameters: [{ID}], {OK}}}}}", []),
        (f"/a/{{id}}: {{parameters: [{ID}], get: {{{OK}}}, put: {{{OK}}}}}", []),
        ("/a/{id}: {}", []),
        (
            f"/a/{{id}}: {{get: {{{OK}}}, put: {{{OK}}}}}",
            ["4:3 path-template the path '/a/{id}' has {id}, but there is no path parameter 'id'"],
        ),
        (
            f"/a/{{id}}:\n    get: {{{OK}}}\n    put: {{parameters: [{ID}], {OK}}}",
            ["5:5 path-template the path '/a/{id}' has {id}, but there is no path parameter 'id'"],
        ),
        (
            f"/a:\n    parameters:\n      - {ID}\n    get: {{{OK}}}",
            ["6:9 path-template the path parameter 'id' is not in the path '/a'"],
        ),
        (
            f"/a:\n    get:\n      parameters: [{ID}]\n      {OK}",
            ["6:20 path-template the path parameter 'id' is not in the path '/a'"],
        ),
        (
            f"/a/{{id}}: {{parameters: [{ID}]}}\n  /a/{{x}}: {{}}",
            ["5:3 path-template the path '/a/{x}' is the same as '/a/{id}': names of parameters make no difference"],
        ),
        ("/a/{id}/b: {}\n  /a/{id}/c: {}\n  /a/b/b: {}", []),
        (
            f"/{{id}}/{{id}}: {{get: {{parameters: [{ID}], {OK}}}}}",
            ["4:3 path-template the path '/{id}/{id}' has {id} more than once"],
        ),
        *(
            (f"'/a/{half}': {{}}", [f"4:3 path-template the path '/a/{half}' has a brace that is not one of a pair"])
            for half in ("{x", "x}", "{x{y}")
        ),
        (f"/a/{{x}}: {{get: {{parameters: [{{$ref: '#/nowhere'}}], {OK}}}}}", []),
        (f"/a/{{id}}: {{get: {{parameters: [{{$ref: '#/components/parameters/Id'}}], {OK}}}}}", []),
        (
            f"/a: {{get: {{parameters: [{{$ref: '#/components/parameters/Id'}}], {OK}}}}}",
            ["4:27 path-template the path parameter 'id' is not in the path '/a'"],
        ),
    ],
)
def test_templates_and_parameters_agree(say, paths, expected):
    assert say(f"paths:\n  {paths}\ncomponents: {{parameters: {{Id: {ID}}}}}") == expected


def test_a_path_item_elsewhere_counts_with_what_is_here(say):
    files = {"item.yaml": f"get: {{{OK}}}\nput: {{parameters: [{PARAMETER % 'other'}], {OK}}}\n"}
    text = f"paths:\n  /a/{{id}}: {{$ref: item.yaml, parameters: [{ID}]}}"
    assert say(text, files=files) == [
        "item.yaml:2:20 path-template the path parameter 'other' is not in the path '/a/{id}'"
    ]


def test_webhooks_and_callbacks_have_no_template(say):
    call = f"'{{$request.body#/url}}': {{post: {{{OK}}}}}"
    webhooks = f"webhooks: {{'a{{b}}': {{post: {{{OK}}}}}}}"
    assert say(f"paths: {{/a: {{post: {{callbacks: {{done: {{{call}}}}}, {OK}}}}}}}\n{webhooks}") == []
