"""Which IP addresses may be called: an explicit table, after the IPv4 addresses inside IPv6 ones are taken out.

``ipaddress.is_global`` is not enough: it differs between versions of Python, and passes multicast, site-local and
most of the forms that carry an IPv4 address.  The registries are those of IANA (RFC 6890 and its updates).
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from ipaddress import IPv4Network


class Denied(NamedTuple):
    """A network that is not called.

    :param local: whether it is one that software under development runs in, so that it can be allowed.
    """

    network: IPv4Network | IPv6Network
    reason: str
    local: bool


def _denied(reason: str, *networks: str, local: bool = False) -> list[Denied]:
    return [Denied(ip_network(network), reason, local) for network in networks]


DENIED: Final = (
    *_denied("loopback", "127.0.0.0/8", "::1/128", local=True),
    *_denied("private", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7", local=True),
    *_denied("shared by a carrier's customers", "100.64.0.0/10", local=True),
    *_denied("unspecified", "0.0.0.0/8", "::/128"),
    *_denied("link-local", "169.254.0.0/16", "fe80::/10"),
    *_denied("site-local", "fec0::/10"),
    *_denied("multicast", "224.0.0.0/4", "ff00::/8"),
    *_denied("reserved", "240.0.0.0/4", "192.0.0.0/24", "192.88.99.0/24", "2001::/23", "5f00::/16"),
    *_denied("for benchmarks", "198.18.0.0/15"),
    *_denied("for documentation", "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "3fff::/20"),
    *_denied("discarded", "100::/64", "100:0:0:1::/64"),
    # RFC 8215: how much of it is the prefix is each network's own choice, so what it carries can't be told.
    *_denied("for translation inside one network", "64:ff9b:1::/48"),
    # A public address that is, inside Azure, the host's own agent.
    *_denied("a cloud's own service", "168.63.129.16/32"),
)

_GLOBAL: Final = IPv6Network("2000::/3")
_INTERFACE_OF_ISATAP: Final = (0x00005EFE, 0x02005EFE)


def _last(address: IPv6Address) -> list[IPv4Address]:
    return [IPv4Address(int(address) & 0xFFFFFFFF)]


def _bits(address: IPv6Address, shift: int) -> IPv4Address:
    return IPv4Address(int(address) >> shift & 0xFFFFFFFF)


_CARRIERS: Final[tuple[tuple[IPv6Network, Callable[[IPv6Address], list[IPv4Address]]], ...]] = (
    (IPv6Network("::ffff:0:0/96"), _last),  # IPv4-mapped, RFC 4291 section 2.5.5.2
    (IPv6Network("::ffff:0:0:0/96"), _last),  # IPv4-translated, RFC 2765
    (IPv6Network("64:ff9b::/96"), _last),  # NAT64, RFC 6052
    (IPv6Network("2002::/16"), lambda address: [_bits(address, 80)]),  # 6to4, RFC 3056
    # Teredo, RFC 4380: the server, and the client with its bits turned.
    (IPv6Network("2001::/32"), lambda address: [_bits(address, 64), IPv4Address(~int(address) & 0xFFFFFFFF)]),
    # IPv4-compatible, RFC 4291 section 2.5.5.1; after the rest of ::/8, and not the first two addresses.
    (IPv6Network("::/96"), lambda address: _last(address) if int(address) > 1 else []),
)


def _carried(address: IPv6Address) -> list[IPv4Address]:
    """The IPv4 addresses inside an IPv6 address."""
    for network, read in _CARRIERS:
        if address in network:
            return read(address)
    # ISATAP, RFC 5214: the interface identifier tells, whatever the prefix.
    return _last(address) if int(address) >> 32 & 0xFFFFFFFF in _INTERFACE_OF_ISATAP else []


def reason_against(text: str, *, allow_private: bool = False) -> str:
    """Why an address may not be called; empty where it may.

    :param allow_private: lets through loopback and private networks; all else stays denied.
    """
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return "not an address"
    for inner in _carried(address) if isinstance(address, IPv6Address) else ():
        if reason := _reason(inner, allow_private=allow_private):
            return f"{reason}, inside an IPv6 address"
    return _reason(address, allow_private=allow_private)


def _reason(address: IPv4Address | IPv6Address, *, allow_private: bool) -> str:
    for network, reason, local in DENIED:
        if address.version == network.version and address in network:
            return "" if local and allow_private else reason
    if isinstance(address, IPv6Address) and address not in _GLOBAL and not _carried(address):
        return "not global"
    return ""
