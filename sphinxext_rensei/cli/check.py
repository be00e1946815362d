"""``rensei-docs check SPEC…``: what is wrong with descriptions, and what would help their readers."""

from __future__ import annotations

import argparse
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from sphinxext_rensei.checks import advise, check
from sphinxext_rensei.cli import UsageError
from sphinxext_rensei.cli._descriptions import add_root, seen_from_here
from sphinxext_rensei.cli._reports import FORMATS, Finding, counted, summary
from sphinxext_rensei.errors import LoadError
from sphinxext_rensei.problems import ProblemCode, Severity
from sphinxext_rensei.spec import load

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinxext_rensei.problems import Problem


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("spec", nargs="+", type=Path, help="an OpenAPI description")
    parser.add_argument("--format", choices=FORMATS, default="text", help="how problems are written (default: text)")
    parser.add_argument("--ignore", action="append", default=[], type=_code, metavar="CODE", help="leave out a code")
    parser.add_argument(
        "--error", action="append", default=[], type=_code, metavar="CODE", help="take a code of advice for an error"
    )
    parser.add_argument("--no-advice", action="store_true", help="tell errors only")
    add_root(parser)


def run(arguments: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
    """Tell what was found."""
    both = {code.value for code in arguments.ignore if code in arguments.error}
    if both:
        raise UsageError(f"{', '.join(sorted(both))}: either --ignore or --error")
    for path in arguments.spec:
        if not path.is_file():
            raise UsageError(f"{path} is not a file")
    # Descriptions may share files; what is wrong there is told once.
    problems = dict.fromkeys(problem for path in arguments.spec for problem in _problems(path, arguments.root))
    findings = [
        Finding(problem, Severity.ERROR if problem.code in arguments.error else problem.code.severity)
        for problem in problems
        if problem.code not in arguments.ignore
    ]
    if arguments.no_advice:
        findings = [finding for finding in findings if finding.severity is Severity.ERROR]
    stdout.write(FORMATS[arguments.format](findings))
    print(summary(findings, counted(len(arguments.spec), "description", "descriptions")), file=stderr)
    return int(any(finding.severity is Severity.ERROR for finding in findings))


def _problems(path: Path, root: Path | None) -> Iterable[Problem]:
    """All that can be said of a description, in the order of its text."""
    try:
        loaded = load(path, root=root, name=seen_from_here)
    except LoadError as error:
        return [error.problem]
    return sorted((*loaded.told, *check(loaded, limit=None), *advise(loaded, limit=None)), key=attrgetter("order"))


def _code(text: str) -> ProblemCode:
    found = next((code for code in ProblemCode if code.value == text.removeprefix("rensei.")), None)
    if found is None:
        raise argparse.ArgumentTypeError(f"there is no code '{text}'")
    return found
