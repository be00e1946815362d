"""What a page makes of an operation: values of its own in place of the description's examples, and what it hides."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.request._media import media_examples
from sphinxext_rensei.request._named import ITEMS, named_parts
from sphinxext_rensei.spec import Example

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from sphinxext_rensei.request._named import RequestPart
    from sphinxext_rensei.schema import Analyser, Direction
    from sphinxext_rensei.spec import JSON, MediaType, Operation, Parameter, Place, RequestBody

_Values = dict[tuple[str, ...], "JSON"]
_MAX_GENERATED: Final = 1_000
"""A generated body of more characters is made anew from what is required: a sample shows all of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """An operation as a page shows and calls it.

    :param unknown: names that nothing has.
    :param needed: what is required and has no value, so that it is not hidden.
    :param names: what there is to name, each without its location.
    :param sources: every place that was read to find them.
    """

    operation: Operation
    unknown: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    sources: frozenset[Place] = frozenset()


def give(analyser: Analyser, operation: Operation, values: Mapping[str, str], hidden: Collection[str] = ()) -> Given:
    """The operation with values for some of its parts, and without others.

    What is hidden is not there at all, unless it has a value: then requests have that.

    :param values: text by name. It is JSON, unless the part takes a string.
    :param hidden: names.
    """
    if not values and not hidden:
        return Given(operation=operation)
    parts = named_parts(analyser, operation)
    given = {parts[name].key: _value(analyser, parts[name], text) for name, text in values.items() if name in parts}
    concealed = {name: parts[name] for name in hidden if name in parts}
    needed = {name: part.key for name, part in concealed.items() if part.required and not _kept(part.key, given)}
    away = {part.key for part in concealed.values()} - set(needed.values())
    return Given(
        operation=replace(
            operation,
            parameters=tuple(
                _parameter(each, given, away)
                for each in operation.parameters
                for key in [(each.location, each.name)]
                if key not in away or key in given
            ),
            body=_body(analyser, operation, given, away),
        ),
        unknown=tuple(name for name in (*values, *hidden) if name not in parts),
        needed=tuple(needed),
        names=tuple(dict.fromkeys(part.name for part in parts.values())),
        sources=frozenset(
            place for part in parts.values() if part.schema for place in analyser.shape(part.schema).sources
        ),
    )


def _value(analyser: Analyser, part: RequestPart, text: str) -> JSON:
    types = analyser.shape(part.schema).types if part.schema is not None else ("string",)
    if "string" in types:
        return text
    try:
        value: JSON = json.loads(text)
    except ValueError:
        return text
    return value


def _parameter(parameter: Parameter, given: _Values, away: Collection[tuple[str, ...]]) -> Parameter:
    key = (parameter.location, parameter.name)
    if key not in given:
        return parameter
    example = Example(value=given[key], place=parameter.place)
    return replace(parameter, examples=(example,), given=True, hidden=key in away)


# Bodies --------------------------------------------------------------------------------------------------------------


def _body(
    analyser: Analyser, operation: Operation, given: _Values, away: Collection[tuple[str, ...]]
) -> RequestBody | None:
    body = operation.body
    values = {key[1:]: value for key, value in given.items() if key[0] == "body"}
    hidden = [key[1:] for key in away if key[0] == "body"]
    if body is None or not (values or hidden):
        return body
    dropped = [path for path in hidden if path not in values]
    content: list[MediaType] = []
    for media in body.content:
        examples = (_with(each, values, dropped) for each in _examples(analyser, media, operation.sent))
        content.append(replace(media, examples=tuple(examples)))
    return replace(body, content=tuple(content), hidden={path: _kept(path, values) for path in sorted(hidden)})


def _kept(path: tuple[str, ...], values: _Values) -> tuple[JSON, ...]:
    """The value that requests have there, in a tuple: what is given for it, or for what is inside of it."""
    inner = {key[len(path) :]: value for key, value in values.items() if key[: len(path)] == path}
    inner = {key: value for key, value in inner.items() if ITEMS not in key}
    return (placed(inner.pop((), {}), inner),) if inner else ()


def _examples(analyser: Analyser, media: MediaType, direction: Direction) -> Iterable[Example]:
    """The examples of a media type; one that is made where none is given."""
    if media.examples:
        return media.examples
    made = media_examples(analyser, media, direction)
    if any(len(each.text) > _MAX_GENERATED for each in made):
        made = media_examples(analyser, media, direction, levels=0)
    return [Example(value=each.value, place=media.place) for each in made if isinstance(each.value, (dict, list))]


def _with(example: Example, values: Mapping[tuple[str, ...], JSON], dropped: Iterable[Sequence[str]]) -> Example:
    """An example with other values in it; what holds nothing stays as it is."""
    value = example.value
    if not isinstance(value, (dict, list)):
        return example
    for path in dropped:
        value = without(value, path)
    return replace(example, value=placed(value, values), serialized=None)


def placed(instance: JSON, values: Mapping[tuple[str, ...], JSON]) -> JSON:
    """An object with values where their paths lead: each item of an array has its own, and none is there for it."""
    for (name, *rest), value in values.items():
        inner = {tuple(rest): value}
        if isinstance(instance, list):
            instance = [placed(item, inner) for item in instance] if name == ITEMS else instance
        elif name != ITEMS:
            held = instance if isinstance(instance, dict) else {}
            if ITEMS in rest and name not in held:
                continue
            instance = {**held, name: placed(held.get(name), inner) if rest else value}
    return instance


def without(instance: JSON, path: Sequence[str]) -> JSON:
    """An object without what its path leads to."""
    name, *rest = path
    if isinstance(instance, list) and name == ITEMS:
        return [without(item, rest) for item in instance]
    if not isinstance(instance, dict) or name not in instance:
        return instance
    return {
        key: without(value, rest) if key == name else value for key, value in instance.items() if rest or key != name
    }
