"""The types that an operation needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_rensei.definitions._declare import Root
from sphinxext_rensei.words import gettext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinxext_rensei.schema import Direction
    from sphinxext_rensei.spec import MediaType, Operation


def body_roots(operation: Operation) -> list[Root]:
    """The bodies of the request and of all responses, under names made of the operation's.

    Of a request that a page shows in part there are no types: they would show the rest.
    """
    return [*_requests(operation), *_responses(operation)]


def _requests(operation: Operation) -> Iterator[Root]:
    body = operation.body.content if operation.body and not operation.body.hidden else ()
    words = gettext("Request body, {}") if len(body) > 1 else gettext("Request body")
    for media in body:
        yield from _body_roots(media, f"{_name(operation)} request", operation.sent, words, media.name)


def _responses(operation: Operation) -> Iterator[Root]:
    best = next((each.status for each in operation.responses if each.status[:1] == "2"), "")
    for response in operation.responses:
        kind = "response" if response.status == best else f"response {response.status}"
        for media in response.content:
            words = gettext("Response {}")
            yield from _body_roots(media, f"{_name(operation)} {kind}", operation.answered, words, response.status)


def _name(operation: Operation) -> str:
    return operation.id or f"{operation.method.lower()} {operation.path}"


def _body_roots(media: MediaType, name: str, direction: Direction, words: str, detail: str) -> Iterator[Root]:
    if media.schema:
        yield Root(name=name, schema=media.schema, direction=direction, words=words, detail=detail)
    if media.item_schema:
        words = gettext("{}, each item").replace("{}", words)
        yield Root(name=f"{name} item", schema=media.item_schema, direction=direction, words=words, detail=detail)
