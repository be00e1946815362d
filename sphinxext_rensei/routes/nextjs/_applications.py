"""Where in a tree the applications of Next.js are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.routes.nextjs._config import FILES
from sphinxext_rensei.routes.nextjs._files import folders, walk
from sphinxext_rensei.routes.nextjs._json import read_json
from sphinxext_rensei.routes.nextjs._resolve import IGNORED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_APP: Final = "app"
_PAGES: Final = "pages"
_SOURCE: Final = "src"
_DEPENDENCIES: Final = ("dependencies", "devDependencies")
# What files of the App Router are called, with any extension.
_CONVENTIONS: Final = frozenset({"route", "page", "layout"})

# Levels of folders below a root.
_MAX_DEPTH: Final = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """An application.

    :param project: its folder.
    :param app: the folder of the App Router.
    :param pages: the folder of the Pages Router.
    :param root: what was asked for: of what is not below it, nothing is told.
    """

    project: Path
    app: Path | None = None
    pages: Path | None = None
    root: Path

    @property
    def tree(self) -> Path:
        """The wider one of the project and what was asked for."""
        return self.root if self.project.is_relative_to(self.root) else self.project


def find_applications(root: Path) -> list[Application]:
    """The applications at and below a folder, or the one that it is a part of.

    :param root: absolute; it may be a file.
    """
    above = [folder for folder in (root, *root.parents) if folder.name in (_APP, _PAGES)]
    for folder in () if _is_project(root) else above:
        project = _project(folder.parent)
        if _is_project(project) and folder in (_find(project, _APP), _find(project, _PAGES)):
            return [_around(project, folder, root)]
    below = list(_below(root)) if root.is_dir() else []
    if not above or any(_is_project(each.project) for each in below) or not _is_part(root, above[0]):
        return below
    return [_around(_project(above[0].parent), above[0], root)]


def _around(project: Path, folder: Path, root: Path) -> Application:
    is_app = folder.name == _APP
    return Application(project=project, app=folder if is_app else None, pages=None if is_app else folder, root=root)


def _project(folder: Path) -> Path:
    """The project of a folder that holds ``app`` or ``pages``."""
    return folder.parent if folder.name == _SOURCE else folder


def _is_project(folder: Path) -> bool:
    """Whether a folder says of itself that it is an application of Next.js."""
    if any((folder / name).is_file() for name in FILES):
        return True
    manifest = read_json(folder / "package.json")
    return any("next" in held for key in _DEPENDENCIES if isinstance(held := manifest.get(key), dict))


def _find(project: Path, name: str) -> Path | None:
    """A folder of a project, or of its ``src``, in the order in which Next.js looks for it."""
    return next((each for each in (project / name, project / _SOURCE / name) if each.is_dir()), None)


def _below(root: Path) -> Iterator[Application]:
    """The applications at and below a folder; inside of one, only those that say of themselves that they are one."""
    waiting = [(root, False, 0)]
    while waiting:
        folder, is_inside, depth = waiting.pop()
        own: set[Path | None] = set()
        is_project = _is_project(folder)
        if is_project or not is_inside:
            project = folder if is_project else _project(folder)
            found = Application(project=project, app=_find(folder, _APP), pages=_find(folder, _PAGES), root=root)
            if _is_used(found) or (is_project and (found.app or found.pages)):
                yield found
                own, is_inside = {found.app, found.pages}, True
        for each in reversed(folders(folder)) if depth < _MAX_DEPTH else ():
            if each not in own and each.name not in IGNORED and not each.name.startswith("."):
                waiting.append((each, is_inside, depth + 1))


def _is_used(application: Application) -> bool:
    """Whether there are files of Next.js in the folders that are called as it calls them."""
    if application.pages and (application.pages / "api").is_dir():
        return True
    return application.app is not None and any(_is_convention(path) for path in walk(application.app, application.app))


def _is_convention(path: Path) -> bool:
    return path.name.partition(".")[0] in _CONVENTIONS


def _is_part(root: Path, folder: Path) -> bool:
    """Whether a root has files of the router that a folder above it, or it itself, is called after."""
    if root.is_file():
        return True
    if folder.name == _PAGES:
        return next(walk(root, root), None) is not None
    # Not those of another application inside of it.
    routers = (_APP, _PAGES)
    return any(
        _is_convention(path) and not set(routers) & set(path.relative_to(root).parts) for path in walk(root, root)
    )
