"""Titles are printed as written, and pages that print others' titles are written again when those change.

Sphinx writes what it has read, and the pages whose toctree lists it. Previous and next links and sidebars print titles
and lists too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from sphinxext_rensei.domain import RenseiDomain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


class Titles:
    """The titles and lists of one build, before documents are read."""

    def __init__(self) -> None:
        self._titles: dict[str, str] = {}
        self._lists: dict[str, object] = {}
        self._relations: dict[str, list[str | None]] = {}

    def note_printed(self, _app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
        """Note what the last build printed."""
        if not docnames:
            self._titles = {}
            return
        self._titles = {docname: title.astext() for docname, title in env.titles.items()}
        self._lists = _lists(env)
        self._relations = env.collect_relations()

    def affected(self, app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
        """The pages that print a title or a list which has changed."""
        if not self._titles:
            return ()
        changed = {
            docname
            for docname, title in env.titles.items()
            if self._titles.get(docname, title.astext()) != title.astext()
        }
        relisted = {
            docname for docname, entries in _lists(env).items() if self._lists.get(docname, entries) != entries
        }
        domain = RenseiDomain.of(env)
        pages = [page for _, page in domain.pages.values()]
        leaves = {page.docname for page in pages if not page.children}
        branches = {page.docname for page in pages if page.children and leaves.issuperset(page.children)}
        if changed - leaves or relisted - branches:
            # Every sidebar prints the titles of guides and tags.
            return sorted(env.all_docs)
        written = {
            sibling
            for page in pages
            if page.docname in relisted or changed & {*page.children}
            for sibling in page.children
        }
        for docname, relation in env.collect_relations().items():
            if self._relations.get(docname, relation) != relation or changed.intersection(relation[1:]):
                written.add(docname)
        return sorted(written & env.all_docs.keys())


def _lists(env: BuildEnvironment) -> dict[str, object]:
    """What each page lists, under which captions."""
    return {
        docname: [
            (toctree.get("caption"), toctree["entries"]) for toctree in env.tocs[docname].findall(addnodes.toctree)
        ]
        for docname in env.toctree_includes
    }


class PlainTitles(SphinxTransform):
    """Titles of generated pages as they are written: typography is the author's, not Sphinx's."""

    default_priority = 740

    def apply(self, **_options: object) -> None:
        """Keep the transform of quotation marks and dashes, which comes later, away."""
        domain = RenseiDomain.of(self.env)
        if self.env.current_document.docname in domain.pages:
            for title in self.document.findall(nodes.title):
                title["support_smartquotes"] = False


def setup(app: Sphinx) -> None:
    """Look before and after reading."""
    app.add_transform(PlainTitles)
    titles = Titles()
    app.connect("env-before-read-docs", titles.note_printed)
    app.connect("env-get-updated", titles.affected)
