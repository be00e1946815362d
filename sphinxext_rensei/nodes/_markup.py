"""Pieces of HTML that visitors share, as strings."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.words import gettext

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils import nodes

_TEMPLATE: Final = re.compile(r"(\{[^{}]*\})")


def text(value: str) -> str:
    """A value as text."""
    return escape(value, quote=False)


def attribute(value: str) -> str:
    """A value as the value of an attribute, between quotes."""
    return escape(value, quote=True)


def span(words: str, kind: str = "") -> str:
    """Words in an element of their own."""
    described = f' class="{kind}"' if kind else ""
    return f"<span{described}>{text(words)}</span>"


def path_markup(path: str) -> str:
    """A path template with its parameters marked; where it is too long for a line, it breaks before a slash."""
    return "".join(
        f"<var>{text(piece)}</var>" if index % 2 else text(piece).replace("/", "<wbr />/")
        for index, piece in enumerate(_TEMPLATE.split(path))
    ).removeprefix("<wbr />")


def method_markup(method: str) -> str:
    """A method badge; unknown methods share the neutral look."""
    kind = f" rensei-{method.lower()}" if method.isalpha() else ""
    return f'<span class="rensei-method{kind}">{text(method)}</span>'


def linked(pieces: Iterable[tuple[str, str]]) -> str:
    """Words in a row, each linked where it has a URI."""
    return "".join(f'<a href="{attribute(uri)}">{text(words)}</a>' if uri else text(words) for words, uri in pieces)


def anchor(node: nodes.Element, name: str) -> str:
    """A link of a node to itself."""
    if not node["ids"]:
        return ""
    target = attribute(node["ids"][0])
    label = attribute(gettext("Link to {}").format(name))
    return f'<a class="rensei-anchor" href="#{target}" aria-label="{label}">#</a>'


def identifier(node: nodes.Element) -> str:
    """The ``id`` of a node's element."""
    return f' id="{attribute(node["ids"][0])}"' if node["ids"] else ""


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
