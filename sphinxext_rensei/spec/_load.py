"""A description and its problems from a file, through a cache that is keyed by content."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from sphinxext_rensei.problems import distinct
from sphinxext_rensei.spec._cache import Cache
from sphinxext_rensei.spec._collector import collector_paused
from sphinxext_rensei.spec._references import References
from sphinxext_rensei.spec.parse import parse_description

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sphinxext_rensei.problems import Problem
    from sphinxext_rensei.spec._model import Description
    from sphinxext_rensei.spec._remote import Remote

FORMAT = 8
"""Raised when the values of the model change their form; older caches are then ignored."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A description, what is wrong with it, and the ways through its files."""

    description: Description
    problems: tuple[Problem, ...]
    references: References

    @property
    def told(self) -> tuple[Problem, ...]:
        """What is wrong, once for each place in a file."""
        return tuple(distinct(self.problems))

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
    remote: Remote | None = None,
) -> Loaded:
    """Read a description.

    :param path: the entry document.
    :param root: the folder that no ``$ref`` may leave; by default the parent of the entry document's folder.
    :param name: how messages call a file.
    :param cache: folder for parsed descriptions; it has to be as trusted as the code, for it holds pickles.
    :param remote: what may be read from other hosts; nothing where it is not given.
    :raises LoadError: when the entry document can't be read at all.
    """
    root = root or path.resolve().parent.parent
    prefixes = remote.prefixes if remote else ()
    key = (str(FORMAT), str(path.resolve()), str(root), name(path), *prefixes)
    store = Cache(cache, *key) if cache else None
    if store and isinstance(found := store.get(), Loaded):
        found.references.remote = remote
        return found
    with collector_paused():
        references = References(path, root=root, name=name, remote=remote)
        description, problems = parse_description(references)
    local = [problem for source in references.files.values() for problem in source.problems]
    loaded = Loaded(description, tuple(sorted({*local, *problems}, key=attrgetter("order"))), references)
    if store:
        store.put(loaded, references)
    return loaded
