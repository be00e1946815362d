"""Plausible values of strings by ``format``."""

from __future__ import annotations

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
    "uri-template": (
        "https://api.example.com/items/{id}",
        "https://api.example.com/users{/name}",
        "/items{?page,limit}",
    ),
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
