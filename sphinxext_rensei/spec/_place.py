"""Where a value stands in a description's files, and Schema Objects as they are written there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from sphinxext_rensei.spec._pickling import pickle_by_slots

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinxext_rensei.spec._json import JSON


class Place(NamedTuple):
    """Where a value stands: the URI of its file and the JSON Pointer to it."""

    uri: str
    pointer: str

    def child(self, *tokens: str | int) -> Place:
        """The place of a value inside this one."""
        uri, pointer = self
        for token in tokens:
            text = str(token)
            if "~" in text or "/" in text:
                text = text.replace("~", "~0").replace("/", "~1")
            pointer = f"{pointer}/{text}"
        # A large description has a million of them; the class itself takes twice as long.
        return tuple.__new__(Place, (uri, pointer))


class Part(NamedTuple):
    """One Schema Object (or boolean schema) as written."""

    value: Mapping[str, JSON] | bool
    place: Place


@dataclass(frozen=True, slots=True)
class Schema:
    """One or more Schema Objects that an instance must all fit. Equality is by place and scope.

    :param scope: what ``$dynamicRef`` leads to by name, as far as the schemas around this one say (JSON Schema core,
        section 8.2.3.2).
    """

    parts: tuple[Part, ...] = field(compare=False)
    places: tuple[Place, ...]
    scope: tuple[tuple[str, Place], ...] = ()

    @classmethod
    def of(cls, *parts: Part, scope: tuple[tuple[str, Place], ...] = ()) -> Schema:
        """The conjunction of schemas."""
        return cls(parts, tuple(part.place for part in parts), scope)

    @property
    def place(self) -> Place:
        """Place of the first part."""
        return self.places[0]


pickle_by_slots(globals())
