"""The style sheet and scripts of our pages."""

from __future__ import annotations

import functools
import hashlib
import itertools
import json
from contextlib import suppress
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sphinx.builders.html import StandaloneHTMLBuilder

from sphinxext_rensei import lean, translation
from sphinxext_rensei.lean import declared_by, globals_of, lean_script, lean_style
from sphinxext_rensei.nodes import rensei_node, rensei_page, rensei_versions
from sphinxext_rensei.samples import LANGUAGES, languages_script
from sphinxext_rensei.words import gettext

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

STATIC = Path(__file__).parent / "static"
PLAIN: Final = ("operation", "schema", "security")
"""Kinds of pages that need no more than all do; the others give an overview."""

OTHERS: Final = "rensei-languages.js"
"""The languages of samples but the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """A script that pages load: parts in one scope, which use what parts of the bundles before it declare.

    :param offers: names that are called when it is loaded.
    """

    parts: tuple[str, ...]
    offers: str = ""


BUNDLES: Final = {
    "rensei.js": Bundle(parts=("rensei.js", "rensei-twin.js")),
    "rensei-overview.js": Bundle(parts=("rensei-overview.js",)),
    # When the reader turns the playground on.
    "rensei-call.js": Bundle(
        parts=(
            *("rensei-json.js", "rensei-schema.js", "rensei-media.js", "rensei-parameters.js", "rensei-quotes.js"),
            *("rensei-fields.js", "rensei-choices.js", "rensei-server.js", "rensei-credentials.js"),
            *("rensei-build.js", "rensei-samples.js", "rensei-inputs.js", "rensei-play.js"),
        ),
        offers="play",
    ),
    # Then, if there is a body, or a parameter of several inputs; when a value may be at fault; when a request is sent,
    # a token or a link is wanted, or a link is followed. As three scripts they would be 8% larger.
    "rensei-more.js": Bundle(
        parts=(
            *("rensei-keywords.js", "rensei-check.js", "rensei-advice.js", "rensei-texts.js", "rensei-groups.js"),
            *("rensei-union.js", "rensei-body.js", "rensei-literal.js", "rensei-start.js", "rensei-editor.js"),
            *("rensei-stream.js", "rensei-send.js", "rensei-view.js", "rensei-verdict.js", "rensei-explain.js"),
            *("rensei-show.js", "rensei-calls.js", "rensei-link.js", "rensei-auth.js"),
        ),
        offers="advise editor linkOf pick restore send signIn",
    ),
}
"""Name -> script, in the order in which they are loaded."""
_CALLBACK: Final = """<!doctype html>
<html lang="{language}">
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<script src="rensei-callback.js" defer></script>
<p>{text}</p>
</html>
"""
TWIN: Final = ("rensei-twin.js", "rensei-twin.css")
"""What leads to the Markdown of a page, for pages that hold nothing else of ours."""
_PARTS: Final = frozenset(part for each in BUNDLES.values() for part in each.parts) - set(TWIN)
"""What pages load as a part of something alone."""


@functools.cache
def version(languages: tuple[str, ...]) -> str:
    """A checksum of all that pages load, and of what writes it: the parts of one build belong together."""
    digest = hashlib.sha256(languages_script(LANGUAGES[name] for name in languages).encode())
    writers = [Path(__file__), *sorted(Path(lean.__file__).parent.glob("*.py"))]
    for path in (*sorted(STATIC.iterdir()), *writers):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:8]


@functools.cache
def _source(name: str) -> str:
    """The parts of a script of :data:`BUNDLES`."""
    return "".join((STATIC / part).read_text("utf-8") for part in BUNDLES[name].parts)


@functools.cache
def _given(name: str) -> list[str]:
    """What a script of :data:`BUNDLES` declares and those after it use."""
    _, *after = itertools.dropwhile(lambda each: each != name, BUNDLES)
    used = set().union(*(globals_of(_source(each)) for each in after))
    return [each for each in declared_by(_source(name)) if each in used]


@functools.cache
def bundle(name: str) -> str:
    """A script of :data:`BUNDLES`."""
    used = globals_of(_source(name))
    place = list(BUNDLES).index(name)
    takes = ""
    # By place, not by name: names of scopes get shorter.
    for at, other in enumerate(itertools.islice(BUNDLES, place)):
        taken = [each if each in used else "" for each in _given(other)]
        if any(taken):
            takes += f"const [{', '.join(taken).rstrip(', ')}] = rensei[{at}];\n"
    start = "" if place else "globalThis.rensei ??= {};\n"
    gives = f"rensei[{place}] = [{', '.join(_given(name))}];" if _given(name) else ""
    offers = "".join(f"rensei.{each} = {each};" for each in BUNDLES[name].offers.split())
    return lean_script(f"{{ {start}{takes}{_source(name)}{gives}{offers} }}")


@functools.cache
def samples(*languages: str) -> str:
    """The script of some languages."""
    return lean_script(languages_script(LANGUAGES[each] for each in languages))


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
    app: Sphinx, _pagename: str, _template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Load style and script on the pages that hold a node of ours, and what a twin needs on the others."""
    always = app.registry.html_assets_policy == "always"
    pages = list(doctree.findall(rensei_page)) if doctree is not None else []
    if not (always or pages or (doctree is not None and next(doctree.findall(rensei_node), None) is not None)):
        if context.get("rensei_twin"):
            app.add_css_file("rensei-twin.css")
            app.add_js_file("rensei-twin.js", loading_method="defer")
        return
    app.add_css_file("rensei.css")
    if translation.has_words():
        app.add_js_file(translation.SCRIPT, loading_method="defer")
    # The script loads its other parts itself, with this in their URLs.
    attributes: dict[str, Any] = {"data-version": version(tuple(app.config.rensei_samples))}
    app.add_js_file("rensei.js", loading_method="defer", **attributes)
    if always or any(page["kind"] not in PLAIN for page in pages):
        app.add_css_file("rensei-overview.css")
        app.add_js_file("rensei-overview.js", loading_method="defer")
    if always or (doctree is not None and next(doctree.findall(rensei_versions), None) is not None):
        app.add_css_file("rensei-versions.css")


def _loaded(languages: tuple[str, ...], folder: Path) -> dict[str, str]:
    """The scripts and style sheets that pages load, by name.

    :param folder: where they are kept: to make them takes as long as half a build that changes nothing.
    """
    kept = folder / f"rensei-scripts-{version(languages)}.json"
    with suppress(OSError, ValueError):
        known: dict[str, str] = json.loads(kept.read_text("utf-8"))
        return known
    written = {name: bundle(name) for name in BUNDLES}
    # Samples are in the first language until the reader chooses another.
    written["rensei-call.js"] += samples(*languages[:1])
    if languages[1:]:
        written[OTHERS] = samples(*languages[1:])
    for path in STATIC.glob("rensei*.*"):
        if path.name not in _PARTS:
            leanly = lean_style if path.suffix == ".css" else lean_script
            written[path.name] = leanly(path.read_text("utf-8"))
    written["rensei.css"] += written["rensei-twin.css"]
    with suppress(OSError):
        kept.write_text(json.dumps(written), "utf-8")
    return written


def write_scripts(app: Sphinx, exception: Exception | None) -> None:
    """Give pages what they load: scripts of few parts, and the languages of their samples."""
    if exception or not isinstance(app.builder, StandaloneHTMLBuilder) or app.builder.embedded:
        return
    folder = Path(app.outdir, "_static")
    folder.mkdir(exist_ok=True)
    written = _loaded(tuple(app.config.rensei_samples), Path(app.doctreedir))
    written["rensei-callback.html"] = callback(app.config.language)
    # What the builder copies as it is, and other languages of another time.
    for path in folder.glob("rensei*.js"):
        if path.name not in written and path.name in (*_PARTS, OTHERS):
            path.unlink()
    for name, text in written.items():
        path = folder / name
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")


def setup(app: Sphinx) -> None:
    """Connect."""
    app.connect("builder-inited", add_folder)
    app.connect("html-page-context", add_to_page)
    app.connect("build-finished", write_scripts)
