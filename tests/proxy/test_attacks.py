"""What must not pass, does not, and says why: each attack with the problem that answers it."""

from __future__ import annotations

import json
import logging
import time

import pytest

from sphinxext_rensei.proxy import Limits
from tests.proxy.conftest import ORIGIN, head, post

pytestmark = pytest.mark.anyio

URLS = [
    # Other schemes, and none.
    ("ftp://api.example.com/v1/books", "scheme"),
    ("file:///etc/passwd", "scheme"),
    ("gopher://api.example.com/v1/books", "scheme"),
    ("javascript:alert(1)", "url-invalid"),
    ("//api.example.com/v1/books", "url-invalid"),
    ("/v1/books", "url-invalid"),
    ("https:api.example.com/v1/books", "url-invalid"),
    ("", "url-invalid"),
    # Who one is has its own place.
    ("https://user@api.example.com/v1/books", "userinfo"),
    ("https://user:password@api.example.com/v1/books", "userinfo"),
    ("https://api.example.com@evil.example/v1/books", "userinfo"),
    ("https://api.example.com%40evil.example/v1/books", "url-invalid"),
    # What two readers would read in two ways.
    ("https://api.example.com\\@evil.example/v1/books", "userinfo"),
    ("https://api.example.com\\.evil.example/v1/books", "url-invalid"),
    ("https://api.example.com/v1\\books", "url-invalid"),
    ("https://api.example.com\t/v1/books", "url-invalid"),
    ("https://api.example.com/v1/books\n", "url-invalid"),
    (" https://api.example.com/v1/books", "url-invalid"),
    ("https://api.example.com/v1/books#fragment", "url-invalid"),
    ("https://api.example.com#@evil.example/v1/books", "url-invalid"),
    ("https://api.example.com/v1/books?a= b", "url-invalid"),
    ("https://api.example.com/v1/books?a=\r\nX: y", "url-invalid"),
    ("https://api.example.com/v1/books/\udcff", "url-invalid"),
    ("https://\udcff.example.com/v1/books", "url-invalid"),
    ("https://api.example.com/v1/books/%zz", "url-invalid"),
    # Other hosts.
    ("https://evil.example/v1/books", "server-not-described"),
    ("https://example.com/v1/books", "server-not-described"),
    ("https://xapi.example.com/v1/books", "server-not-described"),
    ("https://api.example.com.evil.example/v1/books", "server-not-described"),
    ("https://api.example.com..", "url-invalid"),
    ("https://.api.example.com/v1/books", "url-invalid"),
    ("https://a.b.eu.example.com/books", "server-not-described"),
    ("https://.eu.example.com/books", "url-invalid"),
    ("https://eu.example.com/books", "server-not-described"),
    ("https://evil.example#.eu.example.com/books", "url-invalid"),
    ("https://evil.example?.eu.example.com/books", "server-not-described"),
    ("https://evil.example%23.eu.example.com/books", "url-invalid"),
    ("https://аpi.example.com/v1/books", "server-not-described"),
    # Addresses, however they are written.
    ("http://127.0.0.1/v1/books", "server-not-described"),
    ("http://[::1]/v1/books", "server-not-described"),
    ("http://[::ffff:127.0.0.1]/v1/books", "server-not-described"),
    ("http://[fe80::1%25eth0]/v1/books", "url-invalid"),
    ("http://[::1/v1/books", "url-invalid"),
    ("http://2130706433/v1/books", "url-invalid"),
    ("http://0x7f000001/v1/books", "url-invalid"),
    ("http://0x7f.1/v1/books", "url-invalid"),
    ("http://0177.0.0.1/v1/books", "url-invalid"),
    ("http://127.1/v1/books", "url-invalid"),
    ("http://127.0.0.1./v1/books", "server-not-described"),
    ("http://①②⑦.⓪.⓪.①/v1/books", "server-not-described"),
    ("http://0/v1/books", "url-invalid"),
    ("http://1.2.3.4.5/v1/books", "url-invalid"),
    ("http://evil.0x7f/v1/books", "url-invalid"),
    ("http://localhost/v1/books", "server-not-described"),
    # Other schemes and ports of a known host.
    ("http://api.example.com/v1/books", "server-not-described"),
    ("https://api.example.com:8443/v1/books", "server-not-described"),
    ("https://api.example.com:80/v1/books", "server-not-described"),
    ("http://api.example.com:22/books", "server-not-described"),
    ("https://api.example.com:0/v1/books", "url-invalid"),
    ("https://api.example.com:65536/v1/books", "url-invalid"),
    ("https://api.example.com:/v1/books", "url-invalid"),
    ("https://api.example.com:443:443/v1/books", "url-invalid"),
    ("https://api.example.com:+443/v1/books", "url-invalid"),
    # Other paths.
    ("https://api.example.com/v2/books", "server-not-described"),
    ("https://api.example.com/v1x/books", "server-not-described"),
    ("https://api.example.com/books", "server-not-described"),
    ("https://api.example.com/V1/books", "server-not-described"),
    ("https://api.example.com/v1/admin", "operation-not-described"),
    ("https://api.example.com/v1/books/", "operation-not-described"),
    ("https://api.example.com/v1//books", "operation-not-described"),
    ("https://api.example.com/v1/books/7/secret", "operation-not-described"),
    ("https://api.example.com/v1/books/7/pages/.txt", "operation-not-described"),
    (f"https://{'ü' * 9_000}/v1/books", "url-invalid"),
    ("https://api.example.com/v1/BOOKS", "operation-not-described"),
    # Paths that become others on the way.
    ("https://api.example.com/v1/books/..", "path-unsafe"),
    ("https://api.example.com/v1/books/../admin", "path-unsafe"),
    ("https://api.example.com/v1/books/.", "path-unsafe"),
    ("https://api.example.com/v1/books/%2e%2e", "path-unsafe"),
    ("https://api.example.com/v1/books/%2E.", "path-unsafe"),
    ("https://api.example.com/v1/books/.%2e", "path-unsafe"),
    ("https://api.example.com/v1/books/%252e%252e", "path-unsafe"),
    ("https://api.example.com/v1/books/%25252525252e", "path-unsafe"),
    ("https://api.example.com/v1/books/7%2fsecret", "path-unsafe"),
    ("https://api.example.com/v1/books/7%2Fsecret", "path-unsafe"),
    ("https://api.example.com/v1/books/7%252fsecret", "path-unsafe"),
    ("https://api.example.com/v1/books/7%5csecret", "path-unsafe"),
    ("https://api.example.com/v1/books/..;/admin", "path-unsafe"),
    ("https://api.example.com/v1/books/%2e%2e;a=b", "path-unsafe"),
    ("https://api.example.com/v1/books/7%00", "path-unsafe"),
    ("https://api.example.com/v1/books/%c0%ae%C0%AE", "path-unsafe"),
    ("https://api.example.com/v1/books/7%e0%80%afsecret", "path-unsafe"),
    ("https://api.example.com/v1/books/7%25c0%25afsecret", "path-unsafe"),
    ("https://api.example.com/v1/books/7%0d%0aHost:x", "path-unsafe"),
]


@pytest.mark.parametrize(("url", "code"), URLS)
async def test_urls_that_are_refused(make_proxy, upstream, url, code) -> None:
    answered = await post(make_proxy(), head(url))
    assert answered.problem["code"] == code
    assert upstream.seen == []


async def test_a_path_made_to_be_matched_slowly_is_matched_at_once(make_proxy) -> None:
    """Several expressions in one segment are no backtracking."""
    target = {"servers": ["https://api.example.com"], "operations": ["GET /{a}-{b}-{c}-{d}-{e}x"]}
    began = time.process_time()
    answered = await post(
        make_proxy({"version": 1, "targets": [target]}), head(f"https://api.example.com/{'-' * 60_000}")
    )
    assert answered.problem["code"] == "operation-not-described"
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("method", "code"),
    [
        ("PUT", "operation-not-described"),
        ("DELETE", "operation-not-described"),
        ("get", "operation-not-described"),
        ("CONNECT", "operation-not-described"),
        ("TRACE", "operation-not-described"),
        ("GET /admin HTTP/1.1\r\nX: ", "head-invalid"),
        ("G T", "head-invalid"),
        ("", "head-invalid"),
    ],
)
async def test_methods_that_are_refused(make_proxy, upstream, method, code) -> None:
    answered = await post(make_proxy(), head(method=method))
    assert answered.problem["code"] == code
    assert upstream.seen == []


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("X-A", "a\r\nX-B: b", "header-invalid"),
        ("X-A", "a\nX-B: b", "header-invalid"),
        ("X-A", "a\rb", "header-invalid"),
        ("X-A", "a\0b", "header-invalid"),
        ("X-A", "\n a", "header-invalid"),
        ("X-A", "ā", "header-invalid"),
        ("X-A\r\nX-B", "b", "header-invalid"),
        ("X-A:", "b", "header-invalid"),
        ("X A", "b", "header-invalid"),
        ("", "b", "header-invalid"),
        (":authority", "evil.example", "header-invalid"),
        ("Host", "evil.example", "header-conflict"),
        ("host", "api.example.com:443", "header-conflict"),
        ("Content-Length", "3", "header-conflict"),
        ("content-length", "0, 0", "header-conflict"),
        ("Content-Length", "+4", "header-conflict"),
        ("Transfer-Encoding", "chunked", "header-conflict"),
        ("transfer-encoding", "identity", "header-conflict"),
        ("Transfer-Encoding", "\x0bchunked", "header-invalid"),
        ("Transfer-Encoding ", "chunked", "header-invalid"),
        ("Transfer_Encoding", "chunked", "header-conflict"),
        ("Content_Length", "3", "header-conflict"),
    ],
)
async def test_fields_that_are_refused(make_proxy, upstream, name, value, code) -> None:
    answered = await post(make_proxy(), head(method="POST", headers=[(name, value)]) + b"body")
    assert answered.problem["code"] == code
    assert upstream.seen == []


@pytest.mark.parametrize(
    "name",
    [
        "Keep-Alive",
        "Proxy-Authorization",
        "Proxy-Connection",
        "TE",
        "Trailer",
        "Upgrade",
        "HTTP2-Settings",
        "Expect",
        "Forwarded",
        "Via",
        "X-Forwarded-For",
        "x-forwarded-host",
        "X-Forwarded-Anything",
        "X-Real-IP",
        "X-Original-URL",
        "X-HTTP-Method-Override",
        "X_HTTP_Method_Override",
        "X_Forwarded_For",
        "X-Secret",
        "X_Secret",
    ],
)
async def test_fields_that_are_left_out(make_proxy, upstream, name) -> None:
    """Those of one hop, those that ``Connection`` names, and those that speak for another caller or operation."""
    answered = await post(make_proxy(), head(headers=[("Connection", "close, x-secret"), (name, "a")]))
    assert answered.reply[0]["dropped"] == ["Connection", name]
    (_, _, headers, _) = upstream.seen[0]
    assert set(headers) == {"host", "accept-encoding"}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "head-invalid"),
        (b"\n", "head-invalid"),
        (b"not JSON\n", "head-invalid"),
        (b"\xff\xfe\n", "head-invalid"),
        (b"[]\n", "head-invalid"),
        (b"null\n", "head-invalid"),
        (b'{"method": "GET"}\n', "head-invalid"),
        (b'{"method": "GET", "url": 7}\n', "head-invalid"),
        (b'{"method": ["GET"], "url": "https://api.example.com/v1/books"}\n', "head-invalid"),
        (b'{"method": "GET", "url": "https://api.example.com/v1/books", "headers": {}}\n', "head-invalid"),
        (b'{"method": "GET", "url": "https://api.example.com/v1/books", "headers": [["a"]]}\n', "head-invalid"),
        (b'{"method": "GET", "url": "https://api.example.com/v1/books", "headers": [["a", 1]]}\n', "head-invalid"),
        (b'{"method": "GET", "url": "https://api.example.com/v1/books", "proxy": "x"}\n', "head-invalid"),
        (
            b'{"method": "GET", "url": "https://evil.example/", "url": "https://api.example.com/v1/books"}\n',
            "head-invalid",
        ),
        (b"\xef\xbb\xbf" + head(), "head-invalid"),
        (head().decode().encode("utf-16-be") + b"\n", "head-invalid"),
        (head().rstrip(b"\n"), "head-invalid"),
        (b"[" * 60000 + b"\n", "head-invalid"),
        (b'{"method": ' + b"9" * 5000 + b"}\n", "head-invalid"),
        (b" " * 70_000, "head-too-large"),
        (b" " * 70_000 + head(), "head-too-large"),
        (head(headers=[("X-A", "a" * 70_000)]), "head-too-large"),
    ],
)
async def test_heads_that_are_refused(make_proxy, upstream, content, code) -> None:
    answered = await post(make_proxy(), [content[:1000], content[1000:]] if len(content) > 1000 else content)
    assert answered.problem["code"] == code
    assert upstream.seen == []


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"origin": "https://evil.example"}, "origin"),
        ({"origin": "null"}, "origin"),
        ({"origin": "http://docs.example.com"}, "origin"),
        ({"origin": "https://docs.example.com:8443"}, "origin"),
        ({"origin": "https://docs.example.com.evil.example"}, "origin"),
        ({"origin": "https://x.docs.example.com"}, "origin"),
        ({"origin": "HTTPS://DOCS.EXAMPLE.COM"}, "origin"),
        ({"origin": "https://docs.example.com, https://evil.example"}, "origin"),
        # A browser that has no origin to give is not running a script of the documentation.
        ({"origin": "", "sec-fetch-site": "none"}, "origin"),
        ({"origin": "", "sec-fetch-site": "same-origin"}, "origin"),
        ({"sec-fetch-site": "none"}, "origin"),
        ({"sec-fetch-mode": "navigate"}, "origin"),
        ({"sec-fetch-mode": "no-cors"}, "origin"),
        ({"sec-fetch-dest": "document"}, "origin"),
        ({"sec-fetch-dest": "iframe"}, "origin"),
        # What a browser would send to another origin without asking first.
        ({"content-type": "text/plain"}, "media-type"),
        ({"content-type": "application/x-www-form-urlencoded"}, "media-type"),
        ({"content-type": "multipart/form-data; boundary=application/vnd.rensei.call"}, "media-type"),
        ({"content-type": "text/plain; application/vnd.rensei.call"}, "media-type"),
        ({"content-type": "application/json"}, "media-type"),
        ({"content-type": ""}, "media-type"),
    ],
)
async def test_callers_that_are_refused(make_proxy, upstream, headers, code) -> None:
    answered = await post(make_proxy(), headers=headers)
    assert answered.problem["code"] == code
    assert upstream.seen == []
    shared = answered.headers.get("access-control-allow-origin")
    assert shared == (ORIGIN if headers.get("origin", ORIGIN) == ORIGIN else None)


@pytest.mark.parametrize("token", ["", "Bearer", "Bearer wrong", "Basic right", "right", "Bearer right x"])
async def test_a_wrong_token_is_refused(make_proxy, upstream, token) -> None:
    answered = await post(make_proxy(token="right"), headers={"authorization": token})
    assert answered.problem["code"] == "token"
    assert answered.headers["www-authenticate"] == "Bearer"
    assert upstream.seen == []


async def test_the_token_is_not_passed_on(make_proxy, upstream) -> None:
    answered = await post(make_proxy(token="right"), headers={"authorization": "bearer right", "cookie": "site=1"})
    assert answered.reply[0]["status"] == 200
    (_, _, headers, _) = upstream.seen[0]
    assert headers.keys() == {"host", "accept-encoding"}


@pytest.mark.parametrize("origin", ["https://evil.example", "null", ""])
async def test_a_preflight_of_another_origin_is_refused(make_proxy, origin) -> None:
    asked = {"origin": origin, "access-control-request-method": "POST"}
    answered = await post(make_proxy(), b"", method="OPTIONS", headers=asked)
    assert answered.problem["code"] == "origin"
    assert "access-control-allow-origin" not in answered.headers


async def test_a_preflight_of_a_listed_origin_is_answered(make_proxy) -> None:
    answered = await post(make_proxy(), b"", method="OPTIONS")
    assert answered.status == 204
    assert answered.headers["access-control-allow-origin"] == ORIGIN
    assert answered.headers["access-control-allow-headers"] == "Authorization, Content-Type"
    assert answered.headers["vary"] == "Origin"
    assert "access-control-allow-credentials" not in answered.headers


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "CONNECT"])
async def test_other_methods_of_the_proxy_are_refused(make_proxy, method) -> None:
    answered = await post(make_proxy(), method=method)
    assert answered.problem["code"] == "method"
    assert answered.headers["allow"] == "GET, HEAD, OPTIONS, POST"


@pytest.mark.parametrize(
    ("parts", "length"),
    [([b"x" * 101], ""), ([b"x" * 60, b"x" * 60], ""), ([b"x"], str(len(head(method="POST")) + 101))],
)
async def test_a_body_that_is_too_large_is_refused(make_proxy, upstream, parts, length) -> None:
    """By what it says of itself, or by what has come."""
    proxy = make_proxy(limits=Limits(request_body=100))
    answered = await post(proxy, [head(method="POST"), *parts], headers={"content-length": length})
    assert answered.problem["code"] == "body-too-large"
    assert upstream.seen == []


async def test_an_answer_that_says_it_is_too_large_is_refused(make_proxy, upstream) -> None:
    upstream.headers = [(b"content-length", b"101")]
    upstream.body = b"x" * 101
    answered = await post(make_proxy(limits=Limits(response_body=100)))
    assert answered.problem["code"] == "answer-too-large"


async def test_an_answer_that_becomes_too_large_breaks_off(make_proxy, upstream) -> None:
    upstream.body = b"x" * 101
    answered = await post(make_proxy(limits=Limits(response_body=100)))
    assert not answered.is_whole


async def test_a_redirect_is_reported_and_not_followed(make_proxy, upstream) -> None:
    upstream.status, upstream.headers = 302, [(b"location", b"http://169.254.169.254/latest/meta-data/")]
    (reply, _) = (await post(make_proxy())).reply
    assert (reply["status"], reply["headers"]) == (302, [["location", "http://169.254.169.254/latest/meta-data/"]])
    assert len(upstream.seen) == 1


async def test_an_upgrade_is_refused(make_proxy, upstream) -> None:
    upstream.status = 101
    assert (await post(make_proxy())).problem["code"] == "unsupported"


async def test_bytes_of_the_upstream_are_no_document(make_proxy, upstream) -> None:
    """Not even for a browser that is led to the proxy itself."""
    upstream.headers = [
        (b"content-type", b"text/html"),
        (b"content-security-policy", b"default-src *"),
        (b"set-cookie", b"a=1"),
        (b"set-cookie", b"b=2"),
        (b"access-control-allow-origin", b"*"),
        (b"connection", b"x-hop"),
        (b"x-hop", b"1"),
    ]
    upstream.body = b"<script>alert(1)</script>"
    answered = await post(make_proxy())
    assert answered.headers["content-type"] == "application/vnd.rensei.reply"
    assert answered.headers["x-content-type-options"] == "nosniff"
    assert answered.headers["content-disposition"].startswith("attachment")
    assert answered.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert answered.headers["access-control-allow-origin"] == ORIGIN
    assert "set-cookie" not in answered.headers
    reply, body = answered.reply
    assert [value for name, value in reply["headers"] if name == "set-cookie"] == ["a=1", "b=2"]
    assert "x-hop" not in dict(reply["headers"])
    assert body == upstream.body


async def test_logs_hold_no_secret(make_proxy, upstream, caplog) -> None:
    """Neither of what passes, nor of what is refused."""
    caplog.set_level(logging.DEBUG)
    upstream.headers = [(b"set-cookie", b"SECRET-0")]
    upstream.body = b"SECRET-1"
    fields = [("Authorization", "Bearer SECRET-2"), ("X-Api-Key", "SECRET-3")]
    proxy = make_proxy(token="SECRET-4")
    known = {"authorization": "Bearer SECRET-4", "cookie": "SECRET-5"}
    calls = [
        head("https://api.example.com/v1/books/SECRET-6?key=SECRET-7", headers=fields),
        head("https://api.example.com/v1/SECRET-8/9", headers=fields),
        head("https://user:SECRET-9@api.example.com/v1/books"),
        head(headers=[("X-A", "SECRET-a\n")]),
        head(method="POST") + b"SECRET-b",
        b"SECRET-c\n",
    ]
    for call in calls:
        await post(proxy, call, headers=known)
    await post(proxy, headers={"authorization": "Bearer SECRET-d", "origin": "https://SECRET-e.example"})
    assert "SECRET" not in caplog.text
    lines = [record.getMessage().rsplit(" ", 2)[0] for record in caplog.records if record.name.endswith("proxy")]
    assert lines == [
        "GET api.example.com /books/{id} 200",
        "GET api.example.com - 403 operation-not-described",
        "- - - 400 userinfo",
        "GET api.example.com /books 400 header-invalid",
        "POST api.example.com /books 200",
        "- - - 400 head-invalid",
        "- - - 403 origin",
    ]


async def test_a_host_can_t_write_lines_of_its_own_into_the_log(make_proxy, caplog) -> None:
    caplog.set_level(logging.INFO)
    await post(make_proxy(), json.dumps({"method": "GET", "url": "https://a\nGET b/"}).encode() + b"\n")
    messages = [record.getMessage() for record in caplog.records]
    assert messages
    assert not [message for message in messages if "\n" in message]
