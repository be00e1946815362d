"""Published descriptions: each message is a true fault, and a validator that shares no code says the same."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
import referencing
from openapi_schema_validator import OAS30Validator, OAS31Validator, OAS32Validator
from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator, OpenAPIV32SpecValidator
from referencing.jsonschema import DRAFT202012

from sphinxext_rensei.checks import Subject, check
from sphinxext_rensei.checks._examples import _given, _Judge
from sphinxext_rensei.checks._subject import walk
from sphinxext_rensei.problems import ProblemCode
from sphinxext_rensei.schema import Analyser
from sphinxext_rensei.spec import load
from tests.corpus import CORPUS, EVERYTHING, entries

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LARGE = 400_000
"""Bytes; the other validator takes minutes for more."""

SPEC_VALIDATORS: Mapping[str, Any] = {
    "3.0": OpenAPIV30SpecValidator,
    "3.1": OpenAPIV31SpecValidator,
    "3.2": OpenAPIV32SpecValidator,
}
SCHEMA_VALIDATORS: Mapping[str, Any] = {"3.0": OAS30Validator, "3.1": OAS31Validator, "3.2": OAS32Validator}

EXPLAINED: Mapping[str, Mapping[str, int]] = {
    # Examples hold fields that their schemas close out.
    "adyen-webhooks/Webhooks-v1.yaml": {"example": 16},
    # Examples lack a field that is required, or are null where that is not allowed.
    "box/openapi.json": {"example": 12},
    # Operations and prose are by `$ref`, which OpenAPI has not there; `$ref` among `properties`; ids of links.
    "digitalocean/DigitalOcean-public.v2.yaml": {"invalid": 101, "example": 6, "schema": 6, "reference": 4},
    # `type` is written among the properties.
    "docusaurus-edge/tests/discriminator.yaml": {"schema": 3},
    # OAS 3.0 has no type `null`.
    "docusaurus-edge/tests/oneOf.yaml": {"schema": 1},
    # Prose by `$ref`; examples of arrays are strings.
    "drs/data_repository_service.openapi.yaml": {"example": 3, "invalid": 9},
    # Null for objects, partial objects; the same path under two names of a parameter, twice.
    "github/api.github.com.json": {"example": 101, "path-template": 2},
    # `examples` of arrays are their items.
    "github-webhooks/api.github.com.json": {"example": 12},
    # An integer for a string; a value that the `enum` has not.
    "nexmo-voice/voice.yml": {"example": 2},
    # The alternatives of `oneOf` overlap.
    "openeo/openapi.yaml": {"example": 29},
    # A string for an object; null for what is not nullable.
    "readme-oas-examples/3.0/json/schema-circular.json": {"example": 1},
    "readme-oas-examples/3.0/json/schema-types.json": {"example": 4},
    "readme-oas-examples/3.1/yaml/schema-types.yaml": {"example": 4},
    # A licence with identifier and URL; numbers as text; patterns in JavaScript's slashes.
    "redoc-demo/openapi-3-1.yaml": {"invalid": 1, "schema": 1, "example": 3},
    "redoc-demo/openapi.yaml": {"schema": 3, "example": 3},
    # Attachments by name and by id have one path; defaults of booleans are text.
    "xero-accounting/xero_accounting.yaml": {"path-template": 14, "example": 57},
}

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside the repository")


@pytest.fixture(scope="module")
def cache(tmp_path_factory) -> Path:
    """A folder in which descriptions stay parsed from one test to the next."""
    folder: Path = tmp_path_factory.mktemp("parsed")
    return folder


@pytest.mark.parametrize("name", entries())
def test_each_message_has_an_explanation(name, cache):
    loaded = load(CORPUS / name, cache=cache)
    found = check(loaded, cache=cache)
    assert Counter(problem.code.value for problem in found) == EXPLAINED.get(name, {}), "\n".join(map(str, found))
    summaries = [problem for problem in found if not problem.location.line]
    assert all(problem.message.endswith("more problems of this kind") for problem in summaries)


@pytest.mark.parametrize("name", entries())
def test_openapi_spec_validator_agrees_on_the_form(name, cache):
    path = CORPUS / name
    if path.stat().st_size > LARGE and not EVERYTHING:
        pytest.skip("the other validator takes too long for this one")
    loaded = load(path, cache=cache)
    version = loaded.description.openapi[:3]
    validator = SPEC_VALIDATORS[version](loaded.references.contents, base_uri=path.as_uri())
    # The first alone: past a fault of form it may stumble.
    fault = next(validator.iter_errors(), None)
    found = check(loaded, cache=cache)
    codes = {problem.code for problem in found}
    if fault and not codes.intersection((ProblemCode.INVALID, ProblemCode.SCHEMA)):
        # It looks at defaults as well, which are examples to us.
        assert any("default" in problem.message for problem in found), fault
    else:
        assert bool(fault) == bool(codes.intersection((ProblemCode.INVALID, ProblemCode.SCHEMA))), fault


@pytest.mark.parametrize("name", entries())
def test_what_does_not_fit_does_not_fit_for_openapi_schema_validator(name, cache):
    loaded = load(CORPUS / name, cache=cache)
    version = loaded.description.openapi[:3]
    objects = tuple(walk(loaded.references))
    subject = Subject(loaded.description, loaded.references, Analyser(loaded), version, objects)
    judge = _Judge(subject)
    registry: referencing.Registry[Any] = referencing.Registry().with_resources(
        (uri, DRAFT202012.create_resource(source.contents)) for uri, source in loaded.references.files.items()
    )
    for found in subject.of_kind("media type", "parameter", "header", "schema"):
        for given in _given(subject, found):
            if judge.faults(given):
                pointer = given.schema.place.pointer.replace("%", "%25").replace("{", "%7B").replace("}", "%7D")
                schema = {"$ref": f"{given.schema.place.uri}#{pointer}"}
                validator = SCHEMA_VALIDATORS[version](schema, registry=registry)
                assert not validator.is_valid(given.value), given.place
