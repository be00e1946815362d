"""Descriptions, policies and built sites that are named on the command line."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from sphinxext_rensei.cli import UsageError
from sphinxext_rensei.cli._reports import counted
from sphinxext_rensei.errors import LoadError
from sphinxext_rensei.policy import build_policy
from sphinxext_rensei.schema import Analyser
from sphinxext_rensei.spec import load, without_internal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinxext_rensei.spec import JSON, Loaded


def add_root(parser: argparse.ArgumentParser) -> None:
    """Add the option that says what belongs to a description."""
    parser.add_argument(
        "--root",
        type=_folder,
        metavar="FOLDER",
        help="what no $ref of a file may leave (default: the folder above the description's)",
    )


def _folder(text: str) -> Path:
    folder = Path(text)
    if not folder.is_dir():
        raise argparse.ArgumentTypeError(f"{text} is not a folder")
    return folder


def seen_from_here(path: Path) -> str:
    """A file as it is named from the current folder, so that what reads a report finds it."""
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


def built_site(name: str) -> Path:
    """The folder of a built site.

    :raises UsageError: for one without pages.
    """
    site = Path(name)
    if not site.is_dir():
        raise UsageError(f"{site} is not a folder: build the site first")
    if not any(site.glob("*.html")):
        raise UsageError(f"{site} holds no pages: name the folder that sphinx-build wrote, not that of the sources")
    return site


def load_each(paths: Iterable[Path], stderr: TextIO) -> Iterator[Loaded]:
    """Read descriptions; their problems are counted, not told: that is another command's business.

    :raises UsageError: for one that can't be read.
    """
    for path in paths:
        try:
            loaded = load(path, name=seen_from_here)
        except LoadError as error:
            raise UsageError(str(error)) from None
        if told := loaded.told:
            print(f"{path}: {counted(len(told), 'problem', 'problems')}; the first: {told[0]}", file=stderr)
        yield loaded


def load_all(paths: Iterable[str], stderr: TextIO) -> list[Analyser]:
    """Read descriptions, and what their schemas mean.

    :raises UsageError: for one that can't be read.
    """
    return [Analyser(loaded) for loaded in load_each(map(Path, paths), stderr)]


def policy_of(analysers: Iterable[Analyser], base: str = "") -> dict[str, JSON]:
    """What may be called for descriptions; what is internal may not."""
    descriptions = (without_internal(analyser.description) for analyser in analysers)
    return build_policy((operation for each in descriptions for operation in each.operations), base=base)


def read_policy_file(path: Path) -> object:
    """What may be called, from a policy file.

    :raises UsageError: where it can't be read.
    """
    try:
        data: object = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: {error}") from None
    return data
