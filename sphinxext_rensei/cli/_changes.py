"""What changed between two descriptions, in the forms that people and machines read: one function each."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sphinxext_rensei.cli._reports import counted, one_line
from sphinxext_rensei.diff import TITLES, Comparison, Group, Severity
from sphinxext_rensei.diff import quoted as _quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sphinxext_rensei.problems import Location
    from sphinxext_rensei.spec import Operation, Place, References


@dataclass(frozen=True, slots=True)
class Report:
    """A comparison, and the pages that its operations have.

    :param links: URL by the name of an operation.
    """

    comparison: Comparison
    links: Mapping[str, str]

    def locations(self, group: Group) -> tuple[Location | None, Location | None]:
        """Where it was written, and where it is."""
        sides, comparison = group.change.sides, self.comparison
        return _located(comparison.old.references, sides.old), _located(comparison.new.references, sides.new)

    def link(self, operation: Operation) -> str:
        """Where an operation is documented; empty for one that is not any more."""
        return self.links.get(operation.name, "")


def _located(references: References, place: Place | None) -> Location | None:
    return references.locate(place, key=True) if place else None


def _text(report: Report) -> str:
    """Lines as editors read them: ``file:line:column: severity: code: message``."""
    lines = []
    for group in report.comparison.groups():
        change = group.change
        old, new = report.locations(group)
        message = ": ".join(filter(None, (_endpoint(group), f"{change.text}{_others(group)}")))
        lines.append(f"{new or old}: {change.severity.value}: {change.code.value}: {message}")
    return "".join(f"{one_line(line)}\n" for line in lines)


def _endpoint(group: Group) -> str:
    return group.operations[0].endpoint if group.operations else ""


def _others(group: Group) -> str:
    count = len(group.operations) - 1
    return f" (and {counted(count, 'more operation', 'more operations')})" if count > 0 else ""


def _json(report: Report) -> str:
    groups = report.comparison.groups()
    counts = {severity.value: report.comparison.count(severity) for severity in Severity}
    return f"{json.dumps(counts | {'changes': [_entry(report, group) for group in groups]}, indent=2)}\n"


def _entry(report: Report, group: Group) -> dict[str, Any]:
    change = group.change
    old, new = report.locations(group)
    return {
        "code": change.code.value,
        "severity": change.severity.value,
        "message": change.sentence,
        "where": change.where,
        "operations": [
            {
                "method": operation.method,
                "path": operation.path,
                "operationId": operation.id or None,
                "url": report.link(operation) or None,
            }
            for operation in group.operations
        ],
        "old": _place(old),
        "new": _place(new),
    }


def _place(location: Location | None) -> dict[str, Any] | None:
    if location is None:
        return None
    line, column = location.line or None, location.column or None
    return {"file": location.path, "line": line, "column": column, "pointer": location.pointer}


def _markdown(report: Report) -> str:
    """A section for each severity, and in it a list for each operation."""
    groups = report.comparison.groups()
    parts = []
    for severity, title in TITLES.items():
        chosen = [group for group in groups if group.change.severity is severity]
        if chosen:
            parts += [f"## {title}", *_sections(report, chosen)]
    return "\n\n".join(parts or ["Nothing changed."]) + "\n"


def _sections(report: Report, groups: list[Group]) -> Iterator[str]:
    headings: dict[str, list[str]] = {}
    for group in groups:
        operation = group.operations[0] if group.operations else None
        headings.setdefault(_heading(report, operation), []).append(f"- {group.change.text}{_others(group)}")
    for heading, items in headings.items():
        yield f"### {heading}"
        yield "\n".join(items)


def _heading(report: Report, operation: Operation | None) -> str:
    if operation is None:
        return "The API"
    link = report.link(operation)
    return f"[{_quoted(operation.endpoint)}]({link})" if link else _quoted(operation.endpoint)


FORMATS: Final[Mapping[str, Callable[[Report], str]]] = {"text": _text, "json": _json, "markdown": _markdown}
"""Name of a form -> what writes it; a new form is a function and a row."""
