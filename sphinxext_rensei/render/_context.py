"""What drawing needs to know, and what it finds out on the way."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from docutils import nodes

from sphinxext_rensei.nodes import rensei_message
from sphinxext_rensei.render._markup import MarkupContext, commonmark, commonmark_inline
from sphinxext_rensei.spec import escape

if TYPE_CHECKING:
    from sphinxext_rensei.schema import Analyser, Shape
    from sphinxext_rensei.spec import Description, Loaded, Place, Response, Schema

Link = tuple[str, str, str]
"""A thing that is linked: object type, name of its description, its name."""

Markup = Callable[[str, MarkupContext], list[nodes.Node]]
Translate = Callable[[list[nodes.Node], Callable[[str], list[nodes.Node]]], None]
"""Translates the texts in nodes; it is given what makes inline nodes of a translation."""

_SAFE = "-._~!$&'()*+,;=:@{}"
_BREAK = re.compile(r"\n[ \t]*\n")


@lru_cache(maxsize=10_000)
def _escaped(token: str) -> str:
    """A name as part of a target; rows have those of all that is around them.

    No percent sign is left: scripts of themes take a fragment for encoded, and look for what it then says.
    """
    return quote(escape(token), safe=_SAFE).replace("%", "~")


def identifier(spec: str, taken: set[str], *tokens: str) -> str:
    """A target of a page: the description's name, then names, escaped; a second one gets a number.

    :param taken: targets that are in use; this one is then, too.
    """
    return unused(f"{spec}-{'/'.join(map(_escaped, tokens))}", taken)


def unused(wanted: str, taken: set[str]) -> str:
    """A target, with a number where it is in use; from here on, it is."""
    found, number = wanted, 2
    while found in taken:
        found, number = f"{wanted}-{number}", number + 1
    taken.add(found)
    return found


@dataclass(kw_only=True)
class RenderContext:
    """One drawing: its description, its options, and what it used.

    :param spec: the name of the description in ``rensei_specs``.
    :param titled: whether an operation's title stands above it.
    :param depth: levels of nested named schemas that are drawn in place.
    :param languages: languages of the samples, in order.
    :param shown_extensions: ``x-`` fields that are shown.
    :param playground: whether operations can be called from the page.
    :param expected: the answer that the page's author expects.
    :param proxy: where such calls are posted; straight to the API where it is empty.
    :param markup: turns a description into nodes.
    :param inline: does the same for a text that is part of a paragraph.
    :param translate: translates a description that has become nodes.
    :param collecting: whether texts are collected for translators.
    :param endpoint: makes a node for an endpoint that is written as a literal.
    :param link: turns a relative link of a description into a URI or a node that holds its words, or None.
    :param image: turns that of an image into a URI, or None.
    :param placed: whether prose says on which lines it stands: to look that up costs more than to draw.
    :param used: every place that was read for the drawing.
    :param terms: names on the page, for search.
    :param taken: targets of the document that are in use.
    :param messages: texts for translators that are no nodes of their own.
    """

    spec: str
    loaded: Loaded
    analyser: Analyser
    titled: bool = False
    depth: int = 3
    languages: tuple[str, ...] = ()
    shown_extensions: tuple[str, ...] = ()
    playground: bool = False
    expected: Response | None = None
    proxy: str = ""
    markup: Markup = commonmark
    inline: Markup = commonmark_inline
    translate: Translate = lambda _drawn, _parse: None
    collecting: bool = False
    endpoint: Callable[[str], nodes.Node | None] = lambda _text: None
    link: Callable[[str, Place], str | nodes.Element | None] = lambda _target, _place: None
    image: Callable[[str, Place], str | None] = lambda _target, _place: None
    placed: bool = False
    used: set[Place] = field(default_factory=set)
    terms: dict[str, None] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    messages: list[rensei_message] = field(default_factory=list)

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
        context = self._markup_context(text, place, field)
        drawn = self.markup(text, context)
        self.translate(drawn, lambda translated: self.inline(translated, context))
        return drawn

    def words(self, text: str, place: Place, field: str = "description") -> str:
        """A text in plain words, translated, for an attribute of a node."""
        if not text.strip():
            return ""
        context = self._markup_context(text, place, field)
        message = rensei_message(text, "", *self.inline(text, context))
        message.source, message.line = context.source, context.line
        self.translate([message], lambda translated: self.inline(translated, context))
        return self.told(message)

    def label(self, text: str, place: Place) -> str:
        """A summary, or another text without markup, translated, for an attribute of a node."""
        if not text.strip():
            return ""
        context = self._markup_context(text, place, "summary")
        message = rensei_message(text, "", nodes.Text(text))
        message.source, message.line = context.source, context.line
        self.translate([message], lambda translated: [nodes.Text(translated)])
        return self.told(message)

    def first(self, text: str) -> str:
        """The first paragraph of a description as its author wrote it, translated; it is drawn elsewhere too."""
        paragraph = _BREAK.split(text.strip(), maxsplit=1)[0]
        message = rensei_message(paragraph, "", nodes.Text(paragraph))
        message.source = self.spec
        self.translate([message], lambda translated: [nodes.Text(translated)])
        return message.astext()

    def told(self, text: nodes.Element) -> str:
        """The words of a text that is not drawn as a node; translators find it."""
        plain = " ".join(text.astext().split())
        if not self.collecting:
            return plain
        message = rensei_message(text.rawsource, "")
        message.source, message.line = text.source, text.line
        message.attributes |= {name: text[name] for name in ("translated", "translatable") if name in text}
        self.messages.append(message)
        return plain

    def _markup_context(self, text: str, place: Place, field: str) -> MarkupContext:
        source = self.loaded.references.files[place.uri]
        # A text of several lines is a block of YAML, which begins below its key; in JSON all stands on one line.
        block = "\n" in text and not source.name.endswith(".json")
        line = source.locate(place.child(field).pointer).line if self.placed else 0
        return MarkupContext(
            source=source.name,
            line=line + block if line else 0,
            step=int(block),
            literal=self.endpoint,
            link=lambda target: self.link(target, place),
            image=lambda target: self.image(target, place),
        )

    def identifier(self, *tokens: str) -> str:
        """A target of this page."""
        return identifier(self.spec, self.taken, *tokens)

    def schema_link(self, name: str) -> Link:
        """The link to a schema's page."""
        return ("schema", self.spec, name)
