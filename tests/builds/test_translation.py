"""Descriptions and the extension's own words in another language."""

from __future__ import annotations

import re

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from sphinx.locale import init

from sphinxext_rensei.translation import CATALOG, LOCALE

API = """\
openapi: 3.1.0
info: {title: Pets, version: "1"}
tags:
  - {name: Animals, description: All *kinds* of them.}
paths:
  /pets:
    get:
      operationId: listPets
      tags: [Animals]
      summary: List pets
      description: |
        See [the guide](https://example.com/guide) and `GET /pets`.

        - One *point*.

        | Head |
        | ---- |
        | Cell |
      parameters:
        - name: kind
          in: query
          description: Which **kind**.
          schema: {type: string, enum: [cat], x-enumDescriptions: {cat: It *purrs*.}}
      responses:
        "200":
          description: The pets.
          content:
            application/json:
              schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}
        "404":
          description: No [pets](https://example.com/none).
components:
  schemas:
    Pet: {type: object, description: A pet., properties: {name: {type: string, description: Its name.}}}
"""

GERMAN = {
    "See [the guide](https://example.com/guide) and `GET /pets`.": (
        "Siehe `GET /pets` und [die Anleitung](https://example.com/anleitung)."
    ),
    "One *point*.": "Ein <b>Punkt</b>.",
    "Head": "Kopf",
    "Cell": "`Zelle`",
    "Which **kind**.": "Welche **Art** ``und`` :ref:`sonst` *nichts_.",
    "It *purrs*.": "Es *schnurrt*.",
    "The pets.": "Die Tiere.",
    "No [pets](https://example.com/none).": "Keine [Tiere](javascript:alert(1)).",
    "All *kinds* of them.": "Die *Arten* davon.",
    "List pets": "Tiere auflisten",
    "Its name.": "1. Sein Name.",
}


def translate(project, messages, domain="api"):
    catalog = Catalog(locale="de")
    for message, translation in messages.items():
        catalog.add(message, translation)
    folder = project.srcdir / "locale" / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with folder.joinpath(f"{domain}.mo").open("wb") as file:
        write_mo(file, catalog)


@pytest.fixture
def german(make_project):
    conf = {"rensei_specs": {"pets": "api.yaml"}, "language": "de", "locale_dirs": ["locale"], "nitpicky": True}
    project = make_project({"api.yaml": API}, conf, build=False)
    translate(project, GERMAN)
    return project


def test_translations_are_read_as_commonmark_on_pages_of_another_markup(german):
    german.build()
    page = german.soup("api/pets/animals/listPets.html")
    link = page.find("a", href="https://example.com/anleitung")
    assert link.get_text() == "die Anleitung"
    assert "Siehe GET /pets und die Anleitung." in page.get_text()
    assert page.find("strong", string="Punkt")
    assert page.find("th", string="Kopf") or page.find("p", string="Kopf")
    assert page.find("strong", string="Art")
    # What would be markup of the page's own language is text.
    assert ":ref:" in page.get_text()
    assert "javascript:" not in german.read("api/pets/animals/listPets.html")


def test_what_stands_in_attributes_is_translated(german):
    german.build()
    page = german.soup("api/pets/animals/listPets.html")
    assert "Es schnurrt." in page.get_text()
    assert any("Die Tiere." in each.get_text() for each in page.select("summary"))
    assert page.h1.get_text().startswith("Tiere auflisten")
    assert "Tiere auflisten" in german.soup("api/pets/animals/index.html").select_one(".rensei-ops").get_text()
    assert german.soup("api/pets/animals/index.html").find("em", string="Arten")
    schema = german.soup("api/pets/schemas/Pet.html").get_text()
    assert "1. Sein Name." in schema
    assert "/** 1. Sein Name. */" in schema


def test_every_builder_writes_translations(german):
    german.build("text")
    assert "die Anleitung" in german.read("api/pets/animals/listPets.txt")
    german.build("latex")


def test_messages_are_collected_with_the_lines_of_the_description(make_project):
    project = make_project({"api.yaml": API}, {"rensei_specs": {"pets": "api.yaml"}}, build=False)
    project.build("gettext")
    catalog = project.read("api.pot")
    for message in GERMAN:
        assert f'msgid "{message}"' in catalog, message
    places = dict(re.findall(r'#: (\S+)\nmsgid "([^"]+)"', catalog))
    lines = API.splitlines()
    assert [
        lines[int(place.rpartition(":")[2]) - 1] for place, text in places.items() if text == "Which **kind**."
    ] == ["          description: Which **kind**."]


def test_messages_are_collected_where_they_are_translated_already(german):
    german.build("gettext")
    assert 'msgid "The pets."' in german.read("api.pot")
    assert "Die Tiere." not in german.read("api.pot")


def test_the_extension_s_own_words_follow_the_language(german):
    german.build()
    page = german.soup("api/pets/animals/listPets.html")
    assert [each.get_text() for each in page.select(".rensei-title")] == ["Query-Parameter#", "Antworten#"]
    assert "Operationen nach Tag" in german.soup("rensei-operations-by-tag.html").h1.get_text()
    scripts = [each["src"].partition("?")[0].rpartition("/")[2] for each in page.select("script[src]")]
    assert scripts.index("rensei-words.js") < scripts.index("rensei.js")
    words = german.read("_static/rensei-words.js")
    assert '"Kopieren"' in words
    assert '"Ausprobieren"' in words
    callback = german.soup("_static/rensei-callback.html")
    assert (callback.html["lang"], callback.title.get_text()) == ("de", "Angemeldet")


def test_an_earlier_build_in_another_language_leaves_no_words(make_project, api):
    """Sphinx keeps its catalogs for the whole process."""
    init([str(LOCALE)], "de", CATALOG)
    page = make_project({"api.yaml": api}, {"rensei_specs": {"lib": "api.yaml"}}).read("api/lib/books/getBook.html")
    assert ">Responses<" in page
    assert "Antworten" not in page


def test_a_language_without_a_catalog_has_the_words_of_the_code(make_project):
    project = make_project({"api.yaml": API}, {"rensei_specs": {"pets": "api.yaml"}, "language": "ar"})
    page = project.soup("api/pets/animals/listPets.html")
    assert [each.get_text() for each in page.select(".rensei-title")] == ["Query parameters#", "Responses#"]
    assert not page.select("script[src*=rensei-words]")
    assert project.soup("_static/rensei-callback.html").html["lang"] == "en"


def test_serial_and_parallel_reading_give_the_same_words(german):
    german.build(parallel=2)
    parallel = german.read("api/pets/animals/listPets.html")
    german.build(freshenv=True)
    assert german.read("api/pets/animals/listPets.html") == parallel


def test_translations_of_trusted_descriptions_are_read_as_myst(make_project):
    conf = {
        "extensions": ["myst_parser", "sphinxext_rensei"],
        "rensei_specs": {"pets": "api.yaml"},
        "rensei_markup": "myst",
        "language": "de",
        "locale_dirs": ["locale"],
    }
    project = make_project({"api.yaml": API}, conf, build=False)
    translate(project, {"Which **kind**.": "Welche **Art** für {rensei:op}`listPets`."})
    project.build()
    page = project.soup("api/pets/animals/listPets.html")
    assert page.find("strong", string="Art")
    assert "Welche Art für listPets." in page.get_text()
