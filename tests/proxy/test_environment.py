"""A proxy as a server starts it: from variables, with a message for each that is wrong."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import sphinxext_rensei
from sphinxext_rensei.proxy import InProcessTransport, Limits, Proxy, app_from_environment, limits_from, read_policy
from tests.proxy.conftest import ORIGIN, POLICY, Upstream, head, post

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.anyio


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    path = tmp_path / "rensei-policy.json"
    path.write_text(json.dumps(POLICY))
    return {"RENSEI_PROXY_POLICY": str(path), "RENSEI_PROXY_ORIGINS": f"{ORIGIN}, https://b.example"}


async def test_the_environment_says_what_may_be_called_and_by_whom(environment) -> None:
    app = app_from_environment(environment | {"RENSEI_PROXY_TOKEN": "right", "RENSEI_PROXY_TOTAL": "5.5"})
    assert app.limits == Limits(total=5.5)
    assert app.policy.targets == POLICY["targets"]
    assert (await post(app)).problem["code"] == "token"
    denied = await post(app, head("https://evil.example/"), headers={"authorization": "Bearer right"})
    assert denied.problem["code"] == "server-not-described"
    assert (await post(app, headers={"origin": "https://c.example"})).problem["code"] == "origin"
    await app.aclose()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"RENSEI_PROXY_POLICY": ""}, "the proxy can't start"),
        ({"RENSEI_PROXY_POLICY": "no/such/file"}, "no/such/file"),
        ({"RENSEI_PROXY_ORIGINS": "*"}, "not '\\*'"),
        ({"RENSEI_PROXY_ORIGINS": "null"}, "not 'null'"),
        ({"RENSEI_PROXY_ORIGINS": "https://docs.example.com/"}, "an origin is scheme://host"),
        ({"RENSEI_PROXY_RATE": "many"}, "RENSEI_PROXY_RATE must be a number, not 'many'"),
        ({"RENSEI_PROXY_CALLS": "0"}, "RENSEI_PROXY_CALLS must be above 0"),
        ({"RENSEI_PROXY_IDLE": "nan"}, "RENSEI_PROXY_IDLE must be above 0"),
    ],
)
def test_a_wrong_value_is_named(environment, changes, message) -> None:
    with pytest.raises(SystemExit, match=message):
        app_from_environment(environment | changes)


def test_without_a_policy_there_is_no_proxy() -> None:
    with pytest.raises(SystemExit, match="RENSEI_PROXY_POLICY must name a policy file"):
        app_from_environment({})


def test_every_limit_can_be_set() -> None:
    given = {f"RENSEI_PROXY_{name.upper()}": "7" for name in Limits.__slots__}
    assert limits_from(given) == Limits(**dict.fromkeys(Limits.__slots__, 7))


async def test_private_addresses_are_allowed_with_a_warning(caplog) -> None:
    Proxy(read_policy(POLICY), allow_private=True)
    assert "private addresses can be called: for development only" in caplog.text


async def test_the_proxy_says_what_it_is(make_proxy) -> None:
    """So that a page can explain why a call can't pass."""
    answered = await post(make_proxy(), b"", method="GET")
    said = json.loads(answered.content)
    assert said["version"] == sphinxext_rensei.__version__
    assert said["targets"] == POLICY["targets"]
    assert said["limits"]["response_body"] == Limits().response_body
    assert answered.headers["access-control-allow-origin"] == ORIGIN
    assert answered.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(("path", "status"), [("/", 401), ("/health", 200), ("/_rensei/proxy/health", 200)])
async def test_a_balancer_may_ask_for_health_without_the_token(make_proxy, path, status) -> None:
    answered = await post(make_proxy(token="right"), b"", method="GET", path=path)
    assert answered.status == status


async def test_the_lifespan_closes_connections() -> None:
    closed = []

    class Transport(InProcessTransport):
        async def aclose(self) -> None:
            closed.append(True)

    told, said = ["lifespan.startup", "lifespan.shutdown"], []

    async def receive() -> dict[str, str]:
        return {"type": told.pop(0)}

    async def send(message: object) -> None:
        said.append(message)

    await Proxy(read_policy(POLICY), transport=Transport(Upstream()))({"type": "lifespan"}, receive, send)
    assert said == [{"type": "lifespan.startup.complete"}, {"type": "lifespan.shutdown.complete"}]
    assert closed == [True]
