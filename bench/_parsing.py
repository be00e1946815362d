"""Rows about reading a description: YAML and JSON, for the first time and from the cache."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Final

import yaml

from bench._corpus import write_part
from bench._figures import Figure, seconds
from bench._measure import run, side_by_side

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bench._builds import Bench
    from bench._measure import Cost

_PLAIN: Final = "import sys, yaml; yaml.load(open(sys.argv[1], encoding='utf-8'), Loader=yaml.CSafeLoader)"
_EMPTY: Final = "import sys, yaml"
_READ: Final = (
    "import sys; from pathlib import Path; from sphinxext_rensei.spec._source import read; read(Path(sys.argv[1]))"
)
_OURS: Final = (
    "import sys; from pathlib import Path; from sphinxext_rensei.spec import load; "
    "load(Path(sys.argv[1]), cache=Path(sys.argv[2]))"
)
_IMPORT: Final = "import sphinxext_rensei.spec"


def parsing(bench: Bench) -> Iterator[Figure]:
    """GitHub's description as YAML with positions, and as JSON; beside PyYAML's C loader, starting Python left out."""
    folder = bench.folder / "parsing"
    folder.mkdir(parents=True, exist_ok=True)
    write_part("github", bench.step, folder / "api.json")
    contents = json.loads((folder / "api.json").read_text("utf-8"))
    text = yaml.dump(contents, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True, width=1_000_000)
    (folder / "api.yaml").write_text(text, "utf-8")
    plain, empty, read, idle, cached, cached_json = side_by_side(
        bench.runs,
        lambda: _python(folder, _PLAIN, "api.yaml"),
        lambda: _python(folder, _EMPTY),
        lambda: _python(folder, _READ, "api.yaml"),
        lambda: _python(folder, _IMPORT),
        lambda: _cached(folder, "api.yaml"),
        lambda: _cached(folder, "api.json"),
    )
    base = plain.cpu - empty.cpu
    megabytes = len(text.encode()) / 1e6
    told = f"{seconds(read.cpu - idle.cpu)} and {seconds(base)} for {megabytes:.1f} MB"
    yield Figure(
        what="YAML, values with positions ÷ yaml.load", value=(read.cpu - idle.cpu) / base, most=0.6, told=told
    )
    for kind, cost in (("YAML", cached), ("JSON", cached_json)):
        told = seconds(cost.cpu - idle.cpu)
        yield Figure(what=f"{kind}, cached ÷ yaml.load", value=(cost.cpu - idle.cpu) / base, most=0.05, told=told)


def _python(folder: Path, code: str, *arguments: str) -> Cost:
    return run((sys.executable, "-c", code, *arguments), folder=folder)


def _cached(folder: Path, name: str) -> Cost:
    if not (folder / f"cache-{name}").is_dir():
        _python(folder, _OURS, name, f"cache-{name}")
    return _python(folder, _OURS, name, f"cache-{name}")
