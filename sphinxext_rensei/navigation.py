"""Sidebars that show the current tag only, made once for all pages of a tag.

Sphinx resolves the whole table of contents for every page, and furo parses it again, so a site of a thousand
operations spends its time on navigation. Two cuts make it linear: branches of other tags are left out before Sphinx
resolves them, and the pages of one tag share one navigation but for the mark on the current entry and the way that
links lead from a folder. Of very many siblings a page lists those around it, and leads to the list of all.
"""

from __future__ import annotations

import posixpath
import re
from contextlib import contextmanager
from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment.adapters.toctree import global_toctree_for_doc
from sphinx.util.osutil import relative_uri

from sphinxext_rensei.domain import RenseiDomain
from sphinxext_rensei.words import gettext

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx.application import Sphinx

_LISTS = ("tag", "schemas", "webhooks")
"""Kinds of page whose branch is cut where the reader is elsewhere."""
_FURO = "furo_navigation_tree"
_PYDATA = "generate_toctree_html"
"""A function of the PyData theme and those on top of it, which makes sidebars past ``toctree``."""
_ITEM = re.compile(r'<li class="[^"]*"><a class="[^"]*" href="(?P<uri>[^"]*)">')
_RELATIVE = re.compile(r'href="(?![A-Za-z][A-Za-z0-9+.-]*:|/)([^"#]+)')
_CAPTION = '<li class="rensei-caption"><p class="caption"><span class="caption-text">{}</span></p></li>'
"""As Sphinx writes entries, and captions."""
_MORE = '<li class="rensei-more"><a class="reference internal" href="{}">{}</a></li>\n'
_MAX_SIBLINGS = 60
"""Of more siblings than this, only some are listed: on each of their pages the list would outweigh the rest."""
_AROUND = 20
"""How many of those before a page, and how many after it."""


class Navigation:
    """The navigation of one build.

    :param lists: every list page, which are those of tags, schemas and webhooks; beside them, the indices.
    :param children: what each list page lists.
    :param parents: list page of each page that one lists.
    :param captions: title that stands over a list page and those after it.
    :param flat: those whose pages no sidebar lists: there are too many, and references lead to them.
    """

    def __init__(self, app: Sphinx) -> None:
        self._app = app
        domain = RenseiDomain.of(app.env)
        pages = [page for _, page in domain.pages.values()]
        self.lists = {page.docname for page in pages if page.kind in _LISTS}
        self.captions = {child: title for page in pages for child, title in page.captions.items()}
        self.flat = {page.docname for page in pages if page.kind == "schemas"}
        self.indices = {page.docname for page in pages if page.kind == "index"}
        self.children = {page.docname: page.children for page in pages if page.docname in self.lists}
        self.parents = {child: name for name, children in self.children.items() for child in children}
        self._shared: dict[tuple[object, ...], tuple[str, str]] = {}
        self._moved: dict[tuple[str, str], str] = {}
        self._tocs = app.env.tocs
        self._cuts: dict[tuple[str, bool], nodes.bullet_list] = {}

    def toctree(self, docname: str, original: Callable[..., str], options: dict[str, Any]) -> tuple[str, str]:
        """The navigation for a page or one that it shares it with.

        :returns: HTML, and the docname of the page that it marks as the current one.
        """
        parent = self.parents.get(docname)
        if parent is None or docname in self.lists:
            with self.cut(docname):
                return self._captioned(original(**options), docname), docname
        if parent in self.flat:
            return self._listed(parent, docname, options), docname
        key = (parent, *sorted(options.items()))
        if key not in self._shared:
            with self.cut(parent):
                self._shared[key] = (self._captioned(original(**options), docname), docname)
        return self._shared[key]

    def _listed(self, parent: str, docname: str, options: dict[str, Any]) -> str:
        """The navigation for a page that no sidebar lists: its list page is the current entry."""
        key = (parent, posixpath.dirname(docname), *sorted(options.items()))
        if key not in self._shared:
            builder = self._app.builder
            assert isinstance(builder, StandaloneHTMLBuilder)
            with self.cut(""):
                toctree = global_toctree_for_doc(
                    self._app.env, parent, builder, tags=builder.tags, **_known_options(options)
                )
            html = builder.render_partial(toctree)["fragment"] if toctree is not None else ""
            link = escape(builder.get_relative_uri(docname, parent))
            html = self._rebased(html, parent, docname).replace(' href="#">', f' href="{link}">', 1)
            self._shared[key] = self._captioned(html, docname), docname
        return self._shared[key][0]

    def _captioned(self, html: str, docname: str) -> str:
        """The navigation with captions inside the list of a reference: Sphinx prints those of the root alone."""
        uri = self._app.builder.get_relative_uri
        captions = {
            "#" if first == docname else escape(uri(docname, first)): title for first, title in self.captions.items()
        }

        def captioned(item: re.Match[str]) -> str:
            title = captions.pop(item["uri"], None)
            return item[0] if title is None else f"{_CAPTION.format(escape(title))}\n{item[0]}"

        return _ITEM.sub(captioned, html) if captions else html

    @contextmanager
    def cut(self, docname: str) -> Iterator[None]:
        """Hide what other list pages list, and the sections of our pages, as long as a page's sidebar is made."""
        here = docname if docname in self.lists else self.parents.get(docname, "")
        leaves = (name for name in self.children.get(here, ()) if name not in self.lists)
        env = self._app.env
        env.tocs = {
            **self._tocs,
            **{name: self._titled(name, whole=name == here) for name in self.lists | self.indices},
            **{name: self._titled(name, whole=True) for name in leaves},
        }
        try:
            yield
        finally:
            env.tocs = self._tocs

    def _titled(self, name: str, *, whole: bool) -> nodes.bullet_list:
        """A page's title and the pages that it lists, without its sections.

        :param whole: whether pages are among them that list no others.
        """
        whole = whole and name not in self.flat
        if (name, whole) not in self._cuts:
            self._cuts[name, whole] = self._without_sections(name, whole=whole)
        return self._cuts[name, whole]

    def _without_sections(self, name: str, *, whole: bool) -> nodes.bullet_list:
        toc = self._tocs.get(name, nodes.bullet_list())
        title = toc.next_node(addnodes.compact_paragraph)
        if title is None:
            return toc
        toctrees = [toctree.deepcopy() for toctree in toc.findall(addnodes.toctree)]
        for toctree in toctrees:
            toctree["entries"] = [
                (words, page)
                for words, page in toctree["entries"]
                if whole or page not in self.parents or page in self.lists
            ]
        kept = [toctree for toctree in toctrees if toctree["entries"]]
        item = nodes.list_item("", title.deepcopy())
        if kept:
            item += nodes.bullet_list("", *kept)
        return nodes.bullet_list("", item)

    def moved(self, html: str, marked: str, docname: str) -> str:
        """Move the mark of the current entry from one page of a list to another."""
        if marked == docname:
            return html
        html = self._rebased(html, marked, docname)
        uri = self._app.builder.get_relative_uri
        other, link = escape(uri(docname, marked)), escape(uri(_beside(docname), docname))
        for classes in ("current current-page", "current"):
            html = _swap(html, classes, other=other, link=link)
        return html

    def _rebased(self, html: str, marked: str, docname: str) -> str:
        """A navigation with its links as they lead from another folder."""
        folder = posixpath.dirname(docname)
        if folder == posixpath.dirname(marked):
            return html
        key = (html, folder)
        if key not in self._moved:
            target = self._app.builder.get_target_uri
            base, here = target(_beside(marked)), target(_beside(docname))
            self._moved[key] = _RELATIVE.sub(lambda link: f'href="{_relinked(link[1], base, here)}', html)
        return self._moved[key]

    def around(self, html: str, docname: str) -> str:
        """The navigation of a page without those of very many siblings that are far from it."""
        parent = self.parents.get(docname, "")
        siblings = [name for name in self.children.get(parent, ()) if name not in self.lists]
        if len(siblings) <= _MAX_SIBLINGS or parent in self.flat or docname in self.lists:
            return html
        here = siblings.index(docname)
        first, last = max(0, here - _AROUND), min(len(siblings), here + _AROUND + 1)
        starts = [self._entry(html, siblings[index], docname) for index in (0, first, last - 1, -1)]
        if -1 in starts or starts != sorted(starts):
            return html
        begin, kept, until, end = (*starts[:2], *(html.find("</li>", start) + len("</li>\n") for start in starts[2:]))
        more = (self._more(parent, docname, count) for count in (first, len(siblings) - last))
        return html[:begin] + next(more) + html[kept:until] + next(more) + html[end:]

    def _entry(self, html: str, name: str, docname: str) -> int:
        """Where the entry of a page begins; -1 where there is none."""
        uri = "#" if name == docname else escape(self._app.builder.get_relative_uri(docname, name))
        return html.rfind("<li", 0, max(0, html.find(f' href="{uri}">')))

    def _more(self, parent: str, docname: str, count: int) -> str:
        words = gettext("{} more").format(count)
        return _MORE.format(escape(self._app.builder.get_relative_uri(docname, parent)), words) if count else ""


def _known_options(options: dict[str, Any]) -> dict[str, Any]:
    """The options of a theme's call, as Sphinx's HTML builder reads them."""
    known = {"collapse": True, "includehidden": False, "maxdepth": 0, "titles_only": False}
    return {name: options.get(name, default) or type(default)() for name, default in known.items()}


def _beside(docname: str) -> str:
    """A page that is in the same folder, and is none that a navigation lists."""
    return posixpath.join(posixpath.dirname(docname), "-")


def _relinked(link: str, base: str, here: str) -> str:
    """A link of one page as it is written on another."""
    target = posixpath.normpath(posixpath.join(posixpath.dirname(base), link)).removeprefix(".")
    return relative_uri(here, f"{target}/" if target and link.endswith("/") else target)


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
        return html if self.shared else self.own(html)

    def own(self, html: str) -> str:
        """What the folder shares, as this page shows it."""
        return self.navigation.around(self.navigation.moved(html, self.marked, self.docname), self.docname)

    def cutting(self, make: Callable[..., Any]) -> Callable[..., Any]:
        """A theme's own way to make a sidebar, kept to what this page's shows."""

        def made(*arguments: Any, **options: Any) -> Any:
            with self.navigation.cut(self.docname):
                return make(*arguments, **options)

        return made


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
    if _PYDATA in context:
        context[_PYDATA] = page.cutting(context[_PYDATA])
    if _FURO in context:
        context[_FURO] = page.own(context[_FURO])


def setup(app: Sphinx) -> None:
    """Frame the handlers of themes, which have the default priority of 500."""
    app.connect("html-page-context", _begin, priority=100)
    app.connect("html-page-context", _finish, priority=900)
