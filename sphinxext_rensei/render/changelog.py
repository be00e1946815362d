"""The history of a description: its versions, and what changed with each, breaking changes first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinxext_rensei.diff import TITLES
from sphinxext_rensei.nodes import rensei_page, rensei_section, rensei_sub
from sphinxext_rensei.words import gettext, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sphinxext_rensei.diff import Entry, Named, Version
    from sphinxext_rensei.render._context import RenderContext


def changelog_nodes(
    context: RenderContext, versions: Iterable[Version], is_there: Callable[[Named], bool]
) -> rensei_page:
    """All versions.

    :param is_there: whether an operation is described now, and can be linked.
    """
    page = rensei_page("", kind="changelog", ids=[])
    for version in versions:
        title = f"{version.name} ({version.date.isoformat()})"
        identifier = context.identifier("changelog", version.name)
        held = _version(context, version, is_there)
        page += rensei_section("", *held, title=title, note="", required=False, ids=[identifier])
    return page


def _version(context: RenderContext, version: Version, is_there: Callable[[Named], bool]) -> list[nodes.Node]:
    if version.fault:
        return [_paragraph(gettext("This version can't be compared: {}").format(version.fault))]
    if version.changes is None:
        return [_paragraph(gettext("The first version."))]
    if not version.changes:
        return [_paragraph(gettext("Nothing changed."))]
    drawn: list[nodes.Node] = []
    for severity, title in TITLES.items():
        entries = [entry for entry in version.changes if entry.change.severity is severity]
        if entries:
            drawn += [rensei_sub("", title=gettext(title)), _by_operation(context, entries, is_there)]
    return drawn


def _paragraph(text: str) -> nodes.paragraph:
    return nodes.paragraph("", text)


def _by_operation(
    context: RenderContext, entries: Sequence[Entry], is_there: Callable[[Named], bool]
) -> nodes.bullet_list:
    """A list of operations, and of what changed in each; what several share is told of the first."""
    owners: dict[Named | None, list[Entry]] = {}
    for entry in entries:
        owners.setdefault(entry.operations[0] if entry.operations else None, []).append(entry)
    drawn = nodes.bullet_list()
    for owner, held in owners.items():
        heading = nodes.paragraph("", "", _operation(context, owner, is_there))
        changes = nodes.bullet_list("", *(nodes.list_item("", _change(entry)) for entry in held))
        drawn += nodes.list_item("", heading, changes)
    return drawn


def _operation(context: RenderContext, owner: Named | None, is_there: Callable[[Named], bool]) -> nodes.Node:
    if owner is None:
        return nodes.Text(gettext("The API"))
    literal = nodes.literal(owner.endpoint, owner.endpoint, support_smartquotes=False)
    if not is_there(owner):
        return literal
    link = addnodes.pending_xref("", literal, refdomain="rensei", reftype="op", reftarget=owner.endpoint)
    link["refexplicit"], link["rensei:spec"] = True, context.spec
    # The description may be drawn nowhere.
    link["rensei:optional"] = True
    return link


def _change(entry: Entry) -> nodes.paragraph:
    """A sentence, with literals for what is between backticks."""
    count = len(entry.operations) - 1
    others = ngettext("(and {} more operation)", "(and {} more operations)", count).format(count) if count > 0 else ""
    text = " ".join(filter(None, (entry.change.text, others)))
    drawn = nodes.paragraph("")
    for index, part in enumerate(text.split("`")):
        if part:
            drawn += nodes.literal(part, part, support_smartquotes=False) if index % 2 else nodes.Text(part)
    return drawn
