"""Fixtures: what is said of two descriptions of a few lines."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from sphinxext_rensei.diff import compare
from sphinxext_rensei.spec import load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sphinxext_rensei.diff import Comparison
    from sphinxext_rensei.spec import Loaded


@pytest.fixture
def describe(tmp_path: Path) -> Callable[..., Loaded]:
    """``describe("old", fields)``: a description with these fields and what every one must have."""

    def describe(name: str, fields: dict[str, Any], version: str = "3.1.0") -> Loaded:
        whole = {"openapi": version, "info": {"title": "T", "version": "1"}, "paths": {}} | fields
        path = tmp_path / f"{name}.json"
        path.write_text(json.dumps(whole, indent=1), "utf-8")
        return load(path, root=tmp_path, name=lambda path: path.name)

    return describe


@pytest.fixture
def compared(describe: Callable[..., Loaded]) -> Callable[..., Comparison]:
    """``compared(old, new)``: what changed between two sets of fields."""

    def compared(
        old: dict[str, Any], new: dict[str, Any], versions: tuple[str, str] = ("3.1.0", "3.1.0"), **options: Any
    ) -> Comparison:
        return compare(describe("old", old, versions[0]), describe("new", new, versions[1]), **options)

    return compared
