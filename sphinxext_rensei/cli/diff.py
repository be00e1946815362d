"""``rensei-docs diff OLD NEW``: what changed between two versions of a description, breaking changes first."""

from __future__ import annotations

import argparse
import datetime as dt
import tempfile
from contextlib import ExitStack
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final, TextIO
from urllib.parse import quote, urlsplit

from sphinxext_rensei.cli import UsageError
from sphinxext_rensei.cli._changes import FORMATS, Report
from sphinxext_rensei.cli._descriptions import add_root, seen_from_here
from sphinxext_rensei.cli._reports import counted
from sphinxext_rensei.diff import Comparison, Severity, compare
from sphinxext_rensei.errors import LoadError
from sphinxext_rensei.pages import build_site
from sphinxext_rensei.revisions import GitError, Repository, load_revision
from sphinxext_rensei.spec import load, without_internal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinxext_rensei.spec import Loaded

_FAILING: Final[Mapping[str, frozenset[Severity]]] = {
    "breaking": frozenset((Severity.BREAKING,)),
    "any": frozenset(Severity),
    "none": frozenset(),
}
"""What makes the command fail."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    described = "an OpenAPI description: a file, or REVISION:PATH as Git writes it"
    parser.add_argument("old", help=f"{described}; how it was")
    parser.add_argument("new", help=f"{described}; how it is")
    parser.add_argument("--format", choices=FORMATS, default="text", help="how changes are written (default: text)")
    parser.add_argument(
        "--fail-on", choices=_FAILING, default="breaking", help="changes to end with 1 for (default: breaking)"
    )
    parser.add_argument(
        "--site-url", type=_url, metavar="URL", help="folder of the reference pages, to link operations to"
    )
    parser.add_argument("--public", action="store_true", help="leave out what is marked x-internal")
    add_root(parser)


def _url(text: str) -> str:
    if urlsplit(text).scheme not in ("http", "https"):
        raise argparse.ArgumentTypeError(f"{text} is no address of a site")
    return text.rstrip("/")


def run(arguments: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
    """Tell what changed."""
    with ExitStack() as stack:
        old, new = (_load(side, arguments.root, stack) for side in (arguments.old, arguments.new))
        for loaded in (old, new):
            if told := loaded.told:
                problems = counted(len(told), "problem", "problems")
                print(f"{problems}, and what is faulty is not compared; the first: {told[0]}", file=stderr)
        comparison = compare(old, new, date=dt.datetime.now(tz=dt.UTC).date(), internal=not arguments.public)
        report = Report(comparison, _links(new, arguments.site_url) if arguments.site_url else {})
        stdout.write(FORMATS[arguments.format](report))
    print(_summary(comparison), file=stderr)
    return int(any(comparison.count(severity) for severity in _FAILING[arguments.fail_on]))


def _load(name: str, root: Path | None, stack: ExitStack) -> Loaded:
    path = Path(name)
    try:
        if path.is_file() or ":" not in name:
            return load(path, root=root, name=seen_from_here)
        revision, _, inside = name.partition(":")
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        repository = Repository(Path.cwd())
        relative = repository.relative(Path(inside)) if inside.startswith("./") else PurePosixPath(inside)
        return load_revision(repository, revision, relative, folder)
    except LoadError as error:
        raise UsageError(str(error)) from None
    except GitError as error:
        raise UsageError(f"{name}: {error}") from None


def _links(loaded: Loaded, url: str) -> dict[str, str]:
    """Pages of operations, as a build makes them below the folder of a reference."""
    shown = without_internal(loaded.description)
    operations, webhooks, schemas = shown.operations, shown.webhooks, tuple(shown.schemas)
    site = build_site(shown, "", title="", operations=operations, webhooks=webhooks, schemas=schemas)
    pages = [(each.name, site.homes.get(("operation", each.name), "")) for each in operations]
    pages += [(each.name, site.homes.get(("webhook", each.name), "")) for each in webhooks]
    return {name: f"{url}/{quote(page.lstrip('/'))}.html" for name, page in pages if page}


def _summary(comparison: Comparison) -> str:
    breaking, warning, info = (comparison.count(severity) for severity in Severity)
    changes = counted(breaking, "breaking change", "breaking changes")
    return f"{changes}, {warning} that may break, {counted(info, 'other', 'others')}"
