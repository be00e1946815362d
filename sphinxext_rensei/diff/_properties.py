"""Properties of objects, and what is allowed beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinxext_rensei.diff._codes import ChangeCode
from sphinxext_rensei.diff._pairs import Context, Edge, Local
from sphinxext_rensei.diff._quoting import quoted
from sphinxext_rensei.diff._sunset import Removal, removal
from sphinxext_rensei.diff._views import is_annotated_only, listed, mapping

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinxext_rensei.diff._views import View

_FLAGS: Final = (
    ("deprecated", ChangeCode.PROPERTY_DEPRECATED, ChangeCode.PROPERTY_REACTIVATED),
    ("readOnly", ChangeCode.BECAME_READ_ONLY, ChangeCode.BECAME_NOT_READ_ONLY),
    ("writeOnly", ChangeCode.BECAME_WRITE_ONLY, ChangeCode.BECAME_NOT_WRITE_ONLY),
)
_REMOVED: Final = (ChangeCode.PROPERTY_REMOVED_DEPRECATED, ChangeCode.PROPERTY_REMOVED_BEFORE_SUNSET)
_ADDITIONAL: Final = ("additionalProperties", "unevaluatedProperties", "unevaluatedItems")


def properties(context: Context, old: View, new: View) -> Iterator[Local | Edge]:
    """``properties`` and ``required``."""
    before, after = _named(old), _named(new)
    needed, needs = _required(old), _required(new)
    for name in before:
        was = context.old.of(old.held("properties", name))
        if name in after:
            yield from _both(context, name, old, new)
        else:
            is_lost = name in needed and name not in needs
            plain = ChangeCode.REQUIRED_PROPERTY_REMOVED if is_lost else ChangeCode.PROPERTY_REMOVED
            code, values = removal(
                Removal(plain, *_REMOVED), was.value, deprecated=was.flag("deprecated"), date=context.date
            )
            yield Local(code, values, was.place, new.place, name, _guard(was))
    for name in (each for each in after if each not in before):
        now = context.new.of(new.held("properties", name))
        is_new = name in needs and name not in needed
        code = ChangeCode.REQUIRED_PROPERTY_ADDED if is_new else ChangeCode.PROPERTY_ADDED
        yield Local(code, {}, old.place, now.place, name, _guard(now))
    # A name may be required that stands among no properties.
    for name in (each for each in needs if each not in needed and each not in after):
        yield Local(ChangeCode.PROPERTY_BECAME_REQUIRED, {}, old.place, new.place, name)
    for name in (each for each in needed if each not in needs and each not in before):
        yield Local(ChangeCode.PROPERTY_BECAME_OPTIONAL, {}, old.place, new.place, name)


def _both(context: Context, name: str, old: View, new: View) -> Iterator[Local | Edge]:
    was, now = context.old.of(old.held("properties", name)), context.new.of(new.held("properties", name))
    guard = _guard(was) if _guard(was) == _guard(now) else ""
    is_required = name in _required(new)
    if is_required != (name in _required(old)):
        code = ChangeCode.PROPERTY_BECAME_REQUIRED if is_required else ChangeCode.PROPERTY_BECAME_OPTIONAL
        yield Local(code, {}, was.place, now.place, name, _guard(now))
    for keyword, begins, ends in _FLAGS:
        if was.flag(keyword) != now.flag(keyword):
            code = begins if now.flag(keyword) else ends
            if code is ChangeCode.BECAME_NOT_WRITE_ONLY and is_required:
                code = ChangeCode.REQUIRED_BECAME_NOT_WRITE_ONLY
            yield Local(code, {}, was.place, now.place, name)
    yield Edge(name, was, now, guard)


def _guard(view: View) -> str:
    return next((keyword for keyword in ("readOnly", "writeOnly") if view.flag(keyword)), "")


def _named(view: View) -> dict[str, object]:
    held = mapping(view.value.get("properties"))
    return {name: value for name, value in held.items() if isinstance(value, (dict, bool))}


def _required(view: View) -> dict[str, None]:
    return dict.fromkeys(name for name in listed(view.value.get("required")) if isinstance(name, str))


def additional(context: Context, old: View, new: View) -> Iterator[Local | Edge]:
    """``additionalProperties`` and its kin: all, none, or what fits a schema."""
    for keyword in _ADDITIONAL:
        before, after = _openness(old, keyword), _openness(new, keyword)
        if before == after == _SCHEMA:
            yield Edge("[*]", context.old.of(old.held(keyword)), context.new.of(new.held(keyword)))
        elif before != after:
            is_less = after < before
            code = ChangeCode.ADDITIONAL_PROPERTIES_NARROWED if is_less else ChangeCode.ADDITIONAL_PROPERTIES_WIDENED
            yield Local(code, {"name": quoted(keyword)}, old.place, new.place)


_NONE, _SCHEMA, _ALL = range(3)


def _openness(view: View, keyword: str) -> int:
    held = view.value.get(keyword, True)
    if held is False:
        return _NONE
    return _SCHEMA if isinstance(held, dict) and not is_annotated_only(held) else _ALL
