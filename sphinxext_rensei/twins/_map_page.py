"""The map of a site as a page of it: where the directive ``rensei-docs-map`` stands, else on a page of its own."""

from __future__ import annotations

import hashlib
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.errors import NoUri

from sphinxext_rensei import llms
from sphinxext_rensei.domain import RenseiDomain
from sphinxext_rensei.nodes import rensei_operations, rensei_page, rensei_section
from sphinxext_rensei.twins._map import Map
from sphinxext_rensei.twins._twins import twins_of
from sphinxext_rensei.words import gettext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

NAME: Final = "docs-map"


def _draw(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    for page in list(doctree.findall(rensei_page)) if RenseiDomain.of(app.env).data["maps"] else ():
        if page["kind"] == NAME:
            page.extend(map_sections(app, docname))


def map_sections(app: Sphinx, docname: str) -> list[nodes.Node]:
    """The sections of the map, as a document shows them."""
    site_map = Map(app)
    found: list[nodes.Node] = []
    for title, pages in llms.sections(site_map.pages()).items():
        words = title or gettext("In no table of contents")
        section = rensei_section("", title=words, note="", required=False, ids=[nodes.make_id(f"{NAME}-{len(found)}")])
        links = [_item(app, docname, page) for page in pages if not page.method]
        section += nodes.bullet_list("", *links) if links else []
        section += _listed(app, docname, [page for page in pages if page.method], site_map)
        found.append(section)
    return found


def _item(app: Sphinx, docname: str, page: llms.Page) -> nodes.list_item:
    uri = _uri(app, docname, page)
    words = nodes.reference("", page.title, refuri=uri, internal=True) if uri else nodes.Text(page.title)
    return nodes.list_item("", nodes.paragraph("", "", words))


def _listed(app: Sphinx, docname: str, pages: list[llms.Page], site_map: Map) -> list[nodes.Node]:
    entries = []
    for page in pages:
        operation = site_map.operation(page.docname)
        uri = _uri(app, docname, page)
        entries.append((page.method, page.path, page.title, uri, bool(operation and operation.deprecated)))
    return [rensei_operations("", entries=tuple(entries))] if entries else []


def _uri(app: Sphinx, docname: str, page: llms.Page) -> str:
    try:
        return app.builder.get_relative_uri(docname, page.docname) or "#"
    except NoUri:
        # A book may leave a document out.
        return ""


def add_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """A page with the map, where no document holds it."""
    twins, builder = twins_of(app), app.builder
    if twins is None or not twins.paths or RenseiDomain.of(app.env).data["maps"] or _is_theirs(app):
        return
    assert isinstance(builder, StandaloneHTMLBuilder)
    if twins.written or not Path(builder.get_output_path(NAME)).exists():
        page = rensei_page("", *map_sections(app, NAME), kind=NAME, ids=[])
        title = gettext("All pages")
        body = f"<h1>{escape(title)}</h1>\n{builder.render_partial(page)['fragment']}"
        yield NAME, {"title": title, "body": body}, "page.html"


def _is_theirs(app: Sphinx) -> bool:
    return NAME in app.env.all_docs or NAME in app.config.html_additional_pages


def _dress(app: Sphinx, pagename: str, _template: str, _context: dict[str, Any], doctree: object) -> None:
    """Load the look of our nodes on that page."""
    if pagename == NAME and doctree is None and not _is_theirs(app):
        for name in ("rensei.css", "rensei-overview.css"):
            app.add_css_file(name)


def _changed(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """The documents that show the map, where it is another than they show."""
    maps = RenseiDomain.of(env).data["maps"]
    if not maps:
        return []
    state = [(page.docname, page.title, page.section, page.method, page.path) for page in Map(app).pages()]
    digest = hashlib.sha256(repr(state).encode()).hexdigest()[:16]
    changed = [docname for docname, shown in maps.items() if shown != digest]
    maps |= dict.fromkeys(changed, digest)
    return changed


def setup(app: Sphinx) -> None:
    """Connect; links of the map are in the page before nodes become stock ones."""
    app.connect("doctree-resolved", _draw, priority=400)
    app.connect("env-updated", _changed)
    app.connect("html-collect-pages", add_page)
    app.connect("html-page-context", _dress)
