"""The style sheet and scripts of our pages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder

from sphinxext_rensei import translation
from sphinxext_rensei.nodes import NODES
from sphinxext_rensei.samples import LANGUAGES, languages_script

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


def write_languages(app: Sphinx, exception: Exception | None) -> None:
    """Give pages the languages of their samples, for calls that the reader changes."""
    if exception or not isinstance(app.builder, StandaloneHTMLBuilder) or app.builder.embedded:
        return
    script = languages_script(LANGUAGES[name] for name in app.config.rensei_samples)
    path = Path(app.outdir, "_static", "rensei-languages.js")
    if not path.exists() or path.read_text("utf-8") != script:
        path.parent.mkdir(exist_ok=True)
        path.write_text(script, "utf-8")


def setup(app: Sphinx) -> None:
    """Connect."""
    app.connect("builder-inited", add_folder)
    app.connect("html-page-context", add_to_page)
    app.connect("build-finished", write_languages)
