"""``rensei-docs csp SITE``: the Content Security Policy of a built site, as narrow as its pages allow."""

from __future__ import annotations

import base64
import hashlib
import json
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final, TextIO
from urllib.parse import urlsplit

from sphinxext_rensei.cli._descriptions import built_site
from sphinxext_rensei.policy import FILE_NAME, origins_of

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping
    from pathlib import Path

# Types of scripts that run (HTML, section 4.12.1); all others are data, which no policy concerns.
_RUNNING: Final = frozenset({"", "module", "text/javascript", "application/javascript"})
# Element and attribute -> the directive that says where it may lead (CSP 3, section 6.1).
_LOADED: Final[Mapping[tuple[str, str], str]] = {
    ("script", "src"): "script-src",
    ("link", "href"): "style-src",
    ("img", "src"): "img-src",
    ("iframe", "src"): "frame-src",
    ("video", "src"): "media-src",
    ("audio", "src"): "media-src",
    ("source", "src"): "media-src",
}
_INLINE: Final[Mapping[str, str]] = {"script": "script-src", "style": "style-src"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("site", help="folder of the built site")


def run(arguments: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
    """Print the policy."""
    print(content_security_policy(built_site(arguments.site)), file=stdout)
    return 0


def content_security_policy(site: Path) -> str:
    """The policy under which all pages of a site work.

    Scripts and style elements that pages hold are allowed by their hashes; where elements have styles of their own,
    all inline styles are allowed, for a hash would then count for nothing else.
    """
    sources: dict[str, dict[str, None]] = {
        "default-src": {"'none'": None},
        "script-src": {"'self'": None},
        "style-src": {"'self'": None},
        "img-src": {"'self'": None, "data:": None},
        "font-src": {"'self'": None},
        "connect-src": {"'self'": None} | dict.fromkeys(_called(site)),
        "base-uri": {"'none'": None},
    }
    page = _Page(sources)
    for path in sorted(site.rglob("*.html")):
        page.feed(path.read_text(encoding="utf-8", errors="replace"))
        page.reset()
    if page.has_styles:
        styles = sources["style-src"]
        sources["style-src"] = {each: None for each in styles if not each.startswith("'sha256-")} | {
            "'unsafe-inline'": None
        }
    return "; ".join(f"{directive} {' '.join(allowed)}" for directive, allowed in sources.items())


def _called(site: Path) -> list[str]:
    """The origins that the playground calls."""
    try:
        policy = json.loads(site.joinpath(FILE_NAME).read_bytes())
    except (OSError, ValueError):
        return []
    proxy = policy.get("proxy") if isinstance(policy, dict) else None
    return [*origins_of(policy), *([_origin(proxy)] if isinstance(proxy, str) and _origin(proxy) else [])]


def _origin(url: str) -> str:
    """The origin of an absolute URL of HTTP; empty for any other."""
    try:
        parts = urlsplit(f"https:{url}" if url.startswith("//") else url)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme in ("http", "https") and parts.netloc else ""


class _Page(HTMLParser):
    """Adds what a page needs to the sources of a policy."""

    def __init__(self, sources: dict[str, dict[str, None]]) -> None:
        super().__init__(convert_charrefs=False)
        self._sources = sources
        self._inline = ""
        self._text: list[str] = []
        self.has_styles = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.has_styles = self.has_styles or "style" in given
        for name, value in given.items():
            if name.startswith("on"):
                self._allow("script-src", "'unsafe-hashes'", _hash(value))
            directive = _LOADED.get((tag, name))
            if directive and (origin := _origin(value)) and (tag != "link" or "stylesheet" in given.get("rel", "")):
                self._allow(directive, origin)
        is_data = tag == "script" and given.get("type", "").lower().strip() not in _RUNNING
        self._inline = _INLINE.get(tag, "") if "src" not in given and not is_data else ""
        self._text = []

    def handle_data(self, data: str) -> None:
        self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag in _INLINE and self._inline:
            self._allow(self._inline, _hash("".join(self._text)))
        self._inline = ""

    def _allow(self, directive: str, *sources: str) -> None:
        self._sources.setdefault(directive, {}).update(dict.fromkeys(sources))


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
