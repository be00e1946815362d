"""Which files of other hosts are below a prefix."""

from __future__ import annotations

import pytest

from sphinxext_rensei.spec import is_prefix
from sphinxext_rensei.spec._remote import is_below


@pytest.mark.parametrize(
    ("uri", "prefix"),
    [
        ("https://example.org/a.yaml", "https://example.org"),
        ("https://example.org/a.yaml", "https://example.org/"),
        ("https://example.org/v1/a.yaml", "https://example.org/v1"),
        ("https://example.org/v1/a/b.yaml", "https://example.org/v1/"),
        ("https://example.org/v1/a.yaml", "https://example.org/v1/a.yaml"),
        ("https://EXAMPLE.org:443/a.yaml", "https://example.org"),
        ("http://127.0.0.1:8000/a.yaml", "http://127.0.0.1:8000/"),
        ("https://example.org/a.yaml?version=2", "https://example.org/"),
        ("https://example.org/a%20b.yaml", "https://example.org/"),
    ],
)
def test_what_is_at_or_below_a_prefix_is_allowed(uri, prefix):
    assert is_below(uri, prefix)


@pytest.mark.parametrize(
    ("uri", "prefix"),
    [
        ("https://example.org.evil.example/a.yaml", "https://example.org"),
        ("https://example.organic/a.yaml", "https://example.org"),
        ("https://example.org@evil.example/a.yaml", "https://example.org"),
        ("https://user:word@example.org/a.yaml", "https://example.org"),
        ("https://evil.example/https://example.org/", "https://example.org"),
        ("https://evil.example#https://example.org/", "https://example.org"),
        ("https://evil.example\\@example.org/", "https://example.org"),
        ("https://example.org\\.evil.example/", "https://example.org"),
        ("https://example.org/v10/a.yaml", "https://example.org/v1"),
        ("https://example.org/v1.evil/a.yaml", "https://example.org/v1/"),
        ("https://example.org/v1/../v2/a.yaml", "https://example.org/v1/"),
        ("https://example.org/v1/%2e%2e/v2/a.yaml", "https://example.org/v1/"),
        ("https://example.org/v1/..%2fv2/a.yaml", "https://example.org/v1/"),
        ("https://example.org/v1/%5c..%5cv2", "https://example.org/v1/"),
        ("http://example.org/a.yaml", "https://example.org"),
        ("https://example.org:8443/a.yaml", "https://example.org"),
        ("https://example.org:99999/a.yaml", "https://example.org"),
        ("https://ехample.org/a.yaml", "https://example.org"),
        ("https://example.org/a\n.yaml", "https://example.org"),
        ("https://example.org /a.yaml", "https://example.org"),
        ("ftp://example.org/a.yaml", "https://example.org"),
        ("file:///etc/passwd", "https://example.org"),
        ("//example.org/a.yaml", "https://example.org"),
        ("https:example.org/a.yaml", "https://example.org"),
        ("https://[::1/a.yaml", "https://example.org"),
        ("https://example.org/a.yaml", ""),
        ("https://example.org/a.yaml", "https://"),
    ],
)
def test_what_only_looks_like_it_is_not(uri, prefix):
    assert not is_below(uri, prefix)


@pytest.mark.parametrize(
    "text",
    ["", "example.org", "https://", "https://u:p@example.org", "ftp://example.org", "https://example.org/?a", 5, None],
)
def test_what_is_no_url_is_no_prefix(text):
    assert not is_prefix(text)


def test_a_url_is_a_prefix():
    assert is_prefix("https://example.org/v1/")
