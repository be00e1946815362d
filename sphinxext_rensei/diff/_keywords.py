"""What each keyword of a schema says about a change of it: a table of functions over two schemas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinxext_rensei.diff._alternatives import all_of, alternatives
from sphinxext_rensei.diff._bounds import bounds
from sphinxext_rensei.diff._codes import ChangeCode
from sphinxext_rensei.diff._pairs import Context, Edge, Local, local
from sphinxext_rensei.diff._properties import additional, properties
from sphinxext_rensei.diff._quoting import quoted, shown
from sphinxext_rensei.diff._views import allows, is_annotated_only, listed, mapping
from sphinxext_rensei.schema import identity, same

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

    from sphinxext_rensei.diff._views import Held, View
    from sphinxext_rensei.spec import JSON

_WIDER: Final = frozenset(
    (
        *(("int32", "int64"), ("float", "double"), ("email", "idn-email"), ("hostname", "idn-hostname")),
        *(("uri", "uri-reference"), ("uri", "iri"), ("uri", "iri-reference")),
        *(("iri", "iri-reference"), ("uri-reference", "iri-reference")),
    )
)
"""A format, and one that allows all that it does (JSON Schema validation, section 7.3)."""
_ANYTHING: Final = frozenset((".*", "^.*$"))
"""Patterns that refuse nothing."""
_ONE: Final = ("contains", "propertyNames", "contentSchema")
_CONDITIONS: Final = ("not", "if", "then", "else")
_MAPS: Final = ("patternProperties", "dependentSchemas")


def types(_: Context, old: View, new: View) -> Iterator[Local]:
    """``type``, without null where it is one of several."""
    before, after = _kinds(old, new), _kinds(new, old)
    if old.never != new.never:
        wider, narrower = old.never, new.never
    elif before == after or not (_composed(old) == _composed(new) or (before and after)):
        return
    else:
        wider, narrower = _covers(after, before), _covers(before, after)
    code = ChangeCode.TYPE_CHANGED
    if wider or narrower:
        code = ChangeCode.TYPE_WIDENED if wider else ChangeCode.TYPE_NARROWED
    yield local(code, old, new, "type", old=_named(before, old), new=_named(after, new))


def _kinds(view: View, other: View) -> frozenset[str]:
    """The types of a schema, with null where it is all that one of two allows."""
    is_null = view.nullable and "null" in other.types
    return view.types | {"null"} if is_null else view.types


def _composed(view: View) -> bool:
    return bool(view.all_of or view.branches())


def _covers(wide: frozenset[str], narrow: frozenset[str]) -> bool:
    if not wide:
        return True
    return bool(narrow) and all(allows(wide, kind) for kind in narrow)


def _named(kinds: frozenset[str], view: View) -> str:
    return " | ".join(quoted(kind) for kind in sorted(kinds)) or ("`never`" if view.never else "`any`")


def null(_: Context, old: View, new: View) -> Iterator[Local]:
    """Whether null is allowed; where all types are, it always is."""
    is_told = "null" in old.types | new.types
    is_said = all(view.types or _composed(view) or "enum" in view.value for view in (old, new))
    if old.nullable != new.nullable and is_said and not is_told:
        code = ChangeCode.BECAME_NULLABLE if new.nullable else ChangeCode.BECAME_NOT_NULLABLE
        yield local(code, old, new, "type")


def formats(_: Context, old: View, new: View) -> Iterator[Local]:
    """``format``; that of another type says nothing of its own."""
    before, after = old.text("format"), new.text("format")
    if before == after or old.types != new.types:
        return
    if not before:
        code = ChangeCode.FORMAT_ADDED
    elif not after:
        code = ChangeCode.FORMAT_REMOVED
    elif (before, after) in _WIDER:
        code = ChangeCode.FORMAT_WIDENED
    elif (after, before) in _WIDER:
        code = ChangeCode.FORMAT_NARROWED
    else:
        code = ChangeCode.FORMAT_CHANGED
    yield local(code, old, new, "format", old=shown(before), new=shown(after))


def values(_: Context, old: View, new: View) -> Iterator[Local]:
    """``enum`` and ``const``."""
    before, after = _allowed(old), _allowed(new)
    if before == after:
        return
    if "const" in old.value or "const" in new.value:
        yield from _const(old, new)
    elif before is None or after is None:
        code = ChangeCode.BECAME_ENUM if before is None else ChangeCode.ENUM_REMOVED
        yield local(code, old, new, "enum", old=_all(before), new=_all(after))
    else:
        for key in (each for each in before if each not in after):
            yield local(ChangeCode.ENUM_VALUE_REMOVED, old, new, "enum", name=shown(before[key]))
        for key in (each for each in after if each not in before):
            yield local(ChangeCode.ENUM_VALUE_ADDED, old, new, "enum", name=shown(after[key]))


def _const(old: View, new: View) -> Iterator[Local]:
    was, now = "const" in old.value, "const" in new.value
    code = ChangeCode.CONST_CHANGED if was and now else ChangeCode.CONST_ADDED if now else ChangeCode.CONST_REMOVED
    yield local(code, old, new, "const", old=_all(_allowed(old)), new=_all(_allowed(new)))


def _allowed(view: View) -> dict[Hashable, JSON] | None:
    if "const" in view.value:
        return {identity(view.value["const"]): view.value["const"]}
    values = view.value.get("enum")
    return {identity(each): each for each in values} if isinstance(values, list) else None


def _all(allowed: dict[Hashable, JSON] | None) -> str:
    named = [shown(value) for value in (allowed or {}).values()]
    return ", ".join(named[:5]) + (" …" if len(named) > 5 else "")  # noqa: PLR2004 - enough to recognise it


def pattern(_: Context, old: View, new: View) -> Iterator[Local]:
    """``pattern``; nothing tells whether one allows less than another."""
    before, after = ("" if text in _ANYTHING else text for text in (old.text("pattern"), new.text("pattern")))
    if before != after:
        code = ChangeCode.PATTERN_CHANGED
        if not before or not after:
            code = ChangeCode.PATTERN_ADDED if after else ChangeCode.PATTERN_REMOVED
        yield local(code, old, new, "pattern", old=shown(before), new=shown(after))


def default(_: Context, old: View, new: View) -> Iterator[Local]:
    """``default``."""
    was, now = "default" in old.value, "default" in new.value
    before, after = old.value.get("default"), new.value.get("default")
    if was and now and not same(before, after):
        yield local(ChangeCode.DEFAULT_CHANGED, old, new, "default", old=shown(before), new=shown(after))
    elif was != now:
        code = ChangeCode.DEFAULT_ADDED if now else ChangeCode.DEFAULT_REMOVED
        yield local(code, old, new, "default", old=shown(before), new=shown(after))


def items(context: Context, old: View, new: View) -> Iterator[Local | Edge]:
    """``items`` and ``prefixItems``, by position."""
    yield from _one(context, old, new, "items", "[]")
    for index in range(max(len(listed(each.value.get("prefixItems"))) for each in (old, new))):
        left, right = context.old.of(_item(old, index)), context.new.of(_item(new, index))
        if left.never == right.never:
            yield Edge(f"[{index}]", left, right)
        else:
            code = ChangeCode.PREFIX_ITEM_ADDED if left.never else ChangeCode.PREFIX_ITEM_REMOVED
            yield local(code, old, new, "prefixItems", name=str(index))


def _item(view: View, index: int) -> Held:
    """The schema of an item: of ``prefixItems``, behind these of ``items`` (JSON Schema core, section 10.3.1)."""
    if index < len(listed(view.value.get("prefixItems"))):
        return view.held("prefixItems", index)
    return view.held("items") if "items" in view.value else (True, view.place.child("items"))


def _one(context: Context, old: View, new: View, keyword: str, step: str) -> Iterator[Local | Edge]:
    """A keyword that holds a schema."""
    was, now = (_refuses(each, keyword) for each in (old, new))
    if was and now:
        yield Edge(step, context.old.of(old.held(keyword)), context.new.of(new.held(keyword)))
    elif was != now:
        code = ChangeCode.KEYWORD_ADDED if now else ChangeCode.KEYWORD_REMOVED
        yield local(code, old, new, keyword, name=quoted(keyword))


def _refuses(view: View, keyword: str) -> bool:
    """Whether a keyword can make an instance fail; ``contains`` asks for an item, whatever it is."""
    held = view.value.get(keyword, True)
    return keyword in view.value if keyword == "contains" else not is_annotated_only(held)


def held(context: Context, old: View, new: View) -> Iterator[Local | Edge]:
    """Keywords that hold a schema, or schemas by name."""
    for keyword in _ONE:
        yield from _one(context, old, new, keyword, f"({keyword})")
    for keyword in _MAPS:
        before, after = (mapping(each.value.get(keyword)) for each in (old, new))
        for name in dict.fromkeys((*before, *after)):
            if name in before and name in after:
                left, right = context.old.of(old.held(keyword, name)), context.new.of(new.held(keyword, name))
                yield Edge(f"({name})", left, right)
            else:
                code = ChangeCode.KEYWORD_ADDED if name in after else ChangeCode.KEYWORD_REMOVED
                yield local(code, old, new, keyword, name=f"{quoted(keyword)} {shown(name)}")


def conditions(context: Context, old: View, new: View) -> Iterator[Local]:
    """``not``, ``if``, ``then`` and ``else``: what narrows there may widen here."""
    for keyword in _CONDITIONS:
        was, now = keyword in old.value, keyword in new.value
        if was and now:
            left, right = context.old.of(old.held(keyword)), context.new.of(new.held(keyword))
            if not context.is_same(left, right):
                yield local(ChangeCode.KEYWORD_CHANGED, old, new, keyword, name=quoted(keyword))
        elif was != now:
            code = ChangeCode.KEYWORD_ADDED if now else ChangeCode.KEYWORD_REMOVED
            yield local(code, old, new, keyword, name=quoted(keyword))


def dependent_required(_: Context, old: View, new: View) -> Iterator[Local]:
    """``dependentRequired``."""
    before, after = (mapping(each.value.get("dependentRequired")) for each in (old, new))
    for name in dict.fromkeys((*before, *after)):
        said = f"{quoted('dependentRequired')} {shown(name)}"
        if name not in before or name not in after:
            code = ChangeCode.KEYWORD_ADDED if name in after else ChangeCode.KEYWORD_REMOVED
            yield local(code, old, new, "dependentRequired", name=said)
        elif before[name] != after[name]:
            both = {"old": shown(before[name]), "new": shown(after[name])}
            yield local(ChangeCode.DEPENDENT_REQUIRED_CHANGED, old, new, "dependentRequired", name=shown(name), **both)


def content(_: Context, old: View, new: View) -> Iterator[Local]:
    """``contentMediaType`` and ``contentEncoding``."""
    for keyword in ("contentMediaType", "contentEncoding"):
        before, after = old.text(keyword), new.text(keyword)
        if before != after:
            said = {"name": quoted(keyword), "old": shown(before), "new": shown(after)}
            yield local(ChangeCode.CONTENT_CHANGED, old, new, keyword, **said)


def discriminator(_: Context, old: View, new: View) -> Iterator[Local]:
    """``discriminator``: it hints, and allows nothing (OAS 3.2.0, section 4.25)."""
    before, after = (mapping(each.value.get("discriminator")) for each in (old, new))
    was, now = str(before.get("propertyName", "")), str(after.get("propertyName", ""))
    if was != now:
        code = ChangeCode.DISCRIMINATOR_CHANGED
        if not was or not now:
            code = ChangeCode.DISCRIMINATOR_ADDED if now else ChangeCode.DISCRIMINATOR_REMOVED
        yield local(code, old, new, "discriminator", old=shown(was), new=shown(now))
    left, right = mapping(before.get("mapping")), mapping(after.get("mapping"))
    for value in dict.fromkeys((*left, *right)):
        if value not in left or value not in right:
            code = ChangeCode.MAPPING_ADDED if value in right else ChangeCode.MAPPING_REMOVED
            yield local(code, old, new, "discriminator", name=shown(value))
        elif _last(left[value]) != _last(right[value]):
            yield local(ChangeCode.MAPPING_CHANGED, old, new, "discriminator", name=shown(value))


def _last(target: JSON) -> str:
    return str(target).rpartition("/")[2]


KEYWORDS: Final[tuple[Callable[[Context, View, View], Iterator[Local | Edge]], ...]] = (
    types,
    null,
    formats,
    values,
    bounds,
    pattern,
    default,
    properties,
    additional,
    items,
    held,
    conditions,
    dependent_required,
    content,
    alternatives,
    all_of,
    discriminator,
)
"""Each is a function of the comparison and two schemas; none depends on another."""
