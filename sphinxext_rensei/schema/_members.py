"""Arrays and objects: which items and properties an instance has, each made by whoever makes instances."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.schema._instances import Here, Nothing, limit
from sphinxext_rensei.schema._likely import singular
from sphinxext_rensei.schema._patterns import matching, searches
from sphinxext_rensei.spec import Part, Schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinxext_rensei.schema._instances import Instance, Maker
    from sphinxext_rensei.schema._shape import Shape
    from sphinxext_rensei.spec import JSON

_MAX_ITEMS: Final = 256
"""Items or other properties of an example at most, whatever the schema demands."""
_UNNAMED: Final = "key"

# Arrays --------------------------------------------------------------------------------------------------------------


def array(maker: Maker, schema: Schema, shape: Shape, here: Here) -> Instance:
    """One item, or as many as are asked for."""
    least, most = limit(shape, "minItems", 0), limit(shape, "maxItems", math.inf)
    items: list[JSON] = []
    for index, part in enumerate(shape.prefix_items):
        item = maker.value(part, here.inside(singular(here.name), optional=index >= least))
        if not isinstance(item, Nothing):
            items.append(item)
    closed = False in maker.said(schema, "items")
    for part in (each.schema for each in shape.applicators if each.keyword == "contains"):
        needed = max([each for each in maker.said(schema, "minContains") if isinstance(each, int)], default=1)
        items.extend(_several(maker, part, needed, here, optional=False))
    wanted = max(int(least), 1 if not items and most else 0) - len(items)
    if wanted > 0 and not closed:
        part = shape.items or Schema.of(Part(True, shape.place.child("items")))
        if shape.items is not None or least:
            items.extend(_several(maker, part, wanted, here, optional=not least))
    return items[: int(most)] if most != math.inf else items


def _several(maker: Maker, schema: Schema, count: int, here: Here, *, optional: bool) -> list[JSON]:
    items: list[JSON] = []
    for index in range(min(count, _MAX_ITEMS)):
        inside = here.inside(singular(here.name), optional=optional, turn=here.turn + index)
        item = maker.value(schema, inside)
        if isinstance(item, Nothing):
            break
        items.append(item)
    return items


# Objects -------------------------------------------------------------------------------------------------------------


def mapping(maker: Maker, schema: Schema, shape: Shape, here: Here) -> Instance:
    """The properties that are declared, and others where they are needed."""
    found: dict[str, JSON] = {}
    most = limit(shape, "maxProperties", math.inf)
    least = limit(shape, "minProperties", 0)
    here = _owned(here, shape)
    optional: list[tuple[str, Schema]] = []
    for each in shape.properties:
        if each.pattern or not maker.visible(each.schema):
            continue
        if not each.required and (here.lean or len(shape.required) >= most):
            optional.append((each.name, each.schema))
            continue
        _add(maker, found, each.name, _declared(each.name, each.schema, here), here, required=each.required)
    for name in shape.required:
        if name not in found and not any(each.name == name and not each.pattern for each in shape.properties):
            _add(maker, found, name, _undeclared(name, shape, here), here, required=True)
    for name in _depending(maker, schema, found):
        _add(maker, found, name, _undeclared(name, shape, here), here, required=True)
    for name, part in optional:
        if len(found) < least:
            _add(maker, found, name, part, here, required=False)
    _fill(maker, found, schema, shape, here, int(least))
    return found


def _owned(here: Here, shape: Shape) -> Here:
    """The place of an object, as the owner of what is in it."""
    owners = tuple(filter(None, (here.name, shape.name, shape.title)))
    return here._replace(owners=owners or here.owners)


def _declared(name: str, schema: Schema, here: Here) -> Schema:
    known = here.known.get(name)
    return Schema.of(*schema.parts, *known.parts) if known and known != schema else schema


def _undeclared(name: str, shape: Shape, here: Here) -> Schema:
    """The schema of a property that is required but not declared beside."""
    declared = [each.schema for each in shape.properties if each.name == name and not each.pattern]
    patterned = [each.schema for each in shape.properties if each.pattern and searches(each.name, name)]
    for found in (*declared, here.known.get(name), *patterned, shape.additional):
        if found is not None:
            return found
    return Schema.of(Part({"type": "string"}, shape.place.child("required", name)))


def _depending(maker: Maker, schema: Schema, found: Mapping[str, JSON]) -> list[str]:
    """Properties that others need (``dependentRequired``)."""
    needed: list[str] = []
    for needs in (*maker.said(schema, "dependentRequired"), *maker.said(schema, "dependencies")):
        for given, names in needs.items() if isinstance(needs, dict) else ():
            if given in found and isinstance(names, list):
                needed += [name for name in names if isinstance(name, str) and name not in found]
    return needed


def _add(maker: Maker, found: dict[str, JSON], name: str, schema: Schema, here: Here, *, required: bool) -> None:
    value = maker.value(schema, here.inside(name, optional=not required))
    if not isinstance(value, Nothing):
        found[name] = value
    elif required:
        found[name] = maker.least(schema)


def _fill(maker: Maker, found: dict[str, JSON], schema: Schema, shape: Shape, here: Here, least: int) -> None:
    """Other properties: as many as are needed, and one to show a map."""
    patterned = [each for each in shape.properties if each.pattern]
    open_ended = shape.additional is not None or True in maker.said(schema, "additionalProperties") or patterned
    needed = least - len(found)
    wanted = max(needed, 1 if open_ended and not found and not here.lean else 0)
    if wanted <= 0 or shape.bounds.get("maxProperties") == 0:
        return
    part = patterned[0].schema if patterned else shape.additional
    part = part or Schema.of(Part({"type": "string"}, shape.place.child("additionalProperties")))
    names = _keys(maker, shape, found, patterned[0].name if patterned else "")
    for name in itertools.islice(names, min(wanted, _MAX_ITEMS)):
        value = maker.value(part, here.inside(name if name != _UNNAMED else "", optional=needed <= 0))
        if not isinstance(value, Nothing):
            found[name] = value


def _keys(maker: Maker, shape: Shape, found: Mapping[str, JSON], pattern: str) -> Iterator[str]:
    """Names for other properties."""
    rules = [each.schema for each in shape.applicators if each.keyword == "propertyNames"]
    ruled: list[str] = []
    for rule in rules:
        for index in range(8):
            name = maker.value(rule, Here(turn=index))
            if isinstance(name, str) and name not in ruled:
                ruled.append(name)
    plain = [_UNNAMED, *(f"{_UNNAMED}{index}" for index in range(2, 100))]
    offered: Iterable[str] = itertools.chain(matching(pattern) if pattern else (), ruled, plain)
    for name in dict.fromkeys(offered):
        if name not in found and (not pattern or searches(pattern, name)) and (not ruled or name in ruled):
            yield name
