"""What is uploaded: the contents of the sdist and the wheel, and what they bring into an empty environment."""

from __future__ import annotations

import email.parser
import json
import os
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

import sphinxext_rensei

SUPPORTED = ("3.11", "3.12", "3.13", "3.14", "3.15")
EXTRAS = {"drift": {"tree-sitter", "tree-sitter-typescript"}, "proxy": {"httpx", "starlette", "uvicorn"}}
"""An extra -> what it brings, and nothing else does."""
MODULES = {"drift": "sphinxext_rensei.routes.nextjs", "proxy": "sphinxext_rensei.proxy"}
"""An extra -> the module that needs it."""

CONF = """\
extensions = ["sphinxext_rensei"]
rensei_specs = {"api": "rensei-api.yaml"}
"""
INDEX = "Test\n====\n\n.. toctree::\n\n   api/api/index\n"

pytestmark = pytest.mark.skipif("DIST" not in os.environ, reason="`tox run -e pkg` builds the distributions")


def distribution(suffix: str) -> Path:
    """The file of this version in the folder that is named by ``$DIST``."""
    (found,) = Path(os.environ["DIST"]).glob(f"sphinxext_rensei-{sphinxext_rensei.__version__}{suffix}")
    return found


def tracked(repository: Path, *paths: str) -> set[str]:
    """The files below *paths* that git knows, or would take."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *paths],
        cwd=repository,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(filter(None, listed.stdout.split("\0")))


def interpreters() -> list[str]:
    """Each supported Python that is here."""
    here = ".".join(map(str, sys.version_info[:2]))
    found = (sys.executable if version == here else shutil.which(f"python{version}") for version in SUPPORTED)
    return [path for path in found if path and not subprocess.run([path, "-c", ""], check=False).returncode]


def environment(folder: Path, interpreter: str, extra: str = "") -> Path:
    """An empty environment with the wheel and an extra; the folder of its programs."""
    if interpreter == sys.executable:
        venv.create(folder, with_pip=True)
    else:
        subprocess.run([interpreter, "-m", "venv", folder], check=True)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    wheel = f"{distribution('-*.whl')}{extra}"
    subprocess.run([programs / "python", "-m", "pip", "install", "--quiet", wheel], check=True)
    return programs


def installed(programs: Path) -> set[str]:
    """The names of the distributions of an environment."""
    command = [str(programs / "python"), "-m", "pip", "list", "--format", "json"]
    listed = subprocess.run(command, capture_output=True, text=True, check=True)
    return {row["name"].lower() for row in json.loads(listed.stdout)}


def test_the_wheel_holds_the_package_and_nothing_else(repository) -> None:
    """Code, scripts, styles, catalogs and the mark of types: just what git knows."""
    with zipfile.ZipFile(distribution("-*.whl")) as wheel:
        names = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert names == tracked(repository, "sphinxext_rensei")


def test_the_sdist_holds_what_is_needed_to_build_and_test(repository) -> None:
    """Nothing that git does not know, and all of the package, its tests, its docs and its settings."""
    with tarfile.open(distribution(".tar.gz")) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert names - tracked(repository) == {"PKG-INFO"}
    wanted = ("sphinxext_rensei", "tests", "docs", "openapi", "tox.ini", "pyproject.toml", "LICENSE", "README.md")
    assert tracked(repository, *wanted) <= names


def test_the_metadata_says_what_pypi_shows(repository) -> None:
    """Name, versions of Python, licence, extras and links."""
    with zipfile.ZipFile(distribution("-*.whl")) as wheel:
        (path,) = (name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
        metadata = email.parser.Parser().parsestr(wheel.read(path).decode())
        assert any(name.endswith("/licenses/LICENSE") for name in wheel.namelist())
    assert metadata["Name"] == "sphinxext-rensei"
    assert metadata["Requires-Python"] == f">={SUPPORTED[0]}"
    assert metadata["License-Expression"] == "MIT"
    assert set(metadata.get_all("Provides-Extra", [])) == set(EXTRAS)
    classifiers = metadata.get_all("Classifier", [])
    assert {f"Programming Language :: Python :: {version}" for version in SUPPORTED} <= set(classifiers)
    assert "Typing :: Typed" in classifiers
    assert metadata.get_payload() == repository.joinpath("README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("interpreter", interpreters())
def test_an_empty_environment_builds_a_site(interpreter, repository, tmp_path) -> None:
    """The wheel alone makes a site, strictly; it brings nothing of an extra, and a command says which it wants."""
    programs = environment(tmp_path / "venv", interpreter)
    assert not installed(programs) & set().union(*EXTRAS.values())
    source = tmp_path / "docs"
    source.mkdir()
    source.joinpath("conf.py").write_text(CONF, encoding="utf-8")
    source.joinpath("index.rst").write_text(INDEX, encoding="utf-8")
    shutil.copy(repository / "openapi" / "rensei-api.yaml", source)
    site = tmp_path / "site"
    build = [programs / "sphinx-build", "-q", "-nW", "-b", "html", source, site]
    assert not subprocess.run(build, check=False).returncode
    assert site.joinpath("api", "api", "worker-protocol", "daemonRegister.html").is_file()
    check = [programs / "rensei-docs", "check", source / "rensei-api.yaml"]
    assert not subprocess.run(check, check=False).returncode
    proxy = subprocess.run([programs / "rensei-docs", "serve", site], capture_output=True, text=True, check=False)
    assert (proxy.returncode, proxy.stderr) == (
        2,
        "rensei-docs serve needs more: pip install 'sphinxext-rensei[proxy]'\n",
    )


@pytest.mark.parametrize("extra", EXTRAS)
def test_an_extra_brings_what_it_says(extra, tmp_path) -> None:
    """With the extra in brackets, its packages are there."""
    programs = environment(tmp_path / "venv", sys.executable, f"[{extra}]")
    assert installed(programs) >= EXTRAS[extra]
    subprocess.run([programs / "python", "-c", f"import {MODULES[extra]}"], check=True)
