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
    """A path template with its parameters marked; where it is too long for a line, it breaks before a slash.

    Segments come from left to right, in whichever direction their script is written.
    """
    return "".join(
        f"<var>{_segment(piece)}</var>" if index % 2 else "<wbr />/".join(map(_segment, piece.split("/")))
        for index, piece in enumerate(_TEMPLATE.split(path))
    ).removeprefix("<wbr />")


def _segment(piece: str) -> str:
    return text(piece) if piece.isascii() else f"<bdi>{text(piece)}</bdi>"


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
