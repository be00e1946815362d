"""The two halves agree: what the samples send, the mock takes for right, and answers with the documented success."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sphinxext_rensei.request import build_request
from sphinxext_rensei.schema import Analyser
from sphinxext_rensei.spec import load
from tests.mock.conftest import client_of, written

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.anyio


async def unanswered(path: Path) -> dict[str, str]:
    """The operations whose sample does not get a documented success, and what it gets."""
    analyser = Analyser(load(path))
    failed = {}
    async with client_of(analyser) as client:
        for operation in analyser.description.operations:
            response = await client.request(**written(build_request(analyser, operation)))
            successes = {each.status for each in operation.responses if each.status[0] in "2d"}
            if successes and not response.is_success:
                failed[operation.name] = f"{response.status_code} {response.text}"
    return failed


async def test_every_sample_of_the_rensei_api_is_answered(repository) -> None:
    assert await unanswered(repository / "openapi" / "rensei-api.yaml") == {}
