"""A baseline: which differences it knows, how it is written, and what in it is of no use any more."""

from __future__ import annotations

import json

import pytest

from sphinxext_rensei.drift import Drift, Kind, Scope, read_baseline, without_known, write_baseline
from sphinxext_rensei.errors import LoadError
from tests.drift.conftest import make_route

TEXT = """\
# Differences that `rensei-docs drift` knows of.  Delete what is mended, or write the file anew.
undocumented:
- DELETE /c
- GET /c
unimplemented:
- GET /b/{id}
query:
- 'GET /a: debug'
"""


@pytest.fixture
def differences(drift_of):
    routes = ["GET /c", "DELETE /c", make_route("GET /a", query=("debug",))]
    return drift_of(["GET /a", "GET /b/{id}"], routes).differences


def test_a_baseline_is_written_sorted_and_without_places(differences):
    assert write_baseline(differences) == TEXT
    assert json.loads(write_baseline(differences, as_json=True))["query"] == ["GET /a: debug"]
    assert write_baseline([]).endswith("\n{}\n")


@pytest.mark.parametrize("name", ["known.yaml", "known.json"])
def test_what_is_written_is_known(tmp_path, differences, name):
    path = tmp_path / name
    path.write_text(write_baseline(differences, as_json=name.endswith("json")), "utf-8")
    assert without_known(Drift(differences=differences), read_baseline(path), Scope()) == Drift()


def test_what_is_new_and_what_is_gone_is_told_apart(tmp_path, differences):
    path = tmp_path / "known.yaml"
    path.write_text("undocumented: [GET /c, GET /gone]\nunimplemented: ['GET /b/{name}']\n", "utf-8")
    known = read_baseline(path)

    def told(**scope):
        found = without_known(Drift(differences=differences), known, Scope(**scope)).differences
        return [f"{each.kind.value} {each.method} {each.path}" for each in found]

    # Names of parameters may change.
    new = ["undocumented DELETE /c", "query GET /a"]
    assert told() == [*new, "stale GET /gone"]
    # What was not looked for is not gone.
    assert told(include=("/x",)) == told(ignored=frozenset({Kind.UNDOCUMENTED})) == new
    assert told(methods=("POST",)) == told(ignored=frozenset({Kind.STALE})) == new
    (stale,) = without_known(Drift(), known[1:2], Scope()).differences
    assert str(stale.location) == f"{path}:1:24"


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("[]", "1:1", "a baseline lists endpoints by kind: undocumented, "),
        ("undocumented: {}", "1:15", "a baseline lists endpoints by kind"),
        ("others: []", "1:9", "a baseline lists endpoints by kind"),
        ("query: [1]", "1:9", "an entry is 'METHOD /path'"),
        ("query: [GET]", "1:9", "an entry is 'METHOD /path'"),
        ("{", "1:2", "did not find expected node content"),
    ],
)
def test_what_is_no_baseline_is_told(tmp_path, text, place, message):
    path = tmp_path / "known.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(LoadError) as raised:
        read_baseline(path)
    assert str(raised.value).startswith(f"{path}:{place}: ")
    assert message in str(raised.value)
