"""A description of many files as one: what other files hold moves into the components, or to where it is used.

Every ``$ref`` of the result leads into the result. What it means stays: each object, with all references followed, is
the one that it was (OAS 3.2.0, sections 4.1.2 and 4.23).
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import unquote, urldefrag

from sphinxext_rensei.bundle._components import Component, Components, fragment_of, is_pure, written_components
from sphinxext_rensei.bundle._implied import SPECIAL, is_closed
from sphinxext_rensei.spec import STRUCTURE, Holds, Place, child, join_uri

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinxext_rensei.spec import JSON, Loaded

_DATA: Final[Mapping[str, frozenset[str]]] = {
    "schema": frozenset({"examples", "enum", "const"}),
    "example": frozenset({"value", "dataValue"}),
    "link": frozenset({"parameters", "requestBody"}),
}
"""Object -> fields whose values are data, where ``$ref`` is a key like any other."""
_DATA_ANYWHERE: Final = frozenset({"example", "default"})
_OVERRIDES: Final = ("summary", "description")
"""What stands beside a ``$ref`` and counts (OAS 3.1, section 4.8.23)."""


def bundle(loaded: Loaded) -> JSON:
    """The description as one file's contents; as they are where it is one file already.

    A ``$ref`` that leads nowhere stays as it is.
    """
    references = loaded.references
    if len(references.files) == 1 and is_closed(references.contents):
        return references.contents
    contents = _Bundler(loaded).contents()
    # The copy may have asked for files that nothing else reads, or have found that there are none.
    return references.contents if len(references.files) == 1 else contents


class _Copy(NamedTuple):
    """A copy to be made of an object.

    :param kind: which object it is; empty for one that the table of the structure does not name.
    :param at: where the copy stands, as a JSON Pointer.
    :param around: the objects that are written in place around it, and where.
    """

    kind: str
    place: Place
    at: str
    around: Mapping[Place, str]

    def inside(self, key: str | int, kind: str) -> _Copy:
        """The copy of something that the object holds."""
        return _Copy(kind, self.place.child(key), child(self.at, key), self.around)

    def at_home(self, place: Place) -> _Copy:
        """The copy of what a ``$ref`` in its place leads to."""
        return self._replace(place=place, around={**self.around, place: self.at})


class _Bundler:
    """Copies a description object by object, the outer ones first, so that no nesting is too deep."""

    def __init__(self, loaded: Loaded) -> None:
        self._references = loaded.references
        self._entry = loaded.references.entry
        self._components = Components(loaded)
        self._homes: dict[Place, tuple[JSON, Place]] = {}
        self._written: dict[Place, str] = {}
        self._links: list[tuple[dict[str, JSON], str, Place]] = []
        self._ahead: deque[tuple[dict[str, JSON] | list[JSON], JSON, _Copy]] = deque()

    def contents(self) -> JSON:
        """The whole."""
        self._claim()
        contents = self._copied(self._references.contents, _Copy("openapi", self._references.place, "", {}))
        assert isinstance(contents, dict)
        self._fill()
        while self._components.moved:
            component = next(iter(self._components.moved))
            value, kind, place = self._components.moved.pop(component)
            _put(contents, component, self._copied(value, _Copy(kind, place, component.pointer, {})))
            self._fill()
        for link, reference, place in self._links:
            link["operationRef"] = self._operation(reference, place)
        return contents

    def _claim(self) -> None:
        """Let components that are nothing but a ``$ref`` to another file hold what it leads to."""
        kinds = {field: kind for kind, field in self._components.fields.items()}
        for field, name, value in written_components(self._references.contents):
            place = self._references.place.child("components", field, name)
            if field in kinds and isinstance(value, dict) and is_pure(value):
                found = self._components.end(str(value["$ref"]), place)
                if (
                    found
                    and found[1].uri != self._entry
                    and self._components.claim(field, name, kinds[field], found[1])
                ):
                    self._homes[place] = found

    def _copied(self, value: JSON, copy: _Copy) -> JSON:
        """A copy; that of an object or array is filled later."""
        if not isinstance(value, (dict, list)):
            return value
        if isinstance(value, dict) and isinstance(value.get("$ref"), str) and not copy.kind:
            # Prose, or the value of an extension, that is kept in a file of its own.
            found = self._components.end(str(value["$ref"]), copy.place)
            if (
                found
                and not isinstance(found[0], dict)
                and found[1].uri != self._entry
                and found[1] not in copy.around
            ):
                return self._copied(found[0], copy.at_home(found[1]))
        written: dict[str, JSON] | list[JSON] = {} if isinstance(value, dict) else []
        self._ahead.append((written, value, copy))
        return written

    def _fill(self) -> None:
        while self._ahead:
            written, value, copy = self._ahead.popleft()
            if isinstance(value, list) and isinstance(written, list):
                written += [self._copied(item, copy.inside(index, copy.kind)) for index, item in enumerate(value)]
            elif isinstance(value, dict) and isinstance(written, dict):
                self._fill_object(written, value, copy)

    def _fill_object(self, written: dict[str, JSON], value: dict[str, JSON], copy: _Copy) -> None:
        if copy.place in self._homes:
            found: tuple[JSON, Place] | None = self._homes[copy.place]
        elif isinstance(reference := value.get("$ref"), str):
            found = self._components.end(reference, copy.place)
            lead = self._lead(reference, found, copy)
            if lead is not None:
                self._fields(written, value, copy)
                written["$ref"] = lead
                return
            self._fields(written, _overriding(value, copy.kind), copy)
        else:
            found = value, copy.place
        assert found is not None
        target, place = found
        if place != copy.place:
            copy = copy.at_home(place)
        self._written.setdefault(place, copy.at)
        if isinstance(target, dict):
            self._fields(written, target, copy)

    def _lead(self, reference: str, found: tuple[JSON, Place] | None, copy: _Copy) -> str | None:
        """What a ``$ref`` says in the copy; None where it gives way to what it leads to."""
        if found is None:
            return reference
        target, place = found
        if place.uri == self._entry:
            uri, fragment = urldefrag(reference)
            is_same = copy.place.uri == self._entry and not uri and unquote(fragment) == place.pointer
            return reference if is_same else fragment_of(place.pointer)
        if copy.kind in self._components.fields and isinstance(target, (dict, bool)):
            return self._components.lead(target, copy.kind, place)
        if place in copy.around:
            return fragment_of(copy.around[place])
        return None

    def _fields(self, written: dict[str, JSON], value: Mapping[str, JSON], copy: _Copy) -> None:
        """Copy the fields that are not there already."""
        for key, held in value.items():
            if key not in written and not self._is_dropped(key, value, copy):
                written[key] = self._field(key, held, copy)
        if copy.kind == "link" and isinstance(reference := value.get("operationRef"), str):
            self._links.append((written, reference, copy.place))

    def _field(self, key: str, held: JSON, copy: _Copy) -> JSON:
        special = SPECIAL.get((copy.kind, key))
        if special:
            return special(self._components, held, copy.place)
        fields = STRUCTURE.get(copy.kind, {})
        rule = fields.get(key) or (fields.get("*") if not key.startswith("x-") else None)
        if rule is None:
            is_data = key in _DATA_ANYWHERE or key in _DATA.get(copy.kind, ())
            return held if is_data else self._copied(held, copy.inside(key, ""))
        holds, kind = rule
        inside = copy.inside(key, kind)
        if holds is not Holds.MAP or not isinstance(held, dict):
            return self._copied(held, inside)
        return {
            name: self._copied(item, _Copy(kind, at, child(inside.at, name), copy.around))
            for name, (item, at) in self._members(held, inside.place).items()
        }

    def _members(self, held: Mapping[str, JSON], place: Place) -> dict[str, tuple[JSON, Place]]:
        """What a map holds; some authors keep a whole map, or a part of it, in a file of its own."""
        own = {name: (item, place.child(name)) for name, item in held.items()}
        reference = held.get("$ref")
        target, at = (isinstance(reference, str) and self._components.end(reference, place)) or (None, place)
        if at.uri == self._entry or not isinstance(target, dict):
            return own
        del own["$ref"]
        return {**{name: (item, at.child(name)) for name, item in target.items()}, **own}

    def _is_dropped(self, key: str, value: Mapping[str, JSON], copy: _Copy) -> bool:
        """Whether an identifier goes: every reference is written without it, and here it would lead others astray."""
        if copy.kind != "schema":
            return False
        return (key == "$id" and not _is_dynamic(value)) or (key == "$anchor" and copy.place.uri != self._entry)

    def _operation(self, reference: str, place: Place) -> str:
        """Where an operation is now (OAS 3.2.0, section 4.20.2.1); one of another description stays where it is."""
        uri, _, fragment = (join_uri(place.uri, reference) or "").partition("#")
        if uri == self._entry:
            return f"#{fragment}"
        at = self._written.get(Place(uri, unquote(fragment)))
        return reference if at is None else fragment_of(at)


def _overriding(value: Mapping[str, JSON], kind: str) -> Mapping[str, JSON]:
    """What of an object counts beside its ``$ref``, which gives way; all of a path item does (section 4.9)."""
    return {key: held for key, held in value.items() if key != "$ref" and (kind == "path item" or key in _OVERRIDES)}


def _is_dynamic(value: Mapping[str, JSON]) -> bool:
    """Whether a schema holds what its own identifier gives a meaning."""
    ahead: list[JSON] = [dict(value)]
    while ahead:
        held = ahead.pop()
        if isinstance(held, dict):
            if "$dynamicRef" in held or "$dynamicAnchor" in held:
                return True
            ahead += held.values()
        elif isinstance(held, list):
            ahead += held
    return False


def _put(contents: dict[str, JSON], component: Component, value: JSON) -> None:
    components = contents.setdefault("components", {})
    held = components.setdefault(component.field, {}) if isinstance(components, dict) else None
    if isinstance(held, dict):
        held[component.name] = value
