"""Tables of HTML as docutils nodes (HTML, section 13.2.6.4.9, as far as text needs it)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final, TypeAlias

from docutils import nodes

from sphinxext_rensei.render._markup_tree import MAX_BLOCK_DEPTH, Kind, Open, Tree

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Attributes: TypeAlias = "Mapping[str, str | int | float]"
Handler: TypeAlias = "Callable[[Tree, str, Attributes], None]"

CELLS: Final = frozenset({"td", "th"})
_GROUPS: Final = frozenset({"thead", "tbody", "tfoot"})
TABLE_PARTS: Final = CELLS | _GROUPS | {"table", "tr"}
_MAX_CELLS: Final = 0x10000
_ALIGNMENT = re.compile(r"(?:text-align:)?\s*(left|center|right)\b")


@dataclass(slots=True)
class _Row:
    head: bool
    cells: list[nodes.entry] = field(default_factory=list)


class _Table(Open):
    """A table that is open; ``in_head`` while its head is."""

    rows: list[_Row]
    width: int
    in_head: bool

    def __init__(self, tree: Tree, tag: str) -> None:
        home = tree.body()
        close = partial(_close_table, tree)
        super().__init__(tag=tag, node=home.node, kind=Kind.TABLE, depth=home.depth, close=close)
        self.rows, self.width, self.in_head = [], 0, False

    def has_room(self, rows: int, width: int) -> bool:
        """Whether the table stays small enough: short rows are filled up, which multiplies."""
        return rows * max(self.width, width) <= _MAX_CELLS


def _table(tree: Tree, tag: str, _attributes: Attributes) -> None:
    if isinstance(tree.top, _Table) and len(tree.stack) > tree.floor:
        tree.unwind(len(tree.stack) - 1)
    # The text and LaTeX builders give up on tables in tables.
    nested = any(element.tag in TABLE_PARTS for element in tree.stack)
    if nested or tree.body().depth + 5 > MAX_BLOCK_DEPTH:
        tree.open_nothing(tag)
    else:
        tree.push(_Table(tree, tag))


def _table_around(tree: Tree) -> _Table | None:
    """The table that a row or a cell belongs to, its open cell ended; or None."""
    tree.close_text()
    for index in range(len(tree.stack) - 1, tree.floor - 2, -1):
        element = tree.stack[index]
        if isinstance(element, _Table):
            tree.unwind(index + 1)
            return element
        if element.tag == "table":
            break
    return None


def _row_group(tree: Tree, tag: str, _attributes: Attributes) -> None:
    if table := _table_around(tree):
        table.in_head = tag == "thead"


def _row(tree: Tree, _tag: str, _attributes: Attributes) -> None:
    table = _table_around(tree)
    if table and table.has_room(len(table.rows) + 1, 0):
        table.rows.append(_Row(table.in_head))


def _cell(tree: Tree, tag: str, attributes: Attributes) -> None:
    table = _table_around(tree)
    if table is None:
        return
    if not table.rows:
        table.rows.append(_Row(table.in_head))
    row = table.rows[-1]
    row.head = table.in_head or (tag == "th" and (row.head or not row.cells))
    if table.has_room(len(table.rows), len(row.cells) + 1):
        row.cells.append(_new_cell(tree, attributes))
        table.width = max(table.width, len(row.cells))
    if row.cells:
        tree.push(Open(tag=tag, node=row.cells[-1], kind=Kind.BODY, depth=table.depth + 5))


def _new_cell(tree: Tree, attributes: Attributes) -> nodes.entry:
    cell = tree.place(nodes.entry())
    if alignment := _ALIGNMENT.search(f"{attributes.get('style', '')} {attributes.get('align', '')}"):
        cell["classes"].append(f"text-{alignment[1]}")
    return cell


def _close_table(tree: Tree, element: Open) -> None:
    assert isinstance(element, _Table)
    rows = [row for row in element.rows if row.cells]
    if not rows:
        return
    head = next((index for index, row in enumerate(rows) if not row.head), 0)
    width = element.width
    group = nodes.tgroup("", *(nodes.colspec(colwidth=max(1, 100 // width)) for _ in range(width)), cols=width)
    if head:
        group.append(nodes.thead("", *(_filled(row, width) for row in rows[:head])))
    group.append(nodes.tbody("", *(_filled(row, width) for row in rows[head:])))
    # Without this class docutils writes column widths as style attributes.
    table = nodes.table("", group, classes=["colwidths-auto"])
    here, tree.line = tree.line, element.line
    tree.place_all(table)
    tree.line = here
    element.node.append(table)


def _filled(row: _Row, width: int) -> nodes.row:
    return nodes.row("", *row.cells, *(nodes.entry() for _ in range(width - len(row.cells))))


TABLES: Final[Mapping[str, Handler]] = {
    "table": _table,
    **dict.fromkeys(_GROUPS, _row_group),
    "tr": _row,
    **dict.fromkeys(CELLS, _cell),
}
"""Element -> what its start tag does."""
