"""Path templates and path parameters (OAS 3.2.0, sections 4.8.2 and 4.12.1)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.problems import ProblemCode
from sphinxext_rensei.spec import METHODS, TEMPLATE_EXPRESSION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinxext_rensei.checks._subject import Subject
    from sphinxext_rensei.problems import Problem
    from sphinxext_rensei.spec import JSON, Place

_BRACE: Final = re.compile(r"[{}]")


@dataclass(frozen=True, slots=True)
class _Declared:
    """The path parameters of an operation, or of all operations of a path.

    :param known: whether every parameter could be read.
    """

    place: Place
    parameters: tuple[tuple[str, Place], ...] = ()
    known: bool = True

    @property
    def names(self) -> set[str]:
        """Their names."""
        return {name for name, _ in self.parameters}


def equivalent_paths(subject: Subject) -> Iterator[Problem]:
    """Templates that differ in nothing but the names of their expressions, that hold one twice, or half of one."""
    first: dict[str, str] = {}
    for path, _, place in _path_items(subject):
        other = first.setdefault(TEMPLATE_EXPRESSION.sub("{}", path), path)
        if other != path:
            message = f"the path '{path}' is the same as '{other}': names of parameters make no difference"
            yield subject.problem(ProblemCode.PATH_TEMPLATE, message, place, key=True)
        if _BRACE.search(TEMPLATE_EXPRESSION.sub("", path)):
            message = f"the path '{path}' has a brace that is not one of a pair"
            yield subject.problem(ProblemCode.PATH_TEMPLATE, message, place, key=True)
        names = TEMPLATE_EXPRESSION.findall(path)
        for name in dict.fromkeys(names):
            if names.count(name) > 1:
                message = f"the path '{path}' has {{{name}}} more than once"
                yield subject.problem(ProblemCode.PATH_TEMPLATE, message, place, key=True)


def path_parameters(subject: Subject) -> Iterator[Problem]:
    """Parameters without an expression, and expressions without a parameter."""
    for path, item, place in _path_items(subject):
        names = list(dict.fromkeys(TEMPLATE_EXPRESSION.findall(path)))
        common, operations = _item(subject, item, place)
        for declared in (common, *operations):
            for name, at in declared.parameters:
                if name not in names:
                    message = f"the path parameter '{name}' is not in the path '{path}'"
                    yield subject.problem(ProblemCode.PATH_TEMPLATE, message, at)
        for name in names if common.known else ():
            if name not in common.names:
                yield from _undeclared(subject, path, name, place, operations)


def _undeclared(
    subject: Subject, path: str, name: str, place: Place, operations: list[_Declared]
) -> Iterator[Problem]:
    """An expression without a parameter: said of the path where no operation has one."""
    without = [each.place for each in operations if each.known and name not in each.names]
    everywhere = len(without) == len(operations)
    for at in [place] if without and everywhere else without:
        message = f"the path '{path}' has {{{name}}}, but there is no path parameter '{name}'"
        yield subject.problem(ProblemCode.PATH_TEMPLATE, message, at, key=True)


def _path_items(subject: Subject) -> Iterator[tuple[str, JSON, Place]]:
    contents = subject.references.contents
    paths = contents.get("paths") if isinstance(contents, dict) else None
    for path, item in paths.items() if isinstance(paths, dict) else ():
        if path.startswith("/"):
            yield path, item, subject.references.place.child("paths", path)


def _item(subject: Subject, item: JSON, place: Place) -> tuple[_Declared, list[_Declared]]:
    """What a Path Item Object, and what its ``$ref`` leads to, declare for all operations and for each."""
    common = _Declared(place)
    operations: list[_Declared] = []
    for hop, at in subject.hops(item, place):
        for key, value in hop.items() if isinstance(hop, dict) else ():
            if key == "parameters":
                found = _declared(subject, hop, at)
                common = replace(found, parameters=common.parameters + found.parameters)
            elif key in METHODS:
                operations.append(_declared(subject, *subject.resolved(value, at.child(key))))
            elif key == "additionalOperations" and isinstance(value, dict):
                operations += [
                    _declared(subject, *subject.resolved(each, at.child(key, method)))
                    for method, each in value.items()
                ]
    return common, operations


def _declared(subject: Subject, value: JSON, place: Place) -> _Declared:
    held = value.get("parameters") if isinstance(value, dict) else None
    found: list[tuple[str, Place]] = []
    known = isinstance(value, dict) and "$ref" not in value
    for index, each in enumerate(held if isinstance(held, list) else ()):
        at = place.child("parameters", index)
        parameter, _ = subject.resolved(each, at)
        name = parameter.get("name") if isinstance(parameter, dict) else None
        location = parameter.get("in") if isinstance(parameter, dict) else None
        known = known and isinstance(name, str) and isinstance(location, str)
        if location == "path" and isinstance(name, str):
            found.append((name, at))
    return _Declared(place, tuple(found), known)
