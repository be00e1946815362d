"""Endpoints as texts, groups of paths, and what guides say of them: without a site."""

from __future__ import annotations

import pytest

from sphinxext_rensei.endpoints import (
    Endpoint,
    Mention,
    areas,
    cover,
    coverage_report,
    find_fault,
    find_prefix_fault,
    group_routes,
    is_within,
    prefixes_in,
    shape,
)


@pytest.mark.parametrize(
    "text",
    [
        "GET /",
        "get /things",
        "GET /things/",
        "POST /things/{id}/parts/{part-name}",
        "M-SEARCH /things",
        "GET /.well-known/agent-card.json",
        "GET /things/{id}.json",
        "POST /v1/things:search",
        "GET /größe/%20",
    ],
)
def test_a_method_and_a_path_are_an_endpoint(text):
    assert find_fault(text) is None


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "it is not a method and a path"),
        ("GET", "it is not a method and a path"),
        ("/things", "it is not a method and a path"),
        ("GET things", "it is not a method and a path"),
        ("GET https://api.example/things", "it is not a method and a path"),
        ("G3T /things", "it is not a method and a path"),
        ("GET /things /parts", "a path holds no spaces"),
        ("GET /things?limit=1", "the query is no part of a path"),
        ("GET /things#part", "the query is no part of a path"),
        ("GET /things/:id", "parameters of a path stand in braces"),
        ("GET /things/[id]", "parameters of a path stand in braces"),
        ("GET /things/<id>", "parameters of a path stand in braces"),
        ("GET /things/*", "an endpoint is one path, not all that begin like it"),
        ("GET /things/…", "an endpoint is one path, not all that begin like it"),
        ("GET /things/{id", "its braces hold no names"),
        ("GET /things/id}", "its braces hold no names"),
        ("GET /things/{}", "its braces hold no names"),
        ("GET /{id}/parts/{id}", "it has {id} more than once"),
    ],
)
def test_what_is_no_endpoint_is_told_in_one_sentence(text, fault):
    assert find_fault(text) == fault


def test_names_of_parameters_make_no_difference():
    one = Endpoint(method="GET", path="/a/{id}/b", kind="prose")
    assert one.shape == shape("GET /a/{other}/b") == "GET /a/{}/b"
    assert shape("/a/{id}") != shape("/a/b")


def test_a_path_is_within_an_api_by_its_first_two_segments():
    known = areas(["/api/org/{id}/keys", "/books"])
    assert is_within("/api/org/members", known)
    assert is_within("/books", known)
    assert not is_within("/api/other", known)
    assert not is_within("/books/{isbn}", known)


@pytest.mark.parametrize(
    ("paths", "groups"),
    [
        ([], []),
        (["/"], [("/", 1)]),
        (["/books"], [("/books", 1)]),
        (["/books", "/books/{isbn}"], [("/books/*", 2)]),
        (["/books", "/bookshelf"], [("/books", 1), ("/bookshelf", 1)]),
        (["/api/org/a", "/api/org/b", "/api/mcp/{id}"], [("/api/org/*", 2), ("/api/mcp/*", 1)]),
        (["/v1/daemon/register", "/v2/daemon/register"], [("/v1/daemon/*", 1), ("/v2/daemon/*", 1)]),
        (["/api/v1.2/x/y", "/rest/v1beta1/z"], [("/api/v1.2/x/*", 1), ("/rest/v1beta1/z", 1)]),
        (["/2010-04-01/Accounts/{sid}"], [("/2010-04-01/Accounts/*", 1)]),
        (["/{tenant}/users/{id}", "/{tenant}"], [("/{tenant}/users/*", 1), ("/{tenant}", 1)]),
        (["/api"], [("/api", 1)]),
        (["/versions", "/vehicles"], [("/versions", 1), ("/vehicles", 1)]),
        (["/b", "/a", "/b"], [("/b", 1), ("/a", 1)]),
    ],
)
def test_paths_are_grouped_by_the_first_segment_that_says_something(paths, groups):
    found = group_routes(paths)
    assert [(group.prefixes[0], len(group.paths)) for group in found] == groups
    assert all(group.given == -1 for group in found)


def test_given_groups_come_first_and_take_what_begins_like_them():
    given = [("/api/nothing",), ("/api/org/*", "/api/projects/"), ("/api/org/{o}/keys",)]
    paths = ["/api/other", "/api/org/{id}/keys", "/api/org/x", "/api/organ", "/api/projects"]
    assert [(group.prefixes, group.paths, group.given) for group in group_routes(paths, given)] == [
        (("/api/nothing",), (), 0),
        (("/api/org/*", "/api/projects/"), ("/api/org/x", "/api/projects"), 1),
        (("/api/org/{o}/keys",), ("/api/org/{id}/keys",), 2),
        (("/api/other",), ("/api/other",), -1),
        (("/api/organ",), ("/api/organ",), -1),
    ]


def test_the_first_of_equal_prefixes_counts_and_a_slash_takes_all():
    found = group_routes(["/a/b", "/c"], [("/a",), ("/a/*",), ("/",)])
    assert [group.paths for group in found] == [("/a/b",), (), ("/c",)]


@pytest.mark.parametrize(
    ("text", "prefixes"),
    [
        ("/a", ("/a",)),
        ("/a/*, /b", ("/a/*", "/b")),
        ("/a /b\n/c,", ("/a", "/b", "/c")),
    ],
)
def test_prefixes_are_listed_with_commas_or_spaces(text, prefixes):
    assert prefixes_in(text) == prefixes


@pytest.mark.parametrize(
    ("prefix", "fault"),
    [
        ("/", None),
        ("/a/{id}/*", None),
        ("/a/**", None),
        ("a", "it does not begin with a slash"),
        ("/a/*/b", "an asterisk stands for all that follows"),
    ],
)
def test_a_prefix_begins_with_a_slash(prefix, fault):
    assert find_prefix_fault(prefix) == fault


def endpoint(name, **fields):
    method, path = name.split()
    return Endpoint(method=method, path=path, kind="described", **fields)


def test_coverage_tells_what_is_named_where_and_what_is_nowhere():
    get, put = endpoint("GET /a", title="Get"), endpoint("PUT /a", title="Put", docname="api/put")
    first, again = Mention("getA", "role", "two", 3), Mention("GET /a", "literal", "one", 1)
    twice = Mention("GET /a", "literal", "one", 2)
    lost, gone = Mention("GET /b", "literal", "two", 9), Mention("getC", "role", "one", 7)
    coverage = cover([get, put], [(first, "GET /a"), (again, "GET /a"), (twice, "GET /a"), (lost, None), (gone, None)])
    assert coverage.mentioned == ((get, ("one", "two")),)
    assert coverage.unmentioned == (put,)
    assert coverage.dangling == (gone, lost)
    assert coverage.total == 2
    assert coverage_report({"api": coverage}) == {
        "version": 1,
        "descriptions": {
            "api": {
                "operations": 2,
                "mentioned": [{"method": "GET", "path": "/a", "documents": ["one", "two"]}],
                "unmentioned": [{"method": "PUT", "path": "/a", "title": "Put", "document": "api/put"}],
                "dangling": [
                    {"name": "getC", "kind": "role", "document": "one", "line": 7},
                    {"name": "GET /b", "kind": "literal", "document": "two", "line": 9},
                ],
            }
        },
    }
