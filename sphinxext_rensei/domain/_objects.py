"""What the domain stores of a documented thing, and how names are found."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from sphinx.locale import get_translation

from sphinxext_rensei.spec import split

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Looked up when it is printed: the table is made before the site's language is known.
_ = get_translation("sphinxext_rensei")

OBJECT_TYPES = {
    "operation": (_("operation"), ("op",)),
    "endpoint": (_("endpoint"), ("op",)),
    "webhook": (_("webhook"), ("op",)),
    "schema": (_("schema"), ("schema",)),
    "field": (_("field"), ("field",)),
    "param": (_("parameter"), ("param",)),
    "tag": (_("tag"), ("tag",)),
    "security": (_("security scheme"), ("security",)),
}
"""Object type -> its words and the roles that refer to it."""

ROLES = {
    role: tuple(name for name, (_, roles) in OBJECT_TYPES.items() if role in roles)
    for role in ("op", "schema", "field", "param", "tag", "security")
}
"""Role -> the object types that it finds, in order."""


class ObjectEntry(NamedTuple):
    """One documented thing.

    :param name: its name without that of the description.
    :param display: what indices and search call it.
    :param home: whether this is its own page, not one that embeds it.
    :param owner: name of the thing that it is a part of.
    :param inner: whether it is a field inside a field, which only this site can name.
    """

    objtype: str
    spec: str
    name: str
    display: str
    docname: str
    node_id: str
    home: bool
    owner: str = ""
    inner: bool = False

    @property
    def priority(self) -> int:
        """Weight in Sphinx's search: fields and parameters are found through their pages."""
        return -1 if self.objtype in ("field", "param") else 1


class ObjectIndex:
    """Objects by type and name, each at its home.

    :param order: names of descriptions; the first one counts where several have a thing.
    """

    def __init__(self, entries: Iterable[ObjectEntry], order: Iterable[str] = ()) -> None:
        self._order = list(order)
        self._entries: dict[tuple[str, str], dict[str, ObjectEntry]] = {}
        for entry in entries:
            by_spec = self._entries.setdefault((entry.objtype, entry.name), {})
            known = by_spec.get(entry.spec)
            if known is None or _rank(entry) < _rank(known):
                by_spec[entry.spec] = entry

    def __iter__(self) -> Iterator[tuple[str, ObjectEntry]]:
        """Each object with its full name: that of the description goes before it where two have the same."""
        for (_, name), by_spec in self._entries.items():
            for spec, entry in by_spec.items():
                yield (f"{spec}:{name}" if len(by_spec) > 1 else name), entry

    def find(self, objtypes: Iterable[str], name: str, spec: str | None) -> ObjectEntry | None:
        """An object by its name: in the current description first, then in all, then behind the name of one."""
        held = list(self._named(objtypes, name))
        for by_spec in held:
            if spec in by_spec:
                return by_spec[spec]
        if held:
            return held[0][min(held[0], key=self._rank)]
        prefix, _, rest = name.partition(":")
        return next((by_spec[prefix] for by_spec in self._named(objtypes, rest) if prefix in by_spec), None)

    def get(self, objtype: str, name: str, spec: str) -> ObjectEntry | None:
        """An object by all that names it."""
        return self._entries.get((objtype, name), {}).get(spec)

    def _named(self, objtypes: Iterable[str], name: str) -> Iterator[dict[str, ObjectEntry]]:
        """Objects of a name, by their descriptions."""
        for objtype in objtypes:
            for wanted in _spellings(objtype, name):
                if by_spec := self._entries.get((objtype, wanted)):
                    yield by_spec

    def _rank(self, spec: str) -> tuple[int, str]:
        return (self._order.index(spec) if spec in self._order else len(self._order), spec)

    def hint(self, objtypes: Iterable[str], name: str) -> str:
        """What an object's name that is not known may have meant."""
        wanted = set(objtypes)
        return hint((each for objtype, each in self._entries if objtype in wanted), name)


def hint(names: Iterable[str], name: str) -> str:
    """The end of a message: names like the one that is not known, the nearest first; empty where there are none."""
    folded = {each.casefold(): each for each in sorted(set(names))}
    owner, _, last = name.rpartition(".")
    # The name of a parameter that is in two places: it lacks one of them.
    fuller = [each for each in folded.values() if owner and each.startswith(f"{owner}.") and each.endswith(f".{last}")]
    near = fuller or [folded[each] for each in get_close_matches(name.casefold(), folded, n=3, cutoff=0.5)]
    return f"; near are {', '.join(map(repr, near))}" if near else ""


def _rank(entry: ObjectEntry) -> tuple[bool, int, str, str]:
    # "a.b.c" may be the part "c" of "a.b" or the part "b.c" of "a": the longest name wins.
    return (not entry.home, -len(entry.owner), entry.docname, entry.node_id)


def _spellings(objtype: str, name: str) -> Iterator[str]:
    yield name
    if objtype in ("endpoint", "webhook"):
        method, space, path = name.partition(" ")
        if space:
            yield f"{method.upper()} {path.strip()}"
    if objtype == "field" and name.startswith("#/components/schemas/"):
        yield _row_path(name)


def _row_path(pointer: str) -> str:
    """What the row of a schema inside a named one is called by its path; empty where none can be."""
    path, *tokens = split(unquote(pointer))[2:]
    ahead = iter(tokens)
    for token in ahead:
        match token:
            case "properties" | "patternProperties":
                path += f".{next(ahead, '')}"
            case "items":
                path += "[]"
            case "prefixItems":
                path += f"[{next(ahead, '')}]"
            case "additionalProperties":
                path += ".*"
            case "allOf" | "anyOf" | "oneOf":
                # Its rows stand among those of what it is in.
                next(ahead, None)
            case _:
                return ""
    return path
