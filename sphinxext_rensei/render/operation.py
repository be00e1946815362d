"""An operation, part by part. :data:`SECTIONS` is the order of a page."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from http import HTTPStatus
from itertools import chain, islice
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from docutils import nodes

from sphinxext_rensei.errors import UnresolvableReference
from sphinxext_rensei.nodes import (
    rensei_bar,
    rensei_grid,
    rensei_media,
    rensei_page,
    rensei_part,
    rensei_response,
    rensei_responses,
    rensei_row,
    rensei_rows,
    rensei_section,
    rensei_sub,
    rensei_terms,
)
from sphinxext_rensei.pages import LABELS
from sphinxext_rensei.render._schema import (
    Frame,
    extension_facts,
    extension_rows,
    iter_rows,
    linked,
    schema_nodes,
    schema_row,
)
from sphinxext_rensei.render.code import example_tabs, sample_tabs, type_tabs
from sphinxext_rensei.render.playground import playground_nodes
from sphinxext_rensei.render.security import authorization_nodes
from sphinxext_rensei.schema import plain
from sphinxext_rensei.spec import split
from sphinxext_rensei.words import gettext, message

if TYPE_CHECKING:
    from sphinxext_rensei.render._context import RenderContext
    from sphinxext_rensei.schema import Direction
    from sphinxext_rensei.spec import Encoding, Link, MediaType, Operation, Parameter, Response, Server

Section = Callable[["RenderContext", "Operation", "str"], list[nodes.Node]]
"""Draws one part of an operation, whose targets begin with a name."""

_MAX_ROWS = 200
"""A page with more rows is drawn with fewer levels: hundreds of rows help no reader."""

_MOST_ROWS = 400
"""Where the first level alone has more, bodies that have a page of their own are linked."""

_LOCATIONS = (
    ("path", message("Path parameters")),
    ("query", message("Query parameters")),
    ("querystring", message("Query string")),
    ("header", message("Header parameters")),
    ("cookie", message("Cookie parameters")),
)
_CLASSES = {
    "1": message("Informational"),
    "2": message("Success"),
    "3": message("Redirection"),
    "4": message("Client error"),
    "5": message("Server error"),
    "d": message("Any other status"),
}
"""What a status means, by its first character: that of a range, or of ``default``."""
_DEFAULT_STYLES = {"path": "simple", "header": "simple", "query": "form", "cookie": "form", "querystring": "form"}


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
    if not depth and not _fits(replace(context, depth=depth), operation, _MOST_ROWS):
        depth = -1
    return _draw(replace(context, depth=depth), operation, sections, content or [])


def _fits(context: RenderContext, operation: Operation, most: int) -> bool:
    """Whether a page with all levels of its schemas has a bearable number of rows."""
    bodies = [*(operation.body.content if operation.body else ())]
    answers = [media for response in operation.responses for media in response.content]
    drawn = chain(
        ((media, _sent(operation)) for media in bodies), ((media, _answered(operation)) for media in answers)
    )
    schemas = ((media.schema, direction) for media, direction in drawn if media.schema)
    rows = (row for schema, direction in schemas for row in iter_rows(context, schema, direction))
    return sum(1 for _ in islice(rows, most + 1)) <= most


def _draw(
    context: RenderContext, operation: Operation, sections: Collection[str], content: list[nodes.Node]
) -> rensei_page:
    base = operation.name
    page = rensei_page("", kind="operation", ids=[context.identifier(base)])
    parts: dict[str, list[nodes.Node]] = {}
    for name, (part, section) in SECTIONS.items():
        if not sections or name in sections:
            parts.setdefault(part, []).extend(section(context, operation, base))
    if content:
        parts.setdefault("lead", []).extend(content)
    grid = rensei_grid("", *(rensei_part("", *held, kind=part) for part, held in parts.items() if held))
    page += _bar(context, operation)
    page += _terms(context, operation)
    page += [_fault(problem.message) for problem in operation.problems]
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


def _fault(message: str) -> nodes.warning:
    return nodes.warning("", nodes.paragraph("", message), classes=["rensei-fault"])


# Parts ---------------------------------------------------------------------------------------------------------------


def _lead(context: RenderContext, operation: Operation, _base: str) -> list[nodes.Node]:
    found = context.prose(operation.description, operation.place)
    if operation.path_description and operation.path_description != operation.description:
        found += context.prose(operation.path_description, operation.place)
    found += extension_rows(context, operation.extensions)
    if docs := operation.external_docs:
        found.append(linked(context.words(docs.description, operation.place), docs.url))
    return found


def _authorization(context: RenderContext, operation: Operation, base: str) -> list[nodes.Node]:
    if not operation.security and not context.description.security_schemes:
        return []
    section = _section(context, gettext("Authorization"), base, "authorization")
    section["part"] = "authorization"
    return [_filled(section, authorization_nodes(context, operation))]


def _parameters(context: RenderContext, operation: Operation, base: str) -> list[nodes.Node]:
    found: list[nodes.Node] = []
    for location, title, rows in _located(context, operation, (base,)):
        section = _section(context, title, base, f"{location}-parameters")
        section["part"] = location
        found.append(_filled(section, [rensei_rows("", *rows)]))
    return found


def _located(
    context: RenderContext, operation: Operation, anchor: tuple[str, ...]
) -> Iterator[tuple[str, str, list[rensei_row]]]:
    """The parameters of each location, under its title."""
    for location, title in _LOCATIONS:
        held = [each for each in operation.parameters if each.location == location]
        if held:
            rows = [parameter_row(context, each, "request", (*anchor, location, each.name)) for each in held]
            yield location, gettext(title), rows


def parameter_row(
    context: RenderContext, parameter: Parameter, direction: Direction, anchor: tuple[str, ...]
) -> rensei_row:
    """A parameter or header with how it is serialised, where that is not the default."""
    media = parameter.content[0] if parameter.content else None
    chips = [(media.name, True)] if media else []
    if parameter.style != _DEFAULT_STYLES[parameter.location]:
        chips.append((gettext("style {}").format(parameter.style), False))
    if parameter.explode != (parameter.style in ("form", "cookie")):
        chips.append((_explode(parameter.style, explode=parameter.explode), False))
    if parameter.allow_reserved:
        chips.append((gettext("reserved characters as they are"), False))
    if parameter.allow_empty_value:
        chips.append((gettext("may be empty"), False))
    return schema_row(
        context,
        parameter.name,
        media.schema if media else parameter.schema,
        Frame(direction=direction, anchor=anchor, path=parameter.name),
        required=parameter.required,
        deprecated=parameter.deprecated,
        description=parameter.description,
        place=parameter.place,
        chips=chips,
        facts=extension_facts(context, parameter.extensions),
        examples=(*parameter.examples, *(media.examples if media else ())),
    )


def _body(context: RenderContext, operation: Operation, base: str) -> list[nodes.Node]:
    body = operation.body
    if body is None:
        return []
    section = _section(context, gettext("Request body"), base, "body")
    section["part"] = "body"
    section["required"] = body.required
    section["note"] = body.content[0].name if len(body.content) == 1 else ""
    return [
        _filled(
            section,
            [
                *context.prose(body.description, body.place),
                *extension_rows(context, body.extensions),
                *(
                    rensei_media("", *held)
                    for held in _groups(context, body.content, _sent(operation), (base, "body"))
                ),
            ],
        )
    ]


def media_nodes(
    context: RenderContext, content: tuple[MediaType, ...], direction: Direction, anchor: tuple[str, ...]
) -> list[nodes.Node]:
    """The schemas of a body."""
    return list(chain.from_iterable(_groups(context, content, direction, anchor)))


def _groups(
    context: RenderContext, content: tuple[MediaType, ...], direction: Direction, anchor: tuple[str, ...]
) -> Iterator[list[nodes.Node]]:
    """The nodes of each media type; those that share a schema are drawn together."""
    groups: list[list[MediaType]] = []
    for media in content:
        group = next((group for group in groups if _same(context, group[0], media)), None)
        if group is None:
            groups.append([media])
        else:
            group.append(media)
    for group in groups:
        names = [media.name for media in group]
        own = (*anchor, names[0]) if len(groups) > 1 else anchor
        title = [rensei_sub("", title=", ".join(names))] if len(content) > 1 else []
        yield [*title, *_media(context, group[0], direction, own)]


def _same(context: RenderContext, one: MediaType, other: MediaType) -> bool:
    if one.encoding or other.encoding or one.item_schema or other.item_schema or not one.schema or not other.schema:
        return False
    return [part.value for part in one.schema.parts] == [part.value for part in other.schema.parts]


def _media(
    context: RenderContext, media: MediaType, direction: Direction, anchor: tuple[str, ...]
) -> list[nodes.Node]:
    frame = Frame(direction=direction, anchor=anchor)
    found = extension_rows(context, media.extensions)
    found += schema_nodes(context, media.schema, frame) if media.schema else []
    if media.item_schema:
        found.append(rensei_sub("", title=gettext("Each item of the stream")))
        found += schema_nodes(context, media.item_schema, frame)
    rows = [_encoding(context, encoding, anchor) for encoding in media.encoding]
    if rows:
        found += [rensei_sub("", title=gettext("Encoding")), rensei_rows("", *rows)]
    return found


def _explode(style: str, *, explode: bool) -> str:
    """How many values are written, where that is not as usual (OAS 3.2.0, section 4.12.4)."""
    if explode:
        return gettext("explode")
    return gettext("comma-separated") if style == "form" else gettext("no explode")


def _encoding(context: RenderContext, encoding: Encoding, anchor: tuple[str, ...]) -> rensei_row:
    chips: list[tuple[str, bool]] = []
    if encoding.content_type:
        chips.append((encoding.content_type, True))
    if encoding.style:
        chips.append((gettext("style {}").format(encoding.style), False))
    if encoding.explode is not None:
        chips.append((_explode(encoding.style or "form", explode=encoding.explode), False))
    if encoding.allow_reserved:
        chips.append((gettext("reserved characters as they are"), False))
    own = (*anchor, "encoding", encoding.name)
    row = schema_row(context, _part_name(encoding), None, Frame(direction="request", anchor=own), chips=chips)
    headers = [parameter_row(context, each, "request", (*own, each.name)) for each in encoding.headers]
    if headers:
        row += [rensei_sub("", title=gettext("Headers of the part")), rensei_rows("", *headers)]
    inner = [_encoding(context, each, own) for each in encoding.encoding]
    if inner:
        row += [rensei_sub("", title=gettext("Encoding inside the part")), rensei_rows("", *inner)]
    return row


def _part_name(encoding: Encoding) -> str:
    return f"[{encoding.name}]" if encoding.name.isdigit() else encoding.name or gettext("every further part")


def _sent(operation: Operation) -> Direction:
    """Which way a request travels, seen from the API: what it sends itself may hold what is read-only."""
    return "response" if operation.outgoing else "request"


def _answered(operation: Operation) -> Direction:
    return "request" if operation.outgoing else "response"


def _responses(context: RenderContext, operation: Operation, base: str) -> list[nodes.Node]:
    if not operation.responses:
        return []
    section = _section(context, gettext("Responses"), base, "responses")
    opened = next((each for each in operation.responses if each.status[:1] == "2"), operation.responses[0])
    direction = _answered(operation)
    drawn = [_response(context, each, base, direction, opened=each is opened) for each in operation.responses]
    return [_filled(section, [rensei_responses("", *drawn)])]


def _response(
    context: RenderContext, response: Response, base: str, direction: Direction, *, opened: bool
) -> rensei_response:
    anchor = (base, response.status)
    prose = context.prose(response.description, response.place)
    first = prose[0].astext() if prose and isinstance(prose[0], nodes.paragraph) else ""
    summary = context.label(response.summary, response.place)
    words = summary or " ".join(first.split()) or status_phrase(response.status)
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
    node += _answer(context, response, direction, anchor)
    return node


def _answer(
    context: RenderContext, response: Response, direction: Direction, anchor: tuple[str, ...]
) -> list[nodes.Node]:
    """What a response holds beside its words."""
    found = extension_rows(context, response.extensions)
    if response.headers:
        headers = [
            parameter_row(context, each, direction, (*anchor, "header", each.name)) for each in response.headers
        ]
        found += [rensei_sub("", title=gettext("Headers")), rensei_rows("", *headers)]
    found += _content(context, response.content, direction, anchor)
    if response.links:
        links = [_link(context, each, anchor) for each in response.links]
        found += [rensei_sub("", title=gettext("Links")), rensei_rows("", *links)]
    return found


def _content(
    context: RenderContext, content: tuple[MediaType, ...], direction: Direction, anchor: tuple[str, ...]
) -> list[nodes.Node]:
    """Bodies under their media types, a single one's too."""
    single = [rensei_sub("", title=content[0].name)] if len(content) == 1 else []
    return [*single, *media_nodes(context, content, direction, anchor)]


def _one_line(block: nodes.Node) -> str:
    """The words of a plain paragraph; empty where markup would be lost."""
    if isinstance(block, nodes.paragraph) and len(block.children) == 1 and isinstance(block.children[0], nodes.Text):
        return " ".join(block.astext().split())
    return ""


def status_class(status: str) -> str:
    """The CSS class of a status: one for each hundred."""
    return f"rensei-{status[0]}xx" if status[:1].isdigit() else "rensei-default"


def status_phrase(status: str) -> str:
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
    uri, _, fragment = link.operation_ref.partition("#")
    tokens = split(unquote(fragment))
    endpoint = f"{tokens[-1].upper()} {tokens[-2]}" if not uri and len(tokens) == len(("paths", "", "")) else ""
    try:
        _, place = context.loaded.references.resolve(link.operation_ref, link.place)
    except UnresolvableReference:
        # The operation stands behind the `$ref` of its path, or elsewhere.
        place = None
    found = (each.name for each in context.description.operations if endpoint == each.endpoint or place == each.place)
    return next(found, "")


def _callbacks(context: RenderContext, operation: Operation, base: str) -> list[nodes.Node]:
    drawn = [
        _callback(context, callback.name, each, base)
        for callback in operation.callbacks
        for each in callback.operations
    ]
    if not drawn:
        return []
    section = _section(context, gettext("Callbacks"), base, "callbacks")
    return [_filled(section, [rensei_responses("", *drawn)])]


def _callback(context: RenderContext, name: str, operation: Operation, base: str) -> rensei_response:
    anchor = (base, "callback", name, operation.method)
    words = ": ".join(filter(None, (name, context.label(operation.summary, operation.place))))
    node = rensei_response(
        "",
        label=operation.path,
        kind="",
        words=gettext("{} (deprecated)").format(words) if operation.deprecated else words,
        method=operation.method,
        open=False,
        ids=[context.identifier(*anchor)],
    )
    node += _lead(context, operation, base)
    if operation.servers:
        node += [rensei_sub("", title=gettext("Servers")), _server_rows(context, operation, anchor)]
    if any(operation.security):
        node += [rensei_sub("", title=gettext("Authorization")), *authorization_nodes(context, operation)]
    for _, title, rows in _located(context, operation, anchor):
        node += [rensei_sub("", title=title), rensei_rows("", *rows)]
    if body := operation.body:
        node += rensei_sub("", title=gettext("Request body, required") if body.required else gettext("Request body"))
        node += context.prose(body.description, body.place)
        node += _content(context, body.content, "response", (*anchor, "body"))
    for response in operation.responses:
        node += rensei_sub("", title=gettext("Answer {}").format(response.status))
        node += context.prose(response.summary, response.place, "summary")
        node += context.prose(response.description, response.place)
        node += _answer(context, response, "request", (*anchor, response.status))
    node += sample_tabs(context, operation, anchor)
    node += example_tabs(context, operation, anchor, generated=False)
    node += type_tabs(context, operation, anchor)
    return node


def _servers(context: RenderContext, operation: Operation, base: str) -> list[nodes.Node]:
    """Servers of this operation alone; those of the whole API stand on its index."""
    if operation.servers == context.description.servers or not operation.servers:
        return []
    if not context.description.servers and [server.url for server in operation.servers] == ["/"]:
        return []
    section = _section(context, gettext("Servers"), base, "servers")
    return [_filled(section, [_server_rows(context, operation, (base,))])]


def _server_rows(context: RenderContext, operation: Operation, anchor: tuple[str, ...]) -> rensei_rows:
    rows = [server_row(context, server, (*anchor, "server", server.url)) for server in operation.servers]
    return rensei_rows("", *rows)


def server_row(context: RenderContext, server: Server, anchor: tuple[str, ...]) -> rensei_row:
    """A server with its variables."""
    row = schema_row(
        context,
        server.url,
        None,
        Frame(direction="both", anchor=anchor),
        description=server.description,
        place=context.description.place,
        facts=server_facts(context, server),
    )
    row["type"] = ((server.name, ""),) if server.name else ()
    return row


def server_facts(context: RenderContext, server: Server) -> list[tuple[str, str, bool]]:
    """The variables of a server, each with its values, the default first."""
    facts = []
    for variable in server.variables:
        words = [variable.default, *(value for value in variable.enum if value != variable.default)]
        facts.append((variable.name, " | ".join(words), True))
        if variable.description:
            facts.append(("", context.words(variable.description, context.description.place), False))
    return facts


def _samples(context: RenderContext, operation: Operation, base: str) -> list[nodes.Node]:
    return sample_tabs(context, operation, (base,))


def _examples(context: RenderContext, operation: Operation, base: str) -> list[nodes.Node]:
    return example_tabs(context, operation, (base,))


def _types(context: RenderContext, operation: Operation, base: str) -> list[nodes.Node]:
    return type_tabs(context, operation, (base,))


def _section(context: RenderContext, title: str, *anchor: str) -> rensei_section:
    return rensei_section("", title=title, note="", required=False, ids=[context.identifier(*anchor)])


def _filled(section: rensei_section, held: list[nodes.Node]) -> rensei_section:
    section += held
    return section


SECTIONS: Final[dict[str, tuple[str, Section]]] = {
    "description": ("lead", _lead),
    "servers": ("request", _servers),
    "authorization": ("request", _authorization),
    "parameters": ("request", _parameters),
    "body": ("request", _body),
    "samples": ("aside", _samples),
    "examples": ("aside", _examples),
    "types": ("aside", _types),
    "responses": ("rest", _responses),
    "callbacks": ("rest", _callbacks),
}
"""Section -> part of the grid that holds it, and what draws it; in reading order."""
