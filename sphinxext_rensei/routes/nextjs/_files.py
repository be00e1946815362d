"""The files of a tree, in an order that depends on their names alone."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_PACKAGES: Final = "node_modules"

# Folders and links on the way to a file.
_MAX_DEPTH: Final = 60


def walk(folder: Path, boundary: Path, *, private: bool = True) -> Iterator[Path]:
    """The files below a folder. Links are followed while they stay in the tree, and do not lead to what is above them.

    :param boundary: the folder that no link may leave.
    :param private: whether to give what begins with an underscore, or is in a folder that does.
    """
    limit, real = real_path(boundary), real_path(folder)
    waiting = [(folder, real, frozenset({real}))]
    while waiting:
        each, real, above = waiting.pop()
        below = []
        for entry in _entries(each):
            if entry.name == _PACKAGES or (entry.name.startswith("_") and not private):
                continue
            path = each / entry.name
            target = real_path(path) if entry.is_symlink() else real / entry.name
            if entry.is_symlink() and not target.is_relative_to(limit):
                continue
            kind = _kind(entry)
            if kind == "file":
                yield path
            elif kind and target not in above and len(above) < _MAX_DEPTH:
                below.append((path, target, above | {target}))
        waiting += reversed(below)


def real_path(path: Path) -> Path:
    """Where a path leads; as far as it does, where it leads in a circle."""
    return Path(os.path.realpath(path))


def folders(folder: Path) -> list[Path]:
    """The folders in a folder, without links."""
    return [folder / entry.name for entry in _entries(folder) if entry.is_dir(follow_symlinks=False)]


def _kind(entry: os.DirEntry[str]) -> str:
    try:
        return "folder" if entry.is_dir() else "file" if entry.is_file() else ""
    except OSError:
        # A link that leads to itself.
        return ""


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return []
