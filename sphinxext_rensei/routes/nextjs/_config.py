"""What ``next.config`` says of the paths of an application, as far as it is literal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.problems import Problem, RouteCode
from sphinxext_rensei.routes.nextjs._literals import Function, Scope, Unknown, Value, evaluate, results
from sphinxext_rensei.routes.nextjs._rewrites import Rewrite, read_rewrite
from sphinxext_rensei.routes.nextjs._syntax import FUNCTIONS, bare, child

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from tree_sitter import Node

    from sphinxext_rensei.routes.nextjs._modules import Modules

FILES: Final = tuple(f"next.config.{extension}" for extension in ("js", "mjs", "ts", "mts", "cjs", "cts"))

# In the order in which Next.js prefers them.
_EXTENSIONS: Final = ("tsx", "ts", "jsx", "js")
_PHASES: Final = ("beforeFiles", "afterFiles", "fallback")
_MAX_DEPTH: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What moves routes.

    :param extensions: of the files that are routes, without a dot.
    """

    base_path: str = ""
    extensions: tuple[str, ...] = _EXTENSIONS
    trailing_slash: bool = False
    rewrites: tuple[Rewrite, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_config(project: Path, modules: Modules) -> Config:
    """The configuration of an application; that of Next.js itself where there is none."""
    path = next((each for name in FILES if (each := project / name).is_file()), None)
    if path is None:
        return Config()
    module = modules.get(path)
    scope = Scope(module, modules)
    export = module.exports.get("default")
    value = export.binding.value or export.binding.node if export else None
    settings = _settings(scope, value, _MAX_DEPTH) if value is not None else None
    reader = _Reader(settings or {})
    if settings is None and module.file.text.strip() and not module.file.problems:
        reader.note(Unknown(module.file, value or module.file.root), "the configuration")
    return reader.read()


def _settings(scope: Scope, node: Node, depth: int) -> Mapping[str, Value] | None:
    """The object of settings in an expression: what plugins are given, what functions return, one of two."""
    scope, node = scope.follow(node)
    if depth == 0:
        return None
    parts: Iterable[tuple[Scope, Node | None]] = ()
    match node.type:
        case "object":
            value = evaluate(scope, node)
            return value if isinstance(value, dict) else None
        case "call_expression":
            arguments = child(node, "arguments")
            held = arguments.named_children if arguments else []
            parts = [(scope, each) for each in held if bare(each).type not in FUNCTIONS]
        case "ternary_expression":
            parts = [(scope, child(node, "consequence")), (scope, child(node, "alternative"))]
        case "binary_expression":
            parts = [(scope, child(node, "right"))]
        case kind if kind in FUNCTIONS:
            # What is returned early is for a case; the last is for all others.
            parts = reversed([(inner, each) for inner, each in results(Function(node, scope))])
    found = (_settings(inner, each, depth - 1) for inner, each in parts if each is not None)
    return next((each for each in found if each is not None), None)


class _Reader:
    """Reads settings, and notes what is not literal."""

    def __init__(self, settings: Mapping[str, Value]) -> None:
        self._settings = settings
        self._problems: dict[str, Problem] = {}

    def note(self, value: Value, what: str) -> None:
        """Say that something can't be known, where it can't; once of each kind."""
        if not isinstance(value, Unknown):
            return
        message = f"{what} can't be known without running the code"
        location = value.file.location(value.node)
        self._problems.setdefault(what, Problem(RouteCode.UNREAD_ROUTES, message, location))

    def read(self) -> Config:
        """All that moves routes."""
        base = self._setting("basePath")
        extensions = self._setting("pageExtensions")
        extensions = extensions if isinstance(extensions, list) else []
        for each in extensions:
            self.note(each, "a part of 'pageExtensions'")
        return Config(
            base_path=f"/{base.strip('/')}" if isinstance(base, str) and base.strip("/") else "",
            extensions=tuple(each for each in extensions if isinstance(each, str)) or _EXTENSIONS,
            trailing_slash=self._setting("trailingSlash") is True
            and self._setting("skipTrailingSlashRedirect") is not True,
            rewrites=tuple(self._rewrites()),
            problems=tuple(self._problems.values()),
        )

    def _setting(self, name: str) -> Value:
        value = self._settings.get(name)
        self.note(value, f"'{name}'")
        return value

    def _rewrites(self) -> Iterator[Rewrite]:
        value = self._setting("rewrites")
        if not isinstance(value, Function):
            return
        for scope, node in results(value):
            yield from self._listed(evaluate(scope, node))

    def _listed(self, value: Value) -> Iterator[Rewrite]:
        """The rewrites of an array, or of an object of arrays."""
        if isinstance(value, dict):
            for phase in _PHASES:
                yield from self._listed(value.get(phase))
        self.note(value, "a part of 'rewrites'")
        for each in value if isinstance(value, list) else ():
            rewrite = read_rewrite(each) if isinstance(each, dict) else each
            if isinstance(rewrite, Rewrite):
                yield rewrite
            else:
                self.note(rewrite, "a part of 'rewrites'")
