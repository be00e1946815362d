"""What the manual says of running the proxy is so."""

from __future__ import annotations

import contextlib
import json
import re
import shlex
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import httpx
import pytest

from sphinxext_rensei.proxy import Limits
from tests.proxy.conftest import ORIGIN, POLICY, head

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def manual(repository: Path) -> str:
    return repository.joinpath("docs", "extension", "proxy.md").read_text(encoding="utf-8")


def test_the_manual_has_every_variable_with_its_default(manual) -> None:
    rows = dict(re.findall(r"^\| `RENSEI_PROXY_(\w+)` \| (\S*) *\|", manual, re.MULTILINE))
    limits = {name.upper(): f"{getattr(Limits(), name):g}" for name in Limits.__slots__ if name != "head"}
    sizes = {name.upper(): str(getattr(Limits(), name)) for name in ("head", "request_body", "response_body")}
    assert rows == {"POLICY": "", "ORIGINS": "none", "TOKEN": "none"} | limits | sizes


def test_the_manual_s_commands_start_the_same_factory(manual) -> None:
    """In the shell, in the container, in the Procfile."""
    (shell,) = re.findall(r"^uvicorn .*$", manual, re.MULTILINE)
    (container,) = re.findall(r"^CMD (\[.*\])$", manual, re.MULTILINE)
    (procfile,) = re.findall(r"^web: (.*)$", manual, re.MULTILINE)
    started = [command[:3] for command in (shlex.split(shell), json.loads(container), shlex.split(procfile))]
    assert started == [["uvicorn", "--factory", "sphinxext_rensei.proxy:app_from_environment"]] * 3


@pytest.mark.xdist_group("serving")
def test_the_manual_s_command_runs_with_several_workers(manual, tmp_path, monkeypatch) -> None:
    """The policy's server is private, so that the call is refused at the very last check."""
    (command,) = re.findall(r"^uvicorn .*$", manual, re.MULTILINE)
    policy = tmp_path / "rensei-policy.json"
    target = {"servers": ["http://127.0.0.1:9"], "operations": ["GET /books"]}
    policy.write_text(json.dumps(POLICY | {"targets": [target]}))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    monkeypatch.setenv("RENSEI_PROXY_POLICY", str(policy))
    monkeypatch.setenv("RENSEI_PROXY_ORIGINS", ORIGIN)
    argv = [sys.executable, "-m", *shlex.split(command.replace("--workers 4", "--workers 2").replace("8001", port))]
    with subprocess.Popen(argv, stderr=subprocess.PIPE, text=True) as process:
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{port}") as client:
                assert wait_for(client) == {"status": "ok"}
                fields = {"Content-Type": "application/vnd.rensei.call", "Origin": ORIGIN}
                reply = client.post("/", headers=fields, content=head("http://127.0.0.1:9/books?key=SECRET"))
                assert reply.json()["code"] == "address-denied"
        finally:
            process.terminate()
        _, stderr = process.communicate(timeout=20)
    assert "GET 127.0.0.1 /books 403 address-denied" in stderr
    assert "SECRET" not in stderr


def wait_for(client: httpx.Client) -> object:
    for _ in range(200):
        with contextlib.suppress(httpx.TransportError):
            return client.get("/health").json()
        time.sleep(0.1)
    return None
