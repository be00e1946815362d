"""Reads schemas into shapes, each once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Literal, TypeVar, TypeVarTuple
from urllib.parse import unquote

from sphinxext_rensei.errors import UnresolvableReference
from sphinxext_rensei.schema._json import type_of
from sphinxext_rensei.schema._layers import Layers, gather
from sphinxext_rensei.schema._shape import Alternatives, Fact, Property, Shape, Variant
from sphinxext_rensei.schema._words import interval_facts
from sphinxext_rensei.schema.keywords import Draft, enum_values, read_keyword, unsaid_values
from sphinxext_rensei.spec import DIALECTS, Loaded, Schema, find_dialect, is_internal, unescape
from sphinxext_rensei.words import gettext

if TYPE_CHECKING:
    from sphinxext_rensei.spec import JSON, Place

Kept = TypeVar("Kept")
Arguments = TypeVarTuple("Arguments")

Direction = Literal["request", "response", "both"]
"""Which way an instance travels; a schema page shows both."""


class Analyser:
    """The schemas of one description, read on demand.

    :param internal: whether what is marked ``x-internal`` is visible.
    :ivar dialect: how Schema Objects are brought to the normal form.
    :ivar references: the ways through the description's files.
    """

    def __init__(self, loaded: Loaded, *, internal: bool = True) -> None:
        self.description = loaded.description
        self.references = loaded.references
        self.dialect = find_dialect(loaded.description.openapi) or DIALECTS[-1]
        self._internal = internal
        self._shapes: dict[Schema, Shape] = {}
        self._layers: dict[Schema, Layers] = {}
        self._derived: Mapping[str, tuple[str, ...]] | None = None
        self._kept: dict[object, Any] = {}

    def once(self, make: Callable[[Analyser, *Arguments], Kept], *arguments: *Arguments) -> Kept:
        """What a function makes of the schemas, kept for as long as they are: pages share most of them."""
        key = (make, arguments)
        if key not in self._kept:
            self._kept[key] = make(self, *arguments)
        kept: Kept = self._kept[key]
        return kept

    def shape(self, schema: Schema) -> Shape:
        """Read a schema one level deep."""
        shape = self._shapes.get(schema)
        if shape is None:
            shape = self._shapes[schema] = self._read(schema)
        return shape

    def hidden(self, schema: Schema) -> bool:
        """Whether a schema, or one that it refers to in its place, is internal and not to be seen."""
        return not self._internal and any(is_internal(layer.value) for layer in self.layers(schema).layers)

    def visible(self, shape: Shape, direction: Direction) -> bool:
        """Whether an instance with this schema travels that way (OAS 3.2.0, section 4.24.5), and may be seen."""
        if not self._internal and is_internal(shape.extensions):
            return False
        return not (
            (direction == "request" and shape.read_only and not shape.write_only)
            or (direction == "response" and shape.write_only and not shape.read_only)
        )

    def layers(self, schema: Schema) -> Layers:
        """The Schema Objects that apply to an instance in place."""
        layers = self._layers.get(schema)
        if layers is None:
            layers = gather(schema, self.references, self.description.schema_names, self.dialect)
            self._layers[schema] = layers
        return layers

    def said(self, schema: Schema, keyword: str) -> list[JSON]:
        """What each part of a schema says with a keyword."""
        return [layer.value[keyword] for layer in self.layers(schema).layers if keyword in layer.value]

    def _read(self, schema: Schema) -> Shape:
        layers = self.layers(schema)
        draft = Draft(nullable=layers.nullable, never=layers.never)
        for layer in layers.layers:
            for keyword, value in layer.value.items():
                read_keyword(draft, keyword, value, layer)
        return self._shape(schema, layers, draft)

    def _shape(self, schema: Schema, layers: Layers, draft: Draft) -> Shape:
        scope = tuple(layers.scope.items())
        examples = [self._followed(value, schema.place) for value in draft.examples]
        alternatives = self._alternatives(draft, layers.name, scope)
        types = tuple(draft.types or _inferred_types(draft))
        nullable = draft.nullable or (not draft.types and None in (draft.consts or draft.enum or ()))
        return Shape(
            place=schema.place,
            name=layers.name,
            types=types,
            nullable=nullable and types != ("null",),
            never=draft.never,
            format=next((fact.text for fact in draft.facts if fact.keyword == "format"), ""),
            title=_first_text(draft, "title"),
            description=_description(draft),
            deprecated="deprecated" in draft.flags,
            read_only="readOnly" in draft.flags,
            write_only="writeOnly" in draft.flags,
            defaults=tuple(draft.defaults),
            consts=tuple(draft.consts),
            enum=enum_values(draft),
            examples=tuple(value for value, _ in examples),
            facts=(*interval_facts(draft.bounds), *draft.facts, *self._undeclared(draft), *unsaid_values(draft)),
            properties=tuple(
                Property(name, Schema.of(*parts, scope=scope), name in draft.required and not pattern, pattern)
                for (name, pattern), parts in draft.properties.items()
            ),
            required=tuple(draft.required),
            items=Schema.of(*draft.items, scope=scope) if draft.items else None,
            prefix_items=tuple(Schema.of(*parts, scope=scope) for parts in draft.prefix_items),
            additional=Schema.of(*draft.additional, scope=scope) if draft.additional else None,
            applicators=tuple(each._replace(schema=_scoped(each.schema, scope)) for each in draft.applicators),
            alternatives=tuple(alternatives),
            bases=tuple(layers.bases),
            external_docs=tuple(draft.external_docs),
            bounds=dict(draft.bounds),
            problems=tuple(layers.problems),
            sources=(*layers.sources, *(place for _, place in examples if place)),
            extensions=draft.extensions,
        )

    def _followed(self, value: JSON, place: Place) -> tuple[JSON, Place | None]:
        """An example, and its place where a reference leads there: not OpenAPI's form, but met in the wild."""
        reference = value.get("$ref") if isinstance(value, Mapping) and len(value) == 1 else None
        if isinstance(reference, str):
            with suppress(UnresolvableReference):
                return self.references.resolve(reference, place)
        return value, None

    def _undeclared(self, draft: Draft) -> list[Fact]:
        """Required properties that no ``properties`` declares."""
        names = [name for name in draft.required if (name, False) not in draft.properties]
        return [Fact("required", ", ".join(names), gettext("Required"), literal=True)] if names else []

    def _alternatives(self, draft: Draft, name: str, scope: tuple[tuple[str, Place], ...]) -> list[Alternatives]:
        """The choices, told apart by discriminators where there are any (OAS 3.2.0, section 4.25)."""
        found: list[Alternatives] = []
        discriminators = list(draft.discriminators)
        for choice in draft.alternatives:
            variants = tuple(
                each._replace(schema=_scoped(each.schema, scope))
                for each in choice.variants
                if not self.hidden(each.schema)
            )
            scoped = choice._replace(variants=variants)
            found.append(self._discriminated(draft, scoped, discriminators.pop(0)[1]) if discriminators else scoped)
        for place, discriminator in discriminators:
            # A derived schema inherits the discriminator with its base, not the base's variants.
            if self.description.schema_names.get(place, name) == name:
                implied = self._implied(name, discriminator)
                schemas = (self.description.schemas[each] for each in implied)
                variants = tuple(Variant(each) for each in schemas if not self.hidden(each))
                choice = self._discriminated(draft, Alternatives("discriminator", variants), discriminator)
                if variants:
                    found.append(choice)
                else:
                    draft.facts.append(
                        Fact("discriminator", choice.discriminator, gettext("Told apart by"), literal=True)
                    )
        return found

    def _discriminated(self, draft: Draft, choice: Alternatives, discriminator: Mapping[str, JSON]) -> Alternatives:
        """A choice with the values that choose each variant; those that choose no known one become a fact."""
        values: dict[str, list[str]] = {}
        mapping = discriminator.get("mapping")
        for value, target in mapping.items() if isinstance(mapping, dict) else ():
            if isinstance(target, str):
                values.setdefault(self._target_name(target), []).append(value)
        default = discriminator.get("defaultMapping")
        variants = tuple(
            Variant(variant.schema, tuple(values.get(name, [name] if name else ())))
            for variant in choice.variants
            for name in [self.layers(variant.schema).name]
        )
        known = {self.layers(variant.schema).name for variant in variants}
        others = [f"{value} ({name})" for name, found in values.items() if name not in known for value in found]
        if others:
            label = gettext("Other values of {}").format(discriminator["propertyName"])
            draft.facts.append(Fact("discriminator", ", ".join(others), label))
        return Alternatives(
            choice.keyword,
            variants,
            str(discriminator["propertyName"]),
            self._target_name(default) if isinstance(default, str) else "",
        )

    def _target_name(self, target: str) -> str:
        """The name of the schema that a mapping value, a name or a URI reference, means."""
        if target in self.description.schemas:
            return target
        last = unescape(unquote(target.rpartition("/")[2]))
        return last if last in self.description.schemas else last.partition(".")[0]

    def _implied(self, name: str, discriminator: Mapping[str, JSON]) -> list[str]:
        """The variants of a base schema: those mapped, else those that name it in ``allOf``."""
        mapping = discriminator.get("mapping")
        targets = mapping.values() if isinstance(mapping, dict) else ()
        mapped = [self._target_name(target) for target in targets if isinstance(target, str)]
        names = [*mapped, *self._derived_from(name)]
        return [each for each in dict.fromkeys(names) if each in self.description.schemas and each != name]

    def _derived_from(self, name: str) -> tuple[str, ...]:
        if self._derived is None:
            derived: dict[str, tuple[str, ...]] = {}
            for child, schema in self.description.schemas.items():
                value = schema.parts[0].value
                # A schema that is its base or null is no variant of it; one that inherits says so with `allOf`.
                for base in self.layers(schema).bases if isinstance(value, Mapping) and "allOf" in value else ():
                    derived[base] = (*derived.get(base, ()), child)
            self._derived = derived
        return self._derived.get(name, ())


def _scoped(schema: Schema, scope: tuple[tuple[str, Place], ...]) -> Schema:
    return Schema.of(*schema.parts, scope=scope) if scope else schema


def _first_text(draft: Draft, name: str) -> str:
    """What is said nearest: a schema that another builds upon speaks of itself."""
    texts = draft.texts.get(name, [])
    return min(texts, key=itemgetter(0))[1] if texts else ""


def _description(draft: Draft) -> str:
    """What is said here; only where nothing is, what the schema referred to says of itself."""
    here = [text for depth, text in draft.texts.get("description", ()) if not depth]
    return "\n\n".join(dict.fromkeys(here)) or _first_text(draft, "description")


def _inferred_types(draft: Draft) -> list[str]:
    """The type that the other keywords speak of, where ``type`` is absent."""
    if draft.properties or draft.additional:
        return ["object"]
    if draft.items or draft.prefix_items:
        return ["array"]
    values = draft.consts or draft.enum or []
    found = list(dict.fromkeys(type_of(value) for value in values if value is not None))
    return found or ["null"] * bool(values)
