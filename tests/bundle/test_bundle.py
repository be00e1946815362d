"""One file of many: where things go, what they are called, and that they mean what they meant."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sphinxext_rensei.bundle import bundle, bundle_bytes
from sphinxext_rensei.bundle._write import WRITERS
from sphinxext_rensei.checks import check
from sphinxext_rensei.errors import UnresolvableReference
from sphinxext_rensei.spec import STRUCTURE, Holds, Remote, load, read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sphinxext_rensei.spec import JSON, Loaded, Place, References

OK = {"200": {"description": "OK"}}


@pytest.fixture
def describe(tmp_path: Path) -> Callable[..., Loaded]:
    """``describe(fields, {name: contents})``: a description of several files, with what every one must have."""

    def describe(fields: dict[str, Any], files: dict[str, Any] | None = None, version: str = "3.1.0") -> Loaded:
        whole = {"openapi": version, "info": {"title": "T", "version": "1"}, "paths": {}} | fields
        for name, content in {"api.yaml": whole, **(files or {})}.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
        return load(tmp_path / "api.yaml", root=tmp_path, name=lambda path: path.name)

    return describe


def schemas(**held: Any) -> dict[str, Any]:
    return {"components": {"schemas": held}}


def get(**operation: Any) -> dict[str, Any]:
    return {"paths": {"/a": {"get": {"responses": OK, **operation}}}}


def answer(schema: Any) -> dict[str, Any]:
    return {"200": {"description": "OK", "content": {"application/json": {"schema": schema}}}}


# Where things go: fields of the entry, other files, version, fields of the bundle.
PET = {"type": "object", "properties": {"name": {"type": "string"}}}
CASES: dict[str, tuple[dict[str, Any], dict[str, Any], str, dict[str, Any]]] = {
    "a schema of another file becomes a component, named by the file": (
        get(responses=answer({"$ref": "schemas/Pet.yaml"})),
        {"schemas/Pet.yaml": PET},
        "3.0.3",
        get(responses=answer({"$ref": "#/components/schemas/Pet"})) | schemas(Pet=PET),
    ),
    "named by the last part of the pointer": (
        get(responses=answer({"$ref": "common.yaml#/components/schemas/Pet"})),
        {"common.yaml": schemas(Pet=PET)},
        "3.0.3",
        get(responses=answer({"$ref": "#/components/schemas/Pet"})) | schemas(Pet=PET),
    ),
    "what is referred to twice is there once, by whatever way": (
        schemas(
            A={"items": {"$ref": "b.yaml"}}, B={"items": {"$ref": "./x/../b.yaml#"}}, C={"items": {"$ref": "c.yaml"}}
        ),
        {"b.yaml": PET, "c.yaml": {"$ref": "b.yaml"}},
        "3.1.0",
        schemas(
            A={"items": {"$ref": "#/components/schemas/b"}},
            B={"items": {"$ref": "#/components/schemas/b"}},
            C={"items": {"$ref": "#/components/schemas/b"}},
            b=PET,
        ),
    ),
    "a name that is taken is told apart by its file": (
        schemas(
            Pet={"type": "string"}, A={"items": {"$ref": "zoo.yaml#/Pet"}}, B={"items": {"$ref": "home.yaml#/Pet"}}
        ),
        {"zoo.yaml": {"Pet": PET}, "home.yaml": {"Pet": {"type": "integer"}}},
        "3.1.0",
        {
            "components": {
                "schemas": {
                    "Pet": {"type": "string"},
                    "A": {"items": {"$ref": "#/components/schemas/zoo-Pet"}},
                    "B": {"items": {"$ref": "#/components/schemas/home-Pet"}},
                    "zoo-Pet": PET,
                    "home-Pet": {"type": "integer"},
                }
            }
        },
    ),
    "a name has the letters that a component's may have": (
        schemas(A={"items": {"$ref": "a%20b/ä pet!.yaml"}}, B={"items": {"$ref": "c.yaml#/0"}}),
        {"a b/ä pet!.yaml": PET, "c.yaml": [{"type": "string"}]},
        "3.1.0",
        {
            "components": {
                "schemas": {
                    "A": {"items": {"$ref": "#/components/schemas/pet"}},
                    "B": {"items": {"$ref": "#/components/schemas/schemas-0"}},
                    "pet": PET,
                    "schemas-0": {"type": "string"},
                }
            }
        },
    ),
    "a component that is nothing but a reference becomes what it leads to": (
        schemas(Pet={"$ref": "index.yaml#/Pet"}, Pets={"items": {"$ref": "pet.yaml"}}),
        {"index.yaml": {"Pet": {"$ref": "pet.yaml"}}, "pet.yaml": PET},
        "3.1.0",
        schemas(Pet=PET, Pets={"items": {"$ref": "#/components/schemas/Pet"}}),
    ),
    "of two such components the first is the home": (
        schemas(One={"$ref": "pet.yaml"}, Two={"$ref": "pet.yaml"}),
        {"pet.yaml": PET},
        "3.1.0",
        schemas(One=PET, Two={"$ref": "#/components/schemas/One"}),
    ),
    "recursion stays a reference": (
        schemas(Node={"$ref": "node.yaml"}),
        {
            "node.yaml": {"properties": {"next": {"$ref": "#"}, "leaf": {"$ref": "leaf.yaml"}}},
            "leaf.yaml": {"items": {"$ref": "node.yaml"}},
        },
        "3.0.0",
        schemas(
            Node={
                "properties": {
                    "next": {"$ref": "#/components/schemas/Node"},
                    "leaf": {"$ref": "#/components/schemas/leaf"},
                }
            },
            leaf={"items": {"$ref": "#/components/schemas/Node"}},
        ),
    ),
    "a file leads back into the entry": (
        schemas(A={"items": {"$ref": "b.yaml"}}, C={"type": "string"}),
        {"b.yaml": {"items": {"$ref": "api.yaml#/components/schemas/C"}}},
        "3.1.0",
        schemas(
            A={"items": {"$ref": "#/components/schemas/b"}},
            C={"type": "string"},
            b={"items": {"$ref": "#/components/schemas/C"}},
        ),
    ),
    "siblings of a schema's reference stay": (
        schemas(A={"description": "D", "$ref": "b.yaml", "properties": {"c": {"$ref": "c.yaml"}}}),
        {"b.yaml": PET, "c.yaml": True},
        "3.1.0",
        schemas(
            A={
                "description": "D",
                "$ref": "#/components/schemas/b",
                "properties": {"c": {"$ref": "#/components/schemas/c"}},
            },
            b=PET,
            c=True,
        ),
    ),
    "each kind of object goes to its components": (
        get(
            parameters=[{"$ref": "all.yaml#/limit"}],
            requestBody={"$ref": "all.yaml#/body"},
            responses={"200": {"$ref": "all.yaml#/reply", "description": "Mine"}},
            callbacks={"done": {"$ref": "all.yaml#/done"}},
        ),
        {
            "all.yaml": {
                "limit": {"name": "limit", "in": "query", "schema": {"type": "integer"}},
                "body": {"content": {"text/plain": {"examples": {"e": {"$ref": "#/example"}}}}},
                "example": {"value": {"$ref": "as it is"}},
                "reply": {
                    "description": "OK",
                    "headers": {"X": {"$ref": "#/header"}},
                    "links": {"l": {"$ref": "#/link"}},
                },
                "header": {"schema": {"type": "string"}},
                "link": {"operationId": "x", "parameters": {"id": {"$ref": "as it is"}}},
                "done": {"{$request.body#/url}": {"post": {"responses": OK}}},
            }
        },
        "3.1.0",
        {
            **get(
                parameters=[{"$ref": "#/components/parameters/limit"}],
                requestBody={"$ref": "#/components/requestBodies/body"},
                responses={"200": {"$ref": "#/components/responses/reply", "description": "Mine"}},
                callbacks={"done": {"$ref": "#/components/callbacks/done"}},
            ),
            "components": {
                "parameters": {"limit": {"name": "limit", "in": "query", "schema": {"type": "integer"}}},
                "requestBodies": {
                    "body": {"content": {"text/plain": {"examples": {"e": {"$ref": "#/components/examples/example"}}}}}
                },
                "responses": {
                    "reply": {
                        "description": "OK",
                        "headers": {"X": {"$ref": "#/components/headers/header"}},
                        "links": {"l": {"$ref": "#/components/links/link"}},
                    }
                },
                "callbacks": {"done": {"{$request.body#/url}": {"post": {"responses": OK}}}},
                "examples": {"example": {"value": {"$ref": "as it is"}}},
                "headers": {"header": {"schema": {"type": "string"}}},
                "links": {"link": {"operationId": "x", "parameters": {"id": {"$ref": "as it is"}}}},
            },
        },
    ),
    "a path item stands where it is used, and its own fields win": (
        {"paths": {"/a": {"$ref": "paths/a.yaml", "summary": "Mine"}, "/b": {"$ref": "paths/a.yaml"}}},
        {
            "paths/a.yaml": {"summary": "Theirs", "get": {"responses": {"200": {"$ref": "../r.yaml"}}}},
            "r.yaml": OK["200"],
        },
        "3.0.0",
        {
            "paths": {
                "/a": {"summary": "Mine", "get": {"responses": {"200": {"$ref": "#/components/responses/r"}}}},
                "/b": {"summary": "Theirs", "get": {"responses": {"200": {"$ref": "#/components/responses/r"}}}},
            },
            "components": {"responses": {"r": OK["200"]}},
        },
    ),
    "a path item that calls back itself ends in a reference": (
        {"paths": {"/a": {"$ref": "a.yaml"}}},
        {"a.yaml": {"post": {"responses": OK, "callbacks": {"c": {"{$url}": {"$ref": "#"}}}}}},
        "3.1.0",
        {"paths": {"/a": {"post": {"responses": OK, "callbacks": {"c": {"{$url}": {"$ref": "#/paths/~1a"}}}}}}},
    ),
    "a media type is a component from OAS 3.2 on": (
        {"paths": {"/a": {"put": {"requestBody": {"content": {"text/x": {"$ref": "m.yaml#/text"}}}}}}},
        {"m.yaml": {"text": {"schema": {"type": "string"}}}},
        "3.2.0",
        {
            "paths": {
                "/a": {"put": {"requestBody": {"content": {"text/x": {"$ref": "#/components/mediaTypes/text"}}}}}
            },
            "components": {"mediaTypes": {"text": {"schema": {"type": "string"}}}},
        },
    ),
    "and stands where it is used before": (
        {"paths": {"/a": {"put": {"requestBody": {"content": {"text/x": {"$ref": "m.yaml#/text"}}}}}}},
        {"m.yaml": {"text": {"schema": {"type": "string"}}}},
        "3.1.0",
        {"paths": {"/a": {"put": {"requestBody": {"content": {"text/x": {"schema": {"type": "string"}}}}}}}},
    ),
    "operations, prose and extensions of other files stand where they are used": (
        {
            "tags": [{"name": "t", "description": {"$ref": "t.md"}}],
            "paths": {"/a": {"get": {"$ref": "get.yaml"}}},
            "x-more": {"$ref": "more.yaml"},
            "x-data": {"$ref": "no file"},
        },
        {"t.md": "Words.", "get.yaml": {"responses": OK}, "more.yaml": [1]},
        "3.1.0",
        {
            "tags": [{"name": "t", "description": "Words."}],
            "paths": {"/a": {"get": {"responses": OK}}},
            "x-more": [1],
            "x-data": {"$ref": "no file"},
        },
    ),
    "values of a discriminator lead to where the schemas are": (
        schemas(
            Cat={"$ref": "cat.yaml"},
            Pet={
                "oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "dog.yaml"}],
                "discriminator": {
                    "propertyName": "kind",
                    "mapping": {
                        "c": "cat.yaml",
                        "d": "dog.yaml",
                        "n": "Cat",
                        "l": "#/components/schemas/Cat",
                        "x": "Gone",
                    },
                },
            },
        ),
        {"cat.yaml": {"title": "Cat"}, "dog.yaml": {"title": "Dog"}},
        "3.1.0",
        schemas(
            Cat={"title": "Cat"},
            Pet={
                "oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/dog"}],
                "discriminator": {
                    "propertyName": "kind",
                    "mapping": {
                        "c": "#/components/schemas/Cat",
                        "d": "#/components/schemas/dog",
                        "n": "Cat",
                        "l": "#/components/schemas/Cat",
                        "x": "Gone",
                    },
                },
            },
            dog={"title": "Dog"},
        ),
    ),
    "a name in another file means the components of the entry, then those beside it": (
        schemas(A={"items": {"$ref": "b.yaml#/components/schemas/B"}}, C={}),
        {
            "b.yaml": schemas(
                B={"discriminator": {"propertyName": "k", "mapping": {"c": "C", "d": "D"}, "defaultMapping": "D"}},
                C={"title": "not this"},
                D={"title": "D"},
            )
        },
        "3.2.0",
        schemas(
            A={"items": {"$ref": "#/components/schemas/B"}},
            C={},
            B={
                "discriminator": {
                    "propertyName": "k",
                    "mapping": {"c": "C", "d": "#/components/schemas/D"},
                    "defaultMapping": "#/components/schemas/D",
                }
            },
            D={"title": "D"},
        ),
    ),
    "links lead to operations where they are now": (
        {
            "paths": {
                "/a": {"$ref": "a.yaml"},
                "/b": {
                    "get": {
                        "responses": {
                            "200": {
                                "description": "OK",
                                "links": {
                                    "file": {"operationRef": "a.yaml#/get"},
                                    "here": {"operationRef": "#/paths/~1b/get"},
                                    "there": {"operationRef": "https://example.org/api.yaml#/paths/~1x/get"},
                                    "nowhere": {"operationRef": "http://["},
                                },
                            }
                        }
                    }
                },
            }
        },
        {
            "a.yaml": {
                "get": {
                    "responses": {
                        "200": {"description": "OK", "links": {"b": {"operationRef": "api.yaml#/paths/~1b/get"}}}
                    }
                }
            }
        },
        "3.1.0",
        {
            "paths": {
                "/a": {
                    "get": {
                        "responses": {
                            "200": {"description": "OK", "links": {"b": {"operationRef": "#/paths/~1b/get"}}}
                        }
                    }
                },
                "/b": {
                    "get": {
                        "responses": {
                            "200": {
                                "description": "OK",
                                "links": {
                                    "file": {"operationRef": "#/paths/~1a/get"},
                                    "here": {"operationRef": "#/paths/~1b/get"},
                                    "there": {"operationRef": "https://example.org/api.yaml#/paths/~1x/get"},
                                    "nowhere": {"operationRef": "http://["},
                                },
                            }
                        }
                    }
                },
            }
        },
    ),
    "identifiers and anchors give way to pointers": (
        schemas(
            A={
                "$id": "https://example.org/s/a",
                "properties": {"b": {"$ref": "b"}, "c": {"$ref": "#c"}, "file": {"$ref": "#/$defs/file"}},
                "$defs": {"file": {"type": "string"}, "c": {"$anchor": "c", "type": "string"}},
            },
            B={"$id": "https://example.org/s/b", "type": "string"},
            D={"items": {"$ref": "d.yaml#top"}},
        ),
        {"d.yaml": {"x": {"$anchor": "top", "items": {"$ref": "#top"}}}},
        "3.1.0",
        schemas(
            A={
                "properties": {
                    "b": {"$ref": "#/components/schemas/B"},
                    "c": {"$ref": "#/components/schemas/A/$defs/c"},
                    "file": {"$ref": "#/components/schemas/A/$defs/file"},
                },
                "$defs": {"file": {"type": "string"}, "c": {"$anchor": "c", "type": "string"}},
            },
            B={"type": "string"},
            D={"items": {"$ref": "#/components/schemas/x"}},
            x={"items": {"$ref": "#/components/schemas/x"}},
        ),
    ),
    "a dynamic reference takes along what it leads to": (
        schemas(A={"items": {"$dynamicRef": "t.yaml#node"}, "not": {"$dynamicRef": "http://[#node"}}),
        {"t.yaml": {"$dynamicAnchor": "node", "items": {"$dynamicRef": "#node"}}},
        "3.1.0",
        schemas(
            A={"items": {"$dynamicRef": "#node"}, "not": {"$dynamicRef": "http://[#node"}},
            t={"$dynamicAnchor": "node", "items": {"$dynamicRef": "#node"}},
        ),
    ),
    "a schema that dynamic references depend on keeps its identifier": (
        schemas(A={"$id": "https://example.org/a", "$dynamicAnchor": "n"}, B={"$id": "b"}, C={"$ref": "c.yaml"}),
        {"c.yaml": {"$id": "c", "items": {"$ref": "#"}}},
        "3.1.0",
        schemas(
            A={"$id": "https://example.org/a", "$dynamicAnchor": "n"},
            B={},
            C={"items": {"$ref": "#/components/schemas/C"}},
        ),
    ),
    "a security requirement may be a reference": (
        {
            **get(security=[{"s.yaml#/key": []}, {"own": []}]),
            "components": {"securitySchemes": {"own": {"type": "mutualTLS"}}},
        },
        {"s.yaml": {"key": {"type": "apiKey", "in": "query", "name": "k"}}},
        "3.2.0",
        {
            **get(security=[{"key": []}, {"own": []}]),
            "components": {
                "securitySchemes": {
                    "own": {"type": "mutualTLS"},
                    "key": {"type": "apiKey", "in": "query", "name": "k"},
                }
            },
        },
    ),
    "an example kept elsewhere stays there": (
        get(
            parameters=[{"name": "q", "in": "query", "examples": {"e": {"externalValue": "q.txt"}}}],
            x={"$ref": "r.yaml"},
        ),
        {"r.yaml": [1]},
        "3.1.0",
        get(parameters=[{"name": "q", "in": "query", "examples": {"e": {"externalValue": "q.txt"}}}], x=[1]),
    ),
    "a reference that leads nowhere stays": (
        schemas(A={"$ref": "gone.yaml"}, B={"$ref": "https://example.org/b"}, C={"items": {"$ref": "c.yaml"}}),
        {"c.yaml": {"$ref": "https://example.org/c"}},
        "3.1.0",
        schemas(
            A={"$ref": "gone.yaml"},
            B={"$ref": "https://example.org/b"},
            C={"items": {"$ref": "#/components/schemas/c"}},
            c={"$ref": "https://example.org/c"},
        ),
    ),
}


@pytest.mark.parametrize(("fields", "files", "version", "expected"), CASES.values(), ids=CASES)
def test_what_other_files_hold_moves(describe, tmp_path, fields, files, version, expected):
    loaded = describe(fields, files, version)
    found: Any = bundle(loaded)
    head = {"openapi": version, "info": {"title": "T", "version": "1"}, "paths": {}}
    assert found == head | expected
    assert list(found)[: len(head | fields)] == list(head | fields)
    path = tmp_path / "bundle.json"
    path.write_bytes(bundle_bytes(loaded, ".json"))
    again = load(path, root=tmp_path, name=lambda path: path.name)
    assert len(again.files) == 1
    assert_same(loaded, again)
    assert len(check(again)) <= len(check(loaded))


def test_what_other_hosts_may_give_moves_too(describe, tmp_path):
    """Where nothing is allowed, the reference stays."""
    fields = schemas(A={"items": {"$ref": "https://example.org/parts.json#/Pet"}})
    (tmp_path / "parts.json").write_text('{"Pet": {"items": {"$ref": "#/Name"}}, "Name": {"type": "string"}}')
    assert bundle(describe(fields)) == describe(fields).references.contents
    remote = Remote(prefixes=("https://example.org",), retrieve=lambda _uri: tmp_path / "parts.json")
    found: Any = bundle(load(tmp_path / "api.yaml", root=tmp_path, remote=remote))
    assert found["components"]["schemas"] == {
        "A": {"items": {"$ref": "#/components/schemas/Pet"}},
        "Pet": {"items": {"$ref": "#/components/schemas/Name"}},
        "Name": {"type": "string"},
    }


# The same when all references are followed ---------------------------------------------------------------------------


def assert_same(one: Loaded, other: Loaded) -> None:
    """Two descriptions are one when all references are followed: a walk through both, each pair of places once."""
    seen: set[tuple[Place, Place, str]] = set()
    ahead: list[Any] = [
        (one.references.contents, one.references.place, other.references.contents, other.references.place, "openapi")
    ]
    left: Any
    right: Any
    while ahead:
        left, at, right, there, kind = ahead.pop()
        if (at, there, kind) in seen:
            continue
        seen.add((at, there, kind))
        left, at = followed(one.references, left, at, kind)
        right, there = followed(other.references, right, there, kind)
        assert type(left) is type(right), (at, there)
        if isinstance(left, list):
            assert len(left) == len(right), (at, there)
            ahead += [
                (item, at.child(index), right[index], there.child(index), kind) for index, item in enumerate(left)
            ]
        elif isinstance(left, dict):
            ahead += pairs(left, at, right, there, kind)
        else:
            assert left == right, (at, there)


def followed(references: References, value: JSON, place: Place, kind: str) -> tuple[JSON, Place]:
    """What a reference leads to; siblings of the ones that schemas may have are compared apart."""
    if kind == "data" or (isinstance(value, dict) and kind == "schema" and len(value) > 1):
        return value, place
    try:
        merged: dict[str, JSON] = {}
        for hop, at in references.follow(value, place):
            if isinstance(hop, dict) and "$ref" in hop:
                if not isinstance(hop["$ref"], str):
                    break
                is_all = kind == "path item" or kind.startswith("map of")
                own = hop.keys() - {"$ref"} if is_all else hop.keys() & {"summary", "description"}
                merged = {**{key: hop[key] for key in own}, **merged}
            value, place = hop, at
        if merged and isinstance(value, dict):
            value = {**value, **merged}
    except UnresolvableReference:
        return None, place
    return value, place


def pairs(
    left: dict[str, JSON], at: Place, right: dict[str, JSON], there: Place, kind: str
) -> Iterator[tuple[JSON, Place, JSON, Place, str]]:
    ignored = {"$id", "$anchor", "mapping", "defaultMapping", "operationRef", "$dynamicRef"}
    if kind == "operation":
        # The names of schemes may change.
        ignored.add("security")
    if kind == "components":
        # Those that moved are compared where they are used.
        right = {key: held for key, held in right.items() if key in left}
    if kind == "openapi" and "components" not in left:
        ignored.add("components")
    if kind.startswith("components/"):
        right = {key: held for key, held in right.items() if key in left}
        kind = kind.removeprefix("components/")
        yield from ((left[key], at.child(key), right[key], there.child(key), kind) for key in left)
        return
    assert left.keys() - ignored == right.keys() - ignored, (at, there)
    if kind == "schema" and "$ref" in left and isinstance(left["$ref"], str):
        ignored.add("$ref")
        yield {"$ref": left["$ref"]}, at, {"$ref": right["$ref"]}, there, kind
    for key in left.keys() - ignored:
        yield left[key], at.child(key), right[key], there.child(key), child_kind(kind, key)


def child_kind(kind: str, key: str) -> str:
    if kind.startswith("map of "):
        return kind.removeprefix("map of ")
    if (
        kind == "data"
        or key in ("example", "default", "value", "const", "enum")
        or (kind, key) == ("schema", "examples")
    ):
        return "data"
    if (kind, key) in (("link", "parameters"), ("link", "requestBody")):
        return "data"
    fields = STRUCTURE.get(kind, {})
    holds, held = fields.get(key) or fields.get("*") or (Holds.ONE, "")
    prefix = "components/" if kind == "components" else "map of " if holds is Holds.MAP else ""
    return f"{prefix}{held}"


@pytest.mark.parametrize(
    "name",
    [
        "camara-quality-on-demand/API_definitions/quality-on-demand.yaml",
        "drs/data_repository_service.openapi.yaml",
        "digitalocean/DigitalOcean-public.v2.yaml",
    ],
)
def test_published_descriptions_of_many_files_stay_what_they_are(tmp_path, corpus, name):
    loaded = load(corpus / name)
    path = tmp_path / "bundle.yaml"
    path.write_bytes(bundle_bytes(loaded, ".yaml"))
    again = load(path)
    assert len(again.files) == 1
    assert [each.endpoint for each in again.description.operations] == [
        each.endpoint for each in loaded.description.operations
    ]
    assert_same(loaded, again)


# Text ----------------------------------------------------------------------------------------------------------------

SIMPLE = "openapi: 3.1.0\n# A comment.\ninfo: {title: T, version: '1'}\npaths: {}\n"


def test_one_file_of_the_same_form_stays_as_it_is(describe):
    loaded = describe({}, {"api.yaml": SIMPLE})
    assert bundle_bytes(loaded, ".yml") == SIMPLE.encode()
    assert json.loads(bundle_bytes(loaded, ".json")) == loaded.references.contents


def test_a_byte_order_mark_does_not_come_along(tmp_path):
    path = tmp_path / "api.json"
    text = json.dumps({"openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": {}})
    path.write_text(text, encoding="utf-8-sig")
    assert bundle_bytes(load(path), ".json") == text.encode()


def test_values_are_in_the_order_of_the_author(describe):
    loaded = describe({"components": {"schemas": {"B": {"$ref": "b.yaml"}, "A": {}}}}, {"b.yaml": {"z": 1, "a": 2}})
    text = bundle_bytes(loaded, ".yaml").decode()
    assert text.endswith("components:\n  schemas:\n    B:\n      z: 1\n      a: 2\n    A: {}\n")


LETTERS = st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Co", "Cn"])
WORDS = [
    "no",
    "on",
    "~",
    "True",
    "1e3",
    "0x1F",
    "0o17",
    "012",
    "1_000",
    "12:30",
    ".5",
    "1.",
    ".inf",
    "2024-01-01",
    "=",
    "<<",
    "1e400",
    "-0",
    "+1",
]
LINES = ["a\nb\n", " a\n  b", "\n", "a: b", "- a", "# a", "é\u2028x"]
leaves: st.SearchStrategy[Any] = st.one_of(
    *(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False)),
    *(st.text(LETTERS), st.sampled_from(WORDS), st.sampled_from(LINES)),
)
keys = st.sampled_from(["a", "no", "200", "1e3", ""])


@given(st.recursive(leaves, lambda inner: st.lists(inner) | st.dictionaries(keys, inner)))
def test_every_value_is_read_as_what_it_was_by_old_and_new_yaml(tmp_path_factory, value):
    path = tmp_path_factory.getbasetemp() / "value.yaml"
    path.write_text(WRITERS[".yaml"]({"value": value}), "utf-8")
    assert read(path).contents == {"value": value}
    assert yaml.safe_load(path.read_bytes()) == {"value": value}


def test_text_of_several_lines_is_a_block():
    assert WRITERS[".yaml"]({"description": "One.\n\nTwo.\n"}) == "description: |\n  One.\n\n  Two.\n"


@pytest.mark.parametrize("suffix", WRITERS)
def test_what_can_be_read_can_be_written_however_deep(describe, suffix):
    schema: Any = {}
    for _ in range(120):
        schema = {"items": schema}
    loaded = describe(schemas(A={"$ref": "b.yaml"}, B=schema), {"b.yaml": schema})
    assert bundle_bytes(loaded, suffix).count(b"items") == 240
