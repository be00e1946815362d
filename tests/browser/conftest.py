"""A real browser for tests of built pages; they are skipped where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.chromium import find_chromium

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

# A container's root has no sandbox, and often little shared memory; nothing but the page may reach the network.
FLAGS = (
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


# Playwright keeps an event loop in this thread: while a browser is open, `asyncio.run` fails.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium without a window, for the tests of a module."""
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed (tox run -e browser)")
    executable = find_chromium()
    if executable is None:
        pytest.skip("no Chromium on this machine: install one, or name it in CHROMIUM")
    with playwright.sync_playwright() as started:
        launched = started.chromium.launch(executable_path=executable, headless=True, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A tab with storage of its own."""
    with browser.new_context() as context:
        yield context.new_page()


@pytest.fixture(scope="session")
def axe(repository: Path) -> str:
    """The script of axe-core, which finds what bars readers from a page."""
    script = repository / "node_modules" / "axe-core" / "axe.min.js"
    if not script.is_file():
        pytest.skip("axe-core is not installed (npm ci)")
    return script.read_text("utf-8")
