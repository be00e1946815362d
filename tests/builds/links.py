"""Links of a built site that lead nowhere: to files that are not there, or anchors that their page does not have."""

from __future__ import annotations

import posixpath
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LINKS: Final = {"a": "href", "link": "href", "script": "src", "img": "src", "source": "srcset"}
_MARKDOWN: Final = re.compile(r"(?<!\\)\]\(<?([^)>\s]+)")
# What a URL's fragment holds as it is (URL, section 1.3).
_FRAGMENT: Final = "".join(letter for letter in map(chr, range(33, 127)) if letter not in '"<>`')
_REFRESH: Final = re.compile(r"^\d+;\s*url=(.*)$", re.IGNORECASE)


class _Page(HTMLParser):
    """The anchors of a page, and where its links lead."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: dict[str, None] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "a" and "name" in given:
            self.ids.append(given["name"])
        if tag == "meta" and (refresh := _REFRESH.match(given.get("content", ""))):
            self.links[refresh[1]] = None
        if (link := given.get(_LINKS.get(tag, ""))) is not None:
            self.links[link] = None


def dead_links(site: Path) -> Iterator[str]:
    """Each fault of a site, as ``page: what``.  Links to other hosts are not followed."""
    files = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*")) if path.is_file()}
    pages = {name: _Page(path.read_text("utf-8")) for name, path in files.items() if name.endswith(".html")}
    for name, page in pages.items():
        yield from (f"{name}: two things are #{each}" for each in sorted(_twice(page.ids)))
    links = {name: page.links for name, page in pages.items()}
    for name, path in files.items():
        if name.endswith(".md") or name == "llms.txt":
            links[name] = dict.fromkeys(_MARKDOWN.findall(path.read_text("utf-8")))
    for name, found in links.items():
        for link in found:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path)))
            target = target if parts.path else name
            if not {target, posixpath.normpath(f"{target}/index.html")} & files.keys():
                yield f"{name}: {link} leads to no file"
            elif parts.fragment and target in pages and not _indicated(parts.fragment) & set(pages[target].ids):
                yield f"{name}: {link} leads to no anchor"


def _indicated(fragment: str) -> set[str]:
    """The ids that a fragment may mean: as it stands in the parsed URL, and decoded (HTML, section 7.4.6.4)."""
    return {quote(fragment, safe=_FRAGMENT), unquote(fragment)}


def _twice(names: list[str]) -> set[str]:
    seen: set[str] = set()
    return {name for name in names if name in seen or seen.add(name)}  # type: ignore[func-returns-value]
