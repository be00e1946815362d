"""Constraints and types in words."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Final, NamedTuple

from sphinxext_rensei.schema._shape import Fact, Shape
from sphinxext_rensei.words import gettext, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sphinxext_rensei.schema._analyser import Analyser
    from sphinxext_rensei.spec import Schema

MAX_NAMED: Final = 4
"""Alternatives that a type names one by one; of more it says how many there are."""
_MAX_LEVELS: Final = 4
"""Types inside each other that a type names."""


def _characters(count: int) -> str:
    return ngettext("{} character", "{} characters", count)


def _items(count: int) -> str:
    return ngettext("{} item", "{} items", count)


def _properties(count: int) -> str:
    return ngettext("{} property", "{} properties", count)


_COUNTS = (
    ("minLength", "maxLength", _characters),
    ("minItems", "maxItems", _items),
    ("minProperties", "maxProperties", _properties),
)


class TypePiece(NamedTuple):
    """A run of words in a type; ``name`` is the schema that they link to."""

    text: str
    name: str = ""


def interval_facts(bounds: Mapping[str, int | float]) -> Iterator[Fact]:
    """The facts of lower and upper bounds, pairs in one."""
    yield from _numeric(bounds)
    for least, most, unit in _COUNTS:
        text = _count(bounds.get(least), bounds.get(most), unit)
        if text:
            yield Fact(least if least in bounds else most, text)


def _numeric(bounds: Mapping[str, int | float]) -> Iterator[Fact]:
    least, most = bounds.get("minimum"), bounds.get("maximum")
    above, below = bounds.get("exclusiveMinimum"), bounds.get("exclusiveMaximum")
    if least is not None and most is not None:
        yield Fact("minimum", f"{least} … {most}")
    elif least is not None:
        yield Fact("minimum", f"≥ {least}")
    elif most is not None:
        yield Fact("maximum", f"≤ {most}")
    if above is not None:
        yield Fact("exclusiveMinimum", f"> {above}")
    if below is not None:
        yield Fact("exclusiveMaximum", f"< {below}")


def _count(least: float | None, most: float | None, unit: Callable[[int], str]) -> str:
    if least is not None and least == most:
        return unit(ceil(least)).format(least)
    if least is not None and most is not None:
        # A range is more than one, whatever its end.
        return unit(2).format(f"{least} … {most}")
    if least is not None:
        return unit(ceil(least)).format(f"≥ {least}")
    return unit(ceil(most)).format(f"≤ {most}") if most is not None else ""


def type_pieces(analyser: Analyser, schema: Schema, depth: int = 0) -> tuple[TypePiece, ...]:
    """The type of a schema in words, with links to named schemas: ``array of Pet (object) or null``."""
    shape = analyser.shape(schema)
    pieces: list[TypePiece] = []
    if shape.name:
        kind = gettext(" or ").join(shape.types) or (gettext("choice") if shape.alternatives else "")
        pieces.append(TypePiece(shape.name, shape.name))
        if kind:
            pieces.append(TypePiece(f" ({kind})"))
    else:
        pieces.extend(_anonymous(analyser, shape, depth))
    if shape.nullable:
        pieces.append(TypePiece(gettext(" or null")))
    return tuple(pieces)


def own_pieces(analyser: Analyser, schema: Schema) -> tuple[TypePiece, ...]:
    """The type of a schema as its own page says it: without its name."""
    shape = analyser.shape(schema)
    return (*_anonymous(analyser, shape, 0), *([TypePiece(gettext(" or null"))] if shape.nullable else []))


def _anonymous(analyser: Analyser, shape: Shape, depth: int) -> Iterator[TypePiece]:
    if shape.never:
        yield TypePiece(gettext("never"))
    elif not shape.types and shape.alternatives:
        yield from _choice(analyser, shape, depth)
    elif not shape.types:
        yield TypePiece(gettext("any"))
    for index, name in enumerate(() if shape.never else shape.types):
        if index:
            yield TypePiece(gettext(" or "))
        yield TypePiece(name)
        if name == "array" and shape.items is not None and depth < _MAX_LEVELS:
            yield TypePiece(gettext(" of "))
            yield from type_pieces(analyser, shape.items, depth + 1)


def _choice(analyser: Analyser, shape: Shape, depth: int) -> Iterator[TypePiece]:
    variants = [variant.schema for choice in shape.alternatives for variant in choice.variants]
    if len(variants) > MAX_NAMED or depth >= _MAX_LEVELS:
        several = len(shape.alternatives) > 1
        yield TypePiece(gettext("one of several") if several else gettext("one of {}").format(len(variants)))
        return
    words = list(dict.fromkeys(type_pieces(analyser, variant, depth + 1) for variant in variants))
    for index, pieces in enumerate(words):
        if index:
            yield TypePiece(gettext(" or "))
        yield from pieces
