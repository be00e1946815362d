"""How to authenticate: a scheme by itself, and what an operation needs, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinxext_rensei.nodes import rensei_either, rensei_page, rensei_row, rensei_rows
from sphinxext_rensei.render._schema import Frame, extension_facts, schema_row

if TYPE_CHECKING:
    from sphinxext_rensei.render._context import RenderContext
    from sphinxext_rensei.spec import OAuthFlow, Operation, SecurityRequirement, SecurityScheme

_FLOWS = {
    "implicit": "implicit flow",
    "password": "password flow",
    "clientCredentials": "client credentials flow",
    "authorizationCode": "authorization code flow",
    "deviceAuthorization": "device authorization flow",
}


def authorization_nodes(context: RenderContext, operation: Operation) -> list[nodes.Node]:
    """The alternatives of an operation."""
    if not any(operation.security):
        return [nodes.paragraph("", "None needed.")]
    for name in dict.fromkeys(name for requirement in operation.security for name, _ in requirement):
        if name in context.description.security_schemes:
            context.used.add(context.description.security_schemes[name].place)
    entries = tuple(_entry(context, requirement) for requirement in operation.security)
    either = rensei_either("", entries=entries)
    return [nodes.paragraph("", "One of these:"), either] if len(entries) > 1 else [either]


def _entry(context: RenderContext, requirement: SecurityRequirement) -> tuple[tuple[Any, ...], ...]:
    schemes = context.description.security_schemes
    return tuple(
        (name, ("security", context.spec, name), kind_words(schemes[name]), scopes)
        if name in schemes
        else (name, "", "unknown scheme", scopes)
        for name, scopes in requirement
    )


def kind_words(scheme: SecurityScheme) -> str:
    """What a scheme is and where its credentials go."""
    match scheme.type:
        case "http":
            kind = scheme.scheme.lower() or "http"
            return f"{kind}, {scheme.bearer_format}" if scheme.bearer_format else f"{kind} in the Authorization header"
        case "apiKey":
            return f"{scheme.location} {scheme.parameter}"
        case "oauth2":
            return f"OAuth 2.0, {', '.join(_FLOWS.get(flow.name, flow.name) for flow in scheme.flows)}".rstrip(", ")
        case "openIdConnect":
            return "OpenID Connect"
        case "mutualTLS":
            return "client certificate (mutual TLS)"
        case other:
            return other


def security_nodes(context: RenderContext, schemes: list[SecurityScheme]) -> rensei_page:
    """Schemes, each a row that is the target of references to it."""
    rows = [_scheme(context, scheme) for scheme in schemes]
    context.used.update(scheme.place for scheme in schemes)
    return rensei_page("", rensei_rows("", *rows), kind="security", ids=[])


def _scheme(context: RenderContext, scheme: SecurityScheme) -> rensei_row:
    row = schema_row(
        context,
        scheme.name,
        None,
        Frame(direction="both", anchor=("security", scheme.name), path=scheme.name),
        deprecated=scheme.deprecated,
        description=scheme.description,
        place=scheme.place,
        chips=[("deprecated", False)] if scheme.deprecated else [],
        facts=[*_facts(scheme), *extension_facts(context, scheme.extensions)],
    )
    row["type"] = ((kind_words(scheme), ""),)
    row["security"] = scheme.name
    return row


def _facts(scheme: SecurityScheme) -> list[tuple[str, str, bool]]:
    facts = [("Metadata", scheme.oauth2_metadata_url, True)] if scheme.oauth2_metadata_url else []
    if scheme.open_id_connect_url:
        facts.append(("Discovery", scheme.open_id_connect_url, True))
    for flow in scheme.flows:
        facts += _flow(flow)
    return facts


def _flow(flow: OAuthFlow) -> list[tuple[str, str, bool]]:
    addresses = (
        ("Authorization URL", flow.authorization_url),
        ("Device authorization URL", flow.device_authorization_url),
        ("Token URL", flow.token_url),
        ("Refresh URL", flow.refresh_url),
    )
    facts = [(label, url, True) for label, url in addresses if url]
    facts += [(f"Scope {name}", words, False) for name, words in flow.scopes.items()]
    words = _FLOWS.get(flow.name, flow.name)
    return [("Flow", words, False), *facts]
