"""How a field is read: by its type, through its ``$ref``, with a :class:`Problem` where it is otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from sphinxext_rensei.errors import UnresolvableReference
from sphinxext_rensei.problems import Problem, ProblemCode
from sphinxext_rensei.spec._json import split
from sphinxext_rensei.spec._place import Part, Place, Schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sphinxext_rensei.spec._json import JSON
    from sphinxext_rensei.spec._model import Extensions
    from sphinxext_rensei.spec._references import References
    from sphinxext_rensei.spec._security import SecurityScheme

T = TypeVar("T")

_TYPE_WORDS = {dict: "an object", list: "an array", str: "a string", bool: "a boolean", int: "a number"}


class Parser:
    """Reads one description; :attr:`problems` and :attr:`sources` gather what was met on the way.

    :ivar schemes: the security schemes, by name.
    """

    def __init__(self, references: References) -> None:
        self.references = references
        self.schemes: dict[str, SecurityScheme] = {}
        self.problems: list[Problem] = []
        self.sources: list[Place] = []
        self.in_callback = False

    def problem(self, code: ProblemCode, message: str, place: Place) -> None:
        """Note a problem; again where the object that has it is read again, for another operation."""
        self.problems.append(Problem(code, message, self.references.locate(place)))

    def wrong_type(self, value: JSON, place: Place, expected: str) -> None:
        """Note that a value has not the type that the specification gives it."""
        found = "null" if value is None else _TYPE_WORDS.get(type(value), "a number")
        name = next((token for token in reversed(split(place.pointer)) if not token.isdigit()), "the file")
        self.problem(ProblemCode.INVALID, f"{name!r} must be {expected}, not {found}", place)

    def target(self, value: JSON, place: Place) -> tuple[JSON, Place]:
        """What a value's ``$ref`` leads to, and where that stands.

        :raises UnresolvableReference: when it leads nowhere.
        """
        *_, (value, place) = self.references.follow(value, place)
        self.sources.append(place)
        return value, place

    def fields(self, value: JSON, place: Place) -> Fields | None:
        """Open an object or what its ``$ref`` leads to; siblings ``summary`` and ``description`` win (OAS 3.1)."""
        override: dict[str, JSON] = {}
        try:
            for hop, at in self.references.follow(value, place):
                if at != place:
                    self.sources.append(at)
                if isinstance(hop, dict) and "$ref" in hop:
                    override = {
                        **{key: hop[key] for key in ("summary", "description") if isinstance(hop.get(key), str)},
                        **override,
                    }
                value, place = hop, at
        except UnresolvableReference as error:
            self.problems.append(error.problem)
            return None
        if not isinstance(value, dict):
            self.wrong_type(value, place, "an object")
            return None
        return Fields(self, {**value, **override} if override else value, place)


class Fields:
    """The fields of one object, read with their types; a wrong one is a problem and counts as absent."""

    def __init__(self, parser: Parser, value: Mapping[str, JSON], place: Place) -> None:
        self.parser = parser
        self.value = value
        self.place = place

    def typed(self, name: str, expected: type[T]) -> T | None:
        """A field of one type; None where it is absent or null."""
        value = self.value.get(name)
        if value is None or isinstance(value, expected):
            return value
        self.parser.wrong_type(value, self.place.child(name), _TYPE_WORDS[expected])
        return None

    def text(self, name: str) -> str:
        """A string field, else an empty string.

        A number is taken as its text. A ``$ref`` is followed here too: authors of several files use it for prose.
        """
        value = self.value.get(name)
        if isinstance(value, dict) and isinstance(value.get("$ref"), str):
            try:
                value, _ = self.parser.target(value, self.place.child(name))
            except UnresolvableReference as error:
                self.parser.problems.append(error.problem)
        if isinstance(value, str):
            return value
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return str(value)
        return self.typed(name, str) or ""

    def flag(self, name: str) -> bool:
        """A boolean field, else False."""
        return bool(self.typed(name, bool))

    def strings(self, name: str) -> tuple[str, ...]:
        """The strings of an array; numbers are taken as their text."""
        return tuple(
            str(item)
            for item in self.typed(name, list) or []
            if isinstance(item, (str, int, float)) and not isinstance(item, bool)
        )

    def inside(self, name: str) -> Fields:
        """The fields of an object that this one holds; there are none where it holds no such object."""
        place = self.place.child(name)
        found = self.parser.fields(self.value[name], place) if name in self.value else None
        return found or Fields(self.parser, {}, place)

    def object(self, name: str, parse: Callable[[Fields], T | None]) -> T | None:
        """A field that holds an object, which may be a ``$ref``."""
        if name not in self.value:
            return None
        found = self.parser.fields(self.value[name], self.place.child(name))
        return parse(found) if found else None

    def items(self, name: str, parse: Callable[[Fields], T | None]) -> tuple[T, ...]:
        """A field that holds an array of objects."""
        return tuple(item for _, item in self.placed(name, parse))

    def placed(self, name: str, parse: Callable[[Fields], T | None]) -> Iterator[tuple[Place, T]]:
        """What a field holds that holds an array of objects, with the places in the array."""
        held: list[JSON] = self.typed(name, list) or []
        for index, item in enumerate(held):
            place = self.place.child(name, index)
            fields = self.parser.fields(item, place)
            parsed = parse(fields) if fields else None
            if parsed is not None:
                yield place, parsed

    def entries(self, name: str, parse: Callable[[str, Fields], T]) -> tuple[T, ...]:
        """A field that holds a map of objects, which may be ``$ref`` each."""
        held: Mapping[str, JSON] = self.typed(name, dict) or {}
        found = (
            (key, self.parser.fields(item, self.place.child(name, key)))
            for key, item in held.items()
            if not key.startswith("x-") or isinstance(item, dict)
        )
        return tuple(parse(key, fields) for key, fields in found if fields)

    def schema(self, name: str) -> Schema | None:
        """A field that holds a Schema Object."""
        value = self.value.get(name)
        place = self.place.child(name)
        if isinstance(value, (dict, bool)):
            return Schema.of(Part(value, place))
        if name in self.value:
            self.parser.wrong_type(value, place, "a schema (an object or a boolean)")
        return None

    @property
    def extensions(self) -> Extensions:
        """The ``x-`` fields."""
        return {key: value for key, value in self.value.items() if key.startswith("x-")}
