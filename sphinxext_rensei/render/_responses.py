"""Responses: what a status means, headers, bodies and links."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxext_rensei.nodes import rensei_response, rensei_row, rensei_rows, rensei_sub
from sphinxext_rensei.render._bodies import content_nodes
from sphinxext_rensei.render._extent import Frame
from sphinxext_rensei.render._parameters import parameter_row
from sphinxext_rensei.render._schema import extension_rows, schema_row
from sphinxext_rensei.render._servers import server_facts
from sphinxext_rensei.render._stock import words
from sphinxext_rensei.schema import plain
from sphinxext_rensei.spec import find_linked
from sphinxext_rensei.words import gettext, message

if TYPE_CHECKING:
    from sphinxext_rensei.render._context import RenderContext
    from sphinxext_rensei.schema import Direction
    from sphinxext_rensei.spec import Link, Response


_CLASSES = {
    "1": message("Informational"),
    "2": message("Success"),
    "3": message("Redirection"),
    "4": message("Client error"),
    "5": message("Server error"),
    "d": message("Any other status"),
}
"""What a status means, by its first character: that of a range, or of ``default``."""


def response_node(
    context: RenderContext, response: Response, base: str, direction: Direction, *, opened: bool
) -> rensei_response:
    """A response, folded unless it is opened."""
    anchor = (base, response.status)
    prose = context.prose(response.description, response.place)
    first = prose[0].astext() if prose and isinstance(prose[0], nodes.paragraph) else ""
    summary = context.label(response.summary, response.place)
    words = summary or " ".join(first.split()) or _status_phrase(response.status)
    context.terms.setdefault(words)
    node = rensei_response(
        "",
        label=response.status,
        kind=status_class(response.status),
        words=words,
        method="",
        open=opened,
        ids=[context.identifier(*anchor)],
    )
    # The head of a response says its first paragraph, which is not said again unless it holds more than words.
    if prose and isinstance(paragraph := prose[0], nodes.paragraph) and words == _one_line(paragraph):
        context.told(paragraph)
        del prose[0]
    node += prose
    node += answer_nodes(context, response, direction, anchor)
    return node


def answer_nodes(
    context: RenderContext, response: Response, direction: Direction, anchor: tuple[str, ...]
) -> list[nodes.Node]:
    """What a response holds beside its words."""
    found = extension_rows(context, response.extensions)
    if response.headers:
        headers = [
            parameter_row(context, each, direction, (*anchor, "header", each.name)) for each in response.headers
        ]
        found += [rensei_sub("", title=gettext("Headers")), rensei_rows("", *headers)]
    found += content_nodes(context, response.content, direction, anchor)
    if response.links:
        links = [_link(context, each, anchor) for each in response.links]
        found += [rensei_sub("", title=gettext("Links")), rensei_rows("", *links)]
    return found


def meaning_nodes(context: RenderContext, response: Response) -> list[nodes.Node]:
    """What a response means, in short."""
    summary = context.prose(response.summary, response.place, "summary")
    described = context.prose(response.description, response.place)[:1]
    return summary or described or [words(_status_phrase(response.status))]


def _one_line(block: nodes.Node) -> str:
    """The words of a plain paragraph; empty where markup would be lost."""
    if isinstance(block, nodes.paragraph) and len(block.children) == 1 and isinstance(block.children[0], nodes.Text):
        return " ".join(block.astext().split())
    return ""


def status_class(status: str) -> str:
    """The CSS class of a status: one for each hundred."""
    return f"rensei-{status[0]}xx" if status[:1].isdigit() else "rensei-default"


def _status_phrase(status: str) -> str:
    """What a status means where the description does not say it (RFC 9110, section 15)."""
    if status.isdigit():
        try:
            return HTTPStatus(int(status)).phrase
        except ValueError:
            return ""
    return gettext(_CLASSES[status[:1]]) if status[:1] in _CLASSES else ""


def _link(context: RenderContext, link: Link, anchor: tuple[str, ...]) -> rensei_row:
    target = link.operation_id or (_referenced(context, link) if link.operation_ref else "")
    facts = [(gettext("Parameter"), f"{name} = {plain(value)}", True) for name, value in link.parameters.items()]
    if link.has_request_body:
        facts.append((gettext("Request body"), plain(link.request_body), True))
    if link.server:
        facts.append((gettext("Server"), link.server.url, True))
        facts += server_facts(context, link.server)
    own = (*anchor, "link", link.name)
    row = schema_row(
        context,
        link.name,
        None,
        Frame(direction="response", anchor=own),
        description=link.description,
        place=link.place,
        facts=facts,
    )
    words = link.operation_id or target or link.operation_ref
    row["type"] = ((words, ("operation", context.spec, target) if target else ""),) if words else ()
    return row


def _referenced(context: RenderContext, link: Link) -> str:
    """The name of the operation that an ``operationRef`` leads to, if it is one of this description."""
    found = find_linked(context.description, context.loaded.references, link.operation_ref, link.place)
    return found.name if found else ""
