"""Code beside an operation: a sample of the call in each language, bodies as they are sent and answered, types."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from docutils import nodes

from sphinxext_rensei import definitions
from sphinxext_rensei.nodes import rensei_tab, rensei_tabs, rensei_types
from sphinxext_rensei.render._responses import meaning_nodes, status_class
from sphinxext_rensei.render._stock import linked
from sphinxext_rensei.render._untrusted import lexer_name
from sphinxext_rensei.request import MediaExample, TextBody, build_request, is_binary, media_examples
from sphinxext_rensei.samples import LANGUAGES, sample
from sphinxext_rensei.words import gettext

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sphinxext_rensei.render._context import RenderContext
    from sphinxext_rensei.request import Request
    from sphinxext_rensei.schema import Direction
    from sphinxext_rensei.spec import MediaType, Operation, Schema

_Made = TypeVar("_Made")
_LEXERS = {"shell": "bash", "curl": "bash", "node": "javascript", "js": "javascript", "c#": "csharp", "golang": "go"}


_MAX_GENERATED = 4_000
"""A generated example of more characters is made anew with fewer levels."""
_FEWER = (4, 3, 2, 1, 0)
_MAX_SAMPLE = 1_000
"""The body of a sample, which every language repeats, is made anew from what is required where it has more."""
_FEWEST = (0, 3, 2, 1)
_VALUE = re.compile(r'[\w"]\s*(?:[,\]}]|\Z)|[^>\s]</')
"""The end of a value in JSON, XML or a form: what has none is empty objects and arrays."""
_MAX_TYPES = 4_000
"""Types of more characters are written anew without those that the bodies only use."""


def sample_tabs(context: RenderContext, operation: Operation, *anchor: str) -> list[nodes.Node]:
    """The call in code: the author's own samples first. What the API sends itself has no others."""
    tabs = [_tab(label, _block(text, lexer)) for label, lexer, text in _given(operation)]
    generated = _generated(context, operation)
    request = _request(context, operation) if generated else None
    for name in generated:
        assert request is not None
        language = LANGUAGES[name]
        tabs.append(_tab(language.label, _block(sample(name, request), language.lexer), generated=True))
    return _tabs(context, tabs, gettext("Request"), gettext("Language of the sample"), "samples", (*anchor, "samples"))


def _generated(context: RenderContext, operation: Operation) -> list[str]:
    """The languages in which a sample is made: those in which the author gave none."""
    given = {label.casefold() for label, _, _ in _given(operation)}
    return [
        name for name in context.languages if not operation.outgoing and LANGUAGES[name].label.casefold() not in given
    ]


def _request(context: RenderContext, operation: Operation) -> Request:
    """The call of the samples, without what may be left out where all of it would be long and nobody wrote it."""
    request = build_request(context.analyser, operation)
    given = operation.body and any(media.examples for media in operation.body.content)
    if given or len(_body_text(request)) <= _MAX_SAMPLE:
        return request
    make = partial(build_request, context.analyser, operation)
    return _brief(lambda levels: make(levels=levels), _FEWEST, _body_text, _MAX_SAMPLE)


def _body_text(request: Request) -> str:
    return request.body.text if isinstance(request.body, TextBody) else ""


def _brief(make: Callable[[int], _Made], levels: Iterable[int], text: Callable[[_Made], str], most: int) -> _Made:
    """The first that is short enough and says anything; where none is, the shortest that does."""
    telling: list[_Made] = []
    for made in map(make, levels):
        if _VALUE.search(text(made)):
            telling.append(made)
            if len(text(made)) <= most:
                return made
    return min(telling, key=lambda each: len(text(each))) if telling else make(0)


def _given(operation: Operation) -> list[tuple[str, str, str]]:
    return [(each.label or each.language, _lexer(each.language), each.source) for each in operation.samples]


def _lexer(language: str) -> str:
    """The lexer of a language as an author calls it: ``Shell``, ``curl (next page)``."""
    name = (language.casefold().split() or ["text"])[0]
    return lexer_name(_LEXERS.get(name, name))


def example_tabs(
    context: RenderContext, operation: Operation, *anchor: str, generated: bool = True
) -> list[nodes.Node]:
    """Bodies: of the request where a sample does not say it all, and of each response.

    :param generated: whether those that nobody wrote are shown too.
    """
    found: list[nodes.Node] = []
    content = operation.body.content if operation.body else ()
    requests = _bodies(context, content, operation.sent, generated=generated)
    sampled = len(requests) == 1 and _generated(context, operation) and not _is_told(operation)
    # A sample that sends a file does not say what is in it.
    sampled = sampled and not any(media.examples and is_binary(media.name) for media in content)
    if requests and not sampled:
        tabs = [_tab(label or gettext("Body"), block) for label, block in requests]
        found += _tabs(
            context,
            tabs,
            gettext("Request body"),
            gettext("Example of the request body"),
            "examples",
            (*anchor, "bodies"),
        )
    anchor = (*anchor, "answers")
    legend = gettext("Example of a response")
    tabs = [
        _tab(response.status, block, status_class(response.status))
        for response in (() if context.expected else operation.responses)
        if (bodies := _bodies(context, response.content, operation.answered, generated=generated))
        for block in _named(context, bodies, f"{legend}: {response.status}", (*anchor, response.status))
    ]
    return found + _tabs(context, tabs, gettext("Response"), legend, "examples", anchor)


def _named(
    context: RenderContext, bodies: list[tuple[str, nodes.Element]], legend: str, anchor: tuple[str, ...]
) -> list[nodes.Node]:
    """The bodies of one response: those that have names as tabs in its tab."""
    if [label for label, _ in bodies] == [""]:
        return [block for _, block in bodies]
    return _tabs(context, [_tab(label, block) for label, block in bodies], "", legend, "examples", anchor)


def answer_tabs(context: RenderContext, operation: Operation, *anchor: str) -> list[nodes.Node]:
    """The answer that the page's author expects: what its status means, and an example of its body."""
    response = context.expected
    if response is None:
        return []
    bodies = _bodies(context, response.content, operation.answered, generated=True)
    label, *blocks = bodies[0] if bodies else ("",)
    meaning, *rest = meaning_nodes(context, response)
    tab = _tab(" ".join(filter(None, (response.status, label))), meaning, status_class(response.status))
    tab += [*rest, *blocks]
    title = gettext("Expected answer")
    return _tabs(context, [tab], title, title, "examples", (*anchor, "expected"))


def _is_told(operation: Operation) -> bool:
    """Whether the author says something of an example of the request body."""
    content = operation.body.content if operation.body else ()
    return any(example.summary or example.description for media in content for example in media.examples)


def _bodies(
    context: RenderContext, content: tuple[MediaType, ...], direction: Direction, *, generated: bool
) -> list[tuple[str, nodes.Element]]:
    """Examples of a body, each with a name where it needs one to be told from the others.

    Media types in which all is written the same are one.
    """
    kinds: dict[object, tuple[MediaType, tuple[MediaExample, ...]]] = {}
    for media in content:
        if generated or media.examples:
            examples = _examples(context, media, direction)
            kinds.setdefault(tuple(replace(each, value=None, lexer="") for each in examples), (media, examples))
    found: list[tuple[str, nodes.Element]] = []
    for media, examples in kinds.values():
        kind = media.name if len(kinds) > 1 else ""
        for example in examples:
            name = context.label(example.summary, media.place) or (example.name if len(examples) > 1 else "")
            found.append((" ".join(filter(None, (kind, name))), _example(context, media, example)))
    return found


def _examples(context: RenderContext, media: MediaType, direction: Direction) -> tuple[MediaExample, ...]:
    """The examples of a media type; long ones that nobody wrote are shorter."""
    examples = media_examples(context.analyser, media, direction)
    if not any(example.generated and len(example.text) > _MAX_GENERATED for example in examples):
        return examples
    make = partial(media_examples, context.analyser, media, direction)
    return _brief(lambda levels: make(levels=levels), _FEWER, lambda made: made[0].text, _MAX_GENERATED)


def _example(context: RenderContext, media: MediaType, example: MediaExample) -> nodes.Element:
    blocks = context.prose(example.description, media.place)
    if example.text or not (example.external or blocks):
        blocks.append(_block(example.text, example.lexer))
    if example.external:
        blocks.append(linked("", example.external))
    return blocks[0] if isinstance(blocks[0], nodes.Element) and len(blocks) == 1 else nodes.container("", *blocks)


def type_tabs(context: RenderContext, operation: Operation, *anchor: str) -> list[nodes.Node]:
    """The types of the bodies, in those languages of the samples that write types.

    What describes their fields stands beside them already.
    """
    return _types(context, definitions.body_roots(operation), anchor, say=None)


def _types(
    context: RenderContext, roots: list[definitions.Root], anchor: tuple[str, ...], *, say: Callable[[str], str] | None
) -> list[nodes.Node]:
    tabs: list[rensei_tab] = []
    for name in context.languages if roots else ():
        if language := definitions.LANGUAGES.get(name):
            define = partial(definitions.define, name, context.analyser, roots, note=context.used.update, say=say)
            text = define()
            text = text if len(text) <= _MAX_TYPES else define(room=0)
            tabs += [_tab(language.label, _block(text, language.lexer, rensei_types))] if text else []
    # As a kind of samples, they follow the language that a reader chooses.
    return _tabs(
        context, tabs, gettext("Types"), gettext("Language of the types"), "samples rensei-types", (*anchor, "types")
    )


def schema_tabs(context: RenderContext, name: str, schema: Schema, value: object) -> list[nodes.Node]:
    """An example of a schema, and its type."""
    tabs = [_tab("JSON", _block(json.dumps(value, indent=2, ensure_ascii=False), "json"))]
    root = definitions.Root(name=name, schema=schema, direction="both")
    return [
        *_tabs(context, tabs, gettext("Example"), gettext("Example"), "examples", ("schemas", name, "example")),
        *_types(context, [root], ("schemas", name), say=context.first),
    ]


_MAX_HIGHLIGHTED = 8_000
"""Longer code, in characters, is not coloured: the markup would weigh five times the text."""


def _block(text: str, lexer: str, kind: type[nodes.literal_block] = nodes.literal_block) -> nodes.literal_block:
    lexer = lexer if len(text) <= _MAX_HIGHLIGHTED else "text"
    return kind(text, text, language=lexer, force=True)


def _tab(label: str, block: nodes.Node, kind: str = "", *, generated: bool = False) -> rensei_tab:
    return rensei_tab("", block, label=label, kind=kind, generated=generated)


def _tabs(
    context: RenderContext, tabs: list[rensei_tab], title: str, legend: str, kind: str, anchor: tuple[str, ...]
) -> list[nodes.Node]:
    if not tabs:
        return []
    identifier = context.identifier(*anchor)
    # The same words stand in every sample: who searches for one of them does not mean these.
    classes = ["no-search"] if kind.startswith("samples") else []
    return [rensei_tabs("", *tabs, title=title, legend=legend, kind=kind, ids=[identifier], classes=classes)]
