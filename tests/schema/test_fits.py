"""Whether instances fit, in schemas that lead back to themselves."""

from __future__ import annotations

import json

import pytest

from sphinxext_rensei.schema import Analyser
from sphinxext_rensei.schema._fits import Fitting
from sphinxext_rensei.spec import load


def ref(name):
    return {"$ref": f"#/components/schemas/{name}"}


@pytest.fixture
def fitting(tmp_path):
    def make(**schemas):
        whole = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}}
        path = tmp_path / "api.json"
        path.write_text(json.dumps({**whole, "components": {"schemas": schemas}}), "utf-8")
        loaded = load(path)
        return Fitting(Analyser(loaded)), loaded.description.schemas

    return make


def test_a_base_that_lists_what_builds_upon_it_comes_to_an_end(fitting):
    """Each is tried on an instance once, however many ways lead back to it."""
    names = [f"C{index}" for index in range(20)]
    kinds = {name: {"required": ["kind"], "properties": {"kind": {"const": name}}} for name in names}
    children = {name: {"allOf": [ref("Base"), kinds[name]]} for name in names}
    base = {"type": "object", "properties": {"inner": ref("Base")}, "oneOf": [ref(name) for name in names]}
    tried, schemas = fitting(Base=base, **children)
    value = {"kind": "C3", "inner": {"kind": "C7", "inner": {"kind": "C19"}}}
    assert tried.fits(schemas["Base"], value)
    assert not tried.gave_up
    assert not tried.fits(schemas["C3"], {**value, "kind": "C4"})


def test_a_part_is_tried_once_by_however_many_alternatives_around_it(fitting):
    """Else their number would be multiplied at each level."""
    wide = {"anyOf": [{"properties": {"a": ref("Wide")}, "required": [name]} for name in "xyz"], "type": "object"}
    tried, schemas = fitting(Wide=wide)
    value: dict[str, object] = {}
    for _ in range(20):
        value = {"a": value, "z": 1}
    assert not tried.fits(schemas["Wide"], value)
    assert not tried.gave_up
