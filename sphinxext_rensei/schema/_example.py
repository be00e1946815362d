"""A plausible instance of a schema: what the author gave, else a generated one.

The same schema gives the same instance always. Whatever is offered is tried against the schema first, so that a given
value that doesn't fit (they exist) is passed over.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from sphinxext_rensei.schema._fits import Fitting
from sphinxext_rensei.schema._given import given
from sphinxext_rensei.schema._instances import NOTHING, Here, Instance, Maker, Nothing
from sphinxext_rensei.schema._joining import Lazy, merged, products
from sphinxext_rensei.schema._likely import likely_strings, truth
from sphinxext_rensei.schema._members import array, mapping
from sphinxext_rensei.schema._numbers import integer, number
from sphinxext_rensei.schema._texts import text
from sphinxext_rensei.spec import Schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sphinxext_rensei.schema._analyser import Analyser, Direction
    from sphinxext_rensei.schema._shape import Shape, Variant
    from sphinxext_rensei.spec import JSON, Place

MAX_LEVELS: Final = 6
"""Levels that hold what may be left out, unless fewer are asked for."""
_MAX_SIZE: Final = 500
"""Values above which only what is required is generated: nobody reads more."""
_MAX_DEPTH_REQUIRED: Final = 3 * MAX_LEVELS
_MAX_STEPS: Final = 20_000
"""Schema Objects that are drawn from or tried for one example, of which real ones need 8,000."""
_MAX_COMBINATIONS: Final = 48
_MAX_REPAIRS: Final = 40
_DELICATE: Final = frozenset(
    {
        "not",
        "if",
        "dependentSchemas",
        "dependencies",
        "propertyNames",
        "contains",
        "unevaluatedProperties",
        "unevaluatedItems",
        "oneOf",
        "anyOf",
        "patternProperties",
        "maxProperties",
        "dependentRequired",
        "allOf",
    }
)


_MAKERS: Final[Mapping[str, Callable[[Maker, Schema, Shape, Here], Instance]]] = {
    "null": lambda _maker, _schema, _shape, _here: None,
    "boolean": lambda _maker, _schema, _shape, here: truth(here.name) is (here.turn % 2 == 0),
    "integer": integer,
    "number": number,
    "string": text,
    "array": array,
    "object": mapping,
}
"""Type -> what makes an instance of it."""


def example(
    analyser: Analyser,
    schema: Schema,
    direction: Direction,
    *,
    levels: int = MAX_LEVELS,
    name: str = "",
) -> JSON:
    """A plausible instance.

    :param direction: leaves ``readOnly`` out of requests and ``writeOnly`` out of responses.
    :param levels: how many hold what may be left out; deeper ones hold only what is required.
    :param name: of the property or parameter that it is for.
    """
    return analyser.once(_Generator, direction).example(schema, Here(name=name, lean=not levels), levels)


@dataclass(frozen=True, slots=True)
class _Made:
    """An instance that was made once and depends on nothing around it.

    :param names: named schemas inside; below one of them, recursion would have ended it earlier.
    :param height: levels inside.
    :param size: values inside.
    """

    value: JSON
    names: frozenset[str]
    height: int
    size: int


_Key: TypeAlias = tuple[Schema, str, bool, int, tuple[str, ...]]


class _Generator:
    """Instances of the schemas of one description, in one direction.

    :ivar levels: below which only what is required is made for the present instance.
    :ivar size: values made for it.
    :ivar steps: Schema Objects that it took so far.
    :ivar cuts: how often recursion, depth or size ended something.
    :ivar met: named schemas that were met, and how deep it went.
    """

    def __init__(self, analyser: Analyser, direction: Direction) -> None:
        self.analyser = analyser
        self.direction = direction
        self.fitting = Fitting(analyser, direction)
        self.made: dict[_Key, _Made] = {}
        self.endless: set[Place] = set()
        self._restart(MAX_LEVELS)

    def _restart(self, levels: int) -> None:
        self.levels = levels
        self.size = 0
        self.steps = 0
        self.cuts = 0
        self.met: set[str] = set()
        self.deepest = 0

    def example(self, schema: Schema, here: Here, levels: int) -> JSON:
        """An instance for a reader, who may change it."""
        self._restart(levels or MAX_LEVELS)
        found = self.value(schema, here)
        return self.least(schema) if isinstance(found, Nothing) else _copy(found)

    def value(self, schema: Schema, here: Here) -> Instance:
        """An instance, given or generated; nothing where there can be none."""
        shape = self.analyser.shape(schema)
        if shape.never:
            return NOTHING
        names = self._names(shape)
        turns = max((here.above.count(name) for name in names), default=0)
        self.steps += 1
        is_optional_more = here.optional and (turns or here.depth > MAX_LEVELS)
        if is_optional_more or turns > 1 or here.depth > _MAX_DEPTH_REQUIRED or self.steps > _MAX_STEPS:
            self.cuts += 1
            return NOTHING
        if turns or here.depth >= self.levels or self.size > _MAX_SIZE:
            self.cuts += not here.lean
            here = here._replace(lean=True)
        here = here._replace(above=(*here.above, *names), told=shape.description or here.told)
        return self._remembered(schema, shape, here, names)

    def _remembered(self, schema: Schema, shape: Shape, here: Here, names: tuple[str, ...]) -> Instance:
        """An instance, made once for all places where it comes out the same."""
        # What an object is called around itself, and told of, changes nothing in it.
        hints = () if shape.is_object else (*here.owners, here.told)
        key = (schema, here.name, here.lean, here.turn, hints)
        made = self.made.get(key) if not here.known else None
        if made and here.depth + made.height <= self.levels and made.names.isdisjoint(here.above):
            self.size += made.size
            self.met |= made.names
            self.deepest = max(self.deepest, here.depth + made.height)
            return made.value
        size, cuts, met, deepest = self.size, self.cuts, self.met, self.deepest
        self.size += 1
        self.met, self.deepest = set(), here.depth
        value = self._given(schema, shape, here)
        if isinstance(value, Nothing):
            value = self._generated(schema, shape, here)
        if not (isinstance(value, Nothing) or here.known) and self.cuts == cuts:
            inside = frozenset(self.met)
            self.made[key] = _Made(value, inside, self.deepest - here.depth, self.size - size)
        self.met |= met | set(names)
        self.deepest = max(deepest, self.deepest)
        return value

    def least(self, schema: Schema) -> JSON:
        """The plainest value of the type, where there is nothing better."""
        shape = self.analyser.shape(schema)
        if shape.nullable:
            return None
        return [] if shape.is_array else {} if shape.is_object else "text" if "string" in shape.types else None

    def _names(self, shape: Shape) -> tuple[str, ...]:
        names = self.analyser.description.schema_names
        return tuple(dict.fromkeys(names[place] for place in shape.sources if place in names))

    def fits(self, schema: Schema, value: JSON) -> bool:
        if schema.place in self.endless or self.steps > _MAX_STEPS:
            return True
        fits = self.fitting.fits(schema, value)
        self.steps += self.fitting.steps
        if self.fitting.gave_up:
            # The next instance would take as long.
            self.endless.add(schema.place)
        return fits

    # Given -----------------------------------------------------------------------------------------------------------

    def _given(self, schema: Schema, shape: Shape, here: Here) -> Instance:
        """What the author gave, where it fits."""
        for value in given(shape, here.turn):
            suited = self._suited(schema, value, lean=here.lean)
            if self.fits(schema, suited):
                return suited
        return NOTHING

    def _suited(self, schema: Schema, value: JSON, *, lean: bool, depth: int = 0) -> JSON:
        """A given value without what the direction, or leanness, leaves out."""
        shape = self.analyser.shape(schema)
        if depth > MAX_LEVELS or shape.alternatives:
            return value
        if isinstance(value, list) and shape.items is not None:
            return [self._suited(shape.items, item, lean=lean, depth=depth + 1) for item in value]
        if not isinstance(value, dict):
            return value
        known = {each.name: each for each in shape.properties if not each.pattern}
        suited: dict[str, JSON] = {}
        for name, item in value.items():
            if (declared := known.get(name)) is None:
                if not lean or name in shape.required:
                    suited[name] = item
            elif self.visible(declared.schema) and (declared.required or not lean):
                suited[name] = self._suited(declared.schema, item, lean=lean, depth=depth + 1)
        return suited

    def visible(self, schema: Schema) -> bool:
        return self.analyser.visible(self.analyser.shape(schema), self.direction)

    # Generated -------------------------------------------------------------------------------------------------------

    def _generated(self, schema: Schema, shape: Shape, here: Here) -> Instance:
        first = self._combined(schema, shape, here)
        if isinstance(first, Nothing) or not self._delicate(schema) or self.fits(schema, first):
            return first
        for repaired in itertools.islice(self._repaired(schema, shape, first, here), _MAX_REPAIRS):
            if self.fits(schema, repaired):
                return repaired
        return None if shape.nullable and self.fits(schema, None) else first

    def _delicate(self, schema: Schema) -> bool:
        """Whether an instance made part by part may fail as a whole."""
        return len(schema.parts) > 1 or any(
            not _DELICATE.isdisjoint(layer.value) for layer in self.analyser.layers(schema).layers
        )

    def said(self, schema: Schema, keyword: str) -> list[JSON]:
        return self.analyser.said(schema, keyword)

    def _combined(self, schema: Schema, shape: Shape, here: Here) -> Instance:
        """An instance of the schema's own keywords and of one alternative of each choice."""
        own = self._typed(schema, shape, here)
        if not shape.alternatives:
            return own
        first: Instance = NOTHING
        for value in self._alternatively(schema, shape, own, here):
            if self.fits(schema, value):
                return value
            first = value if isinstance(first, Nothing) else first
        if not isinstance(first, Nothing):
            return first
        return None if isinstance(own, Nothing) and shape.nullable else own

    def _alternatively(self, schema: Schema, shape: Shape, own: Instance, here: Here) -> Iterator[JSON]:
        """Own part and alternatives together, in every combination up to a number."""
        known = {**here.known, **{each.name: each.schema for each in shape.properties if not each.pattern}}
        inside = here._replace(known=known)
        yield from itertools.islice(self._joined(schema, shape, own, inside), _MAX_COMBINATIONS)
        if here.lean and not here.roomy:
            # What is required may be the same in all; what is optional tells them apart.
            size, self.size = self.size, 0
            inside = inside._replace(lean=False, roomy=True, depth=min(here.depth, self.levels - 1))
            yield from itertools.islice(self._joined(schema, shape, own, inside), _MAX_COMBINATIONS)
            self.size += size

    def _joined(self, schema: Schema, shape: Shape, own: Instance, here: Here) -> Iterator[JSON]:
        bases = self._bases(shape, own, here)
        choices = [Lazy(self._variants(choice.variants, choice.discriminator, here)) for choice in shape.alternatives]
        for picked in products(choices):
            yield from merged(bases, picked)

    def _bases(self, shape: Shape, own: Instance, here: Here) -> list[JSON]:
        """The own part: whole, and without what is optional, since alternatives may exclude that."""
        if isinstance(own, Nothing):
            return []
        if not isinstance(own, dict) or here.lean:
            return [own]
        lean = {name: value for name, value in own.items() if name in shape.required}
        return [own, lean] if lean != own else [own]

    def _variants(self, variants: Sequence[Variant], discriminator: str, here: Here) -> Iterator[JSON]:
        """An instance of each, those last that recursion would leave out."""
        late: list[Variant] = []
        early = False
        for variant in variants:
            value = self.value(variant.schema, here._replace(optional=True))
            if isinstance(value, Nothing):
                late.append(variant)
            else:
                early = True
                yield self._discriminated(variant, value, discriminator)
        for variant in () if early else late:
            value = self.value(variant.schema, here._replace(optional=False, lean=True, depth=here.depth + 1))
            if not isinstance(value, Nothing):
                yield self._discriminated(variant, value, discriminator)

    def _discriminated(self, variant: Variant, value: JSON, name: str) -> JSON:
        """The instance with the discriminator value that chooses its schema, where that is allowed."""
        if not (name and isinstance(value, dict)) or value.get(name) in variant.values:
            return value
        for chosen in variant.values:
            # In the place that the property has, else in front.
            changed: dict[str, JSON] = {**value, name: chosen} if name in value else {name: chosen, **value}
            if self.fits(variant.schema, changed):
                return changed
        return value

    def _repaired(self, schema: Schema, shape: Shape, value: JSON, here: Here) -> Iterator[JSON]:
        """Nearby instances for what only the whole can tell: conditions, exclusions, dependencies."""
        parts = [each.schema for each in shape.applicators if each.keyword in ("then", "else", "dependentSchemas")]
        if isinstance(value, dict):
            known = {**here.known, **{each.name: each.schema for each in shape.properties if not each.pattern}}
            for part in parts:
                added = self._combined(part, self.analyser.shape(part), here._replace(known=known, lean=True))
                if isinstance(added, dict):
                    yield {**value, **added}
                    yield {**added, **value}
            yield {name: item for name, item in value.items() if name in shape.required}
            for name in reversed(value):
                yield {key: item for key, item in value.items() if key != name}
        for index in range(1, 6):
            other = self._combined(schema, shape, here._replace(turn=here.turn + index))
            if not isinstance(other, Nothing):
                yield other

    def _typed(self, schema: Schema, shape: Shape, here: Here) -> Instance:
        for kind in shape.types or _kinds(shape):
            # A type that JSON Schema does not know is a fault of the description, told elsewhere.
            value = _MAKERS[kind](self, schema, shape, here) if kind in _MAKERS else NOTHING
            if not isinstance(value, Nothing):
                return value
        if shape.alternatives:
            return NOTHING
        if shape.nullable:
            return None
        return NOTHING if shape.types or _kinds(shape) else self._anything(here)

    def _anything(self, here: Here) -> JSON:
        known = likely_strings(here.name, here.owners, here.told)
        return known[here.turn % len(known)] if known else {}


def _copy(value: JSON) -> JSON:
    if isinstance(value, dict):
        return {key: _copy(item) for key, item in value.items()}
    return [_copy(item) for item in value] if isinstance(value, list) else value


def _kinds(shape: Shape) -> tuple[str, ...]:
    """The type that bounds and formats speak of, where no type is given."""
    if shape.required or shape.is_object:
        return ("object",)
    if shape.is_array:
        return ("array",)
    keywords = set(shape.bounds)
    for names, kind in _SPEAKING:
        if keywords & names:
            return (kind,)
    if shape.format or any(fact.keyword == "pattern" for fact in shape.facts):
        return ("string",)
    return ()


_SPEAKING: Final = (
    ({"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"}, "number"),
    ({"minLength", "maxLength"}, "string"),
    ({"minItems", "maxItems"}, "array"),
    ({"minProperties", "maxProperties"}, "object"),
)
