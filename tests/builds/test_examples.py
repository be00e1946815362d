"""Examples and responses on a page: what is chosen among, and what unfolds."""

from __future__ import annotations

import pytest

API = """
openapi: 3.1.0
info: {title: T, version: "1"}
paths:
  /a:
    post:
      operationId: a
      requestBody:
        content:
          application/json:
            examples:
              one: {summary: A booking of one way in the second class, value: 1}
              two: {summary: A booking of both ways in the first class, value: 2}
              three: {summary: A booking of a couch in a night train, value: 3}
      responses:
        "200":
          description: Fine.
          content:
            application/json: {examples: {cheap: {value: 4}, dear: {value: 5}}}
            text/plain: {example: six}
        "204": {description: Nothing.}
        "400": {description: "Not `so`."}
        "404": {description: Gone., content: {application/json: {example: 7}}}
"""


@pytest.fixture(scope="module")
def page(make_shared_project):
    project = make_shared_project({"api.yaml": API}, {"rensei_specs": {"api": "api.yaml"}})
    return project.soup("api/api/default/a.html")


def test_a_status_is_one_tab_and_its_bodies_are_tabs_in_it(page):
    answers = page.find("legend", string="Example of a response").parent
    assert [label.text for label in answers.select(":scope > label")] == ["200", "404"]
    inner, plain = answers.select(":scope > .rensei-panel")
    assert [label.text for label in inner.select("fieldset > label")] == [
        "application/json cheap",
        "application/json dear",
        "text/plain",
    ]
    assert inner.select_one("legend").text == "Example of a response: 200"
    assert plain.select_one("fieldset") is None
    assert plain.text.strip() == "7"


def test_long_names_of_examples_have_a_line_each(page):
    long = [each.select_one(":scope > legend").text for each in page.select(".rensei-long")]
    assert long == ["Example of the request body"]


def test_a_response_unfolds_where_there_is_more_to_say(page):
    rows = page.select(".rensei-responses > *")
    assert [(each.name, each.select_one(".rensei-status").text) for each in rows] == [
        ("details", "200"),
        ("div", "204"),
        ("details", "400"),
        ("details", "404"),
    ]
    assert page.select_one("#api-a\\/204 > .rensei-anchor")["href"] == "#api-a/204"
