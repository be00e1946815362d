"""What guides say of the operations of a description: how many they name, which they do not, what leads nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinxext_rensei.nodes import rensei_operations, rensei_page, rensei_section
from sphinxext_rensei.render._stock import document_reference, table, words
from sphinxext_rensei.words import gettext, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sphinxext_rensei.endpoints import Coverage
    from sphinxext_rensei.spec import Operation


def coverage_nodes(
    spec: str,
    coverage: Coverage,
    operations: Mapping[str, Operation],
    titles: Callable[[str], str],
    target: Callable[[str], str],
) -> rensei_page:
    """The coverage of a description.

    :param operations: operations by ``METHOD /path``.
    :param titles: gives the title of a document.
    :param target: makes a target of a name.
    """
    page = rensei_page("", words(_summary(coverage)), kind="coverage", ids=[])
    if coverage.unmentioned:
        entries: list[Any] = []
        for each in coverage.unmentioned:
            operation = operations[each.name]
            link = ("operation", spec, operation.name)
            entries.append((each.method, each.path, each.title, link, operation.deprecated))
        listed = rensei_operations("", entries=tuple(entries))
        page += _section(
            gettext("Operations that no guide names"), len(entries), target("coverage-unmentioned"), listed
        )
    if coverage.dangling:
        rows = [
            [
                [words(nodes.literal("", each.name))],
                [words(document_reference(each.docname, titles(each.docname)), f", {_line(each.line)}")],
            ]
            for each in coverage.dangling
        ]
        found = table([gettext("Name"), gettext("Where")], rows)
        page += _section(gettext("Names that lead nowhere"), len(rows), target("coverage-dangling"), found)
    return page


def _summary(coverage: Coverage) -> str:
    total = coverage.total
    if not total:
        return gettext("There are no operations.")
    many = ngettext("Guides name {} of {} operation.", "Guides name {} of {} operations.", total)
    return many.format(len(coverage.mentioned), total)


def _line(line: int) -> str:
    return gettext("line {}").format(line)


def _section(title: str, count: int, identifier: str, held: nodes.Node) -> rensei_section:
    return rensei_section("", held, title=title, note=str(count), required=False, ids=[identifier])
