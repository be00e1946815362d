"""What was made of a description's files, kept until one of them changes."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import pickle
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import url2pathname

import sphinxext_rensei
from sphinxext_rensei.spec._collector import collector_paused

if TYPE_CHECKING:
    from sphinxext_rensei.spec._references import References


class Cache:
    """One value in a file of its own: a line of digests by URI, then a pickle.

    :param folder: where the file is; it has to be as trusted as the code.
    :param key: what tells the value from others in the folder, and from those of an earlier form.
    """

    def __init__(self, folder: Path, *key: str) -> None:
        whole = "\n".join((sphinxext_rensei.__version__, *key))
        self._file = folder / f"rensei-{hashlib.sha256(whole.encode()).hexdigest()[:16]}.pickle"

    def get(self, *, outdated: bool = False) -> object:
        """What was stored last, or None.

        :param outdated: whether it is wanted whatever has changed in the files since.
        """
        try:
            manifest, _, content = self._file.read_bytes().partition(b"\n")
            if not outdated and any(_digest(uri) != digest for uri, digest in json.loads(manifest).items()):
                return None
            with collector_paused():
                return pickle.loads(content)  # noqa: S301 - our own, beside Sphinx's pickles
        except Exception:  # noqa: BLE001 - a broken cache is no cache
            return None

    def put(self, value: object, references: References | None = None) -> None:
        """Store what was made of files; a folder that can't be written means that it is made again next time.

        :param references: the files; without them the key alone says whether the value still holds.
        """
        unread = references.unread if references else set()
        if any(not uri.startswith("file:") for uri in unread):
            # Another host may answer next time, and nothing here would tell.
            return
        files = references.files.values() if references else ()
        read = {source.path.resolve().as_uri(): source.digest for source in files}
        # A file that was missing or broken may be there, or mended, next time.
        manifest = json.dumps(read | {uri: _digest(uri) for uri in unread})
        scratch = self._file.with_name(f"{self._file.name}.{os.getpid()}")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            scratch.write_bytes(manifest.encode() + b"\n" + pickle.dumps(value, pickle.HIGHEST_PROTOCOL))
            scratch.replace(self._file)
        except (OSError, pickle.PicklingError, RecursionError):
            with contextlib.suppress(OSError):
                scratch.unlink()


def _digest(uri: str) -> str:
    """SHA-256 of a local file's bytes, in hex; empty where there is none."""
    try:
        return hashlib.sha256(Path(url2pathname(urlsplit(uri).path)).read_bytes()).hexdigest()
    except (OSError, ValueError):
        return ""
