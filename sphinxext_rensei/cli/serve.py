"""``rensei-docs serve SITE``: a built site, and the proxy on the same origin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TextIO
from urllib.parse import urlsplit

from sphinxext_rensei.cli import UsageError, _server
from sphinxext_rensei.cli._descriptions import built_site, load_all, policy_of, read_policy_file
from sphinxext_rensei.cli.csp import content_security_policy
from sphinxext_rensei.policy import FILE_NAME, VERSION

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

_RATE: Final = 100_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("site", help="folder of the built site")
    parser.add_argument("--mock", action="store_true", help="answer calls from the descriptions; nothing is sent")
    parser.add_argument(
        "--spec", action="append", default=[], metavar="PATH", help="an OpenAPI description; may be repeated"
    )
    parser.add_argument("--csp", action="store_true", help="send the site's Content Security Policy with its pages")
    parser.add_argument("--allow-private", action="store_true", help="let calls go to private addresses")
    _server.add_address(parser, 8000)


def run(arguments: argparse.Namespace, stdout: TextIO, stderr: TextIO) -> int:
    """Serve until stopped."""
    from sphinxext_rensei.cli._site import site_app  # noqa: PLC0415 - needs an extra
    from sphinxext_rensei.mock import Mock  # noqa: PLC0415
    from sphinxext_rensei.proxy import InProcessTransport, Limits, Proxy, log_to_stderr, read_policy  # noqa: PLC0415

    site = built_site(arguments.site)
    if arguments.mock and not arguments.spec:
        raise UsageError("--mock needs descriptions: --spec PATH")
    analysers = load_all(arguments.spec, stderr)
    listener = _server.listen(arguments.host, arguments.port)
    url, port = _server.url_of(listener), listener.getsockname()[1]
    hosts = dict.fromkeys(("127.0.0.1", "localhost", urlsplit(url).netloc.rpartition(":")[0]))
    log_to_stderr()
    proxy = Proxy(
        read_policy(policy_of(analysers, url) if analysers else _policy_of(site)),
        origins=[f"http://{host}:{port}" for host in hosts],
        # All calls are of the one who has started it.
        limits=Limits(rate=_RATE, client_calls=Limits().calls),
        allow_private=arguments.allow_private,
        transport=InProcessTransport(Mock(analysers)) if arguments.mock else None,
    )
    app = site_app(
        site,
        proxy,
        hosts=hosts,
        csp=content_security_policy(site) if arguments.csp else "",
        lead_to_proxy=arguments.mock or not _has_proxy(site),
    )
    return _server.run(app, listener, f"Serving {site} at {url}/", stdout)


def _policy_of(site: Path) -> object:
    path = site / FILE_NAME
    return read_policy_file(path) if path.is_file() else {"version": VERSION, "targets": []}


def _has_proxy(site: Path) -> bool:
    """Whether the pages were built for a proxy."""
    policy = _policy_of(site)
    return isinstance(policy, dict) and bool(policy.get("proxy"))
