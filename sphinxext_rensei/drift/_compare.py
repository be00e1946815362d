"""Puts what is documented beside what is served."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from sphinxext_rensei.drift._annotations import annotation_differences
from sphinxext_rensei.drift._index import Group, RouteIndex
from sphinxext_rensei.drift._kinds import Kind
from sphinxext_rensei.drift._model import Cover, Difference, Drift
from sphinxext_rensei.drift._pairs import pair_differences
from sphinxext_rensei.drift._shape import shape_of
from sphinxext_rensei.drift._similar import with_similar
from sphinxext_rensei.problems import Location
from sphinxext_rensei.routes import ANY_METHOD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sphinxext_rensei.drift._model import Endpoint
    from sphinxext_rensei.routes import Route

# What is answered without a handler (RFC 9110, sections 9.3.2 and 9.3.7), and has one for reasons of its own.
_AUTOMATIC: Final = frozenset({"HEAD", "OPTIONS"})
# More values of a path's parameters are not tried one by one.
_MAX_VALUES: Final = 256
_ORDER: Final = {kind: at for at, kind in enumerate(Kind)}


def compare(endpoints: Iterable[Endpoint], routes: Sequence[Route]) -> Drift:
    """All differences.

    :param endpoints: operations, and endpoints documented by hand; the latter count where no operation is the same.
    """
    comparison = _Comparison(routes)
    endpoints = tuple(endpoints)
    operations = [each for each in endpoints if each.operation]
    described = {(each.method, shape_of(path)) for each in operations for path in each.served}
    by_hand = [
        each
        for each in endpoints
        if not each.operation and described.isdisjoint((each.method, shape_of(path)) for path in each.served)
    ]
    comparison.add(operations)
    comparison.add(by_hand)
    found = [*comparison.differences, *comparison.unclaimed()]
    return Drift(differences=tuple(sorted(with_similar(found), key=_order)), covered=tuple(comparison.covered))


def _order(difference: Difference) -> tuple[object, ...]:
    return (_ORDER[difference.kind], difference.path, difference.method, difference.location, difference.detail)


class _Comparison:
    """What is known so far: which routes are spoken for, and what differs."""

    def __init__(self, routes: Sequence[Route]) -> None:
        self.index = RouteIndex(routes)
        self.differences: list[Difference] = []
        self.covered: list[Cover] = []
        self.owners: dict[Group, list[Endpoint]] = {}
        self.claimed: set[int] = set()

    def add(self, endpoints: Iterable[Endpoint]) -> None:
        """Look for the routes of endpoints: those with a path of their own first, for they cover no others."""
        left = [endpoint for endpoint in endpoints if not self._has_own(endpoint)]
        for endpoint in left:
            self._find_cover(endpoint)

    def _has_own(self, endpoint: Endpoint) -> bool:
        """Whether an endpoint has the path of a route."""
        shapes = [shape_of(path) for path in endpoint.served]
        groups = [group for shape in shapes for group in self.index.find(shape)]
        groups = groups or [group for shape in shapes for group in self.index.find_folded(shape)]
        if not groups:
            return self._has_values(endpoint)
        for group in groups:
            self.owners.setdefault(group, []).append(endpoint)
        answering = [(group, route) for group in groups if (route := group.find(endpoint.method))]
        for group, _ in answering:
            self._claim(group, endpoint.method)
        if not answering:
            self._tell_missing(endpoint, groups[0])
        elif endpoint.operation:
            group, route = answering[0]
            self.differences += pair_differences(endpoint, route, group.shape)
            self.differences += annotation_differences(endpoint, route)
        else:
            self._tell_by_hand(endpoint, answering[0][1])
        return True

    def _has_values(self, endpoint: Endpoint) -> bool:
        """Whether there are routes for what a parameter may be, each for one value."""
        names = list(endpoint.values)
        if not names or math.prod(map(len, endpoint.values.values())) > _MAX_VALUES:
            return False
        missing: list[str] = []
        found = False
        for values in itertools.product(*endpoint.values.values()):
            filled = dict(zip(names, values, strict=True))
            groups = [group for path in endpoint.served for group in self.index.find(shape_of(_fill(path, filled)))]
            routes = [route for group in groups if (route := group.find(endpoint.method))]
            for group in groups:
                self.owners.setdefault(group, []).append(endpoint)
                self._claim(group, endpoint.method)
            found = found or bool(routes)
            missing += [] if routes else [", ".join(f"{name} = {value}" for name, value in filled.items())]
        for each in missing if found else ():
            message = f"{endpoint} has no route for {each}"
            self.differences.append(endpoint.difference(Kind.UNIMPLEMENTED, message, detail=each))
        return found

    def _find_cover(self, endpoint: Endpoint) -> None:
        """Take the nearest route that is more general, unless it has an operation of its own and one segment to fill.

        Without a route for `/books/latest`, requests do reach `/books/{id}`; where that is documented for itself, it
        is for books.
        """
        groups = (next(self.index.covering(shape_of(path)), None) for path in endpoint.served)
        group = next((group for group in groups if group), None)
        route = group.find(endpoint.method) if group else None
        if group is None or route is None:
            self._tell_missing(endpoint)
        elif group.is_rest or not any(owner.method == endpoint.method for owner in self.owners.get(group, ())):
            self._claim(group, endpoint.method)
            self.covered.append(Cover(endpoint=endpoint, route=route))
            if not endpoint.operation:
                self._tell_by_hand(endpoint, route)
        else:
            self._tell_missing(endpoint, note=f"; requests to it reach {_named(route)}")

    def _claim(self, group: Group, method: str) -> None:
        self.claimed |= {id(route) for route in group.routes if route.method in (method, ANY_METHOD)}

    def _tell_missing(self, endpoint: Endpoint, group: Group | None = None, note: str = "") -> None:
        if not endpoint.operation:
            kind, message = Kind.PROSE_UNIMPLEMENTED, f"{endpoint} is documented by hand, and has no route{note}"
        elif group:
            file, answered = group.routes[0].file, ", ".join(group.methods)
            kind, message = Kind.METHOD, f"{endpoint} is described, and its route ({file}) answers {answered}"
        else:
            kind, message = Kind.UNIMPLEMENTED, f"{endpoint} is described, and has no route{note}"
        self.differences.append(endpoint.difference(kind, message))

    def _tell_by_hand(self, endpoint: Endpoint, route: Route) -> None:
        message = f"{endpoint} is documented by hand, and not described"
        self.differences.append(endpoint.difference(Kind.PROSE_ONLY, message, route=route))

    def unclaimed(self) -> Iterator[Difference]:
        """Routes that nothing documents; a handler with several paths needs one of them documented."""
        known = {_handler(route) for route in self.index.routes if id(route) in self.claimed}
        for group in self.index.groups:
            owners = [owner for owner in self.owners.get(group, ()) if owner.operation]
            others = owners or set(group.methods) - _AUTOMATIC
            for route in group.routes:
                is_automatic = route.method in _AUTOMATIC and others
                if id(route) in self.claimed or route.rewrites_to or _handler(route) in known or is_automatic:
                    continue
                described = ", ".join(dict.fromkeys(owner.method for owner in owners))
                otherwise = f"is described for {described} only" if owners else "no operation"
                yield Difference(
                    kind=Kind.METHOD if owners else Kind.UNDOCUMENTED,
                    method=route.method,
                    path=route.path,
                    message=f"{_named(route)} has a route, and {otherwise}",
                    location=Location(route.file, route.line, route.column),
                    route=route,
                )


def _handler(route: Route) -> tuple[str, str, str]:
    """What the paths of one handler share: that it is rewritten to, or that it has without what may be left out."""
    path = route.rewrites_to or route.path
    if route.parameters and route.parameters[-1].is_optional:
        path = path.rpartition("/")[0] or "/"
    return route.method, path, route.file


def _named(route: Route) -> str:
    return route.path if route.method == ANY_METHOD else f"{route.method} {route.path}"


def _fill(path: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        path = path.replace(f"{{{name}}}", quote(value, safe=""))
    return path
