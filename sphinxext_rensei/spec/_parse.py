"""From a description's JSON values to the typed model: a function for each OpenAPI object.

What does not have the form that the specification gives it is left out, with a :class:`Problem`; the rest is kept.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from sphinxext_rensei.errors import LoadError, UnresolvableReference
from sphinxext_rensei.problems import Problem, ProblemCode
from sphinxext_rensei.spec._dialects import find_dialect
from sphinxext_rensei.spec._json import split
from sphinxext_rensei.spec._model import (
    METHODS,
    Callback,
    CodeSample,
    Contact,
    Description,
    Encoding,
    Example,
    Extensions,
    ExternalDocumentation,
    License,
    Link,
    MediaType,
    OAuthFlow,
    Operation,
    Parameter,
    Part,
    Place,
    RequestBody,
    Response,
    Schema,
    SecurityRequirement,
    SecurityScheme,
    Server,
    ServerVariable,
    Tag,
)
from sphinxext_rensei.spec._names import name_schemas

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sphinxext_rensei.spec._json import JSON
    from sphinxext_rensei.spec._references import References

T = TypeVar("T")

_STYLES = {"path": "simple", "header": "simple", "query": "form", "cookie": "form", "querystring": "form"}
EXPLODED_STYLES = ("form", "cookie")
"""The styles whose ``explode`` is true by default (OAS 3.2.0, section 4.12)."""
_TYPE_WORDS = {dict: "an object", list: "an array", str: "a string", bool: "a boolean", int: "a number"}


class Fields:
    """The fields of one object, read with their types; a wrong one is a problem and counts as absent."""

    def __init__(self, parser: Parser, value: Mapping[str, JSON], place: Place) -> None:
        self.parser = parser
        self.value = value
        self.place = place

    def text(self, name: str) -> str:
        """A string field, else an empty string.

        A number is taken as its text. A ``$ref`` is followed here too: authors of several files use it for prose.
        """
        value = self.value.get(name)
        if isinstance(value, dict) and isinstance(value.get("$ref"), str):
            value = self.parser.target(value, self.place.child(name))
            if isinstance(value, str):
                return value
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return str(value)
        return self._typed(name, str) or ""

    def flag(self, name: str) -> bool:
        """A boolean field, else False."""
        return bool(self._typed(name, bool))

    def strings(self, name: str) -> tuple[str, ...]:
        """The strings of an array; numbers are taken as their text."""
        return tuple(
            item if isinstance(item, str) else str(item)
            for item in self._typed(name, list) or []
            if isinstance(item, (str, int, float)) and not isinstance(item, bool)
        )

    def object(self, name: str, parse: Callable[[Fields], T | None]) -> T | None:
        """A field that holds an object, which may be a ``$ref``."""
        if name not in self.value:
            return None
        return self.parser.object(self.value[name], self.place.child(name), parse)

    def items(self, name: str, parse: Callable[[Fields], T | None]) -> tuple[T, ...]:
        """A field that holds an array of objects."""
        found = (
            self.parser.object(item, self.place.child(name, index), parse)
            for index, item in enumerate(self._typed(name, list) or [])
        )
        return tuple(item for item in found if item is not None)

    def entries(self, name: str, parse: Callable[[str, Fields], T]) -> tuple[T, ...]:
        """A field that holds a map of objects, which may be ``$ref`` each."""
        held: Mapping[str, JSON] = self._typed(name, dict) or {}
        found = (
            self.parser.object(item, self.place.child(name, key), partial(parse, key))
            for key, item in held.items()
            if not key.startswith("x-") or isinstance(item, dict)
        )
        return tuple(item for item in found if item is not None)

    def schema(self, name: str) -> Schema | None:
        """A field that holds a Schema Object."""
        value = self.value.get(name)
        place = self.place.child(name)
        if isinstance(value, (dict, bool)):
            return Schema.of(Part(value, place))
        if name in self.value:
            self.parser.wrong_type(value, place, "a schema (an object or a boolean)")
        return None

    @property
    def extensions(self) -> Extensions:
        """The ``x-`` fields."""
        return {key: value for key, value in self.value.items() if key.startswith("x-")}

    def _typed(self, name: str, expected: type[T]) -> T | None:
        value = self.value.get(name)
        if value is None or isinstance(value, expected):
            return value
        self.parser.wrong_type(value, self.place.child(name), _TYPE_WORDS[expected])
        return None


@dataclass(frozen=True, slots=True)
class _Inherited:
    """What an operation takes from the objects around it."""

    servers: tuple[Server, ...]
    security: tuple[SecurityRequirement, ...]
    outgoing: bool = False


class Parser:
    """Reads one description; :attr:`problems` and :attr:`sources` gather what was met on the way."""

    def __init__(self, references: References) -> None:
        self.references = references
        self.problems: list[Problem] = []
        self.sources: list[Place] = []
        self.in_callback = False

    def problem(self, code: ProblemCode, message: str, place: Place, *, key: bool = False) -> None:
        """Note a problem; again where the object that has it is read again, for another operation."""
        self.problems.append(Problem(code, message, self.references.locate(place, key=key)))

    def wrong_type(self, value: JSON, place: Place, expected: str) -> None:
        """Note that a value has not the type that the specification gives it."""
        found = "null" if value is None else _TYPE_WORDS.get(type(value), "a number")
        name = next((token for token in reversed(split(place.pointer)) if not token.isdigit()), "the file")
        self.problem(ProblemCode.INVALID, f"{name!r} must be {expected}, not {found}", place)

    def target(self, value: JSON, place: Place) -> JSON:
        """What a value's ``$ref`` leads to; None where it leads nowhere, which is a problem."""
        try:
            *_, (value, at) = self.references.follow(value, place)
        except UnresolvableReference as error:
            self.problems.append(error.problem)
            return None
        self.sources.append(at)
        return value

    def object(self, value: JSON, place: Place, parse: Callable[[Fields], T | None]) -> T | None:
        """Read an object or what its ``$ref`` leads to; siblings ``summary`` and ``description`` win (OAS 3.1)."""
        override: dict[str, JSON] = {}
        try:
            for hop, at in self.references.follow(value, place):
                if at != place:
                    self.sources.append(at)
                if isinstance(hop, dict) and "$ref" in hop:
                    override = {
                        **{key: hop[key] for key in ("summary", "description") if isinstance(hop.get(key), str)},
                        **override,
                    }
                value, place = hop, at
        except UnresolvableReference as error:
            self.problems.append(error.problem)
            return None
        if not isinstance(value, dict):
            self.wrong_type(value, place, "an object")
            return None
        if override:
            value = {**value, **override}
        return parse(Fields(self, value, place))


def parse_description(references: References) -> tuple[Description, tuple[Problem, ...]]:
    """Read a whole description.

    :raises LoadError: when the entry document is not an OpenAPI 3 description.
    """
    parser = Parser(references)
    contents = references.contents
    if not isinstance(contents, dict):
        raise LoadError(_not_openapi(references, "holds no object"))
    if "swagger" in contents and "openapi" not in contents:
        message = f"is Swagger {contents['swagger']}; convert it to OpenAPI 3 first"
        raise LoadError(_not_openapi(references, message, "swagger"))
    if "openapi" not in contents:
        raise LoadError(_not_openapi(references, "has no 'openapi' field, so it is not an OpenAPI description"))
    fields = Fields(parser, contents, references.place)
    openapi = fields.text("openapi")
    if find_dialect(openapi) is None:
        message = f"has OpenAPI version {openapi or contents['openapi']!r}; versions 3.0, 3.1 and 3.2 are read"
        raise LoadError(_not_openapi(references, message, "openapi"))
    description = _description(fields, openapi)
    names, by_place = name_schemas(references, parser.problems)
    description = replace(description, schemas=names, schema_names=by_place)
    _check_operation_ids(parser, description)
    return description, tuple(dict.fromkeys(parser.problems))


def _not_openapi(references: References, message: str, field: str = "") -> Problem:
    place = references.place.child(field) if field else references.place
    location = references.locate(place)
    return Problem(ProblemCode.NOT_OPENAPI, f"the file {message}", location)


def _description(fields: Fields, openapi: str) -> Description:
    parser = fields.parser
    info = fields.object("info", lambda found: found) or Fields(parser, {}, fields.place.child("info"))
    servers = fields.items("servers", _server)
    security = _security(fields) or ()
    inherited = _Inherited(servers or (Server(url="/"),), security)
    operations = tuple(_paths(fields, inherited))
    webhooks = tuple(
        operation
        for name in ("webhooks", "x-webhooks")
        for key, item, place in _path_items(fields, name)
        for operation in _path_item(parser, key, item, place, replace(inherited, outgoing=True))
    )
    return Description(
        title=info.text("title") or "API",
        version=info.text("version"),
        openapi=openapi,
        schema_dialect=fields.text("jsonSchemaDialect"),
        summary=info.text("summary"),
        description=info.text("description"),
        terms_of_service=info.text("termsOfService"),
        contact=info.object("contact", _contact),
        license=info.object("license", _license),
        external_docs=fields.object("externalDocs", _external_docs),
        servers=servers,
        tags=_tags(fields, (*operations, *webhooks)),
        operations=operations,
        webhooks=webhooks,
        security_schemes={scheme.name: scheme for scheme in _components(fields).entries("securitySchemes", _scheme)},
        security=security,
        place=fields.place,
        extensions={**info.extensions, **fields.extensions},
    )


def _components(fields: Fields) -> Fields:
    found = fields.object("components", lambda components: components)
    return found or Fields(fields.parser, {}, fields.place.child("components"))


def _path_items(fields: Fields, name: str) -> Iterator[tuple[str, JSON, Place]]:
    held = fields.value.get(name)
    if held is not None and not isinstance(held, dict):
        fields.parser.wrong_type(held, fields.place.child(name), "an object")
    for key, item in held.items() if isinstance(held, dict) else ():
        if not key.startswith("x-") or name != "paths":
            yield key, item, fields.place.child(name, key)


def _paths(fields: Fields, inherited: _Inherited) -> Iterator[Operation]:
    for path, item, place in _path_items(fields, "paths"):
        yield from _path_item(fields.parser, path, item, place, inherited)


def _path_item(parser: Parser, path: str, item: JSON, place: Place, inherited: _Inherited) -> Iterator[Operation]:
    """The operations of a Path Item Object; its ``$ref`` adds to its own fields (OAS 3.2.0, section 4.9)."""
    merged: dict[str, tuple[JSON, Place]] = {}
    sources, problems = parser.sources, len(parser.problems)
    parser.sources = []
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
    common = Fields(parser, {key: value for key, (value, _) in merged.items()}, place)
    if "parameters" in merged:
        common = Fields(parser, common.value, merged["parameters"][1])
    parameters = common.items("parameters", _parameter)
    here = replace(inherited, servers=common.items("servers", _server) or inherited.servers)
    shared, faults = parser.sources, parser.problems[problems:]
    for method, value, at in _methods(merged):
        parser.sources, start = [], len(parser.problems)
        # Not OpenAPI's form, but large descriptions keep each operation in a file of its own.
        found = parser.object(value, at, lambda fields: fields) or Fields(parser, {}, at)
        operation = _operation(found, method, path, parameters, here)
        yield replace(
            operation,
            path_description="\n\n".join(filter(None, (common.text("summary"), common.text("description")))),
            extensions={**common.extensions, **operation.extensions},
            sources=tuple(dict.fromkeys((at, *shared, *parser.sources))),
            problems=tuple(dict.fromkeys((*faults, *parser.problems[start:]))),
        )
    parser.sources = [*sources, *shared]


def _methods(merged: Mapping[str, tuple[JSON, Place]]) -> Iterator[tuple[str, JSON, Place]]:
    for key, (value, at) in merged.items():
        if key in METHODS:
            yield key.upper(), value, at.child(key)
        elif key == "additionalOperations" and isinstance(value, dict):
            for method, operation in value.items():
                yield method, operation, at.child(key, method)


def _operation(
    fields: Fields, method: str, path: str, common: tuple[Parameter, ...], inherited: _Inherited
) -> Operation:
    own = fields.items("parameters", _parameter)
    replaced = {(parameter.location, parameter.name) for parameter in own}
    security = _security(fields)
    servers = fields.items("servers", _server)
    return Operation(
        id=fields.text("operationId"),
        method=method,
        path=path,
        summary=fields.text("summary"),
        description=fields.text("description"),
        tags=tuple(dict.fromkeys(fields.strings("tags"))),
        parameters=(*(each for each in common if (each.location, each.name) not in replaced), *own),
        body=fields.object("requestBody", _request_body),
        responses=fields.entries("responses", _response),
        callbacks=fields.entries("callbacks", _callback),
        security=inherited.security if security is None else security,
        servers=servers or inherited.servers,
        deprecated=fields.flag("deprecated") or bool(fields.extensions.get("x-deprecated")),
        external_docs=fields.object("externalDocs", _external_docs),
        samples=tuple(_samples(fields)),
        outgoing=inherited.outgoing,
        place=fields.place,
        extensions=fields.extensions,
    )


_SAMPLES = (
    # Field, then what it calls the language, the label and the source.
    ("x-codeSamples", "lang", "label", "source"),
    ("x-code-samples", "lang", "label", "source"),
    ("code-samples", "language", "name", "code"),
)


def _samples(fields: Fields) -> Iterator[CodeSample]:
    readme = fields.value.get("x-readme")
    holders = [fields]
    if isinstance(readme, dict):
        holders.append(Fields(fields.parser, readme, fields.place.child("x-readme")))
    for holder in holders:
        for name, language, label, source in _SAMPLES:
            for sample in holder.items(name, lambda found: found):
                if text := sample.text(source):
                    yield CodeSample(sample.text(language), sample.text(label), text)


def _parameter(fields: Fields) -> Parameter | None:
    name, location = fields.text("name"), fields.text("in")
    if not name or location not in _STYLES:
        message = f"a parameter needs a 'name' and an 'in' that is one of {', '.join(_STYLES)}"
        fields.parser.problem(ProblemCode.INVALID, message, fields.place)
        return None
    return _described_parameter(fields, name, location)


def _header(name: str, fields: Fields) -> Parameter:
    return _described_parameter(fields, name, "header")


def _described_parameter(fields: Fields, name: str, location: str) -> Parameter:
    style = fields.text("style") or _STYLES[location]
    return Parameter(
        name=name,
        location=location,
        description=fields.text("description"),
        required=fields.flag("required") or location == "path",
        deprecated=fields.flag("deprecated"),
        allow_empty_value=fields.flag("allowEmptyValue"),
        style=style,
        explode=fields.flag("explode") if "explode" in fields.value else style in EXPLODED_STYLES,
        allow_reserved=fields.flag("allowReserved"),
        schema=fields.schema("schema"),
        content=fields.entries("content", _media_type),
        examples=_examples(fields),
        place=fields.place,
        extensions=fields.extensions,
    )


def _examples(fields: Fields) -> tuple[Example, ...]:
    single: tuple[Example, ...] = ()
    if "example" in fields.value:
        value, place = _literal(fields, "example")
        single = (Example(value=value, place=place),)
    held = fields.value.get("examples")
    if isinstance(held, list):
        # Not OpenAPI's form, but what authors mean by it is plain.
        return single + tuple(
            Example(value=value, place=fields.place.child("examples", index)) for index, value in enumerate(held)
        )
    return single + fields.entries("examples", _example)


def _example(name: str, fields: Fields) -> Example:
    given = fields.value
    data = "dataValue" if "dataValue" in given else "value"
    value, place = _literal(fields, data)
    return Example(
        name=name,
        summary=fields.text("summary"),
        description=fields.text("description"),
        value=value,
        has_value=data in given,
        serialized=fields.text("serializedValue") if "serializedValue" in given else None,
        external=fields.text("externalValue"),
        place=place if data in given else fields.place,
    )


def _literal(fields: Fields, name: str) -> tuple[JSON, Place]:
    """A value that is data; one that is nothing but a ``$ref``, and leads somewhere, is kept in a place of its own."""
    value, place = fields.value.get(name), fields.place.child(name)
    if isinstance(value, dict) and set(value) == {"$ref"}:
        with contextlib.suppress(UnresolvableReference):
            *_, (value, place) = fields.parser.references.follow(value, place)
            fields.parser.sources.append(place)
    return value, place


def _media_type(name: str, fields: Fields) -> MediaType:
    return MediaType(
        name=name,
        schema=fields.schema("schema"),
        item_schema=fields.schema("itemSchema"),
        examples=_examples(fields),
        encoding=_encodings(fields),
        place=fields.place,
        extensions=fields.extensions,
    )


def _encodings(fields: Fields) -> tuple[Encoding, ...]:
    """By name, by position, and for every further part (OAS 3.2.0, section 4.14.4)."""
    positions = fields.items("prefixEncoding", lambda found: _encoding("", found))
    further = fields.object("itemEncoding", lambda found: _encoding("", found))
    return (
        *fields.entries("encoding", _encoding),
        *(replace(encoding, name=str(index)) for index, encoding in enumerate(positions)),
        *([further] if further else []),
    )


def _encoding(name: str, fields: Fields) -> Encoding:
    return Encoding(
        name=name,
        content_type=fields.text("contentType"),
        headers=fields.entries("headers", _header),
        style=fields.text("style"),
        explode=fields.flag("explode") if "explode" in fields.value else None,
        allow_reserved=fields.flag("allowReserved"),
        encoding=_encodings(fields),
        place=fields.place,
    )


def _request_body(fields: Fields) -> RequestBody:
    return RequestBody(
        description=fields.text("description"),
        required=fields.flag("required"),
        content=fields.entries("content", _media_type),
        place=fields.place,
        extensions=fields.extensions,
    )


def _response(status: str, fields: Fields) -> Response:
    return Response(
        status=status,
        summary=fields.text("summary"),
        description=fields.text("description"),
        headers=fields.entries("headers", _header),
        content=fields.entries("content", _media_type),
        links=fields.entries("links", _link),
        place=fields.place,
        extensions=fields.extensions,
    )


def _link(name: str, fields: Fields) -> Link:
    parameters = fields.value.get("parameters")
    return Link(
        name=name,
        operation_id=fields.text("operationId"),
        operation_ref=fields.text("operationRef"),
        parameters=parameters if isinstance(parameters, dict) else {},
        request_body=fields.value.get("requestBody"),
        has_request_body="requestBody" in fields.value,
        description=fields.text("description"),
        server=fields.object("server", _server),
        place=fields.place,
    )


def _callback(name: str, fields: Fields) -> Callback:
    parser = fields.parser
    # A callback may hold, by reference, the operation that declares it; one level is what a page shows.
    if parser.in_callback:
        return Callback(name=name, place=fields.place)
    parser.in_callback = True
    none = _Inherited((), (), outgoing=True)
    operations = tuple(
        operation
        for expression, item in fields.value.items()
        if not expression.startswith("x-")
        for operation in _path_item(parser, expression, item, fields.place.child(expression), none)
    )
    parser.in_callback = False
    return Callback(name=name, operations=operations, place=fields.place)


def _security(fields: Fields) -> tuple[SecurityRequirement, ...] | None:
    held = fields.value.get("security")
    if held is None:
        return None
    if not isinstance(held, list):
        fields.parser.wrong_type(held, fields.place.child("security"), "an array")
        return None
    return tuple(
        tuple(
            (name, tuple(str(scope) for scope in scopes) if isinstance(scopes, list) else ())
            for name, scopes in requirement.items()
        )
        for requirement in held
        if isinstance(requirement, dict)
    )


def _server(fields: Fields) -> Server | None:
    if "url" not in fields.value:
        fields.parser.problem(ProblemCode.INVALID, "a server needs a 'url'", fields.place)
        return None
    return Server(
        url=fields.text("url"),
        description=fields.text("description"),
        name=fields.text("name"),
        variables=fields.entries("variables", _server_variable),
    )


def _server_variable(name: str, fields: Fields) -> ServerVariable:
    return ServerVariable(
        name=name,
        default=fields.text("default"),
        enum=fields.strings("enum"),
        description=fields.text("description"),
    )


def _contact(fields: Fields) -> Contact:
    return Contact(name=fields.text("name"), url=fields.text("url"), email=fields.text("email"))


def _license(fields: Fields) -> License:
    return License(name=fields.text("name"), identifier=fields.text("identifier"), url=fields.text("url"))


def _external_docs(fields: Fields) -> ExternalDocumentation:
    return ExternalDocumentation(url=fields.text("url"), description=fields.text("description"))


def _scheme(name: str, fields: Fields) -> SecurityScheme:
    return SecurityScheme(
        name=name,
        type=fields.text("type"),
        description=fields.text("description"),
        parameter=fields.text("name"),
        location=fields.text("in"),
        scheme=fields.text("scheme"),
        bearer_format=fields.text("bearerFormat"),
        flows=fields.entries("flows", _flow),
        open_id_connect_url=fields.text("openIdConnectUrl"),
        oauth2_metadata_url=fields.text("oauth2MetadataUrl"),
        deprecated=fields.flag("deprecated"),
        place=fields.place,
        extensions=fields.extensions,
    )


def _flow(name: str, fields: Fields) -> OAuthFlow:
    scopes = fields.value.get("scopes")
    return OAuthFlow(
        name=name,
        authorization_url=fields.text("authorizationUrl"),
        device_authorization_url=fields.text("deviceAuthorizationUrl"),
        token_url=fields.text("tokenUrl"),
        refresh_url=fields.text("refreshUrl"),
        scopes={key: str(text or "") for key, text in scopes.items()} if isinstance(scopes, dict) else {},
    )


def _tags(fields: Fields, operations: tuple[Operation, ...]) -> tuple[Tag, ...]:
    """Declared tags in their order, then those that are only used, in the order of their use."""
    tags = {tag.name: tag for tag in fields.items("tags", _tag)}
    for operation in operations:
        for name in operation.tags:
            tags.setdefault(name, Tag(name=name, title=name, place=fields.place.child("tags")))
    return _nested(fields.parser, tags)


_MAX_TAG_LEVELS = 20
"""Deeper, nobody finds anything."""


def _nested(parser: Parser, tags: dict[str, Tag]) -> tuple[Tag, ...]:
    """The tags, of which each parent is a tag and none is below itself (OAS 3.2.0, section 4.22.1)."""
    parents = {tag.name: tag.parent for tag in tags.values()}
    found: list[Tag] = []
    for tag in tags.values():
        if fault := _parent_fault(tag, parents):
            parser.problem(ProblemCode.INVALID, fault, tag.place.child("parent"))
            parents[tag.name] = ""
        # Words about a parent that nobody declared stay words; a circle is opened.
        found.append(replace(tag, parent="") if fault and tag.parent in tags else tag)
    return tuple(found)


def _parent_fault(tag: Tag, parents: dict[str, str]) -> str:
    """What is wrong with the parent of a tag."""
    if tag.parent and tag.parent not in parents:
        return f"the parent {tag.parent!r} of the tag {tag.name!r} is no tag"
    seen: set[str] = set()
    above = tag.parent
    # A circle that the tag is not in is another tag's.
    while above and above not in seen:
        if above == tag.name:
            return f"the tag {tag.name!r} is below itself"
        seen.add(above)
        if len(seen) > _MAX_TAG_LEVELS:
            return f"the tag {tag.name!r} is more than {_MAX_TAG_LEVELS} levels below others"
        above = parents.get(above, "")
    return ""


def _tag(fields: Fields) -> Tag | None:
    name = fields.text("name")
    if not name:
        fields.parser.problem(ProblemCode.INVALID, "a tag needs a 'name'", fields.place)
        return None
    display, summary = fields.value.get("x-displayName"), fields.text("summary")
    return Tag(
        name=name,
        title=(display if isinstance(display, str) and display else "") or summary or name,
        summary=summary,
        description=fields.text("description"),
        external_docs=fields.object("externalDocs", _external_docs),
        parent=fields.text("parent"),
        kind=fields.text("kind"),
        place=fields.place,
        extensions=fields.extensions,
    )


def _check_operation_ids(parser: Parser, description: Description) -> None:
    """``operationId`` is unique in a description (OAS 3.2.0, section 4.10)."""
    first: dict[str, Operation] = {}
    for operation in (*description.operations, *description.webhooks):
        if operation.id and first.setdefault(operation.id, operation) is not operation:
            other = first[operation.id]
            message = f"operationId {operation.id!r} is taken by {other.endpoint}"
            place = operation.place.child("operationId")
            parser.problem(ProblemCode.DUPLICATE_OPERATION_ID, message, place)
