"""Numbers that are likely for their name and format, within bounds and steps."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.schema._likely import PRICE, likely_number

if TYPE_CHECKING:
    from sphinxext_rensei.schema._instances import Here, Instance, Maker
    from sphinxext_rensei.schema._shape import Shape
    from sphinxext_rensei.spec import JSON, Schema

_INSTANTS: Final = frozenset(("unix-time", "unixtime", "unix-timestamp", "timestamp", "epoch"))
_INSTANT: Final = 1768469400
_TOLD: Final = re.compile(r"\b(unix|posix)[ -]?(time|epoch|timestamp)|\bsince (the )?(unix )?epoch\b", re.IGNORECASE)


def integer(maker: Maker, schema: Schema, shape: Shape, here: Here) -> Instance:
    """A whole number."""
    likely = _instant(shape, here) or likely_number(here.name, here.owners)
    # A sum of money in whole numbers is one of cents.
    wanted = 1 if likely is None else round(likely * 100) if likely == PRICE else round(likely)
    return _nearest(maker, schema, shape, Decimal(wanted + here.turn), whole=True)


def _instant(shape: Shape, here: Here) -> float | None:
    """A moment of our time, where the format or the description tells of one."""
    if shape.format in _INSTANTS:
        return _INSTANT
    if not _TOLD.search(here.told):
        return None
    return _INSTANT * 1000 if "milli" in here.told.lower() else _INSTANT


def number(maker: Maker, schema: Schema, shape: Shape, here: Here) -> Instance:
    """A number with a fraction, where the name tells of none."""
    likely = likely_number(here.name, here.owners)
    wanted = Decimal("1.5") if likely is None else Decimal(str(likely))
    return _nearest(maker, schema, shape, wanted + here.turn, whole=False)


def _nearest(maker: Maker, schema: Schema, shape: Shape, wanted: Decimal, *, whole: bool) -> Instance:
    """The number nearest to the one wanted within bounds and steps."""
    steps = [Decimal(str(each)) for each in maker.said(schema, "multipleOf") if _positive(each)]
    step = _common(steps + [Decimal(1)] * whole) if steps or whole else Decimal(0)
    low, high = _bounds(shape, step or Decimal("0.01"))
    if step:
        low = low if low is None else (low / step).to_integral_value(rounding="ROUND_CEILING") * step
        high = high if high is None else (high / step).to_integral_value(rounding="ROUND_FLOOR") * step
        wanted = (wanted / step).to_integral_value() * step or step
    if low is not None and wanted < low:
        wanted = low
    if high is not None and wanted > high:
        wanted = high
    return int(wanted) if wanted == wanted.to_integral_value() else float(wanted)


def _positive(value: JSON) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and value > 0


def _common(steps: list[Decimal]) -> Decimal:
    """The least common multiple."""
    digits = max(-int(step.as_tuple().exponent) for step in steps)
    scale = Decimal(10) ** max(0, digits)
    return Decimal(math.lcm(*(int(step * scale) for step in steps))) / scale


def _bounds(shape: Shape, step: Decimal) -> tuple[Decimal | None, Decimal | None]:
    """The least and the greatest number allowed."""
    bounds = {name: Decimal(str(value)) for name, value in shape.bounds.items()}
    lows = [bounds[name] for name in ("minimum",) if name in bounds]
    lows += [bounds["exclusiveMinimum"] + step] if "exclusiveMinimum" in bounds else []
    highs = [bounds[name] for name in ("maximum",) if name in bounds]
    highs += [bounds["exclusiveMaximum"] - step] if "exclusiveMaximum" in bounds else []
    return max(lows, default=None), min(highs, default=None)
