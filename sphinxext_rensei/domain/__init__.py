"""The ``rensei`` domain: what it knows, how it is found, and how builds keep it true."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

from docutils import nodes
from sphinx.domains import Domain, ObjType
from sphinx.locale import get_translation
from sphinx.util.nodes import make_refnode

from sphinxext_rensei.domain._directives import DIRECTIVES, OPTIONS
from sphinxext_rensei.domain._gathered import DrawGathered, changed
from sphinxext_rensei.domain._indices import INDICES
from sphinxext_rensei.domain._literals import link_literals
from sphinxext_rensei.domain._located import check_prose, located
from sphinxext_rensei.domain._mentions import coverage_of, mentions_in
from sphinxext_rensei.domain._notes import entries, pack_entries, pack_places, places
from sphinxext_rensei.domain._objects import OBJECT_TYPES, ROLES, ObjectEntry, ObjectIndex
from sphinxext_rensei.domain._roles import RenseiRole
from sphinxext_rensei.endpoints import areas, is_within
from sphinxext_rensei.logging import warn
from sphinxext_rensei.problems import ProblemCode
from sphinxext_rensei.store import is_elsewhere

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinxext_rensei.endpoints import Coverage, Endpoint, Mention
    from sphinxext_rensei.pages import Page
    from sphinxext_rensei.spec import Place
    from sphinxext_rensei.store import Spec

__all__ = ["DIRECTIVES", "ENV_VERSION", "OBJECT_TYPES", "OPTIONS", "ROLES", "RenseiDomain", "one_target", "setup"]

# Looked up when it is printed: the class is made before the site's language is known.
_ = get_translation("sphinxext_rensei")

ENV_VERSION = 5
"""Raised when stored data or doctrees change their form."""

_UNKNOWN: Final = {
    "op": ProblemCode.UNKNOWN_OPERATION,
    "param": ProblemCode.UNKNOWN_PARAMETER,
    "tag": ProblemCode.UNKNOWN_TAG,
    "security": ProblemCode.UNKNOWN_SECURITY,
}
"""Role -> the warning that its target is not known; with any other, it is a part of a schema."""


class RenseiDomain(Domain):
    """REST APIs that OpenAPI describes."""

    name = "rensei"
    label = _("REST API")
    object_types: ClassVar[dict[str, ObjType]] = {
        name: ObjType(words, *roles, searchprio=-1 if name in ("field", "param") else 1)
        for name, (words, roles) in OBJECT_TYPES.items()
    }
    directives = dict(DIRECTIVES)
    roles: ClassVar[dict[str, Any]] = {name: RenseiRole(warn_dangling=False) for name in ROLES}
    indices = list(INDICES)
    initial_data: ClassVar[dict[str, Any]] = {
        "objects": {},  # docname -> packed list of ObjectEntry
        "inner": {},  # docname -> the same, of what no other site can name
        "used": {},  # docname -> description -> what it was drawn from, see process_doc
        "offered": {},  # docname -> names of descriptions that it offers for download
        "switches": {},  # docname -> what its switch between versions leads to
        "described": {},  # docname -> what it says of itself to search engines
        "maps": {},  # docname -> digest of the map of the site that it shows
        "endpoints": {},  # docname -> list of Endpoint that it documents in prose
        "mentions": {},  # docname -> list of Mention
        "gathered": {},  # docname -> list of (kind, description) of what it shows of all documents
        "shown": {},  # docname -> what it showed of other documents when it was written
    }
    data_version = ENV_VERSION

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self.specs: dict[str, Spec] = {}
        self.collecting = False  # whether messages are collected, which shall say where they stand
        self.removed = False  # whether pages are gone since the last build
        self.states: dict[str, str] = {}  # description -> what stood for it when the last build ended
        self.stirred = True  # whether anything has changed: a document, or a description
        self.kept: frozenset[str] | None = None  # indices that stay as they are, in a build that changes no page
        self._noted: list[ObjectEntry] = []
        self._used: dict[str, set[Place]] = {}
        self._indices: dict[str, ObjectIndex] = {}
        self._pages: dict[str, tuple[Spec, Page]] | None = None

    # What documents say ----------------------------------------------------------------------------------------------

    def note_object(self, entry: ObjectEntry) -> None:
        """Note that the document that is read shows a thing."""
        self._noted.append(entry)

    def note_used(self, spec: str, places: Iterable[Place]) -> None:
        """Note what the document that is read was drawn from."""
        self._used.setdefault(spec, set()).update(places)

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        noted, used = self._noted, self._used
        self._noted, self._used = [], {}
        for kind, inner in (("objects", False), ("inner", True)):
            if held := [entry for entry in noted if entry.inner is inner]:
                self.data[kind][docname] = pack_entries(held)
        for name, held_places in used.items():
            packed = pack_places(held_places)
            spec = self.specs[name]
            fingerprint = "" if spec.error else spec.fingerprint(places(packed))
            elsewhere = any(is_elsewhere(place) for place in held_places)
            self.data["used"].setdefault(docname, {})[name] = (elsewhere, fingerprint, packed)
        self._indices.clear()

    def note_offered(self, docname: str, spec: str) -> None:
        """Note that a document offers a description for download."""
        self.data["offered"].setdefault(docname, []).append(spec)

    def note_map(self, docname: str) -> None:
        """Note that a document shows the map of the site."""
        self.data["maps"].setdefault(docname, "")

    def note_description(self, docname: str, words: str) -> None:
        """Note what a document says of itself to search engines."""
        self.data["described"][docname] = words

    def note_endpoint(self, endpoint: Endpoint) -> None:
        """Note that a document describes an endpoint in prose."""
        self.data["endpoints"].setdefault(endpoint.docname, []).append(endpoint)

    def note_mention(self, mention: Mention) -> None:
        """Note that a document names an operation."""
        self.data["mentions"].setdefault(mention.docname, []).append(mention)

    def note_gathered(self, docname: str, kind: str, spec: str) -> None:
        """Note that a document shows something of all documents."""
        self.data["gathered"].setdefault(docname, []).append((kind, spec))

    def clear_doc(self, docname: str) -> None:
        for kind in _NOTED:
            self.data[kind].pop(docname, None)
        self._noted, self._used = [], {}
        self._indices.clear()

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        for kind in _NOTED:
            for docname, noted in otherdata[kind].items():
                if docname in docnames:
                    self.data[kind][docname] = noted
        self._indices.clear()

    # What is asked ---------------------------------------------------------------------------------------------------

    @classmethod
    def of(cls, env: BuildEnvironment) -> RenseiDomain:
        """The domain of an environment."""
        domain = env.get_domain(cls.name)
        assert isinstance(domain, cls)
        return domain

    @property
    def index(self) -> ObjectIndex:
        """All objects at their homes but for those inside others; the order of reading does not matter."""
        return self._index_of("objects")

    def _index_of(self, kind: str) -> ObjectIndex:
        if kind not in self._indices:
            noted = self.data[kind]
            held = (entry for docname in sorted(noted) for entry in entries(noted[docname]))
            self._indices[kind] = ObjectIndex(held, self.specs)
        return self._indices[kind]

    @property
    def pages(self) -> dict[str, tuple[Spec, Page]]:
        """All generated pages, by docname."""
        if self._pages is None:
            self._pages = {page.docname: (spec, page) for spec in self.specs.values() for page in spec.site.pages}
        return self._pages

    def find(self, objtypes: Iterable[str], name: str, spec: str | None) -> ObjectEntry | None:
        """An object by name."""
        found = self.index.find(objtypes, name, spec)
        if "field" in objtypes and (found is None or found.spec != spec):
            return self._index_of("inner").find(objtypes, name, spec) or found
        return found

    @property
    def prose(self) -> list[Endpoint]:
        """The endpoints that documents describe in prose, in an order of their own."""
        noted = self.data["endpoints"].values()
        return sorted(
            (each for endpoints in noted for each in endpoints),
            key=lambda each: (each.spec, each.path, each.method, each.docname, each.line),
        )

    @property
    def endpoints(self) -> list[Endpoint]:
        """All endpoints: those of the descriptions, each with the document that is its home, then those of prose."""
        return [*(each for spec in self.specs.values() for each in located(self, spec)), *self.prose]

    def find_mentioned(self, mention: Mention) -> ObjectEntry | None:
        """What a mention leads to."""
        return self.find(ROLES[mention.role], mention.name, mention.spec)

    def coverage(self, spec: Spec) -> Coverage:
        """What the guides say of the operations of a description."""
        return coverage_of(self, spec)

    def is_known(self, endpoint: str) -> bool:
        """Whether an endpoint begins like one that is described, or documented in prose."""
        path = endpoint.partition(" ")[2]
        known = (*(spec.beginnings for spec in self.specs.values()), areas(each.path for each in self.prose))
        return any(is_within(path, beginnings) for beginnings in known)

    def check_consistency(self) -> None:
        check_prose(self)

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        entries = list(self.index)
        named = {(entry.docname, entry.node_id) for _, entry in entries if entry.objtype == "operation"}
        for name, entry in entries:
            # Search finds an operation once, though two names lead to it.
            is_other_name = entry.objtype == "endpoint" and (entry.docname, entry.node_id) in named
            priority = -1 if is_other_name else entry.priority
            yield name, entry.display, entry.objtype, entry.docname, entry.node_id, priority

    def outdated(self) -> list[str]:
        """Documents that were drawn from something that has changed."""
        same = {name for name, spec in self.specs.items() if spec.state and spec.state == self.states.get(name)}
        return [
            docname
            for docname, by_spec in self.data["used"].items()
            if any(
                (elsewhere or name not in same) and self._changed(name, *noted)
                for name, (elsewhere, *noted) in by_spec.items()
            )
        ]

    def _changed(self, name: str, fingerprint: str, packed: bytes) -> bool:
        spec = self.specs.get(name)
        if spec is None or spec.error:
            return True
        # Drawn while the description could not be read: there is nothing to compare with.
        return not fingerprint or spec.fingerprint(places(packed)) != fingerprint

    # References ------------------------------------------------------------------------------------------------------

    def resolve_xref(  # noqa: PLR0913, PLR0917 - dictated by Sphinx
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference | None:
        entry = self.find(ROLES[typ], target, node.get("rensei:spec"))
        return self._reference(builder, fromdocname, entry, node, contnode) if entry else None

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        found = []
        for role, objtypes in ROLES.items():
            entry = self.find(objtypes, target, node.get("rensei:spec"))
            if entry:
                found.append((f"rensei:{role}", self._reference(builder, fromdocname, entry, node, contnode)))
        return found

    def _reference(
        self, builder: Builder, fromdocname: str, entry: ObjectEntry, node: pending_xref, contnode: nodes.Element
    ) -> nodes.reference:
        if node.get("rensei:short") and not node.get("refexplicit"):
            words = _short(entry)
            contnode = nodes.inline(words, words) if entry.objtype in _TITLED else nodes.literal(words, words)
        found = make_refnode(builder, fromdocname, entry.docname, entry.node_id, contnode, entry.display)
        if "refuri" in found:
            found["refuri"] = one_target(found["refuri"])
        return found


def one_target(uri: str) -> str:
    """A URI with its last target alone: the builder of one page puts one of its own before that of a thing."""
    return f"#{uri.rpartition('#')[2]}" if uri.count("#") > 1 else uri


_NOTED = ("objects", "inner", "used", "offered", "described", "maps", "endpoints", "mentions", "gathered")
"""What is kept for each document."""
_TITLED = ("operation", "endpoint", "webhook", "tag")


def _short(entry: ObjectEntry) -> str:
    """The words of a ``~`` reference: the title of what has one, else the last part of the name."""
    return entry.display if entry.objtype in _TITLED else entry.name.rpartition(".")[2]


def _get_outdated(
    app: Sphinx, env: BuildEnvironment, _added: AbstractSet[str], _changed: AbstractSet[str], removed: AbstractSet[str]
) -> list[str]:
    domain = RenseiDomain.of(env)
    domain.removed = bool(removed)
    return [docname for docname in domain.outdated() if docname in env.all_docs and docname not in removed]


def _begin(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Read the descriptions before processes part, each of which would read them; see whether anything is new."""
    domain = RenseiDomain.of(env)
    if docnames and app.parallel > 1:
        for spec in domain.specs.values():
            spec.analyser  # noqa: B018 - read when it is first asked for
    states = {name: spec.state for name, spec in domain.specs.items()}
    domain.stirred = bool(docnames) or domain.removed or states != domain.states


def _warn_missing(app: Sphinx, domain: Domain | None, node: pending_xref) -> bool | None:
    """Say what a reference that leads nowhere may have meant."""
    if not isinstance(domain, RenseiDomain):
        return None
    if node.get("rensei:optional"):
        # What a description speaks of need not have a page here.
        return True
    target = node["reftarget"]
    if node.get("rensei:literal"):
        if not domain.is_known(target):
            return True
        hint = domain.index.hint(["endpoint"], target)
        warn(ProblemCode.UNKNOWN_ENDPOINT, f"no description has the endpoint {target!r}{hint}", node)
        return True
    hint = domain.index.hint(ROLES[node["reftype"]], target)
    code = _UNKNOWN.get(node["reftype"], ProblemCode.UNKNOWN_SCHEMA)
    warn(code, f"rensei:{node['reftype']} reference target not found: {target}{hint}", node)
    return True


def _read(app: Sphinx, doctree: nodes.document) -> None:
    domain = RenseiDomain.of(app.env)
    docname = app.env.current_document.docname
    if app.config.rensei_link_literals:
        link_literals(doctree, domain.specs, docname)
    for mention in mentions_in(doctree, docname):
        domain.note_mention(mention)


def setup(app: Sphinx) -> None:
    """Register the domain and the other spelling of its directives."""
    app.add_domain(RenseiDomain)
    for name, directive in DIRECTIVES.items():
        app.add_directive(f"rensei-{name}", directive)
    app.connect("env-get-outdated", _get_outdated)
    app.connect("env-before-read-docs", _begin)
    app.connect("doctree-read", _read)
    app.connect("env-updated", changed)
    app.add_post_transform(DrawGathered)
    app.connect("warn-missing-reference", _warn_missing)
