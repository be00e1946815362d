"""Requests of the playground before a judge that is not ours: Prism, with a description that is not ours either."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("starlette", reason="the extra 'proxy' is not installed")
pytest.importorskip("uvicorn", reason="the extra 'serve' is not installed")

import httpx

from sphinxext_rensei.schema import Analyser
from sphinxext_rensei.spec import load
from tests.browser.sites import Visit, site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser
    from starlette.types import ASGIApp, Receive, Scope, Send

    from tests.conftest import Project


@pytest.fixture
def prism(repository: Path, corpus: Path) -> Iterator[str]:
    """Prism's mock of Train Travel, which refuses what is not as described."""
    program = repository / "node_modules" / ".bin" / "prism"
    if not program.exists():
        pytest.skip("Prism is not installed: npm ci --ignore-scripts")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [str(program), "mock", "--errors", "--port", str(port), str(corpus / "train-travel" / "openapi.yaml")]
    environment = {**os.environ, "NO_UPDATE_NOTIFIER": "1"}
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    # `node` may be a program that starts another: all of them are to end.
    with subprocess.Popen(command, env=environment, start_new_session=True, **quiet) as running:
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
        os.killpg(running.pid, signal.SIGTERM)


def passed_to(url: str) -> ASGIApp:
    """An application that passes every request on as it is."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        body, more = b"", True
        while more:
            message = await receive()
            body += message.get("body", b"")
            more = message.get("more_body", False)
        target = f"{url}{scope['raw_path'].decode()}?{scope['query_string'].decode()}".rstrip("?")
        async with httpx.AsyncClient() as client:
            reply = await client.request(scope["method"], target, headers=scope["headers"], content=body)
        fields = [
            (name, value) for name, value in reply.headers.raw if name.lower() in (b"content-type", b"sl-violations")
        ]
        await send({"type": "http.response.start", "status": reply.status_code, "headers": fields})
        await send({"type": "http.response.body", "body": reply.content})

    return app


def test_train_travel_takes_every_request(
    browser: Browser, prism: str, corpus: Path, make_project: Callable[..., Project]
) -> None:
    path = corpus / "train-travel" / "openapi.yaml"
    project = make_project(
        {"api.yaml": path.read_bytes()},
        {"rensei_specs": {"api": "api.yaml"}, "html_theme": "furo", "rensei_proxy_url": "/_rensei/proxy"},
        warnings=True,
    )
    analyser = Analyser(load(path))
    objects = project.app.env.get_domain("rensei").get_objects()
    pages = {name: docname for name, _, kind, docname, _, _ in objects if kind == "operation"}
    wrong = []
    with site(project.outdir, [analyser], passed_to(prism)) as url, browser.new_context() as context:
        visit = Visit(context.new_page())
        for operation in analyser.description.operations:
            visit.turn_on(f"{url}/{pages[operation.name]}.html")
            server = next(index for index, each in enumerate(operation.servers) if "api.example.com" in each.url)
            visit.page.get_by_label("Server", exact=True).select_option(str(server))
            for secret in visit.page.locator(".rensei-credentials input[type=password]").all():
                secret.fill("token")
            if operation.id == "create-booking":
                # The author's own example is no UUID.
                visit.page.get_by_label("trip_id", exact=True).fill("4f4e4e13-c824-4d63-b37a-d8d698862f1d")
            said = visit.send()
            if not said.startswith("2"):
                visit.page.locator(".rensei-result label", has_text="Headers").click()
                wrong.append(f"{operation.name}: {visit.page.locator('.rensei-result').inner_text()}")
        assert not wrong, "\n".join(wrong)
        assert visit.faults == []
    assert len(pages) >= 6
