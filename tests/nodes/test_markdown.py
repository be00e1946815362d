"""Our nodes in Markdown."""

from __future__ import annotations

import pytest
from docutils import nodes
from markdown_it import MarkdownIt

from sphinxext_rensei.nodes import (
    MARKDOWN,
    NODES,
    rensei_bar,
    rensei_choice,
    rensei_description,
    rensei_download,
    rensei_either,
    rensei_media,
    rensei_nest,
    rensei_operations,
    rensei_response,
    rensei_row,
    rensei_rows,
    rensei_section,
    rensei_sub,
    rensei_tab,
    rensei_tabs,
    rensei_variant,
    rensei_versions,
)
from sphinxext_rensei.twin import BLOCKS, INLINE, Writer


def write(*children):
    writer = Writer(blocks={**BLOCKS, **MARKDOWN}, inline=INLINE, link=lambda uri: uri.upper(), level=1)
    return writer.document(nodes.container("", *children))


def row(name, *children, **values):
    facts = {"type": (("string", ""),), "required": False, "deprecated": False, "chips": (), "facts": (), "enum": ()}
    return rensei_row("", *children, name=name, ids=[], path=name, **{**facts, **values})


def said(*paragraphs):
    return rensei_description("", *(nodes.paragraph("", each) for each in paragraphs))


def test_every_node_has_its_form():
    assert set(MARKDOWN) == set(NODES)


ROWS = {
    "a name and a type": (row("a"), "- `a` (string)\n"),
    "a link to a schema": (row("a", type=(("array of ", ""), ("B", "b"))), "- `a` (array of [B](B))\n"),
    "constraints": (
        row("a", required=True, chips=(("≤ 3", False), ("x*", True))),
        "- `a` (string, required, ≤ 3, `x*`)\n",
    ),
    "a description": (row("a", said("b *c*")), "- `a` (string): b \\*c\\*\n"),
    "descriptions": (row("a", said("b", "c")), "- `a` (string): b\n\n  c\n"),
    "facts": (
        row("a", said("b"), facts=(("Example", "c", True), ("", "d", True), ("", "e", False))),
        "- `a` (string): b\\\n  Example: `c`, `d`\\\n  e\n",
    ),
    "a fact of many lines": (
        row("a", facts=(("Example", "b\nc", True),)),
        "- `a` (string)\n\n  Example:\n\n  ```\n  b\n  c\n  ```\n",
    ),
    "values": (row("a", enum=(("b", ""), ("c", ""))), "- `a` (string)\\\n  One of: `b`, `c`\n"),
    "values that are told of": (row("a", enum=(("b", "is b"), ("c", ""))), "- `a` (string)\n  - `b`: is b\n  - `c`\n"),
    "rows inside": (
        row("a", rensei_nest("", rensei_rows("", row("b"), row("c")), summary="", of="a", step=".", open=False)),
        "- `a` (string)\n  - `b` (string)\n  - `c` (string)\n",
    ),
    "items of a list": (
        row("a", rensei_nest("", rensei_rows("", row("", said("b"))), summary="", of="a", step="[]", open=False)),
        "- `a` (string)\n  - Each item: string: b\n",
    ),
    "what is under words of its own": (
        row(
            "a",
            rensei_nest(
                "", rensei_sub("", title="Not"), rensei_rows("", row("")), summary="", of="a", step=".", open=False
            ),
        ),
        "- `a` (string)\n\n  **Not**\n\n  - string\n",
    ),
}


@pytest.mark.parametrize("name", ROWS)
def test_a_row_is_an_item_of_a_list(name):
    held, written = ROWS[name]
    assert write(rensei_rows("", held)) == written


def test_what_is_said_of_a_body_as_a_whole_is_a_paragraph():
    media = rensei_media("", rensei_rows("", row("", said("a"), type=(("B", "b"),))), rensei_rows("", row("c")))
    assert write(media) == "[B](B): a\n\n- `c` (string)\n"


def variant(label, *children, **values):
    return rensei_variant("", *children, label=label, **{"values": (), "type": (), **values})


def response(label, words, *children, method=""):
    return rensei_response("", *children, label=label, kind="", words=words, method=method, open=False, ids=[])


def tabs(kind, title, legend):
    tab = rensei_tab("", nodes.literal_block("", "c", language="bash"), label="curl", kind="")
    return rensei_tabs("", tab, title=title, legend=legend, kind=kind, ids=[])


THINGS = {
    "an address": (
        rensei_bar("", method="GET", path="/a/{b}", host="https://c", marks=(("deprecated", "old"), ("badge", "new"))),
        "```http\nGET https://c/a/{b}\n```\n\n> **old**, **new**\n",
    ),
    "a section": (
        rensei_section("", nodes.paragraph("", "a"), title="B", note="c/d", required=True, ids=[]),
        "## B (required, c/d)\n\na\n",
    ),
    "a choice": (
        rensei_choice(
            "",
            variant("a", values=("a", "x"), type=(("B", "b"),)),
            variant("c", rensei_rows("", row("d"))),
            words="One of two",
            discriminator="kind",
            ids=[],
        ),
        "One of two, told apart by `kind`:\n\n- **a** `x` [B](B)\n- **c**\n  - `d` (string)\n",
    ),
    "a response": (response("200", "Fine.", rensei_rows("", row("a"))), "## 200: Fine.\n\n- `a` (string)\n"),
    "a response that says its words itself": (
        response("200", "Fine b", nodes.paragraph("", "Fine ", nodes.literal("", "b"))),
        "## 200\n\nFine `b`\n",
    ),
    "a callback": (response("{$url}", "told", method="POST"), "## `POST {$url}`: told\n"),
    "samples": (tabs("samples", "Request", "Language"), "## Code samples\n\n**curl**\n\n```bash\nc\n```\n"),
    "examples": (tabs("examples", "Response", "Example"), "## Example\n\n**curl**\n\n```bash\nc\n```\n"),
    "types": (tabs("samples rensei-types", "Types", "Language"), "## Types\n\n**curl**\n\n```bash\nc\n```\n"),
    "authorization": (
        rensei_either("", entries=((("k", "u", "key", ()), ("o", "", "OAuth", ("s", "t"))), ())),
        "- [k](U) (key) and o (OAuth) `s` `t`\n- No credentials\n",
    ),
    "operations": (
        rensei_operations("", entries=(("GET", "/a", "A", "a.html", False), ("PUT", "/b", "B", "", True))),
        "- [`GET /a`](A.HTML): A\n- `PUT /b`: B (deprecated)\n",
    ),
    "versions": (
        rensei_versions("", docname="a", entries=(("1", "b", False), ("2", "", True))),
        "> Version: [1](B), **2**\n",
    ),
    "a download": (rensei_download("", name="a.yaml", path="b/a.yaml"), "[Download a.yaml](B/A.YAML)\n"),
}


@pytest.mark.parametrize("name", THINGS)
def test_each_thing_has_its_form(name):
    node, written = THINGS[name]
    assert write(node) == written


HOSTILE = "# <b>*a*</b> [c](d) | `e` \\ &lt; ![f](g)\n\n1. h\n---"


def test_no_text_of_a_description_becomes_markup():
    facts = ((HOSTILE, HOSTILE, False), ("Example", HOSTILE.replace("\n", " "), True))
    hostile = [
        rensei_section("", title=HOSTILE, note=HOSTILE, required=False, ids=[]),
        rensei_rows("", row(HOSTILE, said(HOSTILE), type=((HOSTILE, ""),), facts=facts, chips=((HOSTILE, False),))),
        rensei_rows("", row("a", enum=((HOSTILE, HOSTILE), ("b", HOSTILE)))),
        rensei_choice("", variant(HOSTILE, values=(HOSTILE,)), words=HOSTILE, discriminator=HOSTILE, ids=[]),
        response(HOSTILE, HOSTILE, nodes.paragraph("", HOSTILE)),
        rensei_operations("", entries=((HOSTILE, HOSTILE, HOSTILE, "", True),)),
        rensei_either("", entries=(((HOSTILE, "", HOSTILE, (HOSTILE,)),),)),
        rensei_bar("", method="GET", path=HOSTILE, host="", marks=(("badge", HOSTILE),)),
    ]
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(write(*hostile))
    kinds = {each.type for token in tokens for each in (token, *(token.children or ()))}
    assert not kinds & {"html_block", "html_inline", "link_open", "image", "em_open", "hr", "table_open", "code_block"}
    assert sum(token.type == "heading_open" for token in tokens) == 2
    assert sum(token.type == "ordered_list_open" for token in tokens) == 0
