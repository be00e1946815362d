"""Programs from templates. ``rensei-samples.js`` does the same in the browser, from the same data."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, assert_never

from sphinxext_rensei.request import Variable
from sphinxext_rensei.samples._literal import quoted
from sphinxext_rensei.samples._scope import scope
from sphinxext_rensei.samples._template import Each, Put, When

if TYPE_CHECKING:
    from sphinxext_rensei.request import Request, Template
    from sphinxext_rensei.samples._language import Language
    from sphinxext_rensei.samples._scope import Scope
    from sphinxext_rensei.samples._template import Program, Term


def write(language: Language, request: Request) -> str:
    """A request as a program."""
    return _write(language.program, scope(request, language), language).removesuffix(language.newline)


def _write(program: Program, names: Scope, language: Language) -> str:
    return "".join(_written(node, names, language) for node in program)


def _written(node: str | Put | When | Each, names: Scope, language: Language) -> str:
    match node:
        case str():
            return node
        case Put(name, filters):
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
    first, *inner = path.split(".")
    value: Any = names[first]
    for name in inner:
        value = value and value.get(name)
    return value


def _holds(term: Term, names: Scope) -> bool:
    value = _find(names, term.name)
    return bool(value in term.values if term.values else value) != term.negated


def _expression(template: Template, language: Language) -> str:
    """A text with variables."""
    texts = [piece for piece in template if isinstance(piece, str)]
    within = language.interpolation
    if within and len(texts) < len(template) and all(re.fullmatch(within.fits, text) for text in texts):
        pieces = [_variable(piece, within.variable) for piece in template]
        return f"{within.start}{''.join(pieces)}{within.end}"
    quotes = language.quotes["quote"]
    pieces = [
        _variable(piece, language.variables[piece.encoding]) if isinstance(piece, Variable) else quoted(piece, quotes)
        for piece in template
    ]
    return language.plus.join(pieces) or quoted("", quotes)


def _variable(piece: str | Variable, form: str) -> str:
    return form.replace("{}", piece.name) if isinstance(piece, Variable) else piece
