"""JSON values as the text of a file, for readers of YAML 1.1 and 1.2 alike."""

from __future__ import annotations

import json
import re
from codecs import BOM_UTF8
from typing import TYPE_CHECKING, Any, Final

import yaml

from sphinxext_rensei.bundle._bundle import bundle

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sphinxext_rensei.spec import JSON, Loaded

_Dumper: Any = yaml.CSafeDumper if yaml.__with_libyaml__ else yaml.SafeDumper


class _YAML(_Dumper):  # type: ignore[misc]  # one of two classes
    """Writes every value in full, and in quotes whatever one of the two versions would not read as a string."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _string(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    # What YAML 1.1 alone takes for the end of a line is written as an escape.
    style = '"' if any(letter in text for letter in "\x85\u2028\u2029") else "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_YAML.add_representer(str, _string)
# The numbers of YAML 1.2's core schema (section 10.3.2); PyYAML itself knows those of YAML 1.1.
_YAML.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    re.compile(r"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$"),
    list("-+.0123456789"),
)
_YAML.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^0[ox][0-9a-fA-F]+$"), ["0"])


def _yaml(contents: JSON) -> str:
    text: str = yaml.dump(contents, Dumper=_YAML, sort_keys=False, allow_unicode=True, width=120)
    return text


def _json(contents: JSON) -> str:
    return f"{json.dumps(contents, ensure_ascii=False, indent=2)}\n"


WRITERS: Final[Mapping[str, Callable[[JSON], str]]] = {".json": _json, ".yaml": _yaml, ".yml": _yaml}
"""Suffix of a file -> what writes its text; any other is taken for YAML."""


def bundle_bytes(loaded: Loaded, suffix: str) -> bytes:
    """A description as one file, of the form that a suffix names; what is such a file already, as it is.

    But for a byte order mark, which many readers of JSON refuse (RFC 8259, section 8.1).
    """
    contents = bundle(loaded)
    entry = loaded.references.files[loaded.references.entry]
    writer = WRITERS.get(suffix.lower(), _yaml)
    is_such = contents is entry.contents and WRITERS.get(entry.path.suffix.lower(), _yaml) is writer
    return entry.path.read_bytes().removeprefix(BOM_UTF8) if is_such else writer(contents).encode()
