"""A URL is read one way, or refused."""

from __future__ import annotations

from urllib.parse import urlsplit

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_rensei.proxy import Refusal
from sphinxext_rensei.proxy._target import Target, read_target

PIECES = st.sampled_from(
    [
        "http",
        "https",
        ":",
        "/",
        "//",
        "\\",
        "@",
        "?",
        "#",
        "[",
        "]",
        "%",
        "%2e",
        "%2f",
        ".",
        "..",
        ";",
        "&",
        "=",
        "0x7f",
        "127.0.0.1",
        "::1",
        "a.example",
        "xn--",
        "é",
        "①",
        "。",
        "\t",
        "\n",
        "\x00",
        " ",
        "-",
        "_",
        "*",
        "443",
        "�",
    ]
)


def find(url: str) -> Target | None:
    try:
        return read_target(url)
    except Refusal:
        return None


@given(st.lists(PIECES, max_size=12).map("".join) | st.text())
def test_whatever_is_read_is_read_so_by_others(rest) -> None:
    """By the standard library, and by httpx, which says whom to connect to; and again, it is the same."""
    for url in (rest, f"https://a.example{rest}", f"http://{rest}"):
        target = find(url)
        if target is not None:
            assert read_target(target.url) == target
            parts = urlsplit(target.url)
            assert (parts.scheme, parts.hostname, parts.path) == (target.scheme, target.host, target.path)
            assert (parts.port or {"http": 80, "https": 443}[parts.scheme]) == target.port
            assert httpx.URL(target.origin).raw_host.decode() == target.host
            assert parts.username is parts.password is None


@pytest.mark.parametrize(
    ("url", "authority", "rest"),
    [
        ("https://A.example.", "a.example", "/"),
        ("https://a.example:443/b", "a.example", "/b"),
        ("https://a.example:80/b", "a.example:80", "/b"),
        ("HTTP://a.example:080/b?", "a.example", "/b?"),
        ("http://[0:0::1]:8080/?a=b?c", "[::1]:8080", "/?a=b?c"),
        ("https://bücher.example/", "xn--bcher-kva.example", "/"),
        ("https://a。example/", "a.example", "/"),
        ("http://127.0.0.1/", "127.0.0.1", "/"),
        ("https://a.example/%41", "a.example", "/%41"),
    ],
)
def test_one_spelling_is_compared_and_sent(url, authority, rest) -> None:
    target = read_target(url)
    assert (target.authority, target.path + target.query) == (authority, rest)
