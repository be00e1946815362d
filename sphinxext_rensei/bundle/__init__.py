"""One file of a description of many."""

from __future__ import annotations

from sphinxext_rensei.bundle._bundle import bundle
from sphinxext_rensei.bundle._write import WRITERS, bundle_bytes

__all__ = ["WRITERS", "bundle", "bundle_bytes"]
