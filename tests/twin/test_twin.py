"""A tree in, Markdown out."""

from __future__ import annotations

import re

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from sphinx import addnodes

from sphinxext_rensei.twin import BLOCKS, INLINE, Writer, first_words

SETTINGS = {"report_level": 5, "halt_level": 5, "doctitle_xform": False, "input_encoding": "unicode"}
LABELS = {"note": "Note", "warning": "Warning"}
PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def write(*children, **options):
    document = nodes.container("", *children)
    return Writer(blocks=BLOCKS, inline=INLINE, labels=LABELS, **options).document(document)


def markdown(source, **options):
    return write(*publish_doctree(source, settings_overrides=SETTINGS).children, **options)


CASES = {
    "headings": ("A\n=\n\nB\n-\n\nC *d*\n~~~~~\n", "# A\n\n## B\n\n### C *d*\n"),
    "a paragraph of many lines": ("one\ntwo *three\nfour*\n", "one two *three four*\n"),
    "emphasis": ("*a* **b** ``c`` :title:`d`", "*a* **b** `c` *d*\n"),
    "code beside code": ("``a``\\ ``b``", "`ab`\n"),
    "emphasis inside a word": ("*a*\\ b **c**\\ d", "*a*b **c**d\n"),
    "emphasis that would not be read": ("*(a)*\\ b", "(a)b\n"),
    "a link": ("`a b <c.html#d>`_", "[a b](c.html#d)\n"),
    "a bare address": ("http://a.example/b_c", "<http://a.example/b_c>\n"),
    "a link after an exclamation mark": ("see!\\ `a <b>`_", "see\\![a](b)\n"),
    "a bullet list": ("- a\n- b\n\n  - c\n", "- a\n- b\n  - c\n"),
    "a loose list": ("- a\n\n  b\n- c\n", "- a\n\n  b\n\n- c\n"),
    "a numbered list": ("3. a\n4. b\n", "3. a\n4. b\n"),
    "a numbered list in a list": ("- a\n\n  1. b\n  2. c\n", "- a\n  1. b\n  2. c\n"),
    "definitions": ("a\n  b\n\nc : d\n  e\n\n  f\n", "- **a**: b\n\n- **c** (d): e\n\n  f\n"),
    "fields": (".. container::\n\n  :a: b\n  :c:\n    - d\n", "- **a**: b\n- **c**\n  - d\n"),
    "options": ("-a      b\n--cc=D  e", "- `-a`: b\n- `--cc=D`: e\n"),
    "lines": ("| a\n| b\n|   c\n", "a\\\nb\\\n\N{EM SPACE}c\n"),
    "a quote": ("a\n\n  b\n\n  -- c\n", "a\n\n> b\n>\n> \N{EM DASH} c\n"),
    "code": ("::\n\n  a\n\n  b\n", "```\na\n\nb\n```\n"),
    "code with fences in it": ("::\n\n  ````\n", "`````\n````\n`````\n"),
    "a session": (">>> a\nb\n", "```pycon\n>>> a\nb\n```\n"),
    "an admonition": (".. note:: a\n\n   - b\n", "> **Note**\n>\n> a\n>\n> - b\n"),
    "an admonition with a title": (".. admonition:: a\n\n   b\n", "> **a**\n>\n> b\n"),
    "a topic": (".. topic:: a\n\n   b\n", "> **a**\n>\n> b\n"),
    "a rubric": (".. rubric:: a\n", "**a**\n"),
    "a transition": ("a\n\n----\n\nb\n", "a\n\n---\n\nb\n"),
    "mathematics": ("a :math:`b_c`\n\n.. math:: d < e\n", "a $`b_c`$\n\n```math\nd < e\n```\n"),
    "an image": (".. image:: a.png\n   :alt: b [c]\n", "![b \\[c\\]](a.png)\n"),
    "an image with no words": (".. image:: a.png\n", "![](a.png)\n"),
    "a figure": (".. figure:: a.png\n   :alt: b\n\n   c\n\n   d\n", "![b](a.png)\n\nc\n\nd\n"),
    "a footnote": ("a [1]_\n\n.. [1] b\n\n   c\n", "a [^1]\n\n[^1]: b\n\n    c\n"),
    "a raised letter": ("a\\ :sup:`b`", "a<sup>b</sup>\n"),
    "raw text": (".. raw:: html\n\n   <script>a</script>\n\nb\n", "b\n"),
    "a comment": (".. a\n\nb\n", "b\n"),
    "a target": (".. _a:\n\nb _`c`\n", "b c\n"),
    "what looks like markup": ("\\*a\\* [b](c) <d> # e\n", "\\*a\\* \\[b\\](c) \\<d> # e\n"),
    "a table without a head": ("= =\na b\n= =\n", "|  |  |\n| --- | --- |\n| a | b |\n"),
    "a table": ("= =====\na b\n= =====\n1 ``c|d``\n= =====\n", "| a | b |\n| --- | --- |\n| 1 | `c\\|d` |\n"),
}
TABLES = {
    "blocks in cells": (
        """\
+-------+
| a     |
|       |
| b     |
+-------+
| - c   |
| - d   |
+-------+
| ::    |
|       |
|   e   |
+-------+
| 1. f  |
| 2. g  |
+-------+
| | h   |
| | i   |
+-------+
""",
        ["a<br>b", "• c<br>• d", "`e`", "1. f<br>2. g", "h<br>i"],
    ),
    "cells over several": (
        """\
+---+---+---+
| a | b | c |
+---+---+---+
| d     | e |
|       +---+
|       | f |
+-------+---+
""",
        ["a | b | c", "d |  | e", " |  | f"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_each_thing_has_its_form(name):
    source, written = CASES[name]
    assert markdown(source) == written


@pytest.mark.parametrize("name", TABLES)
def test_cells_have_one_line_and_a_place_each(name):
    source, cells = TABLES[name]
    assert markdown(source).split("\n")[2:-1] == [f"| {cell} |" for cell in cells]


def test_a_list_that_stands_alone_after_another_is_not_a_part_of_it():
    written = markdown("- a\n\n.. \n\n- b\n")
    assert written == "- a\n\n* b\n"


SPHINX = {
    "an object": (
        addnodes.desc(
            "",
            addnodes.desc_signature("", "", addnodes.desc_name("", "f"), nodes.Text("(x)")),
            addnodes.desc_content("", nodes.paragraph("", "a")),
        ),
        "- `f(x)`\n\n  a\n",
    ),
    "see also": (addnodes.seealso("", nodes.paragraph("", "a")), "> a\n"),
    "a change": (addnodes.versionmodified("", "", nodes.paragraph("", "New in 1.")), "New in 1.\n"),
    "a grammar": (addnodes.productionlist("", addnodes.production("", "a : b")), "```\na : b\n```\n"),
    "a toctree": (
        nodes.compound(
            "",
            addnodes.compact_paragraph(
                "",
                "",
                nodes.title("", "T"),
                nodes.bullet_list(
                    "",
                    nodes.list_item("", addnodes.compact_paragraph("", "", nodes.reference("", "a", refuri="a.html"))),
                ),
            ),
        ),
        "**T**\n\n- [a](a.html)\n",
    ),
    "a caption of code": (
        nodes.container("", nodes.caption("", "a.py"), nodes.literal_block("", "b", language="default")),
        "**a.py**\n\n```\nb\n```\n",
    ),
    "code of a language": (nodes.literal_block("", "a", language="c++"), "```c++\na\n```\n"),
    "a download": (
        nodes.paragraph("", "", addnodes.download_reference("", "", nodes.literal("", "a"), filename="b/a c")),
        "[`a`](_downloads/b/a%20c)\n",
    ),
    "an index entry": (addnodes.index("", "", entries=[]), ""),
    "columns": (
        addnodes.hlist(
            "",
            addnodes.hlistcol("", nodes.bullet_list("", nodes.list_item("", nodes.paragraph("", "a")))),
            addnodes.hlistcol("", nodes.bullet_list("", nodes.list_item("", nodes.paragraph("", "b")))),
        ),
        "- a\n- b\n",
    ),
}


@pytest.mark.parametrize("name", SPHINX)
def test_each_thing_of_sphinx_has_its_form(name):
    node, written = SPHINX[name]
    assert write(node, downloads="_downloads") == written


class drawing(nodes.General, nodes.Inline, nodes.Element):  # noqa: N801
    pass


class box(nodes.General, nodes.Element):  # noqa: N801
    pass


class words(nodes.TextElement):  # noqa: N801
    pass


@pytest.mark.parametrize(
    ("node", "written"),
    [
        (box("", nodes.paragraph("", "a"), box("", nodes.paragraph("", "b"))), "a\n\nb\n"),
        (words("", "a"), "a\n"),
        (drawing("", code="digraph {}"), "```drawing\ndigraph {}\n```\n"),
        (box("", alt="a [b]"), "a \\[b\\]\n"),
        (box(""), ""),
    ],
)
def test_what_other_extensions_draw_keeps_its_words(node, written):
    assert write(node) == written


def test_links_lead_where_the_caller_says():
    written = markdown("`a <b.html>`_\n\n.. image:: c.png\n", link=lambda uri: f"x/{uri}")
    assert written == "[a](x/b.html)\n\n![](x/c.png)\n"


def test_headings_go_no_deeper_than_six():
    section = nodes.section("", nodes.title("", "a"))
    for _ in range(7):
        section = nodes.section("", nodes.title("", "a"), section)
    assert max(map(len, re.findall("^#+", write(section), re.MULTILINE))) == 6


ALPHABET = st.sampled_from([*"a1_*`[]()<>&;#|~!-+=.: \\\n", "&lt;", "```", "---", "<b>", "1. ", "[^1]", "http://a"])
TEXTS = st.lists(ALPHABET, min_size=1, max_size=10).map("".join)


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_texts_beside_each_other_are_texts(texts):
    """Whatever stands in a document, in emphasis or not, another parser reads it again."""
    kinds = (nodes.Text, lambda text: nodes.emphasis("", text), lambda text: nodes.strong("", text), nodes.Text)
    children = [kind(text) for kind, text in zip(kinds, texts, strict=False)]
    tokens = PARSER.parse(write(nodes.paragraph("", "", *children)))
    said = re.sub(r"[ \t\n]+", " ", "".join(texts)).strip(" ")
    assert [token.type for token in tokens if token.level == 0] == (
        ["paragraph_open", "paragraph_close"] if said else []
    )
    found = [child for token in tokens for child in token.children or ()]
    assert {child.type for child in found} <= {"text", "em_open", "em_close", "strong_open", "strong_close"}
    assert re.sub(" +", " ", "".join(child.content for child in found)).strip(" ") == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# A\n\nb *c* `d` [e](f).\n\ng\n", "b c d e."),
        ("# A\n\n```http\nGET /\n```\n\n> q\n\nb\\\nc\n", "b"),
        ("# A\n\n- b\n- c\n\n1. d\n\n| e |\n| --- |\n\nf\n", "f"),
        ("# A\n\n## B\n\nc\n", ""),
        ("# A\n\n![b](c)\n\nd \\[e\\]\n", "d [e]"),
        ("", ""),
    ],
)
def test_the_first_words_are_those_of_the_first_paragraph_under_the_title(text, said):
    assert first_words(text) == said
