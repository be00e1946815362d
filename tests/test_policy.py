"""What a description lets a proxy call."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from sphinxext_rensei.policy import FILE_NAME, build_policy, origins_of, server_patterns
from sphinxext_rensei.proxy import read_policy
from sphinxext_rensei.spec import Server, ServerVariable, load

if TYPE_CHECKING:
    from pathlib import Path

    from sphinxext_rensei.spec import JSON


def patterns(url: str, base: str = "", **variables: tuple[str, ...]) -> list[str]:
    """The URLs of a server; each variable has its default, and after it the values of its enum."""
    found = tuple(ServerVariable(name=name, default=values[0], enum=values[1:]) for name, values in variables.items())
    return server_patterns(Server(url=url, variables=found), base)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (patterns("https://api.example.com"), ["https://api.example.com"]),
        (patterns(" https://api.example.com/v1/ "), ["https://api.example.com/v1"]),
        (patterns("https://api.example.com/v1?x=y#z"), ["https://api.example.com/v1"]),
        # An enum gives each of its values.
        (
            patterns("https://{r}.example.com:{p}", r=("eu", "eu", "us"), p=("443", "443", "8443")),
            [
                "https://eu.example.com:443",
                "https://eu.example.com:8443",
                "https://us.example.com:443",
                "https://us.example.com:8443",
            ],
        ),
        # Anything else is one label or segment, where whose it is stays fixed.
        (patterns("https://{t}.example.com", t=("acme",)), ["https://acme.example.com", "https://*.example.com"]),
        (
            patterns("https://api-{t}.example.com", t=("a",)),
            ["https://api-a.example.com", "https://api-*.example.com"],
        ),
        (
            patterns("https://api.example.com/{v}", v=("v1",)),
            ["https://api.example.com/v1", "https://api.example.com/*"],
        ),
        # Elsewhere it is the default.
        (patterns("https://{domain}/v1", domain=("api.example.com",)), ["https://api.example.com/v1"]),
        (patterns("https://{domain}.com", domain=("example",)), ["https://example.com"]),
        (patterns("https://api.example.com:{port}", port=("8443",)), ["https://api.example.com:8443"]),
        (patterns("{scheme}://api.example.com", scheme=("https",)), ["https://api.example.com"]),
        # A relative URL needs a base.
        (patterns("/v1"), []),
        (patterns("/v1", "https://api.example.com/docs/"), ["https://api.example.com/v1"]),
        (patterns("/", "https://api.example.com"), ["https://api.example.com"]),
        # What is no server of HTTP is none.
        (patterns("wss://api.example.com"), []),
        (patterns("ftp://api.example.com"), []),
        (patterns("https://user:password@api.example.com"), []),
        (patterns("https://{missing}.example.com"), []),
        (patterns("https://api.example.com:port"), []),
        (patterns("https://api example.com"), []),
        (patterns("https://"), []),
        (patterns("https://["), []),
        (patterns("https://[", "https://api.example.com"), []),
        (patterns("https://[", "https://docs.example.com"), []),
    ],
)
def test_a_server_stands_for_urls(found, expected) -> None:
    assert found == expected


def test_combinations_are_bounded() -> None:
    values = ("0", *map(str, range(100)))
    assert len(patterns("https://{a}-{b}.example.com", a=values, b=values)) <= 256


DESCRIPTION = """\
openapi: 3.1.0
info: {title: Test, version: "1"}
servers: [{url: "https://api.example.com/v1"}]
paths:
  /books:
    get: {responses: {"200": {description: All.}}}
    post: {x-rensei-playground: false, responses: {"200": {description: Made.}}}
  /files:
    put: {servers: [{url: "https://files.example.com"}], responses: {"200": {description: Kept.}}}
  /hidden:
    get: {x-internal: true, responses: {"200": {description: Seen.}}}
webhooks:
  news:
    post: {responses: {"200": {description: Taken.}}}
"""
TARGETS = [
    {"servers": ["https://api.example.com/v1"], "operations": ["GET /books"]},
    {"servers": ["https://files.example.com"], "operations": ["PUT /files"]},
]


def test_operations_go_to_their_own_servers(tmp_path: Path) -> None:
    """Webhooks, and what the author has no playground for, go nowhere."""
    path = tmp_path / "spec" / "api.yaml"
    path.parent.mkdir()
    path.write_text(DESCRIPTION)
    operations = load(path).description.operations
    policy = build_policy(each for each in operations if each.path != "/hidden")
    assert policy == {"version": 1, "targets": TARGETS}
    assert read_policy(policy).targets == TARGETS
    assert origins_of(policy) == ["https://api.example.com", "https://files.example.com"]


def test_origins_are_written_as_a_policy_of_pages_knows_them() -> None:
    servers: list[JSON] = ["https://*.example.com/x", "https://api-*.example.com:8443", "http://localhost:3000"]
    assert origins_of({"targets": [{"servers": servers}]}) == [
        "https://*.example.com",
        "https://*.example.com:8443",
        "http://localhost:3000",
    ]


@pytest.mark.parametrize("policy", [None, [], {}, {"targets": 7}, {"targets": [7, {"servers": 7}, {"servers": [7]}]}])
def test_what_is_no_policy_has_no_origins(policy) -> None:
    assert origins_of(policy) == []


@pytest.mark.parametrize(
    ("buildername", "is_written"), [("html", True), ("dirhtml", True), ("epub", False), ("text", False)]
)
def test_a_site_has_its_policy(make_project, buildername, is_written) -> None:
    """Without what is hidden, and without a word about the machine that built it."""
    project = make_project({"api.yaml": DESCRIPTION}, {"rensei_specs": {"api": "api.yaml"}}, buildername)
    path = project.outdir / FILE_NAME
    assert path.exists() == is_written
    if is_written:
        assert json.loads(path.read_text()) == {"version": 1, "targets": TARGETS, "proxy": None}


def test_a_site_without_operations_has_none(make_project) -> None:
    assert not make_project({}).outdir.joinpath(FILE_NAME).exists()


def test_every_operation_of_the_rensei_api_may_be_called(repository) -> None:
    """With the policy as a proxy reads it, and the URL as the samples have it."""
    from sphinxext_rensei.proxy._target import read_target
    from sphinxext_rensei.request import build_request
    from sphinxext_rensei.schema import Analyser

    loaded = load(repository / "openapi" / "rensei-api.yaml")
    policy = read_policy(build_policy(loaded.description.operations))
    for operation in loaded.description.operations:
        request = build_request(Analyser(loaded), operation)
        assert policy.admit(request.method, read_target(request.url)) == operation.path


@pytest.mark.parametrize(
    ("operation", "server", "targets"),
    [
        ("", "", 1),
        ("x-rensei-playground: true", "", 1),
        ("x-rensei-playground: confirm", "", 1),
        ("x-rensei-playground: read-only", "", 0),
        ("x-rensei-proxy: direct", "", 0),
        ("x-rensei-proxy: ask", "", 1),
        ("", "x-rensei-proxy: direct", 0),
        ("x-rensei-proxy: proxy", "x-rensei-proxy: direct", 1),
    ],
)
def test_what_is_not_sent_or_not_by_proxy_is_in_no_policy(
    tmp_path: Path, operation: str, server: str, targets: int
) -> None:
    path = tmp_path / "api.yaml"
    path.write_text(
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\n"
        f"servers: [{{url: 'https://api.example.com', {server}}}]\n"
        f"paths: {{/a: {{get: {{responses: {{}}, {operation}}}}}}}\n"
    )
    loaded = load(path)
    assert not loaded.problems
    assert len(build_policy(loaded.description.operations)["targets"]) == targets  # type: ignore[arg-type]


def test_a_wrong_word_about_calls_is_told_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "api.yaml"
    path.write_text(
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\n"
        "servers: [{url: /, x-rensei-production: maybe}]\n"
        "paths:\n  /a:\n    get:\n      responses: {}\n      x-rensei-playground: readonly\n"
    )
    found = [(each.message, each.location.line) for each in load(path).problems]
    assert found == [
        ("'x-rensei-production' must be one of true, false", 3),
        ('\'x-rensei-playground\' must be one of true, false, "read-only", "confirm"', 8),
    ]
