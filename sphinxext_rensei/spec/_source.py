"""One file of a description: its bytes become JSON values, and every value can be found again in the text."""

from __future__ import annotations

import codecs
import contextlib
import hashlib
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn

from sphinxext_rensei.errors import LoadError
from sphinxext_rensei.problems import Location, Problem, ProblemCode
from sphinxext_rensei.spec._collector import collector_paused
from sphinxext_rensei.spec._json_positions import (
    Position,
    Text,
    json_depth_exceeded,
    json_positions,
    json_positions_of,
    json_words,
    seek,
)
from sphinxext_rensei.spec._visible import visible
from sphinxext_rensei.spec._yaml import MAX_DEPTH, integer, load_yaml, real, too_deep

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sphinxext_rensei.spec._json import JSON

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_WHOLE_FILE: Position = (0, 0, None)
_JSON_BEGINS = re.compile(r"[ \t\r\n]*+[\[{]")
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    r"|(?P<lone>u[dD][89a-fA-F][0-9a-fA-F]{2})"
    r"|.)",
    re.DOTALL,
)


@dataclass(slots=True)
class _Positions:
    """Text and positions of a file; found when first asked for, and left behind by pickle."""

    text: Text | None = None
    root: Position | None = None

    def __reduce__(self) -> tuple[type[_Positions], tuple[()]]:
        return _Positions, ()


@dataclass(frozen=True, slots=True)
class Source:
    """One file of a description, read.

    :param path: the file read.
    :param name: how messages call the file.
    :param contents: the value that it holds.
    :param digest: SHA-256 of its bytes, in hex.
    :param problems: keys that are there twice.
    """

    path: Path
    name: str
    contents: JSON
    digest: str
    problems: tuple[Problem, ...]
    _positions: _Positions = field(default_factory=_Positions, repr=False, compare=False)

    def locate(self, pointer: str, *, key: bool = False) -> Location:
        """The place of a value, or of its key; of the nearest ancestor where there is no such value.

        Without line and column where the file was changed since it was read.
        """
        text = self._text()
        if text is None:
            return Location(self.name, pointer=pointer)
        positions = self._positions
        if positions.root is None:
            with collector_paused():
                positions.root, _ = json_positions(text.string)
        return _located(text, positions.root, pointer, key=key)

    def locate_all(self, wanted: Iterable[tuple[str, bool]]) -> list[Location]:
        """The same of several, each a pointer and whether its key is meant: in less time, where these are all."""
        wanted = list(wanted)
        text, root = self._text(), self._positions.root
        if text is None or root is not None:
            return [self.locate(pointer, key=key) for pointer, key in wanted]
        with collector_paused():
            root = json_positions_of(text.string, (pointer for pointer, _ in wanted))
        return [_located(text, root, pointer, key=key) for pointer, key in wanted]

    def _text(self) -> Text | None:
        """The text of the file; None where it was changed since it was read."""
        positions = self._positions
        if positions.text is None:
            self._read_again(positions)
        return positions.text

    def _read_again(self, positions: _Positions) -> None:
        with contextlib.suppress(LoadError):
            data = _bytes(self.path, self.name)
            if hashlib.sha256(data).hexdigest() == self.digest:
                text = Text(self.name, _decoded(data, self.name))
                positions.root = _WHOLE_FILE if isinstance(self.contents, str) else _parsed(text, self.path)[1]
                positions.text = text


def _located(text: Text, root: Position, pointer: str, *, key: bool) -> Location:
    key_offset, offset, _ = seek(root, pointer)
    return text.location(key_offset if key else offset, pointer)


def read(path: Path, *, name: str | None = None) -> Source:
    """Read a file of YAML or JSON.

    :param name: how messages call the file; its path where not given.
    :raises LoadError: it is not there, is not text, is neither YAML nor JSON, or goes beyond a limit.
    """
    name = str(path) if name is None else name
    data = _bytes(path, name)
    text = Text(name, _decoded(data, name))
    if not text.string or text.string.isspace():
        raise LoadError(Problem(ProblemCode.SYNTAX, "the file is empty", Location(name, 1, 1)))
    contents, root, problems = _parsed(text, path)
    digest = hashlib.sha256(data).hexdigest()
    return Source(path, name, visible(contents, text.string), digest, problems, _Positions(text, root))


def read_text(path: Path, *, name: str | None = None) -> Source:
    """Read a file of prose; its contents are one string.

    :param name: how messages call the file; its path where not given.
    :raises LoadError: it is not there or is not text.
    """
    name = str(path) if name is None else name
    data = _bytes(path, name)
    text = _decoded(data, name)
    return Source(path, name, visible(text, text), hashlib.sha256(data).hexdigest(), (), _Positions())


def read_inline(string: str, *, name: str) -> JSON:
    """Read YAML or JSON that stands in a file of another kind.

    :raises LoadError: as :func:`read` does, at a place in the string.
    """
    text = Text(name, string)
    contents, _ = load_yaml(text)[:2]
    return visible(contents, string)


def _bytes(path: Path, name: str) -> bytes:
    try:
        if path.is_file():
            return path.read_bytes()
        reason = "this is not a file" if path.exists() else "there is no such file"
    except (OSError, ValueError) as error:
        reason = f"the file can't be read: {getattr(error, 'strerror', None) or error}"
    raise LoadError(Problem(ProblemCode.MISSING_FILE, reason, Location(name)))


def _decoded(data: bytes, name: str) -> str:
    mark, encoding = next((pair for pair in _BYTE_ORDER_MARKS if data.startswith(pair[0])), (b"", "utf-8"))
    body = data.removeprefix(mark)
    try:
        string = body.decode(encoding)
    except UnicodeDecodeError as error:
        before = body[: error.start].decode(encoding)
        if "\0" not in before and b"\0" not in body[error.start :]:
            message = (
                f"the byte 0x{body[error.start]:02X} does not belong to {encoding.upper()}; save the file as UTF-8"
            )
            raise LoadError(_not_text(name, before, len(before), message)) from None
        raise LoadError(_not_text(name, before, len(before))) from None
    if "\0" in string:
        raise LoadError(_not_text(name, string, string.index("\0")))
    return string


def _not_text(name: str, string: str, offset: int, message: str = "this is not a text file") -> Problem:
    return Problem(ProblemCode.ENCODING, message, Text(name, string).location(offset))


@collector_paused()
def _parsed(text: Text, path: Path) -> tuple[JSON, Position | None, tuple[Problem, ...]]:
    """Values, positions (None: not found yet) and problems; JSON that is not called so may be YAML after all."""
    is_json = path.suffix.lower() == ".json"
    if is_json or _JSON_BEGINS.match(text.string):
        try:
            return _json(text)
        except LoadError as error:
            if is_json or error.problem.code is not ProblemCode.SYNTAX:
                raise
    contents, root, duplicates = load_yaml(text)
    return contents, root, tuple(duplicate.problem(text) for duplicate in duplicates)


def _json(text: Text) -> tuple[JSON, Position | None, tuple[Problem, ...]]:
    repeated = False

    def mapping(pairs: list[tuple[str, JSON]]) -> JSON:
        nonlocal repeated
        made = dict(pairs)
        repeated = repeated or len(made) < len(pairs)
        return made

    def refuse(word: str) -> NoReturn:
        offset = next(offset for found, offset in json_words(text.string) if found == word)
        raise _syntax(f"{word} is not a number of JSON", text, offset)

    string = _ESCAPE.sub(_whole, text.string) if _SURROGATE.search(text.string) else text.string
    try:
        contents: JSON = json.loads(
            string, object_pairs_hook=mapping, parse_int=integer, parse_float=real, parse_constant=refuse
        )
    except json.JSONDecodeError as error:
        raise _syntax(error.msg, text, error.pos) from None
    except RecursionError:
        raise _too_deep(text) from None
    if _deeper(contents, MAX_DEPTH):
        raise _too_deep(text)
    if not repeated:
        return contents, None, ()
    root, duplicates = json_positions(text.string)
    return contents, root, tuple(duplicate.problem(text) for duplicate in duplicates)


def _whole(escape: re.Match[str]) -> str:
    """Put U+FFFD for half a surrogate pair: no UTF-8 file holds it. Of the same length, so that positions stay."""
    return r"\ufffd" if escape["lone"] else escape[0]


def _deeper(contents: JSON, depth: int) -> bool:
    level = [contents] if isinstance(contents, dict | list) else []
    for _ in range(depth):
        inside = (node.values() if isinstance(node, dict) else node for node in level)
        level = [value for values in inside for value in values if isinstance(value, dict | list)]
        if not level:
            return False
    return bool(level)


def _syntax(message: str, text: Text, offset: int) -> LoadError:
    return LoadError(Problem(ProblemCode.SYNTAX, message, text.location(offset)))


def _too_deep(text: Text) -> LoadError:
    offset = json_depth_exceeded(text.string, MAX_DEPTH)
    location = Location(text.name) if offset is None else text.location(offset)
    return LoadError(Problem(ProblemCode.LIMIT, too_deep(), location))
