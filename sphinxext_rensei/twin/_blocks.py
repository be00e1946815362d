"""What stands below each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from docutils import nodes
from sphinx import addnodes

from sphinxext_rensei.markdown import (
    Lines,
    code,
    escape,
    fence,
    heading,
    listed,
    paragraph,
    quote_block,
    stacked,
    strong,
)
from sphinxext_rensei.twin._tables import table_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinxext_rensei.twin._writer import Block, Writer

_PLAIN: Final = frozenset({"default", "none", "text", "guess"})
"""Languages of code that say nothing of it."""


def _children(self: Writer, node: nodes.Element) -> Lines:
    return self.write(node.children)


def _section(self: Writer, node: nodes.Element) -> Lines:
    self.level += 1
    lines = self.write(node.children)
    self.level -= 1
    return lines


def _title(self: Writer, node: nodes.Element) -> Lines:
    words = self.words(node.children)
    return heading(self.level, words) if isinstance(node.parent, nodes.section) else paragraph(strong(words))


def _rubric(self: Writer, node: nodes.Element) -> Lines:
    return paragraph(strong(self.words(node.children)))


def _caption(self: Writer, node: nodes.Element) -> Lines:
    return _paragraph(self, node) if isinstance(node.parent, nodes.figure) else _rubric(self, node)


def _paragraph(self: Writer, node: nodes.Element) -> Lines:
    return paragraph(self.words(node.children))


def _compact_paragraph(self: Writer, node: nodes.Element) -> Lines:
    # One holds a table of contents.
    return _paragraph(self, node) if all(map(self.is_inline, node.children)) else self.write(node.children)


def _line_block(self: Writer, node: nodes.Element) -> Lines:
    return paragraph(*_lines(self, node))


def _lines(self: Writer, node: nodes.Element, indent: str = "") -> Iterable[str]:
    for line in node.children:
        if isinstance(line, nodes.line_block):
            yield from _lines(self, line, f"{indent}\N{EM SPACE}")
        elif isinstance(line, nodes.Element):
            yield f"{indent}{self.words(line.children)}"


def _literal_block(_self: Writer, node: nodes.Element) -> Lines:
    language = node.get("language", "")
    return fence(node.astext(), "" if language in _PLAIN else language)


def _doctest_block(_self: Writer, node: nodes.Element) -> Lines:
    return fence(node.astext(), "pycon")


def _math_block(_self: Writer, node: nodes.Element) -> Lines:
    return fence(node.astext().strip("\n"), "math")


def _grammar(_self: Writer, node: nodes.Element) -> Lines:
    return fence("\n".join(child.astext() for child in node.children))


def _transition(_self: Writer, _node: nodes.Element) -> Lines:
    return ["---"]


def _block_quote(self: Writer, node: nodes.Element) -> Lines:
    return quote_block(self.write(node.children))


def _attribution(self: Writer, node: nodes.Element) -> Lines:
    return paragraph(f"\N{EM DASH} {self.words(node.children)}")


def _admonition(self: Writer, node: nodes.Element) -> Lines:
    # One without a name of its own says its title itself; so does one that was written as HTML before.
    titled = isinstance(node.children[0], nodes.title) if node.children else False
    label = "" if titled else str(self.labels.get(node.tagname, ""))
    return quote_block(stacked([paragraph(strong(escape(label))), self.write(node.children)]))


def _topic(self: Writer, node: nodes.Element) -> Lines:
    return [] if "contents" in node["classes"] else quote_block(self.write(node.children))


# Lists ---------------------------------------------------------------------------------------------------------------


def _bullet_list(self: Writer, node: nodes.Element) -> Lines:
    return listed(_items(self, node))


def _enumerated_list(self: Writer, node: nodes.Element) -> Lines:
    return listed(_items(self, node), start=node.get("start", 1))


def _items(self: Writer, node: nodes.Element) -> list[list[Lines]]:
    return [self.each(item.children) for item in node.children if isinstance(item, nodes.list_item)]


def _definition_list(self: Writer, node: nodes.Element) -> Lines:
    return listed(_definition(self, item) for item in node.children if isinstance(item, nodes.Element))


def _definition(self: Writer, item: nodes.Element) -> list[Lines]:
    terms = [self.words(child.children) for child in item.children if isinstance(child, nodes.term)]
    classifiers = [self.words(child.children) for child in item.children if isinstance(child, nodes.classifier)]
    body = [each for child in item.children if isinstance(child, nodes.definition) for each in child.children]
    kinds = f" ({', '.join(classifiers)})" if classifiers else ""
    return self.behind(f"{', '.join(map(strong, terms))}{kinds}", body)


def _field_list(self: Writer, node: nodes.Element) -> Lines:
    return listed(_field(self, field) for field in node.children if isinstance(field, nodes.Element))


def _field(self: Writer, field: nodes.Element) -> list[Lines]:
    name = next(field.findall(nodes.field_name))
    body = next(field.findall(nodes.field_body))
    return self.behind(strong(self.words(name.children)), body.children)


def _option_list(self: Writer, node: nodes.Element) -> Lines:
    return listed(_option(self, item) for item in node.children if isinstance(item, nodes.Element))


def _option(self: Writer, item: nodes.Element) -> list[Lines]:
    group = next(item.findall(nodes.option_group))
    body = next(item.findall(nodes.description))
    return self.behind(", ".join(code(option.astext()) for option in group.children), body.children)


def _footnote(self: Writer, node: nodes.Element) -> Lines:
    label = next(node.findall(nodes.label), None)
    number = label.astext() if label is not None else ""
    first, *rest = self.write(child for child in node.children if child is not label) or [""]
    return [f"[^{number}]: {first}", *(f"    {line}" if line else "" for line in rest)]


def _citation(self: Writer, node: nodes.Element) -> Lines:
    label = next(node.findall(nodes.label), None)
    name = escape(f"[{label.astext()}]") if label is not None else ""
    return listed([self.behind(name, [child for child in node.children if child is not label])])


def _columns(self: Writer, node: nodes.Element) -> Lines:
    return listed(self.each(item.children) for item in node.findall(nodes.list_item))


def _description(self: Writer, node: nodes.Element) -> Lines:
    """A thing of any domain: how it is written, then what is said of it."""
    signatures = [child for child in node.children if isinstance(child, addnodes.desc_signature)]
    body = [block for child in node.children if isinstance(child, addnodes.desc_content) for block in self.each(child)]
    written = [code(signature.astext()) for signature in signatures]
    return listed([[paragraph(*written), *body]])


BLOCKS: Final[Mapping[type[Any], Block]] = {
    nodes.document: _children,
    nodes.section: _section,
    nodes.title: _title,
    nodes.subtitle: _rubric,
    nodes.rubric: _rubric,
    nodes.caption: _caption,
    addnodes.centered: _rubric,
    nodes.paragraph: _paragraph,
    addnodes.compact_paragraph: _compact_paragraph,
    nodes.line_block: _line_block,
    nodes.literal_block: _literal_block,
    nodes.doctest_block: _doctest_block,
    nodes.math_block: _math_block,
    addnodes.productionlist: _grammar,
    nodes.transition: _transition,
    nodes.block_quote: _block_quote,
    nodes.attribution: _attribution,
    nodes.Admonition: _admonition,
    addnodes.versionmodified: _children,
    nodes.topic: _topic,
    nodes.sidebar: _topic,
    nodes.bullet_list: _bullet_list,
    nodes.enumerated_list: _enumerated_list,
    nodes.definition_list: _definition_list,
    nodes.field_list: _field_list,
    nodes.option_list: _option_list,
    nodes.footnote: _footnote,
    nodes.citation: _citation,
    nodes.table: table_lines,
    addnodes.hlist: _columns,
    addnodes.desc: _description,
}
"""Node class -> what writes it; what holds others and is not here is written as what it holds."""
