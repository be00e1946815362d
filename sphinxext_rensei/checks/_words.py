"""What is wrong with a value, in words: one phrase for each keyword of JSON Schema.

No phrase prints a whole instance: it may be thousands of lines.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.schema import type_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sphinxext_rensei.schema import Fault
    from sphinxext_rensei.spec import JSON

_MAX_LENGTH: Final = 60
_MAX_LISTED: Final = 8
_TYPES: Final = {
    "object": "an object",
    "array": "an array",
    "string": "a string",
    "integer": "an integer",
    "number": "a number",
    "boolean": "a boolean",
    "null": "null",
}


def short(value: JSON) -> str:
    """A value on one line, cut where it is long."""
    if isinstance(value, (dict, list)) and value:
        return _TYPES[type_of(value)]
    text = f"'{value}'" if isinstance(value, str) else json.dumps(value)
    return text if len(text) <= _MAX_LENGTH else f"{text[: _MAX_LENGTH - 1]}…"


def listed(words: Sequence[str], conjunction: str = "or") -> str:
    """Words in a row: ``a, b or c``."""
    *first, last = words or ["nothing"]
    return f"{', '.join(first)} {conjunction} {last}" if first else last


def _names(held: JSON) -> list[str]:
    return [str(name) for name in (held if isinstance(held, list) else [held])]


def _type(held: JSON, value: JSON) -> str:
    names = [_TYPES.get(name, name) for name in _names(held)]
    # A whole number is an integer, so it is said to be one only where an integer would be wrong.
    return f"must be {listed(names)}, not {_TYPES[type_of(value)]}"


def _enum(held: JSON, value: JSON) -> str:
    values = held if isinstance(held, list) else [held]
    shown = [short(each) for each in values[:_MAX_LISTED]]
    rest = f" … ({len(values)} values)" if len(values) > _MAX_LISTED else ""
    return f"must be {listed(shown) if not rest else ', '.join(shown) + rest}, not {short(value)}"


def _required(held: JSON, _value: JSON) -> str:
    names = [f"'{name}'" for name in _names(held)]
    if len(names) > _MAX_LISTED:
        names[_MAX_LISTED - 1 :] = [f"{len(names) - _MAX_LISTED + 1} more"]
    return f"needs {listed(names, 'and')}"


def _either(held: JSON, _value: JSON) -> str:
    names = [f"'{name}'" for name in _names(held)]
    return f"needs {listed(names)}"


def _unknown(held: JSON, _value: JSON) -> str:
    return "is not known here"


def _one_of(held: JSON, _value: JSON) -> str:
    names = _required_names(held)
    if names:
        return f"may hold only one of {listed(names, 'and')}"
    return f"fits more than one of the {len(held) if isinstance(held, list) else ''} alternatives of 'oneOf'"


def _not(held: JSON, _value: JSON) -> str:
    names = _required_names([held])
    if len(names) > 1:
        return f"can't hold both {listed(names, 'and')}"
    return f"can't hold {names[0]} beside its other fields" if names else "is what 'not' excludes"


def _required_names(alternatives: JSON) -> list[str]:
    found: list[str] = []
    for each in alternatives if isinstance(alternatives, list) else ():
        if not (isinstance(each, dict) and set(each) == {"required"} and isinstance(each["required"], list)):
            return []
        found += [f"'{name}'" for name in each["required"]]
    return found


def _bound(words: str, noun: str = "") -> Callable[[JSON, JSON], str]:
    def phrase(held: JSON, value: JSON) -> str:
        if not noun:
            return f"must be {words} {short(held)}, not {short(value)}"
        count = len(value) if isinstance(value, (str, list, dict)) else 0
        plural = noun if held == 1 else {"property": "properties"}.get(noun, f"{noun}s")
        return f"must have {words} {short(held)} {plural}, not {count}"

    return phrase


_PHRASES: Final[Mapping[str, Callable[[JSON, JSON], str]]] = {
    "type": _type,
    "enum": _enum,
    "const": lambda held, value: f"must be {short(held)}, not {short(value)}",
    "required": _required,
    "requiredEither": _either,
    "additionalProperties": _unknown,
    "unevaluatedProperties": _unknown,
    "propertyNames": lambda _held, _value: "is no allowed name",
    "reference": lambda _held, _value: "can't be a $ref; OpenAPI has no Reference Object here",
    "false": lambda _held, _value: "is not allowed here",
    "minimum": _bound("at least"),
    "maximum": _bound("at most"),
    "exclusiveMinimum": _bound("greater than"),
    "exclusiveMaximum": _bound("less than"),
    "multipleOf": _bound("a multiple of"),
    "minLength": _bound("at least", "character"),
    "maxLength": _bound("at most", "character"),
    "minItems": _bound("at least", "item"),
    "maxItems": _bound("at most", "item"),
    "minProperties": _bound("at least", "property"),
    "maxProperties": _bound("at most", "property"),
    "pattern": lambda held, value: f"must match {short(held)}; {short(value)} does not",
    "uniqueItems": lambda _held, _value: "holds an item twice",
    "contains": lambda _held, _value: "holds too few or too many items that fit 'contains'",
    "oneOf": _one_of,
    "not": _not,
}
"""Keyword -> what a value that breaks it is told."""


def phrase(fault: Fault) -> str:
    """What is wrong, to be said after the name of the value."""
    found = _PHRASES.get(fault.keyword)
    return found(fault.held, fault.value) if found else f"breaks '{fault.keyword}'"


def name_of(tokens: tuple[str | int, ...]) -> str:
    """What to call a value: its key, with its index where it is an item of an array; empty for the whole."""
    indices = ""
    for token in reversed(tokens):
        if isinstance(token, int):
            indices = f"[{token}]{indices}"
        else:
            return f"'{token}{indices}'"
    return f"item {indices}" if indices else ""
