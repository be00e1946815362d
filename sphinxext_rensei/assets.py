"""The style sheet and script of our pages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinxext_rensei import translation
from sphinxext_rensei.nodes import NODES

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

STATIC = Path(__file__).parent / "static"


def add_folder(app: Sphinx) -> None:
    """Let builders of HTML copy what pages load."""
    app.config.html_static_path.append(str(STATIC))
    if translation.has_words():
        scripts = [path.read_text("utf-8") for path in sorted(STATIC.glob("*.js"))]
        app.config.html_static_path.append(str(translation.write_script(scripts, Path(app.doctreedir))))


def add_to_page(
    app: Sphinx, _pagename: str, _template: str, _context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Load style and script on the pages that hold a node of ours."""
    always = app.registry.html_assets_policy == "always"
    if always or (doctree is not None and any(isinstance(node, NODES) for node in doctree.findall())):
        app.add_css_file("rensei.css")
        if translation.has_words():
            app.add_js_file(translation.SCRIPT, loading_method="defer")
        app.add_js_file("rensei.js", loading_method="defer")


def setup(app: Sphinx) -> None:
    """Connect."""
    app.connect("builder-inited", add_folder)
    app.connect("html-page-context", add_to_page)
