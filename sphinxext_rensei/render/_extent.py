"""How much of a schema is drawn, and where: what it says, what it holds, what is stepped into or linked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from sphinxext_rensei.schema import MAX_NAMED, Alternatives, Direction, Property, Shape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinxext_rensei.render._context import RenderContext
    from sphinxext_rensei.spec import JSON, Place, Schema


MAX_LEVEL: Final = 12
"""Levels drawn at most; Sphinx gives up at 120 nested nodes, and no reader follows so far. What is deeper is code."""
MAX_INLINE: Final = 6
"""Of more alternatives than this, those that have a page of their own are linked only."""


class Frame(NamedTuple):
    """Where a schema is drawn; one is made for every row.

    :param anchor: tokens of the target of what is around it.
    :param path: dotted name of what is around it, for references to fields.
    :param level: how many levels are around it.
    :param trail: names of the schemas around it.
    :param hidden: dotted names of fields that have no row.
    """

    direction: Direction
    anchor: tuple[str, ...]
    path: str = ""
    level: int = 0
    trail: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()

    def inside(self, shape: Shape, *tokens: str) -> Frame:
        """The frame of what a schema holds."""
        return self._replace(
            anchor=(*self.anchor, *tokens),
            level=self.level + 1,
            trail=(*self.trail, shape.name) if shape.name else self.trail,
        )


def is_in_place(context: RenderContext, shape: Shape, frame: Frame) -> bool:
    """Whether a schema is drawn where it is used, not linked."""
    return not (shape.name and (shape.name in frame.trail or frame.level >= context.depth))


def has_row(context: RenderContext, each: Property, frame: Frame) -> bool:
    """Whether an instance that travels so has the property, and the page shows it."""
    shown = not frame.hidden or _dotted(each, frame) not in frame.hidden
    return shown and context.analyser.visible(context.shape(each.schema), frame.direction)


def inside_property(each: Property, frame: Frame) -> Frame:
    """The frame of a property."""
    return frame._replace(anchor=(*frame.anchor, each.name), path=_dotted(each, frame))


def _dotted(each: Property, frame: Frame) -> str:
    return f"{frame.path}.{each.name}" if frame.path else each.name


def steps(shape: Shape, seen: set[Place]) -> bool:
    """Whether a schema is an array whose items are looked at in its stead."""
    whole = shape.is_array and shape.items is not None and not shape.prefix_items and not shape.alternatives
    if not whole or shape.place in seen or shape.applicators:
        return False
    seen.add(shape.place)
    return True


def unwrapped(context: RenderContext, shape: Shape, frame: Frame) -> tuple[Shape, str, Frame]:
    """The items of an array, of an array of arrays and so on, with the step that leads there."""
    step = ""
    seen: set[Place] = set()
    while steps(shape, seen):
        assert shape.items is not None
        if shape.name:
            frame = frame._replace(trail=(*frame.trail, shape.name))
        frame = frame._replace(anchor=(*frame.anchor, "-"), path=f"{frame.path}[]")
        shape, step = context.shape(shape.items), f"{step}[]"
    return shape, step, frame


def iter_rows(context: RenderContext, schema: Schema, direction: Direction) -> Iterator[Property]:
    """The properties that drawing a schema would give a row, without drawing it."""
    frame = Frame(direction=direction, anchor=())
    inner, _, around = unwrapped(context, context.shape(schema), frame)
    yield from _rows_of(context, inner, around._replace(trail=(inner.name,)))


def _rows_of(context: RenderContext, shape: Shape, frame: Frame) -> Iterator[Property]:
    schemas = [each.schema for each in shape.properties] + ([shape.additional] if shape.additional else [])
    for each in shape.properties:
        if has_row(context, each, frame):
            yield each
    for choice in shape.alternatives:
        if len(choice.variants) <= MAX_INLINE:
            schemas += [variant.schema for variant in choice.variants]
    for schema in schemas:
        inner, _, around = unwrapped(context, context.shape(schema), frame)
        if is_in_place(context, inner, around) and frame.level < MAX_LEVEL:
            yield from _rows_of(context, inner, around.inside(inner))


def has_body(context: RenderContext, shape: Shape) -> bool:
    """Whether a schema holds anything that is drawn."""
    return bool(
        shape.properties
        or shape.additional
        or any(not each.told for each in shape.applicators)
        or shape.prefix_items
        or (shape.items and (not shape.is_array or _says(context, shape.items)))
        or any(not is_trivial(context, choice) for choice in shape.alternatives)
    )


def _says(context: RenderContext, schema: Schema) -> bool:
    """Whether there is more to a schema than its type."""
    shape = context.shape(schema)
    return says_itself(shape) or (not shape.name and has_body(context, shape))


def says_itself(shape: Shape) -> bool:
    """Whether there is more to a schema than its type and what it holds."""
    values = shape.enum or shape.consts or shape.defaults or shape.examples
    words = shape.description or shape.title or shape.external_docs or shape.problems
    return bool(values or words or shape.facts or shape.deprecated or shape.read_only or shape.write_only)


def is_annotated(schema: Schema) -> bool:
    """Whether something is said beside a ``$ref``."""
    found: list[JSON] = [dict(part.value) for part in schema.parts if isinstance(part.value, Mapping)]
    for value in found:
        members = value.get("allOf") if isinstance(value, dict) else None
        found += members if isinstance(members, list) else []
    return any(isinstance(value, dict) and set(value) - {"$ref", "allOf"} for value in found)


def is_trivial(context: RenderContext, choice: Alternatives) -> bool:
    """Whether the type line says all that there is to a choice."""
    if choice.discriminator or len(choice.variants) > MAX_NAMED:
        return False
    return not any(_says(context, variant.schema) or context.shape(variant.schema).name for variant in choice.variants)


def only_requires(context: RenderContext, shape: Shape) -> bool:
    """Whether a schema says that properties are required, and nothing else."""
    facts = {fact.keyword for fact in shape.facts}
    others = replace(shape, facts=())
    return facts == {"required"} and not (shape.types or says_itself(others) or has_body(context, shape))
