"""What may be called: servers with their base paths and wildcards, operations with their templates."""

from __future__ import annotations

import pytest

from sphinxext_rensei.proxy import PolicyError, Refusal, read_policy
from sphinxext_rensei.proxy._target import read_target


def admitted(server: str, operation: str, url: str) -> str | None:
    """The template that a call is of, or why it is none."""
    policy = read_policy({"version": 1, "targets": [{"servers": [server], "operations": [operation]}]})
    try:
        return policy.admit(operation.partition(" ")[0], read_target(url))
    except Refusal as refusal:
        return refusal.code


@pytest.mark.parametrize(
    ("server", "template", "url"),
    [
        ("https://a.example.com", "/", "https://a.example.com"),
        ("https://a.example.com", "/", "https://a.example.com/"),
        ("https://a.example.com/", "/x", "https://A.Example.COM/x?y=z"),
        ("https://a.example.com", "/x", "HTTPS://a.example.com:443/x"),
        ("http://a.example.com", "/x", "http://a.example.com:80/x"),
        ("https://a.example.com:8443", "/x", "https://a.example.com:8443/x"),
        ("https://a.example.com.", "/x", "https://a.example.com/x"),
        ("https://a.example.com", "/x", "https://a.example.com./x"),
        ("https://a.example.com/base/v1", "/x", "https://a.example.com/base/v1/x"),
        ("https://a.example.com/*/v1", "/x", "https://a.example.com/acme/v1/x"),
        ("https://a.example.com/v-*", "/x", "https://a.example.com/v-1/x"),
        ("https://*.example.com", "/x", "https://acme.example.com/x"),
        ("https://api-*.eu.example.com", "/x", "https://api-1.eu.example.com/x"),
        ("https://*.example.co.uk", "/x", "https://acme.example.co.uk/x"),
        ("https://bücher.example", "/x", "https://xn--bcher-kva.example/x"),
        ("https://xn--bcher-kva.example", "/x", "https://BÜCHER.example/x"),
        ("http://[2606:4700:0::1]", "/x", "http://[2606:4700::1]/x"),
        ("http://localhost:3000", "/x", "http://localhost:3000/x"),
        ("http://my_host.example.com", "/x", "http://my_host.example.com/x"),
        ("https://a.example.com", "/x/{id}", "https://a.example.com/x/7"),
        ("https://a.example.com", "/x/{id}", "https://a.example.com/x/%E6%97%A5"),
        ("https://a.example.com", "/x/{id}", "https://a.example.com/x/%FF"),
        ("https://a.example.com", "/x/{id}", "https://a.example.com/x/a,b;c=d"),
        ("https://a.example.com", "/x/{id}", "https://a.example.com/x/..."),
        ("https://a.example.com", "/x/{id}", "https://a.example.com/x/..a"),
        ("https://a.example.com", "/x/{id}/", "https://a.example.com/x/7/"),
        ("https://a.example.com", "/x/{a}-{b}.json", "https://a.example.com/x/1-2.json"),
        ("https://a.example.com", "/x/{a}{b}", "https://a.example.com/x/12"),
        ("https://a.example.com", "/x/{a}..{b}", "https://a.example.com/x/1...2"),
        ("https://a.example.com", "/x/a{b}a", "https://a.example.com/x/aaa"),
        ("https://a.example.com", "/x:go", "https://a.example.com/x%3Ago"),
        ("https://a.example.com", "/x{;id}", "https://a.example.com/x;id=5"),
        ("https://a.example.com", "/日本", "https://a.example.com/%E6%97%A5%E6%9C%AC"),
        ("https://a.example.com", "/x?kind=a", "https://a.example.com/x?kind=a"),
    ],
)
def test_calls_that_are_described(server, template, url) -> None:
    assert admitted(server, f"GET {template}", url) == template


@pytest.mark.parametrize(
    ("server", "operation", "url", "code"),
    [
        ("https://*.example.com", "GET /x", "https://a.b.example.com/x", "server-not-described"),
        ("https://*.example.com", "GET /x", "https://example.com/x", "server-not-described"),
        ("https://*.example.com", "GET /x", "https://a.example.com.evil.example/x", "server-not-described"),
        ("https://*.example.com", "GET /x", "https://evil.example/.example.com/x", "server-not-described"),
        ("https://a.example.com", "GET /x", "https://aXexample.com/x", "server-not-described"),
        ("https://a.example.com/*/v1", "GET /x", "https://a.example.com//v1/x", "server-not-described"),
        ("https://a.example.com/*/v1", "GET /x", "https://a.example.com/a/b/v1/x", "server-not-described"),
        ("https://a.example.com/v1", "GET /x", "https://a.example.com/v1", "operation-not-described"),
        ("https://a.example.com", "GET /x/{id}", "https://a.example.com/x/", "operation-not-described"),
        ("https://a.example.com", "GET /x/{a}{b}", "https://a.example.com/x/1", "operation-not-described"),
        ("https://a.example.com", "GET /x/a{b}a", "https://a.example.com/x/aa", "operation-not-described"),
        ("https://a.example.com", "GET /x/{a}-{b}-", "https://a.example.com/x/1--", "operation-not-described"),
        ("https://a.example.com", "GET /x.y", "https://a.example.com/xzy", "operation-not-described"),
    ],
)
def test_calls_that_are_not(server, operation, url, code) -> None:
    assert admitted(server, operation, url) == code


@pytest.mark.parametrize(
    "server", ["https://*", "https://*.com", "https://*.co.uk", "https://*.github.io", "https://*.s3.amazonaws.com"]
)
def test_a_wildcard_over_the_names_of_others_is_left_out(server, caplog) -> None:
    """Whoever registers one of those names would be called, with the reader's credentials."""
    assert read_policy({"version": 1, "targets": [{"servers": [server], "operations": ["GET /"]}]}).groups == ()
    assert server in caplog.text


def test_a_path_without_expressions_comes_first() -> None:
    """As for the API itself: what is logged is the operation that answers."""
    data = {"servers": ["https://a.example.com"], "operations": ["GET /x/{id}", "GET /x/mine"]}
    policy = read_policy({"version": 1, "targets": [data]})
    assert policy.admit("GET", read_target("https://a.example.com/x/mine")) == "/x/mine"
    assert policy.targets == [data]


def test_operations_are_those_of_their_own_servers() -> None:
    """A group's operations can't be called on another group's servers."""
    targets = [
        {"servers": ["https://a.example.com"], "operations": ["GET /a"]},
        {"servers": ["https://b.example.com"], "operations": ["GET /b"]},
    ]
    policy = read_policy({"version": 1, "targets": targets})
    assert policy.admit("GET", read_target("https://b.example.com/b")) == "/b"
    with pytest.raises(Refusal, match="operation-not-described"):
        policy.admit("GET", read_target("https://b.example.com/a"))


@pytest.mark.parametrize(
    "server", ["ftp://a.b", "https://u@a.b", "https://0x7f.1", "https://a.b:", "https://-a.b", ""]
)
@pytest.mark.parametrize("operation", ["GET", "GET x", "GET /a\nb", "G@T /a", ""])
def test_what_can_t_be_called_is_left_out_alone(caplog, server, operation) -> None:
    targets = [{"servers": [server, "https://a.example.com"], "operations": [operation, "GET /a b/{c d}"]}]
    policy = read_policy({"version": 1, "targets": targets})
    assert policy.targets == [{"servers": ["https://a.example.com"], "operations": ["GET /a b/{c d}"]}]
    assert policy.admit("GET", read_target("https://a.example.com/a%20b/1")) == "/a b/{c d}"
    assert [record.getMessage().rpartition(": ")[0] for record in caplog.records] == [
        f"server {server!r} is left out",
        f"operation {operation!r} is left out",
    ]


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {},
        {"version": 2, "targets": []},
        {"version": 1},
        {"version": 1, "targets": {}},
        {"version": 1, "targets": ["x"]},
        {"version": 1, "targets": [{"servers": "https://a.example.com", "operations": []}]},
        {"version": 1, "targets": [{"servers": [7], "operations": []}]},
        {"version": 1, "targets": [{"servers": ["https://a.example.com"], "operations": [7]}]},
    ],
)
def test_data_that_is_no_policy_is_refused(data) -> None:
    with pytest.raises(PolicyError):
        read_policy(data)
