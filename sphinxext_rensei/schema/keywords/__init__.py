"""The keywords of JSON Schema 2020-12 and of OpenAPI's base vocabulary: one function each, and the table of them.

Each function takes what one Schema Object says with its keyword and adds it to a :class:`Draft`. A keyword that is
not in the table becomes a fact under its own name, so that nothing an author wrote is lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinxext_rensei.schema._json import compact
from sphinxext_rensei.schema._shape import Fact
from sphinxext_rensei.schema.keywords._annotations import ANNOTATIONS
from sphinxext_rensei.schema.keywords._applicators import APPLICATORS
from sphinxext_rensei.schema.keywords._assertions import ASSERTIONS
from sphinxext_rensei.schema.keywords._conditions import CONDITIONS
from sphinxext_rensei.schema.keywords._draft import Draft
from sphinxext_rensei.schema.keywords._values import VALUES, enum_values, unsaid_values

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinxext_rensei.schema._layers import Layer
    from sphinxext_rensei.schema.keywords._draft import Keyword
    from sphinxext_rensei.spec import JSON, Place

__all__ = ["KEYWORDS", "Draft", "enum_values", "read_keyword", "unsaid_values"]


def _nothing(_draft: Draft, _value: JSON, _at: Place, _layer: Layer) -> None:
    """What is read with another keyword, or says nothing to a reader (JSON Schema core, section 8)."""


_SILENT: Final = (
    *("$ref", "$dynamicRef", "$id", "$schema", "$anchor", "$dynamicAnchor", "$vocabulary", "$comment", "$defs"),
    *("definitions", "allOf", "then", "else", "minContains", "maxContains"),
)

KEYWORDS: Final[Mapping[str, Keyword]] = {
    **dict.fromkeys(_SILENT, _nothing),
    **ANNOTATIONS,
    **VALUES,
    **ASSERTIONS,
    **APPLICATORS,
    **CONDITIONS,
}
"""Keyword -> what it adds to a shape."""


def read_keyword(draft: Draft, keyword: str, value: JSON, layer: Layer) -> None:
    """Add what one keyword of one layer says."""
    reader = KEYWORDS.get(keyword)
    if reader is not None:
        reader(draft, value, layer.at(keyword), layer)
    elif keyword.startswith("x-"):
        draft.extensions.setdefault(keyword, value)
    else:
        draft.facts.append(Fact(keyword, compact(value), keyword, literal=True))
