"""The names that a template may use, from a request.

``rensei-samples.js`` has the same, for the same requests; ``tests/vectors/samples.json`` keeps them equal.

========================= ============================================================================================
``method``                as sent; ``lower`` and ``capital`` are ``get`` and ``Get``
``url``                   template of the URL; ``bare_url`` is a text, without the credentials of its query
``fields``                header fields, one for each name: ``key``, the name in lower case; ``name``; templates of
                          ``value`` and of the whole ``line``. The key of what the language may say in another way is
                          ``authorization:basic``, ``authorization:digest`` or, for the media type of ``literal``,
                          ``content-type:json``
``apart``                 the fields that the language keeps apart
``credentials``           by kind: ``credentials.basic`` and so on, each with ``variable``, and the ``name`` of its
                          parameter, which is ``encoded`` for a URL
``reads``                 whether URL or fields have variables
``accepts_json``          whether the answer is JSON
``body``                  whether there is one of the next three
``text``                  ``content``; ``ascii``; ``lines`` where it has several, each a ``line`` with its end
``file``                  ``filename``
``form``                  ``parts``, each with ``name``, ``value``, ``filename``, ``content_type``, ``disposition``
                          and ``number``; ``files``: some part is one; ``typed``: some part has a media type; ``labelled``: some text
                          has one; ``repeated``: two parts have one name. For languages that leave it to the program:
                          its ``media_type``, the ``pieces`` (``content``, or ``filename``), and the text at its ``end``
``literal``               the text as a value of the language where it is an array or object of JSON that keeps
========================= ============================================================================================
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from sphinxext_rensei.request import FileBody, FormPart, MultipartBody, Request, Template, TextBody, Variable
from sphinxext_rensei.samples._literal import literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinxext_rensei.samples._language import Language

_BOUNDARY: Final = "rensei-form-boundary"
_LINE: Final = re.compile(r"[^\n]*\n|[^\n]+")

Scope = dict[str, object]


def scope(request: Request, language: Language) -> Scope:
    """The names."""
    text = _text(request.body) if isinstance(request.body, TextBody) else None
    value = literal(request.body.text, language) if isinstance(request.body, TextBody) and request.body.value else ""
    fields = _fields(request, language, value)
    accept = next((text for name, text in request.headers if name.lower() == "accept"), "")
    return {
        "method": request.method,
        "lower": request.method.lower(),
        "capital": request.method.capitalize(),
        "url": _joined(request.url_template),
        "bare_url": request.url,
        "fields": [each for each in fields if each["key"] not in language.apart],
        "apart": [each for each in fields if each["key"] in language.apart],
        "credentials": _credentials(request),
        "reads": len(request.url_template) > 1 or any(map(_reads, fields)),
        "accepts_json": accept.partition(";")[0].endswith(("/json", "+json")),
        "body": request.body is not None,
        "text": text,
        "file": {"filename": request.body.filename} if isinstance(request.body, FileBody) else None,
        "form": _form(request.body.parts) if isinstance(request.body, MultipartBody) else None,
        "literal": value,
    }


def _joined(template: Template) -> Template:
    """Neighbouring texts as one, and none that is empty."""
    joined: list[str | Variable] = []
    for piece in template:
        if isinstance(piece, str) and joined and isinstance(joined[-1], str):
            joined[-1] += piece
        elif piece:
            joined.append(piece)
    return tuple(joined)


def _fields(request: Request, language: Language, value: str) -> list[Scope]:
    """One field for each name: a list may as well be in several (RFC 9110, section 5.2)."""
    merged: dict[str, tuple[str, Template]] = {}
    for name, template in request.header_templates:
        first, before = merged.get(name.lower(), (name, ()))
        merged[name.lower()] = (first, (*before, ", ", *template) if before else template)
    kind = next((each.kind for each in request.credentials if each.kind in ("basic", "digest")), "")
    fields: list[Scope] = []
    for key, (name, template) in merged.items():
        said = kind if key == "authorization" else ""
        if key == "content-type" and template == ("application/json",) and value:
            said = "json"
        written = _joined(_latin(template) if language.latin else template)
        line = _joined((f"{name}: ", *written))
        fields.append({"key": f"{key}:{said}" if said else key, "name": name, "value": written, "line": line})
    return fields


def _latin(template: Template) -> Template:
    """A field value so that its UTF-8 bytes arrive."""
    return tuple(piece.encode().decode("latin-1") if isinstance(piece, str) else piece for piece in template)


def _reads(field: Mapping[str, object]) -> bool:
    value = field["value"]
    return isinstance(value, tuple) and any(isinstance(piece, Variable) for piece in value)


def _credentials(request: Request) -> dict[str, list[Scope]]:
    found: dict[str, list[Scope]] = {}
    for each in request.credentials:
        names = {"variable": each.variable, "name": each.parameter, "encoded": quote(each.parameter, safe="")}
        found.setdefault(each.kind, []).append({**names})
    return found


def _text(body: TextBody) -> Scope:
    lines = _LINE.findall(body.text)
    return {
        "content": body.text,
        "ascii": body.text.isascii(),
        "lines": [{"line": line} for line in lines] if lines[1:] else [],
    }


def _form(parts: tuple[FormPart, ...]) -> Scope:
    """A multipart body (RFC 7578)."""
    pieces: list[Scope] = []
    text = ""
    for part in parts:
        kind = f"\r\nContent-Type: {part.content_type}" if part.content_type else ""
        text += f"--{_BOUNDARY}\r\nContent-Disposition: {_disposition(part)}{kind}\r\n\r\n"
        if part.filename:
            pieces += [{"content": text, "filename": ""}, {"content": "", "filename": part.filename}]
            text = "\r\n"
        else:
            text += f"{part.value}\r\n"
    return {
        "parts": [_part(part) | {"number": number} for number, part in enumerate(parts, 1)],
        "files": any(part.filename for part in parts),
        "typed": any(part.content_type for part in parts),
        "labelled": any(part.content_type and not part.filename for part in parts),
        "repeated": len({part.name.lower() for part in parts}) < len(parts),
        "media_type": f"multipart/form-data; boundary={_BOUNDARY}",
        "pieces": pieces,
        "end": f"{text}--{_BOUNDARY}--\r\n",
    }


def _part(part: FormPart) -> Scope:
    return {
        "name": part.name,
        "value": part.value,
        "filename": part.filename,
        "content_type": part.content_type,
        "disposition": _disposition(part),
    }


def _disposition(part: FormPart) -> str:
    file = f'; filename="{_parameter(part.filename)}"' if part.filename else ""
    return f'form-data; name="{_parameter(part.name)}"{file}'


def _parameter(text: str) -> str:
    """A name inside a field (WHATWG HTML, multipart/form-data encoding algorithm)."""
    return text.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
