"""The map of a site: which pages there are, in the order and the groups of its tables of contents."""

from __future__ import annotations

import hashlib
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final
from urllib.parse import quote

from docutils import nodes
from sphinx import addnodes
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.util.docutils import SphinxDirective

from sphinxext_rensei import llms
from sphinxext_rensei.domain import RenseiDomain
from sphinxext_rensei.metadata import shortened
from sphinxext_rensei.nodes import rensei_operations, rensei_page, rensei_section
from sphinxext_rensei.pages import home_tag, labels_of
from sphinxext_rensei.twin import first_words
from sphinxext_rensei.twins import twins_of
from sphinxext_rensei.words import gettext

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinxext_rensei.spec import Operation
    from sphinxext_rensei.store import Spec

NAME: Final = "docs-map"
_LENGTH: Final = 200
"""Characters of a page's first words."""


def _domain(env: BuildEnvironment) -> RenseiDomain:
    domain = env.get_domain("rensei")
    assert isinstance(domain, RenseiDomain)
    return domain


# Order and groups ----------------------------------------------------------------------------------------------------


class _Reading:
    """The pages in reading order, each with the title of its section.

    A page that lists others begins a section, which holds it and those of them that list none; where the first page
    gives a table of contents a caption, that is the section of what it lists.
    """

    def __init__(self, env: BuildEnvironment) -> None:
        self._env = env
        self.sections: dict[str, str] = {}
        root = env.config.root_doc
        self._walk(root, self._title(root), captions=True)
        self.sections |= dict.fromkeys(sorted(env.all_docs.keys() - self.sections.keys()), "")

    def _title(self, docname: str) -> str:
        return self._env.titles[docname].astext() if docname in self._env.titles else docname

    def _walk(self, docname: str, section: str, *, captions: bool = False) -> None:
        self.sections[docname] = section
        for toctree in self._toctrees(docname):
            group = toctree.get("caption") if captions else None
            for _, entry in toctree["entries"]:
                if entry in self.sections or entry not in self._env.all_docs:
                    continue
                if self._toctrees(entry):
                    title = self._title(entry)
                    self._walk(entry, title if captions else f"{section}: {title}")
                else:
                    self.sections[entry] = group or section

    def _toctrees(self, docname: str) -> list[addnodes.toctree]:
        toc = self._env.tocs.get(docname)
        return [each for each in toc.findall(addnodes.toctree) if each["entries"]] if toc is not None else []


# Pages ---------------------------------------------------------------------------------------------------------------


class Map:
    """What there is to say of the site that an application builds."""

    def __init__(self, app: Sphinx) -> None:
        self._app = app
        self._env = app.env
        self._domain = _domain(app.env)
        base = app.config.html_baseurl
        self._base = f"{base.rstrip('/')}/" if base else ""
        self._twins = twins_of(app)
        self._one = isinstance(app.builder, SingleFileHTMLBuilder)

    def site(self) -> llms.Site:
        """The whole site, once its twins are written."""
        pages = [replace(page, description=self._description(page.docname)) for page in self.pages()]
        root = next(page for page in pages if page.docname == self._env.config.root_doc)
        return llms.Site(
            project=self._app.config.project,
            summary=root.description or self._app.config.html_title,
            pages=pages,
            endpoints=list(self._endpoints()),
            base=self._base,
        )

    def pages(self) -> Iterator[llms.Page]:
        """All pages, without what their twins say of them."""
        for docname, section in _Reading(self._env).sections.items():
            if self._one and docname != self._env.config.root_doc:
                continue
            spec, page = self._domain.pages.get(docname, (None, None))
            twin = self._twins.paths.get(docname) if self._twins else None
            operation = self.operation(docname)
            yield llms.Page(
                docname=docname,
                title=self._env.titles[docname].astext(),
                section=section,
                uri=self._uri(docname) or "./",
                markdown=f"{self._base}{quote(twin)}" if twin else "",
                source="" if page else Path(self._env.doc2path(docname, base=False)).as_posix(),
                spec=spec.name if spec else "",
                optional=page is not None and page.kind == "schema",
                **(_facts(operation, spec) if operation and spec else {}),
            )

    def operation(self, docname: str) -> Operation | None:
        """The operation whose page a document is."""
        spec, page = self._domain.pages.get(docname, (None, None))
        return spec.find_operation(page.endpoint) if spec and page and page.endpoint else None

    def _uri(self, docname: str, node_id: str = "") -> str:
        path = self._app.builder.get_target_uri(docname)
        if self._one:
            path = f"{self._env.config.root_doc}.html" if node_id else f"{self._env.config.root_doc}.html{path}"
        return f"{self._base}{path}{f'#{node_id}' if node_id else ''}"

    def _description(self, docname: str) -> str:
        given = self._domain.data["described"].get(docname) or self._env.metadata[docname].get("description")
        if given:
            return " ".join(str(given).split())
        return shortened(first_words(self._twins.read(docname)), _LENGTH) if self._twins else ""

    def _endpoints(self) -> Iterator[llms.Endpoint]:
        for spec in self._domain.specs.values():
            for operation in spec.operations:
                assert spec.loaded is not None
                entry = self._domain.find(["endpoint"], operation.endpoint, spec.name)
                location = spec.loaded.references.locate(operation.place, key=True)
                yield llms.Endpoint(
                    method=operation.method,
                    path=operation.path,
                    uri=self._uri(entry.docname, entry.node_id) if entry and entry.spec == spec.name else "",
                    kind="described",
                    source=Path(os.path.relpath(location.path, self._app.srcdir)).as_posix(),
                    line=location.line,
                    spec=spec.name,
                )


def _facts(operation: Operation, spec: Spec) -> dict[str, str]:
    assert spec.description is not None
    tag = "" if operation.outgoing else home_tag(operation, labels_of(spec.description))
    return {"operation_id": operation.id, "method": operation.method, "path": operation.path, "tag": tag}


def note_description(app: Sphinx, doctree: nodes.document) -> None:
    """Keep what a page says of itself to search engines."""
    for node in doctree.findall(nodes.meta):
        if node.get("name", "").casefold() == "description" and node.get("content"):
            _domain(app.env).data["described"][app.env.current_document.docname] = node["content"]


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write the files of a site that tell of it."""
    twins = twins_of(app)
    if exception or twins is None:
        return
    twins.claims.drop()
    if twins.claims.paths:
        site = Map(app).site()
        twins.claims.write(llms.MAP, llms.docs_map(site))
        twins.claims.write(llms.INDEX, llms.llms_txt(site))
        twins.claims.write(llms.FULL, llms.llms_full(site, lambda page: twins.read(page.docname)))


# The page ------------------------------------------------------------------------------------------------------------


class DocsMapDirective(SphinxDirective):
    """``rensei-docs-map``: every page of the site, by section."""

    has_content = False
    option_spec: ClassVar[dict[str, Callable[[str], Any]]] = {}

    def run(self) -> list[nodes.Node]:
        """Leave the place where the map is drawn when all documents are read."""
        _domain(self.env).data["maps"].setdefault(self.env.docname, "")
        page = rensei_page("", kind=NAME, ids=[])
        self.set_source_info(page)
        return [page]


def _draw(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    for page in doctree.findall(rensei_page):
        if page["kind"] == NAME:
            page += map_sections(app, docname)


def map_sections(app: Sphinx, docname: str) -> list[nodes.Node]:
    """The sections of the map, as a document shows them."""
    site_map = Map(app)
    found: list[nodes.Node] = []
    for title, pages in llms.sections(site_map.pages()).items():
        words = title or gettext("In no table of contents")
        section = rensei_section("", title=words, note="", required=False, ids=[nodes.make_id(f"{NAME}-{len(found)}")])
        links = [_item(app, docname, page) for page in pages if not page.method]
        section += nodes.bullet_list("", *links) if links else []
        section += _listed(app, docname, [page for page in pages if page.method], site_map)
        found.append(section)
    return found


def _item(app: Sphinx, docname: str, page: llms.Page) -> nodes.list_item:
    uri = app.builder.get_relative_uri(docname, page.docname)
    reference = nodes.reference("", page.title, refuri=uri, internal=True)
    return nodes.list_item("", nodes.paragraph("", "", reference))


def _listed(app: Sphinx, docname: str, pages: list[llms.Page], site_map: Map) -> list[nodes.Node]:
    entries = []
    for page in pages:
        operation = site_map.operation(page.docname)
        uri = app.builder.get_relative_uri(docname, page.docname)
        entries.append((page.method, page.path, page.title, uri, bool(operation and operation.deprecated)))
    return [rensei_operations("", entries=tuple(entries))] if entries else []


def _changed(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """The documents that show the map, where it is another than they show."""
    domain = _domain(env)
    state = [(page.docname, page.title, page.section, page.method, page.path) for page in Map(app).pages()]
    digest = hashlib.sha256(repr(state).encode()).hexdigest()[:16]
    maps = domain.data["maps"]
    changed = [docname for docname, shown in maps.items() if shown != digest]
    maps |= dict.fromkeys(changed, digest)
    return changed


def setup(app: Sphinx) -> None:
    """Connect; links of the map are in the page before nodes become stock ones."""
    app.add_directive("rensei-docs-map", DocsMapDirective)
    app.connect("doctree-read", note_description)
    app.connect("doctree-resolved", _draw, priority=400)
    app.connect("env-updated", _changed)
    app.connect("build-finished", write)
