"""Pictures of every kind of page, in each theme, dark and light, wide and narrow; a machine looks at them first.

They are for people to look at, in the folder that ``PICTURES`` names.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

pytest.importorskip("starlette", reason="the extra 'proxy' is not installed")

from sphinxext_rensei.mock import Mock
from sphinxext_rensei.schema import Analyser
from sphinxext_rensei.spec import load
from tests.browser.sites import site
from tests.browser.test_kinds import GUIDE, KINDS, PROSE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page, Route

    from tests.conftest import Project

pytestmark = [
    pytest.mark.skipif("PICTURES" not in os.environ, reason="`tox run -e pictures` takes them"),
    pytest.mark.xdist_group("pictures"),
]

THEMES: Final[dict[str, dict[str, Any]]] = {
    "alabaster": {},
    "furo": {},
    "pydata_sphinx_theme": {},
    "shibuya": {},
    "sphinx_book_theme": {},
    "sphinx_rtd_theme": {},
    # Last, as it changes how Sphinx writes pages of every theme in the same process.
    "sphinx_immaterial": {
        "extensions": ["sphinx_immaterial", "sphinxext_rensei"],
        "html_theme_options": {
            "font": False,
            "palette": [
                {"media": "(prefers-color-scheme: light)", "scheme": "default"},
                {"media": "(prefers-color-scheme: dark)", "scheme": "slate"},
            ],
        },
    },
}
"""Module of a theme -> what conf.py has for it."""
SHOWN: Final = ("index", "tag", "operation", "deprecated", "schema", "schemas", "webhook", "guide", "prose")
WIDTHS: Final = (390, 1440)
PALE: Final = {"sphinx_immaterial": ["code.docutils"], "sphinx_rtd_theme": ["a", "code.docutils"]}
"""What a theme gives a colour of its own that is too pale, beside code."""
AXE: Final = "(exclude) => axe.run({include: ['.rensei-page'], exclude}, {runOnly: ['color-contrast']})"
LOOKS: Final = Path(__file__).with_name("looks.js").read_text("utf-8")


@pytest.fixture(scope="module", params=THEMES)
def theme(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    pytest.importorskip(name, reason=f"{name} is not installed (tox run -e pictures)")
    return name


@pytest.fixture(scope="module")
def url(theme: str, make_shared_project: Callable[..., Project], repository: Path) -> Iterator[str]:
    description = repository / "docs" / "extension" / "demo" / "ferries.yaml"
    project = make_shared_project(
        {"ferries.yaml": description.read_bytes(), "guide.rst": GUIDE, "prose.rst": PROSE},
        {
            "rensei_specs": {"api": "ferries.yaml"},
            "rensei_proxy_url": "/_rensei/proxy",
            "html_theme": theme,
            **THEMES[theme],
        },
        # What a theme warns about is its own business.
        warnings=True,
    )
    analyser = Analyser(load(project.srcdir / "ferries.yaml"))
    with site(project.outdir, [analyser], Mock([analyser])) as address:
        yield address


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_look_right_at_home_and_in_use(
    browser: Browser, axe: str, url: str, theme: str, scheme: Any, width: int
) -> None:
    """Nothing is cut off, nothing lies on another, nothing is too pale, and the page does not scroll sideways."""
    folder = Path(os.environ["PICTURES"], theme)
    folder.mkdir(parents=True, exist_ok=True)
    found: dict[str, list[str]] = {}
    with browser.new_context(
        color_scheme=scheme, reduced_motion="reduce", viewport={"width": width, "height": 900}
    ) as context:
        page = context.new_page()
        page.route("**/*", lambda route: stay_here(route, url))
        for kind in SHOWN:
            page.goto(f"{url}/{KINDS[kind]}.html")
            found[kind] = faults(page, axe, theme)
            page.screenshot(path=folder / f"{kind}-{width}-{scheme}.png", full_page=True)
        page.goto(f"{url}/{KINDS['operation']}.html")
        page.locator(".rensei-toggle input").check(force=True)
        page.locator(".rensei-setup").wait_for()
        page.locator(".rensei-primary").click()
        page.locator(".rensei-result:not([aria-busy]) :is(fieldset, .rensei-why)").first.wait_for()
        found["reply"] = faults(page, axe, theme)
        page.screenshot(path=folder / f"reply-{width}-{scheme}.png", full_page=True)
    assert {kind: each for kind, each in found.items() if each} == {}


def stay_here(route: Route, url: str) -> None:
    """Let nothing of a theme reach another host."""
    if route.request.url.startswith((url, "data:")):
        route.continue_()
    else:
        route.abort()


def faults(page: Page, axe: str, theme: str) -> list[str]:
    """What a machine sees."""
    page.evaluate("document.fonts.ready.then(() => true)")
    page.evaluate(axe)
    ours = page.locator(".rensei-page").count() > 0
    result = page.evaluate(AXE, [".highlight", *PALE.get(theme, ())]) if ours else {"violations": []}
    pale = [f"{each['id']}: {node['html'][:120]}" for each in result["violations"] for node in each["nodes"]]
    looks: list[str] = page.evaluate(LOOKS)
    return [*looks, *pale]
