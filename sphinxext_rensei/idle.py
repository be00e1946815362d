"""Builds that change no page leave alone what Sphinx would write again as it is: indices, inventory, search index.

They grow with the description, and reading it again to write them takes longer than to find that there is nothing to
do.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sphinx.builders.html import INVENTORY_FILENAME, StandaloneHTMLBuilder

from sphinxext_rensei.domain import RenseiDomain
from sphinxext_rensei.outline import States

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sphinx.application import Sphinx


class Idleness:
    """Whether a build has anything to do, as its builder finds out."""

    def __init__(self, domain: RenseiDomain, builder: StandaloneHTMLBuilder) -> None:
        self._domain = domain
        self._builder = builder
        self._write = builder.write
        builder.write = self.write  # type: ignore[method-assign,misc]
        for name, file in _KEPT.items():
            setattr(builder, name, self._unless_idle(getattr(builder, name), Path(builder.outdir, file)))

    def write(self, build_docnames: Any, updated_docnames: Iterable[str], method: Any = "update") -> None:
        """Begin to write: here Sphinx knows which pages it is to read and write."""
        if method == "update" and not build_docnames and not [*updated_docnames] and not self._domain.stirred:
            pages = (f"{self._domain.name}-{index.name}" for index in self._domain.indices)
            self._domain.kept = frozenset(page for page in pages if self._path(page).exists())
        self._write(build_docnames, updated_docnames, method)

    def _path(self, pagename: str) -> Path:
        return Path(self._builder.get_outfilename(pagename))

    def _unless_idle(self, write: Callable[[], None], file: Path) -> Callable[[], None]:
        def written() -> None:
            if self._domain.kept is None or not file.exists():
                write()

        return written


_KEPT: Final = {
    "dump_inventory": INVENTORY_FILENAME,
    "dump_search_index": StandaloneHTMLBuilder.searchindex_filename,
    "write_domain_indices": "",
}
"""What a builder does at its end -> the file that it writes; empty where there are several."""


def begin(app: Sphinx) -> None:
    """Take what stood for the descriptions when the last build ended; look at what a builder of HTML is told to do."""
    domain = RenseiDomain.of(app.env)
    domain.states = States(app).read()
    if isinstance(app.builder, StandaloneHTMLBuilder):
        Idleness(domain, app.builder)


def write_states(app: Sphinx, exception: Exception | None) -> None:
    """Write what stands for the descriptions now."""
    if not exception:
        States(app).write({name: spec.state for name, spec in RenseiDomain.of(app.env).specs.items()})


def setup(app: Sphinx) -> None:
    """Connect."""
    app.connect("builder-inited", begin)
    app.connect("build-finished", write_states)
