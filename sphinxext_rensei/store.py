"""The descriptions of one build: loaded once, before reading, and kept out of the environment's pickle."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from sphinxext_rensei.checks import check
from sphinxext_rensei.config import SpecEntry, entries
from sphinxext_rensei.endpoints import areas, shape
from sphinxext_rensei.errors import LoadError
from sphinxext_rensei.history import History
from sphinxext_rensei.logging import say
from sphinxext_rensei.pages import Site, build_site
from sphinxext_rensei.problems import Problem, ProblemCode
from sphinxext_rensei.remote import find_remote
from sphinxext_rensei.revisions import GitError
from sphinxext_rensei.schema import Analyser
from sphinxext_rensei.spec import (
    Description,
    Loaded,
    Operation,
    Part,
    Place,
    Schema,
    find_object,
    load,
    without_internal,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx


_MEMBERS: Final = "members:"
_TAGS: Final = "tags:"
_HELD: Final = "held:"


@dataclass(slots=True)
class Spec:
    """One description of the build.

    :param internal: whether what is marked ``x-internal`` is shown.
    :param error: why it could not be read; then all else is empty.
    """

    entry: SpecEntry
    path: Path
    internal: bool = False
    error: Problem | None = None
    loaded: Loaded | None = None
    analyser: Analyser | None = None
    operations: tuple[Operation, ...] = ()
    webhooks: tuple[Operation, ...] = ()
    site: Site = field(default_factory=Site)
    _by_name: dict[str, Operation] = field(default_factory=dict)
    _by_shape: dict[str, Operation] = field(default_factory=dict)
    _digests: dict[Place, str] = field(default_factory=dict)
    _beginnings: frozenset[str] | None = None
    _said: set[Problem] = field(default_factory=set)

    @property
    def name(self) -> str:
        """Its name in ``rensei_specs``."""
        return self.entry.name

    @property
    def title(self) -> str:
        """What its index is called."""
        return self.entry.title or (self.loaded.description.title if self.loaded else self.name)

    @property
    def version(self) -> str:
        """What a switch between versions calls it."""
        return self.entry.version or (self.loaded.description.version if self.loaded else "") or self.name

    @property
    def description(self) -> Description | None:
        """The description, where it could be read."""
        return self.loaded.description if self.loaded else None

    def find_operation(self, name: str) -> Operation | None:
        """An operation by ``operationId``, ``METHOD /path`` or ``#`` and its JSON Pointer."""
        if not self._by_name:
            for operation in (*self.webhooks, *self.operations):
                pointer = f"#{operation.place.pointer}"
                self._by_name.setdefault(pointer, operation)
                self._by_name[operation.endpoint] = operation
            # The first of two operations with one id keeps it.
            for operation in reversed((*self.operations, *self.webhooks)):
                if operation.id:
                    self._by_name[operation.id] = operation
        if name.startswith("#"):
            return self._by_name.get(unquote(name))
        method, space, path = name.partition(" ")
        return self._by_name.get(name) or (self._by_name.get(f"{method.upper()} {path.strip()}") if space else None)

    def find_same(self, endpoint: str) -> Operation | None:
        """The operation of an endpoint, whatever its parameters are called."""
        if not self._by_shape:
            self._by_shape = {shape(each.endpoint): each for each in reversed(self.operations)}
        return self._by_shape.get(shape(endpoint))

    def find_schema(self, name: str) -> tuple[str, Schema] | None:
        """A schema by its name, or by ``#`` and a JSON Pointer; with the name, which not every one has."""
        if self.loaded is None:
            return None
        references, description = self.loaded.references, self.loaded.description
        if name.startswith("#/") and name not in description.schemas:
            pointer = unquote(name[1:])
            found = find_object(references.contents, "openapi", references.place, pointer)
            if found and found[1] == "schema" and isinstance(found[0], (dict, bool)):
                place = Place(references.entry, pointer)
                return description.schema_names.get(place, ""), Schema.of(Part(found[0], place))
            names = description.schema_names.items()
            name = next((each for place, each in names if place.pointer == pointer), name)
        return (name, description.schemas[name]) if name in description.schemas else None

    @property
    def is_offered(self) -> bool:
        """Whether the description may be downloaded: it holds nothing that the pages leave out."""
        filtered = self.entry.include or self.entry.exclude or self.holds_secrets
        return bool(self.entry.download and not filtered and self.loaded)

    def shows(self, operation: Operation) -> bool:
        """Whether an operation is among those that the entry asks for."""
        return _is_shown(operation, self.entry)

    @property
    def holds_secrets(self) -> bool:
        """Whether something in the files may be marked as internal, and is left out."""
        if self.internal:
            return False
        try:
            # Without the zero bytes of other encodings than UTF-8.
            files = self.loaded.files if self.loaded else (self.path,)
            return any(b"x-internal" in path.read_bytes().replace(b"\0", b"") for path in files)
        except OSError:
            return True

    @property
    def beginnings(self) -> frozenset[str]:
        """What described paths begin with."""
        if self._beginnings is None:
            self._beginnings = areas(each.path for each in self.operations)
        return self._beginnings

    @property
    def names(self) -> list[str]:
        """Every name by which an operation is found."""
        self.find_operation("")
        return [name for name in self._by_name if not name.startswith("#")]

    def say_once(self, problem: Problem) -> None:
        """Say what is found while a page is drawn, however many pages show the place."""
        if problem not in self._said:
            self._said.add(problem)
            say(problem)

    def digest(self, place: Place) -> str:
        """A digest of the value at a place as written, references not followed; empty where there is none."""
        found = self._digests.get(place)
        if found is None:
            found = self._digests[place] = self._digest(place)
        return found

    def members(self, tag: str | None = None) -> Place:
        """What stands for the operations of a tag, or all: its digest is that of their names and tags."""
        return Place(_MEMBERS, tag or "")

    def tags(self, pattern: str) -> Place:
        """What stands for the tags in Git that hold the file."""
        return Place(_TAGS, pattern)

    def held(self, endpoint: str) -> Place:
        """What stands for the question whether an endpoint is described."""
        return Place(_HELD, endpoint)

    def _digest(self, place: Place) -> str:
        try:
            if place.uri == _TAGS:
                return History(self.path, tags=place.pointer).digest
            if place.uri == _MEMBERS:
                value: object = self._listed(place.pointer)
            elif place.uri == _HELD:
                value = self.find_same(place.pointer) is not None
            else:
                value = self.loaded.references.value(place) if self.loaded else None
        except (KeyError, IndexError, ValueError, TypeError, GitError):
            return ""
        text = json.dumps(value, ensure_ascii=True, sort_keys=False)
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def _listed(self, tag: str) -> list[tuple[str, ...]]:
        every = (*self.operations, *self.webhooks)
        return [
            (each.name, each.endpoint, *each.tags) for each in every if not tag or tag in (each.tags or ("default",))
        ]

    def digests(self, places: Iterable[Place]) -> dict[Place, str]:
        """Digests by place."""
        return {place: self.digest(place) for place in places}


def load_specs(app: Sphinx) -> dict[str, Spec]:
    """Load every description of conf.py; problems are said."""
    return {entry.name: _load(app, entry) for entry in entries(app.config.rensei_specs)}


def _load(app: Sphinx, entry: SpecEntry) -> Spec:
    confdir = Path(app.confdir)
    path = confdir / entry.path
    internal = bool(app.config.rensei_include_internal)
    spec = Spec(entry, path, internal)
    try:
        cache = Path(app.doctreedir)
        spec.loaded = load(path, root=_root(confdir, path, entry), cache=cache, remote=find_remote(app.config, cache))
    except LoadError as error:
        spec.error = error.problem
        say(error.problem)
        return spec
    for problem in spec.loaded.problems:
        say(problem)
    if app.config.rensei_validate:
        # The whole of it: what is not shown may be what a link or a name leads to.
        for problem in check(spec.loaded, cache=Path(app.doctreedir)):
            say(problem)
    description = spec.loaded.description if internal else without_internal(spec.loaded.description)
    spec.loaded = replace(spec.loaded, description=description)
    spec.analyser = Analyser(spec.loaded, internal=internal)
    spec.operations = tuple(each for each in description.operations if _is_shown(each, entry))
    spec.webhooks = tuple(each for each in description.webhooks if _is_shown(each, entry))
    if entry.pages is not None:
        spec.site = _site(spec, entry.pages)
    return spec


def _site(spec: Spec, folder: str) -> Site:
    assert spec.loaded is not None
    assert spec.analyser is not None
    description = spec.loaded.description
    site = build_site(
        description,
        folder,
        title=spec.title,
        operations=spec.operations,
        webhooks=spec.webhooks,
        schemas=tuple(name for name, schema in description.schemas.items() if not spec.analyser.hidden(schema)),
    )
    for place, message in site.faults:
        say(Problem(ProblemCode.PAGE, message, spec.loaded.references.locate(place)))
    return site


def _root(confdir: Path, path: Path, entry: SpecEntry) -> Path:
    """The folder that no reference may leave: the one given, else conf.py's, else that around the description's."""
    if entry.root:
        return confdir / entry.root
    return confdir if path.resolve().is_relative_to(confdir.resolve()) else path.resolve().parent.parent


def _is_shown(operation: Operation, entry: SpecEntry) -> bool:
    if any(_matches(operation, pattern) for pattern in entry.exclude):
        return False
    return not entry.include or any(_matches(operation, pattern) for pattern in entry.include)


def _matches(operation: Operation, pattern: str) -> bool:
    return pattern in operation.tags or matches_path(operation.path, pattern)


def matches_path(path: str, pattern: str) -> bool:
    """Whether a path template fits a glob."""
    return fnmatchcase(path, pattern)
