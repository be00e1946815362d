"""An operation, part by part. :data:`SECTIONS` is the order of a page."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Final

from docutils import nodes

from sphinxext_rensei.nodes import (
    rensei_bar,
    rensei_grid,
    rensei_media,
    rensei_page,
    rensei_part,
    rensei_response,
    rensei_responses,
    rensei_rows,
    rensei_section,
    rensei_sub,
    rensei_terms,
)
from sphinxext_rensei.pages import LABELS
from sphinxext_rensei.render._bodies import content_nodes, media_groups
from sphinxext_rensei.render._extent import iter_rows
from sphinxext_rensei.render._parameters import located
from sphinxext_rensei.render._responses import answer_nodes, response_node
from sphinxext_rensei.render._schema import extension_rows
from sphinxext_rensei.render._servers import server_rows
from sphinxext_rensei.render._stock import fault_note, linked
from sphinxext_rensei.render.code import answer_tabs, example_tabs, sample_tabs, type_tabs
from sphinxext_rensei.render.playground import native_nodes, playground_nodes
from sphinxext_rensei.render.security import authorization_nodes
from sphinxext_rensei.request import dotted
from sphinxext_rensei.words import gettext

if TYPE_CHECKING:
    from sphinxext_rensei.render._context import RenderContext
    from sphinxext_rensei.spec import Operation

Section = Callable[["RenderContext", "Operation", "str"], list[nodes.Node]]
"""Draws one part of an operation, whose targets begin with a name."""

_MAX_ROWS = 200
"""A page with more rows is drawn with fewer levels: hundreds of rows help no reader."""

_MAX_FLAT_ROWS = 400
"""Where the first level alone has more, bodies that have a page of their own are linked."""


def operation_nodes(
    context: RenderContext,
    operation: Operation,
    *,
    sections: Collection[str] = (),
    content: list[nodes.Node] | None = None,
) -> rensei_page:
    """A whole operation.

    :param sections: names of :data:`SECTIONS` to draw; all where it is empty.
    :param content: prose of the page's author, put under the description.
    """
    context.used.update(operation.sources)
    depth = context.depth
    while depth and not _fits(replace(context, depth=depth), operation, _MAX_ROWS):
        depth -= 1
    if not depth and not _fits(replace(context, depth=depth), operation, _MAX_FLAT_ROWS):
        depth = -1
    return _draw(replace(context, depth=depth), operation, sections, content or [])


def _fits(context: RenderContext, operation: Operation, most: int) -> bool:
    """Whether a page with all levels of its schemas has a bearable number of rows."""
    drawn = [(media.schema, operation.sent) for media in (operation.body.content if operation.body else ())]
    drawn += [(media.schema, operation.answered) for response in operation.responses for media in response.content]
    rows = (row for schema, direction in drawn if schema for row in iter_rows(context, schema, direction))
    return sum(1 for _ in islice(rows, most + 1)) <= most


def _draw(
    context: RenderContext, operation: Operation, sections: Collection[str], content: list[nodes.Node]
) -> rensei_page:
    base = operation.name
    page = rensei_page("", kind="operation", ids=[context.identifier(base)])
    parts: dict[str, list[nodes.Node]] = {part: [] for part, _ in SECTIONS.values()}
    for name, (part, section) in SECTIONS.items():
        if not sections or name in sections:
            parts[part] += section(context, operation, base)
    parts["lead"] += content
    grid = rensei_grid("", *(rensei_part("", *held, kind=part) for part, held in parts.items() if held))
    page += _bar(context, operation)
    page += _terms(context, operation)
    page += [fault_note(problem.message) for problem in operation.problems]
    page += native_nodes(context, operation)
    page += grid
    page += playground_nodes(context, operation)
    return page


def _bar(context: RenderContext, operation: Operation) -> rensei_bar:
    server = next((server.default_url for server in operation.servers), "")
    host = server.rstrip("/") if server.startswith(("http://", "https://")) else ""
    return rensei_bar(
        "",
        method=operation.method,
        path=operation.path,
        host=host,
        marks=tuple(_marks(context, operation)),
    )


def _marks(context: RenderContext, operation: Operation) -> list[tuple[str, str]]:
    marks = [("deprecated", gettext("deprecated"))] if operation.deprecated else []
    if operation.extensions.get("x-internal") is True:
        marks.append(("internal", gettext("internal")))
    badges = operation.extensions.get("x-badges")
    for badge in badges if isinstance(badges, list) else ():
        words = badge.get("name") or badge.get("label") if isinstance(badge, dict) else badge
        if isinstance(words, str):
            first = isinstance(badge, dict) and badge.get("position") == "before"
            marks.insert(0 if first else len(marks), ("badge", words))
    for tag in context.description.tags:
        if tag.kind in LABELS and tag.name in operation.tags:
            context.used.add(tag.place)
            marks.append((tag.kind, tag.title))
    return marks


def _terms(context: RenderContext, operation: Operation) -> rensei_terms:
    words = [operation.id, operation.endpoint, operation.summary, *context.terms]
    return rensei_terms("", nodes.Text(" ".join(dict.fromkeys(filter(None, words)))))


# Parts ---------------------------------------------------------------------------------------------------------------


def _lead(context: RenderContext, operation: Operation, _base: str) -> list[nodes.Node]:
    is_said = operation.heading or operation.description.startswith(operation.summary)
    found = [] if is_said else context.prose(operation.summary, operation.place, "summary")
    if not (context.titled and _words(operation.description) == _words(operation.title)):
        found += context.prose(operation.description, operation.place)
    if operation.path_description and operation.path_description != operation.description:
        found += context.prose(operation.path_description, operation.place)
    found += extension_rows(context, operation.extensions)
    if docs := operation.external_docs:
        found.append(linked(context.words(docs.description, operation.place), docs.url))
    return found


def _words(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")


def _authorization(context: RenderContext, operation: Operation, base: str) -> list[nodes.Node]:
    if not operation.security and not context.description.security_schemes:
        return []
    section = _section(context, gettext("Authorization"), base, "authorization", part="authorization")
    section += authorization_nodes(context, operation)
    return [section]


def _parameters(context: RenderContext, operation: Operation, base: str) -> list[nodes.Node]:
    found: list[nodes.Node] = []
    for location, title, rows in located(context, operation, (base,)):
        section = _section(context, title, base, f"{location}-parameters", part=location)
        section += rensei_rows("", *rows)
        found.append(section)
    return found


def _body(context: RenderContext, operation: Operation, base: str) -> list[nodes.Node]:
    body = operation.body
    if body is None:
        return []
    note = body.content[0].name if len(body.content) == 1 else ""
    section = _section(context, gettext("Request body"), base, "body", part="body", required=body.required, note=note)
    section += context.prose(body.description, body.place)
    section += extension_rows(context, body.extensions)
    hidden = frozenset(map(dotted, body.hidden))
    groups = media_groups(context, body.content, operation.sent, (base, "body"), hidden=hidden)
    section += [rensei_media("", *held) for held in groups]
    return [section]


def _responses(context: RenderContext, operation: Operation, base: str) -> list[nodes.Node]:
    if not operation.responses:
        return []
    section = _section(context, gettext("Responses"), base, "responses")
    opened = next((each for each in operation.responses if each.status[:1] == "2"), operation.responses[0])
    drawn = [
        response_node(context, each, base, operation.answered, opened=each is opened) for each in operation.responses
    ]
    section += rensei_responses("", *drawn)
    return [section]


def _callbacks(context: RenderContext, operation: Operation, base: str) -> list[nodes.Node]:
    drawn = [
        _callback(context, callback.name, each, base)
        for callback in operation.callbacks
        for each in callback.operations
    ]
    if not drawn:
        return []
    section = _section(context, gettext("Callbacks"), base, "callbacks")
    section += rensei_responses("", *drawn)
    return [section]


def _callback(context: RenderContext, name: str, operation: Operation, base: str) -> rensei_response:
    anchor = (base, "callback", name, operation.method)
    words = ": ".join(filter(None, (name, context.label(operation.heading, operation.place))))
    node = rensei_response(
        "",
        label=operation.path,
        kind="",
        words=gettext("{} (deprecated)").format(words) if operation.deprecated else words,
        method=operation.method,
        open=False,
        ids=[context.identifier(*anchor)],
    )
    node += _lead(replace(context, titled=True), operation, base)
    if operation.servers:
        node += [rensei_sub("", title=gettext("Servers")), server_rows(context, operation, anchor)]
    if any(operation.security):
        node += [rensei_sub("", title=gettext("Authorization")), *authorization_nodes(context, operation)]
    for _, title, rows in located(context, operation, anchor):
        node += [rensei_sub("", title=title), rensei_rows("", *rows)]
    if body := operation.body:
        node += rensei_sub("", title=gettext("Request body, required") if body.required else gettext("Request body"))
        node += context.prose(body.description, body.place)
        node += content_nodes(context, body.content, operation.sent, (*anchor, "body"))
    for response in operation.responses:
        node += rensei_sub("", title=gettext("Answer {}").format(response.status))
        node += context.prose(response.summary, response.place, "summary")
        node += context.prose(response.description, response.place)
        node += answer_nodes(context, response, operation.answered, (*anchor, response.status))
    node += sample_tabs(context, operation, *anchor)
    node += example_tabs(context, operation, *anchor, generated=False)
    node += type_tabs(context, operation, *anchor)
    return node


def _servers(context: RenderContext, operation: Operation, base: str) -> list[nodes.Node]:
    """Servers of this operation alone; those of the whole API stand on its index."""
    if operation.servers == context.description.servers or not operation.servers:
        return []
    if not context.description.servers and [server.url for server in operation.servers] == ["/"]:
        return []
    section = _section(context, gettext("Servers"), base, "servers")
    section += server_rows(context, operation, (base,))
    return [section]


def _section(
    context: RenderContext, title: str, *anchor: str, part: str = "", required: bool = False, note: str = ""
) -> rensei_section:
    """An empty section; its target is taken before those of what it holds.

    :param part: what part of a request the form writes into it.
    """
    section = rensei_section("", title=title, note=note, required=required, ids=[context.identifier(*anchor)])
    if part:
        section["part"] = part
    return section


SECTIONS: Final[dict[str, tuple[str, Section]]] = {
    "description": ("lead", _lead),
    "servers": ("request", _servers),
    "authorization": ("request", _authorization),
    "parameters": ("request", _parameters),
    "body": ("request", _body),
    "samples": ("aside", sample_tabs),
    "examples": ("aside", example_tabs),
    "answer": ("aside", answer_tabs),
    "types": ("aside", type_tabs),
    "responses": ("rest", _responses),
    "callbacks": ("rest", _callbacks),
}
"""Section -> part of the grid that holds it, and what draws it; in reading order."""
