"""A table for readers, JSON for programs, a plot for the manual."""

from __future__ import annotations

import json
import os
import platform
from dataclasses import asdict
from html import escape
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

from bench._figures import Figure

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_SVG: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" role="img" font-family="sans-serif" font-size="12">'
)
_MARKS: Final = {True: "kept", False: "**broken**", None: ""}
_WIDTH: Final = 720
_BAR: Final = 18
_GAP: Final = 34
_LEFT: Final = 360


def table(rows: Mapping[str, Sequence[Figure]]) -> str:
    """The figures as a table of Markdown."""
    lines = ["| what | measured | promise | | `--runs` | made of |", "| --- | --: | --: | --- | --: | --- |"]
    for figures in rows.values():
        for each in figures:
            value = f"{each.value:.2f}".rstrip("0").rstrip(".") if each.value < 10 else f"{each.value:.0f}"  # noqa: PLR2004
            measured = f"{value} {each.unit}".strip()
            lines.append(
                f"| {each.what} | {measured} | {each.promise} | {_MARKS[each.is_kept]} | {each.runs} | {each.told} |"
            )
    return "\n".join(lines) + "\n"


def said(*, step: int) -> str:
    """In which session the figures were taken."""
    part = "All" if step == 1 else f"One in {step}"
    versions = ", ".join(f"{name} {version(name.lower())}" for name in ("Sphinx", "furo"))
    return (
        f"{part} of the operations; each measure as often as `--runs` said, and its median; "
        f"Python {platform.python_version()}, {versions}, {os.cpu_count()} cores."
    )


def data(rows: Mapping[str, Sequence[Figure]], *, step: int) -> str:
    """The figures and where they were taken, as JSON."""
    figures = [
        {"row": name, **asdict(each), "kept": each.is_kept} for name, figures in rows.items() for each in figures
    ]
    written = {"session": _session(step=step), "figures": figures}
    return json.dumps(written, indent=1, ensure_ascii=False) + "\n"


def _session(*, step: int) -> dict[str, str | int]:
    return {
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        **{name: version(name) for name in ("sphinx", "furo", "docutils")},
        "part": f"1/{step}",
    }


def earlier(folder: Path, *, step: int) -> dict[str, list[Figure]]:
    """The rows of an earlier session of the same kind: a ratio of one session stays true beside those of another."""
    try:
        written = json.loads(folder.joinpath("speed.json").read_text("utf-8"))
    except FileNotFoundError:
        return {}
    rows: dict[str, list[Figure]] = {}
    if written["session"] == _session(step=step):
        for held in written["figures"]:
            fields = {name: value for name, value in held.items() if name not in ("row", "kept")}
            rows.setdefault(held["row"], []).append(Figure(**fields))
    return rows


def plot(rows: Mapping[str, Sequence[Figure]]) -> str:
    """What was promised, as bars: each as long as the part of its promise that is used up; the line is the promise."""
    bounded = [each for figures in rows.values() for each in figures if each.is_kept is not None]
    height = _GAP * len(bounded) + 40
    scale = (_WIDTH - _LEFT - 70) / 1.5
    parts = [
        _SVG.format(_WIDTH, height),
        "<title>Measured, as a part of what is promised</title>",
        f'<line x1="{_LEFT + scale:.0f}" y1="8" x2="{_LEFT + scale:.0f}" y2="{height - 24}" stroke="#888" />',
        f'<text x="{_LEFT + scale:.0f}" y="{height - 8}" text-anchor="middle" fill="#888">the promise</text>',
    ]
    for index, each in enumerate(bounded):
        used = each.value / each.most if each.most else (each.least or 0) / each.value if each.value else 0
        top = 12 + index * _GAP
        length = scale * min(used, 1.5)
        colour = "#2a7d4f" if each.is_kept else "#b3462f"
        parts.append(
            f'<text x="{_LEFT - 8}" y="{top + 13}" text-anchor="end" fill="#888">{escape(each.what)}</text>'
            f'<rect x="{_LEFT}" y="{top}" width="{length:.0f}" height="{_BAR}" rx="3" fill="{colour}" />'
            f'<text x="{_LEFT + length + 6:.0f}" y="{top + 13}" fill="#888">{each.value:.2f}</text>'
        )
    return "\n".join([*parts, "</svg>", ""])


def write(folder: Path, rows: Mapping[str, Sequence[Figure]], *, step: int) -> None:
    """Write all three."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.joinpath("speed.txt").write_text(f"{table(rows)}\n{said(step=step)}\n", "utf-8")
    folder.joinpath("speed.json").write_text(data(rows, step=step), "utf-8")
    folder.joinpath("speed.svg").write_text(plot(rows), "utf-8")
