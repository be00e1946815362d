"""What a reader does with the playground, on a small API that answers from this process."""

from __future__ import annotations

import asyncio
import base64
import json
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("starlette", reason="the extra 'proxy' is not installed")
pytest.importorskip("uvicorn", reason="the extra 'serve' is not installed")

from sphinxext_rensei.schema import Analyser
from sphinxext_rensei.spec import load
from tests.browser.sites import Recorder, Visit, site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser
    from starlette.types import Receive, Scope, Send

    from tests.conftest import Project

pytestmark = pytest.mark.xdist_group("playground")
MOVED = {"302": b"/v1/books/1", "307": b"https://test.shelf.example/books/2"}
CHUNK = b"0123456789abcdef" * 4096


class Library:
    """The upstream; notes whether a reader that has gone away stopped its stream."""

    def __init__(self) -> None:
        self.stopped = False
        self.sent = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = b""
        more = True
        while more:
            message = await receive()
            body += message.get("body", b"")
            more = message.get("more_body", False)
        kind = scope["path"].rpartition("/")[2]
        if scope["path"].startswith("/v1/stream/"):
            await self._stream(kind, send)
            return
        if kind in MOVED:
            await send({"type": "http.response.start", "status": int(kind), "headers": [(b"location", MOVED[kind])]})
            await send({"type": "http.response.body"})
            return
        answer = (
            body
            if scope["method"] != "GET"
            else b'{"id":9007199254740993,"title":"One","tags":["a"],"size":{"pages":1.0}}'
        )
        media_type = b"application/octet-stream" if b"files" in scope["path"].encode() else b"application/json"
        status = 204 if scope["path"].endswith("/pets") else 200
        await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", media_type)]})
        await send({"type": "http.response.body", "body": b"" if status == 204 else answer})

    async def _stream(self, kind: str, send: Send) -> None:
        types = {"events": b"text/event-stream", "endless": b"text/event-stream", "lines": b"application/x-ndjson"}
        types["parts"] = b'multipart/mixed; boundary="b"'
        fields = [(b"content-type", types.get(kind, b"text/plain"))]
        if kind == "cookies":
            fields += [(b"set-cookie", b"a=1"), (b"set-cookie", b"b=2")]
        await send({"type": "http.response.start", "status": 200, "headers": fields})
        parts = {
            "events": [b'event: tick\nid: 1\ndata: {"n":1}\n\n', b'data: {"m":2}\n\n'],
            "parts": [b"--b\r\nContent-Type: text/plain\r\n\r\none\r\n--b\r\n", b"X-A: 1\r\n\r\ntwo\r\n--b--\r\n"],
            "lines": [b'{"n":1}\n{"n"', b":2}\n"],
            "cookies": [b"crumbs"],
            "hostile": [b"<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"],
            "big": [CHUNK] * 1600,
        }
        try:
            if kind == "endless":
                while True:
                    self.sent += 1
                    await send(
                        {"type": "http.response.body", "body": b"data: " + CHUNK[:2000] + b"\n\n", "more_body": True}
                    )
                    await asyncio.sleep(0.001)
            for part in parts[kind]:
                await send({"type": "http.response.body", "body": part, "more_body": True})
                await asyncio.sleep(0)
            await send({"type": "http.response.body", "body": b""})
        except BaseException:
            self.stopped = True
            raise


@pytest.fixture(scope="module")
def project(make_shared_project: Callable[..., Project], repository: Path) -> Project:
    return make_shared_project(
        {"api.yaml": (repository / "tests" / "browser" / "library.yaml").read_bytes()},
        {"rensei_specs": {"api": "api.yaml"}, "html_theme": "furo", "rensei_proxy_url": "/_rensei/proxy"},
    )


@pytest.fixture(scope="module")
def recorder() -> Recorder:
    return Recorder(Library())


@pytest.fixture(scope="module")
def url(project: Project, recorder: Recorder) -> Iterator[str]:
    with site(project.outdir, [Analyser(load(project.srcdir / "api.yaml"))], recorder) as address:
        yield f"{address}/api/api/default"


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """A tab; whatever a test does in it, it leaves no fault."""
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        opened = Visit(context.new_page())
        yield opened
        assert opened.faults == []


def last(recorder: Recorder) -> Any:
    return recorder.arrived[-1]


def test_a_64_bit_integer_survives_both_ways(visit: Visit, url: str, recorder: Recorder) -> None:
    visit.turn_on(f"{url}/getBook.html")
    assert "9007199254740993" in visit.page.locator(".rensei-path").first.inner_text()
    said = visit.send()
    assert '"id": 9007199254740993' in said
    assert '"pages": 1.0' in said
    assert last(recorder).path == "/v1/books/9007199254740993"


def test_absent_empty_and_null_are_three_things(visit: Visit, url: str, recorder: Recorder) -> None:
    visit.turn_on(f"{url}/getBook.html")
    page = visit.page
    page.get_by_label("Send since").check()
    page.get_by_label("State of note").select_option("null")
    page.get_by_label("Send full").check()
    page.get_by_label("Add tags").click()
    page.get_by_label("tags 1", exact=True).fill("x y")
    page.get_by_label("lang", exact=True).select_option('"de"')
    visit.send()
    assert last(recorder).query == "lang=de&full=true&since=&tags=x%20y"


def test_an_empty_path_parameter_is_not_sent_and_says_why(visit: Visit, url: str, recorder: Recorder) -> None:
    visit.turn_on(f"{url}/getBook.html")
    before = len(recorder.arrived)
    field = visit.page.get_by_label("id", exact=True)
    field.fill("")
    visit.page.keyboard.press("Control+Enter")
    assert "Give id a value" in visit.page.get_by_role("alert").inner_text()
    assert field.evaluate("node => node === document.activeElement && Boolean(node.getAttribute('aria-describedby'))")
    assert len(recorder.arrived) == before


def test_advice_is_tied_to_its_input_and_does_not_stop_a_call(visit: Visit, url: str, recorder: Recorder) -> None:
    visit.turn_on(f"{url}/getBook.html")
    note = visit.page.get_by_label("note", exact=True)
    note.fill("long")
    note.blur()
    visit.page.get_by_text("Length must be ≤ 3.").wait_for()
    assert note.get_attribute("aria-invalid") == "true"
    visit.send()
    assert last(recorder).query == "note=long"


def test_credentials_go_where_they_belong_and_blank_ones_nowhere(visit: Visit, url: str, recorder: Recorder) -> None:
    visit.turn_on(f"{url}/getBook.html")
    page = visit.page
    visit.send()
    assert not {"authorization", "x-key"} & {name for name, _ in last(recorder).headers}
    page.get_by_label("Way to authenticate").select_option("1")
    page.get_by_label("key", exact=True).fill("k")
    page.get_by_label("login: user name").fill("ada")
    page.get_by_label("login: password").fill("pässwort")
    visit.send()
    assert ("x-key", "k") in last(recorder).headers
    assert ("authorization", "Basic YWRhOnDDpHNzd29ydA==") in last(recorder).headers
    assert page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])") == "[{},{}]"
    assert "pässwort" not in page.locator("body").inner_text()
    page.get_by_label("Remember for this tab").check()
    assert "pässwort" in page.evaluate("JSON.stringify({...sessionStorage})")
    # What was typed for one server is not shown to another, not for a moment: the next letter would go there.
    shown = page.get_by_label("Server").evaluate(
        "node => { node.value = '1'; node.dispatchEvent(new Event('change', { bubbles: true }));"
        "return document.querySelector('[aria-label=\"key\"]').value }"
    )
    assert shown == ""


@pytest.mark.parametrize(
    ("operation", "number", "arrives"),
    [
        ("getBook", "302", ("GET", "/v1/books/1", "Bearer s3cret")),
        ("getBook", "307", ("GET", "/books/2", None)),
        ("putBook", "302", ("GET", "/v1/books/1", None)),
        ("putBook", "307", ("PUT", "/books/2", None)),
    ],
)
def test_a_redirect_is_followed_when_the_reader_says_so(
    visit: Visit, url: str, recorder: Recorder, operation: str, number: str, arrives: tuple[str, str, str | None]
) -> None:
    """Without what is for another server."""
    visit.turn_on(f"{url}/{operation}.html")
    page = visit.page
    page.get_by_label("id", exact=True).first.fill(number)
    if operation == "getBook":
        page.get_by_label("token", exact=True).fill("s3cret")
    before = len(recorder.arrived)
    visit.send()
    assert len(recorder.arrived) == before + 1
    page.get_by_role("button", name="Follow").click()
    page.locator(".rensei-result [role=status]").get_by_text("200").wait_for()
    got = last(recorder)
    assert (got.method, got.path, dict(got.headers).get("authorization")) == arrives
    assert bool(got.body) == (got.method == "PUT")


def test_credentials_that_are_no_longer_to_be_remembered_are_forgotten_on_every_page(visit: Visit, url: str) -> None:
    page = visit.page
    visit.turn_on(f"{url}/getBook.html")
    page.evaluate("sessionStorage.setItem('other', '1')")
    page.get_by_label("token", exact=True).fill("s3cret")
    page.get_by_label("Remember for this tab").check()
    visit.turn_on(f"{url}/getBook.html")
    assert page.get_by_label("token", exact=True).input_value() == "s3cret"
    page.get_by_label("Way to authenticate").select_option("1")
    page.get_by_label("key", exact=True).fill("k3y")
    assert page.evaluate("Object.keys(sessionStorage).length") == 3
    page.get_by_label("Remember for this tab").uncheck()
    assert page.evaluate("JSON.stringify(sessionStorage)") == '{"other":"1"}'


def test_a_browser_that_is_offline_says_so(browser: Browser, url: str) -> None:
    """Even before the scripts that send are loaded."""
    with browser.new_context() as context:
        visit = Visit(context.new_page())
        visit.turn_on(f"{url}/stream.html")
        context.set_offline(True)
        visit.page.locator(".rensei-primary").click()
        visit.page.get_by_role("alert").get_by_text("A part of this page can't be loaded.").wait_for()
        context.set_offline(False)
        visit.page.locator(".rensei-primary").click()
        visit.page.locator(".rensei-result fieldset").wait_for()
        assert visit.page.locator(".rensei-actions [role=alert]").inner_text() == ""


def test_the_whole_reply_comes_into_view(browser: Browser, url: str) -> None:
    with browser.new_context(viewport={"width": 390, "height": 800}) as context:
        visit = Visit(context.new_page())
        visit.turn_on(f"{url}/getBook.html")
        visit.page.evaluate("scrollTo(0, 0)")
        visit.send()
        visit.page.wait_for_timeout(100)
        box = visit.page.locator(".rensei-result").bounding_box()
        assert box
        assert box["y"] + box["height"] <= 800


def test_server_variables_and_a_base_url_of_ones_own(visit: Visit, url: str) -> None:
    visit.turn_on(f"{url}/getBook.html")
    page = visit.page
    page.get_by_label("region").select_option("us")
    page.wait_for_function(
        "document.querySelector('.rensei-path').textContent.startsWith('https://us.shelf.example/v1/')"
    )
    page.get_by_label("Server").select_option("own")
    page.get_by_label("Base URL").fill("http://127.0.0.1:1/x/")
    page.wait_for_function(
        "document.querySelector('.rensei-path').textContent.startsWith('http://127.0.0.1:1/x/books')"
    )
    said = visit.send()
    assert "The proxy refused the call (403)" in said
    visit.faults.clear()


def test_form_and_text_give_way_to_each_other_without_loss(visit: Visit, url: str, recorder: Recorder) -> None:
    visit.turn_on(f"{url}/putBook.html")
    page = visit.page
    visit.send()
    assert json.loads(last(recorder).body) == {
        "id": 9007199254740993,
        "title": "One",
        "tags": ["a"],
        "size": {"pages": 1},
    }
    page.get_by_label("Start from").select_option("1")
    page.get_by_label("title", exact=True).fill("Three")
    page.get_by_label("Edit as").select_option("text")
    text = page.get_by_label("Body as text")
    assert text.input_value() == '{\n  "id": 18446744073709551615,\n  "title": "Three",\n  "extra": [\n    1.0\n  ]\n}'
    text.fill('{ "title":"Four","id":1, "extra":[1.0], "more":null }')
    page.get_by_label("Edit as").select_option("form")
    assert page.get_by_label("title", exact=True).input_value() == "Four"
    page.get_by_label("Edit as").select_option("text")
    assert text.input_value() == '{ "title":"Four","id":1, "extra":[1.0], "more":null }'
    page.get_by_label("Edit as").select_option("form")
    page.get_by_label("title", exact=True).fill("Five")
    visit.send()
    assert (
        last(recorder).body.decode()
        == '{\n  "title": "Five",\n  "id": 1,\n  "extra": [\n    1.0\n  ],\n  "more": null\n}'
    )
    page.get_by_label("Edit as").select_option("text")
    text.fill("{oops")
    page.get_by_label("Edit as").select_option("form")
    page.get_by_text("not JSON at line 1, column 2").wait_for()
    visit.send()
    assert last(recorder).body == b"{oops"


def test_a_form_adds_nothing_and_keeps_lines_apart(visit: Visit, url: str, recorder: Recorder) -> None:
    visit.turn_on(f"{url}/putBook.html")
    page = visit.page
    page.get_by_label("Edit as").select_option("text")
    page.get_by_label("Body as text").fill('{"title":"One\\nTwo","place":[{"a":1},2,"b"],"tags":[{}]}')
    page.get_by_label("Edit as").select_option("form")
    page.get_by_label("State of due").select_option("null")
    visit.send()
    given = {"title": "One\nTwo", "place": [{"a": 1}, 2, "b"], "tags": [{}]}
    assert json.loads(last(recorder).body) == {**given, "due": None}
    page.get_by_label("id", exact=True).last.fill("2")
    visit.send()
    assert json.loads(last(recorder).body) == {**given, "due": None, "id": 2}


def test_a_press_that_leaves_an_input_is_a_click_of_what_is_under_it(visit: Visit, url: str) -> None:
    """Advice about the input would move it from under the pointer."""
    visit.turn_on(f"{url}/putBook.html")
    page = visit.page
    page.get_by_label("title", exact=True).fill("T")
    other = page.get_by_label("Send tags")
    other.scroll_into_view_if_needed()
    place = other.bounding_box()
    assert place
    was = other.is_checked()
    page.mouse.move(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    page.mouse.down()
    page.wait_for_timeout(300)
    page.mouse.up()
    assert other.is_checked() != was
    page.get_by_text("Length must be ≥ 2.").wait_for()


def test_a_text_of_several_lines_is_edited_in_an_area(visit: Visit, url: str, recorder: Recorder) -> None:
    visit.turn_on(f"{url}/putBook.html")
    page = visit.page
    title = page.get_by_label("title", exact=True)
    assert title.evaluate("node => node.localName") == "input"
    page.get_by_label("Edit as").select_option("text")
    page.get_by_label("Body as text").fill('{"id":1,"title":"One\\r\\nTwo"}')
    page.get_by_label("Edit as").select_option("form")
    assert title.evaluate("node => node.localName") == "textarea"
    page.get_by_label("id", exact=True).last.fill("2")
    visit.send()
    assert json.loads(last(recorder).body) == {"id": 2, "title": "One\r\nTwo"}
    title.fill("One\nThree")
    visit.send()
    assert json.loads(last(recorder).body) == {"id": 2, "title": "One\nThree"}


def test_required_only_nothing_and_no_body_at_all(visit: Visit, url: str, recorder: Recorder) -> None:
    visit.turn_on(f"{url}/putBook.html")
    page = visit.page
    page.get_by_label("Start from").select_option("required")
    visit.send()
    assert json.loads(last(recorder).body) == {"id": 9007199254740993, "title": "One"}
    page.get_by_label("Send a body").uncheck()
    visit.send()
    assert last(recorder).body == b""
    assert "content-type" not in {name for name, _ in last(recorder).headers}


def test_the_docs_radio_buttons_and_the_form_choose_one_variant(visit: Visit, url: str, recorder: Recorder) -> None:
    visit.turn_on(f"{url}/addPet.html")
    page = visit.page
    assert page.locator(".rensei-union > input").first.is_checked()
    page.locator(".rensei-union > label").nth(1).click()
    page.get_by_label("Send barks").check()
    visit.send()
    assert json.loads(last(recorder).body) == {"kind": "Dog", "barks": True}
    page.get_by_label("Edit as").select_option("text")
    page.get_by_label("Body as text").fill('{"kind":"Cat","lives":9}')
    page.get_by_label("Edit as").select_option("form")
    assert page.locator(".rensei-union > input").first.is_checked()
    assert page.get_by_label("lives", exact=True).input_value() == "9"


def test_bytes_go_up_and_come_down_as_they_are(visit: Visit, url: str, recorder: Recorder, tmp_path: Path) -> None:
    visit.turn_on(f"{url}/upload.html")
    page = visit.page
    given = bytes(range(256)) * 100
    (tmp_path / "ä b.bin").write_bytes(given)
    page.get_by_label("file", exact=True).set_input_files(tmp_path / "ä b.bin")
    page.get_by_label("Send note").check()
    page.get_by_label("note", exact=True).fill("x")
    visit.send()
    assert given in last(recorder).body
    assert 'filename="ä b.bin"'.encode() in last(recorder).body
    assert b'name="note"\r\n\r\nx\r\n' in last(recorder).body
    page.get_by_label("Media type").select_option("application/octet-stream")
    page.get_by_label("Body from a file").set_input_files(tmp_path / "ä b.bin")
    visit.send()
    assert last(recorder).body == given
    with page.expect_download() as download:
        page.get_by_role("button", name="Save").click()
    assert download.value.path().read_bytes() == given
    assert download.value.suggested_filename == "files"


def test_events_and_lines_are_shown_as_they_come(visit: Visit, url: str) -> None:
    visit.turn_on(f"{url}/stream.html")
    page = visit.page
    page.get_by_label("kind", exact=True).select_option('"events"')
    said = visit.send()
    assert "Events (2)" in said
    assert "1: tick, id 1" in said
    assert "differs from the documentation in one place" in said
    page.get_by_label("kind", exact=True).select_option('"lines"')
    assert '{"n":2}' in visit.send()


def test_cancel_stops_an_endless_stream_at_its_source(visit: Visit, url: str, recorder: Recorder) -> None:
    library = recorder.app
    assert isinstance(library, Library)
    library.stopped = False
    visit.turn_on(f"{url}/stream.html")
    page = visit.page
    page.get_by_label("kind", exact=True).select_option('"endless"')
    page.locator(".rensei-primary").click()
    page.wait_for_function("document.querySelectorAll('.rensei-events li').length === 200")
    assert (
        page.evaluate(
            "new Promise(done => { const at = performance.now(); setTimeout(() => done(performance.now() - at)) })"
        )
        < 1000
    )
    page.get_by_role("button", name="Cancel").click()
    page.get_by_text("cancelled").wait_for()
    for _ in range(100):
        if library.stopped:
            break
        page.wait_for_timeout(50)
    assert library.stopped


def test_a_stream_waits_while_it_is_paused(visit: Visit, url: str) -> None:
    visit.turn_on(f"{url}/stream.html")
    visit.page.get_by_label("kind", exact=True).select_option('"endless"')
    visit.page.locator(".rensei-primary").click()
    count = "document.querySelector('.rensei-events li:last-child .rensei-note').textContent"
    visit.page.locator(".rensei-events li").nth(5).wait_for()
    visit.page.get_by_role("button", name="Pause").click()
    visit.page.wait_for_timeout(200)
    before = int(visit.page.evaluate(count))
    visit.page.wait_for_timeout(300)
    assert int(visit.page.evaluate(count)) == before
    visit.page.get_by_role("button", name="Go on").click()
    visit.page.wait_for_function(f"Number({count}) > {before}")
    visit.page.get_by_role("button", name="Pause").click()
    visit.page.get_by_role("button", name="Cancel").click()
    visit.page.get_by_text("cancelled").first.wait_for()


def test_a_stream_goes_on_after_the_last_event_that_came(visit: Visit, url: str, recorder: Recorder) -> None:
    visit.turn_on(f"{url}/stream.html")
    visit.page.get_by_label("kind", exact=True).select_option('"events"')
    visit.send()
    assert "last-event-id" not in dict(last(recorder).headers)
    visit.page.get_by_role("button", name="Go on after 1").click()
    visit.page.wait_for_function(
        "document.querySelectorAll('select[aria-label=\"Earlier calls\"] option').length == 2"
    )
    assert dict(last(recorder).headers)["last-event-id"] == "1"


def test_parts_of_a_message_are_shown_as_they_come(visit: Visit, url: str) -> None:
    visit.turn_on(f"{url}/stream.html")
    visit.page.get_by_label("kind", exact=True).select_option('"parts"')
    assert "Events (2)" in visit.send()
    shown = visit.page.locator(".rensei-events li").all_inner_texts()
    assert [each.split() for each in shown] == [
        ["1:", "Content-Type:", "text/plain", "one"],
        ["2:", "X-A:", "1", "two"],
    ]


def test_a_hundred_megabytes_leave_the_tab_responsive(visit: Visit, url: str) -> None:
    visit.turn_on(f"{url}/stream.html")
    page = visit.page
    page.get_by_label("kind", exact=True).select_option('"big"')
    page.evaluate("""() => { window.worst = 0; let before = performance.now();
        setInterval(() => { const now = performance.now(); worst = Math.max(worst, now - before); before = now; }, 20)
    }""")
    page.locator(".rensei-primary").click()
    page.locator(".rensei-result fieldset").wait_for(timeout=60_000)
    assert "104.9 MB" in page.locator(".rensei-meta").inner_text()
    assert page.evaluate("worst") < 1500
    assert page.locator(".rensei-result").evaluate("node => node.textContent.length") < 200_000


def test_all_header_fields_are_shown_two_cookies_among_them(visit: Visit, url: str) -> None:
    visit.turn_on(f"{url}/stream.html")
    visit.page.get_by_label("kind", exact=True).select_option('"cookies"')
    visit.send()
    visit.page.locator(".rensei-result label", has_text="Headers").click()
    said = visit.page.locator(".rensei-result").inner_text()
    assert "set-cookie: a=1" in said
    assert "set-cookie: b=2" in said


def test_a_reply_never_becomes_markup(visit: Visit, url: str) -> None:
    visit.turn_on(f"{url}/stream.html")
    visit.page.get_by_label("kind", exact=True).select_option('"hostile"')
    assert "onerror" in visit.send()
    assert visit.page.title() != "owned"
    assert visit.page.locator(".rensei-result img, .rensei-result script").count() == 0


def test_a_link_restores_inputs_without_credentials_and_sends_nothing(
    visit: Visit, url: str, recorder: Recorder
) -> None:
    visit.turn_on(f"{url}/getBook.html")
    page = visit.page
    page.get_by_label("id", exact=True).fill("18446744073709551615")
    page.get_by_label("note", exact=True).fill("")
    page.get_by_label("State of note").select_option("null")
    page.get_by_label("region").select_option("us")
    page.get_by_label("token", exact=True).fill("t0psecret")
    page.get_by_role("button", name="Copy link").click()
    page.get_by_text("Copied, without credentials").wait_for()
    link = page.evaluate("navigator.clipboard.readText()")
    assert "t0psecret" not in page.evaluate("atob(location.hash.slice(5).replaceAll('-', '+').replaceAll('_', '/'))")
    before = len(recorder.arrived)
    page.goto("about:blank")
    page.goto(link)
    page.get_by_text("Filled in by the link").wait_for()
    assert page.locator(".rensei-path").first.inner_text() == "https://us.shelf.example/v1/books/18446744073709551615"
    assert page.get_by_label("State of note").input_value() == "null"
    assert page.get_by_label("token", exact=True).input_value() == ""
    assert len(recorder.arrived) == before


def test_no_fragment_sends_leaves_the_servers_or_breaks_the_page(visit: Visit, url: str, recorder: Recorder) -> None:
    visit.turn_on(f"{url}/getBook.html")
    page = visit.page
    before = len(recorder.arrived)
    made = json.dumps(
        {
            "id": page.locator(".rensei-page").get_attribute("id"),
            "server": 7,
            "base": "https://evil.example",
            "variables": {"region": "evil.example/", "__proto__": "x"},
            "parameters": {"path": [1], "query": {"tags": 5, "lang": {}}},
            "instance": [],
            "mediaType": {},
        }
    )
    half = json.dumps({**json.loads(made), "server": 0, "parameters": {"path": {"id": {}}}, "text": "x"})
    encoded, other = (f"#try=1{base64.urlsafe_b64encode(text.encode()).decode()}" for text in (made, half))
    for fragment in (
        other,
        encoded,
        "#try=",
        "#try=1%%%",
        "#try=1" + "A" * 5000,
        encoded[:-3],
        encoded[:40] + "zz" + encoded[40:],
        "#try=1e30",
        "#try=1bnVsbA",
    ):
        page.goto("about:blank")
        page.goto(f"{url}/getBook.html{fragment}")
        page.wait_for_timeout(150)
        assert "evil" not in page.locator(".rensei-path").first.inner_text()
        assert "evil" not in page.get_by_label("Server").evaluate_all("found => found.map(each => each.value).join()")
    assert len(recorder.arrived) == before
    assert not [each for each in visit.requests if each.startswith("POST")]


def test_samples_follow_the_inputs_and_never_hold_a_secret(visit: Visit, url: str) -> None:
    visit.turn_on(f"{url}/getBook.html")
    page = visit.page
    page.get_by_label("token", exact=True).fill("t0psecret")
    page.get_by_label("id", exact=True).fill("42")
    samples = page.locator(".rensei-samples").first
    for language in ("curl", "Python", "JavaScript", "TypeScript", "Go"):
        samples.get_by_text(language, exact=True).click()
        samples.locator("pre:visible").filter(has_text="/books/42").wait_for()
        text = samples.locator("pre:visible").inner_text()
        assert "t0psecret" not in text
        assert "TOKEN" in text


def test_earlier_calls_can_be_looked_at_again(visit: Visit, url: str) -> None:
    visit.turn_on(f"{url}/getBook.html")
    page = visit.page
    visit.send()
    page.get_by_label("id", exact=True).fill("5")
    visit.send()
    page.get_by_label("Earlier calls").select_option(index=1)
    assert page.get_by_label("id", exact=True).input_value() == "9007199254740993"
