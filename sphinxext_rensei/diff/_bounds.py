"""Keywords that bound a number: of a value, of letters, items or properties."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final, NamedTuple

from sphinxext_rensei.diff._codes import ChangeCode
from sphinxext_rensei.diff._pairs import Context, Local, local
from sphinxext_rensei.diff._quoting import quoted
from sphinxext_rensei.schema import is_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinxext_rensei.diff._views import View


class _Bound(NamedTuple):
    """A bound, and the same without the value itself."""

    keyword: str
    exclusive: str = ""
    is_upper: bool = False
    least: int | None = None


_BOUNDS: Final = (
    _Bound("minimum", "exclusiveMinimum"),
    _Bound("maximum", "exclusiveMaximum", is_upper=True),
    _Bound("minLength", least=0),
    _Bound("maxLength", is_upper=True),
    _Bound("minItems", least=0),
    _Bound("maxItems", is_upper=True),
    _Bound("minProperties", least=0),
    _Bound("maxProperties", is_upper=True),
    _Bound("minContains", least=1),
    _Bound("maxContains", is_upper=True),
)


def bounds(_: Context, old: View, new: View) -> Iterator[Local]:
    """All of them, with ``multipleOf`` and ``uniqueItems``."""
    for bound in _BOUNDS:
        yield from _bound(bound, old, new)
    yield from _multiple(old, new)
    was, now = old.flag("uniqueItems"), new.flag("uniqueItems")
    if was != now:
        code = ChangeCode.CONSTRAINT_ADDED if now else ChangeCode.CONSTRAINT_REMOVED
        yield _local(code, "uniqueItems", old, new, "true", "true")


class _Limit(NamedTuple):
    """What a keyword says.

    :param tightness: the greater, the less is allowed.
    """

    keyword: str
    tightness: tuple[Fraction, bool]
    text: str


def _bound(bound: _Bound, old: View, new: View) -> Iterator[Local]:
    before, after = _strictest(bound, old), _strictest(bound, new)
    if before and after:
        if before.tightness != after.tightness:
            is_tighter = after.tightness > before.tightness
            code = ChangeCode.CONSTRAINT_TIGHTENED if is_tighter else ChangeCode.CONSTRAINT_LOOSENED
            yield _local(code, after.keyword, old, new, before.text, after.text)
    elif limit := after or before:
        code = ChangeCode.CONSTRAINT_ADDED if after else ChangeCode.CONSTRAINT_REMOVED
        yield _local(code, limit.keyword, old, new, limit.text, limit.text)


def _strictest(bound: _Bound, view: View) -> _Limit | None:
    """The keyword that bounds most."""
    found = []
    for keyword, is_exclusive in ((bound.keyword, False), (bound.exclusive, True)):
        value = view.value.get(keyword) if keyword else None
        if is_number(value) and value != bound.least:
            number = Fraction(value) * (-1 if bound.is_upper else 1)
            found.append(_Limit(keyword, (number, is_exclusive), str(value)))
    return max(found, key=lambda limit: limit.tightness, default=None)


def _multiple(old: View, new: View) -> Iterator[Local]:
    before, after = (_number(each) for each in (old, new))
    if before == after:
        return
    texts = [str(each.value.get("multipleOf")) for each in (old, new)]
    if before is None or after is None:
        code = ChangeCode.CONSTRAINT_ADDED if before is None else ChangeCode.CONSTRAINT_REMOVED
    elif before % after == 0:
        code = ChangeCode.CONSTRAINT_LOOSENED
    else:
        code = ChangeCode.CONSTRAINT_CHANGED if after % before else ChangeCode.CONSTRAINT_TIGHTENED
    yield _local(code, "multipleOf", old, new, *texts)


def _number(view: View) -> Fraction | None:
    value = view.value.get("multipleOf")
    return Fraction(str(value)) if is_number(value) and value > 0 else None


def _local(code: ChangeCode, keyword: str, old: View, new: View, before: str, after: str) -> Local:
    return local(code, old, new, keyword, name=quoted(keyword), old=quoted(before), new=quoted(after))
