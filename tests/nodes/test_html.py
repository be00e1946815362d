"""What our nodes look like in HTML."""

from __future__ import annotations

import pytest

from sphinxext_rensei.nodes._markup import path_markup


@pytest.mark.parametrize(
    ("path", "markup"),
    [
        ("/", "/"),
        ("/books", "/books"),
        ("/books/{id}", "/books<wbr />/<var>{id}</var>"),
        ("/{a}/b/{c}", "/<var>{a}</var><wbr />/b<wbr />/<var>{c}</var>"),
        ("/a<b>/{<i>}", "/a&lt;b&gt;<wbr />/<var>{&lt;i&gt;}</var>"),
    ],
)
def test_a_path_breaks_before_its_slashes(path, markup):
    """And no letter is more or less than those of the path."""
    assert path_markup(path) == markup
