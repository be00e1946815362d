"""Which part of a comparison somebody asked for."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from sphinxext_rensei.routes import ANY_METHOD

if TYPE_CHECKING:
    from sphinxext_rensei.drift._model import Difference


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """A choice of endpoints.

    :param include: globs, one of which a path must fit; all paths fit where it is empty.
    :param exclude: globs, none of which a path may fit.
    :param methods: in upper case; all where it is empty.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()

    def holds(self, difference: Difference) -> bool:
        """Whether a difference is asked for; an operation has its path, and those that its servers give it."""
        endpoint, route = difference.endpoint, difference.route
        served = endpoint.served if endpoint else ()
        return self.holds_endpoint(difference.method, difference.path, *served, *([route.path] if route else ()))

    def holds_endpoint(self, method: str, *paths: str) -> bool:
        """Whether a method on a path is asked for."""
        if self.methods and method not in (*self.methods, ANY_METHOD):
            return False
        if any(fnmatchcase(path, pattern) for pattern in self.exclude for path in paths):
            return False
        return not self.include or any(fnmatchcase(path, pattern) for pattern in self.include for path in paths)
