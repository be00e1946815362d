"""How a description, endpoints documented by hand, and the routes of an implementation differ."""

from __future__ import annotations

from sphinxext_rensei.drift._annotations import Annotation, prose_of, read_annotation
from sphinxext_rensei.drift._baseline import Known, read_baseline, without_known, write_baseline
from sphinxext_rensei.drift._compare import compare
from sphinxext_rensei.drift._endpoints import base_paths, endpoints_of
from sphinxext_rensei.drift._kinds import Kind
from sphinxext_rensei.drift._model import Cover, Difference, Drift, Endpoint
from sphinxext_rensei.drift._scope import Scope
from sphinxext_rensei.drift._shape import EXPRESSION, Shape, names_of, shape_of
from sphinxext_rensei.drift._site import prose_endpoints

__all__ = [
    "EXPRESSION",
    "Annotation",
    "Cover",
    "Difference",
    "Drift",
    "Endpoint",
    "Kind",
    "Known",
    "Scope",
    "Shape",
    "base_paths",
    "compare",
    "endpoints_of",
    "names_of",
    "prose_endpoints",
    "prose_of",
    "read_annotation",
    "read_baseline",
    "shape_of",
    "without_known",
    "write_baseline",
]
