"""Requests from inputs, and the data that the browser makes them from: the vectors that the browser's code passes too.

``operation`` is an Operation Object, ``data`` what becomes of it on a page, ``expected`` the request with each
credential ``NAME`` of the environment as ``<NAME>``.
"""

from __future__ import annotations

import base64
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_rensei.request import (
    FileBody,
    FormPart,
    Inputs,
    Instance,
    MultipartBody,
    Request,
    Template,
    TextBody,
    data_text,
    make_request,
    operation_data,
)
from sphinxext_rensei.schema import Analyser
from sphinxext_rensei.spec import load
from tests.request.schemes import SCHEMES

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "requests.json").read_text("utf-8"))


def read(folder: Path, vector: dict[str, Any]) -> Analyser:
    """The description that holds the vector's operation."""
    document = {
        "openapi": "3.2.0",
        "info": {"title": "T", "version": "1"},
        "servers": [{"url": "https://api.example.org/v1"}],
        "paths": {vector["path"]: {vector["method"]: {"responses": {}, **vector["operation"]}}},
        "components": {"securitySchemes": SCHEMES},
        **vector.get("fields", {}),
    }
    file = folder / "api.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    return Analyser(load(file))


def inputs(vector: dict[str, Any]) -> Inputs:
    """The vector's inputs as a value."""
    written = vector["inputs"]
    return Inputs(
        server=written.get("server"),
        variables=written.get("variables", {}),
        base=written.get("base", ""),
        parameters={
            (location, name): value
            for location, held in written.get("parameters", {}).items()
            for name, value in held.items()
        },
        media_type=written.get("mediaType", ""),
        body=body(written.get("body")),
        credentials=tuple(written.get("credentials", ())),
    )


def body(written: dict[str, Any] | None) -> Instance | TextBody | FileBody | MultipartBody | None:
    """The body of the inputs: what its one field says it is."""
    match written:
        case None:
            return None
        case {"instance": value}:
            return Instance(value)
        case {"filename": name}:
            return FileBody(name)
        case {"parts": parts}:
            return MultipartBody(tuple(FormPart(**part) for part in parts))
        case _:
            return TextBody(written["text"], tuple(written["value"]))


def sent(template: Template) -> str:
    """A text of the request with every credential in its place."""
    pieces = []
    for piece in template:
        if isinstance(piece, str):
            pieces.append(piece)
        else:
            value = f"<{piece.name}>"
            encoded = {
                "": value,
                "percent": quote(value, safe=""),
                "base64": base64.b64encode(value.encode()).decode(),
            }
            pieces.append(encoded[piece.encoding])
    return "".join(pieces)


def as_json(request: Request) -> dict[str, Any]:
    """A request as the vectors hold it."""
    given: dict[str, Any] = json.loads(json.dumps(asdict(request)))
    fields = [[name, sent(template)] for name, template in request.header_templates]
    return {**given, "sent": {"url": sent(request.url_template), "headers": fields}}


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_inputs_give_the_request(tmp_path: Path, vector: dict[str, Any]) -> None:
    analyser = read(tmp_path, vector)
    made = make_request(analyser, analyser.description.operations[0], inputs(vector))
    assert as_json(made) == vector["expected"]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_an_operation_is_written_as_data(tmp_path: Path, vector: dict[str, Any]) -> None:
    analyser = read(tmp_path, vector)
    data, _ = operation_data(analyser, analyser.description.operations[0])
    assert data == vector["data"]


@given(text=st.text(st.characters(exclude_categories=["Cs"])))
def test_data_stays_inside_its_element_and_is_read_back(text: str) -> None:
    written = data_text({text: [text, f"</script><!--{text}"]})
    assert not {"<", "\u2028", "\u2029"} & set(written)
    assert json.loads(written) == {text: [text, f"</script><!--{text}"]}
