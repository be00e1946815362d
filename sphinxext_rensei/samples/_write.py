"""Programs from templates. ``rensei-samples.js`` does the same in the browser, from the same data."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, assert_never

from sphinxext_rensei.samples._literal import quoted
from sphinxext_rensei.samples._scope import scope
from sphinxext_rensei.samples._template import Each, When

if TYPE_CHECKING:
    from sphinxext_rensei.request import Request
    from sphinxext_rensei.samples._language import Language
    from sphinxext_rensei.samples._scope import Pieces, Scope
    from sphinxext_rensei.samples._template import Program, Put, Term


def write(language: Language, request: Request) -> str:
    """A request as a program."""
    return _write(language.program, scope(request, language), language).removesuffix(language.newline)


def _write(program: Program, names: Scope, language: Language) -> str:
    return "".join(_written(node, names, language) for node in program)


def _written(node: str | Put | When | Each, names: Scope, language: Language) -> str:
    match node:
        case str():
            return node
        case tuple():
            name, *filters = node
            value = _find(names, name)
            for each in filters:
                value = _expression(value, language) if each == "expression" else quoted(value, language.quotes[each])
            return str(value)
        case When(terms, then, otherwise):
            return _write(then if any(_holds(term, names) for term in terms) else otherwise, names, language)
        case Each(name, body):
            return "".join(_write(body, names | item, language) for item in _find(names, name) or ())
        case _:
            assert_never(node)


def _find(names: Scope, path: str) -> Any:
    """The value of a name; of a name inside a list, the values that are not empty."""
    first, *inner = path.split(".")
    value: Any = names[first]
    for name in inner:
        match value:
            case dict():
                value = value.get(name)
            case list():
                found = [item.get(name) for item in value if isinstance(item, dict)]
                value = [each for item in found if item for each in (item if isinstance(item, list) else [item])]
    return value


def _holds(term: Term, names: Scope) -> bool:
    value = _find(names, term.name)
    return bool(value in term.values if term.values else value) != term.negated


def _expression(pieces: Pieces, language: Language) -> str:
    """A text with variables."""
    quotes = language.quotes["quote"]
    texts = [piece for piece in pieces if isinstance(piece, str)]
    within = language.interpolation
    if within and len(texts) < len(pieces) and all(re.fullmatch(within.fits, text) for text in texts):
        inner = [
            piece if isinstance(piece, str) else within.variable.replace("{}", piece["variable"]) for piece in pieces
        ]
        return f"{within.start}{''.join(inner)}{within.end}"
    written = [
        quoted(piece, quotes)
        if isinstance(piece, str)
        else language.variables[piece["encoding"]].replace("{}", piece["variable"])
        for piece in pieces
    ]
    return language.plus.join(written) or quoted("", quotes)
