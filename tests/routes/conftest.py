"""Small trees of files, and the routes that are read from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sphinxext_rensei.routes import read_routes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from sphinxext_rensei.routes import Routes


@pytest.fixture
def make_tree(tmp_path: Path) -> Callable[..., Path]:
    """``make_tree({path: text})`` writes files, and returns their folder."""

    def make(files: Mapping[str, str | bytes]) -> Path:
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode() if isinstance(text, str) else text)
        return tmp_path

    return make


@pytest.fixture
def read(make_tree: Callable[..., Path]) -> Callable[..., Routes]:
    """``read({path: text}, *roots)`` reads a tree; without roots, all of it."""

    def read(files: Mapping[str, str | bytes], *roots: str, source: str = "nextjs") -> Routes:
        folder = make_tree(files)
        return read_routes([folder / root for root in roots or ("",)], source)

    return read


@pytest.fixture
def find(read: Callable[..., Routes]) -> Callable[..., set[str]]:
    """``find({path: text}, *roots)`` gives each route as ``METHOD /path``, of a tree with nothing wrong in it."""

    def find(files: Mapping[str, str | bytes], *roots: str, source: str = "nextjs") -> set[str]:
        found = read(files, *roots, source=source)
        assert [str(problem) for problem in found.problems] == []
        return {f"{route.method} {route.path}" for route in found.routes}

    return find
