"""Two versions of a schema: pairs of schemas that stand for each other, what changed in each, and what they hold.

A pair is compared once, however often it is met; what an operation's body meets is then found by a walk over pairs. So
recursion ends, and a description of thousands of operations that share their schemas takes no longer than it holds.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from sphinxext_rensei.diff._alternatives import is_restructured, reshaped
from sphinxext_rensei.diff._codes import INFO
from sphinxext_rensei.diff._keywords import KEYWORDS
from sphinxext_rensei.diff._pairs import Edge, Local, Pair

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from sphinxext_rensei.diff._codes import Severity
    from sphinxext_rensei.diff._views import Held, View, Views

_MAX_PAIRS = 200
"""Pairs that are looked at to tell whether two schemas of different names are one."""
_MAX_DEPTH = 10
"""Such looks within each other."""


class Found(NamedTuple):
    """A change within a schema, seen from an operation."""

    local: Local
    severity: Severity
    path: str


class Schemas:
    """Compares schemas of two descriptions.

    :ivar old: schemas as they were.
    :ivar new: schemas as they are.
    :ivar date: the day on which sunset dates are judged.
    """

    def __init__(self, old: Views, new: Views, date: dt.date | None) -> None:
        self.old = old
        self.new = new
        self.date = date
        self._depth = 0
        self._pairs: dict[tuple[View, View], Pair] = {}
        self._found: dict[tuple[View, View, str], tuple[Found, ...]] = {}

    def compare(self, old: Held, new: Held, direction: str) -> tuple[Found, ...]:
        """All changes below two schemas, each once, by the shortest way.

        :param direction: ``request`` for what callers send, ``response`` for what they receive.
        """
        start = (self.old.of(old), self.new.of(new))
        key = (*start, direction)
        if key not in self._found:
            self._found[key] = tuple(self._walk(*start, direction))
        return self._found[key]

    def _walk(self, old: View, new: View, direction: str) -> Iterator[Found]:
        """The shortest ways first, and those into what is never sent that way last: there, nothing breaks."""
        seen: set[tuple[View, View]] = set()
        ahead = deque([("", old, new)])
        guarded: deque[tuple[str, View, View]] = deque()
        while ahead or guarded:
            is_harmless = not ahead
            path, left, right = (ahead or guarded).popleft()
            if (left, right) in seen:
                continue
            seen.add((left, right))
            pair = self.pair(left, right)
            for local in pair.changes:
                unsent = is_harmless or local.guard == _GUARDS[direction]
                yield Found(local, INFO if unsent else getattr(local.code, direction), _joined(path, local.step))
            for edge in pair.edges:
                unsent = is_harmless or edge.guard == _GUARDS[direction]
                (guarded if unsent else ahead).append((_joined(path, edge.step), edge.old, edge.new))

    def pair(self, old: View, new: View) -> Pair:
        """The comparison of two schemas themselves."""
        found = self._pairs.get((old, new))
        if found is None:
            found = self._pairs[old, new] = Pair()
            if old.is_unknown or new.is_unknown:
                return found
            if is_restructured(old, new):
                found.edges.append(Edge("", self.old.flat(old), self.new.flat(new)))
                return found
            found.changes.extend(reshaped(self, old, new))
            if found.changes:
                return found
            for each in (each for compare in KEYWORDS for each in compare(self, old, new)):
                if isinstance(each, Local):
                    found.changes.append(each)
                else:
                    found.edges.append(each)
        return found

    def is_same(self, old: View, new: View) -> bool:
        """Whether nothing changed, as far as a short walk tells."""
        if self._depth > _MAX_DEPTH:
            return False
        self._depth += 1
        try:
            return self._is_same(old, new)
        finally:
            self._depth -= 1

    def _is_same(self, old: View, new: View) -> bool:
        # In the order of the text: how far a look goes may depend on what was looked at before.
        seen = {(old, new): None}
        ahead = deque(seen)
        while ahead:
            pair = self.pair(*ahead.popleft())
            if pair.changes:
                return False
            held = dict.fromkeys((edge.old, edge.new) for edge in pair.edges if (edge.old, edge.new) not in seen)
            if len(seen) + len(held) > _MAX_PAIRS:
                return False
            seen |= held
            ahead.extend(held)
        return True


_GUARDS = {"request": "readOnly", "response": "writeOnly"}
"""Direction -> what never goes that way (OAS 3.2.0, section 4.24.2)."""


def _joined(path: str, step: str) -> str:
    return f"{path}.{step}" if path and step and not step.startswith("[") else f"{path}{step}"
