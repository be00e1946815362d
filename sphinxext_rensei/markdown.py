"""Markdown as lines: CommonMark, and the tables, strikethrough and code of GFM. A text that is escaped stays text."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Lines = list[str]
"""A block without the blank lines around it."""

_SPACE: Final = re.compile(r"[ \t\n\r\f\v]+")
# A run of underscores between letters or digits is none of emphasis (CommonMark 0.31, section 6.2).
_ACTIVE: Final = re.compile(r"[\\`*\[\]<~]|(?<!\w)_++|(?<!_)_++(?![^\W_])|&(?=#?\w+;|$)|!(?=\[|$)")
_BEGINNING: Final = re.compile(
    r"\A(?:(?P<number>\d{1,9}(?=[.)](?:\s|$)))|(?=#{1,6}(?:\s|$)|>|[-+](?:[\s-]|$)|=+\s*$|\||:-))"
)
_CLOSING: Final = re.compile(r"(^|\s)(#+)$")
_LIST: Final = re.compile(r"[-*] \S|1[.)] \S")
_UNSAFE: Final = re.compile(r"[\x00-\x20\x7f<>()\\`\"|]")
_ENTITY: Final = re.compile(r"&(?=#?\w+;)")
_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|[/#]")
# A block of code, a code span, what is escaped; else the address of a link.
_LINKED: Final = re.compile(
    r"^[ >]*(?:(?:[-*]|\d+[.)]) +)*(?P<fence>`{3,})[^`\n]*\n(?:.*\n)*?[ >]*(?P=fence)$"
    r"|(?P<ticks>`++).+?(?<!`)(?P=ticks)(?!`)"
    r"|\\."
    r"|\]\((?P<uri>[^()\s]*)\)",
    re.MULTILINE,
)


# Inline --------------------------------------------------------------------------------------------------------------


def escape(text: str) -> str:
    """A text that no mark of Markdown is read in, but for those at the beginning of a line."""
    return _ACTIVE.sub(lambda found: "".join(f"\\{each}" for each in found[0]), _SPACE.sub(" ", text))


def code(text: str) -> str:
    """A code span."""
    text = _SPACE.sub(" ", text)
    if not text:
        return ""
    ticks = "`" * _longer_than_any(text, 1)
    padding = " " if "`" in (text[0], text[-1]) or (text.strip(" ") and text[0] == text[-1] == " ") else ""
    return f"{ticks}{padding}{text}{padding}{ticks}"


def _longer_than_any(text: str, least: int) -> int:
    """How many backticks no run of them in a text is equal to, or as long as."""
    return max(least, 1 + max(map(len, re.findall("`+", text)), default=0))


def strong(words: str) -> str:
    """Words of weight, in a place where nothing stands right beside them; without it where they hold such marks."""
    words = words.strip(" ")
    return f"**{words}**" if words and "*" not in words else words


def link(words: str, uri: str) -> str:
    """A link; *words* are Markdown."""
    return f"[{words}]({destination(uri)})"


def image(words: str, uri: str) -> str:
    """An image; *words*, its alternative text, are Markdown."""
    return f"!{link(words, uri)}"


def destination(uri: str) -> str:
    """An address as a link holds it."""
    return _ENTITY.sub("&amp;", _UNSAFE.sub(lambda found: quote(found[0]), uri))


# Blocks --------------------------------------------------------------------------------------------------------------


def paragraph(*lines: str) -> Lines:
    """A paragraph; between its lines are hard breaks."""
    stripped = [line for line in (each.strip(" ") for each in lines) if line]
    return [f"{_guarded(line)}{'' if index == len(stripped) else chr(92)}" for index, line in enumerate(stripped, 1)]


def _guarded(line: str) -> str:
    """A line that begins no other block than a paragraph."""
    return _BEGINNING.sub(lambda found: f"{found['number'] or ''}\\", line)


def heading(level: int, words: str) -> Lines:
    """A heading; the deepest for all that are deeper."""
    words = _CLOSING.sub(r"\1\\\2", words.strip(" "))
    return [f"{'#' * min(level, 6)} {words}"] if words else []


def fence(text: str, language: str = "") -> Lines:
    """A block of code."""
    marks = "`" * _longer_than_any(text, 3)
    language = re.sub(r"[^\w+#.-]", "", language)
    return [f"{marks}{language}", *re.split(r"\r\n?|\n", text.rstrip("\r\n")), marks]


def quote_block(block: Lines) -> Lines:
    """A block quote."""
    return [f"> {line}" if line else ">" for line in block]


def stacked(blocks: Iterable[Lines]) -> Lines:
    """Blocks below each other; a list stands right below the paragraph that it belongs to."""
    found: Lines = []
    for block in blocks:
        if not block:
            continue
        found += ["", *_apart(found, block)] if found else block
    return found


def _apart(above: Lines, block: Lines) -> Lines:
    """A list with another mark than the list right above it, of which it would be a part."""
    last = next((line for line in reversed(above) if line[:1] not in ("", " ")), "")
    if last.startswith("- ") and block[0].startswith("- "):
        return [f"*{line[1:]}" if line.startswith("- ") else line for line in block]
    if re.match(r"\d+\. ", last) and re.match(r"\d+\. ", block[0]):
        return [re.sub(r"^(\d+)\. ", r"\1) ", line) for line in block]
    return block


def listed(items: Iterable[Iterable[Lines]], start: int | None = None) -> Lines:
    """A list, numbered where a start is given. It is tight where its items are."""
    entries: list[Lines] = []
    for index, blocks in enumerate(items):
        mark = "-" if start is None else f"{start + index}."
        first, *rest = _item([block for block in blocks if block]) or [""]
        indent = " " * (len(mark) + 1)
        entries.append([f"{mark} {first}" if first else mark, *(f"{indent}{line}" if line else "" for line in rest)])
    loose = any("" in entry for entry in entries)
    return [line for index, entry in enumerate(entries) for line in ([""] if loose and index else []) + entry]


def _item(blocks: list[Lines]) -> Lines:
    if len(blocks) > 1 and _LIST.match(blocks[1][0]) and not _LIST.match(blocks[0][0]):
        return stacked([[*blocks[0], *blocks[1]], *blocks[2:]])
    return stacked(blocks)


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Lines:
    """A table; its cells are Markdown of one line."""
    return [_row(header), _row(["---"] * len(header)), *map(_row, rows)]


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


# Files ---------------------------------------------------------------------------------------------------------------


def rebased(text: str, folder: str, base: str = "") -> str:
    """A text whose relative links lead from elsewhere to where they led.

    :param folder: the folder that they were relative to, seen from there.
    :param base: URL of that other place, if links shall be absolute.
    """

    def led(found: re.Match[str]) -> str:
        uri = found["uri"]
        if not uri or _ABSOLUTE.match(uri):
            return found[0]
        path, mark, rest = uri.partition("#")
        kept = "/" if path.endswith("/") else ""
        return f"]({base}{posixpath.normpath(posixpath.join(folder, path))}{kept}{mark}{rest})"

    return _LINKED.sub(led, text)
