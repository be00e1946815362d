"""What may be called: servers and operations, handed in as data.

::

    {"version": 1, "targets": [{"servers": ["https://*.example.com/v1"], "operations": ["GET /books/{id}"]}]}

An asterisk stands for some characters of one label of the host, or of one segment of the base path.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Final
from urllib.parse import unquote

from publicsuffixlist import PublicSuffixList

from sphinxext_rensei.proxy._refusals import Refusal
from sphinxext_rensei.proxy._target import PORTS, Target, read_host

VERSION: Final = 1
"""Version of the data's form."""

_LOGGER = logging.getLogger(__name__)
_SERVER: Final = re.compile(r"(https?)://(\[[^\]/]+\]|[^/:@?#\[\]]+)(?::([0-9]{1,5}))?(/[^?#]*)?")
_OPERATION: Final = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]+) (/[^\x00-\x1f\x7f]*)")
_EXPRESSION: Final = re.compile(r"\{[^{}]*\}")
_STAND_IN: Final = "0any0"

Segment = tuple[str, ...]
"""What one segment of a path must be: texts, with one character or more between each two."""


class PolicyError(ValueError):
    """Data that is no policy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Scheme, host, port and base path of a server."""

    url: str
    scheme: str
    host: re.Pattern[str]
    port: int
    base: tuple[Segment, ...]

    def rest(self, target: Target, segments: list[str]) -> list[str] | None:
        """The segments after the base path, if this is the target's server."""
        known = target.scheme == self.scheme and target.port == self.port and self.host.fullmatch(target.host)
        if not known or not _match(self.base, segments[: len(self.base)]):
            return None
        return segments[len(self.base) :]


@dataclass(frozen=True, slots=True)
class Group:
    """Servers, and the operations that they all have."""

    servers: tuple[Server, ...]
    operations: tuple[tuple[str, str], ...]
    _index: dict[tuple[str, int], list[tuple[tuple[Segment, ...], str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # A path without expressions comes before one that has them (OAS 3.2.0, section 4.8.2).
        for method, template in sorted(self.operations, key=lambda each: each[1].count("{")):
            segments = _segments(template, _EXPRESSION)
            self._index.setdefault((method, len(segments)), []).append((segments, template))

    def find(self, method: str, segments: list[str]) -> str | None:
        """The path template of an operation."""
        known = self._index.get((method, len(segments)), ())
        return next((template for wanted, template in known if _match(wanted, segments)), None)


@dataclass(frozen=True, slots=True)
class Policy:
    """What may be called."""

    groups: tuple[Group, ...]

    def admit(self, method: str, target: Target) -> str:
        """The path template of the operation that is called.

        :raises Refusal: where there is none.
        """
        segments = [unquote(segment, errors="surrogateescape") for segment in target.path[1:].split("/")]
        is_known = False
        for group in self.groups:
            for server in group.servers:
                rest = server.rest(target, segments)
                if rest is None:
                    continue
                is_known = True
                if template := group.find(method, rest):
                    return template
        raise Refusal("operation-not-described" if is_known else "server-not-described")

    @property
    def targets(self) -> list[dict[str, list[str]]]:
        """The same as data."""
        return [
            {
                "servers": [server.url for server in group.servers],
                "operations": [f"{method} {template}" for method, template in group.operations],
            }
            for group in self.groups
        ]


def read_policy(data: object) -> Policy:
    """A policy from data.

    A server or operation that can't be called is left out, with a warning, and so is a server whose wildcard could
    stand for the names of others: a slip in a description costs no more than what it is in.

    :raises PolicyError: for data of another form.
    """
    if not isinstance(data, Mapping) or data.get("version") != VERSION:
        raise PolicyError(f"a policy is an object with 'version': {VERSION}")
    groups = []
    for target in _list(data, "targets"):
        if not isinstance(target, Mapping):
            raise PolicyError("a target is an object with 'servers' and 'operations'")
        servers = tuple(server for url in _texts(target, "servers") if (server := _read_server(url)))
        operations = tuple(found for text in _texts(target, "operations") if (found := _read_operation(text)))
        if servers and operations:
            groups.append(Group(servers, operations))
    return Policy(tuple(groups))


def _list(data: Mapping[object, object], key: str) -> Iterable[object]:
    held = data.get(key)
    if not isinstance(held, list):
        raise PolicyError(f"{key!r} is a list")
    return held


def _texts(data: Mapping[object, object], key: str) -> Iterable[str]:
    for each in _list(data, key):
        if not isinstance(each, str):
            raise PolicyError(f"{key!r} is a list of texts")
        yield each


def _read_operation(text: str) -> tuple[str, str] | None:
    found = _OPERATION.fullmatch(text)
    if found is None:
        _LOGGER.warning("operation %r is left out: one is 'METHOD /path'", text)
        return None
    return found[1].upper(), found[2]


def _read_server(url: str) -> Server | None:
    found = _SERVER.fullmatch(url)
    if found is None:
        _LOGGER.warning("server %r is left out: one is 'https://host/base'", url)
        return None
    try:
        host = read_host(found[2].replace("*", _STAND_IN)).replace(_STAND_IN, "*")
    except Refusal as refusal:
        _LOGGER.warning("server %r is left out: %s", url, refusal.detail)
        return None
    if "*" in host and not _is_bounded(host):
        _LOGGER.warning("server %s is left out: its wildcard could stand for the names of others", url)
        return None
    base = (found[4] or "").rstrip("/")
    return Server(
        url=f"{found[1]}://{found[2]}{f':{found[3]}' if found[3] else ''}{base}",
        scheme=found[1],
        host=re.compile("[a-z0-9_-]+".join(re.escape(piece) for piece in host.split("*"))),
        port=int(found[3] or PORTS[found[1]]),
        base=_segments(base, re.compile(r"\*")) if base else (),
    )


def _is_bounded(host: str) -> bool:
    """Whether what follows the last wildcard is a domain that one owner has registered, or is below one."""
    _, _, fixed = host.rpartition("*")[2].partition(".")
    return bool(fixed) and _suffixes().privatesuffix(fixed) is not None


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


def _segments(path: str, wildcard: re.Pattern[str]) -> tuple[Segment, ...]:
    """What each segment must be."""
    # A query or a fragment in a path template tells operations apart; the path alone is matched.
    plain = re.split(r"[?#]", path, maxsplit=1)[0]
    return tuple(_segment(segment, wildcard) for segment in plain[1:].split("/"))


def _segment(segment: str, wildcard: re.Pattern[str]) -> Segment:
    return tuple(unquote(piece) for piece in wildcard.split(segment))


def _match(wanted: tuple[Segment, ...], segments: list[str]) -> bool:
    return len(wanted) == len(segments) and all(map(_fits, wanted, segments))


def _fits(wanted: Segment, segment: str) -> bool:
    """Whether a segment is as it must be; in linear time, which a regular expression would not promise."""
    if len(wanted) == 1:
        return segment == wanted[0]
    first, *middle, last = wanted
    at, end = len(first), len(segment) - len(last)
    if not segment.startswith(first) or not segment.endswith(last):
        return False
    for text in middle:
        at = segment.find(text, at + 1, end) + len(text)
        if at < len(text):
            return False
    return at < end
