"""Every error on the way to the upstream has a status of its own."""

from __future__ import annotations

import ssl

import httpcore
import httpx
import pytest

from sphinxext_rensei.proxy import REASONS
from sphinxext_rensei.proxy._refusals import REASONS_OF_ERRORS, refusal_of
from sphinxext_rensei.proxy._upstream import _as_httpx
from tests.proxy.conftest import post

HTTPX = sorted(
    (each for each in vars(httpx).values() if isinstance(each, type) and issubclass(each, Exception)),
    key=lambda each: each.__name__,
)
HTTPCORE = [
    each
    for name, each in vars(httpcore).items()
    if isinstance(each, type) and issubclass(each, Exception) and name != "ConnectionNotAvailable"
]


@pytest.mark.parametrize("error", HTTPX)
def test_every_exception_of_httpx_has_a_reason(error) -> None:
    """By name, not by a base class that happens to be there."""
    assert REASONS_OF_ERRORS[error] in REASONS


@pytest.mark.parametrize("error", HTTPCORE)
def test_every_exception_of_httpcore_becomes_one_of_httpx(error) -> None:
    with pytest.raises(getattr(httpx, error.__name__)), _as_httpx():
        raise error("text")


def test_reasons_of_errors_blame_the_way_and_not_the_reader() -> None:
    used = {REASONS_OF_ERRORS[each] for each in HTTPX if issubclass(each, httpx.TransportError)}
    assert {code for code in used if REASONS[code][0] < 500} == {"header-invalid", "scheme"}


def test_a_certificate_that_can_t_be_verified_is_told_apart() -> None:
    error = httpx.ConnectError("text")
    error.__cause__ = httpcore.ConnectError()
    error.__cause__.__cause__ = ssl.SSLCertVerificationError()
    assert refusal_of(error).code == "certificate"


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("error", "code"),
    [
        (httpx.ConnectError("203.0.113.9 refused"), "connect-failed"),
        (httpx.ReadError(""), "connection-lost"),
        (httpx.InvalidURL(""), "url-invalid"),
        (ssl.SSLError(), "connection-lost"),
    ],
)
async def test_errors_are_answered_without_their_texts(make_proxy, error, code) -> None:
    def fail(_request: httpx.Request) -> httpx.Response:
        raise error

    problem = (await post(make_proxy(transport=httpx.MockTransport(fail)))).problem
    assert problem == {
        "type": f"urn:rensei:proxy:{code}",
        "title": REASONS[code][1],
        "status": REASONS[code][0],
        "code": code,
    }
