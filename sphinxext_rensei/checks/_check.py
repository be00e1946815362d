"""All checks of a description, as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.checks import _examples, _form, _names, _paths
from sphinxext_rensei.checks._subject import Subject, walk
from sphinxext_rensei.problems import Location, Problem, ProblemCode
from sphinxext_rensei.schema import Analyser
from sphinxext_rensei.spec import Cache

if TYPE_CHECKING:
    from pathlib import Path

    from sphinxext_rensei.spec import Loaded

Check = Callable[[Subject], Iterator[Problem]]

CHECKS: Final[tuple[Check, ...]] = (
    _form.documents,
    _form.schemas,
    _form.patterns,
    _examples.examples,
    _paths.equivalent_paths,
    _paths.path_parameters,
    _names.security,
    _names.links,
    _names.discriminators,
    _names.servers,
    _names.tags,
)
"""What breaks the standard. Each is a function of the description; none depends on another."""

LIMIT: Final = 100
"""Problems of one code that are told one by one."""


FORMAT: Final = 1
"""Raised when the checks find or say something else; older caches are then ignored."""


def check(loaded: Loaded, *, cache: Path | None = None) -> tuple[Problem, ...]:
    """Everything in a description that breaks the standard and that reading it did not find already.

    :param cache: folder for what was found; it has to be as trusted as the code, for it holds pickles.
    """
    references = loaded.references
    names = (source.name for source in references.files.values())
    store = Cache(cache, "checks", str(FORMAT), references.entry, *sorted(names)) if cache else None
    if store and isinstance(found := store.get(), tuple):
        return found
    problems = _checked(loaded)
    if store:
        store.put(problems, references)
    return problems


def _checked(loaded: Loaded) -> tuple[Problem, ...]:
    version = ".".join(loaded.description.openapi.split(".")[:2])
    objects = tuple(walk(loaded.references))
    subject = Subject(loaded.description, loaded.references, Analyser(loaded), version, objects)
    found = {problem for each in CHECKS for problem in each(subject)}
    return limited(sorted(_unknown(found, loaded.problems), key=_order))


def _order(problem: Problem) -> tuple[object, ...]:
    location = problem.location
    return (location.path, location.line, location.column, problem.code.value, problem.message)


def _unknown(found: Iterable[Problem], known: Iterable[Problem]) -> Iterator[Problem]:
    """What is not said already of the same place, or of an object around it that could not be read at all."""
    places = {(problem.location.path, problem.location.pointer) for problem in known}
    spoilt = {
        (problem.location.path, problem.location.pointer) for problem in known if problem.code is ProblemCode.INVALID
    }
    for problem in found:
        path, pointer = problem.location.path, problem.location.pointer
        around = (pointer[:end] for end, letter in enumerate(pointer) if letter == "/")
        if (path, pointer) not in places and not any((path, each) in spoilt for each in around):
            yield problem


def limited(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The first problems of each code, and how many more there are."""
    counts: Counter[ProblemCode] = Counter()
    told: list[Problem] = []
    first: dict[ProblemCode, Location] = {}
    for problem in problems:
        counts[problem.code] += 1
        first.setdefault(problem.code, replace(problem.location, line=0, column=0, pointer=""))
        if counts[problem.code] <= LIMIT:
            told.append(problem)
    for code, count in counts.items():
        if count > LIMIT:
            told.append(Problem(code, f"there are {count - LIMIT} more problems of this kind", first[code]))
    return tuple(told)
