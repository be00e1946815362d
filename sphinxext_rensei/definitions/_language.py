"""What a language is to type definitions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sphinxext_rensei.definitions._model import Declaration


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language that types are written in.

    :param id: the name in ``rensei_samples``.
    :param lexer: name of the Pygments lexer.
    :param reserved: names that no declaration may have.
    :param render: declarations as source code.
    """

    id: str
    label: str
    lexer: str
    reserved: frozenset[str]
    render: Callable[[Sequence[Declaration]], str]
