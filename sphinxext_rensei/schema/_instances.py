"""What the makers of examples share: where an instance is needed, and whom to ask for its parts."""

from __future__ import annotations

from enum import Enum, auto
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinxext_rensei.schema._shape import Shape
    from sphinxext_rensei.spec import JSON, Schema


class Nothing(Enum):
    """No instance: the schema allows none, or recursion ends here."""

    NOTHING = auto()


NOTHING: Final = Nothing.NOTHING
Instance: TypeAlias = "JSON | Nothing"


_UNKNOWN: Final[Mapping[str, Schema]] = MappingProxyType({})


class Here(NamedTuple):
    """Where an instance is needed; one is made for every value.

    :param owners: what the object around it is called: by its property, by its schema.
    :param told: the description that speaks of it.
    :param lean: only what is required.
    :param optional: whether it may be left out.
    :param turn: position among unique items.
    :param above: named schemas around it.
    :param known: properties that a schema around an alternative declares.
    :param roomy: whether leanness was lifted on the way here, to tell alternatives apart.
    """

    name: str = ""
    owners: tuple[str, ...] = ()
    told: str = ""
    lean: bool = False
    optional: bool = False
    turn: int = 0
    depth: int = 0
    above: tuple[str, ...] = ()
    known: Mapping[str, Schema] = _UNKNOWN
    roomy: bool = False

    def inside(self, name: str, *, optional: bool = False, turn: int = 0) -> Here:
        """One level deeper."""
        return Here(
            name=name,
            owners=self.owners,
            lean=self.lean,
            optional=optional,
            turn=turn,
            depth=self.depth + 1,
            above=self.above,
            roomy=self.roomy,
        )


class Maker(Protocol):
    """Makes instances of the schemas inside one."""

    def value(self, schema: Schema, here: Here) -> Instance:
        """An instance, given or generated; nothing where there can be none."""

    def least(self, schema: Schema) -> JSON:
        """The plainest value of the type, where there is nothing better."""

    def said(self, schema: Schema, keyword: str) -> list[JSON]:
        """What each part of the schema says with a keyword."""

    def fits(self, schema: Schema, value: JSON) -> bool:
        """Whether a value is an instance of the schema."""

    def visible(self, schema: Schema) -> bool:
        """Whether the direction has such a property."""


def limit(shape: Shape, name: str, default: float) -> float:
    """A bound of length or count."""
    value = shape.bounds.get(name, default)
    return value if isinstance(value, (int, float)) else default
