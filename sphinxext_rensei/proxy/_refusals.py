"""Why a call is not passed on, or has no answer: each reason once, with its status (RFC 9457, RFC 9110 section 15)."""

from __future__ import annotations

import ssl
from typing import Final

import httpx

REASONS: Final = {
    "not-found": (404, "There is nothing here"),
    "method": (405, "The proxy itself takes GET and POST"),
    "media-type": (415, "A call is sent as application/vnd.rensei.call"),
    "origin": (403, "This origin may not use the proxy"),
    "token": (401, "The proxy asks for a token"),
    "too-many-calls": (429, "Too many calls"),
    "too-busy": (503, "Too many calls at once"),
    "head-too-large": (413, "The first line of the call is too long"),
    "head-invalid": (400, "The first line of the call is not a call"),
    "body-too-large": (413, "The body is too large"),
    "body-too-slow": (408, "The body came too slowly"),
    "url-invalid": (400, "The URL is not one that can be called"),
    "scheme": (400, "Only http and https can be called"),
    "userinfo": (400, "A URL must not hold a name or a password"),
    "path-unsafe": (400, "The path could mean another one"),
    "header-invalid": (400, "A header field is malformed"),
    "header-conflict": (400, "A header field contradicts the call"),
    "server-not-described": (403, "The description does not have this server"),
    "operation-not-described": (403, "The description does not have this operation"),
    "address-denied": (403, "The server's address is not a public one"),
    "name-unknown": (502, "The server's name has no address"),
    "connect-failed": (502, "The server can't be reached"),
    "certificate": (502, "The server's certificate can't be verified"),
    "connect-timeout": (504, "The server could not be reached in time"),
    "answer-timeout": (504, "The server did not answer in time"),
    "answer-invalid": (502, "The server's answer is not HTTP"),
    "answer-too-large": (502, "The server's answer is too large"),
    "connection-lost": (502, "The connection to the server broke"),
    "unsupported": (502, "The server asks for something that the proxy does not do"),
}
"""Code of a reason -> status and title."""

REASONS_OF_ERRORS: Final[dict[type[Exception], str]] = {
    httpx.HTTPError: "connect-failed",
    httpx.TransportError: "connect-failed",
    httpx.TimeoutException: "answer-timeout",
    httpx.ConnectTimeout: "connect-timeout",
    httpx.ReadTimeout: "answer-timeout",
    httpx.WriteTimeout: "answer-timeout",
    httpx.PoolTimeout: "too-busy",
    httpx.NetworkError: "connection-lost",
    httpx.ConnectError: "connect-failed",
    httpx.ReadError: "connection-lost",
    httpx.WriteError: "connection-lost",
    httpx.CloseError: "connection-lost",
    httpx.ProtocolError: "answer-invalid",
    httpx.LocalProtocolError: "header-invalid",
    httpx.RemoteProtocolError: "answer-invalid",
    httpx.ProxyError: "unsupported",
    httpx.UnsupportedProtocol: "scheme",
    httpx.DecodingError: "answer-invalid",
    httpx.TooManyRedirects: "unsupported",
    httpx.HTTPStatusError: "answer-invalid",
    httpx.RequestError: "connect-failed",
    httpx.InvalidURL: "url-invalid",
    httpx.CookieConflict: "header-conflict",
    httpx.StreamError: "connection-lost",
    httpx.StreamConsumed: "connection-lost",
    httpx.StreamClosed: "connection-lost",
    httpx.ResponseNotRead: "connection-lost",
    httpx.RequestNotRead: "connection-lost",
    # Of TLS, after the handshake.
    OSError: "connection-lost",
}
"""What goes wrong on the way to the upstream -> code of the reason; the nearest class counts."""


class Refusal(Exception):
    """A call that gets a problem (RFC 9457) for its answer.

    :param code: a key of :data:`REASONS`.
    :param detail: a sentence for the reader of the page; never more than the caller sent or may know.
    :param retry_after: seconds after which the same call may pass; 0 where that is not known.
    """

    def __init__(self, code: str, detail: str = "", *, retry_after: int = 0) -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail
        self.retry_after = retry_after

    @property
    def status(self) -> int:
        """The status of the answer."""
        return REASONS[self.code][0]

    @property
    def problem(self) -> dict[str, str | int]:
        """The problem details object."""
        status, title = REASONS[self.code]
        problem: dict[str, str | int] = {
            "type": f"urn:rensei:proxy:{self.code}",
            "title": title,
            "status": status,
            "code": self.code,
        }
        return problem | ({"detail": self.detail} if self.detail else {})


def refusal_of(error: Exception) -> Refusal:
    """What is said of an error on the way to the upstream.

    Texts of errors are left out: they name addresses, and on some systems more.
    """
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return Refusal("certificate")
        cause = cause.__cause__ or cause.__context__
    code = next(REASONS_OF_ERRORS[each] for each in type(error).__mro__ if each in REASONS_OF_ERRORS)
    return Refusal(code)
