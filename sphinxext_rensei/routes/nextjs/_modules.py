"""The modules of an application, and what they export of each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.routes.nextjs._exports import EVERYTHING, Export, Module, Star, read_module
from sphinxext_rensei.routes.nextjs._syntax import bare, child, read_file, string

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from tree_sitter import Node

    from sphinxext_rensei.problems import Problem
    from sphinxext_rensei.routes.nextjs._exports import Binding
    from sphinxext_rensei.routes.nextjs._resolve import Resolver

# Modules and names that are followed one from another.
_MAX_STEPS: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An expression or a function, and the module that it is in."""

    module: Module
    node: Node

    def holds(self, place: Place) -> bool:
        """Whether another place is inside of this one."""
        outer, inner = self.node, place.node
        is_inside = outer.start_byte <= inner.start_byte and inner.end_byte <= outer.end_byte
        return is_inside and self.module is place.module


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A name that a module exports.

    :param node: where the module says so.
    :param module: the module that has the name, which may be another.
    """

    node: Node
    module: Module
    export: Export


class Modules:
    """Reads modules once, and follows names through them.

    :param name: how messages call a file.
    """

    def __init__(self, resolver: Resolver, name: Callable[[Path], str]) -> None:
        self._resolver = resolver
        self._name = name
        self._modules: dict[Path, Module] = {}

    def get(self, path: Path) -> Module:
        """A module; one without names where the file can't be read."""
        if path not in self._modules:
            self._modules[path] = read_module(read_file(path, self._name(path)))
        return self._modules[path]

    @property
    def problems(self) -> Iterator[Problem]:
        """What is wrong with the files that were read."""
        for module in self._modules.values():
            yield from module.file.problems

    def find(self, source: str, module: Module) -> Module | None:
        """The module that another one calls by a name, if it is in the tree."""
        path = self._resolver.find(source, module.file.path)
        return self.get(path) if path else None

    def exports(self, module: Module) -> tuple[Mapping[str, Found], tuple[Star, ...]]:
        """What can be called of what a module exports, and where it exports all of what is not in the tree."""
        found: dict[str, Found] = {}
        lost: dict[Node, Star] = {}
        seen: set[Path] = set()
        # With each module, the statement of the first that leads to it.
        waiting: list[tuple[Module, Star | None]] = [(module, None)]
        while waiting:
            each, through = waiting.pop()
            if each.file.path in seen:
                continue
            seen.add(each.file.path)
            for name, export in each.exports.items():
                if export.binding.is_callable and not (through and name == "default"):
                    node = through.node if through else export.node
                    found.setdefault(name, Found(node=node, module=each, export=export))
            for star in reversed(each.stars):
                target = self.find(star.source, each)
                if target is not None:
                    waiting.append((target, through or star))
                else:
                    node = through.node if through else star.node
                    lost.setdefault(node, Star(node=node, source=star.source))
        return found, tuple(lost.values())

    def trace(self, found: Found) -> Iterator[Place]:
        """Where a name leads: what exports it, what it stands for, what that stands for, and so on."""
        module, binding, node = found.module, found.export.binding, found.export.node
        for _ in range(_MAX_STEPS):
            yield Place(module=module, node=node)
            if binding.source:
                target = self.find(binding.source, module)
                export = self._exported(target, binding.imported) if target else None
                if export is None:
                    return
                module, binding, node = export.module, export.export.binding, export.export.node
                continue
            if binding.node != node:
                yield Place(module=module, node=binding.node)
            value = binding.value
            if value is None or value.type != "identifier":
                yield Place(module=module, node=value or binding.node)
                return
            if string(value) not in module.bindings:
                return
            binding = module.bindings[string(value)]
            node = binding.node

    def _exported(self, module: Module, name: str) -> Found | None:
        export = module.exports.get("default" if name == EVERYTHING else name)
        if name == EVERYTHING and (export is None or export.node.type != "member_expression"):
            # Only `module.exports = …` makes a module one value.
            return None
        if export is not None:
            return Found(node=export.node, module=module, export=export)
        return self.exports(module)[0].get(name)

    def parts(self, place: Place) -> Iterator[Place]:
        """What is called or passed on at a place, as far as its names lead: handlers, in what wraps them."""
        waiting, seen = [place], {place.node}
        while waiting and len(seen) < _MAX_STEPS:
            each = waiting.pop()
            yield each
            for node in _passed(bare(each.node)):
                binding = each.module.bindings.get(string(node)) if node.type == "identifier" else None
                inner = self.value(binding, each.module) if binding else Place(module=each.module, node=node)
                if inner.node not in seen:
                    seen.add(inner.node)
                    waiting.append(inner)

    def value(self, binding: Binding, module: Module) -> Place:
        """The expression or function that a binding leads to."""
        export = Export(node=binding.node, binding=binding)
        *_, last = self.trace(Found(node=binding.node, module=module, export=export))
        return last


def _passed(node: Node) -> list[Node]:
    """What a call is given, and the call that it calls what comes of: ``wrap(options)(handler)``."""
    function, arguments = child(node, "function"), child(node, "arguments")
    if node.type != "call_expression" or function is None or arguments is None:
        return []
    return [*arguments.named_children, *([function] if function.type == "call_expression" else [])]
