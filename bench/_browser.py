"""Rows about readers: how soon a page shows its operation and takes input, in Chromium."""

from __future__ import annotations

import os
import shutil
import statistics
import tarfile
import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Final

from bench import _sites as sites
from bench._figures import Figure
from bench._measure import FailedError, run
from bench._peers import redoc_page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bench._builds import Bench

_NAMES: Final = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
_ARGUMENTS: Final = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
_SWAGGER: Final = "swagger-ui-dist@5"
_SWAGGER_PAGE: Final = """<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="swagger-ui.css">
<div id="ui"></div><script src="swagger-ui-bundle.js"></script>
<script>SwaggerUIBundle({ url: "api.json", dom_id: "#ui" });</script>
"""
_SWITCH: Final = ".rensei-bar .rensei-toggle"
_INPUT: Final = ".rensei-try :is(input, select, textarea)"
_PATIENCE: Final = 120_000
_TIMES: Final = 7
"""A page takes a fraction of a second, and anything may come between."""


def browser(bench: Bench) -> Iterator[Figure]:
    """The largest operation page, a plain page with its text, Redoc's page and Swagger UI."""
    chromium = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
    if chromium is None:
        yield Figure(what="Chromium is not here", value=0)
        return
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - needed for these rows alone

    pages = [each for each in bench.ours.output.rglob("*.html") if _is_operation(bench, each)]
    largest = max(pages, key=lambda each: each.stat().st_size).relative_to(bench.ours.output)
    plain = sites.same_text(bench.folder / "text", bench.ours)
    if not plain.output.exists():
        plain.build(fresh=True)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=list(_ARGUMENTS))
        timed = partial(_timed, started, runs=max(_TIMES, bench.runs))
        # Heading and code block of a plain page; head of an operation; the switch that turns the form on.
        text = timed(plain.output, str(largest), "article h1")
        shown = timed(bench.ours.output, str(largest), ".rensei-bar")
        typed = timed(bench.ours.output, str(largest), _SWITCH, then=_INPUT)
        told = f"{shown:.0f} ms and {text:.0f} ms; {largest}"
        yield Figure(what="Operation shown ÷ plain page with its text", value=shown / text, most=1.3, told=told)
        yield Figure(what="Form takes input", value=typed, unit="ms")
        if page := redoc_page(bench):
            heading = timed(page.parent, page.name, "h1, h2")
            told = f"{heading:.0f} ms and {shown:.0f} ms"
            yield Figure(what="Redoc's first heading ÷ operation shown", value=heading / shown, least=3, told=told)
        if folder := _swagger(bench):
            operation = timed(folder, "index.html", ".opblock")
            told = f"{operation:.0f} ms and {shown:.0f} ms"
            yield Figure(what="Swagger UI's first operation ÷ operation shown", value=operation / shown, told=told)
        started.close()


def _is_operation(bench: Bench, path: Path) -> bool:
    folders = path.relative_to(bench.ours.output).parts
    return folders[:2] == ("api", "api") and not {"schemas", "webhooks"} & set(folders) and path.name != "index.html"


def _swagger(bench: Bench) -> Path | None:
    """Swagger UI's static page for the description."""
    if shutil.which("npm") is None:
        return None
    folder = bench.folder / "swagger"
    if not folder.is_dir():
        folder.mkdir(parents=True)
        run(("npm", "pack", "--silent", "--ignore-scripts", _SWAGGER), folder=folder)
        with tarfile.open(next(folder.glob("*.tgz"))) as package:
            for name in ("swagger-ui.css", "swagger-ui-bundle.js"):
                file = package.extractfile(f"package/{name}")
                assert file is not None
                folder.joinpath(name).write_bytes(file.read())
        shutil.copyfile(bench.ours.folder / "api.json", folder / "api.json")
        folder.joinpath("index.html").write_text(_SWAGGER_PAGE, "utf-8")
    return folder


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002 - named by the base class
        """Say nothing."""


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def _timed(started: Any, folder: Path, page: str, selector: str, *, runs: int, then: str = "") -> float:
    """Median milliseconds from the request until something is visible; or, after a click on it, something else is."""
    from playwright.sync_api import Error  # noqa: PLC0415 - needed for these rows alone

    times: list[float] = []
    with _served(folder) as origin:
        for _ in range(runs):
            context = started.new_context()
            tab = context.new_page()
            tab.set_default_timeout(_PATIENCE)
            try:
                tab.goto(f"{origin}/{page}", wait_until="commit")
                tab.wait_for_selector(selector, state="visible")
                if then:
                    tab.click(selector)
                    tab.wait_for_selector(then, state="visible")
            except Error as error:
                raise FailedError(f"{page} in Chromium: {error.message}") from error
            times.append(tab.evaluate("performance.now()"))
            context.close()
    return statistics.median(times)
