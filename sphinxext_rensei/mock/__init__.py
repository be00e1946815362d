"""An ASGI application that answers calls from descriptions alone."""

from __future__ import annotations

from sphinxext_rensei.mock._app import Mock

__all__ = ["Mock"]
