"""What was found in a description, kept as long as nothing but its texts changes.

Authors change texts most of all, and no text breaks the standard: then the same is found, on other lines.
"""

from __future__ import annotations

import hashlib
import marshal
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from sphinxext_rensei.spec import Place

if TYPE_CHECKING:
    from sphinxext_rensei.problems import Problem
    from sphinxext_rensei.spec import JSON, Loaded, References

_TEXTS: Final = frozenset(("description", "summary", "title", "$comment"))
_DATA: Final = frozenset(
    ("example", "examples", "default", "enum", "const", "value", "dataValue", "serializedValue", "externalValue")
)
"""What holds values, in which a text is as good as any other value."""
_PLAIN: Final = 2
"""The last version of ``marshal``'s format without references."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What was found.

    :param form: stands for the description but for its texts.
    :param places: for each problem the place that it was found at, and whether its line is that of the key; None for
        one that is told of no line.
    """

    form: str
    problems: tuple[Problem, ...]
    places: tuple[tuple[Place, bool] | None, ...]

    def moved(self, references: References) -> Kept:
        """The same on the lines of today."""
        located = references.locate_all(filter(None, self.places))
        pairs = zip(self.problems, self.places, strict=True)
        problems = tuple(replace(problem, location=located[at]) if at else problem for problem, at in pairs)
        return replace(self, problems=problems)


def keep(form: str, problems: tuple[Problem, ...], references: References) -> Kept | None:
    """What was found, to be kept; None where a line can't be found again."""
    files = {source.name: uri for uri, source in references.files.items()}
    places: list[tuple[Place, bool] | None] = []
    for problem in problems:
        location = problem.location
        if not location.line:
            places.append(None)
            continue
        place = Place(files.get(location.path, ""), location.pointer)
        kinds = (key for key in (False, True) if place.uri and references.locate(place, key=key) == location)
        if (key := next(kinds, None)) is None:
            return None
        places.append((place, key))
    return Kept(form, problems, tuple(places))


def form_of(loaded: Loaded) -> str:
    """What stands for a description but for its texts."""
    digest = hashlib.sha256()
    for uri, source in sorted(loaded.references.files.items()):
        digest.update(marshal.dumps((uri, _form(source.contents)), _PLAIN))
    known = [(problem.code.value, problem.location.path, problem.location.pointer) for problem in loaded.problems]
    digest.update(marshal.dumps(known, _PLAIN))
    return digest.hexdigest()


def _form(value: JSON) -> Any:
    if isinstance(value, dict):
        return {
            key: held if key in _DATA else "" if isinstance(held, str) and key in _TEXTS else _form(held)
            for key, held in value.items()
        }
    return [_form(item) for item in value] if isinstance(value, list) else value
