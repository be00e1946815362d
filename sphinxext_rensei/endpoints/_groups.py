"""The paths of an API in groups, by what they are about, or as somebody groups them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.endpoints._endpoint import shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_ABOUT_NOTHING: Final = re.compile(
    r"api|rest|v\d+(?:\.\d+)*(?:(?:alpha|beta|rc)\d*)?|\d{4}-\d{2}(?:-\d{2})?|\{.*", re.IGNORECASE
)
"""Segments that many groups share: versions, parameters."""
_REST: Final = re.compile(r"(?:/\*+|/)+\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteGroup:
    """Paths that belong together.

    :param prefixes: what they begin with, as readers shall see it.
    :param given: the index of the group among those that were given; -1 where it was found.
    """

    prefixes: tuple[str, ...]
    paths: tuple[str, ...] = ()
    given: int = -1


def prefixes_in(text: str) -> tuple[str, ...]:
    """The prefixes that a text lists, with commas or without: ``/api/org/*, /api/projects``."""
    return tuple(re.split(r"[,\s]+", text.strip(", \n")))


def find_prefix_fault(prefix: str) -> str | None:
    """What is wrong with a text that should be the beginning of paths."""
    if not prefix.startswith("/"):
        return "it does not begin with a slash"
    return "an asterisk stands for all that follows" if "*" in _bare(prefix) else None


def group_routes(paths: Iterable[str], given: Sequence[tuple[str, ...]] = ()) -> tuple[RouteGroup, ...]:
    """The groups that were given, in their order; then those of the other paths, in the order of the paths.

    A path belongs to the longest prefix that was given; without one, to the first segment that says what it is about.
    """
    held: list[list[str]] = [[] for _ in given]
    found: dict[str, list[str]] = {}
    for path in dict.fromkeys(paths):
        index = _index(path, given)
        (found.setdefault(_prefix(path), []) if index is None else held[index]).append(path)
    return (
        *(
            RouteGroup(prefixes=prefixes, paths=tuple(paths), given=index)
            for index, (prefixes, paths) in enumerate(zip(given, held, strict=True))
        ),
        *(RouteGroup(prefixes=(_label(prefix, paths),), paths=tuple(paths)) for prefix, paths in found.items()),
    )


def _index(path: str, given: Sequence[tuple[str, ...]]) -> int | None:
    fitting = [
        (len(_bare(prefix).split("/")), -index)
        for index, prefixes in enumerate(given)
        for prefix in prefixes
        if _begins(path, _bare(prefix))
    ]
    return -max(fitting)[1] if fitting else None


def _begins(path: str, prefix: str) -> bool:
    return f"{shape(path)}/".startswith(f"{shape(prefix)}/")


def _bare(prefix: str) -> str:
    return _REST.sub("", prefix)


def _prefix(path: str) -> str:
    segments = path.split("/")
    for count, segment in enumerate(segments[1:], 2):
        if not _ABOUT_NOTHING.fullmatch(segment):
            return "/".join(segments[:count])
    return path


def _label(prefix: str, paths: Iterable[str]) -> str:
    return prefix if all(path == prefix for path in paths) else f"{prefix}/*"
