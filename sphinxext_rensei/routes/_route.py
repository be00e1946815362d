"""What an implementation serves, as values: the same whatever it is written in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinxext_rensei.problems import Problem

ANY_METHOD = "*"
"""The method of a route whose source does not say which methods it answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteParameter:
    """A part of a path that requests fill in.

    :param is_rest: whether it stands for any number of segments.
    :param is_optional: whether the path is served without it too; that is a route of its own.
    """

    name: str
    is_rest: bool = False
    is_optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A method on a path that an implementation answers.

    :param method: in upper case; :data:`ANY_METHOD` where the source does not say.
    :param path: as a path template of OpenAPI (OAS 3.2.0, section 4.8.2), with its base path.
    :param parameters: those of the path, in order.
    :param query: names of query parameters that are surely read; there may be more.
    :param file: where the method is declared, with ``line`` and ``column`` from 1; 0 where they are not known.
    :param documentation: the comment that documents it, without the marks of a comment.
    :param rewrites_to: the path of the same handler that this one leads to; empty where it is the handler's own.
    """

    method: str
    path: str
    parameters: tuple[RouteParameter, ...] = ()
    query: tuple[str, ...] = ()
    file: str
    line: int = 0
    column: int = 0
    documentation: str = ""
    rewrites_to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Routes:
    """The routes of an implementation, in the order of paths and methods, and what is wrong with its files."""

    routes: tuple[Route, ...] = ()
    problems: tuple[Problem, ...] = ()
