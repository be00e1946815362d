"""The schemas that the OpenAPI Initiative publishes for its versions, in the copies of openapi-spec-validator."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import jsonschema_rs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sphinxext_rensei.spec import JSON

_OAS_DIALECTS: Final = "https://spec.openapis.org/oas/3."
_DRAFTS: Final = (
    "https://json-schema.org/draft/2020-12/schema",
    "https://json-schema.org/draft/2019-09/schema",
    "http://json-schema.org/draft-07/schema",
    "http://json-schema.org/draft-06/schema",
    "http://json-schema.org/draft-04/schema",
)


@dataclass(frozen=True, slots=True)
class Standard:
    """A version of the OpenAPI Specification, as schemas.

    :param contents: the schema of its documents; Schema Objects are only told from other values by it.
    :param validators: a validator for each part of it, by fragment.
    :param fragment: the part that describes a kind of object.
    :param dialect: the validator of Schema Objects.
    :param part: where the part is that is asked about: jsonschema-rs gives places from there on until it follows a
        ``$ref``, then from the root on.
    """

    contents: Mapping[str, Any]
    validators: jsonschema_rs.ValidatorMap
    fragment: Callable[[str], str]
    dialect: jsonschema_rs.Validator
    part: tuple[str, ...] = ()

    def of(self, kind: str) -> Standard:
        """The same, asked about a kind of object."""
        return replace(self, part=() if kind == "openapi" else tuple(self.fragment(kind).split("/")[1:]))

    def find_validator(self, kind: str) -> jsonschema_rs.Validator | None:
        """The validator of a kind of object."""
        return self.validators.get("#" if kind == "openapi" else self.fragment(kind))

    def find_dialect(self, identifier: str) -> jsonschema_rs.Validator | None:
        """The validator of Schema Objects of a dialect of JSON Schema; None for one that is not known."""
        if not identifier or identifier.startswith(_OAS_DIALECTS):
            return self.dialect
        identifier = identifier.removesuffix("#")
        return _draft(identifier) if identifier in _DRAFTS else None

    def held(self, path: Sequence[str | int]) -> JSON:
        """What the schema says at a place in it."""
        value: Any = self.contents
        for token in path if path[:1] in _DEFINITIONS else (*self.part, *path):
            value = value[token if isinstance(value, list) else str(token)]
        return value  # type: ignore[no-any-return]

    def names(self, path: Sequence[str | int]) -> frozenset[str]:
        """Every name that the object described at a place may have as a field, whatever its other fields are."""
        return frozenset(self._names(self.held(path)))

    def _names(self, schema: JSON) -> Iterator[str]:
        if isinstance(schema, list):
            for value in schema:
                yield from self._names(value)
        elif isinstance(schema, dict):
            for key, value in schema.items():
                if key == "properties" and isinstance(value, dict):
                    yield from value
                elif key == "$ref":
                    yield from self._names(self.held(str(value).split("/")[1:]))
                elif key not in _INSIDE:
                    yield from self._names(value)


_DEFINITIONS: Final = (["$defs"], ["definitions"])
"""How a place begins that is given from the root on."""


_INSIDE: Final = frozenset(("patternProperties", "additionalProperties", "items"))
"""Keywords that speak of what an object holds, not of itself."""


@cache
def find_standard(version: str) -> Standard | None:
    """The schemas of a major and minor version."""
    return _MAKERS[version]() if version in _MAKERS else None


@cache
def _draft(identifier: str) -> jsonschema_rs.Validator:
    metaschema = f"{identifier}#" if "draft-0" in identifier else identifier
    return jsonschema_rs.validator_for({"$schema": metaschema, "$ref": metaschema}, validate_formats=False)


def _standard_3_0() -> Standard:
    contents = _decided(_published("3.0")) | {"$schema": "http://json-schema.org/draft-07/schema#"}
    del contents["id"]
    definitions = contents["definitions"]
    # OAS 3.0 describes documents and Schema Objects in one schema; apart, each has its own code and its own place.
    whole = contents | {"definitions": definitions | {"Schema": {"type": "object"}}}
    schema = {
        "$schema": contents["$schema"],
        "definitions": definitions,
        **_unless_reference({"$ref": "#/definitions/Schema"}),
    }
    return Standard(
        whole,
        jsonschema_rs.validator_map_for(whole, validate_formats=False),
        lambda kind: f"#/definitions/{kind.title().replace(' ', '')}",
        jsonschema_rs.validator_for(schema, validate_formats=False),
    )


_REFERENCE: Final = {"$ref": "#/definitions/Reference"}


def _unless_reference(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"if": {"type": "object", "required": ["$ref"]}, "then": _REFERENCE, "else": schema}


def _decided(schema: Any) -> Any:
    """Rewrite the schema of OAS 3.0, which is of draft 4, as one of draft 7 with the same meaning.

    That can decide by ``$ref`` between an object and a Reference Object, as the schemas of later versions do; faults
    are then those of the object, not of "one of both".
    """
    if isinstance(schema, list):
        return [_decided(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    decided = {key: _decided(value) for key, value in schema.items()}
    if decided.get("exclusiveMinimum") is True:
        decided["exclusiveMinimum"] = decided.pop("minimum")
    choices = decided.get("oneOf")
    if isinstance(choices, list) and _REFERENCE in choices:
        others = [choice for choice in choices if choice != _REFERENCE]
        return _unless_reference(others[0] if len(others) == 1 else {"anyOf": others})
    return decided


def _standard_later(version: str) -> Standard:
    contents = _corrected(_published(version))
    metaschemas = _metaschemas()
    dialect = next(found for identifier, found in metaschemas.items() if f"/oas/{version}/dialect/" in identifier)
    registry = jsonschema_rs.Registry(list(metaschemas.items()))
    return Standard(
        contents,
        jsonschema_rs.validator_map_for(contents, validate_formats=False),
        lambda kind: f"#/$defs/{_LATER_NAMES.get(kind, kind.replace(' ', '-'))}",
        jsonschema_rs.validator_for(dialect, registry=registry, validate_formats=False),
    )


def _corrected(contents: dict[str, Any]) -> dict[str, Any]:
    """Without what the schema forbids and the text of the standard, which counts, allows."""
    definitions = contents["$defs"]
    link = definitions["link"]["properties"]
    # OAS 3.1.0, sections 4.8.20 (Link Object) and 4.8.9 (Path Item Object); the schema of 3.2 has most of it right.
    link["server"] = {"$ref": "#/$defs/server"}
    link["parameters"] = {"type": "object"}
    definitions["path-item"]["properties"]["$ref"] = {"type": "string"}
    definitions["path-item-or-reference"] = {"$ref": "#/$defs/path-item"}
    return contents


_LATER_NAMES: Final = {"callback": "callbacks"}


def _published(version: str) -> dict[str, Any]:
    path = _data("openapi-spec-validator", f"resources/schemas/v{version}/schema.json")
    return json.loads(path.read_text("utf-8"))  # type: ignore[no-any-return]


def _metaschemas() -> dict[str, Any]:
    """The dialects and vocabularies of OpenAPI, by identifier."""
    paths = _data("openapi-schema-validator", "schemas").rglob("*")
    found = [json.loads(path.read_text("utf-8")) for path in sorted(paths) if path.is_file()]
    return {metaschema["$id"]: metaschema for metaschema in found}


def _data(project: str, path: str) -> Path:
    """What a project brings with its package; the package, and the many that it needs, are not loaded."""
    return Path(str(distribution(project).locate_file(f"{project.replace('-', '_')}/{path}")))


_MAKERS: Final[Mapping[str, Callable[[], Standard]]] = {
    "3.0": _standard_3_0,
    "3.1": lambda: _standard_later("3.1"),
    "3.2": lambda: _standard_later("3.2"),
}
