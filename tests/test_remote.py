"""Files of other hosts: fetched where conf.py allows it, with limits, once."""

from __future__ import annotations

import http.server
import json
import threading
import time
from typing import TYPE_CHECKING

import pytest

from sphinxext_rensei import remote
from sphinxext_rensei.errors import LoadError
from sphinxext_rensei.remote import Copies

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMA = "Pet:\n  type: object\n  properties:\n    name: {$ref: 'parts/name.yaml#/Name'}\n"
FILES = {"/v1/pets.yaml": SCHEMA, "/v1/parts/name.yaml": "Name: {type: string, description: What it answers to}\n"}


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers))  # type: ignore[attr-defined]
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/v1/pets.yaml")
            self.end_headers()
        elif self.path == "/endless":
            self.send_response(200)
            self.end_headers()
            self.drip()
        elif content := FILES.get(self.path):
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content.encode())
        else:
            self.send_error(404)

    def drip(self) -> None:
        try:
            while True:
                self.wfile.write(b"x" * 100_000)
                time.sleep(0.01)
        except OSError:
            return

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[http.server.ThreadingHTTPServer]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        listening.asked = []  # type: ignore[attr-defined]
        listening.url = f"http://127.0.0.1:{listening.server_address[1]}"  # type: ignore[attr-defined]
        thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield listening
        listening.shutdown()
        thread.join()


def description(url):
    content = {"application/json": {"schema": {"$ref": f"{url}/v1/pets.yaml#/Pet"}}}
    operation = {"operationId": "a", "responses": {"200": {"description": "OK", "content": content}}}
    info = {"title": "T", "version": "1"}
    return json.dumps({"openapi": "3.1.0", "info": info, "paths": {"/a": {"get": operation}}})


def paths(server):
    return [path for path, _ in server.asked]


def test_a_build_fetches_what_is_allowed_once(make_project, server):
    conf = {"rensei_specs": {"s": "api.json"}, "rensei_remote_references": [f"{server.url}/v1"]}
    project = make_project({"api.json": description(server.url)}, conf)
    assert "What it answers to" in project.read("api/s/default/a.html")
    assert sorted(paths(server)) == ["/v1/parts/name.yaml", "/v1/pets.yaml"]
    # The description changes, so it is read again: from the copies.
    server.shutdown()
    server.server_close()
    project.write({"api.json": description(server.url).replace('"T"', '"Changed"')})
    project.build()
    assert "What it answers to" in project.read("api/s/default/a.html")
    assert "Changed" in project.read("api/s/index.html")


def test_a_build_asks_no_host_that_is_not_allowed(make_project, server):
    conf = {"rensei_specs": {"s": "api.json"}, "rensei_remote_references": [f"{server.url}/v2"]}
    project = make_project({"api.json": description(server.url)}, conf, warnings=True)
    assert project.warnings.count("leads to another host") == 1
    assert "[rensei.remote-reference]" in project.warnings
    assert paths(server) == []


def test_a_host_that_does_not_answer_is_asked_again_next_time(make_project, server, monkeypatch):
    held = FILES["/v1/pets.yaml"]
    monkeypatch.delitem(FILES, "/v1/pets.yaml")
    conf = {"rensei_specs": {"s": "api.json"}, "rensei_remote_references": [f"{server.url}/"]}
    project = make_project({"api.json": description(server.url)}, conf, warnings=True)
    assert "the host answers 404" in project.warnings
    monkeypatch.setitem(FILES, "/v1/pets.yaml", held)
    project.build()
    assert paths(server).count("/v1/pets.yaml") == 2


def test_a_value_that_is_no_list_of_urls_is_a_warning(make_project):
    project = make_project({}, {"rensei_remote_references": ["example.org"]}, warnings=True)
    assert "rensei_remote_references must be a list of http or https URLs" in project.warnings


@pytest.mark.parametrize(
    ("path", "message"),
    [("/gone", "the host answers 404"), ("/moved", "the file has moved to '/v1/pets.yaml'")],
)
def test_what_is_not_there_is_a_fault(tmp_path, server, path, message):
    with pytest.raises(LoadError, match=message):
        Copies(tmp_path)(f"{server.url}{path}")
    assert paths(server) == [path]


def test_a_file_without_end_is_a_fault(tmp_path, server, monkeypatch):
    monkeypatch.setattr(remote, "_MAX_BYTES", 1_000_000)
    with pytest.raises(LoadError, match="the file is larger than"):
        Copies(tmp_path)(f"{server.url}/endless")


def test_a_file_that_takes_too_long_is_a_fault(tmp_path, server):
    with pytest.raises(LoadError, match=r"takes more than 0\.1 seconds"):
        Copies(tmp_path, patience=0.1)(f"{server.url}/endless")


def test_a_host_that_is_not_there_is_a_fault(tmp_path):
    with pytest.raises(LoadError, match="can't be fetched: ConnectionError"):
        Copies(tmp_path)("http://127.0.0.1:9/a.yaml")


def test_nobody_s_credentials_are_sent(tmp_path, server, monkeypatch):
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login ada password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    Copies(tmp_path / "copies")(f"{server.url}/v1/pets.yaml")
    (_, headers), *_ = server.asked
    assert "Authorization" not in headers
    assert "Cookie" not in headers


def test_a_copy_keeps_the_kind_of_file_and_nothing_else_of_the_url(tmp_path, server, monkeypatch):
    monkeypatch.setitem(FILES, "/a/..%2F..%2Fb.json?x=%00", "{}")
    copy = Copies(tmp_path)(f"{server.url}/a/..%2F..%2Fb.json?x=%00")
    assert copy.parent == tmp_path
    assert copy.suffix == ".json"
    assert copy.stem.isalnum()
