"""Values of JSON: how they are compared, and written on one line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeGuard

if TYPE_CHECKING:
    from collections.abc import Hashable

    from sphinxext_rensei.spec import JSON


def is_number(value: JSON) -> TypeGuard[int | float]:
    """Whether a value is a number of JSON."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def type_of(value: JSON) -> str:
    """The type that a value has in JSON Schema."""
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "number"
        case str():
            return "string"
        case list():
            return "array"
        case _:
            return "object"


def same(one: JSON, other: JSON) -> bool:
    """Equality of JSON Schema (core, section 4.2.2): ``1`` is ``1.0``, and neither is ``true``."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(value, other[key]) for key, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return isinstance(one, bool) is isinstance(other, bool) and one == other


def identity(value: JSON) -> Hashable:
    """A key that two values share exactly where they are the same."""
    if isinstance(value, dict):
        return frozenset((key, identity(item)) for key, item in value.items())
    if isinstance(value, list):
        return tuple(map(identity, value))
    return (bool, value) if isinstance(value, bool) else value


def compact(value: JSON) -> str:
    """A value as JSON on one line, as an author would write it."""
    return json.dumps(value, ensure_ascii=False)


def plain(value: JSON) -> str:
    """A value for reading: strings without quotes, unless nothing else would be seen of them; all else as JSON."""
    return value if isinstance(value, str) and value.strip() else compact(value)
