"""What the playground of an operation needs on its page: the operation as data; the script does the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sphinxext_rensei.nodes import rensei_playground
from sphinxext_rensei.render._expected import tell_expected
from sphinxext_rensei.request import data_text, operation_data
from sphinxext_rensei.spec import has_form
from sphinxext_rensei.words import gettext, message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinxext_rensei.render._context import RenderContext
    from sphinxext_rensei.spec import Operation, SecurityScheme

_MOST: Final = 120_000
"""Characters of data on one page; a description can be of any size."""


def playground_nodes(context: RenderContext, operation: Operation) -> list[rensei_playground]:
    """The data of an operation; nothing for what the API sends itself, and where the playground is off."""
    if not context.playground or not has_form(operation):
        return []
    data, places = operation_data(context.analyser, operation)
    context.used.update(places)
    if context.proxy:
        data["proxy"] = context.proxy
    _guide(data, context.analyser.description.security_schemes)
    _bound(data)
    if context.expected:
        tell_expected(data, operation, context.expected.status)
    return [rensei_playground("", data=data_text(data))]


_TYPED: Final = ("bearer", "basic", "header", "query", "authorization")
_GUIDANCE: Final = {
    "certificate": message("The browser chooses the certificate. With curl: --cert and --key."),
    "digest": message("A page can't answer the server's challenge. With curl: --digest --user."),
    "cookie": message("Browsers let no page set a cookie of another site; a proxy can."),
}


_FLOWS: Final = {
    "authorization_code": message("Authorization code"),
    "client_credentials": message("Client credentials"),
    "password": message("Password"),
}


def _guide(data: dict[str, Any], known: Mapping[str, SecurityScheme]) -> None:
    """Say what to do about a scheme that takes no text, or not only."""
    for name in (name for requirement in data.get("security", ()) for name in requirement):
        scheme = data.setdefault("schemes", {}).setdefault(name, {})
        kind = scheme.get("kind")
        if kind not in _TYPED:
            words = _GUIDANCE.get(kind, message("A page can't send this scheme."))
            scheme["note"] = f"{name}: {gettext(words)}"
        elif known[name].type == "oauth2" and known[name].flows and "flows" not in scheme:
            scheme["note"] = gettext("A page can't follow its flows; get a token elsewhere.")
        for grant, flow in scheme.get("flows", {}).items():
            flow["title"] = gettext(_FLOWS[grant])


def _bound(data: dict[str, Any]) -> None:
    """Leave out what a call can do without, the largest first, until the rest is bearable: schemas, then examples."""
    for spare in ("schemas", "responses"):
        if len(data_text(data)) > _MOST:
            data.pop(spare, None)
    for media in data.get("body", {}).get("content", ()):
        if len(data_text(data)) > _MOST:
            media.pop("schema", None)
            media.pop("examples", None)
            media["views"] = [each for each in media["views"] if each != "form"] or media["views"]
