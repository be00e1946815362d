"""YAML as OpenAPI uses it: the JSON types of YAML 1.2 (section 10.2) over PyYAML's parser.

The values are made from the parser's events, in one loop. No node is composed: that would recurse as deep as the file
nests, and PyYAML's C code dies of it without an exception.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from types import NoneType
from typing import TYPE_CHECKING, Any, Final

import yaml
from yaml import events

from sphinxext_rensei.errors import LoadError
from sphinxext_rensei.problems import Location, Problem, ProblemCode
from sphinxext_rensei.spec._json_positions import DuplicateKey, OpenMapping, OpenSequence, pointer_to

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinxext_rensei.spec._json import JSON
    from sphinxext_rensei.spec._json_positions import Children, Place, Text

MAX_DEPTH = 250
"""Collections inside each other. Real descriptions stay under 50; ``copy``, ``pickle`` and ``json`` recurse, and at
Python's default limit of 1,000 frames this leaves them four each."""

MAX_EXPANSION = 1_000_000
"""Values that aliases add to a file. The largest descriptions known have half as many without any alias."""

_FLOAT = "tag:yaml.org,2002:float"
_CORE_TYPES: dict[str, type] = {
    "tag:yaml.org,2002:str": str,
    "tag:yaml.org,2002:null": NoneType,
    "tag:yaml.org,2002:bool": bool,
    "tag:yaml.org,2002:int": int,
    _FLOAT: float,
}
_WORDS: dict[str, JSON] = {"": None, "null": None, "true": True, "false": False}
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_BREAKS_OF_YAML_1_1 = "\x85\u2028\u2029"
_NOT_PRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")

_CLEARER: Final = (
    (re.compile(r"(cannot start any token|violates indentation).*: \t"), "a tab can't indent; YAML wants spaces"),
    (re.compile(r"cannot start any token.*: [@`%]"), "a value that begins with '@', '`' or '%' needs quotes"),
    (re.compile("mapping values are not allowed"), "a value that holds ': ' needs quotes"),
)
"""What the parser's problem is, and the character that it met -> what to do, where that can be told."""

_TOO_DEEP: Final = "maximum nesting depth"
"""In the message of a parser with a limit of its own, which looks further ahead than what it has told."""

_Parser: type[yaml.CBaseLoader | yaml.BaseLoader] = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader


def integer(text: str) -> JSON:
    """Read an integer; one of more digits than :func:`int` reads stays text."""
    try:
        return int(text)
    except ValueError:
        return text


def real(text: str) -> JSON:
    """Read a number with a fraction or an exponent; one beyond the range of :class:`float` stays text."""
    value = float(text)
    return value if math.isfinite(value) else text


def load_yaml(text: Text) -> tuple[JSON, Place, list[DuplicateKey]]:
    """Read one YAML document.

    :returns: the value, the places in it, and the keys that are there twice.
    :raises LoadError: it is not YAML, is empty, or goes beyond a limit.
    """
    try:
        return _Builder(text).build()
    except yaml.reader.ReaderError as error:
        raise LoadError(_unprintable(text, error)) from None
    except yaml.MarkedYAMLError as error:
        raise LoadError(_syntax(text, error)) from None


def _unprintable(text: Text, error: yaml.reader.ReaderError) -> Problem:
    found = _NOT_PRINTABLE.search(text.string)
    if found is None:
        return Problem(ProblemCode.SYNTAX, str(error.reason), Location(text.name, 1, 1))
    message = f"the character U+{ord(found[0]):04X} is not allowed in YAML; write it as an escape in double quotes"
    return Problem(ProblemCode.SYNTAX, message, text.location(found.start()))


def _syntax(text: Text, error: yaml.MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return Problem(ProblemCode.SYNTAX, _explained(text, error), Location(text.name, 1, 1))
    if _TOO_DEEP in str(error.problem):
        return Problem(ProblemCode.LIMIT, too_deep(), text.location(mark.index))
    found = text.string[mark.index : mark.index + 1]
    clearer = (words for problem, words in _CLEARER if problem.search(f"{error.problem}: {found}"))
    message = next(clearer, None) or _explained(text, error)
    return Problem(ProblemCode.SYNTAX, message, text.location(mark.index))


def _explained(text: Text, error: yaml.MarkedYAMLError) -> str:
    message = str(error.problem or error.context or "not YAML")
    if error.problem and error.context:
        message += f" {error.context}"
        if error.context_mark is not None:
            message += f" from line {text.location(error.context_mark.index).line}"
    return message


def _events(text: str) -> Iterator[events.Event]:
    """Parse, with the line breaks of YAML 1.1 as the plain characters that they are in YAML 1.2 (section 5.4)."""
    foreign = [character for character in _BREAKS_OF_YAML_1_1 if character in text]
    if not foreign:
        return iter(_Parser(text).get_event, None)
    unused = (character for character in map(chr, range(0xE000, 0xF900)) if character not in text)
    stand_ins = dict(zip(foreign, unused, strict=False))
    originals = {ord(stand_in): character for character, stand_in in stand_ins.items()}
    replaced = text.translate({ord(character): stand_in for character, stand_in in stand_ins.items()})
    parsed: Iterator[events.Event] = iter(_Parser(replaced).get_event, None)
    return (_translated(event, originals) for event in parsed)


def _translated(event: events.Event, table: dict[int, str]) -> events.Event:
    if isinstance(event, events.ScalarEvent):
        event.value = event.value.translate(table)
    return event


def _plain(text: str) -> JSON:
    if text in _WORDS:
        return _WORDS[text]
    # A look at one character spares most texts the regular expression.
    if text[0] not in "-0123456789" or (number := _NUMBER.fullmatch(text)) is None:
        return text
    return integer(text) if number.lastindex is None else real(text)


def _tagged(tag: str, text: str, value: JSON) -> JSON:
    """Follow a tag of the core schema (YAML 1.2, section 10.3) where the text fits; all others change nothing."""
    if tag not in _CORE_TYPES:
        return value
    typed = _plain(text)
    if tag == _FLOAT and type(typed) is int:
        return real(text)
    return typed if type(typed) is _CORE_TYPES[tag] else text


@dataclass(frozen=True, slots=True)
class _Anchored:
    """What an anchor names, and what an alias to it adds to the file.

    :param text: of a scalar; None for a collection.
    :param size: number of values and keys in it, its aliases expanded.
    :param height: number of collections inside each other in it.
    """

    value: JSON
    text: str | None
    children: Children = None
    size: int = 1
    height: int = 0


@dataclass(frozen=True, slots=True)
class _OpenAnchor:
    """An anchored collection whose end has not come, and what was counted before it."""

    name: str
    depth: int
    size: int
    deepest: int


class _Merge(str):
    """The key ``<<``, written plain."""

    __slots__ = ()


class _OpenMapping(OpenMapping):
    """A mapping that may take over the keys of others (``<<``, https://yaml.org/type/merge.html)."""

    __slots__ = ("merges",)

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.merges: list[tuple[dict[str, JSON], dict[str, Place]]] = []

    def add(self, value: JSON, offset: int, children: Children) -> None:
        if type(self.key) is _Merge:
            if (merges := _mappings(value, children)) is not None:
                self.merges += merges
                self.key = None
                return
            self.key = "<<"
        super().add(value, offset, children)

    def merge(self) -> None:
        """Put the keys taken over before the mapping's own, which win."""
        own = dict(self.value), dict(self.children)
        self.value.clear()
        self.children.clear()
        for value, children in [*self.merges, own]:
            self.value.update(value)
            self.children.update(children)


def _mappings(value: JSON, children: Children) -> list[tuple[dict[str, JSON], dict[str, Place]]] | None:
    """The mappings to take keys from, those that win last; None where a value is something else."""
    if isinstance(value, dict) and isinstance(children, dict):
        return [(value, children)]
    if not isinstance(value, list) or not isinstance(children, list):
        return None
    pairs = zip(value, (place[2] for place in children), strict=True)
    found = [(item, inside) for item, inside in pairs if isinstance(item, dict) and isinstance(inside, dict)]
    return found[::-1] if len(found) == len(value) else None


class _Builder:
    """Makes the value of one document from events.

    ``size`` counts values and keys as written, ``added`` those that aliases add; ``deepest`` is the number of
    collections inside each other, aliases expanded.
    """

    def __init__(self, text: Text) -> None:
        self.text = text
        self.root = OpenSequence(0)
        self.top: OpenSequence | OpenMapping = self.root
        self.stack: list[OpenSequence | OpenMapping] = [self.root]
        self.duplicates: list[DuplicateKey] = []
        self.keys: dict[str, str] = {}
        self.anchors: dict[str, _Anchored | None] = {}
        self.open_anchors: list[_OpenAnchor] = []
        self.size = self.added = self.deepest = self.documents = 0

    def build(self) -> tuple[JSON, Place, list[DuplicateKey]]:
        handlers: dict[type[events.Event], Callable[[Any, int], None]] = {
            events.ScalarEvent: self.scalar,
            events.AliasEvent: self.alias,
            events.MappingStartEvent: self.mapping,
            events.SequenceStartEvent: self.sequence,
            events.MappingEndEvent: self.end,
            events.SequenceEndEvent: self.end,
            events.DocumentStartEvent: self.document,
        }
        event: Any
        for event in _events(self.text.string):
            handler = handlers.get(type(event))
            if handler is not None:
                handler(event, event.start_mark.index)
        if not self.root.value:
            raise LoadError(Problem(ProblemCode.SYNTAX, "the file is empty", Location(self.text.name, 1, 1)))
        return self.root.value[0], self.root.children[0], self.duplicates

    def fail(self, code: ProblemCode, message: str, offset: int) -> LoadError:
        return LoadError(Problem(code, message, self.text.location(offset, pointer_to(self.stack))))

    def document(self, _event: events.DocumentStartEvent, offset: int) -> None:
        self.documents += 1
        if self.documents > 1:
            message = "the file holds several documents; a description is one"
            raise self.fail(ProblemCode.SYNTAX, message, offset)

    def scalar(self, event: events.ScalarEvent, offset: int) -> None:
        self.size += 1
        text = event.value
        value = text if event.style else _plain(text)
        if event.tag is not None:
            value = _tagged(event.tag, text, value)
        if event.anchor is not None:
            self.anchors[event.anchor] = _Anchored(value, text)
        if self.top.key is None:
            merges = text == "<<" and not event.style and event.tag is None
            self.key(_Merge(text) if merges else text, offset)
        else:
            self.top.add(value, offset, None)

    def key(self, text: str, offset: int) -> None:
        top = self.top
        assert isinstance(top, OpenMapping)
        # Descriptions repeat few keys many times: one object for each will do.
        top.key = text if type(text) is _Merge else self.keys.setdefault(text, text)
        top.key_offset = offset
        if text in top.children and type(text) is not _Merge:
            self.duplicates.append(DuplicateKey(pointer_to(self.stack), text, top.children[text][0], offset))

    def mapping(self, event: events.MappingStartEvent, offset: int) -> None:
        self.open(_OpenMapping(offset), event, offset)

    def sequence(self, event: events.SequenceStartEvent, offset: int) -> None:
        self.open(OpenSequence(offset), event, offset)

    def open(self, collection: OpenSequence | OpenMapping, event: events.CollectionStartEvent, offset: int) -> None:
        if self.top.key is None:
            raise self.fail(ProblemCode.SYNTAX, "a key must be a scalar, not a mapping or sequence", offset)
        if event.anchor is not None:
            self.anchors[event.anchor] = None
            self.open_anchors.append(_OpenAnchor(event.anchor, len(self.stack), self.size + self.added, self.deepest))
            self.deepest = 0
        self.size += 1
        self.reach(len(self.stack), offset)
        self.stack.append(collection)
        self.top = collection

    def end(self, _event: events.CollectionEndEvent, _offset: int) -> None:
        ended = self.stack.pop()
        self.top = self.stack[-1]
        if isinstance(ended, _OpenMapping) and ended.merges:
            ended.merge()
        if self.open_anchors and self.open_anchors[-1].depth == len(self.stack):
            self.close_anchor(ended, self.open_anchors.pop())
        self.top.add(ended.value, ended.offset, ended.children)

    def close_anchor(self, ended: OpenSequence | OpenMapping, anchor: _OpenAnchor) -> None:
        size, height = self.size + self.added - anchor.size, self.deepest - anchor.depth + 1
        # One that was set inside the collection is the later one, and stays (YAML 1.2, section 3.2.2.2).
        if self.anchors[anchor.name] is None:
            self.anchors[anchor.name] = _Anchored(ended.value, None, ended.children, size, height)
        self.deepest = max(self.deepest, anchor.deepest)

    def alias(self, event: events.AliasEvent, offset: int) -> None:
        name = event.anchor
        if name not in self.anchors:
            raise self.fail(ProblemCode.SYNTAX, f"the alias *{name} has no anchor before it", offset)
        anchored = self.anchors[name]
        if anchored is None:
            raise self.fail(ProblemCode.LIMIT, f"the alias *{name} stands inside of what it repeats", offset)
        self.added += anchored.size
        if self.added > MAX_EXPANSION:
            message = f"aliases expand the file by more than {MAX_EXPANSION:,} values"
            raise self.fail(ProblemCode.LIMIT, message, offset)
        if self.top.key is not None:
            self.reach(len(self.stack) - 1 + anchored.height, offset)
            self.top.add(anchored.value, offset, anchored.children)
        elif anchored.text is not None:
            self.key(anchored.text, offset)
        else:
            raise self.fail(ProblemCode.SYNTAX, "a key must be a scalar, not a mapping or sequence", offset)

    def reach(self, depth: int, offset: int) -> None:
        if depth > MAX_DEPTH:
            raise self.fail(ProblemCode.LIMIT, too_deep(), offset)
        self.deepest = max(self.deepest, depth)


def too_deep() -> str:
    """The message for what nests beyond :data:`MAX_DEPTH`."""
    return f"more than {MAX_DEPTH} mappings and sequences stand inside each other"
