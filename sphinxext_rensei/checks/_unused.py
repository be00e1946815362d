"""Components that nothing leads to (OAS 3.2.0, section 4.6: they have no effect unless referred to)."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import unquote

from sphinxext_rensei.errors import UnresolvableReference
from sphinxext_rensei.problems import ProblemCode
from sphinxext_rensei.spec import STRUCTURE, escape, is_internal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinxext_rensei.checks._subject import Found, Subject
    from sphinxext_rensei.problems import Problem
    from sphinxext_rensei.spec import JSON, Place

_MENTION: Final = re.compile(r"#/components/([^/\s]+)/([^/\s\"'`<>()\[\]]+)")
_REFERENCES: Final = ("$ref", "$dynamicRef", "$recursiveRef")


class _Component(NamedTuple):
    """A component of the entry document, by the escaped names of its field and itself."""

    field: str
    name: str


def unused_components(subject: Subject) -> Iterator[Problem]:
    """Components that no path and no webhook leads to, on however many ways."""
    if not (subject.description.operations or subject.description.webhooks):
        # A library of components is used by others.
        return
    used = _used(subject)
    contents = subject.references.contents
    components = contents.get("components") if isinstance(contents, dict) else None
    for field, held in components.items() if isinstance(components, dict) else ():
        for name, value in held.items() if field in STRUCTURE["components"] and isinstance(held, dict) else ():
            internal = isinstance(value, dict) and is_internal(value)
            if not internal and _Component(field, escape(name)) not in used:
                place = subject.references.place.child("components", field, name)
                message = f"nothing uses '{name}' of components/{field}"
                yield subject.problem(ProblemCode.UNUSED_COMPONENT, message, place, key=True)


def _used(subject: Subject) -> set[_Component]:
    """The components that are reached from outside of them.

    What stands in another file counts as outside.
    """
    leads: defaultdict[_Component | None, set[_Component]] = defaultdict(set)
    for found in subject.objects:
        if isinstance(found.value, dict):
            holder = _component(subject, found.place)
            leads[holder].update(_targets(subject, found))
            if "$dynamicAnchor" in found.value and holder:
                # Which anchor a dynamic reference leads to is known only where it is used.
                leads[None].add(holder)
    for child, parent in _children(subject):
        leads[parent].add(child)
    for holder, value in _holders(subject):
        leads[holder].update(_mentioned(value))
    used: set[_Component] = set()
    ahead = list(leads[None])
    while ahead:
        component = ahead.pop()
        if component not in used:
            used.add(component)
            ahead += leads.get(component, ())
    return used


def _holders(subject: Subject) -> Iterator[tuple[_Component | None, JSON]]:
    """What each component holds, and what stands outside of them."""
    for uri, source in subject.references.files.items():
        contents = source.contents if isinstance(source.contents, dict) else {}
        for key, held in contents.items():
            if uri != subject.references.entry or key != "components" or not isinstance(held, dict):
                yield None, held
                continue
            for field, components in held.items():
                for name, value in components.items() if isinstance(components, dict) else ():
                    yield _Component(escape(field), escape(name)), value


def _mentioned(value: JSON) -> Iterator[_Component]:
    """Components that any text names: that of an extension, of an example or of prose leads to them as well."""
    ahead = [value]
    while ahead:
        match ahead.pop():
            case dict() as held:
                ahead += held.values()
            case list() as held:
                ahead += held
            case str() as text if "#/components/" in text:
                for field, name in _MENTION.findall(text):
                    yield _Component(field, unquote(name).rstrip(".,;:"))


def _component(subject: Subject, place: Place) -> _Component | None:
    """The component that a place is in."""
    match place.pointer.split("/", 4):
        case ["", "components", field, name, *_] if place.uri == subject.references.entry:
            return _Component(field, name)
        case _:
            return None


def _targets(subject: Subject, found: Found) -> Iterator[_Component]:
    """What an object refers to, by whatever kind of name."""
    value = found.value if isinstance(found.value, dict) else {}
    names = [each for key in _REFERENCES if isinstance(each := value.get(key), str)]
    if found.kind == "schema":
        names += _of_discriminator(subject, value)
    for name in names:
        if component := _resolved(subject, name, found.place):
            yield component
    if found.kind in ("openapi", "operation"):
        held = value.get("security")
        for requirement in held if isinstance(held, list) else ():
            for name in requirement if isinstance(requirement, dict) else ():
                if name in subject.description.security_schemes:
                    yield _Component("securitySchemes", escape(name))
                # From OAS 3.2 on, the name may be a reference to a scheme.
                elif component := _resolved(subject, name, found.place):
                    yield component


def _of_discriminator(subject: Subject, value: dict[str, JSON]) -> Iterator[str]:
    held = value.get("discriminator")
    discriminator = held if isinstance(held, dict) else {}
    mapping = discriminator.get("mapping")
    given = [*mapping.values()] if isinstance(mapping, dict) else []
    for name in (*given, discriminator.get("defaultMapping")):
        if isinstance(name, str):
            is_name = name in subject.description.schemas
            yield f"#/components/schemas/{escape(name)}" if is_name else name


def _children(subject: Subject) -> Iterator[tuple[_Component, _Component]]:
    """Schemas that extend one with a discriminator, which leads to them by their names (OAS 3.2.0, section 4.25)."""
    for found in subject.of_kind("schema"):
        child = _component(subject, found.place)
        held = found.value.get("allOf") if isinstance(found.value, dict) else None
        for index, each in enumerate(held if isinstance(held, list) else ()):
            for value, place in subject.hops(each, found.place.child("allOf", index)):
                parent = _component(subject, place)
                if child and parent and isinstance(value, dict) and "discriminator" in value:
                    yield child, parent


def _resolved(subject: Subject, reference: str, place: Place) -> _Component | None:
    try:
        return _component(subject, subject.references.resolve(reference, place)[1])
    except UnresolvableReference:
        return None
