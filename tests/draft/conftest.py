"""Fixtures: drafts for routes, beside a description of a few lines."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from sphinxext_rensei.draft import draft
from sphinxext_rensei.spec import load
from tests.drift.conftest import HEAD, make_route

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sphinxext_rensei.draft import Drafts
    from sphinxext_rensei.routes import Route


@pytest.fixture
def draft_for(tmp_path: Path) -> Callable[..., Drafts]:
    """``draft_for(text, *routes)``: drafts beside a description, whose *text* follows its head."""

    def draft_for(text: str, *routes: Route | str, bases: list[str] | None = None) -> Drafts:
        path = tmp_path / "api.yaml"
        path.write_text(HEAD + dedent(text).strip("\n") + "\n", "utf-8")
        made = [make_route(route) if isinstance(route, str) else route for route in routes]
        return draft(load(path, name=lambda path: path.name), made, bases)

    return draft_for
