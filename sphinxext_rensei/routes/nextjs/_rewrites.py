"""Rewrites of ``next.config``: other paths of routes, in the patterns of path-to-regexp 6."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.routes._route import RouteParameter
from sphinxext_rensei.routes.nextjs._literals import Unknown, beginning

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sphinxext_rensei.routes.nextjs._literals import Value
    from sphinxext_rensei.routes.nextjs._segments import Segment

# A whole segment that is a parameter: its name, its pattern, and how often it may be there.
_PARAMETER: Final = re.compile(
    r":(?P<name>\w+)(?P<pattern>\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\))?(?P<count>[*+?]?)"
)
_SPECIAL: Final = re.compile(r"[:(){}*+?]")
_QUERY: Final = re.compile("[?#]")
_ESCAPED: Final = re.compile(r"\\(.)")

# Parts of a pattern that mean the same here and in JavaScript, and can't take long.
_SIMPLE: Final = re.compile(r"(?:\\[dw]|[\w|-]|\[[\w^-]+\])(?:[+*?]|\{\d+(?:,\d*)?\})?")

_REPEATED: Final = re.compile("[+*{]")

_MAX_PATTERN: Final = 60
# Each more of them is a factor of a segment's length.
_MAX_REPEATED: Final = 4
_ELSEWHERE: Final = ("http:", "https:")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parameter:
    """A parameter of a pattern.

    :param pattern: what a segment has to look like; empty for anything.
    :param count: ``*``, ``+``, ``?`` or empty.
    """

    name: str
    pattern: str = ""
    count: str = ""

    @property
    def is_rest(self) -> bool:
        """Whether it stands for any number of segments."""
        return self.count in ("*", "+")


_Piece = str | _Parameter


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewrite:
    """A path that leads to another, both below the base path."""

    source: tuple[_Piece, ...]
    destination: tuple[_Piece, ...]


def read_rewrite(entry: Mapping[str, Value]) -> Rewrite | Unknown | None:
    """A rewrite; None for one that leads to another host, or nowhere, and what is unknown of it."""
    source, destination = entry.get("source"), entry.get("destination")
    if isinstance(destination, Unknown) and beginning(destination.node).startswith(_ELSEWHERE):
        return None
    for each in (destination, source):
        if isinstance(each, Unknown):
            return each
    if not isinstance(source, str) or not isinstance(destination, str) or not destination.startswith("/"):
        return None
    if entry.get("basePath") is False:
        # Next.js takes no rewrite from outside of the base path to what is inside.
        return None
    from_pieces, to_pieces = _pieces(source), _pieces(_QUERY.split(destination)[0])
    if from_pieces is None or to_pieces is None:
        return None
    # A parameter of many segments is passed on as such, however the destination writes it.
    rests = {piece.name: piece for piece in from_pieces if isinstance(piece, _Parameter) and piece.is_rest}
    to_pieces = tuple(piece if isinstance(piece, str) else rests.get(piece.name, piece) for piece in to_pieces)
    return Rewrite(source=from_pieces, destination=to_pieces)


def _pieces(path: str) -> tuple[_Piece, ...] | None:
    """The segments of a pattern; None for one whose parameters are parts of segments."""
    found: list[_Piece] = []
    for segment in _segments(path):
        match = _PARAMETER.fullmatch(segment)
        if match:
            found.append(_parameter(match))
        elif _SPECIAL.search(_ESCAPED.sub("", segment)):
            return None
        else:
            found.append(_ESCAPED.sub(r"\1", segment))
    return tuple(found)


def _parameter(match: re.Match[str]) -> _Parameter:
    pattern = (match["pattern"] or "")[1:-1]
    if pattern in (".*", ".+"):
        # A pattern may span segments, where it allows a slash.
        return _Parameter(name=match["name"], count=pattern[-1])
    return _Parameter(name=match["name"], pattern=pattern, count=match["count"])


def _segments(path: str) -> Iterator[str]:
    """The parts between slashes, those in parentheses aside."""
    depth, start = 0, 0
    for at, letter in enumerate(path):
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "/" and depth == 0:
            yield from (path[start:at],) if at > start else ()
            start = at + 1
    yield from (path[start:],) if path[start:] else ()


def rewritten(rewrite: Rewrite, route: Sequence[Segment]) -> tuple[Segment, ...] | None:
    """The other path of a route that a rewrite leads to, if it does."""
    bound = _matched(rewrite.destination, route)
    if bound is None:
        return None
    found: list[Segment] = []
    for piece in rewrite.source:
        if isinstance(piece, str):
            found.append(piece)
        elif piece.name not in bound:
            found.append(RouteParameter(name=piece.name, is_rest=piece.is_rest))
        elif all(_fits(each, piece.pattern) for each in bound[piece.name]):
            found += bound[piece.name]
        else:
            return None
    return tuple(found)


def _matched(pieces: Sequence[_Piece], route: Sequence[Segment]) -> dict[str, tuple[Segment, ...]] | None:
    """What each parameter stands for where a destination is a route."""
    bound: dict[str, tuple[Segment, ...]] = {}
    for index, piece in enumerate(pieces):
        if isinstance(piece, _Parameter) and piece.is_rest:
            behind = len(pieces) - index - 1
            rest = tuple(route[index : len(route) - behind])
            if behind or (piece.count == "+" and not rest):
                return None
            bound[piece.name] = rest
            return bound
        if index >= len(route):
            return None
        segment = route[index]
        if isinstance(segment, RouteParameter) and segment.is_rest:
            # What is left of the destination is what the rest of the route's path is.
            left = [each for each in pieces[index:] if isinstance(each, _Parameter)]
            return bound | {each.name: (RouteParameter(name=each.name, is_rest=each.is_rest),) for each in left}
        if isinstance(piece, _Parameter):
            bound[piece.name] = (segment,)
        elif isinstance(segment, str) and segment != piece:
            return None
    return bound if len(pieces) == len(route) else None


def _fits(segment: Segment, pattern: str) -> bool:
    """Whether a segment can be what a parameter allows."""
    if not pattern or isinstance(segment, RouteParameter):
        return True
    if len(pattern) > _MAX_PATTERN or not re.fullmatch(rf"(?:{_SIMPLE.pattern})+", pattern):
        return False
    try:
        return len(_REPEATED.findall(pattern)) <= _MAX_REPEATED and re.fullmatch(pattern, segment) is not None
    except (re.error, OverflowError):
        # `[z-a]`, `\d{3,1}`.
        return False
