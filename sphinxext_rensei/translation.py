"""Translations: of descriptions, through the markup that they are written in, and of the extension's own words.

Sphinx would parse a translated paragraph as the markup of the page that it stands on, which for a generated page is
another one. So descriptions are translated where they are drawn, and hidden from Sphinx's own step; message catalogs
are made of them as of any text.
"""

from __future__ import annotations

import gettext
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from docutils import nodes
from sphinx.locale import get_translator
from sphinx.transforms import SphinxTransform
from sphinx.util.i18n import docname_to_domain
from sphinx.util.nodes import LITERAL_TYPE_NODES, extract_messages

from sphinxext_rensei import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.config import Config

    from sphinxext_rensei.render import Translate

CATALOG: Final = "sphinxext_rensei"
"""Name of the catalog of the extension's own words."""
LOCALE: Final = Path(__file__).parent / "locale"


def translator(config: Config, srcdir: Path, docname: str) -> Translate:
    """What translates the descriptions of a document, with the catalogs that Sphinx would take."""
    domain = docname_to_domain(docname, config.gettext_compact)
    folders = [srcdir / folder for folder in config.locale_dirs]
    languages = [config.language] if config.language else []
    catalogs = [
        gettext.translation(domain, folder, languages) for folder in folders if gettext.find(domain, folder, languages)
    ]

    def find(message: str) -> str:
        return next((text for each in catalogs if (text := each.gettext(message)) != message), "")

    def translate(drawn: list[nodes.Node], parse: Callable[[str], list[nodes.Node]]) -> None:
        for node in drawn if catalogs else ():
            if isinstance(node, nodes.Element):
                for each, message in list(extract_messages(node)):
                    _replace(each, find(message), parse)

    return translate


def _replace(node: nodes.Element, text: str, parse: Callable[[str], list[nodes.Node]]) -> None:
    if not text.strip() or isinstance(node, LITERAL_TYPE_NODES):
        return
    if isinstance(node, nodes.image):
        node["alt"] = text
        return
    node.clear()
    node += parse(text)
    node["translated"] = True
    node["translatable"] = False


class ShowTranslated(SphinxTransform):
    """Makes messages again of what was hidden from the step that translates."""

    default_priority = 21
    """Right after that step, :class:`sphinx.transforms.i18n.Locale`."""

    def apply(self, **_options: Any) -> None:
        """Show what is translated."""
        for node in self.document.findall(nodes.Element):
            if node.get("translated") and node.get("translatable") is False:
                del node["translatable"]


def setup(app: Sphinx) -> None:
    """Take the words of the site's language, and register the step above."""
    app.add_message_catalog(CATALOG, str(LOCALE))
    words.use(get_translator(CATALOG))
    app.add_transform(ShowTranslated)
