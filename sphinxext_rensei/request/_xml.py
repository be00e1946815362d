"""An instance as XML, by the XML Object of its schema (OAS 3.2.0, section 4.26)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from sphinxext_rensei.request._parameters import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinxext_rensei.schema import Analyser
    from sphinxext_rensei.spec import JSON, Schema

_INDENT = "  "
_NOT_NAME = re.compile(r"[^\w.:-]+")


@dataclass(frozen=True, slots=True)
class _Element:
    """What the XML Object says of one schema."""

    name: str
    kind: str
    wrapped: bool
    namespace: str
    prefix: str

    @property
    def tag(self) -> str:
        """The qualified name, made fit for one."""
        name = _NOT_NAME.sub("_", f"{self.prefix}:{self.name}" if self.prefix else self.name) or "item"
        return f"_{name}" if name[0].isdigit() or name[0] in "-." else name


def xml_text(analyser: Analyser, schema: Schema | None, value: JSON) -> str:
    """A document with the instance as its root element."""
    writer = _Writer(analyser)
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', *writer.lines(schema, value, "", 0)])


class _Writer:
    def __init__(self, analyser: Analyser) -> None:
        self.analyser = analyser

    def _element(self, schema: Schema | None, name: str) -> _Element:
        rules: Mapping[str, JSON] = {}
        component = ""
        if schema is not None:
            shape = self.analyser.shape(schema)
            component = shape.name
            for part in self.analyser.said(schema, "xml"):
                rules = {**(part if isinstance(part, dict) else {}), **rules}
        given = rules.get("name")
        kind = str(rules.get("nodeType") or ("attribute" if rules.get("attribute") is True else "element"))
        return _Element(
            given if isinstance(given, str) and given else name or component or "root",
            kind,
            rules.get("wrapped") is True or rules.get("nodeType") == "element",
            str(rules.get("namespace") or ""),
            str(rules.get("prefix") or ""),
        )

    def lines(self, schema: Schema | None, value: JSON, name: str, level: int) -> list[str]:
        """The element, or elements, of an instance."""
        element = self._element(schema, name)
        if isinstance(value, list):
            return self._items(schema, value, element, level)
        if isinstance(value, dict):
            return self._object(schema, value, element, level)
        text = "" if value is None else escape(plain(value))
        return [f"{_INDENT * level}{_open(element)}{text}</{element.tag}>"]

    def _items(self, schema: Schema | None, value: list[JSON], element: _Element, level: int) -> list[str]:
        items = self.analyser.shape(schema).items if schema is not None else None
        own = self._element(items, "").name if items is not None and self.analyser.said(items, "xml") else element.name
        wrapped = element.wrapped or level == 0
        inner = [line for item in value for line in self.lines(items, item, own, level + wrapped)]
        return _wrapped(_open(element), inner, element, level) if wrapped else inner

    def _object(self, schema: Schema | None, value: dict[str, JSON], element: _Element, level: int) -> list[str]:
        shape = self.analyser.shape(schema) if schema is not None else None
        known = {each.name: each.schema for each in shape.properties if not each.pattern} if shape else {}
        attributes: list[str] = []
        inner: list[str] = []
        for name, item in value.items():
            part = self._element(known.get(name), name)
            if part.kind == "attribute":
                attributes.append(f" {part.tag}={quoteattr(plain(item))}")
            elif part.kind in ("text", "cdata"):
                inner.append(f"{_INDENT * (level + 1)}{escape(plain(item))}")
            else:
                inner += self.lines(known.get(name), item, name, level + 1)
        return _wrapped(_open(element, "".join(attributes)), inner, element, level)


def _open(element: _Element, attributes: str = "") -> str:
    declaration = f"xmlns:{element.prefix}" if element.prefix else "xmlns"
    namespace = f" {declaration}={quoteattr(element.namespace)}" if element.namespace else ""
    return f"<{element.tag}{namespace}{attributes}>"


def _wrapped(start: str, inner: list[str], element: _Element, level: int) -> list[str]:
    indent = _INDENT * level
    return [f"{indent}{start}", *inner, f"{indent}</{element.tag}>"]
