"""The URL of a call, read strictly: what two programs could read in two ways is refused (WHATWG URL, RFC 3986)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from typing import Final
from urllib.parse import unquote

import idna

from sphinxext_rensei.proxy._refusals import Refusal

PORTS: Final = {"http": 80, "https": 443}
_PARTS: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)([^?#]*)(\?[^#]*)?")
_AUTHORITY: Final = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^\[\]:]+)(?::([0-9]{1,5}))?")
_LABEL: Final = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
# The last label of a name is no number, in whatever base: such a "name" is an IPv4 address to some resolvers.
_NUMBER: Final = re.compile(r"[0-9]+|0x[0-9a-f]*")
_SENDABLE: Final = re.compile(r"[!-~]*")
_TRIPLE: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
# Overlong forms of ASCII, which are no UTF-8 (RFC 3629, section 3), and dots and slashes to lax readers.
_OVERLONG: Final = re.compile(r"%(?:c[01]%[89ab]|e0%[89]|f0%8)", re.IGNORECASE)
# What is encoded more often is no accident.
_MAX_DECODINGS: Final = 5
# Of a name in any script; in ASCII it has 253 characters (RFC 1035, section 2.3.4).
_MAX_HOST: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a call goes.

    :param host: a name in lower case and ASCII, or an address; IPv6 without brackets.
    :param path: as it is sent; begins with a slash.
    :param query: with its question mark, or empty.
    """

    scheme: str
    host: str
    port: int
    path: str
    query: str = ""

    @property
    def authority(self) -> str:
        """The value of ``Host`` (RFC 9110, section 7.2)."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        return f"{self.scheme}://{self.authority}"

    @property
    def url(self) -> str:
        """The whole URL."""
        return f"{self.origin}{self.path}{self.query}"


def read_target(url: str) -> Target:
    """Read a URL.

    :raises Refusal: for anything that is not plainly a URL of HTTP.
    """
    parts = _PARTS.fullmatch(url)
    if parts is None:
        raise Refusal("url-invalid", "It must be absolute and have no fragment.")
    scheme, authority, path, query = parts[1].lower(), parts[2], parts[3] or "/", parts[4] or ""
    if scheme not in PORTS:
        raise Refusal("scheme")
    if "@" in authority:
        raise Refusal("userinfo")
    if not _SENDABLE.fullmatch(path + query) or "\\" in path or _TRIPLE.search(path + query):
        raise Refusal("url-invalid", "Path and query must be percent-encoded.")
    found = _AUTHORITY.fullmatch(authority)
    if found is None:
        raise Refusal("url-invalid", "Its host or port is malformed.")
    port = int(found[2] or PORTS[scheme])
    if not 0 < port < 65536:  # noqa: PLR2004 - the ports there are
        raise Refusal("url-invalid", "There is no such port.")
    return Target(scheme=scheme, host=read_host(found[1]), port=port, path=_safe_path(path), query=query)


def read_host(text: str) -> str:
    """A host in the one spelling that is compared and resolved.

    :raises Refusal: for what is neither a name nor an address in its usual spelling.
    """
    if len(text) > _MAX_HOST:
        raise Refusal("url-invalid", "Its host is no name.")
    if text.startswith("["):
        try:
            return IPv6Address(text[1:-1]).compressed
        except AddressValueError:
            raise Refusal("url-invalid", "Its IPv6 address is malformed.") from None
    try:
        name = idna.encode(text, uts46=True).decode().lower() if not text.isascii() else text.lower()
    except idna.IDNAError:
        raise Refusal("url-invalid", "Its host is no name.") from None
    name = name.removesuffix(".")
    labels = name.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        return _dotted(name)
    if len(name) > 253 or not all(_LABEL.fullmatch(label) for label in labels):  # noqa: PLR2004 - as above
        raise Refusal("url-invalid", "Its host is no name.")
    return name


def _dotted(text: str) -> str:
    """An IPv4 address; octal, hexadecimal and shortened spellings are none."""
    try:
        return str(IPv4Address(text))
    except AddressValueError:
        raise Refusal("url-invalid", "An IPv4 address is written as four decimal numbers.") from None


def _safe_path(path: str) -> str:
    """The path, if every reader of it sees the same segments."""
    if any(_is_unsafe(segment) for segment in path[1:].split("/")):
        raise Refusal("path-unsafe", "It holds dot segments, encoded slashes or control characters.")
    return path


def _is_unsafe(segment: str) -> bool:
    for _ in range(_MAX_DECODINGS):
        decoded = unquote(segment, errors="replace")
        if decoded == segment:
            break
        if _OVERLONG.search(segment) or re.search(r"[/\\\x00-\x1f\x7f]", decoded):
            return True
        segment = decoded
    else:
        return True
    # Some servers take what follows a semicolon for parameters of the segment, and drop it.
    return segment.partition(";")[0] in (".", "..")
