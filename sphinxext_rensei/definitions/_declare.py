"""The types that some schemas need, each under a name, as many as there is room for."""

from __future__ import annotations

import re
import unicodedata
from collections import deque
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.definitions._build import Made, Types, narrow
from sphinxext_rensei.definitions._model import (
    NEVER,
    NULL,
    UNKNOWN,
    Constants,
    Declaration,
    Field,
    Intersection,
    Name,
    Object,
    Record,
    Scalar,
    Type,
    Union,
    mapped,
    names,
    parts,
    union,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Mapping, Sequence

    from sphinxext_rensei.schema import Analyser, Direction
    from sphinxext_rensei.spec import Place, Schema

    _Narrowed = dict[Name, dict[str, tuple[str, ...]]]

_DIRECT: Final = (Union, Intersection)
"""Types that are read together with those inside them; a name may not lead back to itself through them alone."""
_MAX_SUMMARY: Final = 120
"""Characters of a description that a comment holds."""
_SENTENCE: Final = re.compile(r"\w{3}\W?\.(?= [A-Z`])")
"""The end of a sentence, which the dots of an abbreviation are not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Root:
    """A type that is asked for.

    :param name: what it is to be called.
    :param words: what is said of it, with ``{}`` for the details of all roots that are one type.
    """

    name: str
    schema: Schema
    direction: Direction
    words: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What declaring needs to know.

    :param note: is told which places were read.
    :param say: a description in the language of the site; None where types go without.
    :param reserved: names that the language gives a meaning.
    :param room: once so many properties are written, what else is named gets its name and no more.
    """

    analyser: Analyser
    note: Callable[[Iterable[Place]], object]
    say: Callable[[str], str] | None
    reserved: frozenset[str]
    room: int

    def used(self, schema: Schema, direction: Direction, narrowed: _Narrowed) -> Type:
        """The type of a schema where it is used."""
        return self._noted(self._types(direction).used(schema), direction, narrowed)

    def declared(self, name: Name, narrowed: _Narrowed) -> Type:
        """What a named schema is."""
        return self._noted(self._types(name.direction).declared(name.name), name.direction, narrowed)

    def said(self, text: str) -> str:
        """A description as readers get it."""
        return self.say(text) if self.say and text else ""

    def _types(self, direction: Direction) -> Types:
        return self.analyser.once(_described if self.say else _bare, direction)

    def _noted(self, made: Made, direction: Direction, narrowed: _Narrowed) -> Type:
        self.note(made.sources)
        for schema, by_name in made.narrowed.items():
            known = narrowed.setdefault(Name(schema, direction), {})
            for name, values in by_name.items():
                known[name] = tuple(dict.fromkeys((*known.get(name, ()), *values)))
        return made.type


def _described(analyser: Analyser, direction: Direction) -> Types:
    return Types(analyser, direction, described=True)


def _bare(analyser: Analyser, direction: Direction) -> Types:
    return Types(analyser, direction, described=False)


def declare(scope: Scope, roots: Sequence[Root]) -> tuple[Declaration, ...]:
    """The roots but for mere strings and the like, then the named types that they use, nearest first."""
    narrowed: _Narrowed = {}
    wanted: dict[tuple[Direction, Type], list[Root]] = {}
    for root in roots:
        used = scope.used(root.schema, root.direction, narrowed)
        wanted.setdefault((root.direction, used), []).append(root)
    wanted = {key: held for key, held in wanted.items() if not isinstance(key[1], Scalar)}
    found = _without_circles(_found(scope, [type_ for _, type_ in wanted], narrowed))
    given = _identifiers(found, scope.reserved)
    taken = {*given.values(), *scope.reserved}
    declared: dict[str, Declaration] = {}
    for (_, type_), held in wanted.items():
        renamed = _renamed(type_, given, scope)
        name = identifier(held[0].name, ())
        if renamed not in {Name(name), union([Name(name), NULL])}:
            name = identifier(name, taken)
            taken.add(name)
            details = ", ".join(dict.fromkeys(filter(None, (root.detail for root in held))))
            declared[name] = Declaration(name=name, type=renamed, description=held[0].words.format(details))
    for key, each in found.items():
        declared.setdefault(given[key], _declaration(scope, key, each, given))
    return tuple(declared.values())


def _declaration(scope: Scope, key: Name, type_: Type | None, given: Mapping[Name, str]) -> Declaration:
    shape = scope.analyser.shape(scope.analyser.description.schemas[key.name])
    scope.note(shape.sources)
    if type_ is None:
        type_ = Record(UNKNOWN) if shape.is_object else UNKNOWN
        return Declaration(name=given[key], type=type_, shortened=True)
    return Declaration(
        name=given[key],
        type=_renamed(type_, given, scope),
        description=scope.said(shape.description or shape.title),
        deprecated=shape.deprecated,
    )


def _found(scope: Scope, roots: list[Type], narrowed: _Narrowed) -> dict[Name, Type | None]:
    """The named schemas that types use, nearest first; None for those that there is no room for."""
    room = scope.room - sum(map(_size, roots))
    found: dict[Name, Type | None] = {}
    queue = deque(name for type_ in roots for name in names(type_))
    while queue:
        name = queue.popleft()
        if name in found:
            continue
        # What a root is stands in full, whatever its size.
        type_ = scope.declared(name, narrowed) if room > 0 or name in roots else None
        found[name] = type_
        if type_ is not None:
            room -= _size(type_)
            queue.extend(names(type_))
    return {name: narrow(type_, narrowed.get(name, {})) if type_ else None for name, type_ in found.items()}


def _size(type_: Type) -> int:
    own = len(type_.fields) if isinstance(type_, Object) else 1
    return own + sum(map(_size, parts(type_))) if isinstance(type_, (Object, *_DIRECT)) else own


def _without_circles(found: dict[Name, Type | None]) -> dict[Name, Type | None]:
    """A type that is itself or another is that other."""
    for name, type_ in found.items():
        if type_ is not None and _leads_to(name, type_, found, set()):
            found[name] = _cut(type_, name, found, UNKNOWN)
    return found


def _leads_to(target: Name, type_: Type, found: Mapping[Name, Type | None], seen: set[Name]) -> bool:
    for name in names(type_, through=_DIRECT):
        if name == target:
            return True
        inner = found.get(name)
        if name not in seen and inner is not None:
            seen.add(name)
            if _leads_to(target, inner, found, seen):
                return True
    return False


def _cut(type_: Type, target: Name, found: Mapping[Name, Type | None], nothing: Type) -> Type:
    if isinstance(type_, Name):
        return nothing if _leads_to(target, type_, found, set()) else type_
    if not isinstance(type_, _DIRECT):
        return type_
    inner = NEVER if isinstance(type_, Union) else UNKNOWN
    return mapped(type_, lambda part: _cut(part, target, found, inner))


# Names ---------------------------------------------------------------------------------------------------------------


def _identifiers(found: Mapping[Name, Type | None], reserved: frozenset[str]) -> dict[Name, str]:
    """A name for each type; requests have one of their own where what they hold differs."""
    given: dict[Name, str] = {}
    taken = {*reserved}
    differing = _differing(found)
    for key in found:
        other = next((each for each in given if each.name == key.name), None)
        if other is not None and key.name not in differing:
            given[key] = given[other]
            continue
        wanted = identifier(key.name, ())
        if key.name in differing and key.direction == "request":
            wanted += "Input"
        name = identifier(wanted, taken)
        given[key] = name
        taken.add(name)
    return given


def _differing(found: Mapping[Name, Type | None]) -> set[str]:
    """The schemas that are one type in a request and another in a response."""
    pairs = {
        key.name: (found[key], found[other])
        for key in found
        if key.direction == "request" and (other := Name(key.name, "response")) in found
    }
    differing = {name for name, (one, other) in pairs.items() if _undirected(one) != _undirected(other)}
    before = -1
    while before != len(differing):
        before = len(differing)
        for name, both in pairs.items():
            if any(used.name in differing for each in both if each for used in names(each)):
                differing.add(name)
    return differing


def _undirected(type_: Type | None) -> Type | None:
    if isinstance(type_, Name):
        return Name(type_.name)
    return mapped(type_, lambda part: _undirected(part) or part) if type_ else None


def _renamed(type_: Type, given: Mapping[Name, str], scope: Scope) -> Type:
    """A type with the names that were given, described in the language of the site."""
    match type_:
        case Scalar() | Constants():
            return type_
        case Name():
            return Name(given[type_])
        case Object(fields, rest):
            renamed = tuple(_renamed_field(each, given, scope) for each in fields)
            return Object(renamed, _renamed(rest, given, scope) if rest else None)
        case Union(members):
            # As different as they were: names stay names of different things.
            return Union(tuple(_renamed(each, given, scope) for each in members))
        case _:
            return mapped(type_, lambda part: _renamed(part, given, scope))


def _renamed_field(field: Field, given: Mapping[Name, str], scope: Scope) -> Field:
    type_, description = _renamed(field.type, given, scope), scope.said(field.description)
    # Most fields are plain, and stay what they are.
    return (
        field
        if type_ is field.type and description == field.description
        else replace(field, type=type_, description=description)
    )


def identifier(text: str, taken: Container[str]) -> str:
    """A name that every language takes for a type: ``pull-request`` is ``PullRequest``."""
    wanted = _pascal_case(text)
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted}{number}", number + 1
    return name


@lru_cache(maxsize=10_000)
def _pascal_case(text: str) -> str:
    words = re.split(r"[\W_]+", unicodedata.normalize("NFKC", text))
    wanted = "".join(word[:1].upper() + word[1:] for word in words)
    wanted = "".join(character for character in wanted if f"a{character}".isidentifier())
    return wanted if wanted.isidentifier() else f"Type{wanted}"


@lru_cache(maxsize=10_000)
def summary(text: str) -> str:
    """What a description begins with, in one line: whole sentences where they fit, without what can't be printed."""
    words = " ".join(re.split(r"\n[ \t]*\n", text.strip(), maxsplit=1)[0].split())
    printed = "".join(character for character in words if character.isprintable())
    if len(printed) <= _MAX_SUMMARY:
        return printed
    ends = [match.end() for match in _SENTENCE.finditer(printed, 0, _MAX_SUMMARY)]
    return printed[: ends[-1]] if ends else f"{printed[:_MAX_SUMMARY].rpartition(' ')[0] or printed[:_MAX_SUMMARY]} …"
