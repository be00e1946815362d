"""Endpoints of descriptions and of prose with their places, and where these get into each other's way."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sphinxext_rensei.endpoints import Endpoint
from sphinxext_rensei.logging import warn
from sphinxext_rensei.problems import ProblemCode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinxext_rensei.domain import RenseiDomain
    from sphinxext_rensei.store import Spec


def described(domain: RenseiDomain, spec: Spec) -> list[Endpoint]:
    """The endpoints of a description, without the places where it says so: to look those up takes time."""
    found = []
    for operation in spec.operations:
        entry = domain.index.get("endpoint", operation.endpoint, spec.name)
        endpoint = Endpoint(
            method=operation.method,
            path=operation.path,
            kind="described",
            spec=spec.name,
            title=operation.title,
            docname=entry.docname if entry else "",
            node_id=entry.node_id if entry else "",
        )
        found.append(endpoint)
    return found


def located(domain: RenseiDomain, spec: Spec) -> Iterator[Endpoint]:
    """The endpoints of a description with file and line."""
    for endpoint, operation in zip(described(domain, spec), spec.operations, strict=True):
        assert spec.loaded is not None
        location = spec.loaded.references.locate(operation.place, key=True)
        source = Path(os.path.relpath(location.path, domain.env.srcdir)).as_posix()
        yield replace(endpoint, source=source, line=location.line)


def check_prose(domain: RenseiDomain) -> None:
    """Say which endpoints of prose a description holds by now, and which are documented twice."""
    first: dict[tuple[str, str], Endpoint] = {}
    for endpoint in domain.prose:
        spec = domain.specs.get(endpoint.spec)
        place = f"{Path(domain.env.srcdir, endpoint.source)}:{endpoint.line}"
        if spec and (operation := spec.find_same(endpoint.name)):
            message = f"the description {spec.name!r} holds {operation.endpoint!r} now; use rensei-operation"
            warn(ProblemCode.DESCRIBED_ENDPOINT, f"rensei-endpoint: {message}", place)
        other = first.setdefault((endpoint.spec, endpoint.shape), endpoint)
        if other is not endpoint:
            message = f"{endpoint.name!r} is documented at {other.source}:{other.line} too"
            warn(ProblemCode.DUPLICATE_ENDPOINT, f"rensei-endpoint: {message}", place)
