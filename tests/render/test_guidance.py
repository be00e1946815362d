"""What a page says of schemes that take no text, or that it can't follow."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from sphinxext_rensei.render.playground import playground_nodes

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinxext_rensei.render import RenderContext

IMPLICIT = {"implicit": {"authorizationUrl": "https://a.example", "scopes": {}}}
PASSWORD = {"password": {"tokenUrl": "https://a.example/token", "scopes": {}}}


@pytest.mark.parametrize(
    ("scheme", "expected"),
    [
        ({"type": "http", "scheme": "bearer"}, ""),
        ({"type": "apiKey", "in": "header", "name": "X-Key"}, ""),
        ({"type": "apiKey", "in": "cookie", "name": "sid"}, "it: Browsers let no page set a cookie"),
        ({"type": "http", "scheme": "digest"}, "it: A page can't answer the server's challenge"),
        ({"type": "mutualTLS"}, "it: The browser chooses the certificate"),
        ({"type": "oauth2", "flows": PASSWORD}, ""),
        ({"type": "oauth2", "flows": IMPLICIT}, "A page can't follow its flows"),
    ],
)
def test_a_scheme_that_takes_no_text_comes_with_words(
    context_of: Callable[..., RenderContext], scheme: dict[str, Any], expected: str
) -> None:
    operation = {"security": [{"it": []}], "responses": {"200": {"description": "OK"}}}
    context = context_of(paths={"/x": {"get": operation}}, components={"securitySchemes": {"it": scheme}})
    (node,) = playground_nodes(replace(context, playground=True), context.description.operations[0])
    note = json.loads(node["data"])["schemes"]["it"].get("note", "")
    assert note.startswith(expected)
    assert bool(note) == bool(expected)
