"""PowerShell 7 with Invoke-RestMethod."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.request import FileBody, FormPart, MultipartBody, Request, TextBody
from sphinxext_rensei.samples._language import BOUNDARY, Language, Syntax, header, multipart, without

if TYPE_CHECKING:
    from collections.abc import Iterator

_METHODS: Final = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "MERGE")
# PowerShell takes typographic quotes for quotes.
_QUOTES: Final = re.compile("['\u2018\u2019\u201a\u201b]")


def _quote(text: str) -> str:
    return "'" + _QUOTES.sub(lambda found: found[0] * 2, text) + "'"


_SYNTAX: Final = Syntax(
    quote=_quote,
    variables={
        "": "$env:{}",
        "percent": "[uri]::EscapeDataString($env:{})",
        "base64": "[Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($env:{}))",
    },
)


def _render(request: Request) -> str:
    return "\n".join([*_before(request), "", *_call(request)]).lstrip("\n")


def _before(request: Request) -> Iterator[str]:
    fields = without(request.header_templates, "content-type")
    if fields:
        yield "$headers = @{"
        yield from (f"    {_quote(name)} = {_SYNTAX.expression(value)}" for name, value in fields)
        yield "}"
    match request.body:
        case TextBody(text):
            yield f"$body = {_quote(text)}"
        case MultipartBody(parts) if _simple(parts):
            yield "$form = @{"
            yield from (f"    {_quote(part.name)} = {_part(part)}" for part in parts)
            yield "}"
        case MultipartBody(parts):
            yield "$body = [IO.MemoryStream]::new()"
            for kind, text in multipart(parts):
                if kind == "text":
                    yield f"$body.Write([Text.Encoding]::UTF8.GetBytes({_lines(text)}))"
                else:
                    yield f"$body.Write([IO.File]::ReadAllBytes((Resolve-Path {_quote(text)})))"


def _lines(text: str) -> str:
    """A text whose line breaks are CRLF, whatever those of the script are."""
    return "(@(" + ", ".join(map(_quote, text.split("\r\n"))) + ') -join "`r`n")'


def _simple(parts: tuple[FormPart, ...]) -> bool:
    """Whether ``-Form`` can send it: each name once, and no media type of a part."""
    return len({part.name.lower() for part in parts}) == len(parts) and not any(part.content_type for part in parts)


def _part(part: FormPart) -> str:
    return f"Get-Item {_quote(part.filename)}" if part.filename else _quote(part.value)


def _call(request: Request) -> Iterator[str]:
    method = f"-Method {request.method.capitalize()}"
    if request.method not in _METHODS:
        method = f"-CustomMethod {_quote(request.method)}"
    url = _SYNTAX.expression(request.url_template)
    words = ["Invoke-RestMethod", method, f"-Uri {url if len(request.url_template) == 1 else f'({url})'}"]
    if without(request.header_templates, "content-type"):
        words.append("-Headers $headers")
    for credential in request.credentials:
        if credential.kind == "certificate":
            words.append(f"-Certificate (Get-PfxCertificate $env:{credential.variable})")
    content_type = header(request, "Content-Type")
    match request.body:
        case TextBody():
            words += [f"-ContentType {_quote(content_type)}", "-Body $body"]
        case FileBody(filename):
            words += [f"-ContentType {_quote(content_type)}", f"-InFile {_quote(filename)}"]
        case MultipartBody(parts) if _simple(parts):
            words.append("-Form $form")
        case MultipartBody():
            kind = f"multipart/form-data; boundary={BOUNDARY}"
            words += [f"-ContentType {_quote(kind)}", "-Body $body.ToArray()"]
    yield " `\n    ".join(words)


POWERSHELL: Final = Language(id="powershell", label="PowerShell", lexer="powershell", render=_render)
