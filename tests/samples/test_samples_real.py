"""Samples of real operations parse: all of Rensei's, and some of each published description."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from sphinxext_rensei.request import build_request
from sphinxext_rensei.samples import LANGUAGES, sample
from sphinxext_rensei.schema import MAX_LEVELS, Analyser
from sphinxext_rensei.spec import load
from tests.corpus import CORPUS, EVERYTHING, REPOSITORY, entries, spread
from tests.samples.test_samples import GRAMMARS, faults

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sphinxext_rensei.request import Request

# Whole; of the others, which take long to load, only with everything.
SOME = (
    "box/openapi.json",
    "discord/openapi.json",
    "docusaurus-edge/tests/multipartEncoding.yaml",
    "galaxy/3.1.json",
    "readme-oas-examples/3.0/json/parameters-style.json",
    "redoc-demo/openapi-3-1.yaml",
    "train-travel/openapi.yaml",
)


def requests(path: Path, count: int) -> Iterator[tuple[str, Request]]:
    """Requests of about so many operations: each media type, the body whole and with what is required alone."""
    loaded = load(path)
    analyser = Analyser(loaded)
    for operation in spread(loaded.description.operations, count):
        for media in operation.body.content if operation.body else (None,):
            for levels in (MAX_LEVELS, 0) if media else (MAX_LEVELS,):
                body = replace(operation.body, content=(media,)) if operation.body and media else None
                request = build_request(analyser, replace(operation, body=body), levels=levels)
                yield f"{operation.endpoint} {media.name if media else ''}", request


def assert_parses(code: str, language: str, title: str) -> None:
    if language in GRAMMARS:
        found = faults(code, language)
        assert not found, f"{title} in {language}: {found}\n{code}"
    else:
        compile(code, title, "exec")


def test_samples_of_all_rensei_s_operations_parse_in_all_languages() -> None:
    made = list(requests(REPOSITORY / "openapi" / "rensei-api.yaml", 1000))
    assert len({title.rpartition(" ")[0] for title, _ in made}) == 57
    for title, request in made:
        for language in LANGUAGES:
            assert_parses(sample(language, request), language, title)


@pytest.mark.parametrize("name", entries() if EVERYTHING else SOME)
def test_samples_of_published_descriptions_parse_in_all_languages(corpus: Path, name: str) -> None:
    for title, request in requests(CORPUS / name, 12):
        for language in LANGUAGES:
            assert_parses(sample(language, request), language, title)
