"""What pages load beside their HTML."""

from __future__ import annotations

import gzip
import json
import re

import pytest

from sphinxext_rensei.assets import STATIC
from sphinxext_rensei.samples import LANGUAGES, languages_script

SPEC = {"api.yaml": '{"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}}'}
CONF = {"rensei_specs": {"api": "api.yaml"}}
FILE = "_static/rensei-languages.js"


def languages(text: str) -> dict[str, object]:
    found = re.fullmatch(r'"use strict";\n\(globalThis\.rensei \?\?= \{\}\)\.languages = (.*);\n', text)
    assert found
    read: dict[str, object] = json.loads(found[1])
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


def test_samples_on_the_page_cost_a_few_kilobytes():
    """The interpreter and the languages that are on by default, as a server sends them."""
    defaults = ["curl", "python", "javascript", "typescript", "go"]
    script = (STATIC / "rensei-samples.js").read_text("utf-8")
    sent = [gzip.compress(text.encode()) for text in (script, languages_script(LANGUAGES[name] for name in defaults))]
    assert sum(map(len, sent)) <= 6_200
