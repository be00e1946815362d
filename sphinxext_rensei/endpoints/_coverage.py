"""Which operations the guides speak of, and what they speak of that is nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinxext_rensei.endpoints._endpoint import Endpoint
    from sphinxext_rensei.spec import JSON

FILE_NAME: Final = "rensei-coverage.json"
"""Where a built site has its report, relative to its root."""
VERSION: Final = 1
"""Version of the report's form."""


class Mention(NamedTuple):
    """A place that names an operation.

    :param kind: ``directive``, ``role`` or ``literal`` of a guide; ``description`` for a text of the description.
    :param role: the role that the name would be given to.
    :param spec: the current description, where there is one.
    """

    name: str
    kind: str
    docname: str
    line: int
    role: str = "op"
    spec: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What the guides of one description say of its operations.

    :param mentioned: operations with the documents that name them.
    :param dangling: what names nothing.
    """

    mentioned: tuple[tuple[Endpoint, tuple[str, ...]], ...] = ()
    unmentioned: tuple[Endpoint, ...] = ()
    dangling: tuple[Mention, ...] = ()

    @property
    def total(self) -> int:
        """How many operations there are."""
        return len(self.mentioned) + len(self.unmentioned)


def cover(endpoints: Iterable[Endpoint], mentions: Iterable[tuple[Mention, str | None]]) -> Coverage:
    """Compare.

    :param mentions: each with the name of the endpoint that it leads to, or None.
    """
    documents: dict[str, set[str]] = {}
    dangling = []
    for mention, name in mentions:
        if name is None:
            dangling.append(mention)
        else:
            documents.setdefault(name, set()).add(mention.docname)
    endpoints = list(endpoints)
    return Coverage(
        mentioned=tuple((each, tuple(sorted(documents[each.name]))) for each in endpoints if each.name in documents),
        unmentioned=tuple(each for each in endpoints if each.name not in documents),
        dangling=tuple(sorted(dangling, key=lambda each: (each.docname, each.line, each.name))),
    )


def coverage_report(by_spec: Mapping[str, Coverage]) -> dict[str, JSON]:
    """The coverage of a site as data."""
    return {"version": VERSION, "descriptions": {name: _report(coverage) for name, coverage in by_spec.items()}}


def _report(coverage: Coverage) -> dict[str, JSON]:
    return {
        "operations": coverage.total,
        "mentioned": [
            {"method": each.method, "path": each.path, "documents": list(documents)}
            for each, documents in coverage.mentioned
        ],
        "unmentioned": [
            {"method": each.method, "path": each.path, "title": each.title, "document": each.docname}
            for each in coverage.unmentioned
        ],
        "dangling": [
            {"name": each.name, "kind": each.kind, "document": each.docname, "line": each.line}
            for each in coverage.dangling
        ],
    }
