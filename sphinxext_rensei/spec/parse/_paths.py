"""The operations of Path Item Objects: of paths, of webhooks and of callbacks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.errors import UnresolvableReference
from sphinxext_rensei.problems import ProblemCode
from sphinxext_rensei.spec._model import METHODS, Callback, CodeSample, Operation, Parameter, Server
from sphinxext_rensei.spec.parse._access import check_calling, parse_security, parse_servers
from sphinxext_rensei.spec.parse._fields import Fields, Parser
from sphinxext_rensei.spec.parse._messages import parse_body, parse_parameter, parse_response
from sphinxext_rensei.spec.parse._metadata import parse_external_docs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinxext_rensei.spec._json import JSON
    from sphinxext_rensei.spec._place import Place
    from sphinxext_rensei.spec._security import SecurityRequirement

_SAMPLES: Final = (
    # Field, then what it calls the language, the label and the source.
    ("x-codeSamples", "lang", "label", "source"),
    ("x-code-samples", "lang", "label", "source"),
    ("code-samples", "language", "name", "code"),
)


@dataclass(frozen=True, slots=True)
class Inherited:
    """What an operation takes from the objects around it."""

    servers: tuple[Server, ...]
    security: tuple[SecurityRequirement, ...]
    outgoing: bool = False


def parse_paths(fields: Fields, name: str, inherited: Inherited) -> Iterator[Operation]:
    """The operations of a field that holds a map of Path Item Objects."""
    held: Mapping[str, JSON] = fields.typed(name, dict) or {}
    for path, item in held.items():
        # A webhook may be called so; a path begins with a slash.
        if not path.startswith("x-") or name != "paths":
            yield from _path_item(fields.parser, path, item, fields.place.child(name, path), inherited)


def _path_item(parser: Parser, path: str, item: JSON, place: Place, inherited: Inherited) -> Iterator[Operation]:
    sources, problems = parser.sources, len(parser.problems)
    parser.sources = []
    merged = _merged(parser, item, place)
    _, at = merged.get("parameters", (None, place))
    common = Fields(parser, {key: value for key, (value, _) in merged.items()}, at)
    parameters = _parameters(common)
    here = replace(inherited, servers=parse_servers(common) or inherited.servers)
    shared, faults = parser.sources, parser.problems[problems:]
    for method, value, at in _methods(merged):
        parser.sources, start = [], len(parser.problems)
        # Not OpenAPI's form, but large descriptions keep each operation in a file of its own.
        fields = parser.fields(value, at) or Fields(parser, {}, at)
        operation = _operation(fields, method, path, parameters, here)
        yield replace(
            operation,
            path_description="\n\n".join(filter(None, (common.text("summary"), common.text("description")))),
            extensions={**common.extensions, **operation.extensions},
            sources=tuple(dict.fromkeys((at, *shared, *parser.sources))),
            problems=tuple(dict.fromkeys((*faults, *parser.problems[start:]))),
        )
    sources.extend(shared)
    parser.sources = sources


def _merged(parser: Parser, item: JSON, place: Place) -> dict[str, tuple[JSON, Place]]:
    """The fields of a Path Item Object and where each is; its ``$ref`` adds to its own (OAS 3.2.0, section 4.9)."""
    merged: dict[str, tuple[JSON, Place]] = {}
    try:
        for hop, at in parser.references.follow(item, place):
            if not isinstance(hop, dict):
                parser.wrong_type(hop, at, "an object")
                break
            parser.sources.append(at)
            for key, value in hop.items():
                merged.setdefault(key, (value, at))
    except UnresolvableReference as error:
        parser.problems.append(error.problem)
    return merged


def _methods(merged: Mapping[str, tuple[JSON, Place]]) -> Iterator[tuple[str, JSON, Place]]:
    for key, (value, at) in merged.items():
        if key in METHODS:
            yield key.upper(), value, at.child(key)
        elif key == "additionalOperations" and isinstance(value, dict):
            for method, operation in value.items():
                yield method, operation, at.child(key, method)


def _operation(
    fields: Fields, method: str, path: str, common: tuple[Parameter, ...], inherited: Inherited
) -> Operation:
    own = _parameters(fields)
    replaced = {parameter.identity for parameter in own}
    security = parse_security(fields)
    servers = parse_servers(fields)
    check_calling(fields)
    return Operation(
        id=fields.text("operationId"),
        method=method,
        path=path,
        summary=fields.text("summary"),
        description=fields.text("description"),
        tags=tuple(dict.fromkeys(fields.strings("tags"))),
        parameters=(*(each for each in common if each.identity not in replaced), *own),
        body=fields.object("requestBody", parse_body),
        responses=fields.entries("responses", parse_response),
        callbacks=fields.entries("callbacks", _callback),
        security=inherited.security if security is None else security,
        servers=servers or inherited.servers,
        deprecated=fields.flag("deprecated") or bool(fields.value.get("x-deprecated")),
        external_docs=fields.object("externalDocs", parse_external_docs),
        samples=tuple(_samples(fields)),
        outgoing=inherited.outgoing,
        place=fields.place,
        extensions=fields.extensions,
    )


def _parameters(fields: Fields) -> tuple[Parameter, ...]:
    """The parameters of a path or of an operation, each of which is there once (OAS 3.2.0, section 4.10)."""
    found: dict[tuple[str, str], Parameter] = {}
    for place, parameter in fields.placed("parameters", parse_parameter):
        if parameter.identity in found:
            words = f"there is another {parameter.location} parameter '{parameter.name}'; the last one counts"
            fields.parser.problem(ProblemCode.INVALID, words, place)
        found[parameter.identity] = parameter
    return tuple(found.values())


def _callback(name: str, fields: Fields) -> Callback:
    parser = fields.parser
    # A callback may hold, by reference, the operation that declares it; one level is what a page shows.
    if parser.in_callback:
        return Callback(name=name, place=fields.place)
    parser.in_callback = True
    none = Inherited((), (), outgoing=True)
    operations = tuple(
        operation
        for expression, item in fields.value.items()
        if not expression.startswith("x-")
        for operation in _path_item(parser, expression, item, fields.place.child(expression), none)
    )
    parser.in_callback = False
    parser.sources.extend(place for each in operations for place in each.sources)
    return Callback(name=name, operations=operations, place=fields.place)


def _samples(fields: Fields) -> Iterator[CodeSample]:
    """What the author wrote, in each spelling of it."""
    readme = fields.value.get("x-readme")
    holders = [fields]
    if isinstance(readme, dict):
        holders.append(Fields(fields.parser, readme, fields.place.child("x-readme")))
    for holder in holders:
        for name, *keys in _SAMPLES:
            yield from holder.items(name, partial(_sample, keys))


def _sample(keys: list[str], fields: Fields) -> CodeSample | None:
    language, label, source = map(fields.text, keys)
    return CodeSample(language, label, source) if source else None
