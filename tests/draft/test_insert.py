"""Drafts go into the text of a description, and nothing else of it changes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from sphinxext_rensei.draft import draft, insert
from sphinxext_rensei.draft._draft import Draft, Drafts
from sphinxext_rensei.spec import load
from tests.drift.conftest import make_route

if TYPE_CHECKING:
    from sphinxext_rensei.spec import JSON

OPERATION: dict[str, JSON] = {"summary": "S", "tags": ["T"]}


def drafts_of(*endpoints: str, components: JSON = None, operation: JSON = None) -> Drafts:
    made = []
    for endpoint in endpoints:
        method, _, path = endpoint.partition(" ")
        held = operation if isinstance(operation, dict) else OPERATION
        made.append(Draft(path=path, method=method.lower(), operation=held, origin="r.ts"))
    return Drafts(operations=tuple(made), components=components if isinstance(components, dict) else {})


def inserted(text: str, *endpoints: str, is_json: bool = False, **options: Any) -> str:
    changed, problems = insert(text, drafts_of(*endpoints, **options), name="api.yaml", is_json=is_json)
    assert problems == ()
    return changed


def refused(text: str, *endpoints: str, is_json: bool = False, **options: Any) -> tuple[str, list[str]]:
    changed, problems = insert(text, drafts_of(*endpoints, **options), name="api.yaml", is_json=is_json)
    return changed, [problem.message for problem in problems]


NEW = "# From r.ts\n{0}put:\n{0}  summary: S\n{0}  tags:\n{0}    - T\n"


@pytest.mark.parametrize(
    ("before", "endpoint", "after"),
    [
        # A method of a path that is there, after its other methods.
        ("paths:\n  /a:\n    get: {}\n", "PUT /a", "paths:\n  /a:\n    get: {}\n    " + NEW.format("    ")),
        # A path, after those that begin as it does.
        (
            "paths:\n  /a/b:\n    get: {}\n  /c:\n    get: {}\n",
            "PUT /a/d",
            "paths:\n  /a/b:\n    get: {}\n  /a/d:\n    " + NEW.format("    ") + "  /c:\n    get: {}\n",
        ),
        # What stands apart stays apart; a comment stays with what it is above of, or within.
        (
            "paths:\n  /a:\n    get: {} # Last\n      # of a\n\n  # Of c\n  /c:\n    get: {}\n",
            "PUT /a/d",
            "paths:\n  /a:\n    get: {} # Last\n      # of a\n\n  /a/d:\n    "
            + NEW.format("    ")
            + "\n  # Of c\n  /c:\n    get: {}\n",
        ),
        # Where there is nothing yet.
        ("paths: {}\n", "PUT /a", "paths:\n  /a:\n    " + NEW.format("    ")),
        ("paths: {}  # None\nx: 1\n", "PUT /a", "paths:  # None\n  /a:\n    " + NEW.format("    ") + "x: 1\n"),
        ("paths:\nx: 1\n", "PUT /a", "paths:\n  /a:\n    " + NEW.format("    ") + "x: 1\n"),
        ("x: 1\n", "PUT /a", "x: 1\npaths:\n  /a:\n    " + NEW.format("    ")),
        ("paths:\n  /a:\n  /b: {}\n", "PUT /a", "paths:\n  /a:\n    " + NEW.format("    ") + "  /b: {}\n"),
        ("paths:\n  /a: {}\n  /b: {}\n", "PUT /a", "paths:\n  /a:\n    " + NEW.format("    ") + "  /b: {}\n"),
        # No line break at the end of the file stays none.
        ("paths:\n  /a:\n    get: {}", "PUT /a", "paths:\n  /a:\n    get: {}\n    " + NEW.format("    ").rstrip()),
        # Text of several lines belongs to what it is the value of.
        (
            "paths:\n  /a:\n    get:\n      description: |\n        One\n\n        two\n\n  /b: {}\n",
            "PUT /a",
            "paths:\n  /a:\n    get:\n      description: |\n        One\n\n        two\n    "
            + NEW.format("    ")
            + "\n  /b: {}\n",
        ),
        (
            "paths:\n  /a:\n    get:\n      description: |+\n        One\n\n\n  /b: {}\n",
            "PUT /a",
            "paths:\n  /a:\n    get:\n      description: |+\n        One\n\n\n    "
            + NEW.format("    ")
            + "  /b: {}\n",
        ),
        (
            "paths:\r\n  /a:\r\n    get: {}\r\n",
            "PUT /a",
            ("paths:\n  /a:\n    get: {}\n    " + NEW.format("    ")).replace("\n", "\r\n"),
        ),
        # Anchors, aliases and merged keys elsewhere.
        (
            "x: &x {a: 1}\npaths:\n  /a:\n    <<: *x\n    get: &g {y: *x}\n",
            "PUT /a",
            "x: &x {a: 1}\npaths:\n  /a:\n    <<: *x\n    get: &g {y: *x}\n    " + NEW.format("    "),
        ),
        # Brackets stay brackets.
        (
            "paths:\n  /a: {get: {x: 1}}\n",
            "PUT /a",
            'paths:\n  /a: {get: {x: 1}, "put": {"summary": "S", "tags": ["T"]}}\n',
        ),
        (
            "paths: {/a: {get: {x: 1}},}\n",
            "PUT /b",
            'paths: {/a: {get: {x: 1}}, "/b": {"put": {"summary": "S", "tags": ["T"]}},}\n',
        ),
    ],
)
def test_yaml(before, endpoint, after):
    assert inserted(before, endpoint) == after


def test_yaml_of_another_manner():
    text = "tags:\n- name: T\npaths:\n    /a:\n        get: {}\n"
    lines = ["# From r.ts", "put:", "    summary: S", "    tags:", "    - T"]
    assert inserted(text, "PUT /a") == text + "".join(f"        {line}\n" for line in lines)


def test_a_draft_has_the_column_of_its_neighbours_whatever_their_quotes():
    text = "---\npaths:\n  '/a':\n    get: {}\n...\n"
    assert inserted(text, "PUT /a") == text.replace("{}\n", "{}\n    " + NEW.format("    "))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('{"paths":{"/a":{"get":{}}}}', '{"paths":{"/a":{"get":{},"put":{"summary":"S","tags":["T"]}}}}'),
        ('{"paths": {"/a": {"get": {}}}}', '{"paths": {"/a": {"get": {}, "put": {"summary": "S", "tags": ["T"]}}}}'),
        ('{"paths": {}}', '{"paths": {"/a": {"put": {"summary": "S", "tags": ["T"]}}}}'),
    ],
)
def test_json_on_one_line(before, after):
    assert inserted(before, "PUT /a", is_json=True) == after
    json.loads(after)


@pytest.mark.parametrize("indent", ["\t", " ", "    "])
@pytest.mark.parametrize("item", [{"get": {}}, {}])
def test_json_on_many_lines(indent, item):
    before = {"x": "\U0001f600/", "paths": {"/a": item} if item else {}, "y": {}}
    after = {**before, "paths": {"/a": {**item, "put": OPERATION}}}
    texts = [json.dumps(each, indent=indent).replace("/a", "\\/a").replace("\n", "\r\n") for each in (before, after)]
    if not item:
        texts[1] = texts[1].replace("\\/a", "/a")
    assert inserted(texts[0], "PUT /a", is_json=True) == texts[1]


def test_several_drafts_keep_their_order():
    text = "paths:\n  /a:\n    get: {}\n  /z:\n    get: {}\n"
    changed = inserted(text, "PUT /a/1", "GET /a/2", "POST /a/1", "PUT /a")
    keys = [line.strip() for line in changed.split("\n") if line.strip().endswith(":") and "tags" not in line]
    assert keys == [
        *("paths:", "/a:", "put:", "/a/1:", "put:", "post:", "/a/2:", "get:", "/z:"),
    ]


def test_components_join_those_that_are_there():
    text = "components:\n  schemas:\n    A: {type: string}\npaths: {}\n"
    new = {"schemas": {"A": {"type": "object"}, "B": {"type": "object"}}, "responses": {"R": {"description": "D"}}}
    assert inserted(text, components=new) == (
        "components:\n  schemas:\n    A: {type: string}\n    B:\n      type: object\n"
        "  responses:\n    R:\n      description: D\npaths: {}\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "1e3", "0x1F", "on", "null", "~", "2024-01-01", "a: b", "# no", "- x", "two\nlines", "end \nof", " lead\nx",
        "é😀", "tab\there", "'\"", "x" * 300, "200", "@a", "%b", "`c`", "<<", "=", "12:30",
    ],
)  # fmt: skip
def test_texts_are_read_as_they_were(text):
    """What is written is read again, by the rules of JSON's types; what differs is refused."""
    inserted("paths:\n  /a:\n    get: {}\n", "PUT /a", operation={"summary": text, text: [text]})


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("paths:\n  /a: {$ref: 'a.yaml'}\n", ["'/a' is a $ref to what stands elsewhere; put the draft in by hand"]),
        ("paths: {$ref: 'a.yaml'}\n", ["'paths' is a $ref to what stands elsewhere; put the draft in by hand"]),
        ("x: &x {}\npaths:\n  /a: *x\n", ["'/a' is an alias of what stands elsewhere; put the draft in by hand"]),
        ("paths:\n  /a: []\n", ["'/a' is not a mapping; put the draft in by hand"]),
        ("[]", ["the file is not a mapping; put the draft in by hand"]),
        # What an alias repeats would change in two places.
        ("paths:\n  /a: &x\n    get: {}\n  /b: *x\n",
         ["what else is in the file would not stay as it is; put the draft in by hand"]),
        ("{", ["the file can't be edited; put the draft in by hand"]),
    ],
)  # fmt: skip
def test_what_has_no_place_is_told_and_nothing_changes(text, messages):
    assert refused(text, "PUT /a") == (text, messages)


def test_what_has_a_place_goes_there_though_something_else_has_none():
    text = "paths:\n  /a: {$ref: 'a.yaml'}\n  /b:\n    get: {}\n"
    changed, messages = refused(text, "PUT /a", "PUT /b")
    assert (changed, len(messages)) == (text + "    " + NEW.format("    "), 1)


@pytest.mark.parametrize("name", ["resend/resend.yaml", "galaxy/3.1.json", "museum/openapi.yaml"])
def test_real_descriptions_keep_every_line(corpus, name):
    path = corpus / name
    loaded = load(path)
    operation = loaded.description.operations[len(loaded.description.operations) // 2]
    routes = [make_route(f"TRACE {operation.path}"), make_route(f"GET {operation.path}/new/{{id}}")]
    text = path.read_bytes().decode()
    changed, problems = insert(text, draft(loaded, routes, [""]), name=name, is_json=path.suffix == ".json")
    assert problems == ()
    lines = iter(changed.splitlines(keepends=True))
    # A comma may follow what was the last member.
    assert all(any(line.rstrip("\r\n,") == other.rstrip("\r\n,") for other in lines) for line in text.splitlines())
