"""An operation as plain data: all that the browser needs to make its requests and to judge the replies.

Field names are those of OpenAPI. What has its default is left out, and so is every description.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.request._build import FORM, accepted_type, first_server
from sphinxext_rensei.request._examples import example_body, example_inputs, parameter_value, preferred_media
from sphinxext_rensei.request._hidden import veiled
from sphinxext_rensei.request._media import base_type, is_file, is_json, media_examples, part_rules
from sphinxext_rensei.request._message import FileBody, Instance, TextBody
from sphinxext_rensei.request._parameters import compact
from sphinxext_rensei.request._security import credential
from sphinxext_rensei.schema import SchemaBundle
from sphinxext_rensei.spec import PRODUCTION, form_of, route_of, special_style

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinxext_rensei.schema import Analyser
    from sphinxext_rensei.spec import (
        JSON,
        Encoding,
        MediaType,
        Operation,
        Parameter,
        Place,
        RequestBody,
        Response,
        Schema,
        SecurityScheme,
        Server,
    )


_SILENT: Final[tuple[JSON, ...]] = ("", [], {})
_SINGLE: Final = frozenset(("string", "number", "integer", "boolean"))


def operation_data(analyser: Analyser, operation: Operation) -> tuple[dict[str, JSON], set[Place]]:
    """The data of one operation, and every place that its schemas were read from."""
    writer = _Writer(analyser, operation)
    return writer.data(), writer.bundle.sources


def _filled(**fields: JSON) -> dict[str, JSON]:
    """The fields that say something; a final underscore keeps a name from being a keyword of Python."""
    return {name.rstrip("_"): value for name, value in fields.items() if value is not None and value not in _SILENT}


class _Writer:
    def __init__(self, analyser: Analyser, operation: Operation) -> None:
        self.analyser = analyser
        self.operation = operation
        self.bundle = SchemaBundle(analyser)
        self.inputs = example_inputs(analyser, operation)

    def data(self) -> dict[str, JSON]:
        operation = self.operation
        media = preferred_media(operation)
        body = operation.body
        return _filled(
            id=operation.id,
            method=operation.method,
            path=operation.path,
            form=form_of(operation),
            route=route_of(operation),
            servers=[_server(each) for each in operation.servers],
            server=first_server(operation) or None,
            security=[{name: list(scopes) for name, scopes in requirement} for requirement in operation.security],
            requirement=self._requirement() or None,
            schemes=self._schemes(),
            parameters=[self._parameter(each) for each in operation.parameters if not each.is_ignored],
            nested=any(map(self._is_nested, operation.parameters)) or None,
            body=_filled(
                required=body.required or None,
                content=[self._media(each, body, chosen=each is media) for each in body.content],
                hidden=bool(body.hidden) or None,
            )
            if body
            else None,
            accept=accepted_type(operation),
            responses={each.status: self._response(each) for each in operation.responses},
            schemas=self.bundle.schemas(),
        )

    def _schema(self, schema: Schema | None) -> JSON:
        return self.bundle.add(schema) if schema is not None else None

    def _requirement(self) -> int:
        """The first alternative that no deprecated scheme is part of."""
        schemes = self.analyser.description.security_schemes
        deprecated = {name for name, scheme in schemes.items() if scheme.deprecated}
        ways = enumerate(self.operation.security)
        return next((at for at, way in ways if deprecated.isdisjoint(name for name, _ in way)), 0)

    def _schemes(self) -> dict[str, JSON]:
        schemes = self.analyser.description.security_schemes
        names = dict.fromkeys(name for requirement in self.operation.security for name, _ in requirement)
        found: dict[str, JSON] = {}
        for name in names:
            if scheme := schemes.get(name):
                place = credential(scheme)
                found[name] = _filled(
                    kind=place.kind if place else "",
                    parameter=place.parameter if place else "",
                    variable=place.variable if place else "",
                    flows=_flows(scheme),
                )
        return found

    def _parameter(self, parameter: Parameter) -> dict[str, JSON]:
        media = parameter.media
        used = (parameter.location, parameter.name) in self.inputs.parameters
        given = any(each.has_value for each in parameter.all_examples)
        style, explode = special_style(parameter)
        return _filled(
            name=parameter.name,
            in_=parameter.location,
            required=parameter.required or None,
            style=style,
            explode=explode,
            allowReserved=parameter.allow_reserved or None,
            hidden=parameter.hidden or None,
            content=media.name if media else "",
            encoding=_encodings(media.encoding) if media else None,
            schema=self._schema(parameter.value_schema),
            value=compact(self.inputs.parameters[parameter.location, parameter.name]) if used else "",
            example=compact(parameter_value(self.analyser, parameter)) if given and not used else "",
        )

    def _is_nested(self, parameter: Parameter) -> bool:
        """Whether an input for one simple value does not do."""
        media, schema = parameter.media, parameter.value_schema
        if schema is None or (media and base_type(media.name) == FORM):
            return True
        shape = self.analyser.shape(schema)
        single = shape.enum or shape.consts or {*shape.types[:1]} & _SINGLE
        return bool(not single or shape.alternatives or is_file(shape))

    def _media(self, media: MediaType, body: RequestBody, *, chosen: bool) -> dict[str, JSON]:
        examples = self._examples(media)
        rules = part_rules(self.analyser, media) if base_type(media.name).startswith("multipart/") else {}
        return _filled(
            type=media.name,
            views=self._views(media, examples),
            chosen=chosen or None,
            schema=veiled(self._schema(media.schema), body),
            itemSchema=self._schema(media.item_schema),
            encoding=_encodings(media.encoding),
            parts={
                name: _filled(contentType=rule.content_type, filename=rule.filename)
                for name, rule in rules.items()
                if rule.content_type or rule.filename
            },
            examples=examples,
        )

    def _views(self, media: MediaType, examples: list[JSON]) -> list[JSON]:
        """The ways to edit a body: as the form of its schema, as a text, as a file."""
        base = base_type(media.name)
        if base.startswith("multipart/"):
            return ["form"]
        shape = self.analyser.shape(media.schema) if media.schema else None
        if is_json(base) or base in ("*/*", FORM):
            formed = shape and (shape.alternatives or (shape.is_object and shape.types[:1] in ((), ("object",))))
            return [*(["form"] if formed else []), "text", "file"]
        saved = is_file(shape) or any("filename" in each for each in examples if isinstance(each, dict))
        return ["file"] if saved else ["text", "file"]

    def _examples(self, media: MediaType) -> list[JSON]:
        given = [each for each in media_examples(self.analyser, media, "request") if each.has_value]
        found: list[JSON] = []
        for each in given or (None,):
            name = "" if each is None else each.summary or each.name
            match example_body(self.analyser, media, each):
                case Instance(value):
                    found.append({**_filled(name=name), "instance": compact(value)})
                case TextBody(text):
                    found.append({**_filled(name=name), "text": text})
                case FileBody(filename):
                    found.append({"filename": filename})
        return found

    def _response(self, response: Response) -> dict[str, JSON]:
        return _filled(
            description=" ".join((response.summary or response.description).split())[:_MAX_MEANING],
            content={each.name: self._answer(each) for each in response.content},
        )

    def _answer(self, media: MediaType) -> dict[str, JSON]:
        return _filled(
            schema=self._schema(media.schema),
            itemSchema=self._schema(self._streamed(media)),
        )

    def _streamed(self, media: MediaType) -> Schema | None:
        """The schema of what a stream is taken apart into: of server-sent events, that is the data.

        Where items are events with their fields (OAS 3.2.0, section 4.14), these are text, and may hold JSON.
        """
        item = media.item_schema
        if item is None or base_type(media.name) != "text/event-stream":
            return item
        shape = self.analyser.shape(item)
        variants = [self.analyser.shape(each.schema) for held in shape.alternatives for each in held.variants]
        data = [each.schema for found in (shape, *variants) for each in found.properties if each.name == "data"]
        if len(data) != 1 or variants:
            return None if data else item
        held = self.analyser.shape(data[0]).applicators
        return next((each.schema for each in held if each.keyword == "contentSchema"), None)


_GRANTS: Final = {
    "authorizationCode": "authorization_code",
    "clientCredentials": "client_credentials",
    "password": "password",
}
"""Flows that a page can follow, and what they are called when a token is asked for (RFC 6749, section 4)."""


def _flows(scheme: SecurityScheme) -> dict[str, JSON]:
    """By grant type, where its token is; nothing but the addresses of the web is gone to."""
    found: dict[str, JSON] = {}
    for flow in scheme.flows if scheme.type == "oauth2" else ():
        asked = flow.authorization_url if flow.name == "authorizationCode" else ""
        urls = _filled(authorizationUrl=asked, tokenUrl=flow.token_url, refreshUrl=flow.refresh_url)
        if flow.name in _GRANTS and flow.token_url and all(_WEB.match(str(url)) for url in urls.values()):
            found[_GRANTS[flow.name]] = urls
    return found


_WEB: Final = re.compile("https?://", re.IGNORECASE)
_MAX_MEANING: Final = 160
"""What a status means is on the page in full; beside a reply its beginning is enough."""


def _server(server: Server) -> dict[str, JSON]:
    variables: Mapping[str, JSON] = {
        each.name: {"default": each.default, **_filled(enum=list(each.enum))} for each in server.variables
    }
    description = " ".join((server.name or server.description).split())
    said = _filled(
        description=description[:_MAX_MEANING],
        variables=dict(variables),
        route=route_of(server),
        production=server.extensions.get(PRODUCTION) is True or None,
    )
    return {"url": server.url, **said}


def _encodings(encodings: tuple[Encoding, ...]) -> dict[str, JSON]:
    return {
        each.name: _filled(
            style=each.style,
            explode=each.explode,
            allowReserved=each.allow_reserved or None,
        )
        for each in encodings
        if each.style or each.explode is not None or each.allow_reserved
    }


def data_text(data: JSON) -> str:
    """JSON that can stand in a ``script`` element, and in JavaScript: no ``<``, no line separators of its own."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text
