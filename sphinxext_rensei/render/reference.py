"""What is not an operation: the description as a whole, tags, lists of operations, schemas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinxext_rensei.nodes import (
    rensei_filter,
    rensei_grid,
    rensei_operations,
    rensei_page,
    rensei_part,
    rensei_rows,
    rensei_section,
    rensei_terms,
)
from sphinxext_rensei.render._schema import Frame, linked, schema_nodes
from sphinxext_rensei.render.code import schema_tabs
from sphinxext_rensei.render.operation import server_row
from sphinxext_rensei.schema import example
from sphinxext_rensei.words import gettext, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinxext_rensei.render._context import RenderContext
    from sphinxext_rensei.spec import ExternalDocumentation, Operation, Place, Tag


def operation_list(context: RenderContext, operations: Iterable[Operation]) -> rensei_operations:
    """Operations with links to them."""
    entries: list[Any] = []
    for operation in operations:
        context.used.add(operation.place)
        link = ("operation", context.spec, operation.name)
        title = context.label(operation.summary, operation.place) or operation.title
        entries.append((operation.method, operation.path, title, link, operation.deprecated))
    return rensei_operations("", entries=tuple(entries))


def tag_nodes(context: RenderContext, tag: Tag, operations: list[Operation]) -> rensei_page:
    """A tag: what it says of itself, and its operations."""
    context.used.add(tag.place)
    page = rensei_page("", kind="tag", ids=[context.identifier("tag", tag.name)])
    page += rensei_part("", *_tag(context, tag), kind="lead")
    page += operation_list(context, operations)
    return page


def _tag(context: RenderContext, tag: Tag) -> list[nodes.Node]:
    """What a tag says of itself."""
    parent = next((each.title for each in context.description.tags if each.name == tag.parent), tag.parent)
    part = [nodes.paragraph("", gettext("Part of {}.").format(parent))] if parent else []
    return [*part, *context.prose(tag.description, tag.place), *_docs(context, tag.external_docs, tag.place)]


def _chapters(context: RenderContext) -> list[nodes.Node]:
    """Tags without operations that say something: chapters of the description's words, or of its webhooks."""
    used = {name for operation in context.description.operations for name in operation.tags}
    found: list[nodes.Node] = []
    for tag in context.description.tags:
        if tag.name not in used and (held := _tag(context, tag)):
            context.used.add(tag.place)
            section = rensei_section("", *held, title=context.label(tag.title, tag.place), note="", required=False)
            section["ids"] = [context.identifier("tag", tag.name)]
            found.append(section)
    return found


def index_nodes(context: RenderContext, tags: list[tuple[Tag, list[Operation]]]) -> list[nodes.Node]:
    """All operations by tag, with a box that filters them."""
    found: list[nodes.Node] = [rensei_filter("")]
    for tag, operations in tags:
        context.used.add(tag.place)
        section = rensei_section(
            "", title=context.label(tag.title, tag.place), note=_count(operations), required=False
        )
        section["ids"] = [context.identifier("tags", tag.name)]
        section += context.prose(tag.description, tag.place)[:1]
        section += operation_list(context, operations)
        found.append(section)
    return found


def _count(operations: list[Operation]) -> str:
    count = len(operations)
    return ngettext("{} operation", "{} operations", count).format(count)


def description_nodes(context: RenderContext) -> rensei_page:
    """The description as a whole: version, words, servers, contact, licence."""
    description = context.description
    context.used.add(description.place.child("info"))
    context.used.add(description.place.child("servers"))
    page = rensei_page("", kind="spec", ids=[])
    lead = rensei_part("", kind="lead")
    if description.summary:
        lead += context.prose(description.summary, description.place)
    lead += context.prose(description.description, description.place)
    lead += _docs(context, description.external_docs, description.place)
    page += lead
    facts = nodes.field_list("", *(_field(label, words, url) for label, words, url in _info(context)))
    facts["classes"].append("rensei-info")
    page += facts
    page += _chapters(context)
    if description.servers:
        rows = [server_row(context, each, ("server", each.url)) for each in description.servers]
        section = rensei_section("", rensei_rows("", *rows), title=gettext("Servers"), note="", required=False)
        section["ids"] = [context.identifier("servers")]
        page += section
    return page


def _info(context: RenderContext) -> Iterable[tuple[str, str, str]]:
    description = context.description
    if description.version:
        yield gettext("Version"), description.version, ""
    yield "OpenAPI", description.openapi, ""
    if contact := description.contact:
        words = " ".join(filter(None, (contact.name, contact.email))) or contact.url
        yield gettext("Contact"), words, contact.url or (f"mailto:{contact.email}" if contact.email else "")
    if licence := description.license:
        identifier = f" ({licence.identifier})" if licence.identifier not in ("", licence.name) else ""
        yield gettext("License"), f"{licence.name}{identifier}" if licence.name else licence.identifier, licence.url
    if description.terms_of_service:
        yield gettext("Terms of service"), description.terms_of_service, description.terms_of_service


def _field(label: str, words: str, url: str) -> nodes.field:
    safe = url.startswith(("http://", "https://", "mailto:"))
    inline = nodes.reference("", words, refuri=url) if safe else nodes.Text(words)
    return nodes.field("", nodes.field_name("", label), nodes.field_body("", nodes.paragraph("", "", inline)))


def _docs(context: RenderContext, docs: ExternalDocumentation | None, place: Place) -> list[nodes.Node]:
    return [linked(context.words(docs.description, place), docs.url)] if docs else []


def named_schema_nodes(context: RenderContext, name: str) -> rensei_page:
    """A schema's page."""
    schema = context.description.schemas[name]
    shape = context.shape(schema)
    page = rensei_page("", kind="schema", ids=[context.identifier("schemas", name)])
    frame = Frame(direction="both", anchor=("schemas", name), path=name, trail=(name,))
    grid = rensei_grid("")
    grid += rensei_part("", *context.prose(shape.description, shape.place), kind="lead")
    grid += rensei_part("", *schema_nodes(context, schema, frame, describe=False), kind="request")
    tabs = schema_tabs(context, name, example(context.analyser, schema, "both"))
    grid += rensei_part("", *tabs, kind="aside")
    page += rensei_terms("", nodes.Text(" ".join((name, *context.terms))))
    page += grid
    return page
