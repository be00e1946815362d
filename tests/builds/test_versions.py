"""The switch between versions of an API."""

from __future__ import annotations

import pytest

NEW = """\
openapi: 3.1.0
info: {title: Library, version: "2.1"}
tags: [{name: Titles}]
paths:
  /titles/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    get: {operationId: getBook, tags: [Titles], responses: {"200": {description: ok}}}
  /readers:
    get: {tags: [Titles], responses: {"200": {description: ok}}}
  /new:
    get: {operationId: getNew, tags: [Titles], responses: {"200": {description: ok}}}
components: {schemas: {Book: {type: object}}}
"""
OLD = """\
openapi: 3.1.0
info: {title: Library, version: "1.0"}
tags: [{name: Books}]
paths:
  /books/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    get: {operationId: getBook, tags: [Books], responses: {"200": {description: ok}}}
  /readers:
    get: {operationId: getReaders, tags: [Books], responses: {"200": {description: ok}}}
components: {schemas: {Book: {type: object}}}
"""
SPECS = {
    "new": {"path": "new.yaml", "api": "library"},
    "old": {"path": "old.yaml", "api": "library", "version": "one & only"},
    "other": {"path": "new.yaml"},
    "alone": {"path": "new.yaml", "api": "alone"},
    "unread": {"path": "new.yaml", "api": "library", "pages": None},
}
FILES = {"new.yaml": NEW, "old.yaml": OLD}


@pytest.fixture(scope="module")
def site(make_shared_project):
    guide = "Guide\n=====\n\n.. rensei-operation:: getBook\n"
    return make_shared_project({**FILES, "guide.rst": guide}, {"rensei_specs": SPECS})


def switch(project, docname):
    """The versions of a page and where they lead; the current one leads nowhere."""
    (found,) = project.soup(f"{docname}.html").select("nav.rensei-versions")
    return {link.get_text(): link.get("href") for link in found.select("a")}


@pytest.mark.parametrize(
    ("docname", "expected"),
    [
        ("api/new/titles/getBook", {"2.1": None, "one & only": "../../old/books/getBook.html"}),
        ("api/old/books/getBook", {"2.1": "../../new/titles/getBook.html", "one & only": None}),
        ("api/old/books/getReaders", {"2.1": "../../new/titles/get-readers.html", "one & only": None}),
        ("api/new/titles/get-readers", {"2.1": None, "one & only": "../../old/books/getReaders.html"}),
        ("api/new/titles/getNew", {"2.1": None, "one & only": "../../old/index.html"}),
        ("api/new/titles/index", {"2.1": None, "one & only": "../../old/index.html"}),
        ("api/new/schemas/Book", {"2.1": None, "one & only": "../../old/schemas/Book.html"}),
        ("api/new/schemas/index", {"2.1": None, "one & only": "../../old/schemas/index.html"}),
        ("api/new/index", {"2.1": None, "one & only": "../old/index.html"}),
    ],
)
def test_a_page_leads_to_the_same_thing_or_to_the_index(site, docname, expected):
    assert switch(site, docname) == expected


@pytest.mark.parametrize("docname", ["api/other/titles/getBook", "api/alone/titles/getBook", "guide"])
def test_there_is_no_switch_where_there_is_one_version_or_the_page_is_not_generated(site, docname):
    assert not site.soup(f"{docname}.html").select(".rensei-versions")


@pytest.mark.parametrize(("docname", "there"), [("api/new/index", True), ("api/alone/index", False), ("guide", False)])
def test_a_switch_brings_its_look(site, docname, there):
    assert bool(site.soup(f"{docname}.html").select("link[href*='rensei-versions.css']")) == there


def test_the_current_version_is_named_as_such(site):
    (current,) = site.soup("api/old/index.html").select(".rensei-versions [aria-current=page]")
    assert current.get_text() == "one & only"


def test_it_is_a_line_in_a_builder_without_html(make_project):
    project = make_project(FILES, {"rensei_specs": SPECS}, "text")
    assert "Version: **2.1**, one & only" in project.read("api/new/titles/getBook.txt")


@pytest.mark.parametrize("builder", ["singlehtml", "latex", "epub", "gettext", "man"])
def test_every_builder_bears_it(make_project, builder):
    make_project(FILES, {"rensei_specs": SPECS, "html_theme": "alabaster"}, builder)


def test_the_page_of_a_version_that_cannot_be_read_is_its_index(make_project):
    specs = {name: SPECS[name] for name in ("new", "old")}
    project = make_project({**FILES, "old.yaml": "openapi: ["}, {"rensei_specs": specs}, warnings=True)
    assert switch(project, "api/new/titles/getBook") == {"2.1": None, "one & only": "../../old/index.html"}


def test_a_switch_follows_a_change_of_the_other_version_alone(make_project):
    project = make_project(FILES, {"rensei_specs": SPECS})
    project.write({"old.yaml": OLD.replace("operationId: getBook", "operationId: getTitle")})
    project.build()
    assert switch(project, "api/new/titles/getBook") == {"2.1": None, "one & only": "../../old/index.html"}


def test_a_name_without_a_version_is_that_of_the_first_entry(make_project):
    guide = "Guide\n=====\n\n:rensei:op:`getBook` :rensei:op:`old:getBook` :rensei:op:`getReaders`\n"
    specs = {"z": {"path": "new.yaml", "api": "library"}, "old": {"path": "old.yaml", "api": "library"}}
    project = make_project({**FILES, "guide.rst": guide}, {"rensei_specs": specs, "nitpicky": True})
    links = [link["href"].partition("#")[0] for link in project.soup("guide.html").select("div.body p a")]
    assert links == ["api/z/titles/getBook.html", "api/old/books/getBook.html", "api/old/books/getReaders.html"]


def test_a_name_after_a_directive_is_that_of_its_version(make_project):
    guide = "Guide\n=====\n\n.. rensei-operation:: getBook\n   :spec: old\n\nSee :rensei:op:`getBook`.\n"
    project = make_project({**FILES, "guide.rst": guide}, {"rensei_specs": SPECS, "nitpicky": True})
    (link,) = project.soup("guide.html").select("div.body > div > section > p a, div.body section > p a")
    assert link["href"] == "api/old/books/getBook.html#old-getBook"
