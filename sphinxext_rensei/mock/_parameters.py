"""Parameters as they were sent, read back by style (OAS 3.2.0, section 4.12)."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, unquote_plus

from sphinxext_rensei.mock._values import deep_tree, read_primitive, read_tree
from sphinxext_rensei.request import is_json

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from sphinxext_rensei.schema import Analyser
    from sphinxext_rensei.spec import JSON, Parameter, Schema

_DELIMITERS: Final = {"spaceDelimited": "%20| |\\+", "pipeDelimited": "\\||%7C|%7c"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What a request has for parameters, percent-encoded.

    :param headers: by name in lower case.
    :param names: of all parameters of the operation and all credentials, so that the others of a query are those of
        an object without declared properties.
    """

    path: Mapping[str, str]
    query: Sequence[tuple[str, str]]
    headers: Mapping[str, str]
    cookies: Sequence[tuple[str, str]]
    query_string: str
    names: Collection[str] = ()


class Absent(Exception):
    """The request does not have the parameter."""


def read_parameter(analyser: Analyser, parameter: Parameter, sent: Sent) -> JSON:
    """The value of a parameter.

    :raises Absent: where it was not sent.
    :raises ValueError: where it can't be read; the message goes on from the parameter's name.
    """
    if media := parameter.media:
        text = _content_text(parameter, sent)
        return _json(text) if is_json(media.name) else text
    read = _Reader(analyser, parameter)
    match parameter.location:
        case "path":
            return read.segment(_present(sent.path.get(parameter.name)))
        case "header":
            return read.joined(_present(sent.headers.get(parameter.name.lower())), ",", str)
        case "cookie":
            return read.pairs(sent.cookies, sent.names)
        case _:
            return read.pairs(sent.query, sent.names)


def _present(text: str | None) -> str:
    if text is None:
        raise Absent
    return text


def _content_text(parameter: Parameter, sent: Sent) -> str:
    match parameter.location:
        case "path":
            return unquote(_present(sent.path.get(parameter.name)))
        case "header":
            return _present(sent.headers.get(parameter.name.lower()))
        case "querystring":
            return unquote(_present(sent.query_string or None))
        case location:
            pairs = sent.query if location == "query" else sent.cookies
            return unquote_plus(_present(dict(pairs).get(parameter.name)))


def _json(text: str) -> JSON:
    try:
        value: JSON = json.loads(text)
    except (ValueError, RecursionError):
        raise ValueError("is not JSON") from None
    return value


class _Reader:
    """Reads the text of one parameter."""

    def __init__(self, analyser: Analyser, parameter: Parameter) -> None:
        self._analyser = analyser
        self._parameter = parameter
        self._shape = analyser.shape(parameter.schema) if parameter.schema is not None else None
        types = self._shape.types if self._shape else ()
        self._is_array = "array" in types
        self._is_object = "object" in types

    def segment(self, text: str) -> JSON:
        """A path parameter: ``simple``, ``label`` or ``matrix``."""
        style, name = self._parameter.style, self._parameter.name
        if style == "label":
            return self.joined(text.removeprefix("."), "." if self._parameter.explode else ",", unquote)
        if style != "matrix":
            return self.joined(text, ",", unquote)
        pairs = list(_split(text.removeprefix(";"), ";"))
        if self._is_object and self._parameter.explode:
            return self._object((unquote(key), unquote(value)) for key, value in pairs)
        values = [value for key, value in pairs if unquote(key) == name]
        return self.joined(",".join(values), ",", unquote)

    def joined(self, text: str, delimiter: str, decode: Callable[[str], str]) -> JSON:
        """Items of one text."""
        if self._is_array:
            return self._array([decode(item.strip()) for item in re.split(re.escape(delimiter), text)] if text else [])
        if self._is_object and self._parameter.explode:
            return self._object((decode(key), decode(value)) for key, value in _split(text, delimiter))
        if self._is_object:
            pieces = [decode(piece) for piece in text.split(delimiter)]
            return self._object(zip(pieces[::2], pieces[1::2], strict=False))
        return self.primitive(self._parameter.schema, decode(text))

    def pairs(self, given: Sequence[tuple[str, str]], names: Collection[str] = ()) -> JSON:
        """A parameter of the query or a cookie: its own pairs, or those of its properties.

        :param names: of all parameters.
        """
        style, name = self._parameter.style, self._parameter.name
        decode = str if style == "cookie" else unquote_plus
        if style == "deepObject":
            return self._deep([(unquote_plus(key), unquote_plus(value)) for key, value in given])
        if self._is_object and self._parameter.explode:
            return self._own_properties([(decode(key), decode(value)) for key, value in given], names)
        values = [value for key, value in given if decode(key) == name]
        if not values:
            raise Absent
        if self._is_array and self._parameter.explode and style in ("form", "cookie"):
            return self._array([decode(value) for value in values])
        delimiter = _DELIMITERS.get(style, ",")
        if self._is_array:
            return self._array([decode(item) for item in re.split(delimiter, values[-1])])
        return self.joined(values[-1], ",", decode)

    def _own_properties(self, given: list[tuple[str, str]], names: Collection[str]) -> JSON:
        declared = {each.name for each in self._shape.properties} if self._shape else set()
        own = [(key, value) for key, value in given if key in declared]
        if not own and names and (self._parameter.required or not declared):
            own = [(key, value) for key, value in given if key not in names or key == self._parameter.name]
        if not own:
            raise Absent
        return self._object(own)

    def _deep(self, given: list[tuple[str, str]]) -> JSON:
        """``name[key]=value``; what is deeper is undefined in the standard and read as it is written here."""
        tree = deep_tree(self._parameter.name, given)
        if tree is None:
            raise Absent
        return read_tree(self._analyser, self._parameter.schema, tree)

    def _array(self, items: list[str]) -> JSON:
        schema = self._shape.items if self._shape else None
        return [self.primitive(schema, item) for item in items]

    def _object(self, pairs: Iterator[tuple[str, str]] | Sequence[tuple[str, str]]) -> JSON:
        schemas = {each.name: each.schema for each in self._shape.properties} if self._shape else {}
        additional = self._shape.additional if self._shape else None
        return {name: self.primitive(schemas.get(name, additional), text) for name, text in pairs}

    def primitive(self, schema: Schema | None, text: str) -> JSON:
        """A text as the value that its schema means."""
        return read_primitive(self._analyser, schema, text)


def _split(text: str, delimiter: str) -> Iterator[tuple[str, str]]:
    for pair in text.split(delimiter):
        key, _, value = pair.partition("=")
        yield key, value
