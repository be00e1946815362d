"""Rows about other tools with the same description."""

from __future__ import annotations

import shutil
from functools import partial
from typing import TYPE_CHECKING, Final

import yaml

from bench import _sites as sites
from bench._corpus import METHODS, description
from bench._figures import Figure, seconds
from bench._measure import FailedError, run, side_by_side

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bench._builds import Bench

_RENDERERS: Final = {"httpdomain": 4.0, "httpdomain:old": 1.0}
"""Renderer of sphinxcontrib-openapi -> how many times as fast ours has to be at least."""
_TITLE: Final = "Bench\n=====\n\n"
_REDOCLY: Final = "@redocly/cli@2"


def openapi(bench: Bench) -> Iterator[Figure]:
    """sphinxcontrib-openapi with Airflow's description, all on one page; ours so as well, and as pages.

    Its pages have a floor: what plain Sphinx takes for as many of one paragraph.
    """
    folder = bench.folder / "peers"
    pages = _project(folder / "pages", "sphinxext_rensei", 'rensei_specs = {"api": "api.yaml"}\nrensei_llms = False\n')
    pages.write("index.rst", f"{_TITLE}.. toctree::\n\n   api/api/index\n")
    pages.build(fresh=True)
    floor = sites.floor(folder / "floor", pages)
    page = _project(
        folder / "page", "sphinxext_rensei", 'rensei_specs = {"api": {"path": "api.yaml", "pages": None}}\n'
    )
    page.write("index.rst", _TITLE + "".join(f".. rensei-operation:: {each}\n\n" for each in _operations(page)))
    for renderer, least in _RENDERERS.items():
        more = f"openapi_default_renderer = {renderer!r}\n"
        theirs = _project(folder / renderer.replace(":", "-"), "sphinxcontrib.openapi", more)
        theirs.write("index.rst", f"{_TITLE}.. openapi:: api.yaml\n")
        builds = [partial(site.build, fresh=True) for site in (theirs, pages, page, floor)]
        try:
            other, *costs = side_by_side(bench.runs, *builds)
        except FailedError as error:
            yield Figure(what=f"sphinxcontrib-openapi, {renderer}: fails", value=0, told=str(error).splitlines()[-1])
            continue
        shapes = zip(("Pages", "One page", "Plain pages"), costs, (least, None, None), strict=True)
        for shape, cost, promise in shapes:
            what = f"{shape}: operations/s ÷ sphinxcontrib-openapi ({renderer})"
            told = f"{seconds(cost.cpu)} and {seconds(other.cpu)} of CPU"
            yield Figure(what=what, value=other.cpu / cost.cpu, least=promise, told=told)


def _project(folder: Path, extension: str, more: str) -> sites.Site:
    site = sites.Site(folder, extensions=(extension,), more=more)
    shutil.copyfile(description("airflow"), site.folder / "api.yaml")
    return site


def _operations(site: sites.Site) -> Iterator[str]:
    """Method and path of each operation."""
    paths = yaml.load((site.folder / "api.yaml").read_bytes(), yaml.CSafeLoader)["paths"]
    return (f"{method.upper()} {path}" for path, item in paths.items() for method in item if method in METHODS)


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
