"""An upstream in this process: an ASGI application, streamed both ways.

httpx's own keeps the answer back until it is whole.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

import httpx

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.types import ASGIApp, Message

_LOGGER = logging.getLogger(__name__)
_MAX_WAITING: Final = 8
"""Messages of an application that nobody has read yet."""


class InProcessTransport(httpx.AsyncBaseTransport):
    """Sends every request to an ASGI application, whatever its host.  Nothing leaves the process."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        exchange = _Exchange(self._app, request)
        try:
            start = await exchange.next()
        except BaseException:
            await exchange.aclose()
            raise
        return httpx.Response(start["status"], headers=list(start.get("headers", ())), stream=exchange)


class _Exchange(httpx.AsyncByteStream):
    """One request to the application, and the body of its answer."""

    def __init__(self, app: ASGIApp, request: httpx.Request) -> None:
        assert isinstance(request.stream, httpx.AsyncByteStream)
        self._body = aiter(request.stream)
        self._is_sent = False
        # Bounded: an application that is faster than the reader waits.
        self._messages: asyncio.Queue[Message | None] = asyncio.Queue(_MAX_WAITING)
        self._error: Exception | None = None
        self._task = asyncio.create_task(self._run(app, _scope(request)))

    async def next(self) -> Message:
        """The next message of the application.

        :raises httpx.RemoteProtocolError: when it has ended before its answer has.
        """
        message = await self._messages.get()
        if message is None:
            raise self._error or httpx.RemoteProtocolError("the application gave no whole answer")
        return message

    async def __aiter__(self) -> AsyncIterator[bytes]:
        is_more = True
        while is_more:
            message = await self.next()
            is_more = message.get("more_body", False)
            if part := message.get("body", b""):
                yield part

    async def aclose(self) -> None:
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task

    async def _run(self, app: ASGIApp, scope: dict[str, Any]) -> None:
        try:
            await app(scope, self._receive, self._messages.put)
        except Exception:
            if self._error is None:
                _LOGGER.exception("the application failed")
        await self._messages.put(None)

    async def _receive(self) -> Message:
        if self._is_sent:
            # The client stays until the exchange is closed, which ends this.
            await asyncio.Event().wait()
        try:
            part = await anext(self._body, None)
        except Exception as error:
            # Not the application's fault: the sender of the request hears of it again.
            self._error = error
            raise
        self._is_sent = part is None
        return {"type": "http.request", "body": part or b"", "more_body": part is not None}


def _scope(request: httpx.Request) -> dict[str, Any]:
    raw = request.extensions.get("target", request.url.raw_path)
    path, _, query = raw.partition(b"?")
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": request.url.scheme,
        "path": unquote(path.decode()),
        "raw_path": path,
        "root_path": "",
        "query_string": query,
        "headers": [(name.lower(), value) for name, value in request.headers.raw],
        "client": ("127.0.0.1", 0),
        "server": (request.url.host, request.url.port),
    }
