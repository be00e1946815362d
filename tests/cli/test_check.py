"""The command ``check``: what it tells, in which form, and with which code it ends."""

from __future__ import annotations

import io
import json
import re
from typing import TYPE_CHECKING

import jsonschema
import pytest

from sphinxext_rensei.cli import main
from sphinxext_rensei.cli._reports import FORMATS, Finding
from sphinxext_rensei.problems import Location, Problem, ProblemCode, Severity

if TYPE_CHECKING:
    from pathlib import Path

CLEAN = """\
openapi: 3.1.0
info: {title: T, version: '1', description: D}
servers: [{url: 'https://api.example.com'}]
tags: [{name: t, description: D}]
paths:
  /a:
    get:
      operationId: a
      summary: S
      description: D
      tags: [t]
      responses: {'200': {description: OK}, default: {description: D}}
"""
ADVISED = CLEAN.replace("      summary: S\n", "")
FAULTY = """\
openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /a/{id}:
    get:
      operationId: readA
      operationId: readA
      responses:
        '200':
          description: OK
          content:
            application/json:
              schema: {$ref: '#/components/schemas/A'}
              example: {id: x}
        '404': {$ref: '#/components/responses/Missing'}
        '500': {$ref: 'other.yaml#/a'}
components:
  schemas:
    A: {type: object, properties: {id: {type: integer, minimum: a}}}
    Unused: {}
"""
OTHER = "a: {description: 1}\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    files = {"clean.yaml": CLEAN, "advised.yaml": ADVISED, "faulty.yaml": FAULTY, "other.yaml": OTHER, "bad.yaml": "{"}
    for name, text in files.items():
        tmp_path.joinpath(name).write_text(text)
    monkeypatch.chdir(tmp_path)
    return tmp_path


ALIASES = """\
openapi: 3.1.0
info: {title: T, version: "1"}
paths:
  /a:
    get: &shared
      parameters: 7
      responses:
        '201': {$ref: '#/nowhere'}
        '202': {description: D, links: {l: {operationId: nothing}}}
        '203': {description: D, content: {a/b: {schema: true, example: 1, examples: 5}}}
      security: [{nothing: []}]
    put: *shared
  /b:
    get:
      <<: *shared
      summary: S
"""


def run(*argv: str) -> tuple[int, str, str]:
    stdout, stderr = io.StringIO(), io.StringIO()
    return main(["check", *argv], stdout, stderr), stdout.getvalue(), stderr.getvalue()


@pytest.mark.parametrize(
    ("argv", "code", "lines", "summary"),
    [
        (["clean.yaml"], 0, [], "0 problems, 0 pieces of advice in 1 description"),
        (
            ["advised.yaml"],
            0,
            ["advised.yaml:7:5: missing-summary: GET /a has no summary"],
            "0 problems, 1 piece of advice in 1 description",
        ),
        (["advised.yaml", "--no-advice"], 0, [], "0 problems, 0 pieces of advice in 1 description"),
        (["advised.yaml", "--ignore", "missing-summary"], 0, [], "0 problems, 0 pieces of advice in 1 description"),
        (
            ["clean.yaml", "advised.yaml", "--error", "rensei.missing-summary", "--no-advice"],
            1,
            ["advised.yaml:7:5: missing-summary: GET /a has no summary"],
            "1 problem, 0 pieces of advice in 2 descriptions",
        ),
        (
            ["faulty.yaml", "--no-advice", *("--ignore", "schema", "--ignore", "example", "--ignore", "reference")],
            1,
            [
                "faulty.yaml:4:3: path-template: the path '/a/{id}' has {id}, but there is no path parameter 'id'",
                "faulty.yaml:7:7: duplicate-key: the key 'operationId' is also on line 6; the last one counts",
                "other.yaml:1:18: invalid: 'description' must be a string, not an integer",
            ],
            "3 problems, 0 pieces of advice in 1 description",
        ),
        # A file that can't be read is a problem like others, and the other descriptions are told of.
        (
            ["bad.yaml", "advised.yaml"],
            1,
            [
                "bad.yaml:1:2: syntax: did not find expected node content while parsing a flow node from line 1",
                "advised.yaml:7:5: missing-summary: GET /a has no summary",
            ],
            "1 problem, 1 piece of advice in 2 descriptions",
        ),
    ],
)
def test_what_is_found_is_told_and_decides_the_code(folder, argv, code, lines, summary):
    assert run(*argv) == (code, "".join(f"{line}\n" for line in lines), f"{summary}\n")


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["clean.yaml", "missing.yaml"], "rensei-docs check: missing.yaml is not a file"),
        (["."], "rensei-docs check: . is not a file"),
        (["clean.yaml", "--ignore", "nonsense"], "argument --ignore: there is no code 'nonsense'"),
        (["clean.yaml", "--format", "xml"], "invalid choice: 'xml'"),
        (["clean.yaml", "--root", "nowhere"], "argument --root: nowhere is not a folder"),
        (
            ["clean.yaml", "--ignore", "missing-tag", "--error", "missing-tag"],
            "rensei-docs check: missing-tag: either --ignore or --error",
        ),
    ],
)
def test_a_wrong_use_is_told(folder, argv, message):
    code, stdout, stderr = run(*argv)
    assert (code, stdout) == (2, "")
    assert message in stderr


def test_what_a_description_lacks_is_told_of_it_by_that_name(folder):
    folder.joinpath("short.yaml").write_text("openapi: 3.0.0\n")
    assert run("short.yaml", "--no-advice")[1] == "short.yaml:1:1: invalid: the description needs 'info' and 'paths'\n"


def test_what_two_descriptions_share_is_told_once(folder):
    shared = CLEAN.replace("default: {description: D}", "default: {$ref: 'other.yaml#/a'}")
    for name in ("one.yaml", "two.yaml"):
        folder.joinpath(name).write_text(shared)
    _, stdout, _ = run("one.yaml", "two.yaml")
    assert stdout == "other.yaml:1:18: invalid: 'description' must be a string, not an integer\n"


def test_what_an_alias_repeats_is_told_once(folder):
    folder.joinpath("aliases.yaml").write_text(ALIASES)
    code, stdout, stderr = run("aliases.yaml", "--no-advice")
    assert [line.rpartition(": ")[0].partition(": ")[0] for line in stdout.splitlines()] == [
        *("aliases.yaml:6:19", "aliases.yaml:8:23", "aliases.yaml:9:58", "aliases.yaml:10:85"),
        "aliases.yaml:11:19",
    ]
    assert (code, stderr) == (1, "5 problems, 0 pieces of advice in 1 description\n")


def test_references_stay_within_the_root(folder):
    inner = folder / "inner"
    inner.mkdir()
    inner.joinpath("api.yaml").write_text(CLEAN.replace("default: {", "default: {$ref: '../other.yaml#/a'}, '404': {"))
    folder.joinpath("other.yaml").write_text("a: {description: D}\n")
    assert run("inner/api.yaml")[0] == 0
    code, stdout, _ = run("inner/api.yaml", "--root", "inner")
    assert code == 1
    assert stdout.startswith("inner/api.yaml:12:61: outside-reference: ")


def test_a_build_says_the_same_of_the_same_places(make_project, monkeypatch):
    project = make_project(
        {"api.yaml": FAULTY, "other.yaml": OTHER}, {"rensei_specs": {"api": "api.yaml"}}, warnings=True
    )
    monkeypatch.chdir(project.srcdir)
    found = json.loads(run("api.yaml", "--no-advice", "--format", "json", "--root", ".")[1])
    lines = {
        f"{each['file']}:{each['line']}:{each['column']}: WARNING: {each['message']} [rensei.{each['code']}]"
        for each in found
    }
    assert len(lines) == 6
    assert lines == {
        re.sub(rf"^{re.escape(str(project.srcdir))}/", "", line) for line in project.warnings.splitlines()
    }


# Forms ---------------------------------------------------------------------------------------------------------------

FOUND = [
    Finding(Problem(ProblemCode.EXAMPLE, "50%\nof it", Location("a b,c:d.yaml", 3, 7, "/x")), Severity.ERROR),
    Finding(Problem(ProblemCode.MISSING_TAG, "no \x1b[31mtag\u202e", Location("b.yaml")), Severity.ADVICE),
]


def test_text_is_one_line_for_each_whatever_a_description_holds():
    assert FORMATS["text"](FOUND) == "a b,c:d.yaml:3:7: example: 50% of it\nb.yaml: missing-tag: no �[31mtag�\n"


def test_json_holds_every_part():
    keys = ("file", "line", "column", "pointer", "code", "severity", "message")
    assert json.loads(FORMATS["json"](FOUND)) == [
        dict(zip(keys, ("a b,c:d.yaml", 3, 7, "/x", "example", "error", "50%\nof it"), strict=True)),
        dict(zip(keys, ("b.yaml", None, None, "", "missing-tag", "advice", "no \x1b[31mtag\u202e"), strict=True)),
    ]


def test_commands_of_github_are_escaped():
    errors, notice = FORMATS["github"](FOUND).splitlines()
    assert errors == "::error file=a b%2Cc%3Ad.yaml,line=3,col=7,title=rensei.example::50%25%0Aof it"
    assert notice == "::notice file=b.yaml,title=rensei.missing-tag::no �[31mtag�"


@pytest.mark.parametrize("findings", [[], FOUND], ids=["nothing", "findings"])
def test_sarif_fits_the_schema_of_its_standard(repository, findings):
    """That of the OASIS, as a package for tests brings it."""
    schemas = repository / "node_modules" / "@microsoft" / "jest-sarif" / "lib" / "schemas"
    if not schemas.is_dir():
        pytest.skip("the schema is not here: it needs npm ci")
    (path,) = schemas.glob("sarif-2.1.0-*.json")
    validator = jsonschema.Draft4Validator(json.loads(path.read_text("utf-8")))
    assert [error.message for error in validator.iter_errors(json.loads(FORMATS["sarif"](findings)))] == []


def test_sarif_of_a_whole_description_fits_it_too(folder, repository):
    _, stdout, _ = run("faulty.yaml", "bad.yaml", "--format", "sarif")
    assert len(json.loads(stdout)["runs"][0]["results"]) > 5
    path = next((repository / "node_modules" / "@microsoft").glob("jest-sarif/lib/schemas/sarif-2.1.0-*.json"), None)
    if path is None:
        pytest.skip("the schema is not here: it needs npm ci")
    assert jsonschema.Draft4Validator(json.loads(path.read_text("utf-8"))).is_valid(json.loads(stdout))


def test_sarif_holds_rules_and_results():
    log = json.loads(FORMATS["sarif"](FOUND))
    assert (log["version"], len(log["runs"])) == ("2.1.0", 1)
    (run,) = log["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    rules = run["tool"]["driver"]["rules"]
    assert [(rule["id"], rule["defaultConfiguration"]["level"]) for rule in rules] == [
        ("rensei.example", "error"),
        ("rensei.missing-tag", "note"),
    ]
    assert rules[0]["shortDescription"]["text"] == ProblemCode.EXAMPLE.sentence
    assert run["results"] == [
        {
            "ruleId": "rensei.example",
            "ruleIndex": 0,
            "level": "error",
            "message": {"text": "50%\nof it"},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": "a%20b%2Cc%3Ad.yaml"},
                        "region": {"startLine": 3, "startColumn": 7},
                    },
                    "logicalLocations": [{"fullyQualifiedName": "/x"}],
                }
            ],
        },
        {
            "ruleId": "rensei.missing-tag",
            "ruleIndex": 1,
            "level": "note",
            "message": {"text": "no \x1b[31mtag\u202e"},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": "b.yaml"}}}],
        },
    ]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("spec/api.yaml", "spec/api.yaml"),
        ("/spec/ä.yaml", "file:///spec/%C3%A4.yaml"),
        ("https://example.org/api.yaml", "https://example.org/api.yaml"),
    ],
)
def test_sarif_names_files_by_references(path, uri):
    (run,) = json.loads(FORMATS["sarif"]([Finding(Problem(ProblemCode.SYNTAX, "m", Location(path)), Severity.ERROR)]))[
        "runs"
    ]
    assert run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


@pytest.mark.parametrize("form", FORMATS)
def test_every_form_of_nothing_can_be_read(folder, form):
    code, stdout, stderr = run("clean.yaml", "--format", form)
    assert (code, stderr) == (0, "0 problems, 0 pieces of advice in 1 description\n")
    assert stdout in ("", "[]\n") or json.loads(stdout)["runs"][0]["results"] == []
