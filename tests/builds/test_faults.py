"""Broken input: one clear message each, with file, line, column and code, and every page that can be built."""

from __future__ import annotations

import json
import re
from pathlib import PurePosixPath

import pytest

FINE = """\
openapi: 3.1.0
info: {title: T, version: "1"}
paths:
  /a:
    get:
      operationId: getA
      responses: {"200": {description: ok}}
"""
BAD_OPERATION = """\
  /b:
    get:
      operationId: getB
      parameters:
        - $ref: '#/components/parameters/No'
      responses:
        "200":
          description: ok
          content:
            application/json:
              schema: {$ref: '#/components/schemas/No'}
"""

UNREADABLE = {
    "syntax error": ("openapi: 3.1.0\ninfo: [1,\npaths: {\n", r"api.yaml:\d+:\d+: WARNING: .* \[rensei.syntax\]"),
    "empty file": ("", r"api.yaml:1:1: WARNING: the file is empty \[rensei.syntax\]"),
    "binary file": (b"\x89PNG\r\n\x1a\n\0\0", r"api.yaml:1:1: WARNING: this is not a text file \[rensei.encoding\]"),
    "not OpenAPI": ("a: 1\n", r"api.yaml:1:1: WARNING: .* not an OpenAPI description \[rensei.not-openapi\]"),
    "a list": ("- 1\n", r"api.yaml:1:1: WARNING: the file holds no object \[rensei.not-openapi\]"),
    "Swagger": ('swagger: "2.0"\n', r"api.yaml:1:10: WARNING: the file is Swagger 2.0; .* \[rensei.not-openapi\]"),
    "version 4": ("openapi: 4.0.0\n", r"api.yaml:1:10: WARNING: .*'4.0.0'; versions 3.0, .* \[rensei.not-openapi\]"),
    "30,000 levels": ("{a: " * 30_000, r"api.yaml:1:\d+: WARNING: more than 250 .* \[rensei.limit\]"),
    "30,000 brackets": ("[" * 30_000, r"api.yaml:1:\d+: WARNING: more than 250 .* \[rensei.limit\]"),
    "alias bomb": (
        "a: &a [x,x,x,x,x,x,x,x,x,x]\n"
        + "".join(f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 10)}]\n" for i in range(9)),
        r"api.yaml:\d+:\d+: WARNING: aliases expand .* \[rensei.limit\]",
    ),
}

PARTLY = {
    "duplicate key": (
        f"{FINE}    get:\n      operationId: getB\n      responses: {{}}\n",
        r"api.yaml:8:5: WARNING: the key 'get' is also on line 5; the last one counts \[rensei.duplicate-key\]",
    ),
    "duplicate operationId": (
        f"{FINE}  /b:\n    get:\n      operationId: getA\n      responses: {{}}\n",
        r"api.yaml:10:20: WARNING: operationId 'getA' is taken by GET /a \[rensei.duplicate-operation-id\]",
    ),
    "reference cycle": (
        f"{FINE}components:\n  schemas:\n    A: {{$ref: '#/components/schemas/A'}}\n",
        r"api.yaml:10:15: WARNING: \$ref '#/components/schemas/A' leads back to itself \[rensei.reference-cycle\]",
    ),
    "missing file of a reference": (
        f"{FINE}components:\n  schemas:\n    A: {{$ref: 'other.yaml#/A'}}\n",
        r"api.yaml:10:15: WARNING: \$ref 'other.yaml#/A': .*there is no such file \[rensei.missing-file\]",
    ),
    "reference outside the project": (
        f"{FINE}components:\n  schemas:\n    A: {{$ref: '../../../etc/passwd'}}\n",
        r"api.yaml:10:15: WARNING: .* leads outside the project.* \[rensei.outside-reference\]",
    ),
    "remote reference": (
        f"{FINE}components:\n  schemas:\n    A: {{$ref: 'https://example.com/a.yaml'}}\n",
        r"api.yaml:10:15: WARNING: .* leads to another host.* \[rensei.remote-reference\]",
    ),
    "wrong types": (
        f"{FINE}    post: {{parameters: 7, responses: 5}}\ntags: x\n",
        r"api.yaml:8:24: WARNING: 'parameters' must be an array, not a number \[rensei.invalid\]",
    ),
}


def told(project):
    assert "Traceback" not in project.warnings
    return [line for line in project.warnings.splitlines() if "WARNING" in line]


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_description_that_can_t_be_read_is_one_message_and_a_note_on_its_index(make_project, name):
    content, message = UNREADABLE[name]
    project = make_project({"api.yaml": content}, {"rensei_specs": {"api": "api.yaml"}}, warnings=True)
    (line,) = told(project)
    assert re.search(message, line)
    assert "The description can" in project.soup("api/api/index.html").select_one(".rensei-fault").get_text()
    assert (project.outdir / "index.html").exists()


@pytest.mark.parametrize("name", PARTLY)
def test_a_fault_in_one_place_costs_no_other_page(make_project, name):
    content, message = PARTLY[name]
    project = make_project({"api.yaml": content}, {"rensei_specs": {"api": "api.yaml"}}, warnings=True)
    assert [line for line in told(project) if re.search(message, line)], project.warnings
    assert len(told(project)) == len(set(told(project)))
    assert list((project.outdir / "api/api/default").glob("*.html"))


def test_a_fault_that_an_alias_repeats_is_one_message(make_project):
    description = FINE.replace("get:", "get: &it") + "      parameters: 7\n    put: {<<: *it, operationId: putA}\n"
    project = make_project({"api.yaml": description}, {"rensei_specs": {"api": "api.yaml"}}, warnings=True)
    (line,) = told(project)
    assert line.endswith("'parameters' must be an array, not a number [rensei.invalid]")


def test_a_fault_in_a_file_of_one_line_is_told_with_its_json_pointer(make_project):
    body = {"content": {"application/json": {"schema": {"$ref": "#/nowhere"}}}}
    operation = {"description": "Words. " * 100, "responses": {"200": {"description": "OK"}}, "requestBody": body}
    description = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {"/a": {"post": operation}}}
    project = make_project({"api.json": json.dumps(description)}, {"rensei_specs": {"api": "api.json"}}, warnings=True)
    (line,) = told(project)
    assert re.match(r"api\.json:1:\d{3,}: WARNING: \$ref '#/nowhere' leads nowhere", line)
    pointer = "/paths/~1a/post/requestBody/content/application~1json/schema"
    assert f"(at {pointer}" in line


@pytest.mark.parametrize(
    ("path", "advice"),
    [
        ("no.yaml", "is relative to conf.py: 'no.yaml'"),
        ("https://example.com/no.yaml", "takes files, not addresses: download 'https://example.com/no.yaml'"),
    ],
    ids=["file", "address"],
)
def test_a_missing_description_is_one_message(make_project, path, advice):
    project = make_project({}, {"rensei_specs": {"api": path}}, warnings=True)
    (line,) = told(project)
    message = f"no.yaml:1:1: WARNING: there is no such file; rensei_specs {advice} [rensei.missing-file]"
    assert line.endswith(message)


def test_missing_targets_are_told_once_each_and_shown_on_their_page(make_project):
    project = make_project({"api.yaml": FINE + BAD_OPERATION}, {"rensei_specs": {"api": "api.yaml"}}, warnings=True)
    places = re.findall(r"api.yaml:(\d+:\d+): WARNING: .* leads nowhere", "\n".join(told(project)))
    assert places == ["12:17", "18:30"]
    page = project.soup("api/api/default/getB.html")
    assert len(page.select(".rensei-fault")) >= 2
    assert not project.soup("api/api/default/getA.html").select(".rensei-fault")


def test_the_last_good_pages_stay_when_a_description_breaks(make_project):
    project = make_project({"api.yaml": FINE}, {"rensei_specs": {"api": "api.yaml"}})
    project.write({"api.yaml": "openapi: ["})
    project.build(warnings=True)
    assert len(told(project)) == 1
    assert (project.srcdir / "api/api/default/getA.rst").exists()
    assert "The description can" in project.read("api/api/default/getA.html")
    project.write({"api.yaml": FINE})
    project.build()
    assert "The description can" not in project.read("api/api/default/getA.html")


def test_an_unknown_name_in_a_directive_is_told_with_the_nearest_names(make_project):
    directives = {
        ".. rensei-operation:: getAA": "has no operation 'getAA'; near are 'getA'",
        ".. rensei-schema:: No": "has no schema 'No'",
        ".. rensei-tag:: No": "has no operations with the tag 'No'; tags are 'default'",
        ".. rensei-security:: No": "has no security scheme 'No'; it has none",
        ".. rensei-spec::\n   :spec: no": "rensei_specs has no 'no'; it has 'api'",
    }
    text = "Guide\n=====\n\n" + "\n\n".join(directives) + "\n"
    files = {"api.yaml": FINE, "guide.rst": text}
    project = make_project(files, {"rensei_specs": {"api": "api.yaml"}}, warnings=True)
    assert len(told(project)) == len(directives)
    for line, words in zip(told(project), directives.values(), strict=True):
        assert words in line
        assert re.match(r"guide.rst:\d+: WARNING: ", line)


WRONG = {
    "rensei_specs": ([], "a dict of names to paths"),
    "rensei_samples": ([["curl"]], "a list of languages, each one of curl, python"),
    "rensei_schema_depth": ("3", "a whole number, 0 or more"),
    "rensei_markup": ("rst", "'commonmark' or 'myst'"),
    "rensei_validate": ("yes", "True or False"),
    "rensei_include_internal": (1, "True or False"),
    "rensei_collapse_navigation": (None, "True or False"),
    "rensei_link_literals": (None, "True or False"),
    "rensei_extensions": ("x-a", "a list of names of x- fields"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_value_in_conf_py_is_one_message_and_the_default_is_used(make_project, name):
    value, rule = WRONG[name]
    conf = {"rensei_specs": {"api": "api.yaml"}, name: value}
    project = make_project({"api.yaml": FINE, "index.rst": "Hi\n==\n"}, conf, buildername="dummy", warnings=True)
    lines = [line for line in told(project) if "rensei.config" in line]
    assert len(lines) == 1
    assert f"{name} must be {rule}" in lines[0]
    assert repr(value) in lines[0]


@pytest.mark.parametrize(
    ("name", "near"), [("rensei_sample", "rensei_samples"), ("rensei_spec", "rensei_specs"), ("rensei_x", "rensei_")]
)
def test_a_value_of_conf_py_that_is_not_known_is_told_with_the_nearest(make_project, name, near):
    conf = {"rensei_specs": {"api": "api.yaml"}, name: []}
    project = make_project({"api.yaml": FINE}, conf, buildername="dummy", warnings=True)
    (line,) = told(project)
    assert line.startswith(f"WARNING: {name} is not a configuration value; is it {near}")


@pytest.mark.parametrize("key", ["include", "exclude"])
def test_a_filter_that_chooses_nothing_is_told(make_project, key):
    """A tag that no operation has may stand there; a name that is nothing at all may not."""
    entry = {"path": "api.yaml", key: ["Book", "/b/*", "/a", "Later"]}
    description = f"{FINE}tags: [{{name: Later}}]\n"
    project = make_project({"api.yaml": description}, {"rensei_specs": {"api": entry}}, "dummy", warnings=True)
    for line, pattern in zip(told(project), ["Book", "/b/*"], strict=True):
        assert f"{key!r} of 'api' has {pattern!r}, which is no tag and fits no path [rensei.config]" in line
    project.build("dummy", warnings=True)
    assert len(told(project)) == 2


ENTRIES = {
    "a number": ({"api": 3}, "'api' must be a path or a dict with a 'path', not 3"),
    "no path": ({"api": {"pages": "x"}}, "'api' has no 'path'"),
    "unknown key": ({"api": {"path": "api.yaml", "page": "x"}}, "'api' has unknown keys: 'page'"),
    "bad name": ({"a b": "api.yaml"}, "the name 'a b' must be a word"),
    "control character in a name": ({"a\0": "api.yaml"}, r"the name 'a\x00' must be a word"),
    "control character in a path": ({"a": "a\0"}, "'a' must be a path or a dict with a 'path'"),
    "control character in pages": ({"a": {"path": "api.yaml", "pages": "a\0"}}, "'pages' of 'a' must be a docname"),
    "bad filter": (
        {"api": {"path": "api.yaml", "include": "x"}},
        "'include' of 'api' must be a list of tags",
    ),
    "bad version": ({"api": {"path": "api.yaml", "version": 2}}, "'version' of 'api' must be a text"),
    "bad download": ({"api": {"path": "api.yaml", "download": "no"}}, "'download' of 'api' must be True or False"),
    "shared folder": (
        {"a": {"path": "api.yaml", "pages": "x"}, "b": {"path": "api.yaml", "pages": "x/"}},
        "'b' and 'a' have one folder of pages, 'x'; the pages of 'b' go to 'api/b'",
    ),
    "folder of another's default": (
        {"a": {"path": "api.yaml", "pages": "api/b"}, "b": "api.yaml"},
        "'b' and 'a' have one folder of pages, 'api/b'; the pages of 'b' go to 'api/b-2'",
    ),
}


@pytest.mark.parametrize("name", ENTRIES)
def test_a_wrong_entry_of_rensei_specs_is_one_message(make_project, name):
    specs, words = ENTRIES[name]
    project = make_project(
        {"api.yaml": FINE, "index.rst": "Hi\n==\n"}, {"rensei_specs": specs}, buildername="dummy", warnings=True
    )
    lines = [line for line in told(project) if "rensei.config" in line]
    assert len(lines) == 1
    assert words in lines[0]


def test_a_path_object_is_a_path_wherever_a_path_is(make_project):
    specs = {"a": PurePosixPath("api.yaml"), "b": {"path": PurePosixPath("api.yaml"), "root": PurePosixPath()}}
    conf = f"from pathlib import PurePosixPath\nextensions = ['sphinxext_rensei']\nrensei_specs = {specs!r}\n"
    index = "Hi\n==\n\n.. toctree::\n\n   api/a/index\n   api/b/index\n"
    project = make_project({"api.yaml": FINE, "index.rst": index, "conf.py": conf})
    assert (project.outdir / "api/b/default/getA.html").exists()


def test_pages_that_can_t_be_written_are_told_once(make_project):
    """Where their folder should be is a file."""
    files = {"api.yaml": FINE, "api/api": "", "index.rst": "Hi\n==\n"}
    project = make_project(files, {"rensei_specs": {"api": "api.yaml"}}, "dummy", warnings=True)
    (line,) = told(project)
    assert line.endswith("/index.rst can't be written: Not a directory; nor can 2 other pages of 'api' [rensei.page]")


def test_a_page_of_two_descriptions_is_told_and_the_first_has_it(make_project):
    files = {"api.yaml": FINE, "b.yaml": FINE.replace("operationId: getA", "tags: [b]")}
    specs = {"a": {"path": "b.yaml", "pages": "api"}, "b": {"path": "api.yaml", "pages": "api/b"}}
    project = make_project(files, {"rensei_specs": specs}, warnings=True)
    (line,) = [each for each in told(project) if "rensei.page" in each]
    assert "'api/b/index' is a page of 'a' and of 'b'; give one of them other 'pages'" in line
    assert (project.outdir / "api/b/default/getA.html").exists()


def test_warnings_can_be_suppressed_by_their_code(make_project):
    conf = {"rensei_specs": {"api": "api.yaml"}, "suppress_warnings": ["rensei.reference"]}
    make_project({"api.yaml": FINE + BAD_OPERATION}, conf)
