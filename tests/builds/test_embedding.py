"""What a guide makes of an operation that it embeds: values, what is hidden, the answer that is expected."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Project

API = """
openapi: 3.1.0
info: {title: Lib, version: '1'}
servers: [{url: 'https://lib.example'}]
paths:
  /books:
    get:
      operationId: find
      parameters:
        - {name: q, in: query, required: true, schema: {type: string}}
        - {name: order, in: query, schema: {enum: [asc, '</noscript><b>']}}
      responses: {200: {description: Found.}}
    post:
      operationId: add
      parameters:
        - {name: dry, in: query, schema: {type: boolean}}
        - {name: X-Key, in: header, required: true, schema: {type: string}}
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [title, kind]
              properties:
                title: {type: string}
                kind: {enum: [novel, essay]}
                author: {type: object, properties: {name: {type: string}, born: {type: integer}}}
      responses:
        201: {description: Added., content: {application/json: {schema: {properties: {id: {const: 1}}}}}}
        422:
          description: "Not added: something is *wrong*."
          content:
            application/json:
              examples: {full: {value: {title: Full}}, empty: {summary: Nothing, value: {title: Empty}}}
        5XX: {description: Broken., content: {application/json: {example: {title: Broken}}}}
  /closed:
    get: {operationId: closed, x-rensei-playground: read-only, responses: {200: {description: Read.}}}
"""
CONF = {"rensei_specs": {"lib": "api.yaml"}}
ADD = ".. rensei-operation:: add\n"
HIDDEN = f"{ADD}   :hide: X-Key, dry body.kind author.born\n   :values:\n     X-Key = k\n     kind = essay\n"


@pytest.fixture
def embed(make_project: Callable[..., Project]) -> Callable[..., Project]:
    def embed(text: str, *builder: str, **options: Any) -> Project:
        return make_project({"api.yaml": API, "guide.rst": f"Guide\n=====\n\n{text}"}, CONF, *builder, **options)

    return embed


def test_what_is_hidden_has_no_row_and_its_value_is_sent(embed: Callable[..., Project]) -> None:
    project = embed(HIDDEN)
    page = project.soup("guide.html")
    assert [each.text for each in page.select(".rensei-request .rensei-name")] == ["title", "author", "name"]
    assert page.select_one('[data-rensei-part="header"], [data-rensei-part="query"]') is None
    assert page.select_one(".rensei-request .rensei-nest summary").get_text() == "1 field of author"  # type: ignore[union-attr]
    sample = page.select_one(".rensei-samples pre").get_text()  # type: ignore[union-attr]
    assert "X-Key: k" in sample
    assert '"kind": "essay"' in sample
    assert "born" not in sample
    own = project.soup("api/lib/default/add.html")
    assert [each.text for each in own.select(".rensei-request .rensei-name")] == [
        *("dry", "X-Key", "title", "kind", "author", "name", "born"),
    ]


@pytest.mark.parametrize(("builder", "file"), [("text", "guide.txt"), ("xml", "guide.xml"), ("html", "guide.md")])
def test_what_is_hidden_is_in_no_format(embed: Callable[..., Project], builder: str, file: str) -> None:
    options = "   :sections: parameters, body\n   :expect: 500\n"
    project = embed(HIDDEN.replace("   :values:", f"{options}   :values:"), builder)
    words = project.outdir.joinpath(file).read_text("utf-8")
    assert [each for each in ("title", "Expected answer", "Broken.") if each not in words] == []
    assert [each for each in ("born", "X-Key", "kind", "dry") if each in words] == []


def test_what_can_t_be_hidden_is_told_and_shown(embed: Callable[..., Project]) -> None:
    project = embed(f"{ADD}   :hide: X-Key title titles Book.kind\n", warnings=True)
    needed = "which is shown: to hide it, give it a value, in `:values:` [rensei.hidden-parameter]"
    assert project.warnings.splitlines() == [
        f"guide.rst:4: WARNING: rensei-operation: {line}"
        for line in (
            "'add' has no parameter or field 'titles'; near are 'title' [rensei.unknown-parameter]",
            "'add' has no parameter or field 'Book.kind'; near are 'kind' [rensei.unknown-parameter]",
            f"'add' needs 'X-Key', {needed}",
            f"'add' needs 'title', {needed}",
        )
    ]
    names = [each.text for each in project.soup("guide.html").select(".rensei-request .rensei-name")]
    assert {"X-Key", "title"} <= set(names)


@pytest.mark.parametrize(
    ("given", "label", "words"),
    [
        ("201", "201", 'Added.{ "id": 1 }'),
        ("422", "422 full", 'Not added: something is wrong.{ "title": "Full" }'),
        ("422 empty", "422 Nothing", 'Not added: something is wrong.{ "title": "Empty" }'),
        ("503", "503", 'Broken.{ "title": "Broken" }'),
        ("5xx", "5XX", 'Broken.{ "title": "Broken" }'),
    ],
)
@pytest.mark.parametrize("sections", ["", "   :sections: body\n", "   :sections: body answer\n"])
def test_the_expected_answer_is_in_the_place_of_all_others(
    embed: Callable[..., Project], sections: str, given: str, label: str, words: str
) -> None:
    page = embed(f"{ADD}   :expect: {given}\n{sections}   :playground: on\n").soup("guide.html")
    titles = [each.get_text() for each in page.select(".rensei-aside .rensei-cap > span")]
    assert ("Expected answer" in titles, "Response" in titles) == (True, False)
    (shown,) = (each.parent for each in page.select(".rensei-examples > legend") if each.text == "Expected answer")
    assert shown is not None
    assert [each.get_text() for each in shown.select("label")] == [label]
    panel = shown.select_one(".rensei-panel")
    assert panel is not None
    assert " ".join(panel.get_text().replace("\n", " ").split()).replace(". {", ".{") == words
    data = json.loads(page.select_one(".rensei-data").string or "")  # type: ignore[union-attr]
    status = label.split(maxsplit=1)[0]
    assert data["expected"] == f"({status} was expected)"
    meanings = {key: held["description"] for key, held in data["responses"].items()}
    assert meanings.pop(status).endswith(" (as expected)")
    assert meanings
    assert all(each.endswith(f" ({status} was expected)") for each in meanings.values())


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("404", "'add' has no response '404'; it has '201', '422', '5XX' [rensei.unknown-status]"),
        (
            "422 rejected",
            "the response '422' of 'add' has no example 'rejected'; it has 'full', 'empty' [rensei.unknown-example]",
        ),
        ("201 made", "the response '201' of 'add' has no example 'made'; it has none [rensei.unknown-example]"),
    ],
)
def test_an_answer_that_is_not_documented_is_told(embed: Callable[..., Project], given: str, message: str) -> None:
    project = embed(f"{ADD}   :expect: {given}\n", warnings=True)
    assert project.warnings == f"guide.rst:4: WARNING: rensei-operation: {message}\n"
    titles = [each.get_text() for each in project.soup("guide.html").select(".rensei-aside .rensei-cap > span")]
    assert ("Response" in titles) is (given == "404")


def test_embeddings_of_one_operation_differ_on_one_page(embed: Callable[..., Project]) -> None:
    second = f"{ADD}   :no-index:\n   :values: title = Two\n   :expect: 422\n"
    page = embed(f"{HIDDEN}   :expect: 201\n\n{second}").soup("guide.html")
    first, other = page.select(".rensei-page")
    assert "essay" in first.select_one(".rensei-samples pre").get_text()  # type: ignore[union-attr]
    assert "Two" in other.select_one(".rensei-samples pre").get_text()  # type: ignore[union-attr]
    blocks = [json.loads(each.string or "") for each in page.select(".rensei-data")]
    assert [each["expected"] for each in blocks] == ["(201 was expected)", "(422 was expected)"]
    identifiers = [each["id"] for each in page.select("[id]")]
    assert len(identifiers) == len(set(identifiers))


def test_a_field_that_only_a_name_leads_to_makes_its_page_new(make_project: Callable[..., Project]) -> None:
    deep = API.replace("born: {type: integer}", 'house: {$ref: "#/components/schemas/House"}') + (
        "components:\n  schemas:\n"
        '    House: {type: object, properties: {place: {$ref: "#/components/schemas/Place"}}}\n'
        "    Place: {type: object, properties: {city: {type: string}}}\n"
    )
    guide = f"Guide\n=====\n\n{ADD}   :sections: samples\n   :hide: author.house.place.city\n"
    project = make_project({"api.yaml": deep, "guide.rst": guide}, CONF | {"rensei_schema_depth": 0})
    project.write({"api.yaml": deep.replace("city", "town")})
    project.build(warnings=True)
    assert "has no parameter or field 'author.house.place.city'" in project.warnings


@pytest.mark.parametrize("sections", ["", "   :sections: samples\n", "   :sections: responses, body\n"])
def test_prose_of_the_guide_is_the_first_thing_below_the_endpoint(
    embed: Callable[..., Project], sections: str
) -> None:
    grid = embed(f"{ADD}{sections}\n   Of *mine*.\n").soup("guide.html").select_one(".rensei-grid")
    assert grid is not None
    assert grid.get_text().strip().startswith("Of mine.")


# Without a script ----------------------------------------------------------------------------------------------------


def test_what_a_browser_can_call_by_itself_has_a_form(embed: Callable[..., Project]) -> None:
    project = embed(".. rensei-operation:: find\n   :no-index:\n   :playground: off\n")
    page = project.soup("api/lib/default/find.html")
    (form,) = page.select("noscript .rensei-native form")
    assert (form["action"], form["target"], form["rel"]) == (
        "https://lib.example/books",
        "_blank",
        "noopener noreferrer",
    )
    assert "method" not in form.attrs
    assert [each["name"] for each in form.select("input, select")] == ["q", "order"]
    assert [each.get_text() for each in form.select("option")] == ["", "asc", "</noscript><b>"]
    assert len(str(page.select_one("noscript"))) < 1_024
    assert form.get_text().startswith("q required")
    assert not form.select("a")
    for name in ("guide", "api/lib/default/add", "api/lib/default/closed"):
        assert not project.soup(f"{name}.html").select("noscript form")


@pytest.mark.parametrize(
    ("options", "words", "links"),
    [
        ("", "qorderascdescWhat is left empty is sent empty. Send without inputsSend in a new tab", 1),
        ("   :values: q = sea\n", "qorderascdescWhat is left empty is sent empty.Send in a new tab", 0),
        ("   :hide: order q\n", "Send in a new tab", 0),
        ("   :hide: order, q\n   :values: q = sea\n", "Send in a new tab", 0),
    ],
)
def test_a_call_without_inputs_is_a_link_of_its_form(
    make_project: Callable[..., Project], options: str, words: str, links: int
) -> None:
    api = API.replace(
        "required: true, schema: {type: string}}\n        - {name: order",
        "schema: {type: string}}\n        - {name: order",
    )
    guide = f"Guide\n=====\n\n.. rensei-operation:: find\n{options}"
    page = make_project({"api.yaml": api.replace(", '</noscript><b>'", ", desc"), "guide.rst": guide}, CONF).soup(
        "guide.html"
    )
    (form,) = page.select("noscript form")
    assert form.get_text() == words
    assert [each["href"] for each in form.select("a")] == ["https://lib.example/books"] * links


@pytest.mark.parametrize("builder", ["epub", "text", "dirhtml", "singlehtml"])
def test_only_pages_in_a_browser_have_a_form(embed: Callable[..., Project], builder: str) -> None:
    project = embed("", builder, warnings=True)
    pages = (path.read_text("utf-8", "replace") for path in project.outdir.rglob("*.*html"))
    assert any("rensei-native" in each for each in pages) is builder.endswith("html")
    assert not [path for path in project.outdir.rglob("*.md") if "without a script" in path.read_text("utf-8")]
