"""Plausible values by ``format`` and by the name of a property: tables, and the functions that look them up."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_FIRST_UUID = "3f2504e0-4f89-41d3-9a0c-0305e82c33"

FORMATS: Final[dict[str, tuple[str, ...]]] = {
    "date-time": ("2026-01-15T09:30:00Z", "2026-02-20T14:45:00Z", "2026-03-25T18:00:00Z"),
    "date": ("2026-01-15", "2026-02-20", "2026-03-25"),
    "time": ("09:30:00Z", "14:45:00Z", "18:00:00Z"),
    "duration": ("P3D", "PT1H30M", "P1W"),
    "uuid": (f"{_FIRST_UUID}01", f"{_FIRST_UUID}02", f"{_FIRST_UUID}03"),
    "email": ("ada@example.com", "grace@example.com", "alan@example.com"),
    "idn-email": ("ada@example.com", "grace@example.com", "alan@example.com"),
    "uri": ("https://example.com", "https://example.com/docs", "https://example.com/about"),
    "url": ("https://example.com", "https://example.com/docs", "https://example.com/about"),
    "iri": ("https://example.com", "https://example.com/docs", "https://example.com/about"),
    "uri-reference": ("/docs/start", "/docs/install", "/docs/about"),
    "iri-reference": ("/docs/start", "/docs/install", "/docs/about"),
    "uri-template": ("/pets/{petId}", "/pets/{petId}/photos", "/owners/{ownerId}"),
    "hostname": ("api.example.com", "www.example.com", "example.org"),
    "idn-hostname": ("api.example.com", "www.example.com", "example.org"),
    "ipv4": ("192.0.2.1", "192.0.2.2", "198.51.100.1"),
    "ipv6": ("2001:db8::1", "2001:db8::2", "2001:db8::3"),
    "json-pointer": ("/items/0/name", "/items/1/name", "/meta"),
    "relative-json-pointer": ("1/name", "0/id", "2"),
    "regex": ("^[a-z]+$", "^[0-9]+$", "^[A-Z]{2}$"),
    "byte": ("ZXhhbXBsZQ==", "c2FtcGxl", "dGVzdA=="),
    "base64": ("ZXhhbXBsZQ==", "c2FtcGxl", "dGVzdA=="),
    "base64url": ("ZXhhbXBsZQ", "c2FtcGxl", "dGVzdA"),
    "binary": ("<binary data>",),
    "password": ("correct horse battery staple", "correct-horse", "staple42"),
    "phone": ("+14155550132", "+442079460958", "+4930901820"),
    "html": ("<p>Hello</p>", "<p>Welcome</p>", "<em>Hi</em>"),
    "markdown": ("Some *text*", "More **text**", "A [link](https://example.com)"),
    "color": ("#336699", "#993366", "#669933"),
    "currency": ("USD", "EUR", "GBP"),
    "country": ("US", "DE", "GB"),
    "int32": ("42", "7", "12"),
    "int64": ("1024", "2048", "4096"),
    "decimal": ("19.99", "4.50", "120.00"),
    "unix-time": ("1768469400", "1771598700", "1774461600"),
    "timestamp": ("2026-01-15T09:30:00Z", "2026-02-20T14:45:00Z", "2026-03-25T18:00:00Z"),
    "hex": ("3f2504e0", "4f8941d3", "9a0c0305"),
}
"""``format`` of a string -> values, each other's neighbours in an array of unique items."""

# Rows are tried in order, against the last words of a name: what is more particular comes first.
_STRINGS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    (r"e_?mails?(_address)?|from|reply_to|cc|bcc", FORMATS["email"]),
    (
        r"((avatar|image|photo|picture|logo|icon|thumbnail)(_(url|uri|src))?)",
        ("https://example.com/images/photo.png",),
    ),
    (r"(webhook|callback|redirect|return|success|cancel|notify)_ur[li]s?", ("https://example.com/callback",)),
    (r"ur[li]s?|links?|href|website|homepage|html_url|origin", FORMATS["uri"]),
    (r"phone(_number)?|mobile|fax|telephone|tel|msisdn", FORMATS["phone"]),
    (r"(first|given|fore)_?name", ("Ada", "Grace", "Alan")),
    (r"(last|family|sur)_?name", ("Lovelace", "Hopper", "Turing")),
    (r"(full|display|real|contact|customer|author|owner|holder)_?name|author|owner|assignee", ("Ada Lovelace",)),
    (r"user_?name|login|handle|nick_?name|user|actor", ("ada", "grace", "alan")),
    (r"(company|organi[sz]ation|business|vendor|supplier|merchant)(_name)?|org", ("Example Ltd", "Acme Inc")),
    (r"(file_?name|file|attachment|document)", ("report.pdf", "invoice.pdf", "photo.png")),
    (r"(host|domain|server)(_?name)?|fqdn", FORMATS["hostname"]),
    (r"(ip|ip_?address|ipv4|ip_range)", FORMATS["ipv4"]),
    (r"(uuid|guid)", FORMATS["uuid"]),
    (r"(access|auth|refresh|id|bearer|session|api|csrf)?_?token|jwt", ("eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl",)),
    (r"(client|webhook|signing|shared)?_?secret|(api|private|access)_key", ("k7Qm2ZxV9cT4bN8p", "r3Wd6YhJ1sL5fG0u")),
    (r"pass(word|phrase|wd)?", FORMATS["password"]),
    (r"cursor|(page|next|continuation)_token|after|before|next|prev(ious)?", ("b2Zmc2V0PTIw", "b2Zmc2V0PTQw")),
    (r"(country|nationality)(_code)?", ("US", "United States", "DE", "USA")),
    (r"(city|town|locality|municipality)", ("London", "Berlin", "Kyoto")),
    (r"(state_?code|province|region|county|state_or_province)", ("CA", "California", "Bavaria")),
    (r"(post(al)?_?code|zip(_?code)?)", ("94105", "10115", "SW1A 1AA")),
    (r"(street|address_line|line)_?(1|one)?|street_address|address(_?line)?_?1?", ("1 Main Street", "2 High Street")),
    (r"(address_?line_?|line_?|street_?)2", ("Suite 4", "Floor 2")),
    (r"(currency|currency_code)", FORMATS["currency"]),
    (r"(locale|language|lang)(_code)?", ("en", "en-US", "de")),
    (r"time_?zone|tz", ("Europe/London", "UTC", "Asia/Tokyo")),
    (r"(.*_)?(at|timestamp|date_?time|datetime)|created|updated|modified|expires?|expiration", FORMATS["date-time"]),
    (r"(.*_)?(date|day|birthday|dob|since|until|from_date|to_date)", FORMATS["date"]),
    (r"time|start_time|end_time", FORMATS["time"]),
    (r"duration|period|ttl|interval", FORMATS["duration"]),
    (r"colou?r", FORMATS["color"]),
    (r"(api_|app_|schema_)?version", ("1.0.0", "1.1.0", "2.0.0")),
    (r"(mime|content|media)_?type", ("application/json", "image/png", "text/plain")),
    (r"user_agent", ("Mozilla/5.0",)),
    (
        r"(sha(1|256|512)?|commit(_sha)?|hash|digest|checksum|fingerprint|md5|etag)",
        ("6dcb09b5b57875f334f61aebed695e2e4193db5e",),
    ),
    (r"signature", ("c2lnbmF0dXJl",)),
    (r"branch|ref", ("main", "develop", "release")),
    (r"(repo|repository|project)(_name)?", ("hello-world", "website", "sdk")),
    (r"slug|key", ("first-item", "second-item", "third-item")),
    (r"sku|part_number|barcode|reference|ref(erence)?_?(number|id)|number|code", ("A1B2C3", "D4E5F6", "G7H8I9")),
    (r"ids?|.*_ids?|identifier", ("id_1001", "id_1002", "id_1003")),
    (r"path|directory|folder|dir|prefix", ("/reports/2026", "/reports/2025")),
    (r"state|status", ("active", "pending", "done")),
    (r"(sort|order)_?by|sort", ("created_at", "name")),
    (r"order|direction", ("asc", "desc")),
    (r"query|search|q|keywords?|search_term", ("example", "sample")),
    (r"filter", ("status eq 'active'",)),
    (r"fields|include|expand|select", ("id", "name", "status")),
    (r"role", ("member", "admin", "viewer")),
    (r"scopes?|permissions?", ("read", "write")),
    (r"model", ("standard-1", "standard-2")),
    (r"gender|sex", ("female", "male")),
    (r"(type|kind|object)", ("standard", "basic", "extended")),
    (r"categor(y|ies)", ("books", "music", "garden")),
    (r"tags?|labels?", ("important", "draft", "new")),
    (r"(subject|headline|heading|title|caption|topic)", ("A short title", "Another title")),
    (r"(description|summary|about|bio|overview|abstract|details?)", ("A short description", "What it is about")),
    (r"(message|msg|comment|note|notes|text|body|content|reply|remark)s?", ("Hello, world", "Thanks for your help")),
    (r"prompt|input|question", ("What is the weather in Kyoto?", "Write a haiku")),
    (r"output|answer|completion", ("Sunny, 21 °C",)),
    (r"(error|reason|error_description)s?", ("The request could not be completed",)),
    (r"error_code", ("invalid_request", "not_found")),
    (r"(amount|price|total|cost|fee|balance|subtotal|tax|rate|quantity)", ("19.99", "4.50", "120.00")),
    (r"(lat|latitude)", ("51.5074",)),
    (r"(lng|lon|long|longitude)", ("-0.1278",)),
    (r"(size|weight|height|width|length)", ("10", "20", "30")),
    (r"(property|event|action)", ("created", "updated", "deleted")),
    (r"(.*_)?name", ("Example", "Second example", "Third example")),
    (r"value", ("example", "sample", "test")),
)

PRICE: Final = 19.99
"""An amount of money; whole numbers of it are taken for cents."""

_NUMBERS: Final[tuple[tuple[str, float], ...]] = (
    (r"(page|page_?(number|num|no|index))", 1),
    (r"(per_?page|limit|page_?size|max_?results|take|top|first)", 20),
    (r"(offset|skip|start|start_index)", 0),
    (r"(http_?)?status(_?code)?", 200),
    (r"(.*_)?(timestamp|at|expires|expiration|created|updated|modified|epoch|unix)", 1768469400),
    (r"(expires_in|ttl|max_age|lifetime)", 3600),
    (r"(.*_)?(timeout|duration|seconds|delay|interval)", 30),
    (r"(.*_)?(ms|millis|milliseconds|latency)", 120),
    (r"(.*_)?year", 2026),
    (r"(.*_)?month", 6),
    (r"(.*_)?(day|date)", 15),
    (r"(.*_)?hours?", 9),
    (r"(.*_)?minutes?", 30),
    (r"age", 36),
    (r"(.*_)?width", 1280),
    (r"(.*_)?height", 720),
    (r"(.*_)?port", 443),
    (r"(lat|latitude)", 51.5074),
    (r"(lng|lon|long|longitude)", -0.1278),
    (r"(.*_)?(price|amount|cost|fee|total|subtotal|balance|revenue|value)", PRICE),
    (r"(.*_)?(percent|percentage|progress)", 75),
    (r"(.*_)?(rate|ratio|score|confidence|probability)", 0.9),
    (r"(temperature|top_p)", 0.7),
    (r"(max_)?tokens?", 256),
    (r"rating|stars", 4),
    (r"(.*_)?(bytes|size|file_?size|content_?length)", 1024),
    (r"(.*_)?(count|quantity|qty|num|number_of.*|total_.*|attempts|retries)", 3),
    (r"(.*_)?(priority|position|rank|index|order|level|version|number)", 1),
    (r"weight|distance|length", 12.5),
    (r"(.*_)?ids?", 1001),
)

_REFUSED = re.compile(
    r"(is_|has_)?(deleted|archived|disabled|blocked|locked|expired|suspended|cancell?ed|closed|revoked|failed|draft"
    r"|dry_run|force|error|test|hidden|spam|read_only|deprecated|truncated)"
)


@lru_cache(maxsize=8192)
def snake(name: str) -> str:
    """A name in lower case with its words apart by ``_``: ``createdAt`` is ``created_at``."""
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name)
    return re.sub(r"[^a-z0-9]+", "_", apart.lower()).strip("_")


@lru_cache(maxsize=8192)
def strings(name: str) -> tuple[str, ...]:
    """What a string of that name may well say; none where the name tells nothing."""
    for words in _endings(snake(name)):
        for pattern, values in _STRINGS:
            if re.fullmatch(pattern, words):
                return values
    return ()


@lru_cache(maxsize=8192)
def number(name: str) -> float | None:
    """What a number of that name may well be."""
    for words in _endings(snake(name)):
        for pattern, value in _NUMBERS:
            if re.fullmatch(pattern, words):
                return value
    return None


def truth(name: str) -> bool:
    """What a boolean of that name is in the ordinary case."""
    return not _REFUSED.fullmatch(snake(name))


def words(name: str) -> str:
    """A name as words: what is left to say of a string that nothing is known about."""
    return snake(name).replace("_", " ")


def singular(name: str) -> str:
    """The name of one item of an array with that name."""
    if name.endswith("ies") and len(name) > len("ies") + 1:
        return f"{name[:-3]}y"
    return name[:-1] if name.endswith("s") and not name.endswith(("ss", "us", "is")) else name


def _endings(name: str) -> list[str]:
    """The whole name, then ever fewer of its last words."""
    parts = name.split("_")
    return ["_".join(parts[start:]) for start in range(len(parts))] if name else []
