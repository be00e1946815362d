"""The markups of descriptions, by what ``rensei_markup`` calls them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from docutils.utils import new_document

from sphinxext_rensei.render import commonmark, commonmark_inline

if TYPE_CHECKING:
    from sphinxext_rensei.render import Markup, MarkupContext


def markup_named(name: str, document: nodes.document) -> tuple[Markup, Markup]:
    """The markup of a name, for blocks and for what is inside a paragraph.

    :param document: the page that is read; MyST needs its settings.
    """
    if name == "commonmark":
        return commonmark, commonmark_inline

    from sphinxext_rensei.domain._myst import parse  # noqa: PLC0415 - an extra that few need

    def myst(text: str, context: MarkupContext) -> list[nodes.Node]:
        parsed = new_document(context.source, document.settings)
        # MyST counts lines from the beginning of what it is given.
        parse("\n" * max(context.line - 1, 0) + text, parsed)
        return [each for child in parsed.children for each in _without_sections(child)]

    def inline(text: str, context: MarkupContext) -> list[nodes.Node]:
        drawn = myst(text, context)
        first = drawn[0] if drawn else None
        return first.children if isinstance(first, nodes.paragraph) else [nodes.Text(text)]

    return myst, inline


def _without_sections(node: nodes.Node) -> list[nodes.Node]:
    """Headings inside a description do not open sections of the page."""
    if not isinstance(node, nodes.section):
        return [node]
    found: list[nodes.Node] = []
    for child in node.children:
        if isinstance(child, nodes.title):
            rubric = nodes.rubric("", "", *child.children, ids=list(node["ids"]))
            rubric["classes"] = ["rensei-heading"]
            found.append(rubric)
        else:
            found.extend(_without_sections(child))
    return found
