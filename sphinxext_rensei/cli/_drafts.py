"""What ``rensei-docs drift --draft`` does with routes that have no operation."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, TextIO

from sphinxext_rensei.cli import UsageError
from sphinxext_rensei.cli._descriptions import seen_from_here
from sphinxext_rensei.cli._reports import FORMATS, Finding, counted
from sphinxext_rensei.draft import draft, fragment, insert
from sphinxext_rensei.drift import Kind, shape_of
from sphinxext_rensei.problems import Location, Problem, RouteCode, Severity

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable
    from pathlib import Path

    from sphinxext_rensei.draft import Drafts
    from sphinxext_rensei.drift import Difference
    from sphinxext_rensei.routes import Route
    from sphinxext_rensei.spec import Loaded

_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"


def write_drafts(
    arguments: argparse.Namespace, loaded: Loaded, found: Iterable[Difference], stdout: TextIO, stderr: TextIO
) -> int:
    """Print drafts, or put them into the description.

    :returns: 0 where there is a draft for every route.
    """
    routes = [route for each in found if (route := _route(each))]
    drafts = draft(loaded, routes, arguments.base_path)
    problems = drafts.problems
    if arguments.insert and drafts.operations:
        problems += _insert(arguments.spec[0], drafts)
    elif drafts.operations:
        stdout.write(fragment(drafts))
    stderr.write(FORMATS["text"]([Finding(each, Severity.ERROR) for each in problems]))
    print(f"{counted(len(drafts.operations), 'operation', 'operations')} drafted", file=stderr)
    return int(bool(problems))


def _route(difference: Difference) -> Route | None:
    """A route without an operation; what is documented by hand is drafted as it is documented."""
    route, endpoint = difference.route, difference.endpoint
    if route and not endpoint and difference.kind in (Kind.UNDOCUMENTED, Kind.METHOD):
        return route
    if route and endpoint and difference.kind is Kind.PROSE_ONLY:
        is_same = shape_of(route.path).segments == shape_of(endpoint.path).segments
        route = replace(route, method=endpoint.method)
        return route if is_same else replace(route, path=endpoint.path, parameters=())
    return None


def _insert(path: Path, drafts: Drafts) -> tuple[Problem, ...]:
    name = seen_from_here(path)
    try:
        data = path.read_bytes()
        mark = _BYTE_ORDER_MARK if data.startswith(_BYTE_ORDER_MARK) else b""
        text = data.removeprefix(mark).decode()
    except UnicodeDecodeError:
        return (Problem(RouteCode.DRAFT, "only files in UTF-8 are changed", Location(name)),)
    changed, problems = insert(text, drafts, name=name, is_json=path.suffix.lower() == ".json")
    if changed != text:
        try:
            path.write_bytes(mark + changed.encode())
        except OSError as error:
            raise UsageError(f"{path}: {error.strerror}") from None
    return problems
