"""Security requirements: which credentials there are, and where each goes (OAS 3.2.0, sections 4.27 and 4.30)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinxext_rensei.request._message import Credential, CredentialKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinxext_rensei.spec import Operation, SecurityRequirement, SecurityScheme

_HTTP: Final[Mapping[str, CredentialKind]] = {"basic": "basic", "bearer": "bearer", "digest": "digest"}
_LOCATIONS: Final[Mapping[str, CredentialKind]] = {"header": "header", "query": "query", "cookie": "cookie"}


def credential(scheme: SecurityScheme) -> Credential | None:
    """Where the credential of a scheme goes; None for a scheme of an unknown kind."""
    match scheme.type:
        case "http":
            kind = _HTTP.get(scheme.scheme.lower(), "authorization")
            return Credential(scheme.name, kind, "" if kind in ("basic", "bearer") else scheme.scheme.capitalize())
        case "apiKey" if scheme.location in _LOCATIONS:
            return Credential(scheme.name, _LOCATIONS[scheme.location], scheme.parameter)
        case "oauth2" | "openIdConnect":
            return Credential(scheme.name, "bearer")
        case "mutualTLS":
            return Credential(scheme.name, "certificate")
        case _:
            return None


def alternatives(operation: Operation, schemes: Mapping[str, SecurityScheme]) -> tuple[tuple[Credential, ...], ...]:
    """The credentials of each alternative whose schemes are all known, in the author's order."""
    found = (_needed(requirement, schemes) for requirement in operation.security)
    return tuple(credentials for credentials in found if credentials is not None)


def _needed(requirement: SecurityRequirement, schemes: Mapping[str, SecurityScheme]) -> tuple[Credential, ...] | None:
    """What an alternative needs; of two that would go to one place, only one can be sent."""
    needed: dict[tuple[str, str], Credential] = {}
    for name, _ in requirement:
        found = credential(schemes[name]) if name in schemes else None
        if found is None:
            return None
        needed.setdefault(found.slot, found)
    return tuple(needed.values())


def preferred(operation: Operation, schemes: Mapping[str, SecurityScheme]) -> tuple[Credential, ...]:
    """The credentials of a sample: the first alternative, or the first that no deprecated scheme is part of."""
    offered = alternatives(operation, schemes)
    current = [each for each in offered if not any(schemes[part.name].deprecated for part in each)]
    return (*current, *offered, ())[0]
