"""Endpoints that are written as inline literals, in guides and in descriptions, become references."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.addnodes import pending_xref

from sphinxext_rensei.endpoints import is_within
from sphinxext_rensei.spec import METHODS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinxext_rensei.store import Spec

_ENDPOINT = re.compile(rf"(?:{'|'.join(METHODS).upper()}) (/[^\s*…?#]*)")


def endpoint_reference(text: str, specs: Iterable[Spec], docname: str, *, strict: bool) -> pending_xref | None:
    """A reference for a literal that is written like an endpoint; prose that is not read yet may document it.

    :param strict: whether what shares its first two segments with a known path, and is not known, warns when it is
        resolved. A description may speak of other APIs; a guide of this one should not.
    :returns: None for other literals.
    """
    match = _ENDPOINT.fullmatch(text)
    if not match or "..." in match[1]:
        return None
    specs = list(specs)
    near = [spec for spec in specs if spec.find_operation(text)]
    near += [spec for spec in specs if is_within(match[1], spec.beginnings)]
    target = pending_xref("", nodes.literal(text, text), refdomain="rensei", reftype="op", reftarget=text)
    target["refdoc"] = docname
    target["refexplicit"] = target["rensei:literal"] = True
    target["refwarn"], target["rensei:optional"] = strict, not strict
    target["rensei:spec"] = near[0].name if near else None
    return target


def link_literals(doctree: nodes.document, specs: Mapping[str, Spec], docname: str) -> None:
    """Turn the literals of a page into references; those of descriptions, which speak of other APIs too, if known."""
    described = {name for spec in specs.values() for name in spec.names_of_files}
    for literal in list(doctree.findall(nodes.literal)):
        parent = literal.parent
        if isinstance(parent, (nodes.reference, pending_xref, nodes.title)):
            continue
        source = literal.source or parent.source
        reference = endpoint_reference(literal.astext(), specs.values(), docname, strict=source not in described)
        if reference is not None:
            reference.source, reference.line = source, literal.line or parent.line
            literal.replace_self(reference)
