"""Parameters as they are sent: the golden vectors, which the browser's code passes too."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_rensei.request import parameter_text, serialize
from sphinxext_rensei.request._parameters import STYLES, encoder
from sphinxext_rensei.spec import MediaType, Parameter, Place

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "parameters.json").read_text("utf-8"))
PLACE = Place("file:///api.yaml", "")
PLACES = {
    "path": ("matrix", "label", "simple"),
    "query": ("form", "spaceDelimited", "pipeDelimited", "deepObject"),
    "header": ("simple",),
    "cookie": ("form", "cookie"),
}
UNENCODED = (("header", "simple"), ("cookie", "cookie"))
TEXT = st.text(st.characters(exclude_categories=["Cs"]))


def parameter(vector: dict[str, Any]) -> Parameter:
    content = (MediaType(name=vector["content"], place=PLACE),) if "content" in vector else ()
    return Parameter(
        name=vector["parameter"],
        location=vector["location"],
        style=vector.get("style", "form"),
        explode=vector.get("explode", True),
        allow_reserved=vector.get("allowReserved", False),
        content=content,
        place=PLACE,
    )


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_a_parameter_is_written_as_the_tables_say(vector: dict[str, Any]) -> None:
    assert parameter_text(parameter(vector), vector["value"]) == vector["expected"]


def test_vectors_hold_every_style_exploded_and_not_with_every_kind_of_value() -> None:
    held = {(vector["style"], vector["explode"], type(vector["value"])) for vector in VECTORS if "style" in vector}
    kinds = (str, list, dict, type(None))
    styles = (*STYLES, "deepObject")
    assert {(style, explode, kind) for style in styles for explode in (False, True) for kind in kinds} <= held


def test_vectors_hold_reserved_characters_of_every_kind_in_every_style_and_location() -> None:
    held = {
        (vector["location"], vector["style"], vector["explode"], vector["allowReserved"], type(vector["value"]))
        for vector in VECTORS
        if "/" in str(vector["value"]) and "style" in vector
    }
    # Header fields and the style "cookie" encode nothing: there is nothing for allowReserved to leave out.
    plain = [(location, style, False) for location, styles in PLACES.items() for style in styles]
    reserved = [(location, style, True) for location, style, _ in plain if (location, style) not in UNENCODED]
    wanted = {
        (location, style, explode, allowed, kind)
        for location, style, allowed in plain + reserved
        for explode in (False, True)
        for kind in (str, list, dict)
    }
    assert wanted <= held


def test_names_of_vectors_are_unique() -> None:
    names = [vector["name"] for vector in VECTORS]
    assert len(set(names)) == len(names)


@given(name=TEXT.filter(bool), value=TEXT)
def test_a_query_parameter_is_read_back_as_it_was(name: str, value: str) -> None:
    text = serialize(name, value, location="query", style="form", explode=True)
    assert parse_qsl(text, keep_blank_values=True) == [(name, value)]


@given(values=st.lists(TEXT, min_size=1))
def test_an_exploded_array_is_read_back_as_it_was(values: list[str]) -> None:
    text = serialize("a", [*values], location="query", style="form", explode=True)
    assert parse_qsl(text, keep_blank_values=True) == [("a", value) for value in values]


@given(value=TEXT)
def test_a_path_parameter_is_one_segment_and_read_back_as_it_was(value: str) -> None:
    text = serialize("a", value, location="path", style="simple", explode=False)
    assert unquote(text) == value
    assert not {"/", "?", "#"} & set(text)


ENDING = {"path": "/?#[]", "query": "&+#[]", "cookie": ";,"}


@given(value=TEXT, location=st.sampled_from(list(ENDING)))
def test_reserved_expansion_never_ends_what_it_stands_in(value: str, location: str) -> None:
    text = encoder(location, allow_reserved=True)(value)
    assert text.isascii()
    assert not {*' "<>\\^`{|}', *ENDING[location]} & set(text)
