"""Writes the stubs of generated pages, only where they differ, and removes those that no description wants."""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

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


class Written:
    """The stubs of a description as they were written last, by what ``stat`` says of them."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def stands(self, state: str) -> bool:
        """Whether the stubs that this stands for are there, untouched."""
        try:
            kept = json.loads(self._file.read_text("utf-8"))
            return bool(kept["state"] == state and all(_stat(path) == was for path, was in kept["stubs"]))
        except (OSError, ValueError, TypeError, KeyError):
            return False

    def keep(self, state: str, paths: Iterable[Path]) -> None:
        """Note the stubs of a state; where one is missing, or the note can't be written, they are compared again."""
        with suppress(OSError):
            stubs = [(str(path), _stat(str(path))) for path in sorted(paths)]
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_text(json.dumps({"state": state, "stubs": stubs}), "utf-8")


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
    for spec in domain.specs.values():
        if spec.entry.pages is not None:
            written = Written(Path(app.doctreedir, f"rensei-stubs-{spec.name}.json"))
            _write(Path(app.srcdir), spec, spec.entry.pages, suffix, written)
            _keep_pages(Path(app.srcdir), spec, app.config.source_suffix)


def _keep_pages(srcdir: Path, spec: Spec, suffixes: Iterable[str]) -> None:
    """Leave out the redirects that would take the place of a page that somebody wrote."""
    for old in list(spec.site.redirects):
        if taken := next((path for suffix in suffixes if (path := srcdir / f"{old}{suffix}").exists()), None):
            message = f"{taken} is a page; the alias {old!r} of {spec.site.redirects.pop(old)!r} is left out"
            warn(ProblemCode.PAGE, message)


def _write(srcdir: Path, spec: Spec, folder: str, suffix: str, written: Written) -> None:
    pages = spec.site.pages if spec.outline else (_fault_page(spec, folder, srcdir, suffix),)
    # Most changes of a description are none of its pages.
    state = hashlib.sha256(repr((__version__, suffix, pages)).encode()).hexdigest()
    if spec.outline and written.stands(state):
        return
    wanted = set()
    for page in pages:
        path = srcdir / f"{page.docname}{suffix}"
        wanted.add(path)
        _write_stub(path, stub(page, spec.name, suffix))
    if spec.outline:
        # After a fault the last good stubs stay, so that links to them hold.
        _remove_stale(srcdir / folder, wanted)
        written.keep(state, wanted)


def _fault_page(spec: Spec, folder: str, srcdir: Path, suffix: str) -> Page:
    """The index of a description that can't be read; it keeps listing the stubs that are there."""
    children = tuple(
        path.relative_to(srcdir).as_posix().removesuffix(suffix)
        for path in sorted((srcdir / folder).glob(f"*/index{suffix}"))
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
    try:
        with suppress(FileNotFoundError):
            current = path.read_text("utf-8")
            if current == text:
                return
            if not is_stub(current):
                warn(ProblemCode.PAGE, f"{path} is not a generated page; it is left as it is")
                return
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
    except OSError as error:
        warn(ProblemCode.PAGE, f"{path} can't be written: {error.strerror or error}")


def _first_line(path: Path) -> str:
    try:
        with path.open(encoding="utf-8") as file:
            return file.readline()
    except (OSError, UnicodeDecodeError):
        return ""


def _files(folder: Path) -> Iterator[Path]:
    # Of thousands of files, without a look at each.
    for parent, _, names in os.walk(folder):
        yield from (Path(parent, name) for name in names if name.endswith((".rst", ".md")))


def _remove_stale(folder: Path, wanted: set[Path]) -> None:
    for path in list(_files(folder)):
        if path not in wanted and is_stub(_first_line(path)):
            path.unlink()
            for parent in path.parents:
                if parent == folder or any(parent.iterdir()):
                    break
                parent.rmdir()


def setup(app: Sphinx) -> None:
    """Run before documents are looked for."""
    app.connect("builder-inited", prepare)
