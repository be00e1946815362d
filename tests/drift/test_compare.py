"""What is found where a description and routes differ, and where they only seem to."""

from __future__ import annotations

import time

import pytest

from sphinxext_rensei.drift import Endpoint, compare
from sphinxext_rensei.problems import Location
from sphinxext_rensei.routes import RouteParameter
from sphinxext_rensei.spec import Operation, Place
from tests.drift.conftest import make_route

SERVERS = "servers: [{url: 'https://example.com/api/v1'}]"


@pytest.mark.parametrize(
    ("operations", "routes"),
    [
        ([], []),
        (["GET /a", "POST /a"], ["POST /a", "GET /a"]),
        (["GET /"], ["GET /"]),
        # Percent-encoding makes no difference.
        (["GET /%C3%A9t%C3%A9/a b"], ["GET /été/a%20b"]),
        # What follows a path is no part of it.
        (["GET /a?x=1", "GET /b#c"], ["GET /a", "GET /b"]),
        # An expression may be a part of a segment.
        (["GET /a/{id}.json", "GET /a/v{version}"], ["GET /a/{id}.json", "GET /a/v{version}"]),
        # HEAD and OPTIONS are answered without a handler, and may have one.
        (["GET /a", "HEAD /a", "OPTIONS /a"], ["GET /a"]),
        (["GET /a"], ["GET /a", "HEAD /a", "OPTIONS /a"]),
        # A route for any method.
        (["GET /a", "DELETE /a"], ["* /a"]),
        # What stands for all the rest of a path is described as one parameter, or by what is below it.
        (["GET /files/{path}"], ["GET /files/{path...}"]),
        (["GET /files/{path}"], ["GET /files/{path...}", "GET /files/{path}"]),
        (["GET /files/a/b", "GET /files/{id}/c"], ["GET /files/{path...}"]),
        (["GET /auth/session", "POST /auth/signin/{provider}"], ["* /auth/{nextauth...}"]),
        # A parameter that has no operation of its own stands for what is described.
        (["POST /hooks/github", "POST /hooks/linear"], ["POST /hooks/{provider}"]),
        # Static segments go first.
        (["GET /users/me", "GET /users/{id}"], ["GET /users/{id}", "GET /users/me"]),
        (["GET /users/{id}"], ["GET /users/{id}", "OPTIONS /users/{id}"]),
    ],
)
def test_nothing_differs(told, operations, routes):
    assert told(operations, routes) == []


@pytest.mark.parametrize(
    ("operations", "routes", "found"),
    [
        ([], ["GET /a"], ["undocumented GET /a"]),
        (["GET /a"], [], ["unimplemented GET /a"]),
        # Methods of a path that both have.
        (["GET /a"], ["POST /a"], ["method GET /a", "method POST /a"]),
        (["GET /a"], ["GET /a", "POST /a"], ["method POST /a"]),
        (["GET /a", "PUT /a"], ["GET /a"], ["method PUT /a"]),
        (["HEAD /a"], ["POST /a"], ["method HEAD /a", "method POST /a"]),
        # The names of parameters make no difference to a call.
        (["GET /a/{id}"], ["GET /a/{key}"], ["parameters GET /a/{id}"]),
        (["GET /a/{x}/{y}"], ["GET /a/{y}/{x}"], ["parameters GET /a/{x}/{y}"]),
        # A slash at the end is told, and hides nothing else.
        (["GET /a/", "POST /a/"], ["GET /a"], ["method POST /a/", "trailing-slash GET /a/"]),
        (["GET /a", "GET /a/"], ["GET /a", "GET /a/"], []),
        (["GET /a/"], ["GET /a", "GET /a/"], ["undocumented GET /a"]),
        # So are capital letters.
        (["GET /Books/{id}"], ["GET /books/{key}"], ["case GET /Books/{id}", "parameters GET /Books/{id}"]),
        (["GET /Books", "GET /books"], ["GET /books"], ["case GET /Books"]),
        # A route for any method, and one for all below it, are told once.
        ([], ["* /a"], ["undocumented * /a"]),
        ([], ["GET /files/{path...}"], ["undocumented GET /files/{path}"]),
        (["GET /files"], ["GET /files/{path...}"], ["undocumented GET /files/{path}", "unimplemented GET /files"]),
        (["POST /files/a"], ["GET /files/{path...}"],
         ["undocumented GET /files/{path}", "unimplemented POST /files/a"]),
        # A parameter that is described for itself stands for nothing else.
        (["GET /users/me", "GET /users/{id}"], ["GET /users/{id}"], ["unimplemented GET /users/me"]),
        # A static route hides the general one, with all its methods.
        (["POST /users/me"], ["POST /users/{id}", "GET /users/me"],
         ["undocumented POST /users/{id}", "method GET /users/me", "method POST /users/me"]),
        (["GET /a/x/c"], ["GET /a/{id}/b", "GET /a/{id}/c"], ["undocumented GET /a/{id}/b"]),
        (["GET /a/x/c"], ["GET /a/x/b", "GET /a/{id}/c"], ["undocumented GET /a/x/b"]),
        # A specific route is not what a general operation promises.
        (["GET /users/{id}"], ["GET /users/me"], ["undocumented GET /users/me", "unimplemented GET /users/{id}"]),
        # Alone, what else is automatic was meant.
        ([], ["OPTIONS /a", "HEAD /b"], ["undocumented OPTIONS /a", "undocumented HEAD /b"]),
    ],
)  # fmt: skip
def test_what_differs(told, operations, routes, found):
    assert told(operations, routes) == found


@pytest.mark.parametrize(
    ("servers", "route"),
    [
        (SERVERS, "/api/v1/a"),
        ("servers: [{url: 'https://example.com/api/v1/'}]", "/api/v1/a"),
        ("servers: [{url: /api}]", "/api/a"),
        ("servers: [{url: ./api}]", "/api/a"),
        ("servers: [{url: 'https://example.com'}]", "/a"),
        ("", "/a"),
        # Any of several servers.
        ("servers: [{url: 'https://example.com/api'}, {url: 'http://localhost:3000'}]", "/api/a"),
        ("servers: [{url: 'https://example.com/api'}, {url: 'http://localhost:3000'}]", "/a"),
        # Variables have their default, and every value that they list.
        ("servers: [{url: 'https://{host}/{base}', variables: {host: {default: h}, base: {default: v2}}}]", "/v2/a"),
        ("servers: [{url: '/{v}', variables: {v: {default: v1, enum: [v1, v2]}}}]", "/v1/a"),
        ("servers: [{url: '/{v}', variables: {v: {default: v1, enum: [v1, v2]}}}]", "/v2/a"),
        # One that can't be read has no base path.
        ("servers: [{url: 'http://[bad/api'}]", "/a"),
    ],
)
def test_base_paths_of_servers_count(told, servers, route):
    assert told(["GET /a"], [f"GET {route}"], extra=servers) == []
    assert told(["GET /a"], [f"GET /other{route}"], extra=servers) == [
        f"undocumented GET /other{route}",
        "unimplemented GET /a",
    ]


def test_servers_of_paths_and_operations_count(told):
    text = """
        servers: [{url: /api}]
        paths:
          /a: {get: {}}
          /b:
            servers: [{url: /hooks}]
            get: {}
            post: {servers: [{url: /}]}
    """
    assert told(text, ["GET /api/a", "GET /hooks/b", "POST /b"]) == []


def test_base_paths_can_be_given(told):
    assert told(["GET /a"], ["GET /b/a"], extra=SERVERS, bases=["/b"]) == []
    assert told(["GET /a"], ["GET /a"], extra=SERVERS, bases=[""]) == []


def test_what_a_parameter_may_be_may_each_have_a_route(drift_of):
    text = """
        paths:
          /hooks/{provider}:
            parameters:
              - {name: provider, in: path, required: true, schema: {enum: [github, linear, slack]}}
            post: {}
    """
    assert drift_of(text, ["POST /hooks/github", "POST /hooks/linear", "POST /hooks/slack"]).differences == ()
    (found,) = drift_of(text, ["POST /hooks/github", "POST /hooks/linear"]).differences
    assert found.message == "POST /hooks/{provider} has no route for provider = slack"
    (found,) = drift_of(text, []).differences
    assert found.message == "POST /hooks/{provider} is described, and has no route"


@pytest.mark.parametrize(
    ("operations", "found"),
    [
        (["GET /api/a"], []),
        (["GET /v1/a"], []),
        (["GET /api/a", "GET /v1/a"], []),
        ([], ["undocumented GET /api/a"]),
        (["POST /v1/a"], ["undocumented GET /api/a", "method POST /v1/a"]),
    ],
)
def test_a_handler_with_several_paths_needs_one_of_them_documented(told, operations, found):
    assert told(operations, ["GET /api/a", make_route("GET /v1/a", rewrites_to="/api/a")]) == found


@pytest.mark.parametrize(
    ("operations", "found"),
    [
        (["GET /files/{path}"], []),
        (["GET /files"], []),
        (["GET /files/a/b"], []),
        ([], ["undocumented GET /files", "undocumented GET /files/{path}"]),
    ],
)
def test_so_does_one_whose_last_segments_may_be_left_out(told, operations, found):
    path = RouteParameter(name="path", is_rest=True, is_optional=True)
    assert told(operations, ["GET /files", make_route("GET /files/{path...}", parameters=(path,))]) == found


def test_covered_endpoints_are_told_apart(drift_of):
    drift = drift_of(["GET /files/a", "GET /b"], ["GET /files/{path...}", "GET /b"])
    assert [(str(each.endpoint), each.route.path) for each in drift.covered] == [("GET /files/a", "/files/{path}")]


def test_differences_say_what_and_where(drift_of):
    drift = drift_of(
        ["GET /me", "GET /{id}", "GET /a"],
        ["GET /{id}", make_route("POST /a", file="a/route.ts", line=7, column=3), "PUT /b", "* /c"],
        prose=["GET /d/e", "PUT /b"],
    )
    assert [str(each.problem) for each in drift.differences] == [
        "route.ts:1:1: undocumented: /c has a route, and no operation",
        "api.yaml:6:5: unimplemented: GET /me is described, and has no route; requests to it reach GET /{id}",
        "api.yaml:10:5: method: GET /a is described, and its route (a/route.ts) answers POST",
        "a/route.ts:7:3: method: POST /a has a route, and is described for GET only",
        "guide.md:3:1: prose-unimplemented: GET /d/e is documented by hand, and has no route",
        "guide.md:3:1: prose-only: PUT /b is documented by hand, and not described",
    ]


@pytest.mark.parametrize(
    ("prose", "routes", "found"),
    [
        (["GET /a"], ["GET /a"], ["prose-only GET /a"]),
        (["GET /a"], ["GET /a", "POST /a"], ["undocumented POST /a", "prose-only GET /a"]),
        (["GET /a"], [], ["prose-unimplemented GET /a"]),
        (["GET /a"], ["POST /a"], ["undocumented POST /a", "prose-unimplemented GET /a"]),
        (["GET /f/x"], ["GET /f/{path...}"], ["prose-only GET /f/x"]),
        # What is described too is not documented by hand only.
        (["GET /{key}"], [], ["unimplemented GET /{id}"]),
    ],
)
def test_endpoints_documented_by_hand(told, prose, routes, found):
    described = ["GET /{id}"] if "{" in prose[0] else []
    assert told(described, routes, prose=prose) == found


@pytest.mark.parametrize(
    ("parameters", "query", "found"),
    [
        ("{name: a, in: query}", ["a"], []),
        ("{name: a, in: query}", ["a", "b", "b"], ["query GET /a"]),
        ("{name: a, in: header}", ["a"], ["query GET /a"]),
        ("{name: 'filter[x]', in: query}", ["filter"], []),
        ("{name: ids, in: query}", ["ids[]"], []),
        ("{name: key, in: query}", ["token"], []),
        # The names of an object's properties are sent, and of what may be one.
        ("{name: a, in: query, schema: {type: object}}", ["b"], []),
        ("{name: a, in: query, schema: {$ref: '#/components/schemas/A'}}", ["b"], []),
        ("{name: a, in: query, style: deepObject, schema: {type: object}}", ["b"], ["query GET /a"]),
    ],
)
def test_query_parameters_that_are_read_and_not_described(told, parameters, query, found):
    text = f"""
        paths: {{/a: {{get: {{parameters: [{parameters}]}}}}}}
        components:
          schemas: {{A: {{type: object}}}}
          securitySchemes: {{key: {{type: apiKey, in: query, name: token}}}}
    """
    assert told(text, [make_route("GET /a", query=tuple(query))]) == found


@pytest.mark.parametrize(
    ("operations", "routes", "hints"),
    [
        (["GET /a/books/{id}"], ["GET /a/tomes/{id}"], {"GET /a/tomes/{id}", "GET /a/books/{id}"}),
        (["GET /a/books"], ["GET /v2/a/books"], {"GET /v2/a/books", "GET /a/books"}),
        (["GET /a/books"], ["POST /a/tomes"], set()),
        (["GET /a/books"], ["GET /other/tomes"], set()),
        # The nearest, and each once.
        (["GET /a/book"], ["GET /a/books", "GET /a/cooks"], {"GET /a/book", "GET /a/books"}),
    ],
)
def test_a_renamed_path_is_hinted_at_on_both_sides(drift_of, operations, routes, hints):
    drift = drift_of(operations, routes)
    assert len(drift.differences) == len(operations) + len(routes)
    assert {each.similar for each in drift.differences} - {""} == hints


def test_comparing_takes_no_time_that_grows_with_the_square():
    """Every path has its neighbours on both sides, and none is there on both."""

    def seconds(count: int) -> float:
        paths = [f"/api/{at // 10}/old{at}/{{id}}" for at in range(count)]
        operations = [Operation(method="GET", path=path, place=Place("", path)) for path in paths]
        endpoints = [
            Endpoint(method="GET", path=each.path, served=(each.path,), location=Location("a.yaml"), operation=each)
            for each in operations
        ]
        routes = [make_route(f"GET {path.replace('old', 'new')}") for path in paths]
        before = time.process_time()
        differences = compare(endpoints, routes).differences
        assert [bool(each.similar) for each in differences] == [True] * 2 * count
        return time.process_time() - before

    assert min(seconds(2000) for _ in range(2)) < 10 * min(seconds(500) for _ in range(3))
