"""What a schema says about an instance, one level deep: the value that everything else is drawn from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinxext_rensei.problems import Problem
    from sphinxext_rensei.spec import JSON, Place, Schema


class Fact(NamedTuple):
    """One constraint or annotation in words.

    :param keyword: the keyword that says it; where two make one fact, the first.
    :param text: the words, short enough for a chip unless ``label`` is given.
    :param label: names the fact where the words alone would not.
    :param literal: whether the text is code.
    """

    keyword: str
    text: str
    label: str = ""
    literal: bool = False


class EnumValue(NamedTuple):
    """One of the values that an instance may have."""

    value: JSON
    description: str = ""
    name: str = ""


class Property(NamedTuple):
    """One property of an object.

    :param name: the name; a regular expression where ``pattern`` is set.
    """

    name: str
    schema: Schema
    required: bool = False
    pattern: bool = False


class Applicator(NamedTuple):
    """A keyword that applies a subschema, with what it means in words.

    :param told: whether a fact says all that the subschema does.
    """

    keyword: str
    words: str
    schema: Schema
    key: str = ""
    told: bool = False


class Variant(NamedTuple):
    """One alternative; ``values`` are the discriminator values that choose it."""

    schema: Schema
    values: tuple[str, ...] = ()


class Alternatives(NamedTuple):
    """``oneOf`` or ``anyOf``.

    :param discriminator: name of the property that tells the variants apart.
    :param default: name of the schema that is taken where it does not (``defaultMapping``).
    """

    keyword: str
    variants: tuple[Variant, ...]
    discriminator: str = ""
    default: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One schema, read.

    :param name: name of the schema that a ``$ref`` led to, where it has one.
    :param types: JSON types in the author's order without ``null``; empty means any.
    :param never: true for the schema that nothing fits (``false``).
    :param examples: from ``examples`` and ``example``.
    :param defaults: ``default``, as a tuple of none or one.
    :param consts: ``const``, as a tuple of none or one.
    :param bases: named schemas that ``allOf`` combines.
    :param problems: faults of this schema alone.
    :param sources: every place that was read for it.
    """

    place: Place
    name: str = ""
    types: tuple[str, ...] = ()
    nullable: bool = False
    never: bool = False
    format: str = ""
    title: str = ""
    description: str = ""
    deprecated: bool = False
    read_only: bool = False
    write_only: bool = False
    defaults: tuple[JSON, ...] = ()
    consts: tuple[JSON, ...] = ()
    enum: tuple[EnumValue, ...] = ()
    examples: tuple[JSON, ...] = ()
    facts: tuple[Fact, ...] = ()
    properties: tuple[Property, ...] = ()
    required: tuple[str, ...] = ()
    items: Schema | None = None
    prefix_items: tuple[Schema, ...] = ()
    additional: Schema | None = None
    applicators: tuple[Applicator, ...] = ()
    alternatives: tuple[Alternatives, ...] = ()
    bases: tuple[str, ...] = ()
    external_docs: tuple[tuple[str, str], ...] = ()
    bounds: Mapping[str, JSON] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    sources: tuple[Place, ...] = ()
    extensions: Mapping[str, JSON] = field(default_factory=dict)

    @property
    def is_object(self) -> bool:
        """Whether instances are, or can only sensibly be, objects."""
        return "object" in self.types or (not self.types and bool(self.properties or self.additional))

    @property
    def is_array(self) -> bool:
        """Whether instances are, or can only sensibly be, arrays."""
        return "array" in self.types or (not self.types and bool(self.items or self.prefix_items))
