"""Which files of a site are ours to write and to remove: said in a file before the first of them is written."""

from __future__ import annotations

import glob
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx.util.matching import Matcher

from sphinxext_rensei.logging import warn
from sphinxext_rensei.problems import ProblemCode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx

NAME: Final = ".rensei-files"
_MAX_DEPTH: Final = 4
"""Levels of folders among the sources in which sites are looked for."""


class Claims:
    """The files of one site.

    :ivar paths: those that are ours now, seen from its folder.
    """

    def __init__(self, app: Sphinx) -> None:
        self._folder = Path(app.outdir)
        self._extra = frozenset(_extra_files(app))
        try:
            said = self._folder.joinpath(NAME).read_text("utf-8").split("\n")
        except (OSError, UnicodeDecodeError):
            said = []
        # Whatever it says, nothing outside is ours.
        self._before = frozenset(path for path in said if path and not {"..", ""} & {*path.split("/")})
        self.paths: frozenset[str] = frozenset()

    def take(self, wanted: Iterable[str]) -> None:
        """Claim files, but for those that are somebody else's, which are told."""
        taken = set()
        for path in wanted:
            if path in self._extra or (path not in self._before and self._folder.joinpath(path).exists()):
                warn(ProblemCode.PAGE, f"{self._folder / path} is another's; rensei_llms leaves it as it is")
            else:
                taken.add(path)
        self.paths = frozenset(taken)
        self._say(self.paths | self._before)

    @property
    def changed(self) -> bool:
        """Whether other files are ours than were before."""
        return self.paths != self._before

    def write(self, path: str, text: str) -> None:
        """Write a file that is ours, unless it says the same already."""
        target = self._folder / path
        data = text.encode(errors="replace")
        try:
            if path in self.paths and not (target.is_file() and target.read_bytes() == data):
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
        except OSError as error:
            warn(ProblemCode.PAGE, f"{target} can't be written: {error.strerror or error}")

    def is_there(self, path: str) -> bool:
        """Whether a file has been written."""
        return self._folder.joinpath(path).is_file()

    def time(self, path: str) -> int:
        """When a file was written, in nanoseconds; 0 where there is none."""
        target = self._folder / path
        return target.stat().st_mtime_ns if target.exists() else 0

    def read(self, path: str) -> str:
        """A file that is ours; empty where there is none."""
        target = self._folder / path
        return target.read_text("utf-8") if path in self.paths and target.is_file() else ""

    def drop(self) -> None:
        """Remove what was ours and is no longer wanted, with the folders that are empty then."""
        for path in sorted(self._before - self.paths - self._extra):
            target = self._folder / path
            if not target.is_file():
                continue
            target.unlink()
            for parent in target.parents:
                if parent == self._folder or not parent.is_dir() or any(parent.iterdir()):
                    break
                parent.rmdir()
        self._say(self.paths)

    def _say(self, paths: frozenset[str]) -> None:
        file = self._folder / NAME
        text = "".join(f"{path}\n" for path in sorted(paths))
        if not text:
            file.unlink(missing_ok=True)
        elif not file.is_file() or file.read_text("utf-8") != text:
            file.write_text(text, "utf-8", newline="\n")


def hide(app: Sphinx) -> None:
    """Keep the files of sites that are built among the sources from being read as documents."""
    outdir, srcdir = Path(app.outdir), Path(app.srcdir)
    if outdir.is_relative_to(srcdir):
        others = (path.parent for depth in range(1, _MAX_DEPTH + 1) for path in srcdir.glob(f"{'*/' * depth}{NAME}"))
        patterns = [glob.escape(folder.relative_to(srcdir).as_posix()) for folder in (outdir, *others)]
        given = app.builder.get_asset_paths
        # Not in exclude_patterns: where those change, Sphinx reads everything again.
        app.builder.get_asset_paths = lambda: [*given(), *patterns]  # type: ignore[method-assign]


def _extra_files(app: Sphinx) -> Iterator[str]:
    """What ``html_extra_path`` brings, as Sphinx copies it."""
    excluded = Matcher(app.config.exclude_patterns)
    for name in app.config.html_extra_path:
        source = Path(app.confdir, name)
        if source.is_file():
            yield source.name
        elif source.is_dir():
            paths = (path.relative_to(source).as_posix() for path in source.rglob("*") if path.is_file())
            yield from (path for path in paths if not excluded(path))
