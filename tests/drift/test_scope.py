"""Which differences are asked for, by path and by method."""

from __future__ import annotations

import pytest

from sphinxext_rensei.drift import Scope

ROUTES = ["GET /api/a", "POST /api/a", "GET /internal/b", "* /api/c"]


@pytest.mark.parametrize(
    ("scope", "found"),
    [
        (Scope(), ["* /api/c", "GET /api/a", "GET /internal/b", "POST /api/a"]),
        (Scope(include=("/api/*",)), ["* /api/c", "GET /api/a", "POST /api/a"]),
        (Scope(include=("/api/a", "/internal/*")), ["GET /api/a", "GET /internal/b", "POST /api/a"]),
        (Scope(exclude=("/api/*",)), ["GET /internal/b"]),
        (Scope(include=("/api/*",), exclude=("*/a",)), ["* /api/c"]),
        (Scope(methods=("POST",)), ["* /api/c", "POST /api/a"]),
    ],
)
def test_a_scope_holds_some_differences(drift_of, scope, found):
    differences = drift_of([], ROUTES).differences
    assert sorted(f"{each.method} {each.path}" for each in differences if scope.holds(each)) == found


def test_an_operation_has_the_paths_of_its_servers_too(drift_of):
    (difference,) = drift_of(["GET /a"], [], extra="servers: [{url: /api}]").differences
    assert [Scope(include=(glob,)).holds(difference) for glob in ("/a", "/api/*", "/b")] == [True, True, False]
