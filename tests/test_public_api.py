"""What users type and rely on, and what the README tells them."""

from __future__ import annotations

import ast
import importlib
import importlib.metadata
import importlib.resources
import os
import re
from pathlib import Path

import pytest

import sphinxext_rensei

SOURCE = Path(sphinxext_rensei.__file__).parent
PACKAGES = sorted(path.parent.relative_to(SOURCE.parent) for path in SOURCE.rglob("*/__init__.py"))


def fenced(text: str, language: str) -> list[str]:
    """The blocks of a language in a Markdown file."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, flags=re.DOTALL | re.MULTILINE)


def exported(package: Path) -> tuple[list[str], list[str]]:
    """What a package's `__init__` lists in `__all__`, and the public names that it defines."""
    listed: list[str] = []
    defined: list[str] = []
    for node in ast.parse((SOURCE.parent / package / "__init__.py").read_text(encoding="utf-8")).body:
        match node:
            case ast.Assign(targets=[ast.Name(id="__all__")]):
                listed = ast.literal_eval(node.value)
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
                defined.append(name)
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                defined.append(name)
    return listed, [name for name in defined if not name.startswith("_")]


@pytest.mark.parametrize("package", PACKAGES, ids=str)
def test_packages_list_what_they_offer(package) -> None:
    """`__all__` has all that is defined beside it, and each of its names is there."""
    listed, defined = exported(package)
    assert set(defined) <= set(listed)
    module = importlib.import_module(".".join(package.parts))
    assert [name for name in listed if not hasattr(module, name)] == []


def test_the_version_is_that_of_the_distribution() -> None:
    """What is built is what is imported."""
    assert importlib.metadata.version("sphinxext-rensei") == sphinxext_rensei.__version__


def test_the_changelog_begins_with_what_is_unreleased_then_newest(repository) -> None:
    """Unreleased stands on top; the newest release below it, if there is one, is this version."""
    headings = re.findall(
        r"^## \[?([\w.]+)", repository.joinpath("CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert headings[0] == "Unreleased"
    assert headings[1:2] in ([], [sphinxext_rensei.__version__])


def test_types_are_shipped() -> None:
    """Type checkers find our annotations."""
    assert importlib.resources.files(sphinxext_rensei).joinpath("py.typed").is_file()


def test_the_extension_says_what_sphinx_asks(make_project) -> None:
    """It is safe in parallel, and its environment has a version."""
    extension = make_project({}, buildername="dummy").app.extensions["sphinxext_rensei"]
    assert extension.version == sphinxext_rensei.__version__
    assert extension.parallel_read_safe
    assert extension.parallel_write_safe
    assert extension.metadata["env_version"] >= 1


def test_the_readme_s_conf_py_builds(make_project, repository) -> None:
    """The example of the README gives pages, with no warning."""
    (conf,) = fenced(repository.joinpath("README.md").read_text(encoding="utf-8"), "python")
    description = """\
openapi: 3.1.0
info: {title: Test, version: "1"}
paths:
  /things:
    get:
      operationId: listThings
      summary: List things
      tags: [things]
      responses: {"200": {description: All things.}}
"""
    index = "Test\n====\n\n.. toctree::\n\n   api/api/index\n"
    project = make_project({"conf.py": conf, "index.rst": index, "../openapi/api.yaml": description})
    assert "List things" in project.read("api/api/things/listThings.html")


def test_ci_runs_the_readme_s_test_command(repository) -> None:
    """There is one way to run the tests: whoever reads the README runs what is run for every change."""
    script = repository.joinpath(".ci", "run")
    serve, test = fenced(repository.joinpath("README.md").read_text(encoding="utf-8"), "sh")
    assert script.read_text(encoding="utf-8") == f"#!/bin/sh\n{test}"
    assert os.access(script, os.X_OK)
    assert test.removesuffix("\n").endswith("tox run")
    assert serve.removesuffix("\n").endswith("tox run -e serve")
