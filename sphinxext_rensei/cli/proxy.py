"""``rensei-docs proxy``: the proxy alone, on a port of its own."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from sphinxext_rensei.cli import UsageError, _server
from sphinxext_rensei.cli._descriptions import load_all, policy_of, read_policy_file

if TYPE_CHECKING:
    import argparse

TOKEN = "RENSEI_PROXY_TOKEN"  # noqa: S105 - the name of a variable


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("spec", nargs="*", help="an OpenAPI description: what it has may be called")
    parser.add_argument("--policy", metavar="FILE", help="a policy file, instead of descriptions")
    parser.add_argument("--base", default="", metavar="URL", help="what relative server URLs are resolved against")
    parser.add_argument(
        "--origin",
        action="append",
        default=[],
        metavar="ORIGIN",
        help="of pages that may call; may be repeated",
    )
    parser.add_argument("--allow-private", action="store_true", help="let it call private addresses, for development")
    _server.add_address(parser, 8001)
    parser.epilog = f"{TOKEN} holds a token that callers must have; further variables set limits."


def run(arguments: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
    """Serve until stopped."""
    from sphinxext_rensei.proxy import Proxy, limits_from, log_to_stderr, read_policy  # noqa: PLC0415 - needs an extra

    if bool(arguments.spec) == bool(arguments.policy):
        raise UsageError("give descriptions or --policy, one of them")
    log_to_stderr()
    if arguments.policy:
        policy = read_policy_file(Path(arguments.policy))
    else:
        policy = policy_of(load_all(arguments.spec, stderr), arguments.base)
    try:
        app = Proxy(
            read_policy(policy),
            origins=arguments.origin,
            token=os.environ.get(TOKEN, ""),
            limits=limits_from(os.environ),
            allow_private=arguments.allow_private,
        )
    except ValueError as error:
        raise UsageError(str(error)) from None
    listener = _server.listen(arguments.host, arguments.port)
    return _server.run(app, listener, f"Carrying calls at {_server.url_of(listener)}", stdout)
