"""What changed from version to version, as values that last: nothing in them needs the descriptions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from sphinxext_rensei.diff._model import Sides

if TYPE_CHECKING:
    import datetime as dt

    from sphinxext_rensei.diff._model import Change, Comparison


class Named(NamedTuple):
    """An operation by what it is called."""

    endpoint: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A change, and what it is a change of."""

    change: Change
    operations: tuple[Named, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A version of a description.

    :param changes: since the version before; None for the first one.
    :param fault: why it could not be read; nothing is compared with it.
    """

    name: str
    date: dt.date
    changes: tuple[Entry, ...] | None = None
    fault: str = ""


def entries(comparison: Comparison) -> tuple[Entry, ...]:
    """All changes of a comparison, the severest first."""
    return tuple(
        Entry(
            change=replace(group.change, operation=None, sides=Sides(None, None)),
            operations=tuple(Named(each.endpoint, each.name) for each in group.operations),
        )
        for group in comparison.groups()
    )
