"""The exceptions of the pure core.

::

    RenseiError
    ├── LoadError               a file can't become values
    └── UnresolvableReference   a $ref leads nowhere

They are raised where no result is possible; everywhere else a :class:`~sphinxext_rensei.problems.Problem` is returned.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinxext_rensei.problems import Problem


class RenseiError(Exception):
    """Base of all exceptions of this package; ``problem`` says what, where and what to do."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem

    def __str__(self) -> str:
        return str(self.problem)


class LoadError(RenseiError):
    """A file can't be read, is not YAML or JSON, or goes beyond a limit."""


class UnresolvableReference(RenseiError):
    """A ``$ref`` leads nowhere, in a circle, to another host, or outside the project."""
