"""Types of JSON values as languages know them, and what is declared under a name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, assert_never

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sphinxext_rensei.schema import Direction

Kind = Literal["string", "integer", "number", "boolean", "null", "binary", "unknown", "never"]


@dataclass(frozen=True, slots=True)
class Scalar:
    """What has no parts."""

    kind: Kind


@dataclass(frozen=True, slots=True)
class Constants:
    """One of some values."""

    values: tuple[str | float | bool, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """What is declared under a name.

    :param name: name of the schema; of the type, once names are given.
    """

    name: str
    direction: Direction = "both"


@dataclass(frozen=True, slots=True)
class Array:
    """A list of any length."""

    items: Type


@dataclass(frozen=True, slots=True)
class Row:
    """A list whose first items have types of their own.

    :param required: how many of them are surely there.
    :param rest: type of all further items; None where there are none.
    """

    items: tuple[Type, ...]
    required: int
    rest: Type | None


@dataclass(frozen=True, slots=True)
class Record:
    """An object with any names."""

    values: Type


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A property."""

    name: str
    type: Type
    required: bool = False
    readonly: bool = False
    deprecated: bool = False
    description: str = ""

    def with_type(self, type_: Type) -> Field:
        """The property with another type."""
        return self if type_ is self.type else replace(self, type=type_)


@dataclass(frozen=True, slots=True)
class Object:
    """An object with known names.

    :param rest: type of the values of other names, where the author gave one.
    """

    fields: tuple[Field, ...]
    rest: Type | None = None


@dataclass(frozen=True, slots=True)
class Union:
    """Any of some types."""

    members: tuple[Type, ...]


@dataclass(frozen=True, slots=True)
class Intersection:
    """All of some types at once."""

    members: tuple[Type, ...]


Type = Scalar | Constants | Name | Array | Row | Record | Object | Union | Intersection

NULL: Final = Scalar("null")
UNKNOWN: Final = Scalar("unknown")
NEVER: Final = Scalar("never")


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """A type with a name.

    :param shortened: there was no room to say what it is.
    """

    name: str
    type: Type
    description: str = ""
    deprecated: bool = False
    shortened: bool = False


def union(members: Iterable[Type]) -> Type:
    """Any of some types; constants are one, and what may be anything swallows the rest."""
    members = tuple(members)
    if len(members) == 1:
        return members[0]
    flat = [each for member in members for each in (member.members if isinstance(member, Union) else (member,))]
    # Some are equal in Python, yet not the same JSON: True and 1, 1 and 1.0.
    values = {(type(value), value): value for each in flat if isinstance(each, Constants) for value in each.values}
    constants = Constants(tuple(values.values()))
    found = dict.fromkeys(constants if isinstance(each, Constants) else each for each in flat if each != NEVER)
    if UNKNOWN in found:
        return UNKNOWN
    return next(iter(found), NEVER) if len(found) < 2 else Union(tuple(found))  # noqa: PLR2004 - a union has two


def intersection(members: Iterable[Type]) -> Type:
    """All of some types; what may be anything adds nothing."""
    found = dict.fromkeys(member for member in members if member != UNKNOWN)
    return next(iter(found), UNKNOWN) if len(found) < 2 else Intersection(tuple(found))  # noqa: PLR2004 - as above


def parts(type_: Type) -> tuple[Type, ...]:
    """The types right inside a type."""
    match type_:
        case Scalar() | Constants() | Name():
            return ()
        case Array(inner) | Record(inner):
            return (inner,)
        case Row(items, _, rest):
            return (*items, *([rest] if rest else []))
        case Object(fields, rest):
            return (*(field.type for field in fields), *([rest] if rest else []))
        case Union(members) | Intersection(members):
            return members
        case _:
            assert_never(type_)


def mapped(type_: Type, change: Callable[[Type], Type]) -> Type:
    """The type with the types right inside it changed."""
    match type_:
        case Scalar() | Constants() | Name():
            return type_
        case Array(inner):
            return Array(change(inner))
        case Record(inner):
            return Record(change(inner))
        case Row(items, required, rest):
            return Row(tuple(map(change, items)), required, change(rest) if rest else None)
        case Object(fields, rest):
            changed = tuple(field.with_type(change(field.type)) for field in fields)
            return Object(changed, change(rest) if rest else None)
        case Union(members):
            return union(map(change, members))
        case Intersection(members):
            return intersection(map(change, members))
        case _:
            assert_never(type_)


def names(type_: Type, *, through: tuple[type[Type], ...] | None = None) -> Iterator[Name]:
    """The names inside a type, in order.

    :param through: the kinds of types that are looked into; all of them by default.
    """
    if isinstance(type_, Name):
        yield type_
    elif through is None or isinstance(type_, through):
        for part in parts(type_):
            yield from names(part, through=through)
