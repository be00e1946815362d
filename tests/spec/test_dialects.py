"""Versions of the OpenAPI Specification, and the way of their schemas to one form."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from sphinxext_rensei.spec import DIALECTS, find_dialect


@pytest.mark.parametrize(
    ("openapi", "version"),
    [
        ("3.0.0", "3.0"),
        ("3.0.4", "3.0"),
        ("3.0", "3.0"),
        ("3.1.0", "3.1"),
        ("3.1.0-rc1", "3.1"),
        ("3.2.0", "3.2"),
        (" 3.1.1 ", "3.1"),
        ("3.3.0", "3.2"),
        ("3.10.0", "3.2"),
        ("2.0", None),
        ("4.0.0", None),
        ("3", None),
        ("3.", None),
        ("3.x", None),
        ("30.1", None),
        ("3.1 or so", None),
        ("", None),
    ],
)
def test_a_version_has_its_dialect(openapi, version):
    """A later minor version is read as the latest known one; another major version is not read."""
    found = find_dialect(openapi)
    assert (found.version if found else None) == version


UPGRADES = [
    pytest.param({"type": "string", "nullable": True}, {"type": ["string", "null"]}, id="nullable joins the type"),
    pytest.param({"type": "string", "nullable": False}, {"type": "string"}, id="nullable false says nothing"),
    pytest.param({"nullable": True}, {"nullable": True}, id="nullable without a type stays"),
    pytest.param({"nullable": True, "type": ["string"]}, {"nullable": True, "type": ["string"]}, id="a list of types"),
    pytest.param(
        {"nullable": "yes", "type": "string"}, {"nullable": "yes", "type": "string"}, id="nullable, no boolean"
    ),
    pytest.param({"minimum": 1, "exclusiveMinimum": True}, {"exclusiveMinimum": 1}, id="exclusiveMinimum true"),
    pytest.param({"minimum": 1, "exclusiveMinimum": False}, {"minimum": 1}, id="exclusiveMinimum false"),
    pytest.param({"maximum": 1, "exclusiveMaximum": True}, {"exclusiveMaximum": 1}, id="exclusiveMaximum true"),
    pytest.param({"maximum": 1, "exclusiveMaximum": False}, {"maximum": 1}, id="exclusiveMaximum false"),
    pytest.param({"exclusiveMinimum": True}, {}, id="exclusiveMinimum without a bound"),
    pytest.param({"exclusiveMinimum": 1}, {"exclusiveMinimum": 1}, id="exclusiveMinimum as a number"),
    pytest.param({"example": 5}, {"examples": [5]}, id="example"),
    pytest.param({"example": None}, {"examples": [None]}, id="example null"),
    pytest.param({"example": 5, "examples": [6]}, {"example": 5, "examples": [6]}, id="example and examples"),
    pytest.param({"type": "file", "x-a": 1}, {"type": "file", "x-a": 1}, id="all else stays"),
    pytest.param({}, {}, id="nothing"),
]


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.version)
@pytest.mark.parametrize(("written", "normal"), UPGRADES)
def test_a_schema_is_upgraded(dialect, written, normal):
    """The words of 3.0 are understood in every version; the schema as written stays; a second time changes nothing."""
    before = copy.deepcopy(written)
    upgraded = dialect.upgrade(written)
    assert upgraded == normal
    assert written == before
    assert dialect.upgrade(upgraded) == normal


def test_upgrading_keeps_the_authors_order():
    written: dict[str, Any] = {"title": "T", "example": 1, "minimum": 2, "description": "D"}
    for dialect in DIALECTS:
        assert list(dialect.upgrade(written)) == ["title", "examples", "minimum", "description"]
