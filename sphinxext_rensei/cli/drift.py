"""``rensei-docs drift SPEC --routes DIR``: how descriptions and the routes of their implementation differ."""

from __future__ import annotations

import argparse
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from sphinxext_rensei.cli import UsageError
from sphinxext_rensei.cli._descriptions import load_each
from sphinxext_rensei.cli._drafts import write_drafts
from sphinxext_rensei.cli._drift_json import drift_json
from sphinxext_rensei.cli._reports import FORMATS, Finding, counted, summary
from sphinxext_rensei.drift import (
    Kind,
    Scope,
    base_paths,
    compare,
    endpoints_of,
    prose_endpoints,
    read_annotation,
    read_baseline,
    without_known,
    write_baseline,
)
from sphinxext_rensei.errors import LoadError
from sphinxext_rensei.problems import Severity
from sphinxext_rensei.routes import SOURCES, read_routes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinxext_rensei.drift import Drift, Endpoint
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
    scope = _scope(arguments)
    try:
        drift = scope.narrow(compare([*operations, *_by_hand(arguments, loaded)], routes.routes))
        if arguments.draft or arguments.insert:
            return write_drafts(arguments, loaded[0], drift.differences, stdout, stderr)
        new = _without_known(arguments, drift, scope)
    except LoadError as error:
        raise UsageError(str(error)) from None
    if _is_all_missing(drift, len(operations)) and routes.routes:
        first = operations[0]
        print(f"no operation has a route: {first} is looked for at {first.served[0]}; see --base-path", file=stderr)
    problems = dict.fromkeys(chain(routes.problems, *(read_annotation(route).problems for route in routes.routes)))
    severities = {kind: Severity.ERROR if kind in arguments.error else kind.severity for kind in Kind}
    findings = [
        *(Finding(each, each.code.severity) for each in problems),
        *(Finding(each.problem, severities[each.kind]) for each in new.differences),
    ]
    is_json = arguments.format == "json"
    stdout.write(drift_json(new, severities, problems) if is_json else FORMATS[arguments.format](findings))
    counts = counted(len(operations), "operation", "operations"), counted(len(routes.routes), "route", "routes")
    known = len(drift.differences) - sum(each.kind is not Kind.STALE for each in new.differences)
    print(summary(findings, " and ".join(counts), known), file=stderr)
    return int(any(finding.severity is Severity.ERROR for finding in findings))


def _is_all_missing(drift: Drift, count: int) -> bool:
    """Whether there is no operation whose path is served."""
    missing = [each for each in drift.differences if each.kind is Kind.UNIMPLEMENTED and not each.detail]
    return len(missing) == count > 0


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


def _scope(arguments: argparse.Namespace) -> Scope:
    # What was not looked for can't be said to be gone.
    unseen = () if arguments.site else (Kind.PROSE_ONLY, Kind.PROSE_UNIMPLEMENTED)
    return Scope(
        include=tuple(arguments.include),
        exclude=tuple(arguments.exclude),
        methods=tuple(arguments.method),
        ignored=frozenset((*arguments.ignore, *unseen)),
    )


def _by_hand(arguments: argparse.Namespace, loaded: Iterable[Loaded]) -> tuple[Endpoint, ...]:
    if not arguments.site:
        return ()
    bases = arguments.base_path or [base for one in loaded for base in base_paths(one.description.servers)]
    return prose_endpoints(arguments.site, bases, arguments.docs)


def _without_known(arguments: argparse.Namespace, drift: Drift, scope: Scope) -> Drift:
    """What the baseline does not name; nothing where it is written now."""
    path: Path | None = arguments.baseline
    if path is None:
        return drift
    if not arguments.write_baseline:
        return without_known(drift, read_baseline(path), scope)
    try:
        path.write_text(write_baseline(drift.differences, as_json=path.suffix == ".json"), "utf-8")
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from None
    return replace(drift, differences=())


def _kind(text: str) -> Kind:
    found = next((kind for kind in Kind if kind.value == text.removeprefix("rensei.")), None)
    if found is None:
        kinds = ", ".join(kind.value for kind in Kind)
        raise argparse.ArgumentTypeError(f"there is no kind '{text}', but {kinds}")
    return found


def _base_path(text: str) -> str:
    path = text.strip("/")
    return f"/{path}" if path else ""
