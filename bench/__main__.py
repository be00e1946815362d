"""``python -m bench``: measure, print a table, write it with JSON and a plot."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from bench import _browser, _builds, _parsing, _peers
from bench._builds import Bench
from bench._figures import Figure
from bench._measure import FailedError
from bench._report import earlier, table, write

Row = Callable[[Bench], Iterator[Figure]]

ROWS: Final[dict[str, Row]] = {
    "full": _builds.full,
    "parallel": _builds.parallel,
    "growth": _builds.growth,
    "nothing": _builds.nothing,
    "changes": _builds.changes,
    "equality": _builds.equality,
    "parsing": _parsing.parsing,
    "sizes": _builds.sizes,
    "uncut": _builds.uncut,
    "openapi": _peers.openapi,
    "redocly": _peers.redocly,
    "browser": _browser.browser,
}
"""What is measured, by the name that ``--rows`` takes."""
QUICK: Final = 8
"""The part that a quick session takes: every so-manieth operation."""


def main(arguments: list[str] | None = None) -> int:
    """Measure; 1 where a promise is broken or a program has failed."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--rows", default=",".join(ROWS), help="what to measure, with commas between")
    parser.add_argument("--quick", action="store_true", help=f"1/{QUICK} of the operations, once")
    parser.add_argument("--part", type=int, help="every so-manieth operation")
    parser.add_argument("--runs", type=int, help="how often each measure is taken")
    parser.add_argument("--out", type=Path, help="folder for the table, JSON and the plot; other rows stay")
    parser.add_argument("--work", type=Path, help="folder for projects, kept; by default one that is removed")
    given = parser.parse_args(arguments)
    names = [name.strip() for name in given.rows.split(",")]
    if unknown := [name for name in names if name not in ROWS]:
        parser.error(f"there is no row {unknown[0]!r}; rows are {', '.join(ROWS)}")
    step = given.part or (QUICK if given.quick else 1)
    runs = given.runs or (1 if given.quick else 3)
    with tempfile.TemporaryDirectory() as scratch:
        bench = Bench(given.work or Path(scratch), runs=runs, step=step)
        rows = {name: _measured(name, bench) for name in names}
    if given.out:
        every = earlier(given.out, step=step) | rows
        write(given.out, {name: every[name] for name in ROWS if name in every}, step=step)
    sys.stdout.write(table(rows))
    return int(any(each.is_kept is False for figures in rows.values() for each in figures))


def _measured(name: str, bench: Bench) -> list[Figure]:
    """The figures of a row; one that fails costs the others nothing."""
    try:
        figures = list(ROWS[name](bench))
    except FailedError as error:
        figures = [Figure(what=f"{name} fails", value=1, most=0, told=" ".join(str(error).split())[-200:])]
    figures = [replace(each, runs=bench.runs) for each in figures]
    for each in figures:
        sys.stderr.write(f"{name}: {each.what}: {each.value:.2f} {each.unit} ({each.told})\n")
    return figures


if __name__ == "__main__":
    sys.exit(main())
