"""The applicators of JSON Schema 2020-12, and the assertions that need them: one function for each keyword."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from sphinxext_rensei.errors import UnresolvableReference
from sphinxext_rensei.schema._assertions import pattern
from sphinxext_rensei.schema._faults import Fault, Path, likeliest
from sphinxext_rensei.spec import Part

if TYPE_CHECKING:
    from sphinxext_rensei.schema._fits import Here
    from sphinxext_rensei.spec import JSON

MAX_DEPTH: Final = 60
"""Schema Objects inside each other that are tried."""


class Application(NamedTuple):
    """A subschema that the instance, or a part of it, has to fit.

    :param step: from the instance to the part; empty for the instance itself.
    """

    part: Part
    value: JSON
    step: Path = ()


Applicator = Callable[["Here", "JSON", "JSON"], Iterator[Application]]
Combination = Callable[["Here", "JSON", "JSON"], bool]


# Arrays --------------------------------------------------------------------------------------------------------------


def _prefix_items(here: Here, schemas: JSON, value: JSON, keyword: str = "prefixItems") -> Iterator[Application]:
    if isinstance(schemas, list) and isinstance(value, list):
        for index, (item, schema) in enumerate(zip(value, schemas, strict=False)):
            yield from here.apply(schema, item, (keyword, index), (index,))


def _items(here: Here, schema: JSON, value: JSON) -> Iterator[Application]:
    if isinstance(schema, list):
        yield from _prefix_items(here, schema, value, "items")
    elif isinstance(value, list):
        prefix = here.rules.get("prefixItems")
        for index in range(len(prefix) if isinstance(prefix, list) else 0, len(value)):
            yield from here.apply(schema, value[index], ("items",), (index,))


def _contains(here: Here, schema: JSON, value: JSON) -> bool:
    if not isinstance(value, list):
        return True
    doubts = here.fitting.doubts
    found = sum(here.fit(item, schema, "contains") for item in value)
    least, most = here.rules.get("minContains", 1), here.rules.get("maxContains")
    enough = not isinstance(least, int) or found >= least
    return (enough and (not isinstance(most, int) or found <= most)) or here.fitting.doubts > doubts


# Objects -------------------------------------------------------------------------------------------------------------


def _missing(here: Here, names: JSON, value: JSON) -> list[str]:
    if not (isinstance(names, list) and isinstance(value, dict)):
        return []
    missing = [name for name in names if isinstance(name, str) and name not in value]
    if missing and here.fitting.direction != "both":
        hidden = {name for part in here.parts for name in here.fitting.hidden(part)}
        missing = [name for name in missing if name not in hidden]
    return missing


def _required(here: Here, names: JSON, value: JSON) -> bool:
    return not _missing(here, names, value)


def _dependent_required(here: Here, needs: JSON, value: JSON) -> bool:
    if not (isinstance(needs, dict) and isinstance(value, dict)):
        return True
    return not any(_missing(here, names, value) for given, names in needs.items() if given in value)


def _properties(here: Here, schemas: JSON, value: JSON) -> Iterator[Application]:
    if isinstance(schemas, dict) and isinstance(value, dict):
        for name, schema in schemas.items():
            if name in value:
                yield from here.apply(schema, value[name], ("properties", name), (name,))


def _pattern_properties(here: Here, schemas: JSON, value: JSON) -> Iterator[Application]:
    if isinstance(schemas, dict) and isinstance(value, dict):
        for expression, schema in schemas.items():
            for name, item in value.items():
                if _named(here, expression, name) is True:
                    yield from here.apply(schema, item, ("patternProperties", expression), (name,))


def _named(here: Here, expression: str, name: str) -> bool | None:
    told = pattern(expression, name)
    here.certain(told)
    return told


def _additional_properties(here: Here, schema: JSON, value: JSON) -> Iterator[Application]:
    if isinstance(value, dict):
        known = _declared(here, value)
        for name, item in value.items():
            if name not in known:
                yield from here.apply(schema, item, ("additionalProperties",), (name,))


def _declared(here: Here, value: Mapping[str, JSON]) -> set[str]:
    properties, patterns = here.rules.get("properties"), here.rules.get("patternProperties")
    known = set(properties) if isinstance(properties, dict) else set()
    for expression in patterns if isinstance(patterns, dict) else ():
        known |= {name for name in value if _named(here, expression, name) is not False}
    return known


def _unevaluated_properties(here: Here, schema: JSON, value: JSON) -> Iterator[Application]:
    if isinstance(value, dict):
        known = _evaluated(here, value)
        for name, item in value.items():
            if name not in known:
                yield from here.apply(schema, item, ("unevaluatedProperties",), (name,))


def _evaluated(here: Here, value: dict[str, JSON]) -> set[str]:
    """Properties that the schema, or one that applies in place, has looked at."""
    if here.rules.get("additionalProperties") is not None:
        return set(value)
    known = _declared(here, value)
    for part in _in_place(here, value):
        if isinstance(part.value, dict):
            known |= _evaluated(replace(here, rules=part.value, place=part.place, depth=here.depth + 1), value)
    return known


def _in_place(here: Here, value: JSON) -> list[Part]:
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
    return [*found, target] if target and here.depth < MAX_DEPTH else found


def _property_names(here: Here, schema: JSON, value: JSON) -> Iterator[Application]:
    for name in value if isinstance(value, dict) else ():
        yield from here.apply(schema, name, ("propertyNames",), (name,))


def _dependent_schemas(here: Here, schemas: JSON, value: JSON) -> Iterator[Application]:
    if isinstance(schemas, dict) and isinstance(value, dict):
        for name, schema in schemas.items():
            if name in value:
                yield from here.apply(schema, value, ("dependentSchemas", name))


# In place ------------------------------------------------------------------------------------------------------------


def _target(here: Here) -> Part | None:
    reference = here.rules.get("$ref")
    if not isinstance(reference, str):
        return None
    try:
        target, place = here.fitting.analyser.references.resolve(reference, here.place)
    except UnresolvableReference:
        here.certain(None)
        return None
    return Part(target, place) if isinstance(target, (dict, bool)) else None


def _reference(here: Here, _reference: JSON, value: JSON) -> Iterator[Application]:
    target = _target(here)
    if target is not None:
        yield Application(target, value)


def _all_of(here: Here, schemas: JSON, value: JSON) -> Iterator[Application]:
    for index, schema in enumerate(schemas if isinstance(schemas, list) else ()):
        yield from here.apply(schema, value, ("allOf", index))


def _any_of(here: Here, schemas: JSON, value: JSON) -> bool:
    held = enumerate(schemas) if isinstance(schemas, list) else ()
    return not isinstance(schemas, list) or any(here.fit(value, schema, "anyOf", index) for index, schema in held)


def _one_of(here: Here, schemas: JSON, value: JSON) -> bool:
    if not isinstance(schemas, list):
        return True
    doubts = here.fitting.doubts
    fitting = (index for index, schema in enumerate(schemas) if here.fit(value, schema, "oneOf", index))
    # The second one decides, among however many.
    found = len([*islice(fitting, 2)])
    trusted = here.fitting.trusting and "discriminator" in here.rules
    return found == 1 or (found > 1 and (trusted or here.fitting.doubts > doubts))


def _not(here: Here, schema: JSON, value: JSON) -> bool:
    doubts = here.fitting.doubts
    return not isinstance(schema, (dict, bool)) or not here.fit(value, schema, "not") or here.fitting.doubts > doubts


def _if(here: Here, schema: JSON, value: JSON) -> Iterator[Application]:
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


def unexplained(here: Here, keyword: str, held: JSON, value: JSON) -> Iterator[Fault]:
    yield Fault(keyword, held, value, here.path)


def _why_required(here: Here, keyword: str, held: JSON, value: JSON) -> Iterator[Fault]:
    if missing := _missing(here, held, value):
        yield Fault(keyword, [*missing], value, here.path)


def _why_dependent(here: Here, _keyword: str, held: JSON, value: JSON) -> Iterator[Fault]:
    for given, names in held.items() if isinstance(held, dict) else ():
        if isinstance(value, dict) and given in value:
            yield from _why_required(here, "required", names, value)


def _why_no_alternative(here: Here, keyword: str, held: JSON, value: JSON) -> Iterator[Fault]:
    branches = []
    for index, schema in enumerate(held if isinstance(held, list) else ()):
        for application in here.apply(schema, value, (keyword, index)):
            if here.applies(application):
                yield Fault(keyword, held, value, here.path)
                return
            branches.append(tuple(here.faults(application, keyword)))
    yield from likeliest(branches, here.path)


EXPLANATIONS: Final[Mapping[str, Callable[[Here, str, JSON, JSON], Iterator[Fault]]]] = {
    "required": _why_required,
    "dependentRequired": _why_dependent,
    "anyOf": _why_no_alternative,
    "oneOf": _why_no_alternative,
}
"""Keyword -> what is wrong, where that is more than the keyword itself."""
