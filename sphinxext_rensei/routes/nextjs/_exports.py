"""What a module declares and exports, in every form of ECMAScript, TypeScript and CommonJS."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.routes.nextjs._syntax import FUNCTIONS, bare, child, literal, statements, string, torn_exports

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tree_sitter import Node

    from sphinxext_rensei.routes.nextjs._syntax import File

EVERYTHING: Final = "*"
"""In place of a name: the module itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """A name at the top level of a module.

    :param node: where it is named.
    :param value: the function, or the expression that the name stands for; None for a part of a pattern.
    :param source: the module that it is imported from, where it is called ``imported``.
    :param is_callable: whether it can be called at all: types, classes, enumerations, generators and plain data can't.
    """

    node: Node
    value: Node | None = None
    source: str = ""
    imported: str = ""
    is_callable: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A name that a module gives to others.

    :param node: where it is named.
    :param binding: what it stands for.
    """

    node: Node
    binding: Binding


@dataclass(frozen=True, slots=True, kw_only=True)
class Star:
    """``export * from``: every name of another module but ``default``."""

    node: Node
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """A file's names."""

    file: File
    bindings: Mapping[str, Binding] = field(default_factory=dict)
    exports: Mapping[str, Export] = field(default_factory=dict)
    stars: tuple[Star, ...] = ()


def read_module(file: File) -> Module:
    """The names of a file."""
    bindings: dict[str, Binding] = {}
    exports: dict[str, Export] = {}
    stars: list[Star] = []
    for statement in statements(file):
        declared = child(statement, "declaration") or statement
        for name, binding in _declared(declared):
            # A type and a value may share a name, and an overload comes before what it is one of.
            if name not in bindings or binding.is_callable:
                bindings[name] = binding
    for statement in statements(file):
        if star := _star(statement):
            stars.append(star)
        for name, export in _exported(statement, bindings):
            if name not in exports or not exports[name].binding.is_callable:
                exports[name] = export
    for torn in torn_exports(file):
        for each, _ in names_of(torn):
            exports.setdefault(string(each), Export(node=each, binding=Binding(node=each)))
    return Module(file=file, bindings=bindings, exports=exports, stars=tuple(stars))


def _declared(node: Node) -> Iterator[tuple[str, Binding]]:
    """The names that a statement declares or imports."""
    match node.type:
        case "import_statement":
            yield from _imported(node)
        case "lexical_declaration" | "variable_declaration":
            for declarator in node.named_children:
                if declarator.type == "variable_declarator":
                    yield from _variables(declarator)
        case "import_alias" if node.named_children:
            yield string(node.named_children[0]), Binding(node=node.named_children[0])
        case _:
            name = child(node, "name")
            if name is not None:
                yield string(name), Binding(node=name, value=node, is_callable=node.type == "function_declaration")


def _variables(declarator: Node) -> Iterator[tuple[str, Binding]]:
    target, value = child(declarator, "name"), child(declarator, "value")
    if target is None:
        return
    required = required_module(value)
    for name, key in names_of(target):
        if required is not None:
            yield string(name), Binding(node=name, source=required, imported=key or EVERYTHING)
        elif target.type == "identifier":
            yield string(name), _valued(name, value)
        else:
            yield string(name), Binding(node=name)


def required_module(value: Node | None) -> str | None:
    """The module that ``require("…")`` loads."""
    value = value and bare(value)
    function = value and child(value, "function")
    arguments = value and child(value, "arguments")
    if value is None or value.type != "call_expression" or function is None or arguments is None:
        return None
    name = string(function)
    return literal(next(iter(arguments.named_children), None)) if name in ("require", "import") else None


def names_of(pattern: Node) -> Iterator[tuple[Node, str]]:
    """The names that a pattern binds, each with the last key on the way to it."""
    waiting: list[tuple[Node | None, str]] = [(pattern, "")]
    while waiting:
        node, key = waiting.pop()
        if node is None:
            continue
        match node.type:
            case "identifier":
                yield node, key
            case "shorthand_property_identifier_pattern":
                yield node, string(node)
            case "pair_pattern":
                name = child(node, "key")
                waiting.append((child(node, "value"), string(name) if name else ""))
            case "assignment_pattern" | "object_assignment_pattern":
                waiting.append((child(node, "left"), key))
            case "object_pattern" | "array_pattern":
                waiting += [(each, "") for each in reversed(node.named_children)]
            case _:
                # A rest of a pattern is an object or an array, and no handler.
                continue


def _imported(node: Node) -> Iterator[tuple[str, Binding]]:
    """The names of an import; those of types can't be called."""
    source = literal(child(node, "source")) or ""
    is_value = not any(each.type == "type" for each in node.children)
    for clause in node.named_children:
        if clause.type == "import_require_clause":
            required = literal(child(clause, "source")) or ""
            name = clause.named_children[0]
            yield string(name), Binding(node=name, source=required, imported=EVERYTHING)
        for each in clause.named_children if clause.type == "import_clause" else ():
            if each.type == "identifier":
                yield string(each), Binding(node=each, source=source, imported="default", is_callable=is_value)
            elif each.type == "namespace_import" and each.named_children:
                name = each.named_children[0]
                yield string(name), Binding(node=name, source=source, imported=EVERYTHING, is_callable=False)
            for specifier in each.named_children if each.type == "named_imports" else ():
                yield from _specified(specifier, source, is_value=is_value)


def _specified(specifier: Node, source: str, *, is_value: bool) -> Iterator[tuple[str, Binding]]:
    name = child(specifier, "name")
    alias = child(specifier, "alias", "name")
    if name is not None and alias is not None:
        is_value = is_value and specifier.children[0].type != "type"
        yield _name(alias), Binding(node=alias, source=source, imported=_name(name), is_callable=is_value)


def _name(node: Node) -> str:
    """A name of a module, which may be written as a string (ECMA-262, ModuleExportName)."""
    said = literal(node)
    return string(node) if said is None else said


_DATA: Final = frozenset(
    {
        *("number", "string", "template_string", "object", "array", "true", "false", "null", "undefined", "regex"),
        *("class", "generator_function"),
    }
)
"""Expressions that can't be called."""


def _valued(node: Node, value: Node | None) -> Binding:
    value = value and bare(value)
    return Binding(node=node, value=value, is_callable=value is None or value.type not in _DATA)


def _star(statement: Node) -> Star | None:
    """``export * from "…"``, or what CommonJS has for it: ``module.exports = require("…")``."""
    if statement.type == "expression_statement" and statement.named_children:
        assigned = statement.named_children[0]
        left = child(assigned, "left")
        required = required_module(child(assigned, "right")) if left and string(left) == "module.exports" else None
        return Star(node=statement, source=required) if required else None
    if statement.type != "export_statement":
        return None
    kinds = [each.type for each in statement.children]
    # The grammar does not know `export type *`.
    is_type = "type" in kinds or any(each.is_error and each.text == b"type" for each in statement.children)
    source = literal(child(statement, "source"))
    return Star(node=statement, source=source) if "*" in kinds and source is not None and not is_type else None


def _exported(statement: Node, bindings: Mapping[str, Binding]) -> Iterator[tuple[str, Export]]:
    """The names that a statement exports."""
    if statement.type == "expression_statement" and statement.named_children:
        yield from _assigned(statement.named_children[0], bindings)
    if statement.type != "export_statement" or any(each.type == "type" for each in statement.children):
        return
    kinds = {each.type for each in statement.children}
    if "default" in kinds:
        value = child(statement, "value", "declaration")
        if value is not None:
            yield "default", Export(node=statement, binding=_value(value, bindings))
    elif "=" in kinds:
        yield from _properties(statement.named_children[-1], bindings)
    elif (declaration := child(statement, "declaration")) is not None:
        for name, binding in _declared(declaration):
            yield name, Export(node=binding.node, binding=bindings[name] if binding.is_callable else binding)
    source = literal(child(statement, "source"))
    for clause in statement.named_children:
        for specifier in clause.named_children if clause.type == "export_clause" else ():
            yield from _listed(specifier, source, bindings)


def _listed(specifier: Node, source: str | None, bindings: Mapping[str, Binding]) -> Iterator[tuple[str, Export]]:
    name = child(specifier, "name")
    alias = child(specifier, "alias", "name")
    if name is None or alias is None or specifier.children[0].type == "type":
        return
    if source is None:
        binding = bindings.get(_name(name), Binding(node=name))
    else:
        binding = Binding(node=name, source=source, imported=_name(name))
    yield _name(alias), Export(node=alias, binding=binding)


def _value(value: Node, bindings: Mapping[str, Binding]) -> Binding:
    """What an exported expression stands for."""
    value = bare(value)
    if value.type == "identifier":
        return bindings.get(string(value), Binding(node=value))
    if value.type in FUNCTIONS:
        return Binding(node=value, value=value)
    return Binding(node=value, value=value, is_callable=value.type not in _DATA and "_declaration" not in value.type)


def _assigned(node: Node, bindings: Mapping[str, Binding]) -> Iterator[tuple[str, Export]]:
    """The exports of CommonJS: ``exports.GET = …``, ``module.exports.GET = …``, ``module.exports = { … }``."""
    targets: list[Node] = []
    while node.type == "assignment_expression":
        left, right = child(node, "left"), child(node, "right")
        if left is None or right is None:
            return
        targets.append(left)
        node = bare(right)
    for target in targets:
        owner, name = child(target, "object"), child(target, "property")
        if target.type != "member_expression" or owner is None or name is None:
            continue
        if string(target) == "module.exports":
            yield from _properties(node, bindings)
            yield "default", Export(node=target, binding=_value(node, bindings))
        elif string(owner) in ("exports", "module.exports"):
            yield string(name), Export(node=name, binding=_value(node, bindings))


def _properties(node: Node, bindings: Mapping[str, Binding]) -> Iterator[tuple[str, Export]]:
    """The exports that an object holds."""
    for each in node.named_children if node.type == "object" else ():
        key, value = child(each, "key", "name"), child(each, "value")
        if each.type == "shorthand_property_identifier":
            yield string(each), Export(node=each, binding=bindings.get(string(each), Binding(node=each)))
        elif each.type == "method_definition" and key is not None:
            yield string(key), Export(node=key, binding=Binding(node=key, value=each))
        elif each.type == "pair" and key is not None and value is not None:
            yield _name(key), Export(node=key, binding=_value(value, bindings))
