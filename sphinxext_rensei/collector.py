"""The garbage collector, in a process that builds a site.

A description and the pages drawn of it are a million objects, and nearly all live until they are written: a search of
all of them for garbage finds next to none, and ten of them take a sixth of a build.
"""

from __future__ import annotations

import atexit
import gc
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_THRESHOLDS: Final = (7_000, 10, 60)
"""Searches of what is young as ever, of all that there is once in some million objects."""


class Collector:
    """The collector's thresholds, before a build and in it."""

    def __init__(self) -> None:
        self._before = gc.get_threshold()

    def relax(self, _app: Sphinx) -> None:
        """Search less often; where somebody has switched it off or set it higher, leave it."""
        self._before = gc.get_threshold()
        if 0 < self._before[0] < _THRESHOLDS[0]:
            gc.set_threshold(*_THRESHOLDS)

    def restore(self, _app: Sphinx, _exception: Exception | None) -> None:
        """Search as before."""
        gc.set_threshold(*self._before)


def setup(app: Sphinx) -> None:
    """Connect; and spare the end of the process a last search."""
    collector = Collector()
    # Before descriptions are read.
    app.connect("builder-inited", collector.relax, priority=100)
    app.connect("build-finished", collector.restore, priority=900)
    atexit.unregister(gc.freeze)
    atexit.register(gc.freeze)
