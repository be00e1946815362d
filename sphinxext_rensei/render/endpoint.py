"""An endpoint that prose documents: the head of an operation over the words of the page's author."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinxext_rensei.nodes import rensei_bar, rensei_page, rensei_part, rensei_section, rensei_terms
from sphinxext_rensei.words import gettext

if TYPE_CHECKING:
    from sphinxext_rensei.endpoints import Endpoint


def endpoint_nodes(endpoint: Endpoint, title: str, content: list[nodes.Node], *, deprecated: bool) -> rensei_page:
    """An endpoint.

    :param title: the heading over it, which is then what is linked to; none where it is empty.
    """
    marks = (("deprecated", gettext("deprecated")),) if deprecated else ()
    bar = rensei_bar("", method=endpoint.method, path=endpoint.path, host="", marks=marks)
    held: list[nodes.Node] = [bar, rensei_part("", *content, kind="lead")] if content else [bar]
    terms = rensei_terms("", nodes.Text(" ".join(filter(None, (endpoint.name, title)))))
    if title:
        held = [rensei_section("", *held, title=title, note="", required=False, ids=[endpoint.node_id])]
    else:
        bar["ids"] = [endpoint.node_id]
    return rensei_page("", terms, *held, kind="endpoint", ids=[])
