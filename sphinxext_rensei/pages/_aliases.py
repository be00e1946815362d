"""Names that pages had before: ``x-rensei-aliases``, a list on an operation.

An entry is an old ``operationId``, whose page stood beside that of today, or, behind a slash, the name of a page from
the reference's folder on: ``/old-tag/oldName``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_rensei.pages._names import Names, is_page_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinxext_rensei.spec import Operation, Place


class Aliases:
    """The names that the pages below a folder had before."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._found: list[tuple[str, str, str, Place]] = []
        self._faults: list[tuple[Place, str]] = []

    def add(self, operation: Operation, folder: str, docname: str) -> None:
        """Note the names that the page of an operation, in a folder, had before."""
        if "x-rensei-aliases" not in operation.extensions:
            return
        given = operation.extensions["x-rensei-aliases"]
        place = operation.place.child("x-rensei-aliases")
        if not isinstance(given, list):
            self._faults.append((place, "'x-rensei-aliases' must be a list of names"))
            return
        for index, alias in enumerate(given):
            at = place.child(index)
            if not isinstance(alias, str) or not alias.strip("/"):
                self._faults.append((at, "a name in 'x-rensei-aliases' must be a text"))
            elif not alias.startswith("/"):
                old = f"{folder}/{Names('index').take(alias, operation.endpoint)}"
                self._found.append((old, docname, alias, at))
            elif is_page_name(alias[1:]):
                self._found.append((f"{self._prefix}{alias}", docname, alias, at))
            else:
                self._faults.append((at, f"{alias!r} can't be the name of a page"))

    def redirects(self, docnames: Iterable[str]) -> tuple[dict[str, str], tuple[tuple[Place, str], ...]]:
        """New docnames by old ones, and what is wrong.

        :param docnames: of the pages that there are.
        """
        taken = {docname.casefold(): docname for docname in docnames}
        redirects: dict[str, str] = {}
        for old, new, alias, place in self._found:
            other = taken.setdefault(old.casefold(), new)
            if other != new or old.casefold() == new.casefold():
                self._faults.append((place, f"the alias {alias!r} is the place of the page {other!r}"))
            else:
                redirects[old] = new
        return redirects, tuple(self._faults)
