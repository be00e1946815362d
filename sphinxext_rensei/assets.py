"""The style sheet and scripts of our pages."""

from __future__ import annotations

import functools
import hashlib
import re
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sphinx.builders.html import StandaloneHTMLBuilder

from sphinxext_rensei import translation
from sphinxext_rensei.nodes import NODES
from sphinxext_rensei.samples import LANGUAGES, languages_script
from sphinxext_rensei.words import gettext

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

STATIC = Path(__file__).parent / "static"


BUNDLES: Final = {
    "rensei-call.js": (
        *("rensei-json.js", "rensei-parameters.js", "rensei-body.js", "rensei-request.js", "rensei-schema.js"),
        *("rensei-fields.js", "rensei-groups.js", "rensei-choices.js", "rensei-media.js", "rensei-editor.js"),
        *("rensei-server.js", "rensei-credentials.js", "rensei-form.js", "rensei-play.js"),
    ),
    "rensei-reply.js": (
        *("rensei-keywords.js", "rensei-check.js", "rensei-advice.js"),
        *("rensei-stream.js", "rensei-send.js", "rensei-view.js", "rensei-verdict.js", "rensei-reply.js"),
    ),
}
"""Script that a page loads when it is asked for -> its parts, in order."""
_CALLBACK: Final = """<!doctype html>
<html lang="{language}">
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<script src="rensei-callback.js" defer></script>
<p>{text}</p>
</html>
"""
_NOT_RUN: Final = re.compile(
    r"^ *//.*\n|^ */\*(?:[^*]|\*(?!/))*\*/ *\n|^ +|/\*\* @(?:[^*]|\*(?!/))*\*/ ?", re.MULTILINE
)


@functools.cache
def version(languages: tuple[str, ...]) -> str:
    """A checksum of all that pages load: the parts of one build belong together."""
    digest = hashlib.sha256(languages_script(LANGUAGES[name] for name in languages).encode())
    for path in sorted(STATIC.iterdir()):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:8]


def lean(text: str) -> str:
    """A script or style sheet without whole lines of comments and without indentation.

    What we write has no text of several lines that this could change.
    """
    return _NOT_RUN.sub("", text)


def bundle(name: str) -> str:
    """A script of :data:`BUNDLES`."""
    return "".join(lean((STATIC / part).read_text("utf-8")) for part in BUNDLES[name])


def callback(language: str) -> str:
    """Where authorization servers send readers back to; a page of its own, without a theme."""
    language = language.replace("_", "-") if translation.has_words() else "en"
    title, text = gettext("Signed in"), gettext("You can close this window.")
    return _CALLBACK.format(language=escape(language), title=escape(title), text=escape(text))


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
        # The script loads its other parts itself, with this in their URLs.
        attributes: dict[str, Any] = {"data-version": version(tuple(app.config.rensei_samples))}
        app.add_js_file("rensei.js", loading_method="defer", **attributes)


def write_scripts(app: Sphinx, exception: Exception | None) -> None:
    """Give pages what they load: scripts of few parts, and the languages of their samples."""
    if exception or not isinstance(app.builder, StandaloneHTMLBuilder) or app.builder.embedded:
        return
    folder = Path(app.outdir, "_static")
    folder.mkdir(exist_ok=True)
    written = {"rensei-callback.html": callback(app.config.language)}
    written["rensei-languages.js"] = languages_script(LANGUAGES[name] for name in app.config.rensei_samples)
    parts = {part for held in BUNDLES.values() for part in held}
    for path in STATIC.glob("rensei*.*"):
        if path.name not in parts:
            written[path.name] = lean(path.read_text("utf-8"))
    for part in parts:
        folder.joinpath(part).unlink(missing_ok=True)
    for name, text in {**written, **{name: bundle(name) for name in BUNDLES}}.items():
        path = folder / name
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")


def setup(app: Sphinx) -> None:
    """Connect."""
    app.connect("builder-inited", add_folder)
    app.connect("html-page-context", add_to_page)
    app.connect("build-finished", write_scripts)
