"""Endpoints that a built site documents by hand, from its map and its inventory."""

from __future__ import annotations

import json
import posixpath
import re
import zlib
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """An endpoint of a site.

    :param is_prose: whether no description holds it.
    """

    method: str
    path: str
    location: Location
    is_prose: bool = True


def prose_endpoints(site: Path, bases: Sequence[str], sources: str = "") -> tuple[Endpoint, ...]:
    """Endpoints that are documented by hand: those of the map, which knows where, and what the inventory has beside.

    :param bases: what may stand before a path as it is served, where its author left it out.
    :param sources: the folder of the site's sources, as reports name it.
    :raises LoadError: the site has neither file, or one that can't be read.
    """
    rows: dict[tuple[str, str], _Row] = {}
    is_site = False
    for name, read in ((MAP, _from_map), (INVENTORY, _from_inventory)):
        path = site / name
        try:
            found = list(read(path.read_bytes(), site, sources))
        except FileNotFoundError:
            continue
        except (OSError, ValueError, zlib.error) as error:
            raise LoadError(
                Problem(ProblemCode.MISSING_FILE, f"can't be read: {error}", Location(str(path)))
            ) from None
        is_site = True
        for row in found:
            rows.setdefault((row.method, row.path), row)
    if not is_site:
        message = f"there is neither {MAP} nor {INVENTORY}; is this a site that was built for HTML?"
        raise LoadError(Problem(ProblemCode.MISSING_FILE, message, Location(str(site))))
    before = dict.fromkeys(("", *bases))
    return tuple(
        Endpoint(
            method=row.method,
            path=row.path,
            served=tuple(f"{base}{row.path}" for base in before),
            location=row.location,
        )
        for row in rows.values()
        if row.is_prose
    )


def _from_map(data: bytes, site: Path, sources: str) -> Iterator[_Row]:
    contents: Any = json.loads(data)
    rows = contents.get("endpoints") if isinstance(contents, dict) else None
    for row in rows if isinstance(rows, list) else ():
        named = _ENDPOINT.fullmatch(f"{row.get('method')} {row.get('path')}") if isinstance(row, dict) else None
        if named:
            source, line = row.get("source"), row.get("line")
            file = f"{sources}/{source}" if sources and source else f"{source or site / str(row.get('uri') or MAP)}"
            line = line if isinstance(line, int) else 0
            location = Location(posixpath.normpath(file), line, 1 if line else 0)
            yield _Row(method=named[1], path=named[2], location=location, is_prose=row.get("kind") == "prose")


def _from_inventory(data: bytes, site: Path, _sources: str) -> Iterator[_Row]:
    head = _HEAD.match(data)
    if head is None or b"version 2" not in head[0]:
        raise ValueError("this is not an inventory of Sphinx")
    text = zlib.decompress(data[head.end() :]).decode()
    found = [(name, kind, uri[:-1] + name if uri.endswith("$") else uri) for name, kind, uri in _OBJECT.findall(text)]
    operations = {uri for _, kind, uri in found if kind == "operation"}
    for name, kind, uri in found:
        named = _ENDPOINT.fullmatch(name)
        if kind == "endpoint" and uri not in operations and named:
            yield _Row(method=named[1], path=named[2], location=Location(str(site / uri.partition("#")[0])))
