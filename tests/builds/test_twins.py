"""The Markdown twins of a site, and the files that tell of it."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urljoin

import pytest
from markdown_it import MarkdownIt

CONF = {"rensei_specs": {"lib": "api.yaml"}, "extensions": ["sphinxext_rensei", "myst_parser"]}
GUIDE = """\
Guide
=====

.. meta::
   :description: What to do <first>.

See :doc:`sub/page`, :ref:`there <there>`, :rensei:op:`getBook`, :ref:`genindex` and `outside <https://x.example/>`_.

.. image:: cover.png
   :alt: The cover

.. rensei-operation:: getBook

.. only:: html

   For browsers.

.. only:: latex

   For paper.
"""
FILES: dict[str, Any] = {
    "guide.rst": GUIDE,
    "cover.png": b"\x89PNG",
    "sub/page.md": """\
---
description: A page
  of Markdown.
---
# Page.one

(there)=
## There

[Back](../guide.rst)
""",
    "sub/a.b.rst": "Dots\n====\n\nFirst words of *it*.\n\nMore.\n",
    "lost.rst": ":orphan:\n\nLost & found\n============\n",
    "index.rst": """\
Root
====

.. toctree::
   :caption: Guides

   guide
   sub/page

.. toctree::
   :hidden:

   sub/a.b
   api/lib/index
""",
}


@pytest.fixture(scope="module", params=["html", "dirhtml"])
def project(request, make_shared_project, api):
    return make_shared_project({"api.yaml": api, **FILES}, CONF, request.param)


def files(project):
    """The twins and what tells of them, with what they say."""
    found = [path for path in project.outdir.rglob("*.md") if not {"_static", "_sources"} & {*path.parts}]
    found += filter(Path.exists, map(project.outdir.joinpath, ("llms.txt", "llms-full.txt", "docs-map.json")))
    return {path.relative_to(project.outdir).as_posix(): path.read_bytes() for path in found}


def links(text):
    """Where the links of Markdown lead."""
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        for child in token.children or ():
            if target := child.attrs.get("href") or child.attrs.get("src"):
                yield str(target)


def page_path(project, docname):
    uri = project.app.builder.get_target_uri(docname)
    return f"{unquote(uri)}index.html" if uri.endswith("/") or not uri else unquote(uri)


def test_each_page_has_its_twin_and_leads_to_it(project):
    for docname in project.app.env.all_docs:
        path = page_path(project, docname)
        page = project.soup(path)
        (alternate,) = page.select('link[rel="alternate"][type="text/markdown"]')
        (control,) = page.select(".rensei-twin a")
        assert alternate["href"] == control["href"]
        assert urljoin(f"/{path}", alternate["href"]) == f"/{docname}.md"
        title = project.app.env.titles[docname].astext()
        assert project.read(f"{docname}.md").startswith(f"# {title}\n"), docname


def test_other_pages_have_none(project):
    page = project.soup("genindex.html" if project.app.builder.name == "html" else "genindex/index.html")
    assert not page.select('link[rel="alternate"], .rensei-twin')


def test_links_lead_to_twins_and_to_nothing_that_is_not_there(project):
    for path, content in files(project).items():
        if path.endswith((".md", ".txt")):
            for link in links(content.decode()):
                target = unquote(urljoin(f"/{path}", link).partition("#")[0]).removeprefix("/")
                there = project.outdir / target
                assert link.startswith(("https:", "#")) or there.is_file() or there.joinpath("index.html").is_file()
                if PurePosixPath(target).suffix == ".html" and not link.startswith("https:"):
                    assert "genindex" in target or path == "llms-full.txt", (path, link)


def test_a_twin_says_what_its_page_says(project):
    twin = project.read("guide.md")
    assert "See [Page.one](sub/page.md), [there](sub/page.md#there), [`getBook`](api/lib/books/getBook.md#" in twin
    assert "[outside](https://x.example/)" in twin
    assert "![The cover](_images/cover.png)" in twin
    assert "For browsers." in twin
    assert "For paper." not in twin
    assert "GET https://shelf.example/v2/books/{isbn}" in twin
    assert "[Back](../guide.md)" in project.read("sub/page.md")


def test_the_index_has_a_section_for_each_part_of_the_site(project):
    index = project.read("llms.txt")
    assert index.startswith("# Test\n\n> ")
    assert re.findall("^## (.*)", index, re.MULTILINE) == [
        "Root",
        "Guides",
        "Lending library",
        "Lending library: Books",
        "Lending library: Loans",
        "Lending library: Webhooks",
        "Lending library: Schemas",
        "Optional",
    ]
    lines = index.split("\n")
    assert "- [Guide](guide.md): What to do \\<first>." in lines
    assert "- [Page.one](sub/page.md): A page of Markdown." in lines
    assert "- [Dots](sub/a.b.md): First words of it." in lines
    assert (
        lines.index("- [Lost & found](lost.md)")
        > lines.index("## Optional")
        < lines.index("- [Book](api/lib/schemas/Book.md): One title.")
    )
    assert next(line for line in lines if "getBook" in line).endswith(": GET /books/{isbn}")


def test_the_map_holds_every_page_and_endpoint(project):
    held = json.loads(project.read("docs-map.json"))
    assert (held["version"], held["project"]) == (1, "Test")
    pages = {page["docname"]: page for page in held["pages"]}
    assert set(pages) == project.app.env.all_docs.keys()
    uri = {"html": "sub/page.html", "dirhtml": "sub/page/"}[project.app.builder.name]
    assert pages["sub/page"] == {
        "docname": "sub/page",
        "title": "Page.one",
        "description": "A page of Markdown.",
        "section": "Guides",
        "uri": uri,
        "markdown": "sub/page.md",
        "source": "sub/page.md",
    }
    operation = pages["api/lib/books/getBook"]
    named = ("spec", "operationId", "method", "path", "tag")
    assert tuple(operation[name] for name in named) == ("lib", "getBook", "GET", "/books/{isbn}", "Books")
    assert "source" not in operation
    assert pages["lost"]["section"] == ""
    assert list(pages)[-1] == "lost"
    endpoint = next(each for each in held["endpoints"] if each["path"] == "/books/{isbn}")
    assert endpoint["uri"].partition("#")[0] == operation["uri"]
    line = project.srcdir.joinpath(endpoint["source"]).read_text("utf-8").split("\n")[endpoint["line"] - 1]
    assert (endpoint["kind"], endpoint["method"], line.strip()) == ("described", "GET", "get:")


def test_one_file_holds_all_pages_in_reading_order(project):
    whole = project.read("llms-full.txt")
    titles = [page["title"] for page in json.loads(project.read("docs-map.json"))["pages"]]
    found = re.findall(r"^# (.*)\n\nSource: \[", whole, re.MULTILINE)
    assert found == titles


def test_a_second_build_rewrites_nothing(make_project, api):
    project = make_project({"api.yaml": api, **FILES}, CONF)
    written = {path: project.outdir.joinpath(path).stat().st_mtime_ns for path in files(project)}
    project.build()
    assert {path: project.outdir.joinpath(path).stat().st_mtime_ns for path in files(project)} == written


def test_an_edit_rewrites_the_twin_of_its_page(make_project, api):
    project = make_project({"api.yaml": api, **FILES}, CONF)
    written = {path: project.outdir.joinpath(path).stat().st_mtime_ns for path in files(project)}
    project.write({"sub/a.b.rst": FILES["sub/a.b.rst"].replace("First words", "Other words")})
    project.build()
    changed = {path for path in written if project.outdir.joinpath(path).stat().st_mtime_ns != written[path]}
    assert changed == {"sub/a.b.md", "llms.txt", "llms-full.txt", "docs-map.json"}
    assert "Other words of it." in project.read("llms.txt")


CHANGES: dict[str, tuple[str, str, str]] = {
    "a description": ("api.yaml", "Its number.", "Its ISBN."),
    "a comment in a description": ("api.yaml", "openapi:", "# Moves every line.\nopenapi:"),
    "an operation": (
        "api.yaml",
        "  /loans:\n",
        "  /new:\n    get: {operationId: addedOne, tags: [Books], responses: {'200': {description: ok}}}\n  /loans:\n",
    ),
    "a title": ("sub/a.b.rst", "Dots\n====", "Drop\n===="),
    "what a page says of itself": ("guide.rst", "What to do", "What not to do"),
    "the order of a hidden table of contents": (
        "index.rst",
        "   sub/a.b\n   api/lib/index\n",
        "   api/lib/index\n   sub/a.b\n",
    ),
    "a page": ("index.rst", "   sub/a.b\n", ""),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_a_change_leaves_is_what_a_fresh_build_gives(make_project, api, name):
    file, before, after = CHANGES[name]
    given = {"api.yaml": api, **FILES, "guide.rst": GUIDE.replace("getBook", "listBooks")}
    given["index.rst"] += "   map\n"
    given["map.rst"] = "Map\n===\n\n.. rensei-docs-map::\n"
    assert before in given[file]
    changed = {file: given[file].replace(before, after)}
    if name == "a page":
        changed["sub/a.b.rst"] = f":orphan:\n\n{given['sub/a.b.rst']}"
    project = make_project(given, CONF)
    project.write(changed)
    project.build()
    fresh = make_project({**given, **changed}, CONF)
    assert files(project) == files(fresh)
    assert project.read("map.html") == fresh.read("map.html")


def test_parallel_and_serial_builds_give_the_same_bytes(make_project, api):
    serial = make_project({"api.yaml": api, **FILES}, CONF)
    parallel = make_project({"api.yaml": api, **FILES}, CONF, parallel=2)
    assert files(serial) == files(parallel)


def test_addresses_are_whole_where_the_site_says_where_it_is(make_project, api):
    conf = {**CONF, "html_baseurl": "https://docs.example/v2"}
    project = make_project({"api.yaml": api, **FILES}, conf)
    base = "https://docs.example/v2/"
    assert f"- [Guide]({base}guide.md)" in project.read("llms.txt")
    page = json.loads(project.read("docs-map.json"))["pages"][1]
    assert (page["uri"], page["markdown"]) == (f"{base}guide.html", f"{base}guide.md")
    assert f"# Guide\n\nSource: [{base}guide.html]({base}guide.html)\n" in project.read("llms-full.txt")
    assert f"]({base}sub/page.md#there)" in project.read("llms-full.txt")
    assert "](sub/page.md#there)" in project.read("guide.md")


def test_a_page_that_is_gone_takes_its_twin_along(make_project):
    project = make_project(
        {"a.rst": "A\n=\n", "b/c.rst": "C\n=\n", "index.rst": "I\n=\n\n.. toctree::\n   :glob:\n\n   **\n"}
    )
    project.outdir.joinpath("notes.md").write_text("mine")
    project.outdir.joinpath("b/d.md").write_text("mine")
    project.srcdir.joinpath("a.rst").unlink()
    project.srcdir.joinpath("b/c.rst").unlink()
    project.write({"b.rst": "B\n=\n"})
    project.build()
    assert {path for path in files(project) if path.endswith(".md")} == {"b.md", "b/d.md", "index.md", "notes.md"}
    assert "b/c" not in project.read("docs-map.json")


def test_a_file_of_somebody_else_keeps_its_place(make_project):
    conf = {"html_extra_path": ["extra"], "exclude_patterns": ["extra"]}
    given = {
        "index.rst": "I\n=\n\n.. toctree::\n\n   a\n   b\n",
        "a.rst": "A\n=\n\n:doc:`b`\n",
        "b.rst": "B\n=\n",
        "extra/b.md": "mine",
        "extra/llms.txt": "mine",
        "extra/notes.md": "mine",
    }
    project = make_project(given, conf, warnings=True)
    told = [line for line in project.warnings.split("\n") if line]
    assert [re.findall(r"_build/html/(\S+) is another's", line) for line in told] == [["b.md"], ["llms.txt"]]
    assert all("[rensei.page]" in line for line in told)
    assert {project.read(name) for name in ("b.md", "llms.txt", "notes.md")} == {"mine"}
    assert "[B](b.html)" in project.read("a.md")
    assert not project.soup("b.html").select('link[rel="alternate"], .rensei-twin')
    page = next(each for each in json.loads(project.read("docs-map.json"))["pages"] if each["docname"] == "b")
    assert "markdown" not in page
    # What lay there before any build is another's too.
    other = make_project({"a.rst": "A\n=\n"}, build=False)
    folder = other.srcdir / "_build" / "html"
    folder.mkdir(parents=True)
    folder.joinpath("a.md").write_text("mine")
    other.build(warnings=True)
    assert "a.md is another's" in other.warnings
    assert other.read("a.md") == "mine"


def test_what_a_build_that_broke_off_has_left_is_ours(make_project):
    project = make_project({"a.rst": "A\n=\n"})
    project.outdir.joinpath("a.md").write_text("half")
    project.outdir.joinpath("llms.txt").unlink()
    project.write({"a.rst": "A\n=\n\nb\n"})
    project.build()
    assert project.read("a.md") == "# A\n\nb\n"
    assert "a.md" in project.read("llms.txt")


def test_what_tells_of_twins_is_mended_after_a_build_that_broke_off(make_project):
    """The pages were written, so that the next build writes none."""
    project = make_project({"a.rst": "A\n=\n"})
    whole, index = (project.outdir / name for name in ("llms-full.txt", "docs-map.json"))
    given = [path.read_bytes() for path in (whole, index)]
    for path in (whole, index):
        path.write_text("{}")
        os.utime(path, (1, 1))
    project.build()
    assert [path.read_bytes() for path in (whole, index)] == given


def test_a_twin_that_is_missing_is_written_again(make_project):
    project = make_project({"a.rst": "A\n=\n", "b.rst": "B\n=\n"})
    project.outdir.joinpath("a.md").unlink()
    project.build()
    assert project.read("a.md") == "# A\n"


def test_nothing_is_written_where_that_is_not_wanted(make_project, api):
    project = make_project({"api.yaml": api, **FILES}, CONF)
    project.write({}, {**CONF, "rensei_llms": False})
    project.build()
    assert files(project) == {}
    page = project.soup("guide.html")
    assert not page.select('link[rel="alternate"], .rensei-twin, script[src*="rensei-twin"]')


def test_a_site_of_one_page_has_one_twin(make_project, api):
    project = make_project({"api.yaml": api, **FILES}, CONF, "singlehtml")
    twin = project.read("index.md")
    assert all(f"# {title}\n" in twin for title in ("Root", "Guide", "Page.one", "Dots", "Lending library"))
    assert set(files(project)) == {"index.md", "llms.txt", "llms-full.txt", "docs-map.json"}
    (page,) = json.loads(project.read("docs-map.json"))["pages"]
    assert (page["docname"], page["uri"], page["markdown"]) == ("index", "index.html#document-index", "index.md")
    assert re.findall(r"\]\((.*)\)", project.read("llms.txt").split("## ")[1]) == ["index.md"]


@pytest.mark.parametrize("builder", ["epub", "text", "gettext", "xml"])
def test_other_builders_have_none(make_project, builder):
    project = make_project({"a.rst": "A\n=\n\n.. rensei-docs-map::\n"}, {}, builder)
    assert not [path for path in project.outdir.rglob("*") if path.name in {"a.md", "llms.txt", "docs-map.json"}]


def test_a_site_without_a_description_has_them_too(make_project):
    project = make_project({"a.rst": "A\n=\n\nFirst words.\n"})
    assert set(files(project)) == {"a.md", "index.md", "llms.txt", "llms-full.txt", "docs-map.json"}
    assert project.read("llms.txt").split("\n")[:3] == ["# Test", "", "> Test 1 documentation"]
    assert "- [A](a.md): First words." in project.read("llms.txt")


def test_its_words_are_those_of_the_site(make_project):
    project = make_project({"a.rst": "A\n=\n\n.. note:: b\n"}, {"language": "de"})
    assert "> **Bemerkung**" in project.read("a.md")
    assert project.soup("a.html").select_one(".rensei-twin").get_text().strip().endswith("Markdown ansehen")
    assert "Seiten in einer Datei" in project.read("llms.txt")


def test_a_site_among_the_sources_is_not_read(make_project):
    """By whatever builder, in whichever folder of the project it is."""
    project = make_project({"a.rst": "A\n=\n", "b.md": "# B\n"}, {"extensions": CONF["extensions"]})
    shutil.copytree(project.outdir, project.srcdir / "public/en/latest")
    for builder in ("html", "dirhtml", "text"):
        project.build(builder)
        assert project.app.env.all_docs.keys() == {"index", "a", "b"}


def test_no_list_of_files_leads_outside(make_project):
    project = make_project({"a.rst": "A\n=\n"})
    outside = project.outdir.parent / "notes.txt"
    outside.write_text("mine")
    project.outdir.joinpath("own.md").write_text("mine")
    listed = project.outdir / ".rensei-files"
    listed.write_text(listed.read_text("utf-8") + f"../notes.txt\n{project.srcdir}/a.rst\nown.md\n")
    project.build()
    assert outside.exists()
    assert project.srcdir.joinpath("a.rst").exists()
    assert not project.outdir.joinpath("own.md").exists()


def test_the_map_tells_endpoints_of_prose_apart(make_project, api):
    guide = "Guide\n=====\n\n.. rensei-endpoint:: POST /books/{isbn}/notes\n\n   Writes a note.\n"
    project = make_project({"api.yaml": api, "guide.rst": guide}, CONF)
    (prose,) = (each for each in json.loads(project.read("docs-map.json"))["endpoints"] if each["kind"] == "prose")
    page, _, target = prose.pop("uri").partition("#")
    assert prose == {
        "method": "POST",
        "path": "/books/{isbn}/notes",
        "kind": "prose",
        "source": "guide.rst",
        "line": 4,
        "spec": "lib",
    }
    assert project.soup(page).find(id=unquote(target)) or project.soup(page).find(id=target)
    assert "```http\nPOST /books/{isbn}/notes\n```\n\nWrites a note.\n" in project.read("guide.md")
