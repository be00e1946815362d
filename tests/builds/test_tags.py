"""Tags that nest, are grouped, or only label: what the pages and the sidebars show of them."""

from __future__ import annotations

import json

import pytest
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment.adapters.toctree import global_toctree_for_doc

from sphinxext_rensei.navigation import Navigation

API = """\
openapi: 3.2.0
info: {title: Library, version: "2"}
tags:
  - {name: Books, description: What can be lent.}
  - {name: Reviews, parent: Books, description: What readers say.}
  - {name: 'A2A -- "x"', summary: 'A2A -- "x"...'}
  - {name: beta, kind: badge, summary: Beta}
  - {name: partners, kind: audience, summary: For partners}
  - {name: odd, kind: region}
x-tagGroups:
  - {name: Core & more, tags: [Books, Unknown]}
paths:
  /books:
    get:
      operationId: listBooks
      tags: [beta, Books, partners]
      summary: List books
      responses: {"200": {description: ok}}
    post: {operationId: addBook, tags: [Books], summary: Add a book, responses: {"200": {description: ok}}}
  /reviews:
    get: {operationId: listReviews, tags: [Reviews], summary: List reviews, responses: {"200": {description: ok}}}
  /a2a:
    get: {operationId: ask, tags: ['A2A -- "x"', odd], summary: Ask, responses: {"200": {description: ok}}}
"""
CONF = {"rensei_specs": {"lib": "api.yaml"}, "html_theme": "furo"}


@pytest.fixture(scope="module")
def site(make_shared_project):
    return make_shared_project({"api.yaml": API, "guide.rst": "Guide\n=====\n"}, CONF)


def sidebar(project, docname):
    """The words of the sidebar, captions in brackets, current entries with a star."""
    items = project.soup(f"{docname}.html").select(".sidebar-tree li")
    words = []
    for item in items:
        caption = item.find("p", recursive=False)
        link = item.find("a", recursive=False)
        mark = "*" if link and "current" in link.get("class", ()) else ""
        words.append(f"[{caption.get_text()}]" if caption else f"{link.get_text()}{mark}")
    return words


def headings(project, docname):
    """The headings of a page below its title, with their levels."""
    found = project.soup(f"{docname}.html").select("article :is(h2, h3, h4, h5)")
    return [(each.name, each.find(string=True)) for each in found]


def test_the_index_has_a_heading_for_each_group_and_tags_below_their_parents(site):
    assert headings(site, "api/lib/index") == [
        ("h2", "Operations"),
        ("h3", "Core & more"),
        ("h4", "Books"),
        ("h5", "Reviews"),
        ("h3", "Labels"),
        ("h4", "Beta"),
        ("h3", "Audiences"),
        ("h4", "For partners"),
        ("h3", "Other"),
        ("h4", 'A2A -- "x"...'),
        ("h4", "odd"),
    ]


def test_the_contents_of_the_index_nest_like_its_headings(site):
    def tree(items):
        return {
            item.find("a").get_text(): tree(item.find("ul", recursive=False).find_all("li", recursive=False))
            if item.find("ul", recursive=False)
            else {}
            for item in items
        }

    (top,) = site.soup("api/lib/index.html").select(".toc-tree > ul > li")
    assert tree(top.ul.find_all("li", recursive=False)) == {
        "Operations": {
            "Core & more": {"Books": {"Reviews": {}}},
            "Labels": {"Beta": {}},
            "Audiences": {"For partners": {}},
            "Other": {'A2A -- "x"...': {}, "odd": {}},
        }
    }


def test_sidebars_show_captions_and_the_operations_of_the_current_tag(site):
    around = ["[Labels]", "Beta", "[Audiences]", "For partners", "[Other]", 'A2A -- "x"...', "odd"]
    books = ["Library", "[Core & more]", "Books", "Reviews", *around]
    assert sidebar(site, "guide") == ["Guide*", *books]
    own = ["List books", "Add a book*", "Reviews"]
    assert sidebar(site, "api/lib/books/addBook") == ["Guide", *books[:3], *own, *around]
    own = ["Books*", "List books", "Add a book", "Reviews"]
    assert sidebar(site, "api/lib/books/index") == ["Guide", *books[:2], *own, *around]
    own = ["Books", "Reviews", "List reviews*"]
    assert sidebar(site, "api/lib/reviews/listReviews") == ["Guide", *books[:2], *own, *around]


@pytest.mark.parametrize("docname", ["api/lib/books/listBooks", "api/lib/books/addBook"])
def test_sidebars_of_themes_that_show_sections_show_none_of_ours(make_project, docname):
    """Pages of a folder share one sidebar, which would show the sections of the page that was written first."""
    conf = {**CONF, "html_theme": "alabaster", "html_sidebars": {"**": ["globaltoc.html"]}}
    parameters = "parameters: [{name: q, in: query, schema: {}}]"
    text = API.replace("summary: List books", f"{parameters}\n      summary: List books")
    tree = make_project({"api.yaml": text}, conf).soup(f"{docname}.html").select_one(".sphinxsidebar")
    links = [link.get_text() for link in tree.select("li a")]
    assert links[:5] == ["Library", "Books", "List books", "Add a book", "Reviews"]
    assert not {"Query parameters", "Operations"} & set(links)


THEME = """
from sphinx.environment.adapters.toctree import global_toctree_for_doc

extensions = ["sphinxext_rensei"]
templates_path = ["templates"]
rensei_specs = {"lib": "api.yaml"}

def setup(app):
    app.connect("html-page-context", add)

def add(app, pagename, template, context, doctree):
    def make(collapse):
        found = global_toctree_for_doc(app.env, pagename, app.builder, tags=app.tags, collapse=collapse)
        return " ".join(found.astext().split())
    context["generate_toctree_html"] = make
"""


def test_a_theme_that_makes_sidebars_itself_shows_the_current_tag_only(make_project):
    page = '{% extends "!page.html" %}{% block body %}<b>{{ generate_toctree_html(collapse=False) }}</b>{% endblock %}'
    project = make_project({"conf.py": THEME, "api.yaml": API, "templates/page.html": page, "index.rst": INDEX})
    words = project.soup("api/lib/reviews/listReviews.html").b.get_text()
    assert words == 'Library Books Reviews List reviews Beta For partners A2A -- "x"... odd'


INDEX = "Test\n====\n\n.. toctree::\n\n   api/lib/index\n"


def test_the_whole_contents_are_there_again_when_a_sidebar_is_made(site):
    navigation, env, builder = Navigation(site.app), site.app.env, site.app.builder
    assert isinstance(builder, StandaloneHTMLBuilder)

    def words():
        found = global_toctree_for_doc(env, "guide", builder, tags=site.app.tags, collapse=False, includehidden=True)
        assert found is not None
        return found.astext()

    before = words()
    with navigation.cut("guide"):
        assert "Add a book" not in words()
    assert words() == before
    assert "Add a book" in before


def test_titles_are_printed_as_written(site):
    """Sphinx's typography would make dashes, quotation marks and ellipses of them."""
    page = site.soup("api/lib/a2a-x/index.html")
    assert page.h1.find(string=True) == 'A2A -- "x"...'
    assert page.title.get_text().startswith('A2A -- "x"...')


def test_titles_are_printed_as_written_in_markdown_too(make_project):
    conf = {
        **CONF,
        "extensions": ["myst_parser", "sphinxext_rensei"],
        "source_suffix": {".md": "markdown"},
        "myst_enable_extensions": ["smartquotes", "replacements"],
    }
    project = make_project({"api.yaml": API, "index.md": "# Index\n\n```{toctree}\napi/lib/index\n```\n"}, conf)
    assert project.soup("api/lib/a2a-x/index.html").h1.find(string=True) == 'A2A -- "x"...'


def test_a_tag_s_page_shows_the_tags_below_it(site):
    assert headings(site, "api/lib/books/index") == [("h2", "Reviews")]
    page = site.soup("api/lib/books/index.html").select_one(".rensei-tag")
    assert [link["href"].partition("#")[0] for link in page.select(".rensei-ops a")] == [
        "listBooks.html",
        "addBook.html",
        "../reviews/listReviews.html",
    ]


def test_a_tag_s_page_leads_to_its_parent_and_says_an_unusual_kind(site):
    (link,) = site.soup("api/lib/reviews/index.html").select(".rensei-lead a")
    assert (link.parent.get_text(), link["href"]) == ("Part of Books.", "../books/index.html#lib-tag/Books")
    lead = site.soup("api/lib/reviews/index.html").select_one(".rensei-lead").get_text()
    assert lead.index("What readers say.") < lead.index("Part of Books.")
    assert "Kind: region." in site.soup("api/lib/odd/index.html").select_one(".rensei-lead").get_text()


def test_a_parent_without_a_page_is_named(make_project):
    tags = [{"name": "A", "summary": "Above"}, {"name": "B", "parent": "A"}]
    description = {"openapi": "3.2.0", "info": {"title": "T", "version": "1"}, "tags": tags, "paths": {}}
    conf = {"rensei_specs": {"s": "api.json"}, "nitpicky": True}
    project = make_project({"api.json": json.dumps(description)}, conf)
    assert "Part of Above." in project.soup("api/s/index.html").select_one("article, .body").get_text()


def test_labels_are_marks_of_an_operation_whose_home_is_a_chapter(site):
    page = site.soup("api/lib/books/listBooks.html")
    assert [mark.get_text() for mark in page.select(".rensei-bar .rensei-mark")] == ["Beta", "For partners"]
    assert not site.soup("api/lib/books/addBook.html").select(".rensei-mark")


def test_every_tag_of_an_operation_lists_it_and_the_first_is_home(site):
    for folder in ("beta", "books", "partners"):
        links = site.soup(f"api/lib/{folder}/index.html").select(".rensei-ops a")
        hrefs = [link["href"].partition("#")[0] for link in links]
        assert ("listBooks.html" if folder == "books" else "../books/listBooks.html") in hrefs
    assert [path.parent.name for path in site.outdir.rglob("listBooks.html")] == ["books"]


@pytest.mark.parametrize("builder", ["text", "latex", "singlehtml", "epub", "man", "texinfo", "gettext"])
def test_groups_are_there_in_every_builder(make_project, builder):
    conf = {**CONF, "html_theme": "alabaster"}
    project = make_project({"api.yaml": API}, conf, builder)
    if builder == "text":
        text = project.read("api/lib/index.txt")
        assert text.index("Core & more") < text.index("Books") < text.index("Reviews") < text.index("Labels")
