"""The Rensei docs: the first user's site, built as its authors build it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt
from sphinx.util.inventory import InventoryFile

from tests.builds.links import dead_links

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
    for held in ("openapi", ".github"):
        shutil.copytree(repository / held, folder / held)
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


def test_every_internal_link_of_the_site_leads_somewhere(site):
    """To a file, and to an anchor of it; Sphinx's own linkcheck asks other hosts, and knows no generated anchors."""
    assert list(dead_links(site)) == []


def test_the_inventory_of_the_site_holds_each_operation_and_endpoint(site):
    inventory = InventoryFile.loads((site / "objects.inv").read_bytes(), uri="").data

    def count(objtype):
        return sum(item.uri.startswith("api/reference/") for item in inventory[objtype].values())

    assert (count("rensei:operation"), count("rensei:endpoint"), count("rensei:tag")) == (57, 57, 7)


def test_the_markdown_of_an_operation_says_what_its_page_says(site):
    """Names, types, constraints, texts, statuses, paths and code, each as often as on the page."""
    found = list(json.loads((site / "docs-map.json").read_bytes())["pages"])
    operations = [page for page in found if page.get("spec") == "rensei" and page.get("method")]
    assert len(operations) == 57
    for page in operations:
        soup = BeautifulSoup((site / unquote(page["uri"])).read_bytes(), "html.parser").select_one(".rensei-page")
        assert soup is not None
        twin = Counter(pieces((site / unquote(page["markdown"])).read_text("utf-8")))
        said = "".join(twin)
        for part in soup.select(".rensei-sr, .rensei-anchor, script"):
            part.decompose()
        names = Counter(squeezed(each.get_text()) for each in soup.select(".rensei-name"))
        assert {name: twin[name] for name in names if twin[name] < names[name]} == {}, page["docname"]
        for each in soup.select(f"{FACTS}, .rensei-panel > .highlight pre, .rensei-panel > div > .highlight pre"):
            assert squeezed(each.get_text()) in said, (page["docname"], each)


FACTS = ", ".join(
    (
        *(
            ".rensei-title > :first-child",
            ".rensei-type",
            ".rensei-chip",
            ".rensei-status",
            ".rensei-path",
            ".rensei-cap b",
        ),
        *(
            ".rensei-desc > p",
            ".rensei-lead > p",
            ".rensei-facts > li > :not(.rensei-values)",
            ".rensei-values > code",
            ".rensei-required",
            ".rensei-tabs > label",
        ),
    )
)
"""What holds one fact each."""


def squeezed(text):
    return re.sub(r"\s+", "", text)


def pieces(text):
    """What Markdown says, piece by piece, as another parser than ours finds them."""
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        words = "".join(each.content if each.type != "image" else "" for each in token.children or [token])
        yield squeezed(words)
        yield from (squeezed(each.content) for each in token.children or () if each.type == "code_inline")


@pytest.mark.parametrize("builder", BUILDERS)
def test_the_site_builds_with_every_builder(repository, tmp_path, builder):
    build(repository, tmp_path, builder)
