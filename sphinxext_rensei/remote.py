"""Files of other hosts that conf.py allows: fetched once, kept beside the doctrees for builds without a network."""

from __future__ import annotations

import hashlib
import os
import time
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import requests

import sphinxext_rensei
from sphinxext_rensei.errors import LoadError
from sphinxext_rensei.problems import Location, Problem, ProblemCode
from sphinxext_rensei.spec import Remote

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.config import Config

_WAIT: Final = 10
"""Seconds to connect, and between two pieces."""
_PATIENCE: Final = 60
"""Seconds for a whole file."""
_MAX_BYTES: Final = 32 * 1024 * 1024
_PIECE: Final = 64 * 1024
_SUFFIXES: Final = (".json", ".yaml", ".yml", ".md", ".markdown", ".txt", ".html")


def find_remote(config: Config, folder: Path) -> Remote | None:
    """What descriptions may refer to on other hosts, if anything.

    :param folder: where copies are kept, in a folder of their own.
    """
    prefixes = tuple(config.rensei_remote_references)
    return Remote(prefixes=prefixes, retrieve=Copies(folder / "rensei-remote")) if prefixes else None


@dataclass(frozen=True, slots=True)
class Copies:
    """Gets files by HTTP, each once for as long as the folder of copies is there."""

    folder: Path
    patience: float = _PATIENCE

    def __call__(self, uri: str, /) -> Path:
        """The copy of a file, fetched now where there is none."""
        suffix = PurePosixPath(urlsplit(uri).path).suffix.lower()
        name = hashlib.sha256(uri.encode()).hexdigest()[:32]
        path = self.folder / f"{name}{suffix if suffix in _SUFFIXES else '.yaml'}"
        if not path.is_file():
            content = self._fetched(uri)
            self.folder.mkdir(parents=True, exist_ok=True)
            scratch = path.with_name(f"{name}.{os.getpid()}")
            scratch.write_bytes(content)
            scratch.replace(path)
        return path

    def _fetched(self, uri: str) -> bytes:
        agent = {"User-Agent": f"sphinxext-rensei/{sphinxext_rensei.__version__}"}
        try:
            # A redirect could lead to a host that nobody allowed; credentials of a .netrc are for nobody here.
            with requests.Session() as session:
                session.auth = _unchanged
                with session.get(uri, headers=agent, timeout=_WAIT, stream=True, allow_redirects=False) as response:
                    return self._content(uri, response)
        except (requests.RequestException, ValueError) as error:
            raise _fault(uri, f"the file can't be fetched: {type(error).__name__}") from error

    def _content(self, uri: str, response: requests.Response) -> bytes:
        if response.is_redirect:
            raise _fault(uri, f"the file has moved to {response.headers['Location']!r:.200}; refer to that one")
        if response.status_code != requests.codes.ok:
            raise _fault(uri, f"the file can't be fetched: the host answers {response.status_code}")
        end = time.monotonic() + self.patience
        content = bytearray()
        for piece in response.iter_content(_PIECE):
            content += piece
            if len(content) > _MAX_BYTES:
                raise _fault(uri, f"the file is larger than {_MAX_BYTES // 1024 // 1024} MB")
            if time.monotonic() > end:
                raise _fault(uri, f"the file takes more than {self.patience:g} seconds")
        return bytes(content)


def _unchanged(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def _fault(uri: str, message: str) -> LoadError:
    return LoadError(Problem(ProblemCode.MISSING_FILE, message, Location(uri)))
