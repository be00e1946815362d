"""Fixtures: the guides of the Rensei API, and the description that they are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.docs.description import Description
from tests.docs.guides import read_guides

if TYPE_CHECKING:
    from pathlib import Path

    from tests.docs.guides import Guide


@pytest.fixture(scope="session")
def folder(repository: Path) -> Path:
    """Where the site is."""
    return repository / "docs"


@pytest.fixture(scope="session")
def guides(folder: Path) -> list[Guide]:
    """The guides."""
    return read_guides(folder)


@pytest.fixture(scope="session")
def description(repository: Path) -> Description:
    """The description."""
    return Description.load(repository / "openapi" / "rensei-api.yaml")
