"""The form of a description: each object against the published schema of its version."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Final

import regress

from sphinxext_rensei.checks._faults import faults_of
from sphinxext_rensei.checks._standard import Standard, find_standard
from sphinxext_rensei.checks._words import name_of, phrase, short
from sphinxext_rensei.problems import ProblemCode
from sphinxext_rensei.schema import Fault
from sphinxext_rensei.spec import unescape

if TYPE_CHECKING:
    from collections.abc import Iterator

    import jsonschema_rs

    from sphinxext_rensei.checks._subject import Found, Subject
    from sphinxext_rensei.problems import Problem
    from sphinxext_rensei.schema import Path
    from sphinxext_rensei.spec import JSON

_MAX_FAULTS: Final = 1000
"""Faults that are looked at in one object; a file of another kind altogether has no end of them."""
_UNKNOWN: Final = ("additionalProperties", "unevaluatedProperties")
_NAMES: Final = (*_UNKNOWN, "propertyNames")
_KINDS: Final = {"openapi": "description"}
_HINTS: Final = (
    (
        _NAMES,
        re.compile(r"/components/\w+/[^/]*"),
        "is no name of a component; those are of letters, digits, '.', '-' and '_'",
    ),
    (_NAMES, re.compile(r".*/responses/[^/]*"), "is no status; those are of three digits, 1XX to 5XX, and 'default'"),
    (_NAMES, re.compile(r"/paths/[^/]*"), "is no path; those begin with '/'"),
    (
        ("contains", "not"),
        re.compile(r".*/parameters"),
        "may hold one parameter of 'querystring', and beside it none of 'query'",
    ),
)
"""Where more can be said than the keyword says: keywords, pointer, and what to say."""


def documents(subject: Subject) -> Iterator[Problem]:
    """The entry document, and each object that only a ``$ref`` leads to."""
    standard = find_standard(subject.version)
    if standard is None:
        return
    for found in subject.objects:
        validator = standard.find_validator(found.kind)
        if validator and not found.within and found.kind != "schema":
            yield from _problems(subject, validator, found, ProblemCode.INVALID, standard.of(found.kind))


def schemas(subject: Subject) -> Iterator[Problem]:
    """Each Schema Object that is not a part of another, against its dialect (OAS 3.2.0, section 4.24.7)."""
    standard = find_standard(subject.version)
    if standard is None:
        return
    contents = subject.references.contents
    default = contents.get("jsonSchemaDialect") if isinstance(contents, dict) else None
    for found in subject.of_kind("schema"):
        if found.within != "schema":
            own = found.value.get("$schema", default) if isinstance(found.value, dict) else default
            dialect = standard.find_dialect(own if isinstance(own, str) else "")
            if dialect:
                yield from _problems(subject, dialect, found, ProblemCode.SCHEMA)


def patterns(subject: Subject) -> Iterator[Problem]:
    """Regular expressions that are none of ECMA-262, with ``u`` flag or without (JSON Schema core, section 6.4)."""
    for found in subject.of_kind("schema"):
        value = found.value if isinstance(found.value, dict) else {}
        held = value.get("patternProperties")
        keys = held if isinstance(held, dict) else {}
        places = [(key, found.place.child("patternProperties", key)) for key in keys]
        for expression, place in [(value.get("pattern"), found.place.child("pattern")), *places]:
            if isinstance(expression, str) and (reason := _irregular(expression)):
                message = f"{short(expression)} is no regular expression of ECMA-262: {reason}"
                yield subject.problem(ProblemCode.SCHEMA, message, place, key=expression in keys)


def _irregular(expression: str) -> str:
    """Why it can't be read; empty where it can."""
    reason = ""
    for flags in ("u", ""):
        try:
            regress.Regex(expression, flags)
        except regress.RegressError as error:
            reason = str(error)
        else:
            return ""
    return reason[:1].lower() + reason[1:]


def _problems(
    subject: Subject,
    validator: jsonschema_rs.Validator,
    found: Found,
    code: ProblemCode,
    standard: Standard | None = None,
) -> Iterator[Problem]:
    errors = itertools.islice(validator.iter_errors(found.value), _MAX_FAULTS)
    for fault in _told_once(faults_of(errors, found.value, standard))[:_MAX_FAULTS]:
        place = found.place.child(*fault.path)
        yield subject.problem(code, _message(fault, found, place.pointer), place, key=fault.keyword != "type")


def _message(fault: Fault, found: Found, pointer: str) -> str:
    last = found.place.pointer.rpartition("/")[2]
    name = name_of(fault.path) or (name_of((unescape(last),)) if last else f"the {_KINDS.get(found.kind, found.kind)}")
    hints = (hint for keywords, where, hint in _HINTS if fault.keyword in keywords and where.fullmatch(pointer))
    return f"{name} {next(hints, None) or phrase(fault)}"


def _told_once(faults: list[Fault]) -> list[Fault]:
    """One fault for each thing to mend: an object's missing fields together, a misplaced ``$ref`` alone."""
    missing: dict[Path, list[JSON]] = {}
    references = {fault.path[:-1] for fault in faults if fault.keyword in _UNKNOWN and fault.path[-1] == "$ref"}
    empty = {fault.path for fault in faults if fault.keyword == "minProperties"}
    found = {path: Fault("reference", None, None, path) for path in references}
    for fault in faults:
        if any(fault.path[:end] in references for end in range(len(fault.path) + 1)):
            continue
        if fault.keyword == "required" and fault.path not in empty and isinstance(fault.held, list):
            names = missing.setdefault(fault.path, [])
            names += [name for name in fault.held if name not in names]
        elif fault.keyword != "required":
            found.setdefault(fault.path, fault)
    # What lacks a field fits several alternatives only because of that.
    told = [fault for fault in found.values() if fault.keyword != "oneOf" or fault.path not in missing]
    return told + [Fault("required", names, None, path) for path, names in missing.items()]
