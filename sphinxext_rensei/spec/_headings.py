"""What an operation may be called by: words of its description that are as short as a title."""

from __future__ import annotations

import re
from typing import Final

MAX_TITLE: Final = 120
"""Characters of a summary that is the short one which OAS asks for; authors write whole paragraphs, too."""

_PARAGRAPHS: Final = re.compile(r"\n[ \t]*\n")
_SENTENCE: Final = re.compile(r"([^\W_][^<>\[\]`*_|\\]{,79}?)(?:[.](?:\s+(?=[^\W\da-z_])|$)|(?<=。)|$)")
"""A short sentence without markup; a full stop before a small letter is one of an abbreviation."""


def first_sentence(text: str) -> str:
    """The first sentence of a description, where it is plain words."""
    paragraph = " ".join(_PARAGRAPHS.split(text.strip(), maxsplit=1)[0].split())
    found = _SENTENCE.match(paragraph)
    return found[1] if found else ""
