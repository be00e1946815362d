"""Calls straight from the browser, to an API of another origin; tokens from an authorization server."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

pytest.importorskip("starlette", reason="the extra 'proxy' is not installed")
pytest.importorskip("uvicorn", reason="the extra 'serve' is not installed")

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import JSONResponse, RedirectResponse
from starlette.routing import Route
from starlette.staticfiles import StaticFiles

from tests.browser.sites import Visit, served

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser
    from starlette.requests import Request

    from tests.conftest import Project


class Api:
    """A resource, and the authorization server that guards it."""

    def __init__(self) -> None:
        self.challenges: dict[str, str] = {}
        self.asked: list[dict[str, str]] = []
        self.seen: list[dict[str, str]] = []

    async def authorize(self, request: Request) -> RedirectResponse:
        query = dict(request.query_params)
        self.challenges["c0de"] = query["code_challenge"]
        assert query["code_challenge_method"] == "S256"
        assert len(query["state"]) >= 43
        # What somebody else's window says is heard by nobody.
        return RedirectResponse(f"{query['redirect_uri']}?code=c0de&state={query['state']}")

    async def token(self, request: Request) -> JSONResponse:
        fields = {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}
        self.asked.append(fields)
        if fields["grant_type"] == "authorization_code":
            digest = hashlib.sha256(fields["code_verifier"].encode()).digest()
            if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != self.challenges.pop(fields["code"], ""):
                return JSONResponse({"error": "invalid_grant"}, 400)
        if fields.get("password") == "wrong":
            return JSONResponse({"error": "invalid_grant", "error_description": "no such reader"}, 400)
        return JSONResponse({"access_token": f"t-{fields['grant_type']}", "refresh_token": "r1", "expires_in": 60})

    async def things(self, request: Request) -> JSONResponse:
        self.seen.append(dict(request.headers))
        return JSONResponse({"id": 1}, headers={"X-Secret": "hidden"})

    def app(self) -> Starlette:
        open_to_all = Middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["*"], allow_headers=["*"])
        routes = [
            Route("/authorize", self.authorize),
            Route("/token", self.token, methods=["POST"]),
            Route("/things", self.things),
        ]
        return Starlette(routes=routes, middleware=[open_to_all])


def description(url: str, closed: str) -> dict[str, Any]:
    flow = {"tokenUrl": f"{url}/token", "scopes": {"read": "x"}}
    flows = {
        "authorizationCode": {**flow, "authorizationUrl": f"{url}/authorize"},
        "clientCredentials": flow,
        "password": flow,
    }
    content = {"application/json": {"schema": {"type": "object", "required": ["name"], "properties": {"id": {}}}}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "servers": [{"url": url}, {"url": closed}, {"url": "http://127.0.0.1:9"}],
        "paths": {
            "/things": {
                "get": {
                    "operationId": "things",
                    "security": [{"signIn": ["read"]}],
                    "responses": {"200": {"description": "Things.", "content": content}},
                }
            }
        },
        "components": {"securitySchemes": {"signIn": {"type": "oauth2", "flows": flows}}},
    }


@pytest.fixture(scope="module")
def api() -> Api:
    return Api()


@pytest.fixture(scope="module")
def page_url(make_shared_project: Callable[..., Project], api: Api) -> Iterator[str]:
    closed = Starlette(routes=[Route("/things", api.things)])
    with served(api.app()) as url, served(closed) as closed_url:
        text = json.dumps(description(url, closed_url))
        project = make_shared_project({"api.json": text}, {"rensei_specs": {"api": "api.json"}, "html_theme": "furo"})
        with served(StaticFiles(directory=project.outdir)) as site:
            yield f"{site}/api/api/default/things.html"


@pytest.fixture
def visit(browser: Browser, page_url: str) -> Iterator[Visit]:
    with browser.new_context() as context:
        opened = Visit(context.new_page())
        opened.turn_on(page_url)
        yield opened


def sign_in(visit: Visit, flow: str, **fields: str) -> None:
    visit.page.get_by_role("button", name="Get a token").click()
    visit.page.get_by_label("Flow", exact=True).select_option(flow)
    for label, value in fields.items():
        visit.page.get_by_label(label.replace("_", " "), exact=True).fill(value)
    visit.page.get_by_role("button", name="Sign in", exact=True).click()


def test_an_authorization_code_is_fetched_with_a_proof_and_the_token_is_sent(visit: Visit, api: Api) -> None:
    with visit.page.context.expect_page():
        sign_in(visit, "authorization_code", client_id="me")
    visit.page.get_by_text("Signed in for 60 s.").wait_for()
    assert api.asked[-1]["client_id"] == "me"
    assert urlsplit(api.asked[-1]["redirect_uri"]).path == "/_static/rensei-callback.html"
    said = visit.send()
    assert said.startswith("200")
    assert "differs from the documentation in one place" in said
    assert "/name is missing" in visit.page.locator(".rensei-differences").text_content()  # type: ignore[operator]
    assert "straight from this browser" in said
    assert api.seen[-1]["authorization"] == "Bearer t-authorization_code"
    assert not {"cookie", "referer"} & set(api.seen[-1])
    visit.page.get_by_role("button", name="Refresh").click()
    visit.page.wait_for_function("document.querySelector('[aria-label=\"signIn\"]').value === 't-refresh_token'")


def test_another_state_is_no_answer(visit: Visit) -> None:
    visit.page.context.route("**/authorize*", lambda route: route.fulfill(body="waiting"))
    with visit.page.context.expect_page():
        sign_in(visit, "authorization_code", client_id="me")
    visit.page.evaluate(
        "const other = new BroadcastChannel('rensei-oauth');"
        "other.postMessage('?code=evil&state=guess'); other.postMessage({})"
    )
    visit.page.wait_for_timeout(300)
    assert visit.page.get_by_text("Waiting for the authorization server").is_visible()


def test_a_window_that_shuts_itself_off_is_waited_for(visit: Visit) -> None:
    """To the page that opened it, it looks closed."""
    policy = {"Cross-Origin-Opener-Policy": "same-origin"}
    visit.page.context.route("**/authorize*", lambda route: route.fulfill(body="waiting", headers=policy))
    with visit.page.context.expect_page() as opened:
        sign_in(visit, "authorization_code", client_id="me")
    opened.value.get_by_text("waiting").wait_for()
    visit.page.wait_for_timeout(1500)
    assert visit.page.get_by_text("Waiting for the authorization server").is_visible()


def test_client_credentials_and_a_wrong_password(visit: Visit, api: Api) -> None:
    sign_in(visit, "client_credentials", client_id="me")
    visit.page.get_by_text("Signed in").wait_for()
    assert api.asked[-1] == {"grant_type": "client_credentials", "client_id": "me", "scope": "read"}
    visit.page.get_by_label("Flow", exact=True).select_option("password")
    visit.page.get_by_label("user name", exact=True).fill("ada")
    visit.page.get_by_label("password", exact=True).fill("wrong")
    visit.page.get_by_role("button", name="Sign in", exact=True).click()
    visit.page.get_by_text("No token: no such reader").wait_for()


def test_a_refusal_is_explained_when_the_reader_asks(visit: Visit) -> None:
    page = visit.page
    page.get_by_label("Server", exact=True).select_option("1")
    page.locator(".rensei-primary").click()
    page.locator(".rensei-why").wait_for()
    before = len(visit.requests)
    page.wait_for_timeout(200)
    assert len(visit.requests) == before
    page.get_by_role("button", name="Find out why").click()
    page.get_by_text("does not let pages of this site call it (CORS). It would have").wait_for()
    assert "Access-Control-Allow-Origin: http://127.0.0.1" in page.locator(".rensei-why pre").inner_text()
    page.get_by_label("Server", exact=True).select_option("2")
    page.locator(".rensei-primary").click()
    page.get_by_role("button", name="Find out why").click()
    page.get_by_text("can't be reached from here").wait_for()


def test_header_fields_that_the_api_hides_are_spoken_of(visit: Visit) -> None:
    visit.send()
    assert "Access-Control-Expose-Headers" in visit.page.locator(".rensei-result").inner_text()


def test_a_policy_of_the_site_that_forbids_the_call_is_named(browser: Browser, page_url: str) -> None:
    def strict(route: Any) -> None:
        reply = route.fetch()
        policy = {"Content-Security-Policy": "connect-src 'self'"}
        route.fulfill(response=reply, headers={**reply.headers, **policy})

    with browser.new_context() as context:
        visit = Visit(context.new_page())
        visit.page.route("**/things.html", strict)
        visit.turn_on(page_url)
        visit.send()
        assert "This site's policy" in visit.page.locator(".rensei-why").inner_text()
