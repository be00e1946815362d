"""Whether an instance is valid, by the word of libraries alone: nothing here is shared with what makes examples.

jsonschema judges, on the description's own files, after two changes that OpenAPI asks for: the words of OAS 3.0 are
brought to JSON Schema 2020-12, and what a direction leaves out (``readOnly`` in requests) is not required.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import referencing
from jsonschema import Draft202012Validator
from referencing.jsonschema import DRAFT202012

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jsonschema.exceptions import ValidationError

    from sphinxext_rensei.schema import Direction

# Annotations, which must not be taken for schemas, and identifiers: all references here are by file.
_LEFT_OUT = frozenset(("$id", "discriminator", "examples", "example", "default", "description"))
_DATA = frozenset(("enum", "const"))
_IN_PLACE = ("allOf", "oneOf", "anyOf", "then", "else")
_EXCLUSIVE = (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum"))
_HIDES = {"request": "readOnly", "response": "writeOnly"}


class Unjudged(Exception):
    """The validator can't read the schema."""


class Oracle:
    """A judge of instances that go one way.

    :param files: the contents of each file, by URI.
    """

    def __init__(self, files: Mapping[str, Any], direction: Direction) -> None:
        self._files = files
        self._flag = _HIDES.get(direction, "")
        self._flags: dict[str, bool] = {}
        self._names: dict[str, frozenset[str]] = {}
        self._registry: referencing.Registry[Any] = referencing.Registry().with_resources(
            (uri, DRAFT202012.create_resource(self._prepared(contents, uri, frozenset())))
            for uri, contents in files.items()
        )

    def fault(self, uri: str, pointer: str, instance: Any) -> ValidationError | None:
        """What is wrong with an instance of the schema at a place, if anything.

        :raises Unjudged: where that can't be told.
        """
        for character, escape in (("%", "%25"), ("{", "%7B"), ("}", "%7D")):
            pointer = pointer.replace(character, escape)
        validator = Draft202012Validator({"$ref": f"{uri}#{pointer}"}, registry=self._registry)
        try:
            return next(validator.iter_errors(instance), None)
        except (referencing.exceptions.Unresolvable, AttributeError, RecursionError, TypeError) as error:
            raise Unjudged(f"{uri}#{pointer}: {error!r:.200}") from error

    def _prepared(self, value: Any, uri: str, hidden: frozenset[str]) -> Any:
        if isinstance(value, list):
            return [self._prepared(item, uri, hidden) for item in value]
        if not isinstance(value, dict):
            return value
        hidden |= self._hidden(value, uri)
        prepared: dict[str, Any] = {}
        for key, item in upgraded(value).items():
            if key == "required" and isinstance(item, list):
                prepared[key] = [name for name in item if name not in hidden]
            elif key in _DATA:
                prepared[key] = item
            elif key not in _LEFT_OUT or isinstance(item, dict):
                prepared[key] = self._prepared(item, uri, hidden if key in _IN_PLACE else frozenset())
        return prepared

    def _hidden(self, value: Any, uri: str) -> frozenset[str]:
        """Names of properties that the direction leaves out, here and in what applies in place."""
        if not isinstance(value, dict):
            return frozenset()
        names: set[str] = set()
        if isinstance(properties := value.get("properties"), dict):
            names = {name for name, held in properties.items() if self._flagged(held, uri)}
        for keyword in _IN_PLACE:
            parts = value.get(keyword)
            for part in parts if isinstance(parts, list) else [parts]:
                names |= self._hidden(part, uri)
        if isinstance(reference := value.get("$ref"), str):
            names |= self._referred(urljoin(uri, reference))
        return frozenset(names)

    def _referred(self, target: str) -> frozenset[str]:
        if target not in self._names:
            self._names[target] = frozenset()
            self._names[target] = self._hidden(self._found(target), target.partition("#")[0])
        return self._names[target]

    def _flagged(self, value: Any, uri: str) -> bool:
        if not isinstance(value, dict):
            return False
        if value.get(self._flag) is True or any(self._flagged(part, uri) for part in _listed(value.get("allOf"))):
            return True
        if not isinstance(reference := value.get("$ref"), str):
            return False
        target = urljoin(uri, reference)
        if target not in self._flags:
            self._flags[target] = False
            self._flags[target] = self._flagged(self._found(target), target.partition("#")[0])
        return self._flags[target]

    def _found(self, target: str) -> Any:
        uri, _, fragment = target.partition("#")
        resource = DRAFT202012.create_resource(self._files.get(uri))
        try:
            return resource.pointer(f"/{fragment.lstrip('/')}", referencing.Registry().resolver()).contents
        except (referencing.exceptions.Unresolvable, LookupError, TypeError, ValueError):
            return None


def upgraded(schema: Mapping[str, Any]) -> dict[str, Any]:
    """A Schema Object of OAS 3.0 in the words of JSON Schema 2020-12."""
    changed = dict(schema)
    if changed.get("nullable") is True and isinstance(changed.get("type"), str):
        changed["type"] = [changed["type"], "null"]
    for exclusive, bound in _EXCLUSIVE:
        flag = changed.get(exclusive)
        if isinstance(flag, bool):
            del changed[exclusive]
            if flag and bound in changed:
                changed[exclusive] = changed.pop(bound)
    return changed


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
