"""One endpoint: how it is written, and which ways of writing it are the same (OAS 3.2.0, section 4.8.2)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from sphinxext_rensei.spec import TEMPLATE_EXPRESSION

if TYPE_CHECKING:
    from collections.abc import Iterable

Kind = Literal["described", "prose"]
"""Whether a description holds an endpoint, or ``rensei-endpoint`` documents it."""

_FAULTS: Final = (
    (re.compile(r"(?![A-Za-z][A-Za-z-]* /).*"), "it is not a method and a path"),
    (re.compile(r"\S+ .*\s.*"), "a path holds no spaces"),
    (re.compile(r".*[?#].*"), "the query is no part of a path"),
    (re.compile(r".*/(?::\w|\[|<).*"), "parameters of a path stand in braces"),
    (re.compile(r".*(?:\*|…|\.\.\.).*"), "an endpoint is one path, not all that begin like it"),
)
"""What an endpoint does not look like, and what is wrong then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """A method and a path, with the places where readers and authors find them.

    :param spec: the name of the description that holds it, or that it belongs to; empty where there is none.
    :param title: what lists call it.
    :param docname: the document that shows it; empty where none does.
    :param source: the file that says it, relative to the project's folder of sources.
    """

    method: str
    path: str
    kind: Kind
    spec: str = ""
    title: str = ""
    docname: str = ""
    node_id: str = ""
    source: str = ""
    line: int = 0

    @property
    def name(self) -> str:
        """``METHOD /path``."""
        return f"{self.method} {self.path}"

    @property
    def shape(self) -> str:
        """What it shares with the same endpoint under other names of parameters."""
        return shape(self.name)


def shape(path: str) -> str:
    """A path template without the names of its parameters, which make no difference."""
    return TEMPLATE_EXPRESSION.sub("{}", path)


def find_fault(text: str) -> str | None:
    """What is wrong with a text that should be ``METHOD /path``."""
    fault = next((why for pattern, why in _FAULTS if pattern.fullmatch(text)), None)
    if fault:
        return fault
    names = TEMPLATE_EXPRESSION.findall(text)
    if re.search("[{}]", TEMPLATE_EXPRESSION.sub("", text)) or not all(map(str.strip, names)):
        return "its braces hold no names"
    twice = next((name for name in names if names.count(name) > 1), None)
    return f"it has {{{twice}}} more than once" if twice else None


def areas(paths: Iterable[str]) -> frozenset[str]:
    """The first segment, and the first two, of every path: where an API is that they belong to."""
    return frozenset("/".join(path.split("/")[:count]) for path in paths for count in (2, 3))


def is_within(path: str, known: frozenset[str]) -> bool:
    """Whether a path begins like those of :func:`areas`."""
    return "/".join(path.split("/")[:3]) in known
