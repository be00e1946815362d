"""Files as Git keeps them: of a revision, and the tags that hold one."""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from sphinxext_rensei.spec import load

if TYPE_CHECKING:
    from sphinxext_rensei.spec import Loaded

_WAIT: Final = 60
"""Seconds for one call of Git."""
_FIELDS: Final = "%(refname:short)%00%(creatordate:short)%00%(*objectname)%00%(objectname)"


class GitError(Exception):
    """Git is not there, or can't say what was asked; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A tag.

    :param commit: the object that it names.
    :param date: the day on which it was made.
    """

    name: str
    commit: str
    date: dt.date


class Repository:
    """A Git repository, by a folder in it.

    :raises GitError: where there is none.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.root = Path(self._text("rev-parse", "--show-toplevel"))

    def _run(self, *arguments: str) -> bytes:
        """The output of Git, which gets its arguments as they are, asks nobody and changes nothing."""
        environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
        command = ["git", "--no-pager", "--literal-pathspecs", "-C", str(self._folder), *arguments]
        try:
            done = subprocess.run(command, capture_output=True, check=False, env=environment, timeout=_WAIT)  # noqa: S603
        except (OSError, ValueError, subprocess.TimeoutExpired) as error:
            raise GitError(f"git can't be run: {error}") from None
        if done.returncode:
            lines = done.stderr.decode(errors="replace").strip().splitlines()
            raise GitError(lines[0] if lines else f"git {arguments[0]} failed")
        return done.stdout

    def _text(self, *arguments: str) -> str:
        return self._run(*arguments).decode(errors="replace").strip()

    def commit(self, revision: str) -> str:
        """The commit that a revision names (gitrevisions(7))."""
        try:
            return self._text("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        except GitError:
            raise GitError(f"there is no revision '{revision}'") from None

    def relative(self, path: Path) -> PurePosixPath:
        """A path as the repository calls it."""
        try:
            return PurePosixPath(path.resolve().relative_to(self.root.resolve()).as_posix())
        except ValueError:
            raise GitError(f"{path} is outside the repository") from None

    def blob(self, commit: str, path: PurePosixPath) -> str:
        """What names the contents of a file in a commit; empty where there is no such file."""
        listed = self._text("ls-tree", "-z", "--full-tree", commit, "--", str(path)).rstrip("\0")
        found = re.fullmatch(r"100\d{3} blob ([0-9a-f]+)\t.*", listed, re.DOTALL)
        return found[1] if found else ""

    def read(self, blob: str) -> bytes:
        """The contents."""
        return self._run("cat-file", "blob", blob)

    def tags(self) -> tuple[Tag, ...]:
        """All tags of commits, by name."""
        found = []
        for line in self._text("for-each-ref", f"--format={_FIELDS}", "refs/tags").splitlines():
            name, date, peeled, direct = line.split("\0")
            found.append(Tag(name=name, commit=peeled or direct, date=dt.date.fromisoformat(date)))
        return tuple(found)


def load_revision(
    repository: Repository, revision: str, path: PurePosixPath, folder: Path, *, name: str = ""
) -> Loaded:
    """A description as it was, with the files that it refers to.

    :param folder: where copies of its files are put.
    :param name: what messages call the revision.
    :raises LoadError: when it can't be read.
    :raises GitError: when the revision is not there.
    """
    commit = repository.commit(revision)

    def called(file: Path) -> str:
        return f"{name or revision}:{file.resolve().relative_to(folder.resolve()).as_posix()}"

    wanted = {path}
    tried: set[PurePosixPath] = set()
    while True:
        for each in wanted:
            _copy(repository, commit, each, folder)
        tried |= wanted
        loaded = load(folder / path, root=folder, name=called)
        wanted = _missing(loaded, folder) - tried
        if not wanted:
            return loaded


def _copy(repository: Repository, commit: str, path: PurePosixPath, folder: Path) -> None:
    blob = repository.blob(commit, path)
    if blob:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(repository.read(blob))


def _missing(loaded: Loaded, folder: Path) -> set[PurePosixPath]:
    """Files that the description refers to and that are not there yet."""
    paths = (Path(unquote(urlsplit(uri).path)) for uri in loaded.references.unread if uri.startswith("file:"))
    root = folder.resolve()
    return {PurePosixPath(path.relative_to(root).as_posix()) for path in paths if path.is_relative_to(root)}
