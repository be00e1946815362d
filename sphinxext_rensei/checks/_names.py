"""Names that stand for something, and lead nowhere or to two things."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.errors import UnresolvableReference
from sphinxext_rensei.problems import ProblemCode
from sphinxext_rensei.spec import find_linked, split_uri

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinxext_rensei.checks._subject import Subject
    from sphinxext_rensei.problems import Problem
    from sphinxext_rensei.spec import JSON, Operation, Place

_VARIABLE: Final = re.compile(r"\{([^{}]+)\}")


def security(subject: Subject) -> Iterator[Problem]:
    """Security requirements name schemes of the components (OAS 3.2.0, section 4.30)."""
    for found in subject.of_kind("openapi", "operation"):
        held = found.value.get("security") if isinstance(found.value, dict) else None
        for index, requirement in enumerate(held if isinstance(held, list) else ()):
            for name in requirement if isinstance(requirement, dict) else ():
                if name in subject.description.security_schemes:
                    continue
                place = found.place.child("security", index, name)
                # From 3.2 on, the name may be a reference to a scheme.
                if subject.version in ("3.0", "3.1") or not _leads(subject, name, place):
                    message = f"there is no security scheme '{name}' in the components"
                    yield subject.problem(ProblemCode.REFERENCE, message, place, key=True)


def links(subject: Subject) -> Iterator[Problem]:
    """Links lead to operations (OAS 3.2.0, section 4.20)."""
    ids = {operation.id for operation in _operations(subject)}
    for found in subject.of_kind("link"):
        value = found.value if isinstance(found.value, dict) else {}
        name, reference = value.get("operationId"), value.get("operationRef")
        if isinstance(name, str) and name not in ids:
            message = f"the link leads nowhere: there is no operation '{name}'"
            yield subject.problem(ProblemCode.REFERENCE, message, found.place.child("operationId"))
        if isinstance(reference, str) and not _leads_to_operation(subject, reference, found.place):
            message = f"the link leads nowhere: there is no '{reference}'"
            yield subject.problem(ProblemCode.REFERENCE, message, found.place.child("operationRef"))


def discriminators(subject: Subject) -> Iterator[Problem]:
    """Values of a discriminator lead to schemas (OAS 3.2.0, section 4.25)."""
    for found in subject.of_kind("schema"):
        held = found.value.get("discriminator") if isinstance(found.value, dict) else None
        mapping = held.get("mapping") if isinstance(held, dict) else None
        for value, target in mapping.items() if isinstance(mapping, dict) else ():
            if isinstance(target, str) and not _is_schema(subject, target, found.place):
                message = f"'{value}' leads nowhere: there is no schema '{target}'"
                place = found.place.child("discriminator", "mapping", value)
                yield subject.problem(ProblemCode.REFERENCE, message, place)


def tags(subject: Subject) -> Iterator[Problem]:
    """Each tag has a name of its own (OAS 3.2.0, section 4.1)."""
    contents = subject.references.contents
    held = contents.get("tags") if isinstance(contents, dict) else None
    names: set[str] = set()
    for index, tag in enumerate(held if isinstance(held, list) else ()):
        name = tag.get("name") if isinstance(tag, dict) else None
        if not isinstance(name, str):
            continue
        if name in names:
            place = subject.references.place.child("tags", index, "name")
            yield subject.problem(ProblemCode.INVALID, f"there is another tag '{name}'", place)
        names.add(name)


def servers(subject: Subject) -> Iterator[Problem]:
    """The URL of a server is one, and agrees with its variables (OAS 3.2.0, section 4.5)."""
    for found in subject.of_kind("server"):
        value = found.value if isinstance(found.value, dict) else {}
        url, variables = value.get("url"), value.get("variables", {})
        if not (isinstance(url, str) and isinstance(variables, dict)):
            continue
        used = list(dict.fromkeys(_VARIABLE.findall(url)))
        if not used and split_uri(url) is None:
            yield subject.problem(ProblemCode.INVALID, f"'{url}' is no URL", found.place.child("url"))
        for name in used:
            if name not in variables:
                message = f"the URL has {{{name}}}, but there is no variable '{name}'"
                yield subject.problem(ProblemCode.INVALID, message, found.place.child("url"))
        for name, variable in variables.items():
            place = found.place.child("variables", name)
            if name not in used and not name.startswith("x-"):
                message = f"the variable '{name}' is not in the URL '{url}'"
                yield subject.problem(ProblemCode.INVALID, message, place, key=True)
            if isinstance(variable, dict) and not _is_allowed(variable):
                message = f"the default of the variable '{name}' is not one of its 'enum'"
                yield subject.problem(ProblemCode.INVALID, message, place.child("default"))


def _is_allowed(variable: dict[str, JSON]) -> bool:
    values = variable.get("enum")
    return not isinstance(values, list) or "default" not in variable or variable["default"] in values


def _operations(subject: Subject) -> Iterator[Operation]:
    for operation in (*subject.description.operations, *subject.description.webhooks):
        yield operation
        for callback in operation.callbacks:
            yield from callback.operations


def _is_schema(subject: Subject, target: str, place: Place) -> bool:
    """Whether a name of a component, in the entry document or this one, or a reference leads to a schema."""
    if target in subject.description.schemas:
        return True
    contents = subject.references.files[place.uri].contents
    components = contents.get("components") if isinstance(contents, dict) else None
    schemas = components.get("schemas") if isinstance(components, dict) else None
    return (isinstance(schemas, dict) and target in schemas) or _leads(subject, target, place)


def _leads_to_operation(subject: Subject, reference: str, place: Place) -> bool:
    """Whether an ``operationRef`` leads somewhere, be it through the ``$ref`` of a path."""
    found = find_linked(subject.description, subject.references, reference, place)
    return found is not None or _leads(subject, reference, place)


def _leads(subject: Subject, reference: str, place: Place) -> bool:
    """Whether a reference leads somewhere, or where it can't be told."""
    try:
        subject.references.resolve(reference, place)
    except UnresolvableReference as error:
        return error.problem.code in (ProblemCode.REMOTE_REFERENCE, ProblemCode.OUTSIDE_REFERENCE)
    return True
