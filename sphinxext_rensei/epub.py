"""What the builder of EPUB has to know of our files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_rensei.assets import STATIC

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def leave_out(app: Sphinx) -> None:
    """Put neither style nor script into a book: its pages are stock nodes, which load none of ours."""
    if app.builder.name == "epub":
        ours = [f"_static/{path.name}" for path in STATIC.glob("rensei*.*")]
        app.config.epub_exclude_files = [*app.config.epub_exclude_files, *ours]


def setup(app: Sphinx) -> None:
    """Connect."""
    app.connect("builder-inited", leave_out)
