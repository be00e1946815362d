"""Python with requests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinxext_rensei.request import FileBody, FormPart, MultipartBody, Request, TextBody
from sphinxext_rensei.samples._language import (
    C_ESCAPES,
    Language,
    Syntax,
    escaper,
    header,
    indented,
    latin,
    wants_json,
    without,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinxext_rensei.spec import JSON

_INDENT: Final = "    "
_FUNCTIONS: Final = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")
_WIDTH: Final = 72

quote: Final = escaper(C_ESCAPES)
_SYNTAX: Final = Syntax(quote=quote, variables={"": 'os.environ["{}"]'})


def _render(request: Request) -> str:
    arguments = list(_arguments(request))
    lines = [
        *(["import os", ""] if request.credentials else []),
        "import requests",
        *(["from requests.auth import HTTPDigestAuth"] if _has_kind(request, "digest") else []),
        "",
        f"response = {_call(request)}",
        *(f"{_INDENT}{indented(argument, _INDENT)}," for argument in arguments),
        ")",
        "response.raise_for_status()",
        "print(response.json())" if wants_json(request) else "print(response.text)",
    ]
    return "\n".join(lines)


def _call(request: Request) -> str:
    if request.method in _FUNCTIONS:
        return f"requests.{request.method.lower()}("
    return f"requests.request(\n{_INDENT}{quote(request.method)},"


def _has_kind(request: Request, kind: str) -> bool:
    return any(each.kind == kind for each in request.credentials)


def _arguments(request: Request) -> Iterator[str]:
    yield quote(request.url)
    keys = [each for each in request.credentials if each.kind == "query"]
    if keys:
        yield _mapping("params", [(quote(each.parameter), f'os.environ["{each.variable}"]') for each in keys])
    fields = _fields(request)
    if fields:
        yield _mapping("headers", fields)
    for credential in request.credentials:
        pair = f'os.environ["{credential.variable}"].split(":", 1)'
        if credential.kind == "basic":
            yield f"auth=tuple({pair})"
        elif credential.kind == "digest":
            yield f"auth=HTTPDigestAuth(*{pair})"
        elif credential.kind == "certificate":
            yield f'cert=os.environ["{credential.variable}"]'
    yield from _body(request)
    yield "timeout=30"


def _fields(request: Request) -> list[tuple[str, str]]:
    left_out = ["authorization"] if _has_kind(request, "basic") or _has_kind(request, "digest") else []
    # What ``json=`` says already.
    if _is_json(request) and header(request, "Content-Type") == "application/json":
        left_out.append("content-type")
    fields = without(request.header_templates, *left_out)
    return [(quote(name), _SYNTAX.expression(latin(value))) for name, value in fields]


def _is_json(request: Request) -> bool:
    return isinstance(request.body, TextBody) and bool(request.body.value) and request.body.value[0] is not None


def _mapping(name: str, items: list[tuple[str, str]]) -> str:
    inner = "".join(f"\n{_INDENT}{key}: {value}," for key, value in items)
    return f"{name}={{{inner}\n}}"


def _body(request: Request) -> Iterator[str]:
    match request.body:
        case TextBody(_, (value,)) if value is not None:
            yield f"json={literal(value)}"
        case TextBody(text):
            yield f"data={_text(text)}"
        case FileBody(filename):
            yield f'data=open({quote(filename)}, "rb")'
        case MultipartBody(parts) if parts:
            inner = "".join(f"\n{_INDENT}{_part(part)}," for part in parts)
            yield f"files=[{inner}\n]"


def _text(text: str) -> str:
    """A text as bytes, a line of it on each line."""
    encode = "" if text.isascii() else ".encode()"
    lines = text.splitlines(keepends=True)
    if not lines[1:]:
        return f"{quote(text)}{encode}"
    inner = "".join(f"\n{_INDENT}{quote(line)}" for line in lines)
    return f"({inner}\n){encode}"


def _part(part: FormPart) -> str:
    kind = f", {quote(part.content_type)}" if part.content_type else ""
    if part.filename:
        name = quote(part.filename)
        return f'({quote(part.name)}, ({name}, open({name}, "rb"){kind}))'
    return f"({quote(part.name)}, (None, {quote(part.value)}{kind}))"


def literal(value: JSON) -> str:
    """A JSON value as Python writes it, over several lines where one is too long."""
    match value:
        case None | bool():
            return repr(value)
        case int() | float():
            return repr(value)
        case str():
            return quote(value)
        case list():
            return _container("[", [literal(item) for item in value], "]")
        case dict():
            return _container("{", [f"{quote(key)}: {literal(item)}" for key, item in value.items()], "}")


def _container(start: str, items: list[str], end: str) -> str:
    line = f"{start}{', '.join(items)}{end}"
    if len(line) <= _WIDTH and "\n" not in line and (start == "[" or not items[1:]):
        return line
    return f"{start}\n" + "".join(f"{_INDENT}{indented(item, _INDENT)},\n" for item in items) + end


PYTHON: Final = Language(id="python", label="Python", lexer="python", render=_render)
