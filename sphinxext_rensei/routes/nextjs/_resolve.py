"""From the name of a module to its file, as TypeScript and the bundlers of Next.js find it."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.routes.nextjs._files import folders, real_path
from sphinxext_rensei.routes.nextjs._json import read_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# In the order in which they are tried behind a name without one.
_EXTENSIONS: Final = (".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs")
# What a name of what the compiler will have written stands for.
_SOURCES: Final = {".js": (".ts", ".tsx"), ".jsx": (".tsx",), ".mjs": (".mts",), ".cjs": (".cts",)}
_CONDITIONS: Final = ("source", "import", "module", "node", "default", "require", "types")
_CONFIGURATIONS: Final = ("tsconfig.json", "jsconfig.json")
_WORKSPACES: Final = ("pnpm-workspace.yaml", "lerna.json", "rush.json")

IGNORED: Final = frozenset({"node_modules", "dist"})
"""Folders that hold what others wrote, or what a compiler did."""

# Levels of folders below the root of a workspace that are searched for packages.
_MAX_DEPTH: Final = 5
# Links from one configuration to another.
_MAX_EXTENDED: Final = 20


@dataclass(frozen=True, slots=True)
class _Aliases:
    """What a ``tsconfig.json`` says of the names of modules.

    :param base: ``baseUrl``.
    :param paths: ``paths``: patterns, each with the places to look at.
    :param folder: what these places are relative to.
    """

    base: Path | None = None
    paths: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    folder: Path | None = None


class Resolver:
    """Finds modules of one application.

    :param project: the application's folder.
    :param boundary: the folder that no module is looked for outside of.
    """

    def __init__(self, project: Path, boundary: Path) -> None:
        self._project = project
        self._boundary = boundary
        self._real_boundary = real_path(boundary)
        self._aliases: dict[Path, _Aliases | None] = {}

    def find(self, name: str, importer: Path) -> Path | None:
        """The file that a module's name leads to, if it is in the tree."""
        return next((path for path in self._candidates(name, importer) if self._is_inside(path)), None)

    def _candidates(self, name: str, importer: Path) -> Iterator[Path]:
        if name.startswith("."):
            yield from _files(_joined(importer.parent, name))
            return
        if name.startswith("#"):
            yield from self._imported(name, importer)
            return
        for folder in dict.fromkeys((*self._configured(importer), self._project)):
            aliases = self._read_aliases(folder)
            if aliases is not None:
                yield from _aliased(name, aliases)
        yield from self._packaged(name)

    def _imported(self, name: str, importer: Path) -> Iterator[Path]:
        """The files that ``imports`` of the nearest ``package.json`` leads to (Node.js, subpath imports)."""
        folder = next((each for each in importer.parents if (each / "package.json").is_file()), None)
        if folder is None:
            return
        for target in _mapped(read_json(folder / "package.json").get("imports"), name):
            if target.startswith("."):
                yield from _files(_joined(folder, target))

    def _is_inside(self, path: Path) -> bool:
        real = real_path(path)
        if not real.is_relative_to(self._real_boundary):
            return False
        return IGNORED.isdisjoint(real.relative_to(self._real_boundary).parts)

    def _configured(self, importer: Path) -> Iterator[Path]:
        """The nearest folder above a file that has a configuration."""
        for folder in importer.parents:
            if not folder.is_relative_to(self._boundary):
                return
            if self._read_aliases(folder) is not None:
                yield folder
                return

    def _read_aliases(self, folder: Path) -> _Aliases | None:
        if folder not in self._aliases:
            files = (folder / name for name in _CONFIGURATIONS)
            found = next((path for path in files if path.is_file()), None)
            self._aliases[folder] = self._read_configuration(found, _MAX_EXTENDED) if found else None
        return self._aliases[folder]

    def _read_configuration(self, path: Path, depth: int) -> _Aliases:
        """``compilerOptions`` of a file, over those of the files that it extends."""
        contents = read_json(path)
        extended = contents.get("extends")
        aliases = _Aliases()
        for name in extended if isinstance(extended, list) else [extended]:
            if isinstance(name, str) and depth and (base := self._extended(name, path)):
                inherited = self._read_configuration(base, depth - 1)
                aliases = inherited if inherited.paths or inherited.base else aliases
        options = contents.get("compilerOptions")
        options = options if isinstance(options, dict) else {}
        url, paths = options.get("baseUrl"), options.get("paths")
        base_url = _joined(path.parent, url) if isinstance(url, str) else aliases.base
        if not isinstance(paths, dict):
            return _Aliases(base_url, aliases.paths, base_url if isinstance(url, str) else aliases.folder)
        texts = {
            pattern: tuple(each for each in targets if isinstance(each, str))
            for pattern, targets in paths.items()
            if isinstance(targets, list)
        }
        return _Aliases(base_url, texts, base_url or path.parent)

    def _extended(self, name: str, path: Path) -> Path | None:
        """The file that ``extends`` names."""
        if name.startswith(".") or Path(name).is_absolute():
            target = _joined(path.parent, name)
        else:
            package, rest = _split(name)
            if package not in self._packages:
                return None
            target = _joined(self._packages[package], rest or "tsconfig.json")
        files = (target, target.with_name(f"{target.name}.json"), target / "tsconfig.json")
        return next((each for each in files if each.is_file() and self._is_inside(each)), None)

    @cached_property
    def _packages(self) -> Mapping[str, Path]:
        """The packages of the tree, by name."""
        found: dict[str, Path] = {}
        level = [self._boundary]
        for _ in range(_MAX_DEPTH + 1):
            below: list[Path] = []
            for folder in level:
                name = read_json(folder / "package.json").get("name")
                if isinstance(name, str):
                    found.setdefault(name, folder)
                inside = (each for each in folders(folder) if each.name not in IGNORED)
                below += [each for each in inside if not each.name.startswith(".")]
            level = below
        return found

    def _packaged(self, name: str) -> Iterator[Path]:
        """The files that a package of the tree may mean by a name."""
        package, rest = _split(name)
        folder = self._packages.get(package)
        if folder is None:
            return
        manifest = read_json(folder / "package.json")
        targets = list(_exported(manifest.get("exports"), f"./{rest}" if rest else "."))
        if not rest:
            targets += [
                entry for key in ("source", "module", "main", "types") if isinstance(entry := manifest.get(key), str)
            ]
        for target in targets:
            yield from _files(_joined(folder, target))
        # What is exported may not be built yet.
        for inside in (f"src/{rest}", rest) if rest else ("src/index", "src", "index"):
            yield from _files(_joined(folder, inside))


def find_workspace(project: Path) -> Path | None:
    """The folder of the repository, or else of the workspace, that an application is in."""
    found = None
    for folder in (project, *project.parents):
        if (folder / ".git").exists():
            return folder
        if any((folder / name).is_file() for name in _WORKSPACES) or "workspaces" in read_json(
            folder / "package.json"
        ):
            found = folder
    return found


def _joined(folder: Path, name: str) -> Path:
    return Path(os.path.normpath(folder / name))


def _split(name: str) -> tuple[str, str]:
    """The package that a name begins with, and the rest."""
    parts = name.split("/")
    count = 2 if name.startswith("@") else 1
    return "/".join(parts[:count]), "/".join(parts[count:])


def _files(path: Path) -> Iterator[Path]:
    """The files that a path may mean."""
    names: list[Path] = []
    if path.suffix in _EXTENSIONS:
        names += [path.with_suffix(each) for each in _SOURCES.get(path.suffix, ())]
        names.append(path)
    names += [path.with_name(path.name + each) for each in _EXTENSIONS] if path.name else []
    names += [path / f"index{each}" for each in _EXTENSIONS]
    # A name may be longer than any file's: the method of a path raises for that.
    yield from filter(os.path.isfile, names)


def _aliased(name: str, aliases: _Aliases) -> Iterator[Path]:
    """The files that ``paths``, the closest pattern first, and ``baseUrl`` lead to."""
    matches = [(pattern, middle) for pattern in aliases.paths if (middle := _middle(pattern, name)) is not None]
    if matches:
        # One without an asterisk is the closest there is.
        pattern, middle = max(matches, key=lambda match: ("*" not in match[0], match[0].find("*")))
        for target in aliases.paths[pattern]:
            yield from _files(_joined(aliases.folder or Path(), target.replace("*", middle, 1)))
    if aliases.base is not None:
        yield from _files(_joined(aliases.base, name))


def _exported(exports: object, name: str) -> Iterator[str]:
    """What ``exports`` of a ``package.json`` says of a name (Node.js, package entry points)."""
    is_map = isinstance(exports, dict) and any(key.startswith(".") for key in exports)
    return _mapped(exports if is_map else {".": exports}, name)


def _mapped(mapping: object, name: str) -> Iterator[str]:
    """What a mapping of names, or of patterns of names, says of one."""
    for key, target in mapping.items() if isinstance(mapping, dict) else ():
        middle = _middle(key, name)
        if middle is not None:
            yield from _conditional(target, middle)


def _middle(pattern: str, name: str) -> str | None:
    """What the asterisk of a pattern stands for in a name; empty where there is none."""
    before, star, after = pattern.partition("*")
    if not star:
        return "" if pattern == name else None
    if len(name) < len(before) + len(after) or not name.startswith(before) or not name.endswith(after):
        return None
    return name[len(before) : len(name) - len(after)]


def _conditional(target: object, middle: str) -> Iterator[str]:
    """What a target of ``exports`` says, in the order in which conditions are tried."""
    waiting = [target]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            yield each.replace("*", middle)
        elif isinstance(each, list):
            waiting += reversed(each)
        elif isinstance(each, dict):
            waiting += [each.get(condition) for condition in reversed(_CONDITIONS)]
