"""Whether an instance fits a schema, and what of it does not: the applicators of JSON Schema 2020-12.

What can't be told is taken to fit: a reference that leads nowhere, a pattern that can't be read, an evaluation that
would not end. The fault that causes it is reported elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple

from sphinxext_rensei.errors import UnresolvableReference
from sphinxext_rensei.schema._assertions import ASSERTIONS, pattern
from sphinxext_rensei.schema._faults import Fault, Path, likeliest
from sphinxext_rensei.spec import Part, Place, Schema

if TYPE_CHECKING:
    from sphinxext_rensei.schema._analyser import Analyser, Direction
    from sphinxext_rensei.spec import JSON

_DEEPEST: Final = 60
_MOST: Final = 100_000
"""Schema Objects tried on one instance: schemas that refer to each other in several ways multiply."""


class _TooMany(Exception):
    """The evaluation would take too long."""


class Fitting:
    """Whether instances fit the schemas of one description.

    :param direction: what it leaves out (``readOnly`` in requests) is not required.
    """

    def __init__(self, analyser: Analyser, direction: Direction = "both") -> None:
        self.analyser = analyser
        self.direction = direction
        self.doubts = 0
        self._steps = 0
        self._rules: dict[Place, Mapping[str, JSON]] = {}
        self._hidden: dict[Place, frozenset[str]] = {}

    def fits(self, schema: Schema, value: JSON) -> bool:
        """Whether an instance fits a schema."""
        self._steps = 0
        try:
            return all(self.part(part, value, schema.parts, 0) for part in schema.parts)
        except _TooMany:
            return True

    def faults(self, schema: Schema, value: JSON) -> tuple[Fault, ...]:
        """What of an instance does not fit a schema: one fault for each part of it.

        Of alternatives, it is what the likeliest one finds.
        """
        if self.fits(schema, value):
            return ()
        self._steps = 0
        try:
            found = [fault for part in schema.parts for fault in self.part_faults(part, value, schema.parts, 0, ())]
        except _TooMany:
            return ()
        return tuple({fault.path: fault for fault in reversed(found)}.values())[::-1]

    def part(self, part: Part, value: JSON, around: tuple[Part, ...], depth: int) -> bool:
        """Whether an instance fits one Schema Object.

        :param around: the Schema Objects that apply to the same instance and led to this one.
        """
        if isinstance(part.value, bool):
            return part.value
        if value is None and part.value.get("nullable") is True:
            # Whatever stands beside it: OAS 3.0.3 made it depend on `type`, authors did not.
            return True
        here = self._here(part, part.value, around, depth)
        for keyword, held in here.rules.items():
            if assertion := ASSERTIONS.get(keyword):
                if not here.certain(assertion(held, value)):
                    return False
            elif applicator := APPLICATORS.get(keyword):
                if not all(map(here.applies, applicator(here, held, value))):
                    return False
            elif (combination := COMBINATIONS.get(keyword)) and not combination(here, held, value):
                return False
        return True

    def part_faults(
        self, part: Part, value: JSON, around: tuple[Part, ...], depth: int, path: Path
    ) -> Iterator[Fault]:
        """What of an instance does not fit one Schema Object."""
        if isinstance(part.value, bool):
            if not part.value:
                yield Fault("false", part.value, value, path)
            return
        here = self._here(part, part.value, around, depth, path)
        for keyword, held in here.rules.items():
            if assertion := ASSERTIONS.get(keyword):
                if assertion(held, value) is False:
                    yield Fault(keyword, held, value, path)
            elif applicator := APPLICATORS.get(keyword):
                for application in applicator(here, held, value):
                    if not here.applies(application):
                        yield from here.faults(application, keyword)
            elif (combination := COMBINATIONS.get(keyword)) and not combination(here, held, value):
                yield from EXPLANATIONS.get(keyword, _unexplained)(here, keyword, held, value)

    def _here(
        self, part: Part, written: Mapping[str, JSON], around: tuple[Part, ...], depth: int, path: Path = ()
    ) -> _Here:
        self._steps += 1
        if self._steps > _MOST:
            raise _TooMany
        rules = self._rules.get(part.place)
        if rules is None:
            rules = self._rules[part.place] = self.analyser.dialect.upgrade(written)
        return _Here(self, rules, part.place, (*around, part), depth, path)

    def hidden(self, part: Part) -> frozenset[str]:
        """The properties that the direction leaves out."""
        hidden = self._hidden.get(part.place)
        if hidden is None:
            shape, visible = self.analyser.shape, self.analyser.visible
            properties = shape(Schema.of(part)).properties
            names = (each.name for each in properties if not visible(shape(each.schema), self.direction))
            hidden = self._hidden[part.place] = frozenset(names)
        return hidden


class _Application(NamedTuple):
    """A subschema that the instance, or a part of it, has to fit.

    :param step: from the instance to the part; empty for the instance itself.
    """

    part: Part
    value: JSON
    step: Path = ()


@dataclass(frozen=True, slots=True)
class _Here:
    """One Schema Object against one instance."""

    fitting: Fitting
    rules: Mapping[str, JSON]
    place: Place
    parts: tuple[Part, ...]
    depth: int
    path: Path = ()

    def certain(self, told: bool | None) -> bool:  # noqa: FBT001 - the answer of an assertion
        """An answer; what can't be told counts as yes, and is remembered."""
        if told is None:
            self.fitting.doubts += 1
            return True
        return told

    def apply(self, schema: JSON, value: JSON, tokens: Path, step: Path = ()) -> Iterator[_Application]:
        """A subschema of the Schema Object, where it is one."""
        if isinstance(schema, (dict, bool)):
            yield _Application(Part(schema, self.place.child(*tokens)), value, step)

    def applies(self, application: _Application) -> bool:
        """Whether the part fits the subschema."""
        if self.depth > _DEEPEST:
            return self.certain(None)
        around = () if application.step else self.parts
        return self.fitting.part(application.part, application.value, around, self.depth + 1)

    def faults(self, application: _Application, keyword: str) -> Iterator[Fault]:
        """What of the part does not fit the subschema."""
        path = (*self.path, *application.step)
        if application.part.value is False and keyword in ("additionalProperties", "unevaluatedProperties"):
            yield Fault(keyword, False, application.value, path)
            return
        around = () if application.step else self.parts
        yield from self.fitting.part_faults(application.part, application.value, around, self.depth + 1, path)

    def fit(self, value: JSON, schema: JSON, *tokens: str | int) -> bool:
        """Whether the instance itself fits a subschema."""
        return all(map(self.applies, self.apply(schema, value, tokens)))


Applicator = Callable[[_Here, "JSON", "JSON"], Iterator[_Application]]
Combination = Callable[[_Here, "JSON", "JSON"], bool]


# Arrays --------------------------------------------------------------------------------------------------------------


def _prefix_items(here: _Here, schemas: JSON, value: JSON, keyword: str = "prefixItems") -> Iterator[_Application]:
    if isinstance(schemas, list) and isinstance(value, list):
        for index, (item, schema) in enumerate(zip(value, schemas, strict=False)):
            yield from here.apply(schema, item, (keyword, index), (index,))


def _items(here: _Here, schema: JSON, value: JSON) -> Iterator[_Application]:
    if isinstance(schema, list):
        yield from _prefix_items(here, schema, value, "items")
    elif isinstance(value, list):
        prefix = here.rules.get("prefixItems")
        for index in range(len(prefix) if isinstance(prefix, list) else 0, len(value)):
            yield from here.apply(schema, value[index], ("items",), (index,))


def _contains(here: _Here, schema: JSON, value: JSON) -> bool:
    if not isinstance(value, list):
        return True
    doubts = here.fitting.doubts
    found = sum(here.fit(item, schema, "contains") for item in value)
    least, most = here.rules.get("minContains", 1), here.rules.get("maxContains")
    enough = not isinstance(least, int) or found >= least
    return (enough and (not isinstance(most, int) or found <= most)) or here.fitting.doubts > doubts


# Objects -------------------------------------------------------------------------------------------------------------


def _missing(here: _Here, names: JSON, value: JSON) -> list[str]:
    if not (isinstance(names, list) and isinstance(value, dict)):
        return []
    missing = [name for name in names if isinstance(name, str) and name not in value]
    if missing and here.fitting.direction != "both":
        hidden = {name for part in here.parts for name in here.fitting.hidden(part)}
        missing = [name for name in missing if name not in hidden]
    return missing


def _required(here: _Here, names: JSON, value: JSON) -> bool:
    return not _missing(here, names, value)


def _dependent_required(here: _Here, needs: JSON, value: JSON) -> bool:
    if not (isinstance(needs, dict) and isinstance(value, dict)):
        return True
    return not any(_missing(here, names, value) for given, names in needs.items() if given in value)


def _properties(here: _Here, schemas: JSON, value: JSON) -> Iterator[_Application]:
    if isinstance(schemas, dict) and isinstance(value, dict):
        for name, schema in schemas.items():
            if name in value:
                yield from here.apply(schema, value[name], ("properties", name), (name,))


def _pattern_properties(here: _Here, schemas: JSON, value: JSON) -> Iterator[_Application]:
    if isinstance(schemas, dict) and isinstance(value, dict):
        for expression, schema in schemas.items():
            for name, item in value.items():
                if _named(here, expression, name) is True:
                    yield from here.apply(schema, item, ("patternProperties", expression), (name,))


def _named(here: _Here, expression: str, name: str) -> bool | None:
    told = pattern(expression, name)
    here.certain(told)
    return told


def _additional_properties(here: _Here, schema: JSON, value: JSON) -> Iterator[_Application]:
    if isinstance(value, dict):
        known = _declared(here, value)
        for name, item in value.items():
            if name not in known:
                yield from here.apply(schema, item, ("additionalProperties",), (name,))


def _declared(here: _Here, value: Mapping[str, JSON]) -> set[str]:
    properties, patterns = here.rules.get("properties"), here.rules.get("patternProperties")
    known = set(properties) if isinstance(properties, dict) else set()
    for expression in patterns if isinstance(patterns, dict) else ():
        known |= {name for name in value if _named(here, expression, name) is not False}
    return known


def _unevaluated_properties(here: _Here, schema: JSON, value: JSON) -> Iterator[_Application]:
    if isinstance(value, dict):
        known = _evaluated(here, value)
        for name, item in value.items():
            if name not in known:
                yield from here.apply(schema, item, ("unevaluatedProperties",), (name,))


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
            if isinstance(schema, (dict, bool)) and here.fit(value, schema, keyword, index):
                found.append(Part(schema, here.place.child(keyword, index)))
    for keyword in ("if", "then", "else"):
        schema = here.rules.get(keyword)
        if isinstance(schema, dict) and here.fit(value, schema, keyword):
            found.append(Part(schema, here.place.child(keyword)))
    target = _target(here)
    return [*found, target] if target and here.depth < _DEEPEST else found


def _property_names(here: _Here, schema: JSON, value: JSON) -> Iterator[_Application]:
    for name in value if isinstance(value, dict) else ():
        yield from here.apply(schema, name, ("propertyNames",), (name,))


def _dependent_schemas(here: _Here, schemas: JSON, value: JSON) -> Iterator[_Application]:
    if isinstance(schemas, dict) and isinstance(value, dict):
        for name, schema in schemas.items():
            if name in value:
                yield from here.apply(schema, value, ("dependentSchemas", name))


# In place ------------------------------------------------------------------------------------------------------------


def _target(here: _Here) -> Part | None:
    reference = here.rules.get("$ref")
    if not isinstance(reference, str):
        return None
    try:
        target, place = here.fitting.analyser.references.resolve(reference, here.place)
    except UnresolvableReference:
        here.certain(None)
        return None
    return Part(target, place) if isinstance(target, (dict, bool)) else None


def _reference(here: _Here, _reference: JSON, value: JSON) -> Iterator[_Application]:
    target = _target(here)
    if target is not None:
        yield _Application(target, value)


def _all_of(here: _Here, schemas: JSON, value: JSON) -> Iterator[_Application]:
    for index, schema in enumerate(schemas if isinstance(schemas, list) else ()):
        yield from here.apply(schema, value, ("allOf", index))


def _any_of(here: _Here, schemas: JSON, value: JSON) -> bool:
    held = enumerate(schemas) if isinstance(schemas, list) else ()
    return not isinstance(schemas, list) or any(here.fit(value, schema, "anyOf", index) for index, schema in held)


def _one_of(here: _Here, schemas: JSON, value: JSON) -> bool:
    if not isinstance(schemas, list):
        return True
    doubts = here.fitting.doubts
    found = sum(here.fit(value, schema, "oneOf", index) for index, schema in enumerate(schemas))
    return found == 1 or (found > 1 and here.fitting.doubts > doubts)


def _not(here: _Here, schema: JSON, value: JSON) -> bool:
    doubts = here.fitting.doubts
    return not isinstance(schema, (dict, bool)) or not here.fit(value, schema, "not") or here.fitting.doubts > doubts


def _if(here: _Here, schema: JSON, value: JSON) -> Iterator[_Application]:
    doubts = here.fitting.doubts
    keyword = "then" if here.fit(value, schema, "if") else "else"
    if keyword in here.rules and here.fitting.doubts == doubts:
        yield from here.apply(here.rules[keyword], value, (keyword,))


APPLICATORS: Final[Mapping[str, Applicator]] = {
    "prefixItems": _prefix_items,
    "items": _items,
    "properties": _properties,
    "patternProperties": _pattern_properties,
    "additionalProperties": _additional_properties,
    "unevaluatedProperties": _unevaluated_properties,
    "propertyNames": _property_names,
    "dependentSchemas": _dependent_schemas,
    "$ref": _reference,
    "allOf": _all_of,
    "if": _if,
}
"""Keyword -> the subschemas that all have to fit."""

COMBINATIONS: Final[Mapping[str, Combination]] = {
    "required": _required,
    "dependentRequired": _dependent_required,
    "contains": _contains,
    "anyOf": _any_of,
    "oneOf": _one_of,
    "not": _not,
}
"""Keyword -> whether the instance meets it."""


# Explanations --------------------------------------------------------------------------------------------------------


def _unexplained(here: _Here, keyword: str, held: JSON, value: JSON) -> Iterator[Fault]:
    yield Fault(keyword, held, value, here.path)


def _why_required(here: _Here, keyword: str, held: JSON, value: JSON) -> Iterator[Fault]:
    if missing := _missing(here, held, value):
        yield Fault(keyword, [*missing], value, here.path)


def _why_dependent(here: _Here, _keyword: str, held: JSON, value: JSON) -> Iterator[Fault]:
    for given, names in held.items() if isinstance(held, dict) else ():
        if isinstance(value, dict) and given in value:
            yield from _why_required(here, "required", names, value)


def _why_no_alternative(here: _Here, keyword: str, held: JSON, value: JSON) -> Iterator[Fault]:
    branches = []
    for index, schema in enumerate(held if isinstance(held, list) else ()):
        for application in here.apply(schema, value, (keyword, index)):
            if here.applies(application):
                yield Fault(keyword, held, value, here.path)
                return
            branches.append(tuple(here.faults(application, keyword)))
    yield from likeliest(branches, here.path)


EXPLANATIONS: Final[Mapping[str, Callable[[_Here, str, JSON, JSON], Iterator[Fault]]]] = {
    "required": _why_required,
    "dependentRequired": _why_dependent,
    "anyOf": _why_no_alternative,
    "oneOf": _why_no_alternative,
}
"""Keyword -> what is wrong, where that is more than the keyword itself."""
