"""What an operation is called, and that its page does not say it twice."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sphinxext_rensei.nodes import expand, rensei_page
from sphinxext_rensei.render import operation_nodes
from sphinxext_rensei.render.reference import operation_list

OK = {"204": {"description": "Done."}}

# The fields of GET /a, and its title.
TITLES = {
    "a summary": ({"summary": "List all", "description": "Lists all."}, "List all"),
    "an id": ({"operationId": "listAll", "description": "Lists all."}, "listAll"),
    "the description": ({"description": "Lists all."}, "Lists all"),
    "its first sentence": ({"description": "Lists\nall. Needs a key.\n\nMore."}, "Lists all"),
    "a sentence with an abbreviation": ({"description": "Lists all, e.g. none. Needs a key."}, "Lists all, e.g. none"),
    "a sentence of another script": ({"description": "すべて一覧表示する。鍵が必要。"}, "すべて一覧表示する。"),
    "not a long sentence": ({"description": "Lists " * 40}, "GET /a"),
    "not markup": ({"description": "Lists *all*."}, "GET /a"),
    "not a heading": ({"description": "# All\n\nLists."}, "GET /a"),
    "nothing": ({}, "GET /a"),
}


def words_of(page):
    return " ".join(" ".join(each.astext() for each in expand(page)).split())


@pytest.mark.parametrize(("fields", "title"), TITLES.values(), ids=TITLES)
def test_the_title_of_an_operation_is(context_of, fields, title):
    context = context_of(paths={"/a": {"get": {"responses": OK, **fields}}})
    assert context.description.operations[0].title == title


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"summary": "List all", "description": "list  all."}, ""),
        ({"description": "Lists all."}, ""),
        ({"summary": "List all", "description": "List all that there is."}, "List all that there is."),
    ],
)
def test_a_description_that_says_the_title_again_is_left_to_it(context_of, fields, shown):
    context = context_of(paths={"/a": {"get": {"responses": OK, **fields}}})
    operation = context.description.operations[0]
    assert words_of(operation_nodes(context, operation, sections=["description"])).endswith(fields["description"][-4:])
    below = words_of(operation_nodes(replace(context, titled=True), operation, sections=["description"]))
    assert below == f"GET /a {shown}".strip()


@pytest.mark.parametrize(
    ("fields", "words"),
    [({}, "GET /a"), ({"operationId": "b"}, "GET /a b"), ({"description": "Lists all."}, "GET /a Lists all")],
)
def test_a_list_of_operations_says_method_and_path_once(context_of, fields, words):
    context = context_of(paths={"/a": {"get": {"responses": OK, **fields}}})
    page = rensei_page("", operation_list(context, context.description.operations), kind="index", ids=[])
    assert words_of(page) == words
