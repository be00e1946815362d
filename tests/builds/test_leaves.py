"""Nothing that an author wrote and a reader could use is lost: every leaf of a description is on its page.

The walk goes over the JSON as it was written, by tables of its own, and asks the words of a page for each leaf.
What is not shown is a row of ``docs/extension/not-shown.md``. Large descriptions are sampled, evenly;
``RENSEI_CORPUS=full`` in the environment takes everything.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias
from urllib.parse import quote_plus

import pytest
from bs4 import BeautifulSoup
from docutils import nodes
from markdown_it import MarkdownIt

from sphinxext_rensei.errors import UnresolvableReference
from sphinxext_rensei.nodes import expand
from sphinxext_rensei.pages import Page, build_site, tag_groups, tags_of
from sphinxext_rensei.render import (
    RenderContext,
    description_nodes,
    index_nodes,
    named_schema_nodes,
    operation_nodes,
    security_nodes,
    tag_nodes,
    webhook_nodes,
)
from sphinxext_rensei.schema import Analyser
from sphinxext_rensei.spec import METHODS, Loaded, Operation, Place, load

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

REPOSITORY = Path(__file__).resolve().parents[2]
CORPUS = REPOSITORY.parent / "shared" / "corpus"
EVERYTHING = os.environ.get("RENSEI_CORPUS") == "full"
SAMPLE = 25
"""Pages of a description that are looked at."""


def entries() -> list[str]:
    """The entry documents that the corpus' index lists."""
    index = CORPUS / "INDEX.md"
    lines = index.read_text("utf-8").splitlines() if index.is_file() else []
    rows = [line.split("|")[1].strip() for line in lines if line.startswith("| ")]
    return [row for row in rows if row.endswith((".yaml", ".yml", ".json")) and (CORPUS / row).is_file()]


@cache
def not_shown() -> frozenset[tuple[str, str]]:
    """Object and field of each row of the manual's table."""
    lines = (REPOSITORY / "docs/extension/not-shown.md").read_text("utf-8").splitlines()
    rows = [line.split("|")[1:3] for line in lines[lines.index("| object | field | why |") + 2 :]]
    return frozenset((kind.strip(), field.strip().strip("`")) for kind, field in rows)


# What a page says ----------------------------------------------------------------------------------------------------


def squeezed(text: object) -> str:
    """A text without white space and what is invisible."""
    return re.sub(r"[\s\x00-\x1f\x7f-\x9f]+", "", str(text))


def letters(text: str) -> str:
    return "".join(each for each in text.casefold() if each.isalnum())


def plain(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


class Words:
    """What a reader of a page finds.

    :ivar text: all of it.
    :ivar code: each value that stands as code.
    :ivar heads: the head of each row.
    """

    def __init__(self, blocks: Iterable[nodes.Node]) -> None:
        stock = nodes.container()
        for block in blocks:
            ours = isinstance(block, nodes.Element) and type(block).__name__.startswith("rensei_")
            stock += expand(block) if ours and isinstance(block, nodes.Element) else [block]
        self.text = squeezed(stock.astext())
        self.letters = letters(self.text)
        self.code = {squeezed(each.astext()) for each in stock.findall(nodes.literal)}
        self.heads = [squeezed(each.astext()) for each in stock.findall(nodes.term)]

    def says(self, *spellings: object) -> bool:
        return any(squeezed(each) in self.text for each in spellings)

    def requires(self, name: str) -> bool:
        return any(squeezed(name) in head and "required" in head for head in self.heads)


class TextFile(Words):
    """What a reader of a file of the text builder finds; its marks of emphasis and code are set aside."""

    def __init__(self, written: str) -> None:
        super().__init__([])
        self.text = self._bare(written)
        self.letters = letters(self.text)
        self.heads = [self._bare(line) for line in written.splitlines()]

    @staticmethod
    def _bare(text: object) -> str:
        return re.sub(r'[*"_|+-]', "", squeezed(text))

    def says(self, *spellings: object) -> bool:
        return any(self._bare(each) in self.text for each in spellings)

    def requires(self, name: str) -> bool:
        return any(self._bare(name) in head and "required" in head for head in self.heads)


class MarkdownFile(Words):
    """What a reader of a page's Markdown finds, as another parser than ours reads it."""

    def __init__(self, written: str) -> None:
        super().__init__([])
        said: list[str] = []
        for token in markdown().parse(written):
            held = token.children or [token]
            said.append("".join(each.content for each in held))
            self.heads.append(squeezed(said[-1]))
            # Links say where they lead.
            said += [str(each.attrs.get("href", "")) for each in held]
            self.code |= {squeezed(each.content) for each in held if each.type == "code_inline"}
        self.text = squeezed("".join(said))
        self.letters = letters(self.text)


class Drawing:
    """The pages of a description, drawn as the directives of the stubs draw them."""

    def __init__(self, loaded: Loaded) -> None:
        self.loaded = loaded
        self.description = loaded.description
        self.analyser = Analyser(loaded)
        operations, webhooks = self.description.operations, self.description.webhooks
        self.site = build_site(
            self.description,
            "s",
            title=self.description.title,
            operations=operations,
            webhooks=webhooks,
            schemas=tuple(self.description.schemas),
        )

    @property
    def contents(self) -> dict[str, Any]:
        found = self.loaded.references.contents
        assert isinstance(found, dict)
        return found

    @property
    def root(self) -> Place:
        return self.loaded.references.place

    def tags(self) -> list[tuple[Any, Place]]:
        """Tags as they were written."""
        tags: Any = self.contents.get("tags") or ()
        return [(tag, self.root.child("tags", index)) for index, tag in enumerate(tags)]

    def words(self, page: Page) -> Words:
        return Words([nodes.paragraph("", page.title), *self._blocks(page)])

    def _blocks(self, page: Page) -> list[nodes.Node]:
        description = self.description
        depth = 1 if page.kind == "schema" else 3
        context = RenderContext(spec="s", loaded=self.loaded, analyser=self.analyser, languages=("curl",), depth=depth)
        operations = list(description.operations)
        tags = tags_of(description, operations)
        match page.kind:
            case "index":
                schemes = security_nodes(context, list(description.security_schemes.values()))
                listed = index_nodes(context, tag_groups(description, tags), tags, operations)
                return [description_nodes(context), *listed, schemes]
            case "tag":
                return [tag_nodes(context, next(each for each in tags if each.name == page.name), tags, operations)]
            case "schema":
                return [named_schema_nodes(context, page.name)]
            case "webhooks":
                sent = list(description.webhooks)
                tags = tags_of(description, sent)
                return webhook_nodes(context, tag_groups(description, tags), tags, sent)
            case "schemas":
                return []
            case _:
                return [operation_nodes(context, self.operation(page))]

    def operation(self, page: Page) -> Operation:
        every = self.description.webhooks if page.kind == "webhook" else self.description.operations
        return next(each for each in every if self.site.homes[page.kind, each.endpoint] == page.docname)


# How a leaf is looked for --------------------------------------------------------------------------------------------

Finder: TypeAlias = Callable[[Words, Any], bool]


def text(words: Words, value: Any) -> bool:
    return words.says(plain(value))


def texts(words: Words, value: Any) -> bool:
    return all(text(words, each) for each in value)


def code(words: Words, value: Any) -> bool:
    """A value that stands as code by itself; as in JSON, where nothing would be seen of it."""
    shown = plain(value) if str(value).strip() else json.dumps(value)
    return squeezed(shown) in words.code or (isinstance(words, TextFile) and words.says(shown))


def spelled(*spellings: str) -> Finder:
    return lambda words, value: words.says(*(spelling.format(plain(value)) for spelling in spellings))


def flag(*spellings: str) -> Finder:
    return lambda words, value: value is not True or words.says(*spellings)


def prose(words: Words, value: Any) -> bool:
    return all(words.says(piece) for piece in pieces(plain(value)))


def heading(words: Words, value: Any) -> bool:
    """A title as it is written; a paragraph as the prose that it is."""
    return text(words, value) or (len(value) > 100 and prose(words, value))


@cache
def markdown() -> MarkdownIt:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


def pieces(written: str) -> Iterator[str]:
    """The runs of words of CommonMark, as another parser than ours finds them."""
    for token in markdown().parse(written):
        for each in token.children or [token]:
            if each.type in {"text", "code_inline", "image"}:
                yield re.sub(r"\[!\w+\]", "", each.content)
            elif each.type in {"fence", "code_block"}:
                yield each.content
            elif each.type in {"html_block", "html_inline"}:
                yield from BeautifulSoup(each.content, "html.parser").stripped_strings


def title(words: Words, value: Any) -> bool:
    """A title; one whose letters are those of a name is not said twice."""
    return prose(words, value) or letters(plain(value)) in words.letters


def instance(words: Words, value: Any) -> bool:
    """An example: as JSON, or its names and values as any media type or shell writes them."""
    return words.says(json.dumps(value, ensure_ascii=False, indent=2)) or all(
        words.says(each, quote_plus(each), *escaped(each)) for each in map(plain, scalars(value))
    )


def escaped(written: str) -> Iterator[str]:
    inner = json.dumps(written, ensure_ascii=False)[1:-1]
    yield inner
    yield inner.replace("'", "'\\''")
    yield written.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def scalars(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        yield from value
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from scalars(each)
    elif value is not None:
        yield value


def instances(words: Words, value: Any) -> bool:
    held = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return all(instance(words, each) for each in held)


def badges(words: Words, value: Any) -> bool:
    return all(words.says(each.get("name", each.get("label"))) for each in value if isinstance(each, dict))


def location(words: Words, value: Any) -> bool:
    return words.says("Query string" if value == "querystring" else f"{value.title()} parameters")


def scopes(words: Words, value: Any) -> bool:
    return all(words.says(name) and prose(words, said) for name, said in value.items())


def scheme_type(words: Words, value: Any) -> bool:
    spellings = {"oauth2": "OAuth 2.0", "openIdConnect": "OpenID Connect", "mutualTLS": "mutual TLS"}
    # The two others are told by what is said of them.
    return value in {"http", "apiKey"} or words.says(spellings.get(value, value))


def default(words: Words, value: Any) -> bool:
    return spelled("default {}", "Default: {}")(words, '""' if value == "" else value)


def dependent(words: Words, value: Any) -> bool:
    return all(words.says(f"Required with {name}: {', '.join(needed)}") for name, needed in value.items())


def discriminator(words: Words, value: Any) -> bool:
    if isinstance(value, str):
        return words.says(value)
    return words.says(value["propertyName"]) and all(map(words.says, value.get("mapping") or ()))


def xml(words: Words, value: Any) -> bool:
    return all(words.says(name if each is True else plain(each)) for name, each in value.items() if each is not False)


def docs(words: Words, value: Any) -> bool:
    return words.says(value.get("description") or value["url"])


def exclusive(sign: str) -> Finder:
    """In OAS 3.0 a boolean, which the other bound tells."""
    return lambda words, value: isinstance(value, bool) or words.says(f"{sign} {value}")


def descriptions(words: Words, value: Any) -> bool:
    return all(prose(words, each) for each in (value.values() if isinstance(value, dict) else value))


DEPRECATED = dict.fromkeys(("deprecated", "x-deprecated"), flag("deprecated"))
RESERVED = flag("reserved characters as they are")

LEAVES: dict[str, dict[str, Finder]] = {
    "openapi": {"openapi": text, "jsonSchemaDialect": text},
    "info": {"title": text, "version": text, "summary": prose, "description": prose, "termsOfService": text},
    "contact": {"name": text, "email": text, "url": text},
    "license": {"name": text, "identifier": text, "url": text},
    "external docs": {"description": prose, "url": text},
    "server": {"url": text, "name": text, "description": prose},
    "server variable": {"default": text, "enum": texts, "description": prose},
    "tag": {"summary": prose, "x-displayName": text, "description": prose, "parent": text},
    "path item": {"summary": prose, "description": prose},
    "operation": {"summary": heading, "description": prose, "x-badges": badges, **DEPRECATED},
    "parameter": {
        "name": text,
        "in": location,
        "description": prose,
        "allowEmptyValue": flag("may be empty"),
        "allowReserved": RESERVED,
        "example": instance,
        **DEPRECATED,
    },
    "header": {"description": prose, "allowReserved": RESERVED, "example": instance, **DEPRECATED},
    "request body": {"description": prose, "required": flag("Request body (required", "Request body, required")},
    "media type": {"example": instance},
    "encoding": {
        "contentType": text,
        "style": spelled("style {}"),
        "explode": lambda words, value: (
            words.says("explode") if value else words.says("comma-separated") or words.says("no explode")
        ),
        "allowReserved": RESERVED,
    },
    "response": {"summary": prose, "description": prose},
    "example": {
        "summary": prose,
        "description": prose,
        "value": instance,
        "dataValue": instance,
        "serializedValue": text,
        "externalValue": text,
    },
    "link": {
        "operationId": text,
        "operationRef": text,
        "description": prose,
        "parameters": instance,
        "requestBody": instance,
    },
    "security scheme": {
        "type": scheme_type,
        "description": prose,
        "name": text,
        "in": text,
        "scheme": lambda words, value: words.says(value, value.lower()),
        "bearerFormat": text,
        "openIdConnectUrl": text,
        "oauth2MetadataUrl": text,
        "deprecated": flag("deprecated"),
    },
    "flow": {
        **dict.fromkeys(("authorizationUrl", "deviceAuthorizationUrl", "tokenUrl", "refreshUrl"), text),
        "scopes": scopes,
    },
    "schema": {
        "title": title,
        "description": prose,
        "readOnly": flag("read-only"),
        "writeOnly": flag("write-only"),
        "nullable": flag("null"),
        "format": text,
        "default": default,
        "const": lambda words, value: value is None or spelled("always {}", "Always: {}")(words, value),
        "enum": lambda words, value: all(each is None or code(words, each) for each in value),
        "example": instance,
        "examples": instances,
        "minimum": spelled("≥ {}", "{} …", "> {}", "minimum: {}"),
        "maximum": spelled("≤ {}", "… {}", "< {}", "maximum: {}"),
        "exclusiveMinimum": exclusive(">"),
        "exclusiveMaximum": exclusive("<"),
        "multipleOf": spelled("multiple of {}"),
        "minLength": spelled("≥ {} character", "{} … ", "{} character"),
        "maxLength": spelled("≤ {} character", "… {} character", "{} character"),
        "minItems": spelled("≥ {} item", "{} … ", "{} item"),
        "maxItems": spelled("≤ {} item", "… {} item", "{} item"),
        "minProperties": spelled("{} property", "{} properties", "{} … "),
        "maxProperties": spelled("{} property", "{} properties"),
        "minContains": spelled("at least {} of", "Holds {} to", "exactly {} of"),
        "maxContains": spelled("to {} of", "exactly {} of"),
        "uniqueItems": flag("unique items"),
        "pattern": text,
        "contentEncoding": spelled("encoded as {}"),
        "contentMediaType": spelled("holds {}"),
        "dependentRequired": dependent,
        "dependencies": texts,
        "externalDocs": docs,
        "xml": xml,
        "discriminator": discriminator,
        **dict.fromkeys(("x-enumDescriptions", "x-enum-descriptions"), descriptions),
        **DEPRECATED,
    },
}
"""Object -> field -> how its value is found on a page."""

# The walk ------------------------------------------------------------------------------------------------------------

ONE, LIST, MAP = "one", "list", "map"
PARAMETER = {"schema": (ONE, "schema"), "content": (MAP, "media type"), "examples": (MAP, "example")}
ENCODINGS = {
    "encoding": (MAP, "encoding"),
    "prefixEncoding": (LIST, "encoding"),
    "itemEncoding": (ONE, "encoding"),
}

OBJECTS: dict[str, dict[str, tuple[str, str]]] = {
    "openapi": {"servers": (LIST, "server"), "externalDocs": (ONE, "external docs")},
    "info": {"contact": (ONE, "contact"), "license": (ONE, "license")},
    "components": {"securitySchemes": (MAP, "security scheme")},
    "server": {"variables": (MAP, "server variable")},
    "tag": {"externalDocs": (ONE, "external docs")},
    "path item": {"parameters": (LIST, "parameter"), "servers": (LIST, "server")},
    "operation": {
        "parameters": (LIST, "parameter"),
        "requestBody": (ONE, "request body"),
        "responses": (MAP, "response"),
        "callbacks": (MAP, "callback"),
        "servers": (LIST, "server"),
        "externalDocs": (ONE, "external docs"),
    },
    "parameter": PARAMETER,
    "header": PARAMETER,
    "request body": {"content": (MAP, "media type")},
    "media type": {
        "schema": (ONE, "schema"),
        "itemSchema": (ONE, "schema"),
        "examples": (MAP, "example"),
        **ENCODINGS,
    },
    "encoding": {"headers": (MAP, "header"), **ENCODINGS},
    "response": {"headers": (MAP, "header"), "content": (MAP, "media type"), "links": (MAP, "link")},
    "link": {"server": (ONE, "server")},
    "security scheme": {"flows": (MAP, "flow")},
    "schema": {
        **dict.fromkeys(("items", "contains", "propertyNames", "contentSchema"), (ONE, "schema")),
        **dict.fromkeys(("additionalProperties", "unevaluatedProperties"), (ONE, "schema")),
        **dict.fromkeys(("additionalItems", "unevaluatedItems"), (ONE, "schema")),
        **dict.fromkeys(("not", "if", "then", "else"), (ONE, "schema")),
        **dict.fromkeys(("allOf", "anyOf", "oneOf", "prefixItems"), (LIST, "schema")),
        **dict.fromkeys(("properties", "patternProperties", "dependentSchemas"), (MAP, "schema")),
    },
}
"""Object -> field -> how it holds which objects."""

NAMED = {"server variable", "response", "header", "media type", "link", "flow", "security scheme"}
"""Objects in maps whose key is for readers too."""

FLOWS = {
    "clientCredentials": "client credentials flow",
    "authorizationCode": "authorization code flow",
    "deviceAuthorization": "device authorization flow",
}
BOOLEANS = {
    ("additionalProperties", True): "other properties allowed",
    ("additionalProperties", False): "no other properties",
    ("unevaluatedProperties", False): "no other properties",
    ("items", False): "no other items",
    ("unevaluatedItems", False): "no other items",
}
DEFAULT_STYLES = {"query": "form", "cookie": "form", "querystring": "form"}


class Leaf(NamedTuple):
    """Something to find on a page."""

    kind: str
    field: str
    place: Place
    find: Finder
    value: Any

    def __str__(self) -> str:
        return f"{self.kind}.{self.field} at {self.place.pointer}"


class Walk:
    """The leaves of one page; each object once, or once for each way it travels."""

    def __init__(self, drawing: Drawing) -> None:
        self.references = drawing.loaded.references
        self.names = drawing.description.schema_names
        self.seen: set[tuple[Place, str]] = set()

    def object(self, value: Any, kind: str, place: Place, way: str = "both") -> Iterator[Leaf]:
        """The leaves of an object, or of that which its ``$ref`` leads to."""
        if isinstance(value, dict) and "$ref" in value and kind != "schema":
            for field in ("summary", "description"):
                if field in value:
                    yield Leaf("reference", field, place.child(field), prose, value[field])
        if kind != "schema":
            value, place = self.followed(value, place)
        if not isinstance(value, dict) or (place, way) in self.seen:
            return
        self.seen.add((place, way))
        for field, held in value.items():
            yield from self.field(value, kind, field, held, place.child(field), way)

    def field(self, value: dict[str, Any], kind: str, field: str, held: Any, at: Place, way: str) -> Iterator[Leaf]:
        if {(kind, field), ("any", field)} & not_shown():
            return
        if special := SPECIAL.get((kind, field)):
            for find, said in special(self, value, held, at):
                yield Leaf(kind, field, at, find, said)
        elif rule := OBJECTS.get(kind, {}).get(field):
            yield from self.held(field, held, rule, at, way)
        elif field in LEAVES.get(kind, {}):
            find = LEAVES[kind][field]
            if find in {prose, instance} and isinstance(held, dict) and set(held) == {"$ref"}:
                # A value in a place of its own.
                held, _ = self.followed(held, at)
            yield Leaf(kind, field, at, find, held)
        elif kind == "schema" and not field.startswith("x-"):
            yield Leaf(kind, field, at, text, held)
        elif ("any", "x-…" if field.startswith("x-") else "fields that OpenAPI does not define") not in not_shown():
            yield Leaf(kind, field, at, lambda _words, _value: False, held)

    def held(self, field: str, held: Any, rule: tuple[str, str], at: Place, way: str) -> Iterator[Leaf]:
        how, kind = rule
        way = {"requestBody": "request", "responses": "response"}.get(field, way)
        if how == ONE:
            yield from self.child(field, held, kind, at, way)
        elif how == LIST:
            for index, each in enumerate(held if isinstance(held, list) else ()):
                yield from self.child(field, each, kind, at.child(index), way)
        elif isinstance(held, dict):
            # Authors of several files put a map in a place of its own.
            held, at = self.followed(held, at) if isinstance(held.get("$ref"), str) else (held, at)
            for key, each in held.items():
                if not key.startswith("x-") or isinstance(each, dict):
                    yield from self.entry(field, key, each, kind, at.child(key), way, alone=len(held) == 1)

    def entry(self, field: str, key: str, each: Any, kind: str, at: Place, way: str, *, alone: bool) -> Iterator[Leaf]:
        if field == "properties" and self.stays(each, at, way):
            return
        untitled = kind == "example" and not alone and not (self.followed(each, at)[0] or {}).get("summary")
        if kind in NAMED or field in {"properties", "patternProperties", "dependentSchemas"} or untitled:
            yield Leaf(kind, "name", at, text, FLOWS.get(key, key) if kind == "flow" else key)
        yield from self.child(field, each, kind, at, way)

    def child(self, field: str, value: Any, kind: str, at: Place, way: str) -> Iterator[Leaf]:
        if isinstance(value, bool):
            if said := BOOLEANS.get((field, value)):
                yield Leaf(kind, field, at, text, said)
        elif kind == "schema" and isinstance(value, dict) and (name := self.name_of(value, at)):
            # What a reference leads to has a page; here it is named, with what is said beside it.
            yield Leaf(kind, "$ref", at, text, name)
            siblings = {key: each for key, each in value.items() if key not in {"$ref", "$dynamicRef"}}
            yield from self.object(siblings, kind, at, way)
        elif kind == "callback":
            value, at = self.followed(value, at)
            for expression, item in value.items() if isinstance(value, dict) else ():
                if not expression.startswith("x-"):
                    yield Leaf(kind, "expression", at, text, expression)
                    yield from self.path_item(item, at.child(expression))
        else:
            yield from self.object(value, kind, at, way)

    def followed(self, value: Any, at: Place) -> tuple[Any, Place]:
        try:
            return list(self.references.follow(value, at))[-1]
        except UnresolvableReference:
            return None, at

    def name_of(self, value: dict[str, Any], at: Place) -> str:
        """The name of the schema that a ``$ref`` leads to first."""
        try:
            places = [place for _, place in self.references.follow(value, at)]
        except UnresolvableReference:
            return ""
        return next((self.names[place] for place in places[1:] if place in self.names), "")

    def stays(self, value: Any, at: Place, way: str) -> bool:
        """Whether a property does not travel this way, so that a page leaves it out."""
        word, other = {"request": ("readOnly", "writeOnly"), "response": ("writeOnly", "readOnly")}.get(way, ("", ""))
        return bool(word) and self.marked(value, at, word) and not self.marked(value, at, other)

    def marked(self, value: Any, at: Place, word: str, depth: int = 0) -> bool:
        value, at = self.followed(value, at)
        if not isinstance(value, dict) or depth > 9:
            return False
        members: Any = value.get("allOf") if isinstance(value.get("allOf"), list) else []
        return value.get(word) is True or any(
            self.marked(each, at.child("allOf", index), word, depth + 1) for index, each in enumerate(members)
        )

    def path_item(self, item: Any, at: Place, only: str = "") -> Iterator[Leaf]:
        """A Path Item Object as far as it concerns one operation; all of them where none is named."""
        merged = self.merged(item, at)
        operations = {field: merged.pop(field) for field in METHODS if field in merged}
        further, place = merged.pop("additionalOperations", ({}, at))
        operations |= {name: (each, place.child(name)) for name, each in further.items()}
        for method, (operation, here) in operations.items():
            if only in {"", method.upper(), method}:
                yield Leaf("operation", "method", here, text, method.upper() if method in METHODS else method)
                yield from self.object(operation, "operation", here)
        chosen = [each for method, each in operations.items() if only in {method.upper(), method}]
        own, here = self.followed(*chosen[0]) if chosen else ({}, at)
        for field, (value, place) in merged.items():
            if field == "parameters":
                kept = [each for each in value if self.identity(each, place) not in self.identities(own, here)]
                yield from self.field({}, "path item", field, kept, place, "request")
            elif not (field == "servers" and own.get("servers")):
                # An operation's own servers replace those of its path.
                yield from self.field({}, "path item", field, value, place, "both")

    def merged(self, item: Any, at: Place) -> dict[str, tuple[Any, Place]]:
        """The fields of a Path Item Object and of that which its ``$ref`` leads to."""
        found: dict[str, tuple[Any, Place]] = {}
        try:
            hops: list[tuple[Any, Place]] = list(self.references.follow(item, at))
        except UnresolvableReference:
            return {}
        for hop, place in hops:
            for field, value in hop.items():
                if field != "$ref":
                    found.setdefault(field, (value, place.child(field)))
        return found

    def identity(self, parameter: Any, at: Place) -> tuple[Any, Any]:
        found = self.followed(parameter, at)[0] or {}
        return found.get("in"), found.get("name")

    def identities(self, operation: dict[str, Any], at: Place) -> set[tuple[Any, Any]]:
        return {self.identity(each, at) for each in operation.get("parameters") or ()}


Special: TypeAlias = "Callable[[Walk, dict[str, Any], Any, Place], Iterator[tuple[Finder, Any]]]"


def required_properties(_walk: Walk, _value: dict[str, Any], held: Any, _at: Place) -> Iterator[tuple[Finder, Any]]:
    names = [each for each in held if isinstance(each, str)] if isinstance(held, list) else []

    def find(words: Words, name: str) -> bool:
        if words.requires(name):
            return True
        listed = words.says("Required:", "are required", "together") and words.says(name)
        return listed or words.says(f"with {', '.join(names)}", f"without {name}", f"{name} is required")

    yield from ((find, name) for name in names)


def required_parameter(_walk: Walk, value: dict[str, Any], held: Any, _at: Place) -> Iterator[tuple[Finder, Any]]:
    if held is True:
        yield lambda words, name: words.requires(name), value.get("name", "")


def kinds(_walk: Walk, value: dict[str, Any], held: Any, _at: Place) -> Iterator[tuple[Finder, Any]]:
    """A type; ``object`` goes without saying where its fields are listed, ``number`` where it is an integer."""
    fields = any(value.get(each) for each in ("properties", "patternProperties", "additionalProperties"))
    for name in held if isinstance(held, list) else [held]:
        if name == "number":
            yield spelled("number", "integer"), name
        elif name != "object" or not fields:
            yield text, name


def style(_walk: Walk, value: dict[str, Any], held: Any, _at: Place) -> Iterator[tuple[Finder, Any]]:
    """How a parameter is written, where that is not the default."""
    if held != DEFAULT_STYLES.get(value.get("in", "header"), "simple"):
        yield spelled("style {}"), held


def explode(_walk: Walk, value: dict[str, Any], held: Any, _at: Place) -> Iterator[tuple[Finder, Any]]:
    written = value.get("style", DEFAULT_STYLES.get(value.get("in", "header"), "simple"))
    if held != (written in {"form", "cookie"}):
        joined = "comma-separated" if written == "form" else "no explode"
        yield text, "explode" if held else joined


def security(_walk: Walk, _value: dict[str, Any], held: Any, _at: Place) -> Iterator[tuple[Finder, Any]]:
    for requirement in held:
        yield from ((texts, (name, *needed)) for name, needed in requirement.items())


def samples(_walk: Walk, _value: dict[str, Any], held: Any, _at: Place) -> Iterator[tuple[Finder, Any]]:
    for sample in held if isinstance(held, list) else ():
        if isinstance(source := sample.get("source"), str):
            yield text, source


def names_of_values(_walk: Walk, value: dict[str, Any], held: Any, _at: Place) -> Iterator[tuple[Finder, Any]]:
    """Names of values, in their order; there may be more names than values."""
    for _, name in zip(value.get("enum") or (), held if isinstance(held, list) else (), strict=False):
        yield text, name


def tag_name(_walk: Walk, value: dict[str, Any], held: Any, _at: Place) -> Iterator[tuple[Finder, Any]]:
    """A tag's name, where it has no better one."""
    if not (value.get("x-displayName") or value.get("summary")):
        yield text, held


def elsewhere(_walk: Walk, _value: dict[str, Any], _held: Any, _at: Place) -> Iterator[tuple[Finder, Any]]:
    """What other pages are walked for."""
    yield from ()


SPECIAL: dict[tuple[str, str], Special] = {
    **dict.fromkeys(
        (
            ("openapi", field)
            for field in ("info", "paths", "webhooks", "x-webhooks", "components", "tags", "security")
        ),
        elsewhere,
    ),
    ("tag", "name"): tag_name,
    ("operation", "security"): security,
    ("operation", "x-codeSamples"): samples,
    ("operation", "x-code-samples"): samples,
    **dict.fromkeys((("parameter", "required"), ("header", "required")), required_parameter),
    **dict.fromkeys((("parameter", "style"), ("header", "style")), style),
    **dict.fromkeys((("parameter", "explode"), ("header", "explode")), explode),
    ("schema", "$dynamicRef"): elsewhere,
    ("schema", "type"): kinds,
    ("schema", "required"): required_properties,
    ("schema", "x-enum-varnames"): names_of_values,
    ("schema", "x-enumNames"): names_of_values,
}
"""Object and field -> the finders and values of what depends on what is around it."""


def index_leaves(drawing: Drawing, walk: Walk, _page: Page) -> Iterator[Leaf]:
    root, contents = drawing.root, drawing.contents
    yield from walk.object(contents.get("info", {}), "info", root.child("info"))
    yield from walk.object(contents, "openapi", root)
    schemes = {"securitySchemes": (contents.get("components") or {}).get("securitySchemes") or {}}
    yield from walk.object(schemes, "components", root.child("components"))
    every = (*drawing.description.operations, *drawing.description.webhooks)
    used = {name for each in every for name in each.tags}
    for tag, at in drawing.tags():
        if tag["name"] not in used:
            yield from walk.object(tag, "tag", at)


def tag_leaves(drawing: Drawing, walk: Walk, page: Page) -> Iterator[Leaf]:
    for tag, at in drawing.tags():
        if tag["name"] == page.name:
            yield from walk.object(tag, "tag", at)
    for each in drawing.description.operations:
        if page.name in (each.tags or ("default",)):
            yield Leaf("tag", "operation", each.place, texts, (each.method, each.path, each.title))


def webhook_list_leaves(drawing: Drawing, walk: Walk, _page: Page) -> Iterator[Leaf]:
    used = {name for each in drawing.description.webhooks for name in each.tags}
    for tag, at in drawing.tags():
        if tag["name"] in used:
            yield from walk.object(tag, "tag", at)
    for each in drawing.description.webhooks:
        yield Leaf("webhooks", "operation", each.place, texts, (each.method, each.path, each.title))


def schema_leaves(drawing: Drawing, walk: Walk, page: Page) -> Iterator[Leaf]:
    place = drawing.description.schemas[page.name].place
    yield from walk.child("schemas", walk.references.value(place), "schema", place, "both")


def operation_leaves(drawing: Drawing, walk: Walk, page: Page) -> Iterator[Leaf]:
    operation = drawing.operation(page)
    yield Leaf(page.kind, "path", operation.place, text, operation.path)
    for field in ("webhooks", "x-webhooks") if page.kind == "webhook" else ("paths",):
        items = drawing.contents.get(field) or {}
        if operation.path in items:
            at = drawing.root.child(field, operation.path)
            yield from walk.path_item(items[operation.path], at, operation.method)


PAGES: dict[str, Callable[[Drawing, Walk, Page], Iterator[Leaf]]] = {
    "index": index_leaves,
    "tag": tag_leaves,
    "webhooks": webhook_list_leaves,
    "schemas": lambda _drawing, _walk, _page: iter(()),
    "schema": schema_leaves,
    "operation": operation_leaves,
    "webhook": operation_leaves,
}


def page_leaves(drawing: Drawing, page: Page) -> Iterator[Leaf]:
    """Every leaf that belongs on a page."""
    return PAGES[page.kind](drawing, Walk(drawing), page)


def lost(drawing: Drawing, words: Callable[[Page], Words], pages: Iterable[Page]) -> list[str]:
    """The leaves that are not on their page."""
    found = []
    for page in pages:
        said = words(page)
        found += [f"{page.docname}: {leaf}" for leaf in page_leaves(drawing, page) if not leaf.find(said, leaf.value)]
    return found


def listed(missing: list[str]) -> str:
    return f"{len(missing)} leaves are lost\n" + "\n".join(missing[:40])


# The tests -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", entries())
def test_every_leaf_of_a_published_description_is_on_its_page(name):
    drawing = Drawing(load(CORPUS / name))
    pages = drawing.site.pages
    missing = lost(drawing, drawing.words, pages if EVERYTHING else pages[:: max(1, len(pages) // SAMPLE)])
    assert not missing, listed(missing)


WITNESSES = (
    "museum/openapi.yaml",
    "galaxy/3.1.yaml",
    "jupyterhub/rest-api.yml",
    "readme-oas-examples/3.0/json/security.json",
    "docusaurus-edge/tests/multipartEncoding.yaml",
    "oai-examples/v3.1/tictactoe.yaml",
)


@pytest.mark.parametrize("name", ["", *WITNESSES])
def test_every_leaf_is_in_the_text_that_sphinx_writes(make_project, monkeypatch, request, name):
    """What is drawn without a project is what a build gives."""
    monkeypatch.setattr("sphinx.writers.text.MAXWIDTH", 100_000)
    path = request.getfixturevalue("corpus") / name if name else Path(__file__).with_name("api.yaml")
    specs = {"s": {"path": str(path), "pages": "s"}}
    project = make_project({}, {"rensei_specs": specs, "rensei_samples": ["curl"]}, "text", warnings=True)
    drawing = Drawing(load(path))
    missing = lost(drawing, lambda page: TextFile(project.read(f"{page.docname}.txt")), drawing.site.pages)
    assert not missing, listed(missing)


@pytest.mark.parametrize("name", ["", "rensei", *WITNESSES])
def test_every_leaf_is_in_the_markdown_beside_its_page(make_project, request, name):
    """The page is written from one tree in both forms."""
    path = Path(__file__).with_name("api.yaml")
    if name == "rensei":
        path = REPOSITORY / "openapi" / "rensei-api.yaml"
    elif name:
        path = request.getfixturevalue("corpus") / name
    specs = {"s": {"path": str(path), "pages": "s"}}
    project = make_project({}, {"rensei_specs": specs, "rensei_samples": ["curl"]}, warnings=True)
    drawing = Drawing(load(path))
    missing = lost(drawing, lambda page: MarkdownFile(project.read(f"{page.docname}.md")), drawing.site.pages)
    assert not missing, listed(missing)


def test_a_leaf_that_is_not_drawn_is_found_missing():
    drawing = Drawing(load(Path(__file__).with_name("api.yaml")))
    assert not lost(drawing, drawing.words, drawing.site.pages)
    leaves = [str(leaf) for page in drawing.site.pages for leaf in page_leaves(drawing, page)]
    missing = lost(drawing, lambda _page: Words([]), drawing.site.pages)
    silent = {leaf for leaf in leaves if not any(each.endswith(leaf) for each in missing)}
    assert len(leaves) > 150
    assert silent == {
        "security scheme.type at /components/securitySchemes/key/type",
    }


def test_no_row_of_the_manual_hides_what_is_looked_for():
    known = {**OBJECTS, **LEAVES}
    for kind, field in not_shown():
        assert kind == "any" or kind in known, kind
        assert field not in {*LEAVES.get(kind, ()), *OBJECTS.get(kind, ())}, field
