"""Programs of the guides: files beside the page, the same in several languages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from sphinxext_rensei.nodes import rensei_page, rensei_tab, rensei_tabs
from sphinxext_rensei.samples import LANGUAGES

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

SUFFIXES: Final = {".py": "python", ".mjs": "javascript", ".go": "go"}


class Programs(SphinxDirective):
    """``programs``: the files of a name, a tab for each language; they follow the language that a reader chooses."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Draw them as samples of calls are drawn."""
        stem = Path(self.env.doc2path(self.env.docname)).parent / self.arguments[0]
        tabs = []
        for suffix, name in SUFFIXES.items():
            path = stem.with_suffix(suffix)
            self.env.note_dependency(path)
            language, text = LANGUAGES[name], path.read_text("utf-8").removesuffix("\n")
            block = nodes.literal_block(text, text, language=language.lexer)
            tabs.append(rensei_tab("", block, label=language.label, kind=""))
        identifier = nodes.make_id(f"program-{self.arguments[0]}")
        legend = "Language of the program"
        card = rensei_tabs("", *tabs, title="Program", legend=legend, kind="samples", ids=[identifier])
        return [rensei_page("", card, kind="program", ids=[])]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directive."""
    app.add_directive("programs", Programs)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
