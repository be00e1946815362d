"""Where an instance does not fit its schema, and why: each fault as near to its place as it can be told."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from sphinxext_rensei.schema import _fits
from sphinxext_rensei.spec import Part, Schema, child

if TYPE_CHECKING:
    from sphinxext_rensei.schema._analyser import Analyser, Direction
    from sphinxext_rensei.spec import JSON

_DEEPEST: Final = 40
_LONGEST: Final = 80

_Inner = tuple[Part, "JSON", tuple[str | int, ...]]
"""A subschema, what it applies to, and the way there."""


class Fault(NamedTuple):
    """One way in which an instance does not fit.

    :param pointer: JSON Pointer to the part of the instance.
    :param keyword: the keyword that the part does not meet; empty for a schema that nothing fits.
    :param message: what is wrong, to be read after the name of the part.
    """

    pointer: str
    keyword: str
    message: str


def faults(analyser: Analyser, schema: Schema, value: JSON, direction: Direction = "both") -> tuple[Fault, ...]:
    """The faults of an instance; none where it fits.

    :param direction: what it leaves out (``readOnly`` in requests) is not required.
    """
    fitting = _fits.Fitting(analyser, direction)
    if fitting.fits(schema, value):
        return ()
    hidden = fitting.hidden(schema) if isinstance(value, dict) else frozenset()
    found = [fault for part in schema.parts for fault in _search(fitting, part, value, "", hidden)]
    # Several parts of a schema may say the same.
    return tuple(dict.fromkeys(found))


def _search(
    fitting: _fits.Fitting, part: Part, value: JSON, pointer: str, hidden: frozenset[str], depth: int = 0
) -> Iterator[Fault]:
    """The faults against one Schema Object."""
    if not isinstance(part.value, Mapping):
        yield from () if part.value else (Fault(pointer, "", "must not be there"),)
        return
    if fitting.direction != "both" and isinstance(value, dict):
        hidden |= fitting.hidden(Schema.of(part))
    rules = fitting.analyser.dialect.upgrade(part.value)
    here = _fits._Here(fitting, rules, part.place, hidden, depth)  # noqa: SLF001 - of this package
    for keyword, held in rules.items():
        if keyword not in _fits.CHECKS or _fits.CHECKS[keyword](here, held, value):
            continue
        inner = [
            fault
            for subschema, item, tokens in (_INSIDE[keyword](here, held, value) if keyword in _INSIDE else ())
            if depth < _DEEPEST
            for fault in _search(
                fitting, subschema, item, child(pointer, *tokens), frozenset() if tokens else hidden, depth + 1
            )
        ]
        yield from inner or [Fault(pointer, keyword, _message(here, keyword, held, value))]


# Applicators whose faults are told one by one ------------------------------------------------------------------------


def _part(here: _fits._Here, schema: JSON, *tokens: str | int) -> Iterator[Part]:
    if isinstance(schema, (Mapping, bool)):
        yield Part(schema, here.place.child(*tokens))


def _properties(here: _fits._Here, schemas: JSON, value: JSON) -> Iterator[_Inner]:
    assert isinstance(schemas, dict)
    assert isinstance(value, dict)
    for name, schema in schemas.items():
        for part in _part(here, schema, "properties", name) if name in value else ():
            yield part, value[name], (name,)


def _additional(here: _fits._Here, schema: JSON, value: JSON) -> Iterator[_Inner]:
    assert isinstance(value, dict)
    known = _fits._declared(here, value)  # noqa: SLF001 - of this package
    for name in value.keys() - known:
        for part in _part(here, schema, "additionalProperties"):
            yield part, value[name], (name,)


def _items(here: _fits._Here, schema: JSON, value: JSON) -> Iterator[_Inner]:
    assert isinstance(value, list)
    prefix = here.rules.get("prefixItems")
    for index in range(len(prefix) if isinstance(prefix, list) else 0, len(value)):
        for part in _part(here, schema, "items"):
            yield part, value[index], (index,)


def _prefix_items(here: _fits._Here, schemas: JSON, value: JSON) -> Iterator[_Inner]:
    assert isinstance(schemas, list)
    assert isinstance(value, list)
    for index, (schema, item) in enumerate(zip(schemas, value, strict=False)):
        for part in _part(here, schema, "prefixItems", index):
            yield part, item, (index,)


def _all_of(here: _fits._Here, schemas: JSON, value: JSON) -> Iterator[_Inner]:
    assert isinstance(schemas, list)
    for index, schema in enumerate(schemas):
        for part in _part(here, schema, "allOf", index):
            yield part, value, ()


def _reference(here: _fits._Here, _reference: JSON, value: JSON) -> Iterator[_Inner]:
    target = _fits._target(here)  # noqa: SLF001 - of this package
    if target is not None:
        yield target, value, ()


_INSIDE: Final[Mapping[str, Callable[[_fits._Here, JSON, JSON], Iterator[_Inner]]]] = {
    "properties": _properties,
    "additionalProperties": _additional,
    "items": _items,
    "prefixItems": _prefix_items,
    "allOf": _all_of,
    "$ref": _reference,
}
"""Keyword -> the subschemas that it applies, and to what.  A choice (``anyOf``) that fails is one fault."""


# Words ---------------------------------------------------------------------------------------------------------------

_MESSAGES: Final[Mapping[str, str]] = {
    "type": "must be {}",
    "enum": "must be one of {}",
    "const": "must be {}",
    "minimum": "must be {} or more",
    "maximum": "must be {} or less",
    "exclusiveMinimum": "must be more than {}",
    "exclusiveMaximum": "must be less than {}",
    "multipleOf": "must be a multiple of {}",
    "minLength": "must have {} characters or more",
    "maxLength": "must have {} characters or fewer",
    "pattern": "must match {}",
    "minItems": "must have {} items or more",
    "maxItems": "must have {} items or fewer",
    "uniqueItems": "must not hold an item twice",
    "contains": "lacks an item that it must hold",
    "minProperties": "must have {} properties or more",
    "maxProperties": "must have {} properties or fewer",
    "anyOf": "fits none of the alternatives",
    "oneOf": "must fit exactly one of the alternatives",
    "not": "is what it must not be",
}


def _message(here: _fits._Here, keyword: str, held: JSON, value: JSON) -> str:
    if keyword == "required" and isinstance(held, list) and isinstance(value, dict):
        missing = [str(name) for name in held if name not in value and name not in here.hidden]
        return f"lacks {', '.join(missing)}"
    return _MESSAGES.get(keyword, f"does not meet {keyword}").format(_words(held))


def _words(held: JSON) -> str:
    """The value of a keyword, shortened: a list may be long."""
    text = ", ".join(map(_word, held)) if isinstance(held, list) else _word(held)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _word(held: JSON) -> str:
    return held if isinstance(held, str) else json.dumps(held, ensure_ascii=False)
