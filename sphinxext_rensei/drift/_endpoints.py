"""The operations of descriptions as endpoints, with the paths that their servers give them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_rensei.drift._model import Endpoint
from sphinxext_rensei.schema import Analyser
from sphinxext_rensei.spec import base_path, urls_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sphinxext_rensei.spec import Loaded, Operation, Server, ServerVariable


def endpoints_of(loaded: Loaded, bases: Sequence[str] | None = None) -> Iterator[Endpoint]:
    """The operations of a description; what is internal is described as well.

    :param bases: what stands before their paths, in place of the base paths of their servers.
    """
    analyser = Analyser(loaded)
    credentials = frozenset(
        scheme.parameter for scheme in loaded.description.security_schemes.values() if scheme.location == "query"
    )
    for operation in loaded.description.operations:
        before = bases if bases is not None else base_paths(operation.servers)
        yield Endpoint(
            method=operation.method,
            path=operation.path,
            served=tuple(f"{base}/{operation.path.lstrip('/')}" for base in before),
            location=loaded.references.locate(operation.place, key=True),
            values=dict(_values(operation, analyser)),
            credentials=credentials,
            operation=operation,
        )


def base_paths(servers: Iterable[Server]) -> tuple[str, ...]:
    """The paths of servers' URLs, each variable with its default and with every value that it lists."""
    urls = (url for server in servers for url in urls_of(server, _listed))
    return tuple(dict.fromkeys(base_path(url) for url in urls)) or ("",)


def _listed(variable: ServerVariable) -> Iterable[str]:
    return dict.fromkeys((variable.default, *variable.enum))


def _values(operation: Operation, analyser: Analyser) -> Iterator[tuple[str, tuple[str, ...]]]:
    for parameter in operation.parameters:
        if parameter.location == "path" and parameter.schema:
            listed = [each.value for each in analyser.shape(parameter.schema).enum]
            if listed and all(isinstance(value, str) for value in listed):
                yield parameter.name, tuple(map(str, listed))
