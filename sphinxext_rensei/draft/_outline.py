"""Where the parts of a YAML or JSON file begin and end, to the character, so that text can be put between them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import yaml
from yaml import events

if TYPE_CHECKING:
    from collections.abc import Iterator

_Parser: type[yaml.CBaseLoader | yaml.BaseLoader] = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader

# JSON that YAML has no place for, and what stands in for it: of the same length, so that places stay.
_JSON_ONLY: Final = ((re.compile(r"[\t\x7f]"), " "), (re.compile(r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}"), r"\\u0000"))


@dataclass(slots=True, kw_only=True)
class Part:
    """A value in the text.

    :param kind: ``mapping``, ``sequence``, ``scalar`` or ``alias``.
    :param start: offset of its first character.
    :param end: offset after its last one; trailing blank lines and comments belong to nothing.
    :param flow: whether it is written between brackets, as in JSON.
    :param text: of a scalar: its value.
    :param members: of a mapping: keys and values in order.
    :param items: of a sequence.
    :param key: of a mapping: what waits for its value.
    """

    kind: str
    start: int
    end: int = 0
    flow: bool = False
    text: str = ""
    members: list[tuple[Part, Part]] = field(default_factory=list)
    items: list[Part] = field(default_factory=list)
    key: Part | None = None

    @property
    def last(self) -> Part:
        """The last part in it."""
        return self.items[-1] if self.items else self.members[-1][1]

    def add(self, part: Part) -> None:
        """Put an item, a key, or the value of the key before it into a collection."""
        if self.kind == "sequence":
            self.items.append(part)
        elif self.key is None:
            self.key = part
        else:
            self.members.append((self.key, part))
            self.key = None

    def find(self, name: str) -> tuple[Part, Part] | None:
        """A key and its value; the last one counts."""
        return next((member for member in reversed(self.members) if member[0].text == name), None)


def outline(text: str, *, is_json: bool) -> Part:
    """The parts of a text that is known to hold one document.

    :raises yaml.YAMLError: JSON that YAML does not read.
    """
    for pattern, stand_in in _JSON_ONLY if is_json else ():
        text = pattern.sub(stand_in, text)
    stack = [Part(kind="sequence", start=0)]
    parsed: Iterator[events.Event] = iter(_Parser(text).get_event, None)
    for event in parsed:
        assert event.start_mark is not None
        assert event.end_mark is not None
        start, end = event.start_mark.index, event.end_mark.index
        match event:
            case events.CollectionStartEvent():
                kind = "mapping" if isinstance(event, events.MappingStartEvent) else "sequence"
                stack.append(Part(kind=kind, start=start, flow=bool(event.flow_style)))
            case events.CollectionEndEvent():
                done = stack.pop()
                # A block ends where the last thing in it ends.
                done.end = end if done.flow else done.last.end
                stack[-1].add(done)
            case events.ScalarEvent():
                is_block = event.style in ("|", ">")
                stack[-1].add(Part(kind="scalar", start=start, end=_end(text, start, end, is_block), text=event.value))
            case events.AliasEvent():
                stack[-1].add(Part(kind="alias", start=start, end=end))
    return stack[0].last


def _end(text: str, start: int, end: int, is_block: bool) -> int:  # noqa: FBT001 - a kind of scalar
    """The end of a scalar; a block scalar that keeps its line breaks has the blank lines after it too."""
    if not is_block or "+" in text[start : start + 3]:
        return end
    return start + len(text[start:end].rstrip())
