"""PHP with its curl extension."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinxext_rensei.request import FileBody, FormPart, MultipartBody, Request, TextBody
from sphinxext_rensei.samples._language import BOUNDARY, Language, Syntax, multipart

if TYPE_CHECKING:
    from collections.abc import Iterator

_INDENT: Final = "    "


def _quote(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _double(text: str) -> str:
    """A text whose line breaks have to be seen: those of multipart bodies are CRLF."""
    escapes = {"\\": "\\\\", '"': '\\"', "$": "\\$", "\r": "\\r", "\n": "\\n"}
    return '"' + "".join(escapes.get(character, character) for character in text) + '"'


_SYNTAX: Final = Syntax(
    quote=_quote,
    variables={
        "": "getenv('{}')",
        "percent": "rawurlencode(getenv('{}'))",
        "base64": "base64_encode(getenv('{}'))",
    },
    plus=" . ",
)


def _render(request: Request) -> str:
    options = "".join(f"{_INDENT}{option},\n" for option in _options(request))
    return "\n".join(
        [
            "<?php",
            "",
            f"$curl = curl_init({_SYNTAX.expression(request.url_template)});",
            f"curl_setopt_array($curl, [\n{options}]);",
            "",
            "$answer = curl_exec($curl);",
            "if ($answer === false) {",
            f"{_INDENT}throw new RuntimeException(curl_error($curl));",
            "}",
            "echo curl_getinfo($curl, CURLINFO_RESPONSE_CODE), PHP_EOL, $answer, PHP_EOL;",
        ]
    )


def _options(request: Request) -> Iterator[str]:
    yield "CURLOPT_RETURNTRANSFER => true"
    if request.method == "HEAD":
        yield "CURLOPT_NOBODY => true"
    elif request.method != "GET" or request.body is not None:
        yield f"CURLOPT_CUSTOMREQUEST => {_quote(request.method)}"
    fields = [_SYNTAX.expression((f"{name}: ", *value)) for name, value in request.header_templates]
    by_hand = isinstance(request.body, MultipartBody) and not _simple(request.body.parts)
    if by_hand:
        fields.append(_quote(f"Content-Type: multipart/form-data; boundary={BOUNDARY}"))
    if fields:
        yield "CURLOPT_HTTPHEADER => [\n" + "".join(f"{_INDENT * 2}{field},\n" for field in fields) + f"{_INDENT}]"
    for credential in request.credentials:
        if credential.kind == "certificate":
            yield f"CURLOPT_SSLCERT => getenv('{credential.variable}')"
    yield from _body(request, by_hand=by_hand)


def _body(request: Request, *, by_hand: bool) -> Iterator[str]:
    match request.body:
        case TextBody(text):
            yield f"CURLOPT_POSTFIELDS => {_quote(text)}"
        case FileBody(filename):
            yield f"CURLOPT_POSTFIELDS => file_get_contents({_quote(filename)})"
        case MultipartBody(parts) if not by_hand:
            inner = "".join(f"{_INDENT * 2}{_part(part)},\n" for part in parts)
            yield f"CURLOPT_POSTFIELDS => [\n{inner}{_INDENT}]"
        case MultipartBody(parts):
            pieces = (
                _double(text) if kind == "text" else f"file_get_contents({_quote(text)})"
                for kind, text in multipart(parts)
            )
            yield "CURLOPT_POSTFIELDS => " + f"\n{_INDENT * 2}. ".join(pieces)


def _simple(parts: tuple[FormPart, ...]) -> bool:
    """Whether an array can be sent: it has each name once, and texts of no media type."""
    return len({part.name for part in parts}) == len(parts) and all(
        part.filename or not (part.content_type or part.value.startswith("@")) for part in parts
    )


def _part(part: FormPart) -> str:
    if part.filename:
        kind = _quote(part.content_type or "application/octet-stream")
        file = _quote(part.filename)
        return f"{_quote(part.name)} => new CURLFile({file}, {kind}, {file})"
    return f"{_quote(part.name)} => {_quote(part.value)}"


PHP: Final = Language(id="php", label="PHP", lexer="php", render=_render)
