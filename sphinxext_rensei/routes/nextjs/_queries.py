"""The query parameters that a handler surely reads: ``searchParams.get("name")`` of its request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from sphinxext_rensei.routes.nextjs._syntax import bare, child, literal, string, walk

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tree_sitter import Node

_READERS: Final = frozenset({"get", "getAll", "has"})
_PARAMETERS: Final = "searchParams"
_URL: Final = "nextUrl"

# Names that stand for one another.
_LONGEST: Final = 10


class _Declared(NamedTuple):
    """What a name stands for: an expression, or what it has under a key."""

    value: Node
    key: str


def query_names(handler: Node) -> Iterator[str]:
    """The names that are read from the query of the request."""
    if _PARAMETERS.encode() not in (handler.text or b""):
        return
    declared = dict(_declarations(handler))
    for call in walk(handler):
        if call.type != "call_expression":
            continue
        function, arguments = child(call, "function"), child(call, "arguments")
        if function is None or arguments is None:
            continue
        reader, owner = child(function, "property"), child(function, "object")
        name = literal(next(iter(arguments.named_children), None))
        if name and reader and owner and string(reader) in _READERS and _is_query(owner, declared):
            yield name


def _declarations(handler: Node) -> Iterator[tuple[str, _Declared]]:
    for node in walk(handler):
        if node.type == "variable_declarator":
            name, value = child(node, "name"), child(node, "value")
            if name is not None and value is not None:
                yield from _bound(name, bare(value), "")


def _bound(pattern: Node, value: Node, key: str) -> Iterator[tuple[str, _Declared]]:
    """The names of a pattern, with the last key on the way to each."""
    if pattern.type in ("identifier", "shorthand_property_identifier_pattern"):
        last = string(pattern) if pattern.type != "identifier" else key
        yield string(pattern), _Declared(value, last)
    for each in pattern.named_children if pattern.type == "object_pattern" else ():
        inner = child(each, "value") if each.type == "pair_pattern" else each
        name = child(each, "key")
        if inner is not None:
            yield from _bound(inner, value, string(name) if name else "")


def _is_query(node: Node, declared: Mapping[str, _Declared]) -> bool:
    """Whether an expression is the query of the request."""
    node = bare(node)
    for _ in range(_LONGEST):
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
    for _ in range(_LONGEST):
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
