"""Tables, which in Markdown have cells of one line and no cell that spans others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docutils import nodes

from sphinxext_rensei.markdown import Lines, code, paragraph, stacked, strong, table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinxext_rensei.twin._writer import Writer

_BREAK: Final = "<br>"
"""The only way to go to a new line in a cell."""


def table_lines(self: Writer, node: nodes.Element) -> Lines:
    """A table, its title above it; the cells that one spans stay empty."""
    title = next((child for child in node.children if isinstance(child, nodes.title)), None)
    header, body = _grid(self, node, nodes.thead), _grid(self, node, nodes.tbody)
    width = max(map(len, header + body), default=0)
    rows = [[*row, *[""] * (width - len(row))] for row in header + body]
    if not header:
        rows.insert(0, [""] * width)
    above = paragraph(strong(self.words(title.children))) if title is not None else []
    return stacked([above, table(rows[0], rows[1:]) if width else []])


def _grid(self: Writer, node: nodes.Element, part: type[nodes.Element]) -> list[list[str]]:
    rows: list[list[str]] = []
    below: dict[tuple[int, int], None] = {}
    for held in node.findall(part):
        for row in held.children:
            cells: list[str] = []
            for entry in row.children:
                assert isinstance(entry, nodes.Element)
                cells += _spanned(below, len(rows), len(cells))
                wide, high = 1 + entry.get("morecols", 0), 1 + entry.get("morerows", 0)
                below |= {
                    (len(rows) + down, len(cells) + right): None for down in range(1, high) for right in range(wide)
                }
                cells += [cell(self, entry), *[""] * (wide - 1)]
            rows.append([*cells, *_spanned(below, len(rows), len(cells))])
    return rows


def _spanned(below: dict[tuple[int, int], None], row: int, column: int) -> list[str]:
    """The empty cells from a place on that one above reaches into."""
    count = 0
    while (row, column + count) in below:
        count += 1
    return [""] * count


def cell(self: Writer, entry: nodes.Element) -> str:
    """What a cell holds, in one line."""
    return _BREAK.join(_cell_lines(self, entry.children))


def _cell_lines(self: Writer, children: Iterable[nodes.Node]) -> list[str]:
    found: list[str] = []
    run: list[nodes.Node] = []
    for child in children:
        if self.is_inline(child):
            run.append(child)
            continue
        assert isinstance(child, nodes.Element)
        found += [self.words(run).strip(" "), *_block_lines(self, child)]
        run = []
    return [line for line in (*found, self.words(run).strip(" ")) if line]


def _block_lines(self: Writer, block: nodes.Element) -> list[str]:
    match block:
        case nodes.literal_block() | nodes.doctest_block() | nodes.math_block():
            return [code(line) for line in block.astext().split("\n")]
        case nodes.bullet_list():
            return [line for item in block.children for line in _item(self, item, "\N{BULLET}")]
        case nodes.enumerated_list():
            items = enumerate(block.children, block.get("start", 1))
            return [line for number, item in items for line in _item(self, item, f"{number}.")]
        case nodes.line_block():
            return [line for child in block.children for line in _cell_lines(self, [child])]
        case _:
            return _cell_lines(self, block.children)


def _item(self: Writer, item: nodes.Node, mark: str) -> list[str]:
    first, *rest = _cell_lines(self, item.children) or [""]
    return [f"{mark} {first}".strip(" "), *rest]
