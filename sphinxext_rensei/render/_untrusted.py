"""What the text of a description may become, and who decides about the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeVar

from pygments.lexers import find_lexer_class_by_name
from pygments.util import ClassNotFound

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils import nodes

T = TypeVar("T")

_SAFE_SCHEMES: Final = frozenset({"http", "https", "mailto"})
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_NOT_IN_URI = re.compile("[\x00-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")


def _no_node(_text: str) -> nodes.Node | None:
    return None


def nowhere(_target: str) -> str | None:
    """Resolve no relative target."""
    return None


def _fragment_only(target: str) -> str | None:
    return target if target.startswith("#") else None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkupContext:
    """What the text of a description needs to know of its surroundings.

    :param source: file name, for ``node.source``.
    :param line: line of the text's first line in that file; 0 where it is not known.
    :param step: lines of the file per line of the text: 1 in a YAML literal block, 0 in a JSON string.
    :param literal: called with an inline literal's text; a node that replaces the literal, or None.
    :param link: called with a link target that names neither scheme nor host; a URI, or a node that will hold the
        link's words, or None to keep the words only.
    :param image: the same for images; what stands at the URI is drawn.
    """

    source: str = ""
    line: int = 0
    step: int = 1
    literal: Callable[[str], nodes.Node | None] = _no_node
    link: Callable[[str], str | nodes.Element | None] = _fragment_only
    image: Callable[[str], str | None] = nowhere


def clean(text: str) -> str:
    """Drop all control characters but tab and newline, and what XML can't hold (XML 1.0, section 2.2).

    Lone surrogates become U+FFFD, line ends newlines.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _NOT_TEXT.sub(lambda found: "\N{REPLACEMENT CHARACTER}" if "\ud800" <= found[0] <= "\udfff" else "", text)


def safe_target(written: str, relative: Callable[[str], str | T | None]) -> str | T | None:
    """What a link of untrusted text may lead to: a URI, what stands for a relative one, or None.

    :param written: the target, character references decoded.
    :param relative: decides about targets without scheme and host.
    """
    target = written.strip().replace(" ", "%20")
    if not target or _NOT_IN_URI.search(target):
        return None
    if target.startswith("//"):
        return f"https:{target}"
    scheme = _SCHEME.match(target)
    if scheme is None:
        return relative(target)
    return target if scheme[1].lower() in _SAFE_SCHEMES else None


@lru_cache(maxsize=256)
def lexer_name(written: str) -> str:
    """The name of a Pygments lexer that surely exists: an unknown one would be a warning.

    :param written: a language, or the info string of a fenced code block (CommonMark 0.31, section 4.5).
    """
    name = (written.lower().split() or ["text"])[0]
    try:
        find_lexer_class_by_name(name)
    except ClassNotFound:
        return "text"
    return name
