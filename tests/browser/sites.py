"""Built sites on a port of this machine, with the proxy and a mock behind it, and what arrived there."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import uvicorn

from sphinxext_rensei.cli import _server
from sphinxext_rensei.cli._descriptions import policy_of
from sphinxext_rensei.cli._site import site_app
from sphinxext_rensei.proxy import InProcessTransport, Proxy, read_policy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import ConsoleMessage, Page
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from sphinxext_rensei.schema import Analyser


@dataclass(slots=True)
class Arrived:
    """One request as the upstream got it."""

    method: str
    path: str
    query: str
    headers: list[tuple[str, str]]
    body: bytes = b""


@dataclass(slots=True)
class Recorder:
    """An application that notes what arrives, and lets another one answer."""

    app: ASGIApp
    arrived: list[Arrived] = field(default_factory=list)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        fields = [(name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in scope["headers"]]
        raw_path = scope.get("raw_path", b"").decode() or scope["path"]
        noted = Arrived(scope["method"], raw_path, scope["query_string"].decode(), fields)
        self.arrived.append(noted)

        async def noting() -> Message:
            message = await receive()
            noted.body += message.get("body", b"")
            return message

        await self.app(scope, noting, send)


class Visit:
    """One tab, and what went wrong in it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.faults: list[str] = []
        self.requests: list[str] = []
        # A theme's smooth scrolling moves what is clicked from under the pointer.
        page.emulate_media(reduced_motion="reduce")
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", self._said)
        page.on("request", lambda request: self.requests.append(f"{request.method} {request.url}"))
        page.add_init_script(
            "addEventListener('securitypolicyviolation', (event) => console.error(`CSP: ${event.violatedDirective} "
            "${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`))"
        )

    def _said(self, message: ConsoleMessage) -> None:
        # Browsers look for an icon by themselves.
        if message.type == "error" and not message.location["url"].endswith("/favicon.ico"):
            self.faults.append(message.text)

    def turn_on(self, address: str) -> None:
        """Open a page and turn the playground on."""
        self.page.goto(address)
        self.page.locator(".rensei-toggle input").check(force=True)
        self.page.locator(".rensei-setup").wait_for()

    def send(self) -> str:
        """Send; gives what the reply says of itself."""
        self.page.locator(".rensei-primary").click()
        card = self.page.locator(".rensei-result:not([aria-busy])")
        card.locator("fieldset, .rensei-why").first.wait_for()
        return card.inner_text()


@contextmanager
def served(app: ASGIApp) -> Iterator[str]:
    """An application on a free port; gives its URL."""
    listener = _server.listen("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield _server.url_of(listener)
    finally:
        server.should_exit = True
        thread.join(10)
        listener.close()


@contextmanager
def site(folder: Path, analysers: list[Analyser], upstream: ASGIApp, csp: str = "") -> Iterator[str]:
    """A built site with its proxy, whose calls all go to *upstream*."""
    application: list[ASGIApp] = []

    async def late(scope: Any, receive: Any, send: Any) -> None:
        await application[0](scope, receive, send)

    with served(late) as url:
        proxy = Proxy(read_policy(policy_of(analysers, url)), origins=[url], transport=InProcessTransport(upstream))
        application.append(site_app(folder, proxy, hosts=["127.0.0.1"], csp=csp))
        yield url
