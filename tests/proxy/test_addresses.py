"""Which addresses may be called: every trick with a family, and what is plainly public."""

from __future__ import annotations

import ipaddress

import pytest

from sphinxext_rensei.proxy import DENIED, reason_against


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("127.0.0.1", "loopback"),
        ("127.255.255.254", "loopback"),
        ("::1", "loopback"),
        ("10.0.0.1", "private"),
        ("172.16.0.1", "private"),
        ("172.31.255.255", "private"),
        ("192.168.1.1", "private"),
        ("fc00::1", "private"),
        ("fd00:ec2::254", "private"),
        ("100.64.0.1", "shared by a carrier's customers"),
        ("100.100.100.200", "shared by a carrier's customers"),
        ("0.0.0.0", "unspecified"),
        ("0.1.2.3", "unspecified"),
        ("::", "unspecified"),
        ("169.254.169.254", "link-local"),
        ("fe80::1", "link-local"),
        ("fe80::1%eth0", "link-local"),
        ("fec0::1", "site-local"),
        ("224.0.0.1", "multicast"),
        ("239.255.255.250", "multicast"),
        ("ff02::1", "multicast"),
        ("240.0.0.1", "reserved"),
        ("255.255.255.255", "reserved"),
        ("192.0.0.8", "reserved"),
        ("192.0.0.192", "reserved"),
        ("192.88.99.1", "reserved"),
        ("2001:20::1", "reserved"),
        ("5f00::1", "reserved"),
        ("198.18.0.1", "for benchmarks"),
        ("192.0.2.1", "for documentation"),
        ("198.51.100.1", "for documentation"),
        ("203.0.113.1", "for documentation"),
        ("2001:db8::1", "for documentation"),
        ("3fff::1", "for documentation"),
        ("100::1", "discarded"),
        ("168.63.129.16", "a cloud's own service"),
        ("64:ff9b:1::7f00:1", "for translation inside one network"),
        ("64:ff9b:1:ffff:ffff:ffff:808:808", "for translation inside one network"),
        ("4000::1", "not global"),
        ("::2:808:808", "not global"),
        # IPv4 inside IPv6.
        ("::ffff:127.0.0.1", "loopback, inside an IPv6 address"),
        ("::ffff:a9fe:a9fe", "link-local, inside an IPv6 address"),
        ("::ffff:0:127.0.0.1", "loopback, inside an IPv6 address"),
        ("::127.0.0.1", "loopback, inside an IPv6 address"),
        ("::10.0.0.1", "private, inside an IPv6 address"),
        ("64:ff9b::127.0.0.1", "loopback, inside an IPv6 address"),
        ("64:ff9b::a9fe:a9fe", "link-local, inside an IPv6 address"),
        ("2002:7f00:1::", "loopback, inside an IPv6 address"),
        ("2002:a9fe:a9fe::1", "link-local, inside an IPv6 address"),
        ("2002:c0a8:101:1::1", "private, inside an IPv6 address"),
        # Teredo: the server is loopback; the client is, its bits turned.
        ("2001:0:7f00:1::808:808", "loopback, inside an IPv6 address"),
        ("2001:0:808:808::80ff:fffe", "loopback, inside an IPv6 address"),
        ("2001:0:808:808::f7f7:f7f7", "reserved"),
        ("2606:4700::5efe:127.0.0.1", "loopback, inside an IPv6 address"),
        ("2606:4700::200:5efe:10.0.0.1", "private, inside an IPv6 address"),
        ("api.example.com", "not an address"),
        ("0x7f.1", "not an address"),
        ("", "not an address"),
    ],
)
def test_addresses_that_are_denied(address, reason) -> None:
    assert reason_against(address) == reason


@pytest.mark.parametrize(
    "address",
    [
        "8.8.8.8",
        "1.1.1.1",
        "172.15.255.255",
        "172.32.0.1",
        "100.63.255.255",
        "100.128.0.1",
        "169.253.255.255",
        "192.0.1.1",
        "198.17.255.255",
        "198.20.0.1",
        "223.255.255.255",
        "2606:4700:4700::1111",
        "2001:4860:4860::8888",
        "2a00:1450:4001:81b::200e",
        "::ffff:8.8.8.8",
        "64:ff9b::808:808",
        "2002:808:808::1",
    ],
)
def test_public_addresses_may_be_called(address) -> None:
    assert reason_against(address) == ""


@pytest.mark.parametrize(
    ("address", "is_allowed"),
    [
        ("127.0.0.1", True),
        ("::1", True),
        ("192.168.1.1", True),
        ("fd00::1", True),
        ("::ffff:127.0.0.1", True),
        ("169.254.169.254", False),
        ("fe80::1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("168.63.129.16", False),
    ],
)
def test_private_ones_may_be_allowed_for_development(address, is_allowed) -> None:
    """What metadata services answer on stays denied."""
    assert (reason_against(address, allow_private=True) == "") == is_allowed


def test_nothing_that_python_calls_private_passes() -> None:
    """The table is a superset of the standard library's: its first and last addresses of each network are tried."""
    networks = [
        network
        for version in (ipaddress.IPv4Address, ipaddress.IPv6Address)
        for network in version._constants._private_networks  # type: ignore[union-attr]
    ]
    assert networks
    passed = [
        str(address)
        for network in networks
        for address in (network[0], network[-1])
        if address.is_private and not reason_against(str(address))
    ]
    assert passed == []


def test_every_row_denies_its_whole_network() -> None:
    for row in DENIED:
        for address in (row.network[0], row.network[-1]):
            assert reason_against(str(address))
