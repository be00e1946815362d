"""The map of a site as a page of it."""

from __future__ import annotations

import pytest

CONF = {"rensei_specs": {"lib": "api.yaml"}}
MAP = "All of it\n=========\n\n.. rensei-docs-map::\n"


INDEX = "Test\n====\n\n.. toctree::\n\n   map\n   api/lib/index\n"


def entries(page):
    """The sections of the map, each with the addresses of its links."""
    return {
        section.select_one(".rensei-title").find(string=True): [link["href"] for link in section.select("li a")]
        for section in page.select(".rensei-docs-map > section")
    }


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_it_leads_to_every_page_by_section(make_project, api, builder):
    files = {"api.yaml": api, "map.rst": MAP, "lost.rst": ":orphan:\n\nLost\n====\n", "index.rst": INDEX}
    project = make_project(files, CONF, builder)
    page = project.soup("map.html" if builder == "html" else "map/index.html")
    held = entries(page)
    relative = project.app.builder.get_relative_uri
    assert list(held) == [
        "Test",
        "Lending library",
        "Lending library: Books",
        "Lending library: Loans",
        "Lending library: Webhooks",
        "Lending library: Schemas",
        "In no table of contents",
    ]
    assert held["In no table of contents"] == [relative("map", "lost")]
    assert {uri for uris in held.values() for uri in uris} == {
        relative("map", docname) or "#" for docname in project.app.env.all_docs
    }
    (operation,) = page.select(f'.rensei-ops a[href="{relative("map", "api/lib/books/getBook")}"]')
    assert operation.select_one(".rensei-method").get_text() == "GET"
    assert operation.select_one(".rensei-path").get_text() == "/books/{isbn}"
    assert "[`GET /books/{isbn}`](api/lib/books/getBook.md)" in project.read("map.md")


@pytest.mark.parametrize("builder", ["singlehtml", "epub", "latex", "text", "man", "texinfo", "gettext", "xml"])
def test_every_builder_draws_it(make_project, api, builder):
    project = make_project({"api.yaml": api, "map.rst": MAP}, CONF, builder)
    if builder == "text":
        assert "In no table" not in project.read("map.txt")
        assert "GET" in project.read("map.txt")


def test_where_no_document_holds_it_a_page_of_its_own_does(make_project, api):
    project = make_project({"api.yaml": api}, {**CONF, "html_theme": "furo"})
    page = project.soup("docs-map.html")
    assert page.h1.get_text() == "All pages"
    assert "api/lib/books/getBook.html" in entries(page)["Lending library: Books"]
    assert page.select('link[href*="rensei.css"]')
    assert page.select('link[href*="rensei-overview.css"]')
    written = project.outdir.joinpath("docs-map.html").stat().st_mtime_ns
    project.build()
    assert project.outdir.joinpath("docs-map.html").stat().st_mtime_ns == written
    project.write({"more.rst": ":orphan:\n\nMore\n====\n"})
    project.build()
    assert entries(project.soup("docs-map.html"))["In no table of contents"] == ["more.html"]


@pytest.mark.parametrize("files", [{"map.rst": MAP}, {"docs-map.rst": "Mine\n====\n"}])
def test_no_page_is_made_where_there_is_one(make_project, files):
    project = make_project(files)
    assert project.soup("map.html" if "map.rst" in files else "docs-map.html").h1.find(string=True) != "All pages"
    assert project.outdir.joinpath("docs-map.html").exists() == ("docs-map.rst" in files)


def test_it_is_drawn_again_when_another_page_changes(make_project):
    project = make_project({"map.rst": MAP, "a.rst": "A\n=\n"})
    project.write({"a.rst": "B\n=\n"})
    project.build()
    links = [link.get_text() for link in project.soup("map.html").select(".rensei-docs-map a")]
    assert "B" in links
    assert "A" not in links
