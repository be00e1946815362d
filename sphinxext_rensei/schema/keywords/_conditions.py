"""``if``, ``then``, ``else`` and ``not``: as a sentence where they are simple, with their schemas always."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinxext_rensei.schema._json import plain
from sphinxext_rensei.schema._shape import Applicator, Fact
from sphinxext_rensei.schema.keywords._draft import subschema
from sphinxext_rensei.words import gettext, ngettext

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinxext_rensei.schema._layers import Layer
    from sphinxext_rensei.schema.keywords._draft import Draft, Keyword
    from sphinxext_rensei.spec import JSON, Place


def _not(draft: Draft, value: JSON, at: Place, _layer: Layer) -> None:
    names = _names(value["required"]) if isinstance(value, dict) and set(value) == {"required"} else []
    if names:
        single = len(names) == 1
        words = gettext("without {}").format(names[0]) if single else gettext("not {} together").format(_all(names))
        draft.note(Fact("not", words))
    if (schema := subschema(value, at)) is not None:
        draft.applicators.append(Applicator("not", gettext("Not"), schema, told=bool(names)))


def _if(draft: Draft, value: JSON, at: Place, layer: Layer) -> None:
    sentence = _sentence(layer.value)
    if sentence:
        draft.facts.append(Fact("if", sentence, gettext("Condition")))
    condition = _statement(value, given=True)
    if condition is None and (schema := subschema(value, at)) is not None:
        draft.applicators.append(Applicator("if", gettext("If it fits"), schema))
    branches = {
        "then": gettext("If {}").format(condition) if condition else gettext("Then"),
        "else": gettext("Else"),
    }
    for keyword, words in branches.items():
        schema = subschema(layer.value.get(keyword), layer.place.child(keyword))
        if schema is not None:
            draft.applicators.append(Applicator(keyword, words, schema, told=bool(sentence)))


def _sentence(value: Mapping[str, JSON]) -> str | None:
    """``if``, ``then`` and ``else`` in one sentence, where each is simple."""
    condition = _statement(value.get("if"), given=True)
    branches = {keyword: _consequence(value[keyword]) for keyword in ("then", "else") if keyword in value}
    if condition is None or not branches or None in branches.values():
        return None
    templates = {"then": gettext("then {}"), "else": gettext("else {}")}
    words = [templates[keyword].format(said) for keyword, said in branches.items()]
    return ", ".join([gettext("if {}").format(condition), *words])


def _consequence(value: JSON) -> str | None:
    if isinstance(value, dict) and "if" in value and set(value) <= {"if", "then", "else"}:
        return _sentence(value)
    return _statement(value, given=False)


def _statement(value: JSON, *, given: bool) -> str | None:
    """The words of a simple schema: properties that have a value, and those that are given, or else required."""
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
    others = [name for name in names if not given or name not in properties]
    if others:
        count = len(others)
        there = ngettext("{} is given", "{} are given", count)
        required = ngettext("{} is required", "{} are required", count)
        words.append((there if given else required).format(_all(others)))
    return gettext(" and ").join(words) or None


def _names(value: JSON) -> list[str]:
    return [name for name in value if isinstance(name, str)] if isinstance(value, list) else []


def _all(names: list[str]) -> str:
    return gettext(" and ").join(filter(None, (", ".join(names[:-1]), names[-1])))


CONDITIONS: Final[Mapping[str, Keyword]] = {"not": _not, "if": _if}
"""Keyword -> what it adds to a shape."""
