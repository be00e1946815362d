"""The assertions of JSON Schema 2020-12 that look at a value alone: one function each.

Each takes what the schema says and the value; None where it can't be told. What breaks the rules of JSON Schema itself
asserts nothing: that is reported elsewhere. ``format`` is an annotation (JSON Schema validation, section 7.2.1).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sized
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.schema._json import identity, is_number, same
from sphinxext_rensei.schema._patterns import searches

if TYPE_CHECKING:
    from sphinxext_rensei.spec import JSON

Assertion = Callable[["JSON", "JSON"], bool | None]


_TYPES: Final[Mapping[str, Callable[[JSON], bool]]] = {
    "null": lambda value: value is None,
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: is_number(value) and (isinstance(value, int) or value.is_integer()),
    "number": is_number,
    "string": lambda value: isinstance(value, str),
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict),
}


def _type(names: JSON, value: JSON) -> bool:
    listed = names if isinstance(names, list) else [names]
    return not listed or any(not isinstance(name, str) or name not in _TYPES or _TYPES[name](value) for name in listed)


def _enum(values: JSON, value: JSON) -> bool:
    return not isinstance(values, list) or any(same(each, value) for each in values)


def _bound(holds: Callable[[float, float], bool]) -> Assertion:
    def check(bound: JSON, value: JSON) -> bool:
        return not (is_number(bound) and is_number(value)) or holds(value, bound)

    return check


def _count(kind: type[Sized], holds: Callable[[int, float], bool]) -> Assertion:
    def check(bound: JSON, value: JSON) -> bool:
        return not (is_number(bound) and isinstance(value, kind)) or holds(len(value), bound)

    return check


def _multiple_of(divisor: JSON, value: JSON) -> bool:
    if not (is_number(divisor) and is_number(value) and divisor):
        return True
    # What the author wrote in decimal is meant exactly: 0.3 is a multiple of 0.1.
    return Fraction(str(value)) % Fraction(str(divisor)) == 0


def pattern(expression: JSON, value: JSON) -> bool | None:
    """Whether a string matches."""
    if not (isinstance(expression, str) and isinstance(value, str)):
        return True
    # Python's engine knows no Unicode properties; what stands for them here holds fewer characters.
    told = searches(expression, value)
    return told or (None if "\\p" in expression.lower() else told)


def _unique_items(wanted: JSON, value: JSON) -> bool:
    if wanted is not True or not isinstance(value, list):
        return True
    return len(set(map(identity, value))) == len(value)


ASSERTIONS: Final[Mapping[str, Assertion]] = {
    "type": _type,
    "enum": _enum,
    "const": same,
    "minimum": _bound(lambda value, bound: value >= bound),
    "maximum": _bound(lambda value, bound: value <= bound),
    "exclusiveMinimum": _bound(lambda value, bound: value > bound),
    "exclusiveMaximum": _bound(lambda value, bound: value < bound),
    "multipleOf": _multiple_of,
    "minLength": _count(str, lambda length, bound: length >= bound),
    "maxLength": _count(str, lambda length, bound: length <= bound),
    "pattern": pattern,
    "minItems": _count(list, lambda length, bound: length >= bound),
    "maxItems": _count(list, lambda length, bound: length <= bound),
    "uniqueItems": _unique_items,
    "minProperties": _count(dict, lambda length, bound: length >= bound),
    "maxProperties": _count(dict, lambda length, bound: length <= bound),
}
"""Keyword -> whether a value meets it."""
