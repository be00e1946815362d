"""HTML in descriptions as docutils nodes (HTML, section 13.2, as far as text needs it).

Each element is a row of a table.  What a reader can't see or must not run is dropped; of all else at least the text is
kept.  The CommonMark renderer drives the same builder, since each of its tokens names the element that it stands for.
"""

from __future__ import annotations

import re
from functools import partial
from html import unescape
from typing import TYPE_CHECKING, Final

from docutils import nodes

from sphinxext_rensei.render._html_tables import CELLS, TABLE_PARTS, TABLES
from sphinxext_rensei.render._markup_line import Format
from sphinxext_rensei.render._markup_tree import Kind, Open, Tree

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinxext_rensei.render._html_tables import Attributes, Handler
    from sphinxext_rensei.render._untrusted import MarkupContext

_SPACES = re.compile(r"[ \t\n]+")
_LANGUAGE = re.compile(r"(?:language|lang|highlight)-([\w+#.-]+)")
# Values hold few "<" and ">": without a bound, unclosed quotes make the scan quadratic.
_TAG = re.compile(
    r"""<!--(?:-?>|.*?(?:-->|\Z))|<[!?][^>]*+>?"""
    r"""|</(?P<end>[A-Za-z][^\s/<>]*+)[^<>]*+>"""
    r"""|<(?P<start>[A-Za-z][^\s/<>]*+)(?P<rest>"""
    r"""(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+|(?:[^<>"']++|"[^"]{0,200}+"|'[^']{0,200}+'){0,50}+|[^<>]*+)>""",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]++)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s"'=<>`]++))?+""")
_END_TAG = re.compile(r"</([A-Za-z][^\s/<>]*+)")

_FORMATS: Final[dict[str, Callable[[], nodes.Element]]] = {
    **dict.fromkeys(("b", "strong"), nodes.strong),
    **dict.fromkeys(("em", "i", "cite", "dfn", "var"), nodes.emphasis),
    **dict.fromkeys(("code", "tt"), nodes.literal),
    "kbd": partial(nodes.literal, classes=["kbd"]),
    "samp": partial(nodes.literal, classes=["samp"]),
    "sub": nodes.subscript,
    "sup": nodes.superscript,
    **dict.fromkeys(("s", "del", "strike"), partial(nodes.inline, classes=["rensei-strike"])),
    **dict.fromkeys(("u", "ins"), partial(nodes.inline, classes=["rensei-underline"])),
    "mark": partial(nodes.inline, classes=["rensei-mark"]),
}
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_TITLES: Final = _HEADINGS | {"dt", "summary"}
_NUMBERINGS: Final = {"a": "loweralpha", "A": "upperalpha", "i": "lowerroman", "I": "upperroman"}
_DIVISIONS: Final = frozenset(
    """
    address article aside body caption center details dialog div fieldset figcaption figure footer form
    header hgroup hr html legend main menu nav optgroup option p search section
    """.split()  # noqa: SIM905 (a list would be a word a line)
)
"""Elements that end a paragraph and are nothing more."""
_TRANSPARENT: Final = frozenset(
    """
    abbr acronym big button col colgroup embed font iframe input label math noscript object select small
    span svg template textarea wbr
    """.split()  # noqa: SIM905 (a list would be a word a line)
)
_UNSEEN: Final = frozenset({"script", "style"})
_ALSO_WORDS: Final = frozenset(
    """
    address button footer form header label main math menu object search select template
    """.split()  # noqa: SIM905 (a list would be a word a line)
)
"""Elements whose names authors give to placeholders too; without an end tag they are taken for that."""


class HtmlBuilder:
    """Makes nodes from start tags, end tags and text.

    :param context: the text's surroundings.
    :param text: the whole text; placeholders (``<owner>``) are told from elements by the end tags that it holds.
    :param inline: make inline nodes only: blocks become spaces.
    """

    def __init__(self, context: MarkupContext, text: str, *, inline: bool = False) -> None:
        self.tree = Tree(context, inline=inline)
        self.unseen = ""
        self._text = text
        self._ended: frozenset[str] | None = None
        self._marks: list[tuple[int, int, int]] = []

    def enter(self, tag: str, attributes: Attributes, node: nodes.Element | None = None) -> None:
        """Start an element that :meth:`leave` ends, and no end tag within.

        :param node: a block that is drawn instead of the tag's own node.
        """
        tree = self.tree
        self.unseen = ""
        tree.close_text()
        mark, floor, before = len(tree.stack), tree.floor, tree.top
        if node is None:
            self.start(tag, attributes)
        else:
            tree.open(tag, node, Kind.BODY)
        if tree.top is not before:
            mark = min(mark, len(tree.stack) - 1)  # the start may have closed what stood open
        self._marks.append((mark, floor, tree.formats if tree.top is before else tree.top.formats))
        tree.floor = mark if tree.top.kind is Kind.TEXT else len(tree.stack)

    def leave(self) -> None:
        """End the element of the last :meth:`enter`, and all that was left open in it."""
        self.unseen = ""
        mark, self.tree.floor, formats = self._marks.pop()
        self.tree.unwind(mark)
        self.tree.end_formats(formats)

    def start(self, tag: str, attributes: Attributes) -> None:
        """Take a start tag."""
        if self.tree.top.kind is Kind.PREFORMATTED:
            _start_in_preformatted(self.tree, tag, attributes)
        elif make := _FORMATS.get(tag):
            self.tree.start_format(Format(tag, make, f"<{tag}>"))
        elif handler := _INLINE.get(tag):
            handler(self.tree, tag, attributes)
        elif handler := _BLOCKS.get(tag):
            if self.tree.inline or _is_space(tag, self.tree.top.tag):
                self.tree.text(" ")
            else:
                handler(self.tree, tag, attributes)
        elif tag in _UNSEEN:
            self.unseen = tag

    def end(self, tag: str) -> None:
        """Take an end tag; one that matches nothing is ignored."""
        tree = self.tree
        if tree.top.kind is Kind.PREFORMATTED and tag != "pre":
            return
        if tag in _FORMATS or tag == "a":
            tree.end_format(tag)
        elif tag == "br":
            tree.line_break()
        elif tag in _DIVISIONS:
            _end_division(tree, tag)
        elif tag in _BLOCKS:
            _end_block(tree, tag)

    def feed(self, markup: str) -> None:
        """Take HTML as it was written."""
        position = 0
        for found in _TAG.finditer(markup):
            self._take_text(markup[position : found.start()])
            position = found.end()
            if name := found["start"]:
                self._take_start(name.lower(), found["rest"], found[0])
            elif name := found["end"]:
                self._take_end(name.lower())
            self.tree.forward(found[0].count("\n"))
        self._take_text(markup[position:])

    def _take_text(self, data: str) -> None:
        if data and not self.unseen:
            shown = data
            if self.tree.top.kind is not Kind.PREFORMATTED:
                shown = _SPACES.sub(lambda found: "\n" if "\n" in found[0] else " ", data)
            self.tree.text(unescape(shown))
        self.tree.forward(data.count("\n"))

    def _take_start(self, tag: str, rest: str, written: str) -> None:
        if self.unseen:
            return
        if self._is_placeholder(tag, rest):
            self.tree.text(written)
            return
        attributes = {
            name.lower(): unescape(value[1:-1] if value[:1] in {'"', "'"} else value)
            for name, value in _ATTRIBUTE.findall(rest)
        }
        self.start(tag, attributes)

    def _take_end(self, tag: str) -> None:
        if not self.unseen:
            self.end(tag)
        elif tag == self.unseen:
            self.unseen = ""

    def _is_placeholder(self, tag: str, rest: str) -> bool:
        """Whether a tag is something for the reader to fill in: unknown, never ended, and without values."""
        if tag in _KNOWN and tag not in _ALSO_WORDS:
            return False
        if self._ended is None:
            self._ended = frozenset(found[1].lower() for found in _END_TAG.finditer(self._text))
        return "=" not in rest and not rest.endswith("/") and tag not in self._ended


def _is_space(tag: str, around: str) -> bool:
    """Whether a block is no more than a space, since it stands in a heading, a summary or a term."""
    return around in _TITLES and (tag in _DIVISIONS or (tag in _HEADINGS and around not in _HEADINGS))


def _end_division(tree: Tree, tag: str) -> None:
    if tree.top.kind is not Kind.TEXT or len(tree.stack) <= tree.floor or tree.top.tag in _TITLES:
        return
    if tag == "p":
        tree.unwind(len(tree.stack) - 1)
    else:
        tree.close_text()


def _end_block(tree: Tree, tag: str) -> None:
    for index in range(len(tree.stack) - 1, tree.floor - 1, -1):
        open_tag = tree.stack[index].tag
        if open_tag == tag:
            tree.unwind(index)
            return
        if open_tag in CELLS and tag not in TABLE_PARTS:
            return


def _end_before(tree: Tree, tags: frozenset[str], within: frozenset[str]) -> None:
    """End the text and the innermost element of some names, if that stands in the innermost one of others."""
    tree.close_text()
    for index in range(len(tree.stack) - 1, tree.floor - 1, -1):
        tag = tree.stack[index].tag
        if tag in tags:
            tree.unwind(index)
            return
        if tag in within or tag in CELLS:
            return


def _link(tree: Tree, _tag: str, attributes: Attributes) -> None:
    tree.link(str(attributes.get("href", "")), str(attributes.get("title", "")))


def _image(tree: Tree, _tag: str, attributes: Attributes) -> None:
    tree.image(str(attributes.get("src", "")), str(attributes.get("alt", "")))


def _schema_definition(tree: Tree, _tag: str, attributes: Attributes) -> None:
    """Redoc's element that stands for a schema: a link to it."""
    reference = str(attributes.get("schemaref", ""))
    tree.link(reference, "")
    tree.text(reference.rpartition("/")[2])
    tree.end_format("a")


def _line_break(tree: Tree, _tag: str, _attributes: Attributes) -> None:
    tree.line_break()


def _division(tree: Tree, _tag: str, _attributes: Attributes) -> None:
    tree.close_text()


def _paragraph(tree: Tree, tag: str, _attributes: Attributes) -> None:
    tree.open_text(tag, nodes.paragraph())


def _summary(tree: Tree, tag: str, _attributes: Attributes) -> None:
    tree.open_text(tag, nodes.paragraph())
    tree.start_format(Format("strong", nodes.strong, "<strong>"))


def _heading(tree: Tree, tag: str, _attributes: Attributes) -> None:
    tree.open_text(tag, nodes.rubric(classes=["rensei-heading", f"rensei-heading-{tag[1]}"]))


def _bullets(tree: Tree, tag: str, _attributes: Attributes) -> None:
    tree.open(tag, nodes.bullet_list(bullet="*"), Kind.LIST)


def _numbers(tree: Tree, tag: str, attributes: Attributes) -> None:
    numbering = _NUMBERINGS.get(str(attributes.get("type", "")), "arabic")
    node = nodes.enumerated_list(enumtype=numbering, prefix="", suffix=".")
    start = str(attributes.get("start", ""))
    if start.isascii() and start.isdigit() and start != "1":
        node["start"] = int(start[:9])
    tree.open(tag, node, Kind.LIST)


def _item(tree: Tree, tag: str, _attributes: Attributes) -> None:
    _end_before(tree, frozenset({"li"}), frozenset({"ul", "ol", ""}))
    if tree.top.kind is not Kind.LIST and tree.top.tag not in {"ul", "ol"}:
        tree.open("", nodes.bullet_list(bullet="*"), Kind.LIST)
    if tree.top.kind is Kind.LIST:
        tree.open_item(tag)


def _terms(tree: Tree, tag: str, _attributes: Attributes) -> None:
    tree.open(tag, nodes.definition_list(), Kind.TERMS, partial(_complete_terms, tree))


def _complete_terms(tree: Tree, element: Open) -> None:
    """Give each item of a definition list a term and a definition, and each definition a block."""
    for item in element.node.children:
        assert isinstance(item, nodes.Element)
        if not isinstance(item[0], nodes.term):
            item.insert(0, nodes.term())
        if not isinstance(item[-1], nodes.definition):
            item.append(nodes.definition())
        definition = item[-1]
        assert isinstance(definition, nodes.Element)
        if not definition.children:
            definition.append(nodes.paragraph())
        here, tree.line = tree.line, item.line or 0
        tree.place_all(item)
        tree.line = here


def _term(tree: Tree, tag: str, _attributes: Attributes) -> None:
    _end_before(tree, frozenset({"dt", "dd"}), frozenset({"dl"}))
    if tree.top.kind is Kind.TERMS:
        item = tree.last_item(lambda item: not isinstance(item[-1], nodes.definition))
        tree.open_text(tag, nodes.term(), home=item)
    else:
        tree.open_text(tag, nodes.paragraph())


def _definition(tree: Tree, tag: str, _attributes: Attributes) -> None:
    _end_before(tree, frozenset({"dt", "dd"}), frozenset({"dl"}))
    if tree.top.kind is Kind.TERMS:
        tree.open_definition(tag)


def _quotation(tree: Tree, tag: str, _attributes: Attributes) -> None:
    tree.open(tag, nodes.block_quote(), Kind.BODY)


def _preformatted(tree: Tree, tag: str, attributes: Attributes) -> None:
    home = tree.body()
    tree.push(Open(tag=tag, node=home.node, kind=Kind.PREFORMATTED, depth=home.depth))
    _note_language(tree, attributes)


def _start_in_preformatted(tree: Tree, tag: str, attributes: Attributes) -> None:
    if tag == "code":
        _note_language(tree, attributes)
    elif tag == "br" or tag in _BLOCKS:
        tree.text("\n")


def _note_language(tree: Tree, attributes: Attributes) -> None:
    if language := _LANGUAGE.search(str(attributes.get("class", ""))):
        tree.top.language = language[1]


_INLINE: Final[dict[str, Handler]] = {
    "a": _link,
    "img": _image,
    "br": _line_break,
    "schemadefinition": _schema_definition,
}
_BLOCKS: Final[dict[str, Handler]] = {
    **dict.fromkeys(_DIVISIONS, _division),
    **dict.fromkeys(_HEADINGS, _heading),
    **TABLES,
    "p": _paragraph,
    "summary": _summary,
    "ul": _bullets,
    "ol": _numbers,
    "li": _item,
    "dl": _terms,
    "dt": _term,
    "dd": _definition,
    "blockquote": _quotation,
    "pre": _preformatted,
}
_KNOWN: Final = _FORMATS.keys() | _INLINE.keys() | _BLOCKS.keys() | _TRANSPARENT | _UNSEEN
