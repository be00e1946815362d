"""Fixtures: the words that a reader of a small description finds, without building a project."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from sphinxext_rensei.nodes import expand
from sphinxext_rensei.render import (
    RenderContext,
    description_nodes,
    named_schema_nodes,
    operation_nodes,
    security_nodes,
)
from sphinxext_rensei.schema import Analyser
from sphinxext_rensei.spec import load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from docutils import nodes


@pytest.fixture
def context_of(tmp_path: Path) -> Callable[..., RenderContext]:
    """``context_of(paths=…)`` is a drawing of a description with these fields, and ``shown`` extensions."""

    def context_of(*, shown: tuple[str, ...] = (), **fields: Any) -> RenderContext:
        document = {"openapi": "3.2.0", "info": {"title": "T", "version": "1"}, **fields}
        path = tmp_path / "api.json"
        path.write_text(json.dumps(document), "utf-8")
        loaded = load(path)
        assert not loaded.problems, list(map(str, loaded.problems))
        return RenderContext(spec="s", loaded=loaded, analyser=Analyser(loaded), shown_extensions=shown)

    return context_of


def words_of(node: nodes.Element) -> str:
    """The text of a page's stock nodes, on one line."""
    return " ".join(" ".join(each.astext() for each in expand(node)).split())


@pytest.fixture
def operation_words(context_of: Callable[..., RenderContext]) -> Callable[..., str]:
    """The words of the first operation of a description."""

    def operation_words(**fields: Any) -> str:
        context = context_of(**fields)
        return words_of(operation_nodes(context, context.description.operations[0]))

    return operation_words


@pytest.fixture
def schema_words(context_of: Callable[..., RenderContext]) -> Callable[..., str]:
    """The words of a schema's page, without those of its example."""

    def schema_words(schema: Any, **schemas: Any) -> str:
        context = context_of(components={"schemas": {"S": schema, **schemas}})
        return words_of(named_schema_nodes(context, "S")).partition("Example: JSON")[0].strip()

    return schema_words


@pytest.fixture
def index_words(context_of: Callable[..., RenderContext]) -> Callable[..., str]:
    """The words that a description says of itself, then those of its security schemes."""

    def index_words(**fields: Any) -> str:
        context = context_of(**fields)
        schemes = security_nodes(context, list(context.description.security_schemes.values()))
        return f"{words_of(description_nodes(context))} {words_of(schemes)}"

    return index_words
