"""Runs of programs: what they cost, and which files they write."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path


class FailedError(Exception):
    """A program that was to be measured has failed; holds what it said last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one run, or the median of some, has taken.

    :param wall: seconds on the clock.
    :param cpu: seconds of all processes, user and system: on a busy machine the better measure.
    :param memory: the most that one of the processes held, in MB.
    """

    wall: float
    cpu: float
    memory: float


def run(command: Sequence[str | Path], *, folder: Path, environment: Mapping[str, str] | None = None) -> Cost:
    """Run a program to its end.

    :raises FailedError: when it exits with anything but zero.
    """
    log = folder / "run.log"
    begin = time.perf_counter()
    with log.open("wb") as output:
        process = subprocess.Popen(
            [str(each) for each in command],
            cwd=folder,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, **(environment or {})},
        )
        # What it cost with all processes that it waited for.
        _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        said = log.read_text("utf-8", errors="replace")[-2000:]
        raise FailedError(f"{' '.join(str(each) for each in command)} exits with {process.returncode}:\n{said}")
    return Cost(wall=wall, cpu=usage.ru_utime + usage.ru_stime, memory=usage.ru_maxrss / 1024)


def median(costs: Iterable[Cost]) -> Cost:
    """The median of each measure."""
    held = list(costs)
    return Cost(
        wall=statistics.median(each.wall for each in held),
        cpu=statistics.median(each.cpu for each in held),
        memory=statistics.median(each.memory for each in held),
    )


def side_by_side(runs: int, *measures: Callable[[], Cost]) -> list[Cost]:
    """The median of each, measured in turns."""
    costs: list[list[Cost]] = [[] for _ in measures]
    for _ in range(runs):
        for held, measure in zip(costs, measures, strict=True):
            held.append(measure())
    return [median(held) for held in costs]


def snapshot(folder: Path, pattern: str) -> dict[Path, int]:
    """When each file of a folder was written."""
    return {path.relative_to(folder): path.stat().st_mtime_ns for path in folder.rglob(pattern)}


def written(before: Mapping[Path, int], after: Mapping[Path, int]) -> set[Path]:
    """The files that are new or were written again."""
    return {path for path, when in after.items() if before.get(path) != when}
