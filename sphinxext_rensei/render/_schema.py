"""Schemas as rows: an object's properties, an array's items, alternatives, and every other keyword."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any, Final, NamedTuple

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
from sphinxext_rensei.schema import (
    Alternatives,
    Applicator,
    Direction,
    EnumValue,
    Fact,
    Property,
    Shape,
    compact,
    own_pieces,
    plain,
    type_pieces,
)
from sphinxext_rensei.words import gettext, message, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinxext_rensei.render._context import RenderContext
    from sphinxext_rensei.spec import JSON, Example, Extensions, Place, Schema

_MAX_LEVEL = 12
"""Levels drawn at most; Sphinx gives up at 120 nested nodes, and no reader follows so far. What is deeper is code."""
_CHIP = 40
"""A value longer than this, in characters, stands in a row of its own."""
_INLINE_VARIANTS = 6
"""Of more alternatives than this, those that have a page of their own are linked only."""
_NUMBERS = (
    "0",
    message("one"),
    message("two"),
    message("three"),
    message("four"),
    message("five"),
    message("six"),
    message("seven"),
    message("eight"),
    message("nine"),
)
_CHOICES = {
    "oneOf": message("Exactly one of {}"),
    "anyOf": message("At least one of {}"),
    "discriminator": message("One of {}"),
}


class Frame(NamedTuple):
    """Where a schema is drawn; one is made for every row.

    :param anchor: tokens of the target of what is around it.
    :param path: dotted name of what is around it, for references to fields.
    :param level: how many levels are around it.
    :param trail: names of the schemas around it.
    """

    direction: Direction
    anchor: tuple[str, ...]
    path: str = ""
    level: int = 0
    trail: tuple[str, ...] = ()

    def inside(self, shape: Shape, *tokens: str, path: str = "") -> Frame:
        """The frame of what a schema holds."""
        return self._replace(
            anchor=(*self.anchor, *tokens),
            path=path or self.path,
            level=self.level + 1,
            trail=(*self.trail, shape.name) if shape.name else self.trail,
        )


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
        row["type"] = (*words, *_bases(context, shape))
    linked = shape.name and not own
    says = row.children or row["chips"] or row["facts"] or row["enum"] or linked or not shape.is_object or shape.bases
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
        row["chips"], row["facts"] = tuple(chips), (*facts, *_given(context, examples))
        _describe(context, row, [(description, place)])
        return row
    shape = context.shape(schema)
    elsewhere = bool(shape.name) and not _is_annotated(schema)
    row["type"] = _type(context, schema)
    row["deprecated"] = deprecated or shape.deprecated
    row["chips"] = (*chips, *_chips(shape, frame.direction, deprecated=row["deprecated"]))
    named = name or shape.name
    title, titled = _NO_TITLE
    if _tells(shape.title, named) and _tells(shape.title, beside):
        title, titled = _title(shape, alone=describe and not description, here=not (describe and elsewhere))
    row["facts"] = (*titled, *facts, *_facts(context, shape), *_given(context, examples), *_examples(shape, examples))
    row["enum"] = tuple(_enum(context, value, schema.place) for value in shape.enum)
    context.terms.update(dict.fromkeys(value for value, _ in row["enum"]))
    # What a named schema says of itself stands on its own page; where it is used, that use says more.
    own = (shape.description or title) if describe and not (description and elsewhere) else ""
    _describe(context, row, [(description, place), (own if own != description else "", schema.place)], shape)
    if inline:
        row.extend(_nested(context, name, shape, frame))
    return row


def _is_annotated(schema: Schema) -> bool:
    """Whether something is said beside a ``$ref``."""
    found: list[JSON] = [dict(part.value) for part in schema.parts if isinstance(part.value, Mapping)]
    for value in found:
        members = value.get("allOf") if isinstance(value, dict) else None
        found += members if isinstance(members, list) else []
    return any(isinstance(value, dict) and set(value) - {"$ref", "allOf"} for value in found)


_NO_TITLE: Final[tuple[str, tuple[tuple[str, str, bool], ...]]] = ("", ())


def _title(shape: Shape, *, alone: bool, here: bool) -> tuple[str, tuple[tuple[str, str, bool], ...]]:
    """A title: as the description where there is no other, else as a fact, if it is given here."""
    if alone and not shape.description:
        return shape.title, ()
    return "", ((gettext("Title"), shape.title.strip(), False),) if here else ()


def _bases(context: RenderContext, shape: Shape) -> tuple[tuple[str, Any], ...]:
    """The named schemas that a schema without a name takes in."""
    names = [name for base in shape.bases for name in ((", ", ""), (base, context.schema_link(base)))]
    return ((gettext(" with "), ""), *names[1:]) if names else ()


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


def _tells(title: str, name: str) -> bool:
    """Whether a title says more than the name that it stands beside."""
    if not title.strip():
        return False
    letters = [character for character in title.casefold() if character.isalnum()]
    return letters != [character for character in name.casefold() if character.isalnum()]


def linked(words: str, url: str) -> nodes.paragraph:
    """A link outside; the words alone, and the address, where that is none that a page may link."""
    if url.startswith(("http://", "https://")):
        return nodes.paragraph("", "", address(words or url, url))
    return nodes.paragraph("", " ".join(filter(None, (words, url))))


def address(words: str, url: str) -> nodes.reference:
    """A link whose address was given as such, not inside prose."""
    return nodes.reference("", words, refuri=url, classes=["rensei-url"])


# Facts ---------------------------------------------------------------------------------------------------------------


def _type(context: RenderContext, schema: Schema) -> tuple[tuple[str, Any], ...]:
    shape = context.shape(schema)
    pieces = tuple(
        (piece.text, context.schema_link(piece.name) if piece.name else "")
        for piece in type_pieces(context.analyser, schema)
    )
    inner = _innermost(context, shape)
    return pieces if inner.name else (*pieces, *_bases(context, inner))


def _innermost(context: RenderContext, shape: Shape) -> Shape:
    """What a type without a name speaks of in the end: the items of an array, of an array of arrays and so on."""
    seen: set[Place] = set()
    while not shape.name and _steps(shape, seen):
        assert shape.items is not None
        shape = context.shape(shape.items)
    return shape


def _chips(shape: Shape, direction: Direction, *, deprecated: bool) -> Iterator[tuple[str, bool]]:
    for value in shape.consts:
        if len(compact(value)) <= _CHIP:
            yield gettext("always {}").format(plain(value)), True
    for fact in shape.facts:
        if not fact.label and len(fact.text) <= _CHIP:
            yield fact.text, fact.literal
    for value in shape.defaults:
        if len(compact(value)) <= _CHIP:
            yield gettext("default {}").format(compact(value) if value == "" else plain(value)), True
    if shape.read_only and direction != "request":
        yield gettext("read-only"), False
    if shape.write_only and direction != "response":
        yield gettext("write-only"), False
    if deprecated:
        yield gettext("deprecated"), False


_LABELS = {"pattern": message("Pattern"), "format": message("Format")}


def _facts(context: RenderContext, shape: Shape) -> Iterator[tuple[str, str, bool]]:
    for fact in shape.facts:
        if fact.label or len(fact.text) > _CHIP:
            yield _labelled(fact)
    for label, values in ((gettext("Always"), shape.consts), (gettext("Default"), shape.defaults)):
        for value in values:
            if len(compact(value)) > _CHIP:
                yield label, plain(value), True
    yield from extension_facts(context, shape.extensions)


def extension_facts(context: RenderContext, extensions: Extensions) -> Iterator[tuple[str, str, bool]]:
    """The ``x-`` fields that conf.py names."""
    for name in context.shown_extensions:
        if name in extensions:
            yield name, plain(extensions[name]), True


def extension_rows(context: RenderContext, extensions: Extensions) -> list[nodes.Node]:
    """The same, of what has no row of its own."""
    facts = list(extension_facts(context, extensions))
    frame = Frame(direction="both", anchor=())
    return [rensei_rows("", schema_row(context, "", None, frame, facts=facts))] if facts else []


def _labelled(fact: Fact) -> tuple[str, str, bool]:
    return (
        fact.label or (gettext(_LABELS[fact.keyword]) if fact.keyword in _LABELS else fact.keyword),
        fact.text,
        fact.literal,
    )


def _examples(shape: Shape, given: tuple[Example, ...]) -> tuple[tuple[str, str, bool], ...]:
    """Examples of the schema, but for those that are given where it is used."""
    known = [compact(example.value) for example in given if example.has_value]
    values = [value for value in shape.examples if compact(value) not in known]
    labels = chain([gettext("Examples") if len(values) > 1 else gettext("Example")], repeat(""))
    return tuple((label, plain(value), True) for label, value in zip(labels, values, strict=False))


def _given(context: RenderContext, examples: tuple[Example, ...]) -> tuple[tuple[str, str, bool], ...]:
    """Examples of a parameter or header, each with what is said of it."""
    found: list[tuple[str, str, bool]] = []
    for example in examples:
        label = " ".join(filter(None, (gettext("Example"), example.name)))
        if example.has_value:
            found.append((label, plain(example.value), True))
        if example.serialized is not None:
            found.append((gettext("{}, as sent").format(label), example.serialized, True))
        if example.external:
            found.append((label, example.external, False))
        said = (context.label(example.summary, example.place), context.words(example.description, example.place))
        words = " ".join(filter(None, said))
        if words:
            found.append(("", words, False))
    return tuple(found)


def _enum(context: RenderContext, value: EnumValue, place: Place) -> tuple[str, str]:
    shown = plain(value.value)
    description = "" if value.description == shown else context.words(value.description, place)
    return shown, ": ".join(part for part in (value.name, description) if part and part != shown)


# What a schema holds -------------------------------------------------------------------------------------------------


def _nested(context: RenderContext, name: str, shape: Shape, frame: Frame) -> list[nodes.Node]:
    """What a row's schema holds, folded; nothing where a link leads to it."""
    inner, step, around = _unwrapped(context, shape, frame)
    said = _item_rows(context, shape, around) if step else []
    if frame.level >= _MAX_LEVEL:
        return [_code(context, shape)] if _has_body(context, shape) else []
    held = _held(context, inner, around.inside(inner)) if _in_place(context, inner, around) else []
    if not held:
        opened = any(row["enum"] for row in said)
        rows = rensei_rows("", *said)
        return [rensei_nest("", rows, summary=gettext("Each item"), of=name, step=step, open=opened)] if said else []
    if said:
        held.insert(0, rensei_rows("", *said))
    summary = _summary(context, inner, around.direction)
    return [rensei_nest("", *held, summary=summary, of=name, step=f"{step}.", open=False)]


def _in_place(context: RenderContext, shape: Shape, frame: Frame) -> bool:
    """Whether a schema is drawn where it is used, not linked."""
    return not (shape.name and (shape.name in frame.trail or frame.level >= context.depth))


def iter_rows(context: RenderContext, schema: Schema, direction: Direction) -> Iterator[Property]:
    """The properties that drawing a schema would give a row, without drawing it."""
    frame = Frame(direction=direction, anchor=())
    inner, _, around = _unwrapped(context, context.shape(schema), frame)
    yield from _rows_of(context, inner, around._replace(trail=(inner.name,)))


def _rows_of(context: RenderContext, shape: Shape, frame: Frame) -> Iterator[Property]:
    schemas = [each.schema for each in shape.properties] + ([shape.additional] if shape.additional else [])
    for each in shape.properties:
        if _travels(context, each, frame.direction):
            yield each
    for choice in shape.alternatives:
        if len(choice.variants) <= _INLINE_VARIANTS:
            schemas += [variant.schema for variant in choice.variants]
    for schema in schemas:
        inner, _, around = _unwrapped(context, context.shape(schema), frame)
        if _in_place(context, inner, around) and frame.level < _MAX_LEVEL:
            yield from _rows_of(context, inner, around.inside(inner))


def _item_rows(context: RenderContext, shape: Shape, frame: Frame) -> list[rensei_row]:
    """What there is to say of the items of an array, and of those of an array in it, beside what they hold."""
    rows: list[rensei_row] = []
    seen: set[Place] = set()
    while _steps(shape, seen):
        assert shape.items is not None
        schema, shape = shape.items, context.shape(shape.items)
        # An object that has a page says there what it is.
        if _says_itself(shape) and (not shape.name or _is_annotated(schema) or not _has_body(context, shape)):
            rows.append(schema_row(context, "", schema, frame, inline=False))
    return rows


def _steps(shape: Shape, seen: set[Place]) -> bool:
    """Whether a schema is an array whose items are looked at in its stead."""
    whole = shape.is_array and shape.items is not None and not shape.prefix_items and not shape.alternatives
    if not whole or shape.place in seen or shape.applicators:
        return False
    seen.add(shape.place)
    return True


def _unwrapped(context: RenderContext, shape: Shape, frame: Frame) -> tuple[Shape, str, Frame]:
    """The items of an array, of an array of arrays and so on, with the step that leads there."""
    step = ""
    seen: set[Place] = set()
    while _steps(shape, seen):
        assert shape.items is not None
        if shape.name:
            frame = frame._replace(trail=(*frame.trail, shape.name))
        frame = frame._replace(anchor=(*frame.anchor, "-"), path=f"{frame.path}[]")
        shape, step = context.shape(shape.items), f"{step}[]"
    return shape, step, frame


def _has_body(context: RenderContext, shape: Shape) -> bool:
    return bool(
        shape.properties
        or shape.additional
        or any(not each.told for each in shape.applicators)
        or shape.prefix_items
        or (shape.items and (not shape.is_array or _says(context, shape.items)))
        or any(not _trivial(context, choice) for choice in shape.alternatives)
    )


def _says(context: RenderContext, schema: Schema) -> bool:
    """Whether there is more to a schema than its type."""
    shape = context.shape(schema)
    return _says_itself(shape) or (not shape.name and _has_body(context, shape))


def _says_itself(shape: Shape) -> bool:
    """Whether there is more to a schema than its type and what it holds."""
    values = shape.enum or shape.consts or shape.defaults or shape.examples
    words = shape.description or shape.title or shape.external_docs or shape.problems
    return bool(values or words or shape.facts or shape.deprecated or shape.read_only or shape.write_only)


def _trivial(context: RenderContext, choice: Alternatives) -> bool:
    """Whether the type line says all that there is to a choice."""
    if choice.discriminator or len(choice.variants) > len(_NUMBERS) // 2 - 1:
        return False
    return not any(_says(context, variant.schema) or context.shape(variant.schema).name for variant in choice.variants)


def _summary(context: RenderContext, shape: Shape, direction: Direction) -> str:
    count = sum(context.analyser.visible(context.shape(each.schema), direction) for each in shape.properties)
    if count:
        return ngettext("{} field", "{} fields", count).format(count)
    if shape.alternatives:
        count = sum(len(choice.variants) for choice in shape.alternatives)
        return ngettext("{} alternative", "{} alternatives", count).format(count)
    return gettext("Items") if shape.is_array else gettext("Details")


def _code(context: RenderContext, shape: Shape) -> nodes.literal_block:
    """A schema as its author wrote it."""
    value = context.loaded.references.value(shape.place)
    text = json.dumps(value, indent=2, ensure_ascii=False)
    return nodes.literal_block(text, text, language="json", force=True)


def _held(context: RenderContext, shape: Shape, frame: Frame) -> list[nodes.Node]:
    """Rows, alternatives and applied schemas of a schema, one level."""
    found: list[nodes.Node] = []
    rows = [
        *(_property(context, each, frame) for each in shape.properties if _travels(context, each, frame.direction)),
        *_others(context, shape, frame),
        *_items(context, shape, frame),
    ]
    if rows:
        found.append(rensei_rows("", *rows))
    for choice in shape.alternatives:
        variants = [context.shape(variant.schema) for variant in choice.variants]
        if all(_only_requires(context, variant) for variant in variants):
            labels = (_label(context, variant.schema, variant.values, 0) for variant in choice.variants)
            found.append(rensei_sub("", title=f"{_count(choice)}: {'; '.join(labels)}"))
        elif not _trivial(context, choice):
            found.append(_choice(context, choice, frame.inside(shape), linked=frame.level >= context.depth))
    for index, applicator in enumerate(shape.applicators):
        if not applicator.told:
            found += _applied(context, applicator, frame.inside(shape, f"{applicator.keyword}{index or ''}"))
    return found


def _travels(context: RenderContext, each: Property, direction: Direction) -> bool:
    return context.analyser.visible(context.shape(each.schema), direction)


def _property(context: RenderContext, each: Property, frame: Frame) -> rensei_row:
    path = f"{frame.path}.{each.name}" if frame.path else each.name
    own = frame._replace(anchor=(*frame.anchor, each.name), path=path)
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


def _count(choice: Alternatives) -> str:
    total = len(choice.variants)
    count = gettext(_NUMBERS[total]) if total < len(_NUMBERS) else str(total)
    words = gettext(_CHOICES[choice.keyword]).format(count)
    return gettext("{}, {} by default").format(words, choice.default) if choice.default else words


def _choice(context: RenderContext, choice: Alternatives, frame: Frame, *, linked: bool) -> rensei_choice:
    """A choice.

    :param linked: whether variants with a page of their own are linked, not drawn.
    """
    total = len(choice.variants)
    node = rensei_choice("", words=_count(choice), discriminator=choice.discriminator)
    node["ids"] = [context.identifier(*frame.anchor, choice.keyword)]
    for index, variant in enumerate(choice.variants):
        shape = context.shape(variant.schema)
        label = _label(context, variant.schema, variant.values, index)
        elsewhere = bool(shape.name) and (linked or shape.name in frame.trail or total > _INLINE_VARIANTS)
        own = frame._replace(anchor=(*frame.anchor, label))
        if not elsewhere:
            held = _variant(context, variant.schema, own, label)
        elif _is_annotated(variant.schema):
            held = [rensei_rows("", schema_row(context, "", variant.schema, own, inline=False, beside=label))]
        else:
            held = []
        kind = _type(context, variant.schema) if shape.name else ()
        node += rensei_variant("", *held, label=label, values=variant.values, type=kind)
    return node


def _label(context: RenderContext, schema: Schema, values: tuple[str, ...], index: int) -> str:
    shape = context.shape(schema)
    if values:
        return values[0]
    words = "".join(piece.text for piece in type_pieces(context.analyser, schema))
    required = gettext("with {}").format(", ".join(shape.required)) if shape.required and not shape.types else ""
    return shape.name or shape.title or required or (words if words != gettext("any") else f"{index + 1}")


def _variant(context: RenderContext, schema: Schema, frame: Frame, label: str) -> list[nodes.Node]:
    """A variant in place; arrays are stepped into by its own row."""
    shape = context.shape(schema)
    if frame.level >= _MAX_LEVEL:
        return [_code(context, shape)]
    if _only_requires(context, shape):
        # Its label says so.
        return []
    if shape.is_object or not (shape.is_array and shape.items):
        row = schema_row(context, "", schema, frame, inline=False, beside=label)
        own = not shape.name and (shape.bases or not shape.is_object)
        says = row.children or row["chips"] or row["facts"] or row["enum"] or own
        return [*([rensei_rows("", row)] if says else []), *_held(context, shape, frame.inside(shape))]
    return [rensei_rows("", schema_row(context, "", schema, frame, beside=label))]


def _only_requires(context: RenderContext, shape: Shape) -> bool:
    """Whether a schema says that properties are required, and nothing else."""
    facts = {fact.keyword for fact in shape.facts}
    others = replace(shape, facts=())
    return facts == {"required"} and not (shape.types or _says_itself(others) or _has_body(context, shape))


def _applied(context: RenderContext, applicator: Applicator, frame: Frame) -> list[nodes.Node]:
    row = schema_row(context, "", applicator.schema, frame)
    return [rensei_sub("", title=applicator.words), rensei_rows("", row)]
