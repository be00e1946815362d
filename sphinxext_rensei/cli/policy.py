"""``rensei-docs policy SPEC…``: what a proxy may call, as a file that it reads."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TextIO

from sphinxext_rensei.cli._descriptions import load_all, policy_of

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("spec", nargs="+", help="an OpenAPI description")
    parser.add_argument("--base", default="", metavar="URL", help="what relative server URLs are resolved against")


def run(arguments: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
    """Print the policy."""
    policy = policy_of(load_all(arguments.spec, stderr), arguments.base)
    print(json.dumps(policy, ensure_ascii=False, indent=1), file=stdout)
    return 0
