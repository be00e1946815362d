"""URI references, and texts that are none."""

from __future__ import annotations

import pytest

from sphinxext_rensei.spec import base_path, join_uri, split_uri


@pytest.mark.parametrize(
    ("base", "reference", "joined"),
    [
        ("https://a.example/b/c", "d", "https://a.example/b/d"),
        ("https://a.example/b/c", "http://[", None),
        ("https://a.example/b/c", "//[", None),
        ("", "//[", None),
        ("", "d#e", "d#e"),
    ],
)
def test_a_reference_is_resolved_or_is_none(base: str, reference: str, joined: str | None) -> None:
    assert join_uri(base, reference) == joined


def test_what_is_no_uri_has_no_parts() -> None:
    assert split_uri("http://[") is None
    parts = split_uri("http://[::1]/a")
    assert parts is not None
    assert parts.path == "/a"


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("https://a.example/v1/", "/v1"),
        ("//a.example/v1", "/v1"),
        (" /v1 ", "/v1"),
        ("v1", "/v1"),
        ("../v1/", "/v1"),
        ("/?a", ""),
        ("", ""),
        ("http://[", ""),
    ],
)
def test_a_base_path_begins_at_the_root(url: str, path: str) -> None:
    assert base_path(url) == path
