"""Values that are pickled fast: a cached description is made of a million of them."""

from __future__ import annotations

from dataclasses import is_dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


def pickle_by_slots(module: Mapping[str, object]) -> None:
    """Pickle the dataclasses of a module by their slots; what `dataclass` defines looks all fields up each time.

    :param module: the names in it.
    """
    for each in [*module.values()]:
        if isinstance(each, type) and is_dataclass(each) and each.__module__ == module["__name__"]:
            each.__getstate__, each.__setstate__ = _state, _restore  # type: ignore[method-assign, assignment, attr-defined]


def _state(value: Any) -> list[object]:
    return [getattr(value, name) for name in value.__slots__]


def _restore(value: Any, state: list[object]) -> None:
    for name, held in zip(value.__slots__, state, strict=True):
        object.__setattr__(value, name, held)
