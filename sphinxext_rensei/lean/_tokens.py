"""A script as its tokens, without comments and spaces, and as a text again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_VALUES: Final = "false null super this true"
_STATEMENTS: Final = "break catch class const continue else finally for if let return throw try while"
_OPERATORS: Final = "async await delete extends in instanceof new of static typeof void"
_OTHERS: Final = "case debugger default do enum export function import switch var with yield"
VALUES: Final = frozenset(_VALUES.split())
"""Keywords that are operands."""
UNKNOWN: Final = frozenset(_OTHERS.split())
"""Keywords that our scripts do without."""
KEYWORDS: Final = VALUES | UNKNOWN | frozenset(f"{_STATEMENTS} {_OPERATORS}".split())
_SPACE: Final = re.compile(r"(?:\s+|//[^\n]*|/\*.*?\*/)*", re.DOTALL)
_LITERAL: Final = (
    r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'"
    r"|0[xX][\da-fA-F]+|\d+(?:\.\d+)?(?:[eE][-+]?\d+)?"
)
"""A text or number."""
_PATTERN: Final = r"/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*"
_WORD_OR_SIGN: Final = r"(?P<word>[A-Za-z_$][\w$]*)|=>|\.\.\.|\?\?|\+\+|--|\*\*|[^\s\w]"
_AFTER_OPERAND: Final = re.compile(rf"(?P<literal>{_LITERAL})|{_WORD_OR_SIGN}")
_OPERAND: Final = re.compile(rf"(?P<literal>{_LITERAL}|{_PATTERN})|{_WORD_OR_SIGN}")
_TEMPLATE: Final = re.compile(r"[`}](?:[^`\\$]|\\.|\$(?!\{))*(?:`|\$\{)", re.DOTALL)
"""A piece of a template, with what divides it from a value."""
_TOUCHING: Final = re.compile(r"[\w$]{2}|\+\+|--|//")
"""What the ends of two tokens may not become."""
_CLOSING: Final = {"(": ")", "[": "]", "{": "}"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A token.

    :param word: whether it is a name or keyword.
    :param literal: whether it is a text, pattern or number, or a piece of a template.
    """

    text: str
    word: bool = False
    literal: bool = False

    @property
    def ends(self) -> bool:
        """Whether an operand ends here: what follows is no pattern."""
        return self.literal or self.text in (")", "]", "}") or (self.word and self.text not in KEYWORDS - VALUES)


def tokens(text: str) -> list[Token]:
    """All that a script says.

    :raises ValueError: for what is none.
    """
    read: list[Token] = []
    # What is open: braces, and templates whose value is being read.
    opened: list[str] = []
    at = 0
    while (at := _match(_SPACE, text, at).end()) < len(text):
        first = text[at]
        closed = opened.pop() if first == "}" and opened else ""
        if first == "`" or closed == "`":
            end = _match(_TEMPLATE, text, at).end()
            if text.startswith("${", end - 2):
                opened.append("`")
            read.append(Token(text=text[at:end], literal=True))
        else:
            if first == "{":
                opened.append(first)
            found = _match(_AFTER_OPERAND if read and read[-1].ends else _OPERAND, text, at)
            kind = found.lastgroup
            read.append(Token(text=found[0], word=kind == "word", literal=kind == "literal"))
            end = found.end()
        at = end
    return read


def _match(pattern: re.Pattern[str], text: str, at: int) -> re.Match[str]:
    found = pattern.match(text, at)
    if not found:
        raise ValueError(f"{text[at : at + 20]!r} is not known")
    return found


def brackets(read: list[Token]) -> dict[int, int]:
    """Where each bracket that is opened is closed.

    :raises ValueError: for brackets that do not match.
    """
    found: dict[int, int] = {}
    opened: list[int] = []
    for at, token in enumerate(read):
        if token.literal:
            continue
        if token.text in _CLOSING:
            opened.append(at)
        elif token.text in _CLOSING.values():
            if not opened or _CLOSING[read[opened[-1]].text] != token.text:
                raise ValueError(f"{token.text} closes nothing")
            found[opened.pop()] = at
    if opened:
        raise ValueError(f"{read[opened[-1]].text} is not closed")
    return found


def joined(read: Iterable[Token]) -> str:
    """The script of some tokens: spaces stand only where two would become another."""
    written: list[str] = []
    before = ""
    for token in read:
        if _TOUCHING.match(before[-1:] + token.text[:1]):
            written.append(" ")
        written.append(token.text)
        before = token.text
    return "".join(written)
