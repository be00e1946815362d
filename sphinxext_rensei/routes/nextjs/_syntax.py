"""A file of TypeScript or JavaScript as a syntax tree, whatever is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import tree_sitter_typescript
from tree_sitter import Language, Parser

from sphinxext_rensei.problems import Location, Problem, ProblemCode, RouteCode

if TYPE_CHECKING:
    from collections.abc import Container, Iterator
    from pathlib import Path

    from tree_sitter import Node

LARGEST: Final = 2**20
"""Bytes of a file that are read; what is written by hand is smaller by far."""

# Of JavaScript too: what it has is a part of TypeScript, and only here JSX and a type assertion are told apart.
_WITHOUT_JSX: Final = frozenset({".ts", ".mts", ".cts"})
_MARK: Final = b"\xef\xbb\xbf"

# Newer words of TypeScript that the grammar takes for errors, and goes on right behind.
_UNKNOWN_WORDS: Final = frozenset({b"type", b"in", b"out", b"defer", b"source"})

_WRAPPERS: Final = frozenset(
    {
        *("parenthesized_expression", "as_expression", "satisfies_expression", "non_null_expression"),
        *("await_expression", "type_assertion"),
    }
)
FUNCTIONS: Final = frozenset({"arrow_function", "function_expression", "function_declaration", "method_definition"})
"""Nodes of functions that are no generators."""


@dataclass(frozen=True, slots=True)
class File:
    """A file, parsed.

    :param name: how messages call it.
    """

    path: Path
    name: str
    text: bytes
    root: Node
    problems: tuple[Problem, ...] = ()

    def location(self, node: Node) -> Location:
        """Where a node begins, in characters."""
        row, column = node.start_point
        before = self.text[node.start_byte - column : node.start_byte]
        return Location(self.name, row + 1, len(before.decode("utf-8", "replace")) + 1)


def read_file(path: Path, name: str) -> File:
    """Parse a file. One that can't be read is empty, and has a problem that says why."""
    try:
        size = path.stat().st_size
        text = path.read_bytes().removeprefix(_MARK) if size <= LARGEST else b""
    except OSError as error:
        reason = f"the file can't be read: {error.strerror}"
        return _empty(path, name, Problem(ProblemCode.MISSING_FILE, reason, Location(name)))
    if size > LARGEST:
        reason = f"the file has {size:,} bytes; up to {LARGEST:,} are read"
        return _empty(path, name, Problem(ProblemCode.LIMIT, reason, Location(name)))
    return parse(path, name, text)


def parse(path: Path, name: str, text: bytes) -> File:
    """Parse the text of a file, which has the grammar that its name says."""
    try:
        text.decode()
    except UnicodeDecodeError as error:
        line = text.count(b"\n", 0, error.start) + 1
        column = len(text[text.rfind(b"\n", 0, error.start) + 1 : error.start].decode()) + 1
        message = f"the byte 0x{text[error.start]:02X} does not belong to UTF-8; save the file as UTF-8"
        return _empty(path, name, Problem(ProblemCode.ENCODING, message, Location(name, line, column)))
    root = _parser(path.suffix not in _WITHOUT_JSX).parse(text).root_node
    file = File(path, name, text, root)
    fault = _fault(root)
    if fault is None:
        return file
    found = f"'{fault.type}' is missing here" if fault.is_missing else _unexpected(fault)
    problem = Problem(RouteCode.ROUTE_SYNTAX, found, file.location(fault))
    return File(path, name, text, root, (problem,))


@cache
def _parser(jsx: bool) -> Parser:  # noqa: FBT001
    language = tree_sitter_typescript.language_tsx() if jsx else tree_sitter_typescript.language_typescript()
    return Parser(Language(language))


def _empty(path: Path, name: str, problem: Problem) -> File:
    return File(path, name, b"", _parser(jsx=False).parse(b"").root_node, (problem,))


def _fault(root: Node) -> Node | None:
    """The first node that no grammar expects, or that it misses."""
    stack = [root] if root.has_error else []
    while stack:
        node = stack.pop()
        if node.is_missing or (node.is_error and node.text not in _UNKNOWN_WORDS):
            return node
        stack += [each for each in reversed(node.children) if each.has_error or each.is_missing]
    return None


def _unexpected(fault: Node) -> str:
    """What an error is about: the first line of it."""
    lines = string(fault).split("\n")
    shown = lines[0].strip()
    return f"this is not TypeScript: {shown[:60]}{'…' if len(shown) > 60 or len(lines) > 1 else ''}"  # noqa: PLR2004


def string(node: Node) -> str:
    """The text of a node."""
    return (node.text or b"").decode("utf-8", "replace")


def child(node: Node, name: str) -> Node | None:
    """A child by its name in the grammar."""
    return node.child_by_field_name(name)


def bare(node: Node) -> Node:
    """An expression without parentheses, ``await`` and what only its type is told by."""
    while node.type in _WRAPPERS and node.named_child_count:
        inner = node.named_children
        # `<T>x` has its type in front, `x as T` behind.
        node = inner[-1] if node.type == "type_assertion" else inner[0]
    return node


def statements(root: Node) -> Iterator[Node]:
    """The statements of a file, those among errors too."""
    for node in root.children:
        if node.is_error:
            yield from statements(node)
        elif node.is_named:
            yield node


def walk(node: Node, *, beside: Container[str] = ()) -> Iterator[Node]:
    """A node and all below it in the order of the text; not what is below another node of certain types."""
    stack = [node]
    while stack:
        each = stack.pop()
        yield each
        if each == node or each.type not in beside:
            stack += reversed(each.named_children)


def literal(node: Node | None) -> str | None:
    """What a literal string, or a template without expressions, says."""
    if node is None or node.type not in ("string", "template_string"):
        return None
    parts = node.named_children
    if any(part.type not in ("string_fragment", "escape_sequence") for part in parts):
        return None
    return "".join(_unescaped(string(part)) if part.type == "escape_sequence" else string(part) for part in parts)


_ESCAPES: Final = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": ""}


def _unescaped(escape: str) -> str:
    """The character that an escape sequence stands for (ECMA-262, section 12.9.4)."""
    body = escape[1:]
    if body[0] in "xu" and len(body) > 1:
        digits = body[1:].strip("{}")
        return chr(int(digits, 16)) if int(digits, 16) <= 0x10FFFF else "�"  # noqa: PLR2004
    return _ESCAPES.get(body, body)
