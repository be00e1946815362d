"""``rensei-docs drift SPEC --routes DIR``: how descriptions and the routes of their implementation differ."""

from __future__ import annotations

import argparse
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from sphinxext_rensei.cli import UsageError
from sphinxext_rensei.cli._descriptions import load_each
from sphinxext_rensei.cli._drafts import write_drafts
from sphinxext_rensei.cli._drift_json import drift_json
from sphinxext_rensei.cli._reports import FORMATS, Finding, counted
from sphinxext_rensei.drift import (
    Difference,
    Kind,
    Scope,
    base_paths,
    compare,
    endpoints_of,
    prose_endpoints,
    read_annotation,
    read_baseline,
    split_known,
    stale_difference,
    write_baseline,
)
from sphinxext_rensei.errors import LoadError
from sphinxext_rensei.problems import Severity
from sphinxext_rensei.routes import SOURCES, read_routes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinxext_rensei.drift import Endpoint
    from sphinxext_rensei.routes import Routes
    from sphinxext_rensei.spec import Loaded


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("spec", nargs="+", type=Path, help="an OpenAPI description")
    what = parser.add_argument_group("what is compared")
    what.add_argument(
        "--routes", action="append", required=True, type=Path, metavar="PATH", help="where the routes are; repeatable"
    )
    words = "; ".join(f"{source.name}: {source.words}" for source in SOURCES.values())
    what.add_argument("--source", choices=SOURCES, default="nextjs", help=f"what they are read from ({words})")
    what.add_argument("--site", type=Path, metavar="FOLDER", help="a built site, for what it documents by hand")
    what.add_argument("--docs", default="", metavar="FOLDER", help="the sources of that site, as reports name them")
    what.add_argument(
        "--base-path",
        action="append",
        type=_base_path,
        metavar="PATH",
        help="what stands before described paths, in place of the base paths of servers; repeatable",
    )
    scope = parser.add_argument_group("what is told")
    scope.add_argument("--include", action="append", default=[], metavar="GLOB", help="of these paths only")
    scope.add_argument("--exclude", action="append", default=[], metavar="GLOB", help="of no such path")
    scope.add_argument("--method", action="append", default=[], type=str.upper, help="of these methods only")
    scope.add_argument("--ignore", action="append", default=[], type=_kind, metavar="KIND", help="leave out a kind")
    scope.add_argument(
        "--error", action="append", default=[], type=_kind, metavar="KIND", help="fail for a kind that is advice"
    )
    scope.add_argument("--baseline", type=Path, metavar="FILE", help="differences that are known")
    scope.add_argument("--write-baseline", action="store_true", help="write all differences into that file")
    scope.add_argument("--format", choices=FORMATS, default="text", help="how they are told (default: text)")
    draft_ = parser.add_argument_group("what is drafted")
    draft_.add_argument("--draft", action="store_true", help="print operations for routes that have none")
    draft_.add_argument("--insert", action="store_true", help="put the drafts into the description instead")


def run(arguments: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
    """Tell what differs, or draft what is missing."""
    _check(arguments)
    loaded = list(load_each(arguments.spec, stderr))
    routes = _routes(arguments)
    operations = [each for one in loaded for each in endpoints_of(one, arguments.base_path)]
    drift = compare([*operations, *_by_hand(arguments, loaded)], routes.routes)
    scope = Scope(include=tuple(arguments.include), exclude=tuple(arguments.exclude), methods=tuple(arguments.method))
    found = [each for each in drift.differences if scope.holds(each) and each.kind not in arguments.ignore]
    if arguments.draft or arguments.insert:
        return write_drafts(arguments, loaded[0], found, stdout, stderr)
    problems = dict.fromkeys(chain(routes.problems, *(read_annotation(route).problems for route in routes.routes)))
    if arguments.write_baseline:
        _write_baseline(arguments.baseline, found)
        known = len(found)
        found = []
    else:
        found, known = _new(arguments, scope, found)
    severities = {kind: Severity.ERROR if kind in arguments.error else kind.severity for kind in Kind}
    findings = [
        *(Finding(each, each.code.severity) for each in problems),
        *(Finding(each.problem, severities[each.kind]) for each in found),
    ]
    if arguments.format == "json":
        covered = [each for each in drift.covered if scope.holds_endpoint(each.endpoint.method, *each.endpoint.served)]
        stdout.write(drift_json(found, severities, covered, problems))
    else:
        stdout.write(FORMATS[arguments.format](findings))
    print(_summary(findings, known, len(operations), len(routes.routes)), file=stderr)
    return int(any(finding.severity is Severity.ERROR for finding in findings))


def _check(arguments: argparse.Namespace) -> None:
    """Refuse what can't be meant.

    :raises UsageError: saying what.
    """
    both = {kind.value for kind in arguments.ignore if kind in arguments.error}
    if both:
        raise UsageError(f"{', '.join(sorted(both))}: either --ignore or --error")
    if arguments.write_baseline and not arguments.baseline:
        raise UsageError("--write-baseline needs --baseline FILE, which it writes")
    if arguments.insert and len(arguments.spec) > 1:
        raise UsageError("drafts are put into one description; name one")
    for path in arguments.routes:
        if not path.exists():
            raise UsageError(f"there is no {path}")


def _routes(arguments: argparse.Namespace) -> Routes:
    try:
        return read_routes(arguments.routes, arguments.source)
    except ModuleNotFoundError as error:
        raise UsageError(str(error)) from None
    except LoadError as error:
        raise UsageError(str(error)) from None


def _by_hand(arguments: argparse.Namespace, loaded: Iterable[Loaded]) -> tuple[Endpoint, ...]:
    if not arguments.site:
        return ()
    bases = arguments.base_path or [base for one in loaded for base in base_paths(one.description.servers)]
    try:
        return prose_endpoints(arguments.site, bases, arguments.docs)
    except LoadError as error:
        raise UsageError(str(error)) from None


def _new(arguments: argparse.Namespace, scope: Scope, found: list[Difference]) -> tuple[list[Difference], int]:
    """What the baseline does not name, with its entries that are of no use any more, and how much it names."""
    if not arguments.baseline:
        return found, 0
    try:
        entries = read_baseline(arguments.baseline)
    except LoadError as error:
        raise UsageError(str(error)) from None
    new, known, stale = split_known(found, entries)
    # What was not looked for can't be said to be gone.
    hand = {Kind.PROSE_ONLY, Kind.PROSE_UNIMPLEMENTED} if not arguments.site else set()
    ignored = {*arguments.ignore, *hand}
    told = [
        stale_difference(each)
        for each in stale
        if each.kind not in ignored and Kind.STALE not in ignored and scope.holds_endpoint(each.method, each.path)
    ]
    return [*new, *told], len(known)


def _write_baseline(path: Path, found: Iterable[Difference]) -> None:
    try:
        path.write_text(write_baseline(found, as_json=path.suffix == ".json"), "utf-8")
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from None


def _summary(findings: Sequence[Finding], known: int, operations: int, routes: int) -> str:
    severities = [finding.severity for finding in findings]
    numbers = [
        counted(severities.count(Severity.ERROR), "problem", "problems"),
        counted(severities.count(Severity.ADVICE), "piece of advice", "pieces of advice"),
        *([counted(known, "known difference", "known differences")] if known else []),
    ]
    subject = f"{counted(operations, 'operation', 'operations')} and {counted(routes, 'route', 'routes')}"
    return f"{', '.join(numbers)} in {subject}"


def _kind(text: str) -> Kind:
    found = next((kind for kind in Kind if kind.value == text.removeprefix("rensei.")), None)
    if found is None:
        kinds = ", ".join(kind.value for kind in Kind)
        raise argparse.ArgumentTypeError(f"there is no kind '{text}', but {kinds}")
    return found


def _base_path(text: str) -> str:
    path = text.strip("/")
    return f"/{path}" if path else ""
