"""Texts and JSON values as a language writes them."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final, NoReturn

from sphinxext_rensei.samples._language import UNSEEN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinxext_rensei.samples._language import Language, Quote, Values

_WIDTH: Final = 72
_UNSEEN: Final = re.compile(f"[{UNSEEN}]")
_ODD: Final = re.compile("[^A-Za-z0-9 ]")


def quoted(text: str, quotes: Iterable[Quote]) -> str:
    """A text in the first way that fits."""
    quote = next(each for each in quotes if not each.fits or re.fullmatch(each.fits, text))

    def escaped(found: re.Match[str]) -> str:
        character = found[0]
        if character not in quote.escapes and quote.unseen and _UNSEEN.match(character):
            return quote.unseen.replace("{}", f"{ord(character):04x}")
        return quote.escapes.get(character, character)

    return f"{quote.start}{_ODD.sub(escaped, text)}{quote.end}"


class _Number(str):
    """A number as it is written, for no digit of it may get lost."""

    __slots__ = ()


def literal(text: str, language: Language) -> str:
    """A JSON text as a literal, or nothing where it is no array or object, or would not stay what it is."""
    if language.values is None:
        return ""
    try:
        # A tuple is an object, so that a repeated name is seen.
        value = json.loads(
            text, parse_int=_Number, parse_float=_Number, parse_constant=_refused, object_pairs_hook=tuple
        )
        if not isinstance(value, (list, tuple)):
            return ""
        return _written(value, language.values, language.quotes["quote"], language.values.indent)
    except (ValueError, RecursionError):
        return ""


def _refused(name: str) -> NoReturn:
    raise ValueError(name)


def _written(value: object, values: Values, quotes: tuple[Quote, ...], indent: str) -> str:
    inner = indent + values.indent
    match value:
        case _Number():
            return _kept(value, values.number)
        case str():
            return quoted(value, quotes)
        case list():
            return _container("[", [_written(item, values, quotes, inner) for item in value], "]", inner, indent)
        case tuple():
            names = [_kept(name, values.key) for name, _ in value]
            if len(set(names)) < len(names):
                raise ValueError(names)
            items = [f"{quoted(name, quotes)}: {_written(item, values, quotes, inner)}" for name, item in value]
            return _container("{", items, "}", inner, indent)
        case _:
            return values.constants[json.dumps(value)]


def _kept(text: str, pattern: str) -> str:
    if pattern and not re.fullmatch(pattern, text):
        raise ValueError(text)
    return text


def _container(start: str, items: list[str], end: str, inner: str, indent: str) -> str:
    """On one line, or with an item on each."""
    line = f"{start}{', '.join(items)}{end}"
    if len(line) <= _WIDTH and "\n" not in line and (start == "[" or not items[1:]):
        return line
    return start + "".join(f"\n{inner}{item}," for item in items) + f"\n{indent}{end}"
