"""Alternatives put together: one of each choice, joined with what the schema says beside them."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sphinxext_rensei.spec import JSON


class Lazy:
    """An iterable whose items are made once, when asked for."""

    def __init__(self, source: Iterator[JSON]) -> None:
        self._source = source
        self._made: list[JSON] = []

    def __iter__(self) -> Iterator[JSON]:
        for index in itertools.count():
            if index == len(self._made):
                try:
                    self._made.append(next(self._source))
                except StopIteration:
                    return
            yield self._made[index]


def products(choices: Sequence[Iterable[JSON]]) -> Iterator[tuple[JSON, ...]]:
    """One of each, the first ones first, without making all beforehand."""
    if not choices:
        yield ()
        return
    for first in choices[0]:
        for rest in products(choices[1:]):
            yield (first, *rest)


def merged(bases: list[JSON], picked: tuple[JSON, ...]) -> Iterator[JSON]:
    """Own part and alternatives in one: objects joined, else each alone."""
    objects = [each for each in picked if isinstance(each, dict)]
    if len(objects) == len(picked):
        for base in bases or [{}]:
            if isinstance(base, dict):
                yield {key: value for each in (base, *objects) for key, value in each.items()}
                yield {key: value for each in (*objects, base) for key, value in each.items()}
        if len(objects) == 1:
            yield objects[0]
    else:
        yield from (each for each in picked if not isinstance(each, dict))
    yield from bases
