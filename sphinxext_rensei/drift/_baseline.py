"""Differences that are known: a file that lists them, so that only what is new fails.

.. code-block:: yaml

   undocumented:
     - GET /api/org/{orgId}/members
   query:
     - 'GET /api/stats: debug'
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

import yaml

from sphinxext_rensei.drift._kinds import Kind
from sphinxext_rensei.drift._model import Difference
from sphinxext_rensei.drift._shape import shape_of
from sphinxext_rensei.errors import LoadError
from sphinxext_rensei.problems import Problem, ProblemCode
from sphinxext_rensei.spec import child, read

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sphinxext_rensei.drift._model import Drift
    from sphinxext_rensei.drift._scope import Scope
    from sphinxext_rensei.problems import Location

_HEAD: Final = "# Differences that `rensei-docs drift` knows of.  Delete what is mended, or write the file anew.\n"


class Known(NamedTuple):
    """An entry of a baseline."""

    kind: Kind
    text: str
    location: Location

    @property
    def method(self) -> str:
        """The method of the endpoint."""
        return self.text.partition(" ")[0]

    @property
    def path(self) -> str:
        """The path of the endpoint."""
        return self.text.partition(" ")[2].partition(": ")[0]

    @property
    def key(self) -> tuple[str, ...]:
        """What is the same for a difference and its entry, whatever parameters are called today."""
        return _key(self.kind, self.method, self.path, self.text.partition(": ")[2])


def _key(kind: Kind, method: str, path: str, detail: str) -> tuple[str, ...]:
    shape = shape_of(path)
    return (kind.value, method, detail, "/" if shape.slash else "", *shape.segments)


def read_baseline(path: Path) -> tuple[Known, ...]:
    """The entries of a file.

    :raises LoadError: it can't be read, or is no baseline.
    """
    source = read(path)
    kinds = {kind.value: kind for kind in Kind}
    found: list[Known] = []
    contents = source.contents if source.contents is not None else {}
    for name, entries in contents.items() if isinstance(contents, dict) else [("", None)]:
        if name not in kinds or not isinstance(entries, list):
            message = f"a baseline lists endpoints by kind: {', '.join(kinds)}"
            raise LoadError(Problem(ProblemCode.INVALID, message, source.locate(child("", name) if name else "")))
        for at, entry in enumerate(entries):
            location = source.locate(child("", name, at))
            if not isinstance(entry, str) or not entry.partition(" ")[2].startswith("/"):
                raise LoadError(Problem(ProblemCode.INVALID, "an entry is 'METHOD /path'", location))
            found.append(Known(kinds[name], entry, location))
    return tuple(found)


def write_baseline(differences: Iterable[Difference], *, as_json: bool = False) -> str:
    """A file that knows some differences."""
    found: dict[str, set[str]] = {}
    for each in differences:
        detail = f": {each.detail}" if each.detail else ""
        found.setdefault(each.kind.value, set()).add(f"{each.method} {each.path}{detail}")
    held = {kind.value: sorted(found[kind.value], key=_by_path) for kind in Kind if kind.value in found}
    if as_json:
        return f"{json.dumps(held, indent=2, ensure_ascii=False)}\n"
    return _HEAD + yaml.safe_dump(held, sort_keys=False, allow_unicode=True, width=10_000)


def _by_path(entry: str) -> tuple[str, str]:
    method, _, path = entry.partition(" ")
    return path, method


def without_known(drift: Drift, known: Iterable[Known], scope: Scope) -> Drift:
    """What is new, and entries that nothing in the scope has any more."""
    entries = {each.key: each for each in known}
    keys = [_key(each.kind, each.method, each.path, each.detail) for each in drift.differences]
    new = [each for key, each in zip(keys, drift.differences, strict=True) if key not in entries]
    gone = entries.keys() - keys
    stale = [_stale(each) for key, each in entries.items() if key in gone and each.kind not in scope.ignored]
    return replace(drift, differences=(*new, *(each for each in stale if scope.holds(each))))


def _stale(known: Known) -> Difference:
    message = f"{known.text} is in the baseline as '{known.kind.value}', and is there no more"
    return Difference(kind=Kind.STALE, method=known.method, path=known.path, message=message, location=known.location)
