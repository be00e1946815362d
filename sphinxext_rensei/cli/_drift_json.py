"""The report of ``rensei-docs drift`` for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.cli._reports import Finding, as_json
from sphinxext_rensei.drift import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinxext_rensei.drift import Cover, Difference, Drift, Endpoint
    from sphinxext_rensei.problems import Problem, Severity
    from sphinxext_rensei.routes import Route
    from sphinxext_rensei.spec import JSON

_LISTS: Final[Mapping[Kind, str]] = {
    Kind.UNDOCUMENTED: "undocumented",
    Kind.UNIMPLEMENTED: "unimplemented",
    Kind.PROSE_ONLY: "prose_only",
    Kind.PROSE_UNIMPLEMENTED: "prose_only",
    Kind.STALE: "stale",
}
"""The list that a kind of difference is in; the others are mismatches."""


def drift_json(drift: Drift, severities: Mapping[Kind, Severity], problems: Iterable[Problem]) -> str:
    """An object of lists."""
    lists: dict[str, list[JSON]] = {
        name: [] for name in ("undocumented", "unimplemented", "mismatched", "prose_only", "covered", "stale")
    }
    for each in drift.differences:
        row = _row(each, severities[each.kind])
        for name in _names(each):
            lists[name].append(row)
    lists["covered"] = [_cover(each) for each in drift.covered]
    lists["problems"] = [as_json(Finding(each, each.code.severity)) for each in problems]
    return f"{json.dumps(lists, indent=2)}\n"


def _names(difference: Difference) -> tuple[str, ...]:
    """A method that one side has alone is a mismatch of the path, and a route or operation without the other."""
    if difference.kind is Kind.METHOD:
        return ("mismatched", "unimplemented" if difference.endpoint else "undocumented")
    return (_LISTS.get(difference.kind, "mismatched"),)


def _row(difference: Difference, severity: Severity) -> dict[str, JSON]:
    row: dict[str, JSON] = {
        "method": difference.method,
        "path": difference.path,
        "file": difference.location.path,
        "line": difference.location.line or None,
        "column": difference.location.column or None,
        "kind": difference.kind.value,
        "severity": severity.value,
        "message": difference.message,
        "operation": _operation(difference.endpoint),
        "route": _route(difference.route),
    }
    if difference.similar:
        row["similar"] = difference.similar
    if difference.kind in (Kind.PROSE_ONLY, Kind.PROSE_UNIMPLEMENTED):
        row["implemented"] = difference.kind is Kind.PROSE_ONLY
    return row


def _operation(endpoint: Endpoint | None) -> JSON:
    return endpoint.operation.name if endpoint and endpoint.operation else None


def _route(route: Route | None) -> JSON:
    if route is None:
        return None
    return {"method": route.method, "path": route.path, "file": route.file, "line": route.line or None}


def _cover(cover: Cover) -> JSON:
    endpoint = cover.endpoint
    return {
        "method": endpoint.method,
        "path": endpoint.path,
        "file": endpoint.location.path,
        "line": endpoint.location.line or None,
        "operation": _operation(endpoint),
        "covered_by": _route(cover.route),
    }
