"""The sources that routes are read from, and those that are no code."""

from __future__ import annotations

import sys

import pytest

from sphinxext_rensei.routes import SOURCES, RouteParameter, read_routes


def test_each_source_can_be_loaded():
    assert list(SOURCES) == ["nextjs", "openapi", "list"]
    for name, source in SOURCES.items():
        assert (source.name, callable(source.function)) == (name, True)
        assert source.words


def test_an_unknown_source_is_an_error(tmp_path):
    with pytest.raises(KeyError):
        read_routes([tmp_path], "fortran")


def test_a_source_without_its_extra_names_it(tmp_path, monkeypatch):
    for name in [name for name in sys.modules if name.startswith("sphinxext_rensei.routes.nextjs")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "tree_sitter_typescript", None)
    with pytest.raises(ModuleNotFoundError, match=r"pip install 'sphinxext-rensei\[drift\]'") as caught:
        read_routes([tmp_path])
    assert caught.value.name == "tree_sitter_typescript"


# A line of a list, and its routes.
LINES = {
    "": set(),
    "   # only a comment": set(),
    "GET /things": {"GET /things"},
    "  post\t/things   # Makes one.  ": {"POST /things"},
    "GET /a#b": {"GET /a#b"},
    "GET /": {"GET /"},
    "* /things": {"* /things"},
    "ANY /things": {"* /things"},
    "all /things": {"* /things"},
    "QUERY /things": {"QUERY /things"},
    "GET /things/:id": {"GET /things/{id}"},
    "GET /things/{id}/:part(\\d+)/x": {"GET /things/{id}/{part}/x"},
    "GET /things/:id?": {"GET /things/{id}", "GET /things"},
    "GET /files/*": {"GET /files/{path}"},
    "GET /files/*rest": {"GET /files/{rest}"},
    "GET /files/:rest*": {"GET /files/{rest}", "GET /files"},
    "GET /files/{rest+}": {"GET /files/{rest}"},
    "GET /files/{*rest}": {"GET /files/{rest}"},
    "GET /files/{file:path}/raw": {"GET /files/{file}/raw"},
    "GET /files/<path:file>": {"GET /files/{file}"},
    "GET /things/<int:id>/<name>": {"GET /things/{id}/{name}"},
    "GET /feed.:format": {"GET /feed.{format}"},
    "GET /files/{**rest}": {"GET /files/{rest}"},
    "GET /files/{rest...}": {"GET /files/{rest}"},
    "POST /things:find": {"POST /things:find"},
    "POST /things/{id}:cancel": {"POST /things/{id}:cancel"},
    "GET /from-:a/to-:b": {"GET /from-{a}/to-{b}"},
}


@pytest.mark.parametrize(("line", "routes"), LINES.items(), ids=LINES)
def test_a_line_is_a_method_and_a_path(find, line, routes):
    assert find({"list.txt": f"PUT /other\r\n{line}\n"}, "list.txt", source="list") == {"PUT /other", *routes}


@pytest.mark.parametrize(
    ("path", "parameter"),
    [
        ("/:id", RouteParameter(name="id")),
        ("/{id?}", RouteParameter(name="id", is_optional=True)),
        ("/*", RouteParameter(name="path", is_rest=True)),
        ("/:id+", RouteParameter(name="id", is_rest=True)),
        ("/{id...}", RouteParameter(name="id", is_rest=True)),
        ("/{**id}", RouteParameter(name="id", is_rest=True)),
        ("/{id:[a-z]+}", RouteParameter(name="id")),
        ("/:id*", RouteParameter(name="id", is_rest=True, is_optional=True)),
    ],
)
def test_parameters_of_a_line_say_how_often_they_are_there(read, path, parameter):
    first, *_ = read({"list.txt": f"GET {path}"}, "list.txt", source="list").routes
    assert first.parameters == (parameter,)


def test_a_line_is_where_it_begins_and_is_documented_by_its_comment(read):
    (route,) = read({"list.txt": "\n\n  GET /things # Lists # all. \n"}, "list.txt", source="list").routes
    assert (route.line, route.column, route.documentation) == (3, 3, "Lists # all.")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("GET", "'' behind 'GET' is no path"),
        ("GET things", "'things' behind 'GET' is no path"),
        ("/things", "'/things' is no method"),
        ("GET /things 200", "'200' behind the path is no comment"),
        ("<b> /things", "'<b>' is no method"),
    ],
)
def test_a_line_that_is_no_route_is_told(read, line, message):
    found = read({"list.txt": f"GET /a\n {line}\nGET /b\n"}, "list.txt", source="list")
    assert [route.path for route in found.routes] == ["/a", "/b"]
    (problem,) = found.problems
    assert problem.message.startswith(message)
    assert (problem.code.value, problem.location.line, problem.location.column) == ("route-syntax", 2, 2)


@pytest.mark.parametrize("source", ["list", "openapi"])
@pytest.mark.parametrize(
    ("text", "code"),
    [
        (None, "missing-file"),
        (b"\xff\xff", "encoding"),
        ("openapi: 3.1.0\ninfo: {title: A, version: '1'}", "no-routes"),
    ],
)
def test_a_file_without_routes_is_told(read, source, text, code):
    text = "# nothing" if code == "no-routes" and source == "list" else text
    found = read({} if text is None else {"file": text}, "file", source=source)
    assert found.routes == ()
    assert code in {problem.code.value for problem in found.problems}


DESCRIPTION = """\
openapi: 3.1.0
info: {title: Test, version: "1"}
servers: [{url: "https://example.com/v1/"}, {url: "/v1"}, {url: "https://{host}/v2", variables: {host: {default: a}}}]
paths:
  /things/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    get:
      summary: One thing
      parameters: [{name: deep, in: query, schema: {type: boolean}}, {name: X, in: header, schema: {}}]
      responses: {"200": {description: It.}}
  /health:
    servers: [{url: "https://example.com"}]
    post:
      description: Is it well?
      responses: {"200": {description: It is.}}
webhooks:
  made: {post: {responses: {"200": {description: OK.}}}}
"""


def test_operations_of_a_description_are_routes(read):
    found = read({"api.yaml": DESCRIPTION}, "api.yaml", source="openapi")
    assert found.problems == ()
    health, *_ = [route for route in found.routes if route.path == "/health"]
    thing, *_ = [route for route in found.routes if route.path == "/v1/things/{id}"]
    assert [(route.path, route.rewrites_to) for route in found.routes] == [
        ("/v1/things/{id}", ""),
        # One of the addresses of an operation is enough to be documented.
        ("/v2/things/{id}", "/v1/things/{id}"),
        ("/health", ""),
    ]
    assert (thing.method, thing.query, thing.documentation) == ("GET", ("deep",), "One thing")
    assert thing.parameters == (RouteParameter(name="id"),)
    assert (health.method, health.line, health.column, health.documentation) == ("POST", 13, 5, "Is it well?")
    assert health.file.endswith("api.yaml")


@pytest.mark.parametrize(
    ("url", "path"),
    [("v1", "/v1/health"), ("../v1/", "/v1/health"), ("//example.com/v1", "/v1/health"), ("http://[", "/health")],
)
def test_a_server_may_be_relative_or_no_url(read, url, path):
    text = DESCRIPTION.replace('{url: "https://example.com"}', f'{{url: "{url}"}}')
    found = read({"api.yaml": text}, "api.yaml", source="openapi")
    assert [route.path for route in found.routes][-1] == path


def test_faults_of_a_description_are_told_and_the_rest_is_read(read):
    text = DESCRIPTION + "paths2: 1\ntags: 5\n"
    found = read({"api.yaml": text}, "api.yaml", source="openapi")
    assert len(found.routes) == 3
    assert [problem.location.line for problem in found.problems] == [19]


def test_a_large_tree_is_read_in_a_moment(read):
    """Each file is parsed once, however many others lead to it."""
    body = (
        "  const { searchParams } = new URL(request.url)\n  return Response.json(await list(searchParams.get('q')))\n"
    )
    text = "".join(
        f"/** Does {method}. */\nexport const {method} = withAuth(async (request: Request) => {{\n{body * 5}}})\n"
        for method in ("GET", "POST", "DELETE")
    )
    files = {f"app/api/v{number % 7}/[id]/{number}/route.ts": text for number in range(300)}
    files |= {f"app/api/old/{number}/route.ts": "export * from '@/shared'" for number in range(100)}
    files |= {
        "shared.ts": "export function PATCH() {}",
        "tsconfig.json": '{"compilerOptions": {"paths": {"@/*": ["./*"]}}}',
    }
    found = read(files)
    assert len(found.routes) == 1000
    assert found.problems == ()
