"""The directives. Each finds its thing, draws it, and notes what it drew."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import unquote

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from sphinxext_rensei.domain._literals import endpoint_reference
from sphinxext_rensei.domain._markup import markup_named
from sphinxext_rensei.logging import warn
from sphinxext_rensei.nodes import rensei_page, rensei_row
from sphinxext_rensei.pages import operations_of, tags_of
from sphinxext_rensei.problems import ProblemCode
from sphinxext_rensei.render import (
    SECTIONS,
    RenderContext,
    description_nodes,
    index_nodes,
    named_schema_nodes,
    operation_list,
    operation_nodes,
    security_nodes,
    tag_nodes,
)
from sphinxext_rensei.store import Spec, matches_path
from sphinxext_rensei.translation import translator
from sphinxext_rensei.words import gettext

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinxext_rensei.domain import RenseiDomain
    from sphinxext_rensei.spec import Description, Operation, Place


def _sections(argument: str | None) -> tuple[str, ...]:
    names = tuple((argument or "").replace(",", " ").split())
    for name in names:
        if name not in SECTIONS:
            message = f"{name!r} is not a section; sections are {', '.join(SECTIONS)}"
            raise ValueError(message)
    return names


class RenseiDirective(SphinxDirective):
    """What all directives share: the description, the drawing, the notes that it leaves."""

    has_content = False
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Callable[[str], Any]]] = {"spec": directives.unchanged_required}

    @property
    def domain(self) -> RenseiDomain:
        """The domain of this environment."""
        from sphinxext_rensei.domain import RenseiDomain  # noqa: PLC0415 - the domain lists this class

        domain = self.env.get_domain("rensei")
        assert isinstance(domain, RenseiDomain)
        return domain

    @property
    def name_given(self) -> str:
        """The argument; one that begins with ``#`` is percent-encoded, unless it is a JSON Pointer."""
        name = " ".join(self.arguments[0].split()) if self.arguments else ""
        return unquote(name.removeprefix("#")) if name.startswith("#") and not name.startswith("#/") else name

    def run(self) -> list[nodes.Node]:
        """Draw, or say what is wrong here and in the output."""
        spec = self._spec()
        if isinstance(spec, str):
            return self.fault(ProblemCode.UNKNOWN_SPEC, spec)
        self.env.ref_context["rensei:spec"] = spec.name
        if spec.error:
            # The fault itself was said when the description was read.
            self.domain.note_used(self.env.docname, spec.name, {})
            return [_note(gettext("The description can't be read: {}").format(f"{_where(spec)}{spec.error.message}"))]
        assert spec.description is not None
        return self.draw(spec, spec.description)

    def draw(self, spec: Spec, description: Description) -> list[nodes.Node]:
        """The nodes of the thing."""
        raise NotImplementedError

    def _spec(self) -> Spec | str:
        """The description that is meant, or why there is none."""
        specs = self.domain.specs
        name = self.options.get("spec")
        if name is not None:
            return specs.get(name) or f"rensei_specs has no {name!r}; it has {_listed(specs)}"
        if not specs:
            return "rensei_specs is empty, so there is nothing to show"
        prefix, colon, rest = self.name_given.partition(":")
        if colon and prefix in specs:
            self.arguments[0] = rest
            return specs[prefix]
        current = self.env.ref_context.get("rensei:spec")
        holding = [spec for spec in specs.values() if self.holds(spec)]
        if current in specs and (specs[current] in holding or not holding):
            return specs[current]
        return (holding or list(specs.values()))[0]

    def holds(self, _spec: Spec) -> bool:
        """Whether a description holds what the argument names."""
        return True

    def context(self, spec: Spec, **options: Any) -> RenderContext:
        """A drawing for this document."""
        assert spec.loaded is not None
        assert spec.analyser is not None
        config = self.config
        markup, inline = markup_named(config.rensei_markup, self.state.document)
        context = RenderContext(
            spec=spec.name,
            loaded=spec.loaded,
            analyser=spec.analyser,
            depth=options.get("depth", config.rensei_schema_depth),
            languages=tuple(config.rensei_samples),
            shown_extensions=tuple(config.rensei_extensions),
            markup=markup,
            inline=inline,
            translate=translator(config, Path(self.env.srcdir), self.env.docname),
            locate=spec.line if self.domain.collecting else None,
            endpoint=self._endpoint(spec),
        )
        # Two drawings of one thing on one page must not share targets.
        taken: set[str] = self.env.current_document.get("rensei:identifiers") or set()
        self.env.current_document["rensei:identifiers"] = taken
        context.taken = taken
        return context

    def _endpoint(self, spec: Spec) -> Callable[[str], nodes.Node | None]:
        """Makes references of literals that are endpoints of the description."""

        def link(text: str) -> nodes.Node | None:
            if not self.config.rensei_link_literals:
                return None
            return endpoint_reference(text, [spec], self.env.docname, strict=False)

        return link

    def finish(self, spec: Spec, context: RenderContext, *drawn: nodes.Node) -> list[nodes.Node]:
        """Give the nodes their places and note what they depend on."""
        source, line = self.get_source_info()
        for node in drawn:
            for each in node.findall(nodes.Element):
                if each.source is None:
                    each.source = source
                if each.line is None:
                    each.line = line
        self.domain.note_used(self.env.docname, spec.name, spec.digests(context.used))
        return [*drawn, *context.messages]

    def fault(self, code: ProblemCode, message: str) -> list[nodes.Node]:
        """A warning, and a note that readers see."""
        warn(code, f"{self.name}: {message}", self.get_location())
        return [_note(message[:1].upper() + message[1:])]

    def note(self, spec: Spec, objtype: str, name: str, display: str, node_id: str, home: str | None) -> None:
        """Note an object, unless this place is to stay out of the index."""
        if "no-index" not in self.options:
            is_home = home == self.env.docname
            self.domain.note_object(objtype, spec.name, name, display, self.env.docname, node_id, home=is_home)


def _note(message: str) -> nodes.warning:
    return nodes.warning("", nodes.paragraph("", message), classes=["rensei-fault"])


def _where(spec: Spec) -> str:
    assert spec.error is not None
    location = spec.error.location
    name = PurePosixPath(location.path).name
    return f"{name}, line {location.line}, column {location.column}: " if location.line else f"{name}: "


def _listed(names: Any) -> str:
    return ", ".join(map(repr, names)) or "none"


class OperationDirective(RenseiDirective):
    """``rensei-operation``: the whole operation."""

    required_arguments = 1
    optional_arguments = 0
    has_content = True
    option_spec: ClassVar[dict[str, Callable[[str], Any]]] = {
        **RenseiDirective.option_spec,
        "sections": _sections,
        "no-index": directives.flag,
        "noindex": directives.flag,
    }

    def holds(self, spec: Spec) -> bool:
        """Whether the operation is there."""
        return spec.find_operation(self.name_given) is not None

    def draw(self, spec: Spec, description: Description) -> list[nodes.Node]:
        """Draw the operation."""
        operation = spec.find_operation(self.name_given)
        if operation is None:
            near = self.domain.nearest(spec.names, self.name_given)
            hint = f"; near are {_listed(near)}" if near else ""
            message = f"{spec.name!r} has no operation {self.name_given!r}{hint}"
            self.domain.note_used(self.env.docname, spec.name, spec.digests([description.place.child("paths")]))
            return self.fault(ProblemCode.UNKNOWN_OPERATION, message)
        context = self.context(spec)
        content = self.parse_content_to_nodes() if self.content else []
        page = operation_nodes(context, operation, sections=self.options.get("sections", ()), content=content)
        context.used.update(_surroundings(description, operation))
        self._note(spec, operation, page)
        return self.finish(spec, context, page)

    def _note(self, spec: Spec, operation: Operation, page: rensei_page) -> None:
        if "noindex" in self.options:
            self.options["no-index"] = None
        node_id = page["ids"][0]
        webhook = operation in spec.webhooks
        homes = spec.site.homes
        home = homes.get(("webhook" if webhook else "operation", operation.place.pointer))
        if webhook:
            for name in dict.fromkeys(filter(None, (operation.path, operation.id))):
                self.note(spec, "webhook", name, operation.title, node_id, home)
        elif operation.id:
            self.note(spec, "operation", operation.id, operation.title, node_id, home)
        if not webhook:
            self.note(spec, "endpoint", operation.endpoint, operation.title, node_id, home)
        names: dict[str, set[str]] = {}
        for parameter in operation.parameters:
            names.setdefault(parameter.name, set()).add(parameter.location)
        for parameter in operation.parameters:
            row = _row_of(page, parameter.name, parameter.location)
            if row is not None:
                full = f"{operation.name}.{parameter.location}.{parameter.name}"
                self.note(spec, "param", full, full, row["ids"][0], home)
                if len(names[parameter.name]) == 1:
                    short = f"{operation.name}.{parameter.name}"
                    self.note(spec, "param", short, short, row["ids"][0], home)


def _row_of(page: rensei_page, name: str, location: str) -> rensei_row | None:
    for row in page.findall(rensei_row):
        if row["name"] == name and row["ids"] and f"/{location}/" in row["ids"][0]:
            return row
    return None


def _surroundings(description: Description, operation: Operation) -> list[Place]:
    """What a page shows beside its operation: servers and, by name, schemes."""
    places = [description.place.child("servers")]
    if operation.security == description.security:
        places.append(description.place.child("security"))
    return places


class OperationsDirective(RenseiDirective):
    """``rensei-operations``: a table of operations with links."""

    optional_arguments = 0
    option_spec: ClassVar[dict[str, Callable[[str], Any]]] = {
        **RenseiDirective.option_spec,
        "tag": directives.unchanged_required,
        "path": directives.unchanged_required,
        "webhooks": directives.flag,
    }

    def draw(self, spec: Spec, description: Description) -> list[nodes.Node]:
        """Draw the list; with no option all operations, by tag."""
        context = self.context(spec)
        context.used.add(description.place.child("tags"))
        tag, path = self.options.get("tag"), self.options.get("path")
        if "webhooks" in self.options:
            page = rensei_page("", operation_list(context, spec.webhooks), kind="index", ids=[])
            return self.finish(spec, context, page)
        operations = [each for each in spec.operations if path is None or matches_path(each.path, path)]
        tags = tags_of(description, operations)
        # A new operation belongs here, so the list depends on all paths.
        context.used.update(description.place.child("paths", each.path) for each in spec.operations)
        if tag is not None:
            found = next((each for each in tags if tag in (each.name, each.title)), None)
            if found is None:
                known = [each.name for each in tags_of(description, spec.operations)]
                message = f"{spec.name!r} has no operations with the tag {tag!r}; tags are {_listed(known)}"
                return self.fault(ProblemCode.UNKNOWN_TAG, message)
            operations = operations_of(found, operations)
        if tag is None and path is None:
            held = index_nodes(context, [(each, operations_of(each, operations)) for each in tags])
        else:
            held = [operation_list(context, operations)]
        return self.finish(spec, context, rensei_page("", *held, kind="index", ids=[]))


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
        return spec.description is not None and _schema_name(spec.description, self.name_given) is not None

    def draw(self, spec: Spec, description: Description) -> list[nodes.Node]:
        """Draw the schema."""
        name = _schema_name(description, self.name_given)
        if name is None:
            near = self.domain.nearest(description.schemas, self.name_given)
            hint = f"; near are {_listed(near)}" if near else ""
            message = f"{spec.name!r} has no schema {self.name_given!r}{hint}"
            return self.fault(ProblemCode.UNKNOWN_SCHEMA, message)
        context = self.context(spec, depth=self.options.get("depth", 1))
        page = named_schema_nodes(context, name)
        home = spec.site.homes.get(("schema", name))
        self.note(spec, "schema", name, name, page["ids"][0], home)
        for row in page.findall(rensei_row):
            if row["ids"] and row["name"]:
                self.note(spec, "field", row["path"], row["path"], row["ids"][0], home)
        return self.finish(spec, context, page)


def _schema_name(description: Description, name: str) -> str | None:
    if name in description.schemas:
        return name
    if name.startswith("#/"):
        pointer = unquote(name[1:])
        return next((each for place, each in description.schema_names.items() if place.pointer == pointer), None)
    return None


class TagDirective(RenseiDirective):
    """``rensei-tag``: a tag's description and operations."""

    required_arguments = 1
    optional_arguments = 0

    def holds(self, spec: Spec) -> bool:
        """Whether the tag is there."""
        tags = tags_of(spec.description, spec.operations) if spec.description else []
        return any(self.name_given in (each.name, each.title) for each in tags)

    def draw(self, spec: Spec, description: Description) -> list[nodes.Node]:
        """Draw the tag."""
        tags = tags_of(description, spec.operations)
        tag = next((each for each in tags if self.name_given in (each.name, each.title)), None)
        if tag is None:
            known = [each.name for each in tags]
            message = f"{spec.name!r} has no operations with the tag {self.name_given!r}; tags are {_listed(known)}"
            return self.fault(ProblemCode.UNKNOWN_TAG, message)
        context = self.context(spec)
        page = tag_nodes(context, tag, operations_of(tag, spec.operations))
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
            message = f"{spec.name!r} has no security scheme {self.name_given!r}; it has {_listed(schemes)}"
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
    """``rensei-spec``: title, version, servers, contact, licence."""

    optional_arguments = 0

    def draw(self, spec: Spec, _description: Description) -> list[nodes.Node]:
        """Draw the description as a whole."""
        context = self.context(spec)
        return self.finish(spec, context, description_nodes(context))


DIRECTIVES: dict[str, type[RenseiDirective]] = {
    "operation": OperationDirective,
    "operations": OperationsDirective,
    "schema": SchemaDirective,
    "tag": TagDirective,
    "security": SecurityDirective,
    "spec": SpecDirective,
}
"""Name in the domain -> directive; each is there as ``rensei-<name>`` too."""
