"""The one place that speaks to the user of sphinx-build: problems become warnings ``rensei.<code>``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util import logging

from sphinxext_rensei.problems import UNRULY

if TYPE_CHECKING:
    from docutils import nodes

    from sphinxext_rensei.problems import Problem, ProblemCode

_LOGGER = logging.getLogger(__name__)


def say(problem: Problem) -> None:
    """Say a problem at its place in a description's file."""
    location = problem.location
    # Sphinx knows lines, not columns, and takes a text without a colon for a docname; what is found at no line is
    # said of the file's beginning.
    place = f"{location.path}:{location.line or 1}:{location.column or 1}"
    _LOGGER.warning(problem.told.translate(UNRULY), location=place, type="rensei", subtype=problem.code.value)


def warn(code: ProblemCode, message: str, location: nodes.Node | str | tuple[str, int] | None = None) -> None:
    """Say a problem of a document or of conf.py."""
    _LOGGER.warning(message.translate(UNRULY), location=location, type="rensei", subtype=code.value)
