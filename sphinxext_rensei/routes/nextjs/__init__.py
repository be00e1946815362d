"""The route handlers of Next.js applications: files ``route`` of the App Router, and what is below ``pages/api``.

Where a file is says its path, what it exports its methods, and ``next.config`` what moves them.
"""

from __future__ import annotations

import os
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from sphinxext_rensei.problems import Location, Problem, ProblemCode, RouteCode
from sphinxext_rensei.routes._route import Route, Routes
from sphinxext_rensei.routes.nextjs._applications import find_applications
from sphinxext_rensei.routes.nextjs._methods import METHODS
from sphinxext_rensei.routes.nextjs._reader import read_application

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["read"]


def read(roots: Sequence[Path]) -> Routes:
    """The routes of all applications at, below or around some folders."""
    routes: dict[tuple[str, str, str], Route] = {}
    problems: dict[Problem, None] = {}
    absolute = {root: Path(os.path.abspath(root)) for root in roots}  # noqa: PTH100

    def name(path: Path) -> str:
        """A file as it is seen from a root, the way that the root was named."""
        for root, whole in absolute.items():
            if path.is_relative_to(whole):
                return str(root / path.relative_to(whole))
        return str(path) if all(root.is_absolute() for root in absolute) else os.path.relpath(path)

    for root, whole in absolute.items():
        if not whole.exists():
            problems[Problem(ProblemCode.MISSING_FILE, "there is no such folder", Location(str(root)))] = None
            continue
        found = [read_application(each, name) for each in find_applications(whole)]
        for each in found:
            problems |= dict.fromkeys(each.problems)
            for route in each.routes:
                routes.setdefault((route.method, route.path, route.file), route)
        if not any(each.routes for each in found):
            message = "no route handler of Next.js is here: no file 'route' below 'app', and none below 'pages/api'"
            problems[Problem(RouteCode.NO_ROUTES, message, Location(str(root)))] = None
    return Routes(
        routes=tuple(sorted(routes.values(), key=_order)),
        problems=tuple(sorted(problems, key=attrgetter("order"))),
    )


def _order(route: Route) -> tuple[str, int, str]:
    return (route.path, METHODS.index(route.method) if route.method in METHODS else -1, route.file)
