"""What a build needs of a description when nothing in it has changed: kept, so that the description stays unread.

To read a large description again takes as long as all else that Sphinx does when there is nothing to do.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.spec import Cache

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinxext_rensei.config import SpecEntry
    from sphinxext_rensei.pages import Site
    from sphinxext_rensei.problems import Problem
    from sphinxext_rensei.spec import References

FORMAT: Final = "outline 2"
"""Raised when an outline, or what is found out for it, changes its form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A description from afar.

    :param state: stands for all that pages are drawn from; where it is the same, they are.
    :param title: that of the description.
    :param version: that of the description.
    :param names: how messages call its files.
    :param files: these files.
    :param problems: all that is to be said of it.
    """

    state: str
    title: str
    version: str
    names: tuple[str, ...]
    files: tuple[Path, ...]
    site: Site
    problems: tuple[Problem, ...]


class Outlines:
    """The outlines of a project, beside its doctrees.

    :param entry: the description; another entry of conf.py for the same file is another one.
    """

    def __init__(self, app: Sphinx, entry: SpecEntry) -> None:
        config = app.config
        choices = (config.rensei_include_internal, config.rensei_validate, config.rensei_remote_references)
        self._key = (FORMAT, str(app.confdir), repr(entry), repr(choices), str(config.language))
        self._cache = Cache(Path(app.doctreedir), *self._key)

    def find(self) -> Outline | None:
        """The outline, where no file has changed since it was made."""
        found = self._cache.get()
        return found if isinstance(found, Outline) else None

    def keep(self, outline: Outline, references: References) -> None:
        """Keep an outline for as long as no file changes."""
        self._cache.put(outline, references)

    def state(self, references: References) -> str:
        """What stands for the files as they are, read as conf.py says."""
        digests = (f"{uri} {source.digest}" for uri, source in sorted(references.files.items()))
        return hashlib.sha256("\n".join((*self._key, *digests)).encode()).hexdigest()
