"""Which route without an operation may be the new name of which operation without a route."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.drift._kinds import Kind
from sphinxext_rensei.drift._shape import shape_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sphinxext_rensei.drift._model import Difference

# Where so many paths differ in one place, a whole group was added or removed.
_MAX_SHARING: Final = 16
_ENOUGH: Final = 0.5
# Longer paths have no neighbours.
_MAX_SEGMENTS: Final = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class _Path:
    """A path that one side has alone, with the methods that it has there."""

    path: str
    segments: tuple[str, ...]
    methods: frozenset[str]


def with_similar(differences: Sequence[Difference]) -> Iterable[Difference]:
    """The differences, with the likely counterpart of each route and operation that has none."""
    added = _paths(differences, Kind.UNDOCUMENTED)
    removed = _paths(differences, Kind.UNIMPLEMENTED)
    forward = dict(_pairs(added, removed))
    backward = {theirs: ours for ours, theirs in forward.items()}
    names = {Kind.UNDOCUMENTED: forward, Kind.UNIMPLEMENTED: backward}
    for difference in differences:
        other = names.get(difference.kind, {}).get(difference.path)
        yield replace(difference, similar=f"{difference.method} {other}") if other else difference


def _paths(differences: Iterable[Difference], kind: Kind) -> list[_Path]:
    methods: defaultdict[str, set[str]] = defaultdict(set)
    served: dict[str, str] = {}
    for difference in differences:
        if difference.kind is kind and not difference.detail:
            methods[difference.path].add(difference.method)
            served[difference.path] = difference.endpoint.served[0] if difference.endpoint else difference.path
    return [
        _Path(path=path, segments=shape_of(served[path]).segments, methods=frozenset(methods[path]))
        for path in sorted(methods)
    ]


def _pairs(added: Iterable[_Path], removed: Iterable[_Path]) -> Iterator[tuple[str, str]]:
    """Pairs of paths that differ in one segment, the nearest first, each path once."""
    ours, theirs = _by_neighbours(added), _by_neighbours(removed)
    near = {
        (one.path, other.path): (_likeness(one, other), one, other)
        for key in ours.keys() & theirs.keys()
        if len(ours[key]) <= _MAX_SHARING and len(theirs[key]) <= _MAX_SHARING
        for one in ours[key]
        for other in theirs[key]
        if one.methods == other.methods
    }
    taken: set[str] = set()
    for likeness, one, other in sorted(near.values(), key=lambda pair: (-pair[0], pair[1].path, pair[2].path)):
        if likeness >= _ENOUGH and taken.isdisjoint((f"+{one.path}", f"-{other.path}")):
            taken |= {f"+{one.path}", f"-{other.path}"}
            yield one.path, other.path


def _by_neighbours(paths: Iterable[_Path]) -> dict[tuple[str | None, ...], list[_Path]]:
    """Paths by themselves with one segment left open, or left out: two that share a key are near."""
    found: defaultdict[tuple[str | None, ...], list[_Path]] = defaultdict(list)
    for path in paths:
        segments = path.segments[:_MAX_SEGMENTS]
        keys: list[tuple[str | None, ...]] = [segments]
        for at in range(len(segments)):
            keys += [(*segments[:at], None, *segments[at + 1 :]), (*segments[:at], *segments[at + 1 :])]
        for key in dict.fromkeys(keys):
            found[key].append(path)
    return found


def _likeness(one: _Path, other: _Path) -> float:
    """How much of two paths is the same from the beginning and from the end."""
    ours, theirs = "/".join(one.segments), "/".join(other.segments)
    before = _same(ours, theirs)
    after = _same(ours[before:][::-1], theirs[before:][::-1])
    return 2 * (before + after) / max(len(ours) + len(theirs), 1)


def _same(ours: str, theirs: str) -> int:
    pairs = enumerate(zip(ours, theirs, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(ours), len(theirs)))
