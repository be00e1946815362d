"""Every kind of page, as people read it: by ear, by key, enlarged, without motion, and by the search."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("starlette", reason="the extra 'proxy' is not installed")

from sphinxext_rensei.mock import Mock
from sphinxext_rensei.schema import Analyser
from sphinxext_rensei.spec import load
from tests.browser.sites import site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.conftest import Project

pytestmark = pytest.mark.xdist_group("kinds")

KINDS = {
    "index": "api/api/index",
    "tag": "api/api/tickets/index",
    "operation": "api/api/tickets/bookTicket",
    "stream": "api/api/timetable/followFerry",
    "deprecated": "api/api/tickets/uploadPapers",
    "webhooks": "api/api/webhooks/index",
    "webhook": "api/api/webhooks/ferryCancelled",
    "schemas": "api/api/schemas/index",
    "schema": "api/api/schemas/Vehicle",
    "guide": "guide",
    "prose": "prose",
    "by path": "rensei-operations-by-path",
}
NAMELESS = re.compile(
    r"^ *- (?:button|link|textbox|combobox|checkbox|radio|spinbutton)(?: \[.*\])?$", flags=re.MULTILINE
)
GUIDE = """\
Guide
=====

Find a ferry
------------

.. rensei-operations::
   :tag: Timetable

Book it
-------

.. rensei-operation:: bookTicket
   :sections: body, responses

.. rensei-schema:: Ticket
   :no-index:

Sign in
-------

.. rensei-security::
"""

PROSE = """\
Prose
=====

Tickets
-------

.. rensei-endpoint:: POST /tickets/{id}/move
   :summary: Move to another departure

   Takes a ``number``.

   ======= ====
   field   type
   ======= ====
   number  text
   ======= ====

.. rensei-endpoint:: GET /tickets
   :deprecated:

Map
---

.. rensei-routes::

   :/crew: For who works on board.

Coverage
--------

.. rensei-coverage::

:rensei:op:`GET /ports`
"""


@pytest.fixture(scope="module")
def project(make_shared_project: Callable[..., Project], repository: Path) -> Project:
    description = repository / "docs" / "extension" / "demo" / "ferries.yaml"
    return make_shared_project(
        {"ferries.yaml": description.read_bytes(), "guide.rst": GUIDE, "prose.rst": PROSE},
        {"rensei_specs": {"api": "ferries.yaml"}, "html_theme": "furo", "rensei_proxy_url": "/_rensei/proxy"},
    )


@pytest.fixture(scope="module")
def url(project: Project) -> Iterator[str]:
    analyser = Analyser(load(project.srcdir / "ferries.yaml"))
    with site(project.outdir, [analyser], Mock([analyser])) as address:
        yield address


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_any_kind_of_page(browser: Browser, url: str, axe: str, theme: Any) -> None:
    """In all that the theme lets us write: headings, names of controls, contrast, and the rest of WCAG 2.2 AA."""
    with browser.new_context(color_scheme=theme) as context:
        page = context.new_page()
        found = {}
        for kind, path in KINDS.items():
            page.goto(f"{url}/{path}.html")
            page.evaluate(axe)
            result = page.evaluate("axe.run('article', {resultTypes: ['violations']})")
            found[kind] = [
                (each["id"], [node["html"][:200] for node in each["nodes"]]) for each in result["violations"]
            ]
    assert {kind: faults for kind, faults in found.items() if faults} == {}


def test_headings_never_skip_a_level(browser: Browser, url: str) -> None:
    """A list of headings is how many find their way."""
    with browser.new_context() as context:
        page = context.new_page()
        for kind, path in KINDS.items():
            page.goto(f"{url}/{path}.html")
            levels = page.eval_on_selector_all(
                "article :is(h1,h2,h3,h4,h5,h6)", "all => all.map(each => +each.tagName[1])"
            )
            assert levels[0] == 1, kind
            assert all(after <= before + 1 for before, after in pairwise(levels)), (kind, levels)


def test_every_control_has_a_name(browser: Browser, url: str) -> None:
    """What can be focused says what it is."""
    with browser.new_context() as context:
        page = context.new_page()
        for kind, path in KINDS.items():
            page.goto(f"{url}/{path}.html")
            if page.locator(".rensei-toggle input").count():
                page.locator(".rensei-toggle input").first.check(force=True)
                page.locator(".rensei-setup").wait_for()
            tree = page.locator("article").aria_snapshot()
            assert NAMELESS.findall(tree) == [], kind


def test_all_fits_at_twice_the_size(browser: Browser, url: str) -> None:
    """A window of 1280 pixels, zoomed to 200 %, has room for 640 (WCAG 1.4.4), and to 400 % for 320 (1.4.10)."""
    for width in (640, 320):
        with browser.new_context(viewport={"width": width, "height": 512}) as context:
            page = context.new_page()
            for kind, path in KINDS.items():
                page.goto(f"{url}/{path}.html")
                assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (width, kind)


def test_nothing_of_ours_moves_where_less_motion_is_wished_for(browser: Browser, url: str) -> None:
    """Neither transitions nor animations are left."""
    with browser.new_context(reduced_motion="reduce") as context:
        page = context.new_page()
        page.goto(f"{url}/{KINDS['operation']}.html")
        page.locator(".rensei-toggle input").check(force=True)
        page.locator(".rensei-setup").wait_for()
        moving = page.evaluate(
            "[...document.querySelectorAll('.rensei-page *')].filter((each) => {"
            " const style = getComputedStyle(each);"
            " return [...style.transitionDuration.split(','), ...style.animationDuration.split(',')].some((time) =>"
            " parseFloat(time) > 0.01) }).map((each) => each.className)"
        )
    assert moving == []


def test_a_page_is_read_in_the_order_of_its_matter(browser: Browser, url: str) -> None:
    """What a screen reader says of an operation: its name, its address, then what to send, then what comes back."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{url}/{KINDS['operation']}.html")
        tree = page.locator("article").aria_snapshot()
    said = re.findall(r'- heading "(.*?)" \[level=(\d)\]', tree)
    # The theme's and our own links to a heading are in it.
    titles = [(re.sub(r"( Link to .*)?( ¶)?$", "", title), int(level)) for title, level in said]
    assert [each for each in titles if each[1] <= 2] == HEADINGS
    places = [tree.index(each) for each in ORDER]
    assert places == sorted(places), tree


HEADINGS = [
    ("Book a ticket", 1),
    ("Authorization", 2),
    ("Header parameters", 2),
    ("Request body required", 2),
    ("Responses", 2),
    ("Callbacks", 2),
]
ORDER = (
    *('heading "Book a ticket', "POST", "/tickets", "Books places on a ferry", 'heading "Authorization', "X-Key"),
    *("A text of your own", "Number of the departure", "the driver included", 'heading "Responses', "Callbacks"),
)


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("bookTicket", "Book a ticket"),
        ("/departures/{number}/position", "Follow a ferry"),
        ("Call a crossing off", "Call a crossing off"),
        ("Idempotency-Key", "Book a ticket"),
        ("the ferry is full", "Book a ticket"),
        ("ferryCancelled", "A ferry does not leave"),
    ],
    ids=["id", "path", "summary", "parameter", "error", "webhook"],
)
def test_the_search_finds_the_operation_first(browser: Browser, url: str, words: str, title: str) -> None:
    """By whatever a reader knows of it."""
    with browser.new_context() as context:
        page: Page = context.new_page()
        page.goto(f"{url}/search.html")
        page.locator("article input[name=q], input[name=q]").last.fill(words)
        page.keyboard.press("Enter")
        first = page.locator("#search-results li a").first
        first.wait_for()
        page.wait_for_function("document.querySelector('.search-summary')?.textContent.trim().length > 0")
        assert first.inner_text().startswith(title)
        assert "View as Markdown" not in page.locator("#search-results").inner_text()
