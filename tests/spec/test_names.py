"""The names of schemas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from sphinxext_rensei.spec import Loaded, load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def by_place(loaded: Loaded, folder: Path) -> dict[str, str]:
    """Name by place, the file's path in the folder and a pointer."""
    start = f"{folder.as_uri()}/"
    names = loaded.description.schema_names
    return {f"{place.uri.removeprefix(start)}#{place.pointer}": name for place, name in names.items()}


def test_components_are_named_by_their_keys_in_their_order(load_api):
    schemas = {"Zebra": {"type": "object"}, "ant": True, "a b/c": {}, "": False}
    loaded = load_api({"components": {"schemas": schemas}})
    assert list(loaded.description.schemas) == ["Zebra", "ant", "a b/c", ""]
    assert [schema.parts[0].value for schema in loaded.description.schemas.values()] == list(schemas.values())


@pytest.mark.parametrize("schemas", [None, [], "x", {"A": None}, {"A": []}, {"A": 5}])
def test_what_is_no_schema_has_no_name(load_api, schemas):
    assert load_api({"components": {"schemas": schemas}}).description.schemas == {}


def test_every_place_is_that_of_its_schema(load_api):
    loaded = load_api({"components": {"schemas": {"A": {"$ref": "a.yaml#/B"}}}}, {"a.yaml": {"B": {"type": "string"}}})
    for name, schema in loaded.description.schemas.items():
        assert loaded.description.schema_names[schema.place] == name
    for place in loaded.description.schema_names:
        assert isinstance(loaded.references.value(place), dict)


def test_a_component_that_is_a_reference_gives_its_name_to_what_it_leads_to(load_api, folder):
    loaded = load_api(
        {"components": {"schemas": {"Pet": {"$ref": "pet.yaml"}}}},
        {"pet.yaml": {"type": "object", "properties": {"self": {"$ref": "pet.yaml"}}}},
    )
    assert list(loaded.description.schemas) == ["Pet"]
    assert by_place(loaded, folder) == {"api.yaml#/components/schemas/Pet": "Pet", "pet.yaml#": "Pet"}


@pytest.mark.parametrize("order", [("A", "B"), ("B", "A")])
def test_a_component_keeps_its_name_though_another_refers_to_it(load_api, folder, order):
    written = {"A": {"$ref": "#/components/schemas/B"}, "B": {"type": "string"}}
    loaded = load_api({"components": {"schemas": {name: written[name] for name in order}}})
    assert by_place(loaded, folder) == {"api.yaml#/components/schemas/A": "A", "api.yaml#/components/schemas/B": "B"}


@pytest.mark.parametrize(
    ("reference", "files", "name"),
    [
        ("pet.yaml", {"pet.yaml": {"type": "object"}}, "pet"),
        ("my%20pet.yaml", {"my pet.yaml": {"type": "object"}}, "my pet"),
        ("pet.schema.json", {"pet.schema.json": {"type": "object"}}, "pet.schema"),
        ("all.yaml#/Pet", {"all.yaml": {"Pet": {"type": "object"}}}, "Pet"),
        ("all.yaml#/$defs/a~1b", {"all.yaml": {"$defs": {"a/b": {"type": "object"}}}}, "a/b"),
        ("#/x-schemas/Pet", {}, "Pet"),
    ],
)
def test_other_schemas_are_named_by_key_or_file(load_api, reference, files, name):
    fields = {"components": {"schemas": {"Holder": {"items": {"$ref": reference}}}}, "x-schemas": {"Pet": {}}}
    assert list(load_api(fields, files).description.schemas) == ["Holder", name]


ANSWER = "#/paths/~1pets~1{id}/get/responses/200/content/application~1json/schema"


@pytest.mark.parametrize(
    ("reference", "name"),
    [
        (ANSWER, "pets-id-get-200"),
        (f"{ANSWER}/properties/data", "data"),
        (f"{ANSWER}/properties/data/items", "data-items"),
        (f"{ANSWER}/properties/data/items/properties/owner/anyOf/0", "owner-anyOf-0"),
        ("#/paths/~1pets~1{id}/get/parameters/0/schema", "pets-id-get-parameters-0"),
        ("more.yaml#/items", "items"),
    ],
)
def test_schemas_inside_others_are_named_by_what_they_are_part_of(load_api, reference, name):
    owner = {"properties": {"owner": {"anyOf": [{"type": "object"}]}}}
    schema = {"properties": {"data": {"type": "array", "items": owner}}}
    get = {
        "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}],
        "responses": {"200": {"description": "", "content": {"application/json": {"schema": schema}}}},
    }
    fields = {
        "paths": {"/pets/{id}": {"get": get}},
        "components": {"schemas": {"Holder": {"not": {"$ref": reference}}}},
    }
    assert list(load_api(fields, {"more.yaml": {"items": {}}}).description.schemas) == ["Holder", name]


@pytest.mark.parametrize(
    ("pointer", "name"),
    [
        ("components/schemas/Order/properties/type", "Order-type"),
        ("components/schemas/Order/properties/owner/properties/id", "Order-owner-id"),
        ("components/schemas/Order/allOf/0/properties/line", "Order-line"),
        ("components/schemas/Order/properties/lines/items", "lines-items"),
        ("$defs/Order/properties/type", "Order-type"),
    ],
)
def test_properties_of_components_are_named_by_both(load_api, pointer, name):
    """So that those of several components are told apart by more than a number, whatever the file is called."""
    order = {
        "properties": {
            "type": {"type": "string"},
            "owner": {"properties": {"id": {"type": "string"}}},
            "lines": {"items": {"type": "string"}},
        },
        "allOf": [{"properties": {"line": {"type": "string"}}}],
    }
    schemas = {"Order": order, "Holder": {"not": {"$ref": f"#/{pointer}"}}}
    loaded = load_api({"components": {"schemas": schemas}, "$defs": {"Order": order}})
    assert list(loaded.description.schemas) == ["Order", "Holder", name]


CLASHING: dict[str, Any] = {
    "a/pet.yaml": {"type": "object"},
    "b/pet.yaml": {"type": "object"},
    "c/pet.yaml": {"Pet": {"type": "object"}, "other": {"Pet": {"type": "object"}}},
    "d/pet.yaml": {"Pet": {"type": "object"}},
    "a/more.yaml": {"pet": {"type": "object"}},
}
TARGETS = [
    "a/pet.yaml",
    "b/pet.yaml",
    "c/pet.yaml#/Pet",
    "c/pet.yaml#/other/Pet",
    "d/pet.yaml#/Pet",
    "a/more.yaml#/pet",
]


@pytest.mark.parametrize(
    "targets", [TARGETS, TARGETS[::-1], TARGETS[3:] + TARGETS[:3]], ids=["as is", "back", "turned"]
)
def test_names_that_clash_do_not_depend_on_the_order_of_references(load_api, folder, targets):
    properties = {f"p{index}": {"$ref": target} for index, target in enumerate(targets)}
    schemas = {"Pet": {"type": "object", "properties": properties}}
    assert by_place(load_api({"components": {"schemas": schemas}}, CLASHING), folder) == {
        "api.yaml#/components/schemas/Pet": "Pet",
        "a/more.yaml#/pet": "pet",
        "a/pet.yaml#": "a-pet",
        "b/pet.yaml#": "b-pet",
        "c/pet.yaml#/Pet": "pet-Pet",
        "c/pet.yaml#/other/Pet": "pet-other-Pet",
        "d/pet.yaml#/Pet": "Pet-2",
    }


def test_names_do_not_depend_on_where_the_project_lies(tmp_path, write_files: Callable[..., Path]):
    properties = {f"p{index}": {"$ref": target} for index, target in enumerate(TARGETS)}
    entry = {"openapi": "3.1.0", "info": {}, "paths": {}, "components": {"schemas": {"A": {"properties": properties}}}}
    first = write_files({"z/api.yaml": entry, **{f"z/{name}": text for name, text in CLASHING.items()}})
    second = write_files({"0/1/api.yaml": entry, **{f"0/1/{name}": text for name, text in CLASHING.items()}})
    assert by_place(load(first), first.parent) == by_place(load(second), second.parent)


def test_what_only_leads_to_a_schema_has_no_name(load_api, folder):
    loaded = load_api(
        {"components": {"schemas": {"A": {"items": {"$ref": "all.yaml#/First"}}}}},
        {
            "all.yaml": {"First": {"$ref": "#/Next"}, "Next": {"$ref": "pet.yaml"}},
            "pet.yaml": {"type": "object", "properties": {"friend": {"$ref": "#"}}},
        },
    )
    assert by_place(loaded, folder) == {"api.yaml#/components/schemas/A": "A", "pet.yaml#": "pet"}


def test_schemas_that_refer_to_each_other_across_files_are_each_read_once(load_api, folder):
    loaded = load_api(
        {"components": {"schemas": {"A": {"properties": {"b": {"$ref": "b.yaml#/B"}}}}}},
        {"b.yaml": {"B": {"properties": {"a": {"$ref": "api.yaml#/components/schemas/A"}}}}},
    )
    assert loaded.problems == ()
    assert by_place(loaded, folder) == {"api.yaml#/components/schemas/A": "A", "b.yaml#/B": "B"}


@pytest.mark.parametrize("value", [5, None, [], {"a": 1}, True])
def test_a_reference_that_is_no_string_is_a_fault(load_api, value):
    (problem,) = load_api({"components": {"schemas": {"A": {"$ref": value}}}}).problems
    assert (problem.code.value, problem.message) == ("invalid", "'$ref' must be a string")
    assert problem.location.pointer == "/components/schemas/A/$ref"


def test_a_property_called_ref_is_a_property(load_api):
    loaded = load_api({"components": {"schemas": {"A": {"properties": {"$ref": {"type": "string"}}}}}})
    assert loaded.problems == ()


def test_references_in_examples_are_data(load_api):
    schema = {"default": {"$ref": "#/gone"}, "const": {"$ref": "#/gone"}, "example": {"$ref": "#/gone"}}
    assert load_api({"components": {"schemas": {"A": schema}}}).problems == ()
