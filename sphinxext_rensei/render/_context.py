"""What drawing needs to know, and what it finds out on the way."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote

from docutils import nodes

from sphinxext_rensei.render._markup import MarkupContext, commonmark

if TYPE_CHECKING:
    from sphinxext_rensei.schema import Analyser, Shape
    from sphinxext_rensei.spec import Description, Loaded, Place, Schema

Link = tuple[str, str, str]
"""A thing that is linked: object type, name of its description, its name."""

Markup = Callable[[str, MarkupContext], list[nodes.Node]]

_SAFE = "-._~!$&'()*+,;=:@{}"
_ENDPOINT = re.compile(r"(GET|PUT|POST|DELETE|OPTIONS|HEAD|PATCH|TRACE|QUERY) (/\S*)")


@dataclass(kw_only=True)
class RenderContext:
    """One drawing: its description, its options, and what it used.

    :param spec: the name of the description in ``rensei_specs``.
    :param docname: the document that is drawn on.
    :param depth: levels of nested named schemas that are drawn in place.
    :param languages: languages of the samples, in order.
    :param shown_extensions: ``x-`` fields that are shown.
    :param playground: whether operations can be called from the page.
    :param proxy: where such calls are posted; straight to the API where it is empty.
    :param markup: turns a description into nodes.
    :param endpoint: makes a node for an endpoint that is written as a literal.
    :param link: turns a relative link of a description into a URI or a node that holds its words, or None.
    :param image: turns that of an image into a URI, or None.
    :param placed: whether prose says on which lines it stands: to look that up costs more than to draw.
    :param used: every place that was read for the drawing.
    :param terms: names on the page, for search.
    :param taken: targets of the document that are in use.
    """

    spec: str
    loaded: Loaded
    analyser: Analyser
    depth: int = 3
    languages: tuple[str, ...] = ()
    shown_extensions: tuple[str, ...] = ()
    playground: bool = False
    proxy: str = ""
    markup: Markup = commonmark
    endpoint: Callable[[str], nodes.Node | None] = lambda _text: None
    link: Callable[[str, Place], str | nodes.Element | None] = lambda _target, _place: None
    image: Callable[[str, Place], str | None] = lambda _target, _place: None
    placed: bool = False
    used: set[Place] = field(default_factory=set)
    terms: dict[str, None] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    @property
    def description(self) -> Description:
        """The description that is drawn."""
        return self.loaded.description

    def shape(self, schema: Schema) -> Shape:
        """Read a schema, and remember that it was."""
        shape = self.analyser.shape(schema)
        self.used.update(shape.sources)
        return shape

    def prose(self, text: str, place: Place, field: str = "description") -> list[nodes.Node]:
        """The nodes of a text that a field of the object at a place holds."""
        if not text.strip():
            return []
        source = self.loaded.references.files[place.uri]
        # A text of several lines is a block of YAML, which begins below its key; in JSON all stands on one line.
        block = "\n" in text and not source.name.endswith(".json")
        line = source.locate(place.child(field).pointer).line if self.placed else 0
        context = MarkupContext(
            source=source.name,
            line=line + block if line else 0,
            step=int(block),
            literal=self._literal,
            link=lambda target: self.link(target, place),
            image=lambda target: self.image(target, place),
        )
        return self.markup(text, context)

    def _literal(self, text: str) -> nodes.Node | None:
        return self.endpoint(text) if _ENDPOINT.fullmatch(text) else None

    def identifier(self, *tokens: str) -> str:
        """A target of this page: the description's name, then names, escaped; a second one gets a number."""
        escaped = (quote(token.replace("~", "~0").replace("/", "~1"), safe=_SAFE) for token in tokens)
        wanted = f"{self.spec}-{'/'.join(escaped)}"
        found, number = wanted, 2
        while found in self.taken:
            found, number = f"{wanted}-{number}", number + 1
        self.taken.add(found)
        return found

    def schema_link(self, name: str) -> Link:
        """The link to a schema's page."""
        return ("schema", self.spec, name)
