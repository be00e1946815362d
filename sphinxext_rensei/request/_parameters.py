"""Serialisation of parameters: every style of OAS 3.2.0, section 4.12.

Where the tables of the standard say *n/a*, the nearest thing that the style can mean is written: real descriptions
hold such combinations. The same vectors test this and the browser's code (``tests/vectors/parameters.json``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol, TypeAlias
from urllib.parse import quote

if TYPE_CHECKING:
    from sphinxext_rensei.spec import JSON

_RESERVED: Final = ":/?#[]@!$&'()*+,;="
# What would end or split the value where it stands stays encoded (OAS 3.2.0, section 4.12.2.2, "allowReserved";
# RFC 6265, section 4.1.1, "cookie-octet").
_BREAKING: Final = {"path": "/?#[]", "query": "[]#&+", "form": "[]#&+", "cookie": ",;"}
_TRIPLE: Final = re.compile(r"%[0-9A-Fa-f]{2}")
_COOKIE_STYLE: Final = "cookie"


class _Style(Protocol):
    def __call__(self, written: _Written, *, explode: bool) -> str: ...


Encode: TypeAlias = Callable[[str], str]


def compact(value: JSON) -> str:
    """JSON without white space."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def plain(value: JSON) -> str:
    """A value inside a style as text: strings as they are, all else as JSON (OAS 3.2.0, appendix B)."""
    return value if isinstance(value, str) else compact(value)


def encoder(location: str, *, allow_reserved: bool = False) -> Encode:
    """The percent-encoding of values in a location.

    Header fields are never encoded (OAS 3.2.0, section 4.12.2.2).
    """
    if location == "header":
        return lambda text: text
    if not allow_reserved:
        return lambda text: quote(text, safe="")
    safe = "".join(character for character in _RESERVED if character not in _BREAKING.get(location, ""))
    return lambda text: _reserved(text, safe)


def _reserved(text: str, safe: str) -> str:
    """Reserved expansion (RFC 6570, section 3.2.3): percent-encoded triples pass."""
    pieces: list[str] = []
    start = 0
    for found in _TRIPLE.finditer(text):
        pieces += [quote(text[start : found.start()], safe=safe), found[0]]
        start = found.end()
    return "".join([*pieces, quote(text[start:], safe=safe)])


@dataclass(frozen=True, slots=True)
class _Written:
    """A value taken apart: what a style puts together.

    :param kind: ``primitive``, ``array`` or ``object``.
    :param items: texts, encoded; for an object, key and value in turn.
    """

    name: str
    kind: str
    items: tuple[str, ...]

    @property
    def pairs(self) -> Iterator[tuple[str, str]]:
        return zip(self.items[::2], self.items[1::2], strict=True)


def serialize(
    name: str,
    value: JSON,
    *,
    location: str,
    style: str,
    explode: bool,
    allow_reserved: bool = False,
) -> str:
    """The text of a parameter where it stands.

    For ``path`` it takes the place of the template expression; for ``query`` and ``cookie`` it is ``name=value``,
    once or more; for ``header`` it is the field's value. ``null``, an empty array and an empty object are undefined
    in RFC 6570 and give an empty text: the parameter is left out.
    """
    if style == _COOKIE_STYLE:
        # Nothing is encoded: RFC 6265 has no such rule, and values come ready (OAS 3.2.0, section 4.12.3).
        encode: Encode = str
        encode_name: Encode = str
    else:
        encode = encoder(location, allow_reserved=allow_reserved)
        encode_name = encoder(location)
    if style == "deepObject":
        return "&".join(f"{key}={text}" for key, text in _deep(encode_name(name), value, encode_name, encode))
    written = _taken_apart(encode_name(name), value, encode)
    if written is None:
        return ""
    return STYLES.get(style, _form)(written, explode=explode)


def _taken_apart(name: str, value: JSON, encode: Encode) -> _Written | None:
    if value is None:
        return None
    if isinstance(value, list):
        items = tuple(encode(plain(item)) for item in value if item is not None)
        return _Written(name, "array", items) if items else None
    if isinstance(value, dict):
        pairs = [(encode(key), encode(plain(item))) for key, item in value.items() if item is not None]
        return _Written(name, "object", tuple(text for pair in pairs for text in pair)) if pairs else None
    return _Written(name, "primitive", (encode(plain(value)),))


def _matrix(written: _Written, *, explode: bool) -> str:
    if explode and written.kind == "array":
        return "".join(_parameter(written.name, item) for item in written.items)
    if explode and written.kind == "object":
        return "".join(_parameter(key, item) for key, item in written.pairs)
    return _parameter(written.name, ",".join(written.items))


def _parameter(name: str, text: str) -> str:
    """An empty value has no equals sign (RFC 6570, section 3.2.7)."""
    return f";{name}={text}" if text else f";{name}"


def _label(written: _Written, *, explode: bool) -> str:
    if explode and written.kind == "object":
        return "".join(f".{key}={item}" for key, item in written.pairs)
    if explode:
        return "".join(f".{item}" for item in written.items)
    return f".{','.join(written.items)}"


def _simple(written: _Written, *, explode: bool) -> str:
    if explode and written.kind == "object":
        return ",".join(f"{key}={item}" for key, item in written.pairs)
    return ",".join(written.items)


def _named(separator: str, delimiter: str = ",") -> _Style:
    """Styles of ``name=value``.

    :param separator: between exploded parts.
    :param delimiter: between the items of one value.
    """

    def write(written: _Written, *, explode: bool) -> str:
        if explode and written.kind == "array":
            return separator.join(f"{written.name}={item}" for item in written.items)
        if explode and written.kind == "object":
            return separator.join(f"{key}={item}" for key, item in written.pairs)
        return f"{written.name}={delimiter.join(written.items)}"

    return write


_form = _named("&")

STYLES: Final[Mapping[str, _Style]] = {
    "matrix": _matrix,
    "label": _label,
    "simple": _simple,
    "form": _form,
    "spaceDelimited": _named("&", "%20"),
    "pipeDelimited": _named("&", "%7C"),
    "cookie": _named("; "),
}
"""Style -> the function that writes it; ``deepObject`` alone has no flat form."""


def _deep(name: str, value: JSON, encode_name: Encode, encode: Encode) -> Iterator[tuple[str, str]]:
    """``name[key]=value``. Deeper levels, undefined in the standard, go on the same way, as servers read them."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _deep(f"{name}%5B{encode_name(key)}%5D", item, encode_name, encode)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            nested = isinstance(item, (dict, list))
            yield from _deep(f"{name}%5B{index}%5D" if nested else name, item, encode_name, encode)
    elif value is not None:
        yield name, encode(plain(value))
