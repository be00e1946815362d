"""What a language is to the samples: a template, and tables of how it writes texts and values.

Nothing of it is code, so that what it says is true in the browser as well.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, field, fields, replace
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.samples._template import flat, parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinxext_rensei.samples._template import Program

UNSEEN: Final = (
    "\\x00-\\x08\\x0b-\\x1f\\x7f-\\xa0\\xad\\u061c\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\ufeff\\ufff9-\\ufffb"
    "\\ud800-\\udfff"
)
"""Characters that are not seen, or change how others are, but for tab and line feed; as inside the brackets of a
pattern. They are told one by one since Python, browsers and their versions know different editions of Unicode."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """One way in which a language writes a text.

    :param fits: the texts that can be written so: a pattern that means the same in Python and in JavaScript; empty:
        any.
    :param escapes: what becomes of a character.
    :param unseen: what becomes of any other one of :data:`UNSEEN`, with ``{}`` for its number; empty: nothing.
    """

    fits: str = ""
    start: str = '"'
    end: str = '"'
    escapes: Mapping[str, str] = field(default_factory=dict)
    unseen: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interpolation:
    """How a language writes texts and variables in one literal.

    :param fits: pattern of the texts for which it does.
    :param variable: ``{}`` is its name.
    """

    fits: str
    start: str
    end: str
    variable: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """How a language writes arrays and objects of JSON. Texts are as in its ``quote``.

    :param constants: by what JSON calls them.
    :param number: pattern of the numbers that the language keeps exactly.
    :param key: pattern of the names that are nothing but names; empty: any.
    :param indent: of each level; a value is written one level in.
    """

    constants: Mapping[str, str]
    number: str
    indent: str
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language that samples are written in.

    :param id: the name in ``rensei_samples``.
    :param lexer: name of the Pygments lexer.
    :param template: the program; see :mod:`sphinxext_rensei.samples._template` for its form, and
        :mod:`sphinxext_rensei.samples._scope` for its names.
    :param quotes: filters of the template that write a text: the first way that fits.
    :param variables: by encoding of the value, how an environment variable is read; ``{}`` is its name.
    :param plus: joins two strings.
    :param apart: fields that are not among the template's ``fields`` but in its ``apart``, in lower case; see there.
    :param latin: whether field values are sent as Latin-1.
    :param newline: what is at the end of each line of the template.
    """

    id: str
    label: str
    lexer: str
    template: str
    quotes: Mapping[str, tuple[Quote, ...]]
    variables: Mapping[str, str]
    plus: str = " + "
    interpolation: Interpolation | None = None
    values: Values | None = None
    apart: tuple[str, ...] = ()
    latin: bool = False
    newline: str = "\n"
    program: Program = field(init=False)

    def __post_init__(self) -> None:
        """Parse the template once."""
        object.__setattr__(self, "program", parse(self.template, self.newline))

    def data(self) -> dict[str, object]:
        """What the browser needs of it, for JSON.

        What is as it is by default, and what a way to write texts shares with :data:`ESCAPED`, is left out.
        """
        data = {each.name: value for each in fields(self) if (value := getattr(self, each.name)) != each.default}
        for name in ("interpolation", "values"):
            if name in data:
                data[name] = {key: value for key, value in asdict(data[name]).items() if value}
        data["template"] = flat(self.template, self.newline)
        data["quotes"] = {name: [_differing(each) for each in ways] for name, ways in self.quotes.items()}
        return {name: value for name, value in data.items() if name not in ("id", "lexer", "program")}


ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
"""Escapes that C and its kin share, in double quotes."""
ESCAPED: Final = Quote(escapes=ESCAPES, unseen="\\u{}")


def _differing(quote: Quote) -> dict[str, object]:
    return {name: value for name, value in asdict(quote).items() if value != getattr(ESCAPED, name)}


WITHIN: Final = replace(ESCAPED, start="", end="")
"""A text inside of double quotes."""
PARAMETER: Final = Quote(start="", end="", escapes={'"': "%22", "\r": "%0D", "\n": "%0A"})
"""A name inside a field of a part (WHATWG HTML, multipart/form-data encoding algorithm)."""


_TICKS: Final = re.compile(r"[\\`]|\$(?=\{)")
_NAME: Final = re.compile("[A-Za-z_][A-Za-z0-9_]*")


def languages_script(languages: Iterable[Language]) -> str:
    """A script that tells the browser of languages."""
    data = {language.label: language.data() for language in languages}
    for each in data.values():
        del each["label"]
    return f"Object.assign(rensei.languages ??= {{}}, {_literal(data)});\n"


def _literal(value: object) -> str:
    """A value of JSON in JavaScript, with few escapes."""
    match value:
        case str():
            ticks = _TICKS.sub(lambda found: f"\\{found[0]}", value).replace("\r", "\\r")
            return min(json.dumps(value), f"`{ticks}`", key=len) if value.isascii() else json.dumps(value)
        case dict():
            items = (
                f"{name if _NAME.fullmatch(name) else json.dumps(name)}: {_literal(each)}"
                for name, each in value.items()
            )
            return f"{{ {', '.join(items)} }}"
        case list() | tuple():
            return f"[{', '.join(map(_literal, value))}]"
        case _:
            return json.dumps(value)
