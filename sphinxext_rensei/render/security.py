"""How to authenticate: a scheme by itself, and what an operation needs, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinxext_rensei.nodes import rensei_either, rensei_page, rensei_row, rensei_rows
from sphinxext_rensei.render._extent import Frame
from sphinxext_rensei.render._schema import schema_row
from sphinxext_rensei.render._words import extension_facts
from sphinxext_rensei.words import gettext, message

if TYPE_CHECKING:
    from sphinxext_rensei.render._context import RenderContext
    from sphinxext_rensei.spec import OAuthFlow, Operation, Place, SecurityRequirement, SecurityScheme

_FLOWS = {
    "implicit": message("implicit flow"),
    "password": message("password flow"),
    "clientCredentials": message("client credentials flow"),
    "authorizationCode": message("authorization code flow"),
    "deviceAuthorization": message("device authorization flow"),
}


def authorization_nodes(context: RenderContext, operation: Operation) -> list[nodes.Node]:
    """The alternatives of an operation."""
    if not any(operation.security):
        return [nodes.paragraph("", gettext("None needed."))]
    for name in dict.fromkeys(name for requirement in operation.security for name, _ in requirement):
        if name in context.description.security_schemes:
            context.used.add(context.description.security_schemes[name].place)
    entries = tuple(_entry(context, requirement) for requirement in operation.security)
    either = rensei_either("", entries=entries)
    return [nodes.paragraph("", gettext("One of these:")), either] if len(entries) > 1 else [either]


def _entry(context: RenderContext, requirement: SecurityRequirement) -> tuple[tuple[Any, ...], ...]:
    schemes = context.description.security_schemes
    return tuple(
        (name, ("security", context.spec, name), kind_words(schemes[name]), scopes)
        if name in schemes
        else (name, "", gettext("unknown scheme"), scopes)
        for name, scopes in requirement
    )


def _flow_words(flow: OAuthFlow) -> str:
    return gettext(_FLOWS[flow.name]) if flow.name in _FLOWS else flow.name


def kind_words(scheme: SecurityScheme) -> str:
    """What a scheme is and where its credentials go."""
    match scheme.type:
        case "http":
            kind = scheme.scheme.lower() or "http"
            return (
                f"{kind}, {scheme.bearer_format}"
                if scheme.bearer_format
                else gettext("{} in the Authorization header").format(kind)
            )
        case "apiKey":
            return f"{scheme.location} {scheme.parameter}"
        case "oauth2":
            return f"OAuth 2.0, {', '.join(_flow_words(flow) for flow in scheme.flows)}".rstrip(", ")
        case "openIdConnect":
            return "OpenID Connect"
        case "mutualTLS":
            return gettext("client certificate (mutual TLS)")
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
        chips=[(gettext("deprecated"), False)] if scheme.deprecated else [],
        facts=[*_facts(context, scheme), *extension_facts(context, scheme.extensions)],
    )
    row["type"] = ((kind_words(scheme), ""),)
    row["security"] = scheme.name
    return row


def _facts(context: RenderContext, scheme: SecurityScheme) -> list[tuple[str, str, bool]]:
    facts = [(gettext("Metadata"), scheme.oauth2_metadata_url, True)] if scheme.oauth2_metadata_url else []
    if scheme.open_id_connect_url:
        facts.append((gettext("Discovery"), scheme.open_id_connect_url, True))
    for flow in scheme.flows:
        facts += _flow(context, flow, scheme.place)
    return facts


def _flow(context: RenderContext, flow: OAuthFlow, place: Place) -> list[tuple[str, str, bool]]:
    addresses = (
        (gettext("Authorization URL"), flow.authorization_url),
        (gettext("Device authorization URL"), flow.device_authorization_url),
        (gettext("Token URL"), flow.token_url),
        (gettext("Refresh URL"), flow.refresh_url),
    )
    facts = [(label, url, True) for label, url in addresses if url]
    facts += [
        (gettext("Scope {}").format(name), context.words(words, place), False) for name, words in flow.scopes.items()
    ]
    words = _flow_words(flow)
    return [(gettext("Flow"), words, False), *facts]
