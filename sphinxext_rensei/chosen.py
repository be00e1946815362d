"""Which operations of a description an entry of ``rensei_specs`` asks for: by tag, and by path."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from sphinxext_rensei.problems import Location, Problem, ProblemCode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinxext_rensei.config import SpecEntry
    from sphinxext_rensei.spec import Description, Operation


def is_chosen(entry: SpecEntry, operation: Operation) -> bool:
    """Whether an operation is among those that the entry asks for."""
    if any(_fits(operation, pattern) for pattern in entry.exclude):
        return False
    return not entry.include or any(_fits(operation, pattern) for pattern in entry.include)


def idle_filters(entry: SpecEntry, description: Description, path: str) -> Iterator[Problem]:
    """What chooses nothing: by a slip in it, what was to be left out is shown.

    :param path: how messages call the description.
    """
    every = (*description.operations, *description.webhooks)
    declared = {tag.name for tag in description.tags}
    for key, patterns in (("include", entry.include), ("exclude", entry.exclude)):
        for pattern in patterns:
            if pattern not in declared and not any(_fits(operation, pattern) for operation in every):
                message = f"rensei_specs: {key!r} of {entry.name!r} has {pattern!r}, which is no tag and fits no path"
                yield Problem(ProblemCode.CONFIG, message, Location(path))


def matches_path(path: str, pattern: str) -> bool:
    """Whether a path template fits a glob."""
    return fnmatchcase(path, pattern)


def _fits(operation: Operation, pattern: str) -> bool:
    return pattern in operation.tags or matches_path(operation.path, pattern)
