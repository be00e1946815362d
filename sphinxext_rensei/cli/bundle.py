"""``rensei-docs bundle SPEC -o FILE``: a description of many files as one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

from sphinxext_rensei.bundle import WRITERS, bundle_bytes
from sphinxext_rensei.cli import UsageError
from sphinxext_rensei.cli._descriptions import add_root, seen_from_here
from sphinxext_rensei.errors import LoadError
from sphinxext_rensei.problems import ProblemCode
from sphinxext_rensei.spec import load

if TYPE_CHECKING:
    import argparse

    from sphinxext_rensei.spec import Loaded

_UNRESOLVED: Final = frozenset(
    (
        *(ProblemCode.REFERENCE, ProblemCode.REFERENCE_CYCLE),
        *(ProblemCode.REMOTE_REFERENCE, ProblemCode.OUTSIDE_REFERENCE),
        *(ProblemCode.MISSING_FILE, ProblemCode.ENCODING, ProblemCode.SYNTAX, ProblemCode.LIMIT),
    )
)
"""What is wrong with references; all else is the business of another command."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("spec", type=Path, help="an OpenAPI description")
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        required=True,
        metavar="FILE",
        help="the file to write, of YAML or JSON by its suffix",
    )
    add_root(parser)


def run(arguments: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
    """Write the file; references that lead nowhere are told, and stay as they are."""
    spec, output = arguments.spec, arguments.output
    if output.suffix.lower() not in WRITERS:
        raise UsageError(f"{output} must end in one of {', '.join(WRITERS)}")
    if not spec.is_file():
        raise UsageError(f"{spec} is not a file")
    try:
        loaded = load(spec, root=arguments.root, name=seen_from_here)
    except LoadError as error:
        print(error, file=stderr)
        return 1
    problems = [problem for problem in loaded.told if problem.code in _UNRESOLVED]
    for problem in problems:
        print(problem, file=stderr)
    _write(loaded, output)
    return int(bool(problems))


def _write(loaded: Loaded, output: Path) -> None:
    if output.resolve() in {path.resolve() for path in loaded.files}:
        raise UsageError(f"{output} is a file of the description itself")
    try:
        output.write_bytes(bundle_bytes(loaded, output.suffix))
    except OSError as error:
        raise UsageError(f"{output} can't be written: {error.strerror or error}") from None
