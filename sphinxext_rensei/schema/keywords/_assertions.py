"""What limits an instance: bounds, patterns, formats, and what has to be there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final, TypeAlias

from sphinxext_rensei.schema._json import is_number, plain
from sphinxext_rensei.schema._shape import Fact
from sphinxext_rensei.words import gettext, message

if TYPE_CHECKING:
    from sphinxext_rensei.schema._layers import Layer
    from sphinxext_rensei.schema.keywords._draft import Draft, Keyword
    from sphinxext_rensei.spec import JSON, Place

_Tighter: TypeAlias = Callable[[int | float, int | float], int | float]


def _bound(name: str, tighter: _Tighter) -> Keyword:
    def read(draft: Draft, value: JSON, _at: Place, _layer: Layer) -> None:
        if is_number(value):
            draft.bounds[name] = tighter(draft.bounds[name], value) if name in draft.bounds else value
        else:
            draft.facts.append(Fact(name, plain(value), name, literal=True))

    return read


def _said(name: str, words: str = "{}", *, literal: bool = False) -> Keyword:
    def read(draft: Draft, value: JSON, _at: Place, _layer: Layer) -> None:
        draft.note(Fact(name, gettext(words).format(plain(value)), literal=literal))

    return read


def _unique_items(draft: Draft, value: JSON, _at: Place, _layer: Layer) -> None:
    if value is True:
        draft.note(Fact("uniqueItems", gettext("unique items")))


def _required(draft: Draft, value: JSON, _at: Place, _layer: Layer) -> None:
    if isinstance(value, list):
        draft.required.extend(name for name in value if isinstance(name, str) and name not in draft.required)
    elif value is True:
        # Draft 3's form, still met in the wild: it is meant for the property itself.
        draft.note(Fact("required", gettext("required")))


def dependent_required(draft: Draft, value: JSON, _at: Place, _layer: Layer) -> None:
    """Properties that others need beside them."""
    for name, needed in value.items() if isinstance(value, dict) else ():
        if isinstance(needed, list):
            words, label = ", ".join(map(plain, needed)), gettext("Required with {}").format(name)
            draft.facts.append(Fact("dependentRequired", words, label, literal=True))


ASSERTIONS: Final[Mapping[str, Keyword]] = {
    "format": _said("format"),
    "pattern": _said("pattern", literal=True),
    "multipleOf": _said("multipleOf", message("multiple of {}")),
    "minimum": _bound("minimum", max),
    "maximum": _bound("maximum", min),
    "exclusiveMinimum": _bound("exclusiveMinimum", max),
    "exclusiveMaximum": _bound("exclusiveMaximum", min),
    "minLength": _bound("minLength", max),
    "maxLength": _bound("maxLength", min),
    "contentEncoding": _said("contentEncoding", message("encoded as {}")),
    "contentMediaType": _said("contentMediaType", message("holds {}")),
    "minItems": _bound("minItems", max),
    "maxItems": _bound("maxItems", min),
    "uniqueItems": _unique_items,
    "minProperties": _bound("minProperties", max),
    "maxProperties": _bound("maxProperties", min),
    "required": _required,
    "dependentRequired": dependent_required,
}
"""Keyword -> what it adds to a shape."""
