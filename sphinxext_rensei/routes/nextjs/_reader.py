"""From an application to its routes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.problems import Problem, RouteCode
from sphinxext_rensei.routes._route import ANY_METHOD, Route, RouteParameter, Routes
from sphinxext_rensei.routes.nextjs._comments import comment_of, comment_of_file
from sphinxext_rensei.routes.nextjs._config import read_config
from sphinxext_rensei.routes.nextjs._files import walk
from sphinxext_rensei.routes.nextjs._methods import METHODS, find_methods
from sphinxext_rensei.routes.nextjs._modules import Modules, Place
from sphinxext_rensei.routes.nextjs._queries import query_names
from sphinxext_rensei.routes.nextjs._resolve import Resolver, find_workspace
from sphinxext_rensei.routes.nextjs._rewrites import rewritten
from sphinxext_rensei.routes.nextjs._segments import app_segments, page_segments, template, variants

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from sphinxext_rensei.routes.nextjs._applications import Application
    from sphinxext_rensei.routes.nextjs._config import Config
    from sphinxext_rensei.routes.nextjs._exports import Module
    from sphinxext_rensei.routes.nextjs._modules import Found
    from sphinxext_rensei.routes.nextjs._segments import Segment

_API: Final = "api"
_WELL_KNOWN: Final = ".well-known"

_Path = tuple["Segment", ...]
_Ranked = tuple[int, Route]
"""A route, and which one of its path it is: that with the lowest number answers."""
_REWRITTEN: Final = 2


def read_application(application: Application, name: Callable[[Path], str]) -> Routes:
    """The routes of an application.

    :param name: how messages call a file.
    """
    workspace = find_workspace(application.project)
    is_around = workspace is not None and application.tree.is_relative_to(workspace)
    boundary = workspace if workspace is not None and is_around else application.tree
    modules = Modules(Resolver(application.project, boundary), name)
    config = read_config(application.project, modules)
    reader = _Reader(application, config, modules, [])
    routes: dict[tuple[str, str], Route] = {}
    for _, route in sorted([*reader.app_routes(), *reader.page_routes()], key=lambda ranked: ranked[0]):
        routes.setdefault((route.method, route.path), route)
    return Routes(routes=tuple(routes.values()), problems=(*config.problems, *modules.problems, *reader.problems))


@dataclass(frozen=True, slots=True)
class _Handler:
    """A method of a file, and where the file says that it has it."""

    method: str
    place: Place
    found: Found


@dataclass(frozen=True, slots=True)
class _Reader:
    application: Application
    config: Config
    modules: Modules
    problems: list[Problem]

    @property
    def _base(self) -> tuple[str, ...]:
        return tuple(self.config.base_path.split("/")[1:])

    def app_routes(self) -> Iterator[_Ranked]:
        """The routes of the App Router."""
        folder = self.application.app
        if folder is None:
            return
        names = {f"route.{extension}" for extension in self.config.extensions}
        # Of two files in one folder, the last counts.
        files = {path.parent: path for path in self._files(folder, private=False) if path.name in names}
        for path in files.values():
            segments = app_segments(path.relative_to(folder).parts[:-1])
            if segments is not None:
                yield from self._routes(segments, self._app_handlers(self.modules.get(path)))

    def page_routes(self) -> Iterator[_Ranked]:
        """The routes of the Pages Router."""
        folder = self.application.pages
        for path in self._files(folder, private=True) if folder else ():
            stem = self._stem(path.name)
            segments = page_segments(path.relative_to(folder).parts[:-1], stem) if folder and stem else ()
            if segments and segments[0] == _API:
                yield from self._routes(segments, self._page_handlers(self.modules.get(path)))

    def _files(self, folder: Path, *, private: bool) -> Iterator[Path]:
        for path in walk(folder, self.application.tree, private=private):
            if path.is_relative_to(self.application.root):
                yield path

    def _stem(self, name: str) -> str:
        """The name of a page's file without its extension; empty for another file."""
        endings = sorted((f".{extension}" for extension in self.config.extensions), key=len, reverse=True)
        ending = next((each for each in endings if name.endswith(each)), None)
        return "" if ending is None or name.endswith(".d.ts") else name.removesuffix(ending)

    def _app_handlers(self, module: Module) -> Iterator[_Handler]:
        """The methods that a file ``route`` exports."""
        exports, lost = self.modules.exports(module)
        for star in lost:
            message = f"what '{star.source}' exports can't be known: it is not in the tree"
            self._tell(RouteCode.UNREAD_ROUTES, message, Place(module=module, node=star.node))
        methods = [method for method in METHODS if method in exports]
        if not methods and not lost and not module.file.problems:
            message = f"the file exports none of {', '.join(METHODS)}, so that nothing answers here"
            self._tell(RouteCode.NO_METHOD, message, Place(module=module, node=module.file.root))
        for method in methods:
            yield _Handler(method, Place(module=module, node=exports[method].node), exports[method])

    def _page_handlers(self, module: Module) -> Iterator[_Handler]:
        """The methods that the default export of a file below ``pages/api`` answers."""
        found = self.modules.exports(module)[0].get("default")
        if found is None:
            return
        *_, last = self.modules.trace(found)
        own = Place(module=module, node=found.node)
        methods = find_methods(list(self.modules.parts(last)))
        for method, place in (methods or {ANY_METHOD: own}).items():
            yield _Handler(method, place if place.module is module else own, found)

    def _tell(self, code: RouteCode, message: str, place: Place) -> None:
        self.problems.append(Problem(code, message, place.module.file.location(place.node)))

    def _routes(self, segments: _Path, handlers: Iterator[_Handler]) -> Iterator[_Ranked]:
        """The routes of a file: each of its methods, on each of its paths."""
        paths = list(self._paths(segments))
        for handler in handlers:
            location = handler.place.module.file.location(handler.place.node)
            places = list(self.modules.trace(handler.found))
            parts = list(self.modules.parts(places[-1]))
            comments = (comment_of(place.node) for place in (*places, *parts))
            own = next((comment for comment in comments if comment), "")
            documentation = own or comment_of_file(handler.place.module.file.root)
            query = query_names(_apart(parts))
            for rank, path, rewrites_to in paths:
                yield (
                    rank,
                    Route(
                        method=handler.method,
                        path=self._written(path),
                        parameters=tuple(each for each in path if isinstance(each, RouteParameter)),
                        query=query,
                        file=location.path,
                        line=location.line,
                        column=location.column,
                        documentation=documentation,
                        rewrites_to=self._written(rewrites_to) if rewrites_to is not None else "",
                    ),
                )

    def _paths(self, segments: _Path) -> Iterator[tuple[int, _Path, _Path | None]]:
        """The paths of a route, with its base path, each with its rank, and with what it is rewritten to."""
        for rank, variant in enumerate(variants(segments)):
            whole = (*self._base, *variant)
            yield rank, whole, None
            for rewrite in self.config.rewrites:
                other = rewritten(rewrite, variant)
                if other is not None:
                    yield _REWRITTEN, (*self._base, *other), whole

    def _written(self, segments: _Path) -> str:
        """A path; with a slash at the end where Next.js redirects to that one."""
        path = template(segments)
        is_file = any(isinstance(each, str) and "." in each for each in segments[-1:])
        # With a base path in front, Next.js redirects these too.
        is_file = is_file or segments[:1] == (_WELL_KNOWN,)
        return f"{path}/" if not path or (self.config.trailing_slash and not is_file) else path


def _apart(places: Iterable[Place]) -> Iterator[Place]:
    """The places that are not inside of one before them."""
    seen: list[Place] = []
    for place in places:
        if not any(each.holds(place) for each in seen):
            seen.append(place)
            yield place
