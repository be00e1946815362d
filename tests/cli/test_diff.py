"""The command ``diff``: what it tells, in which form, and with which code it ends; of files and of revisions."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from sphinxext_rensei.cli import main

OLD = """\
openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /a:
    get:
      operationId: readA
      tags: [t]
      responses: {'200': {$ref: '#/components/responses/A'}}
  /b:
    get: {operationId: readB, tags: [t], responses: {'200': {$ref: '#/components/responses/A'}}}
  /c:
    get: {operationId: readC, tags: [t], responses: {'200': {description: OK}}}
components:
  responses: {A: {description: OK, content: {application/json: {schema: {$ref: schemas.yaml#/A}}}}}
"""
SCHEMAS = "A:\n  required: [x]\n  properties:\n    x: {type: string}\n"
NEW = OLD.replace("  /c:\n    get: {operationId: readC", "  /d:\n    get: {operationId: fetchD")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two versions, each in a folder of its own."""
    for name, (api, schemas) in {
        "old": (OLD, SCHEMAS),
        "new": (NEW, SCHEMAS.replace("string", "integer")),
        "optional": (OLD, SCHEMAS.replace("    x:", "    y: {}\n    x:")),
    }.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "api.yaml").write_text(api)
        (tmp_path / name / "schemas.yaml").write_text(schemas)
    (tmp_path / "bad.yaml").write_text("{")
    (tmp_path / "faulty.yaml").write_text(OLD.replace("schemas.yaml", "gone.yaml"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*argv: str) -> tuple[int, str, str]:
    stdout, stderr = io.StringIO(), io.StringIO()
    return main(["diff", *argv], stdout, stderr), stdout.getvalue(), stderr.getvalue()


def test_text_tells_a_change_at_its_place(folder):
    assert run("old/api.yaml", "new/api.yaml") == (
        1,
        (
            "old/api.yaml:12:5: breaking: operation-removed: GET /c: "
            "The operation was removed; it had not been deprecated.\n"
            "new/schemas.yaml:4:9: breaking: type-changed: GET /a: "
            "response `200`, `x`: The type was `string` and is `integer`. (and 1 more operation)\n"
            "new/api.yaml:12:5: info: operation-added: GET /d: The operation was added.\n"
        ),
        "2 breaking changes, 0 that may break, 1 other\n",
    )


@pytest.mark.parametrize(
    ("new", "option", "code"),
    [
        ("new", "breaking", 1),
        ("new", "any", 1),
        ("new", "none", 0),
        ("optional", "breaking", 0),
        ("optional", "any", 1),
        ("old", "any", 0),
    ],
)
def test_the_code_is_as_asked_for(folder, new, option, code):
    assert run("old/api.yaml", f"{new}/api.yaml", "--fail-on", option)[0] == code


def test_json_holds_every_part(folder):
    _, stdout, _ = run(
        "old/api.yaml", "new/api.yaml", "--format", "json", "--site-url", "https://docs.example.com/api/"
    )
    report = json.loads(stdout)
    assert {key: report[key] for key in ("breaking", "warning", "info")} == {"breaking": 2, "warning": 0, "info": 1}
    removed, changed, added = report["changes"]
    assert removed == {
        "code": "operation-removed",
        "severity": "breaking",
        "message": "The operation was removed; it had not been deprecated.",
        "where": "",
        "operations": [{"method": "GET", "path": "/c", "operationId": "readC", "url": None}],
        "old": {"file": "old/api.yaml", "line": 12, "column": 5, "pointer": "/paths/~1c/get"},
        "new": None,
    }
    assert (changed["where"], changed["message"]) == ("response `200`, `x`", "The type was `string` and is `integer`.")
    assert [each["url"] for each in changed["operations"]] == [
        "https://docs.example.com/api/t/readA.html",
        "https://docs.example.com/api/t/readB.html",
    ]
    assert [changed[side]["pointer"] for side in ("old", "new")] == ["/A/properties/x/type"] * 2
    assert added["operations"][0]["url"] == "https://docs.example.com/api/t/fetchD.html"


def test_markdown_has_breaking_changes_first(folder):
    _, stdout, _ = run(
        "old/api.yaml", "new/api.yaml", "--format", "markdown", "--site-url", "https://docs.example.com"
    )
    assert stdout == (
        "## Breaking changes\n\n"
        "### `GET /c`\n\n"
        "- The operation was removed; it had not been deprecated.\n\n"
        "### [`GET /a`](https://docs.example.com/t/readA.html)\n\n"
        "- response `200`, `x`: The type was `string` and is `integer`. (and 1 more operation)\n\n"
        "## Other changes\n\n"
        "### [`GET /d`](https://docs.example.com/t/fetchD.html)\n\n"
        "- The operation was added.\n"
    )


@pytest.mark.parametrize(
    ("form", "nothing"),
    [
        ("text", ""),
        ("markdown", "Nothing changed.\n"),
        ("json", '{\n  "breaking": 0,\n  "warning": 0,\n  "info": 0,\n  "changes": []\n}\n'),
    ],
)
def test_nothing_is_told_of_nothing(folder, form, nothing):
    assert run("old/api.yaml", "old/api.yaml", "--format", form)[:2] == (0, nothing)


def test_what_is_faulty_is_counted_and_the_rest_compared(folder):
    code, stdout, stderr = run("old/api.yaml", "faulty.yaml")
    assert (code, stdout) == (0, "")
    assert stderr.startswith(
        "1 problem, and what is faulty is not compared; the first: faulty.yaml:14:80: missing-file: "
    )


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["old/api.yaml"], "the following arguments are required: new"),
        (["old/api.yaml", "no.yaml"], "rensei-docs diff: no.yaml: missing-file: there is no such file\n"),
        (["bad.yaml", "old/api.yaml"], "rensei-docs diff: bad.yaml:1:2: syntax: "),
        (["old/api.yaml", "old/api.yaml", "--site-url", "docs"], "argument --site-url: docs is no address of a site"),
    ],
)
def test_a_wrong_use_is_told(folder, argv, message):
    code, stdout, stderr = run(*argv)
    assert (code, stdout) == (2, "")
    assert message in stderr
    assert "Traceback" not in stderr


def git(*argv: str) -> None:
    identity = ["-c", "user.name=T", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *argv], check=True, capture_output=True)


@pytest.fixture
def repository(folder: Path) -> Path:
    """The old version was committed, and the new one is there now."""
    if not shutil.which("git"):
        pytest.skip("git is not here")
    git("init", "-q")
    shutil.rmtree(folder / "optional")
    git("add", "old")
    git("commit", "-q", "-m", "one")
    git("tag", "v1")
    for name in ("api.yaml", "schemas.yaml"):
        shutil.copy(folder / "new" / name, folder / "old" / name)
    return folder


def test_a_revision_is_compared_with_what_is_there(repository):
    code, stdout, _ = run("v1:old/api.yaml", "old/api.yaml")
    assert code == 1
    assert [line.split(": The")[0] for line in stdout.splitlines()] == [
        "v1:old/api.yaml:12:5: breaking: operation-removed: GET /c",
        "old/schemas.yaml:4:9: breaking: type-changed: GET /a: response `200`, `x`",
        "old/api.yaml:12:5: info: operation-added: GET /d",
    ]


def test_two_revisions_are_compared_and_paths_may_begin_here(repository, monkeypatch):
    git("commit", "-q", "-a", "-m", "two")
    monkeypatch.chdir(repository / "old")
    code, stdout, _ = run("HEAD~1:./api.yaml", "HEAD:old/api.yaml")
    assert code == 1
    assert "HEAD:old/schemas.yaml:4:9: breaking: type-changed" in stdout


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("v9:old/api.yaml", "rensei-docs diff: v9:old/api.yaml: there is no revision 'v9'\n"),
        ("v1:no.yaml", "rensei-docs diff: v1:no.yaml: missing-file: there is no such file\n"),
        ("--output=x:old/api.yaml", "unrecognized arguments|there is no revision|required"),
        ("v1:./../../x.yaml", "rensei-docs diff: v1:./../../x.yaml: .* is outside the repository\n"),
        ("v1:../../etc/passwd", "rensei-docs diff: "),
    ],
)
def test_a_revision_that_is_not_there_is_told(repository, name, message):
    code, stdout, stderr = run(name, "old/api.yaml")
    assert (code, stdout) == (2, "")
    assert re.search(message, stderr), stderr
    assert "Traceback" not in stderr


def test_without_a_repository_that_is_told(folder, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(folder.parent))
    code, _, stderr = run("v1:old/api.yaml", "old/api.yaml")
    assert code == 2
    assert stderr.startswith("rensei-docs diff: v1:old/api.yaml: ")
    assert stderr.count("\n") == 1


def test_two_releases_of_a_real_description_are_compared():
    modules = Path(__file__).resolve().parents[2] / "node_modules"
    if not (modules / "galaxy-before").is_dir():
        pytest.skip("the releases are not here: they need npm ci")
    code, stdout, stderr = run(
        str(modules / "galaxy-before/dist/3.1.yaml"), str(modules / "galaxy-after/dist/3.1.yaml"), "--format", "json"
    )
    changes = json.loads(stdout)["changes"]
    told = {(each["code"], *(f"{op['method']} {op['path']}" for op in each["operations"][:1])) for each in changes}
    assert code == 1
    assert "Traceback" not in stderr
    # What the second release's own notes say, and what reading both shows.
    assert told >= {
        ("operation-added", "POST /celestial-bodies"),
        ("media-type-removed", "POST newPlanet"),
        ("security-added", "PUT /planets/{planetId}"),
        ("callback-added", "POST /planets"),
        ("required-property-removed", "POST /planets"),
        ("header-added", "GET /planets"),
        ("version-changed",),
    }
