"""What is not an operation: the description as a whole, tags, lists of operations, schemas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from docutils import nodes
from sphinx import addnodes

from sphinxext_rensei.nodes import (
    rensei_download,
    rensei_filter,
    rensei_grid,
    rensei_operations,
    rensei_page,
    rensei_part,
    rensei_rows,
    rensei_section,
    rensei_terms,
)
from sphinxext_rensei.pages import LABELS, children_of, operations_of, tags_of
from sphinxext_rensei.render._extent import Frame
from sphinxext_rensei.render._schema import extension_rows, schema_nodes
from sphinxext_rensei.render._servers import server_row
from sphinxext_rensei.render._stock import address, linked
from sphinxext_rensei.render.code import schema_tabs
from sphinxext_rensei.schema import example
from sphinxext_rensei.words import gettext, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinxext_rensei.pages import TagGroup
    from sphinxext_rensei.render._context import RenderContext
    from sphinxext_rensei.spec import ExternalDocumentation, Operation, Place, Schema, Tag


_LISTED: Final = ("operationId", "summary", "deprecated")
"""The fields of an operation that a list tells; a description that is no title may change and leaves it as it is."""


def operation_list(context: RenderContext, operations: Iterable[Operation]) -> rensei_operations:
    """Operations with links to them."""
    entries: list[Any] = []
    for operation in operations:
        fields = _LISTED if operation.id or operation.summary else (*_LISTED, "description")
        context.used.update(operation.place.child(field) for field in fields)
        link = ("operation", context.spec, operation.name)
        # Method and path are in the entry as they are.
        title = context.label(operation.heading, operation.place) or operation.id
        entries.append((operation.method, operation.path, title, link, operation.deprecated))
    return rensei_operations("", entries=tuple(entries))


def tag_nodes(context: RenderContext, tag: Tag, tags: list[Tag], operations: Iterable[Operation]) -> rensei_page:
    """A tag: what it says of itself, its operations, and the tags below it."""
    operations = list(operations)
    context.used.add(tag.place)
    page = rensei_page("", kind="tag", ids=[context.identifier("tag", tag.name)])
    page += rensei_part("", *_tag(context, tag), kind="lead")
    if own := operations_of(tag, operations):
        page += operation_list(context, own)
    page += [_tag_section(context, each, tags, operations) for each in children_of(tag, tags)]
    return page


def _tag(context: RenderContext, tag: Tag) -> list[nodes.Node]:
    """What a tag says of itself."""
    facts: list[nodes.Node] = []
    if tag.parent:
        parent = next((each for each in context.description.tags if each.name == tag.parent), None)
        words = _tag_reference(context, parent) if parent else nodes.Text(tag.parent)
        facts.append(nodes.paragraph("", "", *_around(gettext("Part of {}."), words)))
    if tag.kind not in ("", "nav", *LABELS):
        facts.append(nodes.paragraph("", gettext("Kind: {}.").format(tag.kind)))
    return [
        *(context.prose(tag.summary, tag.place, "summary") if tag.summary != tag.title else []),
        *context.prose(tag.description, tag.place),
        *facts,
        *extension_rows(context, tag.extensions),
        *_docs(context, tag.external_docs, tag.place),
    ]


def _around(template: str, inline: nodes.Node) -> list[nodes.Node]:
    """A message with a node in the place of its value."""
    before, _, after = template.partition("{}")
    return [nodes.Text(before), inline, nodes.Text(after)]


def _tag_reference(context: RenderContext, tag: Tag) -> addnodes.pending_xref:
    target = addnodes.pending_xref(
        "", nodes.inline("", context.label(tag.title, tag.place)), refdomain="rensei", reftype="tag"
    )
    target["reftarget"], target["refexplicit"], target["rensei:spec"] = tag.name, True, context.spec
    # One that has no operations, above or below, has no page.
    target["rensei:optional"] = True
    return target


def _chapters(context: RenderContext) -> list[nodes.Node]:
    """Tags without operations that say something: chapters of the description's words, or of its webhooks."""
    used = {tag.name for tag in tags_of(context.description, context.description.operations)}
    found: list[nodes.Node] = []
    for tag in context.description.tags:
        if tag.name not in used and (held := _tag(context, tag)):
            context.used.add(tag.place)
            found.append(_section(context.label(tag.title, tag.place), "", context.identifier("tag", tag.name), held))
    return found


def webhook_nodes(
    context: RenderContext, groups: list[TagGroup], tags: list[Tag], webhooks: list[Operation]
) -> list[nodes.Node]:
    """All webhooks, by tag where they have tags."""
    if [tag.name for tag in tags] == ["default"]:
        return [operation_list(context, webhooks)]
    return index_nodes(context, groups, tags, webhooks)


def index_nodes(
    context: RenderContext, groups: list[TagGroup], tags: list[Tag], operations: list[Operation]
) -> list[nodes.Node]:
    """All operations by tag, with a box that filters them."""
    found: list[nodes.Node] = [rensei_filter("")]
    for group in groups:
        sections = [_tag_section(context, tag, tags, operations) for tag in group.tags]
        if group.title:
            sections = [_section(group.title, "", context.identifier("tag-groups", group.title), sections)]
        found += sections
    return found


def _tag_section(context: RenderContext, tag: Tag, tags: list[Tag], operations: list[Operation]) -> rensei_section:
    """A tag in a list: its first words, its operations, and the tags below it."""
    context.used.add(tag.place)
    own = operations_of(tag, operations)
    identifier = context.identifier("tags", tag.name)
    held: list[nodes.Node] = context.prose(tag.description, tag.place)[:1]
    held += [operation_list(context, own)] if own else []
    held += [_tag_section(context, each, tags, operations) for each in children_of(tag, tags)]
    return _section(context.label(tag.title, tag.place), _count(own) if own else "", identifier, held)


def _section(title: str, note: str, identifier: str, held: Iterable[nodes.Node]) -> rensei_section:
    return rensei_section("", *held, title=title, note=note, required=False, ids=[identifier])


def _count(operations: list[Operation]) -> str:
    count = len(operations)
    return ngettext("{} operation", "{} operations", count).format(count)


def description_nodes(context: RenderContext, *, file: str = "") -> rensei_page:
    """The description as a whole: version, words, servers, contact, licence.

    :param file: what the description's file is called, where it may be downloaded.
    """
    description = context.description
    context.used.add(description.place.child("info"))
    context.used.add(description.place.child("servers"))
    page = rensei_page("", kind="spec", ids=[])
    lead = rensei_part("", kind="lead")
    if description.summary:
        lead += context.prose(description.summary, description.place.child("info"), "summary")
    lead += context.prose(description.description, description.place.child("info"))
    lead += extension_rows(context, description.extensions)
    lead += _docs(context, description.external_docs, description.place)
    page += lead
    facts = nodes.field_list("", *(_field(label, words, url) for label, words, url in _info(context) if words))
    facts["classes"].append("rensei-info")
    page += facts
    if file:
        page += rensei_download("", name=file, path=f"{context.spec}/{file}")
    page += _chapters(context)
    if description.servers:
        rows = [server_row(context, each, ("server", each.url)) for each in description.servers]
        page += _section(gettext("Servers"), "", context.identifier("servers"), [rensei_rows("", *rows)])
    return page


def _info(context: RenderContext) -> Iterable[tuple[str, str, str]]:
    description = context.description
    if description.version:
        yield gettext("Version"), description.version, ""
    yield "OpenAPI", description.openapi, ""
    if description.schema_dialect:
        yield gettext("Schema dialect"), description.schema_dialect, description.schema_dialect
    if contact := description.contact:
        words = " ".join(filter(None, (contact.name, contact.email))) or contact.url
        yield gettext("Contact"), words, contact.url or (f"mailto:{contact.email}" if contact.email else "")
    if licence := description.license:
        identifier = f" ({licence.identifier})" if licence.identifier not in ("", licence.name) else ""
        yield gettext("License"), f"{licence.name}{identifier}" if licence.name else licence.identifier, licence.url
    if description.terms_of_service:
        yield gettext("Terms of service"), description.terms_of_service, description.terms_of_service


def _field(label: str, words: str, url: str) -> nodes.field:
    inline: nodes.Node = nodes.Text(words if words == url else " ".join(filter(None, (words, url))))
    if url.startswith(("http://", "https://")):
        inline = address(words, url)
    elif url.startswith("mailto:"):
        inline = nodes.reference("", words, refuri=url)
    return nodes.field("", nodes.field_name("", label), nodes.field_body("", nodes.paragraph("", "", inline)))


def _docs(context: RenderContext, docs: ExternalDocumentation | None, place: Place) -> list[nodes.Node]:
    return [linked(context.words(docs.description, place), docs.url)] if docs else []


def named_schema_nodes(context: RenderContext, name: str, schema: Schema | None = None) -> rensei_page:
    """A schema's page.

    :param schema: one that has no name; then ``name`` says where it stands.
    """
    path = "" if schema else name
    schema = schema or context.description.schemas[name]
    shape = context.shape(schema)
    page = rensei_page("", kind="schema", ids=[context.identifier("schemas", name)])
    frame = Frame(direction="both", anchor=("schemas", name), path=path, trail=(name,))
    grid = rensei_grid("")
    if shape.description:
        grid += rensei_part("", *context.prose(shape.description, shape.place), kind="lead")
    grid += rensei_part("", *schema_nodes(context, schema, frame, describe=False), kind="fields")
    tabs = schema_tabs(context, name, schema, example(context.analyser, schema, "both"))
    grid += rensei_part("", *tabs, kind="aside")
    page += rensei_terms("", nodes.Text(" ".join((name, *context.terms))))
    page += grid
    return page
