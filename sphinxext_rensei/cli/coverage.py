"""``rensei-docs coverage SITE``: which operations the guides of a built site leave out, and what leads nowhere."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from sphinxext_rensei.cli import UsageError
from sphinxext_rensei.endpoints import COVERAGE_FILE

if TYPE_CHECKING:
    from collections.abc import Iterator


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("site", type=Path, help="the folder of a site that was built for HTML")
    parser.add_argument(
        "--at-least",
        type=_percentage,
        default=0.0,
        metavar="PERCENT",
        help="fail where the guides name fewer operations of a description (default: 0)",
    )


def run(arguments: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
    """Tell what the last build found."""
    failed = False
    for name, found in _read(arguments.site / COVERAGE_FILE).items():
        for line in _lines(found):
            print(f"{name}: {line}", file=stdout)
        total, named = found["operations"], len(found["mentioned"])
        print(f"{name}: guides name {named} of {total} operations", file=stderr)
        failed |= bool(found["dangling"]) or named * 100 < total * arguments.at_least
    return int(failed)


def _lines(found: dict[str, Any]) -> Iterator[str]:
    for each in found["unmentioned"]:
        yield f"no guide names {each['method']} {each['path']}"
    for each in found["dangling"]:
        yield f"{each['document']}:{each['line']}: {each['name']} leads nowhere"


def _read(path: Path) -> dict[str, dict[str, Any]]:
    try:
        report: Any = json.loads(path.read_bytes())
    except FileNotFoundError:
        message = f"there is no {path}; is this a site with a description, built for HTML?"
        raise UsageError(message) from None
    except (OSError, ValueError) as error:
        raise UsageError(f"{path} can't be read: {error}") from None
    descriptions = report.get("descriptions") if isinstance(report, dict) else None
    if not isinstance(descriptions, dict):
        raise UsageError(f"{path} is not a report of coverage")
    return descriptions


def _percentage(text: str) -> float:
    number = float(text)
    if not 0 <= number <= 100:  # noqa: PLR2004 - a percentage
        raise argparse.ArgumentTypeError(f"{text} is not between 0 and 100")
    return number
