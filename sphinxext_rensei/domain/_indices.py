"""The indices: operations by tag, operations by path, schemas."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx.domains import Index, IndexEntry
from sphinx.locale import get_translation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinxext_rensei.domain import RenseiDomain
    from sphinxext_rensei.domain._objects import ObjectEntry

_ = get_translation("sphinxext_rensei")

Groups = dict[str, list[IndexEntry]]


def _heading(text: str) -> str:
    """A heading of an index, which Sphinx's template prints as it is."""
    return " ".join(re.sub(r"[<>&\"']", " ", text).split())


def _entry(entry: ObjectEntry, name: str, extra: str = "") -> IndexEntry:
    return IndexEntry(name, 0, entry.docname, entry.node_id, extra, "", "")


class _Title:
    """Words that are looked up when they are asked for: a class is made before the site's language is known.

    They are then a text: the builder of JSON knows no proxy.
    """

    def __init__(self, words: object) -> None:
        self._words = words

    def __get__(self, instance: object, owner: type) -> str:
        return str(self._words)


class _RenseiIndex(Index):
    domain: RenseiDomain

    def generate(self, docnames: Iterable[str] | None = None) -> tuple[list[tuple[str, list[IndexEntry]]], bool]:
        """The entries by their headings, and whether groups are folded; a mere sign of some where the page stays."""
        if self.domain.kept is None:
            return self.grouped(docnames)
        return [("", [])] if f"{self.domain.name}-{self.name}" in self.domain.kept else [], False

    def grouped(self, docnames: Iterable[str] | None) -> tuple[list[tuple[str, list[IndexEntry]]], bool]:
        """What to generate."""
        raise NotImplementedError

    def _objects(self, objtype: str, docnames: Iterable[str] | None) -> list[ObjectEntry]:
        wanted = None if docnames is None else set(docnames)
        found = [entry for _, entry in self.domain.index if entry.objtype == objtype]
        return [entry for entry in found if wanted is None or entry.docname in wanted]


class OperationsByTag(_RenseiIndex):
    """Operations below the title of their tag, in the description's order."""

    name = "operations-by-tag"
    localname = _Title(_("Operations by tag"))
    shortname = _Title(_("operations"))

    def grouped(self, docnames: Iterable[str] | None) -> tuple[list[tuple[str, list[IndexEntry]]], bool]:
        """Group by tag."""
        entries = {(entry.spec, entry.name): entry for entry in self._objects("endpoint", docnames)}
        groups: Groups = {}
        for spec in self.domain.specs.values():
            titles = {tag.name: tag.title for tag in spec.description.tags} if spec.description else {}
            for operation in spec.operations:
                entry = entries.get((spec.name, operation.endpoint))
                for tag in (operation.tags or ("default",)) if entry else ():
                    assert entry is not None
                    groups.setdefault(_heading(titles.get(tag, tag)), []).append(
                        _entry(entry, operation.title, operation.endpoint)
                    )
        return list(groups.items()), True


class OperationsByPath(_RenseiIndex):
    """Operations by the first two segments of their path."""

    name = "operations-by-path"
    localname = _Title(_("Operations by path"))
    shortname = _Title(_("paths"))

    def grouped(self, docnames: Iterable[str] | None) -> tuple[list[tuple[str, list[IndexEntry]]], bool]:
        """Group by path."""
        groups: Groups = {}
        for entry in sorted(self._objects("endpoint", docnames), key=lambda each: each.name.split(" ", 1)[::-1]):
            method, _space, path = entry.name.partition(" ")
            segments = path.split("/")[1:3]
            groups.setdefault(_heading("/" + "/".join(segments)), []).append(
                _entry(entry, f"{path} {method}", entry.display)
            )
        return sorted(groups.items()), True


class Schemas(_RenseiIndex):
    """Schemas by their first letter."""

    name = "schemas"
    localname = _Title(_("Schemas"))
    shortname = _Title(_("schemas"))

    def grouped(self, docnames: Iterable[str] | None) -> tuple[list[tuple[str, list[IndexEntry]]], bool]:
        """Group by letter."""
        groups: Groups = {}
        for entry in sorted(self._objects("schema", docnames), key=lambda each: each.name.casefold()):
            groups.setdefault(_heading(entry.name[:1].upper()), []).append(_entry(entry, entry.name))
        return sorted(groups.items()), False


INDICES = (OperationsByTag, OperationsByPath, Schemas)
