"""Drafts as YAML, in the manner of the file that they are put into."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sphinxext_rensei.draft._draft import Drafts
    from sphinxext_rensei.spec import JSON

_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
# Keys that need no quotes.
_PLAIN: Final = re.compile(r"[A-Za-z/][\w/{}.~@%+=$()-]*", re.ASCII)


class _Dumper(yaml.SafeDumper):
    indents_sequences = True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT001, FBT002 - PyYAML's
        super().increase_indent(flow, indentless and not self.indents_sequences)

    def ignore_aliases(self, data: Any) -> bool:
        return True


class _CompactDumper(_Dumper):
    indents_sequences = False


def _string(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    # PyYAML reads numbers as YAML 1.1 has them, and takes fewer for one than JSON does.
    style = "|" if "\n" in text else "'" if _NUMBER.fullmatch(text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _string)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a YAML file is written.

    :param step: spaces by which a mapping is indented in another.
    :param indents_sequences: whether a sequence is indented below its key.
    :param origins: where the route of an operation is, by path and method; each is a comment.
    """

    step: int = 2
    indents_sequences: bool = True
    origins: Mapping[tuple[str, ...], str] = field(default_factory=dict)

    def lines(self, keys: tuple[str, ...], value: JSON) -> list[str]:
        """A member of a description's contents, as lines.

        :param keys: the keys that lead to it.
        """
        *above, key = keys
        if above[:1] in ([], ["paths"]) and len(keys) < len(("paths", "path", "method")) and isinstance(value, dict):
            inner = [line for each, held in value.items() for line in self.lines((*keys, each), held)]
            return [f"{_key(key)}:", *indented(inner, self.step)]
        # The name of a file may hold anything.
        origin = "".join(each if each.isprintable() else "?" for each in self.origins.get(keys[1:], ""))
        dumper = _Dumper if self.indents_sequences else _CompactDumper
        text = yaml.dump(
            value, Dumper=dumper, sort_keys=False, allow_unicode=True, width=10_000, indent=max(self.step, 2)
        )
        comment = [f"# From {origin}"] if origin else []
        return [*comment, f"{_key(key)}:", *indented(text.rstrip("\n").split("\n"), self.step)]


def indented(lines: Sequence[str], columns: int) -> list[str]:
    """Lines further to the right; empty ones stay empty."""
    return [f"{' ' * columns}{line}" if line else line for line in lines]


def _key(key: str) -> str:
    # JSON's strings are YAML's too, and of any length.
    return key if _PLAIN.fullmatch(key) else json.dumps(key, ensure_ascii=False)


def fragment(drafts: Drafts) -> str:
    """Drafts as a piece of a description, to read or to copy."""
    manner = Manner(origins=drafts.origins)
    lines = [line for key, value in drafts.contents.items() for line in manner.lines((key,), value)]
    return "\n".join(lines) + "\n"
