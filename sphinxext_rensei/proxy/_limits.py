"""How much one call, one client and all of them may ask for."""

from __future__ import annotations

import time
from collections import OrderedDict
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from math import ceil
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.proxy._refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_MIB: Final = 1024 * 1024
_MAX_CLIENTS: Final = 10_000
"""Clients that are remembered: who has not called for the longest time is forgotten first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The caps; sizes in bytes, times in seconds.

    :param head: the first line of a call.
    :param request_body: what is sent on.
    :param response_body: what comes back.
    :param connect: until there is a connection, name and TLS included.
    :param first_byte: from the end of the request to the head of the answer.
    :param idle: without a byte, either way.
    :param total: for the whole call.
    :param rate: calls of one client in a minute.
    :param client_calls: calls of one client at once.
    :param calls: calls at once.
    """

    head: int = 64 * 1024
    request_body: int = 32 * _MIB
    response_body: int = 256 * _MIB
    connect: float = 10.0
    first_byte: float = 60.0
    idle: float = 120.0
    total: float = 900.0
    rate: int = 120
    client_calls: int = 32
    calls: int = 256


@dataclass(slots=True)
class _Client:
    """A bucket of tokens: one for each call that may begin now."""

    tokens: float
    filled: float
    running: int = 0


class Clients:
    """Who calls how much: in memory, of a bounded number of clients."""

    def __init__(self, limits: Limits, clock: Callable[[], float] = time.monotonic) -> None:
        self._limits = limits
        self._clock = clock
        self._clients: OrderedDict[str, _Client] = OrderedDict()
        self.running = 0

    @contextmanager
    def admit(self, address: str) -> Iterator[None]:
        """Count a call while it runs.

        :raises Refusal: when there are too many.
        """
        client = self._client(client_key(address))
        limits = self._limits
        if client.tokens < 1:
            raise Refusal("too-many-calls", retry_after=ceil((1 - client.tokens) * 60 / limits.rate))
        if client.running >= limits.client_calls or self.running >= limits.calls:
            raise Refusal("too-busy", retry_after=1)
        client.tokens -= 1
        client.running += 1
        self.running += 1
        try:
            yield
        finally:
            client.running -= 1
            self.running -= 1

    def _client(self, key: str) -> _Client:
        now = self._clock()
        client = self._clients.pop(key, None) or _Client(self._limits.rate, now)
        client.tokens = min(self._limits.rate, client.tokens + (now - client.filled) * self._limits.rate / 60)
        client.filled = now
        self._clients[key] = client
        if len(self._clients) > _MAX_CLIENTS:
            self._clients.popitem(last=False)
        return client


def client_key(address: str) -> str:
    """Whom an address belongs to: one customer has a whole /64 of IPv6."""
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        mapped = parsed.ipv4_mapped
        return str(mapped) if mapped else f"{IPv6Address(int(parsed) >> 64 << 64)}/64"
    return str(parsed)
