"""Puts drafts into the text of a description, of which not a character changes otherwise.

What comes of it is read again, and has to be what was there before with the drafts in it; else nothing is changed.
"""

from __future__ import annotations

import copy
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import yaml

from sphinxext_rensei.draft._outline import Part, outline
from sphinxext_rensei.draft._write import Manner, indented
from sphinxext_rensei.drift import shape_of
from sphinxext_rensei.errors import LoadError
from sphinxext_rensei.problems import Location, Problem, RouteCode
from sphinxext_rensei.spec import read_inline

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinxext_rensei.draft._draft import Drafts
    from sphinxext_rensei.spec import JSON

_BLANK_LINE: Final = re.compile(r"\n[ \t]*\r?\n")
_REST_OF_LINE: Final = re.compile(r"[^\r\n]*")
_COMMENT_LINE: Final = re.compile(r"\r?\n([ \t]*)#[^\r\n]*")
# Below the root: `paths` and its items, `components` and its sections.
_LEVELS: Final = 2


@dataclass(frozen=True, slots=True)
class _Edit:
    """Text in place of what is there from one offset to another."""

    start: int
    end: int
    text: str


def insert(text: str, drafts: Drafts, *, name: str, is_json: bool) -> tuple[str, tuple[Problem, ...]]:
    """The text with drafts in it.

    :param name: how messages call the file.
    :returns: also what could not be put into it.
    """
    try:
        before = _read(text, name, is_json=is_json)
        insertion = _Insertion(text, drafts, is_json=is_json)
    except (LoadError, yaml.YAMLError):
        return text, (_problem(name, "the file can't be edited"),)
    insertion.add()
    problems = tuple(_problem(name, reason) for reason in insertion.refused.values())
    # Not `deepcopy`: what an alias repeats is one object, and would stay one.
    expected = json.loads(json.dumps(before))
    _merge(expected, drafts.contents, (), insertion.refused.keys())
    changed = insertion.text()
    try:
        is_right = _read(changed, name, is_json=is_json) == expected
    except LoadError:
        is_right = False
    if not is_right:
        return text, (*problems, _problem(name, "what else is in the file would not stay as it is"))
    return changed, problems


def _problem(name: str, reason: str) -> Problem:
    return Problem(RouteCode.DRAFT, f"{reason}; put the draft in by hand", Location(name))


def _read(text: str, name: str, *, is_json: bool) -> JSON:
    if not is_json:
        return read_inline(text, name=name)
    try:
        value: JSON = json.loads(text)
    except ValueError as error:
        raise LoadError(_problem(name, str(error))) from None
    return value


def _merge(into: JSON, contents: JSON, keys: tuple[str, ...], refused: Iterable[tuple[str, ...]]) -> None:
    """Add what is new; what is there stays."""
    if not isinstance(into, dict) or not isinstance(contents, dict):
        return
    for key, value in contents.items():
        at = (*keys, key)
        if at in refused:
            continue
        if into.get(key) is None:
            into[key] = copy.deepcopy(value)
        elif len(at) <= _LEVELS:
            _merge(into[key], value, at, refused)


class _Insertion:
    """The edits of one text.

    :ivar refused: by the keys that lead there, why nothing is put there.
    """

    def __init__(self, text: str, drafts: Drafts, *, is_json: bool) -> None:
        self._text = text
        self._root = outline(text, is_json=is_json)
        self._contents = drafts.contents
        self._newline = "\r\n" if "\r\n" in text else "\n"
        self._edits: list[_Edit] = []
        self.refused: dict[tuple[str, ...], str] = {}
        step, indents_sequences = self._ways()
        self._manner = Manner(step=step, indents_sequences=indents_sequences, origins=drafts.origins)
        # What a member of the root of JSON is indented by; nothing where all stands on one line.
        first = self._root.members[0][0].start if self._root.flow and self._root.members else 0
        self._unit = text[1:first].rpartition("\n")[2] if "\n" in text[:first] else ""

    def add(self) -> None:
        """Find a place for each part of the drafts."""
        self._descend((), self._root, self._root, self._contents)

    def text(self) -> str:
        """The text with all edits; those of one place in the order in which they were made."""
        parts, at = [], 0
        for edit in sorted(self._edits, key=lambda edit: edit.start):
            parts += [self._text[at : edit.start], edit.text]
            at = edit.end
        return "".join((*parts, self._text[at:]))

    def _descend(self, keys: tuple[str, ...], key: Part, part: Part, contents: Mapping[str, JSON]) -> None:
        if reason := _refusal(part):
            self.refused[keys] = f"'{keys[-1]}' {reason}" if keys else f"the file {reason}"
            return
        new: dict[str, JSON] = {}
        for name, value in contents.items():
            member = part.find(name)
            if member is None:
                new[name] = value
            elif len(keys) < _LEVELS and isinstance(value, dict):
                self._descend((*keys, name), *member, value)
        if not new:
            return
        if part.kind == "mapping" and part.members:
            add = self._add_to_flow if part.flow else self._add_to_block
            for name, value in new.items():
                add(keys, part, name, value)
        elif self._root.flow:
            self._fill_flow(part, new)
        else:
            self._fill_block(keys, key, part, new)

    def _add_to_block(self, keys: tuple[str, ...], part: Part, name: str, value: JSON) -> None:
        """After a member, and what is commented below it."""
        column = self._column(part.members[0][0].start)
        at = self._line_end(_neighbour(part, keys, name).end, column)
        lines = indented(self._manner.lines((*keys, name), value), column)
        blank = [""] if self._has_blank_lines(part) else []
        self._insert_lines(at, [*blank, *lines])

    def _fill_block(self, keys: tuple[str, ...], key: Part, part: Part, new: Mapping[str, JSON]) -> None:
        """In place of nothing, or of empty brackets."""
        column = self._column(key.start) + self._manner.step if keys else 0
        start = len(self._text[: part.start].rstrip(" \t")) if part.end > part.start else part.start
        self._edits.append(_Edit(start, part.end, ""))
        lines = [line for name, value in new.items() for line in self._manner.lines((*keys, name), value)]
        self._insert_lines(self._line_end(part.end, column), indented(lines, column))

    def _insert_lines(self, at: int, lines: list[str]) -> None:
        joined = self._newline.join(lines)
        # Text that keeps its line breaks ends where a line begins.
        is_at_line_start = at > 0 and self._text[at - 1] == "\n"
        text = f"{joined}{self._newline}" if is_at_line_start else f"{self._newline}{joined}"
        self._edits.append(_Edit(at, at, text))

    def _line_end(self, at: int, column: int) -> int:
        """The end of a line, and of the comments after it that are further to the right than a column."""
        if at > 0 and self._text[at - 1] == "\n":
            return at
        found = _REST_OF_LINE.match(self._text, at)
        at = found.end() if found else at
        while (comment := _COMMENT_LINE.match(self._text, at)) and len(comment[1]) > column:
            at = comment.end()
        return at

    def _add_to_flow(self, keys: tuple[str, ...], part: Part, name: str, value: JSON) -> None:
        """After a member: a comma that follows it will follow the new one."""
        key, held = part.members[0]
        before = self._text[part.start + 1 : key.start]
        is_tight = " " not in self._text[key.end : held.start]
        if "\n" in before:
            line = f"{self._newline}{before.rpartition(chr(10))[2]}"
            own = json.dumps({name: value}, ensure_ascii=False, indent=self._unit or 2).split("\n")[1:-1]
            text = "".join(f"{line}{each.removeprefix(self._unit)}" for each in own)
        else:
            separators = (",", ":") if is_tight else (", ", ": ")
            text = json.dumps({name: value}, ensure_ascii=False, separators=separators)[1:-1]
            text = text if is_tight else f" {text}"
        at = _neighbour(part, keys, name).end
        self._edits.append(_Edit(at, at, f",{text}"))

    def _fill_flow(self, part: Part, new: Mapping[str, JSON]) -> None:
        """In place of nothing, or of empty brackets."""
        text = json.dumps(new, ensure_ascii=False, indent=self._unit or None)
        line = self._text[: part.start].rpartition("\n")[2]
        indent = line[: len(line) - len(line.lstrip())]
        self._edits.append(_Edit(part.start, part.end, text.replace("\n", f"{self._newline}{indent}")))

    def _ways(self) -> tuple[int, bool]:
        """By how much a mapping is indented, and whether a sequence is: as the first ones in the file are."""
        step, indents = 0, None
        stack = [self._root]
        while stack and (not step or indents is None):
            part = stack.pop()
            for key, value in [] if part.flow else part.members:
                by = self._column(value.start) - self._column(key.start)
                if value.kind == "sequence" and not value.flow and indents is None:
                    indents = by > 0
                if value.kind == "mapping" and not value.flow and not step:
                    step = by
            stack += reversed([*(value for _, value in part.members), *part.items])
        return step or 2, indents is not False

    def _column(self, at: int) -> int:
        return at - (max(self._text.rfind("\n", 0, at), self._text.rfind("\r", 0, at)) + 1)

    def _has_blank_lines(self, part: Part) -> bool:
        """Whether most members stand apart."""
        pairs = zip(part.members, part.members[1:], strict=False)
        gaps = [bool(_BLANK_LINE.search(self._text, one[1].end, other[0].start)) for one, other in pairs]
        return sum(gaps) * 2 > len(gaps)


def _refusal(part: Part) -> str:
    if part.kind == "alias":
        return "is an alias of what stands elsewhere"
    if part.find("$ref"):
        return "is a $ref to what stands elsewhere"
    is_empty = part.kind == "scalar" and part.text in ("", "null")
    return "" if part.kind == "mapping" or is_empty else "is not a mapping"


def _neighbour(part: Part, keys: tuple[str, ...], name: str) -> Part:
    """The member to stand after: the last of those whose paths begin as the new one does, longest; else the last."""
    if keys != ("paths",):
        return part.members[-1][1]
    best, found = 1, part.members[-1][1]
    own = shape_of(name)
    for key, value in part.members:
        shared = own.shared(shape_of(key.text))
        if shared >= best:
            best, found = shared, value
    return found
