"""Removals after a deprecation (``deprecated``, and ``x-sunset`` with the day from which on something may be gone)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from sphinxext_rensei.diff._codes import ChangeCode
from sphinxext_rensei.diff._quoting import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinxext_rensei.spec import JSON


class Removal(NamedTuple):
    """The codes of a removal: of what was not deprecated, of what was, and of what should have stayed longer."""

    plain: ChangeCode
    deprecated: ChangeCode
    early: ChangeCode


def removal(
    codes: Removal, extensions: Mapping[str, JSON], *, deprecated: bool, date: dt.date | None
) -> tuple[ChangeCode, dict[str, str]]:
    """What a removal is, on a day; where no day is given, every sunset has come."""
    sunset = extensions.get("x-sunset")
    if not deprecated:
        return codes.plain, {}
    if sunset is None:
        return codes.deprecated, {}
    day = _day(sunset)
    if day is None:
        return ChangeCode.SUNSET_INVALID, {"name": shown(sunset)}
    early = date is not None and day > date
    return (codes.early, {"name": day.isoformat()}) if early else (codes.deprecated, {})


def sunset_changes(
    old: Mapping[str, JSON], new: Mapping[str, JSON], *, deprecated: bool
) -> Iterator[tuple[ChangeCode, dict[str, str]]]:
    """What became of the promise to keep something until a day."""
    before, after = old.get("x-sunset"), new.get("x-sunset")
    if before is None or before == after:
        return
    if after is None:
        if deprecated:
            yield ChangeCode.SUNSET_REMOVED, {"old": shown(before)}
        return
    was, will = _day(before), _day(after)
    if will is None:
        yield ChangeCode.SUNSET_INVALID, {"name": shown(after)}
    elif was is not None and will < was:
        yield ChangeCode.SUNSET_EARLIER, {"old": was.isoformat(), "new": will.isoformat()}


def _day(value: JSON) -> dt.date | None:
    """A date or a time of RFC 3339."""
    try:
        return dt.datetime.fromisoformat(value).date() if isinstance(value, str) else None
    except ValueError:
        return None
