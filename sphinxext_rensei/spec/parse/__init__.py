"""From a description's JSON values to the typed model: a function for each OpenAPI object.

What does not have the form that the specification gives it is left out, with a :class:`Problem`; the rest is kept.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sphinxext_rensei.errors import LoadError
from sphinxext_rensei.problems import Problem, ProblemCode
from sphinxext_rensei.spec._dialects import find_dialect
from sphinxext_rensei.spec._model import Description, Operation, Server
from sphinxext_rensei.spec._names import name_schemas
from sphinxext_rensei.spec.parse._access import parse_scheme, parse_security, parse_servers
from sphinxext_rensei.spec.parse._fields import Fields, Parser
from sphinxext_rensei.spec.parse._metadata import parse_contact, parse_external_docs, parse_license, parse_tags
from sphinxext_rensei.spec.parse._paths import Inherited, parse_paths

if TYPE_CHECKING:
    from sphinxext_rensei.spec._references import References


__all__ = ["parse_description"]


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
    return Problem(ProblemCode.NOT_OPENAPI, f"the file {message}", references.locate(place))


def _description(fields: Fields, openapi: str) -> Description:
    info = fields.inside("info")
    schemes = fields.parser.schemes
    schemes |= {each.name: each for each in fields.inside("components").entries("securitySchemes", parse_scheme)}
    servers = parse_servers(fields)
    security = parse_security(fields) or ()
    inherited = Inherited(servers or (Server(url="/"),), security)
    operations = tuple(parse_paths(fields, "paths", inherited))
    outgoing = replace(inherited, outgoing=True)
    webhooks = tuple(each for name in ("webhooks", "x-webhooks") for each in parse_paths(fields, name, outgoing))
    return Description(
        title=info.text("title") or "API",
        version=info.text("version"),
        openapi=openapi,
        schema_dialect=fields.text("jsonSchemaDialect"),
        summary=info.text("summary"),
        description=info.text("description"),
        terms_of_service=info.text("termsOfService"),
        contact=info.object("contact", parse_contact),
        license=info.object("license", parse_license),
        external_docs=fields.object("externalDocs", parse_external_docs),
        servers=servers,
        tags=parse_tags(fields, (*operations, *webhooks)),
        operations=operations,
        webhooks=webhooks,
        security_schemes=schemes,
        security=security,
        place=fields.place,
        extensions={**info.extensions, **fields.extensions},
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
