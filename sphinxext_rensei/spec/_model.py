"""An OpenAPI description as typed values, in one normal form for OAS 3.0, 3.1 and 3.2.

Each class is the object of the same name in the OpenAPI Specification (section 4 of OAS 3.2.0). Collections keep the
author's order. Schema Objects stay as written, with their place: :mod:`sphinxext_rensei.schema` reads them on demand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from sphinxext_rensei.spec._headings import MAX_TITLE, first_sentence
from sphinxext_rensei.spec._pickling import pickle_by_slots

if TYPE_CHECKING:
    from sphinxext_rensei.problems import Problem
    from sphinxext_rensei.spec._json import JSON
    from sphinxext_rensei.spec._place import Place, Schema
    from sphinxext_rensei.spec._security import SecurityRequirement, SecurityScheme

Extensions = Mapping[str, "JSON"]
"""The ``x-`` fields of an object, by name."""

METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
"""The fixed HTTP method fields of a Path Item Object."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalDocumentation:
    """External Documentation Object."""

    url: str
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerVariable:
    """Server Variable Object."""

    name: str
    default: str
    enum: tuple[str, ...] = ()
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Server Object."""

    url: str
    description: str = ""
    name: str = ""
    variables: tuple[ServerVariable, ...] = ()
    extensions: Extensions = field(default_factory=dict)

    @property
    def default_url(self) -> str:
        """The URL with the default of each variable filled in."""
        return self.filled({})

    def filled(self, values: Mapping[str, str]) -> str:
        """The URL with values for its variables, or else their defaults."""
        url = self.url
        for variable in self.variables:
            url = url.replace(f"{{{variable.name}}}", values.get(variable.name, variable.default))
        return url


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Contact Object."""

    name: str = ""
    url: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class License:
    """License Object."""

    name: str
    identifier: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """Tag Object; ``title`` is ``x-displayName``, ``summary`` or the name."""

    name: str
    title: str
    summary: str = ""
    description: str = ""
    external_docs: ExternalDocumentation | None = None
    parent: str = ""
    kind: str = ""
    place: Place
    extensions: Extensions = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """Example Object, or the value of an ``example`` field.

    :param value: the example as data; meaningful where ``has_value``.
    :param serialized: the example as it goes over the wire, where that was given.
    :param external: URL of an example kept elsewhere; it is linked, never fetched.
    """

    name: str = ""
    summary: str = ""
    description: str = ""
    value: JSON = None
    has_value: bool = True
    serialized: str | None = None
    external: str = ""
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoding:
    """Encoding Object: how one property of a form, or one part of a message, is sent.

    :param name: the property, the index of the part, or empty for every further part.
    :param encoding: how what the part holds is sent.
    """

    name: str
    content_type: str = ""
    headers: tuple[Parameter, ...] = ()
    style: str = ""
    explode: bool | None = None
    allow_reserved: bool = False
    encoding: tuple[Encoding, ...] = ()
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaType:
    """Media Type Object with the media type (or range) that names it."""

    name: str
    schema: Schema | None = None
    item_schema: Schema | None = None
    examples: tuple[Example, ...] = ()
    encoding: tuple[Encoding, ...] = ()
    place: Place
    extensions: Extensions = field(default_factory=dict)


_DECIDED_HEADERS = frozenset(
    (
        # By media types and security schemes (OAS 3.2.0, section 4.12.2.1).
        *("accept", "content-type", "authorization"),
        # By URL and body (RFC 9110, sections 7.2 and 8.6; RFC 9112, section 6.1).
        *("host", "content-length", "transfer-encoding"),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """Parameter Object or, where ``location`` is ``header`` in a response, Header Object.

    :param location: ``path``, ``query``, ``header``, ``cookie`` or ``querystring``.
    :param style: the style given or the default of the location.
    :param given: whether a page gives it a value, as its one example: requests on that page have it.
    :param hidden: whether that page does not show it.
    """

    name: str
    location: str
    description: str = ""
    required: bool = False
    deprecated: bool = False
    allow_empty_value: bool = False
    style: str
    explode: bool
    allow_reserved: bool = False
    schema: Schema | None = None
    content: tuple[MediaType, ...] = ()
    examples: tuple[Example, ...] = ()
    given: bool = False
    hidden: bool = False
    place: Place
    extensions: Extensions = field(default_factory=dict)

    @property
    def identity(self) -> tuple[str, str]:
        """What no two parameters share; names of headers differ in more than case (OAS 3.2.0, section 4.12)."""
        return self.location, self.name.lower() if self.location == "header" else self.name

    @property
    def is_ignored(self) -> bool:
        """Whether it is a header that other parts of a description, or the request itself, decide."""
        return self.location == "header" and self.name.lower() in _DECIDED_HEADERS

    @property
    def media(self) -> MediaType | None:
        """The media type in which values are written, where one is given."""
        return self.content[0] if self.content else None

    @property
    def value_schema(self) -> Schema | None:
        """What values fit, however they are written."""
        return self.content[0].schema if self.content else self.schema

    @property
    def all_examples(self) -> tuple[Example, ...]:
        """Its own, and those of the media type."""
        return (*self.examples, *(self.content[0].examples if self.content else ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestBody:
    """Request Body Object.

    :param hidden: paths of fields that a page does not show, each with the value that its requests have, in a tuple.
    """

    description: str = ""
    required: bool = False
    content: tuple[MediaType, ...] = ()
    hidden: Mapping[tuple[str, ...], tuple[JSON, ...]] = field(default_factory=dict)
    place: Place
    extensions: Extensions = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Link Object."""

    name: str
    operation_id: str = ""
    operation_ref: str = ""
    parameters: Mapping[str, JSON] = field(default_factory=dict)
    request_body: JSON = None
    has_request_body: bool = False
    description: str = ""
    server: Server | None = None
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """Response Object with the status (``200``, ``4XX`` or ``default``) that names it."""

    status: str
    summary: str = ""
    description: str = ""
    headers: tuple[Parameter, ...] = ()
    content: tuple[MediaType, ...] = ()
    links: tuple[Link, ...] = ()
    place: Place
    extensions: Extensions = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Callback:
    """Callback Object: what the API calls, by runtime expression."""

    name: str
    operations: tuple[Operation, ...] = ()
    place: Place


class CodeSample(NamedTuple):
    """A sample that the author wrote (``x-codeSamples`` and its spellings)."""

    language: str
    label: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """Operation Object with what its Path Item Object adds.

    :param id: ``operationId``, or an empty string.
    :param method: HTTP method in upper case.
    :param path: path template; name of a webhook; runtime expression of a callback.
    :param security: alternatives, one of which is needed; empty where none is.
    :param samples: the author's own samples.
    :param outgoing: whether the API sends the request: a webhook or a callback.
    :param sources: every place that was read to make this value.
    :param problems: faults that cost the page something; it shows them.
    """

    id: str = ""
    method: str
    path: str
    summary: str = ""
    description: str = ""
    path_description: str = ""
    tags: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    body: RequestBody | None = None
    responses: tuple[Response, ...] = ()
    callbacks: tuple[Callback, ...] = ()
    security: tuple[SecurityRequirement, ...] = ()
    servers: tuple[Server, ...] = ()
    deprecated: bool = False
    external_docs: ExternalDocumentation | None = None
    samples: tuple[CodeSample, ...] = ()
    outgoing: bool = False
    place: Place
    extensions: Extensions = field(default_factory=dict)
    sources: tuple[Place, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def endpoint(self) -> str:
        """``METHOD /path``."""
        return f"{self.method} {self.path}"

    @property
    def name(self) -> str:
        """What names the operation: its ``operationId``, else ``METHOD /path``."""
        return self.id or self.endpoint

    @property
    def sent(self) -> Literal["request", "response"]:
        """Which way its request travels, seen from the API: what that sends itself may hold what is read-only."""
        return "response" if self.outgoing else "request"

    @property
    def answered(self) -> Literal["request", "response"]:
        """Which way the answers travel."""
        return "request" if self.outgoing else "response"

    @property
    def heading(self) -> str:
        """The summary where it is as short as a title; of what has neither one nor an id, its first sentence."""
        words = " ".join(self.summary.split()) or ("" if self.id else first_sentence(self.description))
        return words if len(words) <= MAX_TITLE else ""

    @property
    def title(self) -> str:
        """The heading, else what names the operation."""
        return self.heading or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """OpenAPI Object.

    :param version: ``info.version``.
    :param openapi: the version of the OpenAPI Specification.
    :param schema_dialect: ``jsonSchemaDialect``, what schemas without ``$schema`` follow.
    :param tags: declared tags in order, then those that operations name without a declaration.
    :param schemas: named schemas: the components, and every other schema that a ``$ref`` leads to.
    :param schema_names: the same, by place.
    """

    title: str
    version: str
    openapi: str
    schema_dialect: str = ""
    summary: str = ""
    description: str = ""
    terms_of_service: str = ""
    contact: Contact | None = None
    license: License | None = None
    external_docs: ExternalDocumentation | None = None
    servers: tuple[Server, ...] = ()
    tags: tuple[Tag, ...] = ()
    operations: tuple[Operation, ...] = ()
    webhooks: tuple[Operation, ...] = ()
    schemas: Mapping[str, Schema] = field(default_factory=dict)
    schema_names: Mapping[Place, str] = field(default_factory=dict)
    security_schemes: Mapping[str, SecurityScheme] = field(default_factory=dict)
    security: tuple[SecurityRequirement, ...] = ()
    place: Place
    extensions: Extensions = field(default_factory=dict)


pickle_by_slots(globals())
