"""Sidebars that show the current tag only, made once for each folder of pages.

Sphinx resolves the whole table of contents for every page, and furo parses it again, so a site of a thousand
operations spends its time on navigation. Two cuts make it linear: branches of other tags are left out before Sphinx
resolves them, and the pages of one folder share one navigation but for the mark on the current entry.
"""

from __future__ import annotations

import posixpath
from contextlib import contextmanager
from html import escape
from typing import TYPE_CHECKING, Any

from sphinx import addnodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment.adapters.toctree import global_toctree_for_doc

from sphinxext_rensei.domain import RenseiDomain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_LISTS = ("tag", "schemas", "webhooks")
"""Kinds of page whose branch is cut where the reader is elsewhere."""
_FURO = "furo_navigation_tree"


class Navigation:
    """The navigation of one build.

    :param parents: list page of each leaf page.
    :param lists: every list page.
    :param flat: those whose pages no sidebar lists: there are too many, and references lead to them.
    """

    def __init__(self, app: Sphinx) -> None:
        self._app = app
        domain = app.env.get_domain("rensei")
        assert isinstance(domain, RenseiDomain)
        pages = [page for _, page in domain.pages.values()]
        self.lists = {page.docname for page in pages if page.kind in _LISTS}
        self.flat = {page.docname for page in pages if page.kind == "schemas"}
        self.parents = {child: page.docname for page in pages if page.docname in self.lists for child in page.children}
        self._shared: dict[tuple[object, ...], tuple[str, str]] = {}
        self._pruned: dict[str, nodes.bullet_list] = {}

    def toctree(self, docname: str, original: Callable[..., str], options: dict[str, Any]) -> tuple[str, str]:
        """The navigation for a page or one that it shares it with.

        :returns: HTML, and the docname of the page that it marks as the current one.
        """
        parent = self.parents.get(docname)
        if parent is None or docname in self.lists:
            with self._cut(docname):
                return original(**options), docname
        if parent in self.flat:
            return self._listed(parent, docname, options), docname
        key = (parent, posixpath.dirname(docname), *sorted(options.items()))
        if key not in self._shared:
            with self._cut(parent):
                self._shared[key] = (original(**options), docname)
        return self._shared[key]

    def _listed(self, parent: str, docname: str, options: dict[str, Any]) -> str:
        """The navigation for a page that no sidebar lists: its list page is the current entry."""
        key = (parent, posixpath.dirname(docname), *sorted(options.items()))
        if key not in self._shared:
            builder = self._app.builder
            assert isinstance(builder, StandaloneHTMLBuilder)
            with self._cut(""):
                toctree = global_toctree_for_doc(
                    self._app.env, parent, builder, tags=builder.tags, **_known_options(options)
                )
            html = builder.render_partial(toctree)["fragment"] if toctree is not None else ""
            link = escape(builder.get_relative_uri(docname, parent))
            self._shared[key] = html.replace(' href="#">', f' href="{link}">', 1), docname
        return self._shared[key][0]

    @contextmanager
    def _cut(self, here: str) -> Iterator[None]:
        """Hide what other list pages list."""
        env = self._app.env
        whole = env.tocs
        env.tocs = {
            **whole,
            **{name: self._prune(env, name) for name in self.lists if name != here or here in self.flat},
        }
        try:
            yield
        finally:
            env.tocs = whole

    def _prune(self, env: BuildEnvironment, name: str) -> nodes.bullet_list:
        if name not in self._pruned:
            toc = env.tocs[name].deepcopy()
            for toctree in list(toc.findall(addnodes.toctree)):
                # Tags below a tag stay.
                toctree["entries"] = [(title, name) for title, name in toctree["entries"] if name in self.lists]
                if not toctree["entries"]:
                    toctree.parent.remove(toctree)
            self._pruned[name] = toc
        return self._pruned[name]

    def moved(self, html: str, marked: str, docname: str) -> str:
        """Move the mark of the current entry from one page of a folder to another."""
        if marked == docname:
            return html
        uri = self._app.builder.get_relative_uri
        other, link = escape(uri(docname, marked)), escape(uri(marked, docname))
        for classes in ("current current-page", "current"):
            html = _swap(html, classes, other=other, link=link)
        return html


def _known_options(options: dict[str, Any]) -> dict[str, Any]:
    """The options of a theme's call, as Sphinx's HTML builder reads them."""
    known = {"collapse": True, "includehidden": False, "maxdepth": 0, "titles_only": False}
    return {name: options.get(name, default) or type(default)() for name, default in known.items()}


def _swap(html: str, classes: str, *, other: str, link: str) -> str:
    """Unmark the entry that is marked, and mark the one with a link."""
    mark = f' {classes}"><a class="current reference internal" href="#">'
    if mark not in html:
        return html
    html = html.replace(mark, f'"><a class="reference internal" href="{other}">', 1)
    return html.replace(f'"><a class="reference internal" href="{link}">', mark, 1)


class _Page:
    """The navigation of one page while it is written."""

    def __init__(self, navigation: Navigation, docname: str, original: Callable[..., str]) -> None:
        self.navigation = navigation
        self.docname = docname
        self.original = original
        self.shared = True
        self.marked = docname

    def __call__(self, **options: Any) -> str:
        html, self.marked = self.navigation.toctree(self.docname, self.original, options)
        return html if self.shared else self.navigation.moved(html, self.marked, self.docname)


def _begin(app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: nodes.document) -> None:
    """Put our navigation in the place of Sphinx's, before themes ask for it."""
    if not app.config.rensei_collapse_navigation or "toctree" not in context:
        return
    navigation = getattr(app.builder, "rensei_navigation", None)
    if navigation is None:
        navigation = app.builder.rensei_navigation = Navigation(app)  # type: ignore[attr-defined]
    if navigation.lists:
        context["toctree"] = _Page(navigation, pagename, context["toctree"])


def _finish(_app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: nodes.document) -> None:
    """Mark the current entry, after a theme has turned what the folder shares into its own markup, once."""
    page = context.get("toctree")
    if not isinstance(page, _Page):
        return
    page.shared = False
    if _FURO in context:
        context[_FURO] = page.navigation.moved(context[_FURO], page.marked, pagename)


def setup(app: Sphinx) -> None:
    """Frame the handlers of themes, which have the default priority of 500."""
    app.connect("html-page-context", _begin, priority=100)
    app.connect("html-page-context", _finish, priority=900)
