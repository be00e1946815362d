"""What LaTeX has to know to print our pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

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


def setup(app: Sphinx) -> None:
    """Connect."""
    app.connect("config-inited", declare_characters)
