"""What pages load beside their HTML."""

from __future__ import annotations

import json

import pytest

from sphinxext_rensei.assets import BUNDLES, bundle
from sphinxext_rensei.samples import LANGUAGES, languages_script

SPEC = {"api.yaml": '{"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}}'}
CONF = {"rensei_specs": {"api": "api.yaml"}}
START = "const LANGUAGES="
FILE = "_static/rensei-request.js"


def languages(text: str) -> dict[str, object]:
    start = text.index(START) + len(START)
    read: dict[str, object] = json.JSONDecoder().raw_decode(text, start)[0]
    return read


def test_a_site_has_the_languages_that_are_configured_in_their_order(make_project):
    project = make_project(SPEC, CONF | {"rensei_samples": ["go", "curl"]})
    assert list(languages(project.read(FILE))) == ["go", "curl"]


def test_languages_are_written_again_only_when_they_change(make_project):
    project = make_project(SPEC, CONF)
    before = project.outdir.joinpath(FILE).stat().st_mtime_ns
    project.build()
    assert project.outdir.joinpath(FILE).stat().st_mtime_ns == before
    project.write({}, CONF | {"rensei_samples": ["ruby"]})
    project.build()
    assert list(languages(project.read(FILE))) == ["ruby"]


@pytest.mark.parametrize("builder", ["epub", "text"])
def test_builders_without_a_script_have_no_languages(make_project, builder):
    assert not make_project(SPEC, CONF, builder).outdir.joinpath(FILE).exists()


def test_the_script_of_languages_is_plain_ascii():
    """Whatever the server says of its encoding."""
    assert languages_script(LANGUAGES.values()).isascii()


@pytest.mark.parametrize("name", BUNDLES)
def test_a_script_takes_what_scripts_before_it_give(name):
    text = bundle(name, ("curl",))
    given = [each for before in list(BUNDLES)[: list(BUNDLES).index(name)] for each in BUNDLES[before].gives.split()]
    taken = text[text.index("{const{") : text.index("}=globalThis.rensei")].removeprefix("{const{")
    assert set(filter(None, taken.split(","))) <= set(given)
