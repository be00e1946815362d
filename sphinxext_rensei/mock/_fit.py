"""Whether a value fits its schema, on its way to the API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_rensei.schema import Fault, Fitting
from sphinxext_rensei.spec import child

if TYPE_CHECKING:
    from sphinxext_rensei.schema import Analyser
    from sphinxext_rensei.spec import JSON, Schema


def faults(analyser: Analyser, schema: Schema, value: JSON) -> tuple[Fault, ...]:
    """What of a value does not fit; nothing where it does."""
    return Fitting(analyser, "request").faults(schema, value)


def pointer(fault: Fault) -> str:
    """JSON Pointer to the part that does not fit."""
    return child("", *fault.path)
