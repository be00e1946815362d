"""What a description holds, read from its plain data: the names, the statuses and the numbers of each of its parts.

It knows nothing of the package, so that it can contradict it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Final

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
UNITS: Final = {
    "ms": Fraction(1, 1000),
    "millisecond": Fraction(1, 1000),
    "s": Fraction(1),
    "second": Fraction(1),
    "min": Fraction(60),
    "minute": Fraction(60),
    "h": Fraction(3600),
    "hour": Fraction(3600),
    "day": Fraction(86400),
}
NUMBERS: Final = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10}
# Names that hold a number: RFC 8785, ISO 8601, SHA-256, Ed25519, 2026-06-02, 2.0, ghs_1.
NAMED: Final = re.compile(
    r"\b(?:RFC|ISO|OAuth|OpenAPI|JSON-RPC|MCP|HTTP)[ ‑/]?\d[\d.]*"
    r"|(?:[A-Za-z_]+-?\d|\d+(?:[-.:]\d+)+|\d+[A-Za-z_])[\w.:-]*"
)
QUANTITY: Final = re.compile(
    rf"\b(\d+|{'|'.join(NUMBERS)})\b(?:[\s-]({'|'.join(sorted(UNITS, key=len, reverse=True))})s?\b)?", re.IGNORECASE
)
SPACED_UNIT: Final = re.compile(r"\b(\d+)(ms|s|min|h)\b")
Quantity = tuple[Fraction, bool]


def quantities(text: str) -> set[Quantity]:
    """The numbers of a text, and whether each is a time, which is then in seconds.

    Words for numbers count only with a unit: "an hour", but not "one of them".
    """
    plain = NAMED.sub(" ", SPACED_UNIT.sub(r"\1 \2", text))
    found: set[Quantity] = set()
    for number, unit in QUANTITY.findall(plain):
        if unit or number.isdigit():
            value = Fraction(int(number) if number.isdigit() else NUMBERS[number.lower()])
            found.add((value * UNITS[unit.lower()], True) if unit else (value, False))
    return found


@dataclass(kw_only=True)
class Words:
    """What a part of a description says."""

    names: set[str] = field(default_factory=set)
    """Fields, parameters, headers, values, scopes, media types, and what its texts print as code."""
    statuses: set[str] = field(default_factory=set)
    quantities: set[Quantity] = field(default_factory=set)

    def __or__(self, other: Words) -> Words:
        """Both."""
        return Words(
            names=self.names | other.names,
            statuses=self.statuses | other.statuses,
            quantities=self.quantities | other.quantities,
        )


class Description:
    """A description, by its plain data."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data = data

    @classmethod
    def load(cls, path: Path) -> Description:
        """Read a file."""
        return cls(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader))

    @cached_property
    def operations(self) -> dict[tuple[str, str], Mapping[str, Any]]:
        """The operations, by method and path."""
        return {
            (method.upper(), path): item[method]
            for path, item in self.data["paths"].items()
            for method in METHODS
            if method in item
        }

    @cached_property
    def values(self) -> dict[str, set[str]]:
        """The values of variables of paths, as ``{name}``, that have only a few."""
        return {
            f"{{{parameter['name']}}}": set(parameter["schema"]["enum"])
            for operation in self.operations.values()
            for parameter in operation.get("parameters", [])
            if parameter.get("in") == "path" and "enum" in parameter["schema"]
        }

    @cached_property
    def everything(self) -> Words:
        """What the whole description says."""
        words = Words(names={operation["operationId"] for operation in self.operations.values()})
        self._walk(self.data, words, set())
        return words

    def operation(self, name: str) -> Words | None:
        """What an operation says, by its id or by method and path."""
        for (method, path), operation in self.operations.items():
            if name in (operation["operationId"], f"{method} {path}"):
                return self._operation(method, path)
        return None

    @cache  # noqa: B019 - there are few descriptions
    def _operation(self, method: str, path: str) -> Words:
        item = self.data["paths"][path]
        words = Words(names={method, path})
        self._walk({"parameters": item.get("parameters", []), **item[method.lower()]}, words, set())
        for requirement in item[method.lower()].get("security", []):
            for scheme in requirement:
                words |= self.security(scheme)
        return words

    @cache  # noqa: B019
    def schema(self, name: str) -> Words | None:
        """What a schema says."""
        return self._component("schemas", name)

    @cache  # noqa: B019
    def security(self, name: str) -> Words:
        """What a security scheme says."""
        return self._component("securitySchemes", name) or Words()

    @cache  # noqa: B019
    def tag(self, name: str) -> Words | None:
        """What a tag and its operations say."""
        tag = next((each for each in self.data["tags"] if each["name"] == name), None)
        if tag is None:
            return None
        words = Words()
        self._walk(tag, words, set())
        for (method, path), operation in self.operations.items():
            if name in operation["tags"]:
                words |= self._operation(method, path)
        return words

    def _component(self, kind: str, name: str) -> Words | None:
        component = self.data["components"][kind].get(name)
        if component is None:
            return None
        words = Words(names={name})
        self._walk(component, words, set())
        return words

    def _walk(self, value: Any, words: Words, seen: set[str]) -> None:
        if isinstance(value, list):
            for item in value:
                self._walk(item, words, seen)
        elif isinstance(value, dict):
            if (target := value.get("$ref")) and target not in seen:
                seen.add(target)
                self._walk(self._resolve(target), words, seen)
            for key, item in value.items():
                READERS.get(key, _ignore)(item, words)
                if key in MAPS and isinstance(item, dict):
                    # Its keys are the author's own: a field may be called "description".
                    self._walk(list(item.values()), words, seen)
                elif key not in ("example", "examples"):
                    self._walk(item, words, seen)

    def _resolve(self, target: str) -> Any:
        value: Any = self.data
        for step in target.removeprefix("#/").split("/"):
            value = value[step.replace("~1", "/").replace("~0", "~")]
        return value


CODE: Final = re.compile(r"`([^`]+)`")
MAPS: Final = {"properties", "headers", "content", "responses", "paths", "schemas", "securitySchemes", "links"}


def _ignore(_value: Any, _words: Words) -> None:
    pass


def _read_text(value: Any, words: Words) -> None:
    if isinstance(value, str):
        words.names |= {value, *CODE.findall(value)}
        words.quantities |= quantities(value)
        for code in CODE.findall(value):
            words.names |= set(re.findall(r"[\w.@$-]+", code)) - {method.upper() for method in METHODS}


def _read_texts(value: Any, words: Words) -> None:
    for each in value.values() if isinstance(value, dict) else ():
        _read_text(each, words)


def _read_names(value: Any, words: Words) -> None:
    if isinstance(value, (dict, list)):
        words.names |= {each for each in value if isinstance(each, str)}


def _read_name(value: Any, words: Words) -> None:
    if isinstance(value, str):
        words.names.add(value)
        words.quantities |= quantities(value)


def _read_responses(value: Any, words: Words) -> None:
    if isinstance(value, dict):
        words.statuses |= {status for status in value if status.isdigit()}


def _read_pattern(value: Any, words: Words) -> None:
    words.names.add(str(value))
    words.quantities |= {(Fraction(int(number)), False) for number in re.findall(r"\{(\d+)\}", str(value))}


def _read_example(value: Any, words: Words) -> None:
    for each in _leaves(value):
        words.names.add(each)


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
        for item in value.values():
            yield from _leaves(item)
    elif isinstance(value, list):
        for item in value:
            yield from _leaves(item)
    elif isinstance(value, str):
        yield value


READERS: Final = {
    "summary": _read_text,
    "description": _read_text,
    "x-enumDescriptions": _read_texts,
    "properties": _read_names,
    "required": _read_names,
    "headers": _read_names,
    "content": _read_names,
    "scopes": _read_names,
    "mapping": _read_names,
    "enum": _read_names,
    "name": _read_name,
    "const": _read_name,
    "default": _read_name,
    "operationId": _read_name,
    "url": _read_name,
    "tokenUrl": _read_name,
    "minimum": _read_name,
    "maximum": _read_name,
    "minItems": _read_name,
    "maxItems": _read_name,
    "minLength": _read_name,
    "maxLength": _read_name,
    "pattern": _read_pattern,
    "responses": _read_responses,
    "example": _read_example,
    "examples": _read_example,
}


def joined(parts: Iterable[Words]) -> Words:
    """All of some parts."""
    words = Words()
    for part in parts:
        words |= part
    return words
