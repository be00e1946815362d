"""The directives of what is no operation, and the table of all directives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from docutils.parsers.rst import directives

from sphinxext_rensei.domain._changelog import ChangelogDirective
from sphinxext_rensei.domain._directive import RenseiDirective, listed
from sphinxext_rensei.domain._endpoints import CoverageDirective, EndpointDirective, RoutesDirective
from sphinxext_rensei.domain._objects import hint
from sphinxext_rensei.domain._operations import OperationDirective, OperationsDirective, find_tag, unknown_tag
from sphinxext_rensei.nodes import rensei_page, rensei_row
from sphinxext_rensei.pages import tags_of, within
from sphinxext_rensei.problems import ProblemCode
from sphinxext_rensei.render import SECTIONS, description_nodes, named_schema_nodes, security_nodes, tag_nodes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from docutils import nodes

    from sphinxext_rensei.spec import Description
    from sphinxext_rensei.store import Spec


class SchemaDirective(RenseiDirective):
    """``rensei-schema``: a schema by its name or JSON Pointer."""

    required_arguments = 1
    optional_arguments = 0
    option_spec: ClassVar[dict[str, Callable[[str], Any]]] = {
        **RenseiDirective.option_spec,
        "depth": directives.nonnegative_int,
        "no-index": directives.flag,
    }

    def holds(self, spec: Spec) -> bool:
        """Whether the schema is there."""
        return spec.find_schema(self.name_given) is not None

    def draw(self, spec: Spec, description: Description) -> list[nodes.Node]:
        """Draw the schema."""
        found = spec.find_schema(self.name_given)
        if found is None:
            message = f"{spec.name!r} has no schema {self.name_given!r}{hint(description.schemas, self.name_given)}"
            return self.fault(ProblemCode.UNKNOWN_SCHEMA, message)
        name, schema = found
        context = self.context(spec, depth=self.options.get("depth", 1))
        page = named_schema_nodes(context, name or self.name_given, None if name else schema)
        if name:
            self._note(spec, name, page)
        return self.finish(spec, context, page)

    def _note(self, spec: Spec, name: str, page: rensei_page) -> None:
        home = spec.site.homes.get(("schema", name))
        self.leave_search(page, home)
        self.note(spec, "schema", name, name, page["ids"][0], home)
        for row in page.findall(rensei_row):
            if row["ids"] and row["name"]:
                path = row["path"]
                inner = path != f"{name}.{row['name']}"
                self.note(spec, "field", path, path, row["ids"][0], home, owner=name, inner=inner)


class TagDirective(RenseiDirective):
    """``rensei-tag``: a tag's description and operations."""

    required_arguments = 1
    optional_arguments = 0

    def holds(self, spec: Spec) -> bool:
        """Whether the tag is there."""
        tags = tags_of(spec.description, spec.operations) if spec.description else []
        return find_tag(tags, self.name_given) is not None

    def draw(self, spec: Spec, description: Description) -> list[nodes.Node]:
        """Draw the tag."""
        tags = tags_of(description, spec.operations)
        tag = find_tag(tags, self.name_given)
        if tag is None:
            return self.fault(ProblemCode.UNKNOWN_TAG, unknown_tag(spec, self.name_given))
        context = self.context(spec)
        page = tag_nodes(context, tag, tags, spec.operations)
        context.used.update(spec.members(each.name) for each in within(tag, tags))
        self.note(spec, "tag", tag.name, tag.title, page["ids"][0], spec.site.homes.get(("tag", tag.name)))
        return self.finish(spec, context, page)


class SecurityDirective(RenseiDirective):
    """``rensei-security``: how to authenticate, by one scheme or all."""

    def holds(self, spec: Spec) -> bool:
        """Whether the scheme is there."""
        schemes = spec.description.security_schemes if spec.description else {}
        return not self.name_given or self.name_given in schemes

    def draw(self, spec: Spec, description: Description) -> list[nodes.Node]:
        """Draw the schemes."""
        schemes = description.security_schemes
        if self.name_given and self.name_given not in schemes:
            message = f"{spec.name!r} has no security scheme {self.name_given!r}; it has {listed(schemes)}"
            return self.fault(ProblemCode.UNKNOWN_SECURITY, message)
        wanted = [schemes[self.name_given]] if self.name_given else list(schemes.values())
        context = self.context(spec)
        page = security_nodes(context, wanted)
        for row in page.findall(rensei_row):
            if name := row.get("security"):
                home = spec.site.homes.get(("security", name))
                self.note(spec, "security", name, name, row["ids"][0], home)
        return self.finish(spec, context, page)


class SpecDirective(RenseiDirective):
    """``rensei-spec``: title, version, servers, contact, licence, download."""

    optional_arguments = 0

    def draw(self, spec: Spec, _description: Description) -> list[nodes.Node]:
        """Draw the description as a whole."""
        context = self.context(spec)
        file = ""
        if spec.is_offered:
            # Not a dependency, as Sphinx's own role would make it: the page changes with what it shows alone.
            self.domain.note_offered(self.env.docname, spec.name)
            file = spec.path.name
        return self.finish(spec, context, description_nodes(context, file=file))


class DocsMapDirective(RenseiDirective):
    """``rensei-docs-map``: every page of the site, by section."""

    optional_arguments = 0
    option_spec: ClassVar[dict[str, Callable[[str], Any]]] = {}

    def run(self) -> list[nodes.Node]:
        """Leave the place where the map is drawn when all documents are read."""
        self.domain.note_map(self.env.docname)
        page = rensei_page("", kind="docs-map", ids=[])
        self.set_source_info(page)
        return [page]


DIRECTIVES: dict[str, type[RenseiDirective]] = {
    "operation": OperationDirective,
    "operations": OperationsDirective,
    "schema": SchemaDirective,
    "tag": TagDirective,
    "security": SecurityDirective,
    "spec": SpecDirective,
    "changelog": ChangelogDirective,
    "routes": RoutesDirective,
    "endpoint": EndpointDirective,
    "coverage": CoverageDirective,
    "docs-map": DocsMapDirective,
}
"""Name in the domain -> directive; each is there as ``rensei-<name>`` too."""

OPTIONS: Mapping[str, str] = {
    "spec": "Name of the description; by default the current one, or the first that holds what is named.",
    "depth": "Levels of nested schemas that are shown in place.",
    "no-index": "This is not the place that references and indices lead to.",
    "sections": f"The parts to show, in their own order: {', '.join(f'`{name}`' for name in SECTIONS)}.",
    "values": "Values of parameters, and of fields of the body, in samples and in the form, a line each: "
    "`name = value`. A location in front (`query.limit = 5`, `body.name = Ada`) says which one of that name.",
    "hide": "Names of parameters, and of fields of the body, that are not shown here; commas between them. "
    "One that has a value in `:values:` is sent all the same.",
    "expect": "The status that the call should have here, and the name of an example of its body if that matters: "
    "`201`, `422 no-room`. It is shown as the expected answer, and the reply says whether it has that status.",
    "example": "Name of the one example to show, in bodies and in samples.",
    "playground": "`on` or `off`; without the option `on`, but `off` beside `:sections:`.",
    "tag": "Only operations of this tag.",
    "path": "Only paths of this form, such as `/books/*`.",
    "summary": "A heading over the endpoint, and its name in lists.",
    "deprecated": "The endpoint should not be used any more.",
    "webhooks": "The webhooks instead of the operations.",
    "limit": "How many versions to tell of, the latest first; 20 without the option.",
    "tags": "Only tags in Git whose names are of this form, such as `api-v*`.",
}
"""Option of a directive -> one line for the manual."""
