"""The switch between versions: entries of ``rensei_specs`` that share an ``api`` lead to each other, page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinxext_rensei.domain import RenseiDomain
from sphinxext_rensei.nodes import rensei_versions

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinxext_rensei.pages import Page
    from sphinxext_rensei.store import Spec

Switch = tuple[tuple[str, str], ...]
"""The name of each version, with the docname of the page that answers to one."""


def switch_of(domain: RenseiDomain, docname: str) -> Switch:
    """Where the switch on a page leads; empty where there is none."""
    spec, page = domain.pages.get(docname, (None, None))
    if spec is None or page is None or not spec.entry.api:
        return ()
    versions = [each for each in domain.specs.values() if each.entry.api == spec.entry.api and each.entry.pages]
    if len(versions) == 1:
        return ()
    return tuple((each.version, docname if each is spec else _counterpart(each, page)) for each in versions)


def _counterpart(spec: Spec, page: Page) -> str:
    """The page of the same thing in another version, else that version's index."""
    homes = spec.site.homes
    found = homes.get((page.kind, page.name)) or homes.get((page.kind, page.endpoint))
    return found or f"{spec.entry.pages}/index"


def _add(app: Sphinx, doctree: nodes.document) -> None:
    """Put the switch below the title of a page. What it leads to is found when the page is written."""
    domain = RenseiDomain.of(app.env)
    docname = app.env.current_document.docname
    section = next(doctree.findall(nodes.section), None)
    if section is not None and switch_of(domain, docname):
        switch = rensei_versions("", docname=docname, entries=())
        switch.source, switch.line = section.source, section.line
        section.insert(1, switch)


def _resolve(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    domain = RenseiDomain.of(app.env)
    for node in doctree.findall(rensei_versions) if domain.data["switches"] else ():
        node["entries"] = tuple(
            (version, app.builder.get_relative_uri(docname, target), target == node["docname"])
            for version, target in switch_of(domain, node["docname"])
        )


def _changed(_app: Sphinx, env: BuildEnvironment) -> list[str]:
    """The pages whose switch leads elsewhere than it did when they were written."""
    domain = RenseiDomain.of(env)
    before = domain.data["switches"]
    switches = {docname: switch for docname in domain.pages if (switch := switch_of(domain, docname))}
    domain.data["switches"] = switches
    return [docname for docname in switches if before.get(docname) != switches[docname] and docname in env.all_docs]


def setup(app: Sphinx) -> None:
    """Connect; links are resolved before nodes become stock ones."""
    app.connect("doctree-read", _add)
    app.connect("doctree-resolved", _resolve, priority=400)
    app.connect("env-updated", _changed)
