"""How much a client may ask for: counted, bounded, and told when to come back."""

from __future__ import annotations

from contextlib import ExitStack

import pytest

from sphinxext_rensei.proxy import Limits, Refusal
from sphinxext_rensei.proxy._limits import _MAX_CLIENTS, Clients, client_key
from tests.proxy.conftest import post


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def call(clients: Clients, address: str = "198.51.100.7") -> str:
    try:
        with clients.admit(address):
            return "passed"
    except Refusal as refusal:
        return refusal.code


def test_a_client_has_so_many_calls_in_a_minute() -> None:
    clock = Clock()
    clients = Clients(Limits(rate=3), clock)
    assert [call(clients) for _ in range(4)] == ["passed"] * 3 + ["too-many-calls"]
    assert call(clients, "198.51.100.8") == "passed"
    clock.now = 20
    assert [call(clients) for _ in range(2)] == ["passed", "too-many-calls"]
    clock.now = 10_000
    assert [call(clients) for _ in range(4)] == ["passed"] * 3 + ["too-many-calls"]


def test_who_calls_too_often_is_told_when_to_come_back() -> None:
    clock = Clock()
    clients = Clients(Limits(rate=3), clock)
    for _ in range(3):
        call(clients)
    clock.now = 5
    with pytest.raises(Refusal) as refusal, clients.admit("198.51.100.7"):
        pass
    assert refusal.value.retry_after == 15


@pytest.mark.parametrize(
    ("limits", "addresses", "last"),
    [
        (Limits(client_calls=2), ["a", "a"], "too-busy"),
        (Limits(client_calls=2), ["a", "b"], "passed"),
        (Limits(calls=2), ["b", "c"], "too-busy"),
    ],
)
def test_calls_at_once_are_bounded(limits, addresses, last) -> None:
    clients = Clients(limits)
    with ExitStack() as running:
        for address in addresses:
            running.enter_context(clients.admit(address))
        assert call(clients, "a") == last
    assert clients.running == 0
    assert call(clients, "a") == "passed"


def test_a_bounded_number_of_clients_is_remembered() -> None:
    clients = Clients(Limits())
    for number in range(_MAX_CLIENTS + 100):
        call(clients, f"client-{number}")
    assert len(clients._clients) == _MAX_CLIENTS


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1%eth0", "2001:db8:1:2::/64"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
        ("unix", "unix"),
        ("", ""),
    ],
)
def test_a_client_is_an_address_or_a_customer_s_network(address, key) -> None:
    assert client_key(address) == key


@pytest.mark.anyio
async def test_the_proxy_refuses_too_many_calls(make_proxy) -> None:
    proxy = make_proxy(limits=Limits(rate=1))
    assert (await post(proxy)).status == 200
    answered = await post(proxy)
    assert answered.problem["code"] == "too-many-calls"
    assert answered.headers["retry-after"] == "60"
    assert (await post(proxy, client="198.51.100.8")).status == 200
