"""Schemas as types, one level of names deep."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.definitions._model import (
    NEVER,
    NULL,
    UNKNOWN,
    Array,
    Constants,
    Field,
    Kind,
    Name,
    Object,
    Record,
    Row,
    Scalar,
    Type,
    intersection,
    union,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinxext_rensei.schema import Alternatives, Analyser, Direction, Property, Shape, Variant
    from sphinxext_rensei.spec import Place, Schema

_MAX_DEPTH: Final = 6
"""Levels of schemas without a name that are written inside each other."""
_MAX_VALUES: Final = 100
"""Of more values than this a type says only of what kind they are."""
_KINDS: Final[dict[str, Kind]] = {
    "string": "string",
    "integer": "integer",
    "number": "number",
    "boolean": "boolean",
    "null": "null",
}


Narrowed = Mapping[str, Mapping[str, tuple[str, ...]]]
"""Schema -> discriminator -> the values that choose this schema."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A type, and what was found while it was made.

    :param sources: every place that was read.
    """

    type: Type
    narrowed: Narrowed
    sources: frozenset[Place]


class Types:
    """Schemas of one direction as types; those that have a name are made once.

    :param described: whether fields say what they are.
    """

    def __init__(self, analyser: Analyser, direction: Direction, *, described: bool) -> None:
        self._analyser = analyser
        self._direction = direction
        self._described = described
        self._declared: dict[str, Made] = {}
        self._narrowed: dict[str, dict[str, tuple[str, ...]]] = {}
        self._sources: set[Place] = set()

    def used(self, schema: Schema) -> Made:
        """The type of a schema where it is used: its name, if it has one."""
        return self._made(lambda: self._type_of(schema))

    def declared(self, name: str) -> Made:
        """What a named schema is, without null: each use of its name says whether it may be."""
        made = self._declared.get(name)
        if made is None:
            schema = self._analyser.description.schemas[name]
            made = self._declared[name] = self._made(lambda: self._own(self._read(schema), 0))
        return made

    def _made(self, make: Callable[[], Type]) -> Made:
        self._narrowed, self._sources = {}, set()
        type_ = make()
        return Made(type=type_, narrowed=self._narrowed, sources=frozenset(self._sources))

    def _read(self, schema: Schema) -> Shape:
        shape = self._analyser.shape(schema)
        self._sources.update(shape.sources)
        return shape

    def _type_of(self, schema: Schema, depth: int = 0) -> Type:
        shape = self._read(schema)
        found = Name(shape.name, self._direction) if self._is_named(shape) else self._own(shape, depth)
        return union([found, NULL]) if shape.nullable else found

    def _is_named(self, shape: Shape) -> bool:
        return shape.name in self._analyser.description.schemas and not _is_plain(shape)

    def _own(self, shape: Shape, depth: int) -> Type:
        if shape.never:
            return NEVER
        if (constants := _constants(shape)) is not None:
            return constants
        found = union(self._typed(shape, kind, depth) for kind in shape.types) if shape.types else UNKNOWN
        for choice in shape.alternatives if depth < _MAX_DEPTH else ():
            found = self._chosen(shape, choice, found, depth)
        return found

    def _chosen(self, shape: Shape, choice: Alternatives, around: Type, depth: int) -> Type:
        """One of some types, and what the schema says beside."""
        chosen = union(self._variant(choice, variant, depth + 1) for variant in choice.variants)
        if chosen == UNKNOWN:
            return around
        # What derives from a schema has all of its properties.
        derived = choice.keyword == "discriminator" and all(
            shape.name in self._read(variant.schema).bases for variant in choice.variants
        )
        return intersection([around, chosen]) if isinstance(around, Object) and not derived else chosen

    def _variant(self, choice: Alternatives, variant: Variant, depth: int) -> Type:
        found = self._type_of(variant.schema, depth)
        if not choice.discriminator or not variant.values:
            return found
        if isinstance(found, Name) and found.name != choice.default:
            values = self._narrowed.setdefault(found.name, {})
            known = values.get(choice.discriminator, ())
            values[choice.discriminator] = tuple(dict.fromkeys((*known, *variant.values)))
        return found

    def _typed(self, shape: Shape, kind: str, depth: int) -> Type:
        if kind == "string" and shape.format == "binary":
            return Scalar("binary")
        if kind in _KINDS:
            return Scalar(_KINDS[kind])
        if kind not in {"object", "array"}:
            return UNKNOWN
        if depth >= _MAX_DEPTH:
            return Record(UNKNOWN) if kind == "object" else Array(UNKNOWN)
        return self._object(shape, depth) if kind == "object" else self._array(shape, depth)

    def _array(self, shape: Shape, depth: int) -> Type:
        items = self._type_of(shape.items, depth + 1) if shape.items else UNKNOWN
        if not shape.prefix_items:
            return Array(items)
        count = len(shape.prefix_items)
        closed = _bound(shape, "maxItems", math.inf) <= count or any(
            fact.keyword in {"items", "unevaluatedItems"} for fact in shape.facts
        )
        least = int(min(_bound(shape, "minItems", 0), count))
        first = tuple(self._type_of(schema, depth + 1) for schema in shape.prefix_items)
        return Row(first, least, None if closed else items)

    def _object(self, shape: Shape, depth: int) -> Type:
        known = {each.name for each in shape.properties}
        fields = [*(found for each in shape.properties if (found := self._field(each, depth)))]
        fields += [Field(name=name, type=UNKNOWN, required=True) for name in shape.required if name not in known]
        open_ = [each.schema for each in shape.properties if each.pattern]
        open_ += [shape.additional] if shape.additional else []
        rest = union(self._type_of(schema, depth + 1) for schema in open_)
        if fields:
            return Object(tuple(fields), rest if open_ else None)
        return Record(rest if open_ else UNKNOWN)

    def _field(self, each: Property, depth: int) -> Field | None:
        shape = self._read(each.schema)
        if each.pattern or not self._analyser.visible(shape, self._direction):
            return None
        return Field(
            name=each.name,
            type=self._type_of(each.schema, depth + 1),
            required=each.required,
            readonly=shape.read_only,
            deprecated=shape.deprecated,
            description=(shape.description or shape.title) if self._described else "",
        )


def _is_plain(shape: Shape) -> bool:
    """Whether a name would say less than the type: strings, numbers and the like, unless they have values."""
    return bool(shape.types) and not (
        shape.is_object or shape.is_array or shape.alternatives or shape.enum or shape.consts
    )


def _bound(shape: Shape, keyword: str, default: float) -> float:
    value = shape.bounds.get(keyword)
    return value if isinstance(value, (int, float)) else default


def _constants(shape: Shape) -> Type | None:
    """The values that a schema allows, where a type can say them."""
    given = [*shape.consts[:1]] or [each.value for each in shape.enum]
    values = [value for value in given if isinstance(value, (str, int, float))]
    nulls = [NULL] if None in given else []
    if not given or len(given) > _MAX_VALUES or len(values) + len(nulls) < len(given):
        return None
    distinct = {(type(value), value): value for value in values}
    return union([*([Constants(tuple(distinct.values()))] if values else []), *nulls])


def narrow(type_: Type, values: Mapping[str, tuple[str, ...]]) -> Type:
    """An object whose discriminators have the values that choose it."""
    if not isinstance(type_, Object):
        return type_
    fields = list(type_.fields)
    for name, allowed in values.items():
        index = next((index for index, each in enumerate(fields) if each.name == name), len(fields))
        found = fields[index] if index < len(fields) else Field(name=name, type=Scalar("string"))
        if found.type == Scalar("string"):
            fields[index : index + 1] = [replace(found, type=Constants(allowed), required=True)]
    return Object(tuple(fields), type_.rest)
