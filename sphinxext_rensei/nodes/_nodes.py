"""The node classes: one per thing that a reader sees, its facts in attributes, prose and code as children.

docutils' transforms walk every node of a page many times over, so the number of nodes is what a page costs. HTML is
written straight from these; every other format gets stock nodes made of them (:mod:`sphinxext_rensei.nodes._expand`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator


class rensei_node(nodes.General, nodes.Element):
    """What the others have in common.

    HTML is registered for it alone: Sphinx binds each visitor to each of its translators, of which a page has several.
    """

    def _fast_findall(self, cls: type[nodes.Node]) -> Iterator[nodes.Node]:
        """As docutils, which looks through a page some fifty times, without a generator for each node."""
        todo: list[nodes.Node] = [self]
        while todo:
            node = todo.pop()
            if isinstance(node, cls):
                yield node
            todo += node.children[::-1]

    def setup_child(self, child: nodes.Node) -> None:
        """Take a child alone: document, source and line, for which docutils asks all above, come when all is drawn."""
        child.parent = self


class rensei_page(rensei_node):
    """Root of everything that is drawn. ``kind``: a class name, such as ``operation`` or ``schema``."""


class rensei_bar(rensei_node):
    """Address line of an operation. ``method``, ``path``, ``host``, ``marks``: tuples of (class, words).

    ``ids``, where the line is what is linked to.
    """


class rensei_grid(rensei_node):
    """The two columns of a page."""


class rensei_part(rensei_node):
    """A child of the grid. ``kind``: ``lead``, ``request``, ``aside`` or ``rest``."""


class rensei_section(rensei_node):
    """A part with a heading. ``title``, ``note``, ``required``, ``ids``; ``part``: what the playground knows it by."""


class rensei_sub(rensei_node):
    """A small heading. ``title``."""


class rensei_media(rensei_node):
    """The schema of a body in one media type, or in several that share it."""


class rensei_rows(rensei_node):
    """A list of rows."""


class rensei_row(rensei_node):
    """A parameter, property, header or other named value.

    ``name``; ``type``: tuple of (words, link); ``required``; ``deprecated``; ``chips``: tuple of (words, is code);
    ``facts``: tuple of (label, words, is code); ``enum``: tuple of (value, description); ``ids``;
    ``path``: the name with those of the rows around it.
    """


class rensei_description(rensei_node):
    """Prose of a row."""


class rensei_nest(rensei_node):
    """Rows that belong to a row. ``summary``, ``of``: name of the row, ``open``."""


class rensei_choice(rensei_node):
    """Alternatives of a schema. ``words``, ``discriminator``, ``ids``."""


class rensei_variant(rensei_node):
    """One alternative. ``label``; ``type`` as in a row; ``values``: discriminator values."""


class rensei_responses(rensei_node):
    """A list of responses, or of what else unfolds: callbacks, links."""


class rensei_response(rensei_node):
    """What unfolds. ``label``, ``kind``: its class, ``words``, ``open``, ``ids``; ``method`` where it is one."""


class rensei_tabs(rensei_node):
    """Code or panels of which one is seen at a time. ``title``, none in a tab; ``legend``, ``kind``, ``ids``."""

    def flat(self, *around: str) -> Iterator[tuple[str, rensei_tab]]:
        """The tabs that hold no others, each with its label after those of the tabs around it."""
        for tab in self.children:
            assert isinstance(tab, rensei_tab)
            labels = (*around, tab["label"])
            if tab.children and isinstance(inner := tab.children[0], rensei_tabs):
                yield from inner.flat(*labels)
            else:
                yield " ".join(labels), tab


class rensei_tab(rensei_node):
    """One of them. ``label``, ``kind``; ``generated``: whether it is a sample that a script may write anew."""


class rensei_types(rensei_node, nodes.literal_block):
    """Code whose paragraphs stand alone, as declarations do: pages share them, so that each is highlighted once."""


class rensei_either(rensei_node):
    """Alternatives of authorization. ``entries``: tuple of tuples of (words, link, type, scopes)."""


class rensei_operations(rensei_node):
    """A list of operations. ``entries``: tuple of (method, path, title, link, deprecated)."""


class rensei_versions(rensei_node):
    """The switch between the same page of several versions of an API.

    ``docname``: the page that it stands on; ``entries``: tuple of (version, URI, is this one), once resolved.
    """


class rensei_download(rensei_node):
    """A description's file to download, in HTML. ``name``; ``path``: where it is among the site's downloads."""


class rensei_filter(rensei_node):
    """The filter box of a list of operations; only a script makes it work, so only HTML has it."""


class rensei_native(rensei_node):
    """The call as a form that needs no script, in HTML. ``action``.

    ``inputs``: tuple of (name, kind, required, choices, values, hint).
    """


class rensei_playground(rensei_node):
    """What the playground of a page works on. ``data``: JSON, fit for an HTML element."""


class rensei_terms(rensei_node):
    """Words by which a page is found: its child is text that is indexed and not shown."""


class rensei_message(rensei_node, nodes.TextElement):
    """A text that another node holds in an attribute: nothing is drawn of it, and translators find it."""


class rensei_gathered(nodes.General, nodes.Element):
    """The place of what is drawn of all documents, before any is written. ``kind``: what that is; ``spec``.

    Its children are the author's. No builder meets it.
    """


NODES: tuple[type[rensei_node], ...] = tuple(rensei_node.__subclasses__())
"""All of them that builders meet."""
