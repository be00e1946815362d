"""A plain list of routes: a method and a path on each line, and a comment behind ``#``.

A path is a template of OpenAPI, or has parameters as frameworks write them: ``/things/:id``, ``/files/*``,
``/files/{path:path}``, ``/files/{path...}``, ``/things/<int:id>``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.errors import LoadError
from sphinxext_rensei.problems import Location, Problem, RouteCode
from sphinxext_rensei.routes._route import ANY_METHOD, Route, RouteParameter, Routes
from sphinxext_rensei.spec import read_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_COMMENT: Final = re.compile(r"(?:^|\s)#(.*)")
# A token, as methods are (RFC 9110, section 9.1).
_METHOD: Final = re.compile(r"[A-Za-z][\w!$%&'*+.^`|~-]*")
_ANY: Final = frozenset({"*", "ANY", "ALL"})
_PARAMETER: Final = re.compile(
    r"\{\*{0,2}(?P<braced>[^{}:*+?/]+?)(?::(?P<kind>[^{}/]*))?(?P<count>[*+?]|\.{3})?\}"
    r"|<(?:(?P<converter>\w+):)?(?P<angled>\w+)>"
    # Behind a word, the colon is a part of the path: `/things/{id}:cancel`.
    r"|(?<![\w}]):(?P<named>\w+)(?:\([^()/]*\))?(?P<named_count>[*+?]?)"
    r"|(?<=/)\*(?P<starred>\w*)"
)
# What a parameter of any number of segments is called in braces and angle brackets.
_REST: Final = "path"


def read(roots: Sequence[Path]) -> Routes:
    """The routes that files list."""
    routes: list[Route] = []
    problems: list[Problem] = []
    for path in roots:
        try:
            text = str(read_text(path).contents)
        except LoadError as error:
            problems.append(error.problem)
            continue
        found = list(_read(text, str(path)))
        routes += [each for each in found if isinstance(each, Route)]
        problems += [each for each in found if isinstance(each, Problem)]
        if not found:
            problems.append(Problem(RouteCode.NO_ROUTES, "the file lists no route", Location(str(path))))
    return Routes(routes=tuple(routes), problems=tuple(problems))


def _read(text: str, name: str) -> Iterator[Route | Problem]:
    for number, line in enumerate(text.splitlines(), 1):
        comment = _COMMENT.search(line)
        words = (line[: comment.start()] if comment else line).split(maxsplit=2)
        location = Location(name, number, len(line) - len(line.lstrip()) + 1)
        fault = _fault(words) if words else ""
        if fault:
            yield Problem(RouteCode.ROUTE_SYNTAX, fault, location)
        elif words:
            yield from _routes(words, location, comment[1].strip() if comment else "")


def _fault(words: Sequence[str]) -> str:
    """What is wrong with a line."""
    method, path, behind = (*words, "", "")[:3]
    if method != ANY_METHOD and not _METHOD.fullmatch(method):
        return f"'{method}' is no method; a line is written 'GET /path  # comment'"
    if not path.startswith("/"):
        return f"'{path}' behind '{method}' is no path: it does not begin with a slash"
    return f"'{behind}' behind the path is no comment: it does not begin with '#'" if behind else ""


def _routes(words: Sequence[str], location: Location, documentation: str) -> Iterator[Route]:
    method = words[0].upper()
    path, parameters = _template(words[1])
    paths = [(path, parameters)]
    if parameters and parameters[-1].is_optional and path.endswith(f"/{{{parameters[-1].name}}}"):
        paths.append((path.rpartition("/")[0] or "/", parameters[:-1]))
    for each, held in paths:
        yield Route(
            method=ANY_METHOD if method in _ANY else method,
            path=each,
            parameters=held,
            file=location.path,
            line=location.line,
            column=location.column,
            documentation=documentation,
        )


def _template(path: str) -> tuple[str, tuple[RouteParameter, ...]]:
    """A path as a template of OpenAPI, and its parameters."""
    parameters: list[RouteParameter] = []

    def written(match: re.Match[str]) -> str:
        parameters.append(_parameter(match))
        return f"{{{parameters[-1].name}}}"

    return _PARAMETER.sub(written, path), tuple(parameters)


def _parameter(match: re.Match[str]) -> RouteParameter:
    name = match["braced"] or match["angled"] or match["named"] or match["starred"] or "path"
    count = match["count"] or match["named_count"] or ""
    is_rest = match["starred"] is not None or _REST in (match["kind"], match["converter"]) or match[0].startswith("{*")
    return RouteParameter(name=name, is_rest=is_rest or count in ("*", "+", "..."), is_optional=count in ("*", "?"))
