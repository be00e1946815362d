"""Writes, beside the pages, what their playground may call: a proxy needs no description then."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sphinxext_rensei.domain import RenseiDomain
from sphinxext_rensei.policy import FILE_NAME, build_policy

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def write_policy(app: Sphinx, exception: Exception | None) -> None:
    """Write the policy of a site of HTML pages, if it has a playground."""
    domain = app.env.get_domain("rensei")
    assert isinstance(domain, RenseiDomain)
    operations = [operation for spec in domain.specs.values() for operation in spec.operations]
    # An EPUB is HTML too, of which nothing calls anything.
    is_site = app.builder.format == "html" and app.builder.name != "epub"
    if exception is None and is_site and operations and getattr(app.config, "rensei_playground", True):
        policy = build_policy(operations) | {"proxy": getattr(app.config, "rensei_proxy_url", None)}
        app.outdir.joinpath(FILE_NAME).write_text(json.dumps(policy, indent=1) + "\n", encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Connect."""
    app.connect("build-finished", write_policy)
