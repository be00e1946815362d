"""What a string or a number may well be, by its name, by what it belongs to, by what is told of it: tables."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from sphinxext_rensei.schema._formats import FORMATS

_PEOPLE: Final = ("Ada Lovelace", "Grace Hopper", "Alan Turing")
_PERSON: Final = (
    r"(.*_)?(user|person|author|owner|customer|member|contact|employee|assignee|account_holder|reviewer|creator|sender"
    r"|recipient|tagger|committer)"
)
_ERROR: Final = r"(.*_)?(error|problem|fault|failure|exception)s?(_.*)?"
_FAULTS: Final = ("The request could not be completed", "The item was not found")
_CODES: Final = ("invalid_request", "not_found")

# What owns it, its name -> values.
_OWNED: Final[tuple[tuple[str, str, tuple[str, ...]], ...]] = (
    (_ERROR, r"message|msg|detail|description|reason|text", _FAULTS),
    (_ERROR, r"type|kind|code|error", _CODES),
    (_ERROR, r"title", ("Invalid request", "Not found")),
    (_PERSON, r"name|full_name|display_name", _PEOPLE),
    (r"(.*_)?(repo|repository|project|package)", r"name", ("hello-world", "website", "sdk")),
    (r"(.*_)?(company|organi[sz]ation|org|business|vendor|supplier|merchant)", r"name", ("Example Ltd", "Acme Inc")),
    (r"(.*_)?(file|attachment|document|artifact)", r"name", ("report.pdf", "invoice.pdf", "photo.png")),
    (r"(.*_)?(branch|ref)", r"name", ("main", "develop", "release")),
    (r"(.*_)?(label|tag)", r"name", ("important", "draft", "new")),
    (r"(.*_)?(category)", r"name", ("Books", "Music", "Garden")),
    (r"(.*_)?(tool|function|command)", r"name", ("search", "get_weather")),
    (r"(.*_)?(product|item|article)", r"name", ("Notebook", "Fountain pen", "Desk lamp")),
    (r"(.*_)?(pet|cat|dog|animal)", r"name", ("Luna", "Milo", "Bella")),
    (r"(.*_)?city", r"name", ("London", "Berlin", "Kyoto")),
    (r"(.*_)?country", r"name", ("Germany", "Japan", "Kenya")),
    (r"(.*_)?country", r"code", ("US", "DE", "JP")),
    (r"(.*_)?(currency)", r"code", FORMATS["currency"]),
    (r"(.*_)?(language|locale)", r"code", ("en", "de", "ja")),
    (r"(.*_)?(language|locale)", r"name", ("English", "German", "Japanese")),
    (r"(.*_)?(address|shipping|billing)(_.*)?", r"state|province|region", ("CA", "California", "Bavaria")),
)
# Names that say only which of several: what it is, their owner says.
_WHICH: Final = frozenset(("from", "to", "default", "text", "raw", "current", "previous", "old", "new"))

# Rows are tried in order, against the last words of a name: what is more particular comes first.
_STRINGS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    (r"e_?mails?(_(address|sent_to))?|reply_to|cc|bcc", FORMATS["email"]),
    (
        r"((avatar|image|photo|picture|logo|icon|thumbnail)(_(url|uri|src))?)",
        ("https://example.com/images/photo.png",),
    ),
    (r"(webhook|callback|redirect|return|success|cancel|notify)_ur[li]s?", ("https://example.com/callback",)),
    (r"ur[li]s?|links?|href|website|homepage|html_url|origin", FORMATS["uri"]),
    (r"(.*_)?url_(template|pattern)|.*_url_(png|svg)", FORMATS["uri"]),
    (r"phone(_number)?|mobile|fax|telephone|tel|msisdn", FORMATS["phone"]),
    (r"(first|given|fore)_?name", ("Ada", "Grace", "Alan")),
    (r"(last|family|sur)_?name", ("Lovelace", "Hopper", "Turing")),
    (r"(full|display|real|contact|customer|author|owner|holder)_?name|author|owner|assignee|(.*_)?by", _PEOPLE),
    (r"user_?name|login|handle|nick(_?name)?|user|actor", ("ada", "grace", "alan")),
    (r"(company|organi[sz]ation|business|vendor|supplier|merchant)(_name)?|org", ("Example Ltd", "Acme Inc")),
    (r"(file_?name|file|attachment|document)", ("report.pdf", "invoice.pdf", "photo.png")),
    (r"(tool|function|command)_name", ("search", "get_weather")),
    (r"(host|domain|server)(_?name)?|fqdn", FORMATS["hostname"]),
    (r"(ip|ip_?address|ipv4|ip_range)", FORMATS["ipv4"]),
    (r"(uuid|guid)", FORMATS["uuid"]),
    (r"(error|failure|decline|fault)_code", _CODES),
    (r"(error|failure|decline|fault)_(message|msg|detail|description|reason)", _FAULTS),
    (r"(access|auth|refresh|id|bearer|session|api|csrf)?_?token|jwt", ("eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl",)),
    (r"(client|webhook|signing|shared)?_?secret|(api|private|access)_key", ("k7Qm2ZxV9cT4bN8p", "r3Wd6YhJ1sL5fG0u")),
    (r"pass(word|phrase|wd)?", FORMATS["password"]),
    (r"cursor|(page|next|continuation)_token|after|before|next|prev(ious)?", ("b2Zmc2V0PTIw", "b2Zmc2V0PTQw")),
    (r"(country|nationality)(_code)?", ("US", "United States", "DE", "USA")),
    (r"(city|town|locality|municipality)", ("London", "Berlin", "Kyoto")),
    (r"(state_?code|address_state|province|county|state_or_province)", ("CA", "California", "Bavaria")),
    (r"(.*_)?region|availability_zone", ("eu-west-1", "us-east-1")),
    (r"(post(al)?_?code|zip(_?code)?)", ("94105", "10115", "SW1A 1AA")),
    (r"(street|address_line|line)_?(1|one)?|street_address|address(_?line)?_?1?", ("1 Main Street", "2 High Street")),
    (r"(address_?line_?|line_?|street_?)2", ("Suite 4", "Floor 2")),
    (r"(currency|currency_code)", FORMATS["currency"]),
    (r"(locale|language|lang)(_code)?", ("en", "en-US", "de")),
    (r"time_?zone|tz", ("Europe/London", "UTC", "Asia/Tokyo")),
    (r"at|timestamp|date_?time|datetime|created|updated|modified|expires?|expiration", FORMATS["date-time"]),
    (r"date|day|birthday|dob|since|until|from_date|to_date", FORMATS["date"]),
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
    (r"file_?paths?", ("reports/2026.pdf", "reports/2025.pdf")),
    (r"path|directory|folder|dir|prefix", ("/reports/2026", "/reports/2025")),
    (r"visibility", ("public", "private")),
    (r"location|place|venue", ("London", "Berlin", "Kyoto")),
    (r"environment|env", ("production", "staging")),
    (r"severity|effort|urgency", ("medium", "high", "low")),
    (r"tier|plan", ("standard", "basic")),
    (r"brand|manufacturer", ("Acme", "Example")),
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
    (r"(error)s?", _FAULTS),
    (r"reasons?", ("No longer needed", "Asked for by the customer")),
    (r"(.*_)?iban", ("DE89370400440532013000", "GB82WEST12345698765432")),
    (r"bic|swift(_code)?", ("EXMPGB2L", "EXMPDEFF")),
    (r"(.*_)?(routing|account|bank|bsb|sort|transit)_?(number|code)", ("000123456", "000987654")),
    (r"(.*_)?last_?4", ("4242", "1881")),
    (r"cvc|cvv", ("123", "321")),
    (r"(.*_)?exp(iry)?_month", ("06", "12")),
    (r"(.*_)?(exp(iry)?_)?year", ("2026", "2027")),
    (r"(amount|price|total|cost|fee|balance|subtotal|tax|rate|quantity)", ("19.99", "4.50", "120.00")),
    (r"(lat|latitude)", ("51.5074",)),
    (r"(lng|lon|long|longitude)", ("-0.1278",)),
    (r"(size|weight|height|width|length)", ("10", "20", "30")),
    (r"(property|event|action)", ("created", "updated", "deleted")),
    (r"name", ("Example", "Second example", "Third example")),
    (r"value", ("example", "sample", "test")),
)

PRICE: Final = 19.99
"""An amount of money; whole numbers of it are taken for cents."""

_NUMBERS: Final[tuple[tuple[str, float], ...]] = (
    (r"(page|page_?(number|num|no|index))", 1),
    (r"(per_?page|limit|page_?size|max_?results|take|top|first)", 20),
    (r"(offset|skip|start|start_index)", 0),
    (r"(http_?)?status(_?code)?", 200),
    (r"timestamp|at|expires|expiration|created|updated|modified|epoch|unix", 1768469400),
    (r"(expires_in|ttl|max_age|lifetime)", 3600),
    (r"(timeout|duration|seconds|delay|interval)", 30),
    (r"(ms|millis|milliseconds|latency)", 120),
    (r"year", 2026),
    (r"month", 6),
    (r"(day|date)", 15),
    (r"hours?", 9),
    (r"minutes?", 30),
    (r"days", 30),
    (r"months", 12),
    (r"age", 36),
    (r"width", 1280),
    (r"height", 720),
    (r"port", 443),
    (r"(lat|latitude)", 51.5074),
    (r"(lng|lon|long|longitude)", -0.1278),
    (r"(price|amount|cost|fee|subtotal|balance|revenue|value)(_.*)?|total", PRICE),
    (r"percent(age)?(_.*)?|progress", 75),
    (r"(rate|ratio|score|confidence|probability)", 0.9),
    (r"(temperature|top_p)", 0.7),
    (r"(max_)?tokens?", 256),
    (r"rating|stars", 4),
    (r"(bytes|size|file_?size|content_?length)", 1024),
    (r"[kmg]i?b", 512),
    (r"bit_?rate", 64000),
    (r"(count|quantity|qty|num|number_of.*|total_.*|attempts|retries)", 3),
    (r"(priority|position|rank|index|order|level|version|number)", 1),
    (r"weight|distance|length", 12.5),
    (r"ids?", 1001),
    (r"max(imum)?_.*", 10),
)

_OWNED_NUMBERS: Final[tuple[tuple[str, str, float], ...]] = ((_ERROR, r"(http_?)?status(_?code)?|code", 400),)

_IDENTIFIER: Final = re.compile(r"(?:(.+)_)?(?:ids?|identifiers?)")
_MAX_NAME: Final = 40
# "The ID of the customer", "Unique identifier for the object".
_IDENTIFIES: Final = re.compile(r"\b(IDs?|(?i:identifiers?)) (of|for)\b|\b[Uu]nique (ID|id|identifier)\b")
# "such as `production`", 'for example, "mit"'.
_SUGGESTED: Final = re.compile(
    r"(?:\be\.g\.?|\b[Ff]or example|\bsuch as|\b[Ee]xample)[,:]? +"
    r"(?:`([^`\n]{1,60})`|\"([^\"\n]{1,60})\"|'([^'\n]{1,60})')"
)
_REFUSED: Final = re.compile(
    r"(is_|has_)?(deleted|archived|disabled|blocked|locked|expired|suspended|cancell?ed|closed|revoked|failed|draft"
    r"|dry_run|force|error|test|hidden|spam|read_only|deprecated|truncated|disputed|refunded|past_due|ephemeral|tts|mention_everyone)"
)


@lru_cache(maxsize=8192)
def snake(name: str) -> str:
    """A name in lower case with its words apart by ``_``: ``createdAt`` is ``created_at``."""
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name)
    return re.sub(r"[^a-z0-9]+", "_", apart.lower()).strip("_")


def likely_strings(name: str, owners: tuple[str, ...] = (), told: str = "") -> tuple[str, ...]:
    """What a string may well say; none where nothing tells.

    :param owners: what the object that it belongs to is called.
    :param told: its description.
    """
    found = _owned(name, owners) or _identifiers(name, owners) or _named(name)
    if not found and snake(name) and _IDENTIFIES.search(told):
        found = _numbered(snake(name))
    return found


@lru_cache(maxsize=8192)
def _owned(name: str, owners: tuple[str, ...]) -> tuple[str, ...]:
    key = snake(name)
    for around in map(snake, owners):
        for owner, names, values in _OWNED:
            if re.fullmatch(names, key) and re.fullmatch(owner, around):
                return values
        if key in _WHICH and (found := _named(around)):
            return found
    return ()


@lru_cache(maxsize=8192)
def _identifiers(name: str, owners: tuple[str, ...]) -> tuple[str, ...]:
    """``session_1001`` for a ``sessionId``, and for the ``id`` of a session."""
    found = _IDENTIFIER.fullmatch(snake(name))
    if not found:
        return ()
    bases = (found[1] or "", *(map(snake, owners) if not found[1] else ()))
    return _numbered(next((base for base in bases if base and len(base) <= _MAX_NAME), "id"))


def _numbered(base: str) -> tuple[str, ...]:
    return tuple(f"{base}_{number}" for number in range(1001, 1004))


@lru_cache(maxsize=8192)
def _named(name: str) -> tuple[str, ...]:
    for words in _endings(snake(name)):
        for pattern, values in _STRINGS:
            if re.fullmatch(pattern, words):
                return values
    return ()


@lru_cache(maxsize=8192)
def likely_number(name: str, owners: tuple[str, ...] = ()) -> float | None:
    """What a number of that name may well be.

    :param owners: what the object that it belongs to is called.
    """
    for owner, names, value in _OWNED_NUMBERS:
        if re.fullmatch(names, snake(name)) and any(re.fullmatch(owner, snake(around)) for around in owners):
            return value
    for words in _endings(snake(name)):
        for pattern, value in _NUMBERS:
            if re.fullmatch(pattern, words):
                return value
    # The number of what the name is the plural of.
    return 3 if singular(snake(name)) != snake(name) else None


@lru_cache(maxsize=8192)
def suggested(told: str) -> tuple[str, ...]:
    """What a description gives as an example, in code or quotes."""
    found = _SUGGESTED.search(told)
    return (next(filter(None, found.groups())),) if found else ()


def spellings(name: str) -> tuple[str, ...]:
    """Forms that patterns often ask for."""
    spelt = snake(name) or "example"
    kebab = spelt.replace("_", "-")
    return (
        *("1001", kebab, spelt, spelt.title().replace("_", ""), spelt.upper(), "A1B2C3", "3f2504e0", "0x3f2504e0"),
        *(FORMATS["uuid"][0], FORMATS["date"][0], FORMATS["date-time"][0], FORMATS["phone"][0], "09:30", "1.0.0"),
        *("6dcb09b5b57875f334f61aebed695e2e4193db5e", "#336699", "USD", "US", "en", "19.99"),
    )


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
