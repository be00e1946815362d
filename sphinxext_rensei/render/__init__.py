"""From the model to nodes."""

from __future__ import annotations

from sphinxext_rensei.render._context import Markup, RenderContext, Translate
from sphinxext_rensei.render._markup import MarkupContext, commonmark, commonmark_inline
from sphinxext_rensei.render.changelog import changelog_nodes
from sphinxext_rensei.render.operation import SECTIONS, operation_nodes
from sphinxext_rensei.render.reference import (
    description_nodes,
    index_nodes,
    named_schema_nodes,
    operation_list,
    tag_nodes,
    webhook_nodes,
)
from sphinxext_rensei.render.security import security_nodes

__all__ = [
    "SECTIONS",
    "Markup",
    "MarkupContext",
    "RenderContext",
    "Translate",
    "changelog_nodes",
    "commonmark",
    "commonmark_inline",
    "description_nodes",
    "index_nodes",
    "named_schema_nodes",
    "operation_list",
    "operation_nodes",
    "security_nodes",
    "tag_nodes",
    "webhook_nodes",
]
