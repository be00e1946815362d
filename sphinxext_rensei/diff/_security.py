"""Which credentials an operation needs, before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_rensei.diff._codes import ChangeCode
from sphinxext_rensei.diff._model import Sides
from sphinxext_rensei.diff._quoting import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinxext_rensei.spec import Operation, SecurityRequirement

_Alternatives = dict[tuple[str, ...], "SecurityRequirement"]


def security(old: Operation, new: Operation) -> Iterator[tuple[ChangeCode, dict[str, str], Sides]]:
    """Alternatives by the schemes that they are of, then their scopes."""
    sides = Sides(old.place, new.place)
    before, after = _alternatives(old), _alternatives(new)
    was_free, is_free = not before or () in before, not after or () in after
    if was_free and not is_free:
        listed = ", ".join(_named(each) for each in after)
        yield ChangeCode.SECURITY_REQUIRED, {"new": listed}, sides
        return
    if is_free and not was_free:
        yield ChangeCode.SECURITY_NOT_REQUIRED, {}, sides
        return
    for names in (each for each in before if each and each not in after):
        yield ChangeCode.SECURITY_REMOVED, {"name": _named(names)}, sides
    for names in (each for each in after if each and each not in before):
        yield ChangeCode.SECURITY_ADDED, {"name": _named(names)}, sides
    for names in (each for each in before if each in after):
        was, now = dict(before[names]), dict(after[names])
        for name in names:
            for scope in (each for each in now[name] if each not in was[name]):
                yield ChangeCode.SCOPE_ADDED, {"name": f"{quoted(scope)} ({quoted(name)})"}, sides
            for scope in (each for each in was[name] if each not in now[name]):
                yield ChangeCode.SCOPE_REMOVED, {"name": f"{quoted(scope)} ({quoted(name)})"}, sides


def _alternatives(operation: Operation) -> _Alternatives:
    return {tuple(sorted(name for name, _ in requirement)): requirement for requirement in operation.security}


def _named(names: tuple[str, ...]) -> str:
    return " + ".join(quoted(name) for name in names)
