"""Skeletons of operations for routes that have none."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.draft._names import Namer
from sphinxext_rensei.drift import base_paths, names_of, prose_of, read_annotation, shape_of
from sphinxext_rensei.errors import UnresolvableReference
from sphinxext_rensei.problems import Location, Problem, RouteCode
from sphinxext_rensei.routes import ANY_METHOD
from sphinxext_rensei.spec import METHODS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sphinxext_rensei.drift import Annotation
    from sphinxext_rensei.routes import Route
    from sphinxext_rensei.spec import JSON, Loaded

_SENTENCE: Final = re.compile(r"(.+?)(?:[.!?](?=\s|$)|\n\s*\n|$)", re.DOTALL)
_MAX_SUMMARY: Final = 120
_SINCE_3_2: Final = frozenset({"QUERY"})
_REST: Final = "The rest of the path, with its slashes."
_ANY: Final = "The route answers every method."
# No more is known, and one response has to be there (OAS 3.2.0, section 4.16).
_RESPONSES: Final[Mapping[str, JSON]] = {"default": {"description": "Not described yet."}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An operation to put into a description.

    :param path: the key under ``paths``; one that is there already where it is the same path.
    :param method: in lower case.
    :param operation: Operation Object.
    :param origin: where its route is.
    """

    path: str
    method: str
    operation: Mapping[str, JSON]
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafts:
    """Operations and components to put into a description, and what could not be drafted."""

    operations: tuple[Draft, ...] = ()
    components: Mapping[str, JSON] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def contents(self) -> dict[str, JSON]:
        """The drafts as the contents of a description."""
        paths: dict[str, dict[str, JSON]] = {}
        for each in self.operations:
            paths.setdefault(each.path, {}).setdefault(each.method, dict(each.operation))
        found: dict[str, JSON] = {"paths": dict(paths)}
        return {**found, "components": dict(self.components)} if self.components else found

    @property
    def origins(self) -> dict[tuple[str, ...], str]:
        """Where the routes of operations are, by path and method."""
        return {(each.path, each.method): each.origin for each in reversed(self.operations)}


def draft(loaded: Loaded, routes: Iterable[Route], bases: Sequence[str] | None = None) -> Drafts:
    """Operations for routes.

    :param bases: what stands before the description's paths, in place of the base paths of its servers.
    """
    return _Drafter(loaded, bases).draft(routes)


class _Drafter:
    """What has to be known of a description to draft for it."""

    def __init__(self, loaded: Loaded, bases: Sequence[str] | None) -> None:
        self._loaded = loaded
        self._description = loaded.description
        self._namer = Namer(self._description)
        self._bases = sorted(base_paths(self._description.servers) if bases is None else bases, key=len, reverse=True)
        contents = loaded.references.contents
        paths = contents.get("paths") if isinstance(contents, dict) else None
        self._paths = (
            {shape_of(path): path for path in paths if path.startswith("/")} if isinstance(paths, dict) else {}
        )

    def draft(self, routes: Iterable[Route]) -> Drafts:
        drafts: list[Draft] = []
        components: dict[str, dict[str, JSON]] = {}
        problems: list[Problem] = []
        for route in routes:
            annotation = read_annotation(route)
            problems += annotation.problems
            path = self._path(route, annotation)
            self._paths.setdefault(shape_of(path), path)
            for method in _methods(route, annotation):
                if reason := self._refusal(route, method):
                    place = Location(route.file, route.line, route.column)
                    problems.append(Problem(RouteCode.DRAFT, f"{method} {route.path}: {reason}", place))
                    continue
                operation = self._operation(route, path, method, annotation)
                origin = f"{route.file}:{route.line}" if route.line else route.file
                drafts.append(Draft(path=path, method=method.lower(), operation=operation, origin=origin))
            for section, parts in annotation.components.items():
                components.setdefault(section, {}).update(parts)
        return Drafts(operations=tuple(drafts), components=dict(components), problems=tuple(dict.fromkeys(problems)))

    def _refusal(self, route: Route, method: str) -> str:
        if method.lower() not in METHODS or (method in _SINCE_3_2 and self._description.openapi < "3.2"):
            return f"a path item of OpenAPI {self._description.openapi} has no field for the method"
        if self._base(route) is None:
            return f"no server of the description has the path; their base paths are {', '.join(self._bases)}"
        return ""

    def _base(self, route: Route) -> str | None:
        """The longest base path that a route has."""
        return next((each for each in self._bases if f"{route.path}/".startswith(f"{each}/")), None)

    def _path(self, route: Route, annotation: Annotation) -> str:
        """The path below the servers' base path, with the names that the description or the comment gives it."""
        base = self._base(route) or ""
        path = route.path[len(base) :] or "/"
        known = self._paths.get(shape_of(path)) or self._paths.get(shape_of(path).toggled)
        if known:
            return known
        shapes = {shape_of(each).segments for each in (path, route.path)}
        for said, _, _ in annotation.operations:
            if shape_of(said).segments in shapes:
                return _renamed(path, names_of(said)[-len(names_of(path)) :])
        return path

    def _operation(self, route: Route, path: str, method: str, annotation: Annotation) -> Mapping[str, JSON]:
        found = annotation.find(method, path, route.path)
        said = dict(found or {})
        tag = self._namer.tag(path)
        summary, description = self._words(route, method.lower(), path)
        if found is None and route.method == ANY_METHOD:
            description = f"{description}\n\n{_ANY}".strip()
        parameters = list(self._parameters(route, path, said.get("parameters")))
        skeleton: dict[str, JSON] = {
            "tags": [tag] if tag else None,
            "operationId": "" if "operationId" in said else self._namer.operation_id(method.lower(), path, tag),
            "summary": summary,
            "description": description,
            "parameters": parameters,
            "responses": dict(_RESPONSES),
        }
        filled = {key: value for key, value in skeleton.items() if value}
        return filled | {key: value for key, value in said.items() if key != "parameters"}

    def _words(self, route: Route, method: str, path: str) -> tuple[str, str]:
        """A summary and a description: what the comment says, as far as it says anything in a sentence."""
        prose = prose_of(route.documentation)
        sentence = _SENTENCE.match(prose)
        summary = " ".join(sentence[1].split()) if sentence else ""
        if sentence and len(summary) <= _MAX_SUMMARY:
            return summary, prose[sentence.end() :].strip()
        verb, nouns = self._namer.words(method, path)
        return " ".join((verb, *nouns)).capitalize(), prose

    def _parameters(self, route: Route, path: str, said: JSON) -> Iterator[JSON]:
        """Parameters of the path, then those of a block, then query parameters that the route reads."""
        written = [each for each in said if isinstance(each, dict)] if isinstance(said, list) else []
        own = {(each.get("in"), each.get("name")): each for each in written}
        common = self._common(path)
        rest = {parameter.name for parameter in route.parameters[-1:] if parameter.is_rest}
        ours = names_of(path)
        theirs = names_of(route.path)[-len(ours) :] if ours else ()
        for name, original in zip(ours, theirs, strict=False):
            parameter: dict[str, JSON] = {"name": name, "in": "path", "required": True}
            if original in rest:
                parameter["description"] = _REST
            if ("path", name) not in common:
                yield own.get(("path", name)) or {**parameter, "schema": {"type": "string"}}
        yield from (each for each in written if each.get("in") != "path")
        for name in dict.fromkeys(route.query):
            if ("query", name) not in own and ("query", name) not in common:
                yield {"name": name, "in": "query", "schema": {"type": "string"}}

    def _common(self, path: str) -> set[tuple[str, str]]:
        """The parameters that a path has for all its operations."""
        references = self._loaded.references
        found: set[tuple[str, str]] = set()
        contents = references.contents
        paths = contents.get("paths") if isinstance(contents, dict) else None
        item = paths.get(path) if isinstance(paths, dict) else None
        held = item.get("parameters") if isinstance(item, dict) else None
        for at, each in enumerate(held if isinstance(held, list) else ()):
            with suppress(UnresolvableReference):
                *_, (value, _) = references.follow(each, references.place.child("paths", path, "parameters", at))
                if isinstance(value, dict):
                    found.add((str(value.get("in")), str(value.get("name"))))
        return found


def _methods(route: Route, annotation: Annotation) -> tuple[str, ...]:
    """The methods of a route: those that its comment tells where the code does not, else the likeliest."""
    if route.method != ANY_METHOD:
        return (route.method,)
    shape = shape_of(route.path)
    said = [method for path, method, _ in annotation.operations if shape_of(path).segments == shape.segments]
    return tuple(said) or ("GET",)


def _renamed(path: str, names: Sequence[str]) -> str:
    """A path template with other names for its parameters."""
    left = iter(names)
    return re.sub(r"\{[^{}]*\}", lambda found: f"{{{next(left, found[0][1:-1])}}}", path)
