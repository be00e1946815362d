"""Runs an ASGI application on a port of this machine."""

from __future__ import annotations

import argparse
import contextlib
import socket
from typing import TYPE_CHECKING, Final, TextIO

from sphinxext_rensei.cli import UsageError

if TYPE_CHECKING:
    from starlette.types import ASGIApp


_LAST_PORT: Final = 65535


def add_address(parser: argparse.ArgumentParser, port: int) -> None:
    """Add the options that say where to listen."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=_port, default=port, help="port; 0 for any that is free (default: %(default)s)")


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > _LAST_PORT:
        raise argparse.ArgumentTypeError(f"{text} is no port")
    return int(text)


def listen(host: str, port: int) -> socket.socket:
    """Open the port.

    :raises UsageError: where that is not possible.
    """
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listener = socket.create_server((host, port), family=family, backlog=512)
    except OSError as error:
        raise UsageError(f"can't listen on {host}, port {port}: {error}") from None
    # Accepted sockets inherit it; else the body of a short answer waits 40 ms for its head to be acknowledged.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def url_of(listener: socket.socket) -> str:
    """The address that a browser opens."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def run(app: ASGIApp, listener: socket.socket, said: str, stdout: TextIO) -> int:
    """Serve until it is stopped.

    :param said: a line for the reader, once the port is open.
    """
    import uvicorn  # noqa: PLC0415 - of an extra

    print(said, file=stdout, flush=True)
    config = uvicorn.Config(app, log_level="warning", access_log=False, timeout_graceful_shutdown=1)
    with listener, contextlib.suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listener])
    return 0
