"""Strings that match a regular expression of ECMA-262, as far as its parse tree tells.

The tree is that of :mod:`re`; what it can't read, or can't be satisfied by trying, gives no string.
"""

from __future__ import annotations

import re
from functools import lru_cache
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_MAX_TRIES = 24
_MAX_LENGTH = 2000
_MAX_PATTERN = 5000
# Readable ones first: a class of several kinds gives letters.
_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-_. /:@#+=,;!?$%&*()[]{}<>|~^'\"`\\\t\n"
# What lookaheads ask for is most often one of each kind.
_MIXED = "aA1!bB2@cC3#dD4$eE5%fF6-"
_CLASSES = {
    "L": "a-zA-Z",
    "Ll": "a-z",
    "Lu": "A-Z",
    "N": "0-9",
    "Nd": "0-9",
    "Z": " ",
    "Zs": " ",
    "P": "!-/",
    "S": "+$",
}
_PROPERTY = re.compile(r"\\p\{(?:\w+=)?(\w+)\}|\\p([LNZPS])")


_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
_NARROW = 9
_SOME = 25
_TAIL = "3f9a1c7d5e2b8046"
_PREFIX_ENDS = ("_", "-", ":", ".", "/")
_SAFE_LENGTH = 16
"""A pattern that backtracks doubles its time with each character: this many are no harm."""


@lru_cache(maxsize=4096)
def compiled(pattern: str) -> re.Pattern[str] | None:
    """A pattern of JSON Schema (ECMA-262) as Python's; None where there is no equal, or it is too long to try."""
    if len(pattern) > _MAX_PATTERN:
        return None
    try:
        return re.compile(_translated(pattern))
    except (re.error, RecursionError, OverflowError):
        return None


def searches(pattern: str, text: str) -> bool | None:
    """Whether a text matches; None where that can't be told, or not in time.

    Python's engine backtracks: on a repeat inside a repeat a hostile pattern takes for ever, and a description may
    hold one.
    """
    expression = compiled(pattern)
    if expression is None or (len(text) > _SAFE_LENGTH and _may_explode(pattern)):
        return None
    return expression.search(text) is not None


@lru_cache(maxsize=4096)
def _may_explode(pattern: str) -> bool:
    return _nests(_tree(pattern), inside=False)


@lru_cache(maxsize=4096)
def _tree(pattern: str) -> Any:
    return parser.parse(_translated(pattern))


def _nests(tree: Any, *, inside: bool) -> bool:
    """Whether a repeat without a narrow bound holds a choice of how to go on."""
    for code, argument in tree:
        if code in _REPEATS:
            wide = int(argument[1]) > _NARROW
            if (wide and inside) or _nests(argument[2], inside=inside or wide):
                return True
        elif code is codes.BRANCH:
            if inside or any(_nests(branch, inside=inside) for branch in argument[1]):
                return True
        elif code is codes.SUBPATTERN:
            if _nests(argument[-1], inside=inside):
                return True
        elif code in (codes.ASSERT, codes.ASSERT_NOT) and _nests(argument[1], inside=inside):
            return True
    return False


def matching(pattern: str, least: int = 0, most: int | None = None) -> Iterator[str]:
    """Strings that match, within bounds of length; the plainest first, a finite number."""
    expression = compiled(pattern)
    if expression is None:
        return
    tree = _tree(pattern)
    shortest, _ = tree.getwidth()
    wanted = max(least, int(shortest))
    if wanted > _MAX_LENGTH:
        return
    seen: set[str] = set()
    looks_ahead = "(?=" in pattern
    alphabet = _MIXED if looks_ahead else _ALPHABET
    ending = _MIXED[:4] if looks_ahead and not pattern.endswith("$") else ""
    for extra in dict.fromkeys((0, 1, 3, 7, wanted, max(0, wanted - int(shortest)))):
        for offset in range(_MAX_TRIES):
            text = "".join(_Writer(extra, offset, alphabet).write(tree)) + ending
            text = _padded(_tailed(text, pattern), pattern, least)
            fits = least <= len(text) <= (len(text) if most is None else most)
            if fits and text not in seen and searches(pattern, text) is not False:
                seen.add(text)
                yield text


def _translated(pattern: str) -> str:
    """What Python spells otherwise: named groups and Unicode properties."""
    named = re.sub(r"\(\?<(?=[A-Za-z_])", "(?P<", pattern)
    named = re.sub(r"\\u\{([0-9a-fA-F]+)\}", lambda found: re.escape(chr(int(found[1], 16))), named)
    return _PROPERTY.sub(lambda found: _class(named, found), named)


def _class(pattern: str, found: re.Match[str]) -> str:
    inside = pattern.rfind("[", 0, found.start()) > pattern.rfind("]", 0, found.start())
    characters = _CLASSES.get(found[1] or found[2], "a-zA-Z")
    return characters if inside else f"[{characters}]"


def _tailed(text: str, pattern: str) -> str:
    """What follows a prefix that the pattern asks for and leaves open."""
    return text + _TAIL if text.endswith(_PREFIX_ENDS) and not pattern.endswith("$") else text


def _padded(text: str, pattern: str, least: int) -> str:
    """Longer at the end that the pattern leaves open."""
    if len(text) >= least or pattern.endswith("$"):
        return text
    return text + "a" * (least - len(text))


class _Writer:
    """Writes one string for a parse tree.

    :param extra: repetitions above the least.
    :param offset: which of the possible characters is taken first.
    """

    def __init__(self, extra: int, offset: int, alphabet: str = _ALPHABET) -> None:
        self.extra = extra
        self.offset = offset
        self.alphabet = alphabet
        self.groups: dict[int, str] = {}

    def write(self, tree: Any) -> Iterator[str]:
        for code, argument in tree:
            yield from self._one(code, argument)

    def _one(self, code: Any, argument: Any) -> Iterator[str]:
        if code is codes.LITERAL:
            yield chr(argument)
        elif code is codes.NOT_LITERAL:
            yield self._pick([letter for letter in self.alphabet if ord(letter) != argument])
        elif code is codes.ANY:
            yield self._pick(self.alphabet)
        elif code is codes.IN:
            yield self._pick(_members(tuple(argument), self.alphabet))
        elif code in _REPEATS:
            yield from self._repeated(*argument)
        elif code is codes.SUBPATTERN:
            yield self._group(argument[0], argument[-1])
        elif code is codes.ATOMIC_GROUP:
            yield from self.write(argument)
        elif code is codes.BRANCH:
            branches = argument[1]
            yield from self.write(branches[self.offset % len(branches)])
        elif code is codes.GROUPREF:
            yield self.groups.get(argument, "")

    def _group(self, number: int | None, tree: Any) -> str:
        text = "".join(self.write(tree))
        if number is not None:
            self.groups[number] = text
        return text

    def _repeated(self, least: int, most: int, tree: Any) -> Iterator[str]:
        count = min(least + self.extra, int(most), _MAX_LENGTH)
        for turn in range(count):
            self.offset += turn > 0
            yield from self.write(tree)

    def _pick(self, characters: Sequence[str]) -> str:
        return characters[self.offset % len(characters)] if characters else ""


@lru_cache(maxsize=4096)
def _members(items: tuple[Any, ...], alphabet: str) -> Sequence[str]:
    """The characters of a class."""
    negated = items[0][0] is codes.NEGATE
    ranges = [(argument, argument) for code, argument in items if code is codes.LITERAL]
    ranges += [argument for code, argument in items if code is codes.RANGE]
    tests = [_CATEGORIES[argument] for code, argument in items if code is codes.CATEGORY and argument in _CATEGORIES]

    def member(letter: str) -> bool:
        return any(low <= ord(letter) <= high for low, high in ranges) or any(test(letter) for test in tests)

    found = [letter for letter in alphabet if member(letter) is not negated]
    found = found or [letter for letter in _ALPHABET if member(letter) is not negated]
    # Of another script: some of each range, then what stands alone.
    ranges.sort(key=lambda bounds: bounds[0] == bounds[1])
    return found or [
        chr(code) for low, high in ranges for code in range(low, min(high, low + _SOME) + 1) if not negated
    ]


_CATEGORIES: dict[Any, Callable[[str], bool]] = {
    codes.CATEGORY_DIGIT: str.isdigit,
    codes.CATEGORY_NOT_DIGIT: lambda letter: not letter.isdigit(),
    codes.CATEGORY_SPACE: str.isspace,
    codes.CATEGORY_NOT_SPACE: lambda letter: not letter.isspace(),
    codes.CATEGORY_WORD: lambda letter: letter.isalnum() or letter == "_",
    codes.CATEGORY_NOT_WORD: lambda letter: not (letter.isalnum() or letter == "_"),
}
