"""What a description that is in order lacks for those who read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_rensei.problems import ProblemCode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinxext_rensei.checks._subject import Subject
    from sphinxext_rensei.problems import Problem
    from sphinxext_rensei.spec import Operation, Parameter, Place, Schema, Tag


# Operations ----------------------------------------------------------------------------------------------------------


def operation_ids(subject: Subject) -> Iterator[Problem]:
    """Operations without a name that stays when the path changes."""
    for operation in _distinct(subject.description.operations):
        if not operation.id:
            yield _lacks(subject, operation, ProblemCode.MISSING_OPERATION_ID, "operationId")


def summaries(subject: Subject) -> Iterator[Problem]:
    """Operations whose page has no title but a name."""
    for operation in _all_operations(subject):
        if not operation.summary:
            yield _lacks(subject, operation, ProblemCode.MISSING_SUMMARY, "summary")


def error_responses(subject: Subject) -> Iterator[Problem]:
    """Operations that say nothing of failure."""
    for operation in _distinct(subject.description.operations):
        statuses = [response.status for response in operation.responses]
        if "default" not in statuses and not any(status.startswith(("4", "5")) for status in statuses):
            message = f"{operation.endpoint} has no response for errors: 4XX, 5XX or 'default'"
            yield subject.problem(ProblemCode.MISSING_ERROR_RESPONSE, message, operation.place, key=True)


def tags(subject: Subject) -> Iterator[Problem]:
    """Operations without a tag, and the first use of each tag that is not declared."""
    declared = {tag.name for tag in subject.description.tags if _is_declared(tag)}
    for operation in _all_operations(subject):
        if not operation.tags and not operation.outgoing:
            yield _lacks(subject, operation, ProblemCode.MISSING_TAG, "tag")
        value = subject.references.value(operation.place)
        given = value.get("tags") if isinstance(value, dict) else None
        for index, name in enumerate(given if isinstance(given, list) else ()):
            if name in operation.tags and name not in declared:
                declared.add(name)
                place = operation.place.child("tags", index)
                yield subject.problem(ProblemCode.UNDECLARED_TAG, f"the tag '{name}' is not declared", place)


def servers(subject: Subject) -> Iterator[Problem]:
    """An API with operations and, wherever one may stand, no server."""
    if not subject.description.operations or any(True for _ in subject.of_kind("server")):
        return
    message = "there are no servers: nothing says where the API is"
    yield subject.problem(ProblemCode.MISSING_SERVER, message, subject.references.place.child("openapi"), key=True)


def _is_declared(tag: Tag) -> bool:
    return tag.place.pointer.startswith("/tags/")


def _lacks(subject: Subject, operation: Operation, code: ProblemCode, what: str) -> Problem:
    return subject.problem(code, f"{operation.endpoint} has no {what}", operation.place, key=True)


def _all_operations(subject: Subject) -> Iterator[Operation]:
    return _distinct((*subject.description.operations, *subject.description.webhooks))


def _distinct(operations: Iterable[Operation]) -> Iterator[Operation]:
    """Each operation once, however many paths share it."""
    first: dict[Place, Operation] = {}
    for operation in operations:
        first.setdefault(operation.place, operation)
    return iter(first.values())


# Descriptions --------------------------------------------------------------------------------------------------------


def described(subject: Subject) -> Iterator[Problem]:
    """What readers ask about and what has no words: the API, its tags and its operations."""
    code, description = ProblemCode.MISSING_DESCRIPTION, subject.description
    if not (description.description or description.summary):
        yield subject.problem(code, "the API has no description", subject.references.place.child("info"), key=True)
    for tag in description.tags:
        if _is_declared(tag) and not (tag.description or tag.summary):
            yield subject.problem(code, f"the tag '{tag.name}' has no description", tag.place)
    for operation in _all_operations(subject):
        if not operation.description:
            yield _lacks(subject, operation, code, "description")


def described_parameters(subject: Subject) -> Iterator[Problem]:
    """Parameters without words; those of their schema count."""
    parameters = {each.place: each for operation in _all_operations(subject) for each in operation.parameters}
    for place, parameter in parameters.items():
        if not (parameter.description or (parameter.schema and _is_described(subject, parameter.schema))):
            message = f"the {_named(parameter)} has no description"
            yield subject.problem(ProblemCode.MISSING_DESCRIPTION, message, place)


def described_schemas(subject: Subject) -> Iterator[Problem]:
    """Named schemas and their properties, without words of their own or of what they refer to."""
    analyser, code = subject.analyser, ProblemCode.MISSING_SCHEMA_DESCRIPTION
    told = set()
    for name, schema in subject.description.schemas.items():
        if analyser.hidden(schema) or schema.place in told:
            continue
        told.add(schema.place)
        if not _is_described(subject, schema):
            yield subject.problem(code, f"the schema '{name}' has no description", schema.place, key=True)
        for each in analyser.shape(schema).properties:
            own = each.schema.place not in told and not analyser.hidden(each.schema)
            told.add(each.schema.place)
            if own and not each.pattern and not _is_described(subject, each.schema):
                message = f"the property '{each.name}' has no description"
                yield subject.problem(code, message, each.schema.place, key=True)


def _named(parameter: Parameter) -> str:
    return f"{parameter.location} parameter '{parameter.name}'"


def _is_described(subject: Subject, schema: Schema) -> bool:
    """Whether a schema, its items or one of its alternatives says what it is; a constant does by itself."""
    shape = subject.analyser.shape(schema)
    if shape.description or shape.consts or shape.never:
        return True
    inside = [variant.schema for each in shape.alternatives for variant in each.variants]
    inside += [shape.items] if shape.items else []
    return any(subject.analyser.shape(each).description for each in inside)
