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
