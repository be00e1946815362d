"""The routes that an implementation serves, read from its files; nothing of them is ever run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_rensei.routes._route import ANY_METHOD, Route, RouteParameter, Routes
from sphinxext_rensei.routes._sources import SOURCES, Source

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["ANY_METHOD", "SOURCES", "Route", "RouteParameter", "Routes", "Source", "read_routes"]


def read_routes(roots: Sequence[Path], source: str = "nextjs") -> Routes:
    """The routes below some folders, or in some files.

    :param source: a key of :data:`SOURCES`.
    :raises KeyError: there is no such source.
    :raises ModuleNotFoundError: the source needs an extra of this package, which the message names.
    """
    return SOURCES[source].function(roots)
