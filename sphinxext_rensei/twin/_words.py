"""What a twin says of itself first."""

from __future__ import annotations

import re
from typing import Final

from markdown_it import MarkdownIt

_FENCE: Final = re.compile(r"`{3,}(?=[^`]*$)")
_OTHER: Final = re.compile(r"\s|[-*>|] |\d+[.)] |\[\^|---$")
"""What lines begin with that are no paragraph."""
_MARKDOWN: Final = MarkdownIt("commonmark").enable("strikethrough")


def first_words(text: str) -> str:
    """The words of the first paragraph under the title of a twin; empty where other things stand there."""
    fence, headings = "", 0
    for line in text.split("\n"):
        if fence:
            fence = "" if line == fence else fence
        elif found := _FENCE.match(line):
            fence = found[0]
        elif line.startswith("#"):
            headings += 1
        elif line and not _OTHER.match(line) and (words := _plain(line.removesuffix("\\"))):
            return words
        if headings > 1:
            break
    return ""


def _plain(line: str) -> str:
    (inline,) = _MARKDOWN.parseInline(line)
    return " ".join("".join(token.content for token in inline.children or () if token.type in _SAID).split())


_SAID: Final = frozenset({"text", "code_inline"})
