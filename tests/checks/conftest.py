"""Fixtures: what the checks say of a few lines of YAML."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest

from sphinxext_rensei.checks import advise, check
from sphinxext_rensei.spec import load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sphinxext_rensei.problems import Problem, ProblemCode
    from sphinxext_rensei.spec import Loaded

HEAD = "openapi: {version}\ninfo: {{title: T, version: '1'}}\n"


def _describe(folder: Path, text: str, version: str, files: dict[str, str] | None) -> Loaded:
    body = dedent(text).strip("\n") + "\n"
    if not body.startswith("paths:") and "\npaths:" not in body:
        body += "paths: {}\n"
    for name, content in {"api.yaml": HEAD.format(version=version) + body, **(files or {})}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(content), "utf-8")
    return load(folder / "api.yaml", root=folder, name=lambda path: path.name)


def _place(problem: Problem) -> str:
    return str(problem.location).removeprefix("api.yaml:")


@pytest.fixture
def say(tmp_path: Path) -> Callable[..., list[str]]:
    """``say(yaml)`` gives ``line:column code message`` for each problem; *yaml* follows the head and begins line 3.

    ``files`` are written beside; what is said of them begins with their name.  Without ``paths``, none are there.
    """

    def say(text: str, version: str = "3.1.0", files: dict[str, str] | None = None, **options: Any) -> list[str]:
        found = check(_describe(tmp_path, text, version, files), **options)
        return [f"{_place(problem)} {problem.code.value} {problem.message}" for problem in found]

    return say


@pytest.fixture
def advice(tmp_path: Path) -> Callable[..., list[str]]:
    """``advice(code, yaml)`` gives ``line:column message`` for each piece of advice of that code."""

    def advice(code: ProblemCode, text: str, version: str = "3.1.0", files: dict[str, str] | None = None) -> list[str]:
        found = advise(_describe(tmp_path, text, version, files))
        return [f"{_place(problem)} {problem.message}" for problem in found if problem.code is code]

    return advice
