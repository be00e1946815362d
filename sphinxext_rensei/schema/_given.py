"""The values that the author of a schema gave: ``const``, examples, ``default``, ``enum``."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinxext_rensei.schema._shape import Shape
    from sphinxext_rensei.spec import JSON


def given(shape: Shape, index: int) -> Iterator[JSON]:
    """What may serve as an instance, the best first; whether it fits is not asked here.

    :param index: position among unique items, of which the first ones are taken already.
    """
    offered = [*shape.consts, *shape.examples, *(each for each in shape.defaults if each not in ({}, [], "", None))]
    values = [each.value for each in shape.enum]
    turn = index % len(values) if values else 0
    offered += [*values[turn:], *values[:turn]]
    if not shape.consts:
        offered = [*offered[index:], *offered[:index]]
    for value in offered:
        yield from readings(shape, value)


def readings(shape: Shape, value: JSON) -> Iterator[JSON]:
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
