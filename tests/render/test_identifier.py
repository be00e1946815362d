"""Targets of pages."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

import pytest

from sphinxext_rensei.render import identifier


@pytest.mark.parametrize(
    ("tokens", "expected"),
    [
        (("getPet", "query", "limit"), "s-getPet/query/limit"),
        (("GET /pets/{id}",), "s-GET~20~1pets~1{id}"),
        (("a/b", "a~b"), "s-a~1b/a~0b"),
        (("100%", "größe"), "s-100~25/gr~C3~B6~C3~9Fe"),
        (("<a b='c'\t\n>",), "s-~3Ca~20b='c'~09~0A~3E"),
    ],
)
def test_a_target_is_the_same_whether_or_not_it_is_taken_for_encoded(tokens, expected):
    """Scripts of themes decode a fragment before they look for it; an ``id`` holds no white space."""
    found = identifier("s", set(), *tokens)
    assert found == expected
    assert unquote(found) == found == unquote(quote(found))
    assert re.fullmatch(r"[!-~]+", found)


def test_a_second_target_of_a_name_has_a_number():
    taken: set[str] = set()
    assert [identifier("s", taken, "a") for _ in range(3)] == ["s-a", "s-a-2", "s-a-3"]
