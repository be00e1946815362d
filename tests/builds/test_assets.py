"""What pages load beside their HTML."""

from __future__ import annotations

import re
from typing import Final

import pytest

from sphinxext_rensei.assets import BUNDLES, bundle
from sphinxext_rensei.lean import globals_of
from sphinxext_rensei.samples import LANGUAGES, languages_script

SPEC = {"api.yaml": '{"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}}'}
CONF = {"rensei_specs": {"api": "api.yaml"}}
FILE, OTHERS = "_static/rensei-call.js", "_static/rensei-languages.js"
LABELS = [re.escape(each.label) for each in LANGUAGES.values()]
OF_BROWSERS: Final = """
AbortController Array BigInt Blob Boolean BroadcastChannel ClipboardItem Date Error Event FileReader
FormData Headers JSON Map Math Node Number Object Option Promise RangeError ReadableStream RegExp Set
String Symbol SyntaxError TextDecoder TextEncoder URL URLSearchParams Uint8Array addEventListener atob btoa
clearInterval confirm crypto decodeURIComponent document encodeURIComponent fetch globalThis history isSecureContext
localStorage location navigator open rensei sessionStorage setInterval setTimeout undefined
"""


def languages(project) -> list[str]:
    """Those of the samples, the first of which comes with the playground."""
    scripts = [FILE, OTHERS] if project.outdir.joinpath(OTHERS).exists() else [FILE]
    return [name for script in scripts for name in LABELS if re.search(rf"[{{,]{name}:{{", project.read(script))]


def test_a_site_has_the_languages_that_are_configured(make_project):
    project = make_project(SPEC, CONF | {"rensei_samples": ["go", "curl"]})
    assert languages(project) == ["Go", "curl"]


def test_languages_are_written_again_only_when_they_change(make_project):
    project = make_project(SPEC, CONF)
    before = project.outdir.joinpath(FILE).stat().st_mtime_ns
    project.build()
    assert project.outdir.joinpath(FILE).stat().st_mtime_ns == before
    project.write({}, CONF | {"rensei_samples": ["ruby"]})
    project.build()
    assert languages(project) == ["Ruby"]


@pytest.mark.parametrize("builder", ["epub", "text"])
def test_builders_without_a_script_have_no_languages(make_project, builder):
    project = make_project(SPEC, CONF, builder)
    assert not any(project.outdir.joinpath(each).exists() for each in (FILE, OTHERS))


def test_the_scripts_of_languages_are_plain_ascii():
    """Whatever the server says of its encoding."""
    assert languages_script(LANGUAGES.values()).isascii()


@pytest.mark.parametrize("name", BUNDLES)
def test_a_script_takes_what_scripts_before_it_give(name):
    """What it means and does not declare is of browsers."""
    assert globals_of(bundle(name)) <= set(OF_BROWSERS.split())


PAGE = {"rensei.js"}


@pytest.mark.parametrize(
    ("name", "loaded"),
    [("rensei-overview.js", PAGE), ("rensei-call.js", PAGE), ("rensei-more.js", {*PAGE, "rensei-call.js"})],
)
def test_a_script_needs_no_other_than_is_loaded_with_it(name, loaded):
    places = {int(each) for each in re.findall(r"rensei\[(\d+)\](?!=)", bundle(name))}
    assert {list(BUNDLES)[place] for place in places} == loaded
