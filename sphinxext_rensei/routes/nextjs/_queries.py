"""The query parameters that a handler surely reads: ``searchParams.get("name")`` of its request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from sphinxext_rensei.routes.nextjs._exports import names_of
from sphinxext_rensei.routes.nextjs._syntax import bare, child, find_nodes, literal, string, walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tree_sitter import Node

    from sphinxext_rensei.routes.nextjs._modules import Place
    from sphinxext_rensei.routes.nextjs._syntax import File

_PATTERN: Final = """
(call_expression
  function: (member_expression property: (property_identifier) @reader (#any-of? @reader "get" "getAll" "has"))
  arguments: (arguments . [(string) (template_string)])) @call
(variable_declarator) @declarator
"""
_PARAMETERS: Final = "searchParams"
_URL: Final = "nextUrl"

# Names that stand for one another.
_MAX_NAMES: Final = 10


class _Declared(NamedTuple):
    """What a name stands for: an expression, or what it has under a key."""

    value: Node
    key: str


def query_names(places: Iterable[Place]) -> tuple[str, ...]:
    """The names that handlers read from the query of the request."""
    found: dict[str, None] = {}
    for place in places:
        file = place.module.file
        if _PARAMETERS.encode() in file.text:
            found |= dict.fromkeys(_read(file, place.node))
    return tuple(found)


def _read(file: File, handler: Node) -> Iterator[str]:
    calls, declarators = find_nodes(file, _PATTERN, "call", "declarator", below=handler)
    declared = dict(_declarations(declarators)) if calls else {}
    for call in calls:
        function, arguments = child(call, "function"), child(call, "arguments")
        owner = child(function, "object")
        name = literal(arguments.named_children[0]) if arguments else None
        if owner is not None and name and _is_query(owner, declared):
            yield name


def _declarations(declarators: Iterable[Node]) -> Iterator[tuple[str, _Declared]]:
    for node in declarators:
        name, value = child(node, "name"), child(node, "value")
        if name is not None and value is not None:
            for each, key in names_of(name):
                yield string(each), _Declared(bare(value), key)


def _is_query(node: Node, declared: Mapping[str, _Declared]) -> bool:
    """Whether an expression is the query of the request."""
    node = bare(node)
    for _ in range(_MAX_NAMES):
        if node.type == "member_expression":
            owner, name = child(node, "object"), child(node, "property")
            return bool(owner and name and string(name) == _PARAMETERS and _is_url(owner, declared))
        found = declared.get(string(node)) if node.type == "identifier" else None
        if found is None:
            return False
        if found.key:
            return found.key == _PARAMETERS and (_is_url(found.value, declared) or found.value.type == "identifier")
        node = found.value
    return False


def _is_url(node: Node, declared: Mapping[str, _Declared]) -> bool:
    """Whether an expression is the URL of the request."""
    node = bare(node)
    for _ in range(_MAX_NAMES):
        name = child(node, "property")
        if node.type == "member_expression":
            return name is not None and string(name) == _URL
        if node.type == "new_expression":
            arguments = child(node, "arguments")
            members = (child(each, "property") for each in (walk(arguments) if arguments else ()))
            return any(each is not None and string(each) in ("url", _URL) for each in members)
        found = declared.get(string(node)) if node.type == "identifier" else None
        if found is None:
            return False
        if found.key:
            return found.key == _URL
        node = found.value
    return False
