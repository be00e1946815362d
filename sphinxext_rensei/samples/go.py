"""Go with net/http."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinxext_rensei.request import FileBody, FormPart, MultipartBody, Request, TextBody
from sphinxext_rensei.samples._language import C_ESCAPES, Language, Syntax, escaper

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

_TAB: Final = "\t"

_interpreted: Final = escaper(C_ESCAPES)
# A raw string is one without what it can't hold; carriage returns are dropped from it.
_UNRAW: Final = ("`", "\r", "\ufeff", "\x00")


def _quote(text: str) -> str:
    several = "\n" in text or '"' in text
    return _interpreted(text) if not several or any(each in text for each in _UNRAW) else f"`{text}`"


_SYNTAX: Final = Syntax(
    quote=_interpreted,
    variables={
        "": 'os.Getenv("{}")',
        "percent": 'url.QueryEscape(os.Getenv("{}"))',
        "base64": 'base64.StdEncoding.EncodeToString([]byte(os.Getenv("{}")))',
    },
    # As gofmt writes it among several arguments.
    plus="+",
)


def _render(request: Request) -> str:
    body = "".join(f"{_TAB}{line}\n" if line else "\n" for line in _statements(request))
    imports = "".join(f'{_TAB}"{name}"\n' for name in _imports(body))
    return f"package main\n\nimport (\n{imports})\n\nfunc main() {{\n{body}}}"


_PACKAGES: Final = (
    ("bytes.", "bytes"),
    ("base64.", "encoding/base64"),
    ("fmt.", "fmt"),
    ("io.", "io"),
    ("log.", "log"),
    ("multipart.", "mime/multipart"),
    ("http.", "net/http"),
    ("textproto.", "net/textproto"),
    ("url.", "net/url"),
    ("os.", "os"),
    ("strings.", "strings"),
)


def _imports(body: str) -> list[str]:
    used = _without_texts(body)
    return [package for mark, package in _PACKAGES if f" {mark}" in used or f"({mark}" in used or f"&{mark}" in used]


def _without_texts(code: str) -> str:
    """The code with its string literals empty, so that a text never looks like a call."""
    kept: list[str] = []
    delimiter = ""
    escaped = False
    for character in code:
        if not delimiter:
            kept.append(" " if character in "\t\n" else character)
            delimiter = character if character in '"`' else ""
        elif escaped:
            escaped = False
        elif character == "\\" and delimiter == '"':
            escaped = True
        elif character == delimiter:
            kept.append(character)
            delimiter = ""
    return "".join(kept)


def _statements(request: Request) -> Iterator[str]:
    source = yield from _source(request)
    url = _SYNTAX.expression(request.url_template)
    yield f"request, err := http.NewRequest({_interpreted(request.method)}, {url}, {source})"
    yield from _checked()
    for name, value in request.header_templates:
        yield f"request.Header.Set({_interpreted(name)}, {_SYNTAX.expression(value)})"
    if isinstance(request.body, MultipartBody):
        yield 'request.Header.Set("Content-Type", form.FormDataContentType())'
    yield ""
    yield "response, err := http.DefaultClient.Do(request)"
    yield from _checked()
    yield "defer response.Body.Close()"
    yield ""
    yield "answer, err := io.ReadAll(response.Body)"
    yield from _checked()
    yield "fmt.Println(response.Status)"
    yield "fmt.Println(string(answer))"


def _source(request: Request) -> Generator[str, None, str]:
    """The statements that make the body, and the expression for it."""
    match request.body:
        case TextBody(text):
            yield f"body := strings.NewReader({_quote(text)})"
            yield ""
            return "body"
        case FileBody(filename):
            yield f"body, err := os.Open({_interpreted(filename)})"
            yield from _checked()
            yield "defer body.Close()"
            yield ""
            return "body"
        case MultipartBody(parts):
            yield "body := &bytes.Buffer{}"
            yield "form := multipart.NewWriter(body)"
            for part in parts:
                yield from _part(part)
            yield "form.Close()"
            yield ""
            return "body"
    return "nil"


def _part(part: FormPart) -> Iterator[str]:
    name = _interpreted(part.name)
    if not part.filename and not part.content_type:
        yield f"form.WriteField({name}, {_quote(part.value)})"
        return
    yield "{"
    if part.content_type:
        yield from (f"{_TAB}{line}" for line in _headed(part))
    else:
        yield f"{_TAB}part, err := form.CreateFormFile({name}, {_interpreted(part.filename)})"
        yield from (f"{_TAB}{line}" for line in _checked())
    if part.filename:
        yield f"{_TAB}file, err := os.Open({_interpreted(part.filename)})"
        yield from (f"{_TAB}{line}" for line in _checked())
        yield f"{_TAB}io.Copy(part, file)"
        yield f"{_TAB}file.Close()"
    else:
        yield f"{_TAB}io.WriteString(part, {_quote(part.value)})"
    yield "}"


def _headed(part: FormPart) -> Iterator[str]:
    """A part with a media type of its own."""
    name, filename = (text.replace('"', "%22") for text in (part.name, part.filename))
    disposition = f'form-data; name="{name}"' + (f'; filename="{filename}"' if filename else "")
    yield "header := textproto.MIMEHeader{}"
    yield f'header.Set("Content-Disposition", {_quote(disposition)})'
    yield f'header.Set("Content-Type", {_interpreted(part.content_type)})'
    yield "part, err := form.CreatePart(header)"
    yield from _checked()


def _checked() -> Iterator[str]:
    yield "if err != nil {"
    yield f"{_TAB}log.Fatal(err)"
    yield "}"


GO: Final = Language(id="go", label="Go", lexer="go", render=_render)
