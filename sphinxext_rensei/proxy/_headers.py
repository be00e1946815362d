"""Which header fields go on to the upstream, and which come back (RFC 9110, section 7.6.1)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.proxy._refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinxext_rensei.proxy._target import Target

Fields = list[tuple[bytes, bytes]]

HOP_BY_HOP: Final = frozenset(
    {
        "connection",
        "http2-settings",
        "keep-alive",
        "proxy-authenticate",
        "proxy-authentication-info",
        "proxy-authorization",
        "proxy-connection",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    }
)
"""Fields that concern one connection."""

FORWARDING: Final = frozenset(
    {
        "cf-connecting-ip",
        "client-ip",
        "expect",
        "fastly-client-ip",
        "forwarded",
        "true-client-ip",
        "via",
        "x-client-ip",
        "x-cluster-client-ip",
        "x-forwarded",
        "x-http-method",
        "x-http-method-override",
        "x-method-override",
        "x-original-host",
        "x-original-url",
        "x-real-ip",
        "x-rewrite-url",
    }
)
"""Fields by which one hop tells the next who called, or that another operation is meant than the one checked."""

_NAME: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
# Visible characters, spaces and tabs, obs-text (RFC 9110, section 5.5); nothing that would end the line.
_VALUE: Final = re.compile(r"(?:[\x21-\x7e\x80-\xff](?:[\t\x20-\x7e\x80-\xff]*[\x21-\x7e\x80-\xff])?)?")
_WITHOUT_BODY: Final = frozenset({"GET", "HEAD", "DELETE", "OPTIONS", "TRACE", "QUERY"})


def request_fields(
    method: str, given: Sequence[tuple[str, str]], target: Target, length: int | None
) -> tuple[Fields, list[str]]:
    """The fields that are sent, and the names of those that are not.

    :param length: length of the body; None where it is not known before it has come.
    :raises Refusal: for a field that would mean another request.
    """
    given = [(name, value.strip(" \t")) for name, value in given]
    for name, value in given:
        if not _NAME.fullmatch(name) or not _VALUE.fullmatch(value):
            raise Refusal(
                "header-invalid", "A name is a token; a value has no line breaks, and nothing beyond U+00FF."
            )
        _check(_plain(name), value, target, length)
    stopped = {*HOP_BY_HOP, *FORWARDING, "host", "content-length", *_named_by_connection(given)}
    dropped = [name for name, _ in given if _plain(name) in stopped or _plain(name).startswith("x-forwarded-")]
    fields: Fields = [(b"Host", target.authority.encode())]
    fields += [(name.encode(), value.encode("latin-1")) for name, value in given if name not in dropped]
    names = {name.lower() for name, _ in given}
    if "accept-encoding" not in names:
        # What is not asked for is not compressed, so that the page can show it as it comes.
        fields.append((b"Accept-Encoding", b"identity"))
    if length is None:
        fields.append((b"Transfer-Encoding", b"chunked"))
    elif length or method not in _WITHOUT_BODY:
        fields.append((b"Content-Length", str(length).encode()))
    return fields, list(dict.fromkeys(dropped))


def _plain(name: str) -> str:
    """A name as it is compared: what follows CGI (RFC 3875, section 4.1.18) takes an underscore for a hyphen."""
    return name.lower().replace("_", "-")


def _check(name: str, value: str, target: Target, length: int | None) -> None:
    """Refuse what speaks of another host or another body than the call does."""
    if name == "host" and value.lower() != target.authority:
        raise Refusal("header-conflict", "Host is not that of the URL.")
    if name == "content-length" and value != str(length):
        raise Refusal("header-conflict", "Content-Length is not the length of the body.")
    if name == "transfer-encoding":
        raise Refusal("header-conflict", "Transfer-Encoding is the proxy's own.")


def response_fields(raw: Iterable[tuple[bytes, bytes]]) -> list[tuple[str, str]]:
    """The fields of the answer, but for those of the connection to the upstream."""
    given = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in raw]
    stopped = HOP_BY_HOP | _named_by_connection(given)
    return [(name, value) for name, value in given if _plain(name) not in stopped]


def read_length(text: str) -> int | None:
    """The value of ``Content-Length``; None for what is none."""
    return int(text) if re.fullmatch(r"[0-9]{1,18}", text) else None


def _named_by_connection(given: Iterable[tuple[str, str]]) -> frozenset[str]:
    """The further fields that ``Connection`` calls hop-by-hop."""
    values = (value for name, value in given if name.lower() == "connection")
    return frozenset(_plain(each.strip()) for value in values for each in value.split(","))
