"""What a row says of a schema in words: type, title, chips, facts, examples, choices."""

from __future__ import annotations

from collections import Counter
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any

from sphinxext_rensei.render._extent import steps
from sphinxext_rensei.schema import Alternatives, Direction, EnumValue, Fact, Shape, compact, plain, type_pieces
from sphinxext_rensei.words import gettext, message, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinxext_rensei.render._context import RenderContext
    from sphinxext_rensei.spec import Example, Extensions, Place, Schema


_MAX_CHIP = 40
"""A value longer than this, in characters, stands in a row of its own."""
_LABELS = {"pattern": message("Pattern"), "format": message("Format")}
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


def type_of(context: RenderContext, schema: Schema) -> tuple[tuple[str, Any], ...]:
    """The type of a schema, each named one with a link to it."""
    shape = context.shape(schema)
    pieces = tuple(
        (piece.text, context.schema_link(piece.name) if piece.name else "")
        for piece in type_pieces(context.analyser, schema)
    )
    inner = _innermost(context, shape)
    return pieces if inner.name else (*pieces, *bases_of(context, inner))


def _innermost(context: RenderContext, shape: Shape) -> Shape:
    """What a type without a name speaks of in the end: the items of an array, of an array of arrays and so on."""
    seen: set[Place] = set()
    while not shape.name and steps(shape, seen):
        assert shape.items is not None
        shape = context.shape(shape.items)
    return shape


def bases_of(context: RenderContext, shape: Shape) -> tuple[tuple[str, Any], ...]:
    """The named schemas that a schema without a name takes in."""
    names = [name for base in shape.bases for name in ((", ", ""), (base, context.schema_link(base)))]
    return ((gettext(" with "), ""), *names[1:]) if names else ()


def title_of(
    shape: Shape, names: Iterable[str], *, alone: bool, here: bool
) -> tuple[str, tuple[tuple[str, str, bool], ...]]:
    """A title that says more than the names beside it.

    :param alone: whether it is the description, where the schema has none.
    :param here: whether it is a fact, where it is not the description.
    """
    if not all(_tells(shape.title, name) for name in names):
        return "", ()
    if alone and not shape.description:
        return shape.title, ()
    return "", ((gettext("Title"), shape.title.strip(), False),) if here else ()


def _tells(title: str, name: str) -> bool:
    """Whether a title says more than the name that it stands beside."""
    if not title.strip():
        return False
    letters = [character for character in title.casefold() if character.isalnum()]
    return letters != [character for character in name.casefold() if character.isalnum()]


def chips_of(shape: Shape, direction: Direction, *, deprecated: bool) -> Iterator[tuple[str, bool]]:
    """Facts that are short."""
    for value in shape.consts:
        if len(compact(value)) <= _MAX_CHIP:
            yield gettext("always {}").format(plain(value)), True
    for fact in shape.facts:
        if not fact.label and len(fact.text) <= _MAX_CHIP:
            yield fact.text, fact.literal
    for value in shape.defaults:
        if len(compact(value)) <= _MAX_CHIP:
            yield gettext("default {}").format(plain(value)), True
    if shape.read_only and direction != "request":
        yield gettext("read-only"), False
    if shape.write_only and direction != "response":
        yield gettext("write-only"), False
    if deprecated:
        yield gettext("deprecated"), False


def facts_of(context: RenderContext, shape: Shape) -> Iterator[tuple[str, str, bool]]:
    """Facts that are long, or need a label."""
    for fact in shape.facts:
        if fact.label or len(fact.text) > _MAX_CHIP:
            yield _labelled(fact)
    for label, values in ((gettext("Always"), shape.consts), (gettext("Default"), shape.defaults)):
        for value in values:
            if len(compact(value)) > _MAX_CHIP:
                yield label, plain(value), True
    yield from extension_facts(context, shape.extensions)


def extension_facts(context: RenderContext, extensions: Extensions) -> Iterator[tuple[str, str, bool]]:
    """The ``x-`` fields that conf.py names."""
    for name in context.shown_extensions:
        if name in extensions:
            yield name, plain(extensions[name]), True


def _labelled(fact: Fact) -> tuple[str, str, bool]:
    return (
        fact.label or (gettext(_LABELS[fact.keyword]) if fact.keyword in _LABELS else fact.keyword),
        fact.text,
        fact.literal,
    )


def examples_of(shape: Shape, given: tuple[Example, ...]) -> tuple[tuple[str, str, bool], ...]:
    """Examples of the schema, but for those that are given where it is used."""
    known = [compact(example.value) for example in given if example.has_value]
    values = [value for value in shape.examples if compact(value) not in known]
    labels = chain([gettext("Examples") if len(values) > 1 else gettext("Example")], repeat(""))
    return tuple((label, plain(value), True) for label, value in zip(labels, values, strict=False))


def examples_given(
    context: RenderContext, examples: tuple[Example, ...], name: str = ""
) -> tuple[tuple[str, str, bool], ...]:
    """Examples of a parameter or header, each with what is said of it.

    :param name: what is beside them already.
    """
    found: list[tuple[str, str, bool]] = []
    for example in examples:
        label = " ".join((gettext("Example"), *([example.name] if _tells(example.name, name) else [])))
        if example.has_value:
            found.append((label, plain(example.value), True))
        if example.serialized is not None:
            found.append((gettext("{}, as sent").format(label), example.serialized, True))
        if example.external:
            found.append((label, example.external, False))
        summary = context.label(example.summary, example.place) if _tells(example.summary, example.name) else ""
        said = (summary, context.words(example.description, example.place))
        words = " ".join(filter(None, said))
        if words:
            found.append(("", words, False))
    return tuple(found)


def enum_value(context: RenderContext, value: EnumValue, place: Place) -> tuple[str, str]:
    """A value, and what is said of it."""
    shown = plain(value.value)
    description = "" if value.description == shown else context.words(value.description, place)
    return shown, ": ".join(part for part in (value.name, description) if part and part != shown)


def count_of(choice: Alternatives) -> str:
    """How many of the alternatives an instance fits."""
    total = len(choice.variants)
    count = gettext(_NUMBERS[total]) if total < len(_NUMBERS) else str(total)
    words = gettext(_CHOICES[choice.keyword]).format(count)
    return gettext("{}, {} by default").format(words, choice.default) if choice.default else words


def labels_of(context: RenderContext, choice: Alternatives) -> list[str]:
    """What the alternatives are called; those that would share a name, by what tells them apart, or by number."""
    labels = [_label(context, each.schema, each.values, index) for index, each in enumerate(choice.variants)]
    counts = Counter(labels)
    labels = [
        (_mark(context, each.schema, choice.discriminator) if counts[label] > 1 else "") or label
        for label, each in zip(labels, choice.variants, strict=True)
    ]
    counts, seen = Counter(labels), Counter[str]()
    for index, label in enumerate(labels):
        seen[label] += 1
        if counts[label] > 1:
            labels[index] = f"{label} {seen[label]}"
    return labels


def _label(context: RenderContext, schema: Schema, values: tuple[str, ...], index: int) -> str:
    shape = context.shape(schema)
    if values:
        return values[0]
    words = "".join(piece.text for piece in type_pieces(context.analyser, schema))
    required = gettext("with {}").format(", ".join(shape.required)) if shape.required and not shape.types else ""
    return shape.name or shape.title or required or (words if words != gettext("any") else f"{index + 1}")


def _mark(context: RenderContext, schema: Schema, discriminator: str) -> str:
    """The one value of an alternative or of a property in it, or how many values there are."""
    shape = context.shape(schema)
    if shape.enum:
        return _constant(shape) or gettext("{} values").format(len(shape.enum))
    named = (each for each in shape.properties if (each.name == discriminator if discriminator else each.required))
    values = (_constant(context.shape(each.schema)) for each in named)
    return _constant(shape) or next(filter(None, values), "")


def _constant(shape: Shape) -> str:
    values = shape.consts or tuple(each.value for each in shape.enum)
    return plain(values[0]) if len(values) == 1 and len(compact(values[0])) <= _MAX_CHIP else ""


def summary_of(shape: Shape, fields: int) -> str:
    """How much a schema holds.

    :param fields: how many of its properties are shown.
    """
    if fields:
        return ngettext("{} field", "{} fields", fields).format(fields)
    if shape.alternatives:
        count = sum(len(choice.variants) for choice in shape.alternatives)
        return ngettext("{} alternative", "{} alternatives", count).format(count)
    return gettext("Items") if shape.is_array else gettext("Details")
