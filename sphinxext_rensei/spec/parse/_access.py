"""Where an API is, and what it wants of those who call it: servers, security schemes and requirements."""

from __future__ import annotations

import json
from itertools import chain, count
from typing import TYPE_CHECKING

from sphinxext_rensei.errors import UnresolvableReference
from sphinxext_rensei.problems import ProblemCode
from sphinxext_rensei.spec._calling import VALUES
from sphinxext_rensei.spec._json import split
from sphinxext_rensei.spec._model import Server, ServerVariable
from sphinxext_rensei.spec._security import OAuthFlow, SecurityRequirement, SecurityScheme
from sphinxext_rensei.spec.parse._fields import Fields

if TYPE_CHECKING:
    from sphinxext_rensei.spec._json import JSON


def parse_servers(fields: Fields) -> tuple[Server, ...]:
    """The servers that an object names."""
    return fields.items("servers", parse_server)


def parse_server(fields: Fields) -> Server | None:
    """A Server Object."""
    if "url" not in fields.value:
        fields.parser.problem(ProblemCode.INVALID, "a server needs a 'url'", fields.place)
        return None
    check_calling(fields)
    return Server(
        url=fields.text("url"),
        description=fields.text("description"),
        name=fields.text("name"),
        variables=fields.entries("variables", _variable),
        extensions=fields.extensions,
    )


def _variable(name: str, fields: Fields) -> ServerVariable:
    return ServerVariable(
        name=name,
        default=fields.text("default"),
        enum=fields.strings("enum"),
        description=fields.text("description"),
    )


def check_calling(fields: Fields) -> None:
    """Say where one of our own fields about calls holds what it can't."""
    for name, values in VALUES.items():
        if name in fields.value and fields.value[name] not in values:
            message = f"{name!r} must be one of {', '.join(json.dumps(each) for each in values)}"
            fields.parser.problem(ProblemCode.INVALID, message, fields.place.child(name))


def parse_security(fields: Fields) -> tuple[SecurityRequirement, ...] | None:
    """The alternatives of ``security``; None where an object says nothing, so that what is around it counts."""
    held: list[JSON] | None = fields.typed("security", list)
    return None if held is None else tuple(_requirement(fields, each) for each in held if isinstance(each, dict))


def _requirement(fields: Fields, held: dict[str, JSON]) -> SecurityRequirement:
    return tuple(
        (_scheme_name(fields, name), tuple(str(scope) for scope in scopes) if isinstance(scopes, list) else ())
        for name, scopes in held.items()
    )


def _scheme_name(fields: Fields, name: str) -> str:
    """The name of a scheme of the components, or of one that a reference leads to (OAS 3.2.0, section 4.30)."""
    parser = fields.parser
    if name in parser.schemes or not any(each in name for each in "#/."):
        return name
    try:
        value, place = parser.target({"$ref": name}, fields.place.child("security"))
    except UnresolvableReference:
        return name
    known = next((scheme.name for scheme in parser.schemes.values() if scheme.place == place), None)
    if known is None and isinstance(value, dict):
        last = split(place.pointer)[-1] if place.pointer else name
        offered = chain((last,), (f"{last}-{number}" for number in count(2)))
        known = next(each for each in offered if each not in parser.schemes)
        parser.schemes[known] = parse_scheme(known, Fields(parser, value, place))
    return known or name


def parse_scheme(name: str, fields: Fields) -> SecurityScheme:
    """A Security Scheme Object."""
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
