"""What pages load beside their HTML."""

from __future__ import annotations

import re
from typing import Final

import pytest

from sphinxext_rensei.assets import BUNDLES, bundle, samples
from sphinxext_rensei.lean import globals_of
from sphinxext_rensei.samples import LANGUAGES, languages_script

SPEC = {"api.yaml": '{"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}}'}
CONF = {"rensei_specs": {"api": "api.yaml"}}
FILE = "_static/rensei-request.js"
OF_BROWSERS: Final = """
AbortController Array BigInt BigUint64Array Blob Boolean BroadcastChannel ClipboardItem Date Error Event FileReader
FormData HTMLDetailsElement Headers JSON Map Math Node Number Object Promise RangeError ReadableStream RegExp Set
String SyntaxError TextDecoder TextEncoder URL URLSearchParams Uint8Array addEventListener atob btoa clearInterval
confirm crypto decodeURIComponent document encodeURIComponent fetch globalThis history isSecureContext localStorage
location navigator open performance rensei requestAnimationFrame sessionStorage setInterval setTimeout undefined
"""


def languages(project) -> set[str]:
    static = project.outdir / "_static"
    return {path.stem.removeprefix("rensei-sample-") for path in static.glob("rensei-sample-*.js")}


def test_a_site_has_the_languages_that_are_configured(make_project):
    project = make_project(SPEC, CONF | {"rensei_samples": ["go", "curl"]})
    assert languages(project) == {"go", "curl"}
    assert '{"Go":"go","curl":"curl"}' in project.read(FILE)


def test_languages_are_written_again_only_when_they_change(make_project):
    project = make_project(SPEC, CONF)
    before = project.outdir.joinpath(FILE).stat().st_mtime_ns
    project.build()
    assert project.outdir.joinpath(FILE).stat().st_mtime_ns == before
    project.write({}, CONF | {"rensei_samples": ["ruby"]})
    project.build()
    assert languages(project) == {"ruby"}


@pytest.mark.parametrize("builder", ["epub", "text"])
def test_builders_without_a_script_have_no_languages(make_project, builder):
    project = make_project(SPEC, CONF, builder)
    assert not languages(project)
    assert not project.outdir.joinpath(FILE).exists()


def test_the_scripts_of_languages_are_plain_ascii():
    """Whatever the server says of its encoding."""
    assert languages_script(LANGUAGES.values()).isascii()


def test_languages_that_are_alike_are_in_one_script():
    assert {each.family for each in LANGUAGES.values()} == {*LANGUAGES} - {"typescript"}
    both = samples("javascript", ("curl", "javascript", "typescript"))
    assert [each for each in ("curl", "JavaScript", "TypeScript") if f"{each}:{{" in both] == [
        "JavaScript",
        "TypeScript",
    ]


@pytest.mark.parametrize("name", BUNDLES)
def test_a_script_takes_what_scripts_before_it_give(name):
    """What it means and does not declare is of browsers."""
    assert globals_of(bundle(name, ("curl",))) <= set(OF_BROWSERS.split())


PAGE = {"rensei.js"}
CALL = {*PAGE, "rensei-call.js"}
REQUEST = {*CALL, "rensei-request.js"}


@pytest.mark.parametrize(
    ("name", "loaded"),
    [
        ("rensei-overview.js", PAGE),
        ("rensei-call.js", PAGE),
        ("rensei-form.js", CALL),
        ("rensei-request.js", CALL),
        ("rensei-check.js", CALL),
        ("rensei-sign.js", CALL),
        ("rensei-link.js", REQUEST),
        ("rensei-reply.js", {*REQUEST, "rensei-check.js"}),
    ],
)
def test_a_script_needs_no_other_than_is_loaded_with_it(name, loaded):
    places = {int(each) for each in re.findall(r"rensei\[(\d+)\](?!=)", bundle(name, ("curl",)))}
    assert {list(BUNDLES)[place] for place in places} == loaded
