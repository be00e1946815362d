"""Builds with several processes write with as many as they read with.

Sphinx takes one fewer, as the main process prepares pages meanwhile. Those of a reference take longer to write than to
prepare: of two processes, one would wait for the other half of the time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.application import Sphinx


def add_writer(app: Sphinx) -> None:
    """Let the builder write with all processes that it may have."""
    builder = app.builder
    # The one place where Sphinx says how many; it is not public, and a later release may have no such thing.
    write = getattr(builder, "_write_parallel", None)
    if write is None:
        return

    def written(docnames: Sequence[str], nproc: int) -> None:
        write(docnames, max(nproc, app.parallel))

    builder._write_parallel = written  # type: ignore[method-assign] # noqa: SLF001


def setup(app: Sphinx) -> None:
    """Connect."""
    app.connect("builder-inited", add_writer)
