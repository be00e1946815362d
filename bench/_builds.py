"""Rows about builds: from nothing, growing, and of what has changed."""

from __future__ import annotations

import hashlib
import json
import re
import statistics
from functools import cached_property, partial
from typing import TYPE_CHECKING, Final

from bench import _sites as sites
from bench._figures import Figure, seconds
from bench._measure import Cost, median, side_by_side, snapshot, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_STEPS: Final = (8, 4, 2, 1)
_FEW: Final = 8
"""The part of the operations that a site of quadratic cost has."""


class Bench:
    """One session.

    :param folder: for the projects.
    :param runs: how often each measure is taken.
    :param step: every so-manieth operation is there.
    """

    def __init__(self, folder: Path, *, runs: int = 3, step: int = 1) -> None:
        self.folder = folder
        self.runs = runs
        self.step = step
        self.full: tuple[Cost, Cost] | None = None

    @cached_property
    def ours(self) -> sites.Site:
        """The project with the reference, built."""
        site = sites.ours(self.folder / "ours", "github", self.step)
        site.build(fresh=True)
        return site

    @cached_property
    def floor(self) -> sites.Site:
        """The plain project with the same pages, built."""
        site = sites.floor(self.folder / "floor", self.ours)
        site.build(fresh=True)
        return site

    def measure_full(self) -> tuple[Cost, Cost]:
        """Both built from nothing."""
        if self.full is None:
            ours, floor = self.ours, self.floor
            first, second = side_by_side(self.runs, lambda: ours.build(fresh=True), lambda: floor.build(fresh=True))
            self.full = first, second
        return self.full


def full(bench: Bench) -> Iterator[Figure]:
    """A build from nothing, against a plain project with as many pages."""
    ours, floor = bench.measure_full()
    told = f"{seconds(ours.cpu)} and {seconds(floor.cpu)} of CPU, {len(_pages(bench.ours))} pages"
    yield Figure(what="Full build ÷ floor", value=ours.cpu / floor.cpu, most=4, told=told)
    yield Figure(what="The same on the clock", value=ours.wall / floor.wall, most=4, told=seconds(ours.wall))
    yield Figure(what="Peak memory", value=ours.memory, unit="MB", told=f"floor {floor.memory:.0f} MB")


def uncut(bench: Bench) -> Iterator[Figure]:
    """A plain furo site with the navigation that every project has, of few pages: it grows with their square."""
    part = Bench(bench.folder / "part", runs=1, step=bench.step * _FEW)
    ours, _ = part.measure_full()
    plain = sites.uncut(part.folder / "uncut", part.ours).build(fresh=True)
    told = f"{seconds(ours.cpu)} of ours and {seconds(plain.cpu)} of CPU, {len(_pages(part.ours))} pages"
    yield Figure(what="Full build ÷ plain furo site, uncut", value=ours.cpu / plain.cpu, told=told)


def parallel(bench: Bench) -> Iterator[Figure]:
    """Two processes instead of one."""
    site = bench.ours
    runs = max(1, bench.runs - 1)
    one, two = side_by_side(runs, lambda: site.build(fresh=True), lambda: site.build("-j", "2", fresh=True))
    told = f"{seconds(one.wall)} and {seconds(two.wall)}"
    yield Figure(what="Serial ÷ parallel (-j 2)", value=one.wall / two.wall, least=1.4, told=told)


def growth(bench: Bench) -> Iterator[Figure]:
    """An eighth, a quarter, a half and all of the operations."""
    steps = [bench.step * step for step in _STEPS]
    parts = [sites.ours(bench.folder / f"part{step}", "github", step) for step in steps]
    costs = side_by_side(max(1, bench.runs - 1), *(partial(site.build, fresh=True) for site in parts))
    told = ", ".join(seconds(cost.cpu) for cost in costs)
    yield Figure(what="Time of all ÷ half", value=costs[-1].cpu / costs[-2].cpu, most=2.2, told=told)
    told = ", ".join(f"{cost.memory:.0f} MB" for cost in costs)
    yield Figure(what="Memory of all ÷ half", value=costs[-1].memory / costs[-2].memory, most=2.2, told=told)


def nothing(bench: Bench) -> Iterator[Figure]:
    """Nothing has changed."""
    bench.ours.build()
    ours, floor = side_by_side(bench.runs + 2, bench.ours.build, bench.floor.build)
    told = f"{seconds(ours.cpu)} and {seconds(floor.cpu)} of CPU"
    yield Figure(what="Nothing changed ÷ plain Sphinx", value=ours.cpu / floor.cpu, most=1.3, told=told)


def changes(bench: Bench) -> Iterator[Figure]:
    """One thing has changed."""
    full_cost, _ = bench.measure_full()
    idle, *_ = side_by_side(bench.runs, bench.ours.build)
    for name, change in _CHANGES.items():
        # What makes all anew is measured once.
        cost, read, wrote = _changed(bench, change, runs=1 if change is _conf else bench.runs)
        told = f"{seconds(cost.cpu)} of CPU; {read} pages read, {wrote} written"
        allowed = 0.03 * full_cost.cpu + idle.cpu
        most = 1 if name in _BOUNDED else None
        what = f"{name} ÷ (3 % of the full build + nothing changed)"
        yield Figure(what=what, value=cost.cpu / allowed, most=most, told=told)


def _changed(bench: Bench, change: Callable[[sites.Site], None], *, runs: int) -> tuple[Cost, int, int]:
    """What a change costs, and how many pages are read and written; then all is as it was."""
    site = bench.ours
    files = ("api.json", "guide.rst", "conf.py")
    kept = {name: (site.folder / name).read_bytes() for name in files}
    costs: list[Cost] = []
    read = wrote = 0
    for _ in range(runs):
        trees, pages = snapshot(site.output, "*.doctree"), _pages(site)
        change(site)
        costs.append(site.build())
        read = len(written(trees, snapshot(site.output, "*.doctree")))
        wrote = len(written(pages, _pages(site)))
        for name, content in kept.items():
            if (site.folder / name).read_bytes() != content:
                (site.folder / name).write_bytes(content)
        site.build()
    return median(costs), read, wrote


def equality(bench: Bench) -> Iterator[Figure]:
    """Whether what an incremental build leaves is what a fresh one makes."""
    site = bench.ours
    path = site.folder / "api.json"
    kept = path.read_bytes()
    _text(site)
    site.build()
    incremental = _contents(site)
    site.build(fresh=True)
    fresh = _contents(site)
    path.write_bytes(kept)
    site.build()
    differing = sum(incremental.get(each) != fresh.get(each) for each in incremental.keys() | fresh.keys())
    yield Figure(what="Files that an incremental build leaves otherwise than a fresh one", value=differing, most=0)


def _contents(site: sites.Site) -> dict[Path, str]:
    files = (path for path in site.output.rglob("*") if path.is_file() and ".doctrees" not in path.parts)
    return {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in files if path.name != ".buildinfo"}


def _text(site: sites.Site) -> None:
    """Change the description of one operation."""
    path = site.folder / "api.json"
    contents = json.loads(path.read_text("utf-8"))
    operations = [each for item in contents["paths"].values() for each in item.values() if isinstance(each, dict)]
    operation = operations[len(operations) // 2]
    operation["description"] = f"{operation.get('description', '')}\n\nA sentence that was not there."
    path.write_text(json.dumps(contents, indent=1), "utf-8")


def _schema(site: sites.Site) -> None:
    """Change the description of the schema that is referred to most."""
    path = site.folder / "api.json"
    text = path.read_text("utf-8")
    contents = json.loads(text)
    used = re.findall(r'"#/components/schemas/([^"/]*)"', text)
    schema = contents["components"]["schemas"][statistics.mode(used)]
    schema["description"] = f"{schema.get('description', '')} Changed."
    path.write_text(json.dumps(contents, indent=1), "utf-8")


def _guide(site: sites.Site) -> None:
    site.write("guide.rst", (site.folder / "guide.rst").read_text("utf-8") + "\nAnother paragraph.\n")


def _conf(site: sites.Site) -> None:
    site.write("conf.py", (site.folder / "conf.py").read_text("utf-8") + "\nrensei_schema_depth = 2\n")


_CHANGES: Final[dict[str, Callable[[sites.Site], None]]] = {
    "One text changed": _text,
    "A shared schema changed": _schema,
    "A guide changed": _guide,
    "conf.py changed": _conf,
}
_BOUNDED: Final = frozenset(("One text changed",))


def sizes(bench: Bench) -> Iterator[Figure]:
    """Bytes on disk, and what the browser loads."""
    output = bench.ours.output
    pages = sorted((output / path).stat().st_size for path in _pages(bench.ours))
    yield Figure(what="Median page", value=statistics.median(pages) / 1000, unit="KB")
    yield Figure(what="Largest page", value=pages[-1] / 1000, unit="KB")
    whole = sum(path.stat().st_size for path in output.rglob("*") if path.is_file() and ".doctrees" not in path.parts)
    yield Figure(what="Site on disk", value=whole / 1e6, unit="MB")
    plain = sites.same_text(bench.folder / "text", bench.ours)
    plain.build(fresh=True)
    for name in ("searchindex.js", "objects.inv"):
        ours, other = (output / name).stat().st_size, (plain.output / name).stat().st_size
        told = f"{ours / 1000:.0f} KB and {other / 1000:.0f} KB"
        yield Figure(what=f"{name} ÷ that of the same text without domain", value=ours / other, most=1.5, told=told)


def _pages(site: sites.Site) -> dict[Path, int]:
    return snapshot(site.output, "*.html")
