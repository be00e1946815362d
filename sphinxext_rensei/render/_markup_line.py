"""The inline nodes of one text: what is open in it, and what translators get to see of it."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

from docutils import nodes

from sphinxext_rensei.render._untrusted import clean

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinxext_rensei.render._markup_tree import Tree

BLANK: Final = " \t\n"
LINE_END: Final = "\0"
"""A hard break, in the markup of a text."""
_MAX_DEPTH: Final = 8
"""Levels of inline nodes."""


@dataclass(frozen=True, slots=True, eq=False)
class Format:
    """An inline element; ``make`` is None where it gets no node, ``written`` is its start tag for translators."""

    tag: str
    make: Callable[[], nodes.Element] | None
    written: str


class Line:
    """The inline nodes of the text that is open.

    :param tree: tells where they stand.
    """

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._chain: list[tuple[Format, nodes.Element]] = []
        self._buffer: list[str] = []
        self._written: list[str] = []
        self._fresh = True
        self.formats: list[Format] = []

    @property
    def linked(self) -> bool:
        """Whether what comes next is the text of a link."""
        return any(format_.tag == "a" for format_ in self.formats)

    @property
    def verbatim(self) -> bool:
        """Whether what comes next is a literal."""
        return any(format_.make is nodes.literal for format_ in self.formats)

    def restart(self) -> None:
        """Begin a text."""
        self._fresh = True
        self._written.clear()

    def text(self, data: str) -> None:
        """Add text; white space at the start of a line is dropped."""
        if self._fresh:
            data = data.lstrip(BLANK)
            if not data:
                return
            self._fresh = False
        self._sync()
        self._buffer.append(data)

    def add(self, node: nodes.Node, written: str) -> None:
        """Add an inline node without text of its own."""
        self._sync()
        self._flush()
        self._fresh = False
        self._home.append(self._tree.place_all(node))
        self._written.append(written)

    def break_(self) -> None:
        """End a line within the text."""
        self.close()
        self._written.append(LINE_END)
        self._fresh = True

    def close(self, kept: int = 0, *, strip: bool = True) -> None:
        """Close inline nodes but the outer ones; formats stay open."""
        self._flush(strip=strip)
        while len(self._chain) > kept:
            format_, node = self._chain.pop()
            self._written.append(f"</{format_.tag}>")
            if format_.make is nodes.literal and len(node) == 1 and not self.linked:
                replacement = self._tree.context.literal(node.astext())
                if replacement and isinstance(node[0], nodes.Text):
                    self._home.children.pop()
                    self._home.append(self._tree.place_all(replacement))

    def written(self) -> str:
        """The text as markup, a line end for each hard break."""
        return "".join(self._written)

    @property
    def _home(self) -> nodes.Element:
        return self._chain[-1][1] if self._chain else self._tree.top.node

    def _sync(self) -> None:
        """Close and open inline nodes until they agree with the formats."""
        chain = self._chain
        if not chain and not self.formats:
            return
        wanted: dict[str, Format] = {}
        for format_ in self.formats:
            if format_.make is not None and len(wanted) < _MAX_DEPTH:
                wanted.setdefault(format_.tag, format_)
        formats = list(wanted.values())
        kept = 0
        while kept < min(len(formats), len(chain)) and formats[kept] is chain[kept][0]:
            kept += 1
        if kept < max(len(formats), len(chain)):
            self.close(kept, strip=False)
        for format_ in formats[kept:]:
            assert format_.make is not None
            node = self._tree.place(format_.make())
            self._home.append(node)
            chain.append((format_, node))
            self._written.append(format_.written)

    def _flush(self, *, strip: bool = False) -> None:
        if self._buffer:
            data = clean("".join(self._buffer))
            self._buffer.clear()
            if strip:
                data = data.rstrip(BLANK)
            if data:
                self._home.append(nodes.Text(data))
                self._written.append(escape(data, quote=False))
