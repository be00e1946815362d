"""What routes can be read from: a table."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from sphinxext_rensei.routes._route import Routes


class _Module(Protocol):
    def read(self, roots: Sequence[Path]) -> Routes: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A kind of files that say which routes there are.

    :param name: what the command line calls it.
    :param words: what it reads, for a list of sources.
    :param module: module of this package with ``read(roots)``; loaded when it is needed.
    :param extra: the extra that brings what the module needs.
    """

    name: str
    words: str
    module: str
    extra: str = ""

    @property
    def function(self) -> Callable[[Sequence[Path]], Routes]:
        """What reads the routes.

        :raises ModuleNotFoundError: the extra is not installed.
        """
        try:
            module = importlib.import_module(f"{__package__}.{self.module}")
        except ModuleNotFoundError as error:
            if not self.extra:
                raise
            message = f"reading {self.words} needs more: pip install 'sphinxext-rensei[{self.extra}]'"
            raise ModuleNotFoundError(message, name=error.name) from error
        return cast("_Module", module).read


SOURCES: Final[Mapping[str, Source]] = {
    source.name: source
    for source in (
        Source(name="nextjs", words="the route handlers of Next.js applications", module="nextjs", extra="drift"),
        Source(name="openapi", words="another OpenAPI description", module="openapi"),
        Source(name="list", words="a plain list of routes", module="plain"),
    )
}
"""The sources, by name; a new one is a module and a row."""
