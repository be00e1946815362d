"""The programs that follow a session: run as commands, against a server that has something new each time."""

from __future__ import annotations

import http.server
import json
import os
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.docs.programs import needs_go, needs_node

if TYPE_CHECKING:
    from collections.abc import Iterator

# By the cursor that is sent: the answer.
FEED: dict[str, dict[str, Any]] = {
    "": {"activities": [("7", "thought", "The retry path skips the lock")], "cursor": "7", "sessionStatus": "queued"},
    "7": {"activities": [], "sessionStatus": "working"},
}
LAST = {"activities": [("8", "action", "Edit src/auth/token.ts"), ("9", "response", "Done")], "cursor": "9"}
SAID = """\
2026-06-02T12:01:07Z thought The retry path skips the lock
2026-06-02T12:01:08Z action Edit src/auth/token.ts
2026-06-02T12:01:09Z response Done
"""
SESSION = "5c0e9f3b7a1d2468"
# How each is run; and its pause, for which a test does not wait.
COMMANDS = {
    ".py": ([sys.executable], "pause: float = 15", "pause: float = 0"),
    ".mjs": (["node"], "pause = 15_000", "pause = 0"),
    ".go": (["go", "run"], "15*time.Second", "0*time.Second"),
}
ENDINGS = ("completed", "failed", "stopped")
RUNS = [
    *(pytest.param(".py", ending, id=f"python-{ending}") for ending in ENDINGS),
    pytest.param(".mjs", "failed", id="javascript", marks=needs_node),
    pytest.param(".go", "stopped", id="go", marks=needs_go),
]


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers as the API does; the second time it is asked for what follows 7, the session has ended."""

    asked: list[tuple[str, str]]
    ending: str

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(url.query).items()}
        cursor = query.get("cursor", "")
        again = ("7", self.headers["Authorization"]) in self.asked and cursor == "7"
        self.asked.append((cursor, self.headers["Authorization"]))
        known = (
            urlsplit(self.path).path == "/api/public/session-activities" and query["sessionId"] == "5c0e9f3b7a1d2468"
        )
        answer = LAST | {"sessionStatus": self.ending} if again else FEED[cursor]
        activities = [
            {"id": number, "type": kind, "content": content, "timestamp": f"2026-06-02T12:01:0{number}Z"}
            for number, kind, content in answer["activities"]
        ]
        body = json.dumps(answer | {"activities": activities} if known else {"error": "Session not found"}).encode()
        self.send_response(200 if known else 404)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture
def server(request) -> Iterator[http.server.ThreadingHTTPServer]:
    handler = type("Handling", (Handler,), {"asked": [], "ending": request.param})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as listening:
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield listening
        listening.shutdown()


def follow(suffix, session, server, folder, tmp_path) -> subprocess.CompletedProcess[str]:
    command, pause, none = COMMANDS[suffix]
    code = folder.joinpath("api", "public", f"follow{suffix}").read_text(encoding="utf-8")
    for old, new in ((pause, none), ("https://app.rensei.ai", f"http://127.0.0.1:{server.server_port}")):
        assert code.count(old) == 1
        code = code.replace(old, new)
    path = tmp_path / f"follow{suffix}"
    path.write_text(code, encoding="utf-8")
    env = {**os.environ, "NO_PROXY": "*", "RENSEI_API_KEY": "rsk_live_1", "GOPROXY": "off", "GOTOOLCHAIN": "local"}
    return subprocess.run([*command, path, session], env=env, capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.parametrize(("suffix", "server"), RUNS, indirect=["server"])
def test_activities_are_printed_until_the_session_ends(suffix, server, folder, tmp_path):
    done = follow(suffix, SESSION, server, folder, tmp_path)
    assert (done.returncode, done.stdout) == (0, SAID), done.stderr
    asked = server.RequestHandlerClass.asked
    assert asked == [(cursor, "Bearer rsk_live_1") for cursor in ("", "7", "7")]


@pytest.mark.parametrize(("suffix", "server"), RUNS[2:], indirect=["server"])
def test_an_error_ends_it(suffix, server, folder, tmp_path):
    done = follow(suffix, "ffffffffffffffff", server, folder, tmp_path)
    assert done.returncode != 0
    assert "404" in done.stderr
