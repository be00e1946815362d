"""Script in every text of a description: on no page, and not in the search, does any of it run."""

from __future__ import annotations

import http.server
import json
import threading
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from tests.builds.test_hostile import NASTY, poisoned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Project

API = Path(__file__).parents[1] / "builds" / "api.yaml"
NAMES = (NASTY, "<img src=x onerror=alert(9)>", "javascript:alert(8)", "</title></script><script>alert(7)</script>")
# What a reader of the search page may type, and what stands in every text.
QUERIES = ("script", "alert", "onerror", "javascript", "pet", *NAMES)


def hostile() -> str:
    """A description with script in every text, in ids, names and paths as well."""
    description = poisoned(yaml.safe_load(API.read_text("utf-8")))
    for number, name in enumerate(NAMES):
        description["paths"][f"/{name}"] = {
            "get": {"operationId": f"{name}{number}", "tags": [name], "summary": name, "responses": {}}
        }
        description.setdefault("components", {}).setdefault("schemas", {})[name] = {"title": name, "type": "object"}
    return json.dumps(description)


@pytest.fixture(scope="module")
def site(make_shared_project) -> Project:
    conf = {"rensei_specs": {"s": "api.json"}, "html_theme": "furo"}
    project: Project = make_shared_project({"api.json": hostile()}, conf, warnings=True)
    assert "Traceback" not in project.warnings
    return project


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address(site) -> Iterator[str]:
    """The site, served: a search page of a file can't read the other pages."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=site.outdir)) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.fixture
def ran(page) -> list[str]:
    """What would show that a script of the description ran: a dialog, or a request for the picture."""
    told: list[str] = []

    def dismiss(dialog) -> None:
        told.append(f"dialog {dialog.message}")
        dialog.dismiss()

    page.on("dialog", dismiss)
    page.on("request", lambda request: told.append(request.url) if request.url.endswith("/x") else None)
    return told


def test_no_page_runs_a_script_of_the_description(page, ran, site, address):
    for path in sorted(site.outdir.rglob("*.html")):
        page.goto(f"{address}/{path.relative_to(site.outdir)}", wait_until="load")
        # What waits for the reader's hand: every link and button of the description's own part.
        targets = page.eval_on_selector_all("a[href]", "links => links.map(link => link.protocol)")
        assert not {"javascript:", "vbscript:", "data:"} & set(targets), path
        assert ran == [], path


def test_the_search_runs_no_script_of_the_description(page, ran, address):
    shown = 0
    for query in QUERIES:
        page.goto(f"{address}/search.html", wait_until="load")
        page.fill("input[name=q] >> nth=-1", query)
        page.press("input[name=q] >> nth=-1", "Enter")
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(300)
        shown += page.locator("#search-results li").count()
        assert page.locator("#search-results img, #search-results script").count() == 0
        assert ran == [], query
    assert shown > 0, "the search finds nothing: the test shows nothing"


def test_a_script_that_runs_would_be_seen(page, ran, address):
    page.goto(f"{address}/index.html")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=alert(1)>')")
    page.wait_for_load_state("networkidle")
    assert any("dialog" in each for each in ran)
    assert any(each.endswith("/x") for each in ran)
