"""Names for operations that are new, in the manner of those that are there."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import chain, count
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.drift import EXPRESSION, names_of, shape_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sphinxext_rensei.spec import Description

_WORD: Final = re.compile(r"[A-Z0-9]+(?![a-z])|[A-Z]?[a-z0-9]+")
_VERSION: Final = re.compile(r"api|v?[0-9]+(?:\.[0-9]+)*")
# What a verb must have to be the usual one: so many operations, and so large a share.
_USUAL: Final = 3
_SHARE: Final = 0.3

_VERBS: Final = frozenset(
    (
        *("get", "list", "read", "fetch", "retrieve", "show", "find", "search", "query", "view", "describe"),
        *("create", "add", "post", "make", "new", "register", "insert", "submit", "start"),
        *("replace", "put", "set", "save", "upsert", "update", "edit", "modify", "patch", "change"),
        *("delete", "remove", "destroy", "cancel"),
    )
)
_ONE: Final = {"get": "get", "post": "create", "put": "replace", "patch": "update", "delete": "delete"}
_ALL: Final = {**_ONE, "get": "list"}


def _camel(words: Sequence[str]) -> str:
    return words[0] + "".join(word[:1].upper() + word[1:] for word in words[1:])


def _pascal(words: Sequence[str]) -> str:
    return "".join(word[:1].upper() + word[1:] for word in words)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Style:
    """A manner of writing an ``operationId``.

    :param recognise: whether one is written so; the first that does counts.
    :param write: the verb and the nouns as an ``operationId``, given the tag.
    """

    recognise: Callable[[str], bool]
    write: Callable[[str, Sequence[str], str], str]


_STYLES: Final = (
    _Style(
        recognise=lambda name: "/" in name,
        write=lambda verb, nouns, tag: f"{_kebab(tag) or nouns[0]}/{'-'.join((verb, *nouns))}",
    ),
    _Style(recognise=lambda name: "." in name, write=lambda verb, nouns, _: ".".join((*nouns, verb))),
    _Style(recognise=lambda name: "_" in name, write=lambda verb, nouns, _: "_".join((verb, *nouns))),
    _Style(recognise=lambda name: "-" in name, write=lambda verb, nouns, _: "-".join((verb, *nouns))),
    _Style(recognise=lambda name: name[:1].isupper(), write=lambda verb, nouns, _: _pascal((verb, *nouns))),
    _Style(recognise=lambda _: True, write=lambda verb, nouns, _: _camel((verb, *nouns))),
)


def _kebab(text: str) -> str:
    return "-".join(words_of(text))


def words_of(text: str) -> list[str]:
    """The words of a name, in lower case."""
    return [word.lower() for word in _WORD.findall(text)]


class Namer:
    """Proposes names beside those of a description; no two are the same."""

    def __init__(self, description: Description) -> None:
        self._operations = description.operations
        self._tags = {_kebab(tag.name): tag.name for tag in description.tags}
        self._taken = {operation.id for operation in self._operations if operation.id}
        styles = Counter(_style_of(name) for name in sorted(self._taken) if len(words_of(name)) > 1)
        self._style = styles.most_common(1)[0][0] if styles else _STYLES[-1]
        self._verbs: dict[tuple[str, bool], Counter[str]] = {}
        for operation in self._operations:
            words = words_of(operation.id.rpartition("/")[2])
            verb = words[-1 if "." in operation.id else 0] if words else ""
            if verb in _VERBS:
                self._verbs.setdefault((operation.method.lower(), _is_one(operation.path)), Counter())[verb] += 1

    def words(self, method: str, path: str) -> tuple[str, list[str]]:
        """A verb, and what it is done to."""
        verb = self._verb(method, path)
        segments = [piece for piece in shape_of(path).segments if not _VERSION.fullmatch(piece)]
        followed = [*segments, EXPRESSION if verb == "create" else ""][1:]
        nouns = [
            word
            for segment, after in zip(segments, followed, strict=True)
            for word in _singular(words_of(segment), is_one=EXPRESSION in after)
        ]
        return verb, nouns or [word for name in names_of(path) for word in words_of(name)] or ["root"]

    def operation_id(self, method: str, path: str, tag: str) -> str:
        """An ``operationId`` that is not taken yet."""
        verb, nouns = self.words(method, path)
        by = [word for name in names_of(path) for word in words_of(name)]
        tries = chain([nouns], [[*nouns, "by", *by]] if by else [], ([*nouns, str(number)] for number in count(2)))
        names = (self._style.write(verb, each, tag) for each in tries)
        found = next(name for name in names if name not in self._taken)
        self._taken.add(found)
        return found

    def tag(self, path: str) -> str:
        """The tag of the operations beside a path where they agree, else the one of its first word.

        What all paths share says nothing: operations beside it share more.
        """
        own = shape_of(path)
        nearest: dict[int, set[str]] = {}
        for operation in self._operations:
            shared = own.shared(shape_of(operation.path))
            nearest.setdefault(shared, set()).update(operation.tags[:1])
        best = max((shared for shared, tags in nearest.items() if shared and tags), default=0)
        if best and len(nearest[best]) == 1:
            return next(iter(nearest[best]))
        word = next((each for each in own.segments if EXPRESSION not in each and not _VERSION.fullmatch(each)), "")
        return self._tags.get(_kebab(word)) or " ".join(words_of(word)).capitalize()

    def _verb(self, method: str, path: str) -> str:
        is_one = _is_one(path)
        verbs = self._verbs.get((method, is_one), Counter())
        verb, times = next(iter(verbs.most_common(1)), ("", 0))
        if times >= _USUAL and times >= _SHARE * verbs.total():
            return verb
        return _verbs(is_one).get(method, method)


def _verbs(is_one: bool) -> Mapping[str, str]:  # noqa: FBT001 - what the table is for
    return _ONE if is_one else _ALL


def _style_of(name: str) -> _Style:
    return next(style for style in _STYLES if style.recognise(name))


def _is_one(path: str) -> bool:
    """Whether a path leads to one thing, as far as its last segment tells: a parameter, or no plural."""
    last = shape_of(path).segments[-1:]
    return not last or EXPRESSION in last[0] or _singular([last[0]], is_one=True) == [last[0]]


def _singular(words: list[str], *, is_one: bool) -> list[str]:
    """Words, the last one in the singular where the thing is one of many."""
    if not is_one or not words:
        return words
    last = words[-1]
    if last.endswith("ies") and len(last) > len("pies"):
        last = f"{last[:-3]}y"
    elif last.endswith("sses"):
        last = last[:-2]
    elif last.endswith("s") and not last.endswith(("ss", "us", "is")):
        last = last[:-1]
    return [*words[:-1], last]
