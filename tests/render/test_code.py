"""Bodies beside an operation: which examples are shown, and how much of each."""

from __future__ import annotations

import json

import pytest

from sphinxext_rensei.nodes import rensei_tabs
from sphinxext_rensei.render import operation_nodes

TEXT = {"type": "string", "description": "x" * 30}


def wide(count: int, **fields: object) -> dict[str, object]:
    """A schema of many properties, none of which is required."""
    return {"type": "object", "properties": {f"a_rather_long_name_{index}": TEXT for index in range(count)} | fields}


@pytest.fixture
def tabs(context_of):
    """The labels and texts of the tabs of a card beside ``POST /a``."""

    def tabs(title, content, *, sent=False):
        body, answer = ({"requestBody": {"content": content}}, {}) if sent else ({}, {"content": content})
        operation = {**body, "responses": {"200": {"description": "", **answer}}}
        context = replace_languages(context_of(paths={"/a": {"post": operation}}))
        page = operation_nodes(context, context.description.operations[0])
        return [
            (label, tab.astext())
            for card in page.findall(rensei_tabs)
            if card["title"] == title
            for label, tab in card.flat()
        ]

    return tabs


def replace_languages(context):
    context.languages = ("curl",)
    return context


def test_media_types_that_are_written_the_same_are_one_example(tabs):
    same = {"schema": wide(2)}
    assert [label for label, _ in tabs("Response", {"application/json": same, "text/json": same})] == ["200"]
    other = {"application/json": same, "application/json; v=2": same, "application/xml": same}
    assert [label for label, _ in tabs("Response", other)] == ["200 application/json", "200 application/xml"]


def test_bodies_that_are_written_the_same_leave_the_example_to_the_sample(tabs):
    same = {"schema": wide(2)}
    assert tabs("Request body", {"application/json": same, "text/json": same}, sent=True) == []
    assert len(tabs("Request body", {"application/json": same, "application/xml": same}, sent=True)) == 2


@pytest.mark.parametrize(
    ("schema", "levels"),
    [
        (wide(3, inner=wide(200)), {"inner": {}}),
        ({"type": "array", "items": wide(3, inner=wide(200))}, {"inner": {}}),
        (wide(200), {}),
        (wide(3, inner=wide(3, inmost=wide(200))), {"inner": {"inmost": {}}}),
    ],
)
def test_a_long_example_of_optional_fields_loses_its_inmost_levels(tabs, schema, levels):
    [(_, text)] = tabs("Response", {"application/json": {"schema": schema}})
    value = json.loads(text)
    value = value[0] if isinstance(value, list) else value
    assert "a_rather_long_name_0" in value
    for name, inner in levels.items():
        assert {key: held for key, held in value[name].items() if isinstance(held, dict)} == inner


@pytest.mark.parametrize("required", [[], ["a_rather_long_name_7"]])
def test_the_long_body_of_a_sample_has_what_is_required_or_else_all_of_one_level(tabs, required):
    schema = {**wide(20, inner=wide(40)), "required": required}
    [(_, text)] = tabs("Request", {"application/json": {"schema": schema}}, sent=True)
    assert text.count("a_rather_long_name") == (len(required) or 20)
