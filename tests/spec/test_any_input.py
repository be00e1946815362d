"""A description in which anything stands anywhere: it is read, or can't be loaded; nothing else ever happens.

What is made of it is tried as well: checks, a comparison with itself, one file of it.
"""

from __future__ import annotations

import copy
import json
import time
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest
from hypothesis import strategies as st

from sphinxext_rensei.bundle import bundle
from sphinxext_rensei.checks import check
from sphinxext_rensei.diff import compare
from sphinxext_rensei.errors import LoadError
from sphinxext_rensei.schema import KEYWORDS, Analyser, type_pieces
from sphinxext_rensei.spec import STRUCTURE, Loaded, Operation, Schema, load

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sphinxext_rensei.schema import Shape
    from sphinxext_rensei.spec import JSON, MediaType

VALID: Any = {
    "openapi": "3.1.0",
    "info": {"title": "T", "version": "1", "license": {"name": "MIT"}, "contact": {"name": "C"}},
    "servers": [{"url": "https://{host}/", "variables": {"host": {"default": "a", "enum": ["a"]}}}],
    "tags": [{"name": "a", "x-displayName": "A", "externalDocs": {"url": "U"}}],
    "security": [{"key": ["read"]}],
    "paths": {
        "/pets/{id}": {
            "summary": "S",
            "parameters": [
                {"name": "id", "in": "path", "schema": {"type": "string"}, "examples": {"a": {"value": 1}}}
            ],
            "servers": [{"url": "/"}],
            "get": {
                "operationId": "get",
                "tags": ["a"],
                "security": [{"key": ["read"]}],
                "x-codeSamples": [{"lang": "Shell", "source": "curl"}],
                "x-readme": {"code-samples": [{"language": "shell", "code": "curl"}]},
                "requestBody": {
                    "content": {
                        "application/json": {
                            "schema": {"$ref": "#/components/schemas/Pet"},
                            "encoding": {"a": {"headers": {"H": {"schema": True}}}},
                            "prefixEncoding": [{"contentType": "a/b"}],
                            "itemEncoding": {"contentType": "a/b"},
                        }
                    }
                },
                "responses": {"200": {"$ref": "#/components/responses/OK", "description": "D"}},
                "callbacks": {"done": {"{$request.body#/url}": {"post": {"responses": {}}}}},
            },
            "additionalOperations": {"LINK": {"responses": {}}},
        }
    },
    "webhooks": {"new": {"post": {"responses": {}}}},
    "components": {
        "responses": {
            "OK": {
                "headers": {"X": {"schema": {"type": "integer"}}},
                "links": {"next": {"operationId": "get", "parameters": {"a": 1}, "server": {"url": "/"}}},
                "content": {"a/b": {"schema": {"oneOf": [{"$ref": "#/components/schemas/Cat"}, {"type": "null"}]}}},
            }
        },
        "securitySchemes": {"key": {"type": "oauth2", "flows": {"implicit": {"scopes": {"read": "Read"}}}}},
        "schemas": {
            "Pet": {
                "type": "object",
                "required": ["kind"],
                "properties": {
                    "kind": {
                        "type": "string",
                        "enum": ["a"],
                        "x-enumDescriptions": {"a": "b"},
                        "x-enum-varnames": ["A"],
                    },
                    "self": {"$ref": "#/components/schemas/Pet"},
                    "n": {"type": ["integer", "null"], "minimum": 1, "maximum": 3, "multipleOf": 1},
                },
                "discriminator": {"propertyName": "kind", "mapping": {"cat": "Cat"}, "defaultMapping": "Cat"},
                "externalDocs": {"url": "U"},
                "xml": {"name": "x"},
            },
            "Cat": {
                "allOf": [{"$ref": "#/components/schemas/Pet"}, {"additionalProperties": False}],
                "properties": {
                    "a": {
                        "type": "array",
                        "items": {"anyOf": [{"type": "string", "minLength": 1, "maxLength": 2}, {"const": 3}]},
                        "prefixItems": [{}],
                        "contains": {},
                        "minContains": 1,
                    }
                },
                "if": {"properties": {"a": {"const": 1}}},
                "then": {"required": ["b"]},
                "dependentSchemas": {"a": {}},
                "dependentRequired": {"a": ["b"]},
                "dependencies": {"a": ["b"]},
            },
            "Other": {
                "$id": "other",
                "$anchor": "here",
                "$defs": {"inner": {"$anchor": "there"}},
                "not": {"$ref": "#there"},
                "patternProperties": {"^x": {}},
                "propertyNames": {},
                "default": 1,
                "examples": [1],
                "deprecated": True,
            },
        },
    },
}


def ways(value: JSON, way: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place in a value, as keys and indices."""
    yield way
    items = value.items() if isinstance(value, dict) else enumerate(value if isinstance(value, list) else ())
    for key, item in items:
        yield from ways(item, (*way, key))


def replaced(value: JSON, way: tuple[str | int, ...], new: JSON) -> JSON:
    """A value with another one at a place; the same where there is no such place any more."""
    if not way:
        return new
    key, *rest = way
    if isinstance(value, dict) and isinstance(key, str):
        return {**value, key: replaced(value.get(key), tuple(rest), new)}
    if isinstance(value, list) and isinstance(key, int) and key < len(value):
        return [*value[:key], replaced(value[key], tuple(rest), new), *value[key + 1 :]]
    return value


WAYS = list(ways(VALID))
FIELDS = sorted({*KEYWORDS, *(field for fields in STRUCTURE.values() for field in fields), "$id", "", "/", "~", "x-a"})
POINTERS = ["#" + "".join(f"/{str(key).replace('~', '~0').replace('/', '~1')}" for key in way) for way in WAYS]
TARGETS = [
    *POINTERS,
    *(
        "",
        "#here",
        "#there",
        "other",
        "other#/not",
        "#gone",
        "api.json",
        "gone.yaml",
        "..",
        "/",
        "//[",
        "http://[",
        "%",
    ),
    *("https://example.org/", "file://example.org/x", "urn:x", "a\0b", "#/%zz", "#/tags/-1", "#/tags/01", "#/~2"),
]
LEAVES = st.one_of(
    st.sampled_from([None, True, False, 0, 1, -1, 1.5, 10**30, "", "x", "null", "object", "array", "a/b", "{", "["]),
    st.sampled_from([[], {}, [None], [[]], {"": 1}]),
    st.builds(
        lambda keyword, target: {keyword: target},
        st.sampled_from(["$ref"] * 3 + ["$dynamicRef"]),
        st.sampled_from(TARGETS),
    ),
    st.text(max_size=3),
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(FIELDS), inner, max_size=4),
    max_leaves=8,
)


def described(loaded: Loaded) -> Iterator[Schema]:
    """Every schema that the model holds."""
    yield from loaded.description.schemas.values()
    operations: list[Operation] = [*loaded.description.operations, *loaded.description.webhooks]
    for operation in operations:
        operations.extend(called for callback in operation.callbacks for called in callback.operations)
        contents = [operation.body.content] if operation.body else []
        for parameter in (*operation.parameters, *(each for found in operation.responses for each in found.headers)):
            yield from filter(None, [parameter.schema])
            contents.append(parameter.content)
        contents.extend(response.content for response in operation.responses)
        yield from (schema for content in contents for media in content for schema in schemas_of(media))


def schemas_of(media: MediaType) -> Iterator[Schema]:
    yield from filter(None, [media.schema, media.item_schema])
    for encoding in media.encoding:
        yield from filter(None, [header.schema for header in encoding.headers])


def inside(shape: Shape) -> Iterator[Schema]:
    """The schemas one level below a shape."""
    yield from (each.schema for each in shape.properties)
    yield from filter(None, [shape.items, shape.additional])
    yield from shape.prefix_items
    yield from (each.schema for each in shape.applicators)
    yield from (variant.schema for choice in shape.alternatives for variant in choice.variants)


def read_all(loaded: Loaded, limit: int = 5000) -> int:
    """Read every schema, and what is inside, once, and check the whole; the number of schemas."""
    analyser = Analyser(loaded)
    stack, seen = list(described(loaded)), set[Schema]()
    while stack:
        schema = stack.pop()
        if schema not in seen:
            seen.add(schema)
            assert len(seen) <= limit, "reading schemas does not end"
            assert type_pieces(analyser, schema)
            stack.extend(inside(analyser.shape(schema)))
    assert all(problem.message for problem in check(loaded))
    assert compare(loaded, loaded).changes == ()
    assert bundle(loaded)
    return len(seen)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any") / "api.json"


def load_value(path: Path, value: JSON) -> Loaded | None:
    path.write_text(json.dumps(value), "utf-8")
    try:
        return load(path, root=path.parent)
    except LoadError:
        return None


def test_the_description_that_is_spoilt_below_is_valid(path):
    loaded = load_value(path, VALID)
    assert loaded is not None
    assert loaded.problems == ()
    assert read_all(loaded) > 20


@hypothesis.settings(max_examples=400)
@hypothesis.given(spoilt=st.lists(st.tuples(st.sampled_from(WAYS), VALUES), min_size=1, max_size=3))
def test_anything_anywhere_is_a_problem_at_most(path, spoilt):
    value = copy.deepcopy(VALID)
    for way, new in spoilt:
        value = replaced(value, way, new)
    loaded = load_value(path, value)
    if loaded is not None:
        read_all(loaded)
        for problem in loaded.problems:
            assert problem.location.line > 0
            assert "\n" not in problem.message


@pytest.mark.parametrize("new", [None, True, 5, "x", [], {}, [{}], {"x": {}}, {"$ref": "#"}], ids=json.dumps)
def test_every_part_may_be_anything(path, new):
    for way in WAYS:
        loaded = load_value(path, replaced(VALID, way, new))
        if loaded is not None:
            read_all(loaded)


@pytest.mark.parametrize("keyword", ["$ref", "allOf", "anyOf", "items", "properties", "not"])
def test_a_long_chain_of_schemas_is_read_in_reasonable_time(path, keyword):
    """Neither Python's stack nor patience runs out."""

    def link(number: int) -> JSON:
        reference: JSON = {"$ref": f"#/components/schemas/S{number + 1}"}
        held: dict[str, JSON] = {"$ref": f"#/components/schemas/S{number + 1}", "properties": {"next": reference}}
        return {keyword: held.get(keyword, [reference] if keyword in ("allOf", "anyOf") else reference)}

    schemas: dict[str, JSON] = {f"S{number}": link(number) for number in range(600)}
    started = time.process_time()
    loaded = load_value(
        path, {**VALID, "paths": {}, "components": {"schemas": {**schemas, "S600": {"type": "string"}}}}
    )
    assert loaded is not None
    read_all(loaded)
    assert time.process_time() - started < 20


@pytest.mark.parametrize("keyword", ["allOf", "anyOf", "oneOf"])
def test_schemas_that_all_refer_to_all_are_read_in_reasonable_time(path, keyword):
    references: list[JSON] = [{"$ref": f"#/components/schemas/S{number}"} for number in range(25)]
    schemas: dict[str, JSON] = {f"S{number}": {keyword: references} for number in range(25)}
    started = time.process_time()
    loaded = load_value(path, {**VALID, "paths": {}, "components": {"schemas": schemas}})
    assert loaded is not None
    read_all(loaded)
    assert time.process_time() - started < 20
