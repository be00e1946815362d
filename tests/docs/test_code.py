"""The code of the guides runs: calls are answered by the mock, which refuses what is not as described."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
import uvicorn

from sphinxext_rensei.mock import Mock
from sphinxext_rensei.schema import Analyser
from sphinxext_rensei.spec import load
from tests.docs.guides import code_of
from tests.docs.programs import needs_node

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from starlette.types import Message, Receive, Scope, Send

# What the guides call by these names; the description's own examples.
VARIABLES = {
    "CURSOR": "6",
    "ORG_ID": "org_01abc",
    "PUBLIC_SESSION_ID": "5c0e9f3b7a1d2468",
    "REGISTRATION_TOKEN": "rsk_live_5b1f0c9d2e7a44c1b6d83f0a9e17c2d45b1f0c9d2e7a44c1b6d83f0a9e17c2d4",
    "RENSEI_API_KEY": "rsk_live_e4f2c19d2e7a44c1b6d83f0a9e17c2d45b1f0c9d2e7a44c1b6d83f0a9e17c2d4",
    "RENSEI_CLIENT_ID": "m2m_0c9be1d47f5a4e2b9a63d8f10b7c52ee",
    "RENSEI_CLIENT_SECRET": "m2ms_example",
    "RUNTIME_TOKEN": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ3a3JfM2Y5YTFjN2Q1ZTJiODA0NiJ9.Xq3vT8mWbYk",
    "SESSION_ID": "7d0a6f4e-52c9-4a0b-9f51-8f4c0f1f2b11",
    "WEBHOOK_SECRET": "keep this to yourself",
    "WORKER_ID": "wkr_3f9a1c7d5e2b8046",
    "WORKSPACE_ID": "ws_01abc",
}
# Where it is, what it is called in the guides, and that every failure counts.
PRELUDE = """\
set -euo pipefail
curl() { command curl --silent --show-error --fail-with-body --max-time 10 "${@//https:\\/\\/app.rensei.ai/$SERVER}"; }
"""
FETCH = """\
const { fetch: send } = globalThis;
globalThis.fetch = async (url, options = {}) => {
  const headers = { ...options.headers, Cookie: "wos-session=secret" };
  const answer = await send(process.env.SERVER + url, { ...options, headers });
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
  return answer;
};
"""
TOOLS = ("bash", "curl", "cut", "openssl", "sha256sum")
with_tools = pytest.mark.skipif(not all(map(shutil.which, TOOLS)), reason=f"one of {', '.join(TOOLS)} is not here")
RUN = {"sh", "js"}
READ = {"text"}
INCLUDED = {"json", "programs", "python"}


@dataclass
class Server:
    """The mock of the description, which keeps what it got."""

    url: str = ""
    calls: list[tuple[str, str, bytes]] = field(default_factory=list)


@pytest.fixture(scope="module")
def server(repository) -> Iterator[Server]:
    kept = Server()
    mock = Mock([Analyser(load(repository / "openapi" / "rensei-api.yaml"))], pause=0)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        body, more = b"", True
        while more:
            message = await receive()
            body, more = body + message.get("body", b""), message.get("more_body", False)
        kept.calls.append((scope["method"], scope["path"], body))
        again = iter([{"type": "http.request", "body": body}])

        async def replay() -> Message:
            return next(again, None) or await receive()

        await mock(scope, replay, send)

    listener = socket.create_server(("127.0.0.1", 0))
    kept.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    serving = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off"))
    thread = threading.Thread(target=serving.run, args=([listener],), daemon=True)
    thread.start()
    yield kept
    serving.should_exit = True
    thread.join()


def run(command: list[str], code: str, server: Server) -> str:
    """Run code; what it says, or a failure."""
    server.calls.clear()
    done = subprocess.run(
        command,
        input=code,
        env={"PATH": os.environ["PATH"], "NO_PROXY": "*", "SERVER": server.url, **VARIABLES},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, f"{code}\n\n{done.stdout}\n{done.stderr}"
    return done.stdout


def unknown_members(value: Any, names: set[str]) -> Iterator[str]:
    """Members of a JSON value that an operation does not name anywhere, not even in an example."""
    if isinstance(value, dict):
        yield from sorted(value.keys() - names)
        value = list(value.values())
    for item in value if isinstance(value, list) else ():
        yield from unknown_members(item, names)


def assert_described(server: Server, description) -> None:
    """Each call names an operation and sends nothing that it does not know."""
    for method, path, body in server.calls:
        (name,) = [known for known in description.operations if known[0] == method and _is_at(path, known[1])][:1]
        if body.startswith((b"{", b"[")):
            words = description.operation(" ".join(name))
            assert list(unknown_members(json.loads(body), words.names)) == [], f"{method} {path}"


def _is_at(path: str, template: str) -> bool:
    return re.fullmatch(re.sub(r"\\\{.*?\\\}", "[^/]+", re.escape(template)), path) is not None


@with_tools
def test_what_is_to_be_typed_into_a_shell_runs(guides, server, description):
    blocks = code_of(guides, "sh")
    assert len(blocks) > 20
    for guide, code in blocks:
        said = run(["bash"], f"{PRELUDE}{code.text}", server)
        assert said.strip() or server.calls, f"{guide.name}:{code.line}"
        assert code.text.count("curl ") == len(server.calls), f"{guide.name}:{code.line}: {server.calls}"
        assert_described(server, description)


@needs_node
def test_what_is_to_be_run_in_a_page_of_the_app_runs(guides, server, description):
    blocks = code_of(guides, "js")
    assert blocks
    for _guide, code in blocks:
        run(["node", "--input-type=module"], FETCH + code.text, server)
        assert len(server.calls) == 1
        assert_described(server, description)


@with_tools
@pytest.mark.parametrize(
    "code",
    [
        "curl https://app.rensei.ai/api/public/stat --header 'Authorization: Bearer x'",
        "curl --request PUT https://app.rensei.ai/api/public/stats --header 'Authorization: Bearer x'",
        "curl https://app.rensei.ai/api/public/stats",
        "curl https://app.rensei.ai/v1/daemon/register --json '{\"hostname\": 1}'",
        "curl https://app.rensei.ai/api/workers/$WORKER/poll --header 'Authorization: Bearer x'",
    ],
)
def test_a_wrong_call_fails(code, server):
    with pytest.raises(AssertionError):
        run(["bash"], PRELUDE + code, server)


@with_tools
def test_a_member_that_is_not_described_is_found(server, description):
    body = '{"registrationToken": "rsk_live_x", "hostname": "h", "maxAgents": 1, "max_agents": 1}'
    run(["bash"], f"{PRELUDE}curl https://app.rensei.ai/v1/daemon/register --json '{body}'", server)
    with pytest.raises(AssertionError, match="max_agents"):
        assert_described(server, description)


def test_every_block_of_code_is_of_a_kind_that_is_checked(guides):
    for guide in guides:
        for code in guide.code:
            assert code.language in (INCLUDED if code.file else RUN | READ), f"{guide.name}:{code.line}"


def test_only_known_variables_are_used(guides):
    for guide, code in code_of(guides, "sh"):
        set_here = set(re.findall(r"^(?:export )?(\w+)=", code.text, re.MULTILINE))
        used: Mapping[str, str] = dict.fromkeys(re.findall(r"\$\{?(\w+)", code.text), "")
        assert used.keys() <= VARIABLES.keys() | set_here, f"{guide.name}:{code.line}"
