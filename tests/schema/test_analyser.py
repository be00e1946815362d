"""Shapes: schemas read one level deep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import pytest

from sphinxext_rensei.spec import Schema

if TYPE_CHECKING:
    from sphinxext_rensei.schema import Analyser, Shape


def ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def choices(analyser: Analyser, shape: Shape) -> list[tuple[str, str, dict[str, tuple[str, ...]]]]:
    """Each choice: its keyword, its discriminator, and values by the name of the variant."""
    return [
        (
            choice.keyword,
            choice.discriminator,
            {analyser.shape(variant.schema).name: variant.values for variant in choice.variants},
        )
        for choice in shape.alternatives
    ]


def named(analyser: Analyser, name: str) -> Shape:
    return analyser.shape(analyser.description.schemas[name])


class TestShapes:
    @pytest.mark.parametrize(
        ("example", "shown"),
        [
            ({"$ref": "#/info"}, {"title": "T", "version": "1"}),
            ({"$ref": "#/nowhere"}, {"$ref": "#/nowhere"}),
            ({"$ref": "#/info", "a": 1}, {"$ref": "#/info", "a": 1}),
            ({"$ref": 1}, {"$ref": 1}),
        ],
    )
    def test_an_example_that_is_a_reference_alone_is_what_it_leads_to(self, shape_of, example, shown):
        assert shape_of({"example": example}).examples == (shown,)

    def test_what_an_example_refers_to_is_a_source_of_the_schema(self, shape_of):
        pointers = [place.pointer for place in shape_of({"examples": [{"$ref": "#/info"}]}).sources]
        assert "/info" in pointers

    def test_each_schema_is_read_once(self, analyse):
        analyser, schema = analyse({"type": "string"})
        assert analyser.shape(schema) is analyser.shape(Schema.of(*schema.parts))

    @pytest.mark.parametrize(
        ("schema", "types"),
        [
            ({"properties": {"a": {}}}, ("object",)),
            ({"additionalProperties": {"type": "string"}}, ("object",)),
            ({"items": {}}, ("array",)),
            ({"prefixItems": [{}]}, ("array",)),
            ({"enum": ["a", 1, None]}, ("string", "integer")),
            ({"const": [1]}, ("array",)),
            ({"const": None}, ("null",)),
            ({"minLength": 1}, ()),
            ({"type": ["integer"], "properties": {"a": {}}}, ("integer",)),
            (True, ()),
            ({}, ()),
        ],
    )
    def test_types_are_inferred_where_none_is_given(self, shape_of, schema, types):
        assert shape_of(schema).types == types

    @pytest.mark.parametrize(
        ("schema", "is_object", "is_array"),
        [
            ({"type": "object"}, True, False),
            ({"properties": {"a": {}}}, True, False),
            ({"additionalProperties": {"type": "string"}}, True, False),
            ({"type": ["array", "object"]}, True, True),
            ({"items": {}}, False, True),
            ({"type": "string", "properties": {"a": {}}, "items": {}}, False, False),
            ({}, False, False),
        ],
    )
    def test_objects_and_arrays_are_told(self, shape_of, schema, is_object, is_array):
        shape = shape_of(schema)
        assert (shape.is_object, shape.is_array) == (is_object, is_array)

    @pytest.mark.parametrize(("schema", "never"), [(True, False), (False, True), ({"not": {}}, False)])
    def test_boolean_schemas(self, shape_of, schema, never):
        shape = shape_of(schema)
        assert (shape.never, shape.types, shape.facts, shape.problems) == (never, (), (), ())


class TestVisibility:
    @pytest.mark.parametrize(
        ("schema", "request_", "response", "both"),
        [
            ({}, True, True, True),
            ({"readOnly": True}, False, True, True),
            ({"writeOnly": True}, True, False, True),
            ({"readOnly": True, "writeOnly": True}, True, True, True),
            ({"readOnly": False}, True, True, True),
            ({"allOf": [{"readOnly": True}]}, False, True, True),
            (ref("Secret"), True, False, True),
        ],
    )
    def test_read_only_leaves_requests_and_write_only_responses(self, analyse, schema, request_, response, both):
        analyser, found = analyse(schema, Secret={"writeOnly": True})
        shape = analyser.shape(found)
        assert analyser.visible(shape, "request") is request_
        assert analyser.visible(shape, "response") is response
        assert analyser.visible(shape, "both") is both


CAT, DOG = {"type": "object", "title": "C"}, {"type": "object", "title": "D"}


class TestDiscriminators:
    @pytest.mark.parametrize(
        ("mapping", "values"),
        [
            (None, {"Cat": ("Cat",), "Dog": ("Dog",)}),
            ({"meow": "#/components/schemas/Cat"}, {"Cat": ("meow",), "Dog": ("Dog",)}),
            ({"meow": "Cat", "woof": "Dog"}, {"Cat": ("meow",), "Dog": ("woof",)}),
            ({"a": "Cat", "b": "Cat"}, {"Cat": ("a", "b"), "Dog": ("Dog",)}),
            ({"a": "Cat.json", "b": "./schemas/Dog.yaml"}, {"Cat": ("a",), "Dog": ("b",)}),
            ({"x": "Unknown", "y": 5}, {"Cat": ("Cat",), "Dog": ("Dog",)}),
            (["Cat"], {"Cat": ("Cat",), "Dog": ("Dog",)}),
        ],
    )
    @pytest.mark.parametrize("keyword", ["oneOf", "anyOf"])
    def test_variants_have_the_values_mapped_to_them_else_their_name(self, analyse, keyword, mapping, values):
        discriminator = {"propertyName": "kind", **({} if mapping is None else {"mapping": mapping})}
        analyser, schema = analyse(
            {keyword: [ref("Cat"), ref("Dog")], "discriminator": discriminator}, Cat=CAT, Dog=DOG
        )
        assert choices(analyser, analyser.shape(schema)) == [(keyword, "kind", values)]

    def test_names_with_dots_are_whole_names(self, analyse):
        discriminator = {"propertyName": "kind", "mapping": {"a": "v1.Cat", "b": "#/components/schemas/v1.Dog"}}
        analyser, schema = analyse(
            {"oneOf": [ref("v1.Cat"), ref("v1.Dog")], "discriminator": discriminator}, **{"v1.Cat": CAT, "v1.Dog": DOG}
        )
        assert choices(analyser, analyser.shape(schema)) == [("oneOf", "kind", {"v1.Cat": ("a",), "v1.Dog": ("b",)})]

    def test_the_default_is_the_schema_of_the_default_mapping(self, analyse):
        discriminator = {"propertyName": "kind", "defaultMapping": "#/components/schemas/Dog"}
        analyser, schema = analyse(
            {"oneOf": [ref("Cat"), ref("Dog")], "discriminator": discriminator}, Cat=CAT, Dog=DOG
        )
        assert analyser.shape(schema).alternatives[0].default == "Dog"

    def test_variants_without_a_name_have_no_value(self, analyse):
        analyser, schema = analyse({"oneOf": [{"type": "object"}, CAT], "discriminator": {"propertyName": "kind"}})
        assert [variant.values for variant in analyser.shape(schema).alternatives[0].variants] == [(), ()]

    BASE: ClassVar[dict[str, Any]] = {
        "type": "object",
        "properties": {"kind": {"type": "string"}},
        "discriminator": {"propertyName": "kind"},
    }

    def test_a_bases_variants_are_those_that_name_it_in_all_of(self, analyse):
        analyser, _ = analyse(
            {},
            Base=self.BASE,
            Cat={"allOf": [ref("Base"), {"properties": {"meow": {}}}]},
            Dog={"allOf": [ref("Base")], "properties": {"woof": {}}},
            Holder={"type": "object", "properties": {"base": ref("Base")}},
            Nullable={"oneOf": [ref("Base"), {"type": "null"}]},
            Alias=ref("Base"),
        )
        expected = [("discriminator", "kind", {"Cat": ("Cat",), "Dog": ("Dog",)})]
        assert choices(analyser, named(analyser, "Base")) == expected

    def test_what_is_mapped_comes_first_and_once(self, analyse):
        mapping = {"woof": "#/components/schemas/Dog", "x": "Unknown", "self": "Base"}
        analyser, _ = analyse(
            {},
            Base={**self.BASE, "discriminator": {"propertyName": "kind", "mapping": mapping}},
            Cat={"allOf": [ref("Base")], "properties": {"a": {}}},
            Dog={"allOf": [ref("Base")], "properties": {"b": {}}},
        )
        base = named(analyser, "Base")
        assert list(choices(analyser, base)[0][2].items()) == [("Dog", ("woof",)), ("Cat", ("Cat",))]

    def test_a_derived_schema_inherits_no_variants(self, analyse):
        analyser, _ = analyse({}, Base=self.BASE, Cat={"allOf": [ref("Base")], "properties": {"a": {}}})
        assert named(analyser, "Cat").alternatives == ()

    def test_bases_that_derive_from_each_other_end(self, analyse):
        analyser, _ = analyse(
            {}, A={**self.BASE, "allOf": [ref("B")]}, B={**self.BASE, "allOf": [ref("A")]}, C={"allOf": [ref("A")]}
        )
        assert list(choices(analyser, named(analyser, "A"))[0][2]) == ["B", "C"]
        assert list(choices(analyser, named(analyser, "B"))[0][2]) == ["A"]

    def test_a_variant_that_refers_back_to_its_choice_ends(self, analyse):
        pet = {"oneOf": [ref("Cat")] * 2, "discriminator": {"propertyName": "kind"}}
        analyser, _ = analyse({}, Pet=pet, Cat={"allOf": [ref("Pet")], "properties": {"a": {}}})
        assert named(analyser, "Pet").alternatives[0].discriminator == "kind"
        assert [each.name for each in named(analyser, "Cat").properties] == ["a"]

    @pytest.mark.parametrize("discriminator", [5, [], {}, {"propertyName": 5}, {"mapping": {}}, None])
    def test_one_without_a_property_name_tells_nothing_apart(self, analyse, discriminator):
        analyser, schema = analyse(
            {"oneOf": [ref("Cat"), ref("Dog")], "discriminator": discriminator}, Cat=CAT, Dog=DOG
        )
        assert choices(analyser, analyser.shape(schema)) == [("oneOf", "", {"Cat": (), "Dog": ()})]

    def test_two_choices_are_both_kept(self, analyse):
        schema = {"oneOf": [ref("Cat"), ref("Dog")], "anyOf": [ref("Cat"), ref("Dog")]}
        analyser, found = analyse(schema, Cat=CAT, Dog=DOG)
        assert [choice.keyword for choice in analyser.shape(found).alternatives] == ["oneOf", "anyOf"]


class TestInternal:
    OBJECT: ClassVar[dict[str, Any]] = {
        "properties": {"a": {"x-internal": True}, "b": {"x-internal": False}, "c": ref("Hidden")},
        "oneOf": [ref("Hidden"), {"type": "object"}, {"allOf": [{"x-internal": True}]}],
    }
    HIDDEN: ClassVar[dict[str, Any]] = {"type": "object", "x-internal": True}

    @pytest.mark.parametrize(("internal", "names", "count"), [(True, ["a", "b", "c"], 3), (False, ["b"], 1)])
    def test_what_is_internal_is_seen_only_where_that_is_wanted(self, analyse, internal, names, count):
        analyser, schema = analyse(self.OBJECT, internal=internal, Hidden=self.HIDDEN)
        shape = analyser.shape(schema)
        visible = [each for each in shape.properties if analyser.visible(analyser.shape(each.schema), "both")]
        assert [each.name for each in visible] == names
        assert len(shape.alternatives[0].variants) == count
        assert analyser.hidden(analyser.description.schemas["Hidden"]) != internal

    def test_an_internal_schema_is_no_variant_of_its_base(self, analyse):
        base = {
            "type": "object",
            "discriminator": {"propertyName": "kind"},
            "properties": {"kind": {"type": "string"}},
        }
        derived = {"Cat": {"allOf": [ref("Pet")]}, "Dog": {"allOf": [ref("Pet")], "x-internal": True}}
        analyser, _ = analyse({}, internal=False, Pet=base, **derived)
        assert choices(analyser, named(analyser, "Pet")) == [("discriminator", "kind", {"Cat": ("Cat",)})]
