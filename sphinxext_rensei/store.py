"""The descriptions of one build: loaded once, before reading, and kept out of the environment's pickle."""

from __future__ import annotations

import hashlib
import marshal
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

from sphinxext_rensei.checks import check
from sphinxext_rensei.chosen import idle_filters, is_chosen
from sphinxext_rensei.config import SpecEntry, entries
from sphinxext_rensei.endpoints import areas, shape
from sphinxext_rensei.errors import LoadError
from sphinxext_rensei.history import History
from sphinxext_rensei.logging import say
from sphinxext_rensei.outline import Outline, Outlines
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
    from collections.abc import Callable, Iterable

    from sphinx.application import Sphinx


_MEMBERS: Final = "members:"
_NO_PAGES: Final = Site()
_PLAIN: Final = 2
"""The last version of ``marshal``'s format without references."""
_TAGS: Final = "tags:"
_HELD: Final = "held:"


class Spec:
    """One description of the build, read when something of it is to be drawn.

    :param internal: whether what is marked ``x-internal`` is shown.
    :param error: why it could not be read; then all else is empty.
    :ivar outline: what is known without reading it.
    """

    def __init__(
        self,
        entry: SpecEntry,
        path: Path,
        *,
        internal: bool = False,
        read: Callable[[], Loaded] | None = None,
        error: Problem | None = None,
    ) -> None:
        self.entry = entry
        self.path = path
        self.internal = internal
        self.error = error
        self.outline: Outline | None = None
        self._read = read
        self._by_name: dict[str, Operation] = {}
        self._by_shape: dict[str, Operation] = {}
        self._digests: dict[tuple[str, str], bytes] = {}
        self._said: set[Problem] = set()

    @cached_property
    def loaded(self) -> Loaded | None:
        """The description, with what may be shown of it, and its files; None where it can't be read."""
        if self._read is None or self.error:
            return None
        loaded = self._read()
        return loaded if self.internal else replace(loaded, description=without_internal(loaded.description))

    @cached_property
    def analyser(self) -> Analyser | None:
        """What reads its schemas."""
        return Analyser(self.loaded, internal=self.internal) if self.loaded else None

    @cached_property
    def operations(self) -> tuple[Operation, ...]:
        """Those that are shown."""
        return tuple(each for each in self.description.operations if self.shows(each)) if self.description else ()

    @cached_property
    def webhooks(self) -> tuple[Operation, ...]:
        """Those that are shown."""
        return tuple(each for each in self.description.webhooks if self.shows(each)) if self.description else ()

    @property
    def name(self) -> str:
        """Its name in ``rensei_specs``."""
        return self.entry.name

    @property
    def site(self) -> Site:
        """Its pages."""
        return self.outline.site if self.outline else _NO_PAGES

    @property
    def state(self) -> str:
        """What stands for all that its pages are drawn from; empty where it can't be read."""
        return self.outline.state if self.outline else ""

    @property
    def names_of_files(self) -> tuple[str, ...]:
        """How messages call its files."""
        return self.outline.names if self.outline else ()

    @property
    def files(self) -> tuple[Path, ...]:
        """Its files, as far as they are known."""
        return self.outline.files if self.outline else (self.path,)

    @property
    def title(self) -> str:
        """What its index is called."""
        return self.entry.title or (self.outline.title if self.outline else self.name)

    @property
    def version(self) -> str:
        """What a switch between versions calls it."""
        return self.entry.version or (self.outline.version if self.outline else "") or self.name

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
        return is_chosen(self.entry, operation)

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

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """What described paths begin with."""
        return areas(each.path for each in self.operations)

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

    def fingerprint(self, places: Iterable[tuple[str, str]]) -> str:
        """A digest of the values at some places as written, references not followed."""
        return hashlib.blake2b(b"".join(map(self._digest, places)), digest_size=16).hexdigest()

    def members(self, tag: str | None = None) -> Place:
        """What stands for the operations of a tag, or all: its digest is that of their names and tags."""
        return Place(_MEMBERS, tag or "")

    def tags(self, pattern: str) -> Place:
        """What stands for the tags in Git that hold the file."""
        return Place(_TAGS, pattern)

    def held(self, endpoint: str) -> Place:
        """What stands for the question whether an endpoint is described."""
        return Place(_HELD, endpoint)

    def _digest(self, place: tuple[str, str]) -> bytes:
        found = self._digests.get(place)
        if found is None:
            # This form names nothing twice, so that equal values are equal bytes.
            text = marshal.dumps(self._value(Place(*place)), _PLAIN)
            found = self._digests[place] = hashlib.blake2b(text, digest_size=8).digest()
        return found

    def _value(self, place: Place) -> Any:
        try:
            if place.uri == _TAGS:
                return History(self.path, tags=place.pointer).digest
            if place.uri == _MEMBERS:
                return self._listed(place.pointer)
            if place.uri == _HELD:
                return self.find_same(place.pointer) is not None
            return self.loaded.references.value(place) if self.loaded else None
        except (KeyError, IndexError, ValueError, TypeError, GitError):
            return None

    def _listed(self, tag: str) -> list[tuple[str, ...]]:
        every = (*self.operations, *self.webhooks)
        return [
            (each.name, each.endpoint, *each.tags) for each in every if not tag or tag in (each.tags or ("default",))
        ]


def load_specs(app: Sphinx) -> dict[str, Spec]:
    """Every description of conf.py; problems are said."""
    return {entry.name: _load(app, entry) for entry in entries(app.config.rensei_specs)}


def _load(app: Sphinx, entry: SpecEntry) -> Spec:
    confdir, cache = Path(app.confdir), Path(app.doctreedir)
    path = confdir / entry.path
    root = _root(confdir, path, entry)

    def read() -> Loaded:
        return load(path, root=root, cache=cache, remote=find_remote(app.config, cache))

    internal = bool(app.config.rensei_include_internal)
    outlines = Outlines(app, entry)
    spec = Spec(entry, path, internal=internal, read=read)
    spec.outline = outlines.find()
    if spec.outline is None:
        try:
            loaded = read()
        except LoadError as error:
            problem = error.problem if path.exists() else _missing(error.problem, entry.path)
            say(problem)
            return Spec(entry, path, internal=internal, error=problem)
        spec = Spec(entry, path, internal=internal, read=lambda: loaded)
        # The whole of it: what is not shown may be what a link or a name leads to.
        found = check(loaded, cache=cache) if app.config.rensei_validate else ()
        spec.outline = _outline(spec, loaded, outlines.state(loaded.references), found)
        outlines.keep(spec.outline, loaded.references)
    for problem in spec.outline.problems:
        say(problem)
    return spec


def _missing(problem: Problem, path: str) -> Problem:
    """What to do about a description that is not there."""
    what = "takes files, not addresses: download" if "://" in path else "is relative to conf.py:"
    return replace(problem, message=f"{problem.message}; rensei_specs {what} {path!r}")


def _outline(spec: Spec, loaded: Loaded, state: str, found: tuple[Problem, ...]) -> Outline:
    description, references = loaded.description, loaded.references
    title = spec.entry.title or description.title
    site = _site(spec, title, spec.entry.pages) if spec.entry.pages is not None else _NO_PAGES
    faults = (Problem(ProblemCode.PAGE, message, references.locate(place)) for place, message in site.faults)
    return Outline(
        state=state,
        title=description.title,
        version=description.version,
        names=tuple(source.name for source in references.files.values()),
        files=loaded.files,
        site=site,
        problems=(*loaded.told, *found, *faults, *idle_filters(spec.entry, description, str(spec.path))),
    )


def _site(spec: Spec, title: str, folder: str) -> Site:
    assert spec.description is not None
    assert spec.analyser is not None
    schemas = spec.description.schemas.items()
    return build_site(
        spec.description,
        folder,
        title=title,
        operations=spec.operations,
        webhooks=spec.webhooks,
        schemas=tuple(name for name, schema in schemas if not spec.analyser.hidden(schema)),
    )


def _root(confdir: Path, path: Path, entry: SpecEntry) -> Path:
    """The folder that no reference may leave: the one given, else conf.py's, else that around the description's."""
    if entry.root:
        return confdir / entry.root
    return confdir if path.resolve().is_relative_to(confdir.resolve()) else path.resolve().parent.parent


def is_written(place: Place) -> bool:
    """Whether a place is one in a file, not a question about the whole."""
    return place.uri not in (_MEMBERS, _TAGS, _HELD)


def is_elsewhere(place: Place) -> bool:
    """Whether what a place stands for may change while the files of the description do not."""
    return place.uri == _TAGS
