"""What all directives share: the description, the drawing, the notes that it leaves."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import unquote

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.addnodes import pending_xref
from sphinx.util.docutils import SphinxDirective

from sphinxext_rensei.domain._literals import endpoint_reference
from sphinxext_rensei.domain._markup import markup_named
from sphinxext_rensei.domain._objects import ObjectEntry
from sphinxext_rensei.domain._targets import Targets
from sphinxext_rensei.logging import warn
from sphinxext_rensei.nodes import rensei_terms
from sphinxext_rensei.problems import ProblemCode
from sphinxext_rensei.render import RenderContext, fault_note
from sphinxext_rensei.translation import translator
from sphinxext_rensei.words import gettext

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.environment import BuildEnvironment

    from sphinxext_rensei.domain import RenseiDomain
    from sphinxext_rensei.nodes import rensei_page
    from sphinxext_rensei.spec import Description
    from sphinxext_rensei.store import Spec


class RenseiDirective(SphinxDirective):
    """A directive that draws something of a description."""

    has_content = False
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Callable[[str], Any]]] = {"spec": directives.unchanged_required}

    @property
    def domain(self) -> RenseiDomain:
        """The domain of this environment."""
        return domain_of(self.env)

    @property
    def name_given(self) -> str:
        """The argument; one that begins with ``#`` is percent-encoded, unless it is a JSON Pointer."""
        name = " ".join(self.arguments[0].split()) if self.arguments else ""
        return unquote(name.removeprefix("#")) if name.startswith("#") and not name.startswith("#/") else name

    @property
    def taken(self) -> set[str]:
        """The targets of this document: two drawings of one thing on one page must not share any."""
        taken: set[str] = self.env.current_document.get("rensei:identifiers") or set()
        self.env.current_document["rensei:identifiers"] = taken
        return taken

    @property
    def is_indexed(self) -> bool:
        """Whether references and indices may lead here."""
        return self.options.keys().isdisjoint(("no-index", "noindex"))

    def run(self) -> list[nodes.Node]:
        """Draw, or say what is wrong here and in the output."""
        spec = self._spec()
        if isinstance(spec, str):
            return self.fault(ProblemCode.UNKNOWN_SPEC, spec)
        self.env.ref_context["rensei:spec"] = spec.name
        if spec.error:
            # The fault itself was said when the description was read.
            self.domain.note_used(spec.name, ())
            fault = f"{_where(spec)}{spec.error.message}"
            return [fault_note(gettext("The description can't be read: {}").format(fault))]
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
            return specs.get(name) or f"rensei_specs has no {name!r}; it has {listed(specs)}"
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
        targets = Targets(spec, self.env)
        context = RenderContext(
            spec=spec.name,
            loaded=spec.loaded,
            analyser=spec.analyser,
            titled=options.get("titled", False),
            depth=options.get("depth", config.rensei_schema_depth),
            languages=tuple(config.rensei_samples),
            shown_extensions=tuple(config.rensei_extensions),
            playground=options.get("playground", False),
            expected=options.get("expected"),
            proxy=config.rensei_proxy_url or "",
            markup=markup,
            inline=inline,
            translate=translator(config, Path(self.env.srcdir), self.env.docname),
            collecting=self.domain.collecting,
            endpoint=self._endpoint(spec),
            link=targets.link,
            image=targets.image,
            placed=config.rensei_markup != "commonmark" or self.domain.collecting,
        )
        context.taken = self.taken
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
            place(node, source, line)
            for each in node.findall(pending_xref):
                if len(each.children) > 1:
                    # Sphinx keeps the first child of a reference alone.
                    each[:] = [nodes.inline("", "", *each.children)]
        self.domain.note_used(spec.name, context.used)
        return [*drawn, *context.messages]

    def leave_search(self, page: rensei_page, home: str | None) -> None:
        """Let the home of a thing be found by its names and words, before whatever embeds it."""
        if home not in (None, self.env.docname):
            for terms in list(page.findall(rensei_terms)):
                terms.parent.remove(terms)

    def fault(self, code: ProblemCode, message: str) -> list[nodes.Node]:
        """A warning, and a note that readers see."""
        warn(code, f"{self.name}: {message}", self.get_location())
        return [fault_note(message[:1].upper() + message[1:])]

    def note(  # noqa: PLR0913 - an object's fields
        self,
        spec: Spec,
        objtype: str,
        name: str,
        display: str,
        node_id: str,
        home: str | None,
        *,
        owner: str = "",
        inner: bool = False,
    ) -> None:
        """Note an object, unless this place is to stay out of the index.

        :param owner: name of the thing that it is a part of.
        :param inner: whether it is a field inside a field.
        """
        if self.is_indexed:
            docname = self.env.docname
            entry = ObjectEntry(objtype, spec.name, name, display, docname, node_id, home == docname, owner, inner)
            self.domain.note_object(entry)


def _where(spec: Spec) -> str:
    assert spec.error is not None
    location = spec.error.location
    name = PurePosixPath(location.path).name
    return f"{name}, line {location.line}, column {location.column}: " if location.line else f"{name}: "


def place(drawn: nodes.Node, source: str | None, line: int | None) -> None:
    """Say where a node and all within it come from, unless they know."""
    for each in drawn.findall(nodes.Element):
        each.source = source if each.source is None else each.source
        each.line = line if each.line is None else each.line


def domain_of(env: BuildEnvironment) -> RenseiDomain:
    """The domain of an environment."""
    from sphinxext_rensei.domain import RenseiDomain  # noqa: PLC0415 - the domain lists what imports this

    return RenseiDomain.of(env)


def listed(names: Any) -> str:
    """Names for a message."""
    return ", ".join(map(repr, names)) or "none"
