"""Templates of programs: text with places, conditions and repetitions, as data that any language can walk.

A template is written as the program looks, with tags in it:

``{{name | filter}}``
    a value. ``outer.inner`` is a name inside another, or the names inside the items of a list; filters apply from
    left to right.
``{{if name}} … {{else}} … {{end}}``
    a part for a value that is there and not empty; so is ``name in A B``, for one that is ``A`` or ``B``. A term
    begins with ``not`` or does not, and ``or`` stands between several.
``{{each name}} … {{end}}``
    a part for each item of a list, with the names of the item.

A line that holds nothing but tags of the last two kinds leaves no line in the program.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator


Put: TypeAlias = tuple[str, ...]
"""The name of a value, and filters."""


@dataclass(frozen=True, slots=True)
class Term:
    """Whether a name has a value: one of some, where these are given."""

    name: str
    negated: bool
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class When:
    """A part for when one of the terms holds, and another for when none does."""

    when: tuple[Term, ...]
    then: Program
    otherwise: Program


@dataclass(frozen=True, slots=True)
class Each:
    """A part for each item of a list."""

    each: str
    body: Program


Program: TypeAlias = "tuple[str | Put | When | Each, ...]"
"""A template after parsing. In JSON a text is a string, a value is an array, and the other two are objects."""

_TAG: Final = re.compile(r"\{\{(.*?)\}\}")
_SIGNS: Final = {"if": "?", "each": "*", "else": ":", "end": "."}
_STRUCTURE: Final = re.compile(r"(\{\{(?:if|each|else|end)\b[^}]*\}\})+")


def parse(template: str, newline: str = "\n") -> Program:
    """A template as nodes.

    :param newline: what the end of a line becomes.
    :raises ValueError: for a part without an end, or an end without a part.
    """
    program, _ = _program(_tokens(template, newline), "")
    return program


def flat(template: str, newline: str = "\n") -> str:
    """A template for the browser: texts and tags take turns, with a tilde between two.

    The words of tags are signs: ``?`` begins a part with a condition, ``*`` one for each item, ``:`` is else,
    ``.`` ends one.

    :raises ValueError: for a text with a tilde.
    """
    written = ""
    for is_tag, text in _tokens(template, newline):
        if "~" in text:
            raise ValueError(f"{text!r} has a tilde")
        word, _, rest = text.partition(" ")
        tag = _SIGNS[word] + rest if word in _SIGNS else text.replace(" | ", "|")
        written += f"~{tag}~" if is_tag else text
    return written


def _tokens(template: str, newline: str) -> Iterator[tuple[bool, str]]:
    """Pieces of the template, and of each whether it is a tag."""
    for line in template.strip("\n").split("\n"):
        standalone = _STRUCTURE.fullmatch(line)
        for index, piece in enumerate(_TAG.split(line if standalone else f"{line}{newline}")):
            if piece:
                yield index % 2 == 1, piece.strip() if index % 2 else piece


def _program(tokens: Iterator[tuple[bool, str]], *ends: str) -> tuple[Program, str]:
    """Nodes up to the tag that ends them, and which of the possible ends this is."""
    nodes: list[str | Put | When | Each] = []
    for is_tag, text in tokens:
        word, _, rest = text.partition(" ")
        if not is_tag:
            # Neighbouring texts are one.
            previous = nodes.pop() if nodes and isinstance(nodes[-1], str) else ""
            nodes.append(f"{previous}{text}")
        elif word in ("else", "end"):
            return tuple(nodes), _expected(word, ends)
        elif word == "if":
            then, end = _program(tokens, "else", "end")
            nodes.append(When(_terms(rest), then, _program(tokens, "end")[0] if end == "else" else ()))
        elif word == "each":
            nodes.append(Each(rest, _program(tokens, "end")[0]))
        else:
            nodes.append(tuple(each.strip() for each in text.split("|")))
    return tuple(nodes), _expected("", ends)


def _expected(word: str, ends: tuple[str, ...]) -> str:
    if word not in ends:
        raise ValueError(f"{word or 'the end'!r} where {' or '.join(ends) or 'more'!r} must be")
    return word


def _terms(condition: str) -> tuple[Term, ...]:
    return tuple(_term(each.split()) for each in condition.split(" or "))


def _term(words: list[str]) -> Term:
    negated = words[0] == "not"
    name, *values = words[negated:]
    return Term(name, negated, tuple(values[1:]))
