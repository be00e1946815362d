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


def _upgrade_3_0(schema: Mapping[str, JSON]) -> Mapping[str, JSON]:
    """Rewrite what OAS 3.0.4, section 4.7.24, writes otherwise than JSON Schema 2020-12."""
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
    return upgraded


def _upgrade_any(schema: Mapping[str, JSON]) -> Mapping[str, JSON]:
    """Take ``example``, deprecated but allowed by every version, as one of the ``examples``."""
    if "example" in schema and "examples" not in schema:
        schema = {("examples" if key == "example" else key): value for key, value in schema.items()}
        schema["examples"] = [schema["examples"]]
    return schema


DIALECTS = (
    Dialect("3.0", lambda schema: _upgrade_any(_upgrade_3_0(schema))),
    # Authors carry the 3.0 words over to later versions; read there they can mean nothing else.
    Dialect("3.1", lambda schema: _upgrade_any(_upgrade_3_0(schema))),
    Dialect("3.2", lambda schema: _upgrade_any(_upgrade_3_0(schema))),
)


def find_dialect(openapi: str) -> Dialect | None:
    """The dialect of an ``openapi`` field; None for a version that is not known.

    A later minor version is read as the latest known one: minor versions only add (OAS 3.2.0, section 4.1).
    """
    match = re.fullmatch(r"3\.(\d+)(\..*)?", openapi.strip())
    if not match:
        return None
    return DIALECTS[min(int(match[1]), len(DIALECTS) - 1)]
