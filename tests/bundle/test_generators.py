"""Generators of client code that are not ours take a bundle, and what they write compiles."""

from __future__ import annotations

import compileall
import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sphinxext_rensei.bundle import bundle_bytes
from sphinxext_rensei.checks import check
from sphinxext_rensei.spec import load

if TYPE_CHECKING:
    from sphinxext_rensei.spec import Loaded

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[1]
PROGRAMS = REPOSITORY / "node_modules" / ".bin"
DESCRIPTIONS = {"rensei": REPOSITORY / "openapi" / "rensei-api.yaml", "library": HERE / "library" / "openapi.yaml"}


@pytest.fixture(params=DESCRIPTIONS)
def bundled(request: pytest.FixtureRequest, tmp_path: Path) -> Loaded:
    """A description that was bundled."""
    path = DESCRIPTIONS[request.param]
    if not path.exists():
        pytest.skip("this is not the repository")
    target = tmp_path / "bundle.yaml"
    target.write_bytes(bundle_bytes(load(path), ".yaml"))
    loaded = load(target)
    assert len(loaded.files) == 1
    return loaded


def run(folder: Path, *command: str | Path) -> str:
    done = subprocess.run(list(map(str, command)), cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_bundle_is_in_order(bundled):
    assert check(bundled) == ()


IMPORT = """
import importlib, pkgutil, client
for each in pkgutil.walk_packages(client.__path__, "client."):
    try:
        importlib.import_module(each.name)
    except NameError as error:
        print(each.name, error)
"""
# Its template forgets an import where a body has two media types and no parameter is optional (0.28 and 0.29).
OF_THE_GENERATOR = {"client.api.authentication.issue_m2m_token name 'Unset' is not defined"}


def test_openapi_python_client_writes_modules_that_can_be_imported(bundled, tmp_path):
    if not importlib.util.find_spec("openapi_python_client"):
        pytest.skip("openapi-python-client is not here")
    command = [sys.executable, "-m", "openapi_python_client", "generate", "--meta", "none"]
    run(tmp_path, *command, "--path", "bundle.yaml", "--output-path", "client")
    assert compileall.compile_dir(tmp_path / "client", quiet=1)
    assert set(run(tmp_path, sys.executable, "-c", IMPORT).splitlines()) <= OF_THE_GENERATOR
    assert len(list((tmp_path / "client" / "api").glob("*/[!_]*.py"))) > len(bundled.description.operations) * 0.9


def test_openapi_ts_writes_types_that_fit_together(bundled, tmp_path):
    if not (PROGRAMS / "openapi-ts").exists() or not shutil.which("node"):
        pytest.skip("openapi-ts is not here: it needs node, and npm ci")
    run(tmp_path, PROGRAMS / "openapi-ts", "--input", "bundle.yaml", "--output", "client", "--no-log-file", "--silent")
    options = ["--noEmit", "--strict", "--skipLibCheck", "--target", "es2022", "--module", "esnext"]
    options += ["--moduleResolution", "bundler", "--lib", "es2022,dom,dom.iterable", "--typeRoots", "none"]
    run(tmp_path, PROGRAMS / "tsc", *options, "client/index.ts")
    calls = (tmp_path / "client" / "sdk.gen.ts").read_text("utf-8")
    assert len(re.findall(r"^export const \w+ = ", calls, re.MULTILINE)) == len(bundled.description.operations)
