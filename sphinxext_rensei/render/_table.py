"""Tables of stock nodes, which every builder knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


_WIDEST: Final = 36


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
    return max(len(heading), min(longest + 2, _WIDEST))


def words(*inline: nodes.Node | str) -> nodes.paragraph:
    """A paragraph of texts and inline nodes, which no translator is given."""
    found = nodes.paragraph("", "", *(nodes.Text(each) if isinstance(each, str) else each for each in inline))
    found["translatable"] = False
    return found
