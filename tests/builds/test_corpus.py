"""Published descriptions: every one builds, whole, without a traceback."""

from __future__ import annotations

import pytest

SMALL = (
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


@pytest.mark.parametrize("name", SMALL)
def test_a_published_description_builds(make_project, corpus, name):
    project = make_project({}, {"rensei_specs": {"s": str(corpus / name)}, "html_theme": "furo"}, warnings=True)
    assert "Traceback" not in project.warnings
    operations = project.app.env.domains["rensei"].specs["s"].operations
    inventory = [objtype for _, _, objtype, *_ in project.app.env.domains["rensei"].get_objects()]
    assert inventory.count("endpoint") == len({each.endpoint for each in operations})


def test_github_s_description_gives_a_page_for_each_operation(make_project, corpus):
    path = str(corpus / "github/api.github.com.json")
    project = make_project({}, {"rensei_specs": {"gh": path}, "rensei_samples": ["curl"]}, warnings=True)
    assert "Traceback" not in project.warnings
    homes = project.app.env.domains["rensei"].specs["gh"].site.homes
    pages = {docname for (kind, _), docname in homes.items() if kind == "operation"}
    assert len(pages) == 1223
    sizes = sorted((project.outdir / f"{docname}.html").stat().st_size for docname in pages)
    assert sizes[len(sizes) // 2] < 60_000
