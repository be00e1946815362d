"""Endpoints that a built site documents by hand."""

from __future__ import annotations

import json
import zlib

import pytest

from sphinxext_rensei.drift import prose_endpoints
from sphinxext_rensei.errors import LoadError

HEAD = b"# Sphinx inventory version 2\n# Project: T\n# Version: 1\n# The rest is compressed using zlib.\n"
OBJECTS = """\
GET /a rensei:endpoint 1 api/t/readA.html#readA -
readA rensei:operation 1 api/t/readA.html#$ -
POST /b/{id} rensei:endpoint 1 guide.html#endpoint-post-b Makes a b
GET /c rensei:endpoint 1 guide.html#c -
mod py:module 0 guide.html#mod -
"""
ROWS = [
    {"method": "GET", "path": "/a", "uri": "api/a.html", "kind": "described", "source": "api/a.rst", "line": 1},
    {"method": "POST", "path": "/b", "uri": "guide.html#b", "kind": "prose", "source": "guide.md", "line": 12},
    {"method": "GET", "path": "/c", "kind": "prose"},
    {"method": "GET", "path": 3, "kind": "prose"},
    "nonsense",
]


def told(site, bases=(), sources=""):
    return [(str(each), each.served, str(each.location)) for each in prose_endpoints(site, bases, sources)]


def test_a_map_names_source_and_line(tmp_path):
    tmp_path.joinpath("docs-map.json").write_text(json.dumps({"endpoints": ROWS}))
    assert told(tmp_path, ["", "/v1"], "docs/") == [
        ("POST /b", ("/b", "/v1/b"), "docs/guide.md:12:1"),
        ("GET /c", ("/c", "/v1/c"), f"{tmp_path}/docs-map.json"),
    ]


def test_an_inventory_adds_what_a_map_does_not_have(tmp_path):
    tmp_path.joinpath("docs-map.json").write_text(json.dumps({"endpoints": ROWS}))
    objects = "".join(f"GET /{name} rensei:endpoint 1 guide.html#{name} -\n" for name in "acd")
    tmp_path.joinpath("objects.inv").write_bytes(HEAD + zlib.compress(objects.encode()))
    assert [endpoint for endpoint, _, _ in told(tmp_path)] == ["POST /b", "GET /c", "GET /d"]


def test_an_inventory_names_the_page(tmp_path):
    """What is an operation is not documented by hand."""
    tmp_path.joinpath("objects.inv").write_bytes(HEAD + zlib.compress(OBJECTS.encode()))
    assert told(tmp_path) == [
        ("POST /b/{id}", ("/b/{id}",), f"{tmp_path}/guide.html"),
        ("GET /c", ("/c",), f"{tmp_path}/guide.html"),
    ]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("", b"", "there is neither docs-map.json nor objects.inv"),
        ("docs-map.json", b"{", "can't be read"),
        ("objects.inv", b"", "this is not an inventory of Sphinx"),
        ("objects.inv", HEAD + b"x", "can't be read"),
    ],
)
def test_what_is_no_site_is_told(tmp_path, name, data, message):
    if name:
        tmp_path.joinpath(name).write_bytes(data)
    with pytest.raises(LoadError, match=message):
        prose_endpoints(tmp_path, [])


@pytest.mark.parametrize("data", [b"[]", b'{"endpoints": 1}', b"{}"])
def test_a_map_without_endpoints_has_none(tmp_path, data):
    tmp_path.joinpath("docs-map.json").write_bytes(data)
    assert told(tmp_path) == []
