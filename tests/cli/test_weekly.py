"""The weekly routine, as the workflow of this repository runs it."""

from __future__ import annotations

import io
import re
import shlex
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from sphinxext_rensei.cli import main
from sphinxext_rensei.spec import load

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinxext_rensei.spec import Operation

SPEC = "openapi/rensei-api.yaml"
WORKFLOW = ".github/workflows/reference.yml"
BY_HAND = (
    '{"endpoints": [{"method": "GET", "path": "/api/projects/{id}", "kind": "prose", "source": "api/projects.md",'
    ' "line": 12}]}'
)


def write_tree(app: Path, operations: Iterable[Operation]) -> None:
    """A route handler of Next.js for each operation."""
    handlers: dict[str, list[str]] = {}
    for operation in operations:
        handlers.setdefault(operation.path, []).append(operation.method)
    for path, methods in handlers.items():
        segments = [re.sub(r"\{(.*)\}", r"[\1]", segment) for segment in path.split("/")]
        # Folders whose names begin with a dot are routes as others are.
        folder = app.joinpath("(platform)", *segments)
        folder.mkdir(parents=True)
        text = "".join(
            f"export async function {method}(request: Request) {{ return Response.json({{}}); }}\n"
            for method in methods
        )
        folder.joinpath("route.ts").write_text(text)


def step(repository: Path, words: str) -> list[str]:
    """The arguments of a command of the workflow, without what only a shell understands."""
    steps = yaml.safe_load(repository.joinpath(WORKFLOW).read_text("utf-8"))["jobs"]["reference"]["steps"]
    text = next(each["run"] for each in steps if words in each.get("run", ""))
    line = next(line for line in text.replace("\\\n", "").splitlines() if words in line)
    return shlex.split(line.partition(" > ")[0])[1:]


@pytest.fixture
def workspace(tmp_path: Path, repository: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The two repositories side by side, and a built site."""
    if not repository.joinpath(WORKFLOW).is_file():
        pytest.skip("this is not the repository")
    shutil.copytree(repository / "openapi", tmp_path / "docs" / "openapi")
    site = tmp_path / "docs" / "docs" / "_build" / "html"
    site.mkdir(parents=True)
    site.joinpath("docs-map.json").write_text(BY_HAND)
    app = tmp_path / "platform" / "apps" / "web" / "src" / "app"
    write_tree(app, load(repository / SPEC).description.operations)
    tmp_path.joinpath("platform/apps/web/next.config.js").write_text("module.exports = {};\n")
    monkeypatch.chdir(tmp_path / "docs")
    return app / "(platform)"


def run(argv: list[str]) -> tuple[int, str, str]:
    stdout, stderr = io.StringIO(), io.StringIO()
    return main(argv, stdout, stderr), stdout.getvalue(), stderr.getvalue()


def test_nothing_has_drifted_where_every_operation_has_its_route(workspace, repository):
    argv = [*step(repository, "rensei-docs drift"), "--ignore", "prose-unimplemented"]
    assert run(argv) == (0, "", "0 problems, 0 pieces of advice in 57 operations and 57 routes\n")


def test_what_was_added_removed_and_renamed_is_in_the_report(workspace, repository):
    projects = workspace / "api" / "projects" / "[id]"
    projects.mkdir(parents=True)
    projects.joinpath("route.ts").write_text("export const GET = async () => new Response(), PUT = GET;\n")
    shutil.rmtree(workspace / "api" / "audit")
    workspace.joinpath("api/a2a/dispatches").rename(workspace / "api" / "a2a" / "calls")
    code, report, summary = run(step(repository, "rensei-docs drift"))
    assert code == 1
    assert summary == "4 problems, 1 piece of advice in 57 operations and 58 routes\n"
    found = re.findall(r"^- (.*) \(<code>(?:.*/\(platform\)/)?([^:]*).*</code>\)$", report, re.MULTILINE)
    here, there = "GET /api/a2a/dispatches", "GET /api/a2a/calls"
    assert found == [
        (f"{there} has a route, and no operation; perhaps it was {here}", "api/a2a/calls/route.ts"),
        (r"PUT /api/projects/\{id\} has a route, and no operation", "api/projects/[id]/route.ts"),
        (f"{here} is described, and has no route; perhaps it is {there} now", SPEC),
        ("GET /api/audit is described, and has no route", SPEC),
        (r"GET /api/projects/\{id\} is documented by hand, and not described", "docs/api/projects.md"),
    ]


def test_what_was_added_can_be_drafted_into_the_description(workspace, repository):
    """Then only what was done by hand is left to mend."""
    folder = workspace / "api" / "projects" / "[id]"
    folder.mkdir(parents=True)
    folder.joinpath("route.ts").write_text("/** Reads a project. */\nexport async function GET() {}\n")
    argv = [each for each in step(repository, "rensei-docs drift") if each not in ("--format", "markdown")]
    assert run([*argv, "--insert"]) == (0, "", "1 operation drafted\n")
    assert run(argv) == (0, "", "0 problems, 0 pieces of advice in 58 operations and 58 routes\n")
    added = [each for each in load(Path(SPEC)).description.operations if each.path == "/api/projects/{id}"]
    assert [(each.summary, each.tags) for each in added] == [("Reads a project", ("Projects",))]
