"""A file of TypeScript or JavaScript as a syntax tree, whatever is wrong with it."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import tree_sitter_typescript
from tree_sitter import Language, Parser, Query, QueryCursor

from sphinxext_rensei.problems import Location, Problem, ProblemCode, RouteCode

if TYPE_CHECKING:
    from collections.abc import Container, Iterator
    from pathlib import Path

    from tree_sitter import Node

MAX_BYTES: Final = 2**20
"""Bytes of a file that are read; what is written by hand is smaller by far."""

# Of JavaScript too: what it has is a part of TypeScript, and only here JSX and a type assertion are told apart.
_WITHOUT_JSX: Final = frozenset({".ts", ".mts", ".cts"})
_MARK: Final = b"\xef\xbb\xbf"

# Types that the grammar does not know: those of a module with arguments, and parameters that say how they vary.
_GAPS: Final = re.compile(
    rb"""(?:typeof[ \t]+)?\bimport\(\s*(?:'[^'\n]*'|"[^"\n]*")\s*\)\s*\."""
    rb"""|(?<=[<,])\s*(?:(?:in|out)[ \t]+){1,2}(?=[A-Z])"""
)
# `export type * from`: the grammar does not know the word there, and goes on right behind it.
_TYPE: Final = b"type"
# Where a statement begins that only the top level of a module has.
_EXPORT: Final = re.compile(rb"^export\b", re.MULTILINE)
_NOT_LINE: Final = re.compile(rb"[^\r\n]")
_DECLARING: Final = frozenset({"async", "function", "const", "let", "var"})
_TEXTS: Final = frozenset({"comment", "string", "template_string", "regex"})
_MAX_HIDDEN: Final = 100
# Characters that the parser may go over in vain, in search of the end of a comment.
_MAX_IN_VAIN: Final = 2**25

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
    :param more: further trees, of what a fault hid from the first.
    """

    path: Path
    name: str
    text: bytes
    root: Node
    more: tuple[Node, ...] = ()
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
        text = path.read_bytes().removeprefix(_MARK) if size <= MAX_BYTES else b""
    except OSError as error:
        return _empty(path, ProblemCode.MISSING_FILE, f"the file can't be read: {error.strerror}", Location(name))
    if size > MAX_BYTES:
        message = f"the file has {size:,} bytes; up to {MAX_BYTES:,} are read"
        return _empty(path, ProblemCode.LIMIT, message, Location(name))
    try:
        text.decode()
    except UnicodeDecodeError as error:
        row = text.count(b"\n", 0, error.start)
        column = len(text[text.rfind(b"\n", 0, error.start) + 1 : error.start].decode())
        message = f"the byte 0x{text[error.start]:02X} does not belong to UTF-8; save the file as UTF-8"
        return _empty(path, ProblemCode.ENCODING, message, Location(name, row + 1, column + 1))
    last = text.rfind(b"*/") + 1
    if text.count(b"/*", last) * (len(text) - last) > _MAX_IN_VAIN:
        return _empty(path, ProblemCode.LIMIT, "there are too many comments that do not end", Location(name))
    return _parsed(path, name, text)


def find_nodes(file: File, pattern: str, *names: str, below: Node | None = None) -> list[list[Node]]:
    """The nodes that a pattern of tree-sitter captures, for each of some names, in the order of the text."""
    found = QueryCursor(_query(_has_jsx(file.path), pattern)).captures(below or file.root)
    return [sorted(found.get(name, ()), key=lambda node: node.start_byte) for name in names]


def _parsed(path: Path, name: str, text: bytes) -> File:
    """The tree of a text, and what a fault hid from it."""
    parser = _parser(_has_jsx(path))
    root = parser.parse(text).root_node
    fault = _fault(root)
    if fault is not None and (filled := _GAPS.sub(_blank, text)) != text:
        other = parser.parse(filled).root_node
        root, fault = (root, fault) if _fault(other) else (other, None)
    if fault is None:
        return File(path, name, text, root)
    location = File(path, name, text, root).location(fault)
    message = f"'{fault.type}' is missing here" if fault.is_missing else _unexpected(fault)
    problem = Problem(RouteCode.ROUTE_SYNTAX, message, location)
    more = tuple(parser.parse(part).root_node for part in _hidden(text, root))
    return File(path, name, text, root, more, (problem,))


def _hidden(text: bytes, root: Node) -> Iterator[bytes]:
    """The exports that are in no statement of a tree with faults, each with nothing around it, where it was."""
    starts = [match.start() for match in _EXPORT.finditer(text)]
    for start, end in itertools.islice(itertools.pairwise((*starts, len(text))), _MAX_HIDDEN):
        node = root.descendant_for_byte_range(start, start + 1)
        around = node and node.parent
        if node is None or node.type in _TEXTS or around is None or around.type in _TEXTS:
            continue
        is_read = around.type == "export_statement" and around.parent and around.parent.type in ("program", "ERROR")
        if not is_read:
            yield _NOT_LINE.sub(b" ", text[:start]) + text[start:end]


def _blank(match: re.Match[bytes]) -> bytes:
    return _NOT_LINE.sub(b" ", match[0])


def _has_jsx(path: Path) -> bool:
    return path.suffix not in _WITHOUT_JSX


@cache
def _language(has_jsx: bool) -> Language:  # noqa: FBT001
    return Language(tree_sitter_typescript.language_tsx() if has_jsx else tree_sitter_typescript.language_typescript())


@cache
def _parser(has_jsx: bool) -> Parser:  # noqa: FBT001
    return Parser(_language(has_jsx))


@cache
def _query(has_jsx: bool, pattern: str) -> Query:  # noqa: FBT001
    return Query(_language(has_jsx), pattern)


def _empty(path: Path, code: ProblemCode, message: str, location: Location) -> File:
    root = _parser(has_jsx=False).parse(b"").root_node
    return File(path, location.path, b"", root, problems=(Problem(code, message, location),))


def _fault(root: Node) -> Node | None:
    """The first node that no grammar expects, or that it misses."""
    stack = [root] if root.has_error else []
    while stack:
        node = stack.pop()
        if node.is_missing or (node.is_error and node.text != _TYPE):
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


def child(node: Node | None, *names: str) -> Node | None:
    """The child of a node, if there is one, by the first of some names in the grammar that it has."""
    found = (node.child_by_field_name(name) for name in names) if node is not None else ()
    return next((each for each in found if each is not None), None)


def bare(node: Node) -> Node:
    """An expression without parentheses, ``await`` and what only its type is told by."""
    while node.type in _WRAPPERS and node.named_child_count:
        inner = node.named_children
        # `<T>x` has its type in front, `x as T` behind.
        node = inner[-1] if node.type == "type_assertion" else inner[0]
    return node


def statements(file: File) -> Iterator[Node]:
    """The statements of a file, those among errors too."""
    for parent in _tops(file):
        for node in parent.children:
            if node.is_named and not node.is_error:
                yield node


def torn_exports(file: File) -> Iterator[Node]:
    """The names, or patterns of names, of exports that break off before they are statements."""
    for parent in _tops(file):
        words: set[str] = set()
        for node in parent.children if parent.is_error else ():
            if node.type == "export":
                words = {"export"}
            elif node.type in _DECLARING and words:
                words.add(node.type)
            else:
                if words - {"export", "async"} and node.type in ("identifier", "object_pattern", "array_pattern"):
                    yield node
                words = set()


def _tops(file: File) -> Iterator[Node]:
    """The trees of a file, and the errors at the top of each."""
    waiting = [*reversed(file.more), file.root]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += [each for each in reversed(node.children) if each.is_error]


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
    said = "".join(_unescaped(string(part)) if part.type == "escape_sequence" else string(part) for part in parts)
    # Two escapes may be one character; half of one is none that a file could hold.
    return said.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


_ESCAPES: Final = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": ""}


def _unescaped(escape: str) -> str:
    """The character that an escape sequence stands for (ECMA-262, section 12.9.4)."""
    body = escape[1:]
    if body[0] in "xu" and len(body) > 1:
        digits = body[1:].strip("{}")
        return chr(int(digits, 16)) if int(digits, 16) <= 0x10FFFF else "�"  # noqa: PLR2004
    return _ESCAPES.get(body, body)
