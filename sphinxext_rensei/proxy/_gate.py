"""Who may use the proxy: exact origins, what a browser says of its request, a token (Fetch, sections 3.2 and 3.3)."""

from __future__ import annotations

import hmac
import re
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.proxy._envelope import CALL
from sphinxext_rensei.proxy._refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from starlette.datastructures import Headers

_ORIGIN: Final = re.compile(r"https?://(?:\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::[0-9]{1,5})?")
_PREFLIGHT: Final = {
    "Access-Control-Allow-Methods": "GET, POST",
    "Access-Control-Allow-Headers": "Authorization, Content-Type",
    "Access-Control-Max-Age": "600",
}
# What a script's fetch says of itself; a page, a form, a frame or an image says something else.
_FETCH: Final[Mapping[str, frozenset[str]]] = {
    "sec-fetch-site": frozenset({"same-origin", "same-site", "cross-site"}),
    "sec-fetch-mode": frozenset({"cors", "same-origin"}),
    "sec-fetch-dest": frozenset({"empty"}),
}


class Gate:
    """Lets in what comes from a listed origin, or from no browser at all.

    :param origins: scheme, host and port, as browsers write them; exact, without wildcards.
    :param token: what ``Authorization: Bearer`` must hold; nothing is asked for where it is empty.
    :raises ValueError: for an origin that no browser would send.
    """

    def __init__(self, origins: Iterable[str] = (), token: str = "") -> None:
        self.origins = frozenset(origins)
        for origin in self.origins:
            if not _ORIGIN.fullmatch(origin):
                raise ValueError(f"an origin is scheme://host or scheme://host:port in lower case, not {origin!r}")
        self._token = token

    def check_call(self, headers: Headers) -> None:
        """Let a call in.

        :raises Refusal: where it comes from elsewhere.
        """
        # A call through a browser always has an origin: the method is POST (Fetch, section 3.2).
        is_browser = "origin" in headers or any(name in headers for name in _FETCH)
        if is_browser and headers.get("origin") not in self.origins:
            raise Refusal("origin")
        for name, allowed in _FETCH.items():
            if name in headers and headers[name] not in allowed:
                raise Refusal("origin", "It is for scripts of the documentation alone.")
        self.check_token(headers)
        # Last: a page that may not call learns no more than that.
        if headers.get("content-type", "").partition(";")[0].strip().lower() != CALL:
            raise Refusal("media-type")

    def check_token(self, headers: Headers) -> None:
        """Let in who has the token.

        :raises Refusal: where it is wrong or missing.
        """
        if self._token and not self._is_known(headers.get("authorization", "")):
            raise Refusal("token")

    def _is_known(self, authorization: str) -> bool:
        scheme, _, token = authorization.partition(" ")
        return scheme.lower() == "bearer" and hmac.compare_digest(token.strip().encode(), self._token.encode())

    def fields(self, headers: Headers) -> dict[str, str]:
        """What an answer says of sharing (Fetch, section 3.3.3).  Cookies are never part of it."""
        origin = headers.get("origin")
        shared = {"Access-Control-Allow-Origin": origin} if origin in self.origins and origin else {}
        return {"Vary": "Origin", **shared}

    def preflight(self, headers: Headers) -> dict[str, str]:
        """The answer to a browser that asks first.

        :raises Refusal: where it asks for an origin that is not listed.
        """
        if headers.get("origin") not in self.origins:
            raise Refusal("origin")
        return self.fields(headers) | _PREFLIGHT
