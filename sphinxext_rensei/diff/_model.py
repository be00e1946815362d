"""What changed between two descriptions, as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from sphinxext_rensei.diff._codes import Severity
from sphinxext_rensei.diff._quoting import quoted
from sphinxext_rensei.words import gettext, message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinxext_rensei.diff._codes import ChangeCode
    from sphinxext_rensei.spec import Loaded, Operation, Place

PARTS: Final[Mapping[str, str]] = {
    "path": message("path parameter {}"),
    "query": message("query parameter {}"),
    "querystring": message("query string {}"),
    "header": message("header {}"),
    "cookie": message("cookie {}"),
    "body": message("request body"),
    "response": message("response {}"),
    "callback": message("callback {}"),
}
"""What a change is in, within an operation."""

TITLES: Final[Mapping[Severity, str]] = {
    Severity.BREAKING: message("Breaking changes"),
    Severity.WARNING: message("Changes that may break"),
    Severity.INFO: message("Other changes"),
}
"""What changes of a severity are called."""

Part = tuple[str, str]
"""A key of :data:`PARTS`, and what it is called."""


class Sides(NamedTuple):
    """Where something stood, and where it stands; None where it was or is not there."""

    old: Place | None
    new: Place | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change of an operation, or of the API where there is none.

    :param parts: what of the operation it is in, the outer first.
    :param path: where in a schema it is, as ``owner.pets[].name``.
    :param values: what the sentence of its code speaks of.
    :param in_schema: whether it is a schema's, which other operations may share.
    """

    code: ChangeCode
    severity: Severity
    operation: Operation | None = None
    parts: tuple[Part, ...] = ()
    path: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    sides: Sides
    in_schema: bool = False

    @property
    def sentence(self) -> str:
        """What happened."""
        return gettext(self.code.sentence).format_map({"name": "", "old": "", "new": "", **self.values})

    @property
    def where(self) -> str:
        """Where in the operation it happened."""
        named = [gettext(PARTS[kind]).format(quoted(name) if name else "").strip() for kind, name in self.parts]
        return ", ".join((*named, *([quoted(self.path)] if self.path else ())))

    @property
    def text(self) -> str:
        """Both, as one line."""
        return f"{self.where}: {self.sentence}" if self.where else self.sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A change, and all operations that it is a change of."""

    change: Change
    operations: tuple[Operation, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two descriptions of one API, and what changed between them."""

    old: Loaded
    new: Loaded
    changes: tuple[Change, ...]

    def count(self, severity: Severity) -> int:
        """How many changes are of a severity; a change of what several operations share is one."""
        return sum(group.change.severity is severity for group in self.groups())

    def groups(self) -> tuple[Group, ...]:
        """The changes, the severest first; a change of what several operations share once."""
        found: dict[tuple[object, ...], list[Change]] = {}
        for change in self.changes:
            what = (change.code, change.severity, change.sides, *change.values.items())
            found.setdefault((*what, *(() if change.in_schema else change.parts)), []).append(change)
        groups = [_group(changes) for changes in found.values()]
        return tuple(sorted(groups, key=lambda group: group.change.severity.rank))


def _group(changes: list[Change]) -> Group:
    operations = {change.operation.place: change.operation for change in changes if change.operation}
    return Group(change=changes[0], operations=tuple(operations.values()))
