"""What is measured, as values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure.

    :param what: what is measured.
    :param value: in *unit*; a ratio has none.
    :param most: what it may be at most.
    :param least: what it has to be at least.
    :param told: what it is made of, in words.
    :param runs: how often a session was to take each measure, of which the median counts.
    """

    what: str
    value: float
    unit: str = ""
    most: float | None = None
    least: float | None = None
    told: str = ""
    runs: int = 1

    @property
    def is_kept(self) -> bool | None:
        """Whether the promise is kept; None where there is none."""
        if self.most is None and self.least is None:
            return None
        return (self.most is None or self.value <= self.most) and (self.least is None or self.value >= self.least)

    @property
    def promise(self) -> str:
        """What is promised."""
        return f"≤ {self.most:g}" if self.most is not None else f"≥ {self.least:g}" if self.least is not None else ""


def seconds(value: float) -> str:
    """Some seconds in words."""
    return f"{value:.1f} s" if value < 100 else f"{value:.0f} s"  # noqa: PLR2004 - three digits tell enough
