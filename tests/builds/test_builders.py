"""Every builder gives a whole page, without a warning."""

from __future__ import annotations

import re
import zipfile
from xml.etree import ElementTree as ET

import pytest

BUILDERS = (
    "html",
    "dirhtml",
    "singlehtml",
    "epub",
    "latex",
    "text",
    "man",
    "texinfo",
    "gettext",
    "xml",
    "pseudoxml",
)
GUIDE = """\
Guide
=====

.. rensei-operation:: lendBook

.. rensei-schema:: Loan

.. rensei-security::

.. rensei-operations::
"""


@pytest.mark.parametrize("name", BUILDERS)
def test_the_builder_builds_without_a_warning(make_project, api, name):
    files = {"api.yaml": api, "guide.rst": GUIDE}
    make_project(files, {"rensei_specs": {"lib": "api.yaml"}, "nitpicky": True}, buildername=name)


@pytest.mark.parametrize("theme", ["alabaster", "furo", "classic"])
def test_the_pages_are_built_in_any_theme(make_project, api, theme):
    project = make_project({"api.yaml": api}, {"rensei_specs": {"lib": "api.yaml"}, "html_theme": theme})
    assert project.soup("api/lib/books/getBook.html").select_one(".rensei-bar").get_text().split()[0] == "GET"


@pytest.fixture(scope="module")
def text_project(make_shared_project, api):
    return make_shared_project({"api.yaml": api}, {"rensei_specs": {"lib": "api.yaml"}}, "text")


LIST_BOOKS = """\
GET https://shelf.example/v2/books All books, newest first. limit integer 1 … 50 default 20 How many to return.
genre string crime poetry Somebody did it. Somebody felt it. 200 The books. X-Total How many there are. array of Book
isbn Its number. 9780306406157 title ≤ 200 characters author Author sequels default Anything else.
application/problem+json cause A detail. key header X-Key"""
LEND_BOOK = """\
POST /loans The loan. isbn reader pin callback uri A day Days date ≥ 1 Exactly one of two 201 Lent. uuid read-only
loans:write Told when it is back {$request.body#/callback} Thanks. application/json curl --request"""


@pytest.mark.parametrize(("page", "words"), [("books/listBooks", LIST_BOOKS), ("loans/lendBook", LEND_BOOK)])
def test_the_text_of_a_page_holds_every_name_type_constraint_and_description(text_project, page, words):
    text = re.sub(r"[\s*\"_]", "", text_project.read(f"api/lib/{page}.txt"))
    for word in words.split():
        assert re.sub(r"[\s*\"_]", "", word) in text, word


def test_a_read_only_property_is_left_out_of_the_request_and_a_write_only_one_out_of_the_response(make_project, api):
    page = make_project({"api.yaml": api}, {"rensei_specs": {"lib": "api.yaml"}}).soup("api/lib/loans/lendBook.html")
    request = {each.get_text() for each in page.select(".rensei-request .rensei-name")}
    response = {each.get_text() for each in page.select(".rensei-responses .rensei-name")}
    assert "pin" in request - response
    assert "id" in response - request


def test_descriptions_reach_the_message_catalog_and_facts_do_not(make_project, api):
    project = make_project({"api.yaml": api}, {"rensei_specs": {"lib": "api.yaml"}}, buildername="gettext")
    catalogs = "".join(path.read_text("utf-8") for path in project.outdir.rglob("*.pot"))
    assert 'msgid "Its number."' in catalogs
    assert 'msgid "integer"' not in catalogs


def test_script_and_style_are_loaded_only_where_they_are_needed(make_project, api):
    project = make_project({"api.yaml": api, "plain.rst": "Plain\n=====\n"}, {"rensei_specs": {"lib": "api.yaml"}})
    assert "rensei.css" in project.read("api/lib/books/getBook.html")
    assert "rensei.js" in project.read("api/lib/books/getBook.html")
    assert "rensei-overview" not in project.read("api/lib/books/getBook.html")
    for page in ("api/lib/index.html", "api/lib/books/index.html"):
        assert project.read(page).count("rensei-overview.") == 2
    assert "rensei.css" not in project.read("plain.html")
    assert (project.outdir / "_static/rensei.css").exists()


def test_our_markup_holds_no_inline_style_script_or_handler(make_project, api):
    project = make_project({"api.yaml": api, "guide.rst": GUIDE}, {"rensei_specs": {"lib": "api.yaml"}})
    for path in project.outdir.rglob("*.html"):
        for page in project.soup(str(path.relative_to(project.outdir))).select(".rensei-page"):
            assert not page.select('style, script:not([type="application/json"])')
            for each in page.find_all(True):
                assert not [name for name in each.attrs if name == "style" or name.startswith("on")], each


def test_ids_are_unique_on_every_page_and_in_one_file(make_project, api):
    for builder in ("html", "singlehtml"):
        project = make_project(
            {"api.yaml": api, "guide.rst": GUIDE}, {"rensei_specs": {"lib": "api.yaml"}}, buildername=builder
        )
        for path in project.outdir.rglob("*.html"):
            page = project.soup(str(path.relative_to(project.outdir)))
            ids = [each["id"] for each in page.select(".rensei-page [id]")]
            assert len(ids) == len(set(ids)), path


def test_in_one_file_what_is_embedded_has_targets_of_its_own(make_project, api):
    """References lead to the page of a thing, and the tabs of one drawing are not those of another."""
    text = f"See :rensei:op:`lendBook`.\n\n{GUIDE}"
    project = make_project({"api.yaml": api, "guide.rst": text}, {"rensei_specs": {"lib": "api.yaml"}}, "singlehtml")
    page = project.soup("index.html")
    embedded, whole = page.find_all(id=re.compile("^lib-lendBook(-2)?$"))
    assert (embedded["id"], whole["id"]) == ("lib-lendBook-2", "lib-lendBook")
    (reference,) = (each for each in page.select("a.reference") if each.get_text() == "lendBook")
    assert reference["href"] == "#lib-lendBook"
    groups = [{each["name"] for each in drawn.select("input[type=radio]")} for drawn in (embedded, whole)]
    assert groups[0]
    assert groups[0].isdisjoint(groups[1])


def test_latex_can_print_what_our_own_words_hold(make_project, api):
    """Sphinx's default engine knows of few characters beyond Latin; the project's own preamble stays."""
    conf = {"rensei_specs": {"lib": "api.yaml"}, "latex_elements": {"preamble": "% theirs"}}
    (book,) = make_project({"api.yaml": api}, conf, "latex").outdir.glob("*.tex")
    preamble, _, body = book.read_text("utf-8").partition(r"\begin{document}")
    declared = {chr(int(code, 16)) for code in re.findall(r"\\DeclareUnicodeCharacter\{(\w+)\}", preamble)}
    assert set(re.findall("[≤≥]", body)) <= declared
    assert "≥" in body
    assert "% theirs" in preamble


PROSE = """\
Prose
=====

.. rensei-endpoint:: POST /books/{isbn}/move
   :summary: Move a book

   To another shelf.

.. rensei-endpoint:: DELETE /shelves

:rensei:op:`POST /books/{isbn}/move` and :rensei:op:`DELETE /shelves`.
"""


def test_every_reference_in_latex_has_its_label(make_project, api):
    """To pages, sections and rows, and to what prose documents."""
    files = {"api.yaml": api, "guide.rst": GUIDE, "prose.rst": PROSE}
    (book,) = make_project(files, {"rensei_specs": {"lib": "api.yaml"}}, "latex").outdir.glob("*.tex")
    text = book.read_text("utf-8")
    labels = set(re.findall(r"\\label\{\\detokenize\{(.*?)\}\}", text))
    references = set(re.findall(r"\\hyperref\[\\detokenize\{(.*?)\}\]", text))
    assert len(references) > 10
    assert references - labels == set()


def test_a_book_holds_no_style_or_script_of_ours_and_ids_once(make_project, api):
    files = {"api.yaml": api, "guide.rst": GUIDE, "prose.rst": PROSE}
    project = make_project(files, {"rensei_specs": {"lib": "api.yaml"}}, "epub")
    (book,) = project.outdir.glob("*.epub")
    with zipfile.ZipFile(book) as held:
        assert [name for name in held.namelist() if "_static/rensei" in name] == []
        for name in held.namelist():
            if name.endswith(".xhtml"):
                page = ET.fromstring(held.read(name))
                ids = [each.attrib["id"] for each in page.iter() if "id" in each.attrib]
                assert len(ids) == len(set(ids)), name
                assert "_static/rensei" not in held.read(name).decode()


def test_a_response_says_its_first_paragraph_once(make_project):
    """Where the head of a response can't hold markup, and where there is no head."""
    description = """\
openapi: 3.1.0
info: {title: Test, version: "1"}
paths:
  /things:
    get:
      operationId: listThings
      responses: {"200": {description: "All `things`."}, "404": {description: None.}}
"""
    text = make_project({"api.yaml": description}, {"rensei_specs": {"api": "api.yaml"}}, "text").read(
        "api/api/default/listThings.txt"
    )
    assert (text.count('All "things"'), text.count("None.")) == (1, 1), text
