"""The methods that a handler below ``pages/api`` answers, as far as it compares them with what it can be sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinxext_rensei.routes.nextjs._modules import Place
from sphinxext_rensei.routes.nextjs._syntax import FUNCTIONS, bare, child, find_nodes, literal, string, walk

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tree_sitter import Node

    from sphinxext_rensei.routes.nextjs._exports import Module
    from sphinxext_rensei.routes.nextjs._syntax import File

METHODS: Final = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH")
"""The methods that Next.js passes on to a route handler."""

_REQUESTS: Final = frozenset({"req", "request", "_req", "_request"})
_COMPARING: Final = "[(binary_expression) (switch_statement) (call_expression) (subscript_expression)] @found"
_EQUALITY: Final = frozenset({"===", "==", "!==", "!="})
# Builders of routers, with a function for each method: next-connect.
_ROUTERS: Final = frozenset({"next-connect"})
_ADDERS: Final = {method.lower(): method for method in METHODS}
# What is answered before a handler looks at what it was made for.
_ASIDE: Final = frozenset({"HEAD", "OPTIONS"})


def find_methods(places: Sequence[Place]) -> dict[str, Place]:
    """The methods that a handler names, each with where; none where it does not say, or answers others too.

    :param places: the handler, and what it passes on.
    """
    named = [(method, place.module, node) for place in places for method, node in _table(bare(place.node))]
    if not named:
        modules = {place.module.file.path: place.module for place in places}
        named = [(method, module, node) for module in modules.values() for method, node in _named(module)]
    found: dict[str, Place] = {}
    for method, module, node in named:
        found.setdefault(method, Place(module=module, node=node))
    return {} if _ASIDE.issuperset(found) else found


def _table(node: Node) -> Iterator[tuple[str, Node]]:
    """The keys of an object that has handlers, and nothing but handlers: ``handle({ GET: …, POST: … })``."""
    keys = _keys(node)
    if all(method in METHODS for method, _ in keys):
        yield from keys


def _keys(node: Node) -> list[tuple[str, Node]]:
    found: list[tuple[str, Node]] = []
    for each in node.named_children if node.type == "object" else ():
        key = each if each.type == "shorthand_property_identifier" else child(each, "key") or child(each, "name")
        if key is not None:
            said = literal(key)
            found.append((string(key) if said is None else said, key))
    return found


def _named(module: Module) -> Iterator[tuple[str, Node]]:
    """The methods that a module compares with that of the request, and those that it has tables and routers for."""
    names = set(_names(module.file))
    for node in find_nodes(module.file, _COMPARING):
        for each in _literals(node, module, names):
            method = (literal(each) or "").upper()
            if method in METHODS:
                yield method, each
        if node.type == "subscript_expression":
            index, owner = child(node, "index"), child(node, "object")
            if index is not None and owner is not None and _is_method(index, names):
                yield from _table(_value(owner, module))
        arguments = child(node, "arguments") if node.type == "call_expression" else None
        for each in arguments.named_children if arguments else ():
            yield from _table(each)
        yield from _added(node, module)


def _literals(node: Node, module: Module, names: set[str]) -> Iterator[Node]:
    if node.type == "binary_expression":
        left, right, operator = child(node, "left"), child(node, "right"), child(node, "operator")
        if left and right and operator and operator.type in _EQUALITY:
            yield from (right,) if _is_method(left, names) else (left,) if _is_method(right, names) else ()
    elif node.type == "switch_statement":
        value, body = child(node, "value"), child(node, "body")
        for case in body.named_children if value and body and _is_method(value, names) else ():
            said = child(case, "value")
            yield from (said,) if said else ()
    elif node.type == "call_expression":
        function, arguments = child(node, "function"), child(node, "arguments")
        owner, name = (child(function, "object"), child(function, "property")) if function else (None, None)
        first = arguments.named_children[0] if arguments and arguments.named_children else None
        if owner and name and first and string(name) in ("includes", "has", "indexOf") and _is_method(first, names):
            yield from walk(_value(owner, module))


def _names(file: File) -> Iterator[str]:
    """The names that stand for the method of the request."""
    for node in find_nodes(file, "(variable_declarator) @found"):
        name, value = child(node, "name"), child(node, "value")
        if name is None or value is None:
            continue
        if name.type == "identifier" and _is_method(value, set()):
            yield string(name)
        elif name.type == "object_pattern" and _is_request(bare(value)):
            for each in name.named_children:
                key, alias = child(each, "key"), child(each, "value")
                if key is not None and alias is not None and string(key) == "method":
                    yield string(alias)
                elif string(each) == "method":
                    yield "method"


def _is_method(node: Node, names: set[str]) -> bool:
    """Whether an expression is the method of the request, in any case of letters."""
    node = _core(node)
    if node.type == "member_expression":
        owner, name = child(node, "object"), child(node, "property")
        return bool(owner and name and string(name) == "method" and _is_request(bare(owner)))
    return node.type == "identifier" and string(node) in names


def _core(node: Node) -> Node:
    """An expression without a change of case, and without what is in its place where it is undefined."""
    while True:
        node = bare(node)
        function, left, operator = (child(node, name) for name in ("function", "left", "operator"))
        name = child(function, "property") if function is not None else None
        if function is not None and name is not None and string(name) in ("toUpperCase", "toLowerCase"):
            inner = child(function, "object")
        else:
            inner = left if operator is not None and operator.type in ("??", "||") else None
        if inner is None:
            return node
        node = inner


def _is_request(node: Node) -> bool:
    name = child(node, "property") if node.type == "member_expression" else node
    return name is not None and string(name) in _REQUESTS


def _value(node: Node, module: Module) -> Node:
    """What a name at the top level stands for; any other expression as it is."""
    node = bare(node)
    binding = module.bindings.get(string(node)) if node.type == "identifier" else None
    return bare(binding.value) if binding and binding.value else node


def _added(node: Node, module: Module) -> Iterator[tuple[str, Node]]:
    """``router.get(…)``, where the router is one of next-connect."""
    function = child(node, "function") if node.type == "call_expression" else None
    name = child(function, "property") if function else None
    if name is None or string(name) not in _ADDERS:
        return
    owner: Node | None = function
    while owner is not None and owner.type in ("call_expression", "member_expression"):
        owner = child(owner, "function") or child(owner, "object")
    if owner is None or owner.type in FUNCTIONS:
        return
    made = _value(owner, module)
    while made.type == "call_expression" and (inner := child(made, "function")) is not None:
        made = child(inner, "object") or inner
    binding = module.bindings.get(string(made))
    if binding is not None and binding.source in _ROUTERS:
        yield _ADDERS[string(name)], name
