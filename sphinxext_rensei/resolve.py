"""Turns the links of our nodes into URIs, and our nodes into stock ones for every builder that writes no HTML."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from sphinx.builders.singlehtml import SingleFileHTMLBuilder

from sphinxext_rensei.domain import RenseiDomain, one_target
from sphinxext_rensei.nodes import (
    NODES,
    depart,
    expand,
    rensei_either,
    rensei_node,
    rensei_operations,
    rensei_row,
    rensei_variant,
    visit,
)
from sphinxext_rensei.render import unused

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

_Uri: TypeAlias = Callable[[Any], str]

_OBJECT_TYPES = {
    "operation": ("operation", "endpoint", "webhook"),
    "schema": ("schema",),
    "security": ("security",),
}
_KEEPING = frozenset(("gettext",))
"""Builders that want the prose of our nodes and nothing else of them."""


def resolve(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Resolve the links of a page; expand its nodes where the builder wants that."""

    def uri(link: Any) -> str:
        return _uri(app, docname, link) if isinstance(link, tuple) else link

    for node in doctree.findall(rensei_node):
        if resolved := _RESOLVED.get(type(node)):
            resolved(node, uri)
    if isinstance(app.builder, SingleFileHTMLBuilder):
        _tell_apart(RenseiDomain.of(app.env), doctree)
    if not _writes_html(app) and app.builder.name not in _KEEPING:
        _expand_all(doctree)


def _type(node: nodes.Element, uri: _Uri) -> None:
    if any(link for _, link in node["type"]):
        node["type"] = tuple((words, uri(link)) for words, link in node["type"])


def _either(node: nodes.Element, uri: _Uri) -> None:
    node["entries"] = tuple(
        tuple((words, uri(link), kind, scopes) for words, link, kind, scopes in entry) for entry in node["entries"]
    )


def _operations(node: nodes.Element, uri: _Uri) -> None:
    node["entries"] = tuple(
        (method, path, title, uri(link), deprecated) for method, path, title, link, deprecated in node["entries"]
    )


_RESOLVED: Final[Mapping[type[nodes.Node], Callable[[Any, _Uri], None]]] = {
    rensei_row: _type,
    rensei_variant: _type,
    rensei_either: _either,
    rensei_operations: _operations,
}
"""Node class -> what turns its links into URIs."""


def _tell_apart(domain: RenseiDomain, doctree: nodes.document) -> None:
    """Number the targets of what several documents in one file draw; the page of a thing keeps its own."""
    taken: set[str] = set()
    drawn = [node for node in doctree.findall(rensei_node) if node["ids"]]
    for node in sorted(drawn, key=lambda node: _document_of(node) not in domain.pages):
        node["ids"] = [unused(each, taken) for each in node["ids"]]


def _document_of(node: nodes.Element) -> str:
    """The document that a node of a whole site comes from, as the section around it says; the root has none."""
    around: nodes.Element | None = node.parent
    while around is not None and "docname" not in around:
        around = around.parent
    return around["docname"] if around is not None else ""


def _writes_html(app: Sphinx) -> bool:
    # Readers of EPUB have no tabs, and few have details that fold.
    return app.builder.format == "html" and app.builder.name != "epub"


def _expand_all(doctree: nodes.document) -> None:
    for node in [each for each in doctree.findall(rensei_node) if not isinstance(each.parent, rensei_node)]:
        node.replace_self(expand(node))


def _uri(app: Sphinx, docname: str, link: tuple[str, str, str]) -> str:
    objtype, spec, name = link
    domain = RenseiDomain.of(app.env)
    entry = domain.find(_OBJECT_TYPES[objtype], name, spec)
    if entry is None or entry.spec != spec:
        return ""
    if entry.docname == docname:
        return f"#{entry.node_id}"
    return one_target(f"{app.builder.get_relative_uri(docname, entry.docname)}#{entry.node_id}")


def setup(app: Sphinx) -> None:
    """Register the nodes with their HTML, and the step that resolves them."""
    for node in NODES:
        app.add_node(node)
    app.add_node(rensei_node, html=(visit, depart))
    app.connect("doctree-resolved", resolve)
