"""What the checks look at: every object of a description, wherever it stands."""

from __future__ import annotations

import contextlib
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from sphinxext_rensei.errors import UnresolvableReference
from sphinxext_rensei.problems import Problem
from sphinxext_rensei.spec import children

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinxext_rensei.problems import ProblemCode
    from sphinxext_rensei.schema import Analyser, Direction
    from sphinxext_rensei.spec import JSON, Description, Place, References

_DIRECTIONS: Final[dict[str, Direction]] = {
    "parameter": "request",
    "request body": "request",
    "response": "response",
}
"""Which way travels what an object holds."""


class Found(NamedTuple):
    """One object, or the Reference Object in its place.

    :param kind: which object of the OpenAPI Specification it is.
    :param within: the kind of the object that holds it; empty where only a ``$ref`` leads to it.
    :param direction: which way its examples travel.
    """

    kind: str
    value: JSON
    place: Place
    within: str
    direction: Direction


def walk(references: References) -> Iterator[Found]:
    """Every object once for each kind that it is read as: those of the entry document, then what they refer to."""
    seen: set[tuple[Place, str]] = set()
    roots = deque([Found("openapi", references.contents, references.place, "", "both")])
    while roots:
        stack = [roots.popleft()]
        while stack:
            found = stack.pop()
            if (found.place, found.kind) in seen:
                continue
            seen.add((found.place, found.kind))
            yield found
            if not isinstance(found.value, dict):
                continue
            if "$ref" in found.value and (target := _target(references, found)):
                roots.append(target)
            direction = _DIRECTIONS.get(found.kind, found.direction)
            held = [
                Found(kind, value, place, found.kind, direction)
                for value, kind, place in children(found.value, found.kind, found.place)
            ]
            stack.extend(reversed(held))


def _target(references: References, found: Found) -> Found | None:
    reference = found.value.get("$ref") if isinstance(found.value, dict) else None
    if not isinstance(reference, str):
        return None
    try:
        value, place = references.resolve(reference, found.place)
    except UnresolvableReference:
        return None
    # What one request refers to, a response may refer to as well.
    return Found(found.kind, value, place, "", _DIRECTIONS.get(found.kind, "both"))


@dataclass(frozen=True, slots=True)
class Subject:
    """A description under examination.

    :param version: major and minor version of the OpenAPI Specification.
    """

    description: Description
    references: References
    analyser: Analyser
    version: str
    objects: tuple[Found, ...] = field(repr=False)

    def of_kind(self, *kinds: str) -> Iterator[Found]:
        """All objects of some kinds."""
        return (found for found in self.objects if found.kind in kinds)

    def hops(self, value: JSON, place: Place) -> list[tuple[JSON, Place]]:
        """A value and what each ``$ref`` leads to, as far as they lead."""
        found: list[tuple[JSON, Place]] = []
        with contextlib.suppress(UnresolvableReference):
            found.extend(self.references.follow(value, place))
        return found or [(value, place)]

    def resolved(self, value: JSON, place: Place) -> tuple[JSON, Place]:
        """The last of the hops."""
        return self.hops(value, place)[-1]

    def problem(self, code: ProblemCode, message: str, place: Place, *, key: bool = False) -> Problem:
        """A problem at a place, or at the key of what stands there."""
        return Problem(code, message, self.references.locate(place, key=key))
