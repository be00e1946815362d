"""Drawings of the guides: each beside its source, up to date, told in words, and harmless."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

SOURCES = (".dot", ".pikchr")
TEXT = re.compile(r'(?:text|label=)\s*"([^"]+)"|^\s*(?:ask|tell)\("([^"]+)"', re.MULTILINE)
STATE = re.compile(r"\b(?!start)([a-z]+)(?= (?:->|\[))")


@pytest.fixture(scope="module")
def drawings(folder):
    found = sorted(folder.glob("api/*/*.svg"))
    assert len(found) == 6
    return found


def source_of(drawing):
    (source,) = [path for suffix in SOURCES if (path := drawing.with_suffix(suffix)).is_file()]
    return source.read_text(encoding="utf-8")


def words_of(source):
    """The words of a drawing's source, without its comments."""
    plain = re.sub(r"^\s*//.*$", "", source, flags=re.MULTILINE)
    if "digraph" in plain:
        return set(STATE.findall(plain)) - {"digraph", "graph", "node", "edge"}
    return {word for pair in TEXT.findall(plain) for word in pair if word and not word.startswith("$")}


def test_a_drawing_has_the_words_of_its_source(drawings):
    for drawing in drawings:
        texts = ET.parse(drawing).iter("{http://www.w3.org/2000/svg}text")
        drawn = {"".join(text.itertext()).replace("\xa0", " ") for text in texts}
        assert drawn == words_of(source_of(drawing)), drawing.name


def test_a_drawing_loads_and_runs_nothing(drawings):
    for drawing in drawings:
        text = drawing.read_text(encoding="utf-8")
        assert not re.search(r"<(?:script|style|image|foreignObject|use)\b|\bon\w+=|href=|url\(", text), drawing.name


def test_there_is_a_picture_for_builders_without_svg(drawings):
    for drawing in drawings:
        assert drawing.with_suffix(".png").read_bytes().startswith(b"\x89PNG"), drawing.name


def test_every_drawing_is_told_in_words(guides, drawings):
    shown = {}
    for guide in guides:
        for file, alternative in guide.figures:
            shown[guide.name.rpartition("/")[0] + "/" + file.replace(".*", ".svg")] = alternative
    assert {"/".join(path.parts[-3:]) for path in drawings} == shown.keys()
    for drawing in drawings:
        alternative = shown["/".join(drawing.parts[-3:])].lower()
        for word in words_of(source_of(drawing)) - {"yes", "no"}:
            assert any(part.lower() in alternative for part in re.split(r"[ ,]+", word)), (drawing.name, word)
