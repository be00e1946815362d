"""Sidebars: the current tag only, the same as Sphinx would make it, and no growth with the other tags."""

from __future__ import annotations

import json
import re

import pytest
import yaml

CONF = {"rensei_specs": {"lib": "api.yaml"}, "html_theme": "furo"}
PAGES = (
    "api/lib/books/listBooks",
    "api/lib/books/getBook",
    "api/lib/books/delete-books-isbn",
    "api/lib/loans/lendBook",
    "api/lib/webhooks/overdue",
    "api/lib/index",
    "api/lib/books/index",
    "guide",
)


@pytest.fixture(scope="module")
def cut(make_shared_project, api):
    return make_shared_project({"api.yaml": api, "guide.rst": "Guide\n=====\n"}, CONF)


@pytest.fixture(scope="module")
def whole(make_shared_project, api):
    conf = {**CONF, "rensei_collapse_navigation": False}
    return make_shared_project({"api.yaml": api, "guide.rst": "Guide\n=====\n"}, conf)


def entries(project, docname):
    tree = project.soup(f"{docname}.html").select_one(".sidebar-tree")
    return {link.get_text(): link for link in tree.select("a.reference")}


def test_the_sidebar_shows_the_operations_of_the_current_tag_only(cut):
    shown = entries(cut, "api/lib/books/getBook").keys()
    assert {"Books", "Loans", "Schemas", "List books", "Get a book"} <= shown
    assert not {"Lend a book", "Book", "A book is overdue"} & shown


def test_a_guide_s_sidebar_shows_the_tags_and_no_operation(cut):
    shown = entries(cut, "guide").keys()
    assert "Books" in shown
    assert "List books" not in shown


@pytest.mark.parametrize("docname", PAGES)
def test_every_entry_leads_where_the_whole_navigation_leads(cut, whole, docname):
    expected = entries(whole, docname)
    for words, link in entries(cut, docname).items():
        assert link["href"] == expected[words]["href"], words


@pytest.mark.parametrize("docname", PAGES)
def test_the_current_page_is_marked_as_sphinx_marks_it(cut, whole, docname):
    def marked(project):
        tree = project.soup(f"{docname}.html").select_one(".sidebar-tree")
        classes = [(each.a.get_text(), each["class"]) for each in tree.select("li.current")]
        return classes, [link.get_text() for link in tree.select("a.current")]

    assert marked(cut) == marked(whole)


def test_a_schema_s_page_marks_the_list_of_schemas(cut):
    tree = cut.soup("api/lib/schemas/Book.html").select_one(".sidebar-tree")
    (link,) = tree.select("a.current")
    assert link.get_text() == "Schemas"
    assert link["href"] == "index.html"


def test_the_sidebar_of_a_page_in_a_folder_of_the_schemas_leads_to_pages(make_project, api):
    document = yaml.safe_load(api)
    document["components"]["schemas"]["Shelf"] = {"properties": {"it": {"$ref": "more.json#/$defs/a~1b"}}}
    more = json.dumps({"$defs": {"a/b": {"type": "object"}}})
    project = make_project({"api.yaml": yaml.safe_dump(document), "more.json": more}, CONF)
    links = entries(project, "api/lib/schemas/a/b")
    assert links["Books"]["href"] == "../../books/index.html"
    assert links["Schemas"]["href"] == "../index.html"


def test_a_theme_that_asks_for_the_tree_in_its_template_gets_the_same(make_project, api):
    conf = {**CONF, "html_theme": "alabaster", "html_sidebars": {"**": ["globaltoc.html"]}}
    project = make_project({"api.yaml": api}, conf)
    sidebar = project.soup("api/lib/books/getBook.html").select_one(".sphinxsidebar")
    assert [link.get_text() for link in sidebar.select("a.current")] == ["Get a book"]
    assert "Lend a book" not in sidebar.get_text()


MANY = "\n".join(
    f"  /{number}: {{get: {{operationId: op{number}, summary: Operation {number}, tags: [Many], "
    'responses: {"200": {description: ok}}}}'
    for number in range(100)
)


@pytest.fixture(scope="module", params=["furo", "alabaster"])
def many(make_shared_project, request):
    text = f'openapi: 3.1.0\ninfo: {{title: Many, version: "1"}}\npaths:\n{MANY}\n'
    conf = {**CONF, "html_theme": request.param, "html_sidebars": {"**": ["globaltoc.html"]}}
    return make_shared_project({"api.yaml": text}, conf if request.param == "alabaster" else CONF)


@pytest.mark.parametrize(
    ("number", "shown", "more"),
    [
        (0, range(21), ["79 more"]),
        (50, range(30, 71), ["30 more", "29 more"]),
        (99, range(79, 100), ["79 more"]),
        (10, range(31), ["69 more"]),
    ],
)
def test_of_very_many_siblings_those_around_the_page_are_listed_and_the_list_of_all(many, number, shown, more):
    tree = many.soup(f"api/lib/many/op{number}.html").select_one(".sidebar-tree, .sphinxsidebar")
    links = {link.get_text(): link["href"] for link in tree.select("li a") if "Operation" in link.get_text()}
    assert links == {f"Operation {each}": "#" if each == number else f"op{each}.html" for each in shown}
    assert [(link.get_text(), link["href"]) for link in tree.select(".rensei-more a")] == [
        (words, "index.html") for words in more
    ]
    assert [each.a.get_text() for each in tree.select("li.current")][-1] == f"Operation {number}"


def test_the_page_of_a_tag_lists_all_its_operations(many):
    tree = many.soup("api/lib/many/index.html").select_one(".sidebar-tree, .sphinxsidebar")
    assert len([link for link in tree.select("li a") if "Operation" in link.get_text()]) == 100


def test_the_pages_below_an_index_are_in_no_section_of_it(make_project, api):
    """A printed book has its tags beside "Authentication", not within."""
    project = make_project({"api.yaml": api}, {"rensei_specs": {"lib": "api.yaml"}}, "latex")
    (book,) = project.outdir.glob("*.tex")
    headings = re.findall(r"^\\(chapter|(?:sub)*section)\{(.*?)\}", book.read_text("utf-8"), re.MULTILINE)
    levels = {title: level for level, title in headings}
    assert levels["Operations"] == levels["Authentication"] == levels["Books"] == levels["Schemas"]
