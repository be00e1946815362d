"""Fixtures: a description of one or several files in a folder of its own."""

from __future__ import annotations

import json
from os.path import relpath
from typing import TYPE_CHECKING, Any

import pytest

from sphinxext_rensei.spec import Loaded, load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder that ``load_files`` writes to; it is also the root that no reference may leave."""
    folder = tmp_path / "project"
    folder.mkdir()
    return folder


@pytest.fixture
def write_files(folder: Path) -> Callable[..., Path]:
    """``write_files({"api.yaml": …})`` writes text as it is, else JSON; returns the first file's path."""

    def write_files(files: dict[str, Any]) -> Path:
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
        return folder / next(iter(files))

    return write_files


@pytest.fixture
def load_files(folder: Path, write_files: Callable[..., Path]) -> Callable[..., Loaded]:
    """Writes files and loads the first; messages call files by their path in the folder."""

    def load_files(files: dict[str, Any], **options: Any) -> Loaded:
        def name(path: Path) -> str:
            return relpath(path, folder)

        return load(write_files(files), **{"root": folder, "name": name, **options})

    return load_files


@pytest.fixture
def load_api(load_files: Callable[..., Loaded]) -> Callable[..., Loaded]:
    """Loads ``api.yaml`` with the given fields, and what every description must have."""

    def load_api(fields: dict[str, Any], files: dict[str, Any] | None = None, **options: Any) -> Loaded:
        whole = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}} | fields
        return load_files({"api.yaml": whole, **(files or {})}, **options)

    return load_api
