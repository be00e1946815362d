"""What builders other than those of HTML have to know of our pages and files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinxext_rensei.assets import STATIC

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

_CHARACTERS: Final = {"≤": r"\ensuremath{\leq}", "≥": r"\ensuremath{\geq}"}
"""What our own words hold and pdfLaTeX, the engine that Sphinx takes by default, can't print by itself."""


def declare_characters(_app: Sphinx, config: Config) -> None:
    """Put declarations before the project's own preamble; engines of Unicode have no need of them."""
    lines = [rf"\DeclareUnicodeCharacter{{{ord(each):04X}}}{{{text}}}" for each, text in _CHARACTERS.items()]
    ours = "\n".join((r"\ifdefined\DeclareUnicodeCharacter", *lines, r"\fi", ""))
    config.latex_elements = {**config.latex_elements, "preamble": ours + config.latex_elements.get("preamble", "")}


def leave_out_of_books(app: Sphinx) -> None:
    """Put neither style nor script into a book: its pages are stock nodes, which load none of ours."""
    if app.builder.name == "epub":
        ours = [f"_static/{path.name}" for path in STATIC.glob("rensei*.*")]
        app.config.epub_exclude_files = [*app.config.epub_exclude_files, *ours]


def setup(app: Sphinx) -> None:
    """Connect."""
    app.connect("config-inited", declare_characters)
    app.connect("builder-inited", leave_out_of_books)
