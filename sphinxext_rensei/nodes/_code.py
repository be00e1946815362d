"""Highlighted code without the markup that no reader sees: half of what a page of samples weighs."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from pygments.token import STANDARD_TYPES, Name, Punctuation, Text, Whitespace

if TYPE_CHECKING:
    from pygments.style import StyleMeta

_FREQUENT: Final = (Name, Name.Other, Punctuation)
_LOOK: Final = ("color", "bold", "italic", "underline", "bgcolor", "border")


def lean(markup: str, highlighters: tuple[Any, ...]) -> str:
    """Highlighted code without spans around white space, and around what its styles draw like any other text.

    :param highlighters: Sphinx's, one for each style that the page can take on.
    """
    styles = tuple(each.formatter_args["style"] for each in highlighters if each is not None)
    return _spans(styles).sub(r"\1", markup)


@lru_cache(maxsize=10_000)
def piece(text: str, language: str, highlighters: tuple[Any, ...]) -> str:
    """Some lines of code, highlighted, without what Sphinx puts around them."""
    markup = lean(highlighters[0].highlight_block(text, language, force=True), highlighters)
    return markup.partition("<span></span>")[2].rpartition("</pre>")[0]


@lru_cache(maxsize=8)
def _spans(styles: tuple[StyleMeta, ...]) -> re.Pattern[str]:
    names = [STANDARD_TYPES[Whitespace], *(STANDARD_TYPES[token] for token in _FREQUENT if _is_plain(token, styles))]
    return re.compile(rf'<span class="(?:{"|".join(names)})">([^<]*)</span>')


def _is_plain(token: Any, styles: tuple[StyleMeta, ...]) -> bool:
    return all(
        style.style_for_token(token)[look] == style.style_for_token(Text)[look] for style in styles for look in _LOOK
    )
