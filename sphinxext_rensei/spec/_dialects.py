"""The versions of the OpenAPI Specification, each as a value.

A dialect says how its Schema Objects are brought to JSON Schema 2020-12, the form in which all schemas are read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sphinxext_rensei.spec._json import JSON

_EXCLUSIVE = (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum"))


@dataclass(frozen=True, slots=True)
class Dialect:
    """A version of the OpenAPI Specification.

    :param version: major and minor version.
    :param upgrade: brings one Schema Object, not its subschemas, to the normal form.
    """

    version: str
    upgrade: Callable[[Mapping[str, JSON]], Mapping[str, JSON]]


def _upgrade(schema: Mapping[str, JSON]) -> Mapping[str, JSON]:
    """Rewrite what OAS 3.0.4, section 4.7.24, writes otherwise than JSON Schema 2020-12.

    Authors carry these words over to later versions; read there they can mean nothing else.
    """
    upgraded = dict(schema)
    kind = upgraded.get("type")
    if upgraded.get("nullable") is True and isinstance(kind, str):
        del upgraded["nullable"]
        upgraded["type"] = [kind, "null"]
    elif upgraded.get("nullable") is False:
        del upgraded["nullable"]
    for exclusive, bound in _EXCLUSIVE:
        flag = upgraded.get(exclusive)
        if isinstance(flag, bool):
            del upgraded[exclusive]
            if flag and bound in upgraded:
                upgraded[exclusive] = upgraded.pop(bound)
    if "example" in upgraded and "examples" not in upgraded:
        upgraded = {("examples" if key == "example" else key): value for key, value in upgraded.items()}
        upgraded["examples"] = [upgraded["examples"]]
    return upgraded


DIALECTS = (Dialect("3.0", _upgrade), Dialect("3.1", _upgrade), Dialect("3.2", _upgrade))


def find_dialect(openapi: str) -> Dialect | None:
    """The dialect of an ``openapi`` field; None for a version that is not known.

    A later minor version is read as the latest known one: minor versions only add (OAS 3.2.0, section 4.1).
    """
    match = re.fullmatch(r"3\.(\d+)(\..*)?", openapi.strip())
    if not match:
        return None
    return DIALECTS[min(int(match[1]), len(DIALECTS) - 1)]
