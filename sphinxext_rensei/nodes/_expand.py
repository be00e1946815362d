"""The node classes in stock nodes, for every format but HTML: complete, in reading order, without nesting deeply.

Rows inside rows follow them in one list, named by their whole path, because LaTeX allows six levels of lists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from docutils import nodes

from sphinxext_rensei.nodes import _nodes as n
from sphinxext_rensei.words import gettext

Expander = Callable[[Any], list[nodes.Node]]


def expand(node: nodes.Element) -> list[nodes.Node]:
    """Stock nodes for a node of ours."""
    return EXPANDERS[type(node)](node)


def _children(node: nodes.Element) -> list[nodes.Node]:
    return [each for child in node.children for each in _expanded(child)]


def _expanded(node: nodes.Node) -> list[nodes.Node]:
    if not isinstance(node, nodes.Element):
        return [node]
    if type(node) in EXPANDERS:
        return expand(node)
    for reference in list(node.findall(nodes.reference)):
        _spell_out(reference)
    return [node]


def _spell_out(reference: nodes.reference) -> None:
    """Put the address that a field gives after its words: not every format shows where a link leads."""
    address = reference["refuri"] if "rensei-url" in reference["classes"] else ""
    if address and address != reference.astext():
        reference.parent.insert(reference.parent.index(reference) + 1, nodes.Text(f" ({address})"))


def _nothing(_node: nodes.Element) -> list[nodes.Node]:
    return []


def _words(*inline: nodes.Node | str) -> nodes.paragraph:
    paragraph = nodes.paragraph()
    _append(paragraph, *inline)
    return paragraph


def _append(parent: nodes.Element, *inline: nodes.Node | str) -> None:
    for each in inline:
        parent += nodes.Text(each) if isinstance(each, str) else each


def _literal(text: str) -> nodes.literal:
    return nodes.literal(text, text)


def _heading(title: str, ids: Iterable[str] = ()) -> list[nodes.Node]:
    return [*_target(ids), nodes.rubric(title, title)]


def _target(ids: Iterable[str]) -> list[nodes.Node]:
    """What references lead to; not every format has a place for the identifiers of a heading, or of a paragraph."""
    found = list(ids)
    return [nodes.target("", "", ids=found)] if found else []


def _linked(pieces: Iterable[tuple[str, str]]) -> list[nodes.Node]:
    found: list[nodes.Node] = []
    for words, uri in pieces:
        if uri:
            found.append(nodes.reference(words, words, refuri=uri, internal=True))
        elif words:
            found.append(nodes.Text(words))
    return found


def _page(node: n.rensei_page) -> list[nodes.Node]:
    children = _children(node)
    return [*_target(node["ids"]), *children] if children else []


def _bar(node: n.rensei_bar) -> list[nodes.Node]:
    marks = [f" ({words})" for _, words in node["marks"]]
    return [
        _words(
            *_target(node["ids"]), nodes.strong("", node["method"]), " ", _literal(node["host"] + node["path"]), *marks
        )
    ]


def _section(node: n.rensei_section) -> list[nodes.Node]:
    notes = [words for words in (gettext("required") if node["required"] else "", node["note"]) if words]
    title = f"{node['title']} ({', '.join(notes)})" if notes else node["title"]
    return [*_heading(title, node["ids"]), *_children(node)]


def _sub(node: n.rensei_sub) -> list[nodes.Node]:
    return [_words(nodes.emphasis("", node["title"]))]


def _rows(node: n.rensei_rows) -> list[nodes.Node]:
    items: list[nodes.Node] = []
    _collect(node, "", items)
    return [nodes.definition_list("", *items)] if items else []


def _collect(rows: nodes.Element, prefix: str, items: list[nodes.Node], heading: str = "") -> None:
    for row in rows.children:
        if not isinstance(row, n.rensei_row):
            continue
        steps = not row["name"] or row["name"].startswith("[")
        name = f"{prefix.rstrip('.') if steps else prefix}{row['name']}"
        definition = nodes.definition()
        nests = [child for child in row.children if isinstance(child, n.rensei_nest)]
        _define(row, definition)
        items.append(nodes.definition_list_item("", _term(row, name, heading), definition))
        heading = ""
        for nest in nests:
            above = ""
            for child in nest.children:
                if isinstance(child, n.rensei_sub):
                    # Rows leave the list that they are in, so a heading goes with them.
                    above = child["title"]
                elif isinstance(child, n.rensei_rows):
                    _collect(child, f"{name}{nest['step']}".removeprefix("."), items, above)
                else:
                    definition.extend(_expanded(child))
        if not definition.children:
            definition += nodes.paragraph()


def _term(row: n.rensei_row, name: str, heading: str) -> nodes.term:
    term = nodes.term("", "", ids=list(row["ids"]))
    if heading:
        _append(term, nodes.emphasis("", heading), " ")
    if name:
        _append(term, nodes.strong("", "", _literal(name)), " ")
    facts = [_linked(row["type"])] if row["type"] else []
    facts += [[nodes.Text(gettext("required"))]] if row["required"] else []
    facts += [[_literal(words) if code else nodes.Text(words)] for words, code in row["chips"]]
    for index, fact in enumerate(facts):
        _append(term, *([", "] if index else []), *fact)
    return term


def _define(row: n.rensei_row, definition: nodes.definition) -> None:
    for child in row.children:
        if isinstance(child, n.rensei_description):
            definition.extend(_children(child))
        elif not isinstance(child, n.rensei_nest):
            definition.extend(_expanded(child))
    if any(words for _, words in row["enum"]):
        definition += nodes.bullet_list(
            "",
            *(
                nodes.list_item("", _words(_literal(value), *([": ", words] if words else [])))
                for value, words in row["enum"]
            ),
        )
    elif row["enum"]:
        codes: list[nodes.Node | str] = [gettext("One of"), ": "]
        for index, (value, _) in enumerate(row["enum"]):
            codes += [", ", _literal(value)] if index else [_literal(value)]
        definition += _words(*codes)
    for label, words, code in row["facts"]:
        definition += _words(*([f"{label}: "] if label else []), _literal(words) if code else words)


def _told_apart(discriminator: str) -> list[nodes.Node | str]:
    before, _, after = gettext(", told apart by {}").partition("{}")
    return [before, _literal(discriminator), after]


def _choice(node: n.rensei_choice) -> list[nodes.Node]:
    told: list[nodes.Node | str] = _told_apart(node["discriminator"]) if node["discriminator"] else []
    found: list[nodes.Node] = [_words(node["words"], *told, ":")]
    for variant in node.children:
        assert isinstance(variant, n.rensei_variant)
        head = _words(nodes.strong("", variant["label"]))
        for value in variant["values"]:
            if value != variant["label"]:
                _append(head, " ", _literal(value))
        if variant["type"]:
            _append(head, " ", *_linked(variant["type"]))
        found += [head, *_children(variant)]
    return found


def _response(node: n.rensei_response) -> list[nodes.Node]:
    label = f"{node['method']} {node['label']}".strip()
    # The head of a response in HTML says its first paragraph in plain words; here the paragraph itself is enough.
    first = next(node.findall(nodes.paragraph), None)
    told = not node["words"] or (first is not None and " ".join(first.astext().split()) == node["words"])
    return [*_heading(label, node["ids"]), *([] if told else [_words(node["words"])]), *_children(node)]


def _tabs(node: n.rensei_tabs) -> list[nodes.Node]:
    found: list[nodes.Node] = []
    for label, tab in node.flat():
        found += [_words(nodes.emphasis("", f"{node['title']}: {label}")), *_children(tab)]
    return found


def _types(node: n.rensei_types) -> list[nodes.Node]:
    return [nodes.literal_block(node.rawsource, node.rawsource, **node.attributes)]


def _either(node: n.rensei_either) -> list[nodes.Node]:
    items = []
    for entry in node["entries"]:
        paragraph = nodes.paragraph()
        for index, (words, uri, kind, scopes) in enumerate(entry):
            _append(paragraph, *([gettext(" and ")] if index else []), *_linked([(words, uri)]), f" ({kind})")
            for scope in scopes:
                _append(paragraph, " ", _literal(scope))
        if not entry:
            _append(paragraph, gettext("No credentials"))
        items.append(nodes.list_item("", paragraph))
    return [nodes.bullet_list("", *items)]


def _operations(node: n.rensei_operations) -> list[nodes.Node]:
    items = []
    for method, path, title, uri, deprecated in node["entries"]:
        told = [_literal(path), " ", *_linked([(title, uri)])] if title else _linked([(path, uri)])
        words = _words(nodes.strong("", method), " ", *told)
        if deprecated:
            _append(words, " (", gettext("deprecated"), ")")
        items.append(nodes.list_item("", words))
    return [nodes.bullet_list("", *items)] if items else []


def _versions(node: n.rensei_versions) -> list[nodes.Node]:
    words: list[nodes.Node | str] = [gettext("Version"), ": "]
    for index, (version, uri, current) in enumerate(node["entries"]):
        words += [", "] if index else []
        words += [nodes.strong("", version)] if current else _linked([(version, uri)])
    return [_words(*words)] if node["entries"] else []


EXPANDERS: Final[dict[type[nodes.Element], Expander]] = {
    n.rensei_page: _page,
    n.rensei_bar: _bar,
    n.rensei_grid: _children,
    n.rensei_part: _children,
    n.rensei_section: _section,
    n.rensei_sub: _sub,
    n.rensei_media: _children,
    n.rensei_rows: _rows,
    n.rensei_row: lambda node: _rows(n.rensei_rows("", node)),
    n.rensei_description: _children,
    n.rensei_nest: _children,
    n.rensei_choice: _choice,
    n.rensei_variant: _children,
    n.rensei_responses: _children,
    n.rensei_response: _response,
    n.rensei_tabs: _tabs,
    n.rensei_tab: _children,
    n.rensei_types: _types,
    n.rensei_either: _either,
    n.rensei_operations: _operations,
    n.rensei_versions: _versions,
    n.rensei_download: _nothing,
    n.rensei_filter: _nothing,
    n.rensei_native: _nothing,
    n.rensei_playground: _nothing,
    n.rensei_terms: _nothing,
    n.rensei_message: _nothing,
}
"""Node class -> its stock nodes."""
