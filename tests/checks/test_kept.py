"""What was found in a description is kept while nothing but its texts changes, and stands on the lines of today."""

from __future__ import annotations

import pytest

from sphinxext_rensei.checks import _check, check
from sphinxext_rensei.spec import load

API = """\
openapi: 3.1.0
info: {title: A, version: "1"}
paths:
  /a:
    get:
      description: Some words.
      responses:
        "200":
          description: Well.
          content:
            application/json:
              schema: {$ref: "#/components/schemas/A"}
              example: {description: 1}
components:
  schemas:
    A: {type: object, properties: {description: {type: string}}}
"""


@pytest.fixture
def checked(tmp_path, monkeypatch):
    """Checks a description with a cache and without; counts how often the first goes through all of it."""
    counted = []
    original = _check._found

    def found(*arguments):
        counted.append(1)
        return original(*arguments)

    def checks(text):
        path = tmp_path / "api.yaml"
        path.write_text(text, "utf-8")
        loaded = load(path, root=tmp_path)
        before = len(counted)
        with_cache = check(loaded, cache=tmp_path / "cache")
        times = len(counted) - before
        assert with_cache == check(loaded)
        return with_cache, times

    monkeypatch.setattr(_check, "_found", found)
    return checks


def test_a_text_moves_what_was_found(checked):
    (first,), times = checked(API)
    assert times == 1
    (second,), times = checked(
        API.replace("Some words.", '"Some\\nother words."\n      summary: New\n      # And a line')
    )
    assert times == 1, "a text that was not there is another form"
    (third,), times = checked(
        API.replace("Some words.", '"Others."\n      summary: Newer\n      # And a line\n      # And another')
    )
    assert times == 0
    assert first.location.line + 2 == second.location.line == third.location.line - 1


@pytest.mark.parametrize(
    ("old", "new", "left"),
    [
        ("{description: 1}", '{description: "1"}', 0),
        ("{description: {type: string}}", "{description: {type: integer}}", 0),
        ("{description: {type: string}}", "{summary: {type: string}}", 0),
        ("description: Well.", "summary: Well.", 3),
    ],
    ids=["an example", "a property called as a text is", "its name", "a text that has to be there"],
)
def test_anything_else_is_looked_at_again(checked, old, new, left):
    assert len(checked(API)[0]) == 1
    assert old in API
    problems, times = checked(API.replace(old, new))
    assert times == 1
    assert len(problems) == left
