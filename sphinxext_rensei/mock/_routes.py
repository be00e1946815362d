"""Which operation a request means (OAS 3.2.0, section 4.8)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote

from sphinxext_rensei.spec import TEMPLATE_EXPRESSION, base_path, split_uri

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sphinxext_rensei.schema import Analyser
    from sphinxext_rensei.spec import Operation

# Of a path; patterns with several expressions in a segment take their time.
_MAX_PATH: Final = 2000
_WRITTEN: Final = ":@!$&'()*+,;="


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """An operation below one base path.

    :param hosts: of the servers that have the base path.
    :param segments: a pattern for each segment, with a group for each path parameter.
    :param names: of the path parameters, in order.
    """

    analyser: Analyser
    operation: Operation
    hosts: frozenset[str]
    segments: tuple[re.Pattern[str], ...]
    names: tuple[str, ...]

    def match(self, segments: Sequence[str]) -> Mapping[str, str] | None:
        """The path parameters as they were sent, if the path is this one's."""
        found = [pattern.fullmatch(each) for pattern, each in zip(self.segments, segments, strict=True)]
        texts = [text for match in found if match is not None for text in match.groups()]
        return dict(zip(self.names, texts, strict=True)) if all(found) else None


class Routes:
    """All operations of some descriptions."""

    def __init__(self, analysers: Iterable[Analyser]) -> None:
        self._routes: dict[int, list[Route]] = {}
        for analyser in analysers:
            for operation in analyser.description.operations:
                for route in _routes(analyser, operation):
                    self._routes.setdefault(len(route.segments), []).append(route)
        for routes in self._routes.values():
            # A path without expressions comes before one that has them.
            routes.sort(key=lambda route: len(route.names))

    def find(self, path: str, host: str) -> dict[str, tuple[Route, Mapping[str, str]]]:
        """The operations of a path by method, each with its path parameters.

        :param path: as it was sent, percent-encoded.
        :param host: of the request; its descriptions come first.
        """
        segments = path[1:].split("/") if len(path) <= _MAX_PATH else []
        routes = self._routes.get(len(segments), [])
        found: dict[str, tuple[Route, Mapping[str, str]]] = {}
        for route in sorted(routes, key=lambda route: host not in route.hosts):
            parameters = route.match(segments)
            if parameters is not None:
                found.setdefault(route.operation.method, (route, parameters))
        return found


def _routes(analyser: Analyser, operation: Operation) -> Iterable[Route]:
    """One for each base path, and one for none: what is served locally often has none."""
    hosts: dict[str, set[str]] = {"": set()}
    for server in operation.servers:
        parts = split_uri(server.default_url.strip())
        hosts.setdefault(base_path(server.default_url), set()).add((parts and parts.hostname) or "")
    path = re.split("[?#]", operation.path, maxsplit=1)[0]
    for base, known in hosts.items():
        pieces = [*base.split("/")[1:], *path[1:].split("/")]
        yield Route(
            analyser=analyser,
            operation=operation,
            hosts=frozenset(known),
            segments=tuple(_pattern(piece) for piece in pieces),
            names=tuple(TEMPLATE_EXPRESSION.findall(path)),
        )


def _pattern(segment: str) -> re.Pattern[str]:
    literals = TEMPLATE_EXPRESSION.split(segment)[::2]
    # Letters of the template may be sent percent-encoded, and then in more than one spelling.
    spelled = [f"(?:{re.escape(quote(unquote(each), safe=_WRITTEN))}|{re.escape(each)})" for each in literals]
    return re.compile("(.+)".join(spelled))
