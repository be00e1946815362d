"""Instances as they go over the wire, by media type; the examples of a Media Type Object."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.request._message import FormPart
from sphinxext_rensei.request._parameters import compact, encoder, plain, serialize
from sphinxext_rensei.request._xml import xml_text
from sphinxext_rensei.schema import MAX_LEVELS, example

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sphinxext_rensei.schema import Analyser, Direction, Shape
    from sphinxext_rensei.spec import JSON, Encoding, Example, MediaType, Schema

FILE_NAMES: Final[Mapping[str, str]] = {
    "image/png": "image.png",
    "image/jpeg": "image.jpg",
    "image/gif": "image.gif",
    "image/svg+xml": "image.svg",
    "image/*": "image.png",
    "audio/*": "audio.mp3",
    "audio/mpeg": "audio.mp3",
    "audio/wav": "audio.wav",
    "video/*": "video.mp4",
    "video/mp4": "video.mp4",
    "application/pdf": "document.pdf",
    "application/zip": "archive.zip",
    "application/gzip": "archive.tar.gz",
    "text/csv": "table.csv",
    "text/plain": "notes.txt",
}
"""Media type -> what a file of it may be called."""
_BINARY: Final = re.compile(
    r"(image/(?!svg)|audio/|video/|font/).*|\*/\*"
    r"|application/(octet-stream|pdf|zip|gzip|wasm|epub\+zip|protobuf|(vnd\.(ms-|openxmlformats|rar)|x-(tar|.*zip|7z)).*)"
)
_PICTURE: Final = re.compile("image|photo|picture|avatar|logo|icon|thumbnail", re.IGNORECASE)
JSON_LINES: Final = ("application/jsonl", "application/x-ndjson", "application/ndjson", "application/x-jsonlines")


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaExample:
    """One example of a media type.

    :param value: the instance; meaningful where ``has_value``.
    :param text: as it goes over the wire, for reading: JSON is indented.
    :param lexer: name of the Pygments lexer for the text.
    :param generated: whether it was made from the schema.
    :param external: URL of an example kept elsewhere; then there is no text.
    """

    name: str = ""
    summary: str = ""
    description: str = ""
    value: JSON = None
    has_value: bool = True
    text: str = ""
    lexer: str = "text"
    generated: bool = False
    external: str = ""


def base_type(media_type: str) -> str:
    """A media type without parameters, in lower case."""
    return media_type.partition(";")[0].strip().lower()


def is_json(media_type: str) -> bool:
    """Whether a media type is JSON (RFC 6839, section 3.1)."""
    base = base_type(media_type)
    return base in ("application/json", "text/json") or base.endswith("+json")


def is_xml(media_type: str) -> bool:
    """Whether a media type is XML (RFC 7303)."""
    base = base_type(media_type)
    return base in ("application/xml", "text/xml") or base.endswith("+xml")


def is_binary(media_type: str) -> bool:
    """Whether a media type's content is bytes, not text."""
    return _BINARY.fullmatch(base_type(media_type)) is not None


def media_examples(
    analyser: Analyser, media: MediaType, direction: Direction, *, levels: int = MAX_LEVELS
) -> tuple[MediaExample, ...]:
    """The examples given for a media type, or else one made from its schema.

    Nothing where there is no schema either.
    """
    given = tuple(_given(analyser, media, each) for each in media.examples)
    if given and levels:
        return given
    instance = _instance(analyser, media, direction, levels=levels)
    if not instance:
        return given
    text = media_text(analyser, media, instance[0])
    lexer = _lexer(media.name, instance[0])
    return (MediaExample(value=instance[0], text=text, lexer=lexer, generated=True),)


def _instance(analyser: Analyser, media: MediaType, direction: Direction, *, levels: int) -> tuple[JSON, ...]:
    """A generated instance, or none."""
    if media.schema is not None:
        return (example(analyser, media.schema, direction, levels=levels),)
    if media.item_schema is not None:
        return ([example(analyser, media.item_schema, direction, levels=levels)],)
    return ()


def _given(analyser: Analyser, media: MediaType, given: Example) -> MediaExample:
    if given.serialized is not None:
        text = given.serialized
    elif given.has_value and isinstance(given.value, str) and not is_json(media.name):
        # OAS 3.0 and 3.1: what JSON can't represent is given as a string, ready to send.
        text = given.value
    else:
        text = media_text(analyser, media, given.value) if given.has_value else ""
    return MediaExample(
        name=given.name,
        summary=given.summary,
        description=given.description,
        value=given.value,
        has_value=given.has_value,
        text=text,
        lexer=_lexer(media.name, given.value),
        external=given.external,
    )


def media_text(analyser: Analyser, media: MediaType, value: JSON) -> str:
    """An instance as the media type writes it."""
    base = base_type(media.name)
    if is_json(base) or base == "*/*":
        return pretty(value)
    if is_xml(base) and not isinstance(value, str):
        return xml_text(analyser, media.schema or media.item_schema, value)
    writer = _WRITERS.get(base)
    if writer is not None:
        return writer(analyser, media, value)
    return value if isinstance(value, str) else pretty(value)


def pretty(value: JSON) -> str:
    """JSON for reading."""
    return json.dumps(value, ensure_ascii=False, indent=2)


def _lines(_analyser: Analyser, _media: MediaType, value: JSON) -> str:
    """One JSON value in each line (application/jsonl)."""
    return "".join(f"{compact(item)}\n" for item in (value if isinstance(value, list) else [value]))


def _sequence(_analyser: Analyser, _media: MediaType, value: JSON) -> str:
    """JSON text sequences (RFC 7464)."""
    return "".join(f"\x1e{compact(item)}\n" for item in (value if isinstance(value, list) else [value]))


def _events(_analyser: Analyser, _media: MediaType, value: JSON) -> str:
    """Server-sent events; an item with their fields is one, any other value is the data of one."""
    blocks = [_event(item) for item in (value if isinstance(value, list) else [value])]
    return "".join(f"{block}\n\n" for block in blocks)


def _event(item: JSON) -> str:
    fields: dict[str, JSON] = item if isinstance(item, dict) and "data" in item else {"data": item}
    lines: list[str] = []
    for name in ("event", "id", "retry", "data"):
        if name in fields:
            lines += [f"{name}: {line}" for line in plain(fields[name]).splitlines() or [""]]
    return "\n".join(lines)


def form_text(media: MediaType, value: JSON) -> str:
    """``application/x-www-form-urlencoded``, each property by its Encoding Object (OAS 3.2.0, section 4.15)."""
    if not isinstance(value, dict):
        return plain(value)
    encodings = {encoding.name: encoding for encoding in media.encoding}
    written = (_field(name, item, encodings.get(name)) for name, item in value.items())
    return "&".join(each for each in written if each)


def _field(name: str, value: JSON, encoding: Encoding | None) -> str:
    styled = encoding is not None and (encoding.style or encoding.explode is not None or encoding.allow_reserved)
    if encoding is not None and styled:
        style = encoding.style or "form"
        explode = encoding.explode if encoding.explode is not None else style == "form"
        reserved = encoding.allow_reserved
        return serialize(name, value, location="form", style=style, explode=explode, allow_reserved=reserved)
    quote = encoder("form")
    items = value if isinstance(value, list) else [value]
    return "&".join(f"{quote(name)}={quote('' if item is None else plain(item))}" for item in items)


@dataclass(frozen=True, slots=True)
class PartRule:
    """How one property of a ``multipart`` body is sent.

    :param filename: what the file may be called, where the part is one.
    """

    content_type: str = ""
    filename: str = ""


def part_rules(analyser: Analyser, media: MediaType) -> dict[str, PartRule]:
    """The rules of the properties that are described; for an array, those of its items."""
    encodings = {encoding.name: encoding for encoding in media.encoding}
    shape = analyser.shape(media.schema) if media.schema is not None else None
    schemas = {each.name: each.schema for each in shape.properties if not each.pattern} if shape else {}
    return {
        name: _part_rule(analyser, name, encodings.get(name), schemas.get(name)) for name in {**schemas, **encodings}
    }


def _part_rule(analyser: Analyser, name: str, encoding: Encoding | None, schema: Schema | None) -> PartRule:
    shape = analyser.shape(schema) if schema is not None else None
    if shape is not None and shape.is_array:
        shape = analyser.shape(shape.items) if shape.items is not None else None
    given = encoding.content_type.partition(",")[0].strip() if encoding else ""
    media_type = given or _fact(shape, "contentMediaType").removeprefix("holds ")
    if is_file(shape, media_type):
        return PartRule("" if "*" in media_type else media_type, file_name(media_type, name))
    return PartRule(given)


def form_parts(rules: Mapping[str, PartRule], value: JSON) -> tuple[FormPart, ...]:
    """The parts of a ``multipart/form-data`` body; each item of an array is one (RFC 7578, section 4.3)."""
    if not isinstance(value, dict):
        return (FormPart("file", filename="file.bin"),)
    return tuple(
        _part(name, item, rules.get(name, PartRule()))
        for name, held in value.items()
        for item in (held if isinstance(held, list) else [held])
    )


def _part(name: str, value: JSON, rule: PartRule) -> FormPart:
    if rule.filename:
        return FormPart(name, filename=rule.filename, content_type=rule.content_type)
    if isinstance(value, (dict, list)):
        return FormPart(name, compact(value), content_type=rule.content_type or "application/json")
    as_json = is_json(rule.content_type)
    text = "" if value is None else compact(value) if as_json else plain(value)
    return FormPart(name, text, content_type=rule.content_type)


def is_file(shape: Shape | None, media_type: str = "") -> bool:
    """Whether the schema of a part means the bytes of a file."""
    if shape is None:
        return False
    if "string" not in shape.types:
        return bool(not shape.types and media_type and is_binary(media_type))
    encoded = bool(_fact(shape, "contentEncoding")) or shape.format in ("byte", "base64")
    return shape.format == "binary" or (bool(media_type) and is_binary(media_type) and not encoded)


def file_name(media_type: str, name: str = "") -> str:
    """What a file may be called."""
    base = base_type(media_type)
    known = FILE_NAMES.get(base) or FILE_NAMES.get(f"{base.partition('/')[0]}/*")
    if not known and _PICTURE.search(name):
        return "image.png"
    return known or f"{re.sub(r'[^A-Za-z0-9]+', '-', name).strip('-') or 'file'}.bin"


def _fact(shape: Shape | None, keyword: str) -> str:
    return next((fact.text for fact in shape.facts if fact.keyword == keyword), "") if shape else ""


_WRITERS: Final[Mapping[str, Callable[[Analyser, MediaType, JSON], str]]] = {
    "application/x-www-form-urlencoded": lambda _analyser, media, value: form_text(media, value),
    "text/event-stream": _events,
    "application/json-seq": _sequence,
    **dict.fromkeys(JSON_LINES, _lines),
}
"""Media type -> how its text is written."""


def _lexer(media_type: str, value: JSON) -> str:
    base = base_type(media_type)
    if is_json(base) or base in JSON_LINES or (base in ("*/*", "multipart/form-data") and not isinstance(value, str)):
        return "json"
    if is_xml(base):
        return "xml"
    return {"text/html": "html", "application/yaml": "yaml", "text/css": "css"}.get(base, "text")
