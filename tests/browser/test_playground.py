"""Every operation of the Rensei API, called from its page through proxy and mock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("starlette", reason="the extra 'proxy' is not installed")
pytest.importorskip("uvicorn", reason="the extra 'serve' is not installed")

from sphinxext_rensei.cli.csp import content_security_policy
from sphinxext_rensei.mock import Mock
from sphinxext_rensei.request import FileBody, MultipartBody, Request, TextBody, build_request
from sphinxext_rensei.schema import Analyser
from sphinxext_rensei.spec import load
from tests.browser.sites import Recorder, Visit, site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.browser.sites import Arrived
    from tests.conftest import Project

pytestmark = pytest.mark.xdist_group("playground")
SECRET = "s3cret:of-the-reader"
# Of the transport, not of the request.
_HOP = ("host", "content-length", "accept-encoding", "user-agent", "connection", "transfer-encoding", "accept")


@pytest.fixture(scope="module")
def analyser(repository: Path) -> Analyser:
    return Analyser(load(repository / "openapi" / "rensei-api.yaml"))


@pytest.fixture(scope="module")
def project(make_shared_project: Callable[..., Project], repository: Path) -> Project:
    """The Rensei reference in furo."""
    return make_shared_project(
        {"api.yaml": (repository / "openapi" / "rensei-api.yaml").read_bytes()},
        {"rensei_specs": {"api": "api.yaml"}, "html_theme": "furo", "rensei_proxy_url": "/_rensei/proxy"},
    )


@pytest.fixture(scope="module")
def recorder(analyser: Analyser) -> Recorder:
    return Recorder(Mock([analyser]))


@pytest.fixture(scope="module")
def url(project: Project, analyser: Analyser, recorder: Recorder) -> Iterator[str]:
    """The site under the Content Security Policy that `rensei-docs csp` gives for it."""
    with site(project.outdir, [analyser], recorder, content_security_policy(project.outdir)) as address:
        yield address


@pytest.fixture(scope="module")
def visit(browser: Browser) -> Iterator[Visit]:
    with browser.new_context() as context:
        yield Visit(context.new_page())


def pages(project: Project) -> dict[str, str]:
    """Operation -> path of its page."""
    objects = project.app.env.get_domain("rensei").get_objects()
    return {name: f"{docname}.html" for name, _, kind, docname, _, _ in objects if kind == "operation"}


def test_every_operation_is_called_as_its_samples_call_it(
    project: Project, analyser: Analyser, recorder: Recorder, url: str, visit: Visit
) -> None:
    """Method, path, query, header fields and body; the documented success comes back, as documented."""
    found = pages(project)
    wrong: list[str] = []
    assert len(analyser.description.operations) == 57
    for operation in analyser.description.operations:
        golden = build_request(analyser, operation)
        recorder.arrived.clear()
        visit.turn_on(f"{url}/{found[operation.id]}")
        for secret in visit.page.locator(".rensei-credentials input[type=password]").all():
            secret.fill(SECRET)
        said = visit.send()
        success = next(each.status for each in operation.responses if each.status.startswith("2"))
        if not said.startswith(success) or "✓ as documented" not in said or len(recorder.arrived) != 1:
            wrong.append(f"{operation.id}: {said[:300]}")
        else:
            wrong += [f"{operation.id}: {each}" for each in differences(golden, recorder.arrived[0])]
    assert not wrong, "\n".join(wrong)
    assert visit.faults == []


def differences(golden: Request, arrived: Arrived) -> Iterator[str]:
    """Where what arrived is not what was to be sent."""
    wanted = golden.url.partition("://")[2].partition("/")[2]
    path, _, query = wanted.partition("?")
    for name, expected, got in (
        ("method", golden.method, arrived.method),
        ("path", f"/{path}", arrived.path),
        ("query", query, arrived.query),
        ("body", body_of(golden), arrived.body),
    ):
        if expected != got:
            yield f"{name} {got!r}, not {expected!r}"
    fields = sorted((name.lower(), text(template)) for name, template in golden.header_templates)
    got_fields = sorted((name, value) for name, value in arrived.headers if name not in _HOP)
    fields = [(name, value) for name, value in fields if name not in _HOP]
    if fields != got_fields:
        yield f"header fields {got_fields}, not {fields}"


def text(template: tuple[Any, ...]) -> str:
    return "".join(piece if isinstance(piece, str) else SECRET for piece in template)


def body_of(request: Request) -> bytes:
    match request.body:
        case TextBody():
            return request.body.text.encode()
        case FileBody() | MultipartBody():
            pytest.fail("no operation of Rensei sends a file")
        case _:
            return b""
