"""Strings that are likely for what is said of them, within lengths and patterns."""

from __future__ import annotations

import itertools
import json
import math
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.schema._formats import FORMATS
from sphinxext_rensei.schema._instances import NOTHING, Nothing, limit
from sphinxext_rensei.schema._likely import likely_strings, spellings, suggested, words
from sphinxext_rensei.schema._patterns import matching

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinxext_rensei.schema._instances import Here, Instance, Maker
    from sphinxext_rensei.schema._shape import Shape
    from sphinxext_rensei.spec import Schema

_MAX_LENGTH: Final = 10_000
"""No example is longer, in characters, whatever the schema demands."""
_LOOSE: Final = ("", "password", "string", "text")
"""Formats that leave what a string says to its name."""


def text(maker: Maker, schema: Schema, shape: Shape, here: Here) -> Instance:
    """A string: the first that is likely and fits, else one made for the pattern, else one cut to length."""
    least, most = min(int(limit(shape, "minLength", 0)), _MAX_LENGTH), limit(shape, "maxLength", math.inf)
    longest = None if most == math.inf else int(most)
    patterns = [each for each in maker.said(schema, "pattern") if isinstance(each, str)]
    likely = _likely(maker, schema, shape, here)
    spelt = spellings(here.name) if patterns else ()
    offered = itertools.chain(
        (each for each in (*likely, *spelt) if _within(each, least, longest)),
        *(matching(pattern, least, longest) for pattern in patterns),
        (_stretched(each, least, longest) for each in likely),
    )
    fitting = (each for each in offered if not patterns or maker.fits(schema, each))
    several = list(dict.fromkeys(itertools.islice(fitting, here.turn + 1)))
    return several[min(here.turn, len(several) - 1)] if several else NOTHING


def _likely(maker: Maker, schema: Schema, shape: Shape, here: Here) -> list[str]:
    """What the string may well be: by its description's example, by format, by name."""
    offered = [*_decoded(maker, schema, shape, here), *suggested(here.told)]
    if maker.said(schema, "contentEncoding"):
        offered += FORMATS["base64"]
    offered += FORMATS.get(shape.format, ())
    if shape.format in _LOOSE and shape.format != "password":
        offered += likely_strings(here.name, here.owners, here.told)
    # Before "example": a title is often a sentence, and says less than the name of the property.
    plain = words(here.name) or words(shape.title or shape.name) or "example"
    offered = offered or [plain]
    shift = here.turn % len(offered)
    return [*offered[shift:], *offered[:shift], *(f"{plain} {here.turn + more}" for more in range(1, 4))]


def _decoded(maker: Maker, schema: Schema, shape: Shape, here: Here) -> Iterator[str]:
    """JSON in a string, as the schema of what it holds wants it (JSON Schema validation, section 8.5)."""
    parts = [each.schema for each in shape.applicators if each.keyword == "contentSchema"]
    if not parts or maker.said(schema, "contentEncoding"):
        return
    if any(str(each).partition(";")[0].rstrip().endswith("json") for each in maker.said(schema, "contentMediaType")):
        for part in parts:
            value = maker.value(part, here.inside(here.name))
            if not isinstance(value, Nothing):
                yield json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _within(text: str, least: int, most: int | None) -> bool:
    return least <= len(text) and (most is None or len(text) <= most)


def _stretched(text: str, least: int, most: int | None) -> str:
    """The text repeated or cut to length."""
    if len(text) < least:
        text = (f"{text} " * (least // (len(text) + 1) + 1))[:least]
        text = text[:-1] + "." if text.endswith(" ") else text
    return text if most is None else text[:most]
