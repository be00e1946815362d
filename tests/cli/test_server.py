"""Listening on a port."""

from __future__ import annotations

import socket

from sphinxext_rensei.cli import _server


def test_short_answers_are_not_held_back() -> None:
    with (
        _server.listen("127.0.0.1", 0) as listener,
        socket.create_connection(listener.getsockname()),
        listener.accept()[0] as accepted,
    ):
        assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
