"""What an author says about calls from pages: fields of ours on operations and servers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinxext_rensei.spec._model import Operation, Server

FORM: Final = "x-rensei-playground"
"""On an operation: ``false`` for no form, or one of :data:`FORMS`."""
FORMS: Final = ("read-only", "confirm")
"""A form that writes samples and sends nothing; one that asks before it sends."""
ROUTE: Final = "x-rensei-proxy"
"""On an operation, or on a server for all operations there: one of :data:`ROUTES`; through the proxy otherwise."""
ROUTES: Final = ("direct", "ask")
"""Straight from the browser to the API; as the reader chooses."""
PRODUCTION: Final = "x-rensei-production"
"""On a server: with ``true``, what deletes there asks before it sends."""

VALUES: Final[Mapping[str, tuple[bool | str, ...]]] = {
    FORM: (True, False, *FORMS),
    ROUTE: ("proxy", *ROUTES),
    PRODUCTION: (True, False),
}
"""What each field may hold."""


def has_form(operation: Operation) -> bool:
    """Whether pages let readers fill in an operation: nothing that the API sends itself."""
    return not operation.outgoing and operation.extensions.get(FORM) is not False


def form_of(operation: Operation) -> str:
    """What is special about its form, one of :data:`FORMS`; empty where nothing is."""
    value = operation.extensions.get(FORM)
    return str(value) if value in FORMS else ""


def is_sent(operation: Operation) -> bool:
    """Whether pages send an operation."""
    return has_form(operation) and form_of(operation) != "read-only"


def route_of(holder: Operation | Server) -> str:
    """How calls go, one of :data:`ROUTES` or ``proxy``; empty where the holder says nothing."""
    value = holder.extensions.get(ROUTE)
    return str(value) if value in (*ROUTES, "proxy") else ""


def is_proxied(operation: Operation, server: Server) -> bool:
    """Whether a call of an operation may go through the proxy to a server."""
    return (route_of(operation) or route_of(server)) != "direct"
