"""What a path template matches, whatever its parameters are called (OAS 3.2.0, section 4.8.2)."""

from __future__ import annotations

import re
from typing import Final, NamedTuple
from urllib.parse import unquote

from sphinxext_rensei.spec import TEMPLATE_EXPRESSION

EXPRESSION: Final = "{}"
"""What stands for a parameter in a segment of a shape."""

_QUERY_OR_FRAGMENT: Final = re.compile(r"[?#]")


class Shape(NamedTuple):
    """A path template without the names of its parameters.

    :param segments: their text without percent-encoding, with :data:`EXPRESSION` for each parameter.
    :param slash: whether the path ends in a slash; a lone one is the path's beginning.
    """

    segments: tuple[str, ...]
    slash: bool = False

    @property
    def folded(self) -> Shape:
        """The same for all capitalisations."""
        return Shape(tuple(segment.casefold() for segment in self.segments), self.slash)

    @property
    def toggled(self) -> Shape:
        """The same with the slash at the end, or without it."""
        return Shape(self.segments, bool(self.segments) and not self.slash)

    def shared(self, other: Shape) -> int:
        """How many segments both begin with."""
        pairs = enumerate(zip(self.segments, other.segments, strict=False))
        return next((at for at, (ours, theirs) in pairs if ours != theirs), min(map(len, (self[0], other[0]))))


def shape_of(path: str) -> Shape:
    """The shape of a path template."""
    erased = TEMPLATE_EXPRESSION.sub(EXPRESSION, _without_query(path))
    segments = tuple(unquote(piece) for piece in erased.split("/") if piece)
    return Shape(segments, bool(segments) and erased.endswith("/"))


def names_of(path: str) -> tuple[str, ...]:
    """The names of a path template's parameters; what RFC 6570 puts around them says nothing about their name."""
    return tuple(name.lstrip("+").rstrip("*") for name in TEMPLATE_EXPRESSION.findall(_without_query(path)))


def _without_query(path: str) -> str:
    return _QUERY_OR_FRAGMENT.split(path, maxsplit=1)[0]
