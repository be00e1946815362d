"""Links of stock nodes, which every builder knows."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes


def reference(role: str, name: str, spec: str, *, short: bool = False) -> addnodes.pending_xref:
    """A reference to a thing that may have no page.

    :param short: whether it shows the title of the thing, as ``~`` does.
    """
    options = {"refdomain": "rensei", "reftype": role, "reftarget": name, "refexplicit": False}
    found = addnodes.pending_xref("", nodes.literal("", name), **options)
    found["rensei:spec"], found["rensei:short"], found["rensei:optional"] = spec, short, True
    return found


def document_reference(docname: str, words: str) -> addnodes.pending_xref:
    """A reference to a document."""
    options = {"refdomain": "std", "reftype": "doc", "reftarget": f"/{docname}", "refexplicit": True}
    return addnodes.pending_xref("", nodes.inline("", words), **options)


def linked(words: str, url: str) -> nodes.paragraph:
    """A link outside; the words alone, and the address, where that is none that a page may link."""
    if url.startswith(("http://", "https://")):
        return nodes.paragraph("", "", address(words or url, url))
    return nodes.paragraph("", " ".join(filter(None, (words, url))))


def address(words: str, url: str) -> nodes.reference:
    """A link whose address was given as such, not inside prose."""
    return nodes.reference("", words, refuri=url, classes=["rensei-url"])
