"""Where in the bundle the objects of other files are: components of the right kind, with names of their own."""

from __future__ import annotations

import contextlib
import re
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import quote

from sphinxext_rensei.errors import UnresolvableReference
from sphinxext_rensei.spec import STRUCTURE, find_dialect, name_candidates

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinxext_rensei.spec import JSON, Loaded, Place

_SINCE: Final = {"mediaTypes": "3.2"}
"""Fields of the Components Object that came later than OAS 3.0."""
# A path item stands where it is used: there, every reader and every version finds it.
_NEVER: Final = frozenset({"pathItems"})
_UNFIT: Final = re.compile(r"[^A-Za-z0-9._-]+")


class Component(NamedTuple):
    """A component: the field of the Components Object, and its name there."""

    field: str
    name: str

    @property
    def pointer(self) -> str:
        """The JSON Pointer to it; no name of a component has to be escaped there."""
        return f"/components/{self.field}/{self.name}"


class Components:
    """The components of the bundle, by the place and the kind of what they hold.

    :ivar moved: what gets a component of its own, in the order of its discovery.
    """

    def __init__(self, loaded: Loaded) -> None:
        dialect = find_dialect(loaded.description.openapi)
        version = dialect.version if dialect else ""
        self.fields: Mapping[str, str] = {
            kind: field
            for field, (_, kind) in STRUCTURE["components"].items()
            if field not in _NEVER and _SINCE.get(field, "") <= version
        }
        self.description = loaded.description
        self.entry = loaded.references.entry
        self._references = loaded.references
        self._known: dict[tuple[Place, str], Component] = {}
        self._taken = {Component(field, name) for field, name, _ in written_components(loaded.references.contents)}
        self.moved: dict[Component, tuple[JSON, str, Place]] = {}

    def end(self, reference: str, place: Place) -> tuple[JSON, Place] | None:
        """Where a reference leads: through those that are nothing but one, and no further than into the entry."""
        found = None
        seen = {place}
        with contextlib.suppress(UnresolvableReference):
            found = value, at = self._references.resolve(reference, place)
            while at.uri != self.entry and isinstance(value, dict) and is_pure(value) and at not in seen:
                seen.add(at)
                found = value, at = self._references.resolve(str(value["$ref"]), at)
        return found

    def lead(self, value: JSON, kind: str, place: Place) -> str:
        """The reference that leads in the bundle to what stands at a place."""
        return fragment_of(place.pointer if place.uri == self.entry else self.move(value, kind, place).pointer)

    def claim(self, field: str, name: str, kind: str, place: Place) -> bool:
        """Make a component of the entry document the home of a place; False where that has another one."""
        component = Component(field, name)
        return self._known.setdefault((place, kind), component) == component

    def move(self, value: JSON, kind: str, place: Place) -> Component:
        """The component that holds what stands at a place in another file."""
        known = self._known.get((place, kind))
        if known is None:
            field = self.fields[kind]
            known = next(each for each in self._candidates(field, place) if each not in self._taken)
            self._taken.add(known)
            self._known[place, kind] = known
            self.moved[known] = (value, kind, place)
        return known

    def _candidates(self, field: str, place: Place) -> Iterator[Component]:
        """Names as the site's pages have them, where a component may be called so (OAS 3.2.0, section 4.6)."""
        given = (
            [self.description.schema_names[place]]
            if field == "schemas" and place in self.description.schema_names
            else []
        )
        for candidate in chain(given, name_candidates(place)):
            name = _UNFIT.sub("-", candidate).strip("-")
            if not name or name.isdecimal():
                name = f"{field}-{name}".rstrip("-")
            yield Component(field, name)


def is_pure(value: Mapping[str, JSON]) -> bool:
    """Whether an object is a reference and nothing else."""
    return set(value) == {"$ref"} and isinstance(value["$ref"], str)


def fragment_of(pointer: str) -> str:
    """A JSON Pointer as a reference (RFC 6901, section 6)."""
    return "#" + quote(pointer, safe="/~!$&'()*+,;=:@?")


def written_components(contents: JSON) -> Iterator[tuple[str, str, JSON]]:
    """The components of an entry document: field, name, value."""
    components = contents.get("components") if isinstance(contents, dict) else None
    for field, held in components.items() if isinstance(components, dict) else ():
        if field in STRUCTURE["components"] and isinstance(held, dict):
            for name, value in held.items():
                yield field, name, value
