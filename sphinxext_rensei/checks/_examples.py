"""Examples and defaults against their schemas (OAS 3.2.0, section 4.7.2.6)."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from sphinxext_rensei.checks._words import name_of, phrase
from sphinxext_rensei.problems import ProblemCode
from sphinxext_rensei.schema import Fault, Fitting
from sphinxext_rensei.spec import Part, Schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinxext_rensei.checks._subject import Found, Subject
    from sphinxext_rensei.problems import Problem
    from sphinxext_rensei.schema import Direction
    from sphinxext_rensei.spec import JSON, Place

_JSON_MEDIA: Final = re.compile(r"(application|text)/(.+\+)?json\b.*", re.IGNORECASE)
_BOTH_WAYS: Final[tuple[Direction, ...]] = ("request", "response")


class _Given(NamedTuple):
    """A value that an author gave for a schema.

    :param serialized: whether it may be text, as it goes over the wire.
    :param exact: whether text is text: a default has to be of its schema's type (OAS 3.0.4, section 4.7.24.1).
    """

    label: str
    value: JSON
    place: Place
    schema: Schema
    direction: Direction
    serialized: bool = False
    exact: bool = False


def examples(subject: Subject) -> Iterator[Problem]:
    """Each example and default that does not fit its schema."""
    judge = _Judge(subject)
    for found in subject.of_kind("media type", "parameter", "header", "schema"):
        for given in _given(subject, found):
            for fault in judge.faults(given):
                place = given.place.child(*fault.path)
                yield subject.problem(ProblemCode.EXAMPLE, _message(given, fault), place)


def _message(given: _Given, fault: Fault) -> str:
    name = name_of(fault.path)
    return f"{given.label} does not fit its schema: {name or 'it'} {phrase(fault)}"


# What is given -------------------------------------------------------------------------------------------------------


def _given(subject: Subject, found: Found) -> Iterator[_Given]:
    value = found.value
    if not isinstance(value, dict):
        return
    if found.kind == "schema":
        yield from _of_schema(subject, value, found)
        return
    held = value.get("schema")
    if not isinstance(held, (dict, bool)):
        return
    schema = Schema.of(Part(held, found.place.child("schema")))
    media = found.place.pointer.rpartition("/")[2].replace("~1", "/")
    serialized = found.kind != "media type" or not _JSON_MEDIA.fullmatch(media)
    for example, place in _examples_of(subject, value, found.place):
        yield _Given("the example", example, place, schema, found.direction, serialized)


def _of_schema(subject: Subject, value: dict[str, JSON], found: Found) -> Iterator[_Given]:
    if subject.version == "3.0" and "$ref" in value:
        # Whatever stands beside it does not count (OAS 3.0.4, section 4.7.23.1).
        return
    schema = Schema.of(Part(value, found.place))
    if "default" in value:
        at = found.place.child("default")
        yield _Given("the default", value["default"], at, schema, found.direction, exact=True)
    if "example" in value:
        yield _Given("the example", value["example"], found.place.child("example"), schema, found.direction)
    several = value.get("examples")
    for index, example in enumerate(several if isinstance(several, list) else ()):
        yield _Given("the example", example, found.place.child("examples", index), schema, found.direction)


def _examples_of(subject: Subject, value: dict[str, JSON], place: Place) -> Iterator[tuple[JSON, Place]]:
    if "example" in value:
        yield value["example"], place.child("example")
    held = value.get("examples")
    for name, each in held.items() if isinstance(held, dict) else ():
        example, at = subject.resolved(each, place.child("examples", name))
        for key in ("value", "dataValue"):
            if isinstance(example, dict) and key in example:
                yield example[key], at.child(key)


# Whether it fits -----------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Judge:
    """Tells what does not fit; a value that is given for one schema in several places is judged once."""

    subject: Subject
    _fittings: dict[Direction, Fitting] = field(default_factory=dict)
    _judged: set[tuple[Place, Schema]] = field(default_factory=set)

    def faults(self, given: _Given) -> tuple[Fault, ...]:
        """What of a given value does not fit; for one that may travel both ways, in the better of them."""
        if (given.place, given.schema) in self._judged:
            return ()
        self._judged.add((given.place, given.schema))
        found: tuple[Fault, ...] = ()
        for direction in _BOTH_WAYS if given.direction == "both" else (given.direction,):
            found = self._fitting(direction).faults(given.schema, given.value)
            if not found or self._means_another(given, direction):
                return ()
        return found

    def _fitting(self, direction: Direction) -> Fitting:
        if direction not in self._fittings:
            self._fittings[direction] = Fitting(self.subject.analyser, direction)
        return self._fittings[direction]

    def _means_another(self, given: _Given, direction: Direction) -> bool:
        """Whether the value is text that stands for one that fits."""
        if given.exact:
            return False
        fits = self._fitting(direction).fits
        if not isinstance(given.value, str):
            return (
                given.serialized and isinstance(given.value, (int, float)) and fits(given.schema, _text(given.value))
            )
        shape = self.subject.analyser.shape(given.schema)
        if given.serialized and (shape.is_object or shape.is_array or shape.alternatives):
            return True
        try:
            return fits(given.schema, json.loads(given.value))
        except (ValueError, RecursionError):
            return False


def _text(value: float) -> str:
    return json.dumps(value)
