"""What the tests of whole builds share."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def api() -> str:
    """A small description that uses every part that a page shows."""
    return Path(__file__).with_name("api.yaml").read_text("utf-8")
