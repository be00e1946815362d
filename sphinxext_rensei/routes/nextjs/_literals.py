"""What an expression surely is, without running it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.routes.nextjs._exports import EVERYTHING, Binding, required_module
from sphinxext_rensei.routes.nextjs._syntax import FUNCTIONS, bare, child, literal, string, walk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from tree_sitter import Node

    from sphinxext_rensei.routes.nextjs._exports import Module
    from sphinxext_rensei.routes.nextjs._modules import Modules
    from sphinxext_rensei.routes.nextjs._syntax import File

_MAX_DEPTH: Final = 40
_CONSTANTS: Final = {"true": True, "false": False, "null": None, "undefined": None}
_CHANGES: Final = ("push", "unshift", "splice")


@dataclass(frozen=True, slots=True)
class Unknown:
    """What only running the code can tell."""

    file: File
    node: Node


@dataclass(frozen=True, slots=True)
class Function:
    """A function, and where its names come from."""

    node: Node
    scope: Scope


Value = str | float | bool | None | list["Value"] | dict[str, "Value"] | Unknown | Function
"""What an expression is."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The names that an expression can use.

    :param local: those of the functions that it is in.
    """

    module: Module
    modules: Modules
    local: Mapping[str, Node] = field(default_factory=dict)
    depth: int = 0

    def follow(self, node: Node) -> tuple[Scope, Node]:
        """What a name, or what ``require`` loads, stands for, and where; any other expression as it is."""
        node = bare(node)
        name = string(node) if node.type in ("identifier", "shorthand_property_identifier") else ""
        if name in self.local:
            return self, bare(self.local[name])
        required = required_module(node)
        if required is None:
            binding = self.module.bindings.get(name)
        else:
            binding = Binding(node=node, source=required, imported=EVERYTHING)
        if binding is None:
            return self, node
        place = self.modules.value(binding, self.module)
        return Scope(place.module, self.modules, depth=self.depth), bare(place.node)


def evaluate(scope: Scope, node: Node) -> Value:
    """What an expression is."""
    node = bare(node)
    if node.type in _CONSTANTS:
        return _CONSTANTS[node.type]
    if node.type in FUNCTIONS:
        return Function(node, scope)
    reader = _READERS.get(node.type)
    if reader is None or scope.depth > _MAX_DEPTH:
        return Unknown(scope.module.file, node)
    return reader(replace(scope, depth=scope.depth + 1), node)


def beginning(node: Node) -> str:
    """What a text surely begins with, however it goes on."""
    while node.type == "binary_expression" and (left := child(node, "left")) is not None:
        node = bare(left)
    if node.type == "template_string":
        first = next(iter(node.named_children), None)
        return string(first) if first is not None and first.type == "string_fragment" else ""
    return literal(node) or ""


def _string(scope: Scope, node: Node) -> Value:
    said = literal(node)
    return Unknown(scope.module.file, node) if said is None else said


def _template(scope: Scope, node: Node) -> Value:
    parts: list[str] = []
    for each in node.named_children:
        if each.type == "template_substitution":
            inner = evaluate(scope, each.named_children[0])
            if not isinstance(inner, str):
                return Unknown(scope.module.file, node)
            parts.append(inner)
        else:
            parts.append(string(each))
    return "".join(parts) if len(parts) != 1 else literal(node) or parts[0]


def _named(scope: Scope, node: Node) -> Value:
    inner, value = scope.follow(node)
    if value == node or value.type == "identifier":
        return Unknown(scope.module.file, node)
    said = evaluate(inner, value)
    name = string(node)
    if isinstance(said, list) and any(f"{name}.{change}(".encode() in scope.module.file.text for change in _CHANGES):
        return [*said, Unknown(scope.module.file, node)]
    return said


def _sum(scope: Scope, node: Node) -> Value:
    left, right, operator = child(node, "left"), child(node, "right"), child(node, "operator")
    if left is None or right is None or operator is None or operator.type != "+":
        return Unknown(scope.module.file, node)
    before, after = evaluate(scope, left), evaluate(scope, right)
    return before + after if isinstance(before, str) and isinstance(after, str) else Unknown(scope.module.file, node)


def _array(scope: Scope, node: Node) -> Value:
    found: list[Value] = []
    for each in node.named_children:
        if each.type == "spread_element":
            inner = evaluate(scope, each.named_children[0])
            found += inner if isinstance(inner, list) else [Unknown(scope.module.file, each)]
        elif each.type != "comment":
            found.append(evaluate(scope, each))
    return found


def _object(scope: Scope, node: Node) -> Value:
    found: dict[str, Value] = {}
    for each in node.named_children:
        key, value = child(each, "key", "name"), child(each, "value")
        if each.type == "spread_element":
            inner = evaluate(scope, each.named_children[0])
            found |= inner if isinstance(inner, dict) else {}
        elif each.type == "shorthand_property_identifier":
            found[string(each)] = _named(scope, each)
        elif key is not None and key.type != "computed_property_name":
            name = literal(key)
            found[string(key) if name is None else name] = evaluate(scope, value or each)
    return found


def _call(scope: Scope, node: Node) -> Value:
    """What is loaded; arrays without what is empty, arrays one behind the other, and what a promise holds."""
    inner_scope, loaded = scope.follow(node)
    if loaded != node:
        return evaluate(inner_scope, loaded)
    function, arguments = child(node, "function"), child(node, "arguments")
    owner, name = child(function, "object"), child(function, "property")
    if owner is None or name is None or arguments is None or not arguments.named_children:
        return Unknown(scope.module.file, node)
    held = arguments.named_children
    if string(name) == "filter" and string(held[0]) == "Boolean":
        inner = evaluate(scope, owner)
        return [each for each in inner if each] if isinstance(inner, list) else Unknown(scope.module.file, node)
    if string(name) == "concat":
        parts = [evaluate(scope, each) for each in (owner, *held)]
        return [each for part in parts for each in (part if isinstance(part, list) else [part])]
    return (
        evaluate(scope, held[0]) if string(function or node) == "Promise.resolve" else Unknown(scope.module.file, node)
    )


_READERS: Final[Mapping[str, Callable[[Scope, Node], Value]]] = {
    "string": _string,
    "template_string": _template,
    "identifier": _named,
    "binary_expression": _sum,
    "array": _array,
    "object": _object,
    "call_expression": _call,
}
"""Type of an expression -> what says what it is."""


def results(function: Function) -> Iterator[tuple[Scope, Node]]:
    """What a function may return, in the order of its text."""
    body = child(function.node, "body")
    if body is None:
        return
    if body.type != "statement_block":
        yield function.scope, body
        return
    local = dict(function.scope.local) | dict(_locals(body))
    scope = replace(function.scope, local=local, depth=function.scope.depth + 1)
    for node in walk(body, beside=FUNCTIONS):
        if node.type == "return_statement" and node.named_children:
            yield scope, node.named_children[0]


def _locals(body: Node) -> Iterator[tuple[str, Node]]:
    for node in walk(body, beside=FUNCTIONS):
        if node.type == "variable_declarator":
            name, value = child(node, "name"), child(node, "value")
            if name is not None and value is not None and name.type == "identifier":
                yield string(name), value
