"""Fixtures: what the checks say of a few lines of YAML."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest

from sphinxext_rensei.checks import check
from sphinxext_rensei.spec import load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HEAD = "openapi: {version}\ninfo: {{title: T, version: '1'}}\n"


@pytest.fixture
def say(tmp_path: Path) -> Callable[..., list[str]]:
    """``say(yaml)`` gives ``line:column code message`` for each problem; *yaml* follows the head and begins line 3.

    ``files`` are written beside; what is said of them begins with their name.  Without ``paths``, none are there.
    """

    def say(text: str, version: str = "3.1.0", files: dict[str, str] | None = None, **options: Any) -> list[str]:
        body = dedent(text).strip("\n") + "\n"
        if not body.startswith("paths:") and "\npaths:" not in body:
            body += "paths: {}\n"
        for name, content in {"api.yaml": HEAD.format(version=version) + body, **(files or {})}.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(dedent(content), "utf-8")
        loaded = load(tmp_path / "api.yaml", root=tmp_path, name=lambda path: path.name)
        found = []
        for problem in check(loaded, **options):
            place = str(problem.location).removeprefix("api.yaml:")
            found.append(f"{place} {problem.code.value} {problem.message}")
        return found

    return say
