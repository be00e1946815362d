"""curl, in a POSIX shell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from sphinxext_rensei.request import (
    Credential,
    FileBody,
    FormPart,
    MultipartBody,
    Request,
    Template,
    TextBody,
    Variable,
)
from sphinxext_rensei.samples._language import Language

if TYPE_CHECKING:
    from collections.abc import Iterator

_PLAIN: Final = re.compile(r"[^\\\"$`!]*")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _word(template: Template) -> str:
    """One word of the shell: in double quotes where that needs no escape, for those are easier to read."""
    texts = [piece for piece in template if isinstance(piece, str)]
    if len(texts) == len(template):
        return _quoted("".join(texts))
    if all(map(_PLAIN.fullmatch, texts)):
        # Braces keep a name apart from what follows.
        ends = [isinstance(piece, Variable) and index + 1 < len(template) for index, piece in enumerate(template)]
        pieces = (
            piece if isinstance(piece, str) else f"${{{piece.name}}}" if inner else f"${piece.name}"
            for piece, inner in zip(template, ends, strict=True)
        )
        return '"' + "".join(pieces) + '"'
    return "".join(_quoted(piece) if isinstance(piece, str) else f'"${piece.name}"' for piece in template if piece)


def _render(request: Request) -> str:
    return " \\\n  ".join(_arguments(request))


def _arguments(request: Request) -> Iterator[str]:
    encoded = [each for each in request.credentials if each.kind == "query" and request.body is None]
    url = (request.url,) if encoded and request.method == "GET" else request.url_template
    yield f"curl{_method(request)} {_word(url)}"
    if len(url) == 1:
        for credential in encoded:
            name = quote(credential.parameter, safe="")
            yield f"--get --data-urlencode {_word((f'{name}=', Variable(credential.variable)))}"
    for credential in request.credentials:
        yield from _authentication(credential)
    for name, value in request.header_templates:
        if name != "Authorization" or not _has_own_option(request):
            yield f"--header {_word((f'{name};',) if value == ('',) else (f'{name}: ', *value))}"
    yield from _body(request)


def _method(request: Request) -> str:
    if request.method == "HEAD":
        return " --head"
    return "" if request.method == "GET" and request.body is None else f" --request {request.method}"


def _authentication(credential: Credential) -> Iterator[str]:
    match credential.kind:
        case "basic":
            yield f'--user "${credential.variable}"'
        case "digest":
            yield f'--digest --user "${credential.variable}"'
        case "certificate":
            yield f'--cert "${credential.variable}"'


def _has_own_option(request: Request) -> bool:
    return any(each.kind in ("basic", "digest") for each in request.credentials)


def _body(request: Request) -> Iterator[str]:
    match request.body:
        case TextBody(text):
            # A leading @ would name a file.
            yield f"--data{'-raw' if text.startswith('@') else ''} {_quoted(text)}"
        case FileBody(filename):
            yield f"--data-binary {_quoted(f'@{filename}')}"
        case MultipartBody(parts):
            yield from map(_part, parts)


def _part(part: FormPart) -> str:
    if part.filename:
        kind = f";type={part.content_type}" if part.content_type else ""
        return f"--form {_quoted(f'{part.name}=@{part.filename}{kind}')}"
    if not part.content_type:
        return f"--form-string {_quoted(f'{part.name}={part.value}')}"
    return f"--form {_quoted(f'{part.name}={_content(part.value)};type={part.content_type}')}"


def _content(value: str) -> str:
    """What ``--form`` takes as it is: special at the start are quotes and file marks, anywhere the semicolon."""
    if ";" not in value and not value.startswith(('"', "@", "<")) and value == value.strip():
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


CURL: Final = Language(id="curl", label="curl", lexer="bash", render=_render)
