"""What our nodes look like in HTML."""

from __future__ import annotations

import pytest

from sphinxext_rensei.nodes._controls import native_input
from sphinxext_rensei.nodes._markup import path_markup


@pytest.mark.parametrize(
    ("path", "markup"),
    [
        ("/", "/"),
        ("/books", "/books"),
        ("/books/{id}", "/books<wbr />/<var>{id}</var>"),
        ("/{a}/b/{c}", "/<var>{a}</var><wbr />/b<wbr />/<var>{c}</var>"),
        ("/تراخيص/{رقم}/x", "/<bdi>تراخيص</bdi><wbr />/<var><bdi>{رقم}</bdi></var><wbr />/x"),
        ("/a<b>/{<i>}", "/a&lt;b&gt;<wbr />/<var>{&lt;i&gt;}</var>"),
    ],
)
def test_a_path_breaks_before_its_slashes(path, markup):
    """And no letter is more or less than those of the path."""
    assert path_markup(path) == markup


@pytest.mark.parametrize(
    ("entry", "label", "markup"),
    [
        (("q", "text", False, (), (), ""), "q", '<input class="rensei-input" name="q" />'),
        (
            ("q", "number", True, (), (), "20"),
            'q <span class="rensei-required">required</span>',
            '<input class="rensei-input" name="q" required="required" type="number" step="any" placeholder="20" />',
        ),
        (
            ('"<q>', "date", False, (), ("<a>",), '"'),
            '"&lt;q&gt;',
            '<input class="rensei-input" name="&quot;&lt;q&gt;" type="date" value="&lt;a&gt;" placeholder="&quot;" />',
        ),
        (
            ("q", "choice", False, ("a", " <b>"), ("a",), ""),
            "q",
            (
                '<select class="rensei-input" name="q"><option></option><option selected="selected">a</option>'
                '<option value=" &lt;b&gt;"> &lt;b&gt;</option></select>'
            ),
        ),
        (
            ("q", "choices", False, ("a", "b"), (), ""),
            "q",
            '<select class="rensei-input" name="q" multiple="multiple"><option>a</option><option>b</option></select>',
        ),
    ],
)
def test_an_input_of_a_form_holds_texts_and_no_markup(entry, label, markup):
    assert native_input(entry) == f"<label><span>{label}</span>{markup}</label>"


def test_a_hidden_input_has_no_label():
    assert native_input(("q", "hidden", False, (), ('"',), "")) == '<input type="hidden" name="q" value="&quot;" />'
