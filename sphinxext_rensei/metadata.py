"""What search engines and shared links say of a generated page: its endpoint and its first words."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final

from docutils import nodes

from sphinxext_rensei.domain import RenseiDomain
from sphinxext_rensei.nodes import rensei_part

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_MAX_LENGTH: Final = 200
"""Characters that search engines show, and some."""


def describe(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Give a page its description, unless it has one."""
    domain = RenseiDomain.of(app.env)
    if doctree is None or pagename not in domain.pages or 'name="description"' in context["metatags"]:
        return
    _, page = domain.pages[pagename]
    words = shortened(": ".join(filter(None, (page.endpoint, _first_words(doctree)))), _MAX_LENGTH)
    if words:
        context["metatags"] += f'\n<meta name="description" content="{escape(words)}" />\n'


def _first_words(doctree: nodes.document) -> str:
    """The first paragraph of what a page's thing says of itself."""
    lead = next((part for part in doctree.findall(rensei_part) if part["kind"] == "lead"), None)
    paragraph = next(lead.findall(nodes.paragraph), None) if lead is not None else None
    return " ".join(paragraph.astext().split()) if paragraph is not None else ""


def shortened(text: str, length: int) -> str:
    """A text cut between words, where it is too long."""
    if len(text) <= length:
        return text
    return f"{text[: length - 1].rpartition(' ')[0] or text[: length - 1]}…"


def setup(app: Sphinx) -> None:
    """Connect."""
    app.connect("html-page-context", describe)
