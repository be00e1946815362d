"""Which part of a comparison somebody asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from sphinxext_rensei.routes import ANY_METHOD

if TYPE_CHECKING:
    from sphinxext_rensei.drift._kinds import Kind
    from sphinxext_rensei.drift._model import Difference, Drift


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """A choice of endpoints.

    :param include: globs, one of which a path must fit; all paths fit where it is empty.
    :param exclude: globs, none of which a path may fit.
    :param methods: in upper case; all where it is empty.
    :param ignored: kinds that are left out.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    ignored: frozenset[Kind] = frozenset()

    def narrow(self, drift: Drift) -> Drift:
        """What of a comparison is asked for."""
        return replace(
            drift,
            differences=tuple(each for each in drift.differences if self.holds(each)),
            covered=tuple(each for each in drift.covered if self._has(each.endpoint.method, *each.endpoint.served)),
        )

    def holds(self, difference: Difference) -> bool:
        """Whether a difference is asked for; an operation has its path, and those that its servers give it."""
        if difference.kind in self.ignored:
            return False
        endpoint, route = difference.endpoint, difference.route
        served = endpoint.served if endpoint else ()
        return self._has(difference.method, difference.path, *served, *([route.path] if route else ()))

    def _has(self, method: str, *paths: str) -> bool:
        if self.methods and method not in (*self.methods, ANY_METHOD):
            return False
        if any(fnmatchcase(path, pattern) for pattern in self.exclude for path in paths):
            return False
        return not self.include or any(fnmatchcase(path, pattern) for pattern in self.include for path in paths)
