"""Servers, each a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_rensei.nodes import rensei_row, rensei_rows
from sphinxext_rensei.render._extent import Frame
from sphinxext_rensei.render._schema import schema_row

if TYPE_CHECKING:
    from sphinxext_rensei.render._context import RenderContext
    from sphinxext_rensei.spec import Operation, Server


def server_rows(context: RenderContext, operation: Operation, anchor: tuple[str, ...]) -> rensei_rows:
    """The servers of an operation."""
    rows = [server_row(context, server, (*anchor, "server", server.url)) for server in operation.servers]
    return rensei_rows("", *rows)


def server_row(context: RenderContext, server: Server, anchor: tuple[str, ...]) -> rensei_row:
    """A server with its variables."""
    row = schema_row(
        context,
        server.url,
        None,
        Frame(direction="both", anchor=anchor),
        description=server.description,
        place=context.description.place,
        facts=server_facts(context, server),
    )
    row["type"] = ((server.name, ""),) if server.name else ()
    return row


def server_facts(context: RenderContext, server: Server) -> list[tuple[str, str, bool]]:
    """The variables of a server, each with its values, the default first."""
    facts = []
    for variable in server.variables:
        words = [variable.default, *(value for value in variable.enum if value != variable.default)]
        facts.append((variable.name, " | ".join(words), True))
        if variable.description:
            facts.append(("", context.words(variable.description, context.description.place), False))
    return facts
