"""The ASGI application: one call in, one call out, streamed both ways."""

from __future__ import annotations

import logging
import time
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from starlette.datastructures import Headers
from starlette.responses import JSONResponse, Response

import sphinxext_rensei
from sphinxext_rensei.proxy._envelope import ClientGone, Upload
from sphinxext_rensei.proxy._exchange import Exchange
from sphinxext_rensei.proxy._gate import Gate
from sphinxext_rensei.proxy._headers import read_length
from sphinxext_rensei.proxy._limits import Clients, Limits
from sphinxext_rensei.proxy._refusals import Refusal
from sphinxext_rensei.proxy._upstream import CheckedBackend, CheckedTransport

if TYPE_CHECKING:
    from collections.abc import Iterable

    import httpx
    from starlette.types import Receive, Scope, Send

    from sphinxext_rensei.proxy._policy import Policy

PROTOCOL: Final = 1
"""Version of the envelope."""

_LOGGER = logging.getLogger("sphinxext_rensei.proxy")
# Bytes of others never become a document of this origin, nor stay in a cache.
_INERT: Final = {
    "Cache-Control": "no-store",
    "Content-Disposition": 'attachment; filename="reply"',
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    # Some balancers keep answers back until they are whole.
    "X-Accel-Buffering": "no",
}


class Proxy:
    """Passes calls of documentation pages on to the servers of their description.

    Stateless but for its counts: any number of them may run behind one balancer.

    :param policy: what may be called.
    :param origins: of the pages that may call.
    :param token: which callers must have; none where it is empty.
    :param allow_private: lets it call loopback and private networks, for development.
    :param transport: another way to the upstream.
    """

    def __init__(
        self,
        policy: Policy,
        *,
        origins: Iterable[str] = (),
        token: str = "",
        limits: Limits | None = None,
        allow_private: bool = False,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self.policy = policy
        self.limits = limits or Limits()
        self._gate = Gate(origins, token)
        self._clients = Clients(self.limits)
        self._transport = transport or CheckedTransport(
            limits=self.limits, backend=CheckedBackend(allow_private=allow_private)
        )
        if allow_private:
            _LOGGER.warning("private addresses can be called: for development only")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1000})

    async def aclose(self) -> None:
        """Close the connections to upstreams."""
        await self._transport.aclose()

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self.aclose()
        await send({"type": "lifespan.shutdown.complete"})

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            match scope["method"]:
                case "POST":
                    await self._call(scope, receive, send)
                case "GET" | "HEAD":
                    await self._say(scope, receive, send)
                case "OPTIONS":
                    await self._preflight(scope, receive, send)
                case _:
                    await self._refuse(Refusal("method"), scope)(scope, receive, send)
        except Refusal as refusal:
            await self._refuse(refusal, scope)(scope, receive, send)

    def _refuse(self, refusal: Refusal, scope: Scope) -> Response:
        fields = _INERT | self._gate.fields(Headers(scope=scope))
        if refusal.retry_after:
            fields["Retry-After"] = str(refusal.retry_after)
        if refusal.code == "token":
            fields["WWW-Authenticate"] = "Bearer"
        if refusal.code == "method":
            fields["Allow"] = "GET, HEAD, OPTIONS, POST"
        return JSONResponse(refusal.problem, refusal.status, fields, media_type="application/problem+json")

    # What the methods do ---------------------------------------------------------------------------------------------

    async def _say(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Say what this is: at ``…/health`` that it is ready, elsewhere its version, limits and targets."""
        headers = Headers(scope=scope)
        content: dict[str, object] = {"status": "ok"}
        if not scope["path"].endswith("/health"):
            self._gate.check_token(headers)
            content = {
                "name": "rensei-proxy",
                "version": sphinxext_rensei.__version__,
                "protocol": PROTOCOL,
                "limits": asdict(self.limits),
                "targets": self.policy.targets,
            }
        await JSONResponse(content, headers=_INERT | self._gate.fields(headers))(scope, receive, send)

    async def _preflight(self, scope: Scope, receive: Receive, send: Send) -> None:
        await Response(status_code=204, headers=self._gate.preflight(Headers(scope=scope)))(scope, receive, send)

    async def _call(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a call on, and log it."""
        headers = Headers(scope=scope)
        exchange, began = Exchange(self.policy, self.limits, self._transport), time.perf_counter()
        entry = exchange.entry
        try:
            self._gate.check_call(headers)
            client = scope.get("client")
            with self._clients.admit(client[0] if client else ""):
                upload = Upload(receive, self.limits, read_length(headers.get("content-length", "")))
                await exchange.run(upload, send, _INERT | self._gate.fields(headers))
        except ClientGone:
            entry.outcome = "gone"
        except Refusal as refusal:
            entry.outcome = f"{refusal.status} {refusal.code}"
            raise
        finally:
            passed = round((time.perf_counter() - began) * 1000)
            _LOGGER.info(
                "%s %s %s %s %dms %dB", entry.method, entry.host, entry.template, entry.outcome, passed, entry.size
            )
