"""The map of route groups: of every group of paths, what is described, what is prose, and what is not known."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

from docutils import nodes

from sphinxext_rensei.nodes import rensei_page
from sphinxext_rensei.pages import home_tag
from sphinxext_rensei.render._stock import reference, table, words
from sphinxext_rensei.words import gettext, ngettext

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from sphinxext_rensei.endpoints import Endpoint
    from sphinxext_rensei.spec import Operation, SecurityRequirement

_MAX_NAMED: Final = 2
"""So many operations of a group are named; of more, their tags are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteRow:
    """One group.

    :param prefixes: what its paths begin with.
    :param prose: endpoints that no description holds.
    :param content: what the page's author says of it.
    """

    prefixes: tuple[str, ...]
    operations: tuple[Operation, ...] = ()
    prose: tuple[Endpoint, ...] = ()
    content: tuple[nodes.Node, ...] = ()


def routes_nodes(
    spec: str, above: Sequence[nodes.Node], rows: Sequence[RouteRow], labels: Collection[str]
) -> rensei_page:
    """A table of groups.

    :param spec: the name of the description.
    :param above: what the page's author says before it.
    :param labels: names of the description's tags that are no chapter.
    """
    drawn = _table(spec, rows, labels) if rows else words(gettext("There are no operations."))
    return rensei_page("", *above, drawn, kind="routes", ids=[])


def _table(spec: str, rows: Sequence[RouteRow], labels: Collection[str]) -> nodes.table:
    columns = [(gettext("Paths"), [_paths(row) for row in rows])]
    if any(operation.security for row in rows for operation in row.operations):
        columns.append((gettext("Authorization"), [_authorization(spec, row) for row in rows]))
    columns.append((gettext("Documentation"), [list(_documented(spec, row, labels)) for row in rows]))
    return table([heading for heading, _ in columns], zip(*(cells for _, cells in columns), strict=True))


def _paths(row: RouteRow) -> list[nodes.Node]:
    prefixes = [words(nodes.literal("", prefix)) for prefix in row.prefixes]
    for prefix in prefixes:
        prefix["classes"].append("rensei-prefix")
    return [*prefixes, *row.content]


def _documented(spec: str, row: RouteRow, labels: Collection[str]) -> Iterator[nodes.Node]:
    if len(row.operations) <= _MAX_NAMED:
        yield from (words(reference("op", each.name, spec, short=True)) for each in row.operations)
    else:
        yield from _tags(spec, row.operations, labels)
    if row.prose:
        count = len(row.prose)
        yield words(ngettext("{} endpoint in prose:", "{} endpoints in prose:", count).format(count))
        yield from (words(reference("op", each.name, each.spec, short=True)) for each in row.prose)
    if not row.operations and not row.prose:
        yield words(nodes.emphasis("", gettext("unknown")))


def _tags(spec: str, operations: Sequence[Operation], labels: Collection[str]) -> Iterator[nodes.Node]:
    counts: dict[str, int] = {}
    for operation in operations:
        tag = home_tag(operation, labels)
        counts[tag] = counts.get(tag, 0) + 1
    for tag, count in counts.items():
        many = ngettext("{} operation", "{} operations", count).format(count)
        yield words(reference("tag", tag, spec, short=True), f": {many}")


def _authorization(spec: str, row: RouteRow) -> list[nodes.Node]:
    """The alternatives of the group; whether all of its operations take each of them."""
    if not row.operations:
        return []
    needed = [tuple(map(_names, operation.security or ((),))) for operation in row.operations]
    # What needs none comes last.
    alternatives = sorted(dict.fromkeys(chain.from_iterable(needed)), key=lambda names: not names)
    found: list[nodes.Node] = []
    for names in alternatives:
        found += [nodes.Text(gettext(" or "))] if found else []
        found += _alternative(spec, names)
    if len(set(map(frozenset, needed))) > 1:
        found.append(nodes.Text(gettext(", depending on the operation")))
    return [words(*found)]


def _names(requirement: SecurityRequirement) -> tuple[str, ...]:
    return tuple(name for name, _ in requirement)


def _alternative(spec: str, names: tuple[str, ...]) -> list[nodes.Node]:
    if not names:
        return [nodes.Text(gettext("none"))]
    found: list[nodes.Node] = []
    for name in names:
        found += [nodes.Text(gettext(" and "))] if found else []
        found.append(reference("security", name, spec))
    return found
