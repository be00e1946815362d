"""References, objects and indices of the domain."""

from __future__ import annotations

import json

import pytest
from sphinx.util.inventory import InventoryFile

SPECS = {"lib": "api.yaml"}


def build(make_project, api, text, **options):
    conf = {"rensei_specs": SPECS, "nitpicky": True, **options.pop("conf", {})}
    return make_project({"api.yaml": api, "guide.rst": f"Guide\n=====\n\n{text}\n"}, conf, **options)


def hrefs(project, path="guide.html"):
    found = project.soup(path).select("article a.reference.internal, div.body a.reference.internal")
    return {link.get_text(): link["href"] for link in found}


def test_every_role_leads_to_the_page_of_its_target(make_project, api):
    text = """\
:rensei:op:`getBook` :rensei:op:`GET /books` :rensei:op:`get /books/{isbn}` :rensei:op:`bookOverdue`
:rensei:schema:`Book` :rensei:field:`Book.isbn` :rensei:field:`#/components/schemas/Author/properties/born`
:rensei:param:`listBooks.limit` :rensei:param:`listBooks.query.genre` :rensei:tag:`Loans` :rensei:security:`key`
"""
    links = hrefs(build(make_project, api, text))
    assert links["getBook"] == "api/lib/books/getBook.html#lib-getBook"
    assert links["GET /books"] == "api/lib/books/listBooks.html#lib-listBooks"
    assert links["get /books/{isbn}"] == "api/lib/books/getBook.html#lib-getBook"
    assert links["Book"] == "api/lib/schemas/Book.html#lib-schemas/Book"
    assert links["Book.isbn"] == "api/lib/schemas/Book.html#lib-schemas/Book/isbn"
    assert links["#/components/schemas/Author/properties/born"].endswith("#lib-schemas/Author/born")
    assert links["listBooks.limit"] == "api/lib/books/listBooks.html#lib-listBooks/query/limit"
    assert links["listBooks.query.genre"].endswith("#lib-listBooks/query/genre")
    assert links["Loans"] == "api/lib/loans/index.html#lib-tag/Loans"
    assert links["key"] == "api/lib/index.html#lib-security/key"


NESTED = """\
openapi: 3.1.0
info: {title: T, version: "1"}
paths: {}
components:
  schemas:
    Page:
      properties:
        items: {type: array, items: {properties: {properties: {properties: {x: {}}}, a/b: {}}}}
        grid: {type: array, items: {type: array, items: {properties: {x: {}}}}}
        pair: {type: array, prefixItems: [{properties: {x: {}}}]}
        map: {type: object, additionalProperties: {properties: {x: {}}}}
        both: {allOf: [{properties: {x: {}}}, {properties: {y: {}}}]}
        named: {type: object, patternProperties: {"^x-": {properties: {x: {}}}}}
"""


@pytest.mark.parametrize(
    ("pointer", "anchor"),
    [
        ("properties/items", "items"),
        ("properties/items/items/properties/properties", "items/-/properties"),
        ("properties/items/items/properties/properties/properties/x", "items/-/properties/x"),
        ("properties/items/items/properties/a~1b", "items/-/a~1b"),
        ("properties/grid/items/items/properties/x", "grid/-/-/x"),
        ("properties/pair/prefixItems/0", "pair/0"),
        ("properties/pair/prefixItems/0/properties/x", "pair/0/x"),
        ("properties/map/additionalProperties/properties/x", "map/*/x"),
        ("properties/both/allOf/1/properties/y", "both/y"),
        ("properties/named/patternProperties/%5Ex-/properties/x", "named/~5Ex-/x"),
        ("properties/items/not", None),
        ("properties/items/properties", None),
        ("properties", None),
    ],
)
def test_a_field_is_found_by_its_json_pointer(nested, pointer, anchor):
    entry = nested.find(["field"], f"#/components/schemas/Page/{pointer}", "lib")
    assert (entry.node_id if entry else None) == (anchor and f"lib-schemas/Page/{anchor}")


@pytest.fixture(scope="module")
def nested(make_shared_project):
    project = make_shared_project({"api.yaml": NESTED}, {"rensei_specs": SPECS}, "dummy")
    return project.app.env.domains["rensei"]


def test_every_target_of_a_reference_is_on_its_page(make_project, api):
    project = build(make_project, api, "")
    for _, _, _, docname, anchor, _ in project.app.env.domains["rensei"].get_objects():
        assert project.soup(f"{docname}.html").find(id=anchor), (docname, anchor)


def test_any_finds_what_the_roles_find(make_project, api):
    links = hrefs(build(make_project, api, ":any:`getBook` :any:`Author` :any:`Author.born` :any:`oauth`"))
    assert {"getBook", "Author", "Author.born", "oauth"} <= links.keys()


def test_tilde_and_titles_and_bang(make_project, api):
    text = ":rensei:op:`~getBook` :rensei:op:`this one <getBook>` :rensei:op:`!getBook` :rensei:field:`~Book.isbn`"
    project = build(make_project, api, text)
    assert hrefs(project).keys() >= {"Get a book", "this one", "isbn"}
    assert "getBook" not in hrefs(project)


def test_an_unknown_target_warns_with_the_nearest_names_under_nitpicky(make_project, api):
    project = build(make_project, api, ":rensei:op:`getBok` :rensei:field:`Book.isbm`", warnings=True)
    assert "rensei:op reference target not found: getBok; near are 'getBook'" in project.warnings
    assert "Book.isbm; near are 'Book.isbn'" in project.warnings
    assert project.warnings.count("WARNING") == 2


def test_an_unknown_target_is_silent_without_nitpicky(make_project, api):
    build(make_project, api, ":rensei:op:`getBok`", conf={"nitpicky": False})


def test_a_name_may_begin_with_the_description(make_project, api):
    other = api.replace("Get a book", "Fetch a book")
    conf = {"rensei_specs": {"lib": "api.yaml", "two": "two.yaml"}, "nitpicky": True}
    text = "Guide\n=====\n\n:rensei:op:`two:getBook` :rensei:op:`getBook`\n"
    links = hrefs(make_project({"api.yaml": api, "two.yaml": other, "guide.rst": text}, conf))
    assert links["two:getBook"].startswith("api/two/")
    assert links["getBook"].startswith("api/lib/")


def test_the_search_names_an_operation_once(make_project, api):
    unnamed = api.replace("operationId: listBooks", "x-no: id")
    objects = build(make_project, unnamed, "").app.env.domains["rensei"].get_objects()
    found = {(docname, objtype) for _, _, objtype, docname, _, priority in objects if priority >= 0}
    pages = "api/lib/books/getBook", "api/lib/books/get-books"
    assert {each for each in found if each[0] in pages} == {(pages[0], "operation"), (pages[1], "endpoint")}


def test_the_inventory_holds_operations_endpoints_schemas_tags_schemes_webhooks(make_project, api):
    project = build(make_project, api, "")
    inventory = InventoryFile.loads((project.outdir / "objects.inv").read_bytes(), uri="").data
    assert set(inventory["rensei:operation"]) == {"listBooks", "getBook", "lendBook"}
    assert set(inventory["rensei:endpoint"]) == {
        "GET /books",
        "GET /books/{isbn}",
        "DELETE /books/{isbn}",
        "POST /loans",
    }
    assert set(inventory["rensei:schema"]) == {"Book", "Author", "Loan", "Problem"}
    assert set(inventory["rensei:tag"]) == {"Books", "Loans"}
    assert set(inventory["rensei:security"]) == {"key", "oauth"}
    assert set(inventory["rensei:webhook"]) == {"overdue", "bookOverdue"}
    assert "Book.isbn" in inventory["rensei:field"]
    assert "listBooks.query.limit" in inventory["rensei:param"]


def test_another_project_refers_through_intersphinx(make_project, api):
    first = build(make_project, api, "")
    conf = {
        "extensions": ["sphinxext_rensei", "sphinx.ext.intersphinx"],
        "intersphinx_mapping": {"lib": ("https://docs.example/", str(first.outdir / "objects.inv"))},
        "nitpicky": True,
    }
    text = """\
Guide
=====

:external:rensei:op:`GET /books` :rensei:op:`getBook` :rensei:schema:`Book` :rensei:field:`Book.isbn`
:rensei:tag:`Loans` :rensei:security:`key` :any:`lendBook`
"""
    second = make_project({"guide.rst": text}, conf)
    links = [link["href"] for link in second.soup("guide.html").select("a.reference.external")]
    assert "https://docs.example/api/lib/books/listBooks.html#lib-listBooks" in links
    assert len([link for link in links if link.startswith("https://docs.example/api/lib/")]) == 7


def test_three_indices_list_their_things(make_project, api):
    project = build(make_project, api, "")
    by_tag = project.soup("rensei-operations-by-tag.html").table.get_text()
    assert by_tag.index("Books") < by_tag.index("List books") < by_tag.index("Loans") < by_tag.rindex("Lend a book")
    assert "/books/{isbn} DELETE" in project.soup("rensei-operations-by-path.html").get_text()
    assert "Author" in project.soup("rensei-schemas.html").get_text()


def test_an_endpoint_in_a_description_becomes_a_link(make_project, api):
    project = build(make_project, api, "")
    link = project.soup("api/lib/books/listBooks.html").select_one(".rensei-lead a.internal")
    assert link.get_text() == "GET /books/{isbn}"
    assert link["href"] == "getBook.html#lib-getBook"


def test_the_first_embedding_is_home_where_no_pages_are_generated(make_project, api):
    files = {
        "api.yaml": api,
        "a.rst": "A\n=\n\n:rensei:op:`getBook`\n",
        "b.rst": "B\n=\n\n.. rensei-operation:: getBook\n   :no-index:\n",
        "c.rst": "C\n=\n\n.. rensei-operation:: getBook\n",
        "d.rst": "D\n=\n\n.. rensei-operation:: getBook\n",
    }
    project = make_project(files, {"rensei_specs": {"lib": {"path": "api.yaml", "pages": None}}, "nitpicky": True})
    assert hrefs(project, "a.html") == {"getBook": "c.html#lib-getBook"}


def test_an_operation_is_embedded_twice_on_a_page_with_targets_of_its_own(make_project, api):
    text = ".. rensei-operation:: getBook\n\n.. rensei-operation:: getBook"
    project = build(make_project, api, text)
    ids = [each["id"] for each in project.soup("guide.html").find_all(id=True)]
    assert len(ids) == len(set(ids))


def test_directives_are_there_in_the_domain_s_form_too(make_project, api):
    drawn = [
        ".. rensei:operation:: getBook\n   :sections: parameters, responses\n\n   Mind the dust.",
        ".. rensei:operations::\n   :path: /books*",
        ".. rensei:operations::\n   :tag: Loans",
        ".. rensei:schema:: #/components/schemas/Author",
        ".. rensei:tag:: Books",
        ".. rensei:security:: key",
        ".. rensei:spec::",
    ]
    text = "\n\n".join(drawn)
    page = build(make_project, api, text).soup("guide.html").get_text()
    for words in (
        "Mind the dust.",
        "/loans",
        "born",
        "What can be lent.",
        "A reader's key.",
        "Books, and who has them.",
    ):
        assert words in page, words


def test_sections_choose_what_is_drawn(make_project, api):
    project = build(make_project, api, ".. rensei-operation:: getBook\n   :sections: parameters")
    page = project.soup("guide.html")
    assert [each.get_text() for each in page.select(".rensei-page h2")] == ["Path parameters#"]


def test_types_of_bodies_are_there_in_the_languages_of_the_samples(make_project, api):
    project = build(make_project, api, "Text.", conf={"rensei_samples": ["curl", "python", "typescript"]})
    for page in ("api/lib/books/listBooks.html", "api/lib/schemas/Book.html"):
        (tabs,) = (each for each in project.soup(page).select(".rensei-samples") if "Types" in each.get_text())
        assert [each.get_text() for each in tabs.select("label")] == ["Python", "TypeScript"]
        assert "class Book(TypedDict" in tabs.get_text()
        assert "export interface Book {" in tabs.get_text()


def test_where_no_language_has_types_there_are_none(make_project, api):
    project = build(make_project, api, "Text.", conf={"rensei_samples": ["curl"]})
    assert ">Types<" not in project.read("api/lib/books/listBooks.html")


def test_a_wrong_section_is_one_message(make_project, api):
    project = build(make_project, api, ".. rensei-operation:: getBook\n   :sections: nothing", warnings=True)
    assert "'nothing' is not a section; sections are description" in project.warnings


def test_myst_pages_use_the_same_directives_and_roles(make_project, api):
    text = "# Guide\n\n{rensei:op}`getBook`\n\n```{rensei-operation} lendBook\n:sections: body\n```\n"
    conf = {"extensions": ["myst_parser", "sphinxext_rensei"], "rensei_specs": SPECS, "nitpicky": True}
    project = make_project({"api.yaml": api, "guide.md": text}, conf)
    assert hrefs(project)["getBook"] == "api/lib/books/getBook.html#lib-getBook"
    assert "reader" in project.soup("guide.html").select_one(".rensei-request").get_text()


def test_stubs_are_markdown_where_only_markdown_is_read(make_project, api):
    conf = {
        "extensions": ["myst_parser", "sphinxext_rensei"],
        "rensei_specs": SPECS,
        "source_suffix": {".md": "markdown"},
    }
    index = "# Index\n\n```{toctree}\napi/lib/index\n```\n"
    project = make_project({"api.yaml": api, "index.md": index}, conf)
    assert (project.srcdir / "api/lib/books/getBook.md").exists()
    assert project.soup("api/lib/books/getBook.html").h1.get_text().startswith("Get a book")


def test_myst_markup_has_roles_in_descriptions(make_project, api):
    trusted = api.replace("One title.", "One {rensei:field}`title <Book.title>`.\\n\\n### More\\n\\nWords.")
    trusted = trusted.replace("description: One {", 'description: "One {').replace("Words.\n", 'Words."\n')
    conf = {"extensions": ["myst_parser", "sphinxext_rensei"], "rensei_specs": SPECS, "rensei_markup": "myst"}
    page = make_project({"api.yaml": trusted}, conf).soup("api/lib/schemas/Book.html")
    assert page.select_one(".rensei-lead a.internal")["href"] == "#lib-schemas/Book/title"
    assert page.select_one(".rensei-lead p.rubric").get_text() == "More"


def test_myst_markup_needs_the_parser(make_project, api):
    project = make_project({"api.yaml": api}, {"rensei_specs": SPECS, "rensei_markup": "myst"}, warnings=True)
    assert "needs 'myst_parser' in extensions; 'commonmark' is used" in project.warnings


def test_an_endpoint_in_a_guide_becomes_a_link(make_project, api):
    project = build(make_project, api, "Call ``GET /books/{isbn}``, not ``GET /elsewhere`` or ``/books``.")
    links = hrefs(project)
    assert links["GET /books/{isbn}"] == "api/lib/books/getBook.html#lib-getBook"
    assert not {"GET /elsewhere", "/books"} & links.keys()


def test_an_endpoint_that_begins_like_a_described_one_and_is_not_known_warns(make_project, api):
    text = "Call ``PUT /books/{isbn}``, ``GET /books/{isbn}/cover``, ``GET /books/*``."
    project = build(make_project, api, text, conf={"nitpicky": False}, warnings=True)
    assert project.warnings.count("WARNING") == 2
    assert "no description has the endpoint 'PUT /books/{isbn}'; near are 'GET /books/{isbn}'" in project.warnings
    assert "rensei.unknown-endpoint" in project.warnings


def test_literals_stay_as_they_are_where_that_is_asked_for(make_project, api):
    project = build(make_project, api, "Call ``GET /books``.", conf={"rensei_link_literals": False})
    assert not hrefs(project).get("GET /books")
    assert not project.soup("api/lib/books/listBooks.html").select(".rensei-lead a.internal")


DOTTED = """\
openapi: 3.1.0
info: {title: T, version: "1"}
paths:
  /a:
    get:
      operationId: a
      parameters: [{name: b.c, in: query, schema: {}}, {name: query.d, in: query, schema: {}}]
      responses: {"200": {description: ok}}
  /ab:
    get:
      operationId: a.b
      parameters: [{name: c, in: query, schema: {}}, {name: c, in: header, schema: {}}]
      responses: {"200": {description: ok}}
  /aq:
    get:
      operationId: a.query
      parameters: [{name: query.d, in: query, schema: {}}]
      responses: {"200": {description: ok}}
  /twice/{id}:
    get:
      operationId: twice
      parameters: [{name: id, in: path, required: true, schema: {}}, {name: id, in: query, schema: {}}]
      responses: {"200": {description: ok}}
components:
  schemas:
    A: {type: object, properties: {B.c: {type: string}, x: {type: string}}}
    A.B: {type: object, properties: {c: {type: string}}}
"""


NAMES = (
    ("op", "a.b", "default/a.b", "lib-a.b"),
    ("schema", "A.B", "schemas/A.B", "lib-schemas/A.B"),
    ("field", "A.B.c", "schemas/A.B", "lib-schemas/A.B/c"),
    ("field", "A.x", "schemas/A", "lib-schemas/A/x"),
    ("param", "a.b.c", "default/a", "lib-a/query/b.c"),
    ("param", "a.b.query.c", "default/a.b", "lib-a.b/query/c"),
    ("param", "a.b.header.c", "default/a.b", "lib-a.b/header/c"),
    ("param", "a.query.query.d", "default/a.query", "lib-a.query/query/query.d"),
    ("param", "lib:a.query.b.c", "default/a", "lib-a/query/b.c"),
)


def test_of_a_name_with_dots_the_longest_known_name_wins(make_project):
    text = "\n".join(f":rensei:{role}:`{target}`" for role, target, _, _ in NAMES)
    expected = {target: f"api/lib/{docname}.html#{anchor}" for _, target, docname, anchor in NAMES}
    links = hrefs(build(make_project, DOTTED, text))
    assert {target: links[target] for target in expected} == expected


def test_a_hint_for_an_unknown_name_knows_prefixes_and_paths(make_project, api):
    text = ":rensei:op:`lib:getBok` :rensei:op:`GET /book` :rensei:schema:`Buok` :rensei:security:`kay`"
    project = build(make_project, api, text, warnings=True)
    for words in ("near are 'getBook'", "'GET /books'", "Buok; near are 'Book'", "kay; near are 'key'"):
        assert words in project.warnings
    assert project.warnings.count("WARNING") == 4


def test_a_hint_for_a_parameter_that_is_in_two_places_names_both(make_project):
    project = build(make_project, DOTTED, ":rensei:param:`twice.id`", warnings=True)
    message = "twice.id; near are 'twice.path.id', 'twice.query.id' [rensei.unknown-parameter]"
    assert message in project.warnings


POINTED = "#/paths/~1loans/post/requestBody/content/application~1json/schema"


POINTERS = {
    "#/components/schemas/Author": ["name", "born"],
    "#/components/schemas/Loan/properties/until/oneOf/1": [""],
    "#/paths/~1books/get/parameters/1/schema": [""],
    POINTED: ["", "id", "isbn", "reader"],
}


def test_a_schema_is_drawn_from_wherever_a_pointer_leads(make_project, api):
    """What is drawn where it is embedded is at home on its own page."""
    text = "\n\n".join([*(f".. rensei-schema:: {pointer}" for pointer in POINTERS), ":rensei:schema:`Author`"])
    project = build(make_project, api, text)
    pages = project.soup("guide.html").select(".rensei-page.rensei-schema")
    assert len(pages) == len(POINTERS)
    for page, names in zip(pages, POINTERS.values(), strict=True):
        rows = [row.select_one(".rensei-name") for row in page.select(".rensei-fields > .rensei-rows > li")]
        assert [row.get_text() if row else "" for row in rows][: len(names)] == names
    assert hrefs(project)["Author"] == "api/lib/schemas/Author.html#lib-schemas/Author"


NOWHERE = ("#/info", "#/paths/~1books", "#/components/schemas/No", "#/", "#/a/b")


def test_a_pointer_to_no_schema_is_told(make_project, api):
    text = "\n\n".join(f".. rensei-schema:: {pointer}" for pointer in NOWHERE)
    project = build(make_project, api, text, warnings=True)
    told = [line.partition("has no schema ")[2].split("'")[1] for line in project.warnings.splitlines() if line]
    assert told == list(NOWHERE)


EXAMPLES = """\
openapi: 3.1.0
info: {title: T, version: "1"}
servers: [{url: https://a.example}]
paths:
  /a:
    post:
      operationId: a
      requestBody:
        content:
          application/json:
            examples: {short: {value: {sent: 111}}, long: {value: {sent: 222}}}
      responses:
        "200":
          description: OK
          content:
            application/json:
              examples: {short: {value: {got: 333}}, long: {value: {got: 444}}}
"""


def test_one_example_is_shown_where_one_is_named(make_project):
    guide = ".. rensei-operation:: a\n   :example: long"
    project = build(make_project, EXAMPLES, guide)
    code = [pre.get_text() for pre in project.soup("guide.html").select(".rensei-aside pre")]
    assert any("222" in text for text in code)
    assert any("444" in text for text in code)
    assert not any("111" in text or "333" in text for text in code)
    whole = project.soup("api/lib/default/a.html").select_one(".rensei-aside").get_text()
    assert all(value in whole for value in ("111", "222", "333", "444"))


def test_an_unknown_example_is_told_and_all_are_shown(make_project):
    project = build(make_project, EXAMPLES, ".. rensei-operation:: a\n   :example: none", warnings=True)
    assert "guide.rst:4: WARNING: rensei-operation: 'a' has no example 'none' [rensei.unknown-example]" in (
        project.warnings
    )
    assert "333" in project.soup("guide.html").select_one(".rensei-aside").get_text()


VALUES = """
openapi: 3.1.0
info: {title: Lib, version: '1'}
servers: [{url: https://lib.example}]
paths:
  /books/{id}:
    get:
      operationId: a
      parameters:
        - {name: id, in: path, required: true, schema: {type: integer}}
        - {name: id, in: query, schema: {type: string}}
        - {name: tags, in: query, schema: {type: array, items: {type: string}}}
        - {name: other, in: query, schema: {type: string}}
      responses: {200: {description: ok}}
"""


def test_values_of_a_guide_are_in_samples_and_form(make_project):
    guide = '.. rensei-operation:: a\n   :values:\n     path.id = 42\n     query.id = 007\n     tags = ["x", "y"]'
    project = build(make_project, VALUES, guide)
    page = project.soup("guide.html")
    assert "https://lib.example/books/42?id=007&tags=x&tags=y" in page.select_one(".rensei-aside pre").get_text()
    data = json.loads(page.select_one(".rensei-data").string)
    assert [each.get("value") for each in data["parameters"]] == ["42", '"007"', '["x","y"]', None]
    assert "42" not in project.soup("api/lib/default/a.html").select_one(".rensei-aside pre").get_text()


def test_a_value_for_a_parameter_that_is_not_there_is_told(make_project):
    guide = ".. rensei-operation:: a\n   :values: size = 5"
    project = build(make_project, VALUES, guide, warnings=True)
    assert (
        "guide.rst:4: WARNING: rensei-operation: 'a' has no parameter 'size'; it has 'id', 'tags', 'other' "
        "[rensei.unknown-parameter]"
    ) in project.warnings


def test_values_of_a_wrong_form_are_one_message(make_project):
    project = build(make_project, VALUES, ".. rensei-operation:: a\n   :values: size", warnings=True)
    assert "'size' is not `name = value`" in project.warnings


def test_a_wrong_value_for_the_playground_is_one_message(make_project, api):
    project = build(make_project, api, ".. rensei-operation:: getBook\n   :playground: maybe", warnings=True)
    assert '"maybe" unknown; choose from "on", or "off"' in project.warnings


def test_what_an_embedding_adds_is_parsed_as_the_page_s_markup(make_project, api):
    text = ".. rensei-operation:: getBook\n\n   See :rensei:op:`lendBook`, **now**.\n\n   - First\n"
    lead = build(make_project, api, text).soup("guide.html").select_one(".rensei-lead")
    assert lead.strong.get_text() == "now"
    assert lead.li.get_text().strip() == "First"
    assert lead.a["href"].endswith("#lib-lendBook")


FILTERS = [
    ({"include": ["Books"]}, {"listBooks", "getBook", "delete-books-isbn", "lendBook"}, True),
    ({"include": ["/books"]}, {"listBooks"}, False),
    ({"include": ["/books*"], "exclude": ["/books/*"]}, {"listBooks"}, False),
    ({"exclude": ["Loans"]}, {"listBooks", "getBook", "delete-books-isbn"}, False),
    ({"exclude": ["/loans", "overdue"]}, {"listBooks", "getBook", "delete-books-isbn"}, False),
    ({"include": ["/books"], "exclude": ["/books"]}, set(), False),
]


@pytest.mark.parametrize(("entry", "expected", "loans"), FILTERS)
def test_operations_are_left_in_or_out_by_tag_or_path(make_project, api, entry, expected, loans):
    """A link of the description to one that is left out stays words."""
    conf = {"rensei_specs": {"lib": {"path": "api.yaml", **entry}}, "rensei_link_literals": False}
    project = make_project({"api.yaml": api}, conf)
    folders = ("books", "loans", "default")
    pages = {path.stem for name in folders for path in (project.outdir / "api/lib" / name).glob("*.html")}
    assert pages - {"index"} == expected
    assert (project.outdir / "api/lib/loans/index.html").exists() == loans
    assert (project.outdir / "api/lib/schemas/Book.html").exists()
    listed = {link["href"].partition("#")[0] for link in project.soup("api/lib/index.html").select(".rensei-ops a")}
    assert {href.rpartition("/")[2].removesuffix(".html") for href in listed} == expected


INTERNAL = """\
openapi: 3.1.0
info: {title: T, version: "1"}
tags: [{name: Staff, x-internal: true, description: Secret tag.}, {name: Books}]
paths:
  /books:
    get:
      operationId: listBooks
      tags: [Books, Staff]
      parameters: [{name: SecretParameter, in: query, x-internal: true, schema: {}}]
      responses:
        "200":
          description: OK
          headers: {X-Secret-Header: {x-internal: true, schema: {type: string}}}
          content: {application/json: {schema: {$ref: '#/components/schemas/Book'}}}
  /secret-staff: {get: {operationId: listSecretStaff, tags: [Staff], responses: {"200": {description: ok}}}}
  /secret: {get: {operationId: secretOne, tags: [Books], x-internal: true, responses: {"200": {description: ok}}}}
components:
  schemas:
    Book:
      type: object
      required: [title, secretProperty]
      properties:
        title: {type: string}
        secretProperty: {type: string, x-internal: true}
        shelf: {$ref: '#/components/schemas/SecretShelf'}
    SecretShelf: {type: object, x-internal: true, properties: {secretNumber: {type: integer}}}
"""


def test_nothing_internal_is_in_the_site(make_project):
    project = make_project({"api.yaml": INTERNAL}, {"rensei_specs": SPECS})
    for path in project.outdir.rglob("*"):
        if path.suffix in {".html", ".js", ".inv"} and "_static" not in path.parts:
            assert "secret" not in path.name.lower()
            assert "secret" not in path.read_text("utf-8", "replace").lower(), path.name


def test_what_is_internal_is_shown_where_that_is_asked_for(make_project):
    conf = {"rensei_specs": SPECS, "rensei_include_internal": True}
    project = make_project({"api.yaml": INTERNAL}, conf)
    page = project.soup("api/lib/books/listBooks.html").get_text()
    for words in ("SecretParameter", "X-Secret-Header", "secretProperty", "shelf"):
        assert words in page
    for path in ("books/secretOne", "staff/listSecretStaff", "schemas/SecretShelf"):
        assert (project.outdir / f"api/lib/{path}.html").exists()
    assert project.soup("api/lib/books/secretOne.html").select_one(".rensei-mark").get_text() == "internal"
