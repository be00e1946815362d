"""Published descriptions: every one builds, whole, without a traceback, and warns of its own faults alone.

``RENSEI_CORPUS=full`` in the environment builds them all, GitHub's, Stripe's and DigitalOcean's included.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

CORPUS = Path(__file__).resolve().parents[2].parent / "shared" / "corpus"
SOME = (
    "train-travel/openapi.yaml",
    "museum/openapi.yaml",
    "galaxy/3.1.yaml",
    "redoc-demo/openapi-3-1.yaml",
    "camara-quality-on-demand/API_definitions/quality-on-demand.yaml",
    "drs/data_repository_service.openapi.yaml",
    "jupyterhub/rest-api.yml",
    "oai-examples/v3.2/3.2-tags-example.yaml",
    "readme-oas-examples/3.0/json/parameters-style.json",
    "readme-oas-examples/3.1/yaml/security.yaml",
    "docusaurus-edge/tests/discriminator.yaml",
)
FAULTS = {
    "drs/data_repository_service.openapi.yaml": ["200ServiceInfo.yaml:6:19: remote-reference"],
    "stripe/stripe-old.yaml": ["stripe-old.yaml:20725:7: duplicate-key"],
}
"""What can't be read of a description: file, line, column, code. What breaks the standard is told by checks."""


def entries() -> tuple[str, ...]:
    """The entry documents that are built."""
    index = CORPUS / "INDEX.md"
    if os.environ.get("RENSEI_CORPUS") != "full" or not index.is_file():
        return SOME
    rows = [line.split("|")[1].strip() for line in index.read_text("utf-8").splitlines() if line.startswith("| ")]
    return tuple(row for row in rows if row.endswith((".yaml", ".yml", ".json")) and (CORPUS / row).is_file())


def told(warnings: str) -> list[str]:
    """File, line, column and code of each warning; one that has not all of them fails."""
    found = []
    for line in warnings.splitlines():
        match = re.fullmatch(r"(?:\S*/)?([^/\s]+:\d+:\d+): WARNING: .+ \[rensei\.([a-z-]+)\]", line)
        assert match, line
        found.append(f"{match[1]}: {match[2]}")
    return found


@pytest.mark.parametrize("name", entries())
def test_a_published_description_builds(make_project, corpus, name):
    project = make_project({}, {"rensei_specs": {"s": str(corpus / name)}, "html_theme": "furo"}, warnings=True)
    assert {*FAULTS.get(name, ())} <= {*told(project.warnings)}
    operations = project.app.env.domains["rensei"].specs["s"].operations
    inventory = [objtype for _, _, objtype, *_ in project.app.env.domains["rensei"].get_objects()]
    assert inventory.count("endpoint") == len({each.endpoint for each in operations})


def test_github_s_description_gives_a_page_for_each_operation(make_project, corpus):
    path = str(corpus / "github/api.github.com.json")
    project = make_project({}, {"rensei_specs": {"gh": path}, "rensei_samples": ["curl"]}, warnings=True)
    told(project.warnings)
    homes = project.app.env.domains["rensei"].specs["gh"].site.homes
    pages = {docname for (kind, _), docname in homes.items() if kind == "operation"}
    assert len(pages) == 1223
    sizes = sorted((project.outdir / f"{docname}.html").stat().st_size for docname in pages)
    assert sizes[len(sizes) // 2] < 60_000
    assert sizes[-1] < 400_000
