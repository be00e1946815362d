"""The operations that links lead to."""

from __future__ import annotations

import pytest

from sphinxext_rensei.spec import Place, find_linked

OK = {"responses": {"200": {"description": "OK"}}}


@pytest.mark.parametrize(
    ("file", "reference", "endpoint"),
    [
        ("api.yaml", "#/paths/~1own/get", "GET /own"),
        ("api.yaml", "#/paths/~1own~1%7Bid%7D/get", "GET /own/{id}"),
        ("api.yaml", "#/paths/~1own~1{id}/get", "GET /own/{id}"),
        # Behind the `$ref` of its path, as it is written there, and from another file.
        ("api.yaml", "#/paths/~1far/put", "PUT /far"),
        ("api.yaml", "items/far.yaml#/put", "PUT /far"),
        ("items/far.yaml", "../api.yaml#/paths/~1far/put", "PUT /far"),
        ("items/far.yaml", "#/put", "PUT /far"),
        # None of this description.
        ("api.yaml", "#/paths/~1own/delete", None),
        ("api.yaml", "#/paths/~1far", None),
        ("api.yaml", "other.yaml#/paths/~1own/get", None),
        ("api.yaml", "https://example.org/api#/paths/~1own/get", None),
        ("api.yaml", "http://[#/paths/~1own/get", None),
    ],
)
def test_a_link_leads_to_an_operation(load_api, folder, file, reference, endpoint):
    loaded = load_api(
        {"paths": {"/own": {"get": OK}, "/own/{id}": {"get": OK}, "/far": {"$ref": "items/far.yaml"}}},
        {"items/far.yaml": {"put": OK}},
    )
    found = find_linked(loaded.description, loaded.references, reference, Place((folder / file).as_uri(), ""))
    assert (found.endpoint if found else None) == endpoint
