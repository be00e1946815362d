"""The keywords of JSON Schema 2020-12 and of OpenAPI's base vocabulary: one function each, and the table of them.

Each function takes what one Schema Object says with its keyword and adds it to a :class:`Draft`. A keyword that is
not in the table becomes a fact under its own name, so that nothing an author wrote is lost.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.schema._assertions import same
from sphinxext_rensei.schema._layers import Layer, variants
from sphinxext_rensei.schema._shape import Alternatives, Applicator, EnumValue, Fact, Variant
from sphinxext_rensei.spec import Part, Place, Schema
from sphinxext_rensei.words import gettext, message, ngettext

if TYPE_CHECKING:
    from sphinxext_rensei.spec import JSON


MOST_VALUES: Final = 1000
"""A list of more values than this is read by programs, not by people."""


@dataclass(slots=True)
class Draft:
    """A shape in the making. Collections are in the order of the layers."""

    types: list[str] | None = None
    nullable: bool = False
    never: bool = False
    texts: dict[str, list[tuple[bool, str]]] = field(default_factory=dict)
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


Keyword = Callable[[Draft, "JSON", Place, Layer], None]


def compact(value: JSON) -> str:
    """A value as JSON on one line, as an author would write it."""
    return json.dumps(value, ensure_ascii=False)


def plain(value: JSON) -> str:
    """A value for reading: strings without quotes, all else as JSON."""
    return value if isinstance(value, str) else compact(value)


def _schema(value: JSON, place: Place) -> Schema | None:
    return Schema.of(Part(value, place)) if isinstance(value, (dict, bool)) else None


# Types and values ----------------------------------------------------------------------------------------------------


def _type(draft: Draft, value: JSON, _at: Place, _layer: Layer) -> None:
    listed = value if isinstance(value, list) else [value]
    names = [name for name in listed if isinstance(name, str)]
    draft.nullable |= "null" in names
    named = [name for name in names if name != "null"]
    if draft.types is None:
        draft.types = named
    else:
        common = [name for name in draft.types if name in named or (name == "integer" and "number" in named)]
        common += [name for name in named if name == "integer" and "number" in draft.types and name not in common]
        if draft.types and named and not common:
            draft.never = True
            either = gettext(" or ")
            words = gettext("{} and {} at once").format(either.join(draft.types), either.join(named))
            draft.facts.append(Fact("type", words, gettext("Contradiction")))
        draft.types = common or draft.types or named
    if names == ["null"] and not draft.types:
        draft.types = ["null"]


def _enum(draft: Draft, value: JSON, _at: Place, _layer: Layer) -> None:
    if not isinstance(value, list):
        return
    if draft.enum is None:
        draft.enum = list(value)
        return
    known = {_key(item) for item in value}
    common = [item for item in draft.enum if _key(item) in known]
    draft.never |= not common
    draft.enum = common or [*draft.enum, *value]


def _const(draft: Draft, value: JSON, _at: Place, _layer: Layer) -> None:
    if not _holds(draft.consts, value):
        draft.consts.append(value)


def _default(draft: Draft, value: JSON, _at: Place, _layer: Layer) -> None:
    if not draft.defaults:
        draft.defaults.append(value)


def _examples(draft: Draft, value: JSON, _at: Place, _layer: Layer) -> None:
    values = value if isinstance(value, list) else list(value.values()) if isinstance(value, dict) else [value]
    known = {_key(item): item for item in draft.examples}
    for item in values:
        known.setdefault(_key(item), item)
    draft.examples = list(known.values())


def _key(value: JSON) -> str:
    """One text for values that are the same; 1.0 is 1 (JSON Schema core, section 4.2.2)."""
    return compact(int(value) if isinstance(value, float) and value.is_integer() else value)


def _holds(values: list[JSON], value: JSON) -> bool:
    return any(same(each, value) for each in values)


# Annotations ---------------------------------------------------------------------------------------------------------


def _text(name: str) -> Keyword:
    def read(draft: Draft, value: JSON, _at: Place, layer: Layer) -> None:
        if isinstance(value, str) and value.strip():
            draft.texts.setdefault(name, []).append((layer.referenced, value))

    return read


def _title(draft: Draft, value: JSON, at: Place, layer: Layer) -> None:
    """The first title names the schema; what is combined with it may have a title of its own."""
    said = [text for referenced, text in draft.texts.get("title", ()) if not referenced]
    if not layer.referenced and said and value not in said:
        _once(draft, Fact("title", plain(value), gettext("Title")))
    _text("title")(draft, value, at, layer)


def _summary(draft: Draft, value: JSON, _at: Place, layer: Layer) -> None:
    if not layer.referenced and isinstance(value, str) and value.strip():
        _once(draft, Fact("summary", value, gettext("Summary")))


def _flag(name: str) -> Keyword:
    def read(draft: Draft, value: JSON, _at: Place, _layer: Layer) -> None:
        if value:
            draft.flags.add(name)

    return read


def _nullable(draft: Draft, value: JSON, _at: Place, _layer: Layer) -> None:
    draft.nullable |= value is True


def _external_docs(draft: Draft, value: JSON, _at: Place, _layer: Layer) -> None:
    if isinstance(value, dict) and isinstance(url := value.get("url"), str):
        found = (url, str(value.get("description") or ""))
        if found not in draft.external_docs:
            draft.external_docs.append(found)


def _xml(draft: Draft, value: JSON, _at: Place, _layer: Layer) -> None:
    if not isinstance(value, dict):
        return
    kind = "attribute" if value.get("attribute") is True else str(value.get("nodeType") or "element")
    words = [kind]
    for key in ("name", "prefix", "namespace"):
        if key in value:
            words.append(plain(value[key]) if key == "name" else f"{key} {plain(value[key])}")
    if value.get("wrapped") is True:
        words.append("wrapped")
    known = {"attribute", "nodeType", "name", "prefix", "namespace", "wrapped"}
    words += [f"{key} {plain(item)}" for key, item in value.items() if key not in known]
    draft.facts.append(Fact("xml", " ".join(words), "XML"))


def _nothing(_draft: Draft, _value: JSON, _at: Place, _layer: Layer) -> None:
    """What is read elsewhere, or says nothing to a reader (JSON Schema core, section 8)."""


# Assertions ----------------------------------------------------------------------------------------------------------


def _least(name: str) -> Keyword:
    def read(draft: Draft, value: JSON, _at: Place, _layer: Layer) -> None:
        _bound(draft, name, value, max)

    return read


def _most(name: str) -> Keyword:
    def read(draft: Draft, value: JSON, _at: Place, _layer: Layer) -> None:
        _bound(draft, name, value, min)

    return read


def _bound(draft: Draft, name: str, value: JSON, tighter: Callable[[int | float, int | float], int | float]) -> None:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        draft.bounds[name] = tighter(draft.bounds[name], value) if name in draft.bounds else value
    else:
        draft.facts.append(Fact(name, plain(value), name, literal=True))


def _multiple_of(draft: Draft, value: JSON, _at: Place, _layer: Layer) -> None:
    _once(draft, Fact("multipleOf", gettext("multiple of {}").format(plain(value))))


def _pattern(draft: Draft, value: JSON, _at: Place, _layer: Layer) -> None:
    _once(draft, Fact("pattern", plain(value), literal=True))


def _format(draft: Draft, value: JSON, _at: Place, _layer: Layer) -> None:
    _once(draft, Fact("format", plain(value)))


def _unique_items(draft: Draft, value: JSON, _at: Place, _layer: Layer) -> None:
    if value is True:
        _once(draft, Fact("uniqueItems", gettext("unique items")))


def _content_encoding(draft: Draft, value: JSON, _at: Place, _layer: Layer) -> None:
    _once(draft, Fact("contentEncoding", gettext("encoded as {}").format(plain(value))))


def _content_media_type(draft: Draft, value: JSON, _at: Place, _layer: Layer) -> None:
    _once(draft, Fact("contentMediaType", gettext("holds {}").format(plain(value))))


def _required(draft: Draft, value: JSON, _at: Place, _layer: Layer) -> None:
    if isinstance(value, list):
        draft.required.extend(name for name in value if isinstance(name, str) and name not in draft.required)
    elif value is True:
        # Draft 3's form, still met in the wild: it is meant for the property itself.
        _once(draft, Fact("required", gettext("required")))


def _dependent_required(draft: Draft, value: JSON, _at: Place, _layer: Layer) -> None:
    for name, needed in value.items() if isinstance(value, dict) else ():
        if isinstance(needed, list):
            words = ", ".join(plain(each) for each in needed)
            draft.facts.append(
                Fact("dependentRequired", words, gettext("Required with {}").format(name), literal=True)
            )


def _once(draft: Draft, fact: Fact) -> None:
    if fact not in draft.facts:
        draft.facts.append(fact)


# Applicators ---------------------------------------------------------------------------------------------------------


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
            _once(draft, Fact(keyword, gettext("no other properties")))
        elif value is True or value == {}:
            _once(draft, Fact(keyword, gettext("other properties allowed")))
        elif isinstance(value, dict):
            draft.additional.append(Part(value, at))

    return read


def _items(draft: Draft, value: JSON, at: Place, layer: Layer) -> None:
    if isinstance(value, list):
        _prefix_items(draft, value, at, layer)
    elif value is False:
        _once(draft, Fact("items", gettext("no other items")))
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
        _once(draft, Fact("unevaluatedItems", gettext("no other items")))
    elif (schema := _schema(value, at)) is not None:
        draft.applicators.append(Applicator("unevaluatedItems", gettext("Other items"), schema))


def _contains(draft: Draft, value: JSON, at: Place, layer: Layer) -> None:
    schema = _schema(value, at)
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
        schema = _schema(value, at)
        if schema is not None:
            draft.applicators.append(Applicator(keyword, gettext(words), schema))

    return read


def _not(draft: Draft, value: JSON, at: Place, layer: Layer) -> None:
    names = _names(value["required"]) if isinstance(value, dict) and set(value) == {"required"} else []
    if names:
        single = len(names) == 1
        words = gettext("without {}").format(names[0]) if single else gettext("not {} together").format(_all(names))
        _once(draft, Fact("not", words))
    if (schema := _schema(value, at)) is not None:
        draft.applicators.append(Applicator("not", gettext("Not"), schema, told=bool(names)))


def _if(draft: Draft, value: JSON, at: Place, layer: Layer) -> None:
    sentence = _sentence(layer.value)
    if sentence:
        draft.facts.append(Fact("if", sentence, gettext("Condition")))
    condition = _statement(value, "given")
    then, otherwise = layer.value.get("then"), layer.value.get("else")
    if condition is None and (schema := _schema(value, at)) is not None:
        draft.applicators.append(Applicator("if", gettext("If it fits"), schema))
    for keyword, branch in (("then", then), ("else", otherwise)):
        schema = _schema(branch, layer.place.child(keyword))
        if schema is not None:
            words = {
                "then": gettext("If {}").format(condition) if condition else gettext("Then"),
                "else": gettext("Else"),
            }[keyword]
            draft.applicators.append(Applicator(keyword, words, schema, told=bool(sentence)))


def _sentence(value: Mapping[str, JSON]) -> str | None:
    """``if``, ``then`` and ``else`` in one sentence, where each is simple."""
    condition = _statement(value.get("if"), "given")
    branches = {keyword: _consequence(value[keyword]) for keyword in ("then", "else") if keyword in value}
    if condition is None or not branches or None in branches.values():
        return None
    templates = {"then": gettext("then {}"), "else": gettext("else {}")}
    words = [templates[keyword].format(said) for keyword, said in branches.items()]
    return ", ".join([gettext("if {}").format(condition), *words])


def _consequence(value: JSON) -> str | None:
    if isinstance(value, dict) and "if" in value and set(value) <= {"if", "then", "else"}:
        return _sentence(value)
    return _statement(value, "required")


def _statement(value: JSON, word: str) -> str | None:
    """The words of a simple schema: properties that have a value, and those that are given or required."""
    if not isinstance(value, dict) or not set(value) <= {"properties", "required", "type"}:
        return None
    properties, names = value.get("properties") or {}, _names(value.get("required") or [])
    if not isinstance(properties, dict) or value.get("type", "object") != "object":
        return None
    words = []
    for name, schema in properties.items():
        if not isinstance(schema, dict) or len(schema) != 1 or set(schema) - {"const", "enum"}:
            return None
        values = schema.get("enum", [schema.get("const")])
        listed = gettext(" or ").join(plain(each) for each in values) if isinstance(values, list) else ""
        words.append(gettext("{} is {}").format(name, listed) if listed else name)
    # A value that decides is there; one that follows need not be.
    others = [name for name in names if name not in properties or word == "required"]
    if others:
        count = len(others)
        given = ngettext("{} is given", "{} are given", count)
        required = ngettext("{} is required", "{} are required", count)
        words.append((required if word == "required" else given).format(_all(others)))
    return gettext(" and ").join(words) or None


def _names(value: JSON) -> list[str]:
    return [name for name in value if isinstance(name, str)] if isinstance(value, list) else []


def _all(names: list[str]) -> str:
    return gettext(" and ").join(filter(None, (", ".join(names[:-1]), names[-1])))


def _dependent_schemas(draft: Draft, value: JSON, at: Place, _layer: Layer) -> None:
    for name, held in value.items() if isinstance(value, dict) else ():
        schema = _schema(held, at.child(name))
        if schema is not None:
            draft.applicators.append(
                Applicator("dependentSchemas", gettext("If {} is given").format(name), schema, name)
            )


def _dependencies(draft: Draft, value: JSON, at: Place, layer: Layer) -> None:
    """``dependencies`` of earlier drafts is the two ``dependent`` keywords in one."""
    held = value if isinstance(value, dict) else {}
    _dependent_required(draft, {name: each for name, each in held.items() if isinstance(each, list)}, at, layer)
    _dependent_schemas(draft, {name: each for name, each in held.items() if not isinstance(each, list)}, at, layer)


def _choice(keyword: str) -> Keyword:
    def read(draft: Draft, value: JSON, at: Place, _layer: Layer) -> None:
        found = variants(value, at)
        if found:
            draft.alternatives.append(Alternatives(keyword, tuple(Variant(schema) for schema in found)))

    return read


def _discriminator(draft: Draft, value: JSON, _at: Place, layer: Layer) -> None:
    if isinstance(value, dict) and isinstance(value.get("propertyName"), str):
        draft.discriminators.append((layer.place, value))
    elif isinstance(value, str):
        draft.discriminators.append((layer.place, {"propertyName": value}))


# Conventions ---------------------------------------------------------------------------------------------------------


def _enum_descriptions(draft: Draft, value: JSON, _at: Place, layer: Layer) -> None:
    """``x-enumDescriptions`` and its spellings: a map by value, or a list in the order of ``enum``."""
    values = layer.value.get("enum")
    pairs: list[tuple[JSON, JSON]] = []
    if isinstance(value, dict):
        pairs = list(value.items())
    elif isinstance(value, list) and isinstance(values, list):
        pairs = list(zip(values, value, strict=False))
    draft.enum_descriptions.update({plain(item): plain(text) for item, text in pairs if text})


def _enum_names(draft: Draft, value: JSON, _at: Place, layer: Layer) -> None:
    values = layer.value.get("enum")
    if isinstance(value, list) and isinstance(values, list):
        for item, name in zip(values, value, strict=False):
            draft.enum_names.setdefault(compact(item), plain(name))


KEYWORDS: Final[Mapping[str, Keyword]] = {
    # Core
    "$ref": _nothing,
    "$dynamicRef": _nothing,
    "$id": _nothing,
    "$schema": _nothing,
    "$anchor": _nothing,
    "$dynamicAnchor": _nothing,
    "$vocabulary": _nothing,
    "$comment": _nothing,
    "$defs": _nothing,
    "definitions": _nothing,
    # Annotations
    "title": _title,
    "description": _text("description"),
    "summary": _summary,
    "deprecated": _flag("deprecated"),
    "readOnly": _flag("readOnly"),
    "writeOnly": _flag("writeOnly"),
    "default": _default,
    "examples": _examples,
    "externalDocs": _external_docs,
    "xml": _xml,
    # Assertions
    "type": _type,
    "nullable": _nullable,
    "enum": _enum,
    "const": _const,
    "format": _format,
    "minimum": _least("minimum"),
    "exclusiveMinimum": _least("exclusiveMinimum"),
    "maximum": _most("maximum"),
    "exclusiveMaximum": _most("exclusiveMaximum"),
    "multipleOf": _multiple_of,
    "minLength": _least("minLength"),
    "maxLength": _most("maxLength"),
    "pattern": _pattern,
    "contentEncoding": _content_encoding,
    "contentMediaType": _content_media_type,
    "minItems": _least("minItems"),
    "maxItems": _most("maxItems"),
    "uniqueItems": _unique_items,
    "minContains": _nothing,
    "maxContains": _nothing,
    "minProperties": _least("minProperties"),
    "maxProperties": _most("maxProperties"),
    "required": _required,
    "dependentRequired": _dependent_required,
    # Applicators
    "allOf": _nothing,
    "oneOf": _choice("oneOf"),
    "anyOf": _choice("anyOf"),
    "discriminator": _discriminator,
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
    "not": _not,
    "if": _if,
    "then": _nothing,
    "else": _nothing,
    "dependentSchemas": _dependent_schemas,
    "dependencies": _dependencies,
    # Conventions
    "x-enumDescriptions": _enum_descriptions,
    "x-enum-descriptions": _enum_descriptions,
    "x-enum-varnames": _enum_names,
    "x-enumNames": _enum_names,
    "x-deprecated": _flag("deprecated"),
}
"""Keyword -> what it adds to a shape."""


def read_keyword(draft: Draft, keyword: str, value: JSON, layer: Layer) -> None:
    """Add what one keyword of one layer says."""
    reader = KEYWORDS.get(keyword)
    if reader is not None:
        reader(draft, value, layer.at(keyword), layer)
    elif keyword.startswith("x-"):
        draft.extensions.setdefault(keyword, value)
    else:
        draft.facts.append(Fact(keyword, compact(value), keyword, literal=True))


def enum_values(draft: Draft) -> tuple[EnumValue, ...]:
    """The values of ``enum`` with their descriptions and names."""
    return tuple(
        EnumValue(value, draft.enum_descriptions.get(plain(value), ""), draft.enum_names.get(compact(value), ""))
        for value in (draft.enum or [])[:MOST_VALUES]
    )


def unsaid_values(draft: Draft) -> list[Fact]:
    """How many values of ``enum`` are too many to list."""
    more = len(draft.enum or ()) - MOST_VALUES
    return [Fact("enum", gettext("and {} more values").format(more))] if more > 0 else []
