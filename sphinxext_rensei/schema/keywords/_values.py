"""Which values there are: types, enumerations, constants, defaults and examples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinxext_rensei.schema._json import compact, identity, plain
from sphinxext_rensei.schema._shape import EnumValue, Fact
from sphinxext_rensei.words import gettext

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinxext_rensei.schema._layers import Layer
    from sphinxext_rensei.schema.keywords._draft import Draft, Keyword
    from sphinxext_rensei.spec import JSON, Place

_MAX_VALUES: Final = 1000
"""A list of more values than this is read by programs, not by people."""


def _type(draft: Draft, value: JSON, _at: Place, _layer: Layer) -> None:
    listed = value if isinstance(value, list) else [value]
    names = [name for name in listed if isinstance(name, str)]
    draft.nullable |= "null" in names
    named = [name for name in names if name != "null"]
    if draft.types is None:
        draft.types = named
    else:
        common = _common_types(draft.types, named)
        if draft.types and named and not common:
            draft.never = True
            either = gettext(" or ")
            words = gettext("{} and {} at once").format(either.join(draft.types), either.join(named))
            draft.facts.append(Fact("type", words, gettext("Contradiction")))
        draft.types = common or draft.types or named
    if names == ["null"] and not draft.types:
        draft.types = ["null"]


def _common_types(one: list[str], other: list[str]) -> list[str]:
    """The types in both; an integer is a number too (JSON Schema core, section 4.2.1)."""
    common = [name for name in one if name in other or (name == "integer" and "number" in other)]
    return common + [name for name in other if name == "integer" and "number" in one and name not in common]


def _nullable(draft: Draft, value: JSON, _at: Place, _layer: Layer) -> None:
    draft.nullable |= value is True


def _enum(draft: Draft, value: JSON, _at: Place, _layer: Layer) -> None:
    if not isinstance(value, list):
        return
    if draft.enum is None:
        draft.enum = list(value)
        return
    known = set(map(identity, value))
    common = [item for item in draft.enum if identity(item) in known]
    draft.never |= not common
    draft.enum = common or [*draft.enum, *value]


def _enum_descriptions(draft: Draft, value: JSON, _at: Place, layer: Layer) -> None:
    """``x-enumDescriptions`` and its spellings: a map by value, or a list in the order of ``enum``."""
    pairs = value.items() if isinstance(value, dict) else _beside_enum(value, layer)
    draft.enum_descriptions.update({plain(item): plain(text) for item, text in pairs if text})


def _enum_list(draft: Draft, value: JSON, _at: Place, _layer: Layer) -> None:
    """``x-ms-enum`` of AutoRest, and ``x-enum``: objects with a ``value`` and its ``description``."""
    listed = value.get("values") if isinstance(value, dict) else value
    for item in listed if isinstance(listed, list) else ():
        if isinstance(item, dict) and "value" in item and (text := item.get("description")):
            draft.enum_descriptions.setdefault(plain(item["value"]), plain(text))


def _enum_names(draft: Draft, value: JSON, _at: Place, layer: Layer) -> None:
    for item, name in _beside_enum(value, layer):
        draft.enum_names.setdefault(compact(item), plain(name) if name else "")


def _beside_enum(value: JSON, layer: Layer) -> Iterable[tuple[JSON, JSON]]:
    """The values of ``enum``, each with what stands at its position in another list."""
    values = layer.value.get("enum")
    return zip(values, value, strict=False) if isinstance(value, list) and isinstance(values, list) else ()


def _const(draft: Draft, value: JSON, _at: Place, _layer: Layer) -> None:
    if identity(value) not in map(identity, draft.consts):
        draft.consts.append(value)


def _default(draft: Draft, value: JSON, _at: Place, _layer: Layer) -> None:
    if not draft.defaults:
        draft.defaults.append(value)


def _examples(draft: Draft, value: JSON, _at: Place, _layer: Layer) -> None:
    values = value if isinstance(value, list) else list(value.values()) if isinstance(value, dict) else [value]
    known = {identity(item): item for item in draft.examples}
    for item in values:
        known.setdefault(identity(item), item)
    draft.examples = list(known.values())


VALUES: Final[Mapping[str, Keyword]] = {
    "type": _type,
    "nullable": _nullable,
    "enum": _enum,
    "x-enumDescriptions": _enum_descriptions,
    "x-enum-descriptions": _enum_descriptions,
    "x-ms-enum": _enum_list,
    "x-enum": _enum_list,
    "x-enum-varnames": _enum_names,
    "x-enumNames": _enum_names,
    "const": _const,
    "default": _default,
    "examples": _examples,
}
"""Keyword -> what it adds to a shape."""


def enum_values(draft: Draft) -> tuple[EnumValue, ...]:
    """The values of ``enum`` with their descriptions and names."""
    return tuple(
        EnumValue(value, draft.enum_descriptions.get(plain(value), ""), draft.enum_names.get(compact(value), ""))
        for value in (draft.enum or [])[:_MAX_VALUES]
    )


def unsaid_values(draft: Draft) -> list[Fact]:
    """How many values of ``enum`` are too many to list."""
    more = len(draft.enum or ()) - _MAX_VALUES
    return [Fact("enum", gettext("and {} more values").format(more))] if more > 0 else []
