"""The Rensei docs: the first user's site, built as its authors build it."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest
from sphinx.util.inventory import InventoryFile

SLUGS = {
    "worker-protocol": 35,
    "sessions-(public)": 8,
    "authentication": 2,
    "a2a": 8,
    "webhooks": 1,
    "audit": 2,
    "mcp": 1,
}
BUILDERS = ("dirhtml", "singlehtml", "epub", "latex", "text", "man", "texinfo", "gettext", "xml")


def build(repository, folder, builder):
    """Build a copy of the site's sources with warnings as errors."""
    shutil.copytree(
        repository / "docs", folder / "docs", ignore=shutil.ignore_patterns("_build", "reference", "ferries")
    )
    shutil.copytree(repository / "openapi", folder / "openapi")
    command = [sys.executable, "-m", "sphinx", "-qnW", "--keep-going", "-b", builder, "docs", "out"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder / "out"


@pytest.fixture(scope="module")
def site(repository, tmp_path_factory):
    return build(repository, tmp_path_factory.mktemp("site"), "html")


def test_the_site_has_a_page_for_each_operation_at_its_tag_and_id(site):
    for slug, count in SLUGS.items():
        pages = [path for path in (site / "api/reference" / slug).glob("*.html") if path.stem != "index"]
        assert len(pages) == count, slug
        assert (site / "api/reference" / slug / "index.html").exists()
    assert (site / "api/reference/worker-protocol/daemonRegister.html").exists()
    assert (site / "api/reference/webhooks/webhookIngest.html").exists()


def test_the_site_has_schema_pages_and_three_indices(site):
    assert len(list((site / "api/reference/schemas").glob("*.html"))) > 30
    for name in ("operations-by-tag", "operations-by-path", "schemas"):
        assert (site / f"rensei-{name}.html").exists()


def test_the_inventory_of_the_site_holds_each_operation_and_endpoint(site):
    inventory = InventoryFile.loads((site / "objects.inv").read_bytes(), uri="").data

    def count(objtype):
        return sum(item.uri.startswith("api/reference/") for item in inventory[objtype].values())

    assert (count("rensei:operation"), count("rensei:endpoint"), count("rensei:tag")) == (57, 57, 7)


@pytest.mark.parametrize("builder", BUILDERS)
def test_the_site_builds_with_every_builder(repository, tmp_path, builder):
    build(repository, tmp_path, builder)
