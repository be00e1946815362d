"""Schemas as rows: an object's properties, an array's items, alternatives, and every other keyword."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxext_rensei.nodes import (
    rensei_choice,
    rensei_description,
    rensei_nest,
    rensei_row,
    rensei_rows,
    rensei_sub,
    rensei_variant,
)
from sphinxext_rensei.render._extent import (
    MAX_INLINE,
    MAX_LEVEL,
    Frame,
    has_body,
    has_row,
    inside_property,
    is_annotated,
    is_in_place,
    is_trivial,
    only_requires,
    says_itself,
    steps,
    unwrapped,
)
from sphinxext_rensei.render._stock import linked
from sphinxext_rensei.render._words import (
    bases_of,
    chips_of,
    count_of,
    enum_value,
    examples_given,
    examples_of,
    extension_facts,
    facts_of,
    labels_of,
    summary_of,
    title_of,
    type_of,
)
from sphinxext_rensei.schema import Alternatives, Applicator, Property, Shape, own_pieces
from sphinxext_rensei.words import gettext

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinxext_rensei.render._context import RenderContext
    from sphinxext_rensei.spec import Example, Extensions, Place, Schema


def schema_nodes(context: RenderContext, schema: Schema, frame: Frame, *, describe: bool = True) -> list[nodes.Node]:
    """A whole schema: what there is to say of itself, then what it holds.

    :param describe: whether its own description is part of that.
    """
    shape = context.shape(schema)
    own = shape.name in frame.trail
    held = _held(context, shape, frame) if own or not shape.name or context.depth >= 0 else []
    row = schema_row(context, "", schema, frame, inline=False, describe=describe)
    if own:
        words = tuple((piece.text, "") for piece in own_pieces(context.analyser, schema))
        row["type"] = (*words, *bases_of(context, shape))
    link = shape.name and not own
    says = row.children or row["chips"] or row["facts"] or row["enum"] or link or not shape.is_object or shape.bases
    says = says or not held or shape.nullable
    return [*([rensei_rows("", row)] if says else []), *held]


def schema_row(  # noqa: PLR0913 - a row has as many facts
    context: RenderContext,
    name: str,
    schema: Schema | None,
    frame: Frame,
    *,
    required: bool = False,
    deprecated: bool = False,
    description: str = "",
    place: Place | None = None,
    chips: Iterable[tuple[str, bool]] = (),
    facts: Iterable[tuple[str, str, bool]] = (),
    examples: tuple[Example, ...] = (),
    inline: bool = True,
    describe: bool = True,
    beside: str = "",
) -> rensei_row:
    """One named value.

    :param description: what is said where the schema is used; it goes before what the schema says.
    :param place: where that is said.
    :param inline: whether what the schema holds is drawn below it.
    :param describe: whether the schema's own description is part of the row.
    :param beside: what names the row for readers, where it has no name.
    """
    row = rensei_row("", name=name, path=frame.path, enum=(), required=required, deprecated=deprecated, type=())
    row["ids"] = [context.identifier(*frame.anchor)] if name else []
    if name:
        context.terms[name] = None
    if schema is None:
        row["chips"], row["facts"] = tuple(chips), (*facts, *examples_given(context, examples, name))
        _describe(context, row, [(description, place)])
        return row
    shape = context.shape(schema)
    elsewhere = bool(shape.name) and not is_annotated(schema)
    row["type"] = type_of(context, schema)
    row["deprecated"] = deprecated or shape.deprecated
    row["chips"] = (*chips, *chips_of(shape, frame.direction, deprecated=row["deprecated"]))
    names = (name or shape.name, beside)
    title, titled = title_of(shape, names, alone=describe and not description, here=not (describe and elsewhere))
    row["facts"] = (
        *titled,
        *facts,
        *facts_of(context, shape),
        *examples_given(context, examples, name),
        *examples_of(shape, examples),
    )
    row["enum"] = tuple(enum_value(context, value, schema.place) for value in shape.enum)
    context.terms.update(dict.fromkeys(value for value, _ in row["enum"]))
    # What a named schema says of itself stands on its own page; where it is used, that use says more.
    own = (shape.description or title) if describe and not (description and elsewhere) else ""
    _describe(context, row, [(description, place), (own if own != description else "", schema.place)], shape)
    if inline:
        row.extend(_nested(context, name, shape, frame))
    return row


def _describe(
    context: RenderContext,
    row: rensei_row,
    texts: Iterable[tuple[str, Place | None]],
    shape: Shape | None = None,
) -> None:
    prose = [node for text, place in texts if text and place for node in context.prose(text, place)]
    for problem in shape.problems if shape else ():
        prose.append(nodes.paragraph("", problem.message, classes=["rensei-fault"]))
    for url, words in shape.external_docs if shape else ():
        prose.append(linked(words, url))
    if prose:
        row += rensei_description("", *prose)


def extension_rows(context: RenderContext, extensions: Extensions) -> list[nodes.Node]:
    """The same, of what has no row of its own."""
    facts = list(extension_facts(context, extensions))
    frame = Frame(direction="both", anchor=())
    return [rensei_rows("", schema_row(context, "", None, frame, facts=facts))] if facts else []


# What a schema holds -------------------------------------------------------------------------------------------------


def _nested(context: RenderContext, name: str, shape: Shape, frame: Frame) -> list[nodes.Node]:
    """What a row's schema holds, folded; nothing where a link leads to it."""
    inner, step, around = unwrapped(context, shape, frame)
    said = _item_rows(context, shape, around) if step else []
    if frame.level >= MAX_LEVEL:
        return [_code(context, shape)] if has_body(context, shape) else []
    held = _held(context, inner, around.inside(inner)) if is_in_place(context, inner, around) else []
    if not held:
        opened = any(row["enum"] for row in said)
        rows = rensei_rows("", *said)
        return [rensei_nest("", rows, summary=gettext("Each item"), of=name, step=step, open=opened)] if said else []
    if said:
        held.insert(0, rensei_rows("", *said))
    count = sum(has_row(context, each, around) for each in inner.properties)
    summary = summary_of(inner, count)
    # Items of what is drawn are what the reader came for.
    return [rensei_nest("", *held, summary=summary, of=name, step=f"{step}.", open=name == "[]" and not frame.level)]


def _item_rows(context: RenderContext, shape: Shape, frame: Frame) -> list[rensei_row]:
    """What there is to say of the items of an array, and of those of an array in it, beside what they hold."""
    rows: list[rensei_row] = []
    seen: set[Place] = set()
    while steps(shape, seen):
        assert shape.items is not None
        schema, shape = shape.items, context.shape(shape.items)
        # An object that has a page says there what it is.
        if says_itself(shape) and (not shape.name or is_annotated(schema) or not has_body(context, shape)):
            rows.append(schema_row(context, "", schema, frame, inline=False))
    return rows


def _code(context: RenderContext, shape: Shape) -> nodes.literal_block:
    """A schema as its author wrote it."""
    value = context.loaded.references.value(shape.place)
    text = json.dumps(value, indent=2, ensure_ascii=False)
    return nodes.literal_block(text, text, language="json", force=True)


def _held(context: RenderContext, shape: Shape, frame: Frame) -> list[nodes.Node]:
    """Rows, alternatives and applied schemas of a schema, one level."""
    found: list[nodes.Node] = []
    rows = [
        *(_property(context, each, frame) for each in shape.properties if has_row(context, each, frame)),
        *_others(context, shape, frame),
        *_items(context, shape, frame),
    ]
    if len(rows) == 1 and not shape.alternatives:
        _open(rows[0])
    if rows:
        found.append(rensei_rows("", *rows))
    for choice in shape.alternatives:
        variants = [context.shape(variant.schema) for variant in choice.variants]
        if all(only_requires(context, variant) for variant in variants):
            labels = "; ".join(labels_of(context, choice))
            found.append(rensei_sub("", title=f"{count_of(choice)}: {labels}"))
        elif not is_trivial(context, choice):
            found.append(_choice(context, choice, frame.inside(shape), linked=frame.level >= context.depth))
    for index, applicator in enumerate(shape.applicators):
        if not applicator.told:
            found += _applied(context, applicator, frame.inside(shape, f"{applicator.keyword}{index or ''}"))
    return found


def _open(row: rensei_row) -> None:
    """Unfold a row that stands alone: what it holds is all that the whole holds."""
    for child in row.children:
        if isinstance(child, rensei_nest):
            child["open"] = True


def _property(context: RenderContext, each: Property, frame: Frame) -> rensei_row:
    own = inside_property(each, frame)
    chips = [(gettext("name pattern"), False)] if each.pattern else []
    return schema_row(context, each.name, each.schema, own, required=each.required, chips=chips)


def _others(context: RenderContext, shape: Shape, frame: Frame) -> Iterator[rensei_row]:
    if shape.additional is not None:
        own = frame._replace(anchor=(*frame.anchor, "*"), path=f"{frame.path}.*")
        yield schema_row(context, "*", shape.additional, own, chips=[(gettext("any other name"), False)])


def _items(context: RenderContext, shape: Shape, frame: Frame) -> Iterator[rensei_row]:
    """Items of a tuple, each a row, and those of an array where they were not stepped into."""
    for index, schema in enumerate(shape.prefix_items):
        own = frame._replace(anchor=(*frame.anchor, str(index)), path=f"{frame.path}[{index}]")
        yield schema_row(context, f"[{index}]", schema, own)
    if shape.items is not None:
        name = f"[{len(shape.prefix_items)}…]" if shape.prefix_items else "[]"
        own = frame._replace(anchor=(*frame.anchor, "-"), path=f"{frame.path}[]")
        yield schema_row(context, name, shape.items, own)


def _choice(context: RenderContext, choice: Alternatives, frame: Frame, *, linked: bool) -> rensei_choice:
    """A choice.

    :param linked: whether variants with a page of their own are linked, not drawn.
    """
    total = len(choice.variants)
    node = rensei_choice("", words=count_of(choice), discriminator=choice.discriminator)
    node["ids"] = [context.identifier(*frame.anchor, choice.keyword)]
    for variant, label in zip(choice.variants, labels_of(context, choice), strict=True):
        shape = context.shape(variant.schema)
        elsewhere = bool(shape.name) and (linked or shape.name in frame.trail or total > MAX_INLINE)
        own = frame._replace(anchor=(*frame.anchor, label))
        if not elsewhere:
            held = _variant(context, variant.schema, own, label)
        elif is_annotated(variant.schema):
            held = [rensei_rows("", schema_row(context, "", variant.schema, own, inline=False, beside=label))]
        else:
            held = []
        kind = type_of(context, variant.schema) if shape.name else ()
        if kind:
            _leave_out_type(held)
        node += rensei_variant("", *held, label=label, values=variant.values, type=kind)
    return node


def _leave_out_type(held: list[nodes.Node]) -> None:
    """A row without a name is of what holds it: there its type is told."""
    first = held[0] if held else None
    row = first.children[0] if isinstance(first, rensei_rows) else None
    if isinstance(row, rensei_row) and not row["name"]:
        row["type"] = ()


def _variant(context: RenderContext, schema: Schema, frame: Frame, label: str) -> list[nodes.Node]:
    """A variant in place; arrays are stepped into by its own row."""
    shape = context.shape(schema)
    if frame.level >= MAX_LEVEL:
        return [_code(context, shape)]
    if only_requires(context, shape):
        # Its label says so.
        return []
    if shape.is_object or not (shape.is_array and shape.items):
        row = schema_row(context, "", schema, frame, inline=False, beside=label)
        own = not shape.name and (shape.bases or not shape.is_object)
        says = row.children or row["chips"] or row["facts"] or row["enum"] or own
        return [*([rensei_rows("", row)] if says else []), *_held(context, shape, frame.inside(shape))]
    return [rensei_rows("", schema_row(context, "", schema, frame, beside=label))]


def _applied(context: RenderContext, applicator: Applicator, frame: Frame) -> list[nodes.Node]:
    row = schema_row(context, "", applicator.schema, frame)
    return [rensei_sub("", title=applicator.words), rensei_rows("", row)]
