"""The command ``bundle``: what it writes, what it tells, and with which code it ends."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest

from sphinxext_rensei.cli import main

if TYPE_CHECKING:
    from pathlib import Path

API = """\
openapi: 3.1.0
info: {title: T, version: '1'}
paths: {}
components: {schemas: {A: {$ref: 'a.yaml'}}}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    files = {
        "api.yaml": API,
        "a.yaml": "{type: string}",
        "gone.yaml": API.replace("a.yaml", "nowhere.yaml"),
        "far.yaml": API.replace("a.yaml", "https://example.org/a.yaml"),
        "bad.yaml": "{",
    }
    for name, text in files.items():
        tmp_path.joinpath(name).write_text(text)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*argv: str) -> tuple[int, str, str]:
    stdout, stderr = io.StringIO(), io.StringIO()
    return main(["bundle", *argv], stdout, stderr), stdout.getvalue(), stderr.getvalue()


def test_one_file_is_written_in_the_form_of_its_name(folder):
    assert run("api.yaml", "-o", "out.json") == (0, "", "")
    assert json.loads(folder.joinpath("out.json").read_text())["components"] == {"schemas": {"A": {"type": "string"}}}
    assert run("api.yaml", "--output", "out.yaml") == (0, "", "")
    assert folder.joinpath("out.yaml").read_text().startswith("openapi: 3.1.0\ninfo:\n  title: T\n  version: '1'\n")


@pytest.mark.parametrize(
    ("spec", "message", "is_written"),
    [
        ("gone.yaml", "gone.yaml:4:34: missing-file: $ref 'nowhere.yaml': ", True),
        ("far.yaml", "far.yaml:4:34: remote-reference: $ref 'https://example.org/a.yaml' leads to another host", True),
        ("bad.yaml", "bad.yaml:1:2: syntax: ", False),
    ],
)
def test_what_is_wrong_is_told_and_the_rest_is_written(folder, spec, message, is_written):
    code, stdout, stderr = run(spec, "-o", "out.yaml")
    assert (code, stdout) == (1, "")
    assert stderr.startswith(message)
    assert stderr.count("\n") == 1
    assert folder.joinpath("out.yaml").exists() == is_written


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["api.yaml"], "the following arguments are required: -o/--output"),
        (["no.yaml", "-o", "out.yaml"], "rensei-docs bundle: no.yaml is not a file\n"),
        (["api.yaml", "-o", "out.txt"], "rensei-docs bundle: out.txt must end in one of .json, .yaml, .yml\n"),
        (["api.yaml", "-o", "./a.yaml"], "rensei-docs bundle: a.yaml is a file of the description itself\n"),
        (["api.yaml", "-o", "no/out.yaml"], "rensei-docs bundle: no/out.yaml can't be written: No such file"),
    ],
)
def test_a_wrong_use_is_told(folder, argv, message):
    code, stdout, stderr = run(*argv)
    assert (code, stdout) == (2, "")
    assert message in stderr
    assert folder.joinpath("a.yaml").read_text() == "{type: string}"
