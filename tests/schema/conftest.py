"""Fixtures: schemas of a description that holds nothing else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from sphinxext_rensei.schema import Analyser
from sphinxext_rensei.spec import Schema, load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def analyse(tmp_path: Path) -> Callable[..., tuple[Analyser, Schema]]:
    """``analyse(schema, A=…)`` gives an analyser and the schema, in which ``#/components/schemas/A`` is known."""

    def analyse(
        schema: Any, *, version: str = "3.1.0", internal: bool = True, **components: Any
    ) -> tuple[Analyser, Schema]:
        media = {"application/json": {"schema": schema}}
        document = {
            "openapi": version,
            "info": {"title": "T", "version": "1"},
            "paths": {"/": {"get": {"responses": {"200": {"description": "OK", "content": media}}}}},
            "components": {"schemas": components},
        }
        path = tmp_path / "api.json"
        path.write_text(json.dumps(document), "utf-8")
        loaded = load(path)
        found = loaded.description.operations[0].responses[0].content[0].schema
        assert found is not None
        return Analyser(loaded, internal=internal), found

    return analyse


@pytest.fixture
def shape_of(analyse: Callable[..., tuple[Analyser, Schema]]) -> Callable[..., Any]:
    """``shape_of(schema, A=…)`` reads a schema."""

    def shape_of(schema: Any, **options: Any) -> Any:
        analyser, found = analyse(schema, **options)
        return analyser.shape(found)

    return shape_of


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many generated examples are valid, and how many of openapi-sampler's."""
    reports = [report for outcome in ("passed", "failed") for report in terminalreporter.getreports(outcome)]
    figures = [figure for report in reports for figure in report.user_properties]
    ours = [value for name, value in figures if name == "examples"]
    theirs = [value for name, value in figures if name == "openapi-sampler"]
    if ours:
        terminalreporter.write_line(f"valid examples: {_share(*map(sum, zip(*ours, strict=True)))}")
    if theirs:
        tried, own, sampled = map(sum, zip(*theirs, strict=True))
        terminalreporter.write_line(
            f"in descriptions of one file: {_share(tried, own)}; openapi-sampler: {_share(tried, sampled)}"
        )


def _share(tried: int, valid: int) -> str:
    return f"{valid} of {tried}, {valid / tried:.1%}"
