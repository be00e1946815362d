"""Walks a tree: what a node is written as stands in two tables, by its class or one that it is derived from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from docutils import nodes

from sphinxext_rensei.markdown import Lines, code, escape, fence, paragraph, stacked


class Marked(NamedTuple):
    """Markdown between two marks of emphasis, or a text between two of code."""

    mark: str
    words: str


CODE: Final = "`"
Block = Callable[["Writer", Any], Lines]
"""Writes a node as a block."""
Inline = Callable[["Writer", Any], str | Marked]
"""Writes a node inside a paragraph."""


@dataclass(kw_only=True)
class Writer:
    """Writes one document.

    :param link: gives the address, seen from what is written, of what the tree calls by another.
    :param labels: titles of admonitions, by the names of their nodes.
    :param downloads: address of the folder of files to download, as links of the tree would have it.
    :ivar level: how many sections are around.
    """

    blocks: Mapping[type[nodes.Node], Block]
    inline: Mapping[type[nodes.Node], Inline]
    link: Callable[[str], str] = str
    labels: Mapping[str, Any] = field(default_factory=dict)
    downloads: str = ""
    level: int = 0

    def document(self, document: nodes.Element) -> str:
        """The whole document; empty where it says nothing."""
        lines = self.write(document.children)
        return "\n".join([*lines, ""]) if lines else ""

    def write(self, children: Iterable[nodes.Node]) -> Lines:
        """Nodes below each other, those that belong into a paragraph in one."""
        return stacked(self.each(children))

    def each(self, children: Iterable[nodes.Node]) -> list[Lines]:
        """The same, block by block."""
        found: list[Lines] = []
        run: list[nodes.Node] = []
        for child in children:
            block = self._block(child)
            if block is None:
                run.append(child)
                continue
            found += [paragraph(self.words(run)), block(self, child)]
            run = []
        found.append(paragraph(self.words(run)))
        return [block for block in found if block]

    def behind(self, head: str, children: Sequence[nodes.Node], facts: Iterable[str] = ()) -> list[Lines]:
        """Nodes behind the name of what they tell of, a paragraph in its line; facts have lines of their own."""
        if children and isinstance(children[0], nodes.paragraph):
            head = ": ".join(filter(None, (head, self.words(children[0].children))))
            children = children[1:]
        blocks = self.each(children)
        return [paragraph(head), *blocks, paragraph(*facts)] if blocks else [paragraph(head, *facts)]

    def words(self, children: Iterable[nodes.Node]) -> str:
        """Nodes as Markdown of one line."""
        pieces = _merged(piece for child in children if (piece := self._piece(child)))
        written = ""
        for index, piece in enumerate(pieces):
            if isinstance(piece, Marked):
                after = pieces[index + 1] if index + 1 < len(pieces) else ""
                written += _between_marks(written[-1:], piece, after.mark if isinstance(after, Marked) else after)
            else:
                # Not the address of what ends there.
                written += f"\\{piece}" if written.endswith("]") and piece.startswith("(") else piece
        return written

    def is_inline(self, node: nodes.Node) -> bool:
        """Whether a node belongs into a paragraph."""
        return self._block(node) is None

    def _block(self, node: nodes.Node) -> Block | None:
        """What writes a node as a block; None for what belongs into a paragraph."""
        for kind in type(node).__mro__:
            if kind in self.blocks:
                return self.blocks[kind]
            if kind in self.inline:
                return None
        return None if isinstance(node, nodes.Text) or _is_part(node) else _unknown

    def _piece(self, node: nodes.Node) -> str | Marked:
        if isinstance(node, nodes.Text):
            return escape(node.astext())
        for kind in type(node).__mro__:
            if kind in self.inline:
                return self.inline[kind](self, node)
            if kind in self.blocks:
                # A block where none can be, as in a cell of a table.
                return self.words([nodes.Text(" "), *node.children, nodes.Text(" ")])
        return self.words(node.children) or _said_instead(node)


def _is_part(node: nodes.Node) -> bool:
    """Whether a node of another extension is part of a paragraph."""
    return isinstance(node, nodes.TextElement | nodes.Invisible) or (
        isinstance(node, nodes.Inline) and not isinstance(node, nodes.General)
    )


def _unknown(self: Writer, node: nodes.Element) -> Lines:
    """What a node of another extension holds; its source, where that is drawn by a program."""
    if not node.children and isinstance(source := node.get("code"), str):
        return fence(source, node.tagname)
    return self.write(node.children) or paragraph(_said_instead(node))


def _said_instead(node: nodes.Node) -> str:
    """The alternative text of a node without words."""
    alternative = node.get("alt") if isinstance(node, nodes.Element) else None
    return escape(alternative) if isinstance(alternative, str) else ""


def _merged(pieces: Iterable[str | Marked]) -> list[str | Marked]:
    """Pieces with code right after code as one, because two marks would be one."""
    found: list[str | Marked] = []
    for piece in pieces:
        last = found[-1] if found else ""
        if isinstance(piece, Marked) and isinstance(last, Marked) and piece.mark == last.mark == CODE:
            found[-1] = Marked(CODE, last.words + piece.words)
        else:
            found.append(piece)
    return found


def _between_marks(before: str, piece: Marked, after: str) -> str:
    """Words between marks; without them where CommonMark would take the marks for text (section 6.2)."""
    if piece.mark == CODE:
        return code(piece.words)
    words = piece.words.strip(" ")
    leading = piece.words[: len(piece.words) - len(piece.words.lstrip(" "))]
    trailing = piece.words[len(piece.words.rstrip(" ")) :] if words else ""
    around = (leading or before)[-1:], (trailing or after)[:1]
    if words and _opens(around[0], words[0]) and _opens(around[1], words[-1]):
        return f"{leading}{piece.mark}{words}{piece.mark}{trailing}"
    return piece.words


def _opens(outside: str, inside: str) -> bool:
    """Whether a mark between two characters belongs to what is inside."""
    if outside in ("*", "~"):
        return False
    return inside.isalnum() or not outside or outside in " .,;:!?()[]{}'\"/"
