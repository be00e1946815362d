"""The directives of what no description holds: endpoints in prose; and of what is gathered from all documents."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from sphinxext_rensei.domain._directive import RenseiDirective, place
from sphinxext_rensei.domain._gathered import given_groups
from sphinxext_rensei.domain._objects import ObjectEntry
from sphinxext_rensei.endpoints import Endpoint, find_fault, find_prefix_fault, is_within
from sphinxext_rensei.logging import warn
from sphinxext_rensei.nodes import rensei_gathered, rensei_message
from sphinxext_rensei.problems import ProblemCode
from sphinxext_rensei.render import endpoint_nodes, identifier
from sphinxext_rensei.translation import translator

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinxext_rensei.spec import Description
    from sphinxext_rensei.store import Spec


class EndpointDirective(RenseiDirective):
    """``rensei-endpoint``: an endpoint that the description does not hold yet, documented by hand."""

    required_arguments = 1
    optional_arguments = 0
    has_content = True
    option_spec: ClassVar[dict[str, Callable[[str], Any]]] = {
        **RenseiDirective.option_spec,
        "summary": directives.unchanged_required,
        "deprecated": directives.flag,
        "no-index": directives.flag,
        "noindex": directives.flag,
    }

    def holds(self, spec: Spec) -> bool:
        """Whether the endpoint stands among those of a description."""
        return is_within(self.name_given.partition(" ")[2], spec.beginnings)

    def run(self) -> list[nodes.Node]:
        """Draw the endpoint: no description is needed for that."""
        content = self.parse_content_to_nodes() if self.content else []
        spec = self._spec() if self.domain.specs or "spec" in self.options else None
        if isinstance(spec, str):
            return [*self.fault(ProblemCode.UNKNOWN_SPEC, spec), *content]
        name = self.name_given
        if why := find_fault(name):
            message = f"{name!r} is not an endpoint such as 'GET /things/{{id}}': {why}"
            return [*self.fault(ProblemCode.INVALID_ENDPOINT, message), *content]
        title = self._title()
        endpoint = self._endpoint_named(name, spec.name if spec else "", title.astext())
        page = endpoint_nodes(endpoint, title.astext(), content, deprecated="deprecated" in self.options)
        self._note_endpoint(endpoint, spec)
        place(page, *self.get_source_info())
        return [page, title] if self.domain.collecting else [page]

    def _endpoint_named(self, name: str, spec: str, title: str) -> Endpoint:
        method, _, path = name.partition(" ")
        name = f"{method.upper()} {path}"
        taken = self.taken
        source, line = self.get_source_info()
        return Endpoint(
            method=method.upper(),
            path=path,
            kind="prose",
            spec=spec,
            title=title or name,
            docname=self.env.docname,
            node_id=identifier(spec or "rensei", taken, name),
            source=Path(os.path.relpath(source or self.env.srcdir, self.env.srcdir)).as_posix(),
            line=line or 0,
        )

    def _title(self) -> rensei_message:
        """The summary, translated; a text that translators find."""
        summary = " ".join(self.options.get("summary", "").split())
        title = rensei_message(summary, summary)
        title.source, title.line = self.get_source_info()
        translate = translator(self.config, Path(self.env.srcdir), self.env.docname)
        translate([title], lambda translated: [nodes.Text(translated)])
        return title

    def _note_endpoint(self, endpoint: Endpoint, spec: Spec | None) -> None:
        if not self.is_indexed:
            return
        self.domain.note_endpoint(endpoint)
        names = endpoint.name, endpoint.title, endpoint.docname, endpoint.node_id
        self.domain.note_object(ObjectEntry("endpoint", endpoint.spec, *names, home=False))
        if spec is not None:
            # Read again when the description holds it, to say so.
            self.domain.note_used(spec.name, [spec.held(endpoint.name)])


class RoutesDirective(RenseiDirective):
    """``rensei-routes``: the map of route groups; its content names groups and says what they are for."""

    optional_arguments = 0
    has_content = True

    def draw(self, spec: Spec, _description: Description) -> list[nodes.Node]:
        """Leave the place where the map is drawn when all documents are read."""
        gathered = rensei_gathered("", kind="routes", spec=spec.name)
        gathered += self.parse_content_to_nodes() if self.content else []
        groups = list(given_groups(gathered))
        if gathered.children and not groups:
            message = "the content is no definition list or field list of beginnings of paths"
            warn(ProblemCode.INVALID_ENDPOINT, f"{self.name}: {message}", self.get_location())
        for prefixes, content in groups:
            for prefix in prefixes:
                if why := find_prefix_fault(prefix):
                    message = f"{self.name}: {prefix!r} is not the beginning of paths such as '/things/*': {why}"
                    warn(ProblemCode.INVALID_ENDPOINT, message, content)
        return self._placed(gathered)

    def _placed(self, gathered: rensei_gathered) -> list[nodes.Node]:
        gathered.source, gathered.line = self.get_source_info()
        self.domain.note_gathered(self.env.docname, gathered["kind"], gathered["spec"])
        return [gathered]


class CoverageDirective(RoutesDirective):
    """``rensei-coverage``: which operations the guides name."""

    has_content = False

    def draw(self, spec: Spec, _description: Description) -> list[nodes.Node]:
        """Leave the place where it is drawn when all documents are read."""
        return self._placed(rensei_gathered("", kind="coverage", spec=spec.name))
