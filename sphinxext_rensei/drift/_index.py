"""Routes, found by what their paths match."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sphinxext_rensei.drift._shape import EXPRESSION, Shape, shape_of
from sphinxext_rensei.routes import ANY_METHOD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinxext_rensei.routes import Route


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Group:
    """The routes of one path.

    :param is_rest: whether the last parameter stands for any number of segments.
    """

    shape: Shape
    is_rest: bool
    routes: list[Route] = field(default_factory=list)

    @property
    def methods(self) -> tuple[str, ...]:
        """What it answers."""
        return tuple(sorted({route.method for route in self.routes}))

    def find(self, method: str) -> Route | None:
        """The route that answers a method: HEAD is answered as GET is, and OPTIONS always (RFC 9110, section 9.3)."""
        accepted = [method, ANY_METHOD]
        if method == "HEAD":
            accepted.append("GET")
        if method == "OPTIONS":
            accepted += self.methods
        by_method = {route.method: route for route in reversed(self.routes)}
        return next((by_method[each] for each in accepted if each in by_method), None)


@dataclass(slots=True)
class _Node:
    """What comes after some segments."""

    children: dict[str, _Node] = field(default_factory=dict)
    groups: list[Group] = field(default_factory=list)
    rest: list[Group] = field(default_factory=list)


class RouteIndex:
    """All routes, by the shapes of their paths."""

    def __init__(self, routes: Iterable[Route]) -> None:
        self._groups: dict[tuple[Shape, bool], Group] = {}
        self._folded: dict[tuple[Shape, bool], Group] = {}
        self._root = _Node()
        for route in routes:
            self._add(route)

    def _add(self, route: Route) -> None:
        shape = shape_of(route.path)
        is_rest = bool(route.parameters) and route.parameters[-1].is_rest and shape.segments[-1:] == (EXPRESSION,)
        group = self._groups.get((shape, is_rest))
        if group is None:
            group = self._groups[shape, is_rest] = Group(shape=shape, is_rest=is_rest)
            self._folded.setdefault((shape.folded, is_rest), group)
            node = self._root
            for segment in shape.segments[:-1] if is_rest else shape.segments:
                node = node.children.setdefault(segment, _Node())
            (node.rest if is_rest else node.groups).append(group)
        group.routes.append(route)

    @property
    def groups(self) -> Iterable[Group]:
        """The routes of each path."""
        return self._groups.values()

    @property
    def routes(self) -> Iterator[Route]:
        """All of them."""
        return (route for group in self._groups.values() for route in group.routes)

    def find(self, shape: Shape) -> list[Group]:
        """The routes whose path is the same; a slash at the end is preferred to be the same too."""
        return _look_up(self._groups, shape)

    def find_folded(self, shape: Shape) -> list[Group]:
        """The routes whose path is the same, but for capital letters."""
        return _look_up(self._folded, shape.folded)

    def covering(self, shape: Shape) -> Iterator[Group]:
        """The routes that answer requests to a path: a segment as written, then a parameter, then all that follows."""
        segments = shape.segments
        stack: list[tuple[_Node, int] | Group] = [(self._root, 0)]
        while stack:
            found = stack.pop()
            if isinstance(found, Group):
                yield found
                continue
            node, at = found
            if at == len(segments):
                yield from node.groups
                continue
            # What is pushed last comes first.
            stack += reversed(node.rest)
            keys = dict.fromkeys((EXPRESSION, segments[at]))
            stack += [(node.children[key], at + 1) for key in keys if key in node.children]


def _look_up(groups: dict[tuple[Shape, bool], Group], shape: Shape) -> list[Group]:
    same, other = (
        [groups[key] for key in ((each, False), (each, True)) if key in groups] for each in (shape, shape.toggled)
    )
    return same or other
