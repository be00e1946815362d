"""``rensei-changelog``: versions by tag, breaking changes first; and what is there without Git."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest

API = """\
openapi: 3.1.0
info: {title: Library, version: '1'}
paths:
  /a:
    get:
      operationId: getA
      responses: {'200': {$ref: 'parts.yaml#/A'}}
"""
PARTS = "A: {description: OK, content: {text/plain: {schema: {type: string}}}}\n"
ADDED = API + "  /b:\n    get: {operationId: getB, responses: {'200': {$ref: 'parts.yaml#/A'}}}\n"
REMOVED = ADDED.replace("/b:", "/c:").replace("getB", "getC")

CONF = {"rensei_specs": {"lib": "api.yaml"}}
PAGE = "Changes\n=======\n\n.. rensei-changelog::\n   {}\n"
INDEX = "Test\n====\n\n.. toctree::\n\n   changes\n   api/lib/index\n"


def git(folder, *argv, date="2026-01-01"):
    day = f"{date}T12:00:00Z"
    environment = os.environ | {"GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day}
    identity = ["-c", "user.name=T", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false", "-c", "tag.gpgsign=false"]  # fmt: skip  # noqa: E501
    subprocess.run(["git", *identity, *argv], cwd=folder, env=environment, check=True, capture_output=True)


@pytest.fixture
def versions(make_project):
    """A project whose description has three versions, the tags of which are not in the order of their names."""
    if not shutil.which("git"):
        pytest.skip("git is not here")
    files = {"api.yaml": API, "parts.yaml": PARTS, "changes.rst": PAGE.format(""), "index.rst": INDEX}
    project = make_project(files, CONF, build=False)
    git(project.srcdir, "init", "-q")
    steps = {
        "v1.9.0": ({}, "2026-01-02"),
        "v1.10.0-rc.1": ({"api.yaml": ADDED}, "2026-02-03"),
        "v1.10.0": ({"parts.yaml": PARTS.replace("string", "integer"), "api.yaml": ADDED}, "2026-03-04"),
        "v2.0.0": ({"api.yaml": REMOVED}, "2026-04-05"),
    }
    for name, (changed, date) in steps.items():
        project.write(changed)
        git(project.srcdir, "add", "api.yaml", "parts.yaml", date=date)
        git(project.srcdir, "commit", "-q", "-m", name, date=date)
        git(project.srcdir, "tag", *(["-a", "-m", "T"] if name == "v2.0.0" else []), name, date=date)
    return project


def told(project):
    """The lines of the page, and the targets of its links."""
    page = project.soup("changes.html").select_one("[role=main], .body, main")
    return [line.strip() for line in page.get_text("\n").splitlines() if line.strip()]


def sections(project):
    return [
        " ".join(each.get_text().split()).replace("¶", "").strip()
        for each in project.soup("changes.html").select(".rensei-page .rensei-section > :is(h2, h3, h4)")
    ]


def test_each_version_says_what_changed_with_it_the_latest_first(versions):
    versions.build("text")
    lines = [line.strip() for line in versions.read("changes.txt").splitlines() if line.strip()]
    text = " ".join(lines)
    names = ["v2.0.0 (2026-04-05)", "v1.10.0 (2026-03-04)", "v1.10.0-rc.1 (2026-02-03)", "v1.9.0 (2026-01-02)"]
    places = [text.index(name) for name in names]
    assert places == sorted(places)
    latest, integer, first_b, oldest = (text[at:end] for at, end in zip(places, [*places[1:], None], strict=True))
    assert latest.index("Breaking changes") < latest.index("GET /b") < latest.index("Other changes")
    assert 'The type "string"' not in latest
    assert 'The type was "string" and is "integer". (and 1 more operation)' in integer
    assert "The operation was added." in first_b
    assert "The first version." in oldest


def test_operations_that_are_there_now_are_linked(versions):
    versions.build()
    links = {
        link.get_text(): link["href"] for link in versions.soup("changes.html").select(".rensei-page a.reference")
    }
    assert {text: href for text, href in links.items() if text.startswith("GET")} == {
        "GET /a": "api/lib/default/getA.html#lib-getA",
        "GET /c": "api/lib/default/getC.html#lib-getC",
    }


def test_the_page_is_read_again_where_there_is_another_tag_and_only_there(versions):
    versions.build()
    pickles = versions.app.doctreedir.glob("rensei-*.pickle")
    comparisons = [path for path in pickles if b"sphinxext_rensei.diff" in path.read_bytes()]
    assert len(comparisons) == 3
    versions.build()
    assert "0 added, 0 changed, 0 removed" in versions.status
    versions.write({"api.yaml": ADDED})
    git(versions.srcdir, "commit", "-q", "-a", "-m", "x", date="2026-05-06")
    git(versions.srcdir, "tag", "v3")
    before = {path: path.stat().st_mtime_ns for path in comparisons}
    versions.build()
    assert "v3 (2026-05-06)" in versions.read("changes.html")
    assert {path: path.stat().st_mtime_ns for path in comparisons} == before


def test_options_limit_versions_and_choose_tags(versions):
    versions.write({"changes.rst": PAGE.format(":limit: 1\n   :tags: v1.*0\n   :spec: lib")})
    versions.build("text")
    text = versions.read("changes.txt")
    assert "v1.10.0 (2026-03-04)" in text
    assert "v2.0.0" not in text
    assert "v1.9.0" not in text
    # Compared with the tag before it that was chosen.
    assert "The operation was added." in text


def test_the_form_of_the_domain_is_there_too(versions):
    versions.write({"changes.rst": PAGE.format("").replace("rensei-changelog", "rensei:changelog")})
    versions.build("text")
    assert "v2.0.0 (2026-04-05)" in versions.read("changes.txt")


def test_a_version_that_can_not_be_read_says_so(versions):
    versions.write({"api.yaml": "{"})
    git(versions.srcdir, "commit", "-q", "-a", "-m", "x", date="2026-05-06")
    git(versions.srcdir, "tag", "v3")
    versions.write({"api.yaml": ADDED})
    versions.build("text")
    assert "This version can't be compared: v3:api.yaml:1:2: syntax:" in " ".join(versions.read("changes.txt").split())


@pytest.mark.parametrize("with_git", [True, False])
def test_without_tags_or_without_git_a_note_says_so(make_project, monkeypatch, tmp_path, with_git):
    files = {"api.yaml": API, "parts.yaml": PARTS, "changes.rst": PAGE.format(""), "index.rst": INDEX}
    project = make_project(files, CONF, build=False)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    if with_git:
        if not shutil.which("git"):
            pytest.skip("git is not here")
        git(project.srcdir, "init", "-q")
    else:
        monkeypatch.setenv("PATH", str(tmp_path))
    project.build("text")
    text = " ".join(project.read("changes.txt").split())
    reason = "no tag holds the description" if with_git else "git can't be run"
    assert f"The history can't be told: {reason}" in text


def test_tags_and_paths_are_never_options_of_git(versions):
    """Nor do their names become markup."""
    git(versions.srcdir, "update-ref", "refs/tags/-x", "HEAD")
    git(versions.srcdir, "tag", "z<b>1")
    versions.build()
    assert "z&lt;b&gt;1" in versions.read("changes.html")


SECRETS = """\
  /hidden: {get: {x-internal: true, responses: {'200': {description: OK}}}}
  /left/out: {get: {responses: {'200': {description: OK}}}}
  /shown:
    get:
      responses:
        '200':
          description: OK
          content:
            application/json:
              schema:
                required: [hiddenField]
                properties: {hiddenField: {x-internal: true}, shownField: {type: string}}
                anyOf: [{title: HiddenKind, x-internal: true}, {title: ShownKind, type: object}]
"""


def test_what_the_pages_leave_out_is_left_out_here(versions):
    for name, text in {"v3": ADDED + SECRETS, "v4": ADDED}.items():
        versions.write({"api.yaml": text})
        git(versions.srcdir, "commit", "-q", "-a", "-m", name, date="2026-06-07")
        git(versions.srcdir, "tag", name)
    entry = {"path": "api.yaml", "exclude": ["/left/*"]}
    versions.write({"api.yaml": ADDED + SECRETS.replace("shownField", "otherField")}, {"rensei_specs": {"lib": entry}})
    git(versions.srcdir, "commit", "-q", "-a", "-m", "v5", date="2026-06-08")
    git(versions.srcdir, "tag", "v5")
    versions.write(
        {"api.yaml": ADDED + SECRETS.replace("shownField", "thirdField").replace("hiddenField", "hiddenToo")}
    )
    git(versions.srcdir, "commit", "-q", "-a", "-m", "v6", date="2026-06-09")
    git(versions.srcdir, "tag", "v6")
    versions.build("text")
    text = versions.read("changes.txt")
    assert "/shown" in text
    assert "thirdField" in text
    assert not any(word in text for word in ("hidden", "Hidden", "/left"))
    versions.write({}, {"rensei_specs": {"lib": "api.yaml"}, "rensei_include_internal": True})
    versions.build("text")
    assert all(word in versions.read("changes.txt") for word in ("/hidden", "hiddenField", "/left/out"))
