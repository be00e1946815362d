"""Two schemas that stand for each other: what changed in them, and which pairs they hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from sphinxext_rensei.diff._codes import ChangeCode
    from sphinxext_rensei.diff._views import View, Views
    from sphinxext_rensei.spec import Place


class Local(NamedTuple):
    """A change of one pair.

    :param guard: ``readOnly`` or ``writeOnly``, where the property that it is of has that in both versions.
    :param step: the property that it is of, where it is one of the pair's.
    """

    code: ChangeCode
    values: Mapping[str, str]
    old: Place
    new: Place
    step: str = ""
    guard: str = ""


def local(code: ChangeCode, old: View, new: View, keyword: str, /, **values: str) -> Local:
    """A change of a keyword, at its place where it has one."""
    before, after = (view.place.child(keyword) if keyword in view.value else view.place for view in (old, new))
    return Local(code, values, before, after)


class Edge(NamedTuple):
    """A pair that another one holds."""

    step: str
    old: View
    new: View
    guard: str = ""


@dataclass(slots=True)
class Pair:
    """What changed in two schemas themselves, and what they hold."""

    changes: list[Local] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)


class Context(Protocol):
    """What the comparison of two schemas may ask."""

    @property
    def old(self) -> Views:
        """Schemas as they were."""

    @property
    def new(self) -> Views:
        """Schemas as they are."""

    @property
    def date(self) -> dt.date | None:
        """The day on which sunset dates are judged."""

    def is_same(self, old: View, new: View) -> bool:
        """Whether nothing changed."""
