"""A plausible instance of a schema: what the author gave, else a generated one.

The same schema gives the same instance always. Whatever is offered is tried against the schema first, so that a given
value that doesn't fit (they exist) is passed over.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import Enum, auto
from typing import TYPE_CHECKING, Final, TypeAlias
from weakref import WeakKeyDictionary

from sphinxext_rensei.schema import _formats as formats
from sphinxext_rensei.schema._fits import Fitting
from sphinxext_rensei.schema._patterns import matching, searches
from sphinxext_rensei.spec import Part, Schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sphinxext_rensei.schema._analyser import Analyser, Direction
    from sphinxext_rensei.schema._layers import Layer
    from sphinxext_rensei.schema._shape import Shape, Variant
    from sphinxext_rensei.spec import JSON

DEEPEST: Final = 6
"""Levels below which only what is required is generated."""
_LARGEST: Final = 1500
_ABYSS: Final = 3 * DEEPEST
_CHOICES: Final = 48
_REPAIRS: Final = 40
_MANY_ITEMS: Final = 256
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


_GENERATORS: Final[WeakKeyDictionary[Analyser, dict[Direction, _Generator]]] = WeakKeyDictionary()
"""What was made stays for as long as the description does: an API's operations share their schemas."""


class _Nothing(Enum):
    """No instance: the schema allows none, or recursion ends here."""

    NOTHING = auto()


_NOTHING: Final = _Nothing.NOTHING
_Instance: TypeAlias = "JSON | _Nothing"


@dataclass(frozen=True, slots=True)
class _Here:
    """Where an instance is needed.

    :param lean: only what is required.
    :param optional: whether it may be left out.
    :param index: position among unique items.
    :param above: named schemas around it.
    :param known: properties that a schema around an alternative declares.
    :param roomy: whether leanness was lifted on the way here, to tell alternatives apart.
    """

    name: str = ""
    lean: bool = False
    optional: bool = False
    index: int = 0
    depth: int = 0
    above: tuple[str, ...] = ()
    known: Mapping[str, Schema] = field(default_factory=dict)
    roomy: bool = False

    def inside(self, name: str, *, optional: bool = False, index: int = 0) -> _Here:
        """One level deeper."""
        return replace(self, name=name, optional=optional, index=index, depth=self.depth + 1, known={})


def example(
    analyser: Analyser,
    schema: Schema,
    direction: Direction,
    *,
    required_only: bool = False,
    name: str = "",
) -> JSON:
    """A plausible instance.

    :param direction: leaves ``readOnly`` out of requests and ``writeOnly`` out of responses.
    :param required_only: leaves out what may be left out.
    :param name: of the property or parameter that it is for.
    """
    generators = _GENERATORS.setdefault(analyser, {})
    generator = generators.get(direction)
    if generator is None:
        generator = generators[direction] = _Generator(analyser, direction)
    return generator.example(schema, _Here(name=name, lean=required_only))


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


class _Generator:
    """Instances of the schemas of one description, in one direction.

    :ivar size: values made for the present instance.
    :ivar cuts: how often recursion, depth or size ended something.
    :ivar met: named schemas that were met, and how deep it went.
    """

    def __init__(self, analyser: Analyser, direction: Direction) -> None:
        self.analyser = analyser
        self.direction = direction
        self.fitting = Fitting(analyser, direction)
        self.made: dict[tuple[Schema, str, bool, int], _Made] = {}
        self.layers: dict[Schema, list[Layer]] = {}
        self._restart()

    def _restart(self) -> None:
        self.size = 0
        self.cuts = 0
        self.met: set[str] = set()
        self.deepest = 0

    def example(self, schema: Schema, here: _Here) -> JSON:
        """An instance for a reader, who may change it."""
        self._restart()
        found = self.value(schema, here)
        return self.least(schema) if isinstance(found, _Nothing) else _copy(found)

    def value(self, schema: Schema, here: _Here) -> _Instance:
        """An instance, given or generated; nothing where there can be none."""
        shape = self.analyser.shape(schema)
        if shape.never:
            return _NOTHING
        names = self._names(shape)
        turns = max((here.above.count(name) for name in names), default=0)
        if (here.optional and (turns or here.depth > DEEPEST)) or turns > 1 or here.depth > _ABYSS:
            self.cuts += 1
            return _NOTHING
        if turns or here.depth >= DEEPEST or self.size > _LARGEST:
            self.cuts += not here.lean
            here = replace(here, lean=True)
        return self._remembered(schema, shape, replace(here, above=(*here.above, *names)), names)

    def _remembered(self, schema: Schema, shape: Shape, here: _Here, names: tuple[str, ...]) -> _Instance:
        """An instance, made once for all places where it comes out the same."""
        key = (schema, here.name, here.lean, here.index)
        made = self.made.get(key) if not here.known else None
        if made and here.depth + made.height <= DEEPEST and made.names.isdisjoint(here.above):
            self.size += made.size
            self.met |= made.names
            self.deepest = max(self.deepest, here.depth + made.height)
            return made.value
        size, cuts, met, deepest = self.size, self.cuts, self.met, self.deepest
        self.size += 1
        self.met, self.deepest = set(), here.depth
        given = self._given(schema, shape, here)
        value = self._generated(schema, shape, here) if isinstance(given, _Nothing) else given
        if not (isinstance(value, _Nothing) or here.known) and self.cuts == cuts:
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

    def _fits(self, schema: Schema, value: JSON) -> bool:
        return self.fitting.fits(schema, value)

    # Given -----------------------------------------------------------------------------------------------------------

    def _given(self, schema: Schema, shape: Shape, here: _Here) -> _Instance:
        """What the author gave, where it fits: const, examples, default, enum."""
        offered = [
            *shape.consts,
            *shape.examples,
            *(each for each in shape.defaults if each not in ({}, [], "", None)),
        ]
        values = [each.value for each in shape.enum]
        rotation = here.index % len(values) if values else 0
        offered += [*values[rotation:], *values[:rotation]]
        if here.index and not shape.consts:
            # Among unique items the first ones are taken already.
            offered = offered[here.index :] + offered[: here.index]
        for value in offered:
            for candidate in self._readings(shape, value):
                suited = self._suited(schema, candidate, lean=here.lean)
                if self._fits(schema, suited):
                    return suited
        return _NOTHING

    def _readings(self, shape: Shape, value: JSON) -> Iterator[JSON]:
        """A given value, and what its author meant where the type is wrong."""
        yield value
        if isinstance(value, str) and "string" not in shape.types:
            if {"integer", "number"}.intersection(shape.types):
                yield from _numbers(value)
            if "boolean" in shape.types and value.lower() in ("true", "false"):
                yield value.lower() == "true"
            if "array" in shape.types:
                yield [value]
        elif isinstance(value, (int, float)) and "string" in shape.types:
            yield str(value).lower() if isinstance(value, bool) else str(value)

    def _suited(self, schema: Schema, value: JSON, *, lean: bool, depth: int = 0) -> JSON:
        """A given value without what the direction, or leanness, leaves out."""
        shape = self.analyser.shape(schema)
        if depth > DEEPEST or shape.alternatives:
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
            elif self._visible(declared.schema) and (declared.required or not lean):
                suited[name] = self._suited(declared.schema, item, lean=lean, depth=depth + 1)
        return suited

    def _visible(self, schema: Schema) -> bool:
        return self.analyser.visible(self.analyser.shape(schema), self.direction)

    # Generated -------------------------------------------------------------------------------------------------------

    def _generated(self, schema: Schema, shape: Shape, here: _Here) -> _Instance:
        first = self._combined(schema, shape, here)
        if isinstance(first, _Nothing) or not self._delicate(schema) or self._fits(schema, first):
            return first
        for repaired in itertools.islice(self._repaired(schema, shape, first, here), _REPAIRS):
            if self._fits(schema, repaired):
                return repaired
        return None if shape.nullable and self._fits(schema, None) else first

    def _delicate(self, schema: Schema) -> bool:
        """Whether an instance made part by part may fail as a whole."""
        return len(schema.parts) > 1 or any(not _DELICATE.isdisjoint(layer.value) for layer in self._layers(schema))

    def _said(self, schema: Schema, keyword: str) -> list[JSON]:
        """What each part of the schema says with a keyword."""
        return [layer.value[keyword] for layer in self._layers(schema) if keyword in layer.value]

    def _layers(self, schema: Schema) -> list[Layer]:
        layers = self.layers.get(schema)
        if layers is None:
            layers = self.layers[schema] = self.analyser.layers(schema).layers
        return layers

    def _combined(self, schema: Schema, shape: Shape, here: _Here) -> _Instance:
        """An instance of the schema's own keywords and of one alternative of each choice."""
        own = self._typed(schema, shape, here)
        if not shape.alternatives:
            return own
        first: _Instance = _NOTHING
        for value in self._alternatively(schema, shape, own, here):
            if self._fits(schema, value):
                return value
            first = value if isinstance(first, _Nothing) else first
        if not isinstance(first, _Nothing):
            return first
        return None if isinstance(own, _Nothing) and shape.nullable else own

    def _alternatively(self, schema: Schema, shape: Shape, own: _Instance, here: _Here) -> Iterator[JSON]:
        """Own part and alternatives together, in every combination up to a number."""
        known = {**here.known, **{each.name: each.schema for each in shape.properties if not each.pattern}}
        inside = replace(here, known=known)
        yield from itertools.islice(self._joined(schema, shape, own, inside), _CHOICES)
        if here.lean and not here.roomy:
            # What is required may be the same in all; what is optional tells them apart.
            size, self.size = self.size, 0
            inside = replace(inside, lean=False, roomy=True, depth=min(here.depth, DEEPEST - 1))
            yield from itertools.islice(self._joined(schema, shape, own, inside), _CHOICES)
            self.size += size

    def _joined(self, schema: Schema, shape: Shape, own: _Instance, here: _Here) -> Iterator[JSON]:
        bases = self._bases(schema, shape, own, here)
        choices = [_Lazy(self._variants(choice.variants, choice.discriminator, here)) for choice in shape.alternatives]
        for picked in _products(choices):
            yield from _merged(bases, picked)

    def _bases(self, schema: Schema, shape: Shape, own: _Instance, here: _Here) -> list[JSON]:
        """The own part: whole, and without what is optional, since alternatives may exclude that."""
        if isinstance(own, _Nothing):
            return []
        if not isinstance(own, dict) or here.lean:
            return [own]
        lean = {name: value for name, value in own.items() if name in shape.required}
        return [own, lean] if lean != own else [own]

    def _variants(self, variants: Sequence[Variant], discriminator: str, here: _Here) -> Iterator[JSON]:
        """An instance of each, those last that recursion would leave out."""
        late: list[Variant] = []
        early = False
        for variant in variants:
            value = self.value(variant.schema, replace(here, optional=True))
            if isinstance(value, _Nothing):
                late.append(variant)
            else:
                early = True
                yield self._discriminated(variant, value, discriminator)
        for variant in () if early else late:
            value = self.value(variant.schema, replace(here, optional=False, lean=True, depth=here.depth + 1))
            if not isinstance(value, _Nothing):
                yield self._discriminated(variant, value, discriminator)

    def _discriminated(self, variant: Variant, value: JSON, name: str) -> JSON:
        """The instance with the discriminator value that chooses its schema, where that is allowed."""
        if not (name and isinstance(value, dict)) or value.get(name) in variant.values:
            return value
        for chosen in variant.values:
            # In the place that the property has, else in front.
            changed: dict[str, JSON] = {**value, name: chosen} if name in value else {name: chosen, **value}
            if self._fits(variant.schema, changed):
                return changed
        return value

    def _repaired(self, schema: Schema, shape: Shape, value: JSON, here: _Here) -> Iterator[JSON]:
        """Nearby instances for what only the whole can tell: conditions, exclusions, dependencies."""
        parts = [each.schema for each in shape.applicators if each.keyword in ("then", "else", "dependentSchemas")]
        if isinstance(value, dict):
            known = {**here.known, **{each.name: each.schema for each in shape.properties if not each.pattern}}
            for part in parts:
                added = self._combined(part, self.analyser.shape(part), replace(here, known=known, lean=True))
                if isinstance(added, dict):
                    yield {**value, **added}
                    yield {**added, **value}
            yield {name: item for name, item in value.items() if name in shape.required}
            for name in reversed(value):
                yield {key: item for key, item in value.items() if key != name}
        for index in range(1, 6):
            other = self._combined(schema, shape, replace(here, index=here.index + index))
            if not isinstance(other, _Nothing):
                yield other

    def _typed(self, schema: Schema, shape: Shape, here: _Here) -> _Instance:
        makers = {
            "null": self._null,
            "boolean": self._boolean,
            "integer": self._integer,
            "number": self._number,
            "string": self._string,
            "array": self._array,
            "object": self._object,
        }
        for kind in shape.types or _kinds(shape):
            # A type that JSON Schema does not know is a fault of the description, told elsewhere.
            value = makers[kind](schema, shape, here) if kind in makers else _NOTHING
            if not isinstance(value, _Nothing):
                return value
        if shape.alternatives:
            return _NOTHING
        if shape.nullable:
            return None
        return _NOTHING if shape.types or _kinds(shape) else self._anything(here)

    def _anything(self, here: _Here) -> JSON:
        known = formats.strings(here.name)
        return known[here.index % len(known)] if known else {}

    # Types -----------------------------------------------------------------------------------------------------------

    def _null(self, _schema: Schema, _shape: Shape, _here: _Here) -> _Instance:
        return None

    def _boolean(self, _schema: Schema, _shape: Shape, here: _Here) -> _Instance:
        return formats.truth(here.name) is (here.index % 2 == 0)

    def _integer(self, schema: Schema, shape: Shape, here: _Here) -> _Instance:
        preferred = formats.number(here.name)
        wanted = 1 if preferred is None else round(preferred * 100) if preferred == formats.PRICE else round(preferred)
        return self._numeric(schema, shape, Decimal(wanted + here.index), whole=True)

    def _number(self, schema: Schema, shape: Shape, here: _Here) -> _Instance:
        preferred = formats.number(here.name)
        wanted = Decimal("1.5") if preferred is None else Decimal(str(preferred))
        return self._numeric(schema, shape, wanted + here.index, whole=False)

    def _numeric(self, schema: Schema, shape: Shape, wanted: Decimal, *, whole: bool) -> _Instance:
        """The number nearest to the one wanted within bounds and steps."""
        steps = [Decimal(str(each)) for each in self._said(schema, "multipleOf") if _positive(each)]
        step = _common(steps + [Decimal(1)] * whole) if steps or whole else Decimal(0)
        low, high = _bounds(shape, step or Decimal("0.01"))
        if step:
            low = low if low is None else (low / step).to_integral_value(rounding="ROUND_CEILING") * step
            high = high if high is None else (high / step).to_integral_value(rounding="ROUND_FLOOR") * step
            wanted = (wanted / step).to_integral_value() * step or step
        if low is not None and wanted < low:
            wanted = low
        if high is not None and wanted > high:
            wanted = high
        return int(wanted) if wanted == wanted.to_integral_value() else float(wanted)

    def _string(self, schema: Schema, shape: Shape, here: _Here) -> _Instance:
        least, most = min(int(_limit(shape, "minLength", 0)), _LONGEST), _limit(shape, "maxLength", math.inf)
        longest = None if most == math.inf else int(most)
        patterns = [each for each in self._said(schema, "pattern") if isinstance(each, str)]
        found = [each for each in self._likely(schema, shape, here) if _within(each, least, longest)]
        rest = itertools.chain(
            *(matching(pattern, least, longest) for pattern in patterns),
            (_stretched(each, least, longest) for each in self._likely(schema, shape, here)),
        )
        fitting = (each for each in itertools.chain(found, rest) if not patterns or self._fits(schema, each))
        several = list(dict.fromkeys(itertools.islice(fitting, here.index + 1)))
        if not several:
            return _NOTHING
        return several[min(here.index, len(several) - 1)]

    def _likely(self, schema: Schema, shape: Shape, here: _Here) -> list[str]:
        """What the string may well be, by format, then name."""
        encoded = [formats.FORMATS["base64"]] if self._said(schema, "contentEncoding") else []
        by_format = [formats.FORMATS[shape.format]] if shape.format in formats.FORMATS else []
        named = formats.strings(here.name) if shape.format in ("", "password", "string", "text") else ()
        plain = formats.words(here.name) or formats.words(shape.title or shape.name) or "example"
        offered = (
            [*itertools.chain(*encoded, *by_format[:1]), *named] if shape.format != "password" else [*by_format[0]]
        )
        # Before "example": a title is often a sentence, and says less than the name of the property.
        offered = offered or [plain]
        shift = here.index % len(offered)
        return [*offered[shift:], *offered[:shift], *(f"{plain} {here.index + turn}" for turn in range(1, 4))]

    # Arrays ----------------------------------------------------------------------------------------------------------

    def _array(self, schema: Schema, shape: Shape, here: _Here) -> _Instance:
        least, most = _limit(shape, "minItems", 0), _limit(shape, "maxItems", math.inf)
        items: list[JSON] = []
        for index, part in enumerate(shape.prefix_items):
            item = self.value(part, here.inside(formats.singular(here.name), optional=index >= least))
            if not isinstance(item, _Nothing):
                items.append(item)
        closed = False in self._said(schema, "items")
        held = [each.schema for each in shape.applicators if each.keyword == "contains"]
        for part in held:
            needed = max([each for each in self._said(schema, "minContains") if isinstance(each, int)], default=1)
            items.extend(self._several(part, needed, here, optional=False))
        wanted = max(int(least), 1 if not items and most else 0) - len(items)
        if wanted > 0 and not closed:
            part = shape.items or Schema.of(Part(True, shape.place.child("items")))
            if shape.items is not None or least:
                items.extend(self._several(part, wanted, here, optional=not least))
        return items[: int(most)] if most != math.inf else items

    def _several(self, schema: Schema, count: int, here: _Here, *, optional: bool) -> list[JSON]:
        items: list[JSON] = []
        for index in range(min(count, _MANY_ITEMS)):
            turn = here.index + index
            item = self.value(schema, here.inside(formats.singular(here.name), optional=optional, index=turn))
            if isinstance(item, _Nothing):
                break
            items.append(item)
        return items

    # Objects ---------------------------------------------------------------------------------------------------------

    def _object(self, schema: Schema, shape: Shape, here: _Here) -> _Instance:
        found: dict[str, JSON] = {}
        most = _limit(shape, "maxProperties", math.inf)
        least = _limit(shape, "minProperties", 0)
        optional: list[tuple[str, Schema]] = []
        for each in shape.properties:
            if each.pattern or not self._visible(each.schema):
                continue
            if not each.required and (here.lean or len(shape.required) >= most):
                optional.append((each.name, each.schema))
                continue
            self._add(found, each.name, self._declared(each.name, each.schema, here), here, required=each.required)
        for name in shape.required:
            if name not in found and not any(each.name == name and not each.pattern for each in shape.properties):
                self._add(found, name, self._undeclared(name, shape, here), here, required=True)
        for name in self._depending(schema, found):
            self._add(found, name, self._undeclared(name, shape, here), here, required=True)
        for name, part in optional:
            if len(found) < least:
                self._add(found, name, part, here, required=False)
        self._fill(found, schema, shape, here, int(least))
        return found

    def _declared(self, name: str, schema: Schema, here: _Here) -> Schema:
        known = here.known.get(name)
        return Schema.of(*schema.parts, *known.parts) if known and known != schema else schema

    def _undeclared(self, name: str, shape: Shape, here: _Here) -> Schema:
        """The schema of a property that is required but not declared beside."""
        declared = [each.schema for each in shape.properties if each.name == name and not each.pattern]
        patterned = [each.schema for each in shape.properties if each.pattern and _matches(each.name, name)]
        for found in (*declared, here.known.get(name), *patterned, shape.additional):
            if found is not None:
                return found
        return Schema.of(Part({"type": "string"}, shape.place.child("required", name)))

    def _depending(self, schema: Schema, found: Mapping[str, JSON]) -> list[str]:
        """Properties that others need (``dependentRequired``)."""
        needed: list[str] = []
        for needs in (*self._said(schema, "dependentRequired"), *self._said(schema, "dependencies")):
            for given, names in needs.items() if isinstance(needs, dict) else ():
                if given in found and isinstance(names, list):
                    needed += [name for name in names if isinstance(name, str) and name not in found]
        return needed

    def _add(self, found: dict[str, JSON], name: str, schema: Schema, here: _Here, *, required: bool) -> None:
        value = self.value(schema, here.inside(name, optional=not required))
        if not isinstance(value, _Nothing):
            found[name] = value
        elif required:
            found[name] = self.least(schema)

    def _fill(self, found: dict[str, JSON], schema: Schema, shape: Shape, here: _Here, least: int) -> None:
        """Other properties: as many as are needed, and one to show a map."""
        patterned = [each for each in shape.properties if each.pattern]
        open_ended = shape.additional is not None or True in self._said(schema, "additionalProperties") or patterned
        needed = least - len(found)
        wanted = max(needed, 1 if open_ended and not found and not here.lean else 0)
        if wanted <= 0 or shape.bounds.get("maxProperties") == 0:
            return
        part = patterned[0].schema if patterned else shape.additional
        part = part or Schema.of(Part({"type": "string"}, shape.place.child("additionalProperties")))
        for name in itertools.islice(self._keys(shape, found, patterned[0].name if patterned else ""), wanted):
            value = self.value(part, here.inside(name if name != "key" else "", optional=needed <= 0))
            if not isinstance(value, _Nothing):
                found[name] = value

    def _keys(self, shape: Shape, found: Mapping[str, JSON], pattern: str) -> Iterator[str]:
        """Names for other properties."""
        rules = [each.schema for each in shape.applicators if each.keyword == "propertyNames"]
        ruled: list[str] = []
        for rule in rules:
            for index in range(8):
                name = self.value(rule, _Here(index=index))
                if isinstance(name, str) and name not in ruled:
                    ruled.append(name)
        plain = ["key", *(f"key{index}" for index in range(2, 100))]
        offered: Iterable[str] = itertools.chain(matching(pattern) if pattern else (), ruled, plain)
        for name in dict.fromkeys(offered):
            if name not in found and (not pattern or _matches(pattern, name)) and (not ruled or name in ruled):
                yield name


def _copy(value: JSON) -> JSON:
    if isinstance(value, dict):
        return {key: _copy(item) for key, item in value.items()}
    return [_copy(item) for item in value] if isinstance(value, list) else value


# Numbers -------------------------------------------------------------------------------------------------------------


def _numbers(text: str) -> Iterator[JSON]:
    try:
        yield int(text)
    except ValueError:
        try:
            found = float(text)
        except ValueError:
            return
        if math.isfinite(found):
            yield found


def _positive(value: JSON) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and value > 0


def _common(steps: list[Decimal]) -> Decimal:
    """The least common multiple."""
    digits = max(-int(step.as_tuple().exponent) for step in steps)
    scale = Decimal(10) ** max(0, digits)
    return Decimal(math.lcm(*(int(step * scale) for step in steps))) / scale


def _bounds(shape: Shape, step: Decimal) -> tuple[Decimal | None, Decimal | None]:
    """The least and the greatest number allowed."""
    bounds = {name: Decimal(str(value)) for name, value in shape.bounds.items()}
    lows = [bounds[name] for name in ("minimum",) if name in bounds]
    lows += [bounds["exclusiveMinimum"] + step] if "exclusiveMinimum" in bounds else []
    highs = [bounds[name] for name in ("maximum",) if name in bounds]
    highs += [bounds["exclusiveMaximum"] - step] if "exclusiveMaximum" in bounds else []
    return max(lows, default=None), min(highs, default=None)


def _limit(shape: Shape, name: str, default: float) -> float:
    """A bound of length or count."""
    value = shape.bounds.get(name, default)
    return value if isinstance(value, (int, float)) else default


# Strings -------------------------------------------------------------------------------------------------------------


_LONGEST = 10_000
"""No example is longer, in characters, whatever the schema demands."""


def _within(text: str, least: int, most: int | None) -> bool:
    return least <= len(text) and (most is None or len(text) <= most)


def _stretched(text: str, least: int, most: int | None) -> str:
    """The text repeated or cut to length."""
    if len(text) < least:
        text = (f"{text} " * (least // (len(text) + 1) + 1))[:least]
        text = text[:-1] + "." if text.endswith(" ") else text
    return text if most is None else text[:most]


def _matches(pattern: str, text: str) -> bool:
    return bool(searches(pattern, text))


# Alternatives --------------------------------------------------------------------------------------------------------


class _Lazy:
    """An iterable whose items are made once, when asked for."""

    def __init__(self, source: Iterator[JSON]) -> None:
        self._source = source
        self._made: list[JSON] = []

    def __iter__(self) -> Iterator[JSON]:
        for index in itertools.count():
            if index == len(self._made):
                try:
                    self._made.append(next(self._source))
                except StopIteration:
                    return
            yield self._made[index]


def _products(choices: Sequence[Iterable[JSON]]) -> Iterator[tuple[JSON, ...]]:
    """One of each, the first ones first, without making all beforehand."""
    if not choices:
        yield ()
        return
    for first in choices[0]:
        for rest in _products(choices[1:]):
            yield (first, *rest)


def _merged(bases: list[JSON], picked: tuple[JSON, ...]) -> Iterator[JSON]:
    """Own part and alternatives in one: objects joined, else each alone."""
    objects = [each for each in picked if isinstance(each, dict)]
    if len(objects) == len(picked):
        for base in bases or [{}]:
            if isinstance(base, dict):
                yield {key: value for each in (base, *objects) for key, value in each.items()}
                yield {key: value for each in (*objects, base) for key, value in each.items()}
        if len(objects) == 1:
            yield objects[0]
    else:
        yield from (each for each in picked if not isinstance(each, dict))
    yield from bases


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
