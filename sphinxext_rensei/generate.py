"""Writes the stubs of generated pages, only where they differ, and removes those that no description wants."""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinxext_rensei import __version__
from sphinxext_rensei.collector import spared
from sphinxext_rensei.domain import RenseiDomain
from sphinxext_rensei.logging import warn
from sphinxext_rensei.pages import Directive, Page, is_stub, stub
from sphinxext_rensei.problems import ProblemCode
from sphinxext_rensei.store import Spec, load_specs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx

_NOTE: Final = "rensei-stubs-{}.json"
"""The note of the stubs of a description, in the folder of doctrees."""


class Written:
    """The stubs of a description as they were written last, by what ``stat`` says of them.

    :param folder: the source folder; the note tells places in it, for both may be copied elsewhere.
    """

    def __init__(self, file: Path, folder: Path) -> None:
        self._file = file
        self._inside = f"{folder}/"

    def stands(self, state: str) -> bool:
        """Whether the stubs that this stands for are there, untouched."""
        try:
            kept = json.loads(self._file.read_text("utf-8"))
            stubs = [(self._inside + name, was) for name, was in kept["stubs"]]
            return bool(kept["state"] == state and all(_stat(path) == was for path, was in stubs))
        except (OSError, ValueError, TypeError, KeyError):
            return False

    @property
    def paths(self) -> list[str]:
        """Where the stubs were written."""
        try:
            return [self._inside + name for name, _ in json.loads(self._file.read_text("utf-8"))["stubs"]]
        except (OSError, ValueError, TypeError, KeyError):
            return []

    def keep(self, state: str, paths: Iterable[str]) -> None:
        """Note the stubs of a state; where one is missing, or the note can't be written, they are compared again."""
        with suppress(OSError):
            stubs = [(path.removeprefix(self._inside), _stat(path)) for path in sorted(paths)]
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_text(json.dumps({"state": state, "stubs": stubs}), "utf-8")

    def forget(self) -> None:
        """Remove the note."""
        with suppress(OSError):
            self._file.unlink()


def _stat(path: str) -> list[int]:
    found = os.stat(path)  # noqa: PTH116 - thousands of them, in each build
    return [found.st_mtime_ns, found.st_size]


def prepare(app: Sphinx) -> None:
    """Load the descriptions and write their stubs, before Sphinx looks for documents."""
    domain = RenseiDomain.of(app.env)
    with spared():
        domain.specs = load_specs(app)
    domain.collecting = app.builder.name == "gettext"
    suffix = ".rst" if ".rst" in app.config.source_suffix else next(iter(app.config.source_suffix))
    Stubs(Path(app.srcdir), Path(app.doctreedir), suffix).write(domain.specs.values())
    for spec in domain.specs.values():
        _keep_pages(Path(app.srcdir), spec, app.config.source_suffix)


def _keep_pages(srcdir: Path, spec: Spec, suffixes: Iterable[str]) -> None:
    """Leave out the redirects that would take the place of a page that somebody wrote."""
    for old in list(spec.site.redirects):
        if taken := next((path for suffix in suffixes if (path := srcdir / f"{old}{suffix}").exists()), None):
            message = f"{taken} is a page; the alias {old!r} of {spec.site.redirects.pop(old)!r} is left out"
            warn(ProblemCode.PAGE, message)


class Stubs:
    """The stubs of all descriptions: the folder of one may lie in that of another."""

    def __init__(self, srcdir: Path, doctreedir: Path, suffix: str) -> None:
        self._srcdir = srcdir
        self._doctreedir = doctreedir
        self._suffix = suffix
        self._owners: dict[str, str] = {}
        self._kept: list[str] = []

    def write(self, specs: Iterable[Spec]) -> None:
        """Write the stubs that differ, and remove those that were wanted before."""
        paged = [(spec, spec.entry.pages) for spec in specs if spec.entry.pages is not None]
        # After a fault the last good stubs stay, so that links to them hold.
        self._kept = [f"{self._srcdir}/{folder}/" for spec, folder in paged if not spec.outline]
        planned = [(spec, folder, self._pages(spec, folder)) for spec, folder in paged]
        for spec, folder, pages in planned:
            self._write(spec, folder, pages)
        for file in self._doctreedir.glob(_NOTE.format("*")):
            if file.name not in {_NOTE.format(spec.name) for spec, _ in paged}:
                written = Written(file, self._srcdir)
                self._remove(written.paths, self._kept)
                written.forget()

    def _path(self, docname: str) -> str:
        return f"{self._srcdir}/{docname}{self._suffix}"

    def _pages(self, spec: Spec, folder: str) -> tuple[Page, ...]:
        """The pages of a description but those whose place another one has taken."""
        own = []
        for page in spec.site.pages if spec.outline else (self._fault_page(spec, folder),):
            if (other := self._owners.setdefault(self._path(page.docname), spec.name)) == spec.name:
                own.append(page)
            else:
                message = f"rensei_specs: {page.docname!r} is a page of {other!r} and of {spec.name!r}"
                warn(ProblemCode.PAGE, f"{message}; give one of them other 'pages'")
        return tuple(own)

    def _write(self, spec: Spec, folder: str, pages: tuple[Page, ...]) -> None:
        # Most changes of a description are none of its pages.
        state = hashlib.sha256(repr((__version__, self._suffix, pages)).encode()).hexdigest()
        written = Written(self._doctreedir / _NOTE.format(spec.name), self._srcdir)
        if spec.outline and written.stands(state):
            return
        failed: list[str] = []
        for page in pages:
            try:
                _write_stub(Path(self._path(page.docname)), stub(page, spec.name, self._suffix))
            except OSError as error:
                failed.append(f"{self._path(page.docname)} can't be written: {error.strerror or error}")
        if failed:
            # In a folder that can't be written to, it is all of them.
            others = f"; nor can {len(failed) - 1} other pages of {spec.name!r}" if failed[1:] else ""
            warn(ProblemCode.PAGE, failed[0] + others)
        if spec.outline:
            inside = f"{self._srcdir}/{folder}/"
            self._remove(_files(inside), [kept for kept in self._kept if kept.startswith(inside)])
            self._remove(written.paths, self._kept)
            written.keep(state, (self._path(page.docname) for page in pages))

    def _remove(self, paths: Iterable[str], kept: Iterable[str]) -> None:
        """Remove the stubs that no description wants, and the folders that they leave empty."""
        for path in [Path(each) for each in paths if each not in self._owners and not each.startswith(tuple(kept))]:
            if is_stub(_first_line(path)):
                with suppress(OSError):
                    path.unlink()
                    for parent in path.parents:
                        if parent == self._srcdir:
                            break
                        parent.rmdir()

    def _fault_page(self, spec: Spec, folder: str) -> Page:
        """The index of a description that can't be read; it keeps listing the stubs that are there."""
        children = tuple(
            path.relative_to(self._srcdir).as_posix().removesuffix(self._suffix)
            for path in sorted((self._srcdir / folder).glob(f"*/index{self._suffix}"))
            if is_stub(_first_line(path))
        )
        return Page(
            docname=f"{folder}/index",
            kind="index",
            name="",
            title=spec.title,
            directives=(Directive("rensei-spec"),),
            children=children,
        )


def _write_stub(path: Path, text: str) -> None:
    with suppress(FileNotFoundError):
        current = path.read_text("utf-8", errors="replace")
        if current == text:
            return
        if not is_stub(current):
            warn(ProblemCode.PAGE, f"{path} is not a generated page; it is left as it is")
            return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="\n")


def _first_line(path: Path) -> str:
    try:
        with path.open(encoding="utf-8") as file:
            return file.readline()
    except (OSError, UnicodeDecodeError):
        return ""


def _files(folder: str) -> Iterator[str]:
    # Of thousands of files, without a look at each.
    for parent, _, names in os.walk(folder):
        yield from (f"{parent.rstrip('/')}/{name}" for name in names if name.endswith((".rst", ".md")))


def setup(app: Sphinx) -> None:
    """Run before documents are looked for."""
    app.connect("builder-inited", prepare)
