"""URI references that authors wrote (RFC 3986): what is none is no exception, for a description may hold any text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit

if TYPE_CHECKING:
    from urllib.parse import SplitResult

# Python 3.13 does not join "../a" to a base without a host.
_ANY_HOST: Final = "http://host/"


def split_uri(uri: str) -> SplitResult | None:
    """The parts of a URI reference; None for what is none."""
    try:
        return urlsplit(uri)
    except ValueError:
        return None


def join_uri(base: str, reference: str) -> str | None:
    """A reference resolved against a base (RFC 3986, section 5.2); None for what is none."""
    try:
        joined = urljoin(base, reference)
    except ValueError:
        return None
    return None if split_uri(joined) is None else joined


def base_path(url: str) -> str:
    """What a server's URL puts before paths, a relative one as from the root of its host; nothing where it is none."""
    return urlsplit(join_uri(_ANY_HOST, url.strip()) or "").path.rstrip("/")
