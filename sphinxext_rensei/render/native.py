"""What readers can call whose browsers run no scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_rensei.nodes import rensei_native
from sphinxext_rensei.request import native_form

if TYPE_CHECKING:
    from sphinxext_rensei.render._context import RenderContext
    from sphinxext_rensei.spec import Operation


def native_nodes(context: RenderContext, operation: Operation) -> list[rensei_native]:
    """The form of an operation; nothing where a browser can't send it by itself, or the playground is off."""
    form = native_form(context.analyser, operation) if context.playground else None
    if form is None:
        return []
    inputs = tuple((each.name, each.kind, each.required, each.choices, each.values, each.hint) for each in form.inputs)
    return [rensei_native("", action=form.action, inputs=inputs)]
