"""From the model to nodes."""

from __future__ import annotations

from sphinxext_rensei.render._context import Markup, RenderContext, Translate, identifier, unused
from sphinxext_rensei.render._markup import MarkupContext, commonmark, commonmark_inline
from sphinxext_rensei.render._stock import fault_note
from sphinxext_rensei.render.changelog import changelog_nodes
from sphinxext_rensei.render.coverage import coverage_nodes
from sphinxext_rensei.render.endpoint import endpoint_nodes
from sphinxext_rensei.render.operation import SECTIONS, operation_nodes
from sphinxext_rensei.render.reference import (
    description_nodes,
    index_nodes,
    named_schema_nodes,
    operation_list,
    tag_nodes,
    webhook_nodes,
)
from sphinxext_rensei.render.routes import RouteRow, routes_nodes
from sphinxext_rensei.render.security import security_nodes

__all__ = [
    "SECTIONS",
    "Markup",
    "MarkupContext",
    "RenderContext",
    "RouteRow",
    "Translate",
    "changelog_nodes",
    "commonmark",
    "commonmark_inline",
    "coverage_nodes",
    "description_nodes",
    "endpoint_nodes",
    "fault_note",
    "identifier",
    "index_nodes",
    "named_schema_nodes",
    "operation_list",
    "operation_nodes",
    "routes_nodes",
    "security_nodes",
    "tag_nodes",
    "unused",
    "webhook_nodes",
]
