"""A request as plain data, and the names that a template may use of it.

``rensei-samples.js`` makes the same names of the same data; ``tests/vectors/samples.json`` keeps the two equal.

================= ====================================================================================================
``method``        as sent; ``lower`` and ``capital`` are ``get`` and ``Get``
``url``           a template; ``bare_url`` is a text, without the credentials of the query
``fields``        header fields, one for each name: ``key``, the name in lower case; ``name``; templates of ``value``
                  and of the whole ``line``. What the language may say in another way has a longer key:
                  ``authorization:basic``, ``authorization:digest``, and ``content-type:json`` for a ``literal``
``apart``         the fields that the language keeps apart
``credentials``   by kind: ``credentials.basic`` and so on, each with ``variable``, and the ``name`` of its parameter,
                  which is ``encoded`` for a URL
``accepts_json``  whether the answer is JSON
``body``          ``text``, ``filename``, or ``parts``, each with ``name``, ``value``, ``filename``, ``content_type``,
                  ``number``, and ``label``, the media type of a text
``ascii``         whether the text is
``lines``         of the text where it has several, each a ``line`` with its end
``literal``       the text as a value of the language, where it is an array or object of JSON that stays what it is
``repeated``      whether two parts have one name
================= ====================================================================================================
"""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final, TypeAlias
from urllib.parse import quote

from sphinxext_rensei.request import TextBody
from sphinxext_rensei.samples._literal import literal

if TYPE_CHECKING:
    from sphinxext_rensei.request import Body, Request, Template
    from sphinxext_rensei.samples._language import Language

_LINE: Final = re.compile(r"[^\n]*\n|[^\n]+")

Scope: TypeAlias = dict[str, Any]
Pieces: TypeAlias = list[str | Scope]
"""A text with places: each the name of an environment ``variable``, and an ``encoding`` of its value."""


def request_data(request: Request) -> Scope:
    """A request for JSON: its fields by their names."""
    return {
        "method": request.method,
        "url": request.url,
        "headers": request.headers,
        "body": _body(request.body),
        "credentials": [asdict(each) | {"variable": each.variable} for each in request.credentials],
    }


def _body(body: Body | None) -> Scope | None:
    """What is JSON is said to be: its value is told by the text, to the last digit."""
    match body:
        case None:
            return None
        case TextBody(text, value):
            return {"text": text, "json": bool(value)}
        case _:
            return asdict(body)


def scope(request: Request, language: Language) -> Scope:
    """The names."""
    body = _body(request.body) or {}
    text = body.get("text", "")
    lines = _LINE.findall(text)
    parts = [_part(part, number) for number, part in enumerate(body.get("parts", ()), 1)]
    value = literal(text, language) if body.get("json") else ""
    fields = _fields(request, language, value)
    accept = next((text for name, text in request.headers if name.lower() == "accept"), "")
    return {
        "method": request.method,
        "lower": request.method.lower(),
        "capital": request.method.capitalize(),
        "url": _joined(_pieces(request.url_template)),
        "bare_url": request.url,
        "fields": [each for each in fields if each["key"] not in language.apart],
        "apart": [each for each in fields if each["key"] in language.apart],
        "credentials": _credentials(request),
        "accepts_json": accept.partition(";")[0].endswith(("/json", "+json")),
        "body": {**body, "parts": parts} if text or parts or body.get("filename") else None,
        "ascii": text.isascii(),
        "lines": [{"line": line} for line in lines] if lines[1:] else [],
        "literal": value,
        "repeated": len({part["name"].lower() for part in parts}) < len(parts),
    }


def _part(part: Scope, number: int) -> Scope:
    return part | {"number": number, "label": "" if part["filename"] else part["content_type"]}


def _credentials(request: Request) -> Scope | None:
    found: Scope = {}
    for each in request.credentials:
        names = {"variable": each.variable, "name": each.parameter, "encoded": quote(each.parameter, safe="")}
        found.setdefault(each.kind, []).append(names)
    return found or None


def _fields(request: Request, language: Language, value: str) -> list[Scope]:
    """One field for each name: a list may as well be in several (RFC 9110, section 5.2)."""
    merged: dict[str, tuple[str, Pieces]] = {}
    for name, template in request.header_templates:
        first, before = merged.get(name.lower(), (name, []))
        merged[name.lower()] = (first, [*before, *([", "] if before else []), *_pieces(template)])
    is_json = ("content-type", "application/json") in [(name.lower(), text) for name, text in request.headers]
    said = {
        "authorization": next((each.kind for each in request.credentials if each.kind in ("basic", "digest")), ""),
        "content-type": "json" if value and is_json else "",
    }
    fields = []
    for key, (name, pieces) in merged.items():
        written = _joined(_latin(pieces) if language.latin else pieces)
        whole = f"{key}:{said[key]}" if said.get(key) else key
        fields.append({"key": whole, "name": name, "value": written, "line": _joined([f"{name}: ", *written])})
    return fields


def _pieces(template: Template) -> Pieces:
    return [
        piece if isinstance(piece, str) else {"variable": piece.name, "encoding": piece.encoding} for piece in template
    ]


def _latin(pieces: Pieces) -> Pieces:
    """A field value so that its UTF-8 bytes arrive."""
    return [piece.encode().decode("latin-1") if isinstance(piece, str) else piece for piece in pieces]


def _joined(pieces: Pieces) -> Pieces:
    """Neighbouring texts as one, and none that is empty."""
    joined: Pieces = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if isinstance(piece, str) and isinstance(last, str):
            joined[-1] = last + piece
        elif piece:
            joined.append(piece)
    return joined
