"""Text of a description is never markup, script, a file outside the build, or a request."""

from __future__ import annotations

import copy
import json
import re
import time
import unicodedata
from xml.etree import ElementTree as ET

import hypothesis.strategies as st
import pytest
import yaml
from hypothesis import HealthCheck, given, settings

from sphinxext_rensei.errors import LoadError
from sphinxext_rensei.render import RenderContext, named_schema_nodes, operation_nodes
from sphinxext_rensei.schema import Analyser
from sphinxext_rensei.spec import load
from tests.corpus import EVERYTHING, REPOSITORY

NASTY = (
    """"'><script>alert(1)</script><img src=x onerror=alert(2)><a href="javascript:alert(3)">x</a>{{7*7}}${x}`|_**"""
)
KEPT = frozenset(("openapi", "in", "type", "$ref", "style", "format", "pattern", "operationId"))


def poisoned(value, key=""):
    """A description with a script in every text that is not structure."""
    if isinstance(value, dict):
        return {name: poisoned(held, name) for name, held in value.items()}
    if isinstance(value, list):
        return [poisoned(held, key) for held in value]
    if isinstance(value, str) and key not in KEPT and not value.startswith("#/"):
        return f"{value} {NASTY}"
    return value


def assert_harmless(project):
    for path in project.outdir.rglob("*.html"):
        soup = project.soup(str(path.relative_to(project.outdir)))
        for script in soup.select('script:not([type="application/json"])'):
            assert "alert(" not in script.get_text(), path
        for each in soup.find_all(True):
            assert not [name for name in each.attrs if name.startswith("on")], (path, each)
            for name in ("href", "src", "action"):
                target = re.sub(r"[\s\0-\x20]", "", str(each.get(name, ""))).lower()
                assert not target.startswith(("javascript:", "vbscript:", "data:text")), (path, each)
        assert not [each for each in soup.find_all("img") if each.get("src") == "x"], path


def test_a_script_in_every_text_stays_text(make_project, api):
    hostile = json.dumps(poisoned(yaml.safe_load(api)))
    project = make_project({"api.json": hostile}, {"rensei_specs": {"lib": "api.json"}}, warnings=True)
    assert "Traceback" not in project.warnings
    assert_harmless(project)
    assert "alert(1)" in project.read("api/lib/index.html")


IDS = (
    "../../../escape",
    "/absolute",
    "a/../../b",
    "..",
    ".",
    "index",
    "con",
    "NUL.txt",
    "x.rst",
    "y.md",
    "with space",
    "colon:colon",
    "back\\slash",
    "quote\"'`",
    "new\nline",
    "tab\tand\x00null",
    "<b>bold</b>",
    "long" * 60,
    "ünïcödé",
    "Case",
    "case",
    "\u202ertl",
    "а-cyrillic",
    "a-cyrillic",
    "%2e%2e%2f",
    "-dash",
    "#hash?query",
    "*?[glob]",
    "trailing.",
    "",
    " ",
    "{{ jinja }}",
    ".. directive::",
    ":role:`x`",
)


def test_no_id_tag_or_name_leads_out_of_the_folder_of_pages(make_project):
    paths = {
        f"/p{number}": {"get": {"operationId": name, "tags": [name], "summary": name, "responses": {}}}
        for number, name in enumerate(IDS)
    }
    schemas = {name: {"type": "object", "properties": {name: {"type": "string"}}} for name in IDS}
    description = {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "paths": paths,
        "components": {"schemas": schemas},
    }
    project = make_project({"api.json": json.dumps(description)}, {"rensei_specs": {"s": "api.json"}}, warnings=True)
    assert "Traceback" not in project.warnings
    assert "CRITICAL" not in project.warnings
    written = {path.relative_to(project.srcdir) for path in project.srcdir.rglob("*.rst")}
    assert all(str(path).startswith("api/s/") or str(path) == "index.rst" for path in written), written
    assert not list(project.srcdir.parent.glob("*escape*"))
    site = project.app.env.domains["rensei"].specs["s"].site
    assert len({page.docname.casefold() for page in site.pages}) == len(site.pages)
    for page in site.pages:
        assert (project.outdir / f"{page.docname}.html").exists(), page
    assert_harmless(project)


def described(**operations):
    """A description of operations, each given by what it has beside an id; schemas under ``schemas``."""
    schemas = operations.pop("schemas", {})
    paths = {
        f"/{name}": {"post": {"operationId": name, "responses": {}, **operation}}
        for name, operation in operations.items()
    }
    info = {"title": "T", "version": "1"}
    return {"openapi": "3.1.0", "info": info, "paths": paths, "components": {"schemas": schemas}}


def body(schema, **media):
    return {"requestBody": {"content": {"application/json": {"schema": schema, **media}}}}


def built(make_project, description, buildername="html", seconds=60):
    """Build a description, in time and without a traceback."""
    text = description if isinstance(description, str) else json.dumps(description)
    name = "api.json" if text.startswith(("{", "[")) else "api.yaml"
    started = time.process_time()
    project = make_project({name: text}, {"rensei_specs": {"s": name}}, buildername, warnings=True)
    assert time.process_time() - started < seconds
    assert "Traceback" not in project.warnings
    assert "CRITICAL" not in project.warnings
    return project


A = {"$ref": "#/components/schemas/A"}


@pytest.mark.parametrize(
    "schema",
    [
        {"allOf": [A]},
        {"properties": {"a": A}},
        {"items": A, "type": "array"},
        {"oneOf": [A, A]},
        {"not": A},
        {"allOf": [{"enum": list(range(100_000))}, {"enum": list(range(99_000, 200_000))}]},
        {"examples": list(range(50_000))},
        {"description": "word " * 200_000},
        {"pattern": "(a+)+$", "type": "string", "example": "a" * 40 + "!"},
        {"pattern": "a" * 1_000_000, "type": "string"},
        {"type": "array", "minItems": 10**9, "items": {"type": "string"}},
        {"type": "string", "minLength": 10**9},
        {"properties": {f"p{number}": {"type": "string"} for number in range(5_000)}},
        {"oneOf": [{"properties": {f"p{number}": {"type": "string"}}} for number in range(1_000)]},
    ],
    ids=[
        *("allOf", "property", "items", "oneOf", "not", "enums", "examples", "text", "regex", "pattern", "minItems"),
        *("minLength", "wide", "alternatives"),
    ],
)
def test_a_schema_made_to_hurt_ends_in_a_page(make_project, schema):
    project = built(make_project, described(a=body(A), schemas={"A": schema}))
    assert (project.outdir / "api/s/default/a.html").exists()


def test_a_list_of_values_that_nobody_reads_ends_in_a_short_page_that_says_so(make_project):
    values = [f"value{number}" for number in range(100_000)]
    project = built(make_project, described(a=body({"enum": values})))
    page = project.read("api/s/default/a.html")
    assert len(page) < 400_000
    assert "value999<" in page
    assert "and 99000 more values" in page


NESTED = 10_000


@pytest.mark.parametrize(
    "text",
    [
        '{"openapi": "3.1.0", "paths": ' + '{"a":' * NESTED + "1" + "}" * NESTED + "}",
        '{"openapi": "3.1.0", "x": ' + "[" * NESTED + "]" * NESTED + "}",
        "openapi: 3.1.0\nx:\n" + "\n".join(f"{' ' * (level + 1)}a:" for level in range(NESTED)),
        "[" * NESTED,
        "- " * NESTED + "a",
        "a: &a [x, x]\n" + "\n".join(f"b{n}: &b{n} [*{'a' if not n else f'b{n - 1}'}, *a]" for n in range(NESTED)),
        "\n".join(
            f"b{n}: &b{n} {{{', '.join(f'k{k}: *b{n - 1}' for k in range(9)) if n else ''}}}" for n in range(40)
        ),
    ],
    ids=["objects", "arrays", "yaml", "open", "sequences", "chain of aliases", "alias bomb"],
)
def test_nesting_beyond_reason_is_one_message(make_project, text):
    project = built(make_project, text)
    assert 1 <= project.warnings.count("[rensei.") <= 2
    assert re.search(r"api\.\w+:\d+:\d+: WARNING: .*\[rensei\.(limit|syntax|not-openapi)\]", project.warnings)


def bombs(size):
    return {
        "quotes": ">" * size + " x",
        "lists": "- " * (size // 10) + "x",
        "indents": "\n".join(" " * (2 * level) + "- x" for level in range(size // 25)),
        "brackets": "[" * size,
        "images": "![" * (size // 2),
        "stars": "*a " * size,
        "strong": "**a" * (size // 2),
        "ticks": "".join("`" * (number % 200) + "a" for number in range(size // 5)),
        "links": "[x](" * size,
        "divisions": "<div>" * size,
        "bold": "<b>" * size + "x" + "</b>" * size,
        "tag": "<a " * size,
        "items": "<ul><li>" * size,
        "comments": "<!--" * size,
        "ampersands": "&" * size,
        "table": f"{'|a' * (size // 10)}|\n{'|-' * (size // 10)}|\n{'|b' * (size // 10)}|",
        "headings": "\n\n".join("#" * (1 + number % 6) + " h" for number in range(size // 20)),
    }


# Sphinx breaks long lines of text in a time that grows with the square of their length.
@pytest.mark.parametrize(("buildername", "size"), [("html", 10_000), ("latex", 10_000), ("text", 1_000)])
def test_markup_made_to_hurt_ends_in_a_page(make_project, buildername, size):
    project = built(
        make_project, described(**{name: {"description": text} for name, text in bombs(size).items()}), buildername
    )
    if buildername == "html":
        for name in bombs(size):
            assert (project.outdir / f"api/s/default/{name}.html").stat().st_size < 1_000_000


def test_texts_of_megabytes_end_in_a_page(make_project):
    long = "long " * 200_000
    name = "n" * 50_000
    description = described(
        summary={"summary": long},
        name={"parameters": [{"name": name, "in": "query", "schema": {"type": "string"}}]},
        example=body({"type": "object"}, example={"a": long}),
        default=body({"type": "string", "default": long}),
        tag={"tags": [name]},
    )
    project = built(make_project, description)
    written = [path.relative_to(project.srcdir) for path in project.srcdir.rglob("*.rst")]
    assert all(len(part.encode()) <= 120 for path in written for part in path.parts)


# Right-to-left overrides and isolates, invisible characters, C0 and C1 controls, look-alikes, combining marks.
ODD = (
    "\u202egnp.exe\u202c",
    "\u2066isolated\u2069\u200b\ufeff",
    "".join(map(chr, (*range(1, 32), 127, *range(128, 160)))),
    "раypal",
    "Ａｄｍｉｎ",
    "a" + "\u0301" * 500,
    "\ufffe\uffff\U0001f600",
)


@pytest.mark.parametrize("buildername", ["html", "epub", "xml", "latex", "text", "gettext", "man", "texinfo"])
def test_odd_characters_break_no_builder(make_project, buildername):
    operations = {
        f"odd{number}": {
            "summary": odd,
            "description": f"{odd} `{odd}`",
            "tags": [odd],
            "parameters": [{"name": odd, "in": "query", "description": odd, "schema": {"enum": [odd]}}],
            **body({"type": "object", "properties": {odd: {"type": "string", "default": odd}}}),
        }
        for number, odd in enumerate(ODD)
    }
    project = built(make_project, described(**operations), buildername)
    for path in (*project.srcdir.rglob("*.rst"), *project.outdir.rglob("*.*")):
        assert not {unicodedata.category(letter) for letter in str(path.relative_to(project.srcdir))} & {
            "Cc",
            "Cf",
            "Cn",
        }
    for path in (*project.outdir.rglob("*.xml"), *project.outdir.rglob("*.xhtml")):
        ET.parse(path)


@pytest.mark.parametrize(
    "reference",
    [
        "../../../../../../../../etc/passwd",
        "/etc/passwd",
        "file:///etc/passwd",
        "file://localhost/etc/passwd",
        "//etc/passwd",
    ],
)
def test_a_file_outside_the_project_is_on_no_page(make_project, reference):
    description = described(
        a={"description": "D", **body({"$ref": reference})},
        b={"requestBody": {"$ref": f"{reference}#/x"}},
        c={"responses": {"200": {"content": {"text/plain": {"examples": {"x": {"externalValue": reference}}}}}}},
    )
    project = built(make_project, description)
    assert re.search(r"\[rensei\.(outside|remote)-reference\]", project.warnings)
    for path in project.outdir.rglob("*.html"):
        assert "root:" not in path.read_text("utf-8")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-10, 10) | st.text(max_size=8),
    lambda held: st.lists(held, max_size=3) | st.dictionaries(st.text(max_size=8), held, max_size=3),
    max_leaves=6,
)


def places(value, path=()):
    yield path
    if isinstance(value, dict):
        for key, held in value.items():
            yield from places(held, (*path, key))
    elif isinstance(value, list):
        for index, held in enumerate(value):
            yield from places(held, (*path, index))


ODDITIES = st.sampled_from(
    [
        NASTY,
        *IDS,
        *ODD,
        "#",
        "#/",
        "#/paths",
        "#/components/schemas",
        "api.json",
        "../x.json",
        "http://[",
        "x" * 300,
        None,
        True,
        0,
        -1,
        1e400,
    ]
)


def changed(description, data):
    """The description with a value replaced, left out, put elsewhere, or under another key."""
    path = data.draw(st.sampled_from(list(places(description))[1:]))
    held = description
    for step in path[:-1]:
        held = held[step]
    match data.draw(st.sampled_from(["replace", "replace", "remove", "repeat", "rename", "refer"])):
        case "replace":
            held[path[-1]] = data.draw(JSON | ODDITIES)
        case "remove":
            del held[path[-1]]
        case "repeat":
            held[path[-1]] = copy.deepcopy(description)
        case "rename" if isinstance(held, dict):
            held[str(data.draw(ODDITIES))] = held.pop(path[-1])
        case _:
            held[path[-1]] = {
                "$ref": "#" + "".join(f"/{step}" for step in path[: data.draw(st.integers(0, len(path)))])
            }


OURS = "openapi/rensei-api.yaml"
REAL = (OURS, "museum/openapi.yaml", "galaxy/3.1.json", "redoc-demo/openapi-3-1.yaml", "jupyterhub/rest-api.yml")


@pytest.mark.parametrize("name", REAL)
def test_a_mutated_real_description_is_built_or_refused(make_project, name, request):
    folder = REPOSITORY if name == OURS else request.getfixturevalue("corpus")
    text = (folder / name).read_text("utf-8")
    whole = json.loads(text) if name.endswith(".json") else yaml.safe_load(text)
    # A few operations: every example is a whole build.
    whole["paths"] = dict(list(whole["paths"].items())[:4])
    project = make_project(
        {"api.json": "{}"}, {"rensei_specs": {"s": "api.json"}, "rensei_samples": ["curl"]}, build=False
    )

    @settings(max_examples=20 if EVERYTHING else 4)
    @given(data=st.data())
    def build(data):
        description = copy.deepcopy(whole)
        for _ in range(data.draw(st.integers(1, 6))):
            changed(description, data)
        project.write({"api.json": json.dumps(description, default=str)})
        started = time.process_time()
        project.build(warnings=True)
        assert time.process_time() - started < 60
        assert "Traceback" not in project.warnings
        assert "CRITICAL" not in project.warnings
        assert_harmless(project)
        assert not [path for path in project.srcdir.parent.iterdir() if path != project.srcdir]

    build()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_mutated_description_is_drawn_or_refused(api, tmp_path, data):
    description = copy.deepcopy(yaml.safe_load(api))
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(list(places(description))[1:]))
        held = description
        for step in path[:-1]:
            held = held[step]
        held[path[-1]] = data.draw(JSON)
    file = tmp_path / "api.json"
    file.write_text(json.dumps(description), "utf-8")
    try:
        loaded = load(file)
    except LoadError:
        return
    analyser = Analyser(loaded)
    for operation in (*loaded.description.operations, *loaded.description.webhooks):
        context = RenderContext(
            spec="s", loaded=loaded, analyser=analyser, languages=("curl", "python"), playground=True
        )
        operation_nodes(context, operation)
    for name in loaded.description.schemas:
        named_schema_nodes(RenderContext(spec="s", loaded=loaded, analyser=analyser), name)
