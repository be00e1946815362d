"""What the prose of a guide claims about the API, and what of it the description does not hold.

A claim is judged by what stands near it.  Names may be those of what its paragraph, item or row refers to, or its
section embeds or refers to.  Statuses and numbers have to be of the paragraph's own, where it refers to any, else of
the section's.  Only where neither refers to anything, the page is looked at, and then the whole description.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from tests.docs.description import Words, joined, quantities

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tests.docs.description import Description, Quantity
    from tests.docs.guides import Block, Guide, Reference

METHOD: Final = "GET|PUT|POST|DELETE|OPTIONS|HEAD|PATCH|TRACE"
ENDPOINT: Final = re.compile(rf"(?:({METHOD}) )?(?:https?://[^/\s]+)?(/\S*)")
PATH: Final = re.compile(r"(?<!\S)/(?:api|v\d+|\.well-known)/[\w{}/.*-]*[\w}*/]")
URL: Final = re.compile(r"https?://\S+")
# `/api/public` names a group of paths.
GROUP: Final = 2
STATUS: Final = re.compile(r"[1-5]\d\d")
# `Deprecation: true`, `Authorization: Bearer <token>`
PAIR: Final = re.compile(r"([\w.-]+): ?(.+)")
VARIABLE: Final = re.compile(r"\{[^}]*\}|<[^>]*>|\$\w+|\*|:\w+")
# Of HTTP, not of one API.
FIELDS_OF_HTTP: Final = {"Authorization", "Deprecation", "Accept", "Content-Type", "Bearer"}


@dataclass(frozen=True, kw_only=True)
class Fault:
    """A claim that does not hold."""

    page: str
    line: int
    claim: str
    reason: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}: {self.claim}: {self.reason}"


@dataclass(kw_only=True)
class Judge:
    """Judges the claims of guides."""

    description: Description
    guides: Sequence[Guide]
    """All pages of the site: they may document endpoints by hand."""
    own: dict[str, frozenset[str]] = field(default_factory=dict)
    """By page, code that speaks of something else than the API."""

    @cached_property
    def by_hand(self) -> dict[str, list[Block]]:
        """Endpoints that pages document by hand, with their prose."""
        return {name: blocks for guide in self.guides for name, blocks in guide.endpoints.items()}

    @cached_property
    def endpoints(self) -> list[tuple[str, str]]:
        """All endpoints that there are, as method and path."""
        return [*self.description.operations, *(tuple(name.split(" ", 1)) for name in self.by_hand)]  # type: ignore[list-item]

    def faults(self, guide: Guide) -> Iterator[Fault]:
        """What does not hold on a page."""
        own = self.own.get(guide.name, frozenset())
        for block in guide.blocks:
            for claim, reason in self._block(Scope(self, guide, block), own):
                yield Fault(page=guide.name, line=block.line, claim=claim, reason=reason)
        for code in guide.code:
            for url in URL.findall(code.text):
                if reason := self.address(url.rstrip("\\\"')")):
                    yield Fault(page=guide.name, line=code.line, claim=url, reason=reason)

    def address(self, url: str) -> str:
        """What is wrong with an address of the API; nothing with one of another host."""
        parts = urlsplit(url)
        if f"{parts.scheme}://{parts.netloc}" not in {each["url"] for each in self.description.data["servers"]}:
            return ""
        return self._endpoint(None, parts.path) if parts.path.strip("/") else ""

    def _block(self, scope: Scope, own: frozenset[str]) -> Iterator[tuple[str, str]]:
        block = scope.block
        # What the author of an endpoint by hand says of it is said nowhere else.
        if block.endpoint:
            return
        for literal in block.literals:
            if literal not in own and (reason := self._literal(literal, scope)):
                yield literal, reason
        for path in PATH.findall(block.text):
            if reason := self._endpoint(None, path):
                yield path, reason
        for quantity in sorted(quantities(PATH.sub("", block.text))):
            value, timed = quantity
            if quantity not in scope.quantities and (timed or str(value) not in scope.statuses):
                yield f"{float(value):g}{' s' if timed else ''}", scope.says("no such number")

    def _literal(self, literal: str, scope: Scope) -> str:
        if literal.startswith(("http://", "https://")):
            return self.address(literal)
        if found := ENDPOINT.fullmatch(literal):
            return self._endpoint(found[1], found[2])
        if STATUS.fullmatch(literal):
            return "" if literal in scope.statuses else scope.says("no such status")
        if re.fullmatch(METHOD, literal):
            return "" if literal in scope.names else scope.says("no such method")
        return "" if self._named(literal, scope.names) else scope.says("no such name")

    def _named(self, literal: str, names: set[str]) -> bool:
        if literal in names | FIELDS_OF_HTTP:
            return True
        if pair := PAIR.fullmatch(literal):
            return all(self._named(each.strip('"'), names) for each in (pair[1], *VARIABLE.sub("", pair[2]).split()))
        stem = literal.removesuffix("…")
        return stem.endswith("_") and any(stem in name for name in names)

    def _endpoint(self, method: str | None, path: str) -> str:
        if method is None and path.count("/") == GROUP:
            path = f"{path}/*"
        found = [each for each, known in self.endpoints if fits(path, known, self.description.values)]
        if not found:
            return "there is no such path"
        return "" if method is None or method in found else f"the path has no {method}"


@dataclass
class Scope:
    """What a block speaks of."""

    judge: Judge
    guide: Guide
    block: Block

    @cached_property
    def near(self) -> dict[str, Words]:
        """What the block refers to, and what the description says of it."""
        return self._found(self.block.references)

    @cached_property
    def around(self) -> dict[str, Words]:
        """The same of its section, and of those that hold it."""
        return self._found(each for section in self.block.section.lineage() for each in section.references)

    @cached_property
    def names(self) -> set[str]:
        """Names that the block may use."""
        found = self.near | self.around or self._found(self.guide.references)
        return joined(found.values() or [self.judge.description.everything]).names

    @cached_property
    def quantities(self) -> set[Quantity]:
        """Numbers that the block may give."""
        return next((each.quantities for each in self._circles() if each.quantities), set())

    @cached_property
    def statuses(self) -> set[str]:
        """Statuses that the block may speak of."""
        return next((each.statuses for each in self._circles() if each.statuses), set())

    def says(self, fault: str) -> str:
        """A fault, and where it was looked for."""
        return f"{fault} in {', '.join(self.near | self.around) or 'the description'}"

    def _circles(self) -> Iterator[Words]:
        yield joined(self.near.values())
        yield joined(self.around.values())
        yield joined(self._found(self.guide.references).values())
        yield self.judge.description.everything

    def _found(self, references: Iterable[Reference]) -> dict[str, Words]:
        return {each.target: words for each in references if (words := self._words(each))}

    def _words(self, reference: Reference) -> Words | None:
        description, target = self.judge.description, reference.target
        match reference.kind:
            case "op" | "operation":
                return self._by_hand(target) or description.operation(target)
            case "schema":
                return description.schema(target)
            case "field":
                return description.schema(target.partition(".")[0])
            case "param":
                return description.operation(target.partition(".")[0])
            case "tag":
                return description.tag(target)
            case "security":
                return description.security(target)
        return None

    def _by_hand(self, name: str) -> Words | None:
        blocks = self.judge.by_hand.get(name)
        if blocks is None:
            return None
        literals = {literal for block in blocks for literal in block.literals}
        numbers: set[Quantity] = {quantity for block in blocks for quantity in quantities(block.text)}
        statuses = set(filter(STATUS.fullmatch, literals))
        return Words(names={*literals, *name.split(" ", 1)}, statuses=statuses, quantities=numbers)


def fits(path: str, known: str, values: Mapping[str, set[str]]) -> bool:
    """Whether a path of a guide is a known one, its variables filled in or not, or a beginning of it with a ``*``.

    :param values: the values of those variables that have only a few.
    """
    wanted, template = path.partition("?")[0].split("/"), known.split("/")
    if wanted[-1] in ("", "*"):
        wanted.pop()
        template = template[: len(wanted)]
    return len(wanted) == len(template) and all(_is_same(*each, values) for each in zip(wanted, template, strict=True))


def _is_same(segment: str, known: str, values: Mapping[str, set[str]]) -> bool:
    if segment == known or not known.startswith("{"):
        return segment == known
    return segment != "" and not segment.startswith("{") and segment in values.get(known, {segment})
