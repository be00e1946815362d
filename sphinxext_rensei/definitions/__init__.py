"""Schemas as type definitions, one file for each language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinxext_rensei.definitions._declare import Root, Scope, declare
from sphinxext_rensei.definitions._language import Language
from sphinxext_rensei.definitions._model import Declaration
from sphinxext_rensei.definitions._roots import body_roots
from sphinxext_rensei.definitions.python import PYTHON
from sphinxext_rensei.definitions.typescript import TYPESCRIPT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sphinxext_rensei.schema import Analyser
    from sphinxext_rensei.spec import Place

__all__ = ["LANGUAGES", "Declaration", "Language", "Root", "body_roots", "define"]

LANGUAGES: Final[Mapping[str, Language]] = {language.id: language for language in (TYPESCRIPT, PYTHON)}
"""The languages, by what ``rensei_samples`` calls them."""

_MAX_PROPERTIES: Final = 50
"""After so many properties, further types get their name alone: a page is no library."""


def define(
    language: str,
    analyser: Analyser,
    roots: Sequence[Root],
    *,
    note: Callable[[Iterable[Place]], object] = lambda _places: None,
    say: Callable[[str], str] | None = str,
    room: int = _MAX_PROPERTIES,
) -> str:
    """Some types, and the named ones that they use, as source code.

    :param note: is told which places were read.
    :param say: a description in the language of the site; None where types go without.
    :raises KeyError: for a language that is not in :data:`LANGUAGES`.
    """
    writer = LANGUAGES[language]
    scope = Scope(analyser=analyser, note=note, say=say, reserved=writer.reserved, room=room)
    return writer.render(declare(scope, roots))
