"""The directives of operations: one whole, and lists of many."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, ClassVar, Final

from docutils.parsers.rst import directives

from sphinxext_rensei.chosen import matches_path
from sphinxext_rensei.domain._directive import RenseiDirective, listed
from sphinxext_rensei.domain._objects import hint
from sphinxext_rensei.endpoints import Mention
from sphinxext_rensei.logging import warn
from sphinxext_rensei.nodes import rensei_page, rensei_row
from sphinxext_rensei.pages import operations_of, tag_groups, tags_of
from sphinxext_rensei.problems import ProblemCode
from sphinxext_rensei.render import SECTIONS, index_nodes, operation_list, operation_nodes, webhook_nodes
from sphinxext_rensei.request import give
from sphinxext_rensei.spec import choose_answer, choose_example, choose_response

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from docutils import nodes

    from sphinxext_rensei.render import RenderContext
    from sphinxext_rensei.spec import Description, Operation, Place, Response, Tag
    from sphinxext_rensei.store import Spec


_MAX_LISTED: Final = 20
"""Names in a message."""


def _sections(argument: str | None) -> tuple[str, ...]:
    names = _names(argument)
    for name in names:
        if name not in SECTIONS:
            message = f"{name!r} is not a section; sections are {', '.join(SECTIONS)}"
            raise ValueError(message)
    return names


def _names(argument: str | None) -> tuple[str, ...]:
    return tuple((argument or "").replace(",", " ").split())


def _values(argument: str | None) -> dict[str, str]:
    values: dict[str, str] = {}
    for line in filter(str.strip, (argument or "").splitlines()):
        name, equals, value = line.partition("=")
        if not equals or not name.strip():
            message = f"{line.strip()!r} is not `name = value`"
            raise ValueError(message)
        values[name.strip()] = value.strip()
    return values


def _has(names: Iterable[str]) -> str:
    """The end of a message: what there is instead."""
    known = list(dict.fromkeys(names))
    return f"; it has {listed(known[:_MAX_LISTED])}{', …' * (len(known) > _MAX_LISTED)}"


def _home(spec: Spec, operation: Operation) -> str | None:
    """The document of an operation's generated page."""
    return spec.site.homes.get(("webhook" if operation.outgoing else "operation", operation.place.pointer))


class OperationDirective(RenseiDirective):
    """``rensei-operation``: the whole operation."""

    required_arguments = 1
    optional_arguments = 0
    has_content = True
    option_spec: ClassVar[dict[str, Callable[[str], Any]]] = {
        **RenseiDirective.option_spec,
        "sections": _sections,
        "example": directives.unchanged_required,
        "values": _values,
        "hide": _names,
        "expect": directives.unchanged_required,
        "playground": lambda argument: directives.choice(argument, ("on", "off")),
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
            message = f"{spec.name!r} has no operation {self.name_given!r}{hint(spec.names, self.name_given)}"
            self.domain.note_used(spec.name, [description.place.child("paths")])
            return self.fault(ProblemCode.UNKNOWN_OPERATION, message)
        sections = self.options.get("sections", ())
        # A part of an operation is there to be read.
        wanted = self.options.get("playground", "off" if sections else "on") == "on"
        expected = self._expected(operation)
        context = self.context(
            spec,
            titled=_home(spec, operation) == self.env.docname,
            playground=self.config.rensei_playground and wanted,
            expected=expected,
        )
        if sections and expected:
            sections = (*sections, "answer")
        content = self.parse_content_to_nodes() if self.content else []
        shown = self._given(context, self._chosen(operation))
        page = operation_nodes(context, shown, sections=sections, content=content)
        context.used.update(_surroundings(description, operation))
        self._note(spec, operation, page)
        if not operation.outgoing:
            mention = Mention(operation.endpoint, "directive", self.env.docname, self.lineno, spec=spec.name)
            self.domain.note_mention(mention)
        return self.finish(spec, context, page)

    def _chosen(self, operation: Operation) -> Operation:
        """The operation with the example that is asked for."""
        name = self.options.get("example")
        chosen = choose_example(operation, name) if name else operation
        if chosen is None:
            self._warn(ProblemCode.UNKNOWN_EXAMPLE, f"{operation.name!r} has no example {name!r}")
        return chosen or operation

    def _given(self, context: RenderContext, operation: Operation) -> Operation:
        """The operation with the values that are given, and without what is hidden."""
        given = give(context.analyser, operation, self.options.get("values", {}), self.options.get("hide", ()))
        context.used.update(given.sources)
        for name in given.unknown:
            kind = "parameter or field" if operation.body else "parameter"
            message = f"{operation.name!r} has no {kind} {name!r}"
            self._warn(ProblemCode.UNKNOWN_PARAMETER, message + (hint(given.names, name) or _has(given.names)))
        for name in given.needed:
            message = f"{operation.name!r} needs {name!r}, which is shown: to hide it, give it a value, in `:values:`"
            self._warn(ProblemCode.HIDDEN_PARAMETER, message)
        return given.operation

    def _expected(self, operation: Operation) -> Response | None:
        """The answer that is expected: a status, and the name of an example if one follows it."""
        status, _, name = " ".join(self.options.get("expect", "").split()).partition(" ")
        if not status:
            return None
        found = choose_response(operation, status)
        if found is None:
            statuses = _has(each.status for each in operation.responses)
            self._warn(ProblemCode.UNKNOWN_STATUS, f"{operation.name!r} has no response {status!r}{statuses}")
        named = choose_answer(found, name) if found and name else found
        if found and named is None:
            examples = _has(each.name for media in found.content for each in media.examples if each.name)
            message = f"the response {status!r} of {operation.name!r} has no example {name!r}{examples}"
            self._warn(ProblemCode.UNKNOWN_EXAMPLE, message)
        return named or found

    def _warn(self, code: ProblemCode, message: str) -> None:
        warn(code, f"{self.name}: {message}", self.get_location())

    def _note(self, spec: Spec, operation: Operation, page: rensei_page) -> None:
        node_id = page["ids"][0]
        webhook = operation.outgoing
        home = _home(spec, operation)
        self.leave_search(page, home)
        if webhook:
            for name in dict.fromkeys(filter(None, (operation.path, operation.id))):
                self.note(spec, "webhook", name, operation.title, node_id, home)
        elif operation.id:
            self.note(spec, "operation", operation.id, operation.title, node_id, home)
        if not webhook:
            self.note(spec, "endpoint", operation.endpoint, operation.title, node_id, home)
        self._note_parameters(spec, operation, page, home)

    def _note_parameters(self, spec: Spec, operation: Operation, page: rensei_page, home: str | None) -> None:
        """Note each parameter by its full name, and by its own where that is enough."""
        targets: dict[str, list[str]] = {}
        for row in page.findall(rensei_row):
            targets.setdefault(row["name"], []).extend(row["ids"][:1])
        named = Counter(name for name, _ in {(each.name, each.location) for each in operation.parameters})
        for parameter in operation.parameters:
            target = next((each for each in targets.get(parameter.name, ()) if f"/{parameter.location}/" in each), "")
            full = f"{operation.name}.{parameter.location}.{parameter.name}"
            short = f"{operation.name}.{parameter.name}"
            for name in (full, short) if named[parameter.name] == 1 else (full,):
                if target:
                    self.note(spec, "param", name, name, target, home, owner=operation.name)


def _surroundings(description: Description, operation: Operation) -> list[Place]:
    """What a page shows beside its operation: servers and, by name, schemes."""
    places = [description.place.child("servers")]
    if operation.security == description.security:
        places.append(description.place.child("security"))
    return places


def find_tag(tags: Iterable[Tag], name: str) -> Tag | None:
    """A tag by its name or title."""
    return next((each for each in tags if name in (each.name, each.title)), None)


def unknown_tag(spec: Spec, name: str) -> str:
    """What is wrong where no operation has a tag, and which tags there are."""
    known = [each.name for each in tags_of(spec.description, spec.operations)] if spec.description else []
    return f"{spec.name!r} has no operations with the tag {name!r}; tags are {listed(known)}"


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
        # What is new belongs here too.
        context.used.update((description.place.child("tags"), spec.members()))
        tag, path = self.options.get("tag"), self.options.get("path")
        if "webhooks" in self.options:
            webhooks = list(spec.webhooks)
            tags = tags_of(description, webhooks)
            held = webhook_nodes(context, tag_groups(description, tags), tags, webhooks)
            return self.finish(spec, context, rensei_page("", *held, kind="index", ids=[]))
        operations = [each for each in spec.operations if path is None or matches_path(each.path, path)]
        tags = tags_of(description, operations)
        if tag is not None:
            found = find_tag(tags, tag)
            if found is None:
                return self.fault(ProblemCode.UNKNOWN_TAG, unknown_tag(spec, tag))
            operations = operations_of(found, operations)
        if tag is None and path is None:
            held = index_nodes(context, tag_groups(description, tags), tags, operations)
        else:
            held = [operation_list(context, operations)]
        return self.finish(spec, context, rensei_page("", *held, kind="index", ids=[]))
