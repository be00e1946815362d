"""A description and its problems from a file, through a cache that is keyed by content."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import pickle
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import url2pathname

import sphinxext_rensei
from sphinxext_rensei.spec._parse import parse_description
from sphinxext_rensei.spec._references import References

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinxext_rensei.problems import Problem
    from sphinxext_rensei.spec._model import Description

FORMAT = 4
"""Raised when the values of the model change their form; older caches are then ignored."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A description, what is wrong with it, and the ways through its files."""

    description: Description
    problems: tuple[Problem, ...]
    references: References

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file that was read."""
        return tuple(source.path for source in self.references.files.values())


def load(
    path: Path,
    *,
    root: Path | None = None,
    name: Callable[[Path], str] = str,
    cache: Path | None = None,
) -> Loaded:
    """Read a description.

    :param path: the entry document.
    :param root: the folder that no ``$ref`` may leave; by default the parent of the entry document's folder.
    :param name: how messages call a file.
    :param cache: folder for parsed descriptions; it has to be as trusted as the code, for it holds pickles.
    :raises LoadError: when the entry document can't be read at all.
    """
    root = root or path.resolve().parent.parent
    store = _Cache(cache, path, root, name) if cache else None
    if store and (found := store.get()):
        return found
    references = References(path, root=root, name=name)
    description, problems = parse_description(references)
    local = [problem for source in references.files.values() for problem in source.problems]
    loaded = Loaded(description, tuple(sorted({*local, *problems}, key=_order)), references)
    if store:
        store.put(loaded)
    return loaded


def _digest(uri: str) -> str:
    """SHA-256 of a local file's bytes, in hex; empty where there is none."""
    try:
        return hashlib.sha256(Path(url2pathname(urlsplit(uri).path)).read_bytes()).hexdigest()
    except (OSError, ValueError):
        return ""


def _order(problem: Problem) -> tuple[object, ...]:
    location = problem.location
    return (location.path, location.line, location.column, problem.code.value, problem.message)


class _Cache:
    """Parsed descriptions in a folder, each one file: a line of digests by URI, then a pickle."""

    def __init__(self, folder: Path, path: Path, root: Path, name: Callable[[Path], str]) -> None:
        key = "\n".join((sphinxext_rensei.__version__, str(FORMAT), str(path.resolve()), str(root), name(path)))
        self._file = folder / f"rensei-{hashlib.sha256(key.encode()).hexdigest()[:16]}.pickle"

    def get(self) -> Loaded | None:
        """What was stored, if no file has changed since."""
        try:
            manifest, _, content = self._file.read_bytes().partition(b"\n")
            for uri, digest in json.loads(manifest).items():
                if _digest(uri) != digest:
                    return None
            loaded = pickle.loads(content)  # noqa: S301 - our own file, beside Sphinx's pickles
        except Exception:  # noqa: BLE001 - a broken cache is no cache
            return None
        return loaded if isinstance(loaded, Loaded) else None

    def put(self, loaded: Loaded) -> None:
        """Store; a folder that can't be written means that the description is read again next time."""
        references = loaded.references
        read = {uri: source.digest for uri, source in references.files.items()}
        # A file that was missing or broken may be there, or mended, next time.
        manifest = json.dumps(read | {uri: _digest(uri) for uri in references.unread})
        scratch = self._file.with_name(f"{self._file.name}.{os.getpid()}")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            scratch.write_bytes(manifest.encode() + b"\n" + pickle.dumps(loaded, pickle.HIGHEST_PROTOCOL))
            scratch.replace(self._file)
        except (OSError, pickle.PicklingError, RecursionError):
            with contextlib.suppress(OSError):
                scratch.unlink()
