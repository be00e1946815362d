"""The checks as a whole: one message for one fault, a limit, a cache."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from sphinxext_rensei import checks
from sphinxext_rensei.checks import LIMIT, check
from sphinxext_rensei.problems import ProblemCode
from sphinxext_rensei.spec import load


def write(path, **fields):
    path.write_text(json.dumps({"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}} | fields))
    return path


@pytest.fixture
def api(tmp_path):
    return tmp_path / "api.json"


def test_what_reading_said_is_not_said_again(api):
    faults = {
        "servers": [{"description": "no url"}],
        "tags": {"name": "not a list"},
        "paths": {"/a": {"get": {"parameters": [{"name": "a", "in": "body"}], "responses": {"200": 5}}}},
    }
    loaded = load(write(api, **faults))
    assert len(loaded.problems) == 4
    assert check(loaded) == ()


def test_what_is_beside_an_object_that_could_not_be_read_is_said(api):
    loaded = load(write(api, servers=[{"description": "no url"}, {"url": "/{a}"}]))
    assert [problem.location.pointer for problem in check(loaded)] == ["/servers/1/url"]


def test_problems_are_in_the_order_of_the_text_and_each_is_said_once(api):
    loaded = load(write(api, a=1, b=2, security=[{"x": []}], tags=[{"name": "t"}, {"name": "t"}]))
    found = check(loaded)
    assert list(found) == sorted(set(found), key=lambda problem: (problem.location.line, problem.location.column))
    assert len(found) == 4


def test_a_flood_of_one_code_ends_with_a_number(api):
    schemas = {f"S{index}": {"type": "string", "default": index} for index in range(LIMIT + 7)}
    found = check(load(write(api, components={"schemas": schemas}, tags=[{"name": "t"}, {"name": "t"}])))
    assert [problem.code for problem in found].count(ProblemCode.EXAMPLE) == LIMIT + 1
    assert [problem.code for problem in found].count(ProblemCode.INVALID) == 1
    assert found[-1].message == "there are 7 more problems of this kind"


def test_an_object_of_another_kind_altogether_has_an_end(api):
    odd = {f"field{index}": index for index in range(50_000)}
    started = time.process_time()
    assert len(check(load(write(api, **odd)))) == LIMIT + 1
    assert time.process_time() - started < 10


def test_many_alternatives_of_alternatives_have_an_end(api):
    """Each level doubles the ways; none is tried beyond a number."""
    schemas: dict[str, Any] = {
        f"S{index}": {"allOf": [{"$ref": f"#/components/schemas/S{index + 1}"}] * 2} for index in range(40)
    }
    schemas["S40"] = {"type": "string"}
    started = time.process_time()
    check(load(write(api, components={"schemas": schemas | {"A": {"$ref": "#/components/schemas/S0", "default": 1}}})))
    assert time.process_time() - started < 10


def test_values_nest_as_deep_as_files_may(api):
    deep: Any = {"type": "array"}
    for _ in range(100):
        deep = {"type": "array", "items": deep}
    value: Any = []
    for _ in range(200):
        value = [value]
    assert check(load(write(api, components={"schemas": {"A": deep | {"default": value}}}))) == ()


def test_what_was_found_is_kept_until_a_file_changes(api, tmp_path, monkeypatch):
    cache = tmp_path / "cache"
    first = check(load(write(api, a=1)), cache=cache)
    monkeypatch.setattr(checks._check, "CHECKS", ())
    assert check(load(api), cache=cache) == first != ()
    assert check(load(write(api, b=1)), cache=cache) == ()


def test_a_cache_that_is_broken_is_no_cache(api, tmp_path):
    cache = tmp_path / "cache"
    first = check(load(write(api, a=1)), cache=cache)
    for path in cache.iterdir():
        path.write_bytes(b"{}\nbroken")
    assert check(load(api), cache=cache) == first
    assert check(load(api), cache=tmp_path / "api.json" / "no-folder") == first


def test_the_description_of_this_repository_is_valid(repository):
    path = repository / "openapi" / "rensei-api.yaml"
    loaded = load(path)
    assert (*loaded.problems, *check(loaded)) == ()
    contents: Any = loaded.references.contents
    validator = OpenAPIV31SpecValidator(contents, base_uri=path.as_uri())
    assert list(validator.iter_errors()) == []
