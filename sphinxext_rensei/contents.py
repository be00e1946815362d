"""The contents list of a page: our sections are in it, and the pages below an index are in no section of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinxext_rensei.domain import RenseiDomain
from sphinxext_rensei.nodes import rensei_section

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def add_sections(app: Sphinx, doctree: nodes.document) -> None:
    """Add what Sphinx, which looks for its own sections only, has not found."""
    docname = app.env.current_document.docname
    toc = app.env.tocs.get(docname)
    if toc is None or not toc.children:
        return
    by_anchor = {reference["anchorname"]: reference.parent.parent for reference in toc.findall(nodes.reference)}
    first = toc.children[0]
    for section in doctree.findall(rensei_section):
        if section["ids"]:
            heading = _heading(section)
            anchor = f"#{heading['ids'][0]}" if heading is not None and heading["ids"] else ""
            by_anchor[f"#{section['ids'][0]}"] = _add(by_anchor.get(anchor, first), docname, section)
            app.env.toc_num_entries[docname] += 1


def lift_toctrees(app: Sphinx, doctree: nodes.document) -> None:
    """Let the pages below an index follow its sections: a stub's markup has no way back from the last of them."""
    domain = RenseiDomain.of(app.env)
    _spec, page = domain.pages.get(app.env.current_document.docname, (None, None))
    if page is None or page.kind != "index":
        return
    top = next(doctree.findall(nodes.section))
    for toctree in list(doctree.findall(addnodes.toctree)):
        wrapper = toctree.parent
        if wrapper.parent is not top:
            wrapper.parent.remove(wrapper)
            top += wrapper


def _heading(node: nodes.Element) -> nodes.Element | None:
    """The section, Sphinx's or ours, that holds a node."""
    parent: nodes.Element | None = node.parent
    while parent is not None and not isinstance(parent, (nodes.section, rensei_section)):
        parent = parent.parent
    return parent


def _add(item: nodes.Element, docname: str, section: rensei_section) -> nodes.Element:
    if not isinstance(item, nodes.list_item):
        return item
    below = next((child for child in item.children if isinstance(child, nodes.bullet_list)), None)
    if below is None:
        below = nodes.bullet_list()
        item += below
    reference = nodes.reference("", section["title"], internal=True, refuri=docname)
    reference["anchorname"] = f"#{section['ids'][0]}"
    added = nodes.list_item("", addnodes.compact_paragraph("", "", reference), rensei=True)
    # What a section holds itself stands before the sections in it.
    below.insert(sum(1 for each in below.children if isinstance(each, nodes.Element) and each.get("rensei")), added)
    return added


def setup(app: Sphinx) -> None:
    """Run before Sphinx collects its contents, and after."""
    app.connect("doctree-read", lift_toctrees, priority=400)
    app.connect("doctree-read", add_sections, priority=600)
