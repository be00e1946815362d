"""Endpoints by method and path, whether a description holds them or prose does."""

from __future__ import annotations

from sphinxext_rensei.endpoints._coverage import FILE_NAME as COVERAGE_FILE
from sphinxext_rensei.endpoints._coverage import Coverage, Mention, cover, coverage_report
from sphinxext_rensei.endpoints._endpoint import Endpoint, Kind, areas, find_fault, is_within, shape
from sphinxext_rensei.endpoints._groups import RouteGroup, find_prefix_fault, group_routes, prefixes_in

__all__ = [
    "COVERAGE_FILE",
    "Coverage",
    "Endpoint",
    "Kind",
    "Mention",
    "RouteGroup",
    "areas",
    "cover",
    "coverage_report",
    "find_fault",
    "find_prefix_fault",
    "group_routes",
    "is_within",
    "prefixes_in",
    "shape",
]
