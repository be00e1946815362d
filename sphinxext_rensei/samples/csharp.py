"""C# with HttpClient."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinxext_rensei.request import FileBody, FormPart, MultipartBody, Request, TextBody
from sphinxext_rensei.samples._language import C_ESCAPES, Language, Syntax, escaper, header, without

if TYPE_CHECKING:
    from collections.abc import Iterator

_escaped: Final = escaper(C_ESCAPES)
_METHODS: Final = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE")
_READ: Final = 'Environment.GetEnvironmentVariable("{}")'
_CONTENT: Final = ("content-type", "content-encoding", "content-language", "content-md5", "content-disposition")


def _quote(text: str) -> str:
    """A raw string where the text has lines, and quotes that would all need an escape."""
    if "\n" in text and '"""' not in text and all(each.isprintable() or each == "\n" for each in text):
        return f'"""\n{text}\n"""'
    return _escaped(text)


_SYNTAX: Final = Syntax(
    quote=_escaped,
    variables={
        "": _READ,
        "percent": f'Uri.EscapeDataString({_READ} ?? "")',
        "base64": f'Convert.ToBase64String(Encoding.UTF8.GetBytes({_READ} ?? ""))',
    },
)


def _render(request: Request) -> str:
    statements = "\n".join(_statements(request))
    usings = [
        f"using {name};\n"
        for mark, name in (("MediaTypeHeaderValue", "System.Net.Http.Headers"), ("Encoding.", "System.Text"))
        if mark in statements
    ]
    return "".join([*usings, "\n" if usings else "", statements])


def _statements(request: Request) -> Iterator[str]:
    name = request.method.capitalize()
    method = f"HttpMethod.{name}" if request.method in _METHODS else f"new HttpMethod({_escaped(request.method)})"
    url = _SYNTAX.expression(request.url_template)
    yield "using var client = new HttpClient();"
    yield f"using var request = new HttpRequestMessage({method}, {url});"
    for field, value in without(request.header_templates, *_CONTENT):
        yield f"request.Headers.TryAddWithoutValidation({_escaped(field)}, {_SYNTAX.expression(value)});"
    yield from _body(request)
    yield ""
    yield "using var response = await client.SendAsync(request);"
    yield "Console.WriteLine((int)response.StatusCode);"
    yield "Console.WriteLine(await response.Content.ReadAsStringAsync());"


def _body(request: Request) -> Iterator[str]:
    match request.body:
        case TextBody(text):
            yield f"request.Content = new StringContent({_quote(text)}, Encoding.UTF8);"
        case FileBody(filename):
            yield f"request.Content = new StreamContent(File.OpenRead({_escaped(filename)}));"
        case MultipartBody(parts):
            yield "var form = new MultipartFormDataContent();"
            for index, part in enumerate(parts, 1):
                yield from _part(part, f"part{index}")
            yield "request.Content = form;"
    if isinstance(request.body, (TextBody, FileBody)):
        for field in _CONTENT:
            if value := header(request, field):
                yield from _content_field("request.Content", field, value)


def _content_field(content: str, field: str, value: str) -> Iterator[str]:
    if field == "content-type":
        yield f"{content}.Headers.ContentType = MediaTypeHeaderValue.Parse({_escaped(value)});"
    else:
        name = "-".join(word.capitalize() for word in field.split("-"))
        yield f"{content}.Headers.TryAddWithoutValidation({_escaped(name)}, {_escaped(value)});"


def _part(part: FormPart, variable: str) -> Iterator[str]:
    if part.filename:
        yield f"var {variable} = new StreamContent(File.OpenRead({_escaped(part.filename)}));"
    else:
        yield f"var {variable} = new StringContent({_escaped(part.value)});"
    if part.content_type:
        yield from _content_field(variable, "content-type", part.content_type)
    elif not part.filename:
        yield f"{variable}.Headers.ContentType = null;"
    file = f", {_escaped(part.filename)}" if part.filename else ""
    yield f"form.Add({variable}, {_escaped(part.name)}{file});"


CSHARP: Final = Language(id="csharp", label="C#", lexer="csharp", render=_render)
