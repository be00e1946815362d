"""Files on other hosts: which may be read, and how the core asks for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from urllib.parse import SplitResult, unquote, urlsplit

if TYPE_CHECKING:
    from pathlib import Path

_PORTS = {"http": 80, "https": 443}


class Retrieve(Protocol):
    """Gets a file from another host; the core itself opens local files only."""

    def __call__(self, uri: str, /) -> Path:
        """A local copy of the file.

        :raises LoadError: where there is none.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Remote:
    """What a description may refer to on other hosts.

    :param prefixes: URLs; what is at them and below them may be read.
    :param retrieve: gets a file that may.
    """

    prefixes: tuple[str, ...]
    retrieve: Retrieve

    def allows(self, uri: str) -> bool:
        """Whether a URL is at or below one of the prefixes."""
        return any(is_below(uri, prefix) for prefix in self.prefixes)


def is_below(uri: str, prefix: str) -> bool:
    """Whether a URL is another one or below it, by whole segments of the path.

    Scheme, host and port are compared as such, so that no user name or longer host passes for a prefix; a URL with a
    user name, or with a way up or a second separator hidden in its path, is below nothing.
    """
    asked, allowed = _split(uri), _split(prefix)
    if asked is None or allowed is None or _origin(asked) != _origin(allowed):
        return False
    below, above = asked.path.split("/"), allowed.path.rstrip("/").split("/")
    return below[: len(above)] == above


def is_prefix(text: object) -> bool:
    """Whether a text can be a prefix: an http or https URL, without query and fragment."""
    parts = _split(text) if isinstance(text, str) else None
    return parts is not None and not parts.query and not parts.fragment


def _split(uri: str) -> SplitResult | None:
    """The parts of a plain http or https URL; None for any other."""
    if not uri.isascii() or not uri.isprintable() or any(letter in uri for letter in ' \\"<>^`{|}'):
        return None
    try:
        parts = urlsplit(uri)
        usable = parts.scheme in _PORTS and parts.hostname and "@" not in parts.netloc and parts.port != 0
    except ValueError:
        return None
    segments = [unquote(segment) for segment in parts.path.split("/")]
    hidden = any(segment in (".", "..") or "/" in segment or "\\" in segment for segment in segments)
    return parts if usable and not hidden else None


def _origin(parts: SplitResult) -> tuple[str, str | None, int]:
    return parts.scheme, parts.hostname, parts.port or _PORTS[parts.scheme]
