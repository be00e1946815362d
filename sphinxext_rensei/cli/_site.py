"""A built site and its proxy as one ASGI application."""

from __future__ import annotations

import mimetypes
import re
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import HTMLResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable
    from os import PathLike, stat_result

    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from sphinxext_rensei.proxy import Proxy

PROXY_PATH: Final = "/_rensei/proxy"
"""Where the proxy listens: what ``rensei_proxy_url`` of the site is set to."""

# Not every system knows these.
_TYPES: Final = {
    ".css": "text/css",
    ".inv": "application/octet-stream",
    ".js": "text/javascript",
    ".json": "application/json",
    ".md": "text/markdown",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".yaml": "application/yaml",
}


# What the playground of an operation knows, up to its last brace; no text in it holds a `<`.
_DATA: Final = re.compile(rb'(<script type="application/json" class="rensei-data">\{[^<]*)\}(?=</script>)')


def site_app(site: Path, proxy: Proxy, *, hosts: Iterable[str], csp: str = "", lead_to_proxy: bool = False) -> ASGIApp:
    """The application.

    :param hosts: the names and addresses by which it may be reached.
    :param csp: a Content Security Policy that is sent with every file.
    :param lead_to_proxy: whether pages call through this proxy, whatever they were built for.
    """
    for suffix, media_type in _TYPES.items():
        mimetypes.add_type(media_type, suffix)

    @asynccontextmanager
    async def live(_app: Starlette) -> AsyncIterator[None]:
        yield
        await proxy.aclose()

    files = (_LedToProxy if lead_to_proxy else _Files)(directory=site, html=True)
    return Starlette(
        routes=[
            Route(PROXY_PATH, proxy),
            Route(f"{PROXY_PATH}/health", proxy),
            Mount("/", _WithPolicy(files, csp) if csp else files),
        ],
        # To a browser, a name that someone else has led here is of one origin with what it is served from here.
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts))],
        lifespan=live,
    )


class _Files(StaticFiles):
    """Files but Sphinx's own doctrees, which may lie among them and know what the pages leave out."""

    def lookup_path(self, path: str) -> tuple[str, stat_result | None]:
        if ".doctrees" in path.casefold().replace("\\", "/").split("/"):
            return "", None
        return super().lookup_path(path)


class _LedToProxy(_Files):
    """Files, of which pages post their calls to the proxy."""

    def file_response(
        self, full_path: str | PathLike[str], stat_result: stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        path = Path(full_path)
        if path.suffix != ".html":
            return super().file_response(full_path, stat_result, scope, status_code)
        # Of two members of one name, the last counts.
        return HTMLResponse(_DATA.sub(rb'\1,"proxy":"%b"}' % PROXY_PATH.encode(), path.read_bytes()), status_code)


class _WithPolicy:
    """Sends a Content Security Policy with every file."""

    def __init__(self, app: ASGIApp, policy: str) -> None:
        self._app = app
        self._policy = policy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_policy(event: Message) -> None:
            if event["type"] == "http.response.start":
                MutableHeaders(scope=event)["Content-Security-Policy"] = self._policy
            await send(event)

        await self._app(scope, receive, send_with_policy)
