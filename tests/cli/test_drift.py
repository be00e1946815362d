"""The command ``drift``: what it tells and drafts, in which form, and with which code it ends."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from sphinxext_rensei.cli import main
from sphinxext_rensei.cli._reports import FORMATS
from tests.drift.conftest import describe

if TYPE_CHECKING:
    from pathlib import Path

ROUTES = """\
GET /a/:key
GET /b
POST /b
GET /files/*
GET /items/new
"""
TOLD = [
    "routes.txt:5:1: undocumented: GET /items/new has a route, and no operation; perhaps it was GET /items/old",
    "api.yaml:12:5: unimplemented: GET /items/old is described, and has no route; perhaps it is GET /items/new now",
    "routes.txt:3:1: method: POST /b has a route, and is described for GET only",
    "api.yaml:6:5: parameters: GET /a/{id}: in the route {id} is {key}",
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    describe(tmp_path, ["GET /a/{id}", "GET /b", "GET /files/one", "GET /items/old"], "tags: []")
    tmp_path.joinpath("routes.txt").write_text(ROUTES)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def call(*argv: str) -> tuple[int, str, str]:
    stdout, stderr = io.StringIO(), io.StringIO()
    return main(["drift", *argv], stdout, stderr), stdout.getvalue(), stderr.getvalue()


def run(*argv: str) -> tuple[int, str, str]:
    return call("api.yaml", "--routes", "routes.txt", "--source", "list", *argv)


def lists_of(*argv: str) -> Any:
    return json.loads(run("--format", "json", *argv)[1])


@pytest.mark.parametrize(
    ("argv", "code", "lines", "counts"),
    [
        ([], 1, TOLD, "3 problems, 1 piece of advice"),
        (["--method", "post"], 1, TOLD[2:3], "1 problem, 0 pieces of advice"),
        (["--include", "/a*", "--include", "/nowhere"], 0, TOLD[3:], "0 problems, 1 piece of advice"),
        (["--include", "/a*", "--error", "parameters"], 1, TOLD[3:], "1 problem, 0 pieces of advice"),
        (["--exclude", "/[bi]*", "--ignore", "rensei.parameters"], 0, [], "0 problems, 0 pieces of advice"),
        (
            ["--base-path", "x/", "--method", "POST"],
            1,
            ["routes.txt:3:1: undocumented: POST /b has a route, and no operation"],
            "1 problem, 0 pieces of advice",
        ),
    ],
)
def test_what_differs_is_told_and_decides_the_code(folder, argv, code, lines, counts):
    told = "".join(f"{line}\n" for line in lines)
    found, stdout, stderr = run(*argv)
    assert (found, stdout, stderr.splitlines()[-1]) == (code, told, f"{counts} in 4 operations and 5 routes")


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["--ignore", "nonsense"], "argument --ignore: there is no kind 'nonsense', but undocumented, "),
        (["--ignore", "case", "--error", "case"], "rensei-docs drift: case: either --ignore or --error"),
        (["--write-baseline"], "rensei-docs drift: --write-baseline needs --baseline FILE, which it writes"),
        (["--baseline", "missing.yaml"], "rensei-docs drift: missing.yaml: missing-file: there is no such file"),
        (["--baseline", "no/folder", "--write-baseline"], "rensei-docs drift: no/folder: No such file or directory"),
        (["--routes", "missing"], "rensei-docs drift: there is no missing"),
        (["--site", "."], "rensei-docs drift: .: missing-file: there is neither docs-map.json nor objects.inv"),
        (["--format", "xml"], "invalid choice: 'xml'"),
    ],
)
def test_a_wrong_use_is_told(folder, argv, message):
    code, stdout, stderr = run(*argv)
    assert (code, stdout) == (2, "")
    assert message in stderr


def test_drafts_go_into_one_description(folder):
    code, stdout, stderr = call("api.yaml", "api.yaml", "--routes", "routes.txt", "--source", "list", "--insert")
    assert (code, stdout) == (2, "")
    assert stderr == "rensei-docs drift: drafts are put into one description; name one\n"


def test_a_description_that_can_not_be_read_is_a_wrong_use(folder):
    code, _, stderr = call("missing.yaml", "--routes", "routes.txt", "--source", "list")
    assert (code, stderr) == (2, "rensei-docs drift: missing.yaml: missing-file: there is no such file\n")


def test_where_nothing_meets_the_base_path_is_told(folder):
    summary = "9 problems, 0 pieces of advice in 4 operations and 5 routes"
    hint = "no operation has a route: GET /a/{id} is looked for at /v2/a/{id}; see --base-path"
    code, _, stderr = run("--base-path", "v2")
    assert (code, stderr) == (1, f"{hint}\n{summary}\n")


def test_a_broken_route_is_a_problem_and_the_rest_is_told(folder):
    folder.joinpath("routes.txt").write_text(f"GET /a GET\n{ROUTES}")
    code, stdout, stderr = run("--method", "post")
    problem, *rest = stdout.splitlines()
    assert problem.startswith("routes.txt:1:1: route-syntax: ")
    assert rest == [TOLD[2].replace(":3:", ":4:")]
    assert (code, stderr) == (1, "2 problems, 0 pieces of advice in 4 operations and 5 routes\n")


def test_several_descriptions_and_several_places_of_routes_are_one_each(folder):
    text = folder.joinpath("api.yaml").read_text()
    folder.joinpath("more.yaml").write_text(
        text.split("paths:")[0] + "paths: {/items/new: {get: {}}, /b: {post: {}}}\n"
    )
    folder.joinpath("more.txt").write_text("GET /items/old\n")
    every = ("api.yaml", "more.yaml", "--routes", "routes.txt", "--routes", "more.txt", "--source", "list")
    assert call(*every) == (0, f"{TOLD[3]}\n", "0 problems, 1 piece of advice in 6 operations and 6 routes\n")


# Forms ---------------------------------------------------------------------------------------------------------------


def test_json_has_a_list_for_each_way_to_differ(folder):
    lists = lists_of()
    rows = {name: [f"{row['method']} {row['path']}" for row in rows] for name, rows in lists.items() if rows}
    assert rows == {
        "undocumented": ["GET /items/new", "POST /b"],
        "unimplemented": ["GET /items/old"],
        "mismatched": ["POST /b", "GET /a/{id}"],
        "covered": ["GET /files/one"],
    }
    assert set(lists) - set(rows) == {"prose_only", "stale", "problems"}


def test_a_row_of_json_says_what_and_where(folder):
    lists = lists_of()
    assert lists["unimplemented"] == [
        {
            "method": "GET",
            "path": "/items/old",
            "file": "api.yaml",
            "line": 12,
            "column": 5,
            "kind": "unimplemented",
            "severity": "error",
            "message": "GET /items/old is described, and has no route",
            "operation": "GET /items/old",
            "route": None,
            "similar": "GET /items/new",
        }
    ]
    assert lists["mismatched"][1]["route"] == {"method": "GET", "path": "/a/{key}", "file": "routes.txt", "line": 1}
    assert lists["covered"][0]["covered_by"]["path"] == "/files/{path}"


def test_markdown_is_a_list_for_each_kind(folder):
    assert run("--format", "markdown", "--ignore", "undocumented", "--ignore", "unimplemented")[1] == (
        """\
### A path is described and has a route, but not for the same methods.

- POST /b has a route, and is described for GET only (<code>routes.txt:3:1</code>)

### A parameter of a path has one name in the description and another one in the route.

- GET /a/\\{id\\}: in the route \\{id\\} is \\{key\\} (<code>api.yaml:6:5</code>)
"""
    )


def test_github_shows_advice_as_a_notice(folder):
    told = run("--format", "github", "--exclude", "/items/*")[1].splitlines()
    assert [line.partition("::")[2].split("::")[0] for line in told] == [
        "error file=routes.txt,line=3,col=1,title=rensei.method",
        "notice file=api.yaml,line=6,col=5,title=rensei.parameters",
    ]


@pytest.mark.parametrize("form", FORMATS)
def test_every_form_of_nothing_can_be_read(folder, form):
    code, stdout, _ = run("--include", "/nowhere", "--format", form)
    assert code == 0
    assert stdout == "" or form in ("json", "sarif")
    if stdout:
        json.loads(stdout)


def test_sarif_is_valid(folder, repository):
    """By the schema of OASIS, as Microsoft's matchers for Jest bring it."""
    path = repository / "node_modules" / "@microsoft" / "jest-sarif" / "lib" / "schemas" / "sarif-2.1.0-rtm.5.json"
    if not path.is_file():
        pytest.skip("the packages of node are not installed")
    log = json.loads(run("--format", "sarif")[1])
    assert len(log["runs"][0]["results"]) == len(TOLD)
    jsonschema.validate(log, json.loads(path.read_text("utf-8")))


# A baseline, a site --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["known.yaml", "known.json"])
def test_only_what_is_new_is_told(folder, name):
    baseline = ("--baseline", name)
    counts = "4 known differences in 4 operations and 5 routes\n"
    assert run(*baseline, "--write-baseline") == (0, "", f"0 problems, 0 pieces of advice, {counts}")
    assert run(*baseline) == (0, "", f"0 problems, 0 pieces of advice, {counts}")
    folder.joinpath("routes.txt").write_text(f"{ROUTES}GET /brandnew\n")
    assert run(*baseline)[:2] == (1, "routes.txt:6:1: undocumented: GET /brandnew has a route, and no operation\n")


def test_what_a_baseline_need_not_hold_is_told(folder):
    folder.joinpath("known.yaml").write_text("method:\n- POST /b\nundocumented:\n- GET /a\n- GET /b\n")
    lines = [
        f"known.yaml:{line}:3: stale: GET {path} is in the baseline as 'undocumented', and is there no more\n"
        for line, path in ((4, "/a"), (5, "/b"))
    ]
    baseline = ("--baseline", "known.yaml")
    assert run(*baseline, "--include", "/b") == (0, lines[1], "0 problems, 1 piece of advice, 1 known difference in 4 operations and 5 routes\n")  # fmt: skip  # noqa: E501
    assert run(*baseline, "--include", "/b", "--error", "stale")[0] == 1
    assert [row["path"] for row in lists_of(*baseline, "--include", "/[ab]")["stale"]] == ["/a", "/b"]
    assert lists_of(*baseline, "--ignore", "stale")["stale"] == []


def test_what_a_site_documents_by_hand_counts(folder):
    endpoints = [
        {"method": method, "path": path, "kind": "prose", "source": "guide.md", "line": 3}
        for method, path in (("GET", "/items/new"), ("GET", "/nowhere"))
    ]
    folder.joinpath("docs-map.json").write_text(json.dumps({"endpoints": endpoints}))
    lists = lists_of("--site", ".", "--docs", "docs")
    assert [(row["path"], row["file"], row["line"], row["implemented"]) for row in lists["prose_only"]] == [
        ("/nowhere", "docs/guide.md", 3, False),
        ("/items/new", "docs/guide.md", 3, True),
    ]
    assert [row["path"] for row in lists["undocumented"]] == ["/b"]


# Drafts --------------------------------------------------------------------------------------------------------------


def test_a_draft_is_printed(folder):
    code, stdout, stderr = run("--draft", "--include", "/items/new")
    assert (code, stderr) == (0, "1 operation drafted\n")
    assert stdout.startswith("paths:\n  /items/new:\n    # From routes.txt:5\n    get:\n")


def test_drafts_hold_what_is_documented_by_hand_as_it_is_documented(folder):
    row = {"method": "GET", "path": "/files/{name}/pages", "kind": "prose"}
    folder.joinpath("docs-map.json").write_text(json.dumps({"endpoints": [row]}))
    _, stdout, _ = run("--draft", "--site", ".", "--include", "/files/*")
    assert "  /files/{name}/pages:\n    # From routes.txt:4\n    get:\n" in stdout
    assert stdout.count("in: path") == 1


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_drafts_go_into_the_description(folder, mark, newline):
    path = folder / "api.yaml"
    before = mark + path.read_text().replace("\n", newline).encode()
    path.write_bytes(before)
    assert run("--insert") == (0, "", "2 operations drafted\n")
    after = path.read_bytes()
    assert after.startswith(mark)
    assert after.count(newline.encode()) == after.count(b"\n")
    left = iter(after.split(b"\n"))
    assert all(line in left for line in before.split(b"\n"))
    # Nothing more is to be drafted, and nothing is written twice.
    assert run("--insert") == (0, "", "0 operations drafted\n")
    assert path.read_bytes() == after
    assert run("--ignore", "unimplemented")[0] == 0


@pytest.mark.parametrize(
    ("encoding", "message"),
    [("utf-8", "'/b' is a $ref to what stands elsewhere"), ("utf-16", "only files in UTF-8 are changed")],
)
def test_what_can_not_go_into_the_description_is_told(folder, encoding, message):
    path = folder / "api.yaml"
    text = path.read_text().replace("  /b:\n", "  /b:\n    $ref: '#/components/pathItems/B'\n")
    path.write_text(f"{text}components: {{pathItems: {{B: {{}}}}}}\n", encoding)
    code, stdout, stderr = run("--insert")
    assert (code, stdout) == (1, "")
    assert f"api.yaml: draft: {message}" in stderr
