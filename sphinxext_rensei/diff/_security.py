"""Which credentials an operation needs, before and after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinxext_rensei.diff._codes import ChangeCode
from sphinxext_rensei.diff._model import Sides
from sphinxext_rensei.diff._quoting import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinxext_rensei.spec import Operation, SecurityRequirement, SecurityScheme

_Alternatives = dict[tuple[str, ...], "SecurityRequirement"]
_Sent = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Credentials:
    """The security schemes of two descriptions, by name."""

    old: Mapping[str, SecurityScheme]
    new: Mapping[str, SecurityScheme]

    def changes(self, old: Operation, new: Operation) -> Iterator[tuple[ChangeCode, dict[str, str], Sides]]:
        """Alternatives by the schemes that they are of, then what these are sent as, and their scopes."""
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
        pairs = self._pairs(before, after)
        for names in (each for each in before if each and each not in pairs):
            yield ChangeCode.SECURITY_REMOVED, {"name": _named(names)}, sides
        for names in (each for each in after if each and each not in pairs.values()):
            yield ChangeCode.SECURITY_ADDED, {"name": _named(names)}, sides
        for was, now in pairs.items():
            for code, name in self._pair(dict(before[was]), dict(after[now])):
                yield code, {"name": name}, sides

    def _pairs(self, before: _Alternatives, after: _Alternatives) -> dict[tuple[str, ...], tuple[str, ...]]:
        """Alternatives that stand for each other: by name, else by what is sent, for a name alone changes nothing."""
        pairs = {names: names for names in before if names in after}
        for names in (each for each in before if each not in pairs):
            wanted = sorted(_sent(self.old, name) for name in names)
            same = (each for each in after if sorted(_sent(self.new, name) for name in each) == wanted)
            if found := next((each for each in same if each not in pairs.values()), None):
                pairs[names] = found
        return pairs

    def _pair(
        self, was: Mapping[str, tuple[str, ...]], now: Mapping[str, tuple[str, ...]]
    ) -> Iterator[tuple[ChangeCode, str]]:
        for name, scopes in was.items():
            sent = _sent(self.old, name)
            other = name if name in now else next(each for each in now if _sent(self.new, each) == sent)
            if _sent(self.new, other) != sent:
                yield ChangeCode.SECURITY_CHANGED, quoted(name)
            for scope in (each for each in now[other] if each not in scopes):
                yield ChangeCode.SCOPE_ADDED, f"{quoted(scope)} ({quoted(other)})"
            for scope in (each for each in scopes if each not in now[other]):
                yield ChangeCode.SCOPE_REMOVED, f"{quoted(scope)} ({quoted(other)})"


def _sent(schemes: Mapping[str, SecurityScheme], name: str) -> _Sent:
    """What a call holds for a scheme; where tokens come from is another matter."""
    scheme = schemes.get(name)
    if scheme is None:
        return "", name
    match scheme.type:
        case "apiKey":
            parameter = scheme.parameter.lower() if scheme.location == "header" else scheme.parameter
            return "apiKey", scheme.location, parameter
        case "http":
            return "http", scheme.scheme.lower()
        case "oauth2" | "openIdConnect":
            return "http", "bearer"
        case _:
            return (scheme.type,)


def _alternatives(operation: Operation) -> _Alternatives:
    return {tuple(sorted(name for name, _ in requirement)): requirement for requirement in operation.security}


def _named(names: tuple[str, ...]) -> str:
    return " + ".join(quoted(name) for name in names)
