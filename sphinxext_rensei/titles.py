"""Pages that print the title of another page are written again when that title changes.

Sphinx writes what it has read, and the pages whose toctree lists it. Previous and next links and sidebars print titles
too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_rensei.domain import RenseiDomain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


class Titles:
    """The titles of one build, before documents are read."""

    def __init__(self) -> None:
        self._before: dict[str, str] = {}

    def remember(self, _app: Sphinx, env: BuildEnvironment, _docnames: list[str]) -> None:
        """Keep what the last build printed."""
        self._before = {docname: title.astext() for docname, title in env.titles.items()}

    def affected(self, app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
        """The pages that print a title which has changed."""
        if not self._before:
            return ()
        changed = {
            docname
            for docname, title in env.titles.items()
            if self._before.get(docname, title.astext()) != title.astext()
        }
        domain = env.get_domain("rensei")
        assert isinstance(domain, RenseiDomain)
        pages = [page for _, page in domain.pages.values()]
        leaves = {page.docname for page in pages if not page.children}
        if changed - leaves:
            # Every sidebar prints the titles of guides and tags.
            return sorted(env.all_docs)
        written = {sibling for page in pages if changed & {*page.children} for sibling in page.children}
        for docname, (_, before, after) in env.collect_relations().items():
            if changed & {before, after}:
                written.add(docname)
        return sorted(written & env.all_docs.keys())


def setup(app: Sphinx) -> None:
    """Look before and after reading."""
    titles = Titles()
    app.connect("env-before-read-docs", titles.remember)
    app.connect("env-get-updated", titles.affected)
