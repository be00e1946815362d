"""What Sphinx makes anew for every page, made once: the stem of a word, what formats code, the HTML of a title.

Pages of a reference share most of their words, and each prints the titles of those around it. What is written stays
the same.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx


def cache_in_builder(app: Sphinx, _doctree: nodes.document, _docname: str) -> None:
    """Let a builder of HTML make each of these once; it is ready to write when the first page is resolved."""
    builder = app.builder
    if not isinstance(builder, StandaloneHTMLBuilder) or hasattr(builder, "rensei_reuse"):
        return
    builder.rensei_reuse = True  # type: ignore[attr-defined]
    builder.highlighter.get_formatter = functools.cache(builder.highlighter.get_formatter)  # type: ignore[method-assign]
    builder.render_partial = _once_for_titles(builder.render_partial)  # type: ignore[method-assign]
    if builder.indexer is not None:
        builder.indexer.lang.stem = functools.cache(builder.indexer.lang.stem)  # type: ignore[method-assign]
        prune = builder.indexer.prune
        # For each word of the site it looks at all documents, unless they are a set: then at those with the word.
        builder.indexer.prune = lambda docnames: prune(frozenset(docnames))  # type: ignore[method-assign]


def _once_for_titles(render: Callable[[nodes.Node | None], dict[str, str]]) -> Callable[..., dict[str, str]]:
    """What renders a node alone; titles, which many pages print, once."""
    kept = functools.cache(render)
    return lambda node: (kept if isinstance(node, nodes.title) else render)(node)


def setup(app: Sphinx) -> None:
    """Connect."""
    app.connect("doctree-resolved", cache_in_builder)
