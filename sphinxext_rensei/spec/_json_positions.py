"""Where the values of a text begin, as a tree of offsets beside the tree of values.

The YAML reader makes its tree on the way; for JSON, whose parser tells no positions, :func:`json_positions` makes one
when a position is first asked for, and :func:`json_positions_of` a part of one where it is known which are.
"""

from __future__ import annotations

import json
import re
from array import array
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from sphinxext_rensei.problems import Location, Problem, ProblemCode
from sphinxext_rensei.spec._json import JSON, child, split

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Children: TypeAlias = "dict[str, Position] | list[Position] | None"
Position: TypeAlias = "tuple[int, int, Children]"
"""Offset of the key, offset of the value, positions inside the value. What has no key has the value's offset twice."""
Wanted: TypeAlias = "dict[str, Wanted]"
"""Reference tokens that lead to wanted values, as a tree."""

# RFC 6901, section 4; no file holds a billion values.
_INDEX = re.compile(r"0|[1-9][0-9]{0,8}")
_LINE_BREAK = re.compile(r"\r\n?|\n")

# The closing quote is optional, the repeats give nothing back, and a match is possible everywhere: time stays linear
# on any text. A key and the beginning of its value are one match: half as many turns of the loop.
_STRING = r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?'
_TOKEN = re.compile(
    rf"""[\s,:]*+
         (?: (?: (?P<key>{_STRING}) \s*+ : \s*+ )?
             (?: (?P<open>[\[{{]) | (?P<scalar>{_STRING} | [^\s,:\[\]{{}}"]++) )
           | (?P<close>[\]}}])
           | \Z )""",
    re.VERBOSE | re.DOTALL,
)


class Text:
    """The text of a file under the name by which messages call it.

    Lines end at LF, CR and CRLF (YAML 1.2, section 5.4; editors agree), not at the further breaks of YAML 1.1.
    """

    def __init__(self, name: str, string: str) -> None:
        self.name = name
        self.string = string
        self._starts = array("Q", [0])
        self._breaks = _LINE_BREAK.finditer(string)

    def location(self, offset: int, pointer: str = "") -> Location:
        """The line and column of an offset in characters."""
        while self._starts[-1] <= offset and (found := next(self._breaks, None)):
            self._starts.append(found.end())
        line = bisect_right(self._starts, offset)
        return Location(self.name, line, offset - self._starts[line - 1] + 1, pointer)


@dataclass(frozen=True, slots=True)
class DuplicateKey:
    """A key that a mapping holds already, by the offsets of both."""

    pointer: str
    key: str
    first: int
    second: int

    def problem(self, text: Text) -> Problem:
        """Say it for a person."""
        line = text.location(self.first).line
        message = f"the key {self.key!r} is also on line {line}; the last one counts"
        return Problem(ProblemCode.DUPLICATE_KEY, message, text.location(self.second, self.pointer))


class OpenSequence:
    """A sequence whose end has not come yet."""

    __slots__ = ("children", "offset", "value")

    key: str | None = ""
    """Never None: a sequence does not wait for a key."""

    def __init__(self, offset: int) -> None:
        self.offset = offset
        self.value: list[JSON] = []
        self.children: list[Position] = []

    @property
    def token(self) -> str | int:
        """The reference token of the value that is being read."""
        return len(self.value)

    def add(self, value: JSON, offset: int, children: Children) -> None:
        """Append a value."""
        self.value.append(value)
        self.children.append((offset, offset, children))


class OpenMapping:
    """A mapping whose end has not come yet; ``key`` is None where a key is due."""

    __slots__ = ("children", "key", "key_offset", "offset", "value")

    def __init__(self, offset: int) -> None:
        self.offset = offset
        self.value: dict[str, JSON] = {}
        self.children: dict[str, Position] = {}
        self.key: str | None = None
        self.key_offset = offset

    @property
    def token(self) -> str | int:
        """The reference token of the value that is being read."""
        return self.key or ""

    def add(self, value: JSON, offset: int, children: Children) -> None:
        """Put a value under the key that was read before it."""
        key = self.key
        assert key is not None
        self.value[key] = value
        self.children[key] = (self.key_offset, offset, children)
        self.key = None


def pointer_to(stack: list[OpenSequence | OpenMapping]) -> str:
    """The JSON Pointer of the value that is being read in the innermost collection; the outermost holds the root."""
    return child("", *(collection.token for collection in stack[1:]))


def json_positions(text: str) -> tuple[Position, list[DuplicateKey]]:
    """Find all positions in a text that is JSON, and the keys that are there twice."""
    root = OpenSequence(0)
    stack: list[OpenSequence | OpenMapping] = [root]
    duplicates: list[DuplicateKey] = []
    for match in _TOKEN.finditer(text):
        key, kind = match["key"], match.lastgroup
        if key is not None:
            _take_key(key, match.start("key"), stack, duplicates)
        if kind == "scalar":
            stack[-1].add(None, match.start(kind), None)
        elif kind == "open":
            offset = match.start(kind)
            stack.append(OpenMapping(offset) if text[offset] == "{" else OpenSequence(offset))
        elif kind == "close":
            ended = stack.pop()
            stack[-1].add(None, ended.offset, ended.children)
    return root.children[0], duplicates


_SOMETHING = re.compile(r"[^ \t\r\n,:]")
_NONE: Wanted = {}
# Nobody looks at the numbers of what is passed over.
_JSON = json.JSONDecoder(parse_int=str, parse_float=str)


def json_positions_of(text: str, pointers: Iterable[str]) -> Position:
    """The positions of some values in a text that was read as JSON, and of those around them.

    A parser written in C passes over all others, in a third of the time that :func:`json_positions` takes.
    """
    wanted: Wanted = {}
    for pointer in pointers:
        inner = wanted
        for token in split(pointer):
            inner = inner.setdefault(token, {})
    offset = _next(text, 0)
    return _position_of(text, offset, offset, wanted)[0]


def _position_of(text: str, key_offset: int, offset: int, wanted: Wanted) -> tuple[Position, int]:
    """A position with those inside it that are wanted or stand beside one, and the end of the value."""
    kind = text[offset]
    if not wanted or kind not in "{[":
        return (key_offset, offset, None), _JSON.raw_decode(text, offset)[1]
    named: dict[str, Position] = {}
    listed: list[Position] = []
    at = _next(text, offset + 1)
    while text[at] not in "}]":
        if kind == "{":
            key, end = _JSON.raw_decode(text, at)
            named[key], end = _position_of(text, at, _next(text, end), wanted.get(key, _NONE))
        else:
            position, end = _position_of(text, at, at, wanted.get(str(len(listed)), _NONE))
            listed.append(position)
        at = _next(text, end)
    return (key_offset, offset, named if kind == "{" else listed), at + 1


def _next(text: str, offset: int) -> int:
    """The offset of what comes after blanks, commas and colons."""
    found = _SOMETHING.search(text, offset)
    assert found is not None
    return found.start()


def _take_key(
    string: str, offset: int, stack: list[OpenSequence | OpenMapping], duplicates: list[DuplicateKey]
) -> None:
    mapping = stack[-1]
    assert isinstance(mapping, OpenMapping)
    mapping.key = key = str(json.loads(string, strict=False)) if "\\" in string else string[1:-1]
    mapping.key_offset = offset
    if key in mapping.children:
        duplicates.append(DuplicateKey(pointer_to(stack), key, mapping.children[key][0], offset))


def json_depth_exceeded(text: str, depth: int) -> int | None:
    """The offset of the first bracket below so many others, in a text that need not be JSON."""
    level = 0
    for match in _TOKEN.finditer(text):
        if match.lastgroup == "open":
            level += 1
            if level > depth:
                return match.start("open")
        elif match.lastgroup == "close":
            level -= 1
    return None


def json_words(text: str) -> Iterator[tuple[str, int]]:
    """What stands in a text outside of strings, with offsets: numbers, and words such as ``true`` or ``NaN``."""
    scalars = (match for match in _TOKEN.finditer(text) if match.lastgroup == "scalar")
    return ((match["scalar"], match.start("scalar")) for match in scalars if match["scalar"][0] != '"')


def seek(root: Position, pointer: str) -> Position:
    """The position that a JSON Pointer leads to, or where it stops leading on."""
    position = root
    for token in split(pointer):
        inside = position[2]
        if isinstance(inside, dict) and token in inside:
            position = inside[token]
        elif isinstance(inside, list) and _INDEX.fullmatch(token) and int(token) < len(inside):
            position = inside[int(token)]
        else:
            break
    return position
