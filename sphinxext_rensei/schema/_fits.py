"""Whether an instance fits a schema: the assertions and applicators of JSON Schema 2020-12, one function each.

``format`` is an annotation (JSON Schema validation, section 7.2.1) and not checked. What can't be resolved or read
is taken to fit: a fault of the description is reported elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.errors import UnresolvableReference
from sphinxext_rensei.schema._patterns import searches
from sphinxext_rensei.spec import Part, Place, Schema

if TYPE_CHECKING:
    from sphinxext_rensei.schema._analyser import Analyser, Direction
    from sphinxext_rensei.spec import JSON

_DEEPEST = 60


class Fitting:
    """Whether instances fit the schemas of one description.

    :param direction: what it leaves out (``readOnly`` in requests) is not required.
    """

    def __init__(self, analyser: Analyser, direction: Direction = "both") -> None:
        self.analyser = analyser
        self.direction = direction
        self._rules: dict[Place, Mapping[str, JSON]] = {}
        self._hidden: dict[Schema, frozenset[str]] = {}

    def fits(self, schema: Schema, value: JSON) -> bool:
        """Whether an instance fits a schema."""
        hidden = self.hidden(schema) if isinstance(value, dict) else frozenset()
        return all(self.part(part, value, hidden, 0) for part in schema.parts)

    def part(self, part: Part, value: JSON, hidden: frozenset[str], depth: int) -> bool:
        """Whether an instance fits one Schema Object.

        :param hidden: properties that the direction leaves out.
        """
        if isinstance(part.value, bool):
            return part.value
        rules = self._rules.get(part.place)
        if rules is None:
            rules = self._rules[part.place] = self.analyser.dialect.upgrade(part.value)
        if self.direction != "both" and isinstance(value, dict):
            hidden |= self.hidden(Schema.of(part))
        here = _Here(self, rules, part.place, hidden, depth)
        return all(CHECKS[keyword](here, held, value) for keyword, held in rules.items() if keyword in CHECKS)

    def hidden(self, schema: Schema) -> frozenset[str]:
        """The properties that the direction leaves out."""
        hidden = self._hidden.get(schema)
        if hidden is None:
            shape, visible = self.analyser.shape, self.analyser.visible
            names = (each.name for each in shape(schema).properties if not visible(shape(each.schema), self.direction))
            hidden = self._hidden[schema] = frozenset(names)
        return hidden


@dataclass(frozen=True, slots=True)
class _Here:
    """One Schema Object against one instance."""

    fitting: Fitting
    rules: Mapping[str, JSON]
    place: Place
    hidden: frozenset[str]
    depth: int

    def fits(self, value: JSON, schema: JSON, *tokens: str | int) -> bool:
        """Whether a part of the instance fits a subschema."""
        return self._applied(value, schema, tokens, frozenset())

    def also_fits(self, value: JSON, schema: JSON, *tokens: str | int) -> bool:
        """Whether the same instance fits a subschema."""
        return self._applied(value, schema, tokens, self.hidden)

    def _applied(self, value: JSON, schema: JSON, tokens: tuple[str | int, ...], hidden: frozenset[str]) -> bool:
        if not isinstance(schema, (dict, bool)) or self.depth > _DEEPEST:
            return True
        return self.fitting.part(Part(schema, self.place.child(*tokens)), value, hidden, self.depth + 1)


# Any type ------------------------------------------------------------------------------------------------------------

_TYPES: Final[Mapping[str, Callable[[JSON], bool]]] = {
    "null": lambda value: value is None,
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: _number(value) and float(value) == int(value),  # type: ignore[arg-type]
    "number": lambda value: isinstance(value, (int, float)) and not isinstance(value, bool),
    "string": lambda value: isinstance(value, str),
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict),
}


def _number(value: JSON) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def same(one: JSON, other: JSON) -> bool:
    """Equality of JSON Schema: ``1`` is ``1.0``, and neither is ``true``."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(value, other[key]) for key, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return isinstance(one, bool) is isinstance(other, bool) and one == other


def _type(_here: _Here, names: JSON, value: JSON) -> bool:
    listed = names if isinstance(names, list) else [names]
    return any(isinstance(name, str) and (name not in _TYPES or _TYPES[name](value)) for name in listed)


def _enum(_here: _Here, values: JSON, value: JSON) -> bool:
    return not isinstance(values, list) or any(same(each, value) for each in values)


def _const(_here: _Here, expected: JSON, value: JSON) -> bool:
    return same(expected, value)


# Numbers and strings -------------------------------------------------------------------------------------------------


def _bound(holds: Callable[[float, float], bool]) -> Check:
    def check(_here: _Here, bound: JSON, value: JSON) -> bool:
        return not (_number(bound) and _number(value)) or holds(value, bound)  # type: ignore[arg-type]

    return check


def _count(kind: type, holds: Callable[[int, float], bool]) -> Check:
    def check(_here: _Here, bound: JSON, value: JSON) -> bool:
        return not (_number(bound) and isinstance(value, kind)) or holds(len(value), bound)  # type: ignore[arg-type]

    return check


def _multiple_of(_here: _Here, divisor: JSON, value: JSON) -> bool:
    if not (_number(divisor) and _number(value) and divisor):
        return True
    return Decimal(str(value)) % Decimal(str(divisor)) == 0


def _pattern(_here: _Here, pattern: JSON, value: JSON) -> bool:
    if not (isinstance(pattern, str) and isinstance(value, str)):
        return True
    return searches(pattern, value) is not False


# Arrays --------------------------------------------------------------------------------------------------------------


def _unique_items(_here: _Here, wanted: JSON, value: JSON) -> bool:
    if wanted is not True or not isinstance(value, list):
        return True
    return not any(same(one, other) for index, one in enumerate(value) for other in value[:index])


def _prefix_items(here: _Here, schemas: JSON, value: JSON) -> bool:
    if not (isinstance(schemas, list) and isinstance(value, list)):
        return True
    pairs = zip(value, schemas, strict=False)
    return all(here.fits(item, schema, "prefixItems", index) for index, (item, schema) in enumerate(pairs))


def _items(here: _Here, schema: JSON, value: JSON) -> bool:
    if not isinstance(value, list) or isinstance(schema, list):
        return _prefix_items(here, schema, value)
    prefix = here.rules.get("prefixItems")
    start = len(prefix) if isinstance(prefix, list) else 0
    return all(here.fits(item, schema, "items") for item in value[start:])


def _contains(here: _Here, schema: JSON, value: JSON) -> bool:
    if not isinstance(value, list):
        return True
    found = sum(here.fits(item, schema, "contains") for item in value)
    least, most = here.rules.get("minContains", 1), here.rules.get("maxContains")
    return (not isinstance(least, int) or found >= least) and (not isinstance(most, int) or found <= most)


# Objects -------------------------------------------------------------------------------------------------------------


def _required(here: _Here, names: JSON, value: JSON) -> bool:
    if not (isinstance(names, list) and isinstance(value, dict)):
        return True
    return all(name in value or name in here.hidden for name in names)


def _properties(here: _Here, schemas: JSON, value: JSON) -> bool:
    if not (isinstance(schemas, dict) and isinstance(value, dict)):
        return True
    return all(here.fits(value[name], schema, "properties", name) for name, schema in schemas.items() if name in value)


def _pattern_properties(here: _Here, schemas: JSON, value: JSON) -> bool:
    if not (isinstance(schemas, dict) and isinstance(value, dict)):
        return True
    return all(
        here.fits(item, schema, "patternProperties", pattern)
        for pattern, schema in schemas.items()
        for name, item in value.items()
        if _pattern(here, pattern, name)
    )


def _additional_properties(here: _Here, schema: JSON, value: JSON) -> bool:
    if not isinstance(value, dict):
        return True
    known = _declared(here, value)
    return all(here.fits(item, schema, "additionalProperties") for name, item in value.items() if name not in known)


def _declared(here: _Here, value: Mapping[str, JSON]) -> set[str]:
    properties, patterns = here.rules.get("properties"), here.rules.get("patternProperties")
    known = set(properties) if isinstance(properties, dict) else set()
    for pattern in patterns if isinstance(patterns, dict) else ():
        known |= {name for name in value if _pattern(here, pattern, name)}
    return known


def _unevaluated_properties(here: _Here, schema: JSON, value: JSON) -> bool:
    if not isinstance(value, dict):
        return True
    known = _evaluated(here, value)
    return all(here.fits(item, schema, "unevaluatedProperties") for name, item in value.items() if name not in known)


def _evaluated(here: _Here, value: dict[str, JSON]) -> set[str]:
    """Properties that the schema, or one that applies in place, has looked at."""
    if here.rules.get("additionalProperties") is not None:
        return set(value)
    known = _declared(here, value)
    for part in _in_place(here, value):
        if isinstance(part.value, dict):
            known |= _evaluated(replace(here, rules=part.value, place=part.place, depth=here.depth + 1), value)
    return known


def _in_place(here: _Here, value: JSON) -> list[Part]:
    """The subschemas that apply to the instance itself and that it fits."""
    found: list[Part] = []
    for keyword in ("allOf", "anyOf", "oneOf"):
        held = here.rules.get(keyword)
        for index, schema in enumerate(held if isinstance(held, list) else ()):
            if isinstance(schema, (dict, bool)) and here.also_fits(value, schema, keyword, index):
                found.append(Part(schema, here.place.child(keyword, index)))
    for keyword in ("if", "then", "else"):
        schema = here.rules.get(keyword)
        if isinstance(schema, dict) and here.also_fits(value, schema, keyword):
            found.append(Part(schema, here.place.child(keyword)))
    target = _target(here)
    return [*found, target] if target and here.depth < _DEEPEST else found


def _property_names(here: _Here, schema: JSON, value: JSON) -> bool:
    return not isinstance(value, dict) or all(here.fits(name, schema, "propertyNames") for name in value)


def _dependent_required(_here: _Here, needs: JSON, value: JSON) -> bool:
    if not (isinstance(needs, dict) and isinstance(value, dict)):
        return True
    return all(
        name in value for given, names in needs.items() if given in value and isinstance(names, list) for name in names
    )


def _dependent_schemas(here: _Here, schemas: JSON, value: JSON) -> bool:
    if not (isinstance(schemas, dict) and isinstance(value, dict)):
        return True
    return all(
        here.also_fits(value, schema, "dependentSchemas", name) for name, schema in schemas.items() if name in value
    )


# In place ------------------------------------------------------------------------------------------------------------


def _target(here: _Here) -> Part | None:
    reference = here.rules.get("$ref")
    if not isinstance(reference, str):
        return None
    try:
        target, place = here.fitting.analyser.references.resolve(reference, here.place)
    except UnresolvableReference:
        return None
    return Part(target, place) if isinstance(target, (dict, bool)) else None


def _reference(here: _Here, _reference: JSON, value: JSON) -> bool:
    target = _target(here)
    if target is None or here.depth > _DEEPEST:
        return True
    return here.fitting.part(target, value, here.hidden, here.depth + 1)


def _matching(here: _Here, keyword: str, schemas: list[JSON], value: JSON) -> Iterator[bool]:
    return (here.also_fits(value, schema, keyword, index) for index, schema in enumerate(schemas))


def _all_of(here: _Here, schemas: JSON, value: JSON) -> bool:
    return not isinstance(schemas, list) or all(_matching(here, "allOf", schemas, value))


def _any_of(here: _Here, schemas: JSON, value: JSON) -> bool:
    return not isinstance(schemas, list) or any(_matching(here, "anyOf", schemas, value))


def _one_of(here: _Here, schemas: JSON, value: JSON) -> bool:
    if not isinstance(schemas, list):
        return True
    matching = _matching(here, "oneOf", schemas, value)
    # One, and none after it.
    return any(matching) and not any(matching)


def _not(here: _Here, schema: JSON, value: JSON) -> bool:
    return not isinstance(schema, (dict, bool)) or not here.also_fits(value, schema, "not")


def _if(here: _Here, schema: JSON, value: JSON) -> bool:
    keyword = "then" if here.also_fits(value, schema, "if") else "else"
    return here.also_fits(value, here.rules.get(keyword, True), keyword)


Check = Callable[[_Here, "JSON", "JSON"], bool]

CHECKS: Final[Mapping[str, Check]] = {
    "type": _type,
    "enum": _enum,
    "const": _const,
    "minimum": _bound(lambda value, bound: value >= bound),
    "maximum": _bound(lambda value, bound: value <= bound),
    "exclusiveMinimum": _bound(lambda value, bound: value > bound),
    "exclusiveMaximum": _bound(lambda value, bound: value < bound),
    "multipleOf": _multiple_of,
    "minLength": _count(str, lambda length, bound: length >= bound),
    "maxLength": _count(str, lambda length, bound: length <= bound),
    "pattern": _pattern,
    "minItems": _count(list, lambda length, bound: length >= bound),
    "maxItems": _count(list, lambda length, bound: length <= bound),
    "uniqueItems": _unique_items,
    "minProperties": _count(dict, lambda length, bound: length >= bound),
    "maxProperties": _count(dict, lambda length, bound: length <= bound),
    "required": _required,
    "dependentRequired": _dependent_required,
    "prefixItems": _prefix_items,
    "items": _items,
    "contains": _contains,
    "properties": _properties,
    "patternProperties": _pattern_properties,
    "additionalProperties": _additional_properties,
    "unevaluatedProperties": _unevaluated_properties,
    "propertyNames": _property_names,
    "dependentSchemas": _dependent_schemas,
    "$ref": _reference,
    "allOf": _all_of,
    "anyOf": _any_of,
    "oneOf": _one_of,
    "not": _not,
    "if": _if,
}
"""Keyword -> whether the instance meets it."""
