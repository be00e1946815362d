"""The manual of the extension: what it shows works, in both markups, and it leaves nothing out."""

from __future__ import annotations

import ast
import doctest
import re
import tomllib

import pytest
import yaml
from docutils import nodes
from sphinx.addnodes import pending_xref

from sphinxext_rensei.cli import COMMANDS, make_parser
from sphinxext_rensei.config import ENTRY, VALUES
from sphinxext_rensei.domain import DIRECTIVES, OPTIONS, ROLES
from tests.conftest import REPOSITORY

DOCS = REPOSITORY / "docs"
SOURCE = REPOSITORY / "sphinxext_rensei"
PAGES = [*sorted(DOCS.glob("extension/**/*.md")), REPOSITORY / "README.md"]
SESSIONS = [page for page in PAGES if "```pycon" in page.read_text("utf-8")]
SNIPPETS = sorted({path.name.partition(".")[0] for path in (DOCS / "snippets").iterdir()})
FENCE = re.compile(r"^(?P<fence>```+|~~~+)(?P<language>[\w-]+)\n(?P<text>.*?)^(?P=fence)$", re.DOTALL | re.MULTILINE)


def blocks(language: str) -> list[object]:
    """The code blocks of a language in the manual, each with the name of its page."""
    return [
        pytest.param(match["text"], id=f"{path.stem}-{match.start()}")
        for path in PAGES
        for match in FENCE.finditer(path.read_text("utf-8"))
        if match["language"] == language
    ]


def shape(node: nodes.Node) -> object:
    """What a tree says, apart from which file and markup says it."""
    if isinstance(node, nodes.Text):
        return str(node)
    assert isinstance(node, nodes.Element)
    kept = ("reftype", "reftarget", "name", "kind", "title", "entries", "method", "path", "words", "ids")
    said = {key: value for key, value in node.attributes.items() if key in kept and value}
    if isinstance(node, nodes.bullet_list | nodes.document | nodes.section | pending_xref):
        said.pop("ids", None)
    return (type(node).__name__, said, [shape(child) for child in node.children])


@pytest.mark.parametrize("name", SNIPPETS)
def test_a_snippet_says_the_same_in_both_markups(name, make_project) -> None:
    """Each builds without a warning, and gives the same tree."""
    trees = []
    for suffix, extension in (("md", "md"), ("rst", "rst")):
        text = (DOCS / "snippets" / f"{name}.{suffix}.txt").read_text("utf-8")
        title = "# Page\n\n" if suffix == "md" else "Page\n====\n\n"
        project = make_project(
            {
                f"page.{extension}": title + text,
                "ferries.yaml": (DOCS / "extension" / "demo" / "ferries.yaml").read_bytes(),
            },
            {
                "extensions": ["myst_parser", "sphinxext_rensei"],
                "myst_enable_extensions": ["colon_fence", "deflist"],
                "rensei_specs": {"ferries": "ferries.yaml"},
                "nitpicky": True,
            },
            "dummy",
        )
        section = next(project.app.env.get_doctree("page").findall(nodes.section))
        trees.append([shape(child) for child in section.children[1:]])
    assert trees[0]
    assert trees[0] == trees[1]


@pytest.mark.parametrize("text", blocks("python"))
def test_python_is_python_and_names_what_there_is(text) -> None:
    """Each block parses; what it assigns is a value of ours or of Sphinx's, and fits."""
    values = {value.name: value for value in VALUES}
    for node in ast.parse(text).body:
        assert isinstance(node, ast.Assign)
        (target,) = node.targets
        assert isinstance(target, ast.Name)
        if not target.id.startswith("rensei_"):
            assert target.id in SPHINX_VALUES
            continue
        given = ast.literal_eval(node.value)
        assert values[target.id].fits(given)
        if target.id == "rensei_specs":
            for entry in given.values():
                assert isinstance(entry, str) or all(ENTRY[key].fits(value) for key, value in entry.items())


SPHINX_VALUES = {
    *("extensions", "html_css_files", "html_static_path", "html_theme", "intersphinx_mapping", "suppress_warnings"),
}


@pytest.mark.parametrize("page", SESSIONS, ids=[page.stem for page in SESSIONS])
def test_python_sessions_give_what_they_show(monkeypatch, page) -> None:
    """Each goes on where the one before it on its page ended, in the root of the repository."""
    monkeypatch.chdir(REPOSITORY)
    texts = [match["text"] for match in FENCE.finditer(page.read_text("utf-8")) if match["language"] == "pycon"]
    session = doctest.DocTestParser().get_doctest("".join(texts), {}, page.stem, str(page), 0)
    told: list[str] = []
    result = doctest.DocTestRunner().run(session, out=told.append)
    assert (result.failed, told) == (0, [])
    assert result.attempted


@pytest.mark.parametrize("text", blocks("yaml"))
def test_yaml_is_yaml(text) -> None:
    """Each block parses."""
    assert yaml.safe_load(text)


def commands() -> list[object]:
    """Each call of ``rensei-docs`` in the manual."""
    return [
        pytest.param(line.split("rensei-docs ", 1)[1], id=line)
        for path in PAGES
        for match in FENCE.finditer(path.read_text("utf-8"))
        if match["language"] == "sh"
        for line in match["text"].replace("\\\n", " ").splitlines()
        if "rensei-docs " in line and not line.lstrip().startswith("#")
    ]


@pytest.mark.parametrize("line", commands())
def test_commands_take_the_arguments_that_are_shown(line) -> None:
    """argparse has no objection."""
    assert make_parser().parse_args(line.partition(" > ")[0].split()).command in COMMANDS


@pytest.mark.parametrize(
    ("names", "page"),
    [
        ([value.name for value in VALUES], "configuration"),
        (ENTRY, "configuration"),
        (DIRECTIVES, "directives"),
        (ROLES, "roles"),
    ],
    ids=["values", "entries", "directives", "roles"],
)
def test_the_reference_is_written_from_the_code(names, page) -> None:
    """No page lists by hand what the directive `manual` lists."""
    assert names
    assert "```{manual}" in (DOCS / "extension" / f"{page}.md").read_text("utf-8")


def test_every_option_is_explained() -> None:
    """What a directive takes has a line for the manual, and no line is left over."""
    taken = {option for directive in DIRECTIVES.values() for option in directive.option_spec} - {"noindex"}
    assert taken == set(OPTIONS)


STYLES = SOURCE.joinpath("static", "rensei.css").read_text("utf-8")
CODE = "\n".join(path.read_text("utf-8") for path in sorted(SOURCE.rglob("*.py")))
NAMES = {
    "custom properties": (r"--rensei-[\w-]+", r"(--rensei-[\w-]+):", STYLES),
    "values of conf.py": (r"\brensei_[a-z]\w+", r'name="(rensei_\w+)"', CODE),
    "fields of a description": (r"`(x-[\w-]+)", r'"(x-[\w-]+)"', CODE),
    "codes of warnings": (r"`rensei\.([a-z-]+)`", r'"([a-z-]+)"', SOURCE.joinpath("problems.py").read_text("utf-8")),
    "commands": (r"`rensei-docs ([a-z]+)", r"(\w+)", " ".join(COMMANDS)),
    "options of directives": (r"`:([a-z-]+):`", r"(\S+)", " ".join((*OPTIONS, "description"))),
}


@pytest.mark.parametrize(("named", "defined", "code"), NAMES.values(), ids=NAMES)
def test_what_the_manual_and_the_changelog_name_is_there(named, defined, code) -> None:
    """In sentences too, which nothing else runs."""
    known = set(re.findall(defined, code))
    # What other extensions call their options is told there too.
    pages = [page for page in (*PAGES, REPOSITORY / "CHANGELOG.md") if page.name != "moving.md"]
    names = {(page.name, name) for page in pages for name in re.findall(named, page.read_text("utf-8"))}
    assert names
    assert sorted(each for each in names if each[1] not in known) == []


def test_every_field_that_is_read_is_told() -> None:
    """The table of ``x-`` fields leaves none out."""
    folders = ("checks", "diff", "pages", "render", "schema", "spec")
    files = [path for folder in folders for path in SOURCE.joinpath(folder).rglob("*.py")]
    read = {name for path in files for name in re.findall(r'"(x-[\w-]+)"', path.read_text("utf-8"))}
    table = DOCS.joinpath("extension", "configuration.md").read_text("utf-8")
    assert sorted(read - set(re.findall(r"`(x-[\w-]+)`", table))) == []


def test_the_files_that_contributors_are_led_to_are_there() -> None:
    """Each path of CONTRIBUTING.md is one of the package, or of the repository."""
    paths = re.findall(r"`([\w.-]+/[\w./-]*)`", REPOSITORY.joinpath("CONTRIBUTING.md").read_text("utf-8"))
    assert paths
    assert [path for path in paths if not (SOURCE / path).exists() and not (REPOSITORY / path).exists()] == []


def test_the_docs_name_where_their_tests_are() -> None:
    """The environments that the manual's contributors run are there."""
    tox = REPOSITORY.joinpath("tox.ini").read_text("utf-8")
    for name in re.findall(r"tox run -e ([\w,-]+)", REPOSITORY.joinpath("CONTRIBUTING.md").read_text("utf-8")):
        assert all(f"[testenv:{each}]" in tox for each in name.split(","))


def test_pre_commit_hooks_call_commands_that_there_are() -> None:
    """Each hook is a command of ours, with packages that its extra names."""
    extras = tomllib.loads(REPOSITORY.joinpath("pyproject.toml").read_text("utf-8"))["project"][
        "optional-dependencies"
    ]
    for hook in yaml.safe_load(REPOSITORY.joinpath(".pre-commit-hooks.yaml").read_text("utf-8")):
        program, command = hook["entry"].split()[:2]
        assert (program, command in COMMANDS) == ("rensei-docs", True)
        assert any(set(hook.get("additional_dependencies", ())) <= set(extra) for extra in extras.values())


def test_all_pages_are_found() -> None:
    """The patterns above match something."""
    assert len(PAGES) > 15
    assert len(blocks("python")) > 5
    assert len(commands()) > 3
    assert SESSIONS
