"""How folders below ``app`` and ``pages`` become paths (Next.js, project structure)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinxext_rensei.routes._route import RouteParameter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Segment = str | RouteParameter
"""A part of a path between two slashes: its text, or what requests fill in."""

# Those of interception; what they are in front of draws a page inside of another.
_MARKERS: Final = ("(.)", "(..)", "(...)")


def app_segments(folders: Iterable[str]) -> tuple[Segment, ...] | None:
    """The segments of folders below ``app``; None where no route handler can be."""
    found: list[Segment] = []
    for folder in folders:
        if folder.startswith(("_", *_MARKERS)):
            return None
        is_group = folder.startswith("(") and folder.endswith(")")
        if not is_group and not folder.startswith("@"):
            # An underscore at the front is written so, for it would make the folder private.
            found.append(_segment(folder.replace("%5F", "_")))
    return tuple(found)


def page_segments(folders: Sequence[str], name: str) -> tuple[Segment, ...]:
    """The segments of a file below ``pages``, without its extension."""
    return tuple(_segment(each) for each in (*folders, *(() if name == "index" else (name,))))


def _segment(name: str) -> Segment:
    if name.startswith("[[...") and name.endswith("]]"):
        return RouteParameter(name=name[5:-2], is_rest=True, is_optional=True)
    if name.startswith("[...") and name.endswith("]"):
        return RouteParameter(name=name[4:-1], is_rest=True)
    if name.startswith("[") and name.endswith("]"):
        return RouteParameter(name=name[1:-1])
    return name


def template(segments: Iterable[Segment]) -> str:
    """The path template of segments."""
    return "".join(f"/{each}" if isinstance(each, str) else f"/{{{each.name}}}" for each in segments)


def variants(segments: tuple[Segment, ...]) -> Iterator[tuple[Segment, ...]]:
    """The segments, and those without the last where a path may do without it."""
    yield segments
    last = segments[-1] if segments else ""
    if isinstance(last, RouteParameter) and last.is_optional:
        yield segments[:-1]
