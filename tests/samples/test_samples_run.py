"""Samples are real code: run against a server on this machine, they send the request that they were made from."""

from __future__ import annotations

import base64
import email.parser
import email.policy
import http.server
import json
import os
import shutil
import subprocess
import sys
import threading
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinxext_rensei.request import Credential, FileBody, FormPart, MultipartBody, Request, TextBody, serialize
from sphinxext_rensei.samples import sample

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from sphinxext_rensei.spec import JSON

FILES = {"image.png": b"\x89PNG\r\n\x1a\n\x00\xff", "notes.txt": "é\nnotes".encode()}
SECRET = "s3cr:et/+ ä&="
NASTY = "\"'\\ $HOME `id` !x ${a} #{b} %s %20 {} \\n é 漢 😀 <&> ’ \u2028"


@dataclass
class Arrived:
    """What the server got."""

    method: str
    target: str
    fields: Mapping[str, list[str]]
    body: bytes

    def field(self, name: str) -> str | None:
        values = self.fields.get(name.lower())
        return None if values is None else ", ".join(values)

    @property
    def parts(self) -> list[tuple[str, str, str, bytes]]:
        """Name, file name, media type and bytes of each part of a multipart body."""
        head = f"Content-Type: {self.field('content-type')}\r\n\r\n".encode()
        message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + self.body)
        found = []
        for part in message.iter_parts():
            name = part.get_param("name", header="content-disposition")
            kind = part.get("content-type") or ""
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            found.append((str(name), part.get_filename() or "", str(kind), content))
        return found


@dataclass
class Server:
    """A server that answers each request with ``{}`` and keeps the last one."""

    port: int = 0
    last: list[Arrived] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


class Handler(http.server.BaseHTTPRequestHandler):
    def answer(self) -> None:
        fields: dict[str, list[str]] = {}
        for name, value in self.headers.items():
            fields.setdefault(name.lower(), []).append(value.encode("latin-1").decode("utf-8", "replace"))
        body = self.chunks() if "chunked" in self.headers.get("transfer-encoding", "") else self.sized()
        self.server.kept.last.append(Arrived(self.command, self.path, fields, body))  # type: ignore[attr-defined]
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", "2")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(b"{}")

    def sized(self) -> bytes:
        return self.rfile.read(int(self.headers.get("content-length", 0)))

    def chunks(self) -> bytes:
        body = b""
        while size := int(self.rfile.readline(), 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def __getattr__(self, name: str) -> Any:
        if name.startswith("do_"):
            return self.answer
        raise AttributeError(name)

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    kept = Server()
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        listening.kept = kept  # type: ignore[attr-defined]
        kept.port = listening.server_address[1]
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield kept
        listening.shutdown()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("samples")
    for name, content in FILES.items():
        (path / name).write_bytes(content)
    return path


@dataclass(frozen=True)
class Runner:
    """How a language is run; ``needs`` says what is missing, or nothing."""

    file: str
    command: tuple[str, ...]
    needs: Callable[[], str]


def missing(*programs: str) -> Callable[[], str]:
    return lambda: ", ".join(program for program in programs if not shutil.which(program))


def missing_node(version: int = 20) -> str:
    if not shutil.which("node"):
        return "node"
    found = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout
    return "" if int(found.lstrip("v").partition(".")[0]) >= version else f"node {version}"


RUNNERS = {
    "curl": Runner("sample.sh", ("bash", "sample.sh"), missing("bash", "curl")),
    "python": Runner("sample.py", (sys.executable, "sample.py"), lambda: "" if find_spec("requests") else "requests"),
    "javascript": Runner("sample.mjs", ("node", "sample.mjs"), missing_node),
    "typescript": Runner(
        "sample.mts",
        ("node", "--experimental-strip-types", "--no-warnings", "sample.mts"),
        lambda: missing_node(22),
    ),
    "java": Runner("Sample.java", ("java", "-Dfile.encoding=UTF-8", "Sample.java"), missing("java", "javac")),
    "go": Runner("sample.go", ("go", "run", "sample.go"), missing("go")),
    "php": Runner("sample.php", ("php", "sample.php"), missing("php")),
    "ruby": Runner("sample.rb", ("ruby", "sample.rb"), missing("ruby")),
    "powershell": Runner("sample.ps1", ("pwsh", "-NoProfile", "-File", "sample.ps1"), missing("pwsh")),
}
FAST = ("curl", "python")

JSON_VALUE: JSON = {"text": NASTY, "lines": "a\nb\tc", NASTY: [1, -1.5, True, None, [], {}], "big": 9007199254740993}
REQUESTS = {
    "get": Request(
        method="GET", url="/pets/a%20b?x=1&y=%27%24%26%2B&empty=", headers=(("Accept", "application/json"),)
    ),
    "delete": Request(method="DELETE", url="/pets/1"),
    "head": Request(method="HEAD", url="/pets"),
    "json": Request(
        method="POST",
        url="/pets",
        headers=(
            ("Accept", "application/json"),
            ("Content-Type", "application/json"),
            ("X-Trace", "a\"b'c $d `e` \\"),
        ),
        body=TextBody(json.dumps(JSON_VALUE, ensure_ascii=False, indent=2), (JSON_VALUE,)),
    ),
    "merge patch": Request(
        method="PATCH",
        url="/pets/1",
        headers=(("Content-Type", "application/merge-patch+json"),),
        body=TextBody('{\n  "a": null\n}', ({"a": None},)),
    ),
    "null": Request(
        method="PUT", url="/x", headers=(("Content-Type", "application/json"),), body=TextBody("null", (None,))
    ),
    "empty object": Request(
        method="POST", url="/x", headers=(("Content-Type", "application/json"),), body=TextBody("{}", ({},))
    ),
    "form": Request(
        method="POST",
        url="/x",
        headers=(("Content-Type", "application/x-www-form-urlencoded"),),
        body=TextBody(serialize("a", NASTY, location="form", style="form", explode=True)),
    ),
    "text": Request(
        method="POST",
        url="/x",
        headers=(("Content-Type", "text/plain; charset=utf-8"),),
        body=TextBody(f"@first line\n{NASTY}\n\n  last"),
    ),
    "file": Request(method="PUT", url="/x", headers=(("Content-Type", "image/png"),), body=FileBody("image.png")),
    "multipart": Request(
        method="POST",
        url="/x",
        body=MultipartBody(
            (
                FormPart("title", NASTY.replace("\u2028", "")),
                FormPart("tags", "one"),
                FormPart("tags", "@two"),
                FormPart("photo", filename="image.png", content_type="image/png"),
                FormPart("notes", filename="notes.txt"),
            )
        ),
    ),
    "multipart with JSON": Request(
        method="POST",
        url="/x",
        body=MultipartBody(
            (
                FormPart("meta", '{"a":"b;c\\"d"}', content_type="application/json"),
                FormPart("file", filename="notes.txt"),
            )
        ),
    ),
    "bearer": Request(method="GET", url="/x", credentials=(Credential("workerJwt", "bearer"),)),
    "basic": Request(method="GET", url="/x", credentials=(Credential("basicAuth", "basic"),)),
    "key in header": Request(method="GET", url="/x", credentials=(Credential("key", "header", "X-API-Key"),)),
    "key in query": Request(method="GET", url="/x?a=1", credentials=(Credential("key", "query", "api key"),)),
    "key in cookie": Request(
        method="GET", url="/x", headers=(("Cookie", "a=1"),), credentials=(Credential("key", "cookie", "session"),)
    ),
    "two keys": Request(
        method="GET",
        url="/x",
        credentials=(Credential("app-id", "header", "X-App-Id"), Credential("appKey", "header", "X-App-Key")),
    ),
}


# Java compiles a sample before it runs it, a second or two each time.
SLOW = ("java",)
TELLING = ("get", "json", "text", "file", "multipart", "multipart with JSON", "basic", "key in query")
CASES = [(language, name) for language in RUNNERS for name in (TELLING if language in SLOW else REQUESTS)]


def send(language: str, request: Request, server: Server, folder: Path) -> Arrived:
    runner = RUNNERS[language]
    if lacking := runner.needs():
        pytest.skip(f"{lacking} is not here")
    code = sample(language, replace(request, url=f"{server.url}{request.url}"))
    folder.joinpath(runner.file).write_text(code, encoding="utf-8")
    server.last.clear()
    variables = {each.variable: secret(each) for each in request.credentials}
    done = subprocess.run(
        runner.command,
        cwd=folder,
        env={**os.environ, **variables, "NO_PROXY": "*", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, f"{code}\n\n{done.stdout}\n{done.stderr}"
    assert len(server.last) == 1, f"{code}\n\n{done.stdout}\n{done.stderr}"
    return server.last[0]


def secret(credential: Credential) -> str:
    return {"basic": "ada:s3cr:et", "query": SECRET, "cookie": "c00kie"}.get(credential.kind, "s3cr/et+=")


def decoded(target: str) -> tuple[str, list[str]]:
    """Path and query so that only the encoding of unreserved characters may differ."""
    parts = urlsplit(target)
    return unquote(parts.path), [unquote(pair.replace("+", " ")) for pair in parts.query.split("&")]


def assert_arrived(arrived: Arrived, request: Request, language: str) -> None:
    assert arrived.method == request.method
    wanted = request.url
    for credential in request.credentials:
        assert_credential(arrived, credential)
        if credential.kind == "query":
            value = serialize(credential.parameter, SECRET, location="query", style="form", explode=True)
            wanted += f"{'&' if '?' in wanted else '?'}{value}"
    assert decoded(arrived.target) == decoded(wanted)
    for name, template in request.header_templates:
        if all(isinstance(piece, str) for piece in template):
            assert arrived.field(name) == "".join(map(str, template))
    assert_body(arrived, request, language)


def assert_body(arrived: Arrived, request: Request, language: str) -> None:
    match request.body:
        case None:
            assert arrived.body == b""
        case TextBody(text, (value,)):
            assert json.loads(arrived.body) == value == json.loads(text)
        case TextBody(text):
            assert arrived.body.decode() == text
        case FileBody(filename):
            assert arrived.body == FILES[filename]
        case MultipartBody(parts):
            assert_parts(arrived, parts, language)


def assert_credential(arrived: Arrived, credential: Credential) -> None:
    value = secret(credential)
    match credential.kind:
        case "bearer":
            assert arrived.field("Authorization") == f"Bearer {value}"
        case "basic":
            assert arrived.field("Authorization") == f"Basic {base64.b64encode(value.encode()).decode()}"
        case "header":
            assert arrived.field(credential.parameter) == value
        case "cookie":
            assert arrived.field("Cookie") == f"a=1; {credential.parameter}={value}"


def assert_parts(arrived: Arrived, parts: tuple[FormPart, ...], language: str) -> None:
    found = arrived.parts
    assert [name for name, *_ in found] == [part.name for part in parts]
    for (_, filename, kind, content), part in zip(found, parts, strict=True):
        assert content == (FILES[part.filename] if part.filename else part.value.encode())
        # The fetch API makes a file of every part that has a media type.
        if part.filename or not (language in ("javascript", "typescript") and part.content_type):
            assert filename == part.filename
        if part.content_type:
            assert kind == part.content_type


@pytest.mark.parametrize(("language", "name"), CASES)
def test_a_sample_sends_its_request(language: str, name: str, server: Server, folder: Path) -> None:
    assert_arrived(send(language, REQUESTS[name], server, folder), REQUESTS[name], language)


@pytest.mark.parametrize("language", FAST)
def test_a_method_of_any_name_is_sent(language: str, server: Server, folder: Path) -> None:
    fields = (("Content-Type", "application/json"),)
    request = Request(method="QUERY", url="/x", headers=fields, body=TextBody("[1]", ([1],)))
    assert_arrived(send(language, request, server, folder), request, language)


@pytest.mark.parametrize("language", ["curl", "python", "javascript", "typescript"])
def test_a_field_with_other_characters_arrives_as_utf8(language: str, server: Server, folder: Path) -> None:
    request = Request(method="GET", url="/x", headers=(("X-Name", "é漢"),))
    assert_arrived(send(language, request, server, folder), request, language)


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))


@pytest.mark.parametrize("language", FAST)
def test_any_text_arrives_unchanged(language: str, server: Server, folder: Path) -> None:
    fields = (("Content-Type", "text/plain"),)

    @settings(max_examples=8)
    @given(text=TEXT.filter(bool), value=TEXT)
    def sent(text: str, value: str) -> None:
        request = Request(
            method="POST",
            url=f"/x?{serialize('q', value, location='query', style='form', explode=True)}",
            headers=fields,
            body=TextBody(text),
        )
        assert_arrived(send(language, request, server, folder), request, language)

    sent()


@pytest.mark.parametrize("language", FAST)
def test_any_json_arrives_unchanged(language: str, server: Server, folder: Path) -> None:
    fields = (("Content-Type", "application/json"),)
    leaves = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT
    values = st.recursive(leaves, lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner), max_leaves=8)

    @settings(max_examples=8)
    @given(value=values)
    def sent(value: Any) -> None:
        text = json.dumps(value, ensure_ascii=False, indent=2)
        request = Request(method="POST", url="/x", headers=fields, body=TextBody(text, (value,)))
        assert_arrived(send(language, request, server, folder), request, language)

    sent()
