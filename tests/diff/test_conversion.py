"""A description of OAS 3.0, rewritten in the words of 3.1, has not changed."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

import pytest

from sphinxext_rensei.diff import compare
from sphinxext_rensei.spec import Place, children, load
from tests.corpus import CORPUS

if TYPE_CHECKING:
    from pathlib import Path

NAMES = [
    "box/openapi.json",
    "docusaurus-edge/tests/discriminator.yaml",
    "nexmo-voice/voice.yml",
    "oai-examples/v3.0/uspto.yaml",
    "openeo/openapi.yaml",
    "readme-oas-examples/3.0/json/schema-types.json",
    "redoc-demo/openapi.yaml",
]


def converted(contents: Any) -> Any:
    """The same in OAS 3.1: as the OpenAPI Initiative's own notes on the move say."""
    found = copy.deepcopy(contents)
    found["openapi"] = "3.1.0"
    ahead: list[Any] = [(found, "openapi", Place("", ""))]
    while ahead:
        value, kind, place = ahead.pop()
        if isinstance(value, dict):
            held = list(children(value, kind, place))
            if kind == "schema":
                convert(value)
            ahead += held
    return found


def convert(schema: dict[str, Any]) -> None:
    if "$ref" in schema:
        # What stood beside a reference was nothing, and would now be something.
        for keyword in [each for each in schema if each != "$ref"]:
            del schema[keyword]
        return
    convert_null(schema)
    for exclusive, bound in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        if schema.pop(exclusive, False) is True:
            schema[exclusive] = schema.pop(bound)
    if "example" in schema:
        schema["examples"] = [schema.pop("example")]
    values, branches = schema.get("enum"), schema.get("allOf")
    if isinstance(values, list) and len(values) == 1:
        schema["const"] = schema.pop("enum")[0]
    if isinstance(branches, list) and len(branches) == 1 and list(branches[0]) == ["$ref"] and "description" in schema:
        schema["$ref"] = schema.pop("allOf")[0]["$ref"]


def convert_null(schema: dict[str, Any]) -> None:
    nullable = schema.pop("nullable", False)
    if nullable and isinstance(schema.get("type"), str):
        schema["type"] = [schema["type"], "null"]
    elif nullable and list(schema) == ["allOf"] and len(schema["allOf"]) == 1:
        schema["anyOf"] = [*schema.pop("allOf"), {"type": "null"}]
    elif nullable:
        schema["nullable"] = True


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside the repository")
@pytest.mark.parametrize("name", NAMES)
def test_a_conversion_changes_nothing(tmp_path: Path, name: str) -> None:
    """For each description, in both directions."""
    old = load(CORPUS / name)
    path = tmp_path / "converted.json"
    path.write_text(json.dumps(converted(old.references.contents)), "utf-8")
    new = load(path)
    assert [(each.code, each.text) for each in compare(old, new).changes] == []
    assert [(each.code, each.text) for each in compare(new, old).changes] == []
