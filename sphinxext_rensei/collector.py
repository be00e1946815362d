"""The garbage collector, in a process that builds a site.

A description and the pages drawn of it are millions of objects, and nearly all live until they are written: to search
all of them for garbage finds next to none, and takes a tenth of a build. Between two pages, what is young and lives is
least: there it is looked at once.
"""

from __future__ import annotations

import atexit
import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.spec import collector_paused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.config import Config

_SWEPT: Final = (100_000, 10, 60)
"""Searches in the middle of a page only where it is a very large one, of all that there is once in a long time."""
_UNSWEPT: Final = (7_000, 10, 60)
"""The same where several processes share the pages: the one that hands them out holds many at a time."""


@contextmanager
def spared() -> Iterator[None]:
    """What is made inside is not searched meanwhile, nor before the build ends."""
    with collector_paused():
        yield
        gc.freeze()


class Collector:
    """The collector's thresholds and what it leaves alone, before a build and in it."""

    def __init__(self) -> None:
        self._before = gc.get_threshold()
        self._was_frozen = gc.get_freeze_count() > 0
        self._is_swept = False

    def relax(self, app: Sphinx, _config: Config) -> None:
        """Search less often; where somebody has switched it off or set it higher, leave it."""
        self._before = gc.get_threshold()
        self._was_frozen = gc.get_freeze_count() > 0
        is_shared = app.parallel > 1
        thresholds = _UNSWEPT if is_shared else _SWEPT
        is_relaxed = 0 < self._before[0] < thresholds[0]
        self._is_swept = is_relaxed and not is_shared
        if is_relaxed:
            gc.set_threshold(*thresholds)

    def sweep(self, *_arguments: object) -> None:
        """Search what is young, after a page."""
        if self._is_swept:
            gc.collect(0)

    def spare(self, *_arguments: object) -> None:
        """Search nothing that is there by now; processes that part from this one then share it, too."""
        gc.freeze()

    def restore(self, _app: Sphinx, _exception: Exception | None) -> None:
        """Search as before."""
        gc.set_threshold(*self._before)
        if not self._was_frozen:
            gc.unfreeze()


def setup(app: Sphinx) -> None:
    """Connect; and spare the end of the process a last search."""
    collector = Collector()
    # Before the environment and descriptions are read.
    app.connect("config-inited", collector.relax, priority=100)
    # Then all that pages are drawn from is there, and then the pages are.
    app.connect("env-before-read-docs", collector.spare, priority=900)
    app.connect("write-started", collector.spare, priority=900)
    for event in ("env-purge-doc", "doctree-resolved"):
        app.connect(event, collector.sweep)
    app.connect("build-finished", collector.restore, priority=900)
    atexit.unregister(gc.freeze)
    atexit.register(gc.freeze)
