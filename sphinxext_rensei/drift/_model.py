"""What is compared, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sphinxext_rensei.problems import Location, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinxext_rensei.drift._kinds import Kind
    from sphinxext_rensei.routes import Route
    from sphinxext_rensei.spec import Operation


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """A method and a path that the documentation holds: an operation, or an endpoint that was written by hand.

    :param path: as it is documented.
    :param served: the paths under which the servers of the description have it.
    :param values: what a path parameter may be, by its name, where that is listed.
    :param credentials: query parameters that its security schemes add.
    :param operation: None where it is documented by hand.
    """

    method: str
    path: str
    served: tuple[str, ...]
    location: Location
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    credentials: frozenset[str] = frozenset()
    operation: Operation | None = None

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    def difference(self, kind: Kind, message: str, *, route: Route | None = None, detail: str = "") -> Difference:
        """A difference between this endpoint and what is served."""
        return Difference(
            kind=kind,
            method=self.method,
            path=self.path,
            message=message,
            location=self.location,
            endpoint=self,
            route=route,
            detail=detail,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One way in which documentation and implementation differ.

    :param message: what a person reads.
    :param location: the place to mend: of the operation, else of the route.
    :param endpoint: what is documented, if anything is.
    :param route: what is served, if anything is.
    :param detail: sets it apart from others of its kind at the same endpoint.
    :param similar: the endpoint that it may have been, or may be now.
    """

    kind: Kind
    method: str
    path: str
    message: str
    location: Location
    endpoint: Endpoint | None = None
    route: Route | None = None
    detail: str = ""
    similar: str = ""

    @property
    def problem(self) -> Problem:
        """The difference as what a report holds."""
        hint = ""
        if self.similar:
            hint = f"; perhaps it is {self.similar} now" if self.endpoint else f"; perhaps it was {self.similar}"
        return Problem(self.kind, f"{self.message}{hint}", self.location)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """An endpoint that a more general route answers."""

    endpoint: Endpoint
    route: Route


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """All differences, by kind, path and method, and the endpoints that need no route of their own."""

    differences: tuple[Difference, ...] = ()
    covered: tuple[Cover, ...] = ()
