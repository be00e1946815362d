"""What the author of a description says about calls from its pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("starlette", reason="the extra 'proxy' is not installed")
pytest.importorskip("uvicorn", reason="the extra 'serve' is not installed")

from starlette.responses import JSONResponse

from sphinxext_rensei.schema import Analyser
from sphinxext_rensei.spec import load
from tests.browser.sites import Recorder, Visit, site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Dialog

    from tests.conftest import Project

pytestmark = pytest.mark.xdist_group("playground")
API = """\
openapi: 3.1.0
info: {title: Test, version: "1"}
servers:
  - {url: /v1, description: Live, x-rensei-production: true}
  - {url: /v2, description: Trial, x-rensei-proxy: direct}
paths:
  /read:
    get:
      operationId: read
      x-rensei-playground: read-only
      parameters: [{name: q, in: query, schema: {type: string}}]
      responses: {"200": {description: Read.}}
  /gone:
    delete: {operationId: gone, responses: {"200": {description: Gone.}}}
    post: {operationId: grave, x-rensei-playground: confirm, responses: {"200": {description: Made.}}}
  /asked:
    get: {operationId: asked, x-rensei-proxy: ask, responses: {"200": {description: Asked.}}}
"""


@pytest.fixture(scope="module")
def recorder() -> Recorder:
    return Recorder(JSONResponse({}))


@pytest.fixture(scope="module")
def url(make_shared_project: Callable[..., Project], recorder: Recorder) -> Iterator[str]:
    conf = {"rensei_specs": {"api": "api.yaml"}, "html_theme": "furo", "rensei_proxy_url": "/_rensei/proxy"}
    project = make_shared_project({"api.yaml": API}, conf)
    with site(project.outdir, [Analyser(load(project.srcdir / "api.yaml"))], recorder) as address:
        yield f"{address}/api/api/default"


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    with browser.new_context() as context:
        yield Visit(context.new_page())


def calls(visit: Visit) -> list[str]:
    """What was requested beside the files of the site, without its origin."""
    found = (re.sub("http://[^/]*", "", each) for each in visit.requests)
    return [each for each in found if re.search("/(v1|v2|_rensei)/", each)]


def test_a_read_only_form_writes_samples_and_sends_nothing(visit: Visit, url: str) -> None:
    visit.turn_on(f"{url}/read.html")
    visit.page.get_by_label("q", exact=True).fill("x")
    visit.page.wait_for_function("document.querySelector('.rensei-aside pre').textContent.includes('q=x')")
    assert visit.page.locator(".rensei-primary").count() == 0
    assert visit.page.get_by_text("nothing is sent").is_visible()
    visit.page.get_by_label("q", exact=True).press("Enter")
    visit.page.get_by_label("q", exact=True).press("Control+Enter")
    visit.page.wait_for_timeout(200)
    assert calls(visit) == []


@pytest.mark.parametrize(("name", "said"), [("gone", "Send DELETE"), ("grave", "Send POST")])
def test_what_is_grave_is_sent_when_the_reader_agrees(visit: Visit, url: str, name: str, said: str) -> None:
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.message)
        if len(asked) == 1:
            dialog.dismiss()
        else:
            dialog.accept()

    visit.page.on("dialog", answer)
    visit.turn_on(f"{url}/{name}.html")
    visit.page.locator(".rensei-primary").click()
    visit.page.wait_for_timeout(200)
    assert calls(visit) == []
    assert visit.send().startswith("200")
    assert asked[0] == asked[1]
    assert asked[0].startswith(f"{said} http://127.0.0.1:")
    assert asked[0].endswith("/v1/gone?")


def test_only_a_server_that_is_marked_asks_before_it_deletes(visit: Visit, url: str) -> None:
    visit.page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    visit.turn_on(f"{url}/gone.html")
    visit.page.get_by_label("Server", exact=True).select_option("1")
    visit.page.get_by_text("straight from this browser").wait_for()
    visit.send()
    assert calls(visit) == ["DELETE /v2/gone"]


def test_the_reader_chooses_the_way_where_the_author_asks_for_that(visit: Visit, url: str, recorder: Recorder) -> None:
    visit.turn_on(f"{url}/asked.html")
    assert visit.send().startswith("200")
    assert calls(visit) == ["POST /_rensei/proxy"]
    assert recorder.arrived[-1].path == "/v1/asked"
    visit.page.get_by_label("Through the proxy", exact=True).uncheck()
    visit.page.get_by_text("Sent straight from this browser").wait_for()
    visit.send()
    assert calls(visit) == ["POST /_rensei/proxy", "GET /v1/asked"]


def test_a_base_url_of_ones_own_is_there_on_the_next_page(visit: Visit, url: str) -> None:
    visit.turn_on(f"{url}/asked.html")
    visit.page.get_by_label("Server", exact=True).select_option("own")
    visit.page.get_by_label("Base URL", exact=True).fill("https://mine.example/api")
    visit.turn_on(f"{url}/read.html")
    assert visit.page.locator(".rensei-path").text_content() == "https://mine.example/api/read"
    visit.page.get_by_label("Server", exact=True).select_option("0")
    visit.turn_on(f"{url}/asked.html")
    assert "mine.example" not in (visit.page.locator(".rensei-path").text_content() or "")
