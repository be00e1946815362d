"""``rensei-docs sync``: reference pages, ``llms.txt`` and the map of a site, all from one build of it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

from sphinxext_rensei.cli import UsageError
from sphinxext_rensei.cli._reports import counted
from sphinxext_rensei.llms import INDEX, MAP
from sphinxext_rensei.pages import is_stub

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping

_COMMITTED: Final = (INDEX, MAP)
"""What a site holds that a repository keeps: the rest of it is as long as the site itself."""
_SUFFIXES: Final = (".rst", ".md")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("docs", nargs="?", type=Path, help="folder of conf.py (default: docs, or the current folder)")
    parser.add_argument(
        "--output",
        type=Path,
        metavar="FOLDER",
        help=f"where {INDEX} and {MAP} are kept (default: the folder of conf.py)",
    )
    parser.add_argument("--builder", default="html", help="Sphinx builder of the site that is served (default: html)")
    parser.add_argument("--check", action="store_true", help="change nothing; fail where something is stale")


def run(arguments: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
    """Build, and tell which files have changed or would."""
    docs = arguments.docs or next((folder for folder in (Path("docs"), Path()) if _is_project(folder)), Path("docs"))
    if not _is_project(docs):
        raise UsageError(f"{docs} holds no conf.py")
    stubs = _stubs(docs)
    with _kept(docs, stubs) if arguments.check else nullcontext():
        made = _build(docs, arguments.output or docs, arguments.builder, stderr)
        if not made:
            return 1
        differing = _differing({path: path.read_bytes() for path in made if path.is_file()}, made)
        # Where no page was there before, pages are not kept but made by each build.
        differing |= _differing(stubs, _stubs(docs)) if stubs or not arguments.check else {}
    if not arguments.check:
        for path in made.keys() & differing.keys():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(made[path])
    for path in sorted(differing):
        print(f"{differing[path]}: {path}", file=stdout)
    return _conclude(len(differing), check=arguments.check, stderr=stderr)


def _build(docs: Path, output: Path, builder: str, stderr: TextIO) -> dict[Path, bytes]:
    """What is kept of a build, by where that is; nothing where the build fails, which is told."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder, "site")
        options = ["-q", "-b", builder, "-d", f"{folder}/doctrees", str(docs), str(site)]
        built = subprocess.run(  # noqa: S603 - the author's own project, as sphinx-build would build it
            [sys.executable, "-m", "sphinx", *options], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
        )
        stderr.write(built.stdout.decode(errors="replace"))
        made = {output / path.name: path.read_bytes() for path in map(site.joinpath, _COMMITTED) if path.is_file()}
    if built.returncode:
        print("The build has failed; nothing is compared.", file=stderr)
        return {}
    if not made:
        print(f"The build writes no {INDEX}: rensei_llms is off, or {builder!r} makes no site.", file=stderr)
    return made


def _conclude(count: int, *, check: bool, stderr: TextIO) -> int:
    files = counted(count, "file", "files") if count else "no file"
    print(f"{files} {'stale' if check else 'changed'}", file=stderr)
    return int(check and count > 0)


def _is_project(folder: Path) -> bool:
    return folder.joinpath("conf.py").is_file()


def _stubs(docs: Path) -> dict[Path, bytes]:
    """The generated pages among the sources."""
    found: dict[Path, bytes] = {}
    for folder, names, files in os.walk(docs):
        names[:] = [name for name in names if not name.startswith((".", "_"))]
        for path in (Path(folder, file) for file in files if file.endswith(_SUFFIXES)):
            contents = path.read_bytes()
            if is_stub(contents.partition(b"\n")[0].decode(errors="replace")):
                found[path] = contents
    return found


def _differing(before: Mapping[Path, bytes], after: Mapping[Path, bytes]) -> dict[Path, str]:
    return {
        path: "added" if path not in before else "removed" if path not in after else "changed"
        for path in before.keys() | after.keys()
        if before.get(path) != after.get(path)
    }


@contextmanager
def _kept(docs: Path, stubs: Mapping[Path, bytes]) -> Iterator[None]:
    """Put the generated pages back as they were: a build writes them among the sources."""
    try:
        yield
    finally:
        now = _stubs(docs)
        for path, change in _differing(stubs, now).items():
            if change != "added":
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(stubs[path])
                continue
            path.unlink()
            for parent in path.parents:
                if parent == docs or any(parent.iterdir()):
                    break
                parent.rmdir()
