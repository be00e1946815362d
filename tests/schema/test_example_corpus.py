"""Generated examples against real descriptions: Rensei's, and the corpus where it stands beside the repository."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from sphinxext_rensei.schema import MAX_LEVELS, Analyser, Direction, example
from sphinxext_rensei.spec import Loaded, MediaType, Operation, Schema, load
from tests.corpus import CORPUS, EVERYTHING, REPOSITORY, entries, spread
from tests.schema.oracle import Oracle, Unjudged

if TYPE_CHECKING:
    from collections.abc import Callable

SAMPLE = 40
SHARE = 0.995
OURS = "openapi/rensei-api.yaml"

# Schemas that no instance fits, or none that a reader would take for one: a file -> how many media types.
HOPELESS = {
    # ``oneOf`` of objects that differ only in what is optional: each instance fits several.
    "digitalocean/DigitalOcean-public.v2.yaml": 1,
    "docusaurus-edge/tests/allOf.yaml": 1,
    "docusaurus-edge/tests/oneOf.yaml": 2,
    "github/api.github.com.json": 1,
    "readme-oas-examples/3.0/json/discriminators.json": 9,
    "readme-oas-examples/3.0/json/polymorphism.json": 7,
    "readme-oas-examples/3.0/json/schema-deprecated.json": 2,
    # An ``enum`` of nothing.
    "discord/openapi.json": 1,
    # ``allOf`` of a list of strings and a list of nulls.
    "github-webhooks/api.github.com.json": 1,
    # ``allOf`` of a string and an integer.
    "readme-oas-examples/3.0/json/schema-types.json": 2,
    "readme-oas-examples/3.1/yaml/schema-types.yaml": 2,
    # A pattern in JavaScript's slashes, inside which ``^`` and ``$`` can't match; an ``allOf`` of two types.
    "redoc-demo/openapi-3-1.yaml": 9,
}
# Schemas that the validator can't read either: these examples count for nothing.
UNREADABLE = {
    # Texts and lists where a schema belongs.
    "docusaurus-edge/tests/discriminator.yaml": 4,
    "drs/data_repository_service.openapi.yaml": 1,
    "redoc-demo/openapi.yaml": 6,
    # Dynamic anchors: the validator looks for them in files that are schemas as a whole.
    "galaxy/3.1.json": 2,
    "galaxy/3.1.yaml": 2,
}

# The share of them all needs them all in one process.
pytestmark = pytest.mark.xdist_group("examples of the corpus")


@dataclass(frozen=True)
class Case:
    """The schema of a media type, and which way it goes."""

    title: str
    direction: Direction
    schema: Schema


@dataclass
class Judged:
    """A description's media types, and what the oracle says of their examples."""

    loaded: Loaded
    cases: list[Case]
    wrong: list[str] = field(default_factory=list)
    unjudged: list[str] = field(default_factory=list)
    oracles: dict[Direction, Oracle] = field(default_factory=dict)

    @property
    def valid(self) -> int:
        """How many media types have valid examples, as far as can be told."""
        return len(self.cases) - len(self.wrong)

    def fault(self, case: Case, value: Any) -> str:
        """What is wrong with a value, in a line; nothing where it is valid or can't be judged."""
        if case.direction not in self.oracles:
            files = {uri: source.contents for uri, source in self.loaded.references.files.items()}
            self.oracles[case.direction] = Oracle(files, case.direction)
        place = case.schema.place
        error = self.oracles[case.direction].fault(place.uri, place.pointer, value)
        return f"{case.title} at {'/'.join(map(str, error.absolute_path))}: {error.message[:200]}" if error else ""


def cases(loaded: Loaded) -> list[Case]:
    """Every media type that has a schema: of bodies and responses, of operations, callbacks and webhooks."""
    found: list[Case] = []

    def add(operation: Operation, direction: Direction, media: MediaType) -> None:
        for schema in filter(None, (media.schema, media.item_schema)):
            found.append(Case(f"{operation.endpoint} {direction} {media.name}", direction, schema))

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


def judge(path: Path) -> Judged:
    """Make the examples of a description, whole, of one level and with what is required alone; have them judged."""
    loaded = load(path)
    analyser = Analyser(loaded)
    judged = Judged(loaded, list(spread(cases(loaded), SAMPLE)))
    for case in judged.cases:
        for levels in (MAX_LEVELS, 1, 0):
            value = example(analyser, case.schema, case.direction, levels=levels)
            try:
                fault = judged.fault(case, value)
            except Unjudged as error:
                judged.unjudged.append(str(error))
                break
            if fault:
                judged.wrong.append(f"{f'{levels} levels: ' if levels < MAX_LEVELS else ''}{fault}")
                break
    return judged


@pytest.fixture(scope="module")
def judged() -> Callable[[str], Judged]:
    """``judged(name)``: each description is judged once."""
    held: dict[str, Judged] = {}

    def judged(name: str) -> Judged:
        if name not in held:
            held[name] = judge((REPOSITORY if name == OURS else CORPUS) / name)
        return held[name]

    return judged


@pytest.fixture(scope="module")
def sampled() -> Callable[[Judged], int]:
    """``sampled(judged)``: how many of openapi-sampler's examples the same oracle finds valid."""
    if not (REPOSITORY / "node_modules" / "openapi-sampler").is_dir() or not shutil.which("node"):
        pytest.skip("openapi-sampler is not here: it needs node, and npm ci")
    return sampled_valid


def sampled_valid(judged: Judged) -> int:
    schemas = [{"pointer": case.schema.place.pointer, "direction": case.direction} for case in judged.cases]
    done = subprocess.run(
        ["node", str(Path(__file__).with_name("openapi_sampler.mjs"))],
        input=json.dumps({"document": judged.loaded.references.contents, "schemas": schemas}),
        capture_output=True,
        text=True,
        check=True,
    )
    valid = 0
    for case, found in zip(judged.cases, json.loads(done.stdout), strict=True):
        try:
            valid += "value" in found and not judged.fault(case, found["value"])
        except Unjudged:
            valid += 1
    return valid


@pytest.mark.parametrize("name", [OURS, *entries()])
def test_generated_examples_are_valid(judged: Callable[[str], Judged], name: str, record_property) -> None:
    found = judged(name)
    record_property("examples", (len(found.cases), found.valid))
    assert len(found.wrong) <= HOPELESS.get(name, 0), "\n".join(found.wrong)
    assert len(found.unjudged) <= UNREADABLE.get(name, 0), "\n".join(found.unjudged)


def test_the_share_of_all_that_are_valid_is_kept(judged: Callable[[str], Judged]) -> None:
    found = [judged(name) for name in [OURS, *entries()]]
    tried = sum(len(each.cases) for each in found)
    wrong = sum(len(each.wrong) for each in found)
    # A sample of the large ones gives their good figures less weight.
    assert 1 - wrong / tried >= (SHARE if EVERYTHING else SHARE - 0.02), f"{wrong} of {tried} are not valid"


@pytest.mark.parametrize("name", [OURS, *entries()])
def test_openapi_sampler_does_no_better(judged: Callable[[str], Judged], sampled, name: str, record_property) -> None:
    """The figure is for the summary of the run; it reads descriptions of one file."""
    found = judged(name)
    if len(found.loaded.references.files) > 1:
        pytest.skip("openapi-sampler follows no reference into another file")
    valid = sampled(found)
    record_property("openapi-sampler", (len(found.cases), found.valid, valid))
    assert valid <= found.valid
