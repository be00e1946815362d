"""Rows about other tools with the same description."""

from __future__ import annotations

import shutil
from functools import partial
from typing import TYPE_CHECKING, Final

from bench import _sites as sites
from bench._corpus import description
from bench._figures import Figure, seconds
from bench._measure import FailedError, run, side_by_side

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bench._builds import Bench

_RENDERERS: Final = {"httpdomain": 4.0, "httpdomain:old": 1.0}
"""Renderer of sphinxcontrib-openapi -> how many times as fast ours has to be at least."""
_REDOCLY: Final = "@redocly/cli@2"


def openapi(bench: Bench) -> Iterator[Figure]:
    """sphinxcontrib-openapi with Airflow's description, one page of all operations."""
    folder = bench.folder / "peers"
    ours = sites.Site(
        folder / "ours",
        extensions=("sphinxext_rensei",),
        more='rensei_specs = {"api": "api.yaml"}\nrensei_llms = False\n',
    )
    ours.write("index.rst", "Bench\n=====\n\n.. toctree::\n\n   api/api/index\n")
    shutil.copyfile(description("airflow"), ours.folder / "api.yaml")
    for renderer, least in _RENDERERS.items():
        theirs = sites.Site(
            folder / renderer.replace(":", "-"),
            extensions=("sphinxcontrib.openapi",),
            more=f"openapi_default_renderer = {renderer!r}\n",
        )
        theirs.write("index.rst", "Bench\n=====\n\n.. openapi:: api.yaml\n")
        shutil.copyfile(description("airflow"), theirs.folder / "api.yaml")
        try:
            one, other = side_by_side(bench.runs, partial(ours.build, fresh=True), partial(theirs.build, fresh=True))
        except FailedError as error:
            yield Figure(what=f"sphinxcontrib-openapi, {renderer}: fails", value=0, told=str(error).splitlines()[-1])
            continue
        told = f"{seconds(one.cpu)} and {seconds(other.cpu)} of CPU"
        what = f"Operations per second ÷ those of sphinxcontrib-openapi ({renderer})"
        yield Figure(what=what, value=other.cpu / one.cpu, least=least, told=told)


def redocly(bench: Bench) -> Iterator[Figure]:
    """Redocly's build-docs with the same description: one page that a script draws."""
    page = redoc_page(bench)
    if page is None:
        yield Figure(what="Redocly build-docs: npm is not here", value=0)
        return
    ours, _ = bench.measure_full()
    cost = run(("npx", "--yes", _REDOCLY, "build-docs", "../ours/api.json", "-o", "redoc.html"), folder=page.parent)
    told = f"{seconds(ours.cpu)} and {seconds(cost.cpu)} of CPU; its page has {page.stat().st_size / 1e6:.1f} MB"
    yield Figure(what="Full build ÷ Redocly build-docs", value=ours.cpu / cost.cpu, told=told)


def redoc_page(bench: Bench) -> Path | None:
    """The page that Redocly makes, made once; None where it can't be."""
    if shutil.which("npx") is None:
        return None
    folder = bench.folder / "redocly"
    page = folder / "redoc.html"
    if not page.exists():
        folder.mkdir(parents=True, exist_ok=True)
        command = ("npx", "--yes", _REDOCLY, "build-docs", str(bench.ours.folder / "api.json"), "-o", str(page))
        run(command, folder=folder)
    return page
