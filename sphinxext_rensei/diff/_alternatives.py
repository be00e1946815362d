"""Branches of ``oneOf``, ``anyOf`` and ``allOf``: which of the old ones are which of the new ones."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.diff._codes import ChangeCode
from sphinxext_rensei.diff._pairs import Context, Edge, Local
from sphinxext_rensei.diff._quoting import quoted
from sphinxext_rensei.diff._views import BRANCHES, is_annotated_only, mapping

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sphinxext_rensei.diff._views import Held, View


def alternatives(context: Context, old: View, new: View) -> Iterator[Local | Edge]:
    """``oneOf`` and ``anyOf``."""
    before, after = _views(context.old.of, old.branches()), _views(context.new.of, new.branches())
    if bool(before) != bool(after):
        code = ChangeCode.BECAME_ALTERNATIVES if after else ChangeCode.ALTERNATIVES_REMOVED
        yield Local(code, {}, old.place, new.place)
        return
    pairs, gone, come = match(context, before, after)
    for left, right in pairs:
        yield Edge(f"({right.name})" if right.name else "", left, right)
    for view in gone:
        yield Local(ChangeCode.ALTERNATIVE_REMOVED, {"name": named(view)}, view.place, new.place)
    for view in come:
        yield Local(ChangeCode.ALTERNATIVE_ADDED, {"name": named(view)}, old.place, view.place)


def reshaped(context: Context, old: View, new: View) -> list[Local]:
    """What changed where one schema has become several alternatives and nothing else, or the other way round."""
    if bool(old.branches()) == bool(new.branches()) or not _is_choice(old if old.branches() else new):
        return []
    before, after = _views(context.old.of, old.branches()), _views(context.new.of, new.branches())
    places = (old.place, new.place)
    kept = next((each for each in before if context.is_same(each, new)), None)
    kept = kept or next((each for each in after if context.is_same(old, each)), None)
    if kept is None or "properties" in (new if before else old).value:
        return [Local(ChangeCode.ALTERNATIVES_REMOVED if before else ChangeCode.BECAME_ALTERNATIVES, {}, *places)]
    code = ChangeCode.ALTERNATIVE_REMOVED if before else ChangeCode.ALTERNATIVE_ADDED
    return [Local(code, {"name": named(view)}, *places) for view in (*before, *after) if view is not kept]


def _is_choice(view: View) -> bool:
    return is_annotated_only({key: held for key, held in view.value.items() if key not in BRANCHES})


def all_of(context: Context, old: View, new: View) -> Iterator[Local | Edge]:
    """``allOf``; a branch that only says something refuses nothing."""
    before, after = _views(context.old.of, old.all_of), _views(context.new.of, new.all_of)
    pairs, gone, come = match(context, before, after)
    for left, right in pairs:
        yield Edge("", left, right)
    for view in gone:
        code = ChangeCode.ALL_OF_ANNOTATED if is_annotated_only(dict(view.value)) else ChangeCode.ALL_OF_REMOVED
        yield Local(code, {"name": named(view)}, view.place, new.place)
    for view in come:
        code = ChangeCode.ALL_OF_ANNOTATED if is_annotated_only(dict(view.value)) else ChangeCode.ALL_OF_ADDED
        yield Local(code, {"name": named(view)}, old.place, view.place)


def is_restructured(old: View, new: View) -> bool:
    """Whether what was said beside ``allOf`` may be said in it now, or the other way round."""
    return bool(old.all_of or new.all_of) and _beside(old) != _beside(new)


def _beside(view: View) -> object:
    return view.types, set(mapping(view.value.get("properties")))


def named(view: View) -> str:
    """What a branch is called: its name, its title, its types."""
    return quoted(view.name or view.text("title") or " | ".join(sorted(view.types)) or "schema")


def _views(of: Callable[[Held], View], held: Sequence[Held]) -> list[View]:
    return [of(each) for each in held]


def match(
    context: Context, old: list[View], new: list[View]
) -> tuple[list[tuple[View, View]], list[View], list[View]]:
    """Pairs of branches that stand for each other, then those without one: by name, by content, by title, by order."""
    pairs: list[tuple[View, View]] = []
    old, new = list(old), list(new)
    for key in _KEYS:
        _match_by(key, pairs, old, new)
    for left in list(old):
        right = next((each for each in new if context.is_same(left, each)), None)
        if right is not None:
            pairs.append((left, right))
            old.remove(left)
            new.remove(right)
    _match_by(lambda view: None if view.name else view.types, pairs, old, new)
    return pairs, old, new


def _match_by(key: Callable[[View], object], pairs: list[tuple[View, View]], old: list[View], new: list[View]) -> None:
    for left in list(old):
        wanted = key(left)
        right = next((each for each in new if key(each) == wanted), None) if wanted else None
        if right is not None:
            pairs.append((left, right))
            old.remove(left)
            new.remove(right)


_KEYS: Final[tuple[Callable[[View], object], ...]] = (
    lambda view: view.name,
    lambda view: json.dumps(dict(view.value), sort_keys=True) if not view.name else "",
    lambda view: view.text("title"),
)
