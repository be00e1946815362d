"""Generated examples against real descriptions: valid for a validator that shares no code with the generator.

The corpus stands beside the repository and is not part of it. Large descriptions are sampled, evenly;
``RENSEI_CORPUS=full`` in the environment takes everything.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import referencing
from jsonschema import Draft202012Validator
from referencing.jsonschema import DRAFT202012

from sphinxext_rensei.schema import Analyser, Direction, example
from sphinxext_rensei.spec import DIALECTS, Loaded, MediaType, Operation, Part, Place, Schema, find_dialect, load

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jsonschema.exceptions import ValidationError
    from jsonschema.protocols import Validator

CORPUS = Path(__file__).resolve().parents[2].parent / "shared" / "corpus"
EVERYTHING = os.environ.get("RENSEI_CORPUS") == "full"
SAMPLE = 60
SHARE = 0.995

# Schemas that no instance fits, or none that a reader would take for one: a file -> how many media types.
HOPELESS = {
    # ``oneOf`` of objects that differ only in what is optional: each instance fits several.
    "docusaurus-edge/tests/allOf.yaml": 1,
    "docusaurus-edge/tests/oneOf.yaml": 2,
    "readme-oas-examples/3.0/json/discriminators.json": 9,
    "readme-oas-examples/3.0/json/polymorphism.json": 7,
    "readme-oas-examples/3.0/json/schema-deprecated.json": 2,
    # ``allOf`` of a string and an integer.
    "readme-oas-examples/3.0/json/schema-types.json": 2,
    "readme-oas-examples/3.1/yaml/schema-types.yaml": 2,
    # A pattern in JavaScript's slashes, inside which ``^`` and ``$`` can't match; an ``allOf`` of two types.
    "redoc-demo/openapi-3-1.yaml": 9,
}

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside the repository")


def entries() -> list[str]:
    """The entry documents that the corpus' index lists."""
    index = CORPUS / "INDEX.md"
    if not index.is_file():
        return []
    rows = [line.split("|")[1].strip() for line in index.read_text("utf-8").splitlines() if line.startswith("| ")]
    return [row for row in rows if row.endswith((".yaml", ".yml", ".json")) and (CORPUS / row).is_file()]


def schemas(loaded: Loaded) -> list[tuple[str, Direction, Schema]]:
    """The schema of each media type, and which way it goes: what a webhook or callback sends is the API's."""
    found: list[tuple[str, Direction, Schema]] = []

    def add(operation: Operation, direction: Direction, media: MediaType) -> None:
        if media.schema is not None:
            found.append((f"{operation.endpoint} {media.name}", direction, media.schema))

    def visit(operation: Operation) -> None:
        for media in operation.body.content if operation.body else ():
            add(operation, "request", media)
        for response in operation.responses:
            for media in response.content:
                add(operation, "response", media)
        for callback in operation.callbacks:
            for called in callback.operations:
                visit(called)

    for operation in (*loaded.description.operations, *loaded.description.webhooks):
        visit(operation)
    return found


class Oracle:
    """jsonschema on the description's own files, upgraded, without what a direction leaves out of ``required``."""

    def __init__(self, loaded: Loaded, analyser: Analyser, direction: Direction) -> None:
        self.analyser = analyser
        self.direction = direction
        self.dialect = find_dialect(loaded.description.openapi) or DIALECTS[-1]
        self.registry: referencing.Registry[Any] = referencing.Registry().with_resources(
            (uri, DRAFT202012.create_resource(self.tree(source.contents, Place(uri, ""), frozenset())))
            for uri, source in loaded.references.files.items()
        )

    def tree(self, value: Any, place: Place, hidden: frozenset[str]) -> Any:
        if isinstance(value, list):
            return [self.tree(item, place.child(index), hidden) for index, item in enumerate(value)]
        if not isinstance(value, dict):
            return value
        if self.is_schema(value):
            hidden |= self.hidden(value, place)
            value = self.dialect.upgrade(value)
        tree: dict[str, Any] = {}
        for key, item in value.items():
            if key in ("$id", "discriminator", "examples", "example"):
                continue
            in_place = key in ("allOf", "oneOf", "anyOf", "then", "else")
            tree[key] = self.tree(item, place.child(key), hidden if in_place else frozenset())
            if key == "required" and isinstance(item, list):
                tree[key] = [name for name in item if name not in hidden]
        return tree

    @staticmethod
    def is_schema(value: Mapping[str, Any]) -> bool:
        named = ("properties", "allOf", "oneOf", "anyOf", "nullable", "type", "minimum", "maximum")
        return any(keyword in value for keyword in named) and not isinstance(value.get("type"), dict)

    def hidden(self, value: Any, place: Place) -> frozenset[str]:
        shape = self.analyser.shape(Schema.of(Part(value, place)))
        return frozenset(
            each.name
            for each in shape.properties
            if not self.analyser.visible(self.analyser.shape(each.schema), self.direction)
        )

    def errors(self, schema: Schema, value: Any) -> Iterator[ValidationError]:
        pointer = schema.place.pointer.replace("%", "%25").replace("{", "%7B").replace("}", "%7D")
        reference = {"$ref": f"{schema.place.uri}#{pointer}"}
        validator: Validator = Draft202012Validator(reference, registry=self.registry)
        yield from validator.iter_errors(value)


def spread(items: list[Any]) -> list[Any]:
    step = 1 if EVERYTHING else max(1, len(items) // SAMPLE)
    return items[::step]


def failures(name: str) -> tuple[int, list[str]]:
    """How many media types were tried, and what is wrong with the examples of some."""
    loaded = load(CORPUS / name)
    analyser = Analyser(loaded)
    oracles: dict[Direction, Oracle] = {}
    wrong: list[str] = []
    tried = spread(schemas(loaded))
    for title, direction, schema in tried:
        if direction not in oracles:
            oracles[direction] = Oracle(loaded, analyser, direction)
        for required_only in (False, True):
            value = example(analyser, schema, direction, required_only=required_only)
            try:
                error = next(oracles[direction].errors(schema, value), None)
            except (referencing.exceptions.Unresolvable, AttributeError, RecursionError, TypeError):
                # The validator can't read the schema either: a fault of the description.
                error = None
            if error:
                path = "/".join(map(str, error.absolute_path))
                wrong.append(
                    f"{title} ({'required only' if required_only else 'full'}) at {path}: {error.message[:200]}"
                )
                break
    return len(tried), wrong


TOTALS: dict[str, tuple[int, int]] = {}


@pytest.mark.parametrize("name", entries())
def test_generated_examples_are_valid(name: str) -> None:
    tried, wrong = failures(name)
    TOTALS[name] = (tried, len(wrong))
    assert len(wrong) <= HOPELESS.get(name, 0) + int(tried * (1 - SHARE)), "\n".join(wrong)


def test_the_corpus_as_a_whole_is_valid() -> None:
    """The share that the product promises, over all media types tried above."""
    if len(TOTALS) < len(entries()):
        pytest.skip("only with the whole module")
    tried = sum(count for count, _ in TOTALS.values())
    wrong = sum(count for _, count in TOTALS.values())
    # A sample of the large ones gives their good figures less weight.
    least = SHARE if EVERYTHING else SHARE - 0.02
    assert 1 - wrong / tried >= least, f"{wrong} of {tried} are not valid"
