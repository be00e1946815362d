"""What a repository keeps of its site, brought up to date, and checked."""

from __future__ import annotations

import json
from io import StringIO

import pytest

from sphinxext_rensei.cli import main

API = """\
openapi: 3.1.0
info: {title: Things, version: "1"}
paths:
  /things:
    get:
      operationId: listThings
      tags: [All]
      responses: {"200": {description: Things.}}
"""
CONF = """\
project = "Things"
extensions = ["sphinxext_rensei"]
rensei_specs = {"things": "../api.yaml"}
"""
INDEX = "Things\n======\n\n.. toctree::\n\n   api/things/index\n"
STUB = "docs/api/things/all/listThings.rst"


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """A repository's folder, which is the current one."""
    for name, text in {"api.yaml": API, "docs/conf.py": CONF, "docs/index.rst": INDEX}.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def sync(*arguments):
    """What the command gives, says, and says of itself."""
    stdout, stderr = StringIO(), StringIO()
    code = main(["sync", *map(str, arguments)], stdout, stderr)
    return code, stdout.getvalue().splitlines(), stderr.getvalue()


def snapshot(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def edit(repository, before, after):
    path = repository / "api.yaml"
    path.write_text(path.read_text("utf-8").replace(before, after), "utf-8")


def test_pages_map_and_index_come_from_one_build(repository):
    code, said, told = sync()
    assert (code, said[-2:]) == (0, ["added: docs/docs-map.json", "added: docs/llms.txt"])
    assert f"added: {STUB}" in said
    assert told == f"{len(said)} files changed\n"
    assert "- [listThings](api/things/all/listThings.md)" in (repository / "docs/llms.txt").read_text("utf-8")
    pages = json.loads((repository / "docs/docs-map.json").read_text("utf-8"))["pages"]
    assert [page["path"] for page in pages if page.get("operationId") == "listThings"] == ["/things"]
    before = snapshot(repository)
    assert sync() == (0, [], "no file changed\n")
    assert sync("--check") == (0, [], "no file stale\n")
    assert snapshot(repository) == before
    edit(repository, "listThings", "readThings")
    changed = snapshot(repository)
    code, stale, told = sync("docs", "--check")
    assert (code, told) == (1, f"{len(stale)} files stale\n")
    assert stale == [
        "changed: docs/api/things/all/index.rst",
        "removed: docs/api/things/all/listThings.rst",
        "added: docs/api/things/all/readThings.rst",
        "changed: docs/docs-map.json",
        "changed: docs/llms.txt",
    ]
    assert snapshot(repository) == changed
    assert sync("docs")[:2] == (0, stale)
    assert sync("--check")[0] == 0


def test_pages_that_a_repository_does_not_keep_are_not_missed(repository):
    """They are made by each build; the map and the index alone are committed, in a folder of their own."""
    assert sync("--output", "kept")[0] == 0
    for path in sorted((repository / "docs/api").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    (repository / "docs/api").rmdir()
    before = snapshot(repository)
    assert sync("--output", "kept", "--check") == (0, [], "no file stale\n")
    edit(repository, "Things.", "All things.")
    edit(repository, "operationId: listThings", "operationId: listThings\n      summary: List them")
    assert sync("--output", "kept", "--check")[:2] == (1, ["changed: kept/docs-map.json", "changed: kept/llms.txt"])
    assert snapshot(repository).keys() == before.keys()


def test_what_is_missing_is_stale(repository):
    code, said, _ = sync("--check")
    assert (code, said) == (1, ["added: docs/docs-map.json", "added: docs/llms.txt"])


def test_a_build_that_fails_changes_nothing(repository):
    assert sync()[0] == 0
    (repository / "docs/conf.py").write_text("raise OSError('no such thing')\n", "utf-8")
    before = snapshot(repository)
    code, said, told = sync()
    assert (code, said) == (1, [])
    assert "no such thing" in told
    assert told.endswith("The build has failed; nothing is compared.\n")
    assert snapshot(repository) == before


def test_warnings_of_the_build_are_told(repository):
    (repository / "docs/index.rst").write_text(f"{INDEX}\n:doc:`nowhere`\n", "utf-8")
    code, _, told = sync()
    assert code == 0
    assert "unknown document: 'nowhere'" in told


@pytest.mark.parametrize(
    ("conf", "arguments"), [("rensei_llms = False\n", ()), ("", ("--builder", "text"))], ids=["off", "no site"]
)
def test_a_build_without_an_index_is_told(repository, conf, arguments):
    (repository / "docs/conf.py").write_text(CONF + conf, "utf-8")
    code, said, told = sync(*arguments)
    assert (code, said) == (1, [])
    assert "The build writes no llms.txt" in told


def test_a_folder_that_is_no_project_is_a_wrong_use(tmp_path):
    assert sync(tmp_path) == (2, [], f"rensei-docs sync: {tmp_path} holds no conf.py\n")
