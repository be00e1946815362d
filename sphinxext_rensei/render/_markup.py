"""CommonMark descriptions as docutils nodes.

OAS lets descriptions hold CommonMark (OAS 3.1, section 4.5); tables, strikethrough, bare URLs and alerts are GitHub's.
The text is not trusted: it becomes nodes and text, never raw markup, a file name or a request.
Most descriptions are plain words, and get their nodes without a parser.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from docutils import nodes
from markdown_it import MarkdownIt
from markdown_it.rules_block import paragraph

from sphinxext_rensei.render._html_fragments import HtmlBuilder
from sphinxext_rensei.render._markup_tree import MAX_BLOCK_DEPTH, Tree
from sphinxext_rensei.render._untrusted import MarkupContext, clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

__all__ = ["MarkupContext", "commonmark", "commonmark_inline"]

# What may be markup, with some false alarms; what this does not find is words.
_INLINE_MARKUP: Final = r"[\\`*\[<&\t]|~~|://|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])"
_MARKUP = re.compile(rf"{_INLINE_MARKUP}| \n|(?:\n|\A)(?:[ #>+=:|~-]|\d{{1,9}}[.)])")
_MARKUP_IN_LINE = re.compile(_INLINE_MARKUP)
_PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")
_LINE_ENDS = re.compile(r"\s*\n\s*")
_ALERT = re.compile(r"\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*\n", re.IGNORECASE)
_ALERTS: Final[dict[str, type[nodes.Element]]] = {
    "note": nodes.note,
    "tip": nodes.tip,
    "important": nodes.important,
    "warning": nodes.warning,
    "caution": nodes.caution,
}
_URL_SCHEME = re.compile(r"(?<![A-Za-z0-9])https?\Z", re.IGNORECASE)
# Characters that RFC 3986 lets stand in a URI, and all beyond ASCII.
_URL_REST = re.compile(r"://[A-Za-z0-9\u0080-\U0010ffff][^\s<>\[\]{}|\\^`\"]*")
_ENTITY = re.compile(r"&[A-Za-z0-9]+;")


def commonmark(text: str, context: MarkupContext) -> list[nodes.Node]:
    """The block nodes of a description.

    :param text: CommonMark, HTML or both; any string.
    :param context: where the text stands, and who resolves its literals, links and images.
    """
    text = clean(text)
    if not _MARKUP.search(text):
        return _paragraphs(text, context)
    builder = HtmlBuilder(context, text)
    _build(_parser().parse(text), builder)
    return builder.tree.finish()


def commonmark_inline(text: str, context: MarkupContext) -> list[nodes.Node]:
    """The inline nodes of a summary or a title; blocks in it are not recognised."""
    text = _LINE_ENDS.sub("\n", clean(text).strip())
    builder = HtmlBuilder(context, text, inline=True)
    if _MARKUP_IN_LINE.search(text):
        for token in _parser().parseInline(text):
            _build_inline(token.children or (), builder)
    else:
        builder.tree.text(text)
    return builder.tree.finish()


def _paragraphs(text: str, context: MarkupContext) -> list[nodes.Node]:
    """The paragraphs of a text without markup."""
    tree = Tree(context)
    found: list[nodes.Node] = []
    position = 0
    for match in _PARAGRAPH.finditer(text):
        tree.forward(text.count("\n", position, match.start()))
        position = match.start()
        if words := match[0].strip():
            found.append(tree.place(nodes.paragraph(words, words, support_smartquotes=False)))
    return found


@cache
def _parser() -> MarkdownIt:
    # A list and its item are two levels, so that `_too_deep` may be asked this late.
    parser = MarkdownIt("commonmark", {"maxNesting": MAX_BLOCK_DEPTH + 2}).enable(["table", "strikethrough"])
    parser.block.ruler.before("table", "rensei_depth", _too_deep)
    parser.inline.ruler.after("text", "rensei_bare_url", _bare_url)
    # Targets are judged where nodes are made, for HTML too; a refused link would show its source otherwise.
    parser.validateLink = _leave_to_tree  # type: ignore[method-assign]
    return parser


def _leave_to_tree(url: str) -> bool:
    return True


def _too_deep(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 (a rule's signature)
    """Read what nests too deep as a paragraph: markdown-it would drop it."""
    return state.level >= MAX_BLOCK_DEPTH and not silent and paragraph(state, start, end, silent)


def _bare_url(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 (a rule's signature)
    """Make a link of a URL that stands in the text (GFM, section 6.9), unless it is a template."""
    if state.linkLevel > 0 or not state.src.startswith("://", state.pos):
        return False
    scheme = _URL_SCHEME.search(state.src, max(0, state.pos - 6), state.pos)
    rest = scheme and _URL_REST.match(state.src, state.pos, state.posMax)
    if not scheme or not rest or state.src[rest.end() : rest.end() + 1] in {"{", "}"}:
        return False
    tail = _without_punctuation(rest[0])
    if not silent:
        url = scheme[0] + tail
        state.pending = state.pending[: -len(scheme[0])]
        state.push("link_open", "a", 1).attrs = {"href": state.md.normalizeLink(url)}
        state.push("text", "", 0).content = url
        state.push("link_close", "a", -1)
    state.pos += len(tail)
    return True


def _without_punctuation(url: str) -> str:
    """Leave to the sentence what ends a URL and is no part of it (GFM, section 6.9)."""
    unopened = url.count(")") - url.count("(")
    end = len(url)
    while True:
        last = url[end - 1]
        if last == ")" and unopened > 0:
            unopened -= 1
            end -= 1
        elif last == ";" and _ENTITY.fullmatch(url, start := url.rfind("&", 0, end), end):
            end = start
        elif last in "?!.,:;*_~'":
            end -= 1
        else:
            return url[:end]


def _build(tokens: Sequence[Token], builder: HtmlBuilder) -> None:
    tree = builder.tree
    first = tree.line
    alert: re.Match[str] | None = None
    for index, token in enumerate(tokens):
        if token.map:
            tree.line = first
            tree.forward(token.map[0])
        if token.type == "inline":
            _build_text(token, builder, alert)
            alert = None
        elif token.type == "blockquote_open" and (alert := _alert(tokens, index)):
            builder.enter(token.tag, token.attrs, _ALERTS[alert[1].lower()]())
        elif token.nesting > 0:
            builder.enter(token.tag, token.attrs)
        elif token.nesting < 0:
            builder.leave()
        elif token.type == "html_block":
            builder.feed(token.content)
            builder.unseen = ""
        elif token.type == "hr":
            builder.start(token.tag, {})
        else:
            tree.code_block(token.content, token.info)


def _alert(tokens: Sequence[Token], index: int) -> re.Match[str] | None:
    """The first line of a quotation that is an alert: a kind in brackets, and text on the lines below."""
    is_text = tokens[index + 1].type == "paragraph_open"
    return _ALERT.match(tokens[index + 2].content) if is_text else None


def _build_text(token: Token, builder: HtmlBuilder, alert: re.Match[str] | None) -> None:
    children: Sequence[Token] = token.children or ()
    source = token.content
    if alert:
        breaks = [index for index, child in enumerate(children) if child.type in {"softbreak", "hardbreak"}]
        children = children[breaks[0] + 1 :]
        source = source[alert.end() :]
        builder.tree.forward(1)
    closed = builder.tree.texts_closed
    _build_inline(children, builder)
    if builder.tree.texts_closed == closed:
        builder.tree.top.source = source


def _build_inline(children: Sequence[Token], builder: HtmlBuilder) -> None:
    tree = builder.tree
    for child in children:
        if child.type == "html_inline":
            builder.feed(child.content)
        elif builder.unseen:
            continue
        elif child.type == "text":
            tree.text(child.content)
        elif child.type == "softbreak":
            tree.forward(1)
            tree.text("\n")
        elif child.type == "hardbreak":
            tree.forward(1)
            tree.line_break()
        elif child.type == "code_inline":
            tree.literal(child.content)
        elif child.type == "image":
            tree.image(str(child.attrs.get("src", "")), child.content)
        elif child.nesting > 0:
            builder.start(child.tag, child.attrs)
        else:
            builder.end(child.tag)
