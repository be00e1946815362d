"""The command ``rensei-docs``: what is done with a description or a built site, outside of a build."""

from __future__ import annotations

import argparse
import contextlib
import importlib
import io
import os
import sys
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol, TextIO, cast

import sphinxext_rensei

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence


__all__ = ["COMMANDS", "Command", "UsageError", "main", "make_parser"]


class Command(NamedTuple):
    """A command.

    :param module: module of this package with ``add_arguments(parser)`` and ``run(arguments, stdout, stderr)``.
    :param summary: one line for the list of commands.
    """

    module: str
    summary: str


COMMANDS: Final[Mapping[str, Command]] = {
    "bundle": Command("bundle", "write a description of many files as one"),
    "check": Command("check", "tell what is wrong with descriptions, and what would help their readers"),
    "coverage": Command("coverage", "tell which operations the guides of a built site leave out"),
    "csp": Command("csp", "print the Content Security Policy that a built site can be served with"),
    "diff": Command("diff", "tell what changed between two versions of a description, and what breaks its users"),
    "drift": Command("drift", "tell how descriptions and the routes of their implementation differ"),
    "mock": Command("mock", "answer calls from the examples of descriptions"),
    "policy": Command("policy", "print what a proxy may call for descriptions"),
    "proxy": Command("proxy", "carry calls of documentation pages to the servers of descriptions"),
    "serve": Command("serve", "serve a built site, with the proxy on the same origin"),
    "sync": Command("sync", "regenerate reference pages, llms.txt and the map of a site, or check them"),
}
"""Name of a command -> its module; a new command is a file and a row."""

# What the extra `proxy` brings.
_EXTRA: Final = frozenset({"anyio", "httpcore", "httpx", "idna", "publicsuffixlist", "starlette", "uvicorn"})


class _Module(Protocol):
    def add_arguments(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, arguments: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int: ...


class UsageError(Exception):
    """Arguments that can't be used together, or name what is not there."""


def main(argv: Sequence[str] | None = None, stdout: TextIO | None = None, stderr: TextIO | None = None) -> int:
    """Run a command.

    :returns: 0 when all is well, 1 when there are problems, 2 for a wrong use; what shells say of a program that was
        stopped, 130 by its user, 141 by a reader that had enough.
    """
    stdout, stderr = stdout or _lenient(sys.stdout), stderr or sys.stderr
    argv = sys.argv[1:] if argv is None else argv
    # Only the command that is run is loaded.
    parser = make_parser(argv[:1])
    try:
        arguments = _parsed(parser, argv, stdout, stderr)
    except SystemExit as ended:
        return int(ended.code or 0)
    try:
        code = _load(COMMANDS[arguments.command]).run(arguments, stdout, stderr)
        stdout.flush()
    except UsageError as error:
        print(f"rensei-docs {arguments.command}: {error}", file=stderr)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _EXTRA:
            raise
        print(f"rensei-docs {arguments.command} needs more: pip install 'sphinxext-rensei[proxy]'", file=stderr)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        _shut(stdout)
        return 141
    except OSError as error:
        _shut(stdout)
        print(f"rensei-docs {arguments.command}: {error}", file=stderr)
    else:
        return code
    return 2


def _lenient(stream: TextIO) -> TextIO:
    """A stream that writes what its encoding has no letters for as escapes: not every terminal knows all scripts."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")
    return stream


def _shut(stream: TextIO) -> None:
    """Leave nothing to be written when the interpreter ends, which would fail once more."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def make_parser(loaded: Collection[str] = COMMANDS) -> argparse.ArgumentParser:
    """The parser of all commands.

    :param loaded: the commands whose arguments it shall know.
    """
    parser = argparse.ArgumentParser(
        prog="rensei-docs", description="What is done with OpenAPI descriptions and built sites."
    )
    parser.add_argument("--version", action="version", version=sphinxext_rensei.__version__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, command in COMMANDS.items():
        own = commands.add_parser(name, help=command.summary, description=command.summary)
        if name in loaded:
            _load(command).add_arguments(own)
    return parser


def _load(command: Command) -> _Module:
    return cast("_Module", importlib.import_module(f"{__name__}.{command.module}"))


def _parsed(
    parser: argparse.ArgumentParser, argv: Sequence[str], stdout: TextIO, stderr: TextIO
) -> argparse.Namespace:
    """Parse, with what argparse prints on the streams that were given."""
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = stdout, stderr
    try:
        return parser.parse_args(argv)
    finally:
        sys.stdout, sys.stderr = before
