"""The names of schemas: components by their key, every other schema that a ``$ref`` leads to by where it stands."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from sphinxext_rensei.errors import UnresolvableReference
from sphinxext_rensei.problems import Problem, ProblemCode
from sphinxext_rensei.spec._json import split
from sphinxext_rensei.spec._place import Part, Place, Schema
from sphinxext_rensei.spec._structure import children

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinxext_rensei.spec._json import JSON
    from sphinxext_rensei.spec._references import References


def name_schemas(references: References, problems: list[Problem]) -> tuple[dict[str, Schema], dict[Place, str]]:
    """Name every schema that can have a page.

    Walks all objects of the description, through every ``$ref``, so that each reference is tried once.

    :param problems: gets what was found wrong with references.
    :returns: schemas by name, components first and in their order, and names by place.
    """
    names: dict[Place, str] = {}
    schemas: dict[str, Schema] = {}
    for name, component, place in _components(references):
        schemas[name] = Schema.of(Part(component, place))
        names[place] = name
        target = _pure_reference(references, component, place)
        if target is not None:
            names.setdefault(target, name)
    others = sorted(place for place in _referenced_schemas(references, problems) if place not in names)
    for place in others:
        value = references.value(place)
        # What leads on is no schema of its own.
        if isinstance(value, (dict, bool)) and _pure_reference(references, value, place) is None:
            name = next(name for name in name_candidates(place) if name not in schemas)
            schemas[name] = Schema.of(Part(value, place))
            names[place] = name
    return schemas, names


def _components(references: References) -> Iterator[tuple[str, dict[str, JSON] | bool, Place]]:
    contents = references.contents
    components = contents.get("components") if isinstance(contents, dict) else None
    held = components.get("schemas") if isinstance(components, dict) else None
    for name, value in held.items() if isinstance(held, dict) else ():
        if isinstance(value, (dict, bool)):
            yield name, value, references.place.child("components", "schemas", name)


def _pure_reference(references: References, value: JSON, place: Place) -> Place | None:
    """Where a schema leads that is nothing but a ``$ref``."""
    if not (isinstance(value, dict) and set(value) == {"$ref"}):
        return None
    try:
        return list(references.follow(value, place))[-1][1]
    except UnresolvableReference:
        return None


def name_candidates(place: Place) -> Iterator[str]:
    """Names for a schema outside the components, the best first; always a next one."""
    tokens = _telling(split(place.pointer))
    stem = unquote(posixpath.splitext(posixpath.basename(urlsplit(place.uri).path))[0])
    folder = unquote(posixpath.basename(posixpath.dirname(urlsplit(place.uri).path)))
    base = tokens[-1] if tokens else stem
    if owned := _owned(split(place.pointer)):
        yield owned
    yield base
    yield f"{stem}-{base}" if tokens else f"{folder}-{base}"
    yield "-".join((stem, *tokens)) if tokens else f"{folder}-{base}-schema"
    number = 2
    while True:
        yield f"{base}-{number}"
        number += 1


def _owned(tokens: tuple[str, ...]) -> str:
    """A property of a component, or of a definition, by both: ``Order-lines``; empty for any other schema."""
    start = 3 if tokens[:2] == ("components", "schemas") else 2 if tokens[:1] in (("$defs",), ("definitions",)) else 0
    if not start or "properties" not in tokens[:-1] or tokens[-1] in _STRUCTURE or tokens[-1].isdigit():
        return ""
    inside = (each for each in tokens[start:] if each not in _STEPS and not each.isdigit())
    return re.sub(r"[^\w.~]+", "-", "-".join((tokens[start - 1], *inside))).strip("-")


_STEPS: Final = frozenset(("properties", "items", "allOf", "anyOf", "oneOf"))
_STRUCTURE: Final = frozenset(
    ("schema", "items", "prefixItems", "additionalProperties", "allOf", "anyOf", "oneOf", "not", "if", "then", "else")
)
"""Last tokens of pointers that say nothing of what a schema is; numbers are others."""


def _telling(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """A pointer in one token where its last says nothing: the property with what is below, or path, method, status."""
    if not tokens or not (tokens[-1] in _STRUCTURE or tokens[-1].isdigit()):
        return tokens
    if "properties" in tokens:
        told = tokens[len(tokens) - tokens[::-1].index("properties") :]
    else:
        told = tuple(each for each, before in zip(tokens, ("", *tokens), strict=False) if before != "content")
        told = tuple(each for each in told if each not in ("paths", "responses", "content", "schema"))
    return (re.sub(r"[^\w.~]+", "-", "-".join(told)).strip("-") or tokens[-1],)


def _referenced_schemas(references: References, problems: list[Problem]) -> set[Place]:
    """The places of all schemas that a ``$ref`` leads to."""
    found: set[Place] = set()
    seen: set[tuple[Place, str]] = set()
    stack: list[tuple[JSON, str, Place]] = [(references.contents, "openapi", references.place)]
    while stack:
        value, kind, place = stack.pop()
        if not isinstance(value, dict) or (place, kind) in seen:
            continue
        seen.add((place, kind))
        if "$ref" in value:
            stack.extend(_targets(references, value, kind, place, found, problems))
        stack.extend(children(value, kind, place))
    return found


def _targets(
    references: References,
    value: dict[str, JSON],
    kind: str,
    place: Place,
    found: set[Place],
    problems: list[Problem],
) -> list[tuple[JSON, str, Place]]:
    if not isinstance(value["$ref"], str):
        location = references.locate(place.child("$ref"))
        problems.append(Problem(ProblemCode.INVALID, "'$ref' must be a string", location))
        return []
    try:
        hops = list(references.follow(value, place))
    except UnresolvableReference as error:
        problems.append(error.problem)
        return []
    target, at = hops[-1]
    if kind == "schema":
        found.update(hop for _, hop in hops[1:])
    return [(target, kind, at)]
