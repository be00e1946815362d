"""Operations that a guide embeds, in a browser: what is hidden, what is expected; and calls without a script."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("starlette", reason="the extra 'proxy' is not installed")
pytest.importorskip("uvicorn", reason="the extra 'serve' is not installed")

from starlette.requests import Request
from starlette.responses import JSONResponse

from sphinxext_rensei.schema import Analyser
from sphinxext_rensei.spec import load
from tests.browser.sites import Recorder, Visit, served, site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser
    from starlette.types import Receive, Scope, Send

    from tests.conftest import Project

pytestmark = pytest.mark.xdist_group("playground")
API = """\
openapi: 3.1.0
info: {title: Test, version: "1"}
servers: [{url: /v1}]
paths:
  /books:
    post:
      operationId: add
      parameters:
        - {name: dry, in: query, schema: {type: boolean}}
        - {name: X-Key, in: header, required: true, schema: {type: string}}
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [title, kind]
              properties:
                title: {type: string}
                kind: {enum: [novel, essay]}
                author: {type: object, properties: {name: {type: string}, code: {type: integer}}}
                copies:
                  type: array
                  items: {type: object, properties: {place: {type: string}, state: {enum: [new, worn]}}}
      responses:
        201: {description: Added., content: {application/json: {schema: {type: object}}}}
        422: {description: Full., content: {application/json: {schema: {type: object}}}}
  /find:
    get:
      operationId: find
      servers: [{url: /v1}, {url: "UPSTREAM"}]
      parameters:
        - {name: q, in: query, required: true, schema: {type: string}}
        - {name: order, in: query, schema: {enum: [asc, desc]}}
        - {name: limit, in: query, schema: {type: integer, default: 20}}
        - {name: kinds, in: query, schema: {type: array, items: {enum: [novel, essay, poem]}}}
      responses: {"200": {description: Found., content: {application/json: {schema: {type: object}}}}}
  /all:
    get:
      operationId: all
      servers: [{url: "UPSTREAM"}]
      parameters: [{name: page, in: query, schema: {type: integer}}]
      responses: {"200": {description: All., content: {application/json: {schema: {type: object}}}}}
"""
GUIDE = """\
Guide
=====

.. rensei-operation:: add
   :hide: X-Key, dry, kind, author.code, copies[].state
   :values:
     X-Key = k
     kind = essay
     author.code = 9007199254740993
     copies[].state = worn
   :expect: 201

.. rensei-operation:: add
   :no-index:
   :expect: 422
"""
CODE = {"code": 9007199254740993}
WORN = {"state": "worn"}
POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; connect-src 'self'; "
    "img-src 'self' data:; font-src 'self'; base-uri 'none'"
)
"""Under which the theme's own parts work."""


@pytest.fixture(scope="module")
def upstream() -> Recorder:
    """What both the proxy and browsers themselves call."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await Request(scope, receive).body()
        await JSONResponse({}, 201)(scope, receive, send)

    return Recorder(app)


@pytest.fixture(scope="module")
def url(make_shared_project: Callable[..., Project], upstream: Recorder) -> Iterator[str]:
    conf = {"rensei_specs": {"api": "api.yaml"}, "html_theme": "furo", "rensei_proxy_url": "/_rensei/proxy"}
    with served(upstream) as address:
        files = {"api.yaml": API.replace("UPSTREAM", f"{address}/v2"), "guide.rst": GUIDE}
        project = make_shared_project(files, conf)
        analysers = [Analyser(load(project.srcdir / "api.yaml"))]
        with site(project.outdir, analysers, upstream, csp=POLICY) as found:
            yield found


def test_what_is_hidden_is_sent_and_the_reply_says_whether_it_is_expected(
    browser: Browser, url: str, upstream: Recorder
) -> None:
    with browser.new_context() as context:
        visit = Visit(context.new_page())
        visit.page.goto(f"{url}/guide.html")
        first, second = visit.page.locator(".rensei-page").all()
        first.locator(".rensei-toggle input").check(force=True)
        first.get_by_label("title", exact=True).fill("Sea")
        assert first.get_by_label("kind", exact=True).count() == 0
        assert first.get_by_label("X-Key", exact=True).count() == 0
        assert first.get_by_label("state", exact=True).count() == 0
        first.get_by_label("Add copies", exact=True).click()
        first.get_by_label("place", exact=True).last.fill("Bern")
        first.locator("pre").filter(has_text='"title": "Sea"').first.wait_for()
        assert "X-Key: k" in (first.locator(".rensei-samples pre").first.text_content() or "")
        first.locator(".rensei-primary").click()
        told = first.locator(".rensei-result [role=status]")
        told.get_by_text("Added. (as expected)", exact=True).wait_for()
        arrived = upstream.arrived[-1]
        assert dict(arrived.headers)["x-key"] == "k"
        assert json.loads(arrived.body) == {
            "title": "Sea",
            "kind": "essay",
            "author": {"name": "Ada Lovelace", **CODE},
            "copies": [{"place": "London", **WORN}, {"place": "Bern", **WORN}],
        }
        # From nothing, too.
        first.get_by_label("Start from", exact=True).select_option("nothing")
        first.locator(".rensei-primary").click()
        first.locator(".rensei-result:not([aria-busy]) fieldset").first.wait_for()
        assert json.loads(upstream.arrived[-1].body) == {"kind": "essay", "author": CODE}
        second.locator(".rensei-toggle input").check(force=True)
        second.get_by_label("X-Key", exact=True).fill("other")
        second.locator(".rensei-primary").click()
        second.locator(".rensei-result [role=status]").get_by_text("Added. (422 was expected)").wait_for()
        assert dict(upstream.arrived[-1].headers)["x-key"] == "other"
        assert visit.faults == []


BODY = {"title": "Sea", "kind": "novel", "author": {"code": 1}, "copies": [{"place": "Bern", "state": "new"}]}


@pytest.mark.parametrize(
    "given",
    [
        {"mediaType": "application/json", "instance": BODY},
        {"mediaType": "application/json", "text": json.dumps(BODY)},
        {"mediaType": "text/plain", "instance": BODY},
        {"instance": "novel"},
    ],
)
def test_no_link_changes_what_is_hidden(browser: Browser, url: str, upstream: Recorder, given: Any) -> None:
    parameters = {"header": {"X-Key": "other"}, "query": {"dry": True}}
    held = json.dumps({"id": "api-add", "parameters": parameters, **given})
    fragment = base64.urlsafe_b64encode(held.encode()).decode().rstrip("=")
    with browser.new_context() as context:
        visit = Visit(context.new_page())
        visit.page.goto(f"{url}/guide.html#try=1{fragment}")
        first = visit.page.locator(".rensei-page").first
        first.get_by_text("Filled in by the link").wait_for()
        first.locator(".rensei-primary").click()
        first.locator(".rensei-result:not([aria-busy]) fieldset").first.wait_for()
        arrived = upstream.arrived[-1]
        assert (dict(arrived.headers)["x-key"], arrived.query) == ("k", "")
        body = json.loads(arrived.body)
        assert (body["kind"], body["author"]["code"]) == ("essay", CODE["code"])
        assert [each["state"] for each in body["copies"]] == ["worn"]
        assert body["title"] == (
            "Sea" if given.get("mediaType") == "application/json" and "instance" in given else "A short title"
        )


def test_a_form_is_sent_without_a_script(browser: Browser, url: str, upstream: Recorder) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{url}/api/api/default/find.html")
        assert page.locator(".rensei-native form").is_hidden()
        page.locator("summary", has_text="Test it without a script").click()
        page.get_by_label("q required").fill("sea & sky")
        page.get_by_role("combobox", name="order", exact=True).select_option("desc")
        page.get_by_role("listbox", name="kinds", exact=True).select_option(["novel", "poem"])
        with context.expect_page() as opened:
            page.get_by_role("button", name="Send in a new tab").click()
        opened.value.wait_for_load_state()
        arrived = next(each for each in reversed(upstream.arrived) if each.path != "/favicon.ico")
        assert (arrived.method, arrived.path) == ("GET", "/v2/find")
        assert arrived.query == "q=sea+%26+sky&order=desc&limit=&kinds=novel&kinds=poem"
        assert "referer" not in dict(arrived.headers)
        assert page.url == f"{url}/api/api/default/find.html"
        page.goto(f"{url}/api/api/default/all.html")
        page.locator("summary", has_text="Test it without a script").click()
        with context.expect_page() as opened:
            page.get_by_role("link", name="Send without inputs").click()
        opened.value.wait_for_load_state()
        arrived = next(each for each in reversed(upstream.arrived) if each.path != "/favicon.ico")
        assert (arrived.path, arrived.query) == ("/v2/all", "")


def test_a_form_has_no_place_where_scripts_run(browser: Browser, url: str) -> None:
    with browser.new_context() as context:
        visit = Visit(context.new_page())
        visit.page.goto(f"{url}/api/api/default/find.html")
        assert visit.page.locator(".rensei-native").count() == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1200, 390])
@pytest.mark.parametrize("operation", ["find", "all"])
def test_axe_finds_nothing_in_a_form_without_a_script(
    browser: Browser, url: str, axe: str, operation: str, theme: Any, width: int
) -> None:
    """As a browser without scripts shows it: what asks the page is a script."""
    with browser.new_context(color_scheme=theme, viewport={"width": width, "height": 800}, bypass_csp=True) as context:
        page = context.new_page()
        page.goto(f"{url}/api/api/default/{operation}.html")
        page.evaluate("""() => {
          const quiet = document.querySelector('.rensei-page > noscript');
          quiet.replaceWith(...new DOMParser().parseFromString(quiet.textContent, 'text/html').body.childNodes);
          document.querySelector('details.rensei-native').open = true;
        }""")
        assert page.locator(".rensei-native input").first.is_visible()
        page.evaluate(axe)
        page.wait_for_timeout(200)
        found = page.evaluate("axe.run('.rensei-page', {resultTypes: ['violations']})")
        assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
