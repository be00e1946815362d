"""The answer to a request: one of the documented responses, with its example, as the request prefers."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.request import JSON_LINES, base_type, is_binary, is_json, media_examples, parameter_text
from sphinxext_rensei.schema import example

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinxext_rensei.schema import Analyser
    from sphinxext_rensei.spec import MediaType, Operation, Parameter, Response

# Fields that are the server's own business (RFC 9110, section 7.6.1; RFC 9112, section 6).
_OWN: Final = frozenset(
    {"connection", "content-encoding", "content-length", "content-type", "keep-alive", "trailer", "transfer-encoding"}
    | {"upgrade", "date", "te"}
)
_FIELD: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_STREAMS: Final = frozenset(("text/event-stream", "application/json-seq", *JSON_LINES))
_MIN_PIECES: Final = 3
"""Pieces of a stream: of one alone nobody would see that it is one."""

FILES: Final[Mapping[str, bytes]] = {
    "image/png": base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
    ),
    "image/gif": base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"),
    "application/zip": b"PK\x05\x06" + bytes(18),
    "application/pdf": b"%PDF-1.1\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
}
"""Media type -> the smallest file of it; others get every byte once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is sent.

    :param pieces: the body; of a stream, what comes at one time.
    """

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    content_type: str = ""
    pieces: tuple[bytes, ...] = ()
    is_stream: bool = False


class NoSuchAnswer(Exception):
    """Nothing documented is what the request prefers or accepts.

    :param status: of the problem.
    """

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


def answer(analyser: Analyser, operation: Operation, *, code: str, name: str, accept: str) -> Answer:
    """The answer of an operation.

    :param code: the status that is preferred; the documented success where it is empty.
    :param name: the example that is preferred; the first where it is empty.
    :raises NoSuchAnswer: where nothing fits.
    """
    response, status = _response(operation, code)
    if response is None:
        return Answer(status=status)
    headers = tuple(_headers(analyser, response))
    if not response.content or status in (204, 205, 304):
        return Answer(status=status, headers=headers)
    media = _negotiated(response.content, accept, name)
    content_type = _field(_concrete(media.name))
    pieces = _pieces(analyser, media, content_type, name)
    is_stream = base_type(content_type) in _STREAMS
    return Answer(status=status, headers=headers, content_type=content_type, pieces=pieces, is_stream=is_stream)


def _response(operation: Operation, code: str) -> tuple[Response | None, int]:
    """A response, and the status that it is given with."""
    known = {response.status.upper(): response for response in operation.responses}
    if code:
        found = known.get(code) or known.get(f"{code[0]}XX") or known.get("DEFAULT")
        if found is None:
            raise NoSuchAnswer(400, f"{operation.name} documents {', '.join(known)}, not {code}")
        return found, int(code)
    for wanted in (r"2\d\d", "2XX", "DEFAULT", r"[1345]..", ".*"):
        for status, response in known.items():
            if re.fullmatch(wanted, status):
                return response, _final(status)
    return None, 200


def _final(status: str) -> int:
    """The status that a documented one stands for; 1XX ends no exchange (RFC 9110, section 15.2)."""
    number = status.replace("XX", "00")
    return int(number) if re.fullmatch("[2-5][0-9][0-9]", number) else 200


def _negotiated(content: tuple[MediaType, ...], accept: str, name: str) -> MediaType:
    """The media type that is accepted best, and of those the first; it has the example that is preferred."""
    ranges = [_range(each) for each in accept.split(",") if each.strip()] or [("*/*", 1.0)]
    weighed = [(_weight(ranges, media.name), media) for media in content]
    accepted = [media for q, media in sorted(weighed, key=lambda each: -each[0]) if q > 0]
    if not accepted:
        raise NoSuchAnswer(406, f"there is {', '.join(media.name for media in content)}")
    named = [media for media in accepted if name and any(each.name == name for each in media.examples)]
    if name and not named:
        names = dict.fromkeys(each.name for media in accepted for each in media.examples if each.name)
        raise NoSuchAnswer(400, f"there is no example {name!r}, but {', '.join(names) or 'one without a name'}")
    return (named or accepted)[0]


def _range(text: str) -> tuple[str, float]:
    """A media range and its weight (RFC 9110, section 12.5.1)."""
    name, _, parameters = text.partition(";")
    found = re.search(r"(?:^|;)\s*q=([01](?:\.\d{0,3})?)\s*(?:;|$)", parameters)
    return name.strip().lower(), float(found[1]) if found else 1.0


def _weight(ranges: list[tuple[str, float]], media_type: str) -> float:
    """The weight of a media type: that of the most precise range that covers it."""
    covering = [(-name.count("*"), weight) for name, weight in ranges if _covers(name, media_type)]
    return max(covering)[1] if covering else 0.0


def _covers(wanted: str, given: str) -> bool:
    """Whether a range and a media type, either of which may hold asterisks, can mean the same."""
    pairs = zip(wanted.split("/"), base_type(given).split("/"), strict=False)
    return all("*" in pair or pair[0] == pair[1] for pair in pairs)


def _concrete(name: str) -> str:
    """A media type that can be sent, for one that may be a range."""
    if "*" not in name:
        return name
    kind = name.partition("/")[0]
    return {"text": "text/plain", "image": "image/png"}.get(
        kind, "application/json" if kind == "*" else f"{kind}/mpeg"
    )


def _pieces(analyser: Analyser, media: MediaType, content_type: str, name: str) -> tuple[bytes, ...]:
    base = base_type(content_type)
    examples = [each for each in media_examples(analyser, media, "response") if each.text or each.has_value]
    chosen = next((each for each in examples if each.name == name), None) if name else next(iter(examples), None)
    if is_binary(base) and not is_json(base) and (chosen is None or chosen.generated):
        return (FILES.get(base, bytes(range(256))),)
    text = chosen.text if chosen else ""
    if base in _STREAMS:
        pieces = _stream(base, text)
        return tuple(piece.encode() for piece in pieces * (_MIN_PIECES if len(pieces) == 1 else 1))
    return (text.encode(),)


def _stream(base: str, text: str) -> list[str]:
    """A stream in its events, lines or records."""
    if base == "text/event-stream":
        blocks = re.split(r"(?:\r\n|\r|\n){2,}", text.strip("\r\n"))
        return [f"{block}\n\n" for block in blocks if block]
    return [line + "\n" for line in text.split("\n") if line]


def _headers(analyser: Analyser, response: Response) -> Iterator[tuple[str, str]]:
    for header in response.headers:
        if header.name.lower() not in _OWN and _FIELD.fullmatch(header.name):
            text = _header_text(analyser, header)
            if text:
                yield header.name, text


def _header_text(analyser: Analyser, header: Parameter) -> str:
    """The value of a header: an example of it, else one that fits its schema."""
    serialized = next((each.serialized for each in header.all_examples if each.serialized is not None), None)
    if serialized is None:
        value = next((each.value for each in header.all_examples if each.has_value), None)
        schema = header.value_schema
        if value is None and schema is not None:
            value = example(analyser, schema, "response", name=header.name)
        serialized = parameter_text(header, value)
    return _field(serialized)


def _field(text: str) -> str:
    """One line, of characters that a field can hold (RFC 9110, section 5.5)."""
    return re.sub(r"[^ -~\x80-\xff]", "?", " ".join(text.split()))
