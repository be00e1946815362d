"""What JSON Schemas say: shapes, words, examples."""

from __future__ import annotations

from sphinxext_rensei.schema._analyser import Analyser, Direction
from sphinxext_rensei.schema._bundle import SchemaBundle
from sphinxext_rensei.schema._example import MAX_LEVELS, example
from sphinxext_rensei.schema._faults import Fault, Path, likeliest
from sphinxext_rensei.schema._fits import Fitting
from sphinxext_rensei.schema._given import readings
from sphinxext_rensei.schema._json import compact, identity, is_number, plain, same, type_of
from sphinxext_rensei.schema._shape import (
    Alternatives,
    Applicator,
    EnumValue,
    Fact,
    Property,
    Shape,
    Variant,
)
from sphinxext_rensei.schema._words import MAX_NAMED, TypePiece, own_pieces, type_pieces
from sphinxext_rensei.schema.keywords import KEYWORDS

__all__ = [
    "KEYWORDS",
    "MAX_LEVELS",
    "MAX_NAMED",
    "Alternatives",
    "Analyser",
    "Applicator",
    "Direction",
    "EnumValue",
    "Fact",
    "Fault",
    "Fitting",
    "Path",
    "Property",
    "SchemaBundle",
    "Shape",
    "TypePiece",
    "Variant",
    "compact",
    "example",
    "identity",
    "is_number",
    "likeliest",
    "own_pieces",
    "plain",
    "readings",
    "same",
    "type_of",
    "type_pieces",
]
