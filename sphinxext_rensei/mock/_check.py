"""Whether a request is one that the description allows: parameters, body, credentials."""

from __future__ import annotations

import base64
import binascii
import email.policy
import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from email.parser import BytesParser
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import unquote_plus

from sphinxext_rensei.checks import phrase
from sphinxext_rensei.mock._parameters import Absent, Sent, read_parameter
from sphinxext_rensei.mock._values import faults, read_primitive
from sphinxext_rensei.request import JSON_LINES, Credential, alternatives, base_type, is_json
from sphinxext_rensei.schema import Fault
from sphinxext_rensei.spec import Parameter, child

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinxext_rensei.schema import Analyser
    from sphinxext_rensei.spec import JSON, MediaType, Operation, RequestBody, Schema


_CLIENT_FIELDS: Final = frozenset(("accept-encoding", "accept-language", "connection", "user-agent"))
"""Header fields that clients and proxies send of their own accord; what they say there is no fault of the caller's."""


class Wrong(NamedTuple):
    """One thing that is wrong with a request.

    :param place: ``path``, ``query``, ``header``, ``cookie`` or ``body``.
    :param name: of the parameter, or a JSON Pointer into the body.
    """

    place: str
    name: str
    message: str


def check_parameters(analyser: Analyser, operation: Operation, sent: Sent) -> Iterator[Wrong]:
    """What is wrong with the parameters."""
    credentials = {each.parameter for each in analyser.description.security_schemes.values()}
    sent = replace(sent, names={each.name for each in operation.parameters} | credentials)
    for parameter in operation.parameters:
        is_clients = parameter.location == "header" and parameter.name.lower() in _CLIENT_FIELDS
        for message in () if parameter.is_ignored or is_clients else _parameter(analyser, parameter, sent):
            yield Wrong(parameter.location, parameter.name, message)


def _parameter(analyser: Analyser, parameter: Parameter, sent: Sent) -> Iterator[str]:
    schema = parameter.value_schema
    try:
        value = read_parameter(analyser, parameter, sent)
    except Absent:
        if parameter.required:
            yield "is required"
        return
    except ValueError as error:
        yield str(error)
        return
    if parameter.location == "querystring" and not is_json(parameter.media.name if parameter.media else ""):
        return
    if value == "" and parameter.allow_empty_value:
        return
    for fault in faults(analyser, schema, value) if schema is not None else ():
        yield f"{phrase(fault)} (at {child('', *fault.path)})" if fault.path else phrase(fault)


# Credentials ---------------------------------------------------------------------------------------------------------


def lacks_credentials(analyser: Analyser, operation: Operation, sent: Sent) -> str:
    """What would do, in words, where a request has none of the credentials needed; else nothing."""
    offered = alternatives(operation, analyser.description.security_schemes)
    if not offered or any(all(_is_present(each, sent) for each in needed) for needed in offered):
        return ""
    return ", or ".join(" and ".join(each.name for each in needed) for needed in offered)


def _is_present(credential: Credential, sent: Sent) -> bool:
    scheme, _, value = sent.headers.get("authorization", "").partition(" ")
    match credential.kind:
        case "certificate":
            return True
        case "bearer":
            return scheme.lower() == "bearer" and bool(value.strip())
        case "basic":
            return scheme.lower() == "basic" and _is_basic(value)
        case "digest" | "authorization":
            return scheme.lower() == credential.parameter.lower() and bool(value.strip())
        case "header":
            return bool(sent.headers.get(credential.parameter.lower()))
        case "query":
            return bool(dict(sent.query).get(credential.parameter))
        case "cookie":
            return bool(dict(sent.cookies).get(credential.parameter))


def _is_basic(value: str) -> bool:
    try:
        return b":" in base64.b64decode(value.strip(), validate=True)
    except binascii.Error:
        return False


# Body ----------------------------------------------------------------------------------------------------------------


def find_media(body: RequestBody, content_type: str) -> MediaType | None:
    """The media type that a request's ``Content-Type`` means: itself, or the nearest range."""
    base = base_type(content_type)
    named = {base_type(media.name): media for media in body.content}
    for name in (base, f"{base.partition('/')[0]}/*", "*/*", "*"):
        if name in named:
            return named[name]
    return None


def check_body(analyser: Analyser, media: MediaType, content_type: str, content: bytes) -> Iterator[Wrong]:
    """What is wrong with a body."""
    base = base_type(content_type)
    read = next((each for is_known, each in _READERS if is_known(base)), _text)
    try:
        for fault in read(analyser, media, content_type, content):
            yield Wrong("body", child("", *fault.path), phrase(fault))
    except json.JSONDecodeError as error:
        yield Wrong("body", "", f"is not JSON: {error}")
    except (ValueError, RecursionError):
        yield Wrong("body", "", f"is not {base}")


_Reader = Callable[["Analyser", "MediaType", str, bytes], tuple[Fault, ...]]


def _against(analyser: Analyser, schema: Schema | None, value: JSON) -> tuple[Fault, ...]:
    return faults(analyser, schema, value) if schema is not None else ()


def _json(analyser: Analyser, media: MediaType, _type: str, content: bytes) -> tuple[Fault, ...]:
    return _against(analyser, media.schema, json.loads(content))


def _json_lines(analyser: Analyser, media: MediaType, _type: str, content: bytes) -> tuple[Fault, ...]:
    values = [json.loads(line) for line in content.splitlines() if line.strip()]
    if media.item_schema is None:
        return _against(analyser, media.schema, values)
    return tuple(
        fault._replace(path=(index, *fault.path))
        for index, value in enumerate(values)
        for fault in _against(analyser, media.item_schema, value)
    )


def _form(analyser: Analyser, media: MediaType, _type: str, content: bytes) -> tuple[Fault, ...]:
    pairs = [pair.partition("=") for pair in content.decode().split("&") if pair]
    if not all(equals for _, equals, _ in pairs):
        raise ValueError
    written = [(name, text) for name, _, text in pairs]
    sent = Sent(path={}, query=written, headers={}, cookies=(), query_string="")
    known: dict[str, JSON] = {}
    taken: set[str] = set()
    for parameter in _styled(analyser, media):
        with suppress(Absent):
            value = known[parameter.name] = read_parameter(analyser, parameter, sent)
            # An exploded object stands there by its own names.
            taken.update(value if isinstance(value, dict) and parameter.style == "form" else [parameter.name])
    decoded = ((unquote_plus(name), unquote_plus(text)) for name, text in written)
    return _fields(analyser, media, [pair for pair in decoded if pair[0].partition("[")[0] not in taken], known)


def _styled(analyser: Analyser, media: MediaType) -> Iterator[Parameter]:
    """Properties that an Encoding Object gives a style, as the parameters that they look like."""
    schemas = {each.name: each.schema for each in analyser.shape(media.schema).properties} if media.schema else {}
    for encoding in media.encoding:
        if encoding.style or encoding.explode is not None:
            style = encoding.style or "form"
            yield Parameter(
                name=encoding.name,
                location="query",
                style=style,
                explode=style == "form" if encoding.explode is None else encoding.explode,
                schema=schemas.get(encoding.name),
                place=encoding.place,
            )


def _multipart(analyser: Analyser, media: MediaType, content_type: str, content: bytes) -> tuple[Fault, ...]:
    head = f"MIME-Version: 1.0\r\nContent-Type: {content_type}\r\n\r\n".encode()
    message = BytesParser(policy=email.policy.HTTP).parsebytes(head + content)
    if not message.is_multipart():
        raise ValueError
    pairs = []
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        held = part.get_payload(decode=True)
        pairs.append((str(name), held.decode(errors="replace") if isinstance(held, bytes) else ""))
    return _fields(analyser, media, pairs, {})


def _fields(
    analyser: Analyser, media: MediaType, pairs: list[tuple[str, str]], known: Mapping[str, JSON]
) -> tuple[Fault, ...]:
    """The faults of a form: each field read as its property means it, several of a name as an array.

    :param known: fields that are read already.
    """
    if media.schema is None:
        return ()
    properties = {each.name: each.schema for each in analyser.shape(media.schema).properties}
    value = {**known}
    for name in dict.fromkeys(name for name, _ in pairs):
        texts = [text for each, text in pairs if each == name]
        value[name] = _field(analyser, properties.get(name), texts)
    return _against(analyser, media.schema, value)


def _field(analyser: Analyser, schema: Schema | None, texts: list[str]) -> JSON:
    shape = analyser.shape(schema) if schema is not None else None
    if shape is not None and "array" in shape.types:
        return [read_primitive(analyser, shape.items, text) for text in texts]
    if shape is not None and "object" in shape.types:
        try:
            value: JSON = json.loads(texts[-1])
        except (ValueError, RecursionError):
            return texts[-1]
        return value
    return read_primitive(analyser, schema, texts[-1])


def _text(analyser: Analyser, media: MediaType, _type: str, content: bytes) -> tuple[Fault, ...]:
    """Whatever else: where its schema means a text, that text."""
    shape = analyser.shape(media.schema) if media.schema is not None else None
    if shape is None or shape.types != ("string",) or shape.format == "binary":
        return ()
    return _against(analyser, media.schema, content.decode(errors="replace"))


_READERS: Final[tuple[tuple[Callable[[str], bool], _Reader], ...]] = (
    (is_json, _json),
    (lambda base: base in JSON_LINES, _json_lines),
    (lambda base: base == "application/x-www-form-urlencoded", _form),
    (lambda base: base == "multipart/form-data", _multipart),
)
"""Whether a media type is read so, and how."""
