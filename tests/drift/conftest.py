"""Fixtures: what a comparison says of a few lines of YAML and of routes."""

from __future__ import annotations

import re
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest

from sphinxext_rensei.drift import Endpoint, compare, endpoints_of
from sphinxext_rensei.problems import Location
from sphinxext_rensei.routes import Route, RouteParameter
from sphinxext_rensei.spec import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from sphinxext_rensei.drift import Drift

HEAD = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\n"


def make_route(endpoint: str, **fields: Any) -> Route:
    """A route from ``METHOD /path/{one}/{rest...}``."""
    method, _, written = endpoint.partition(" ")
    names = re.findall(r"\{([^{}]*)\}", written)
    parameters = tuple(RouteParameter(name=name.removesuffix("..."), is_rest=name.endswith("...")) for name in names)
    path = written.replace("...}", "}")
    for name, value in (("file", "route.ts"), ("line", 1), ("column", 1), ("parameters", parameters)):
        fields.setdefault(name, value)
    return Route(method=method, path=path, **fields)


def describe(folder: Path, endpoints: Iterable[str], extra: str = "") -> Path:
    """A description of endpoints."""
    items: dict[str, list[str]] = {}
    for endpoint in endpoints:
        method, _, path = endpoint.partition(" ")
        items.setdefault(path, []).append(method.lower())
    lines = [HEAD + dedent(extra).strip("\n"), "paths:" if items else "paths: {}"]
    for path, methods in items.items():
        lines += [
            f"  {path}:",
            *(f"    {method}: {{responses: {{default: {{description: D}}}}}}" for method in methods),
        ]
    file = folder / "api.yaml"
    file.write_text("\n".join(lines) + "\n", "utf-8")
    return file


@pytest.fixture
def drift_of(tmp_path: Path) -> Callable[..., Drift]:
    """``drift_of(operations, routes)``: a comparison; operations are endpoints, or a description's text."""

    def drift_of(
        operations: list[str] | str,
        routes: list[str | Route],
        *,
        extra: str = "",
        prose: Iterable[str] = (),
        bases: list[str] | None = None,
    ) -> Drift:
        if isinstance(operations, str):
            path = tmp_path / "api.yaml"
            path.write_text(HEAD + dedent(operations), "utf-8")
        else:
            path = describe(tmp_path, operations, extra)
        described = endpoints_of(load(path, name=lambda path: path.name), bases)
        by_hand = [
            Endpoint(method=method, path=route, served=(route,), location=Location("guide.md", 3, 1))
            for method, route in (endpoint.split(" ") for endpoint in prose)
        ]
        made = [make_route(route) if isinstance(route, str) else route for route in routes]
        return compare([*described, *by_hand], made)

    return drift_of


@pytest.fixture
def told(drift_of: Callable[..., Drift]) -> Callable[..., list[str]]:
    """``told(operations, routes)``: ``kind METHOD /path`` for each difference."""

    def told(*arguments: Any, **options: Any) -> list[str]:
        found = drift_of(*arguments, **options).differences
        return [f"{each.kind.value} {each.method} {each.path}" for each in found]

    return told
