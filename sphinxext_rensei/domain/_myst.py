"""MyST in descriptions: as in a page, but for what a page has and a description has not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers.mdit import create_md_parser
from myst_parser.warnings_ import MystWarnings

if TYPE_CHECKING:
    from docutils import nodes


class _Renderer(SphinxRenderer):
    def create_warning(self, message: str, subtype: MystWarnings | str, **options: Any) -> nodes.system_message | None:
        """Say nothing of the levels of headings: a description may begin at any."""
        if subtype is MystWarnings.MD_HEADING_NON_CONSECUTIVE:
            return None
        return super().create_warning(message, subtype, **options)


def parse(text: str, document: nodes.document) -> None:
    """Add the nodes of a text to a document; it has no front matter."""
    parser = create_md_parser(document.settings.env.myst_config, _Renderer)
    parser.options["document"] = document
    parser.render(text)
