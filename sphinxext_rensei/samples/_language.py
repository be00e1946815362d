"""What a language is to the samples, and what several of them need."""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.request import FormPart, Request, Template, Variable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sphinxext_rensei.spec import JSON

BOUNDARY: Final = "rensei-form-boundary"
"""Between the parts of a multipart body, in languages that leave its making to the program."""
_EXACT: Final = 2**53
_LAST_OF_ONE_UNIT: Final = "\uffff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language that samples are written in.

    :param id: the name in ``rensei_samples``.
    :param lexer: name of the Pygments lexer.
    :param render: a request as a program.
    """

    id: str
    label: str
    lexer: str
    render: Callable[[Request], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Syntax:
    """How a language writes texts.

    :param quote: a string literal.
    :param variables: by encoding of the value, the expression with ``{}`` for the name of the variable.
    :param plus: joins two strings.
    """

    quote: Callable[[str], str]
    variables: Mapping[str, str]
    plus: str = " + "

    def expression(self, template: Template) -> str:
        """A text with variables as an expression."""
        runs = itertools.groupby(template, key=lambda piece: isinstance(piece, str))
        pieces: list[str] = []
        for is_text, run in runs:
            if is_text:
                pieces.append(self.quote("".join(map(str, run))))
            else:
                pieces += [
                    self.variables[each.encoding].replace("{}", each.name)
                    for each in run
                    if isinstance(each, Variable)
                ]
        return self.plus.join(pieces) or self.quote("")


def escaper(table: Mapping[str, str], unprintable: str = "\\u{:04x}", *, delimiter: str = '"') -> Callable[[str], str]:
    """A function that writes a string literal.

    :param table: escapes by character.
    :param unprintable: format of the escape of any other control character, by code unit.
    """

    def quote(text: str) -> str:
        return delimiter + "".join(map(escaped, text)) + delimiter

    def escaped(character: str) -> str:
        if character in table:
            return table[character]
        if character.isprintable() or character > _LAST_OF_ONE_UNIT:
            return character
        return unprintable.format(ord(character))

    return quote


C_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
"""Escapes that C and its kin share, in double quotes."""


def indented(text: str, indent: str) -> str:
    """All lines but the first moved right."""
    return text.replace("\n", f"\n{indent}")


def multipart(parts: tuple[FormPart, ...]) -> list[tuple[str, str]]:
    """A multipart body (RFC 7578) in pieces, each ``("text", …)`` or ``("file", name)``."""
    pieces: list[tuple[str, str]] = []
    text = ""
    for part in parts:
        text += f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{_field(part.name)}"'
        if part.filename:
            text += f'; filename="{_field(part.filename)}"'
        if part.content_type:
            text += f"\r\nContent-Type: {part.content_type}"
        text += "\r\n\r\n"
        if part.filename:
            pieces += [("text", text), ("file", part.filename)]
            text = "\r\n"
        else:
            text += f"{part.value}\r\n"
    return [*pieces, ("text", f"{text}--{BOUNDARY}--\r\n")]


def _field(text: str) -> str:
    """A name inside a field (WHATWG HTML, multipart/form-data encoding algorithm)."""
    return text.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")


def latin(template: Template) -> Template:
    """A field value for languages that send strings as Latin-1: so that its UTF-8 bytes arrive."""
    return tuple(piece.encode().decode("latin-1") if isinstance(piece, str) else piece for piece in template)


def is_exact(value: JSON) -> bool:
    """Whether a JSON value survives a language whose only number is the double, and whose ``__proto__`` is special."""
    match value:
        case dict():
            return "__proto__" not in value and all(map(is_exact, value.values()))
        case list():
            return all(map(is_exact, value))
        case int():
            return -_EXACT <= value <= _EXACT
        case _:
            return True


def header(request: Request, name: str) -> str:
    """A field of the request, or an empty string."""
    return next((value for each, value in request.headers if each.lower() == name.lower()), "")


def wants_json(request: Request) -> bool:
    """Whether the answer is JSON."""
    accept = header(request, "Accept").partition(";")[0]
    return accept.endswith(("/json", "+json"))


def without(template: tuple[tuple[str, Template], ...], *names: str) -> list[tuple[str, Template]]:
    """Fields except some."""
    return [(name, value) for name, value in template if name.lower() not in names]


def pretty(value: JSON) -> str:
    """JSON over several lines."""
    return json.dumps(value, ensure_ascii=False, indent=2)
