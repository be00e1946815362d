"""How an operation and its route differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_rensei.drift._kinds import Kind
from sphinxext_rensei.drift._shape import Shape, names_of, shape_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinxext_rensei.drift._model import Difference, Endpoint
    from sphinxext_rensei.routes import Route
    from sphinxext_rensei.spec import Parameter


def pair_differences(endpoint: Endpoint, route: Route, shape: Shape) -> Iterator[Difference]:
    """What differs.

    :param shape: of the route's path.
    """
    served = {shape_of(path): path for path in endpoint.served}
    path = next((path for each, path in served.items() if shape in (each, each.toggled)), None)
    if path is None:
        path = next(path for each, path in served.items() if shape.folded in (each.folded, each.toggled.folded))
        message = f"{endpoint} is {route.path} in the code: capital letters differ"
        yield endpoint.difference(Kind.CASE, message, route=route)
    if shape_of(path).slash != shape.slash:
        with_slash, without = ("route", "description") if shape.slash else ("description", "route")
        message = f"{endpoint} ends in a slash in the {with_slash}, and not in the {without}"
        yield endpoint.difference(Kind.TRAILING_SLASH, message, route=route)
    yield from _names(endpoint, route, path)
    yield from _query(endpoint, route)


def _names(endpoint: Endpoint, route: Route, path: str) -> Iterator[Difference]:
    pairs = zip(names_of(path), names_of(route.path), strict=False)
    renamed = [f"{{{ours}}} is {{{theirs}}}" for ours, theirs in pairs if ours != theirs]
    if renamed:
        message = f"{endpoint}: in the route {', '.join(renamed)}"
        yield endpoint.difference(Kind.PARAMETERS, message, route=route)


def _query(endpoint: Endpoint, route: Route) -> Iterator[Difference]:
    assert endpoint.operation is not None
    described = [each for each in endpoint.operation.parameters if each.location in ("query", "querystring")]
    if any(_is_open(parameter) for parameter in described):
        return
    names = {parameter.name.partition("[")[0] for parameter in described} | endpoint.credentials
    for name in dict.fromkeys(route.query):
        if name.partition("[")[0] not in names:
            message = f"{endpoint} reads the query parameter '{name}', which is not described"
            yield endpoint.difference(Kind.QUERY, message, route=route, detail=name)


def _is_open(parameter: Parameter) -> bool:
    """Whether the names that are sent are those of an object's properties (OAS 3.2.0, section 4.12.3)."""
    if parameter.location == "querystring":
        return True
    schemas = parameter.schema.parts if parameter.schema else ()
    values = [part.value for part in schemas if isinstance(part.value, dict)]
    objects = any(value.get("type") in ("object", ["object", "null"]) or "properties" in value for value in values)
    # What a reference leads to may be an object.
    return parameter.style == "form" and parameter.explode and (objects or any("$ref" in each for each in values))
