"""Comments that document what follows them."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.routes.nextjs._syntax import string

if TYPE_CHECKING:
    from tree_sitter import Node

_STAR: Final = re.compile(r"^[ \t]*\*[ \t]?", re.MULTILINE)
_DESCRIPTION: Final = re.compile(r"@(?:openapi|swagger)\b")


def comment_of(node: Node) -> str:
    """The documentation in front of the statement that a node is in."""
    statement = _statement(node)
    comment = statement.prev_sibling
    while comment is not None and comment.type == "comment":
        if _is_documentation(comment):
            return _text(comment)
        comment = comment.prev_sibling
    return ""


def comment_of_file(root: Node) -> str:
    """The first documentation that belongs to no statement, or that describes an API."""
    for node in root.children:
        if node.type == "comment" and _is_documentation(node):
            text = _text(node)
            if _DESCRIPTION.search(text) or _is_apart(node):
                return text
    return ""


def _statement(node: Node) -> Node:
    """What a node is in, right below the file or an error."""
    while node.parent is not None and node.parent.type not in ("program", "ERROR"):
        node = node.parent
    return node


def _is_documentation(comment: Node) -> bool:
    text = string(comment)
    return text.startswith("/**") and len(text) > len("/***/")


def _is_apart(comment: Node) -> bool:
    """Whether what follows is no declaration, or does not follow at once."""
    following = comment.next_named_sibling
    if following is None or following.type == "import_statement":
        return True
    return following.start_point.row > comment.end_point.row + 1


def _text(comment: Node) -> str:
    """What a comment says, its lines as they are indented."""
    inside = string(comment)[3:-2].replace("\r\n", "\n")
    lines = inside.split("\n")
    if all(line.lstrip().startswith("*") for line in lines[1:] if line.strip()):
        inside = _STAR.sub("", inside)
    first, newline, rest = inside.partition("\n")
    return f"{first.strip()}{newline}{textwrap.dedent(rest)}".strip("\n").rstrip()
