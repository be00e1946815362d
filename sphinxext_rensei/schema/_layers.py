"""The Schema Objects that apply to an instance in place: ``$ref`` and ``allOf`` followed, null set apart."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sphinxext_rensei.errors import UnresolvableReference
from sphinxext_rensei.problems import Problem, ProblemCode
from sphinxext_rensei.spec import Dialect, Part, Place, References, Schema

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinxext_rensei.spec import JSON

_ANNOTATIONS = frozenset(
    (
        *("$ref", "allOf", "title", "description", "summary", "default", "example", "examples", "deprecated"),
        *("readOnly", "writeOnly", "nullable", "externalDocs", "xml", "$comment", "$dynamicRef"),
        *("$id", "$schema", "$anchor", "$dynamicAnchor"),
    )
)
_MAX_DEPTH = 100
"""Schemas inside each other that apply to one instance; real descriptions stay under ten."""
_NULLS: tuple[JSON, ...] = ({"type": "null"}, {"type": ["null"]}, {"const": None}, {"enum": [None]})


@dataclass(frozen=True, slots=True)
class Layer:
    """One Schema Object in the normal form.

    :param depth: how many named schemas a ``$ref`` led through to it.
    :param homes: where the value of a keyword stands that was a ``$ref`` itself.
    """

    value: Mapping[str, JSON]
    place: Place
    depth: int
    homes: Mapping[str, Place] = field(default_factory=dict)

    @property
    def referenced(self) -> bool:
        """Whether it is, or is part of, another schema that has a name."""
        return self.depth > 0

    def at(self, keyword: str) -> Place:
        """The place of a keyword's value."""
        return self.homes.get(keyword) or self.place.child(keyword)


@dataclass(slots=True)
class Layers:
    """All layers of a schema.

    :param name: name of the schema that this one is, or refers to without adding a constraint.
    :param bases: named schemas that ``allOf`` combines, or a ``$ref`` beside other keywords.
    :param scope: what ``$dynamicRef`` leads to by name in the schemas that these hold.
    """

    layers: list[Layer] = field(default_factory=list)
    name: str = ""
    bases: list[str] = field(default_factory=list)
    nullable: bool = False
    never: bool = False
    scope: dict[str, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    sources: list[Place] = field(default_factory=list)


def gather(schema: Schema, references: References, names: Mapping[Place, str], dialect: Dialect) -> Layers:
    """Find all layers of a schema."""
    gathering = _Gathering(references, names, dialect)
    gathering.result.scope.update(schema.scope)
    for part in schema.parts:
        gathering.add(part, depth=0)
    return gathering.finish(schema)


class _Gathering:
    def __init__(self, references: References, names: Mapping[Place, str], dialect: Dialect) -> None:
        self.references = references
        self.names = names
        self.dialect = dialect
        self.result = Layers()
        self.seen: set[Place] = set()
        self.targets: list[str] = []
        self.around: list[Place] = []

    def finish(self, schema: Schema) -> Layers:
        result = self.result
        own = self.names.get(schema.place, "") if len(schema.places) == 1 else ""
        plain = all(layer.referenced or _only_annotates(layer) for layer in result.layers)
        # Deeper names are the bases of what was found first.
        single = self.targets[0] if self.targets and plain and len(result.bases) <= 1 else ""
        result.name = own or single
        found = dict.fromkeys((*self.targets, *result.bases))
        result.bases = [base for base in found if base != result.name]
        return result

    def add(self, part: Part, *, depth: int, member: bool = False) -> None:
        if part.place in self.seen:
            return
        self.seen.add(part.place)
        self.result.sources.append(part.place)
        if isinstance(part.value, bool):
            self.result.never |= not part.value
            return
        if len(self.around) == _MAX_DEPTH:
            message = f"more than {_MAX_DEPTH} schemas refer to each other; the rest is not read here"
            self.result.problems.append(Problem(ProblemCode.LIMIT, message, self.references.locate(part.place)))
            return
        self.around.append(part.place)
        self._add(part, part.value, depth=depth, member=member)
        self.around.pop()

    def _add(self, part: Part, written: Mapping[str, JSON], *, depth: int, member: bool) -> None:
        value, homes = self._whole(self.dialect.upgrade(written), part.place)
        self.result.layers.append(Layer(value, part.place, depth, homes))
        self._bind(value, part.place)
        if "$ref" in value:
            self._reference(part, str(value["$ref"]), member=member, depth=depth)
        if isinstance(dynamic := value.get("$dynamicRef"), str):
            self._reference(part, dynamic, member=member, depth=depth, dynamic=True)
        for index, item in enumerate(_schemas(value.get("allOf"))):
            place = part.place.child("allOf", index)
            self.add(Part(item, place), depth=depth, member=True)
        for keyword in ("oneOf", "anyOf"):
            self._without_null(value, keyword, part.place, depth=depth)

    def _whole(self, value: Mapping[str, JSON], place: Place) -> tuple[Mapping[str, JSON], dict[str, Place]]:
        """Follow a ``$ref`` in the place of all properties: not JSON Schema's form, but bundlers know it."""
        homes: dict[str, Place] = {}
        for keyword in ("properties", "patternProperties"):
            held = value.get(keyword)
            if isinstance(held, dict) and set(held) == {"$ref"} and isinstance(held["$ref"], str):
                try:
                    *_, (target, at) = self.references.follow(held, place.child(keyword))
                except UnresolvableReference as error:
                    self.result.problems.append(error.problem)
                else:
                    self.result.sources.append(at)
                    value, homes[keyword] = {**value, keyword: target}, at
        return value, homes

    def _bind(self, value: Mapping[str, JSON], place: Place) -> None:
        """Note the dynamic anchors of a schema and its definitions; the outermost of a name counts."""
        held: list[tuple[Mapping[str, JSON], Place]] = [(value, place)]
        definitions = value.get("$defs")
        for name, definition in definitions.items() if isinstance(definitions, dict) else ():
            if isinstance(definition, dict):
                held.append((definition, place.child("$defs", name)))
        for each, at in held:
            if isinstance(anchor := each.get("$dynamicAnchor"), str):
                self.result.scope.setdefault(anchor, at)

    def _resolve(self, reference: str, place: Place, *, dynamic: bool) -> tuple[JSON, Place]:
        bound = self.result.scope.get(reference.rpartition("#")[2]) if dynamic else None
        if bound is not None:
            return self.references.value(bound), bound
        return self.references.resolve(reference, place)

    def _reference(self, part: Part, reference: str, *, member: bool, depth: int, dynamic: bool = False) -> None:
        try:
            target, place = self._resolve(reference, part.place, dynamic=dynamic)
        except UnresolvableReference as error:
            self.result.problems.append(error.problem)
            return
        name = self.names.get(place, "")
        if name and not depth:
            (self.result.bases if member else self.targets).append(name)
            if member and not self.targets and len(self.result.bases) == 1:
                self.targets.append(name)
        if place in self.around:
            message = f"$ref {reference!r} leads back to itself"
            location = self.references.locate(part.place.child("$dynamicRef" if dynamic else "$ref"))
            self.result.problems.append(Problem(ProblemCode.REFERENCE_CYCLE, message, location))
        elif isinstance(target, (dict, bool)):
            self.add(Part(target, place), depth=depth + bool(name))
        else:
            message = f"$ref {reference!r} does not lead to a schema"
            location = self.references.locate(part.place.child("$dynamicRef" if dynamic else "$ref"))
            self.result.problems.append(Problem(ProblemCode.SCHEMA, message, location))

    def _without_null(self, value: Mapping[str, JSON], keyword: str, place: Place, *, depth: int) -> None:
        """``X or null`` is a nullable X, not a choice of two."""
        variants = list(enumerate(_schemas(value.get(keyword))))
        others = [(index, variant) for index, variant in variants if variant not in _NULLS]
        if len(others) < len(variants):
            self.result.nullable = True
        if len(others) == 1:
            index, variant = others[0]
            self.add(Part(variant, place.child(keyword, index)), depth=depth, member=True)


def _only_annotates(layer: Layer) -> bool:
    choices = [keyword for keyword in ("oneOf", "anyOf") if not variants(layer.value.get(keyword), layer.place)]
    said = {keyword for keyword in layer.value if not keyword.startswith("x-")}
    return said <= _ANNOTATIONS.union(choices)


def variants(value: JSON, place: Place) -> list[Schema]:
    """The alternatives of ``oneOf`` or ``anyOf`` that are a choice: null, and what is left alone, is none."""
    found = [(index, item) for index, item in enumerate(_schemas(value)) if item not in _NULLS]
    return [Schema.of(Part(item, place.child(index))) for index, item in found] if len(found) > 1 else []


def _schemas(value: JSON) -> list[dict[str, JSON] | bool]:
    return [item for item in value if isinstance(item, (dict, bool))] if isinstance(value, list) else []
