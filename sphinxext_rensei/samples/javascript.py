"""JavaScript with fetch, as a module for Node.js; TypeScript is the same with types."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.request import FileBody, FormPart, MultipartBody, Request, TextBody
from sphinxext_rensei.samples._language import (
    C_ESCAPES,
    Language,
    Syntax,
    escaper,
    indented,
    is_exact,
    latin,
    pretty,
    wants_json,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_INDENT: Final = "  "
_BODILESS: Final = ("GET", "HEAD")

quote: Final = escaper(C_ESCAPES)


@dataclass(frozen=True, slots=True)
class Dialect:
    """What tells JavaScript and TypeScript apart.

    :param response: annotation of the response.
    :param data: annotation of parsed JSON.
    :param syntax: how variables are read.
    """

    response: str
    data: str
    syntax: Syntax


def _syntax(read: str) -> Syntax:
    encoded = {
        "": read,
        "percent": f"encodeURIComponent({read})",
        "base64": f'Buffer.from({read}).toString("base64")',
    }
    return Syntax(quote=quote, variables=encoded)


_JAVASCRIPT: Final = Dialect("", "", _syntax("process.env.{}"))


def render(request: Request, dialect: Dialect = _JAVASCRIPT) -> str:
    """The program."""
    options = list(_options(request, dialect))
    url = dialect.syntax.expression(request.url_template)
    call = f"fetch({url}" + ("" if not options else ", {\n" + "".join(_option(each) for each in options) + "}")
    return "\n".join(
        [
            *_imports(request),
            *_form(request),
            f"const response{dialect.response} = await {call});",
            "",
            "if (!response.ok) {",
            f"{_INDENT}throw new Error(`${{response.status}}: ${{await response.text()}}`);",
            "}",
            *_result(request, dialect),
        ]
    )


def _option(option: str) -> str:
    return f"{_INDENT}{indented(option, _INDENT)},\n"


def _result(request: Request, dialect: Dialect) -> list[str]:
    if not wants_json(request):
        return ["console.log(await response.text());"]
    return [f"const data{dialect.data} = await response.json();", "console.log(data);"]


def _imports(request: Request) -> list[str]:
    match request.body:
        case FileBody():
            return ['import { openAsBlob } from "node:fs";', ""]
        case MultipartBody(parts) if any(part.filename for part in parts):
            return ['import { openAsBlob } from "node:fs";', ""]
        case _:
            return []


def _form(request: Request) -> list[str]:
    if not isinstance(request.body, MultipartBody):
        return []
    return ["const form = new FormData();", *map(_part, request.body.parts), ""]


def _part(part: FormPart) -> str:
    name = quote(part.name)
    if part.filename:
        file = quote(part.filename)
        kind = f", {{ type: {quote(part.content_type)} }}" if part.content_type else ""
        return f"form.append({name}, await openAsBlob({file}{kind}), {file});"
    if part.content_type:
        return f"form.append({name}, new Blob([{quote(part.value)}], {{ type: {quote(part.content_type)} }}));"
    return f"form.append({name}, {quote(part.value)});"


def _options(request: Request, dialect: Dialect) -> Iterator[str]:
    if request.method != "GET":
        yield f"method: {quote(request.method)}"
    fields = [(name, dialect.syntax.expression(latin(value))) for name, value in request.header_templates]
    if fields:
        yield "headers: {\n" + "".join(f"{_INDENT}{_key(name)}: {value},\n" for name, value in fields) + "}"
    if request.method not in _BODILESS:
        yield from _body(request)


def _key(name: str) -> str:
    return name if name.isidentifier() and name.isascii() else quote(name)


def _body(request: Request) -> Iterator[str]:
    match request.body:
        case TextBody(_, (value,)) if is_exact(value):
            yield f"body: JSON.stringify({pretty(value)})"
        case TextBody(text, (value,)):
            yield f"body: {quote(json.dumps(value, ensure_ascii=False))}"
        case TextBody(text):
            yield f"body: {quote(text)}"
        case FileBody(filename):
            yield f"body: await openAsBlob({quote(filename)})"
        case MultipartBody():
            yield "body: form"


JAVASCRIPT: Final = Language(id="javascript", label="JavaScript", lexer="javascript", render=render)
