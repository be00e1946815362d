"""What comes is passed on as it comes, and ends when either side does."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
import time
from typing import TYPE_CHECKING, Any

import anyio
import anyio.lowlevel
import httpx
import pytest
import uvicorn

from sphinxext_rensei.proxy import InProcessTransport, Limits, Proxy, read_policy
from tests.proxy.conftest import ORIGIN, Answered, head, post

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

pytestmark = pytest.mark.anyio

CALL: Scope = {
    "type": "http",
    "method": "POST",
    "path": "/",
    "headers": [(b"content-type", b"application/vnd.rensei.call")],
}


class Stream:
    """An upstream whose answer is released piece by piece."""

    def __init__(self) -> None:
        self.release = anyio.Event()
        self.ended = ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await send({"type": "http.response.start", "status": 200, "headers": []})
            for number in range(1_000_000):
                await send({"type": "http.response.body", "body": f"data: {number}\n\n".encode(), "more_body": True})
                await self.release.wait()
                self.release = anyio.Event()
            self.ended = "whole"
        except BaseException:
            self.ended = "cancelled"
            raise


async def until(condition: Any) -> None:
    with anyio.fail_after(5):
        while not condition():
            await anyio.lowlevel.checkpoint()


async def test_pieces_come_one_by_one(make_proxy) -> None:
    """The head and the first event are there while the upstream waits; the next when it goes on."""
    upstream = Stream()
    proxy = make_proxy(transport=InProcessTransport(upstream))
    answered = Answered()
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(lambda: post(proxy, answered=answered))
        await until(lambda: len(answered.messages) == 3)
        assert json.loads(answered.messages[1]["body"])["status"] == 200
        assert answered.messages[2]["body"] == b"data: 0\n\n"
        upstream.release.set()
        await until(lambda: len(answered.messages) == 4)
        assert answered.messages[3]["body"] == b"data: 1\n\n"
        tasks.cancel_scope.cancel()


async def test_a_client_that_goes_stops_the_upstream(make_proxy, caplog) -> None:
    caplog.set_level("INFO")
    upstream, gone = Stream(), anyio.Event()
    proxy = make_proxy(transport=InProcessTransport(upstream))
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(lambda: post(proxy, gone=gone))
        await until(lambda: upstream.ended == "" and proxy._clients.running == 1)
        await anyio.sleep(0.01)
        gone.set()
    assert upstream.ended == "cancelled"
    assert proxy._clients.running == 0
    assert "GET api.example.com /books gone" in caplog.text


async def test_a_client_that_goes_before_there_is_an_answer_stops_the_upstream(make_proxy) -> None:
    ended, gone = [], anyio.Event()

    async def silent(_scope: Scope, _receive: Receive, _send: Send) -> None:
        gone.set()
        try:
            await anyio.sleep_forever()
        finally:
            ended.append(True)

    answered = await post(make_proxy(transport=InProcessTransport(silent)), gone=gone)
    assert answered.messages == []
    assert ended == [True]


async def test_a_client_that_goes_while_it_sends_stops_the_upstream(make_proxy) -> None:
    seen = []

    async def reading(_scope: Scope, receive: Receive, _send: Send) -> None:
        while (message := await receive())["more_body"]:
            seen.append(message["body"])

    parts: list[Message] = [
        {"type": "http.request", "body": head(method="POST") + b"one", "more_body": True},
        {"type": "http.request", "body": b"two", "more_body": True},
        {"type": "http.disconnect"},
    ]
    sent: list[Message] = []

    async def receive() -> Message:
        return parts.pop(0) if len(parts) > 1 else parts[0]

    async def send(message: Message) -> None:
        sent.append(message)

    await make_proxy(transport=InProcessTransport(reading))(CALL, receive, send)
    assert seen == [b"one", b"two"]
    assert sent == []


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(first_byte=0.05), "answer-timeout"),
        (Limits(total=0.05), "answer-timeout"),
    ],
)
async def test_an_upstream_that_is_silent_is_given_up(make_proxy, limits, code) -> None:
    async def silent(_scope: Scope, _receive: Receive, _send: Send) -> None:
        await anyio.sleep_forever()

    answered = await post(make_proxy(transport=InProcessTransport(silent), limits=limits))
    assert answered.problem["code"] == code


@pytest.mark.parametrize("limits", [Limits(idle=0.05), Limits(total=0.05)])
async def test_an_upstream_that_falls_silent_breaks_off(make_proxy, limits) -> None:
    """Not as if it were whole: the last message is missing."""
    answered = await post(make_proxy(transport=InProcessTransport(Stream()), limits=limits))
    assert answered.messages[2]["body"] == b"data: 0\n\n"
    assert not answered.is_whole


async def test_a_client_that_sends_too_slowly_is_refused(make_proxy) -> None:
    sent: list[Message] = []
    parts: list[Message] = [{"type": "http.request", "body": head(method="POST")[:20], "more_body": True}]

    async def receive() -> Message:
        if parts:
            return parts.pop(0)
        await anyio.sleep_forever()
        raise AssertionError

    async def send(message: Message) -> None:
        sent.append(message)

    await make_proxy(limits=Limits(idle=0.05))(CALL, receive, send)
    assert sent[0]["status"] == 408


@pytest.mark.parametrize(
    ("parts", "length", "expected"),
    [
        ([head(method="POST")], None, {"content-length": "0"}),
        ([head(method="POST") + b"abc"], None, {"content-length": "3"}),
        ([head(method="POST"), b"ab", b"c"], None, {"transfer-encoding": "chunked"}),
        ([head(method="POST"), b"ab", b"c"], len(head(method="POST")) + 3, {"content-length": "3"}),
        ([head(method="POST")[:9], head(method="POST")[9:] + b"\nab", b"c"], None, {"transfer-encoding": "chunked"}),
        ([head()], None, {}),
    ],
)
async def test_bodies_are_passed_on_with_the_length_that_is_known(
    make_proxy, upstream, parts, length, expected
) -> None:
    fields = {"content-length": str(length)} if length else {}
    await post(make_proxy(), parts, headers=fields)
    ((_, _, headers, body),) = upstream.seen
    assert {name: value for name, value in headers.items() if name not in ("host", "accept-encoding")} == expected
    assert body == b"".join(parts).partition(b"\n")[2]


@pytest.mark.parametrize("body", [bytes(range(256)) * 500, b"\n\n", b'{"status": 500}\n', b""])
async def test_bytes_come_and_go_exactly(make_proxy, upstream, body) -> None:
    upstream.body = body
    answered = await post(make_proxy(), head(method="POST") + body)
    assert upstream.seen[0][3] == answered.reply[1] == body


# Over real connections -----------------------------------------------------------------------------------------------


@contextlib.contextmanager
def served(app: ASGIApp) -> Iterator[str]:
    """Serve an application on this machine."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        config = uvicorn.Config(app, log_level="critical", ws="none", timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


async def ticking(_scope: Scope, receive: Receive, send: Send) -> None:
    """Ten events, one in every 50 ms."""
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/event-stream")]})
    for _ in range(10):
        text = f"data: {time.monotonic()}\n\n".encode()
        await send({"type": "http.response.body", "body": text, "more_body": True})
        await anyio.sleep(0.05)
    await send({"type": "http.response.body", "body": b""})


def test_events_arrive_when_they_are_sent() -> None:
    """Through two servers and two connections, before the next is sent."""
    with served(ticking) as upstream:
        policy = {"version": 1, "targets": [{"servers": [upstream], "operations": ["GET /"]}]}
        with served(Proxy(read_policy(policy), origins=[ORIGIN], allow_private=True)) as proxy:
            call = {"content": head(f"{upstream}/"), "headers": {"Content-Type": "application/vnd.rensei.call"}}
            with httpx.Client() as client, client.stream("POST", proxy, **call) as response:  # type: ignore[arg-type]
                late = [
                    time.monotonic() - float(line.removeprefix("data: "))
                    for line in response.iter_lines()
                    if line.startswith("data: ")
                ]
    assert len(late) == 10
    assert sorted(late)[5] < 0.05


def test_an_upstream_s_connection_closes_with_the_client_s() -> None:
    """At once, in the middle of an answer without end."""
    closed = threading.Event()

    async def watching(scope: Scope, receive: Receive, send: Send) -> None:
        async def watch() -> None:
            while (await receive())["type"] != "http.disconnect":
                pass
            closed.set()
            tasks.cancel_scope.cancel()

        async with anyio.create_task_group() as tasks:
            tasks.start_soon(watch)
            await send({"type": "http.response.start", "status": 200, "headers": []})
            while True:
                await send({"type": "http.response.body", "body": b"x" * 65536, "more_body": True})
                # To uvicorn nothing can be sent any more, and it does not wait either.
                await anyio.lowlevel.checkpoint()

    with served(watching) as upstream:
        policy = {"version": 1, "targets": [{"servers": [upstream], "operations": ["GET /"]}]}
        with served(Proxy(read_policy(policy), origins=[ORIGIN], allow_private=True)) as proxy:
            call = {"content": head(f"{upstream}/"), "headers": {"Content-Type": "application/vnd.rensei.call"}}
            with httpx.Client() as client, client.stream("POST", proxy, **call) as response:  # type: ignore[arg-type]
                next(response.iter_raw())
                assert not closed.is_set()
            assert closed.wait(1)
