"""HTML of the node classes. Every value that comes from a description passes :func:`text` or :func:`attribute`."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from docutils import nodes

from sphinxext_rensei.nodes import _nodes as n
from sphinxext_rensei.nodes._code import lean, piece
from sphinxext_rensei.nodes._controls import visit_download, visit_filter, visit_native, visit_playground
from sphinxext_rensei.nodes._markup import (
    anchor,
    attribute,
    identifier,
    linked,
    method_markup,
    path_markup,
    span,
    text,
)
from sphinxext_rensei.words import gettext

if TYPE_CHECKING:
    from sphinx.writers.html5 import HTML5Translator

Visitor = Callable[["HTML5Translator", Any], None]

_BLANK = re.compile(r"\n(\n+)")
_MAX_RADIOS = 6
_MAX_UNFOLDED = 24
_MAX_TABS = 100
"""Labels that have more characters together would fill more than two lines beside a page: they get one each."""
"""More enum values than this unfold."""


def _pass(_self: HTML5Translator, _node: nodes.Element) -> None:
    """Write nothing."""


def _close(markup: str) -> Visitor:
    def depart(self: HTML5Translator, _node: nodes.Element) -> None:
        self.body.append(markup)

    return depart


def _skip(_self: HTML5Translator, _node: nodes.Element) -> None:
    raise nodes.SkipNode


# Page ----------------------------------------------------------------------------------------------------------------


def visit_page(self: HTML5Translator, node: n.rensei_page) -> None:
    self.body.append(f'<div{identifier(node)} class="rensei-page rensei-{node["kind"]}">\n')


def visit_bar(self: HTML5Translator, node: n.rensei_bar) -> None:
    host = f'<span class="rensei-host">{text(node["host"])}</span><wbr />' if node["host"] else ""
    marks = "".join(f'<span class="rensei-mark rensei-{kind}">{text(words)}</span>' for kind, words in node["marks"])
    self.body.append(
        f'<div{identifier(node)} class="rensei-bar"><div class="rensei-address">{method_markup(node["method"])}\n'
        f'<code class="rensei-path">{host}{path_markup(node["path"])}</code>{marks}'
        f"{anchor(node, node['path'])}</div></div>\n"
    )
    raise nodes.SkipNode


def visit_part(self: HTML5Translator, node: n.rensei_part) -> None:
    stick = '<div class="rensei-stick">' if node["kind"] == "aside" else ""
    self.body.append(f'<div class="rensei-{node["kind"]}">{stick}\n')


def depart_part(self: HTML5Translator, node: n.rensei_part) -> None:
    self.body.append("</div></div>\n" if node["kind"] == "aside" else "</div>\n")


def visit_section(self: HTML5Translator, node: n.rensei_section) -> None:
    # Its heading is enough to find it by: as a landmark it would be one of many of its name where a guide embeds some.
    level = min(self.section_level + 1 + _sections_around(node), 6)
    part = f' data-rensei-part="{node["part"]}"' if node.get("part") else ""
    words = span(gettext("required"), "rensei-required")
    required = f" {words}" if node["required"] else ""
    note = f'<span class="rensei-note">{text(node["note"])}</span>' if node["note"] else ""
    self.body.append(
        f'<section{part}>\n<h{level}{identifier(node)} class="rensei-title">{text(node["title"])}'
        f"{required}{anchor(node, node['title'])}{note}</h{level}>\n"
    )


def _sections_around(node: nodes.Element) -> int:
    count, around = 0, node.parent
    while around is not None:
        count += isinstance(around, n.rensei_section)
        around = around.parent
    return count


def visit_sub(self: HTML5Translator, node: n.rensei_sub) -> None:
    self.body.append(f'<p class="rensei-sub">{text(node["title"])}</p>\n')
    raise nodes.SkipNode


# Rows ----------------------------------------------------------------------------------------------------------------


def visit_row(self: HTML5Translator, node: n.rensei_row) -> None:
    deprecated = ' class="rensei-deprecated"' if node["deprecated"] else ""
    parts = []
    if node["name"]:
        # The name is its own permanent link: on a page of a thousand rows a second element is felt.
        target = f' href="#{attribute(node["ids"][0])}"' if node["ids"] else ""
        parts.append(f'<a class="rensei-name"{target}>{text(node["name"])}</a>')
    if node["type"]:
        parts.append(f'<span class="rensei-type">{linked(node["type"])}</span>')
    if node["required"]:
        parts.append(span(gettext("required"), "rensei-required"))
    parts += [
        f'<span class="rensei-chip{"" if code else " rensei-words"}">{text(words)}</span>'
        for words, code in node["chips"]
    ]
    head = f'<div class="rensei-head">{" ".join(parts)}</div>\n' if parts else ""
    self.body.append(f"<li{identifier(node)}{deprecated}>\n{head}")
    if not (node.children and isinstance(node.children[0], n.rensei_description)):
        _facts(self, node)


def _facts(self: HTML5Translator, node: nodes.Element) -> None:
    enum, facts = node["enum"], node["facts"]
    described = any(description for _, description in enum)
    if described:
        _unfolding(
            self,
            len(enum),
            "".join(f"<li><code>{text(value)}</code><span>{text(words)}</span></li>" for value, words in enum),
            "rensei-facts rensei-enum",
        )
    elif enum:
        codes = " ".join(f"<code>{text(value)}</code>" for value, _ in enum)
        words = span(gettext("One of"))
        item = f'<li>{words}<span class="rensei-values">{codes}</span></li>'
        _unfolding(self, len(enum), item, "rensei-facts")
    if facts:
        items = "".join(
            f"<li><span>{text(label)}</span>{_fact(words, code=code)}</li>" for label, words, code in facts
        )
        self.body.append(f'<ul class="rensei-facts">{items}</ul>\n')


def _fact(words: str, *, code: bool) -> str:
    return f"<code>{text(words)}</code>" if code else f"<span>{text(words)}</span>"


def _unfolding(self: HTML5Translator, count: int, items: str, kind: str) -> None:
    markup = f'<ul class="{kind}">{items}</ul>'
    if count > _MAX_UNFOLDED:
        summary = text(gettext("{} values").format(count))
        markup = f'<details class="rensei-nest"><summary>{summary}</summary>{markup}</details>'
    self.body.append(f"{markup}\n")


def visit_description(self: HTML5Translator, _node: n.rensei_description) -> None:
    self.body.append('<div class="rensei-desc">')


def depart_description(self: HTML5Translator, node: n.rensei_description) -> None:
    self.body.append("</div>\n")
    if isinstance(node.parent, n.rensei_row):
        _facts(self, node.parent)


def visit_nest(self: HTML5Translator, node: n.rensei_nest) -> None:
    opened = ' open="open"' if node["open"] else ""
    of = span(gettext(" of {}").format(node["of"]), "rensei-sr") if node["of"] else ""
    self.body.append(f'<details class="rensei-nest"{opened}><summary>{text(node["summary"])}{of}</summary>\n')


# Alternatives --------------------------------------------------------------------------------------------------------


def _told_apart(discriminator: str) -> str:
    return text(gettext(", told apart by {}")).format(f"<code>{text(discriminator)}</code>")


def visit_choice(self: HTML5Translator, node: n.rensei_choice) -> None:
    words = text(node["words"])
    told = _told_apart(node["discriminator"]) if node["discriminator"] else ""
    if len(node.children) > _MAX_RADIOS:
        self.body.append(f'<div class="rensei-choice"><p class="rensei-cap"><span>{words}{told}</span></p>\n')
        return
    legend = f'<legend class="rensei-sr">{words}{told}</legend>'
    self.body.append(
        f'<fieldset class="rensei-tabs rensei-union">{legend}\n'
        f'<div class="rensei-cap"><span>{words}{told}</span></div>'
    )


def depart_choice(self: HTML5Translator, node: n.rensei_choice) -> None:
    self.body.append("</div>\n" if len(node.children) > _MAX_RADIOS else "</fieldset>\n")


def visit_variant(self: HTML5Translator, node: n.rensei_variant) -> None:
    values = [value for value in node["values"] if value != node["label"]]
    codes = "".join(f" <code>{text(value)}</code>" for value in values)
    if len(node.parent.children) > _MAX_RADIOS:
        self.body.append(
            f'<details class="rensei-nest"><summary>{text(node["label"])}{codes}</summary>\n'
            f'<div class="rensei-panel">{_variant_type(node)}'
        )
    else:
        _radio(self, node, text(node["label"]) + codes)
        self.body.append(_variant_type(node))


def _variant_type(node: n.rensei_variant) -> str:
    return f'<p class="rensei-type">{linked(node["type"])}</p>\n' if node["type"] else ""


def depart_variant(self: HTML5Translator, node: n.rensei_variant) -> None:
    self.body.append("</div></details>\n" if len(node.parent.children) > _MAX_RADIOS else "</div>\n")


def _radio(self: HTML5Translator, node: nodes.Element, label: str, kind: str = "", data: str = "") -> None:
    """A radio button with its label and the start of its panel; the first of a group is chosen."""
    group = attribute(node.parent["ids"][0])
    index = node.parent.index(node)
    checked = ' checked="checked"' if index == 0 else ""
    described = f' class="{kind}"' if kind else ""
    self.body.append(
        f'<input type="radio" name="{group}" id="{group}-{index}"{checked} />'
        f'<label for="{group}-{index}"{described}{data}>{label}</label>\n<div class="rensei-panel">'
    )


# Responses, tabs -----------------------------------------------------------------------------------------------------


def visit_response(self: HTML5Translator, node: n.rensei_response) -> None:
    label = (
        f'{method_markup(node["method"])}<code class="rensei-path">{path_markup(node["label"])}</code>'
        if node["method"]
        else f'<span class="rensei-status {node["kind"]}">{text(node["label"])}</span>'
    )
    head = f"{label}<span>{text(node['words'])}</span>"
    link = anchor(node, node["label"])
    if not node.children:
        self.body.append(f"<div{identifier(node)}>{head}{link}</div>\n")
        raise nodes.SkipNode
    opened = ' open="open"' if node["open"] else ""
    # Not in the summary, which is a button: one control never holds another.
    self.body.append(f"<details{identifier(node)}{opened}><summary>{head}</summary>\n<div>{link}")


def visit_tabs(self: HTML5Translator, node: n.rensei_tabs) -> None:
    labels = [tab["label"] for tab in node.children if isinstance(tab, n.rensei_tab)]
    long = " rensei-long" if sum(len(label) + 3 for label in labels) > _MAX_TABS else ""
    cap = f'<div class="rensei-cap"><span>{text(node["title"])}</span></div>\n' if node["title"] else ""
    self.body.append(
        f'<fieldset class="rensei-tabs rensei-{node["kind"]}{long}">'
        f'<legend class="rensei-sr">{text(node["legend"])}</legend>{cap}'
    )


def visit_tab(self: HTML5Translator, node: n.rensei_tab) -> None:
    _radio(self, node, text(node["label"]), node["kind"], " data-rensei-sample" if node.get("generated") else "")
    node["start"] = len(self.body)


def depart_tab(self: HTML5Translator, node: n.rensei_tab) -> None:
    self.body[node["start"] :] = [lean("".join(self.body[node["start"] :]), _highlighters(self)), "</div>\n"]


def _highlighters(self: HTML5Translator) -> tuple[Any, ...]:
    return (self.highlighter, getattr(self.builder, "dark_highlighter", None))


def visit_types(self: HTML5Translator, node: n.rensei_types) -> None:
    language = node["language"]
    # Paragraphs, and the blank lines between them.
    parts = enumerate(_BLANK.split(node.rawsource))
    code = "".join(part if index % 2 else piece(part, language, _highlighters(self)) for index, part in parts)
    kind = f"highlight-{language} notranslate"
    self.body.append(f'<div class="{kind}"><div class="highlight"><pre><span></span>{code}</pre></div>\n</div>\n')
    raise nodes.SkipNode


def visit_either(self: HTML5Translator, node: n.rensei_either) -> None:
    items = []
    nothing = span(gettext("No credentials"))
    for entry in node["entries"]:
        schemes = span(gettext("and")).join(
            f'{linked([(words, uri)])}<span class="rensei-type">{text(kind)}</span>'
            + "".join(f'<span class="rensei-chip">{text(scope)}</span>' for scope in scopes)
            for words, uri, kind, scopes in entry
        )
        items.append(f"<li>{schemes or nothing}</li>")
    self.body.append(f'<ul class="rensei-either" role="list">{"".join(items)}</ul>\n')
    raise nodes.SkipNode


def _operation(method: str, path: str, title: str, uri: str, deprecated: bool) -> str:  # noqa: FBT001 - an entry
    struck = ' class="rensei-deprecated"' if deprecated else ""
    link = f' href="{attribute(uri)}"' if uri else ""
    return (
        f"<li{struck}><a{link}>{method_markup(method)}"
        f'<code class="rensei-path">{path_markup(path)}</code><span>{text(title)}</span></a></li>\n'
    )


def visit_operations(self: HTML5Translator, node: n.rensei_operations) -> None:
    items = "".join(_operation(*entry) for entry in node["entries"])
    self.body.append(f'<ul class="rensei-ops" role="list">{items}</ul>\n')
    raise nodes.SkipNode


def visit_versions(self: HTML5Translator, node: n.rensei_versions) -> None:
    items = []
    for words, uri, current in node["entries"]:
        place = 'aria-current="page"' if current else f'href="{attribute(uri)}"'
        items.append(f"<li><a {place}>{text(words)}</a></li>")
    label, words = attribute(gettext("Versions of this page")), span(gettext("Version"))
    self.body.append(
        f'<nav class="rensei-versions" aria-label="{label}">{words}<ul role="list">{"".join(items)}</ul></nav>\n'
    )
    raise nodes.SkipNode


HTML: Final[dict[type[nodes.Element], tuple[Visitor, Visitor]]] = {
    n.rensei_page: (visit_page, _close("</div>\n")),
    n.rensei_bar: (visit_bar, _pass),
    n.rensei_grid: (lambda self, _node: self.body.append('<div class="rensei-grid">\n'), _close("</div>\n")),
    n.rensei_part: (visit_part, depart_part),
    n.rensei_section: (visit_section, _close("</section>\n")),
    n.rensei_sub: (visit_sub, _pass),
    n.rensei_media: (lambda self, _node: self.body.append('<div class="rensei-media">\n'), _close("</div>\n")),
    n.rensei_rows: (
        lambda self, _node: self.body.append('<ul class="rensei-rows" role="list">\n'),
        _close("</ul>\n"),
    ),
    n.rensei_row: (visit_row, _close("</li>\n")),
    n.rensei_description: (visit_description, depart_description),
    n.rensei_nest: (visit_nest, _close("</details>\n")),
    n.rensei_choice: (visit_choice, depart_choice),
    n.rensei_variant: (visit_variant, depart_variant),
    n.rensei_responses: (
        lambda self, _node: self.body.append('<div class="rensei-responses">\n'),
        _close("</div>\n"),
    ),
    n.rensei_response: (visit_response, _close("</div></details>\n")),
    n.rensei_tabs: (visit_tabs, _close("</fieldset>\n")),
    n.rensei_tab: (visit_tab, depart_tab),
    n.rensei_types: (visit_types, _pass),
    n.rensei_either: (visit_either, _pass),
    n.rensei_operations: (visit_operations, _pass),
    n.rensei_versions: (visit_versions, _pass),
    n.rensei_download: (visit_download, _pass),
    n.rensei_filter: (visit_filter, _pass),
    n.rensei_native: (visit_native, _pass),
    n.rensei_playground: (visit_playground, _pass),
    n.rensei_terms: (_skip, _pass),
    n.rensei_message: (_skip, _pass),
}
"""Node class -> what is written before and after its children."""


def visit(self: HTML5Translator, node: n.rensei_node) -> None:
    HTML[type(node)][0](self, node)


def depart(self: HTML5Translator, node: n.rensei_node) -> None:
    HTML[type(node)][1](self, node)
