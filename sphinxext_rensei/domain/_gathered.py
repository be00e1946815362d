"""What is drawn of all documents once they are read, and drawn again when one of them changes it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinxext_rensei.domain._directive import domain_of, place
from sphinxext_rensei.domain._located import described
from sphinxext_rensei.endpoints import group_routes, prefixes_in
from sphinxext_rensei.nodes import rensei_gathered
from sphinxext_rensei.pages import labels_of
from sphinxext_rensei.render import RouteRow, coverage_nodes, identifier, routes_nodes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinxext_rensei.domain import RenseiDomain
    from sphinxext_rensei.store import Spec

_LISTS = (nodes.definition_list, nodes.field_list)
_PARTS: dict[type[nodes.Node], tuple[type[nodes.TextElement], type[nodes.Element]]] = {
    nodes.definition_list_item: (nodes.term, nodes.definition),
    nodes.field: (nodes.field_name, nodes.field_body),
}
"""What says something of a group -> its name and its words."""


def given_groups(content: nodes.Element) -> Iterator[tuple[tuple[str, ...], nodes.Element]]:
    """The groups that the author of a map names, with what is said of them."""
    for child in content.children:
        for item in child.children if isinstance(child, _LISTS) else ():
            name, words = _PARTS[type(item)]
            assert isinstance(item, nodes.Element)
            term, body = next(item.findall(name)), next(item.findall(words))
            assert isinstance(body, nodes.Element)
            yield prefixes_in(term.astext()), body


class DrawGathered(SphinxPostTransform):
    """Draws it before references are resolved, so that it may hold some."""

    default_priority = 5

    def run(self, **_options: Any) -> None:
        """Replace the places by what belongs there."""
        domain = domain_of(self.env)
        found = list(self.document.findall(rensei_gathered)) if domain.data["gathered"] else []
        taken = {each for node in self.document.findall(nodes.Element) for each in node["ids"]} if found else set()
        for node in found:
            spec = domain.specs.get(node["spec"])
            if domain.collecting or spec is None or spec.description is None:
                # Translators find the author's words alone.
                node.replace_self(node.children)
                continue
            drawn = _DRAWN[node["kind"]](domain, spec, node, taken)
            place(drawn, node.source, node.line)
            node.replace_self(drawn)


def _routes(domain: RenseiDomain, spec: Spec, node: rensei_gathered, _taken: set[str]) -> nodes.Element:
    given = list(given_groups(node))
    prose = [each for each in domain.prose if each.spec == spec.name and spec.find_same(each.name) is None]
    paths = [*(each.path for each in spec.operations), *(each.path for each in prose)]
    rows = []
    for group in group_routes(paths, [prefixes for prefixes, _ in given]):
        held = frozenset(group.paths)
        row = RouteRow(
            prefixes=group.prefixes,
            operations=tuple(each for each in spec.operations if each.path in held),
            prose=tuple(each for each in prose if each.path in held),
            content=tuple(each.deepcopy() for each in given[group.given][1].children) if group.given >= 0 else (),
        )
        rows.append(row)
    assert spec.description is not None
    above = [each.deepcopy() for each in node.children if not isinstance(each, _LISTS)]
    return routes_nodes(spec.name, above, rows, labels_of(spec.description))


def _coverage(domain: RenseiDomain, spec: Spec, _node: rensei_gathered, taken: set[str]) -> nodes.Element:
    return coverage_nodes(
        spec.name,
        domain.coverage(spec),
        {each.endpoint: each for each in reversed(spec.operations)},
        titles=lambda docname: _title(domain, docname),
        target=lambda name: identifier(spec.name, taken, name),
    )


def _title(domain: RenseiDomain, docname: str) -> str:
    return domain.env.titles[docname].astext() if docname in domain.env.titles else docname


_DRAWN: dict[str, Callable[[RenseiDomain, Spec, rensei_gathered, set[str]], nodes.Element]] = {
    "routes": _routes,
    "coverage": _coverage,
}


# What has changed ----------------------------------------------------------------------------------------------------


def changed(_app: Sphinx, env: BuildEnvironment) -> list[str]:
    """The documents whose gathered parts, or whose references to endpoints, are others than when they were written."""
    domain = domain_of(env)
    if not domain.stirred:
        return []
    before = domain.data["shown"]
    shown = {docname: seen for docname in env.all_docs if (seen := _shown(domain, docname))}
    domain.data["shown"] = shown
    return sorted(docname for docname in env.all_docs if before.get(docname) != shown.get(docname))


def _shown(domain: RenseiDomain, docname: str) -> tuple[str, ...]:
    """What a document shows of others, in a form that compares."""
    targets = (domain.find_mentioned(mention) for mention in domain.data["mentions"].get(docname, ()))
    found = [f"{target.docname}#{target.node_id} {target.display}" if target else "" for target in targets]
    for kind, name in domain.data["gathered"].get(docname, ()):
        if name in domain.specs:
            found.append(_digest(domain, kind, domain.specs[name]))
    return tuple(found)


def _digest(domain: RenseiDomain, kind: str, spec: Spec) -> str:
    """A digest of all that is gathered about a description."""
    operations = [(each.name, each.deprecated, each.tags, each.security) for each in spec.operations]
    linked = [entry for _, entry in domain.index if entry.objtype in ("tag", "security") and entry.spec == spec.name]
    state: list[object] = [described(domain, spec), operations, linked]
    if kind == "coverage":
        coverage = domain.coverage(spec)
        state += [coverage, [_title(domain, each.docname) for each in coverage.dangling]]
    else:
        state.append([each for each in domain.prose if each.spec == spec.name])
    return hashlib.sha256(repr(state).encode()).hexdigest()[:16]
