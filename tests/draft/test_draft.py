"""What is drafted for a route: its names, its parameters, and what its comment says."""

from __future__ import annotations

from typing import Any

import pytest

from sphinxext_rensei.checks import check
from sphinxext_rensei.draft import fragment, insert
from sphinxext_rensei.spec import load
from tests.drift.conftest import HEAD, make_route

NONE = "paths: {}"


def operation_of(drafts) -> Any:
    (found,) = drafts.operations
    return found.operation


def test_all_of_a_skeleton(draft_for):
    route = make_route("GET /api/books/{id}/pages/{path...}", query=("size", "size"), file="app/route.ts", line=7)
    assert fragment(draft_for(NONE, route)) == (
        """\
paths:
  /api/books/{id}/pages/{path}:
    # From app/route.ts:7
    get:
      tags:
        - Books
      operationId: getBookPage
      summary: Get book page
      parameters:
        - name: id
          in: path
          required: true
          schema:
            type: string
        - name: path
          in: path
          required: true
          description: The rest of the path, with its slashes.
          schema:
            type: string
        - name: size
          in: query
          schema:
            type: string
      responses:
        default:
          description: Not described yet.
"""
    )


@pytest.mark.parametrize("version", ["3.0.4", "3.1.1", "3.2.0"])
def test_a_draft_is_valid(tmp_path, draft_for, version):
    routes = [
        "GET /",
        "POST /a",
        "* /b/{x...}",
        "DELETE /a/{id}",
        "HEAD /c",
        make_route("GET /d", documentation=BLOCK),
    ]
    text = HEAD.replace("3.1.0", version) + fragment(draft_for(NONE, *routes))
    path = tmp_path / "drafted.yaml"
    path.write_text(text, "utf-8")
    loaded = load(path)
    assert len(loaded.description.operations) == len(routes)
    assert (*loaded.problems, *check(loaded)) == ()


@pytest.mark.parametrize(
    ("ids", "names"),
    [
        ((), ("listBooks", "createBook", "getBook", "deleteBookCopy")),
        (("findPets", "findDogs", "findCats"), ("findBooks", "createBook", "getBook", "deleteBookCopy")),
        (("list_pets",), ("list_books", "create_book", "get_book", "delete_book_copy")),
        (("list-pets",), ("list-books", "create-book", "get-book", "delete-book-copy")),
        (("ListPets",), ("ListBooks", "CreateBook", "GetBook", "DeleteBookCopy")),
        (("pets.list",), ("books.list", "book.create", "book.get", "book.copy.delete")),
        (
            ("pets/list-all",),
            ("books/list-books", "books/create-book", "books/get-book", "books/delete-book-copy"),
        ),
        # One that is taken tells what it is by, or has a number.
        (("listBooks", "getBook"), ("listBooks2", "createBook", "getBookById", "deleteBookCopy")),
    ],
)
def test_an_operation_id_is_of_the_kind_that_is_there(draft_for, ids, names):
    text = "paths:\n" + "".join(f"  /p{at}s: {{get: {{operationId: {name}}}}}\n" for at, name in enumerate(ids))
    routes = ("GET /v1/books", "POST /v1/books", "GET /v1/books/{id}", "DELETE /v1/books/{id}/copies/{number}")
    drafts = draft_for(text if ids else NONE, *routes)
    assert tuple(each.operation["operationId"] for each in drafts.operations) == names


@pytest.mark.parametrize(
    ("path", "tag"),
    [
        ("/api/books/{id}/copies", "Books"),
        ("/api/books", "Books"),
        ("/api/shelves", "Shelves"),
        ("/api/v2/loan-requests/{id}", "Loan requests"),
        ("/{id}", None),
        ("/api/user-groups", "UserGroups"),
    ],
)
def test_a_tag_is_that_of_the_operations_beside(draft_for, path, tag):
    text = """
        paths:
          /api/books/{id}: {get: {tags: [Books, Others]}}
          /api/people: {get: {tags: [People]}}
        tags: [{name: UserGroups}]
    """
    assert operation_of(draft_for(text, f"GET {path}")).get("tags") == ([tag] if tag else None)


@pytest.mark.parametrize(
    ("documentation", "summary", "description"),
    [
        ("", "List books", None),
        ("Lists  all\nbooks.", "Lists all books", None),
        ("Lists v1.2 of it. Slowly.\n\nOr not.", "Lists v1.2 of it", "Slowly.\n\nOr not."),
        ("Lists\n\nAll of it.", "Lists", "All of it."),
        ("Lists.\n@returns x", "Lists", None),
        ("No end " * 20, "List books", ("No end " * 20).strip()),
    ],
)
def test_the_words_of_a_comment_are_taken_over(draft_for, documentation, summary, description):
    operation = operation_of(draft_for(NONE, make_route("GET /books", documentation=documentation)))
    assert (operation["summary"], operation.get("description")) == (summary, description)


BLOCK = """\
Reads.
@openapi
/d:
  get:
    summary: Read one
    responses: {200: {description: OK}}
components: {schemas: {Book: {type: object}}}
"""


def test_a_block_of_a_comment_is_taken_over(draft_for):
    drafts = draft_for(NONE, make_route("GET /d", documentation=BLOCK))
    assert operation_of(drafts) == {
        "tags": ["D"],
        "operationId": "getD",
        "summary": "Read one",
        "responses": {"200": {"description": "OK"}},
    }
    assert drafts.components == {"schemas": {"Book": {"type": "object"}}}


def test_a_block_names_the_methods_where_the_code_does_not(draft_for):
    block = "@openapi\n/a: {post: {summary: P}, put: {}}\n/b: {get: {}}\n"
    drafts = draft_for(NONE, make_route("* /a", documentation=block), "* /c")
    assert [(each.method, each.path) for each in drafts.operations] == [("put", "/a"), ("post", "/a"), ("get", "/c")]
    assert [each.operation.get("description") for each in drafts.operations] == [
        *(None, None, "The route answers every method."),
    ]


def test_components_of_several_blocks_are_one(draft_for):
    texts = [f"@openapi\ncomponents: {{schemas: {{{name}: {{}}}}}}" for name in "AB"]
    drafts = draft_for(NONE, *(make_route(f"GET /{text[-5]}", documentation=text) for text in texts))
    assert drafts.components == {"schemas": {"A": {}, "B": {}}}


@pytest.mark.parametrize("depth", [100, 240])
def test_a_deep_block_is_taken_over_or_refused(draft_for, depth):
    deep = "{x: " * depth + "1" + "}" * depth
    drafts = draft_for(NONE, make_route("GET /d", documentation=f"@openapi\n/d: {{get: {{x-deep: {deep}}}}}"))
    text = HEAD + "paths: {}\n"
    changed, problems = insert(text, drafts, name="api.yaml", is_json=False)
    assert (changed == text) == bool(problems)
    assert fragment(drafts).count("x:") == depth


def test_a_block_names_the_parameters(draft_for):
    block = """\
@openapi
/api/books/{bookId}/x/{no}:
  get:
    parameters:
      - {name: bookId, in: path, required: true, schema: {type: integer}}
      - {name: q, in: query}
      - {name: other, in: path}
      - {$ref: '#/components/parameters/Page'}
"""
    drafts = draft_for(NONE, make_route("GET /api/books/{id}/x/{n}", documentation=block, query=("q", "r")))
    (found,) = drafts.operations
    assert found.path == "/api/books/{bookId}/x/{no}"
    assert found.operation["parameters"] == [
        {"name": "bookId", "in": "path", "required": True, "schema": {"type": "integer"}},
        {"name": "no", "in": "path", "required": True, "schema": {"type": "string"}},
        {"name": "q", "in": "query"},
        {"$ref": "#/components/parameters/Page"},
        {"name": "r", "in": "query", "schema": {"type": "string"}},
    ]


def test_new_paths_that_are_the_same_are_one(draft_for):
    drafts = draft_for(NONE, "GET /a/{x}", "POST /a/{y}", "PUT /a/{z}/b")
    assert [each.path for each in drafts.operations] == ["/a/{x}", "/a/{x}", "/a/{z}/b"]


def test_a_path_that_is_there_keeps_its_names_and_what_it_declares(draft_for):
    text = """
        paths:
          /books/{isbn}/copies/{no}:
            parameters: [{$ref: '#/components/parameters/Isbn'}]
            get: {}
        components:
          parameters: {Isbn: {name: isbn, in: path, required: true, schema: {}}}
    """
    (found,) = draft_for(text, "PUT /books/{id}/copies/{copy}").operations
    assert (found.path, found.method) == ("/books/{isbn}/copies/{no}", "put")
    assert [each["name"] for each in found.operation["parameters"]] == ["no"]


@pytest.mark.parametrize(
    ("servers", "bases", "path"),
    [
        ("servers: [{url: 'https://example.com/api'}]", None, "/books"),
        ("servers: [{url: 'https://example.com/api'}, {url: 'http://localhost'}]", None, "/books"),
        ("servers: [{url: 'https://example.com/ap'}, {url: 'http://localhost'}]", None, "/api/books"),
        ("servers: [{url: /v1}]", ["/api"], "/books"),
        ("", None, "/api/books"),
        ("servers: [{url: /api/books}]", None, "/"),
    ],
)
def test_a_path_is_below_the_base_path_of_the_servers(draft_for, servers, bases, path):
    (found,) = draft_for(f"{servers}\npaths: {{}}", "GET /api/books", bases=bases).operations
    assert found.path == path


@pytest.mark.parametrize(
    ("route", "message"),
    [
        ("GET /books", "GET /books: no server of the description has the path; their base paths are /api"),
        ("PURGE /api/books", "PURGE /api/books: a path item of OpenAPI 3.1.0 has no field for the method"),
        ("QUERY /api/books", "QUERY /api/books: a path item of OpenAPI 3.1.0 has no field for the method"),
        (
            make_route("GET /api/a", documentation="@openapi\n["),
            "the @openapi block: did not find expected node content",
        ),
    ],
)
def test_what_can_not_be_drafted_is_told(draft_for, route, message):
    drafts = draft_for("servers: [{url: /api}]\npaths: {}", route)
    (problem,) = drafts.problems
    assert str(problem).startswith("route.ts:1:1: ")
    assert message in str(problem)
