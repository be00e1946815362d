"""Another OpenAPI description as what is served: that which FastAPI writes of itself, say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_rensei.errors import LoadError
from sphinxext_rensei.problems import Location, Problem, RouteCode
from sphinxext_rensei.routes._route import Route, RouteParameter, Routes
from sphinxext_rensei.spec import base_path, load

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from sphinxext_rensei.spec import Loaded, Operation


def read(roots: Sequence[Path]) -> Routes:
    """The operations of some descriptions, each below the base paths of its servers."""
    routes: dict[tuple[str, str], Route] = {}
    problems: list[Problem] = []
    for path in roots:
        try:
            loaded = load(path)
        except LoadError as error:
            problems.append(error.problem)
            continue
        problems += loaded.told
        if not loaded.description.operations:
            problems.append(Problem(RouteCode.NO_ROUTES, "the description has no operation", Location(str(path))))
        for operation in loaded.description.operations:
            for route in _routes(operation, loaded):
                routes.setdefault((route.method, route.path), route)
    return Routes(routes=tuple(routes.values()), problems=tuple(problems))


def _routes(operation: Operation, loaded: Loaded) -> Iterator[Route]:
    location = loaded.references.locate(operation.place, key=True)
    paths = {base_path(server.default_url): None for server in operation.servers}
    first, *others = [f"{base}{operation.path}" for base in paths or {"": None}]
    for path in (first, *others):
        yield Route(
            method=operation.method,
            path=path,
            # One of its addresses is enough to be documented.
            rewrites_to="" if path == first else first,
            parameters=tuple(_named(operation, "path")),
            query=tuple(parameter.name for parameter in _named(operation, "query")),
            file=location.path,
            line=location.line,
            column=location.column,
            documentation=operation.description or operation.summary,
        )


def _named(operation: Operation, location: str) -> Iterator[RouteParameter]:
    """The parameters of a location, in the order in which they are declared."""
    for parameter in operation.parameters:
        if parameter.location == location:
            yield RouteParameter(name=parameter.name)
