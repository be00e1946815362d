"""``@openapi`` blocks of comments: what they say, where they break, and where they disagree with the description."""

from __future__ import annotations

import pytest

from sphinxext_rensei.drift import prose_of, read_annotation
from tests.drift.conftest import make_route

BOOKS = """\
Lists books.

@openapi
/books:
  parameters: [{name: shelf, in: query}]
  get:
    summary: Lists  books
    responses:
      200: {description: OK}
  post: {requestBody: {content: {application/json: {}}}}
@deprecated
"""
DESCRIBED = """
paths:
  /books:
    get:
      summary: Lists books
      parameters: [{name: shelf, in: query}]
      responses: {'200': {description: OK}}
"""


@pytest.mark.parametrize(
    ("documentation", "found"),
    [
        ("", []),
        ("Prose, and a mail to a@openapi.org.", []),
        (BOOKS, ["GET /books", "POST /books"]),
        ("@swagger\n/a: {put: {}}\n@openapi\n/b: {get: {}}", ["PUT /a", "GET /b"]),
        ("@openapi\npaths:\n  /a: {get: {}}", ["GET /a"]),
        ("  @openapi\n  /a:\n    get: {}\n  @returns x", ["GET /a"]),
        # What is no path, no item or no operation is left alone.
        ("@openapi\na: {get: {}}\n/b: 1\n/c: {get: 2, trace: {}, x-get: {}}", ["TRACE /c"]),
    ],
)
def test_the_operations_of_a_comment(documentation, found):
    annotation = read_annotation(make_route("GET /books", documentation=documentation))
    assert [f"{method} {path}" for path, method, _ in annotation.operations] == found
    assert annotation.problems == ()


def test_parameters_of_a_path_are_those_of_its_operations():
    annotation = read_annotation(make_route("GET /books", documentation=BOOKS))
    found = annotation.find("POST", "/books")
    assert found is not None
    assert found["parameters"] == [{"name": "shelf", "in": "query"}]


def test_the_components_of_all_blocks_count():
    text = "@openapi\ncomponents: {schemas: {A: {}}}\n@openapi\ncomponents: {schemas: {B: {}}, responses: {C: {}}}"
    annotation = read_annotation(make_route("GET /a", documentation=text))
    assert annotation.components == {"schemas": {"A": {}, "B": {}}, "responses": {"C": {}}}


@pytest.mark.parametrize(
    ("documentation", "prose"),
    [
        (BOOKS, "Lists books."),
        ("Lists books.\n@openapi\n/a: {get: {}}\n", "Lists books."),
        ("@returns x\nand more", ""),
        ("Mail a@b.org.\n\nMore.", "Mail a@b.org.\n\nMore."),
    ],
)
def test_the_prose_of_a_comment(documentation, prose):
    assert prose_of(documentation) == prose


@pytest.mark.parametrize(
    ("block", "place", "message"),
    [
        ("/a:\n  get: [", "6:12", "did not find expected node content while parsing a flow node"),
        ("/a:\n  get: {}\n  get: *x", "7:11", "the alias *x has no anchor before it"),
        ("/a:\n\tget: {}", "6:4", "a tab can't indent; YAML wants spaces"),
        ("just words", "4:4", "the @openapi block must be a mapping, of paths or of parts of a description"),
    ],
)
def test_a_broken_block_is_one_problem_in_its_file(tmp_path, block, place, message):
    """The second comment is the broken one, though the first has a block too."""
    lines = "\n".join(f" * {line}" for line in block.split("\n"))
    file = tmp_path / "route.ts"
    text = "/** @openapi */\n\n/** Reads.\n * @openapi\n{}\n */\nexport const GET = 1\n".replace("{}", lines)
    file.write_text(text, "utf-8")
    route = make_route("GET /a", file=str(file), line=text[: text.index("export")].count("\n") + 1)
    annotation = read_annotation(
        make_route("GET /a", file=route.file, line=route.line, documentation=f"@openapi\n{block}")
    )
    (problem,) = annotation.problems
    assert message in problem.message
    assert str(problem.location) == f"{file}:{place}"


def test_without_its_file_a_broken_block_is_a_problem_of_its_route():
    (problem,) = read_annotation(make_route("GET /a", line=7, documentation="@openapi\n[")).problems
    assert str(problem.location) == "route.ts:7:1"


def test_a_broken_block_of_another_file_is_a_problem_of_its_route(tmp_path):
    """The route's own file ends with a word that looks like the block's beginning."""
    file = tmp_path / "route.ts"
    file.write_text("export { GET } from './far'\n// @openapi", "utf-8")
    route = make_route("GET /a", file=str(file), line=1, documentation="@openapi\n\n/a: [")
    (problem,) = read_annotation(route).problems
    assert str(problem.location) == f"{file}:1:1"


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (("", ""), None),
        (("Lists  books", "All books"), ("the summary is", "'All books'", "'Lists books'")),
        (("200", "201"), ("the responses are", "201", "200")),
        (("name: shelf", "name: row"), ("the parameters are", "row (query)", "shelf (query)")),
        (("get:", "get: {requestBody: {content: {a/b: {}}}}\n  put:"), ("the request body is", "a/b", "none")),
        # What a block leaves out, or refers to, is no disagreement.
        (("name: shelf, in: query", "$ref: '#/components/parameters/Row'"), None),
        (("    responses:\n      200: {description: OK}\n", ""), None),
    ],
)
def test_where_a_block_and_the_description_disagree(drift_of, change, found):
    drift = drift_of(DESCRIBED, [make_route("GET /books", documentation=BOOKS.replace(*change))])
    pairs = zip(found or (), ("", " in the @openapi block,", " in the description"), strict=False)
    message = " ".join(f"{part}{where}" for part, where in pairs)
    assert [each.message for each in drift.differences] == ([f"GET /books: {message}"] if found else [])
    assert {each.kind.value for each in drift.differences} <= {"annotation"}


def test_a_block_for_another_path_is_told(drift_of):
    drift = drift_of(DESCRIBED, [make_route("GET /books", documentation=BOOKS.replace("/books:", "/tomes:"))])
    assert [each.message for each in drift.differences] == [
        "GET /books: the @openapi block describes GET /tomes, POST /tomes"
    ]
