"""Translations: of descriptions, through the markup that they are written in, and of the extension's own words.

Sphinx would parse a translated paragraph as the markup of the page that it stands on, which for a generated page is
another one. So descriptions are translated where they are drawn, and hidden from Sphinx's own step; message catalogs
are made of them as of any text.
"""

from __future__ import annotations

import gettext
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from docutils import nodes
from sphinx.locale import get_translator, translators
from sphinx.transforms import SphinxTransform
from sphinx.util.i18n import docname_to_domain
from sphinx.util.nodes import LITERAL_TYPE_NODES, extract_messages

from sphinxext_rensei import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sphinx.application import Sphinx
    from sphinx.config import Config

    from sphinxext_rensei.render import Translate

CATALOG: Final = "sphinxext_rensei"
"""Name of the catalog of the extension's own words."""
LOCALE: Final = Path(__file__).parent / "locale"


def translator(config: Config, srcdir: Path, docname: str) -> Translate:
    """What translates the descriptions of a document, with the catalogs that Sphinx would take."""
    catalogs = _catalogs(config, srcdir, docname)

    def find(message: str) -> str:
        return next((text for each in catalogs if (text := each.gettext(message)) != message), "")

    def translate(drawn: list[nodes.Node], parse: Callable[[str], list[nodes.Node]]) -> None:
        for node in drawn if catalogs else ():
            if isinstance(node, nodes.Element):
                for each, message in list(extract_messages(node)):
                    _replace(each, find(message), parse)

    return translate


def _catalogs(config: Config, srcdir: Path, docname: str) -> list[gettext.NullTranslations]:
    domain = docname_to_domain(docname, config.gettext_compact)
    folders = [srcdir / folder for folder in config.locale_dirs]
    languages = [config.language] if config.language else []
    return [
        gettext.translation(domain, folder, languages) for folder in folders if gettext.find(domain, folder, languages)
    ]


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
        """Show what is translated; without a catalog, nothing is."""
        if not _catalogs(self.config, Path(self.env.srcdir), self.env.current_document.docname):
            return
        for node in self.document.findall(nodes.Element):
            if node.get("translated") and node.get("translatable") is False:
                del node["translatable"]


# Words of scripts ----------------------------------------------------------------------------------------------------

SCRIPT: Final = "rensei-words.js"
"""What hands the words to the scripts of a page: a file, since pages hold no script of their own."""
_TEXT: Final = r'"(?:[^"\\]|\\.)*"'
_CALL: Final = re.compile(rf"gettext\(\s*({_TEXT})(?:,\s*({_TEXT}))?")
_PLURAL: Final = re.compile(r"plural=([n0-9\s()!=<>%&|?:+*-]+)")
_MANY: Final = 200
"""Every form of a plural is met below this number."""


def has_words() -> bool:
    """Whether there is a catalog for the language of the site."""
    return isinstance(get_translator(CATALOG), gettext.GNUTranslations)


def write_script(scripts: Iterable[str], folder: Path) -> Path:
    """Write the words of scripts, and return the folder that holds nothing else.

    :param scripts: source code that calls ``gettext`` and ``ngettext`` with literals.
    """
    catalog = get_translator(CATALOG)
    found = _PLURAL.search(catalog.info().get("plural-forms", ""))
    plural = found[1].strip() if found else "n != 1"
    forms: dict[str, list[str]] = {}
    for one, many in sorted({call for script in scripts for call in _CALL.findall(script)}):
        message = json.loads(one)
        if many:
            by_form = {gettext.c2py(plural)(n): catalog.ngettext(message, json.loads(many), n) for n in range(_MANY)}
            forms[message] = [by_form[form] for form in sorted(by_form)]
        else:
            forms[message] = [catalog.gettext(message)]
    words = json.dumps(forms, ensure_ascii=True, indent=1)
    text = f"(globalThis.rensei ??= {{}}).catalog = {{ plural: (n) => Number({plural}), words: {words} }};\n"
    own = folder / "rensei-words"
    own.mkdir(parents=True, exist_ok=True)
    own.joinpath(SCRIPT).write_text(text, "utf-8")
    return own


def setup(app: Sphinx) -> None:
    """Take the words of the site's language, and register the step above."""
    # Sphinx adds to what an earlier build in this process has left, which may have been of another language.
    translators.pop(("general", CATALOG), None)
    app.add_message_catalog(CATALOG, str(LOCALE))
    words.use(get_translator(CATALOG))
    app.add_transform(ShowTranslated)
