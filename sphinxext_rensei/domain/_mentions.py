"""What documents say of operations: their references, by role or as a literal, and what they embed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinx.addnodes import pending_xref

from sphinxext_rensei.domain._located import described
from sphinxext_rensei.domain._objects import ROLES
from sphinxext_rensei.endpoints import Coverage, Mention, cover

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes

    from sphinxext_rensei.domain import RenseiDomain
    from sphinxext_rensei.store import Spec

_NAMING: Final = frozenset(("op", "param"))
"""Roles whose targets are operations, or parts of them."""


def mentions_in(doctree: nodes.document, docname: str) -> Iterator[Mention]:
    """The references of a document to operations; those to other projects are left out."""
    for node in doctree.findall(pending_xref):
        role = node.get("reftype")
        if node.get("refdomain") == "rensei" and role in _NAMING and not node.get("intersphinx"):
            written = "literal" if node.get("rensei:literal") else "role"
            # Texts of descriptions are no guides.
            kind = "description" if node.get("rensei:optional") else written
            yield Mention(node["reftarget"], kind, docname, _line(node), role, node.get("rensei:spec"))


def _line(node: nodes.Element) -> int:
    above: nodes.Element | None = node
    while above is not None and above.line is None:
        above = above.parent
    return above.line or 0 if above is not None else 0


def coverage_of(domain: RenseiDomain, spec: Spec) -> Coverage:
    """What the guides say of the operations of a description; generated pages are no guides."""
    noted = domain.data["mentions"]
    mentions = [
        (mention, name)
        for docname in sorted(noted.keys() - domain.pages.keys())
        for mention in noted[docname]
        if mention.kind != "description" and (name := _endpoint_of(domain, mention, spec)) != _ELSEWHERE
    ]
    return cover(described(domain, spec), mentions)


_ELSEWHERE: Final = ""


def _endpoint_of(domain: RenseiDomain, mention: Mention, spec: Spec) -> str | None:
    """The endpoint of a description that is meant; None for what is nowhere."""
    if mention.kind == "directive":
        return mention.name if mention.spec == spec.name else _ELSEWHERE
    entry = domain.find_mentioned(mention)
    if entry is None:
        return None if _is_of(mention, domain, spec) and _should_be(domain, mention) else _ELSEWHERE
    operation = spec.find_operation(entry.owner or entry.name) if entry.spec == spec.name else None
    return operation.endpoint if operation else _ELSEWHERE


def _is_of(mention: Mention, domain: RenseiDomain, spec: Spec) -> bool:
    """Whether a name may be meant for a description: it says so itself, or the page does, or neither does."""
    prefix = mention.name.partition(":")[0]
    meant = prefix if prefix in domain.specs else mention.spec
    return meant in (spec.name, None)


def _should_be(domain: RenseiDomain, mention: Mention) -> bool:
    """Whether a mention that leads nowhere is a fault: another project may have its target."""
    if mention.kind == "literal":
        return domain.is_known(mention.name)
    inventory = getattr(domain.env, "intersphinx_inventory", {})
    return not any(mention.name in inventory.get(f"rensei:{each}", ()) for each in ROLES[mention.role])
