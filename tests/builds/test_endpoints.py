"""Endpoints in prose, the map of route groups, and the coverage of the guides."""

from __future__ import annotations

import json
import re

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from sphinx.util.inventory import InventoryFile

from tests.builds.test_builders import BUILDERS
from tests.builds.test_incremental import output, read_again, rebuilt

CONF = {"rensei_specs": {"lib": "api.yaml"}, "nitpicky": True}
CARDS = """\
Readers
=======

.. rensei-endpoint:: post /readers/{id}/cards
   :summary: Make a card

   Needs :rensei:security:`key`; see ``GET /books``.

.. rensei-endpoint:: GET /readers
   :deprecated:
"""
MAP = """\
Map
===

.. rensei-routes::

   ``/readers/*``, ``/cards``
      For :rensei:op:`readers <getBook>`.

   ``/fines``
      What is owed.
"""
COVERAGE = "Coverage\n========\n\n.. rensei-coverage::\n"


def build(make_project, api, text="", *, title="Guide", conf=None, **options):
    files = {"api.yaml": api, "guide.rst": f"{title}\n{'=' * len(title)}\n\n{text}\n"}
    return make_project({**files, **options.pop("files", {})}, {**CONF, **(conf or {})}, **options)


def cells(project, path):
    """The rows of the table of a page, each a list of texts."""
    rows = project.soup(path).select(".rensei-page tbody tr")
    return [[" ".join(cell.get_text(" ").split()) for cell in row.find_all("td")] for row in rows]


# Endpoints -----------------------------------------------------------------------------------------------------------


def test_an_endpoint_has_the_head_of_an_operation_and_its_content(make_project, api):
    page = build(make_project, api, files={"cards.rst": CARDS}).soup("cards.html")
    first, second = page.select(".rensei-endpoint")
    assert first.select_one(".rensei-method.rensei-post").get_text() == "POST"
    assert first.select_one(".rensei-path var").get_text() == "{id}"
    assert first.select_one(".rensei-title").get_text() == "Make a card#"
    assert first.select_one(".rensei-lead p").get_text() == "Needs key; see GET /books."
    assert [link["href"] for link in first.select(".rensei-lead a")] == [
        "api/lib/index.html#lib-security/key",
        "api/lib/books/listBooks.html#lib-listBooks",
    ]
    assert second.select_one(".rensei-mark").get_text() == "deprecated"
    assert second.select_one(".rensei-bar")["id"] == "lib-GET~20~1readers"
    assert second.select_one(".rensei-anchor")["href"] == "#lib-GET~20~1readers"
    assert not second.select(".rensei-title, .rensei-lead")


def test_an_endpoint_is_found_by_roles_literals_indices_search_and_other_projects(make_project, api):
    text = ":rensei:op:`~POST /readers/{id}/cards` :any:`GET /readers` ``POST /readers/{id}/cards`` ``GET /readers``"
    project = build(make_project, api, text, files={"cards.rst": CARDS})
    links = [(link.get_text(), link["href"]) for link in project.soup("guide.html").select("div.body a.internal")]
    make, read = "cards.html#lib-POST~20~1readers~1{id}~1cards", "cards.html#lib-GET~20~1readers"
    assert links == [
        ("Make a card", make),
        ("GET /readers", read),
        ("POST /readers/{id}/cards", make),
        ("GET /readers", read),
    ]
    inventory = InventoryFile.loads((project.outdir / "objects.inv").read_bytes(), uri="").data["rensei:endpoint"]
    assert inventory["POST /readers/{id}/cards"].uri == make
    assert inventory["POST /readers/{id}/cards"].display_name == "Make a card"
    assert "/readers/{id}/cards POST" in project.soup("rensei-operations-by-path.html").get_text()
    found = project.read("searchindex.js")
    assert '"lib-POST~20~1readers~1{id}~1cards","Make a card"' in found
    assert re.search('"card": ?\\[', found)


def test_every_target_of_an_endpoint_is_on_its_page_and_in_its_contents(make_project, api):
    project = build(make_project, api, files={"cards.rst": CARDS}, conf={"html_theme": "furo"})
    page = project.soup("cards.html")
    for _, _, objtype, docname, anchor, _ in project.app.env.domains["rensei"].get_objects():
        assert objtype != "endpoint" or docname != "cards" or page.find(id=anchor), anchor
    assert "Make a card" in page.select_one(".toc-tree").get_text()


def test_an_endpoint_needs_no_description(make_project):
    text = "Guide\n=====\n\n.. rensei-endpoint:: GET /things\n\n   Words.\n\n``GET /things``, ``GET /other``\n"
    page = make_project({"guide.rst": text}, {"nitpicky": True}).soup("guide.html")
    assert page.select_one(".rensei-lead").get_text(strip=True) == "Words."
    assert [link["href"] for link in page.select("div.body p a.internal")] == ["#rensei-GET~20~1things"]


def test_an_endpoint_belongs_to_the_description_that_its_path_is_near(make_project, api):
    other = api.replace("/books", "/films").replace("/loans", "/seats")
    text = ".. rensei-endpoint:: GET /seats\n\n.. rensei-endpoint:: GET /x\n\n.. rensei-endpoint:: two:GET /y\n"
    conf = {"rensei_specs": {"lib": "api.yaml", "two": "two.yaml"}}
    project = build(make_project, api, text, files={"two.yaml": other}, conf=conf)
    prose = project.app.env.domains["rensei"].prose
    assert [(each.name, each.spec) for each in prose] == [("GET /x", "lib"), ("GET /seats", "two"), ("GET /y", "two")]


def test_an_endpoint_that_stays_out_of_the_index_is_drawn_alone(make_project, api):
    project = build(make_project, api, ".. rensei-endpoint:: GET /readers\n   :no-index:\n")
    assert project.soup("guide.html").select(".rensei-endpoint .rensei-bar")
    assert not project.app.env.domains["rensei"].prose
    assert "GET /readers" not in project.read("rensei-operations-by-path.html")


NO_ENDPOINT = "'GET readers' is not an endpoint such as 'GET /things/{id}': it is not a method and a path"


@pytest.mark.parametrize(
    ("directive", "warning"),
    [
        ("rensei-endpoint:: GET readers", f"{NO_ENDPOINT} [rensei.invalid-endpoint]"),
        (
            "rensei-endpoint:: GET /readers\n   :spec: other",
            "rensei_specs has no 'other'; it has 'lib' [rensei.unknown-spec]",
        ),
    ],
)
def test_a_faulty_endpoint_is_one_warning_and_its_content_stays(make_project, api, directive, warning):
    project = build(make_project, api, f".. {directive}\n\n   Kept.\n", warnings=True)
    assert project.warnings == f"guide.rst:4: WARNING: rensei-endpoint: {warning}\n"
    assert "Kept." in project.soup("guide.html").get_text()


def test_an_endpoint_without_an_argument_is_one_warning(make_project, api):
    project = build(make_project, api, ".. rensei-endpoint::\n", warnings=True)
    assert project.warnings.count("ERROR") == 1
    assert "1 argument(s) required" in project.warnings


def test_two_endpoints_of_one_shape_warn_with_the_other_place(make_project, api):
    again = "Again\n=====\n\n.. rensei-endpoint:: POST /readers/{reader}/cards\n"
    project = build(make_project, api, files={"cards.rst": CARDS, "again.rst": again}, warnings=True)
    assert project.warnings == (
        "again.rst:4: WARNING: rensei-endpoint: 'POST /readers/{reader}/cards' is documented at cards.rst:4 too "
        "[rensei.duplicate-endpoint]\n"
    )


NEW = (
    "paths:\n  /readers:\n    get: {operationId: listReaders, tags: [Books], responses: {'200': {description: ok}}}\n"
)


@pytest.mark.parametrize("pages", ["api/lib", None])
def test_an_endpoint_that_the_description_holds_by_now_warns(make_project, api, pages):
    specs = {"lib": {"path": "api.yaml", "pages": pages}}
    cards = CARDS.replace("key`; see ``GET /books``", "`")
    cards = cards.replace(":rensei:security:``", "a key")
    project = build(make_project, api, files={"cards.rst": cards}, conf={"rensei_specs": specs})
    project.write({"api.yaml": api.replace("paths:\n", NEW)})
    project.build(warnings=True)
    assert project.warnings == (
        "cards.rst:9: WARNING: rensei-endpoint: the description 'lib' holds 'GET /readers' now; use rensei-operation "
        "[rensei.described-endpoint]\n"
    )
    assert read_again(project) & {"cards", "guide"} == {"cards"}


def test_the_page_of_an_operation_is_home_where_prose_has_the_endpoint_too(make_project, api):
    text = ".. rensei-endpoint:: GET /books\n\n:rensei:op:`GET /books`"
    project = build(make_project, api, text, warnings=True)
    assert project.soup("guide.html").select_one("div.body p a")["href"].startswith("api/lib/books/listBooks.html")


def test_literals_near_an_endpoint_of_prose_warn_and_others_do_not(make_project, api):
    text = "``DELETE /readers``, ``GET /elsewhere``"
    project = build(make_project, api, text, files={"cards.rst": CARDS}, conf={"nitpicky": False}, warnings=True)
    assert project.warnings.count("WARNING") == 1
    assert "guide.rst:4: WARNING: no description has the endpoint 'DELETE /readers'; near are" in project.warnings


def test_a_description_may_name_an_endpoint_of_prose(make_project, api):
    def named(words, project):
        links = project.soup("api/lib/books/listBooks.html").select(".rensei-lead a")
        return [link["href"] for link in links if link.get_text() == words]

    project = build(make_project, api.replace("All books, newest first.", "See `GET /readers`."))
    assert not named("GET /readers", project)
    project.write({"cards.rst": CARDS, "index.rst": "I\n=\n\n.. toctree::\n\n   guide\n   cards\n   api/lib/index\n"})
    project.build()
    assert named("GET /readers", project) == ["../../../cards.html#lib-GET~20~1readers"]


def test_the_domain_tells_all_endpoints_with_their_places(make_project, api):
    project = build(make_project, api, files={"cards.rst": CARDS})
    endpoints = project.app.env.domains["rensei"].endpoints
    assert [(each.kind, each.name, each.docname, each.source, each.line) for each in endpoints] == [
        ("described", "GET /books", "api/lib/books/listBooks", "api.yaml", 19),
        ("described", "GET /books/{isbn}", "api/lib/books/getBook", "api.yaml", 57),
        ("described", "DELETE /books/{isbn}", "api/lib/books/delete-books-isbn", "api.yaml", 70),
        ("described", "POST /loans", "api/lib/loans/lendBook", "api.yaml", 77),
        ("prose", "GET /readers", "cards", "cards.rst", 9),
        ("prose", "POST /readers/{id}/cards", "cards", "cards.rst", 4),
    ]
    assert {each.title for each in endpoints} >= {"List books", "Make a card", "GET /readers"}


def test_the_heading_of_an_endpoint_is_translated(make_project, api, tmp_path):
    project = build(make_project, api, files={"cards.rst": CARDS}, buildername="gettext")
    assert 'msgid "Make a card"' in "".join(path.read_text("utf-8") for path in project.outdir.glob("cards.pot"))
    catalog = Catalog(locale="de")
    catalog.add("Make a card", "Einen Ausweis machen")
    folder = tmp_path / "locale" / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "cards.mo").open("wb") as file:
        write_mo(file, catalog)
    conf = {"language": "de", "locale_dirs": [str(tmp_path / "locale")]}
    german = build(make_project, api, files={"cards.rst": CARDS}, conf=conf)
    assert german.soup("cards.html").select_one(".rensei-title").get_text() == "Einen Ausweis machen#"
    assert "Einen Ausweis machen" in german.read("rensei-operations-by-path.html")


def test_what_an_author_writes_of_an_endpoint_is_text(make_project, api):
    text = ".. rensei-endpoint:: GET /a&b\"c'd{<i>}\n   :summary: <img src=x onerror=alert(1)> \\*no\\*\n"
    project = build(make_project, api, f"{text}\n:rensei:op:`~GET /a&b\"c'd{{<i>}}`\n\n.. rensei-routes::\n")
    page = project.soup("guide.html")
    assert not page.select("img, i")
    assert page.select_one(".rensei-path").get_text() == "/a&b\"c'd{<i>}"
    assert page.select_one(".rensei-title").get_text().startswith("<img src=x onerror=alert(1)>")


# The map -------------------------------------------------------------------------------------------------------------


def test_the_map_tells_of_every_group_what_is_described_prose_or_unknown(make_project, api):
    project = build(make_project, api, files={"cards.rst": CARDS, "map.rst": MAP})
    assert cells(project, "map.html") == [
        ["/readers/* /cards For readers .", "", "2 endpoints in prose: GET /readers Make a card"],
        ["/fines What is owed.", "", "unknown"],
        ["/books/*", "key or none , depending on the operation".replace(" ,", ","), "Books : 3 operations"],
        ["/loans", "key or oauth and key", "Lend a book"],
    ]
    page = project.soup("map.html")
    assert [link["href"] for link in page.select(".rensei-page a")] == [
        "api/lib/books/getBook.html#lib-getBook",
        "cards.html#lib-GET~20~1readers",
        "cards.html#lib-POST~20~1readers~1{id}~1cards",
        "api/lib/index.html#lib-security/key",
        "api/lib/books/index.html#lib-tag/Books",
        "api/lib/index.html#lib-security/key",
        "api/lib/index.html#lib-security/oauth",
        "api/lib/index.html#lib-security/key",
        "api/lib/loans/lendBook.html#lib-lendBook",
    ]


def test_a_map_without_content_has_the_groups_of_the_description(make_project, api):
    project = build(make_project, api, ".. rensei-routes::\n")
    assert [row[0] for row in cells(project, "guide.html")] == ["/books/*", "/loans"]


def test_a_field_list_names_groups_too(make_project, api):
    project = build(make_project, api, ".. rensei-routes::\n\n   :/fines, /debts: What is *owed*.\n")
    assert cells(project, "guide.html")[0] == ["/fines /debts What is owed .", "", "unknown"]


def test_a_definition_list_of_myst_names_groups(make_project, api):
    text = "# Map\n\n```{rensei-routes}\n`/fines`\n: What is owed.\n```\n"
    conf = {**CONF, "extensions": ["myst_parser", "sphinxext_rensei"], "myst_enable_extensions": ["deflist"]}
    project = make_project({"api.yaml": api, "map.md": text}, conf)
    assert cells(project, "map.html")[0] == ["/fines What is owed.", "", "unknown"]


def test_other_content_stands_above_the_map(make_project, api):
    project = build(
        make_project, api, ".. rensei-routes::\n\n   All *groups*.\n\n   :/fines: Owed.\n\n   A word more.\n"
    )
    page = project.soup("guide.html").select_one(".rensei-routes")
    assert [each.get_text() for each in page.find_all("p", recursive=False)] == ["All groups.", "A word more."]


def test_a_map_without_any_path_says_so(make_project):
    api = "openapi: 3.1.1\ninfo: {title: T, version: '1'}\npaths: {}\n"
    text = ".. rensei-routes::\n\n.. rensei-coverage::\n"
    page = build(make_project, api, text).soup("guide.html")
    assert [each.get_text() for each in page.select(".rensei-page p")] == ["There are no operations."] * 2


def test_a_map_counts_an_operation_below_the_tag_that_is_its_chapter(make_project, api):
    tags = api.replace("openapi: 3.1.1", "openapi: 3.2.0").replace(
        "tags:\n", "tags:\n  - {name: new, kind: badge}\n", 1
    )
    project = build(make_project, tags.replace("tags: [Books]", "tags: [new, Books]"), ".. rensei-routes::\n")
    assert cells(project, "guide.html")[0][2] == "Books : 3 operations"


@pytest.mark.parametrize(
    ("content", "warning"),
    [
        ("Just words.", "guide.rst:4: WARNING: rensei-routes: the content is no definition list or field list of"),
        (
            ":fines: Owed.",
            "guide.rst:6: WARNING: rensei-routes: 'fines' is not the beginning of paths such as",
        ),
    ],
)
def test_content_that_names_no_groups_is_one_warning(make_project, api, content, warning):
    project = build(make_project, api, f".. rensei-routes::\n\n   {content}\n", warnings=True)
    assert project.warnings.startswith(warning)
    assert project.warnings.count("WARNING") == 1
    assert project.warnings.endswith("[rensei.invalid-endpoint]\n")
    assert content.partition(": ")[2] in project.soup("guide.html").select_one(".rensei-routes").get_text()


# Coverage ------------------------------------------------------------------------------------------------------------

NAMING = """\
.. rensei-operation:: getBook
   :no-index:

:rensei:op:`listBooks` :rensei:param:`listBooks.limit`
"""


def test_coverage_counts_directives_roles_and_literals_of_guides_alone(make_project, api):
    project = build(
        make_project, api, NAMING, files={"coverage.rst": COVERAGE, "more.rst": "M\n=\n\n``POST /loans``\n"}
    )
    page = project.soup("coverage.html").select_one(".rensei-coverage")
    assert page.p.get_text() == "Guides name 3 of 4 operations."
    (link,) = page.select(".rensei-ops a")
    assert link["href"] == "api/lib/books/delete-books-isbn.html#lib-DELETE~20~1books~1{isbn}"
    assert "Names that lead nowhere" not in page.get_text()
    report = json.loads(project.read("rensei-coverage.json"))["descriptions"]["lib"]
    assert [(each["path"], each["documents"]) for each in report["mentioned"]] == [
        ("/books", ["guide"]),
        ("/books/{isbn}", ["guide"]),
        ("/loans", ["more"]),
    ]
    assert report["unmentioned"] == [
        {
            "method": "DELETE",
            "path": "/books/{isbn}",
            "title": "Remove a book",
            "document": "api/lib/books/delete-books-isbn",
        }
    ]


def test_coverage_tells_what_leads_nowhere_and_where_that_stands(make_project, api):
    text = "``PUT /books`` :rensei:op:`getBok` ``GET /elsewhere`` :rensei:op:`!getBook`"
    project = build(make_project, api, text, files={"coverage.rst": COVERAGE}, warnings=True)
    assert cells(project, "coverage.html") == [["PUT /books", "Guide , line 4"], ["getBok", "Guide , line 4"]]
    report = json.loads(project.read("rensei-coverage.json"))["descriptions"]["lib"]
    assert report["dangling"] == [
        {"name": "PUT /books", "kind": "literal", "document": "guide", "line": 4},
        {"name": "getBok", "kind": "role", "document": "guide", "line": 4},
    ]


def test_what_leads_nowhere_is_told_of_the_description_that_is_meant(make_project, api):
    conf = {"rensei_specs": {"lib": "api.yaml", "two": "two.yaml"}}
    text = ":rensei:op:`two:getBok` :rensei:op:`getBik` ``PUT /films``"
    films = api.replace("/books", "/films")
    project = build(make_project, api, text, files={"two.yaml": films}, conf=conf, warnings=True)
    report = json.loads(project.read("rensei-coverage.json"))["descriptions"]
    dangling = {name: [each["name"] for each in found["dangling"]] for name, found in report.items()}
    assert dangling == {"lib": ["getBik"], "two": ["PUT /films", "getBik", "two:getBok"]}


def test_what_another_project_has_leads_somewhere(make_project, api):
    first = build(make_project, api)
    conf = {
        "extensions": ["sphinxext_rensei", "sphinx.ext.intersphinx"],
        "intersphinx_mapping": {"lib": ("https://docs.example/", str(first.outdir / "objects.inv"))},
    }
    films = api.replace("Book", "Film").replace("book", "film")
    project = build(make_project, films, ":rensei:op:`getBook`", files={"coverage.rst": COVERAGE}, conf=conf)
    assert not cells(project, "coverage.html")


# All builders, all builds --------------------------------------------------------------------------------------------

GUIDES = {"cards.rst": CARDS, "map.rst": MAP, "coverage.rst": COVERAGE}


@pytest.mark.parametrize("name", BUILDERS)
def test_the_builder_builds_without_a_warning(make_project, api, name):
    build(make_project, api, files=GUIDES, buildername=name)


def test_the_text_of_a_page_holds_all(make_project, api):
    project = build(make_project, api, files=GUIDES, buildername="text")
    cards, routes, coverage = (" ".join(project.read(f"{name}.txt").split()) for name in ("cards", "map", "coverage"))
    assert 'Make a card ]- **POST** "/readers/{id}/cards" Needs "key"; see "GET /books"' in cards
    assert '**GET** "/readers" (deprecated)' in cards
    for words in ('"/readers/*"', "What is owed.", "*unknown*", "2 endpoints in prose:", "Books: 3 operations"):
        assert words in routes
    assert "Guides name 2 of 4 operations." in coverage
    assert '**POST** "/loans" Lend a book' in coverage


def test_translators_get_the_author_s_words_of_a_map_alone(make_project, api):
    project = build(make_project, api, files=GUIDES, buildername="gettext")
    catalog = project.read("map.pot")
    assert 'msgid "What is owed."' in catalog
    assert "in prose" not in catalog


CHANGES = {
    "an endpoint more": ("cards.rst", CARDS + "\n.. rensei-endpoint:: GET /fines\n"),
    "an endpoint less": ("cards.rst", CARDS.partition(".. rensei-endpoint:: GET")[0]),
    "an endpoint elsewhere": ("cards.rst", "Readers\n=======\n\nNone.\n"),
    "another heading": ("cards.rst", CARDS.replace("Make a card", "Issue a card")),
    "a mention more": ("cards.rst", CARDS + "\n``POST /loans``\n"),
    "a mention less": ("cards.rst", CARDS.replace("``GET /books``", "none")),
    "another title of an operation": ("api.yaml", ("Lend a book", "Give a book")),
    "another tag": ("api.yaml", ("tags: [Loans, Books]", "tags: [Lending, Books]")),
    "other security": ("api.yaml", ("      security: []\n", "      security: [oauth: []]\n")),
    "an operation more": ("api.yaml", ("paths:\n", NEW.replace("/readers", "/fines"))),
    "an operation less": ("api.yaml", ("    delete:\n", "    x-delete:\n")),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_is_gathered_follows_what_there_is(make_project, api, name):
    """A build after a change gives the bytes of a fresh one; literals near by become links, or cease to be."""
    path, change = CHANGES[name]
    changed = change if isinstance(change, str) else api.replace(*change, 1)
    naming = "``GET /readers`` ``GET /fines`` :rensei:op:`~POST /readers/{id}/cards` :rensei:op:`~lendBook`"
    files = {**GUIDES, "api.yaml": api, "guide.rst": f"Guide\n=====\n\n{naming}\n"}
    if name == "an endpoint elsewhere":
        files |= {"other.rst": "Other\n=====\n"}
    assert files[path] != changed
    conf = {**CONF, "suppress_warnings": ["rensei.unknown-endpoint", "rensei.unknown-operation"]}
    first = make_project(files, conf)
    moved = {"other.rst": CARDS.replace("Readers\n=======", "Other\n=====")} if "other.rst" in files else {}
    rebuilt(first, {path: changed, **moved})
    fresh = output(make_project({**files, path: changed, **moved}, conf))
    assert {name: content for name, content in output(first).items() if name in fresh} == fresh


def test_nothing_is_written_again_when_nothing_changed(make_project, api):
    project = build(make_project, api, files=GUIDES)
    project.build()
    assert "no targets are out of date" in project.status


def test_parallel_and_serial_builds_give_the_same_bytes(make_project, api):
    more = {f"guide{n}.rst": f"G{n}\n==\n\n``GET /readers`` ``GET /books``\n" for n in range(8)}
    serial = build(make_project, api, files={**GUIDES, **more})
    parallel = build(make_project, api, files={**GUIDES, **more}, parallel=2)
    assert output(serial) == output(parallel)
    assert serial.read("rensei-coverage.json") == parallel.read("rensei-coverage.json")
