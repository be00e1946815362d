"""A shape in the making: what the functions of keywords add to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from sphinxext_rensei.spec import Part, Place, Schema

if TYPE_CHECKING:
    from sphinxext_rensei.schema._layers import Layer
    from sphinxext_rensei.schema._shape import Alternatives, Applicator, Fact
    from sphinxext_rensei.spec import JSON


@dataclass(slots=True)
class Draft:
    """A shape in the making. Collections are in the order of the layers."""

    types: list[str] | None = None
    nullable: bool = False
    never: bool = False
    texts: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    flags: set[str] = field(default_factory=set)
    defaults: list[JSON] = field(default_factory=list)
    consts: list[JSON] = field(default_factory=list)
    enum: list[JSON] | None = None
    enum_descriptions: dict[str, str] = field(default_factory=dict)
    enum_names: dict[str, str] = field(default_factory=dict)
    examples: list[JSON] = field(default_factory=list)
    bounds: dict[str, int | float] = field(default_factory=dict)
    facts: list[Fact] = field(default_factory=list)
    properties: dict[tuple[str, bool], list[Part]] = field(default_factory=dict)
    required: list[str] = field(default_factory=list)
    items: list[Part] = field(default_factory=list)
    prefix_items: list[list[Part]] = field(default_factory=list)
    additional: list[Part] = field(default_factory=list)
    applicators: list[Applicator] = field(default_factory=list)
    alternatives: list[Alternatives] = field(default_factory=list)
    discriminators: list[tuple[Place, Mapping[str, JSON]]] = field(default_factory=list)
    external_docs: list[tuple[str, str]] = field(default_factory=list)
    extensions: dict[str, JSON] = field(default_factory=dict)

    def note(self, fact: Fact) -> None:
        """Add a fact; what several layers say the same is said once."""
        if fact not in self.facts:
            self.facts.append(fact)


Keyword: TypeAlias = Callable[[Draft, "JSON", Place, "Layer"], None]
"""Takes what one Schema Object says with a keyword, the place of that, and the object."""


def subschema(value: JSON, place: Place) -> Schema | None:
    """A value as the schema that it is; None where it is none."""
    return Schema.of(Part(value, place)) if isinstance(value, (dict, bool)) else None
