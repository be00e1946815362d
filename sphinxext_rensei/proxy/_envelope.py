"""The envelope: a line of JSON, then raw bytes; a call on the way in, a reply on the way out."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import anyio
import httpx

from sphinxext_rensei.proxy._refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.types import Receive

    from sphinxext_rensei.proxy._limits import Limits

CALL: Final = "application/vnd.rensei.call"
"""Media type of a call.  No browser sends it to another origin without asking first."""
REPLY: Final = "application/vnd.rensei.reply"
"""Media type of a reply."""

_METHOD: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_KEYS: Final = {"method", "url", "headers"}


class ClientGone(Exception):
    """The client has closed the connection: nobody waits for an answer."""


@dataclass(frozen=True, slots=True)
class Call:
    """The first line of a call."""

    method: str
    url: str
    headers: tuple[tuple[str, str], ...]


def read_call(line: bytes) -> Call:
    """Read the first line of a call.

    :raises Refusal: for anything else than ``{"method": …, "url": …, "headers": [[name, value], …]}``.
    """
    try:
        head = json.loads(line.decode(), object_pairs_hook=_members)
    except (ValueError, RecursionError):
        raise Refusal("head-invalid", "It must be JSON in UTF-8, and name nothing twice.") from None
    if not isinstance(head, dict) or not {"method", "url"} <= head.keys() <= _KEYS:
        raise Refusal("head-invalid", "It must be an object with method, url and headers.")
    method, url, headers = head["method"], head["url"], head.get("headers", [])
    if not isinstance(method, str) or not _METHOD.fullmatch(method) or not isinstance(url, str):
        raise Refusal("head-invalid", "method must be a token, and url a text.")
    if not isinstance(headers, list) or not all(_is_pair(each) for each in headers):
        raise Refusal("head-invalid", "headers must be a list of pairs of texts.")
    return Call(method, url, tuple((name, value) for name, value in headers))


def _members(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object; of two members with one name, programs differ in which one counts (RFC 8259, section 4)."""
    members = dict(pairs)
    if len(members) < len(pairs):
        raise ValueError
    return members


def _is_pair(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(isinstance(each, str) for each in value)  # noqa: PLR2004


def reply_line(status: int, headers: list[tuple[str, str]], url: str, elapsed: float, dropped: list[str]) -> bytes:
    """The first line of a reply.

    :param elapsed: seconds until the head of the upstream's answer was there.
    :param dropped: names of the fields of the call that were not passed on.
    """
    head: dict[str, object] = {"status": status, "headers": headers, "url": url, "elapsed_ms": round(elapsed * 1000)}
    if dropped:
        head["dropped"] = dropped
    return json.dumps(head, separators=(",", ":")).encode() + b"\n"


class Upload(httpx.AsyncByteStream):
    """What the client sends: first :meth:`head`, then the body, by iteration.

    :ivar length: length of the body; None where it is not known before it has come.
    :ivar done: set when the client has nothing more to send, or nobody reads it any more.
    """

    def __init__(self, receive: Receive, limits: Limits, length: int | None) -> None:
        self._receive = receive
        self._limits = limits
        self._rest = b""
        self._more = True
        self._size = 0
        self.length = length
        self.done = anyio.Event()

    async def head(self) -> bytes:
        """The first line, without its end.

        :raises Refusal: when it is too long, too slow, or not there.
        """
        line = b""
        while b"\n" not in line:
            if len(line) > self._limits.head:
                raise Refusal("head-too-large", f"The proxy takes {self._limits.head} bytes.")
            if not self._more:
                raise Refusal("head-invalid", "It must end with a newline.")
            line += await self._next()
        line, _, self._rest = line.partition(b"\n")
        if len(line) > self._limits.head:
            raise Refusal("head-too-large", f"The proxy takes {self._limits.head} bytes.")
        if not self._more:
            self.length = len(self._rest)
        elif self.length is not None:
            self.length = max(self.length - len(line) - 1, len(self._rest))
            self._more = len(self._rest) < self.length
        if (self.length or 0) > self._limits.request_body:
            raise self._too_large()
        if not self._more:
            self.done.set()
        return line

    async def __aiter__(self) -> AsyncIterator[bytes]:
        part = self._rest
        while True:
            self._size += len(part)
            if self._size > self._limits.request_body:
                raise self._too_large()
            if part:
                yield part
            if not self._more:
                break
            part = await self._next()
        self.done.set()

    async def until_gone(self) -> None:
        """Wait until the client closes the connection.  Only after :attr:`done`: events have one reader."""
        await self.done.wait()
        while (await self._receive())["type"] != "http.disconnect":
            pass

    async def _next(self) -> bytes:
        try:
            with anyio.fail_after(self._limits.idle):
                event = await self._receive()
        except TimeoutError:
            raise Refusal("body-too-slow") from None
        if event["type"] == "http.disconnect":
            raise ClientGone
        self._more = event.get("more_body", False)
        body: bytes = event.get("body", b"")
        return body

    def _too_large(self) -> Refusal:
        return Refusal("body-too-large", f"The proxy takes {self._limits.request_body} bytes.")
