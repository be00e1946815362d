"""The command line: codes, streams, messages; and what is served, over real connections."""

from __future__ import annotations

import contextlib
import io
import json
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from sphinxext_rensei.cli import COMMANDS, main
from tests.conftest import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Iterator
DESCRIPTION = """\
openapi: 3.1.0
info: {title: Test, version: "1"}
servers: [{url: "https://api.example.com/v1"}, {url: /local}]
paths:
  /books:
    get:
      responses: {"200": {description: All., content: {application/json: {example: [1]}}}}
"""


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    path = tmp_path / "spec" / "api.yaml"
    path.parent.mkdir()
    path.write_text(DESCRIPTION)
    return path


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    (folder / "_static").mkdir(parents=True)
    folder.joinpath("index.html").write_text("<!doctype html><title>Home</title><script>let a = 1 && 2</script>")
    folder.joinpath("_static", "rensei.js").write_text("let b")
    folder.joinpath("objects.inv").write_bytes(b"# Sphinx inventory")
    tmp_path.joinpath("secret.txt").write_text("secret")
    policy = {"version": 1, "targets": [{"servers": ["https://api.example.com"], "operations": ["GET /books"]}]}
    folder.joinpath("rensei-policy.json").write_text(json.dumps(policy | {"proxy": "https://p.example/?url={url}"}))
    return folder


def run(*argv: str | Path) -> tuple[int, str, str]:
    stdout, stderr = io.StringIO(), io.StringIO()
    return main([str(each) for each in argv], stdout, stderr), stdout.getvalue(), stderr.getvalue()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name) -> None:
    code, stdout, stderr = run(name, "--help")
    assert (code, stderr) == (0, "")
    assert stdout.startswith(f"usage: rensei-docs {name} ")


def in_shell(script: str) -> tuple[int, str, str]:
    """What bash says, when it is as strict as CI is; ``rensei-docs`` is the command."""
    command = f'set -o pipefail; rensei-docs() {{ "{sys.executable}" -m sphinxext_rensei "$@"; }}; {script}'
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


def test_a_reader_that_has_enough_ends_a_command_in_silence() -> None:
    script = "{ rensei-docs policy openapi/rensei-api.yaml; } | true"
    assert in_shell(script) == (141, "", "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is full")
def test_output_that_can_t_be_written_is_one_line() -> None:
    code, _, stderr = in_shell("rensei-docs policy openapi/rensei-api.yaml > /dev/full")
    assert (code, stderr) == (2, "rensei-docs policy: [Errno 28] No space left on device\n")


def test_letters_that_a_terminal_does_not_know_are_escaped(tmp_path) -> None:
    description = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\ntags: [{name: 日}]\n"
    tmp_path.joinpath("api.yaml").write_text(description, "utf-8")
    code, stdout, stderr = in_shell(f"PYTHONIOENCODING=ascii rensei-docs check {tmp_path}/api.yaml")
    assert (code, stderr.count("\n")) == (0, 1)
    assert r"the tag '\u65e5' has no description" in stdout


def test_a_user_who_stops_a_command_sees_no_traceback(monkeypatch) -> None:
    def stop(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("sphinxext_rensei.cli.csp.run", stop)
    assert run("csp", "x") == (130, "", "")


def test_the_commands_are_listed() -> None:
    code, stdout, _ = run("--help")
    assert code == 0
    assert [name for name in COMMANDS if re.search(rf"^    {name} ", stdout, re.MULTILINE)] == list(COMMANDS)


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        ([], "the following arguments are required: COMMAND"),
        (["nonsense"], "invalid choice: 'nonsense'"),
        (["csp"], "the following arguments are required: site"),
        (["csp", "no/such/site"], "rensei-docs csp: no/such/site is not a folder: build the site first"),
        (["serve", "no/such/site"], "rensei-docs serve: no/such/site is not a folder: build the site first"),
        (["csp", "tests"], "rensei-docs csp: tests holds no pages: name the folder that sphinx-build wrote"),
        (["serve", "tests"], "rensei-docs serve: tests holds no pages"),
        (["serve", "SITE", "--mock"], "--mock needs descriptions: --spec PATH"),
        (["serve", "SITE", "--host", "256.1.1.1"], "can't listen on 256.1.1.1"),
        (["serve", "SITE", "--port", "99999"], "argument --port: 99999 is no port"),
        (["mock", "no/such.yaml"], "no/such.yaml"),
        (["policy", "no/such.yaml"], "no/such.yaml"),
        (["proxy"], "give descriptions or --policy, one of them"),
        (["proxy", "--policy", "no/such.json"], "no/such.json"),
    ],
)
def test_a_wrong_use_is_told(site, monkeypatch, argv, message) -> None:
    monkeypatch.chdir(REPOSITORY)
    code, stdout, stderr = run(*(site if each == "SITE" else each for each in argv))
    assert (code, stdout) == (2, "")
    assert message in stderr
    assert "Traceback" not in stderr


def test_an_origin_that_can_t_be_is_told(spec) -> None:
    code, _, stderr = run("proxy", spec, "--origin", "*")
    assert (code, stderr) == (
        2,
        "rensei-docs proxy: an origin is scheme://host or scheme://host:port in lower case, not '*'\n",
    )


@pytest.mark.parametrize("name", ["serve", "mock", "proxy"])
def test_a_command_without_its_extra_says_what_to_install(name, site, spec) -> None:
    """In an interpreter where the extra is not there."""
    argv = {"serve": ["serve", str(site)], "mock": ["mock", str(spec)], "proxy": ["proxy", str(spec)]}[name]
    code = f"""
import sys
for missing in ("anyio", "httpcore", "httpx", "idna", "publicsuffixlist", "starlette", "uvicorn"):
    sys.modules[missing] = None
from sphinxext_rensei.cli import main
sys.exit(main({argv!r}))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"rensei-docs {name} needs more: pip install 'sphinxext-rensei[proxy]'\n"


def test_the_policy_of_a_description_is_printed(spec) -> None:
    _, stdout, _ = run("policy", spec, "--base", "https://docs.example.com")
    servers = ["https://api.example.com/v1", "https://docs.example.com/local"]
    assert json.loads(stdout) == {"version": 1, "targets": [{"servers": servers, "operations": ["GET /books"]}]}


def test_problems_of_a_description_are_counted(spec) -> None:
    spec.write_text(DESCRIPTION.replace("{description: All.,", "{$ref: nowhere.yaml, description: All.,"))
    code, _, stderr = run("policy", spec)
    assert code == 0
    assert re.fullmatch(rf"{spec}: \d problems?; the first: {spec}:7:.*\n", stderr)


# Content Security Policy ---------------------------------------------------------------------------------------------


def test_the_policy_of_a_site_has_hashes_of_its_own_scripts(site) -> None:
    _, stdout, _ = run("csp", site)
    assert stdout == (
        "default-src 'none'; script-src 'self' 'sha256-0yk84dgf0qHU/iaOKvN1/w8T1kTf52JE3tOsN4bJN8o='; "
        "style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self' https://api.example.com https://p.example; base-uri 'none'\n"
    )


@pytest.mark.parametrize(
    ("html", "directive"),
    [
        ("<style>a{}</style>", "style-src 'self' 'sha256-X1RutGBrXCt9KkSaXMK7tHftWiRscFHOhxsS8tv8hBk='"),
        ("<style>a{}</style><i style='color:red'>", "style-src 'self' 'unsafe-inline'"),
        ("<script type='application/json'>{}</script>", "script-src 'self'"),
        ("<script src='_static/a.js'></script>", "script-src 'self'"),
        ("<script src='https://cdn.example/a.js'></script>", "script-src 'self' https://cdn.example"),
        ("<script src='//cdn.example/a.js'></script>", "script-src 'self' https://cdn.example"),
        ("<link rel='stylesheet' href='https://cdn.example/a.css'>", "style-src 'self' https://cdn.example"),
        ("<link rel='canonical' href='https://docs.example/'>", "style-src 'self'"),
        ("<img src='https://img.example/a.png'>", "img-src 'self' data: https://img.example"),
        ("<iframe src='https://video.example/1'></iframe>", "frame-src https://video.example"),
        (
            "<i onclick='a()'>",
            "script-src 'self' 'unsafe-hashes' 'sha256-qVpDBgj7bpq5hMAcGp3AOc79J3Y1Z4HvySTwKrWDoy4='",
        ),
    ],
)
def test_what_a_page_needs_is_allowed(tmp_path, html, directive) -> None:
    tmp_path.joinpath("page.html").write_text(html)
    _, stdout, _ = run("csp", tmp_path)
    assert directive in stdout.rstrip("\n").split("; ")


# Serving -------------------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def serving(*argv: str | Path) -> Iterator[httpx.Client]:
    """Run a command that serves, in a process of its own, and give a client of it."""
    command = [sys.executable, "-m", "sphinxext_rensei", *map(str, argv), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            found = re.search(r"http://[^/\s]+", process.stdout.readline())
            assert found, process.communicate()[1]
            with httpx.Client(base_url=found[0]) as client:
                for _ in range(100):
                    with contextlib.suppress(httpx.ConnectError):
                        client.get("/nothing")
                        break
                    time.sleep(0.05)
                yield client
        finally:
            process.terminate()


def envelope(url: str, origin: str) -> dict[str, object]:
    head = {"method": "GET", "url": url, "headers": []}
    return {
        "headers": {"Content-Type": "application/vnd.rensei.call", "Origin": origin},
        "content": json.dumps(head).encode() + b"\n",
    }


@pytest.mark.xdist_group("serving")
def test_a_site_is_served_with_its_proxy_and_answers(site, spec) -> None:
    with serving("serve", site, "--mock", "--spec", spec, "--csp") as client:
        origin = str(client.base_url)
        home = client.get("/")
        assert home.headers["content-type"] == "text/html; charset=utf-8"
        assert home.headers["content-security-policy"].startswith("default-src 'none'; script-src 'self' 'sha256-")
        assert client.get("/_static/rensei.js").headers["content-type"].startswith("text/javascript")
        assert client.get("/objects.inv").headers["content-type"] == "application/octet-stream"
        for path in ("/../secret.txt", "/%2e%2e/secret.txt", "/_static/..%2f..%2f..%2fsecret.txt", "//etc/passwd"):
            assert client.get(httpx.URL(origin).copy_with(raw_path=path.encode())).status_code == 404
        assert client.get("/", headers={"Host": "evil.example"}).status_code == 400
        assert client.get("/_rensei/proxy/health").json() == {"status": "ok"}
        for server in ("https://api.example.com/v1", f"{origin}/local"):
            reply = client.post("/_rensei/proxy", **envelope(f"{server}/books", origin))  # type: ignore[arg-type]
            head, _, body = reply.content.partition(b"\n")
            assert (json.loads(head)["status"], json.loads(body)) == (200, [1])
        refused = client.post("/_rensei/proxy", **envelope("https://evil.example/books", origin))  # type: ignore[arg-type]
        assert refused.json()["code"] == "server-not-described"
        foreign = client.post("/_rensei/proxy", **envelope("https://api.example.com/v1/books", "http://evil.example"))  # type: ignore[arg-type]
        assert foreign.json()["code"] == "origin"


@pytest.mark.xdist_group("serving")
@pytest.mark.parametrize(
    ("built_for", "options", "proxy"),
    [
        (None, [], "/_rensei/proxy"),
        (None, ["--mock"], "/_rensei/proxy"),
        ("https://p.example/", [], "https://p.example/"),
        ("https://p.example/", ["--mock"], "/_rensei/proxy"),
    ],
)
def test_pages_that_were_built_for_no_proxy_call_through_it(site, spec, built_for, options, proxy) -> None:
    """And with a mock all do: it is what answers."""
    data = {"id": "a"} | ({"proxy": built_for} if built_for else {})
    block = f'<script type="application/json" class="rensei-data">{json.dumps(data)}</script>'
    site.joinpath("page.html").write_text(f"<!doctype html><title>é</title>{block}", "utf-8")
    site.joinpath("rensei-policy.json").write_text(json.dumps({"version": 1, "targets": [], "proxy": built_for}))
    with serving("serve", site, *options, *(["--spec", spec] if options else [])) as client:
        page = client.get("/page.html")
        assert page.headers["content-type"] == "text/html; charset=utf-8"
        assert "<title>é</title>" in page.text
        text = re.search('rensei-data">(.*)</script>', page.text)
        assert text
        assert json.loads(text[1]) == {"id": "a", "proxy": proxy}


@pytest.mark.xdist_group("serving")
def test_a_site_is_served_with_the_policy_that_it_holds(site) -> None:
    """And what that policy has is not called where it is private."""
    policy = {"version": 1, "targets": [{"servers": ["http://127.0.0.1:9"], "operations": ["GET /books"]}]}
    site.joinpath("rensei-policy.json").write_text(json.dumps(policy))
    with serving("serve", site) as client:
        assert client.get("/_rensei/proxy").json()["targets"] == policy["targets"]
        reply = client.post("/_rensei/proxy", **envelope("http://127.0.0.1:9/books", str(client.base_url)))  # type: ignore[arg-type]
        assert reply.json()["code"] == "address-denied"


@pytest.mark.xdist_group("serving")
def test_a_mock_is_served(spec) -> None:
    with serving("mock", spec) as client:
        assert client.get("/v1/books").json() == [1]


@pytest.mark.xdist_group("serving")
def test_a_proxy_is_served(spec) -> None:
    with serving("proxy", spec, "--origin", "https://docs.example.com") as client:
        assert client.get("/").json()["targets"] == [
            {"servers": ["https://api.example.com/v1"], "operations": ["GET /books"]}
        ]
