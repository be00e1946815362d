"""A plain list of routes: a method and a path on each line, and a comment behind ``#``.

A path is a template of OpenAPI, or has parameters as Express writes them: ``/things/:id``, ``/files/*``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.errors import LoadError
from sphinxext_rensei.problems import Location, Problem, ProblemCode
from sphinxext_rensei.routes._route import ANY_METHOD, Route, RouteParameter, Routes
from sphinxext_rensei.spec import read_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_LINE: Final = re.compile(r"(?P<before>\s*)(?:(?P<method>\S+)(?:\s+(?P<path>\S+))?(?P<behind>(?:\s+(?!#).*)?))?")
_COMMENT: Final = re.compile(r"(?:^|(?<=\s))#(?P<text>.*)")
# A token, as methods are (RFC 9110, section 9.1).
_METHOD: Final = re.compile(r"[A-Za-z][\w!$%&'*+.^`|~-]*")
_ANY: Final = frozenset({"*", "ANY", "ALL"})

# A parameter: `{name}`, `{name*}`, `:name`, `:name*`, `*name` or `*`.
_PARAMETER: Final = re.compile(
    r"\{(?P<braced>[^{}*+?/]+)(?P<braced_count>[*+?]?)\}"
    r"|:(?P<named>\w+)(?:\([^()/]*\))?(?P<named_count>[*+?]?)"
    r"|(?<=/)\*(?P<starred>\w*)"
)


def read(roots: Sequence[Path]) -> Routes:
    """The routes that files list."""
    routes: dict[Route, None] = {}
    problems: list[Problem] = []
    for path in roots:
        try:
            text = read_text(path).contents
        except LoadError as error:
            problems.append(error.problem)
            continue
        before = len(routes), len(problems)
        for found in _read(str(text), str(path)):
            if isinstance(found, Route):
                routes.setdefault(found)
            else:
                problems.append(found)
        if before == (len(routes), len(problems)):
            problems.append(Problem(ProblemCode.NO_ROUTES, "the file lists no route", Location(str(path))))
    return Routes(routes=tuple(routes), problems=tuple(problems))


def _read(text: str, name: str) -> Iterator[Route | Problem]:
    for number, line in enumerate(text.splitlines(), 1):
        comment = _COMMENT.search(line)
        said = line[: comment.start()] if comment else line
        match = _LINE.match(said)
        if match is None or match["method"] is None:
            continue
        column = match.start("method") + 1
        fault = _fault(match)
        if fault:
            yield Problem(ProblemCode.ROUTE_SYNTAX, fault, Location(name, number, column))
            continue
        path, parameters = _template(match["path"])
        method = match["method"].upper()
        yield Route(
            method=ANY_METHOD if method in _ANY else method,
            path=path,
            parameters=parameters,
            file=name,
            line=number,
            column=column,
            documentation=comment["text"].strip() if comment else "",
        )


def _fault(match: re.Match[str]) -> str:
    """What is wrong with a line."""
    method, path = match["method"], match["path"]
    if method != ANY_METHOD and not _METHOD.fullmatch(method):
        return f"'{method}' is not a method; a line is written 'GET /path  # comment'"
    if path is None:
        return f"'{method}' has no path behind it"
    if not path.startswith("/"):
        return f"the path '{path}' does not begin with a slash"
    if match["behind"].strip():
        return f"'{match['behind'].strip()}' is behind the path; a comment begins with '#'"
    return ""


def _template(path: str) -> tuple[str, tuple[RouteParameter, ...]]:
    """A path as a template of OpenAPI, and its parameters."""
    parameters: list[RouteParameter] = []

    def parameter(match: re.Match[str]) -> str:
        name = match["braced"] or match["named"] or match["starred"] or "path"
        count = match["braced_count"] or match["named_count"] or ("*" if match["starred"] is not None else "")
        found = RouteParameter(name=name, is_rest=count in ("*", "+") and bool(count), is_optional=count in ("*", "?") and bool(count))
        parameters.append(found)
        return f"{{{name}}}"

    return _PARAMETER.sub(parameter, path), tuple(parameters)
