"""What the playground of an operation needs on its page: the operation as data; the script does the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinxext_rensei.nodes import rensei_playground
from sphinxext_rensei.render._expected import tell_expected
from sphinxext_rensei.request import data_text, operation_data
from sphinxext_rensei.spec import has_form

if TYPE_CHECKING:
    from sphinxext_rensei.render._context import RenderContext
    from sphinxext_rensei.spec import JSON, Operation

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
    _bound(data)
    if context.expected:
        tell_expected(data, operation, context.expected.status)
    if operation.samples:
        data["authored"] = [each.label or each.language for each in operation.samples]
    return [rensei_playground("", data=data_text(data))]


def _bound(data: dict[str, JSON]) -> None:
    """Leave out what a call can do without, the largest first, until the rest is bearable: schemas, then examples."""
    for spare in ("schemas", "responses"):
        if len(data_text(data)) > _MOST:
            data.pop(spare, None)
    body = data.get("body")
    content = body.get("content") if isinstance(body, dict) else None
    for media in content if isinstance(content, list) else ():
        if len(data_text(data)) > _MOST and isinstance(media, dict):
            media.pop("schema", None)
            media.pop("examples", None)
