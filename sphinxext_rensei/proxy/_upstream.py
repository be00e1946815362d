"""The way to the upstream: names are resolved once, all their addresses checked, and a checked one is connected to.

TLS asks for the name, and certificates are verified against it.  A pool keeps connections by name, never by address,
so that what was verified for one name is not used for another.
"""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import anyio
import httpcore
import httpx

from sphinxext_rensei.proxy._addresses import reason_against
from sphinxext_rensei.proxy._limits import Limits
from sphinxext_rensei.proxy._refusals import Refusal

if TYPE_CHECKING:
    import ssl

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""The addresses of a name."""

_ERRORS: Final = (
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.ProxyError,
    httpcore.TimeoutException,
    httpcore.UnsupportedProtocol,
)
# With every call the pool looks at each: more would cost more than a new connection now and then.
_MAX_IDLE: Final = 8
_EXPIRY: Final = 5.0


async def resolve(host: str, port: int) -> Sequence[str]:
    """The addresses that the system knows for a name."""
    found = await anyio.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(address[0] for *_, address in found))


class CheckedBackend(httpcore.AsyncNetworkBackend):
    """Opens connections to addresses that may be called, and to no others.

    :param backend: opens them; it is given addresses, never names.
    """

    def __init__(
        self,
        *,
        resolve: Resolve = resolve,
        allow_private: bool = False,
        backend: httpcore.AsyncNetworkBackend | None = None,
    ) -> None:
        self._resolve = resolve
        self._allow_private = allow_private
        self._backend = backend or httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        deadline = anyio.current_time() + (timeout if timeout is not None else float("inf"))
        addresses = await self._checked(host, port, timeout)
        for left in range(len(addresses), 0, -1):
            # An address that does not answer leaves time for the others.
            share = (deadline - anyio.current_time()) / left
            try:
                return await self._backend.connect_tcp(
                    addresses[-left], port, share if timeout is not None else None, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if left == 1:
                    raise
        raise Refusal("name-unknown")

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        raise Refusal("scheme")

    async def sleep(self, seconds: float) -> None:
        await anyio.sleep(seconds)

    async def _checked(self, host: str, port: int, limit: float | None) -> Sequence[str]:
        """The addresses of a host, if every one may be called: one that may not is no accident."""
        try:
            with anyio.fail_after(limit):
                addresses = await self._resolve(host, port)
        except TimeoutError:
            raise httpcore.ConnectTimeout from None
        except OSError:
            raise Refusal("name-unknown") from None
        for address in addresses:
            if reason := reason_against(address, allow_private=self._allow_private):
                raise Refusal("address-denied", f"It is {reason}.")
        return addresses


class CheckedTransport(httpx.AsyncBaseTransport):
    """HTTP/1.1 over connections of a :class:`CheckedBackend`: no redirects, no cookies, no proxies of its own."""

    def __init__(
        self,
        *,
        limits: Limits | None = None,
        backend: CheckedBackend | None = None,
        ssl_context: ssl.SSLContext | None = None,
    ) -> None:
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=ssl_context or httpx.create_ssl_context(),
            max_connections=(limits or Limits()).calls,
            max_keepalive_connections=_MAX_IDLE,
            keepalive_expiry=_EXPIRY,
            network_backend=backend or CheckedBackend(),
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        sent = httpcore.Request(
            request.method,
            httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        with _as_httpx():
            response = await self._pool.handle_async_request(sent)
        return httpx.Response(
            response.status, headers=response.headers, stream=_Answer(response), extensions=response.extensions
        )

    async def aclose(self) -> None:
        await self._pool.aclose()


class _Answer(httpx.AsyncByteStream):
    """The body of an answer as it comes."""

    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    async def __aiter__(self) -> AsyncIterator[bytes]:
        with _as_httpx():
            async for part in self._response.aiter_stream():
                yield part

    async def aclose(self) -> None:
        await self._response.aclose()


@contextmanager
def _as_httpx() -> Iterator[None]:
    """Raise what httpx calls an error of httpcore: they have the same names."""
    try:
        yield
    except _ERRORS as error:
        raised: type[httpx.TransportError] = getattr(httpx, type(error).__name__, httpx.TransportError)
        raise raised(str(error)) from error
