"""What requests and responses are made of: parameters, headers, bodies and their examples."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from sphinxext_rensei.errors import UnresolvableReference
from sphinxext_rensei.problems import ProblemCode
from sphinxext_rensei.spec._model import (
    Encoding,
    Example,
    Link,
    MediaType,
    Parameter,
    RequestBody,
    Response,
)
from sphinxext_rensei.spec._styles import DEFAULT_STYLES, EXPLODED_STYLES
from sphinxext_rensei.spec.parse._access import parse_server

if TYPE_CHECKING:
    from sphinxext_rensei.spec._json import JSON
    from sphinxext_rensei.spec._place import Place
    from sphinxext_rensei.spec.parse._fields import Fields


def parse_parameter(fields: Fields) -> Parameter | None:
    """A Parameter Object."""
    name, location = fields.text("name"), fields.text("in")
    if not name or location not in DEFAULT_STYLES:
        message = f"a parameter needs a 'name' and an 'in' that is one of {', '.join(DEFAULT_STYLES)}"
        fields.parser.problem(ProblemCode.INVALID, message, fields.place)
        return None
    return _located(fields, name, location)


def _header(name: str, fields: Fields) -> Parameter:
    return _located(fields, name, "header")


def _located(fields: Fields, name: str, location: str) -> Parameter:
    style = fields.text("style") or DEFAULT_STYLES[location]
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


def parse_body(fields: Fields) -> RequestBody:
    """A Request Body Object."""
    return RequestBody(
        description=fields.text("description"),
        required=fields.flag("required"),
        content=fields.entries("content", _media_type),
        place=fields.place,
        extensions=fields.extensions,
    )


def parse_response(status: str, fields: Fields) -> Response:
    """A Response Object."""
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
        server=fields.object("server", parse_server),
        place=fields.place,
    )


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
        with suppress(UnresolvableReference):
            return fields.parser.target(value, place)
    return value, place
