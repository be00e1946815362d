"""What a proxy may call for a site, as data: the servers and operations that its descriptions have.

The form is that which ``sphinxext_rensei.proxy`` reads; a site has it as ``rensei-policy.json``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from sphinxext_rensei.spec import is_proxied, is_sent, join_uri, urls_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinxext_rensei.spec import JSON, Operation, Server

FILE_NAME: Final = "rensei-policy.json"
"""Where a built site has its policy, relative to its root."""
VERSION: Final = 1
"""Version of the data's form."""

_FIXED_LABELS: Final = 2


def build_policy(operations: Iterable[Operation], *, base: str = "") -> dict[str, JSON]:
    """The policy of some operations.

    :param base: what relative server URLs are resolved against; without it they are left out.
    """
    groups: dict[tuple[str, ...], list[JSON]] = {}
    for operation in operations:
        if is_sent(operation):
            servers = [server for server in operation.servers if is_proxied(operation, server)]
            urls = (url for server in servers for url in server_patterns(server, base))
            groups.setdefault(tuple(dict.fromkeys(urls)), []).append(operation.endpoint)
    targets: list[JSON] = [
        {"servers": list(servers), "operations": list(dict.fromkeys(endpoints))}
        for servers, endpoints in groups.items()
        if servers
    ]
    return {"version": VERSION, "targets": targets}


def server_patterns(server: Server, base: str = "") -> list[str]:
    """The URLs that a server stands for.

    A variable with an ``enum`` has each of its values.  One without stands for an asterisk, that is some characters of
    one label of the host or of one segment of the path, and only where the two last labels of the host are fixed;
    elsewhere for its default alone.
    """
    found: dict[str, None] = {}
    for url in urls_of(server, lambda variable: variable.enum or (variable.default, "*")):
        resolved = join_uri(base, url) or ""
        if _is_usable(resolved):
            found[resolved.partition("#")[0].partition("?")[0].rstrip("/")] = None
    return list(found)


def _is_usable(url: str) -> bool:
    """Whether a URL says where it leads, as far as it must."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    fixed = host.rpartition("*")[2].split(".")[1:] if "*" in host else [host] * _FIXED_LABELS
    is_known = parts.scheme in ("http", "https") and bool(host) and (port is None or port > 0)
    return is_known and "@" not in parts.netloc and len(fixed) >= _FIXED_LABELS and not re.search(r"[{}\s]", url)


def origins_of(policy: JSON) -> list[str]:
    """The origins of a policy's servers, for a Content Security Policy: hosts with an asterisk become ``*.rest``."""
    targets = policy.get("targets") if isinstance(policy, dict) else None
    servers = [
        server
        for target in (targets if isinstance(targets, list) else [])
        if isinstance(target, dict) and isinstance(held := target.get("servers"), list)
        for server in held
        if isinstance(server, str)
    ]
    return list(dict.fromkeys(_origin(server) for server in servers))


def _origin(url: str) -> str:
    parts = urlsplit(url)
    before, star, rest = parts.netloc.rpartition("*")
    # A source expression knows an asterisk only for whole labels in front (CSP 3, section 2.3.1).
    authority = f"*.{rest.partition('.')[2]}" if star or before else parts.netloc
    return f"{parts.scheme}://{authority}"
