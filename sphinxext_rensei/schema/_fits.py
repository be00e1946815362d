"""Whether an instance fits a schema, and what of it does not.

What can't be told is taken to fit: a reference that leads nowhere, a pattern that can't be read, an evaluation that
would not end. The fault that causes it is reported elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.schema._applicators import (
    APPLICATORS,
    COMBINATIONS,
    EXPLANATIONS,
    MAX_DEPTH,
    Application,
    unexplained,
)
from sphinxext_rensei.schema._assertions import ASSERTIONS
from sphinxext_rensei.schema._faults import Fault, Path
from sphinxext_rensei.spec import Part, Place, Schema

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinxext_rensei.schema._analyser import Analyser, Direction
    from sphinxext_rensei.spec import JSON

_MAX_STEPS: Final = 20_000
"""Schema Objects tried on one instance, of which real ones need 2,000: those that refer to each other multiply."""


class _TooMany(Exception):
    """The evaluation would take too long."""


class Fitting:
    """Whether instances fit the schemas of one description.

    :param direction: what it leaves out (``readOnly`` in requests) is not required.
    :param trusting: where there is a ``discriminator``, an instance may fit several alternatives of ``oneOf``. It does
        not by the standard; those who call an API are not to blame for that.
    :ivar gave_up: whether the last evaluation would not end.
    :ivar steps: Schema Objects that it tried.
    """

    def __init__(self, analyser: Analyser, direction: Direction = "both", *, trusting: bool = False) -> None:
        self.analyser = analyser
        self.direction = direction
        self.trusting = trusting
        self.doubts = 0
        self.gave_up = False
        self.steps = 0
        self._known: dict[tuple[Place, int], tuple[bool, int]] = {}
        self._rules: dict[Place, Mapping[str, JSON]] = {}
        self._hidden: dict[Place, frozenset[str]] = {}

    def fits(self, schema: Schema, value: JSON) -> bool:
        """Whether an instance fits a schema."""
        self.steps = 0
        self._known.clear()
        self.gave_up = False
        try:
            return all(self.part(part, value, schema.parts, 0) for part in schema.parts)
        except _TooMany:
            self.gave_up = True
            return True

    def faults(self, schema: Schema, value: JSON) -> tuple[Fault, ...]:
        """What of an instance does not fit a schema: one fault for each part of it.

        Of alternatives, it is what the likeliest one finds.
        """
        if self.fits(schema, value):
            return ()
        self.steps = 0
        try:
            found = [fault for part in schema.parts for fault in self.part_faults(part, value, schema.parts, 0, ())]
        except _TooMany:
            return ()
        return tuple({fault.path: fault for fault in reversed(found)}.values())[::-1]

    def part(self, part: Part, value: JSON, around: tuple[Part, ...], depth: int) -> bool:
        """Whether an instance fits one Schema Object.

        :param around: the Schema Objects that apply to the same instance and led to this one.
        """
        if isinstance(part.value, bool):
            return part.value
        if value is None and part.value.get("nullable") is True:
            # Whatever stands beside it: OAS 3.0.3 made it depend on `type`, authors did not.
            return True
        here = self._here(part, part.value, around, depth)
        for keyword, held in here.rules.items():
            if assertion := ASSERTIONS.get(keyword):
                if not here.certain(assertion(held, value)):
                    return False
            elif applicator := APPLICATORS.get(keyword):
                if not all(map(here.applies, applicator(here, held, value))):
                    return False
            elif (combination := COMBINATIONS.get(keyword)) and not combination(here, held, value):
                return False
        return True

    def inner(self, part: Part, value: JSON, depth: int) -> bool:
        """Whether a part of the instance fits one Schema Object; it is tried once for all alternatives around it."""
        if not isinstance(value, (dict, list)):
            return self.part(part, value, (), depth)
        key = part.place, id(value)
        if (known := self._known.get(key)) is None:
            doubts = self.doubts
            known = self._known[key] = self.part(part, value, (), depth), self.doubts - doubts
        else:
            self.doubts += known[1]
        return known[0]

    def part_faults(
        self, part: Part, value: JSON, around: tuple[Part, ...], depth: int, path: Path
    ) -> Iterator[Fault]:
        """What of an instance does not fit one Schema Object."""
        if isinstance(part.value, bool):
            if not part.value:
                yield Fault("false", part.value, value, path)
            return
        here = self._here(part, part.value, around, depth, path)
        for keyword, held in here.rules.items():
            if assertion := ASSERTIONS.get(keyword):
                if assertion(held, value) is False:
                    yield Fault(keyword, held, value, path)
            elif applicator := APPLICATORS.get(keyword):
                for application in applicator(here, held, value):
                    if not here.applies(application):
                        yield from here.faults(application, keyword)
            elif (combination := COMBINATIONS.get(keyword)) and not combination(here, held, value):
                yield from EXPLANATIONS.get(keyword, unexplained)(here, keyword, held, value)

    def _here(
        self, part: Part, written: Mapping[str, JSON], around: tuple[Part, ...], depth: int, path: Path = ()
    ) -> Here:
        self.steps += 1
        if self.steps > _MAX_STEPS:
            raise _TooMany
        rules = self._rules.get(part.place)
        if rules is None:
            rules = self._rules[part.place] = self.analyser.dialect.upgrade(written)
        return Here(self, rules, part.place, (*around, part), depth, path)

    def hidden(self, part: Part) -> frozenset[str]:
        """The properties that the direction leaves out."""
        hidden = self._hidden.get(part.place)
        if hidden is None:
            shape, visible = self.analyser.shape, self.analyser.visible
            properties = shape(Schema.of(part)).properties
            names = (each.name for each in properties if not visible(shape(each.schema), self.direction))
            hidden = self._hidden[part.place] = frozenset(names)
        return hidden


@dataclass(frozen=True, slots=True)
class Here:
    """One Schema Object against one instance."""

    fitting: Fitting
    rules: Mapping[str, JSON]
    place: Place
    parts: tuple[Part, ...]
    depth: int
    path: Path = ()

    def certain(self, told: bool | None) -> bool:  # noqa: FBT001 - the answer of an assertion
        """An answer; what can't be told counts as yes, and is remembered."""
        if told is None:
            self.fitting.doubts += 1
            return True
        return told

    def apply(self, schema: JSON, value: JSON, tokens: Path, step: Path = ()) -> Iterator[Application]:
        """A subschema of the Schema Object, where it is one."""
        if isinstance(schema, (dict, bool)):
            yield Application(Part(schema, self.place.child(*tokens)), value, step)

    def applies(self, application: Application) -> bool:
        """Whether the part fits the subschema."""
        if self.depth > MAX_DEPTH:
            return self.certain(None)
        if application.step:
            return self.fitting.inner(application.part, application.value, self.depth + 1)
        if any(application.part.place == part.place for part in self.parts):
            # It is being tried on this very instance.
            return self.certain(None)
        return self.fitting.part(application.part, application.value, self.parts, self.depth + 1)

    def faults(self, application: Application, keyword: str) -> Iterator[Fault]:
        """What of the part does not fit the subschema."""
        path = (*self.path, *application.step)
        if application.part.value is False and keyword in ("additionalProperties", "unevaluatedProperties"):
            yield Fault(keyword, False, application.value, path)
            return
        around = () if application.step else self.parts
        yield from self.fitting.part_faults(application.part, application.value, around, self.depth + 1, path)

    def fit(self, value: JSON, schema: JSON, *tokens: str | int) -> bool:
        """Whether the instance itself fits a subschema."""
        return all(map(self.applies, self.apply(schema, value, tokens)))
