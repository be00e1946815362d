"""The docutils vocabulary of an API reference, its HTML, and its form in stock nodes."""

from __future__ import annotations

from sphinxext_rensei.nodes._expand import EXPANDERS, expand
from sphinxext_rensei.nodes._html import HTML
from sphinxext_rensei.nodes._nodes import (
    NODES,
    rensei_bar,
    rensei_choice,
    rensei_description,
    rensei_either,
    rensei_filter,
    rensei_grid,
    rensei_message,
    rensei_nest,
    rensei_operations,
    rensei_page,
    rensei_part,
    rensei_response,
    rensei_responses,
    rensei_row,
    rensei_rows,
    rensei_section,
    rensei_sub,
    rensei_tab,
    rensei_tabs,
    rensei_terms,
    rensei_variant,
)

__all__ = [
    "EXPANDERS",
    "HTML",
    "NODES",
    "expand",
    "rensei_bar",
    "rensei_choice",
    "rensei_description",
    "rensei_either",
    "rensei_filter",
    "rensei_grid",
    "rensei_message",
    "rensei_nest",
    "rensei_operations",
    "rensei_page",
    "rensei_part",
    "rensei_response",
    "rensei_responses",
    "rensei_row",
    "rensei_rows",
    "rensei_section",
    "rensei_sub",
    "rensei_tab",
    "rensei_tabs",
    "rensei_terms",
    "rensei_variant",
]
