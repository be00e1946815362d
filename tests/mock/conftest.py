"""Fixtures: a mock of a description, and what it answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
import pytest

from sphinxext_rensei.mock import Mock
from sphinxext_rensei.proxy import InProcessTransport
from sphinxext_rensei.request import FileBody, MultipartBody, Request, TextBody, Variable
from sphinxext_rensei.schema import Analyser
from sphinxext_rensei.spec import load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def mock_of(tmp_path: Path) -> Callable[[str], httpx.AsyncClient]:
    """``mock_of(text)`` gives a client of the mock of a description."""

    def make(text: str) -> httpx.AsyncClient:
        folder = tmp_path / "spec"
        folder.mkdir(exist_ok=True)
        path = folder / "api.yaml"
        path.write_text(text, encoding="utf-8")
        return client_of(Analyser(load(path)))

    return make


def client_of(*analysers: Analyser) -> httpx.AsyncClient:
    """A client of the mock of descriptions."""
    transport = InProcessTransport(Mock(analysers, pause=0))
    return httpx.AsyncClient(transport=transport, base_url="https://api.example.com", headers={"Accept": "*/*"})


def written(request: Request) -> dict[str, Any]:
    """A sample's request as arguments of httpx, with something for each credential."""
    arguments: dict[str, Any] = {
        "method": request.method,
        "url": filled(request.url_template),
        "headers": [(name, filled(value)) for name, value in request.header_templates],
    }
    match request.body:
        case TextBody(text=text):
            arguments["content"] = text.encode()
        case FileBody():
            arguments["content"] = b"file"
        case MultipartBody(parts=parts):
            arguments["files"] = [
                (each.name, (each.filename or None, each.value.encode(), each.content_type or None)) for each in parts
            ]
    return arguments


def filled(template: tuple[str | Variable, ...]) -> str:
    return "".join(piece if isinstance(piece, str) else credential(piece) for piece in template)


def credential(variable: Variable) -> str:
    return "bmFtZTpwYXNzd29yZA==" if variable.encoding == "base64" else "secret"
