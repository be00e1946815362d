"""What a schema says of the parts of an instance, and of the schemas that it chooses from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinxext_rensei.schema._json import plain
from sphinxext_rensei.schema._layers import variants
from sphinxext_rensei.schema._shape import Alternatives, Applicator, Fact, Variant
from sphinxext_rensei.schema.keywords._assertions import dependent_required
from sphinxext_rensei.schema.keywords._draft import subschema
from sphinxext_rensei.spec import Part
from sphinxext_rensei.words import gettext, message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinxext_rensei.schema._layers import Layer
    from sphinxext_rensei.schema.keywords._draft import Draft, Keyword
    from sphinxext_rensei.spec import JSON, Place


def _properties(draft: Draft, value: JSON, at: Place, _layer: Layer) -> None:
    _named(draft, value, at, pattern=False)


def _pattern_properties(draft: Draft, value: JSON, at: Place, _layer: Layer) -> None:
    _named(draft, value, at, pattern=True)


def _named(draft: Draft, value: JSON, at: Place, *, pattern: bool) -> None:
    for name, schema in value.items() if isinstance(value, dict) else ():
        if isinstance(schema, (dict, bool)):
            draft.properties.setdefault((name, pattern), []).append(Part(schema, at.child(name)))


def _additional(keyword: str) -> Keyword:
    def read(draft: Draft, value: JSON, at: Place, _layer: Layer) -> None:
        if value is False:
            draft.note(Fact(keyword, gettext("no other properties")))
        elif value is True or value == {}:
            draft.note(Fact(keyword, gettext("other properties allowed")))
        elif isinstance(value, dict):
            draft.additional.append(Part(value, at))

    return read


def _items(draft: Draft, value: JSON, at: Place, layer: Layer) -> None:
    if isinstance(value, list):
        _prefix_items(draft, value, at, layer)
    elif value is False:
        draft.note(Fact("items", gettext("no other items")))
    elif isinstance(value, (dict, bool)):
        draft.items.append(Part(value, at))


def _prefix_items(draft: Draft, value: JSON, at: Place, _layer: Layer) -> None:
    for index, schema in enumerate(value if isinstance(value, list) else ()):
        if index == len(draft.prefix_items):
            draft.prefix_items.append([])
        # What is no schema keeps its position, so that those after it keep theirs.
        held = schema if isinstance(schema, (dict, bool)) else True
        draft.prefix_items[index].append(Part(held, at.child(index)))


def _unevaluated_items(draft: Draft, value: JSON, at: Place, _layer: Layer) -> None:
    if value is False:
        draft.note(Fact("unevaluatedItems", gettext("no other items")))
    elif (schema := subschema(value, at)) is not None:
        draft.applicators.append(Applicator("unevaluatedItems", gettext("Other items"), schema))


def _contains(draft: Draft, value: JSON, at: Place, layer: Layer) -> None:
    schema = subschema(value, at)
    if schema is None:
        return
    least, most = layer.value.get("minContains", 1), layer.value.get("maxContains")
    if most is None:
        words = gettext("Holds at least {} of").format(plain(least))
    elif most == least:
        words = gettext("Holds exactly {} of").format(plain(most))
    else:
        words = gettext("Holds {} to {} of").format(plain(least), plain(most))
    draft.applicators.append(Applicator("contains", words, schema))


def _single(keyword: str, words: str) -> Keyword:
    def read(draft: Draft, value: JSON, at: Place, _layer: Layer) -> None:
        if (schema := subschema(value, at)) is not None:
            draft.applicators.append(Applicator(keyword, gettext(words), schema))

    return read


def _dependent_schemas(draft: Draft, value: JSON, at: Place, _layer: Layer) -> None:
    for name, held in value.items() if isinstance(value, dict) else ():
        if (schema := subschema(held, at.child(name))) is not None:
            words = gettext("If {} is given").format(name)
            draft.applicators.append(Applicator("dependentSchemas", words, schema, name))


def _dependencies(draft: Draft, value: JSON, at: Place, layer: Layer) -> None:
    """``dependencies`` of earlier drafts is the two ``dependent`` keywords in one; each takes what has its form."""
    dependent_required(draft, value, at, layer)
    _dependent_schemas(draft, value, at, layer)


def _choice(keyword: str) -> Keyword:
    def read(draft: Draft, value: JSON, at: Place, _layer: Layer) -> None:
        if found := variants(value, at):
            draft.alternatives.append(Alternatives(keyword, tuple(Variant(schema) for schema in found)))

    return read


def _discriminator(draft: Draft, value: JSON, _at: Place, layer: Layer) -> None:
    if isinstance(value, dict) and isinstance(value.get("propertyName"), str):
        draft.discriminators.append((layer.place, value))
    elif isinstance(value, str):
        draft.discriminators.append((layer.place, {"propertyName": value}))


APPLICATORS: Final[Mapping[str, Keyword]] = {
    "properties": _properties,
    "patternProperties": _pattern_properties,
    "additionalProperties": _additional("additionalProperties"),
    "unevaluatedProperties": _additional("unevaluatedProperties"),
    "propertyNames": _single("propertyNames", message("Property names")),
    "items": _items,
    "prefixItems": _prefix_items,
    "additionalItems": _unevaluated_items,
    "unevaluatedItems": _unevaluated_items,
    "contains": _contains,
    "contentSchema": _single("contentSchema", message("Decoded")),
    "dependentSchemas": _dependent_schemas,
    "dependencies": _dependencies,
    "oneOf": _choice("oneOf"),
    "anyOf": _choice("anyOf"),
    "discriminator": _discriminator,
}
"""Keyword -> what it adds to a shape."""
