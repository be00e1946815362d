"""``$ref`` within and between the files of a description, over :mod:`referencing`."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urldefrag, urlsplit
from urllib.request import url2pathname

import referencing
import referencing.exceptions

from sphinxext_rensei.errors import LoadError, UnresolvableReference
from sphinxext_rensei.problems import Code, Location, Problem, ProblemCode
from sphinxext_rensei.spec._place import Place
from sphinxext_rensei.spec._source import Source, read, read_text
from sphinxext_rensei.spec._uris import join_uri

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from sphinxext_rensei.spec._json import JSON
    from sphinxext_rensei.spec._remote import Remote

_MAX_HOPS = 100
_TEXT_SUFFIXES = frozenset((".md", ".markdown", ".txt", ".html"))
"""Files that are no JSON or YAML, but prose that a description is kept in."""
_OPAQUE: referencing.Specification[Any] = referencing.Specification.OPAQUE


class References:
    """The files of one description, and the ways between them.

    :param path: the entry document.
    :param root: the folder that no ``$ref`` may leave.
    :param name: how messages call a file.
    :param remote: what may be read from other hosts; None where nothing may.
    :raises LoadError: when the entry document can't be read.
    """

    def __init__(
        self,
        path: Path,
        *,
        root: Path,
        name: Callable[[Path], str] = str,
        remote: Remote | None = None,
    ) -> None:
        self.root = root.resolve()
        self._name = name
        self.remote = remote
        self.entry = path.resolve().as_uri()
        self.files: dict[str, Source] = {self.entry: read(path, name=name(path))}
        self.unread: set[str] = set()
        self._identifiers: dict[str, tuple[dict[str, Place], list[tuple[str, str]]]] = {}
        self._embedded: dict[str, Place] = {}
        self._prepare()
        for uri in self.files:
            self._identify(uri)

    def _prepare(self) -> None:
        self._registry: referencing.Registry[Any] = referencing.Registry(  # type: ignore[call-arg]  # mypy can not read its attrs classes
            retrieve=self._retrieve
        )
        self._found: dict[tuple[str, str], tuple[JSON, Place] | Problem] = {}

    def __getstate__(self) -> dict[str, object]:
        # Functions and the registry stay behind; a cached description has all its files already.
        kept = ("root", "entry", "files", "unread", "_identifiers", "_embedded")
        return {name: getattr(self, name) for name in kept}

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        self.__dict__.update(state)
        self._name, self.remote = str, None
        self._prepare()

    @property
    def contents(self) -> JSON:
        """The entry document."""
        return self.files[self.entry].contents

    @property
    def place(self) -> Place:
        """The place of the entry document."""
        return Place(self.entry, "")

    def locate(self, place: Place, *, key: bool = False) -> Location:
        """File, line and column of a value, or of its key."""
        return self.files[place.uri].locate(place.pointer, key=key)

    def locate_all(self, places: Iterable[tuple[Place, bool]]) -> dict[tuple[Place, bool], Location]:
        """The same of many places, each with whether its key is meant."""
        found: dict[tuple[Place, bool], Location] = {}
        wanted = list(dict.fromkeys(places))
        for uri in {place.uri for place, _ in wanted}:
            held = [each for each in wanted if each[0].uri == uri]
            located = self.files[uri].locate_all((place.pointer, key) for place, key in held)
            found.update(zip(held, located, strict=True))
        return found

    def value(self, place: Place) -> JSON:
        """The value at a place that is known to exist."""
        value: Any = self.files[place.uri].contents
        for token in place.pointer.split("/")[1:]:
            key = token.replace("~1", "/").replace("~0", "~")
            value = value[int(key)] if isinstance(value, list) else value[key]
        return value  # type: ignore[no-any-return]

    def resolve(self, reference: str, at: Place) -> tuple[JSON, Place]:
        """One hop.

        :param reference: the value of ``$ref``.
        :param at: the place of the object that holds it; relative references start there (RFC 3986, section 5).
        :returns: the value that it leads to, and its place.
        :raises UnresolvableReference: when it leads nowhere.
        """
        base = self._base(at)
        found = self._found.get((base, reference))
        if found is None:
            try:
                found = self._lookup(_join(base, reference), reference, at)
            except UnresolvableReference as error:
                found = error.problem
                if base != at.uri:
                    # Inside a schema with an $id, "#/components/…" strictly means that schema. No author means it.
                    with contextlib.suppress(UnresolvableReference):
                        found = self._lookup(_join(at.uri, reference), reference, at)
            self._found[base, reference] = found
        if isinstance(found, Problem):
            raise UnresolvableReference(Problem(found.code, found.message, self.locate(at.child("$ref"))))
        return found

    def follow(self, value: JSON, at: Place) -> Iterator[tuple[JSON, Place]]:
        """All hops from a value on: the value itself, then what each ``$ref`` leads to.

        :raises UnresolvableReference: when one leads nowhere or back.
        """
        seen = {at}
        yield value, at
        while isinstance(value, dict) and isinstance(reference := value.get("$ref"), str):
            start = at
            value, at = self.resolve(reference, at)
            if at in seen or len(seen) > _MAX_HOPS:
                fault = "leads back to itself" if at in seen else f"begins a chain of more than {_MAX_HOPS} references"
                problem = self._problem(
                    ProblemCode.REFERENCE_CYCLE, f"$ref {reference!r} {fault}", start.child("$ref")
                )
                raise UnresolvableReference(problem)
            seen.add(at)
            yield value, at

    def _problem(self, code: Code, message: str, place: Place) -> Problem:
        return Problem(code, message, self.locate(place))

    def _base(self, at: Place) -> str:
        _, embedded = self._identifiers.get(at.uri, ({}, ()))
        for pointer, uri in embedded:
            if at.pointer == pointer or at.pointer.startswith(f"{pointer}/"):
                return uri
        return at.uri

    def _lookup(self, target: str | None, reference: str, at: Place) -> tuple[JSON, Place]:
        if target is None:
            message = f"$ref {reference!r} is not a URI reference"
            raise UnresolvableReference(self._problem(ProblemCode.REFERENCE, message, at))
        uri, fragment = urldefrag(target)
        if uri in self._embedded:
            start = self._embedded[uri]
        else:
            self._load(uri, reference, at)
            start = Place(uri, "")
        pointer = unquote(fragment)
        if pointer and not pointer.startswith("/"):
            anchors, _ = self._identifiers[start.uri]
            if pointer in anchors:
                place = anchors[pointer]
                return self.value(place), place
        place = Place(start.uri, start.pointer + pointer)
        try:
            resolved = self._registry.resolver(start.uri).lookup(f"#{_fragment(place.pointer)}")
        except (referencing.exceptions.Unresolvable, TypeError, ValueError, LookupError) as error:
            where = f"{self.files[start.uri].locate('').path}" if start.uri != at.uri else "this file"
            message = f"$ref {reference!r} leads nowhere: {where} has no {pointer or 'such part'!r}"
            raise UnresolvableReference(self._problem(ProblemCode.REFERENCE, message, at)) from error
        return resolved.contents, place

    def _retrieve(self, uri: str) -> referencing.Resource[Any]:
        return referencing.Resource(self.files[uri].contents, _OPAQUE)  # type: ignore[call-arg]  # as above

    def _load(self, uri: str, reference: str, at: Place) -> None:
        """Read a file that a ``$ref`` names, once."""
        if uri in self.files:
            return
        try:
            path, name = self._found_file(uri, reference, at)
            load = read_text if path.suffix.lower() in _TEXT_SUFFIXES else read
            self.files[uri] = load(path, name=name)
        except LoadError as error:
            self.unread.add(uri)
            message = f"$ref {reference!r}: {error.problem}"
            raise UnresolvableReference(self._problem(error.problem.code, message, at)) from error
        self._identify(uri)

    def _found_file(self, uri: str, reference: str, at: Place) -> tuple[Path, str]:
        """The file of a URI, and how messages call it."""
        parts = urlsplit(uri)
        if parts.scheme == "file" and not parts.netloc:
            path = Path(url2pathname(parts.path))
            # What another host wrote has no business with files of this one.
            if not path.resolve().is_relative_to(self.root) or not at.uri.startswith("file:"):
                message = f"$ref {reference!r} leads outside the project; only files below {self.root.name}/ are read"
                raise UnresolvableReference(self._problem(ProblemCode.OUTSIDE_REFERENCE, message, at))
            return path, self._name(path)
        if self.remote is None or not self.remote.allows(uri):
            message = f"$ref {reference!r} leads to another host, and no prefix in rensei_remote_references allows it"
            raise UnresolvableReference(self._problem(ProblemCode.REMOTE_REFERENCE, message, at))
        return self.remote.retrieve(uri), uri

    def _identify(self, uri: str) -> None:
        """Find ``$id``, ``$self``, ``$anchor`` and ``$dynamicAnchor`` in a file (JSON Schema core, section 8.2)."""
        anchors: dict[str, Place] = {}
        embedded: list[tuple[str, str]] = []
        contents = self.files[uri].contents
        # Few files identify anything; looking first, without places, is several times cheaper.
        stack: list[tuple[JSON, Place, str]] = [(contents, Place(uri, ""), uri)] if _identifies(contents) else []
        while stack:
            value, place, base = stack.pop()
            if isinstance(value, dict):
                for keyword in ("$anchor", "$dynamicAnchor"):
                    if isinstance(name := value.get(keyword), str):
                        anchors.setdefault(name, place)
                identifier = value.get("$id", value.get("$self") if not place.pointer else None)
                named = isinstance(identifier, str) and identifier and not identifier.startswith("#")
                if named and (joined := _join(base, str(identifier))):
                    base = urldefrag(joined).url
                    self._embedded.setdefault(base, place)
                    embedded.append((place.pointer, base))
            items = value.items() if isinstance(value, dict) else enumerate(value if isinstance(value, list) else ())
            stack.extend((item, place.child(key), base) for key, item in items if isinstance(item, (dict, list)))
        # The innermost identifier around a place is its base URI.
        embedded.sort(key=lambda found: -len(found[0]))
        self._identifiers[uri] = (anchors, embedded)


_IDENTIFYING = frozenset(("$id", "$self", "$anchor", "$dynamicAnchor"))


def _identifies(contents: JSON) -> bool:
    """Whether a file holds any keyword that names a place in it."""
    stack = [contents]
    while stack:
        value = stack.pop()
        if isinstance(value, dict):
            if not _IDENTIFYING.isdisjoint(value):
                return True
            stack.extend(value.values())
        elif isinstance(value, list):
            stack.extend(value)
    return False


def _join(base: str, reference: str) -> str | None:
    """The absolute URI of a reference, a file's in the one spelling of :meth:`Path.as_uri`; None where it is none."""
    joined = join_uri(base, reference)
    uri, hash_, fragment = (joined or "").partition("#")
    if joined is None or "\0" in unquote(uri):
        return None
    parts = urlsplit(uri)
    if parts.scheme == "file" and not parts.netloc:
        # Beyond the root, some releases of Python 3.13 join to a relative path.
        uri = Path("/", url2pathname(parts.path)).as_uri()
    return f"{uri}{hash_}{fragment}"


def _fragment(pointer: str) -> str:
    return pointer.replace("%", "%25")
