"""The way to a page's Markdown: a button that copies it, or a link."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("starlette", reason="the extra 'proxy' is not installed")
pytest.importorskip("uvicorn", reason="the extra 'serve' is not installed")

from sphinxext_rensei.cli.csp import content_security_policy
from sphinxext_rensei.mock import Mock
from tests.browser.sites import Visit, site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

    from tests.conftest import Project

pytestmark = pytest.mark.xdist_group("twin")


@pytest.fixture(scope="module")
def project(make_shared_project: Callable[..., Project]) -> Project:
    return make_shared_project({"page.rst": "Page\n====\n\nSome *words* ≥ 1.\n"}, {"html_theme": "furo"})


@pytest.fixture(scope="module")
def url(project: Project) -> Iterator[str]:
    with site(project.outdir, [], Mock([]), content_security_policy(project.outdir)) as address:
        yield address


def test_the_button_copies_what_stands_beside_the_page(browser: Browser, project: Project, url: str) -> None:
    """Under the policy of the site; nothing is fetched before the click."""
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"], base_url=url) as context:
        visit = Visit(context.new_page())
        visit.page.goto("page.html")
        button = visit.page.get_by_role("button", name="Copy as Markdown")
        assert not [each for each in visit.requests if each.endswith(".md")]
        button.click()
        visit.page.get_by_role("button", name="Copied").wait_for()
        assert visit.page.evaluate("navigator.clipboard.readText()") == project.read("page.md")
        assert [each for each in visit.requests if each.endswith(".md")] == [f"GET {url}/page.md"]
        button.wait_for()
        assert visit.faults == []


@pytest.mark.parametrize("refused", ["clipboard", "file"])
def test_where_that_is_refused_the_link_takes_its_place(browser: Browser, url: str, refused: str) -> None:
    with browser.new_context(base_url=url, permissions=["clipboard-write"]) as context:
        page = context.new_page()
        if refused == "file":
            page.route("**/page.md", lambda route: route.fulfill(status=404))
        else:
            page.add_init_script("navigator.clipboard.write = () => Promise.reject(new Error('no'))")
        page.goto("page.html")
        page.get_by_role("button", name="Copy as Markdown").click()
        link = page.get_by_role("link", name="View as Markdown")
        link.wait_for()
        assert link.get_attribute("href") == "page.md"
        assert page.evaluate("document.activeElement?.textContent") == "View as Markdown"


def test_without_a_script_or_a_server_it_is_a_link(browser: Browser, project: Project, url: str) -> None:
    for address, script in ((f"{url}/page.html", False), (project.outdir.joinpath("page.html").as_uri(), True)):
        with browser.new_context(java_script_enabled=script) as context:
            page = context.new_page()
            page.goto(address)
            assert page.locator(".rensei-twin").inner_text() == "View as Markdown"
            assert page.locator(".rensei-twin button").count() == 0


def test_it_weighs_next_to_nothing(project: Project) -> None:
    """Compressed, as servers send it: what every page loads."""
    import gzip

    parts = [project.read(f"_static/rensei-twin.{suffix}") for suffix in ("js", "css")]
    assert sum(len(gzip.compress(part.encode(), mtime=0)) for part in parts) <= 750
    assert not re.search(r"@import|url\(|eval|innerHTML", "".join(parts))
