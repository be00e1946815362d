"""What changed between two descriptions of one API, and what that means for those who call it."""

from __future__ import annotations

from sphinxext_rensei.diff._codes import ChangeCode, Severity
from sphinxext_rensei.diff._compare import compare
from sphinxext_rensei.diff._history import Entry, Named, Version, entries
from sphinxext_rensei.diff._model import TITLES, Change, Comparison, Group
from sphinxext_rensei.diff._quoting import quoted

__all__ = [
    "TITLES",
    "Change",
    "ChangeCode",
    "Comparison",
    "Entry",
    "Group",
    "Named",
    "Severity",
    "Version",
    "compare",
    "entries",
    "quoted",
]
