"""Who may import whom: a table, and proofs that the package keeps to it."""

from __future__ import annotations

import ast
import graphlib
import json
import pkgutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

import sphinxext_rensei

PACKAGE = "sphinxext_rensei"
SOURCE = Path(sphinxext_rensei.__file__).parent

# A unit is a module or a package right under the root; the root itself is "".
PURE = frozenset(
    {
        *("errors", "problems", "words", "spec", "schema", "bundle", "diff", "checks", "request", "samples"),
        *("definitions", "endpoints", "pages", "policy", "routes", "drift", "draft", "markdown", "llms", "lean"),
    }
)
DOCUTILS = frozenset({"twin", "nodes", "render"})
GLUE = frozenset(
    {
        *("", "assets", "builders", "chosen", "collector", "config", "contents", "domain", "generate", "history"),
        *("idle", "logging", "metadata", "navigation", "outline", "remote", "resolve", "reuse"),
        *("site_files", "store", "titles", "translation", "twins", "versions", "writers"),
    }
)

# What asks the system: of files in Git.
SYSTEM = frozenset({"revisions"})

# What needs no site: servers, and the command line that starts them.
RIM = frozenset({"proxy", "mock", "cli", "__main__"})

# A unit, and the units that it may import.  A new unit is a new row.
NEIGHBOURS = {
    "problems": frozenset[str](),
    "errors": frozenset({"problems"}),
    "spec": frozenset({"errors", "problems"}),
    "words": frozenset[str](),
    "schema": frozenset({"errors", "problems", "words", "spec"}),
    "bundle": frozenset({"errors", "problems", "spec"}),
    "diff": frozenset({"errors", "problems", "words", "spec", "schema", "endpoints"}),
    "checks": frozenset({"errors", "problems", "spec", "schema"}),
    "request": frozenset({"errors", "problems", "spec", "schema"}),
    "samples": frozenset({"errors", "problems", "spec", "schema", "request"}),
    "definitions": frozenset({"errors", "problems", "words", "spec", "schema"}),
    "pages": frozenset({"errors", "problems", "words", "spec"}),
    "policy": frozenset({"errors", "problems", "spec"}),
    "markdown": frozenset[str](),
    "lean": frozenset[str](),
    "llms": frozenset({"words", "markdown"}),
    "endpoints": frozenset({"spec"}),
    "routes": frozenset({"errors", "problems", "spec"}),
    "drift": frozenset({"errors", "problems", "spec", "schema", "routes"}),
    "draft": frozenset({"errors", "problems", "spec", "routes", "drift"}),
    # A proxy is told what it may do: it reads no description.
    "proxy": frozenset({"errors"}),
    "mock": frozenset({"errors", "problems", "spec", "schema", "checks", "request"}),
    "revisions": frozenset({"errors", "problems", "spec"}),
    "cli": PURE | SYSTEM | {"proxy", "mock"},
    "__main__": frozenset({"cli"}),
    "twin": frozenset({"markdown"}),
    "nodes": frozenset({"errors", "problems", "words", "markdown", "twin"}),
    "render": PURE | {"nodes"},
} | dict.fromkeys(GLUE, PURE | SYSTEM | DOCUTILS | GLUE - {""})

# What each layer may import from outside, beside the standard library: modules, with all that is in them.
PURE_OUTSIDE = frozenset({"jsonschema_rs", "referencing", "regress", "yaml"})
DOCUTILS_OUTSIDE = PURE_OUTSIDE | {"docutils", "markdown_it", "pygments", "sphinx.addnodes"}
GLUE_OUTSIDE = DOCUTILS_OUTSIDE | {"myst_parser", "requests", "sphinx"}
RIM_OUTSIDE = frozenset({"starlette", "uvicorn"})
PROXY_OUTSIDE = frozenset({"anyio", "httpcore", "httpx", "idna", "publicsuffixlist", "starlette"})
ROUTES_OUTSIDE = frozenset({"tree_sitter", "tree_sitter_typescript"})
OUTSIDE = (
    dict.fromkeys(PURE | SYSTEM, PURE_OUTSIDE)
    | dict.fromkeys(DOCUTILS, DOCUTILS_OUTSIDE)
    | dict.fromkeys(GLUE, GLUE_OUTSIDE)
    | dict.fromkeys(RIM, RIM_OUTSIDE)
    | {"proxy": PROXY_OUTSIDE, "routes": PURE_OUTSIDE | ROUTES_OUTSIDE}
)

# Only to say of which type something is: visitors are functions whose `self` is a translator of Sphinx's.
OUTSIDE_FOR_TYPES = {"nodes": frozenset({"sphinx.util.docutils", "sphinx.writers"})}

# Private modules of others, each with its reason.
EXCUSED = {
    "re._constants",  # with `re._parser`: the parse tree of a pattern, which nothing public gives
    "re._parser",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """One imported thing, by its full dotted name."""

    file: Path
    line: int
    name: str
    for_types: bool

    @property
    def unit(self) -> str:
        """The unit that imports."""
        return self.file.with_suffix("").parts[0].replace("__init__", "")

    @property
    def target(self) -> str | None:
        """The unit that is imported, if it is one of ours."""
        package, _, rest = self.name.partition(".")
        if package != PACKAGE:
            return None
        # What the root defines itself (its version) is there before any of its modules.
        first = rest.partition(".")[0]
        return first if (SOURCE / first).is_dir() or (SOURCE / f"{first}.py").is_file() else ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.name}"


def read_imports(path: Path, root: Path = SOURCE) -> list[Import]:
    """All imports of a file, wherever in it they stand."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for_types = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")
        for statement in node.body
        for inner in ast.walk(statement)
    }
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{'.' * node.level}{node.module or ''}.{alias.name}" for alias in node.names]
        else:
            continue
        file, typing_only = path.relative_to(root), id(node) in for_types
        found += [Import(file=file, line=node.lineno, name=name, for_types=typing_only) for name in names]
    return found


FILES = sorted(SOURCE.rglob("*.py"))
IMPORTS = [found for path in FILES for found in read_imports(path)]


def is_within(name: str, modules: frozenset[str]) -> bool:
    return any(f"{name}.".startswith(f"{module}.") for module in modules)


def is_outside_allowed(found: Import) -> bool:
    allowed = OUTSIDE[found.unit]
    if found.for_types:
        allowed |= OUTSIDE_FOR_TYPES.get(found.unit, frozenset())
    return is_within(found.name, allowed | sys.stdlib_module_names)


def is_neighbour_allowed(found: Import) -> bool:
    return found.target in {"", found.unit} or found.target in NEIGHBOURS[found.unit]


def is_private_elsewhere(found: Import) -> bool:
    """Whether a private name is imported from a package that the importing file is not in."""
    parts = found.name.split(".")
    private = next((at for at, part in enumerate(parts) if part.strip("_") and part[0] == "_" != part[1]), None)
    if private is None:
        return False
    return parts[:private] != [PACKAGE, *found.file.parent.parts][:private]


def test_every_unit_is_in_the_table() -> None:
    """A unit without a row could import anything."""
    units = {Import(file=path.relative_to(SOURCE), line=0, name="", for_types=False).unit for path in FILES}
    assert units <= NEIGHBOURS.keys() == OUTSIDE.keys(), f"no row for {sorted(units - NEIGHBOURS.keys())}"


def test_units_import_their_neighbours_only() -> None:
    """Imports among our units point up the table."""
    assert [str(found) for found in IMPORTS if found.target is not None and not is_neighbour_allowed(found)] == []


def test_units_import_from_outside_what_their_layer_may() -> None:
    """The core knows neither docutils nor Sphinx; what draws knows docutils; the glue knows Sphinx."""
    assert [str(found) for found in IMPORTS if found.target is None and not is_outside_allowed(found)] == []


def test_nothing_private_is_imported_from_elsewhere() -> None:
    """A name with an underscore belongs to the package that holds it, ours or another's."""
    private = [found for found in IMPORTS if is_private_elsewhere(found) and found.name not in EXCUSED]
    assert [str(found) for found in private] == []


def test_units_import_each_other_in_one_direction() -> None:
    """Without a circle, imports for types aside."""
    graph: dict[str, set[str]] = {}
    for found in IMPORTS:
        if found.target and found.target != found.unit and not found.for_types:
            graph.setdefault(found.unit, set()).add(found.target)
    graphlib.TopologicalSorter(graph).prepare()


@pytest.mark.parametrize(
    ("file", "line", "breaks"),
    [
        ("spec/_load.py", "import sphinx", is_outside_allowed),
        ("spec/_load.py", "import sphinxcontrib.x", is_outside_allowed),
        ("spec/_load.py", "from docutils import nodes", is_outside_allowed),
        ("spec/_load.py", "def f():\n    import requests", is_outside_allowed),
        ("nodes/_html.py", "from sphinx.writers.html5 import HTML5Translator", is_outside_allowed),
        ("render/schema.py", "from sphinx.application import Sphinx", is_outside_allowed),
        ("spec/_load.py", "from . import _model", is_outside_allowed),
        ("spec/_load.py", "from sphinxext_rensei.schema import Shape", is_neighbour_allowed),
        ("pages.py", "from sphinxext_rensei import schema", is_neighbour_allowed),
        ("nodes/__init__.py", "if TYPE_CHECKING:\n    import sphinxext_rensei.spec", is_neighbour_allowed),
    ],
)
def test_what_the_table_forbids_is_found(tmp_path, file, line, breaks) -> None:
    """The checks above can fail."""
    path = tmp_path / file
    path.parent.mkdir(exist_ok=True)
    path.write_text(line)
    (found,) = read_imports(path, tmp_path)
    assert not breaks(found)


@pytest.mark.parametrize(
    ("file", "line", "private"),
    [
        ("spec/_load.py", "import sphinxext_rensei.spec._model", False),
        ("spec/deep/_load.py", "import sphinxext_rensei.spec._model", False),
        ("schema/_shape.py", "from sphinxext_rensei.spec._model import Schema", True),
        ("pages.py", "from sphinxext_rensei.spec import _model", True),
        ("__init__.py", "import sphinxext_rensei.spec._model", True),
        ("store.py", "from sphinx.util._pathlib import _StrPath", True),
        ("domain/__init__.py", "from sphinx.locale import _, __", False),
        ("__init__.py", "from sphinxext_rensei import __version__", False),
    ],
)
def test_private_is_private(tmp_path, file, line, private) -> None:
    """A private name is one with a single leading underscore; gettext's `_` is none."""
    path = tmp_path / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(line)
    assert any(is_private_elsewhere(found) for found in read_imports(path, tmp_path)) == private


def run_python(code: str, *arguments: str) -> str:
    """Run code in an interpreter that has loaded nothing, and return what it prints."""
    command = [sys.executable, "-P", "-W", "error", "-c", code, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_root_and_the_core_load_without_sphinx() -> None:
    """A program that only reads descriptions does not pay for Sphinx."""
    code = """
import importlib, json, sys
loaded = {}
for name in sys.argv[1:]:
    importlib.import_module(name)
    loaded[name] = sorted({"docutils", "sphinx"} & sys.modules.keys())
print(json.dumps(loaded))
"""
    names = [PACKAGE, *(name for name in module_names() if name.split(".")[1] in PURE)]
    assert json.loads(run_python(code, *names)) == {name: [] for name in names}


def test_a_proxy_loads_nothing_that_reads_or_draws_descriptions() -> None:
    """What is deployed beside a site stays small."""
    code = """
import json, sys
import sphinxext_rensei.proxy
heavy = {"docutils", "jsonschema", "markdown_it", "referencing", "sphinx", "yaml"}
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules} & heavy)))
"""
    assert json.loads(run_python(code)) == []


def test_the_command_line_loads_without_the_extra() -> None:
    """A command that can't run says so itself; the others need nothing of it."""
    code = """
import json, sys
from sphinxext_rensei.cli import main
print(main(["csp", "no/such/folder"]), *sorted({"httpx", "starlette", "uvicorn", "sphinx"} & sys.modules.keys()))
"""
    assert run_python(code) == "2\n"


def test_every_module_can_be_imported_first() -> None:
    """No module needs another one of ours to have been loaded before it."""
    code = """
import importlib, sys
for name in sys.argv[1:]:
    for loaded in [module for module in sys.modules if module.split(".")[0] == "sphinxext_rensei"]:
        del sys.modules[loaded]
    importlib.import_module(name)
"""
    run_python(code, *module_names())


def module_names() -> list[str]:
    """All our modules but the root, found without loading them."""

    def walk(folder: Path, prefix: str) -> list[str]:
        names = []
        for module in pkgutil.iter_modules([str(folder)], prefix):
            names.append(module.name)
            if module.ispkg:
                names += walk(folder / module.name.rpartition(".")[2], f"{module.name}.")
        return names

    return walk(SOURCE, f"{PACKAGE}.")
