"""What readers call an operation with: data of which the script makes a form, and a form that needs no script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sphinxext_rensei.nodes import rensei_native, rensei_playground
from sphinxext_rensei.request import data_text, native_form, operation_data
from sphinxext_rensei.spec import choose_response, has_form
from sphinxext_rensei.words import gettext, message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinxext_rensei.render._context import RenderContext
    from sphinxext_rensei.spec import JSON, Operation, SecurityScheme

_MAX_DATA: Final = 120_000
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
        _tell_expected(data, operation, context.expected.status)
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
        if len(data_text(data)) > _MAX_DATA:
            data.pop(spare, None)
    for media in data.get("body", {}).get("content", ()):
        if len(data_text(data)) > _MAX_DATA:
            media.pop("schema", None)
            media.pop("examples", None)
            media["views"] = [each for each in media["views"] if each != "form"] or media["views"]


def _tell_expected(data: dict[str, JSON], operation: Operation, status: str) -> None:
    """Let what a status means say whether it is the one that is expected; ``expected`` says it of any other."""
    meanings = data.get("responses")
    documented = choose_response(operation, status)
    if not isinstance(meanings, dict) or documented is None:
        return
    met, missed = gettext("as expected"), gettext("{} was expected").format(status)
    covering = next((each.status for each in operation.responses if each.place == documented.place), status)
    told = {**meanings, status: meanings.get(covering)}
    for name, held in told.items():
        said = held if isinstance(held, dict) else {}
        words = met if name == status else missed
        told[name] = {**said, "description": f"{said.get('description', '')} ({words})".strip()}
    data |= {"responses": told, "expected": f"({missed})"}


def native_nodes(context: RenderContext, operation: Operation) -> list[rensei_native]:
    """The form of an operation; nothing where a browser can't send it by itself, or the playground is off."""
    form = native_form(context.analyser, operation) if context.playground else None
    if form is None:
        return []
    inputs = tuple((each.name, each.kind, each.required, each.choices, each.values, each.hint) for each in form.inputs)
    return [rensei_native("", action=form.action, inputs=inputs)]
