"""Markdown of any text: what another parser reads in it is that text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from sphinxext_rensei.markdown import (
    code,
    destination,
    escape,
    fence,
    heading,
    link,
    listed,
    paragraph,
    quote_block,
    rebased,
    stacked,
    strong,
    table,
)

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
PIECES = [*"ab1_*`[]()<>&;#|\\~!-+=.: \n\"'$é", "&amp;", "http://a", "```", "---", "<b>", "1. ", "* "]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


def parse(lines):
    return PARSER.parse("\n".join(lines))


def kinds(lines):
    return [token.type for token in parse(lines)]


def one_line(text):
    return re.sub(r"[ \t\n\r\f\v]+", " ", text)


def words(token):
    """The words of a paragraph that holds no markup."""
    assert {child.type for child in token.children} <= {"text"}
    return "".join(child.content for child in token.children)


@given(TEXTS)
def test_a_text_is_a_text_in_a_paragraph(text):
    said = one_line(text).strip(" ")
    tokens = parse(paragraph(escape(text)))
    assert [token.type for token in tokens] == (["paragraph_open", "inline", "paragraph_close"] if said else [])
    assert not said or words(tokens[1]) == said


@given(TEXTS)
def test_a_text_is_a_text_in_a_heading(text):
    said = one_line(text).strip(" ")
    tokens = parse(heading(2, escape(text)))
    assert [token.type for token in tokens] == (["heading_open", "inline", "heading_close"] if said else [])
    assert not said or words(tokens[1]) == said


@given(TEXTS)
def test_a_text_is_a_text_in_a_cell(text):
    cells = [token for token in parse(table(["head"], [[escape(text)]])) if token.type == "inline"]
    assert [words(token) for token in cells] == ["head", one_line(text).strip(" ")]


@given(TEXTS, TEXTS)
def test_a_text_is_a_text_in_a_list_and_a_quote(one, other):
    lines = quote_block(listed([[paragraph(escape(one)), paragraph(escape(other))], [paragraph(escape(other))]]))
    said = [one_line(text).strip(" ") for text in (one, other, other)]
    assert [words(token) for token in parse(lines) if token.type == "inline"] == [text for text in said if text]


@given(TEXTS, TEXTS)
def test_no_line_of_a_paragraph_begins_another_block(one, other):
    lines = paragraph(escape(one), escape(other))
    assert kinds(lines) in ([], ["paragraph_open", "inline", "paragraph_close"])


@given(TEXTS)
def test_code_is_what_it_is(text):
    held = parse([f"a{code(text)}b"])[1].children or ()
    assert [each.content for each in held if each.type == "code_inline"] == ([one_line(text)] if text else [])


@given(TEXTS)
def test_code_is_what_it_is_in_a_cell(text):
    cells = [token for token in parse(table(["head"], [[f"{code(text)}."]])) if token.type == "inline"]
    found = [child.content for child in cells[1].children if child.type == "code_inline"]
    assert found == ([one_line(text)] if text else [])


@given(TEXTS)
def test_a_block_of_code_is_what_it_is_wherever_it_stands(text):
    for lines in (fence(text), listed([[fence(text)]]), quote_block(fence(text))):
        (found,) = (token.content for token in parse(lines) if token.type == "fence")
        assert found.rstrip("\n") == text.rstrip("\n")


@given(TEXTS)
def test_the_words_of_a_link_are_what_they_are(text):
    opened, *held, closed = parse([link(escape(f"x{text}x"), "y.md")])[1].children
    assert (opened.type, opened.attrs, closed.type) == ("link_open", {"href": "y.md"}, "link_close")
    assert "".join(each.content for each in held) == one_line(f"x{text}x")


@pytest.mark.parametrize(
    ("uri", "written"),
    [
        ("a/b.md#c", "a/b.md#c"),
        ("a b(c).md", "a%20b%28c%29.md"),
        ("a%20b", "a%20b"),
        ("https://é.example/<x>?y=1&z=2", "https://é.example/%3Cx%3E?y=1&z=2"),
        ("?y=1&copy;", "?y=1&amp;copy;"),
        ('a\\b`c|d"', "a%5Cb%60c%7Cd%22"),
    ],
)
def test_an_address_ends_where_it_ends(uri, written):
    assert destination(uri) == written
    assert len(parse([link("x", uri)])[1].children) == 3


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("snake_case_name", "snake_case_name"),
        ("_private and trailing_", "\\_private and trailing\\_"),
        ("__init__", "\\_\\_init\\_\\_"),
        ("a * b", "a \\* b"),
        ("R&D, AT&T; &lt; &#38;", "R&D, AT\\&T; \\&lt; \\&#38;"),
        ("<script>", "\\<script>"),
        ("see!", "see\\!"),
        ("hello! there", "hello! there"),
        ("a\n  b", "a b"),
        ("~/.config", "\\~/.config"),
    ],
)
def test_nothing_is_escaped_without_need(text, written):
    assert escape(text) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("# a", "\\# a"),
        ("#a", "#a"),
        ("- a", "\\- a"),
        ("-a", "-a"),
        ("--- ", "\\---"),
        ("1. a", "1\\. a"),
        ("12) a", "12\\) a"),
        ("1.5 a", "1.5 a"),
        ("> a", "\\> a"),
        ("===", "\\==="),
        ("| a |", "\\| a |"),
    ],
)
def test_the_beginning_of_a_line_is_guarded(text, written):
    assert paragraph(text) == [written]


@pytest.mark.parametrize(
    ("items", "start", "written"),
    [
        ([[["a"]], [["b"]]], None, "- a\n- b"),
        ([[["a"]], [["b"], ["c"]]], None, "- a\n\n- b\n\n  c"),
        ([[["a"], ["- b", "- c"]]], None, "- a\n  - b\n  - c"),
        ([[["a"], ["2. b"]]], None, "- a\n\n  2. b"),
        ([[["a"]], [["b"]]], 9, "9. a\n10. b"),
        ([[["```", "x", "", "y", "```"]]], None, "- ```\n  x\n\n  y\n  ```"),
        ([[]], None, "-"),
    ],
)
def test_a_list_is_as_tight_as_it_can_be(items, start, written):
    assert "\n".join(listed(items, start)) == written


def test_lists_below_each_other_are_two():
    three = stacked([listed([[["a"]]]), listed([[["b"]]]), listed([[["c"]]])])
    assert kinds(three).count("bullet_list_open") == 3
    numbered = stacked([listed([[["a"]]], 1), listed([[["b"]]], 1)])
    assert kinds(numbered).count("ordered_list_open") == 2


def test_emphasis_is_left_out_where_it_would_not_be_read():
    assert strong(" a ") == "**a**"
    assert strong("a *b*") == "a *b*"


LINKED = """\
# [a](b/c.md#d) and ![e](../f.png)

- ```
  [no](no.md)
  ```

> `[no](no.md)` [i](j.md) \\[no\\](no.md) ``[no](`no`.md)`` [k](#l) <https://m.example/n>
> [o](https://p.example/q) [r](/s) [t](u/) [v](mailto:w@x)
"""


def test_links_lead_from_elsewhere_where_they_led():
    moved = rebased(LINKED, "x/y")
    assert moved.split("\n") == [
        "# [a](x/y/b/c.md#d) and ![e](x/f.png)",
        "",
        "- ```",
        "  [no](no.md)",
        "  ```",
        "",
        "> `[no](no.md)` [i](x/y/j.md) \\[no\\](no.md) ``[no](`no`.md)`` [k](#l) <https://m.example/n>",
        "> [o](https://p.example/q) [r](/s) [t](x/y/u/) [v](mailto:w@x)",
        "",
    ]
    assert "[i](https://z.example/x/y/j.md)" in rebased(LINKED, "x/y", "https://z.example/")
