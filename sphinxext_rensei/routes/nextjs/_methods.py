"""The methods that a handler below ``pages/api`` answers, as far as it compares them with what it can be sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinxext_rensei.routes.nextjs._exports import names_of
from sphinxext_rensei.routes.nextjs._modules import Place
from sphinxext_rensei.routes.nextjs._syntax import FUNCTIONS, bare, child, find_nodes, literal, string, walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tree_sitter import Node

    from sphinxext_rensei.routes.nextjs._exports import Module

METHODS: Final = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH")
"""The methods that Next.js passes on to a route handler."""

_REQUESTS: Final = frozenset({"req", "request", "_req", "_request"})
# Builders of routers, with a function for each method: next-connect.
_ROUTERS: Final = frozenset({"next-connect"})
_ADDERS: Final = {method.lower(): method for method in METHODS}
_HOLDERS: Final = ("includes", "has", "indexOf")
_PATTERN: Final = f"""
(binary_expression operator: ["===" "==" "!==" "!="]) @node
(switch_statement) @node
(subscript_expression) @node
(call_expression
  function: (member_expression property: (property_identifier) @name)
  (#any-of? @name {" ".join(f'"{name}"' for name in (*_HOLDERS, *_ADDERS))})) @node
(call_expression arguments: (arguments (object) @table))
(variable_declarator) @declarator
"""
# What is answered before a handler looks at what it was made for.
_ASIDE: Final = frozenset({"HEAD", "OPTIONS"})


def find_methods(places: Sequence[Place]) -> dict[str, Place]:
    """The methods that a handler names, each with where; none where it does not say, or answers others too.

    :param places: the handler, and what it passes on.
    """
    named = [(method, place.module, node) for place in places for method, node in _passed(bare(place.node))]
    if not named:
        modules = {place.module.file.path: place.module for place in places}
        named = [(method, module, node) for module in modules.values() for method, node in _named(module)]
    found: dict[str, Place] = {}
    for method, module, node in named:
        found.setdefault(method, Place(module=module, node=node))
    return {} if _ASIDE.issuperset(found) else found


def _passed(node: Node) -> list[tuple[str, Node]]:
    """The methods that what wraps a handler is given: ``allow("GET")``, ``allow(["GET"])``, ``handle({ get: … })``."""
    if node.type == "object":
        keys = _keys(node)
        in_one_case = len({name.isupper() for name, _ in keys}) == 1
        return _methods((name.upper(), key) for name, key in keys) if in_one_case else []
    items = [each for each in node.named_children if each.type != "comment"] if node.type == "array" else [node]
    return _methods((literal(each) or "", each) for each in items)


def _methods(names: Iterable[tuple[str, Node]]) -> list[tuple[str, Node]]:
    """The names, if they are methods and nothing but methods."""
    found = list(names)
    return found if all(name in METHODS for name, _ in found) else []


def _keys(node: Node) -> list[tuple[str, Node]]:
    """The keys of an object."""
    found: list[tuple[str, Node]] = []
    for each in node.named_children if node.type == "object" else ():
        key = each if each.type == "shorthand_property_identifier" else child(each, "key", "name")
        if key is not None:
            found.append((_said(key), key))
    return found


def _said(node: Node) -> str:
    """What a literal, a key or a constant says: ``"GET"``, ``GET``, ``[HttpMethod.GET]``."""
    node = bare(node)
    if node.type == "computed_property_name":
        node = node.named_children[0]
    said = literal(node)
    if said is not None:
        return said
    name = child(node, "property") if node.type == "member_expression" else node
    return string(name) if name is not None and name.type.endswith("property_identifier") else ""


def _named(module: Module) -> Iterator[tuple[str, Node]]:
    """The methods that a module compares with that of the request, and those that it has tables and routers for."""
    nodes, tables, declarators = find_nodes(module.file, _PATTERN, "node", "table", "declarator")
    names = set(_names(declarators))
    for node in nodes:
        for each in _literals(node, module, names):
            method = _said(each).upper()
            if method in METHODS:
                yield method, each
        if node.type == "subscript_expression":
            index, owner = child(node, "index"), child(node, "object")
            if index is not None and owner is not None and _is_method(index, names):
                yield from _methods(_keys(_value(owner, module)))
        yield from _added(node, module)
    for table in tables:
        yield from _methods(_keys(table))


def _literals(node: Node, module: Module, names: set[str]) -> Iterator[Node]:
    if node.type == "binary_expression":
        left, right = child(node, "left"), child(node, "right")
        if left and right:
            yield from (right,) if _is_method(left, names) else (left,) if _is_method(right, names) else ()
    elif node.type == "switch_statement":
        value, body = child(node, "value"), child(node, "body")
        for case in body.named_children if value and body and _is_method(value, names) else ():
            said = child(case, "value")
            yield from (said,) if said else ()
    elif node.type == "call_expression":
        function, arguments = child(node, "function"), child(node, "arguments")
        owner, name = child(function, "object"), child(function, "property")
        first = arguments.named_children[0] if arguments and arguments.named_children else None
        if owner and name and first and string(name) in _HOLDERS and _is_method(first, names):
            yield from walk(_value(owner, module))


def _names(declarators: Iterable[Node]) -> Iterator[str]:
    """The names that stand for the method of the request."""
    for node in declarators:
        name, value = child(node, "name"), child(node, "value")
        if name is None or value is None:
            continue
        if name.type == "identifier" and _is_method(value, set()):
            yield string(name)
        elif name.type == "object_pattern" and _is_request(bare(value)):
            for each, key in names_of(name):
                if key == "method":
                    yield string(each)


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
        name = child(function, "property")
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
    name = child(function, "property")
    if name is None or string(name) not in _ADDERS:
        return
    owner: Node | None = function
    while owner is not None and owner.type in ("call_expression", "member_expression"):
        owner = child(owner, "function", "object")
    if owner is None or owner.type in FUNCTIONS:
        return
    made = _value(owner, module)
    while made.type == "call_expression" and (inner := child(made, "function")) is not None:
        made = child(inner, "object") or inner
    binding = module.bindings.get(string(made))
    if binding is not None and binding.source in _ROUTERS:
        yield _ADDERS[string(name)], name
