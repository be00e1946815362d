"""Fixtures: a proxy before an upstream of this process, and calls to it, by hand."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import anyio
import pytest

from sphinxext_rensei.proxy import InProcessTransport, Proxy, read_policy

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import Message, Receive, Scope, Send

ORIGIN = "https://docs.example.com"
POLICY = {
    "version": 1,
    "targets": [
        {
            "servers": ["https://api.example.com/v1", "http://api.example.com:8080", "https://*.eu.example.com"],
            "operations": [
                "GET /books",
                "POST /books",
                "GET /books/{id}",
                "DELETE /books/{id}",
                "GET /books/{id}/pages/{page}.txt",
            ],
        }
    ],
}


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@dataclass
class Answered:
    """What the proxy has answered."""

    messages: list[Message] = field(default_factory=list)

    @property
    def status(self) -> int:
        status: int = self.messages[0]["status"]
        return status

    @property
    def headers(self) -> dict[str, str]:
        return {name.decode(): value.decode() for name, value in self.messages[0]["headers"]}

    @property
    def content(self) -> bytes:
        return b"".join(message.get("body", b"") for message in self.messages[1:])

    @property
    def is_whole(self) -> bool:
        return not self.messages[-1].get("more_body", False)

    @property
    def problem(self) -> dict[str, Any]:
        assert self.headers["content-type"] == "application/problem+json"
        problem: dict[str, Any] = json.loads(self.content)
        assert problem["status"] == self.status
        return problem

    @property
    def reply(self) -> tuple[dict[str, Any], bytes]:
        assert self.status == 200, self.content
        assert self.headers["content-type"] == "application/vnd.rensei.reply"
        head, _, body = self.content.partition(b"\n")
        return json.loads(head), body


@dataclass
class Upstream:
    """An upstream that remembers what it was sent, and answers what it is told to."""

    status: int = 200
    headers: list[tuple[bytes, bytes]] = field(default_factory=lambda: [(b"content-type", b"text/plain")])
    body: bytes = b"answer"
    seen: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body, is_more = b"", True
        while is_more:
            message = await receive()
            body += message["body"]
            is_more = message["more_body"]
        host = dict(scope["headers"])[b"host"].decode()
        target = scope["raw_path"] + (b"?" + scope["query_string"] if scope["query_string"] else b"")
        headers = {name.decode(): value.decode("latin-1") for name, value in scope["headers"]}
        self.seen.append((scope["method"], f"{scope['scheme']}://{host}{target.decode()}", headers, body))
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
        await send({"type": "http.response.body", "body": self.body})


@pytest.fixture
def upstream() -> Upstream:
    return Upstream()


@pytest.fixture
def make_proxy(upstream: Upstream) -> Callable[..., Proxy]:
    """``make_proxy(token="…")`` gives a proxy before the upstream."""

    def make(policy: object = POLICY, **options: Any) -> Proxy:
        defaults: dict[str, Any] = {"origins": [ORIGIN], "transport": InProcessTransport(upstream)}
        return Proxy(read_policy(policy), **defaults | options)

    return make


def head(url: str = "https://api.example.com/v1/books", method: str = "GET", headers: Any = ()) -> bytes:
    """The first line of a call."""
    return json.dumps({"method": method, "url": url, "headers": [list(pair) for pair in headers]}).encode() + b"\n"


async def post(
    proxy: Proxy,
    content: bytes | list[bytes] | None = None,
    *,
    headers: dict[str, str] | None = None,
    method: str = "POST",
    path: str = "/",
    client: str = "198.51.100.7",
    gone: anyio.Event | None = None,
    answered: Answered | None = None,
) -> Answered:
    """Call the proxy.

    :param content: the body, or its parts.
    :param headers: over those of a call from the documentation; empty ones are left out.
    :param gone: set when the client closes the connection.
    :param answered: where the answer goes, to be looked at while it comes.
    """
    parts = [head()] if content is None else content if isinstance(content, list) else [content]
    fields = {"origin": ORIGIN, "content-type": "application/vnd.rensei.call"} | (headers or {})
    waiting = [
        {"type": "http.request", "body": part, "more_body": left > 0}
        for part, left in zip(parts, reversed(range(len(parts))), strict=True)
    ]
    answered = answered or Answered()

    async def receive() -> Message:
        if waiting:
            return waiting.pop(0)
        await (gone or anyio.Event()).wait()
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        answered.messages.append(message)

    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "headers": [(name.encode(), value.encode()) for name, value in fields.items() if value],
        "client": (client, 50000),
    }
    await proxy(scope, receive, send)
    return answered
