"""The pages under the conditions that readers meet: assistive technology, no script, no server, dark, small."""

from __future__ import annotations

import gzip
import re
import zlib
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("starlette", reason="the extra 'proxy' is not installed")
pytest.importorskip("uvicorn", reason="the extra 'serve' is not installed")

from sphinxext_rensei.mock import Mock
from sphinxext_rensei.schema import Analyser
from sphinxext_rensei.spec import load
from tests.browser.sites import Visit, site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.conftest import Project

pytestmark = pytest.mark.xdist_group("playground")
PAGE = "api/api/default/putBook.html"
SIMPLE = "api/api/default/getReader.html"
READER = b"""paths:
  /readers/{id}:
    get:
      operationId: getReader
      parameters:
        - {name: id, in: path, required: true, schema: {type: integer, format: int64}, example: 7}
        - {name: name, in: query, schema: {type: string}}
      responses: {"200": {description: The reader.}}
"""


@pytest.fixture(scope="module")
def project(make_shared_project: Callable[..., Project], repository: Path) -> Project:
    library = (repository / "tests" / "browser" / "library.yaml").read_bytes()
    return make_shared_project(
        {"api.yaml": library.replace(b"paths:\n", READER, 1)},
        {"rensei_specs": {"api": "api.yaml"}, "html_theme": "furo", "rensei_proxy_url": "/_rensei/proxy"},
    )


@pytest.fixture(scope="module")
def url(project: Project) -> Iterator[str]:
    analyser = Analyser(load(project.srcdir / "api.yaml"))
    with site(project.outdir, [analyser], Mock([analyser])) as address:
        yield address


def violations(page: Page, axe: str) -> list[Any]:
    """What axe finds in our part of the page."""
    page.evaluate(axe)
    # Colours that are still on their way are not those that are read.
    page.wait_for_timeout(200)
    found = page.evaluate("axe.run('.rensei-page', {resultTypes: ['violations']})")
    return [(each["id"], [node["html"][:200] for node in each["nodes"]]) for each in found["violations"]]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("operation", ["getBook", "putBook", "addPet", "upload", "stream"])
def test_axe_finds_nothing_before_and_after_a_call(
    browser: Browser, url: str, axe: str, theme: str, operation: str
) -> None:
    with browser.new_context(color_scheme="dark" if theme == "dark" else "light", bypass_csp=True) as context:
        visit = Visit(context.new_page())
        visit.page.goto(f"{url}/api/api/default/{operation}.html")
        assert violations(visit.page, axe) == []
        visit.turn_on(f"{url}/api/api/default/{operation}.html")
        assert violations(visit.page, axe) == []
        visit.send()
        assert violations(visit.page, axe) == []


def test_the_documentation_is_whole_without_scripts(browser: Browser, url: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{url}/{PAGE}")
        assert page.locator(".rensei-rows > li:visible").count() >= 6
        assert page.locator(".rensei-responses summary").first.is_visible()
        assert (
            page.locator("input:visible:not([type=radio]), .rensei-actions:visible").count() <= 1
        )  # the theme's search


def test_it_works_from_a_file(browser: Browser, project: Project) -> None:
    with browser.new_context() as context:
        visit = Visit(context.new_page())
        visit.turn_on((project.outdir / PAGE).as_uri())
        assert "books/9007199254740993" in visit.page.locator(".rensei-path").first.inner_text()
        # No proxy there, and no network: it says so.
        visit.page.locator(".rensei-primary").click()
        visit.page.locator(".rensei-why").wait_for()
        assert "A page can't send to file: addresses." in visit.page.locator(".rensei-why").inner_text()
        assert all(each.startswith("GET file:") for each in visit.requests if "_rensei" not in each)


def test_nothing_is_requested_that_the_reader_did_not_ask_for(browser: Browser, url: str) -> None:
    with browser.new_context() as context:
        visit = Visit(context.new_page())
        visit.page.goto(f"{url}/{PAGE}")
        visit.page.wait_for_timeout(300)
        # The way to the Markdown of a page is on every page.
        assert [each for each in visit.requests if re.search(r"_static/rensei-(?!twin\.)", each)] == []
        visit.page.locator(".rensei-toggle input").check(force=True)
        visit.page.locator(".rensei-setup").wait_for()
        visit.page.get_by_label("title", exact=True).fill("x")
        visit.page.wait_for_timeout(300)
        allowed = (f"GET {url}/_static/", f"GET {url}/{PAGE}", f"GET {url}/favicon.ico")
        assert [each for each in visit.requests if not each.startswith(allowed)] == []


def test_the_whole_way_by_keyboard(browser: Browser, url: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{url}/{PAGE}")
        page.locator(".rensei-toggle input").focus()
        page.keyboard.press("Space")
        page.locator(".rensei-setup").wait_for()
        reached = []
        for _ in range(60):
            page.keyboard.press("Tab")
            reached.append(
                page.evaluate(
                    "document.activeElement.getAttribute('aria-label') ?? `${document.activeElement.textContent} `"
                )
            )
            if reached[-1] == "title":
                break
        assert reached[-1] == "title"
        assert any(each.startswith("Send ⌃") for each in reached)
        page.keyboard.type("Two")
        page.keyboard.press("Control+Enter")
        page.locator(".rensei-result fieldset").wait_for()
        # The reply is announced, and the reader stays where they are.
        assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "title"
        assert page.locator(".rensei-result [role=status]").inner_text().startswith("200")
        page.get_by_role("button", name="Send", exact=True).press("Enter")
        page.get_by_label("Earlier calls").wait_for()
        assert page.evaluate("document.activeElement.textContent").startswith("Send")


@pytest.mark.parametrize("width", [390, 1000, 1440])
def test_the_page_never_scrolls_sideways(browser: Browser, url: str, width: int) -> None:
    with browser.new_context(viewport={"width": width, "height": 900}) as context:
        visit = Visit(context.new_page())
        for operation in ("getBook", "putBook", "addPet", "upload"):
            visit.turn_on(f"{url}/api/api/default/{operation}.html")
            visit.send()
            assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), operation


def test_print_shows_the_documentation_not_the_controls(browser: Browser, url: str) -> None:
    with browser.new_context() as context:
        visit = Visit(context.new_page())
        visit.turn_on(f"{url}/{PAGE}")
        visit.page.emulate_media(media="print")
        assert (
            visit.page.locator(".rensei-page :is(input:not([type=radio]), select, textarea, button):visible").count()
            == 0
        )


def test_trusted_types_find_nothing(browser: Browser, project: Project, url: str) -> None:
    with browser.new_context() as context:
        visit = Visit(context.new_page())

        def strict(route: Any) -> None:
            reply = route.fetch()
            route.fulfill(
                response=reply,
                headers={**reply.headers, "Content-Security-Policy": "require-trusted-types-for 'script'"},
            )

        visit.page.route("**/putBook.html", strict)
        visit.turn_on(f"{url}/{PAGE}")
        visit.send()
        assert [each for each in visit.faults if "rensei" in each] == []


def test_the_playground_speaks_the_language_of_the_site(
    browser: Browser, make_project: Callable[..., Project], repository: Path
) -> None:
    project = make_project(
        {"api.yaml": (repository / "tests" / "browser" / "library.yaml").read_bytes()},
        {"rensei_specs": {"api": "api.yaml"}, "rensei_proxy_url": "/_rensei/proxy", "language": "de"},
    )
    analyser = Analyser(load(project.srcdir / "api.yaml"))
    with site(project.outdir, [analyser], Mock([analyser])) as address, browser.new_context() as context:
        visit = Visit(context.new_page())
        visit.turn_on(f"{address}/{PAGE}")
        assert visit.page.locator(".rensei-toggle").inner_text() == "Ausprobieren"
        assert "Gesendet wird über den Proxy dieser Website." in visit.page.locator(".rensei-setup").inner_text()
        assert "wie dokumentiert" in visit.send()
        visit.page.locator(".rensei-editor select").last.select_option("text")
        text = visit.page.locator(".rensei-editor textarea")
        text.fill("{")
        text.blur()
        visit.page.get_by_text("kein gültiges JSON (Zeile 1, Spalte 2)").wait_for()


def test_what_types_a_body_has_stays_when_samples_follow_the_inputs(browser: Browser, url: str) -> None:
    with browser.new_context() as context:
        visit = Visit(context.new_page())
        visit.turn_on(f"{url}/{PAGE}")
        before = visit.page.locator(".rensei-types").text_content()
        visit.page.get_by_label("title", exact=True).fill("x")
        visit.page.locator(".rensei-samples pre:visible").filter(has_text='"title": "x"').first.wait_for()
        assert visit.page.locator(".rensei-types").text_content() == before


def test_bytes_that_a_page_loads(browser: Browser, project: Project, url: str) -> None:
    """Compressed, as servers send them: as opened, with the playground on, when inputs change, and everything."""
    static = project.outdir / "_static"
    everything = {path.name for path in static.glob("rensei*.*")}
    size = {name: len(gzip.compress((static / name).read_bytes(), mtime=0)) for name in everything}

    def loaded(visit: Visit) -> set[str]:
        return {each.rpartition("/")[2].partition("?")[0] for each in visit.requests if "/_static/rensei" in each}

    # The limits are counted with zlib 1.2; 1.3 writes the same scripts 0.6 % larger.
    percents = 100 if zlib.ZLIB_RUNTIME_VERSION.startswith("1.2.") else 99

    def total(names: Iterable[str]) -> int:
        return sum(size[name] for name in names) * percents // 100

    opened = {"rensei.css", "rensei.js"}
    on = {*opened, "rensei-call.js"}
    more = {*on, "rensei-more.js"}
    languages = {*more, "rensei-languages.js"}
    with browser.new_context() as context:
        visit = Visit(context.new_page())
        visit.page.goto(f"{url}/{SIMPLE}")
        assert loaded(visit) == opened
        assert total(opened) <= 6_050, size
        visit.page.get_by_role("button", name="Copy as Markdown").wait_for()
        visit.turn_on(f"{url}/{SIMPLE}")
        visit.page.get_by_label("id", exact=True).first.fill("5")
        visit.page.keyboard.press("Tab")
        visit.page.locator(".rensei-samples pre:visible").filter(has_text="/5").first.wait_for()
        assert loaded(visit) == on
        assert total(on) <= 15_000, size
    with browser.new_context() as context:
        visit = Visit(context.new_page())
        visit.turn_on(f"{url}/{PAGE}")
        visit.page.get_by_label("title", exact=True).fill("x")
        visit.send()
        assert loaded(visit) == more
        assert total(more) <= 27_900, size
        visit.page.locator(".rensei-samples > label").filter(has_text="Go").click()
        sample = visit.page.locator(".rensei-samples pre:visible").filter(has_text="package main")
        sample.filter(has_text='"x"').wait_for()
        assert loaded(visit) == languages
        assert total(languages) <= 30_000, size
        visit.page.goto(f"{url}/api/api/index.html")
        # Where authorization servers send readers back to; the switch of versions, where there are several; the way to
        # the Markdown of pages that hold nothing of ours.
        elsewhere = {
            *(
                "rensei-callback.html",
                "rensei-callback.js",
                "rensei-versions.css",
                "rensei-twin.css",
                "rensei-twin.js",
            ),
        }
        assert everything - loaded(visit) == elsewhere
        assert total(everything) <= 32_700, size
