"""What a page holds for the playground: data, marks for the script, and nothing where it is off."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from sphinxext_rensei.assets import BUNDLES, OTHERS, STATIC
from sphinxext_rensei.request import data_text, operation_data
from sphinxext_rensei.schema import Analyser
from sphinxext_rensei.spec import load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bs4 import BeautifulSoup

    from tests.conftest import Project

API = """
openapi: 3.1.0
info: {title: T, version: "1"}
servers: [{url: "https://api.example.org"}]
security: [{key: []}]
paths:
  /pets/{id}:
    post:
      operationId: feed
      summary: Feed
      description: "</script><script>alert(1)</script>"
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: q, in: query, schema: {type: string, pattern: "</script>"}}
        - {name: X-A, in: header, schema: {type: string}}
        - {name: c, in: cookie, schema: {type: string}}
      requestBody:
        content:
          application/json: {schema: {type: object, properties: {size: {$ref: "#/components/schemas/Size"}}}}
          application/x-www-form-urlencoded: {schema: {type: object, properties: {b: {type: string}}}}
      responses: {"200": {description: Fed.}}
    delete:
      operationId: off
      x-rensei-playground: false
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {"204": {description: Gone.}}
webhooks:
  fed: {post: {operationId: fed, responses: {"200": {description: Noted.}}}}
components:
  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}
  schemas: {Size: {type: integer, minimum: 1, description: Long words.}}
"""
CONF = {"rensei_specs": {"api": "api.yaml"}}
PAGE = "api/api/default/feed.html"


@pytest.fixture(scope="module")
def project(make_shared_project: Callable[..., Project]) -> Project:
    prose = "Guide\n=====\n\n.. rensei-operation:: feed\n   :no-index:\n   :sections: body\n"
    shown = "Other\n=====\n\n.. rensei-operation:: feed\n   :no-index:\n   :sections: body\n   :playground: on\n"
    hidden = "Third\n=====\n\n.. rensei-operation:: feed\n   :no-index:\n   :playground: off\n"
    files = {"api.yaml": API, "guide.rst": prose, "other.rst": shown, "third.rst": hidden}
    return make_shared_project(files, CONF | {"rensei_proxy_url": "https://p.example/?u={url}"})


def data_of(page: BeautifulSoup) -> Any:
    (block,) = page.select("script.rensei-data")
    return json.loads(block.string or "")


def test_the_data_is_inert_and_the_last_thing_of_its_page(project: Project) -> None:
    page = project.soup(PAGE)
    (block,) = page.select("script.rensei-data")
    assert block["type"] == "application/json"
    assert block.parent is not None
    assert "rensei-page" in (block.parent.get("class") or ())
    assert block.find_next_sibling() is None
    assert "alert(1)" not in (block.string or "")
    assert data_of(page)["parameters"][1]["schema"]["pattern"] == "</script>"


def test_a_named_schema_is_there_once_and_without_words(project: Project) -> None:
    data = data_of(project.soup(PAGE))
    assert data["schemas"] == {"Size": {"type": "integer", "minimum": 1}}
    assert data["body"]["content"][0]["schema"]["properties"] == {"size": {"$ref": "Size"}}


def test_the_page_says_where_calls_go(project: Project) -> None:
    assert data_of(project.soup(PAGE))["proxy"] == "https://p.example/?u={url}"


def test_the_script_finds_its_way_by_marks(project: Project) -> None:
    """The contract between the visitors and the scripts."""
    page = project.soup(PAGE)
    parts = [each["data-rensei-part"] for each in page.select("section[data-rensei-part]")]
    assert parts == ["authorization", "path", "query", "header", "cookie", "body"]
    for part, name in (("path", "id"), ("query", "q"), ("header", "X-A"), ("cookie", "c")):
        found = page.select_one(f'[data-rensei-part="{part}"] > .rensei-rows > li > .rensei-head > .rensei-name')
        assert found is not None
        assert found.text == name
    titles = [each.text for each in page.select('[data-rensei-part="body"] > .rensei-media > .rensei-sub')]
    assert titles == ["application/json", "application/x-www-form-urlencoded"]
    assert page.select_one(".rensei-media > .rensei-rows > li > .rensei-head > .rensei-name") is not None
    assert page.select_one('[data-rensei-part="body"] > .rensei-title') is not None
    for selector in (
        ".rensei-bar > .rensei-address > .rensei-path",
        ".rensei-stick",
        ".rensei-request",
        ".rensei-responses > [id] .rensei-status",
    ):
        assert page.select_one(selector) is not None, selector


@pytest.mark.parametrize(
    ("page", "count"),
    [("api/api/default/off", 0), ("api/api/webhooks/fed", 0), ("guide", 0), ("other", 1), ("third", 0)],
)
def test_the_playground_is_where_it_is_wanted(project: Project, page: str, count: int) -> None:
    assert len(project.soup(f"{page}.html").select("script.rensei-data")) == count


def test_a_site_can_go_without(make_project: Callable[..., Project]) -> None:
    project = make_project({"api.yaml": API}, CONF | {"rensei_playground": False})
    assert not project.soup(PAGE).select("script.rensei-data")


@pytest.mark.parametrize("value", ["p.example", "javascript:alert(1)", 5])
def test_a_wrong_proxy_is_named_and_not_used(make_project: Callable[..., Project], value: object) -> None:
    project = make_project({"api.yaml": API}, CONF | {"rensei_proxy_url": value}, warnings=True)
    assert "rensei_proxy_url must be None, or a URL" in project.warnings
    assert "proxy" not in data_of(project.soup(PAGE))


def test_a_book_has_no_playground(make_project: Callable[..., Project]) -> None:
    project = make_project({"api.yaml": API}, CONF, "epub", warnings=True)
    assert "rensei-data" not in project.outdir.joinpath("api/api/default/feed.xhtml").read_text("utf-8")


def test_a_schema_that_only_the_data_holds_makes_its_page_new(make_project: Callable[..., Project]) -> None:
    project = make_project({"api.yaml": API}, CONF | {"rensei_schema_depth": 0})
    project.write({"api.yaml": API.replace("minimum: 1", "minimum: 2")})
    project.build()
    assert data_of(project.soup(PAGE))["schemas"]["Size"]["minimum"] == 2


ALONE = {"rensei-callback.js", "rensei-twin.js"}
"""Scripts that something else than a page of ours loads."""


def test_pages_load_few_scripts_and_each_says_which_build_it_is_of(project: Project) -> None:
    script = project.soup(PAGE).select_one('script[src*="rensei.js"]')
    assert script is not None
    assert script["data-version"]
    names = {path.name for path in project.outdir.joinpath("_static").glob("rensei*.js")}
    assert names == {*BUNDLES, *ALONE, OTHERS}


def test_every_script_is_part_of_the_site() -> None:
    """In a bundle, or by itself where something loads it by name."""
    bundled = {part for each in BUNDLES.values() for part in each.parts}
    assert {path.name for path in STATIC.glob("*.js")} == bundled | ALONE


def test_the_data_of_large_descriptions_is_bounded(corpus: Path) -> None:
    """GitHub's 1,223 operations: a page of documentation stays one."""
    analyser = Analyser(load(corpus / "github" / "api.github.com.json"))
    sizes = sorted(len(data_text(operation_data(analyser, each)[0])) for each in analyser.description.operations)
    assert sizes[len(sizes) // 2] < 4_000
    assert sizes[-1] < 60_000


def test_a_description_of_any_size_gives_a_bounded_page(make_project: Callable[..., Project]) -> None:
    """Schemas go first; what is left can still be called."""
    schema = {"properties": {f"name{number}": {"type": "string", "minLength": 1} for number in range(6_000)}}
    small = '{schema: {type: object, properties: {size: {$ref: "#/components/schemas/Size"}}}}'
    assert small in API
    large = API.replace(small, json.dumps({"schema": schema}))
    data = data_of(make_project({"api.yaml": large}, CONF).soup(PAGE))
    assert len(json.dumps(data)) < 130_000
    assert data["path"] == "/pets/{id}"
    assert [each["type"] for each in data["body"]["content"]] == [
        "application/json",
        "application/x-www-form-urlencoded",
    ]
