"""Bodies by their media types."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from sphinxext_rensei.nodes import rensei_row, rensei_rows, rensei_sub
from sphinxext_rensei.render._extent import Frame
from sphinxext_rensei.render._parameters import parameter_row, style_chips
from sphinxext_rensei.render._schema import extension_rows, schema_nodes, schema_row
from sphinxext_rensei.words import gettext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes

    from sphinxext_rensei.render._context import RenderContext
    from sphinxext_rensei.schema import Direction
    from sphinxext_rensei.spec import Encoding, MediaType


def content_nodes(
    context: RenderContext, content: tuple[MediaType, ...], direction: Direction, anchor: tuple[str, ...]
) -> list[nodes.Node]:
    """Bodies under their media types, a single one's too."""
    single = [rensei_sub("", title=content[0].name)] if len(content) == 1 else []
    return [*single, *chain.from_iterable(media_groups(context, content, direction, anchor))]


def media_groups(
    context: RenderContext,
    content: tuple[MediaType, ...],
    direction: Direction,
    anchor: tuple[str, ...],
    *,
    hidden: frozenset[str] = frozenset(),
) -> Iterator[list[nodes.Node]]:
    """The nodes of each media type; those that share a schema are drawn together.

    :param hidden: dotted names of fields that have no row.
    """
    groups: list[list[MediaType]] = []
    for media in content:
        group = next((group for group in groups if _is_same(group[0], media)), None)
        if group is None:
            groups.append([media])
        else:
            group.append(media)
    for group in groups:
        names = [media.name for media in group]
        own = (*anchor, names[0]) if len(groups) > 1 else anchor
        title = [rensei_sub("", title=", ".join(names))] if len(content) > 1 else []
        frame = Frame(direction=direction, anchor=own, hidden=hidden)
        yield [*title, *_media(context, group[0], frame)]


def _is_same(one: MediaType, other: MediaType) -> bool:
    if one.encoding or other.encoding or one.item_schema or other.item_schema or not one.schema or not other.schema:
        return False
    return [part.value for part in one.schema.parts] == [part.value for part in other.schema.parts]


def _media(context: RenderContext, media: MediaType, frame: Frame) -> list[nodes.Node]:
    found = extension_rows(context, media.extensions)
    found += schema_nodes(context, media.schema, frame) if media.schema else []
    if media.item_schema:
        found.append(rensei_sub("", title=gettext("Each item of the stream")))
        found += schema_nodes(context, media.item_schema, frame)
    rows = [
        _encoding(context, encoding, frame.anchor) for encoding in media.encoding if encoding.name not in frame.hidden
    ]
    if rows:
        found += [rensei_sub("", title=gettext("Encoding")), rensei_rows("", *rows)]
    return found


def _encoding(context: RenderContext, encoding: Encoding, anchor: tuple[str, ...]) -> rensei_row:
    chips = [(encoding.content_type, True)] if encoding.content_type else []
    chips += style_chips(encoding.style, encoding.explode, allow_reserved=encoding.allow_reserved)
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
