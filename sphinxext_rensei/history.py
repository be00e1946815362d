"""The versions of a description that Git tags hold, each compared with the one before."""

from __future__ import annotations

import contextlib
import hashlib
import re
import tempfile
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final, NamedTuple

from sphinxext_rensei.diff import Entry, Version, compare, entries
from sphinxext_rensei.errors import LoadError
from sphinxext_rensei.revisions import GitError, Repository, Tag, load_revision
from sphinxext_rensei.spec import Cache

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinxext_rensei.spec import Loaded, Operation

_FORMAT: Final = "history 2"
"""Raised when changes are told otherwise; older caches are then ignored."""
_NUMBERS: Final = re.compile(r"(\d+(?:\.\d+)*)(?:[-.+_]?([A-Za-z][\w.-]*))?$")


class _Release(NamedTuple):
    tag: Tag
    blob: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What of a description is told.

    :param internal: whether what is marked ``x-internal`` is.
    :param shows: whether an operation is.
    :param key: what tells the choice from others.
    """

    internal: bool = False
    shows: Callable[[Operation], bool] = lambda _operation: True
    key: str = ""

    def narrowed(self, loaded: Loaded) -> Loaded:
        """A description without operations that are not shown."""
        described = loaded.description
        operations, webhooks = (tuple(filter(self.shows, held)) for held in (described.operations, described.webhooks))
        return replace(loaded, description=replace(described, operations=operations, webhooks=webhooks))


class History:
    """The history of one file.

    :param path: the description.
    :param tags: a pattern for the names of tags.
    :raises GitError: where it is in no repository.
    """

    def __init__(self, path: Path, *, tags: str = "*", choice: Choice | None = None) -> None:
        self._repository = Repository(path.parent)
        self._path = self._repository.relative(path)
        self._pattern = tags
        self._choice = choice or Choice()

    def releases(self) -> tuple[_Release, ...]:
        """The tags that hold the file, in the order of their versions."""
        tags = (tag for tag in self._repository.tags() if fnmatchcase(tag.name, self._pattern))
        found = ((tag, self._blob(tag)) for tag in sorted(tags, key=_order))
        return tuple(_Release(tag, blob) for tag, blob in found if blob)

    def _blob(self, tag: Tag) -> str:
        # A tag may name something other than a commit.
        with contextlib.suppress(GitError):
            return self._repository.blob(tag.commit, self._path)
        return ""

    @property
    def digest(self) -> str:
        """What the versions depend on."""
        named = "\n".join(f"{tag.name} {tag.commit} {tag.date}" for tag, _ in self.releases())
        return hashlib.sha256(named.encode()).hexdigest()[:16]

    def versions(self, *, limit: int, cache: Path) -> tuple[Version, ...]:
        """The latest versions first, each with what changed since the one before.

        :param cache: folder for comparisons; it has to be as trusted as the code, for it holds pickles.
        """
        releases = self.releases()[-limit - 1 :]
        with tempfile.TemporaryDirectory() as folder:
            found = list(self._compared(releases, Path(folder), cache))
        return tuple(reversed(found[-limit:]))

    def _compared(self, releases: tuple[_Release, ...], folder: Path, cache: Path) -> Iterator[Version]:
        if releases:
            yield Version(name=releases[0].tag.name, date=releases[0].tag.date)
        loaded: dict[str, Loaded | LoadError] = {}
        for old, new in pairwise(releases):
            name, date = new.tag.name, new.tag.date
            form = (_FORMAT, self._choice.key, str(self._path))
            store = Cache(cache, *form, old.tag.commit, new.tag.commit, date.isoformat())
            known = store.get()
            if not isinstance(known, (tuple, str)):
                known = self._changes(old.tag, new.tag, folder, loaded)
                store.put(known)
            if isinstance(known, str):
                yield Version(name=name, date=date, fault=known)
            else:
                yield Version(name=name, date=date, changes=known)

    def _changes(
        self, old: Tag, new: Tag, folder: Path, loaded: dict[str, Loaded | LoadError]
    ) -> tuple[Entry, ...] | str:
        """What changed, or why that can't be told."""
        for tag in (old, new):
            if tag.commit not in loaded:
                loaded[tag.commit] = self._load(tag, folder / tag.commit)
        before, after = loaded[old.commit], loaded[new.commit]
        for each in (before, after):
            if isinstance(each, LoadError):
                return str(each)
        assert not isinstance(before, LoadError)
        assert not isinstance(after, LoadError)
        shown = (self._choice.narrowed(each) for each in (before, after))
        return entries(compare(*shown, date=new.date, internal=self._choice.internal))

    def _load(self, tag: Tag, folder: Path) -> Loaded | LoadError:
        folder.mkdir()
        try:
            return load_revision(self._repository, tag.commit, PurePosixPath(self._path), folder, name=tag.name)
        except LoadError as error:
            return error


def _order(tag: Tag) -> tuple[object, ...]:
    """By version (https://semver.org, section 11): what comes before a release is less than it."""
    found = _NUMBERS.search(tag.name)
    numbers = tuple(int(number) for number in found[1].split(".")) if found else ()
    before = (found and found[2]) or ""
    words = tuple((len(each), each) if each.isdecimal() else (99, each) for each in re.split(r"[.-]", before))
    return (numbers, not before, words, tag.date, tag.name)
