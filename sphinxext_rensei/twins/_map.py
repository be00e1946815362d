"""The map of a site: which pages there are, in the order and the groups of its tables of contents."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from docutils import nodes
from sphinx import addnodes
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.errors import NoUri

from sphinxext_rensei import llms
from sphinxext_rensei.domain import RenseiDomain
from sphinxext_rensei.metadata import shortened
from sphinxext_rensei.pages import home_tag, labels_of
from sphinxext_rensei.twin import first_words
from sphinxext_rensei.twins._twins import twins_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinxext_rensei.spec import Operation
    from sphinxext_rensei.store import Spec
    from sphinxext_rensei.twins._twins import Twins

_MAX_LENGTH: Final = 200
"""Characters of a page's first words."""


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
        self._domain = RenseiDomain.of(app.env)
        base = app.config.html_baseurl
        self._base = f"{base.rstrip('/')}/" if base else ""
        self._twins = twins_of(app)
        self._one = isinstance(app.builder, SingleFileHTMLBuilder)

    def site(self) -> llms.Site:
        """The whole site, once its twins are written."""
        pages = [
            replace(page, description=self._description(page.docname))
            for page in self.pages()
            # A site of one page has one twin.
            if page.docname == self._env.config.root_doc or not self._one
        ]
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
        try:
            path = self._app.builder.get_target_uri(docname)
        except NoUri:
            # A book may leave a document out.
            return ""
        if self._one:
            path = f"{self._env.config.root_doc}.html" if node_id else f"{self._env.config.root_doc}.html{path}"
        return f"{self._base}{path}{f'#{node_id}' if node_id else ''}"

    def _description(self, docname: str) -> str:
        given = self._domain.data["described"].get(docname) or self._env.metadata.get(docname, {}).get("description")
        if given:
            return " ".join(str(given).split())
        return shortened(first_words(self._twins.read(docname)), _MAX_LENGTH) if self._twins else ""

    def _endpoints(self) -> Iterator[llms.Endpoint]:
        for each in self._domain.endpoints:
            yield llms.Endpoint(
                method=each.method,
                path=each.path,
                uri=self._uri(each.docname, each.node_id) if each.docname else "",
                kind=each.kind,
                source=each.source,
                line=each.line,
                spec=each.spec,
            )


def _facts(operation: Operation, spec: Spec) -> dict[str, str]:
    assert spec.description is not None
    tag = "" if operation.outgoing else home_tag(operation, labels_of(spec.description))
    return {"operation_id": operation.id, "method": operation.method, "path": operation.path, "tag": tag}


def note_description(app: Sphinx, doctree: nodes.document) -> None:
    """Keep what a page says of itself to search engines."""
    for node in doctree.findall(nodes.meta):
        if node.get("name", "").casefold() == "description" and node.get("content"):
            RenseiDomain.of(app.env).note_description(app.env.current_document.docname, node["content"])


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write the files of a site that tell of it."""
    twins = twins_of(app)
    if exception or twins is None:
        return
    twins.claims.drop()
    if not twins.claims.paths:
        return
    if not _is_fresh(app, twins):
        site = Map(app).site()
        twins.claims.write(llms.MAP, llms.docs_map(site))
        twins.claims.write(llms.INDEX, llms.llms_txt(site))
        twins.claims.write(llms.FULL, llms.llms_full(site, lambda page: twins.read(page.docname)))


def _is_fresh(app: Sphinx, twins: Twins) -> bool:
    """Whether nothing can have changed: to look at all of a large site takes seconds."""
    claims = twins.claims
    if twins.written or claims.changed or not all(map(claims.is_there, llms.FILES)):
        return False
    whole, index = (claims.time(name) for name in (llms.FULL, llms.MAP))
    specs = RenseiDomain.of(app.env).specs.values()
    # The map says at which lines of a description endpoints are, and these move without a page.
    files = [path for spec in specs for path in spec.files if path.exists()]
    # A build that broke off has written twins, and nothing that tells of them.
    return all(claims.time(path) <= whole for path in twins.paths.values()) and all(
        path.stat().st_mtime_ns <= max(whole, index) for path in files
    )


def setup(app: Sphinx) -> None:
    """Connect."""
    app.connect("doctree-read", note_description)
    app.connect("build-finished", write)
