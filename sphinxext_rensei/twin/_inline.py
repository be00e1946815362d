"""What stands inside a paragraph."""

from __future__ import annotations

import posixpath
from functools import partial
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from docutils import nodes
from sphinx import addnodes

from sphinxext_rensei.markdown import code, escape, image, link
from sphinxext_rensei.twin._writer import CODE, Inline, Marked, Writer

if TYPE_CHECKING:
    from collections.abc import Mapping


def _nothing(_self: Writer, _node: nodes.Node) -> str:
    return ""


def _marked(mark: str, self: Writer, node: nodes.Element) -> Marked:
    return Marked(mark, self.words(node.children))


def _words(self: Writer, node: nodes.Element) -> str | Marked:
    words = self.words(node.children)
    return Marked("~~", words) if "rensei-strike" in node["classes"] else words


def _literal(_self: Writer, node: nodes.Element) -> Marked:
    return Marked(CODE, node.astext())


def _reference(self: Writer, node: nodes.Element) -> str:
    words = self.words(node.children).strip(" ")
    uri = node.get("refuri") or (f"#{node['refid']}" if node.get("refid") else "")
    if not (words and uri):
        return words
    if words == escape(uri) and uri.startswith(("http://", "https://")) and not set(uri) & set(" <>"):
        return f"<{uri}>"
    return link(words, self.link(uri))


def _download(self: Writer, node: nodes.Element) -> str:
    words = self.words(node.children)
    if "filename" in node:
        return link(words, self.link(posixpath.join(self.downloads, quote(node["filename"]))))
    return link(words, node["refuri"]) if "refuri" in node else words


def _image(self: Writer, node: nodes.Element) -> str:
    words = escape(node.get("alt") or "")
    # What is inside of a file is no file to lead to.
    return words if node["uri"].startswith("data:") else image(words, self.link(node["uri"]))


def _footnote_reference(_self: Writer, node: nodes.Element) -> str:
    return f"[^{node.astext()}]"


def _abbreviation(self: Writer, node: nodes.Element) -> str:
    words = self.words(node.children)
    return f"{words} ({escape(node['explanation'])})" if node.get("explanation") else words


def _tag(name: str, self: Writer, node: nodes.Element) -> str:
    return f"<{name}>{self.words(node.children)}</{name}>"


def _math(_self: Writer, node: nodes.Element) -> str:
    # The spelling that is code where there is no mathematics.
    text = node.astext()
    return code(text) if "`" in text else f"${code(text)}$"


_EMPHASIS: Final = partial(_marked, "*")
_STRONG: Final = partial(_marked, "**")

INLINE: Final[Mapping[type[Any], Inline]] = {
    nodes.emphasis: _EMPHASIS,
    nodes.title_reference: _EMPHASIS,
    addnodes.literal_emphasis: _EMPHASIS,
    addnodes.manpage: _EMPHASIS,
    nodes.strong: _STRONG,
    addnodes.literal_strong: _STRONG,
    nodes.inline: _words,
    nodes.literal: _literal,
    nodes.reference: _reference,
    nodes.citation_reference: _reference,
    addnodes.download_reference: _download,
    nodes.image: _image,
    nodes.footnote_reference: _footnote_reference,
    nodes.abbreviation: _abbreviation,
    nodes.superscript: partial(_tag, "sup"),
    nodes.subscript: partial(_tag, "sub"),
    nodes.math: _math,
    **dict.fromkeys(
        (
            *(nodes.comment, nodes.raw, nodes.substitution_definition, nodes.system_message, nodes.pending),
            *(nodes.meta, nodes.decoration, nodes.docinfo, addnodes.index, addnodes.tabular_col_spec),
            *(addnodes.toctree, addnodes.highlightlang),
        ),
        _nothing,
    ),
}
"""Node class -> what writes it."""
