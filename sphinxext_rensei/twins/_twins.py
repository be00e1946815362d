"""The Markdown twin of each page of a site: a file beside it, written with it, and a way to it on the page."""

from __future__ import annotations

import posixpath
from html import escape
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.locale import admonitionlabels
from sphinx.util.osutil import relative_uri

from sphinxext_rensei import llms
from sphinxext_rensei.nodes import MARKDOWN
from sphinxext_rensei.twin import BLOCKS, INLINE, Writer
from sphinxext_rensei.twins._claims import Claims, hide
from sphinxext_rensei.words import gettext

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_BLOCKS: Final = {**BLOCKS, **MARKDOWN}
_ALTERNATE: Final = '\n<link rel="alternate" type="text/markdown" href="{}" />\n'
# What is a "headerlink", results of Sphinx's search leave out; else they would begin with this.
_CONTROL: Final = (
    '<div class="rensei-twin headerlink">'
    '<a href="{}" type="text/markdown" data-copy="{}" data-copied="{}">{}</a></div>\n'
)


def is_site(app: Sphinx) -> bool:
    """Whether a builder writes pages that readers browse."""
    builder = app.builder
    written = StandaloneHTMLBuilder.handle_page
    return isinstance(builder, StandaloneHTMLBuilder) and not builder.embedded and type(builder).handle_page is written


class Twins:
    """The twins of one build.

    :ivar claims: the files that are ours.
    :ivar paths: file of the twin of each page.
    :ivar written: whether this build has written one; of those that it writes in parallel, the first is written here.
    """

    def __init__(self, app: Sphinx, pages: Iterable[str]) -> None:
        self.builder = app.builder
        self.claims = Claims(app)
        self.written = False
        wanted = {page: f"{page}.md" for page in pages}
        self.claims.take([*wanted.values(), *(llms.FILES if wanted else ())])
        self.paths = {page: path for page, path in wanted.items() if path in self.claims.paths}
        self._places = {_place(self._uri(page)): page for page in self.paths}

    def href(self, page: str) -> str:
        """The address of a page's twin, seen from the page."""
        return relative_uri(self._uri(page), quote(self.paths[page]))

    def read(self, page: str) -> str:
        """The twin of a page; empty where it has none."""
        return self.claims.read(self.paths[page]) if page in self.paths else ""

    def write(self, page: str, doctree: nodes.document) -> None:
        """Write the twin of a page, whose tree is resolved."""
        builder = self.builder
        assert isinstance(builder, StandaloneHTMLBuilder)
        writer = Writer(
            blocks=_BLOCKS,
            inline=INLINE,
            link=lambda uri: self._link(page, uri),
            labels=admonitionlabels,
            downloads=builder.dlpath,
        )
        self.written = True
        self.claims.write(self.paths[page], writer.document(doctree))

    def _uri(self, page: str) -> str:
        # The builder of one page knows places on it.
        return self.builder.get_target_uri(page).partition("#")[0]

    def _link(self, page: str, uri: str) -> str:
        """A link of a page, as its twin has it: to twins, where it leads to pages."""
        path, mark, fragment = uri.partition("#")
        if not path or path.startswith("/") or ":" in path.partition("/")[0]:
            return uri
        place = _place(posixpath.join(posixpath.dirname(self._uri(page)), path))
        twin = quote(self.paths[self._places[place]]) if place in self._places else place.removeprefix("/")
        return f"{_relative(twin, posixpath.dirname(self.paths[page]))}{mark}{fragment}"


def _place(uri: str) -> str:
    """An address on a site, in one spelling."""
    return posixpath.normpath(f"/{uri}")


def _relative(path: str, folder: str) -> str:
    return posixpath.relpath(f"/{path}", f"/{quote(folder)}")


def twins_of(app: Sphinx) -> Twins | None:
    """The twins of this build; None where its builder writes no site."""
    found: Twins | None = getattr(app.builder, "rensei_twins", None)
    return found


def claim(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Claim the files of a site, before the first is written; give the pages that miss theirs."""
    if not is_site(app):
        return ()
    one = isinstance(app.builder, SingleFileHTMLBuilder)
    pages = [env.config.root_doc] if one else sorted(env.found_docs)
    twins = Twins(app, pages if app.config.rensei_llms else ())
    app.builder.rensei_twins = twins  # type: ignore[attr-defined]
    return [page for page, path in twins.paths.items() if page in env.all_docs and not twins.claims.is_there(path)]


def show(app: Sphinx, pagename: str, _template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Write a page's twin, and lead to it from the page."""
    twins = twins_of(app)
    if twins is None or doctree is None or pagename not in twins.paths:
        return
    twins.write(pagename, doctree)
    href = escape(twins.href(pagename))
    words = [escape(each) for each in (gettext("Copy as Markdown"), gettext("Copied"), gettext("View as Markdown"))]
    context["metatags"] += _ALTERNATE.format(href)
    context["body"] = _CONTROL.format(href, *words) + context["body"]
    context["rensei_twin"] = href


def setup(app: Sphinx) -> None:
    """Connect: after what changes pages, and before themes look at them."""
    app.connect("builder-inited", hide)
    app.connect("env-updated", claim)
    app.connect("html-page-context", show, priority=400)
