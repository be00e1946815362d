"""A valid docutils tree from elements and text in any order and nesting.

Blocks close what can't hold them; inline elements stay open across blocks and are opened again in the next paragraph,
as browsers do it; what nests too deep keeps its text.  Nodes go into the tree when they are closed, so that empty ones
never do.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypeVar

from docutils import nodes

from sphinxext_rensei.render._markup_line import BLANK, LINE_END, Format, Line
from sphinxext_rensei.render._untrusted import clean, lexer_name, nowhere, safe_target

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinxext_rensei.render._untrusted import MarkupContext

MAX_BLOCK_DEPTH: Final = 16
"""Levels of block nodes; with the inline levels this stays well below what Sphinx's recursive transforms survive."""
MAX_OPEN: Final = 100
"""Elements that are remembered as open; more are ignored, so that a malformed text costs no long searches."""

_Element = TypeVar("_Element", bound=nodes.Element)


class Kind(enum.Enum):
    """What an open element holds."""

    BODY = enum.auto()
    """Blocks: the root, items, definitions, cells, quotations, and what is too deep for a node of its own."""
    TEXT = enum.auto()
    """Inline nodes: paragraphs, rubrics, terms."""
    LIST = enum.auto()
    """List items."""
    TERMS = enum.auto()
    """Items of a definition list."""
    TABLE = enum.auto()
    """Rows, which ``close`` knows; blocks between them go before the table, so the node is the one around it."""
    PREFORMATTED = enum.auto()
    """Text as it stands."""


@dataclass(slots=True, kw_only=True)
class Open:
    """An element that is open.

    :param node: where its children go.
    :param home: what takes the node when it is closed; None if it stands in the tree already.
    :param close: called when the element is closed; may replace ``node``.
    :param line: where it starts.
    :param formats: how many inline elements were open before it.
    :param source: for text: the markup that it was made from, if that is known.
    :param breaks: for text: each hard break, as the index of the next child and its line.
    :param language: for preformatted text.
    """

    tag: str
    node: nodes.Element
    kind: Kind
    depth: int = 0
    home: nodes.Element | None = None
    close: Callable[[Open], None] | None = None
    line: int = 0
    formats: int = 0
    source: str | None = None
    breaks: list[tuple[int, int]] = field(default_factory=list)
    language: str = "text"


class Tree:
    """The nodes of one text, and the elements that are open in it.

    :param context: the text's surroundings.
    :param inline: make inline nodes only: there is one text, and nothing else may be opened.
    """

    def __init__(self, context: MarkupContext, *, inline: bool = False) -> None:
        self.context = context
        self.inline = inline
        self.line = context.line
        self.floor = 1
        self.texts_closed = 0
        self.stack = [Open(tag="", node=nodes.Element(), kind=Kind.TEXT if inline else Kind.BODY)]
        self._text = Line(self)
        self._preformatted: list[str] = []

    @property
    def top(self) -> Open:
        """The innermost open element."""
        return self.stack[-1]

    def forward(self, lines: int) -> None:
        """Count lines of the text."""
        if self.context.line:
            self.line += lines * self.context.step

    def place(self, node: _Element) -> _Element:
        """Say where a node comes from."""
        node.source = self.context.source
        node.line = self.line
        return node

    def place_all(self, node: nodes.Node) -> nodes.Node:
        """Say where a node and all within it come from, unless they know."""
        for part in node.findall(nodes.Element):
            if part.source is None:
                self.place(part)
        return node

    def finish(self) -> list[nodes.Node]:
        """Close what is open, and hand the nodes over."""
        self.unwind(1)
        self._text.close()
        children: list[nodes.Node] = self.stack[0].node.children
        for child in children:
            # Sphinx asks a Text by a Python attribute, and the elements around it by a docutils attribute.
            if isinstance(child, nodes.Element):
                child["support_smartquotes"] = False
            else:
                child.support_smartquotes = False  # type: ignore[attr-defined]
        return children

    # Inline

    def text(self, data: str) -> None:
        """Add text, character references decoded."""
        if self.top.kind is Kind.PREFORMATTED:
            self._preformatted.append(data)
        elif self.top.kind is Kind.TEXT:
            self._text.text(data)
        elif data.strip(BLANK):
            self.open_text("p", nodes.paragraph())
            self._text.text(data)

    def line_break(self) -> None:
        """Add a hard break, which is one in paragraphs only."""
        if self.top.kind is Kind.PREFORMATTED:
            self._preformatted.append("\n")
        elif self.top.kind is Kind.TEXT and isinstance(self.top.node, nodes.paragraph):
            self._text.break_()
            self.top.breaks.append((len(self.top.node.children), self.line))
        elif self.top.kind is Kind.TEXT:
            self._text.text(" ")

    def literal(self, text: str) -> None:
        """Add an inline literal."""
        if self.top.kind is Kind.PREFORMATTED or self._text.verbatim:
            self.text(text)
            return
        node = None if self._text.linked else self.context.literal(text)
        self._add(node or nodes.literal("", text), f"`{text}`")

    def image(self, source: str, alternative: str) -> None:
        """Add an image: drawn if its target is local, else a link to it, so that no reader's browser fetches it."""
        alternative = clean(alternative)
        remote = safe_target(source, nowhere)
        local = None if remote else safe_target(source, self.context.image)
        if local and self.top.kind is not Kind.PREFORMATTED:
            self._add(nodes.image(uri=local, alt=alternative), escape(alternative, quote=False))
        elif remote and not self._text.linked:
            self.link(remote, "")
            self.text(alternative or remote)
            self.end_format("a")
        else:
            self.text(alternative)

    def link(self, written: str, title: str) -> None:
        """Start a link; one to a refused target leaves its text."""
        self.end_format("a")
        target = safe_target(written, self.context.link)
        if target is None:
            self.start_format(Format("a", None, ""))
            return
        if isinstance(target, nodes.Element):
            self.start_format(Format("a", target.copy, f'<a href="{escape(written)}">'))
            return
        attributes = {"refuri": target} | ({"reftitle": clean(title)} if title else {})
        self.start_format(Format("a", lambda: nodes.reference(**attributes), f'<a href="{escape(target)}">'))

    def start_format(self, format_: Format) -> None:
        """Start an inline element; it gets a node when text comes."""
        if len(self._text.formats) < MAX_OPEN:
            self._text.formats.append(format_)

    def end_formats(self, kept: int) -> None:
        """End all inline elements but the outer ones."""
        del self._text.formats[kept:]

    def end_format(self, tag: str) -> None:
        """End the innermost inline element of this name; those within it go on."""
        formats = self._text.formats
        for index in reversed(range(len(formats))):
            if formats[index].tag == tag:
                del formats[index]
                return

    def _add(self, node: nodes.Node, written: str) -> None:
        if self.top.kind is not Kind.TEXT:
            self.open_text("p", nodes.paragraph())
        self._text.add(node, written)

    # Blocks

    def open(self, tag: str, node: nodes.Element, kind: Kind, close: Callable[[Open], None] | None = None) -> None:
        """Open a block; one that is too deep gets no node, and its children go to the block around it."""
        home = self.body()
        if home.depth < MAX_BLOCK_DEPTH:
            depth = home.depth + 1
            self.push(Open(tag=tag, node=self.place(node), kind=kind, depth=depth, home=home.node, close=close))
        else:
            self.open_nothing(tag)

    def open_nothing(self, tag: str) -> None:
        """Open an element without a node of its own."""
        home = self.body()
        if len(self.stack) < MAX_OPEN:
            self.push(Open(tag=tag, node=home.node, kind=Kind.BODY, depth=home.depth))

    def open_text(self, tag: str, node: nodes.Element, *, home: nodes.Element | None = None) -> None:
        """Open a block that holds inline nodes.

        :param home: what holds it already, for a term.
        """
        if home is None:
            home = self.body().node
        else:
            home.append(node)
        self.push(Open(tag=tag, node=self.place(node), kind=Kind.TEXT, home=None if node.parent else home))
        self._text.restart()

    def push(self, element: Open) -> None:
        """Open an element right here."""
        element.formats, element.line = self.formats, self.line
        self.stack.append(element)

    def body(self) -> Open:
        """Close and open elements until blocks may follow."""
        self.close_text()
        if self.top.kind is Kind.LIST and not self.top.tag and len(self.stack) > self.floor:
            self._pop()  # a list that only its items asked for
        elif self.top.kind is Kind.LIST:
            self.open_item("li", again=True)
        elif self.top.kind is Kind.TERMS:
            self.open_definition("dd")
        return self.top

    def open_item(self, tag: str, *, again: bool = False) -> None:
        """Open an item in the list on top.

        :param again: rather the last one, for what stands between items.
        """
        last = self.top.node.children[-1] if again and self.top.node.children else None
        node, home = (
            (last, None) if isinstance(last, nodes.Element) else (self.place(nodes.list_item()), self.top.node)
        )
        self.push(Open(tag=tag, node=node, kind=Kind.BODY, depth=self.top.depth + 1, home=home))

    def open_definition(self, tag: str) -> None:
        """Open the definition of the last item in the definition list on top."""
        item = self.last_item(lambda _item: True)
        if not item.children or not isinstance(item[-1], nodes.definition):
            item.append(self.place(nodes.definition()))
        definition = item.children[-1]
        assert isinstance(definition, nodes.Element)
        self.push(Open(tag=tag, node=definition, kind=Kind.BODY, depth=self.top.depth + 2))

    def last_item(self, usable: Callable[[nodes.Element], bool]) -> nodes.Element:
        """The last item of the definition list on top, or a new one."""
        terms = self.top.node
        if terms.children:
            last = terms.children[-1]
            assert isinstance(last, nodes.Element)
            if usable(last):
                return last
        item = self.place(nodes.definition_list_item())
        terms.append(item)
        return item

    def add_block(self, node: nodes.Element) -> None:
        """Add a finished block."""
        self.body().node.append(node)

    def code_block(self, text: str, language: str) -> None:
        """Add preformatted text; in an unknown language it is drawn without colours."""
        if self.top.kind is Kind.PREFORMATTED:
            self._preformatted.append(text)
            return
        text = clean(text).rstrip("\n")
        if text:
            # With a rawsource other than the text, Sphinx takes it for a parsed literal and leaves the colours out.
            block = nodes.literal_block(text, text, language=lexer_name(language), force=True)
            self.add_block(self.place(block))

    def close_text(self) -> None:
        """Close the text on top, if there is one, for a block; inline elements of a paragraph go on after it."""
        if self.top.kind is Kind.TEXT and len(self.stack) > 1:
            formats = [] if self.top.tag != "p" else self._text.formats[self.top.formats :]
            self._pop()
            self._text.formats += formats

    @property
    def formats(self) -> int:
        """How many inline elements are open."""
        return len(self._text.formats)

    def unwind(self, length: int) -> None:
        """Close elements until so many are open."""
        while len(self.stack) > length:
            self._pop()

    def _pop(self) -> None:
        if self.top.kind is Kind.TEXT:
            self._text.close()
            self.texts_closed += 1
        element = self.stack.pop()
        del self._text.formats[element.formats :]
        if element.kind is Kind.PREFORMATTED:
            self._close_preformatted(element)
            return
        if element.kind is Kind.TEXT:
            self._close_paragraph(element)
        if element.close is not None:
            element.close(element)
        if element.home is not None and (element.node.children or isinstance(element.node, nodes.list_item)):
            element.home.append(element.node)

    def _close_preformatted(self, element: Open) -> None:
        text = "".join(self._preformatted)
        self._preformatted.clear()
        here, self.line = self.line, element.line
        self.code_block(text.removeprefix("\n"), element.language)
        self.line = here

    def _close_paragraph(self, element: Open) -> None:
        node = element.node
        written = self._text.written()
        node.rawsource = written.replace(LINE_END, " ") if element.source is None else element.source
        lines = self._lines(element, written)
        if len(lines) > 1:
            element.node = nodes.line_block("", *lines)
            element.node.source, element.node.line = node.source, node.line

    def _lines(self, element: Open, written: str) -> list[nodes.line]:
        """The lines of a paragraph with hard breaks between words."""
        children = element.node.children
        inner = [(index, number) for index, number in element.breaks if 0 < index < len(children)]
        if not inner:
            return []
        sources = written.strip(LINE_END).split(LINE_END)
        lines: list[nodes.line] = []
        for (start, number), (stop, _) in pairwise([(0, element.line), *inner, (len(children), 0)]):
            line = self.place(nodes.line(sources[len(lines)], "", *children[start:stop]))
            line.line = number
            lines.append(line)
        return lines
