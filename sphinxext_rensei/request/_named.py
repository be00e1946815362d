"""The parts of a request by the names that pages use: parameters, and fields of the body."""

from __future__ import annotations

from collections import deque
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinxext_rensei.schema import Analyser
    from sphinxext_rensei.spec import Operation, Schema

_MAX_FIELDS: Final = 1_000
"""Fields of a body that have names; schemas that hold themselves have no end of them."""


ITEMS: Final = "[]"
"""In paths, what stands for each item of an array."""


def dotted(path: tuple[str, ...]) -> str:
    """A path as pages write it: ``lines[].price``."""
    return ".".join(path).replace(f".{ITEMS}", ITEMS)


class RequestPart(NamedTuple):
    """A parameter, or a field of the body.

    :param key: location and name; for a field ``body``, and the names that lead to it, among them :data:`ITEMS`.
    :param required: whether what holds it needs it.
    :param others: what the role for fields calls it, in the schema of the body and in its own.
    """

    key: tuple[str, ...]
    schema: Schema | None
    required: bool
    others: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Its name without that of the location."""
        return dotted(self.key[1:])


def named_parts(analyser: Analyser, operation: Operation) -> dict[str, RequestPart]:
    """The parts of a request by all their names, the shortest first; of two with one name, the first has it.

    These are ``limit``, ``query.limit``, what the role for parameters calls it, and for a field ``Pet.name`` too.
    """
    parts = list(chain(_parameters(operation), _fields(analyser, operation)))
    named: dict[str, RequestPart] = {}
    for part in parts:
        named.setdefault(part.name, part)
    for part in parts:
        full = f"{part.key[0]}.{part.name}"
        for name in (full, *part.others, f"{operation.name}.{part.name}", f"{operation.name}.{full}"):
            named.setdefault(name, part)
    return named


def _parameters(operation: Operation) -> Iterator[RequestPart]:
    for each in operation.parameters:
        yield RequestPart((each.location, each.name), each.value_schema, each.required)


def _fields(analyser: Analyser, operation: Operation) -> Iterator[RequestPart]:
    """The fields of the body, the outermost first; those of a variant belong to what it is a variant of."""
    content = operation.body.content if operation.body else ()
    waiting: deque[tuple[tuple[str, ...], Schema, str]] = deque(
        (("body",), media.schema, analyser.shape(media.schema).name) for media in content if media.schema
    )
    seen: set[tuple[tuple[str, ...], Schema]] = set()
    found: dict[tuple[str, ...], RequestPart] = {}
    while waiting and len(found) < _MAX_FIELDS:
        key, schema, within = waiting.popleft()
        if (key, schema) in seen:
            continue
        seen.add((key, schema))
        shape = analyser.shape(schema)
        for each in shape.properties:
            own = (*key, each.name)
            if not each.pattern and analyser.visible(analyser.shape(each.schema), operation.sent):
                named = [(within, dotted(own[1:])), (shape.name, each.name)]
                others = tuple(f"{holder}.{name}" for holder, name in named if holder)
                found.setdefault(own, RequestPart(own, each.schema, each.required, others))
                waiting.append((own, each.schema, within))
        if shape.items is not None:
            waiting.append(((*key, ITEMS), shape.items, within))
        waiting.extend((key, variant.schema, within) for choice in shape.alternatives for variant in choice.variants)
    yield from found.values()
