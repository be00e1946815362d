"""HTML of what readers use, not read: a download, a filter, a form, the data of the playground."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import quote

from docutils import nodes

from sphinxext_rensei.nodes._markup import attribute, span, text
from sphinxext_rensei.words import gettext

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.writers.html5 import HTML5Translator

    from sphinxext_rensei.nodes import _nodes as n


def visit_download(self: HTML5Translator, node: n.rensei_download) -> None:
    uri = posixpath.join(self.builder.dlpath, quote(node["path"]))
    words = text(gettext("Download {}").format(node["name"]))
    self.body.append(
        f'<p class="rensei-download"><a href="{attribute(uri)}" download="{attribute(node["name"])}">{words}</a></p>\n'
    )
    raise nodes.SkipNode


def visit_filter(self: HTML5Translator, _node: n.rensei_filter) -> None:
    label = attribute(gettext("Filter operations"))
    hint = attribute(gettext("Filter by path, method or words"))
    self.body.append(
        '<div class="rensei-filter" role="search"><input class="rensei-input" type="search" '
        f'aria-label="{label}" placeholder="{hint}" autocomplete="off" '
        'spellcheck="false" /><span class="rensei-note" role="status"></span></div>\n'
    )
    raise nodes.SkipNode


def visit_native(self: HTML5Translator, node: n.rensei_native) -> None:
    if self.builder.name == "epub" or self.builder.embedded:
        # A book sends nothing.
        raise nodes.SkipNode
    elsewhere = f'"{attribute(node["action"])}" target="_blank" rel="noopener noreferrer"'
    inputs, note = "".join(map(native_input, node["inputs"])), ""
    if "<label>" in inputs:
        note = text(gettext("What is left empty is sent empty."))
        nothing = text(gettext("Send without inputs"))
        needed = any(required or values for _, _, required, _, values, _ in node["inputs"])
        # A browser leaves out none of its inputs.
        note = f"<p>{note}</p>" if needed else f"<p>{note} <a href={elsewhere}>{nothing}</a></p>"
    summary, button = text(gettext("Test it without a script")), text(gettext("Send in a new tab"))
    self.body.append(
        f'<noscript><details class="rensei-native rensei-nest rensei-editor"><summary>{summary}</summary>\n'
        f'<form class="rensei-setup" action={elsewhere}>{inputs}{note}'
        f'<button class="rensei-button">{button}</button></form></details></noscript>\n'
    )
    raise nodes.SkipNode


def native_input(entry: tuple[str, str, bool, tuple[str, ...], tuple[str, ...], str]) -> str:
    """An input of a form with its label; its facts are those of the node."""
    name, kind, required, choices, values, hint = entry
    named = f'name="{attribute(name)}"'
    value = f' value="{attribute(values[0])}"' if values else ""
    if kind == "hidden":
        return f'<input type="hidden" {named}{value} />'
    needed = ' required="required"' if required else ""
    named = f'class="rensei-input" {named}{needed}'
    if choices:
        several = ' multiple="multiple"' if kind == "choices" else ""
        offered = choices if several else ("", *choices)
        made = f"<select {named}{several}>{''.join(_option(each, values) for each in offered)}</select>"
    else:
        sort = {"text": "", "number": ' type="number" step="any"'}.get(kind, f' type="{kind}"')
        example = f' placeholder="{attribute(hint)}"' if hint else ""
        made = f"<input {named}{sort}{value}{example} />"
    star = f" {span(gettext('required'), 'rensei-required')}" if required else ""
    return f"<label><span>{text(name)}{star}</span>{made}</label>"


def _option(value: str, chosen: Iterable[str]) -> str:
    # Without it, the value is the text, its white space collapsed.
    exact = f' value="{attribute(value)}"' if value != " ".join(value.split()) else ""
    selected = ' selected="selected"' if value in chosen else ""
    return f"<option{exact}{selected}>{text(value)}</option>"


# What the script relies on, beside the classes `rensei-page`, `rensei-address`, `rensei-path`, `rensei-rows`,
# `rensei-head`, `rensei-name`, `rensei-nest`, `rensei-union`, `rensei-media`, `rensei-request`, `rensei-responses`,
# `rensei-status`, `rensei-samples` and `rensei-stick` (tests/builds/test_playground.py holds it to this): the data is
# the last child of the page; the sections that hold inputs, and the one of authorization, say so in
# `data-rensei-part`; a row's first element is its head; levels below a row are in a `details` of it.
def visit_playground(self: HTML5Translator, node: n.rensei_playground) -> None:
    if self.builder.name == "epub":
        # A book sends nothing.
        raise nodes.SkipNode
    self.body.append(f'<script type="application/json" class="rensei-data">{node["data"]}</script>\n')
    raise nodes.SkipNode
