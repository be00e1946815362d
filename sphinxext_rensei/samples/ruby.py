"""Ruby with net/http."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinxext_rensei.request import FileBody, FormPart, MultipartBody, Request, TextBody
from sphinxext_rensei.samples._language import BOUNDARY, C_ESCAPES, Language, Syntax, escaper, multipart

if TYPE_CHECKING:
    from collections.abc import Iterator

_METHODS: Final = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE")
_double: Final = escaper({**C_ESCAPES, "#": "\\#"})


def _quote(text: str) -> str:
    if text.isprintable():
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
    return _double(text)


_READ: Final = "ENV.fetch('{}')"
_SYNTAX: Final = Syntax(
    quote=_quote,
    variables={
        "": _READ,
        "percent": f"URI.encode_www_form_component({_READ})",
        "base64": f"[{_READ}].pack('m0')",
    },
)


def _render(request: Request) -> str:
    return "\n".join(_statements(request))


def _statements(request: Request) -> Iterator[str]:
    yield "require 'net/http'"
    yield ""
    yield f"uri = URI({_SYNTAX.expression(request.url_template)})"
    if request.method in _METHODS:
        yield f"request = Net::HTTP::{request.method.capitalize()}.new(uri)"
    else:
        yield f"request = Net::HTTPGenericRequest.new({_quote(request.method)}, true, true, uri)"
    for name, value in request.header_templates:
        yield f"request[{_quote(name)}] = {_SYNTAX.expression(value)}"
    yield from _body(request)
    yield ""
    yield "response = Net::HTTP.start(uri.hostname, uri.port, use_ssl: uri.scheme == 'https') do |http|"
    yield "  http.request(request)"
    yield "end"
    yield "puts response.code, response.body"


def _body(request: Request) -> Iterator[str]:
    match request.body:
        case TextBody(text, value) if value and "\n" in text and "\nJSON\n" not in f"\n{text}\n":
            yield "request.body = <<~'JSON'.chomp"
            yield from (f"  {line}" for line in text.split("\n"))
            yield "JSON"
        case TextBody(text):
            yield f"request.body = {_quote(text)}"
        case FileBody(filename):
            yield f"request.body = File.binread({_quote(filename)})"
        case MultipartBody(parts) if any(part.content_type and not part.filename for part in parts):
            pieces = (
                _quote(text) if kind == "text" else f"File.binread({_quote(text)})" for kind, text in multipart(parts)
            )
            yield f"request['Content-Type'] = 'multipart/form-data; boundary={BOUNDARY}'"
            yield "request.body = [\n" + "".join(f"  {piece},\n" for piece in pieces) + "].map(&:b).join"
        case MultipartBody(parts):
            inner = "".join(f"  {_part(part)},\n" for part in parts)
            yield f"request.set_form([\n{inner}], 'multipart/form-data')"


def _part(part: FormPart) -> str:
    if not part.filename:
        return f"[{_quote(part.name)}, {_quote(part.value)}]"
    options = f"filename: {_quote(part.filename)}"
    options += f", content_type: {_quote(part.content_type)}" if part.content_type else ""
    return f"[{_quote(part.name)}, File.open({_quote(part.filename)}, 'rb'), {{ {options} }}]"


RUBY: Final = Language(id="ruby", label="Ruby", lexer="ruby", render=_render)
