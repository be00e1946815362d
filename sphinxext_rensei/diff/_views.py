"""A Schema Object in one form for all dialects, so that two ways to say one thing are no change."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.errors import UnresolvableReference
from sphinxext_rensei.spec import DIALECTS, find_dialect

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sphinxext_rensei.spec import JSON, Loaded, Place

ANNOTATIONS: Final = frozenset(
    (
        *("title", "description", "summary", "example", "examples", "default", "deprecated", "externalDocs", "xml"),
        *("readOnly", "writeOnly", "nullable", "$comment", "$id", "$anchor", "$schema", "$defs", "definitions"),
    )
)
"""Keywords that refuse no instance; those that begin with ``x-`` do not either."""
BRANCHES: Final = ("oneOf", "anyOf")
_NOTHING: Final = {"allOf": True, "oneOf": False, "anyOf": False}
"""Keyword -> the branch that changes nothing; it stands in for one that is not shown."""
_MAX_HOPS: Final = 100

Held = tuple["JSON", "Place"]
"""A value, and where it stands."""


@dataclass(frozen=True, slots=True)
class View:
    """One schema, its references followed.

    :param place: where it stands; equality is by it, and by ``nullable``, which is often said around a reference.
    :param name: what the schema is called that a reference led to; empty for one written in place.
    :param value: its keywords in JSON Schema 2020-12, without ``null`` among types and values.
    :param types: the types that it allows, ``null`` apart; empty for all.
    :param nullable: whether null is allowed, where types are given.
    :param never: whether nothing is allowed.
    :param is_unknown: whether a reference leads nowhere, or where its user says (JSON Schema core, section 8.2.3.2).
    :param all_of: the branches of ``allOf``.
    :param is_flat: whether those are merged into it.
    :param homes: a keyword, or a property -> the place of the schema that it was merged from.
    """

    place: Place
    name: str = field(default="", compare=False)
    value: Mapping[str, JSON] = field(default_factory=dict, compare=False)
    types: frozenset[str] = field(default=frozenset(), compare=False)
    nullable: bool = False
    never: bool = field(default=False, compare=False)
    is_unknown: bool = field(default=False, compare=False)
    all_of: tuple[Held, ...] = field(default=(), compare=False)
    is_flat: bool = False
    homes: Mapping[tuple[str | int, ...], Place] = field(default_factory=dict, compare=False)

    def held(self, *keys: str | int) -> Held:
        """What the schema holds at keys, and where."""
        value: JSON = dict(self.value)
        for key in keys:
            value = value[key]  # type: ignore[index]  # the caller has looked
        home = self.homes.get(keys[:2]) or self.homes.get(keys[:1]) or self.place
        return value, home.child(*keys)

    def branches(self) -> list[Held]:
        """The alternatives: those of ``oneOf`` and ``anyOf``, but for null."""
        return [
            self.held(keyword, index)
            for keyword in BRANCHES
            for index, branch in enumerate(listed(self.value.get(keyword)))
            if branch is not _NOTHING[keyword] and not _is_null(branch)
        ]

    def flag(self, keyword: str) -> bool:
        """Whether a keyword is true."""
        return self.value.get(keyword) is True

    def text(self, keyword: str) -> str:
        """A keyword that is a string."""
        found = self.value.get(keyword)
        return found if isinstance(found, str) else ""


class Views:
    """The schemas of one description.

    :param internal: whether what is marked ``x-internal`` is there.
    """

    def __init__(self, loaded: Loaded, *, internal: bool = True) -> None:
        self._internal = internal
        self.references = loaded.references
        self._names = loaded.description.schema_names
        self._dialect = find_dialect(loaded.description.openapi) or DIALECTS[-1]
        self._made: dict[Place, View] = {}

    def of(self, held: Held) -> View:
        """The schema at a place."""
        value, place = held
        made = self._made.get(place)
        if made is None:
            made = self._made[place] = self._view(value, place)
        return made

    def flat(self, view: View) -> View:
        """The schema with what all branches of ``allOf`` say."""
        return _flattened(view, _joined(view, self.of))

    def _view(self, value: JSON, place: Place) -> View:
        name, nullable = "", False
        around: dict[str, JSON] = {}
        for _ in range(_MAX_HOPS):
            if not isinstance(value, dict):
                return View(place, name, never=value is False)
            said = dict(self._dialect.upgrade(value))
            if not self._internal:
                said = self._shown(said, place)
            nullable = nullable or said.get("nullable") is True
            try:
                target, siblings = self._target(said, place)
            except UnresolvableReference:
                return View(place, name, is_unknown=True)
            if "$dynamicRef" in said:
                return View(place, name, is_unknown=True)
            if target is None:
                target, siblings, beside_null = _only_branch(said, place)
                nullable = nullable or beside_null
            if target is None:
                break
            if any(_is_assertion(keyword) for keyword in siblings):
                return self._made_of({**siblings, **around}, place, name, (target,), nullable=nullable)
            around = {**{key: held for key, held in siblings.items() if key != "nullable"}, **around}
            value, place = target
            name = self._names.get(place, name)
        else:
            return View(place, name)
        return self._made_of({**said, **around}, place, name, (), nullable=nullable)

    def _target(self, said: dict[str, JSON], place: Place) -> tuple[Held | None, dict[str, JSON]]:
        """What ``$ref`` leads to, and what counts beside it: nothing in OAS 3.0 (section 4.7.23)."""
        reference = said.get("$ref")
        if not isinstance(reference, str):
            return None, {}
        target = self.references.resolve(reference, place)
        siblings = {key: held for key, held in said.items() if key != "$ref"}
        return target, siblings if self._dialect.version != "3.0" else {}

    def _made_of(
        self, said: dict[str, JSON], place: Place, name: str, first: tuple[Held, ...], *, nullable: bool
    ) -> View:
        members = enumerate(listed(said.get("allOf")))
        branches = [(item, place.child("allOf", index)) for index, item in members if item is not True]
        types = _types(said)
        alternatives = [branch for keyword in BRANCHES for branch in listed(said.get(keyword))]
        nullable = nullable or ("null" in types and len(types) > 1) or any(map(_is_null, alternatives))
        if nullable and isinstance(values := said.get("enum"), list) and None in values:
            said["enum"] = [each for each in values if each is not None]
        types = types - {"null"} if len(types) > 1 else types
        return View(place, name, said, types, nullable, all_of=(*first, *branches))

    def _shown(self, said: dict[str, JSON], place: Place) -> dict[str, JSON]:
        """Keywords without the properties and branches that are internal; a branch leaves its place."""
        shown = dict(said)
        properties = mapping(said.get("properties"))
        hidden = {name for name, held in properties.items() if self._is_hidden(held, place.child("properties", name))}
        if hidden:
            left = {name: held for name, held in properties.items() if name not in hidden}
            needed: list[JSON] = [name for name in listed(said.get("required")) if name not in hidden]
            shown |= {"properties": left, "required": needed}
            shown = {key: held for key, held in shown.items() if held or key not in ("properties", "required")}
        for keyword, nothing in _NOTHING.items():
            if keyword in said:
                shown[keyword] = [
                    nothing if self._is_hidden(each, place.child(keyword, index)) else each
                    for index, each in enumerate(listed(said[keyword]))
                ]
        return shown

    def _is_hidden(self, value: JSON, place: Place) -> bool:
        with contextlib.suppress(UnresolvableReference):
            hops = self.references.follow(value, place)
            return any(isinstance(hop, dict) and hop.get("x-internal") is True for hop, _ in hops)
        return False


def listed(value: JSON) -> list[JSON]:
    """A value that should be an array; an empty one where it is none."""
    return value if isinstance(value, list) else []


def _is_assertion(keyword: str) -> bool:
    return keyword not in ANNOTATIONS and not keyword.startswith("x-")


def is_annotated_only(value: JSON) -> bool:
    """Whether a schema refuses nothing."""
    return value is True or (isinstance(value, dict) and not any(map(_is_assertion, value)))


def _only_branch(said: dict[str, JSON], place: Place) -> tuple[Held | None, dict[str, JSON], bool]:
    """The single branch of a schema that says nothing else, what is noted beside it, and whether null is one more."""
    for keyword in ("allOf", *BRANCHES):
        members = listed(said.get(keyword))
        branches = [
            (index, each) for index, each in enumerate(members) if not _is_null(each) and each is not _NOTHING[keyword]
        ]
        rest = {key: held for key, held in said.items() if key != keyword}
        if keyword == "allOf" and len(branches) > 1:
            # Authors of OAS 3.0 note in a branch what can't stand beside a reference.
            rest |= {
                key: held for _, each in branches if is_annotated_only(each) for key, held in mapping(each).items()
            }
            branches = [(index, each) for index, each in branches if not is_annotated_only(each)]
        if len(branches) == 1 and not any(map(_is_assertion, rest)):
            index, branch = branches[0]
            return (branch, place.child(keyword, index)), rest, any(map(_is_null, members))
    return None, {}, False


_NULL: Final[Mapping[str, tuple[JSON, ...]]] = {"type": ("null", ["null"]), "const": (None,), "enum": ([None],)}
"""Keyword -> what it says where it allows null alone."""


def _is_null(value: JSON) -> bool:
    """Whether a branch allows null alone, whatever is noted beside."""
    said = {key: held for key, held in value.items() if _is_assertion(key)} if isinstance(value, dict) else {}
    return bool(said) and all(held in _NULL.get(key, ()) for key, held in said.items())


def allows(types: frozenset[str], kind: str) -> bool:
    """Whether a type is among some: an integer is a number."""
    return kind in types or (kind == "integer" and "number" in types)


def _types(said: Mapping[str, JSON]) -> frozenset[str]:
    """The types that are given, or that the keywords imply."""
    given = said.get("type")
    types = frozenset([given] if isinstance(given, str) else (each for each in listed(given) if isinstance(each, str)))
    if not types:
        types = frozenset(kind for keyword, kind in (("properties", "object"), ("items", "array")) if keyword in said)
    return types - {"integer"} if "number" in types else types


def _joined(view: View, of: Callable[[Held], View]) -> list[View]:
    """A schema and all that ``allOf`` joins to it, at whatever depth, each once."""
    joined: list[View] = []
    seen = {view.place}
    ahead = [view]
    while ahead:
        part = ahead.pop()
        joined.append(part)
        branches = [branch for branch in map(of, part.all_of) if branch.place not in seen]
        seen.update(branch.place for branch in branches)
        ahead.extend(reversed(branches))
    return joined


def _flattened(view: View, parts: list[View]) -> View:
    """One schema of several; of two that say one keyword, the first, and of two for one property, what says more."""
    merged: dict[str, JSON] = {}
    properties: dict[str, JSON] = {}
    homes: dict[tuple[str | int, ...], Place] = {}
    for part in parts:
        for name, value in mapping(part.value.get("properties")).items():
            if name not in properties or is_annotated_only(properties[name]):
                properties[name] = value
                homes["properties", name] = part.place
        for keyword, value in part.value.items():
            if keyword not in merged:
                merged[keyword] = value
                homes[keyword,] = part.place
    required = [name for part in parts for name in listed(part.value.get("required"))]
    merged |= {"properties": properties} if properties else {}
    merged |= {"required": required} if required else {}
    merged.pop("allOf", None)
    typed = [part.types for part in parts if part.types]
    types = frozenset(kind for kind in frozenset[str]().union(*typed) if all(allows(each, kind) for each in typed))
    nullable = all(part.nullable for part in parts if part.types) and any(part.nullable for part in parts)
    never = any(part.never for part in parts) or bool(typed and not types)
    return View(view.place, view.name, merged, types, nullable, never, is_flat=True, homes=homes)


def mapping(value: JSON) -> dict[str, JSON]:
    """A value that should be an object; an empty one where it is none."""
    return value if isinstance(value, dict) else {}
