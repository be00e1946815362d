"""The programs of the guides, run: Python in this process, JavaScript by node, Go by its own tests."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from importlib.util import module_from_spec, spec_from_file_location
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

needs_node = pytest.mark.skipif(not shutil.which("node"), reason="node is not here")
needs_go = pytest.mark.skipif(not shutil.which("go"), reason="go is not here")
needs_openssl = pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not here")


def python(path: Path) -> Any:
    """The module of a file."""
    spec = spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def javascript(path: Path, name: str, calls: Sequence[Sequence[object]]) -> Any:
    """What a function of a module gives for each list of arguments; ``{"hex": …}`` is a buffer."""
    program = """
        const { default: fs } = await import("node:fs");
        const read = (_, value) => (typeof value?.hex === "string" ? Buffer.from(value.hex, "hex") : value);
        const { url, name, calls } = JSON.parse(fs.readFileSync(0, "utf8"), read);
        const module = await import(url);
        console.log(JSON.stringify(calls.map((each) => module[name](...each))));
    """
    return json.loads(
        done(
            ["node", "--input-type=module", "--eval", program],
            text=json.dumps({"url": path.as_uri(), "name": name, "calls": calls}),
        )
    )


def go(folder: Path, path: Path, test: str, cases: object) -> None:
    """Vet a program, and test it; the test finds its cases in ``cases.json``."""
    shutil.copy(path, folder)
    (package,) = re.findall(r"^package (\w+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    folder.joinpath("go.mod").write_text("module example.com/program\n\ngo 1.19\n", encoding="utf-8")
    folder.joinpath("cases_test.go").write_text(f"package {package}\n{test}", encoding="utf-8")
    folder.joinpath("cases.json").write_text(json.dumps(cases), encoding="utf-8")
    done(["go", "vet", "."], cwd=folder)
    done(["go", "test", "."], cwd=folder)


def done(command: Sequence[str], *, text: str = "", cwd: Path | None = None) -> str:
    """What a command says, when it succeeds."""
    # Go fetches nothing.
    env = {**os.environ, "GOPROXY": "off", "GOTOOLCHAIN": "local"}
    ended = subprocess.run(command, input=text, cwd=cwd, env=env, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout
