"""Endpoints that a built site documents by hand, from its map or, where it has none, from its inventory."""

from __future__ import annotations

import json
import re
import zlib
from typing import TYPE_CHECKING, Any, Final

from sphinxext_rensei.drift._model import Endpoint
from sphinxext_rensei.errors import LoadError
from sphinxext_rensei.problems import Location, Problem, ProblemCode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

MAP: Final = "docs-map.json"
INVENTORY: Final = "objects.inv"

# A line of an inventory of version 2: name, domain and type, priority, URI, title.
_OBJECT: Final = re.compile(r"(?m)^(.+?)\s+rensei:(endpoint|operation)\s+-?\d+\s+(\S+)\s")
_HEAD: Final = re.compile(rb"(?:#[^\n]*\n){4}")
_ENDPOINT: Final = re.compile(r"([A-Z]+) (/.*)")


def prose_endpoints(site: Path, bases: Sequence[str], sources: str = "") -> tuple[Endpoint, ...]:
    """Endpoints that are documented by hand.

    :param bases: what may stand before a path as it is served, where its author left it out.
    :param sources: the folder of the site's sources, as reports name it.
    :raises LoadError: the site has neither file, or one that can't be read.
    """
    name, read = (MAP, _from_map) if site.joinpath(MAP).is_file() else (INVENTORY, _from_inventory)
    path = site / name
    try:
        rows = list(read(path.read_bytes()))
    except FileNotFoundError:
        message = f"there is neither {MAP} nor {INVENTORY}; is this a site that was built for HTML?"
        raise LoadError(Problem(ProblemCode.MISSING_FILE, message, Location(str(site)))) from None
    except (OSError, ValueError, zlib.error) as error:
        raise LoadError(Problem(ProblemCode.MISSING_FILE, f"can't be read: {error}", Location(str(path)))) from None
    before = dict.fromkeys(("", *bases))
    folder = f"{sources.rstrip('/')}/" if sources else ""
    return tuple(
        Endpoint(
            method=method,
            path=route,
            served=tuple(f"{base}{route}" for base in before),
            location=Location(f"{site}/{file}" if name == INVENTORY else f"{folder}{file}", line, 1 if line else 0),
        )
        for method, route, file, line in rows
    )


def _from_map(data: bytes) -> Iterator[tuple[str, str, str, int]]:
    contents: Any = json.loads(data)
    rows = contents.get("endpoints") if isinstance(contents, dict) else None
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict) and row.get("kind") == "prose":
            named = _ENDPOINT.fullmatch(f"{row.get('method')} {row.get('path')}")
            line = row.get("line")
            if named:
                file = str(row.get("source") or row.get("uri") or "")
                yield named[1], named[2], file, line if isinstance(line, int) else 0


def _from_inventory(data: bytes) -> Iterator[tuple[str, str, str, int]]:
    head = _HEAD.match(data)
    if head is None or b"version 2" not in head[0]:
        raise ValueError("this is not an inventory of Sphinx")
    text = zlib.decompress(data[head.end() :]).decode()
    found = [(name, kind, uri[:-1] + name if uri.endswith("$") else uri) for name, kind, uri in _OBJECT.findall(text)]
    operations = {uri for _, kind, uri in found if kind == "operation"}
    for name, kind, uri in found:
        named = _ENDPOINT.fullmatch(name)
        if kind == "endpoint" and uri not in operations and named:
            yield named[1], named[2], uri.partition("#")[0], 0
