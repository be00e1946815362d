"""Java with java.net.http."""

from __future__ import annotations

from typing import Final

from sphinxext_rensei.request import FileBody, MultipartBody, Request, TextBody
from sphinxext_rensei.samples._language import BOUNDARY, C_ESCAPES, Language, Syntax, escaper, multipart

_INDENT: Final = "    "

_quote: Final = escaper(C_ESCAPES)
_READ: Final = 'System.getenv("{}")'
_SYNTAX: Final = Syntax(
    quote=_quote,
    variables={
        "": _READ,
        "percent": f"URLEncoder.encode({_READ}, StandardCharsets.UTF_8)",
        "base64": f"Base64.getEncoder().encodeToString({_READ}.getBytes(StandardCharsets.UTF_8))",
    },
)
_CLASSES: Final = (
    ("URI.create", "java.net.URI"),
    ("URLEncoder.", "java.net.URLEncoder"),
    ("HttpClient.", "java.net.http.HttpClient"),
    ("HttpRequest.", "java.net.http.HttpRequest"),
    ("HttpResponse.", "java.net.http.HttpResponse"),
    ("StandardCharsets.", "java.nio.charset.StandardCharsets"),
    ("Path.of", "java.nio.file.Path"),
    ("Base64.", "java.util.Base64"),
)


def _render(request: Request) -> str:
    publisher = _publisher(request)
    calls = [f".method({_quote(request.method)}, {publisher})" if publisher else _bodiless(request.method)]
    calls += [f".header({_quote(name)}, {_SYNTAX.expression(value)})" for name, value in request.header_templates]
    if isinstance(request.body, MultipartBody):
        calls.append(f'.header("Content-Type", {_quote(f"multipart/form-data; boundary={BOUNDARY}")})')
    calls = [*calls, ".build();"]
    chain = "".join(f"\n{_INDENT * 3}{call}" for call in calls)
    url = _SYNTAX.expression(request.url_template)
    statements = [
        f"HttpRequest request = HttpRequest.newBuilder(URI.create({url})){chain}",
        "",
        "HttpResponse<String> response = HttpClient.newHttpClient()",
        f"{_INDENT}.send(request, HttpResponse.BodyHandlers.ofString());",
        "System.out.println(response.statusCode());",
        "System.out.println(response.body());",
    ]
    body = "".join(f"{_INDENT * 2}{line}\n" if line else "\n" for line in statements)
    imports = "".join(f"import {name};\n" for mark, name in _CLASSES if mark in body)
    return (
        f"{imports}\npublic class Sample {{\n"
        f"{_INDENT}public static void main(String[] arguments) throws Exception {{\n{body}{_INDENT}}}\n}}"
    )


def _bodiless(method: str) -> str:
    if method in ("GET", "DELETE"):
        return f".{method}()"
    return f".method({_quote(method)}, HttpRequest.BodyPublishers.noBody())"


def _publisher(request: Request) -> str:
    publishers = "HttpRequest.BodyPublishers"
    match request.body:
        case TextBody(text):
            return f"{publishers}.ofString({_lines(text)})"
        case FileBody(filename):
            return f"{publishers}.ofFile(Path.of({_quote(filename)}))"
        case MultipartBody(parts):
            pieces = [
                f"{publishers}.ofString({_quote(text)})"
                if kind == "text"
                else f"{publishers}.ofFile(Path.of({_quote(text)}))"
                for kind, text in multipart(parts)
            ]
            inner = f",\n{_INDENT * 4}".join(pieces)
            return f"{publishers}.concat(\n{_INDENT * 4}{inner})"
        case _:
            return ""


def _lines(text: str) -> str:
    """A text with a literal for each of its lines."""
    lines = text.splitlines(keepends=True)
    if not lines[1:]:
        return _quote(text)
    return "\n" + f"\n{_INDENT * 4}+ ".join([f"{_INDENT * 4}{_quote(lines[0])}", *map(_quote, lines[1:])])


JAVA: Final = Language(id="java", label="Java", lexer="java", render=_render)
