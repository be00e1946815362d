"""What a site is besides HTML: a Markdown twin of each page, ``llms.txt``, and a map of all pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_rensei.twins import _map, _map_page, _twins

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["setup"]


def setup(app: Sphinx) -> None:
    """Connect."""
    for module in (_twins, _map, _map_page):
        module.setup(app)
