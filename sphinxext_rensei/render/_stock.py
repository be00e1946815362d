"""Nodes of docutils and Sphinx themselves, which every builder knows: links, tables, notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docutils import nodes
from sphinx import addnodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_MAX_WIDTH: Final = 36
"""Characters of a column at most, in formats that count them."""


def reference(role: str, name: str, spec: str, *, short: bool = False) -> addnodes.pending_xref:
    """A reference to a thing that may have no page.

    :param short: whether it shows the title of the thing, as ``~`` does.
    """
    options = {"refdomain": "rensei", "reftype": role, "reftarget": name, "refexplicit": False}
    found = addnodes.pending_xref("", nodes.literal("", name), **options)
    found["rensei:spec"], found["rensei:short"], found["rensei:optional"] = spec, short, True
    return found


def document_reference(docname: str, words: str) -> addnodes.pending_xref:
    """A reference to a document."""
    options = {"refdomain": "std", "reftype": "doc", "reftarget": f"/{docname}", "refexplicit": True}
    return addnodes.pending_xref("", nodes.inline("", words), **options)


def linked(words: str, url: str) -> nodes.paragraph:
    """A link outside; the words alone, and the address, where that is none that a page may link."""
    if url.startswith(("http://", "https://")):
        return nodes.paragraph("", "", address(words or url, url))
    return nodes.paragraph("", " ".join(filter(None, (words, url))))


def address(words: str, url: str) -> nodes.reference:
    """A link whose address was given as such, not inside prose."""
    return nodes.reference("", words, refuri=url, classes=["rensei-url"])


def table(headings: Sequence[str], rows: Iterable[Sequence[Sequence[nodes.Node]]]) -> nodes.table:
    """A table of cells that hold blocks; its columns are as wide as what they hold, where that can be found out."""
    rows = list(rows)
    widths = [_width(heading, (row[index] for row in rows)) for index, heading in enumerate(headings)]
    head = nodes.row("", *(nodes.entry("", nodes.paragraph("", words)) for words in headings))
    body = (nodes.row("", *(nodes.entry("", *cell) for cell in row)) for row in rows)
    columns = (nodes.colspec("", colwidth=width) for width in widths)
    group = nodes.tgroup("", *columns, nodes.thead("", head), nodes.tbody("", *body), cols=len(headings))
    return nodes.table("", group, classes=["colwidths-auto"])


def _width(heading: str, cells: Iterable[Sequence[nodes.Node]]) -> int:
    """The characters of a column in formats that count them."""
    longest = max((len("  ".join(block.astext() for block in cell)) for cell in cells), default=0)
    return max(len(heading), min(longest + 2, _MAX_WIDTH))


def words(*inline: nodes.Node | str) -> nodes.paragraph:
    """A paragraph of texts and inline nodes, which no translator is given."""
    found = nodes.paragraph("", "", *(nodes.Text(each) if isinstance(each, str) else each for each in inline))
    found["translatable"] = False
    return found


def fault_note(message: str) -> nodes.warning:
    """What readers see of a fault, or in the place of something that can't be drawn."""
    return nodes.warning("", nodes.paragraph("", message), classes=["rensei-fault"])
