"""What an expression surely is, without running it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.routes.nextjs._syntax import FUNCTIONS, bare, field, literal, string, walk

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tree_sitter import Node

    from sphinxext_rensei.routes.nextjs._exports import Module
    from sphinxext_rensei.routes.nextjs._modules import Modules

_DEEPEST: Final = 40
_CONSTANTS: Final = {"true": True, "false": False, "null": None, "undefined": None}
_CHANGES: Final = ("push", "unshift", "splice")


@dataclass(frozen=True, slots=True)
class Unknown:
    """What only running the code can tell."""

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
    local: Mapping[str, Node]
    depth: int = 0

    def value(self, node: Node) -> Value:
        """What an expression is."""
        node = bare(node)
        if self.depth > _DEEPEST:
            return Unknown(node)
        scope = replace(self, depth=self.depth + 1)
        match node.type:
            case "string":
                said = literal(node)
                return Unknown(node) if said is None else said
            case "template_string":
                return scope._template(node)
            case "identifier":
                return scope._named(node)
            case "object":
                return scope._object(node)
            case "array":
                return scope._array(node)
            case "binary_expression":
                return scope._sum(node)
            case "call_expression":
                return scope._call(node)
            case kind if kind in _CONSTANTS:
                return _CONSTANTS[kind]
            case kind if kind in FUNCTIONS:
                return Function(node, self)
            case _:
                return Unknown(node)

    def follow(self, node: Node) -> tuple[Scope, Node]:
        """What a name stands for, and where; any other expression as it is."""
        node = bare(node)
        name = string(node)
        if node.type not in ("identifier", "shorthand_property_identifier"):
            return self, node
        if name in self.local:
            return self, bare(self.local[name])
        binding = self.module.bindings.get(name)
        if binding is None:
            return self, node
        place = self.modules.value(binding, self.module)
        return Scope(place.module, self.modules, {}, self.depth), bare(place.node)

    def _named(self, node: Node) -> Value:
        scope, value = self.follow(node)
        if value == node or value.type == "identifier":
            return Unknown(node)
        return scope._unchanged(string(node), scope.value(value), node)

    def _unchanged(self, name: str, value: Value, node: Node) -> Value:
        """The value of a name, with something unknown where the file adds to it."""
        if not isinstance(value, list):
            return value
        changed = any(f"{name}.{change}(".encode() in self.module.file.text for change in _CHANGES)
        return [*value, Unknown(node)] if changed else value

    def _template(self, node: Node) -> Value:
        said = literal(node)
        if said is not None:
            return said
        parts: list[str] = []
        for each in node.named_children:
            inner = self.value(each.named_children[0]) if each.type == "template_substitution" else string(each)
            if not isinstance(inner, str):
                return Unknown(node)
            parts.append(inner)
        return "".join(parts)

    def _sum(self, node: Node) -> Value:
        left, right, operator = field(node, "left"), field(node, "right"), field(node, "operator")
        if left is None or right is None or operator is None or operator.type != "+":
            return Unknown(node)
        before, after = self.value(left), self.value(right)
        return before + after if isinstance(before, str) and isinstance(after, str) else Unknown(node)

    def _array(self, node: Node) -> Value:
        found: list[Value] = []
        for each in node.named_children:
            if each.type == "spread_element":
                inner = self.value(each.named_children[0])
                found += inner if isinstance(inner, list) else [Unknown(each)]
            elif each.type != "comment":
                found.append(self.value(each))
        return found

    def _object(self, node: Node) -> Value:
        found: dict[str, Value] = {}
        for each in node.named_children:
            key, value = field(each, "key") or field(each, "name"), field(each, "value")
            if each.type == "spread_element":
                inner = self.value(each.named_children[0])
                found |= inner if isinstance(inner, dict) else {}
            elif each.type == "shorthand_property_identifier":
                found[string(each)] = self._named(each)
            elif key is not None and key.type != "computed_property_name":
                name = literal(key)
                name = string(key) if name is None else name
                found[name] = Function(each, self) if each.type in FUNCTIONS else self.value(value or each)
        return found

    def _call(self, node: Node) -> Value:
        """An array of which ``filter`` leaves out what is empty, and what ``Promise.resolve`` holds."""
        function, arguments = field(node, "function"), field(node, "arguments")
        owner, name = (field(function, "object"), field(function, "property")) if function else (None, None)
        if owner is None or name is None or arguments is None or not arguments.named_children:
            return Unknown(node)
        if string(name) == "filter" and string(arguments.named_children[0]) == "Boolean":
            inner = self.value(owner)
            return [each for each in inner if each] if isinstance(inner, list) else Unknown(node)
        if string(name) == "concat":
            parts = [self.value(each) for each in (owner, *arguments.named_children)]
            return [each for part in parts for each in (part if isinstance(part, list) else [part])]
        if string(name) == "resolve":
            return self.value(arguments.named_children[0])
        return Unknown(node)


def results(function: Function) -> Iterator[tuple[Scope, Node]]:
    """What a function may return, in the order of its text."""
    body = field(function.node, "body")
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
            name, value = field(node, "name"), field(node, "value")
            if name is not None and value is not None and name.type == "identifier":
                yield string(name), value
