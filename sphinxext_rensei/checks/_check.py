"""All checks of a description, as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.checks import _advice, _examples, _form, _names, _paths, _unused
from sphinxext_rensei.checks._kept import Kept, form_of, keep
from sphinxext_rensei.checks._subject import Subject, walk
from sphinxext_rensei.problems import Code, Location, Problem, ProblemCode, distinct
from sphinxext_rensei.schema import Analyser
from sphinxext_rensei.spec import Cache, without_internal

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

ADVICE: Final[tuple[Check, ...]] = (
    _advice.operation_ids,
    _advice.summaries,
    _advice.error_responses,
    _advice.tags,
    _advice.servers,
    _advice.described,
    _advice.described_parameters,
    _advice.described_schemas,
    _unused.unused_components,
)
"""What the standard allows and readers would like better otherwise."""

LIMIT: Final = 100
"""Problems of one code that a build tells one by one."""


FORMAT: Final = 3
"""Raised when the checks find or say something else; older caches are then ignored."""


def check(loaded: Loaded, *, cache: Path | None = None, limit: int | None = LIMIT) -> tuple[Problem, ...]:
    """Everything in a description that breaks the standard and that reading it did not find already.

    :param cache: folder for what was found; it has to be as trusted as the code, for it holds pickles.
    :param limit: problems of one code that are told one by one; None for all.
    """
    references = loaded.references
    names = (source.name for source in references.files.values())
    store = Cache(cache, "checks", str(FORMAT), str(limit), references.entry, *sorted(names)) if cache else None
    if store is None:
        return _found(CHECKS, Analyser(loaded), loaded, limit)
    if isinstance(found := store.get(), Kept):
        return found.problems
    form, before = form_of(loaded), store.get(outdated=True)
    if isinstance(before, Kept) and before.form == form:
        kept: Kept | None = before.moved(references)
    else:
        problems = _found(CHECKS, Analyser(loaded), loaded, limit)
        kept = keep(form, problems, references)
        if kept is None:
            return problems
    assert kept is not None
    store.put(kept, references)
    return kept.problems


def advise(loaded: Loaded, *, limit: int | None = LIMIT) -> tuple[Problem, ...]:
    """What would help the readers of a description; of what is internal, nothing is said.

    :param limit: as for :func:`check`.
    """
    shown = replace(loaded, description=without_internal(loaded.description))
    return _found(ADVICE, Analyser(shown, internal=False), shown, limit)


def _found(checks: Iterable[Check], analyser: Analyser, loaded: Loaded, limit: int | None) -> tuple[Problem, ...]:
    version = ".".join(loaded.description.openapi.split(".")[:2])
    objects = tuple(walk(loaded.references))
    subject = Subject(loaded.description, loaded.references, analyser, version, objects)
    found = {problem for each in checks for problem in each(subject)}
    told = list(distinct(sorted(_unknown(found, loaded.problems), key=attrgetter("order"))))
    return tuple(told) if limit is None else limited(told, limit)


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


def limited(problems: Iterable[Problem], limit: int) -> tuple[Problem, ...]:
    """The first problems of each code, and how many more there are."""
    counts: Counter[Code] = Counter()
    told: list[Problem] = []
    first: dict[Code, Location] = {}
    for problem in problems:
        counts[problem.code] += 1
        first.setdefault(problem.code, replace(problem.location, line=0, column=0, pointer=""))
        if counts[problem.code] <= limit:
            told.append(problem)
    for code, count in counts.items():
        if count > limit:
            told.append(Problem(code, f"there are {count - limit} more problems of this kind", first[code]))
    return tuple(told)
