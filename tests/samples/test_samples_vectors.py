"""Golden vectors: requests as data, and the program that each language makes of them, in Python and in the browser.

``python tests/samples/test_samples_vectors.py`` writes them anew, after a language or a request has changed.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sphinxext_rensei.request import Credential, FileBody, FormPart, MultipartBody, Request, TextBody
from sphinxext_rensei.samples import LANGUAGES, request_data, sample

VECTORS = Path(__file__).parents[1] / "vectors" / "samples.json"
JSON_TYPE = ("Content-Type", "application/json")
URL = "https://api.example.com/v1/pets"
ODD = "\"'\\ $HOME `id` !x ${a} #{b} %s {} \\n é 漢 😀 <&> ’ “ \u2028 \u00a0 \u200d \x00 \x1b \x7f \ufeff"


def get(**fields: Any) -> Request:
    return replace(Request(method="GET", url=URL), **fields)


def post(text: str, *headers: tuple[str, str], media_type: str = "", **fields: Any) -> Request:
    content_type = ("Content-Type", media_type) if media_type else JSON_TYPE
    body = TextBody(text, () if media_type else (json.loads(text),))
    return replace(Request(method="POST", url=URL, headers=(*headers, content_type), body=body), **fields)


def form(*parts: FormPart) -> Request:
    return Request(method="POST", url=URL, body=MultipartBody(parts))


NESTED = {
    "name": "Rex",
    "tags": ["a", "b"],
    "owner": {"name": "Ada", "address": {}, "pets": [{"id": 1}, {"id": 2}]},
    "none": None,
    "no": False,
    "yes": True,
    "long": ["a text that is long enough", "and another one that is long", "and a third"],
}

REQUESTS = {
    "GET": get(),
    "GET that accepts JSON": get(url=f"{URL}?a=1&b=%27", headers=(("Accept", "application/json"),)),
    "HEAD": get(method="HEAD", headers=(("Accept", "application/problem+json; q=1"),)),
    "DELETE": get(method="DELETE"),
    "PUT without a body": get(method="PUT"),
    "method of another name": post('{"a": 1}', method="QUERY"),
    "method that a shell would run": get(method="A'$(id)`"),
    "GET with a body": post('{"a": 1}', method="GET"),
    "JSON": post(json.dumps(NESTED, indent=2)),
    "JSON on one line": post('{"name":"Rex","id":1}'),
    "JSON of another media type": post(
        '{\n  "a": null\n}', headers=(("Content-Type", "application/merge-patch+json"),)
    ),
    "JSON with odd texts": post(json.dumps({"a": ODD, ODD: [1]}, ensure_ascii=False, indent=2)),
    "JSON with escapes": post('{"a": "\\u2028\\ud83d\\ude00\\/\\u0000\\"\\\\", "\\u0062": "\\ud800"}'),
    "JSON at the width of a line": post(
        json.dumps({"a": ["😀" * 20, "x" * 41], "b": ["😀" * 20, "x" * 42], "c": ["é" * 67], "d": ["é" * 69]})
    ),
    "numbers that all keep": post('{"a": [0, -1, 1.5, 1e5, 2E-7, 123456789012345, 8999999999999999, -0]}'),
    "whole numbers that JavaScript rounds": post('{\n  "id": 9007199254740993,\n  "b": 12345678901234567890\n}'),
    "fractions that both round": post('{"a": 1.10, "b": 0.12345678901234567890, "c": 1e400}'),
    "name that JavaScript knows": post('{"__proto__": {"a": 1}, "constructor": 2, "": 3}'),
    "name that is there twice": post('{"a": 1, "a": 2}'),
    "empty array": post("[]"),
    "empty object": post(" {} "),
    "null": post("null"),
    "JSON text": post('"a"'),
    "JSON that is none": Request(method="POST", url=URL, headers=(JSON_TYPE,), body=TextBody('{"a": 1,}', ({},))),
    "JSON that is not sent as such": post('{"a": 1}', media_type="text/plain"),
    "JSON lines": post('{"a": 1}\n{"a": 2}\n', media_type="application/jsonl"),
    "text with lines": post(f"@first\n{ODD}\n\n  `last`", media_type="text/plain"),
    "text with CRLF": post("a\r\nb\tc\r\n", media_type="text/plain"),
    "text with a quote of quotes": post("a \"\"\" b\n''' `c`\nJSON", media_type="text/plain"),
    "text on one line": post(f"@{ODD}", media_type="text/plain"),
    "form": post("a=1&b=%20%27", media_type="application/x-www-form-urlencoded"),
    "empty text": post("", media_type="text/plain"),
    "file": get(method="PUT", headers=(("Content-Type", "image/png"),), body=FileBody("it's $a.png")),
    "multipart": form(FormPart("title", 'it\'s\n"x"'), FormPart("photo", filename="image.png"), FormPart("empty")),
    "multipart with media types": form(
        FormPart('me"ta', '{"a":"b;c\\"d"}', content_type="application/json"),
        FormPart("plain", "a", content_type="text/plain"),
        FormPart("photo", filename="it's.png", content_type="image/png"),
    ),
    "multipart with a name twice": form(FormPart("tags", "one"), FormPart("Tags", f"@{ODD}")),
    "multipart without parts": form(),
    "fields": get(headers=(("X-Odd", f"{ODD}"), ("X-Empty", ""), ("x-id", "1"), ("Content-Language", "de"))),
    "fields that are repeated": get(headers=(("X-A", "1"), ("Cookie", "a=1"), ("x-a", "2"), ("cookie", "b=2"))),
    "fields of a body": post('{"a": 1}', ("Content-Encoding", "identity"), ("Accept", "application/json")),
    "bearer": get(credentials=(Credential("workerJWT", "bearer"),)),
    "basic": get(credentials=(Credential("basic_auth", "basic"),)),
    "digest": get(credentials=(Credential("Digest 2", "digest", "Digest"),)),
    "authorization": get(credentials=(Credential("HMACKey", "authorization", "HOBA"),)),
    "key in a field": get(credentials=(Credential("2fa", "header", "X-API-Key"),)),
    "key in the query": get(url=f"{URL}?a=1", credentials=(Credential("key", "query", "api key!'()*~"),)),
    "keys in the query": get(credentials=(Credential("a", "query", "a"), Credential("b", "query", "b"))),
    "key in the query, and a body": post('{"a": 1}', credentials=(Credential("key", "query", "key"),)),
    "key in a cookie": get(
        headers=(("cookie", "a=1"), ("Accept", "text/html")), credentials=(Credential("key", "cookie", "sid"),)
    ),
    "certificate": get(credentials=(Credential("---", "certificate"),)),
    "several credentials": get(
        credentials=(
            Credential("bearer", "bearer"),
            Credential("ключ", "header", "X-Key"),
            Credential("apiKeyV2", "query", "key"),
            Credential("a", "cookie", "a"),
            Credential("b", "cookie", "b"),
            Credential("tls", "certificate"),
        )
    ),
}


def made() -> dict[str, Any]:
    """What the file holds."""
    return {
        "languages": {name: language.data() for name, language in LANGUAGES.items()},
        "vectors": [
            {
                "name": name,
                "request": request_data(request),
                "samples": {each: sample(each, request) for each in LANGUAGES},
            }
            for name, request in REQUESTS.items()
        ],
    }


def test_vectors_are_what_the_languages_make_of_their_requests() -> None:
    """A stale file would let the browser disagree with the pages."""
    assert json.loads(VECTORS.read_text("utf-8")) == json.loads(json.dumps(made()))


@pytest.mark.parametrize("name", REQUESTS)
def test_every_language_makes_something_of_its_own(name: str) -> None:
    texts = [sample(language, REQUESTS[name]) for language in LANGUAGES if language != "typescript"]
    assert len(set(texts)) == len(texts)


if __name__ == "__main__":
    VECTORS.write_text(json.dumps(made(), indent=1) + "\n", "utf-8")
