"""Text of a description is never markup, script, a file outside the build, or a request."""

from __future__ import annotations

import copy
import json
import re

import hypothesis.strategies as st
import pytest
import yaml
from hypothesis import HealthCheck, given, settings

from sphinxext_rensei.errors import LoadError
from sphinxext_rensei.render import RenderContext, named_schema_nodes, operation_nodes
from sphinxext_rensei.schema import Analyser
from sphinxext_rensei.spec import load

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
        for script in soup.find_all("script"):
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


@pytest.mark.parametrize(
    "schema",
    [
        {"allOf": [{"$ref": "#/components/schemas/A"}]},
        {"properties": {"a": {"$ref": "#/components/schemas/A"}}},
        {"items": {"$ref": "#/components/schemas/A"}, "type": "array"},
        {"oneOf": [{"$ref": "#/components/schemas/A"}, {"$ref": "#/components/schemas/A"}]},
        {"not": {"$ref": "#/components/schemas/A"}},
        {"enum": [f"value{number}" for number in range(100_000)]},
        {"description": "word " * 200_000},
        {"pattern": "(a+)+$", "type": "string", "example": "a" * 40 + "!"},
        {"type": "array", "minItems": 10**9, "items": {"type": "string"}},
        {"type": "string", "minLength": 10**9},
        {"properties": {f"p{number}": {"type": "string"} for number in range(5_000)}},
    ],
    ids=["allOf", "property", "items", "oneOf", "not", "enum", "text", "regex", "minItems", "minLength", "wide"],
)
def test_a_schema_made_to_hurt_ends_in_a_page(make_project, schema):
    description = {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "paths": {
            "/a": {
                "post": {
                    "operationId": "a",
                    "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/A"}}}},
                    "responses": {},
                }
            }
        },
        "components": {"schemas": {"A": schema}},
    }
    project = make_project({"api.json": json.dumps(description)}, {"rensei_specs": {"s": "api.json"}}, warnings=True)
    assert "Traceback" not in project.warnings
    assert (project.outdir / "api/s/default/a.html").exists()


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
        context = RenderContext(spec="s", loaded=loaded, analyser=analyser, languages=("curl", "python"))
        operation_nodes(context, operation)
    for name in loaded.description.schemas:
        named_schema_nodes(RenderContext(spec="s", loaded=loaded, analyser=analyser), name)
