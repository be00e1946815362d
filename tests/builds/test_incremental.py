"""What is read again, and what two builds have in common."""

from __future__ import annotations

import gc
import re
import shutil

import pytest
from sphinx.util.parallel import ParallelTasks

from sphinxext_rensei.domain._notes import pack_places, places
from sphinxext_rensei.spec import Place
from tests.conftest import Project

CONF = {"rensei_specs": {"lib": "api.yaml"}}
INDICES = ("rensei-operations-by-tag.html", "rensei-operations-by-path.html", "rensei-schemas.html")


def read_again(project):
    """The documents that the last build read."""
    return set(re.findall(r"reading sources\.\.\. \[ *\d+%\] (\S+)", project.status.replace("\r", "\n")))


def rebuilt(project, files):
    project.write(files)
    project.build()
    return read_again(project)


def test_nothing_is_read_again_when_nothing_changed(make_project, api):
    project = make_project({"api.yaml": api}, CONF)
    assert rebuilt(project, {"api.yaml": api}) == set()


def test_nothing_is_written_again_when_nothing_changed(make_project, api, monkeypatch):
    """Nor is the description read; what the first build wrote stays as it is."""
    project = make_project({"api.yaml": api}, CONF)
    before = output(project)
    kept = ("objects.inv", "searchindex.js", "rensei-policy.json", *INDICES)
    times = {
        name: project.outdir.joinpath(name).stat().st_mtime_ns for name in kept if (project.outdir / name).exists()
    }
    assert {"objects.inv", "searchindex.js", *INDICES} <= times.keys()
    monkeypatch.setattr("sphinxext_rensei.store.load", None)
    project.build()
    assert {name: project.outdir.joinpath(name).stat().st_mtime_ns for name in times} == times
    assert output(project) == before


def test_a_comment_is_looked_at_once(make_project, api, monkeypatch):
    project = make_project({"api.yaml": api}, CONF)
    assert rebuilt(project, {"api.yaml": f"# one more\n{api}"}) == set()
    monkeypatch.setattr("sphinxext_rensei.store.load", None)
    project.build()
    assert read_again(project) == set()


def test_an_index_that_is_gone_is_written_again(make_project, api):
    project = make_project({"api.yaml": api}, CONF)
    before = output(project)
    project.outdir.joinpath("objects.inv").unlink()
    project.build()
    assert output(project).keys() == before.keys()


def test_a_page_that_is_gone_leaves_the_inventory(make_project, api):
    guide = ":orphan:\n\nGuide\n=====\n"
    project = make_project(
        {"index.rst": "Test\n====\n\n.. toctree::\n\n   api/lib/index\n", "guide.rst": guide, "api.yaml": api}, CONF
    )
    before = project.outdir.joinpath("objects.inv").read_bytes()
    project.srcdir.joinpath("guide.rst").unlink()
    project.build()
    assert project.outdir.joinpath("objects.inv").read_bytes() != before


def test_a_stub_that_was_changed_is_written_again(make_project, api):
    project = make_project({"api.yaml": api}, CONF)
    stub = project.srcdir / "api/lib/books/listBooks.rst"
    text = stub.read_text("utf-8")
    stub.write_text(f"{text}\nMore.\n", "utf-8")
    project.build()
    assert stub.read_text("utf-8") == text


def test_a_comment_in_the_description_reads_nothing_again(make_project, api):
    project = make_project({"api.yaml": api}, CONF)
    assert rebuilt(project, {"api.yaml": f"# one more\n{api}"}) == set()


def test_an_operation_s_text_reads_the_pages_that_show_it_again(make_project, api):
    project = make_project({"api.yaml": api, "guide.rst": "Guide\n=====\n\n.. rensei-operation:: listBooks\n"}, CONF)
    again = rebuilt(project, {"api.yaml": api.replace("newest first", "oldest first")})
    assert again == {"api/lib/books/listBooks", "guide"}
    assert "oldest first" in project.read("api/lib/books/listBooks.html")


def test_a_schema_s_text_reads_the_pages_that_show_it_again(make_project, api):
    project = make_project({"api.yaml": api}, CONF)
    again = rebuilt(project, {"api.yaml": api.replace("Its number.", "Its ISBN.")})
    assert again == {"api/lib/books/listBooks", "api/lib/books/getBook", "api/lib/schemas/Book"}


def test_a_new_operation_gets_its_page_and_an_old_one_loses_it(make_project, api):
    project = make_project({"api.yaml": api}, CONF)
    rebuilt(project, {"api.yaml": api.replace("operationId: getBook", "operationId: readBook")})
    assert (project.srcdir / "api/lib/books/readBook.rst").exists()
    assert not (project.srcdir / "api/lib/books/getBook.rst").exists()
    assert "readBook.html" in project.read("api/lib/books/index.html")


def test_a_stub_that_stays_the_same_is_not_written_again(make_project, api):
    project = make_project({"api.yaml": api}, CONF)
    stubs = [*project.srcdir.rglob("api/**/*.rst")]
    written = {path: path.stat().st_mtime_ns for path in stubs}
    rebuilt(project, {"api.yaml": api.replace("List books", "List all books")})
    changed = {path.name for path in stubs if path.stat().st_mtime_ns != written[path]}
    assert changed == {"listBooks.rst"}


def test_a_file_without_the_generator_s_mark_is_never_touched(make_project, api):
    mine = "My page\n=======\n"
    files = {"api.yaml": api, "api/lib/books/getBook.rst": mine, "api/lib/books/mine.rst": f":orphan:\n\n{mine}"}
    # What Sphinx does not read need not be UTF-8.
    conf = {**CONF, "exclude_patterns": ["_build", "api/lib/books/listBooks.rst"]}
    files["api/lib/books/listBooks.rst"] = b":orphan:\n\n\xc4\xc4\n==\n"
    project = make_project(files, conf, warnings=True)
    assert "is not a generated page; it is left as it is" in project.warnings
    assert project.srcdir.joinpath("api/lib/books/getBook.rst").read_text("utf-8") == mine
    assert project.srcdir.joinpath("api/lib/books/mine.rst").exists()
    assert project.srcdir.joinpath("api/lib/books/listBooks.rst").read_bytes() == files["api/lib/books/listBooks.rst"]


def stubs(project):
    return {str(path.relative_to(project.srcdir)) for path in project.srcdir.rglob("*.rst")} - {"index.rst"}


@pytest.mark.parametrize("order", [("lib", "old"), ("old", "lib")])
def test_pages_below_those_of_another_description_are_left_alone(make_project, api, order):
    entries = {"lib": {"path": "api.yaml", "pages": "api"}, "old": {"path": "old.yaml", "pages": "api/old"}}
    conf = {"rensei_specs": {name: entries[name] for name in order}}
    project = make_project({"api.yaml": api, "old.yaml": api}, conf)
    before = stubs(project)
    assert {"api/books/getBook.rst", "api/old/books/getBook.rst"} <= before
    rebuilt(project, {"api.yaml": api.replace("operationId: getBook", "operationId: readBook")})
    assert stubs(project) == before - {"api/books/getBook.rst"} | {"api/books/readBook.rst"}


@pytest.mark.parametrize(
    "entry",
    [{"path": "api.yaml", "pages": "reference"}, {"path": "api.yaml", "pages": None}, None],
    ids=["moved", "pages None", "removed"],
)
def test_pages_that_conf_py_asks_for_no_more_are_removed(make_project, api, entry):
    both = {"rensei_specs": {"lib": "api.yaml", "two": "api.yaml"}}
    project = make_project({"api.yaml": api, "index.rst": "Hi\n==\n"}, both, "dummy", warnings=True)
    assert "api/lib/books/getBook.rst" in stubs(project)
    specs = {"two": "api.yaml"} | ({"lib": entry} if entry else {})
    project.write({"index.rst": "Hi\n==\n"}, {"rensei_specs": specs})
    project.build("dummy", warnings=True)
    assert not [stub for stub in stubs(project) if stub.startswith("api/lib/")]
    assert "api/two/books/getBook.rst" in stubs(project)
    assert ("reference/books/getBook.rst" in stubs(project)) == bool(entry and entry["pages"])


def test_a_copy_of_a_project_has_its_own_pages_and_leaves_those_of_the_other_alone(make_project, api, tmp_path):
    project = make_project({"api.yaml": api}, CONF)
    before = stubs(project)
    copy = Project(tmp_path / "copy")
    shutil.copytree(project.srcdir, copy.srcdir)
    shutil.rmtree(copy.srcdir / "api")
    copy.build()
    assert stubs(copy) == stubs(project) == before
    copy.write({"index.rst": "Hi\n==\n"}, {"rensei_specs": {}})
    copy.build()
    assert (stubs(copy), stubs(project)) == (set(), before)


def output(project):
    """The files of a site, but for the search index: Sphinx numbers documents as it meets them."""
    return {
        path.relative_to(project.outdir): path.read_bytes()
        for path in project.outdir.rglob("*")
        if path.is_file() and path.suffix in {".html", ".inv"} and "_static" not in path.parts
    }


def test_an_incremental_build_equals_a_fresh_one(make_project, api):
    changed = api.replace("Its number.", "Its ISBN.").replace("Lend a book", "Give a book")
    first = make_project({"api.yaml": api}, CONF)
    rebuilt(first, {"api.yaml": changed})
    fresh = output(make_project({"api.yaml": changed}, CONF))
    assert output(first) == fresh


CHANGES = {
    "a new operation": (
        "  /loans:\n",
        "  /new:\n    get: {operationId: addedOne, tags: [Books], responses: {'200': {description: ok}}}\n  /loans:\n",
    ),
    "an operation less": ("    delete:\n", "    x-delete:\n"),
    "a new tag": ("tags: [Loans, Books]", "tags: [Lending, Books]"),
    "another order": (
        "  - name: Books\n    description: What can be lent.\n  - name: Loans\n    description: Who has what.\n",
        "  - name: Loans\n    description: Who has what.\n  - name: Books\n    description: What can be lent.\n",
    ),
    "a group": ("tags:\n", "x-tagGroups: [{name: Lending, tags: [Loans]}]\ntags:\n"),
    "a parent": ("  - name: Loans\n", "  - name: Loans\n    parent: Books\n"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_sidebars_and_neighbours_follow_what_there_is(make_project, api, name):
    before, after = CHANGES[name]
    assert before in api
    # The version that has parents of tags.
    api = api.replace("openapi: 3.1.1", "openapi: 3.2.0")
    changed = api.replace(before, after, 1)
    conf = {**CONF, "html_theme": "furo"}
    guides = {"guide.rst": "Guide\n=====\n\n.. rensei-tag:: Books\n\n.. rensei-operations::\n   :path: /n*\n"}
    first = make_project({"api.yaml": api, **guides}, conf)
    rebuilt(first, {"api.yaml": changed})
    fresh = output(make_project({"api.yaml": changed, **guides}, conf))
    # Sphinx leaves the files of pages that are no more.
    assert {path: content for path, content in output(first).items() if path in fresh} == fresh


def test_parallel_and_serial_builds_give_the_same_bytes(make_project, api):
    guides = {f"guide{n}.rst": f"Guide {n}\n=======\n\n.. rensei-operation:: getBook\n" for n in range(8)}
    serial = output(make_project({"api.yaml": api, **guides}, CONF))
    parallel = output(make_project({"api.yaml": api, **guides}, CONF, parallel=2))
    assert serial == parallel


def test_as_many_processes_write_as_read(make_project, api, monkeypatch):
    asked = []

    class Tasks(ParallelTasks):
        def __init__(self, nproc):
            asked.append(nproc)
            super().__init__(nproc)

    monkeypatch.setattr("sphinx.builders.ParallelTasks", Tasks)
    make_project({"api.yaml": api}, CONF, parallel=2)
    assert asked == [2, 2]


def test_what_lives_until_it_is_written_is_spared_the_search_for_garbage_as_long(make_project, api):
    setup = """
def setup(app):
    app.spared = []
    app.connect("html-page-context", lambda *_arguments: app.spared.append(gc.get_freeze_count()))
"""
    conf = f"import gc\nextensions = ['sphinxext_rensei']\nrensei_specs = {CONF['rensei_specs']}\n{setup}"
    project = make_project({"api.yaml": api, "conf.py": conf}, CONF)
    assert min(project.app.spared) > 0
    assert gc.get_freeze_count() == 0


@pytest.mark.parametrize(
    ("drawn", "kept"),
    [
        ({("file:a", "/x"), ("file:a", "/x/y"), ("file:a", "/x/y/z")}, [("file:a", "/x")]),
        ({("file:a", "/x"), ("file:a", "/x-y"), ("file:a", "/x/y")}, [("file:a", "/x"), ("file:a", "/x-y")]),
        ({("file:a", "/x"), ("file:b", "/x/y")}, [("file:a", "/x"), ("file:b", "/x/y")]),
        ({("file:a", ""), ("file:a", "/x")}, [("file:a", "")]),
        ({("held:", "GET /x"), ("held:", "GET /x/y")}, [("held:", "GET /x"), ("held:", "GET /x/y")]),
    ],
)
def test_a_page_notes_no_place_that_changes_with_another(drawn, kept):
    assert list(places(pack_places(Place(*each) for each in drawn))) == kept


def test_two_builds_of_one_input_give_the_same_bytes(make_project, api):
    assert output(make_project({"api.yaml": api}, CONF)) == output(make_project({"api.yaml": api}, CONF))
