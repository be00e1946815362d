"""Connections: a name is resolved once, every address is checked, and what was checked is connected to."""

from __future__ import annotations

import itertools
import ssl
from typing import TYPE_CHECKING, Any

import anyio
import h11
import httpcore
import pytest
import trustme
from anyio.streams.tls import TLSListener

from sphinxext_rensei.proxy import CheckedBackend, CheckedTransport, Limits
from tests.proxy.conftest import head, post

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

pytestmark = pytest.mark.anyio

PUBLIC = "93.184.216.34"


class Names:
    """A DNS stub: the answers to each question in turn, the last of them for ever."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self._answers = itertools.chain(answers, itertools.repeat(answers[-1]))
        self.asked: list[str] = []

    async def __call__(self, host: str, _port: int) -> Sequence[str]:
        self.asked.append(host)
        return next(self._answers)


class Switchboard(httpcore.AsyncNetworkBackend):
    """Notes which address is connected to, and connects to a server of this machine instead.

    :param dead: addresses that don't answer.
    """

    def __init__(self, port: int, dead: Iterable[str] = ()) -> None:
        self._port = port
        self._dead = set(dead)
        self.connected: list[str] = []

    async def connect_tcp(self, host: str, port: int, *_args: Any, **_options: Any) -> httpcore.AsyncNetworkStream:
        self.connected.append(host)
        if host in self._dead:
            raise httpcore.ConnectError
        return await httpcore.AnyIOBackend().connect_tcp("127.0.0.1", self._port)


class Server:
    """A server of HTTP over TLS that answers with the name that the client asked TLS for, and its ``Host``."""

    def __init__(self, *names: str) -> None:
        self.authority = trustme.CA()
        self._context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self.authority.issue_cert(*names).configure_cert(self._context)
        self._context.sni_callback = self._note
        self.port = 0
        self.asked: list[str | None] = []
        self.requests: list[h11.Request] = []

    @property
    def client_context(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        self.authority.configure_trust(context)
        return context

    def _note(self, _socket: ssl.SSLObject, name: str | None, _context: ssl.SSLContext) -> None:
        self.asked.append(name)

    async def serve(self, *, task_status: anyio.abc.TaskStatus[None]) -> None:
        listener = await anyio.create_tcp_listener(local_host="127.0.0.1")
        self.port = listener.extra(anyio.abc.SocketAttribute.local_port)
        task_status.started()
        async with TLSListener(listener, self._context, standard_compatible=False) as tls:
            await tls.serve(self._answer)

    async def _answer(self, stream: anyio.abc.ByteStream) -> None:
        connection = h11.Connection(h11.SERVER)
        async with stream:
            while True:
                event = connection.next_event()
                if event is h11.NEED_DATA:
                    connection.receive_data(await stream.receive())
                elif isinstance(event, h11.Request):
                    self.requests.append(event)
                elif isinstance(event, h11.EndOfMessage):
                    break
            response = h11.Response(status_code=200, headers=[("Content-Length", "2"), ("Connection", "close")])
            await stream.send(connection.send(response) + (connection.send(h11.Data(data=b"ok")) or b""))


@pytest.fixture
async def server():
    server = Server("api.example.com")
    async with anyio.create_task_group() as tasks:
        await tasks.start(server.serve)
        yield server
        tasks.cancel_scope.cancel()


def transport_to(server: Server, names: Names, **options: Any) -> tuple[CheckedTransport, Switchboard]:
    switchboard = Switchboard(server.port, **options)
    backend = CheckedBackend(resolve=names, backend=switchboard)
    return CheckedTransport(backend=backend, ssl_context=server.client_context), switchboard


async def test_tls_and_host_are_of_the_name_and_the_connection_of_the_address(make_proxy, server) -> None:
    transport, switchboard = transport_to(server, Names([PUBLIC]))
    fields = [("X-Order", "1"), ("x-Case", "Kept"), ("X-Order", "2")]
    answered = await post(
        make_proxy(transport=transport), head("https://api.example.com/v1/books?q=%7e~", headers=fields)
    )
    assert answered.reply[1] == b"ok"
    assert switchboard.connected == [PUBLIC]
    assert server.asked == ["api.example.com"]
    (request,) = server.requests
    assert request.target == b"/v1/books?q=%7e~"
    assert request.headers.raw_items() == [
        (b"Host", b"api.example.com"),
        (b"X-Order", b"1"),
        (b"x-Case", b"Kept"),
        (b"X-Order", b"2"),
        (b"Accept-Encoding", b"identity"),
    ]


async def test_a_name_that_is_rebound_is_resolved_once_a_connection(make_proxy, server) -> None:
    """What was checked is what is used: the second answer is for the second connection, and is checked too."""
    names = Names([PUBLIC], ["127.0.0.1"])
    transport, switchboard = transport_to(server, names)
    proxy = make_proxy(transport=transport)
    assert (await post(proxy)).reply[1] == b"ok"
    assert names.asked == ["api.example.com"]
    assert (await post(proxy)).problem["code"] == "address-denied"
    assert switchboard.connected == [PUBLIC]


@pytest.mark.parametrize(
    "addresses",
    [
        ["127.0.0.1"],
        [PUBLIC, "127.0.0.1"],
        ["10.0.0.1", PUBLIC],
        ["169.254.169.254"],
        ["::ffff:127.0.0.1"],
        ["64:ff9b::a9fe:a9fe"],
        ["2002:7f00:1::"],
        ["fe80::1%2"],
    ],
)
async def test_one_private_address_of_a_name_is_one_too_many(make_proxy, server, addresses) -> None:
    transport, switchboard = transport_to(server, Names(addresses))
    problem = (await post(make_proxy(transport=transport))).problem
    assert problem["code"] == "address-denied"
    assert not any(address in problem["detail"] for address in addresses)
    assert switchboard.connected == []


async def test_an_address_for_a_server_is_checked_as_a_name_s_is(make_proxy, server) -> None:
    policy = {"version": 1, "targets": [{"servers": ["https://127.0.0.1"], "operations": ["GET /"]}]}
    transport, switchboard = transport_to(server, Names(["127.0.0.1"]))
    answered = await post(make_proxy(policy, transport=transport), head("https://127.0.0.1/"))
    assert answered.problem["code"] == "address-denied"
    assert switchboard.connected == []


async def test_another_address_is_tried_when_one_is_dead(make_proxy, server) -> None:
    other = "2606:4700:4700::1111"
    transport, switchboard = transport_to(server, Names([other, PUBLIC]), dead=[other])
    assert (await post(make_proxy(transport=transport))).reply[1] == b"ok"
    assert switchboard.connected == [other, PUBLIC]


async def test_dead_addresses_are_a_problem(make_proxy, server) -> None:
    transport, _ = transport_to(server, Names([PUBLIC]), dead=[PUBLIC])
    assert (await post(make_proxy(transport=transport))).problem["code"] == "connect-failed"


async def test_a_name_without_an_address_is_a_problem(make_proxy, server) -> None:
    transport, _ = transport_to(server, Names([]))
    assert (await post(make_proxy(transport=transport))).problem["code"] == "name-unknown"


async def test_a_name_that_can_t_be_resolved_is_a_problem(make_proxy) -> None:
    async def fail(_host: str, _port: int) -> Sequence[str]:
        raise OSError("no such name")

    transport = CheckedTransport(backend=CheckedBackend(resolve=fail))
    assert (await post(make_proxy(transport=transport))).problem["code"] == "name-unknown"


async def test_a_resolver_that_hangs_is_a_problem(make_proxy) -> None:
    async def hang(_host: str, _port: int) -> Sequence[str]:
        await anyio.sleep_forever()
        raise AssertionError

    limits = Limits(connect=0.05)
    transport = CheckedTransport(limits=limits, backend=CheckedBackend(resolve=hang))
    assert (await post(make_proxy(transport=transport, limits=limits))).problem["code"] == "connect-timeout"


async def test_a_certificate_of_another_name_is_a_problem(make_proxy, server) -> None:
    transport, _ = transport_to(server, Names([PUBLIC]))
    policy = {"version": 1, "targets": [{"servers": ["https://other.example.com"], "operations": ["GET /"]}]}
    answered = await post(make_proxy(policy, transport=transport), head("https://other.example.com/"))
    assert answered.problem["code"] == "certificate"


async def test_an_unknown_authority_is_a_problem(make_proxy, server) -> None:
    """The context is the one that is used where none is given."""
    backend = CheckedBackend(resolve=Names([PUBLIC]), backend=Switchboard(server.port))
    answered = await post(make_proxy(transport=CheckedTransport(backend=backend)))
    assert answered.problem["code"] == "certificate"
    assert server.requests == []
