"""``@openapi`` blocks in the comments of routes (the convention of swagger-jsdoc), and what they say otherwise."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.drift._kinds import Kind
from sphinxext_rensei.drift._shape import shape_of
from sphinxext_rensei.errors import LoadError
from sphinxext_rensei.problems import Location, Problem, RouteCode
from sphinxext_rensei.spec import METHODS, read_inline

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinxext_rensei.drift._model import Difference, Endpoint
    from sphinxext_rensei.routes import Route
    from sphinxext_rensei.spec import JSON, Operation

# A block ends where the next tag of the comment begins; no plain scalar of YAML begins with the sign.
_BLOCK: Final = re.compile(r"^[ \t]*@(?:openapi|swagger)\b[^\S\n]*(.*(?:\n(?![ \t]*@\w).*)*)", re.MULTILINE)
_TAG: Final = re.compile(r"@(?:openapi|swagger)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """What the blocks of a route's comment say.

    :param operations: Operation Objects with their paths and methods, as written.
    :param components: Components Object: parts by section and name.
    """

    operations: tuple[tuple[str, str, Mapping[str, JSON]], ...] = ()
    components: Mapping[str, Mapping[str, JSON]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def find(self, method: str, *paths: str) -> Mapping[str, JSON] | None:
        """The Operation Object for a method and a path, in whichever of its spellings."""
        shapes = {shape_of(path).segments for path in paths}
        found = (each for path, own, each in self.operations if own == method and shape_of(path).segments in shapes)
        return next(found, None)


def prose_of(documentation: str) -> str:
    """A comment without its blocks and without its other tags."""
    text = _BLOCK.sub("", documentation)
    return re.split(r"^[ \t]*@\w", text, maxsplit=1, flags=re.MULTILINE)[0].strip()


def read_annotation(route: Route) -> Annotation:
    """The blocks in a route's comment; what can't be read is a problem, and the others count."""
    operations: list[tuple[str, str, Mapping[str, JSON]]] = []
    components: dict[str, dict[str, JSON]] = {}
    problems: list[Problem] = []
    for block in _BLOCK.finditer(route.documentation):
        text = dedent(block[1])
        if not text.strip():
            continue
        try:
            contents = read_inline(text, name=route.file)
        except LoadError as error:
            found = error.problem
            location = _place(route, block[1], found.location)
            problems.append(Problem(RouteCode.ANNOTATION_SYNTAX, f"the @openapi block: {found.message}", location))
            continue
        if not isinstance(contents, dict):
            location = _place(route, block[1], Location(route.file, 1, 1))
            message = "the @openapi block must be a mapping, of paths or of parts of a description"
            problems.append(Problem(RouteCode.ANNOTATION_SYNTAX, message, location))
            continue
        held = contents.get("paths")
        for path, item in {**contents, **(held if isinstance(held, dict) else {})}.items():
            if path.startswith("/") and isinstance(item, dict):
                operations += ((path, *each) for each in _operations(item))
        parts = contents.get("components")
        for section, part in parts.items() if isinstance(parts, dict) else ():
            if isinstance(part, dict):
                components.setdefault(section, {}).update(part)
    return Annotation(operations=tuple(operations), components=components, problems=tuple(problems))


def _operations(item: dict[str, JSON]) -> Iterator[tuple[str, Mapping[str, JSON]]]:
    """The operations of a Path Item Object, with the parameters that it has for all of them."""
    common = item.get("parameters")
    for method in METHODS:
        if isinstance(operation := item.get(method), dict):
            own = operation.get("parameters")
            both = [*(common if isinstance(common, list) else ()), *(own if isinstance(own, list) else ())]
            yield method.upper(), {**operation, **({"parameters": both} if both else {})}


def _place(route: Route, block: str, within: Location) -> Location:
    """A place in a block as one in the file, whose comment has marks and an indentation around each line."""
    fallback = Location(route.file, route.line, route.column)
    try:
        lines = re.split(r"\r\n?|\n", Path(route.file).read_text("utf-8"))
    except (OSError, ValueError):
        return fallback
    ours = block.split("\n")
    begins = [
        at
        for at, line in enumerate(lines)
        if _TAG.search(line)
        and len(lines) - at >= len(ours)
        and all(own.strip() in theirs for own, theirs in zip(ours, lines[at:], strict=False))
    ]
    if not begins:
        return fallback
    # The comment of a declaration stands before it.
    begin = next((at for at in reversed(begins) if at < route.line), begins[0])
    at = max(min(within.line, len(ours)), 1) - 1
    raw, own = lines[begin + at], dedent(block).split("\n")[at]
    # The first line is what stands behind the tag.
    start = raw.rfind(own.strip()) if own.strip() else raw.find("@")
    return Location(route.file, begin + at + 1, start + within.column - len(own) + len(own.lstrip()))


def annotation_differences(endpoint: Endpoint, route: Route) -> Iterator[Difference]:
    """Where a block and the operation disagree; what a block leaves out is no disagreement."""
    annotation = read_annotation(route)
    said = annotation.find(endpoint.method, endpoint.path, *endpoint.served, route.path)
    if said is not None and endpoint.operation:
        for part, theirs, ours in _disagreements(said, endpoint.operation):
            message = f"{endpoint}: {part} {theirs} in the @openapi block, {ours} in the description"
            yield endpoint.difference(Kind.ANNOTATION, message, route=route, detail=part)
    shapes = {shape_of(path).segments for path in (endpoint.path, *endpoint.served, route.path)}
    if annotation.operations and all(shape_of(path).segments not in shapes for path, _, _ in annotation.operations):
        others = ", ".join(f"{method} {path}" for path, method, _ in annotation.operations)
        message = f"{endpoint}: the @openapi block describes {others}"
        yield endpoint.difference(Kind.ANNOTATION, message, route=route, detail="path")


def _disagreements(said: Mapping[str, JSON], operation: Operation) -> Iterator[tuple[str, str, str]]:
    """Parts that differ, as the block and as the description have them."""
    if isinstance(said.get("summary"), str) and _words(said["summary"]) != _words(operation.summary):
        yield "the summary is", repr(_words(said["summary"])), repr(_words(operation.summary))
    for part, theirs, ours in (
        ("the parameters are", _parameters(said), {f"{each.name} ({each.location})" for each in operation.parameters}),
        ("the responses are", _keys(said.get("responses")), {each.status for each in operation.responses}),
        (
            "the request body is",
            _body(said),
            {each.name for each in operation.body.content} if operation.body else set(),
        ),
    ):
        if theirs is not None and theirs != ours:
            yield part, _listed(theirs), _listed(ours)


def _words(text: JSON) -> str:
    return " ".join(str(text).split())


def _listed(names: set[str]) -> str:
    return ", ".join(sorted(names)) or "none"


def _keys(value: JSON) -> set[str] | None:
    return {key for key in value if not key.startswith("x-")} if isinstance(value, dict) and value else None


def _parameters(said: Mapping[str, JSON]) -> set[str] | None:
    """The parameters of a block; None where it says nothing of them, or refers to one that stands elsewhere."""
    held = said.get("parameters")
    if not isinstance(held, list) or not all(isinstance(each, dict) and "name" in each for each in held):
        return None
    return {f"{each['name']} ({each.get('in')})" for each in held if isinstance(each, dict)}


def _body(said: Mapping[str, JSON]) -> set[str] | None:
    held = said.get("requestBody")
    return _keys(held.get("content")) if isinstance(held, dict) else None
