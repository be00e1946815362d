"""``rensei-docs mock SPEC…``: answers from descriptions, on a port of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from sphinxext_rensei.cli import _server
from sphinxext_rensei.cli._descriptions import load_all

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("spec", nargs="+", help="an OpenAPI description")
    _server.add_address(parser, 4010)


def run(arguments: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
    """Serve until stopped."""
    from sphinxext_rensei.mock import Mock  # noqa: PLC0415 - needs an extra

    app = Mock(load_all(arguments.spec, stderr))
    listener = _server.listen(arguments.host, arguments.port)
    return _server.run(app, listener, f"Answering calls at {_server.url_of(listener)}", stdout)
