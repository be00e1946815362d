"""Markdown of the node classes: rows are lists inside lists, what unfolds in a page stands under a heading."""

from __future__ import annotations

import posixpath
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from docutils import nodes

from sphinxext_rensei.markdown import (
    Lines,
    code,
    escape,
    fence,
    heading,
    link,
    listed,
    paragraph,
    quote_block,
    stacked,
    strong,
)
from sphinxext_rensei.nodes import _nodes as n
from sphinxext_rensei.words import gettext

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from sphinxext_rensei.twin import Writer

_IN_LISTS: Final = (n.rensei_nest, n.rensei_variant, n.rensei_row)
"""What holds rows and is itself written as part of a list."""


def _children(self: Writer, node: nodes.Element) -> Lines:
    return self.write(node.children)


def _nothing(_self: Writer, _node: nodes.Element) -> Lines:
    return []


def _linked(self: Writer, pieces: Iterable[tuple[str, str]]) -> str:
    return "".join(link(escape(words), self.link(uri)) if uri else escape(words) for words, uri in pieces)


def _said(*words: str) -> str:
    """Words, each of those before it."""
    return ": ".join(filter(None, words))


def _in_brackets(facts: Iterable[str]) -> str:
    held = ", ".join(filter(None, facts))
    return f" ({held})" if held else ""


@contextmanager
def _deeper(self: Writer) -> Iterator[None]:
    """What is written inside has headings of the next level."""
    self.level += 1
    yield
    self.level -= 1


def _under(self: Writer, words: str, blocks: Callable[[], Iterable[Lines]]) -> Lines:
    """Blocks under a heading."""
    with _deeper(self):
        return stacked([heading(self.level, words), *blocks()])


# Page ----------------------------------------------------------------------------------------------------------------


def _bar(_self: Writer, node: n.rensei_bar) -> Lines:
    marks = ", ".join(strong(escape(words)) for _, words in node["marks"])
    return stacked([fence(f"{node['method']} {node['host']}{node['path']}", "http"), quote_block(paragraph(marks))])


def _section(self: Writer, node: n.rensei_section) -> Lines:
    notes = _in_brackets((gettext("required") if node["required"] else "", escape(node["note"])))
    return _under(self, f"{escape(node['title'])}{notes}", lambda: self.each(node.children))


def _sub(_self: Writer, node: n.rensei_sub) -> Lines:
    return paragraph(strong(escape(node["title"])))


# Rows ----------------------------------------------------------------------------------------------------------------


def _rows(self: Writer, node: nodes.Element) -> Lines:
    rows = [row for row in node.children if isinstance(row, n.rensei_row)]
    if len(rows) == 1 and not rows[0]["name"] and not isinstance(node.parent, _IN_LISTS):
        # What is said of a body as a whole.
        return stacked(_row(self, rows[0]))
    return listed(_row(self, row) for row in rows)


def _row(self: Writer, row: n.rensei_row) -> list[Lines]:
    said = [each for child in row.children if isinstance(child, n.rensei_description) for each in child.children]
    held = [child for child in row.children if not isinstance(child, n.rensei_description)]
    lines, blocks = _facts(row)
    return [*self.behind(_head(self, row), said, lines), *blocks, *self.each(held)]


def _head(self: Writer, row: n.rensei_row) -> str:
    facts = [_linked(self, row["type"]), gettext("required") if row["required"] else ""]
    facts += [code(words) if is_code else escape(words) for words, is_code in row["chips"]]
    if row["name"]:
        return f"{code(row['name'])}{_in_brackets(facts)}"
    # What an array holds has no name of its own; it stands first, before what is under words of its own.
    nest = row.parent.parent if row.parent is not None else None
    inside = isinstance(nest, n.rensei_nest) and nest.children[0] is row.parent
    return _said(gettext("Each item") if inside else "", ", ".join(filter(None, facts)))


def _facts(row: n.rensei_row) -> tuple[list[str], list[Lines]]:
    """What else is said of a row: in lines, and in blocks."""
    lines: list[str] = []
    blocks: list[Lines] = []
    if any(words for _, words in row["enum"]):
        blocks.append(listed([paragraph(_said(_value(value), escape(words)))] for value, words in row["enum"]))
    elif row["enum"]:
        lines.append(_said(gettext("One of"), ", ".join(_value(value) for value, _ in row["enum"])))
    of_last = False
    for label, words, is_code in row["facts"]:
        if is_code and "\n" in words:
            blocks += [paragraph(f"{escape(label)}:" if label else ""), fence(words)]
        elif is_code and of_last and not label:
            lines[-1] += f", {_value(words)}"
        else:
            lines.append(_said(escape(label), _value(words) if is_code else escape(words)))
            of_last = is_code
    return lines, blocks


def _value(text: str) -> str:
    """A value as code; an empty one as in JSON, for code can't be empty."""
    return code(text or '""')


# Alternatives --------------------------------------------------------------------------------------------------------


def _choice(self: Writer, node: n.rensei_choice) -> Lines:
    told = escape(gettext(", told apart by {}")).format(code(node["discriminator"])) if node["discriminator"] else ""
    variants = (_variant(self, each) for each in node.children if isinstance(each, n.rensei_variant))
    return stacked([paragraph(f"{escape(node['words'])}{told}:"), listed(variants)])


def _variant(self: Writer, node: n.rensei_variant) -> list[Lines]:
    values = [code(value) for value in node["values"] if value != node["label"]]
    head = " ".join(filter(None, (strong(escape(node["label"])), *values, _linked(self, node["type"]))))
    return [paragraph(head), *self.each(node.children)]


# Responses, tabs, lists ----------------------------------------------------------------------------------------------


def _response(self: Writer, node: n.rensei_response) -> Lines:
    label = code(f"{node['method']} {node['label']}") if node["method"] else escape(node["label"])
    first = node.children[0] if node.children else None
    told = isinstance(first, nodes.paragraph) and " ".join(first.astext().split()) == node["words"]
    return _under(self, _said(label, "" if told else escape(node["words"])), lambda: self.each(node.children))


def _tabs(self: Writer, node: n.rensei_tabs) -> Lines:
    # What stands over tabs is short, for it stands beside what it tells of.
    words = {"samples": gettext("Code samples"), "examples": node["legend"]}.get(node["kind"], node["title"])
    return _under(self, escape(words), lambda: (block for tab in node.flat() for block in _tab(self, *tab)))


def _tab(self: Writer, label: str, node: n.rensei_tab) -> Iterable[Lines]:
    return [paragraph(strong(escape(label))), *self.each(node.children)]


def _either(self: Writer, node: n.rensei_either) -> Lines:
    return listed([paragraph(_entry(self, entry) or gettext("No credentials"))] for entry in node["entries"])


def _entry(self: Writer, entry: Iterable[tuple[str, str, str, Iterable[str]]]) -> str:
    schemes = (
        " ".join((f"{_linked(self, [(words, uri)])}{_in_brackets([escape(kind)])}", *map(code, scopes)))
        for words, uri, kind, scopes in entry
    )
    return gettext(" and ").join(schemes)


def _operations(self: Writer, node: n.rensei_operations) -> Lines:
    return listed([paragraph(_operation(self, *entry))] for entry in node["entries"])


def _operation(self: Writer, method: str, path: str, title: str, uri: str, deprecated: bool) -> str:  # noqa: FBT001 - an entry
    endpoint = code(f"{method} {path}")
    mark = _in_brackets([gettext("deprecated") if deprecated else ""])
    return _said(link(endpoint, self.link(uri)) if uri else endpoint, f"{escape(title)}{mark}")


def _versions(self: Writer, node: n.rensei_versions) -> Lines:
    entries = (
        strong(escape(words)) if current else _linked(self, [(words, uri)]) for words, uri, current in node["entries"]
    )
    return quote_block(paragraph(_said(gettext("Version"), ", ".join(entries)))) if node["entries"] else []


def _download(self: Writer, node: n.rensei_download) -> Lines:
    words = escape(gettext("Download {}").format(node["name"]))
    return paragraph(link(words, self.link(posixpath.join(self.downloads, quote(node["path"])))))


MARKDOWN: Final[Mapping[type[nodes.Node], Callable[[Writer, Any], Lines]]] = {
    n.rensei_page: _children,
    n.rensei_bar: _bar,
    n.rensei_grid: _children,
    n.rensei_part: _children,
    n.rensei_section: _section,
    n.rensei_sub: _sub,
    n.rensei_media: _children,
    n.rensei_rows: _rows,
    n.rensei_row: lambda self, node: listed([_row(self, node)]),
    n.rensei_description: _children,
    n.rensei_nest: _children,
    n.rensei_choice: _choice,
    n.rensei_variant: lambda self, node: listed([_variant(self, node)]),
    n.rensei_responses: _children,
    n.rensei_response: _response,
    n.rensei_tabs: _tabs,
    n.rensei_tab: lambda self, node: stacked(_tab(self, node["label"], node)),
    n.rensei_types: lambda _self, node: fence(node.rawsource, node["language"]),
    n.rensei_either: _either,
    n.rensei_operations: _operations,
    n.rensei_versions: _versions,
    n.rensei_download: _download,
    n.rensei_filter: _nothing,
    n.rensei_native: _nothing,
    n.rensei_playground: _nothing,
    n.rensei_terms: _nothing,
    n.rensei_message: _nothing,
}
"""Node class -> what writes it."""
