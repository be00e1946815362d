"""The ASGI application: finds the operation, checks the request, gives a documented response."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from sphinxext_rensei.mock._answer import Answer, NoSuchAnswer, answer
from sphinxext_rensei.mock._check import Wrong, check_body, check_parameters, find_media, lacks_credentials
from sphinxext_rensei.mock._parameters import Sent
from sphinxext_rensei.mock._routes import Route, Routes

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Mapping

    from starlette.types import Receive, Scope, Send

    from sphinxext_rensei.schema import Analyser

_PREFERENCE: Final = re.compile(r"""([A-Za-z_-]+)\s*=\s*(?:"([^"]*)"|([^\s,;"]+))""")
_FIELD_NAMES: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z, -]*")
_MAX_BODY: Final = 16 * 1024 * 1024
# Texts of a description never become a document that may do something.
_INERT: Final = {"Content-Security-Policy": "default-src 'none'; sandbox", "X-Content-Type-Options": "nosniff"}


class Mock:
    """Answers for descriptions: with their examples, and a problem (RFC 9457) where a request is not as described.

    Any origin may call it.  ``Prefer: code=404`` asks for another response, ``Prefer: example=name`` for an example.

    :param pause: seconds between the pieces of a stream.
    """

    def __init__(self, analysers: Iterable[Analyser], *, pause: float = 0.2) -> None:
        self._routes = Routes(analysers)
        self._pause = pause

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        request = Request(scope, receive)
        response = await self._respond(request)
        for name, value in (_INERT | _shared(request)).items():
            response.headers.setdefault(name, value)
        await response(scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        path = request.scope.get("raw_path", request.url.path.encode()).decode("latin-1").partition("?")[0]
        found = self._routes.find(path, request.url.hostname or "")
        if request.method in found:
            route, parameters = found[request.method]
            return await self._operate(request, route, parameters)
        if request.method == "OPTIONS" and "access-control-request-method" in request.headers:
            return Response(status_code=204)
        if found:
            return _problem(405, "The path has no such method", headers={"Allow": ", ".join(found)})
        return _problem(404, "The description does not have this path")

    async def _operate(self, request: Request, route: Route, parameters: Mapping[str, str]) -> Response:
        preferred = _preferences(request)
        code = preferred.get("code", "")
        if code and not re.fullmatch("[2-5][0-9][0-9]", code):
            return _problem(400, "Prefer: code is a status of three digits, 200 or more")
        try:
            # Who asks for a status gets it, whatever else the request says.
            wrong = None if code else await self._wrong(request, route, parameters)
            return wrong or self._give(
                answer(
                    route.analyser,
                    route.operation,
                    code=code,
                    name=preferred.get("example", ""),
                    accept=request.headers.get("accept", ""),
                )
            )
        except NoSuchAnswer as error:
            return _problem(error.status, str(error))

    async def _wrong(self, request: Request, route: Route, parameters: Mapping[str, str]) -> Response | None:
        """The problem that a request has, if it has one."""
        analyser, operation = route.analyser, route.operation
        sent = _sent(request, parameters)
        if needed := lacks_credentials(analyser, operation, sent):
            title = f"The request lacks credentials: {needed}"
            return _problem(401, title, "This is a mock: any value will do.", headers={"WWW-Authenticate": "Bearer"})
        wrong = list(check_parameters(analyser, operation, sent))
        content = bytearray()
        async for part in request.stream():
            content += part
            if len(content) > _MAX_BODY:
                return _problem(413, "The body is too large for a mock")
        content_type = request.headers.get("content-type", "")
        if operation.body is not None and content:
            media = find_media(operation.body, content_type)
            if media is None:
                known = ", ".join(each.name for each in operation.body.content)
                return _problem(415, f"The body is described as {known}")
            wrong += check_body(analyser, media, content_type, bytes(content))
        elif operation.body is not None and operation.body.required:
            wrong.append(Wrong("body", "", "is required"))
        return _problem(400, "The request is not as described", wrong=wrong) if wrong else None

    def _give(self, given: Answer) -> Response:
        response: Response
        if given.is_stream:
            response = StreamingResponse(self._spaced(given.pieces), given.status)
        else:
            response = Response(b"".join(given.pieces), given.status)
        if given.content_type:
            response.headers["Content-Type"] = given.content_type
        for name, value in given.headers:
            response.headers.append(name, value)
        return response

    async def _spaced(self, pieces: Iterable[bytes]) -> AsyncIterator[bytes]:
        for index, piece in enumerate(pieces):
            if index:
                await asyncio.sleep(self._pause)
            yield piece


def _problem(
    status: int, title: str, detail: str = "", *, wrong: Iterable[Wrong] = (), headers: Mapping[str, str] | None = None
) -> Response:
    problem: dict[str, object] = {"type": "about:blank", "title": title, "status": status}
    if detail:
        problem["detail"] = detail
    errors = [{"in": each.place, "name": each.name, "message": each.message} for each in wrong]
    if errors:
        problem["errors"] = errors
    return JSONResponse(problem, status, headers, media_type="application/problem+json")


def _preferences(request: Request) -> dict[str, str]:
    """The preferences of a request, the first of a name (RFC 7240, section 2)."""
    given = ", ".join(request.headers.getlist("prefer"))
    found: dict[str, str] = {}
    for name, quoted, token in _PREFERENCE.findall(given):
        found.setdefault(name.lower(), quoted or token)
    return found


def _sent(request: Request, parameters: Mapping[str, str]) -> Sent:
    query = request.scope.get("query_string", b"").decode("latin-1")
    cookies = "; ".join(request.headers.getlist("cookie"))
    return Sent(
        path=parameters,
        query=_pairs(query, "&"),
        headers={name: ", ".join(request.headers.getlist(name)) for name in request.headers},
        cookies=_pairs(cookies, ";"),
        query_string=query,
    )


def _pairs(text: str, separator: str) -> list[tuple[str, str]]:
    pairs = (pair.strip().partition("=") for pair in text.split(separator) if pair.strip())
    return [(key, value) for key, _, value in pairs]


def _shared(request: Request) -> dict[str, str]:
    """Any page may call: nothing here is secret, and cookies are not part of it (Fetch, section 3.3.3)."""
    if "origin" not in request.headers:
        return {}
    asked = request.headers.get("access-control-request-headers", "")
    return {
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Expose-Headers": "*",
        "Access-Control-Allow-Methods": request.headers.get("access-control-request-method", "*"),
        "Access-Control-Allow-Headers": asked if asked and _FIELD_NAMES.fullmatch(asked) else "*",
    }
