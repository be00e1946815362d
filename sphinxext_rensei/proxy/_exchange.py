"""One call: read, checked, sent on; its answer relayed as it comes."""

from __future__ import annotations

import contextlib
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import anyio
import httpx

from sphinxext_rensei.proxy._envelope import REPLY, ClientGone, Upload, read_call, reply_line
from sphinxext_rensei.proxy._headers import read_length, request_fields, response_fields
from sphinxext_rensei.proxy._refusals import Refusal, refusal_of
from sphinxext_rensei.proxy._target import read_target

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Iterator, Mapping

    from anyio.abc import TaskGroup
    from starlette.types import Send

    from sphinxext_rensei.proxy._limits import Limits
    from sphinxext_rensei.proxy._policy import Policy

_SWITCHING: Final = 101


@dataclass(slots=True)
class Entry:
    """What the log says of a call: never a query, a field, a body, or the value of a path parameter."""

    method: str = "-"
    host: str = "-"
    template: str = "-"
    outcome: str = "-"
    size: int = 0


class Exchange:
    """One call and its reply.

    :ivar entry: what the log will say.
    """

    def __init__(self, policy: Policy, limits: Limits, transport: httpx.AsyncBaseTransport) -> None:
        self._policy = policy
        self._limits = limits
        self._transport = transport
        self._dropped: list[str] = []
        self._ended: Refusal | ClientGone | None = None
        self._is_answered = False
        self._is_whole = False
        self.entry = Entry()

    async def run(self, upload: Upload, send: Send, fields: Mapping[str, str]) -> None:
        """Pass a call on.  The connection to the upstream closes with that of the client.

        :param fields: header fields of the reply.
        :raises Refusal: where there is nothing to reply.
        :raises ClientGone: when nobody waits any more.
        """
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(self._watch, upload, tasks)
            tasks.start_soon(self._hurry, upload, tasks)
            try:
                with anyio.fail_after(self._limits.total):
                    await self._pass(upload, send, fields)
            except (Refusal, ClientGone) as ended:
                self._end(ended, tasks)
            except TimeoutError:
                self._end(Refusal("answer-timeout", f"The proxy waits {self._limits.total:g} s in all."), tasks)
            tasks.cancel_scope.cancel()
        if isinstance(self._ended, Refusal) and self._is_answered:
            # Too late for a problem: an answer that breaks off is told from one that ends by the missing last chunk.
            self.entry.outcome += f" {self._ended.code}"
        elif self._ended is not None:
            raise self._ended

    def _end(self, ended: Refusal | ClientGone, tasks: TaskGroup) -> None:
        self._ended = self._ended or ended
        tasks.cancel_scope.cancel()

    async def _watch(self, upload: Upload, tasks: TaskGroup) -> None:
        await upload.until_gone()
        if not self._is_whole:
            self._end(ClientGone(), tasks)

    async def _hurry(self, upload: Upload, tasks: TaskGroup) -> None:
        await upload.done.wait()
        await anyio.sleep(self._limits.first_byte)
        if not self._is_answered:
            self._end(Refusal("answer-timeout", f"The proxy waits {self._limits.first_byte:g} s."), tasks)

    async def _pass(self, upload: Upload, send: Send, fields: Mapping[str, str]) -> None:
        request = self._request(await upload.head(), upload)
        began = time.perf_counter()
        try:
            response = await self._transport.handle_async_request(request)
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            raise refusal_of(error) from error
        finally:
            upload.done.set()
        try:
            self._check(response)
            line = reply_line(
                response.status_code,
                response_fields(response.headers.raw),
                str(request.extensions["url"]),
                time.perf_counter() - began,
                self._dropped,
            )
            await self._relay(line, response, send, fields)
        finally:
            with anyio.CancelScope(shield=True):
                await response.aclose()

    def _request(self, line: bytes, upload: Upload) -> httpx.Request:
        call = read_call(line)
        target = read_target(call.url)
        self.entry.method, self.entry.host = call.method, target.host
        self.entry.template = self._policy.admit(call.method, target)
        headers, self._dropped = request_fields(call.method, call.headers, target, upload.length)
        timeout = {"connect": self._limits.connect, "write": self._limits.idle, "pool": self._limits.connect}
        return httpx.Request(
            call.method,
            target.origin,
            headers=headers,
            stream=upload,
            # The target is sent as it was checked, without another program's idea of how it should be encoded.
            extensions={"timeout": timeout, "target": (target.path + target.query).encode(), "url": target.url},
        )

    def _check(self, response: httpx.Response) -> None:
        if response.status_code == _SWITCHING:
            raise Refusal("unsupported")
        if (read_length(response.headers.get("content-length", "")) or 0) > self._limits.response_body:
            raise self._too_large()

    async def _relay(self, line: bytes, response: httpx.Response, send: Send, fields: Mapping[str, str]) -> None:
        self.entry.outcome = str(response.status_code)
        self._is_answered = True
        headers = [(name.lower().encode(), value.encode()) for name, value in fields.items()]
        headers.append((b"content-type", REPLY.encode()))
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": line, "more_body": True})
        async with contextlib.aclosing(self._parts(response)) as parts:
            async for part in parts:
                with self._patience():
                    await send({"type": "http.response.body", "body": part, "more_body": True})
        # From here on the client may close the connection: it has all.
        self._is_whole = True
        await send({"type": "http.response.body", "body": b""})

    async def _parts(self, response: httpx.Response) -> AsyncGenerator[bytes]:
        parts = response.aiter_raw()
        while True:
            try:
                with self._patience():
                    part = await anext(parts, None)
            except (httpx.HTTPError, OSError) as error:
                raise refusal_of(error) from error
            if part is None:
                return
            self.entry.size += len(part)
            if self.entry.size > self._limits.response_body:
                raise self._too_large()
            yield part

    @contextlib.contextmanager
    def _patience(self) -> Iterator[None]:
        try:
            with anyio.fail_after(self._limits.idle):
                yield
        except TimeoutError:
            raise Refusal("answer-timeout", f"The proxy waits {self._limits.idle:g} s for the next byte.") from None

    def _too_large(self) -> Refusal:
        return Refusal("answer-too-large", f"The proxy takes {self._limits.response_body} bytes.")
