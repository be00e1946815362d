"""The Schema Objects that apply to one instance: ``$ref`` and ``allOf`` followed, null set apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from sphinxext_rensei.schema import Fact

if TYPE_CHECKING:
    from collections.abc import Callable


def ref(name: str, **beside: Any) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}", **beside}


PET = {"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]}


class TestAllOf:
    @pytest.mark.parametrize(
        ("types", "expected", "never"),
        [
            (["string", "string"], ("string",), False),
            ([["string", "integer"], ["integer", "boolean"]], ("integer",), False),
            (["number", "integer"], ("integer",), False),
            (["integer", "number"], ("integer",), False),
            ([["string", "number"], ["integer", "boolean"]], ("integer",), False),
            (["string", "integer"], ("string",), True),
            ([["string", "boolean"], ["string", "boolean"], "boolean"], ("boolean",), False),
        ],
    )
    def test_types_intersect(self, shape_of, types, expected, never):
        shape = shape_of({"allOf": [{"type": each} for each in types]})
        assert (shape.types, shape.never) == (expected, never)

    @pytest.mark.parametrize(
        ("schemas", "bounds"),
        [
            ([{"minimum": 1, "maximum": 9}, {"minimum": 3, "maximum": 5}], {"minimum": 3, "maximum": 5}),
            ([{"minimum": 3}, {"minimum": 1}], {"minimum": 3}),
            ([{"exclusiveMinimum": 1}, {"exclusiveMinimum": 2.5}], {"exclusiveMinimum": 2.5}),
            ([{"exclusiveMaximum": 2}, {"exclusiveMaximum": 1}], {"exclusiveMaximum": 1}),
            ([{"minLength": 1}, {"minLength": 2}, {"maxLength": 3}], {"minLength": 2, "maxLength": 3}),
            ([{"minItems": 1}, {"maxItems": 3}, {"maxItems": 4}], {"minItems": 1, "maxItems": 3}),
            ([{"minProperties": 1}, {"minProperties": 0}], {"minProperties": 1}),
            ([{"minimum": 1}, {"minimum": "x"}], {"minimum": 1}),
        ],
    )
    def test_bounds_tighten(self, shape_of, schemas, bounds):
        assert shape_of({"allOf": schemas}).bounds == bounds

    @pytest.mark.parametrize(
        ("enums", "expected", "never"),
        [
            ([["a", "b"], ["b", "c"]], ["b"], False),
            ([["a", "b", "c"], ["c", "a"]], ["a", "c"], False),
            ([[0, False], [False]], [False], False),
            ([[1, "1"], [1.0]], [1], False),
            ([["a"], ["b"]], ["a", "b"], True),
        ],
    )
    def test_enums_intersect(self, shape_of, enums, expected, never):
        shape = shape_of({"allOf": [{"enum": values} for values in enums]})
        found = [each.value for each in shape.enum]
        assert list(map(repr, found)) == list(map(repr, expected))
        assert shape.never is never

    def test_properties_unite_and_one_of_two_is_both(self, shape_of):
        shape = shape_of(
            {
                "allOf": [{"properties": {"a": {"type": "string"}}}, {"properties": {"b": {}, "a": {"minLength": 1}}}],
                "properties": {"c": {}},
            }
        )
        assert [each.name for each in shape.properties] == ["c", "a", "b"]
        assert [part.value for part in shape.properties[1].schema.parts] == [{"type": "string"}, {"minLength": 1}]

    def test_required_unite(self, shape_of):
        shape = shape_of({"allOf": [ref("Pet"), {"required": ["age", "name"]}], "properties": {"age": {}}}, Pet=PET)
        assert shape.required == ("name", "age")
        assert {each.name: each.required for each in shape.properties} == {"age": True, "name": True}
        assert shape.facts == ()

    @pytest.mark.parametrize(
        ("schema", "description"),
        [
            ({"description": "own", "allOf": [{"description": "inner"}]}, "own\n\ninner"),
            ({"description": "same", "allOf": [{"description": "same"}]}, "same"),
            ({"description": "own", "allOf": [ref("A")]}, "own"),
            ({"allOf": [ref("A"), ref("B")]}, "of A"),
            (ref("A", description="beside"), "beside"),
            (ref("A"), "of A"),
        ],
    )
    def test_what_is_said_here_counts_before_what_is_said_there(self, shape_of, schema, description):
        found = shape_of(schema, A={"description": "of A"}, B={"description": "of B"})
        assert found.description == description

    def test_a_schema_speaks_of_itself_before_what_it_builds_upon(self, shape_of):
        own = {"title": "derived", "description": "of the derived"}
        named = {
            "Base": {"title": "base", "description": "of the base", "type": "object"},
            "Derived": {"allOf": [ref("Base"), own]},
            "Silent": {"allOf": [ref("Derived")]},
        }
        for schema in (ref("Derived"), ref("Silent"), {"allOf": [ref("Silent")]}):
            found = shape_of(schema, **named)
            assert (found.title, found.description) == ("derived", "of the derived")

    def test_the_first_default_counts_and_all_examples(self, shape_of):
        shape = shape_of({"default": 1, "examples": [1], "allOf": [{"default": 2, "examples": [2, 1]}]})
        assert (shape.defaults, shape.examples) == ((1,), (1, 2))

    def test_facts_are_said_once(self, shape_of):
        shape = shape_of({"pattern": "a", "allOf": [{"pattern": "a"}, {"pattern": "b"}, {"uniqueItems": True}] * 2})
        assert shape.facts == (
            Fact("pattern", "a", literal=True),
            Fact("pattern", "b", literal=True),
            Fact("uniqueItems", "unique items"),
        )

    @pytest.mark.parametrize("schema", [False, {"allOf": [False]}, {"allOf": [{"type": "string"}, ref("No")]}])
    def test_with_the_schema_false_nothing_fits(self, shape_of, schema):
        assert shape_of(schema, No=False).never

    def test_with_the_schema_true_nothing_changes(self, shape_of):
        shape = shape_of({"allOf": [True, {"type": "string"}, ref("Yes")]}, Yes=True)
        assert (shape.types, shape.never, shape.problems) == (("string",), False, ())

    def test_both_sides_of_a_diamond_are_read_once(self, shape_of):
        """A base that two bases have is no circle."""
        shape = shape_of(
            {"allOf": [ref("Left"), ref("Right"), ref("Base")]},
            Base={"type": "object", "properties": {"id": {}}},
            Left={"allOf": [ref("Base")], "properties": {"left": {}}},
            Right={"allOf": [ref("Base")], "properties": {"right": {}}},
        )
        assert [each.name for each in shape.properties] == ["left", "id", "right"]
        assert len(shape.properties[1].schema.parts) == 1
        assert shape.problems == ()
        assert shape.bases == ("Left", "Right", "Base")


class TestNames:
    """A schema has the name of the one that it refers to, unless it adds a constraint."""

    @pytest.mark.parametrize(
        ("schema", "name", "bases"),
        [
            (ref("Pet"), "Pet", ()),
            (ref("Alias"), "Alias", ()),
            (ref("Pet", description="D", deprecated=True, example=1), "Pet", ()),
            ({"allOf": [ref("Pet")]}, "Pet", ()),
            ({"allOf": [ref("Pet")], "description": "D", "nullable": True}, "Pet", ()),
            ({"allOf": [ref("Pet"), {"description": "D"}]}, "Pet", ()),
            ({"oneOf": [ref("Pet"), {"type": "null"}]}, "Pet", ()),
            ({"anyOf": [ref("Pet")]}, "Pet", ()),
            ({"allOf": [ref("Pet")], "required": ["x"]}, "", ("Pet",)),
            ({"allOf": [ref("Pet"), {"properties": {"x": {}}}]}, "", ("Pet",)),
            ({"allOf": [ref("Pet"), ref("Cat")]}, "", ("Pet", "Cat")),
            (ref("Pet", maxProperties=1), "", ("Pet",)),
            (ref("Pet", **{"x-a": 1, "$comment": "C"}), "Pet", ()),
            ({"oneOf": [ref("Pet"), ref("Cat")]}, "", ()),
            ({"type": "object"}, "", ()),
        ],
    )
    def test_name_and_bases(self, shape_of, schema, name, bases):
        shape = shape_of(schema, Pet=PET, Cat={"type": "object"}, Alias=ref("Pet"))
        assert (shape.name, shape.bases) == (name, bases)

    def test_a_named_schema_keeps_its_name(self, analyse):
        analyser, _ = analyse({}, Pet=PET, Cat={"allOf": [ref("Pet")], "properties": {"x": {}}}, Alias=ref("Pet"))
        schemas = analyser.description.schemas
        assert [analyser.shape(schemas[name]).name for name in ("Pet", "Cat", "Alias")] == ["Pet", "Cat", "Alias"]
        assert analyser.shape(schemas["Cat"]).bases == ("Pet",)


class TestNull:
    @pytest.mark.parametrize(
        "null", [{"type": "null"}, {"type": ["null"]}, {"const": None}, {"enum": [None]}], ids=str
    )
    @pytest.mark.parametrize("keyword", ["oneOf", "anyOf"])
    def test_a_choice_of_one_or_null_is_that_one_or_null(self, shape_of, keyword, null):
        for variants in ([ref("Pet"), null], [null, ref("Pet")]):
            shape = shape_of({keyword: variants}, Pet=PET)
            assert (shape.name, shape.nullable, shape.alternatives) == ("Pet", True, ())
            assert [each.name for each in shape.properties] == ["name"]

    def test_null_is_no_alternative(self, shape_of):
        shape = shape_of({"oneOf": [{"type": "string"}, {"type": "integer"}, {"type": "null"}]})
        assert shape.nullable
        assert [each.schema.parts[0].value for each in shape.alternatives[0].variants] == [
            {"type": "string"},
            {"type": "integer"},
        ]

    @pytest.mark.parametrize("keyword", ["oneOf", "anyOf"])
    def test_a_choice_of_one_is_none(self, shape_of, keyword):
        shape = shape_of({keyword: [{"type": "string", "minLength": 1}], "maxLength": 3})
        assert (shape.types, shape.nullable, shape.alternatives) == (("string",), False, ())
        assert shape.bounds == {"minLength": 1, "maxLength": 3}

    @pytest.mark.parametrize("version", ["3.0.3", "3.1.0", "3.2.0"])
    def test_nullable_is_understood_in_every_version(self, shape_of, version):
        shape = shape_of({"allOf": [ref("Pet")], "nullable": True}, version=version, Pet=PET)
        assert (shape.name, shape.types, shape.nullable) == ("Pet", ("object",), True)


class TestRecursion:
    @pytest.mark.parametrize(
        ("schemas", "problems"),
        [
            ({"A": ref("A")}, 1),
            ({"A": ref("B"), "B": ref("A")}, 1),
            ({"A": {"allOf": [ref("A")], "type": "object"}}, 1),
            ({"A": {"allOf": [ref("B")], "type": "object"}, "B": {"allOf": [ref("A")]}}, 1),
            ({"A": {"anyOf": [ref("A")], "type": "object"}}, 1),
            ({"A": {"oneOf": [ref("A"), {"type": "null"}], "type": "object"}}, 1),
            ({"A": {"type": "object", "properties": {"a": ref("A")}}}, 0),
            ({"A": {"type": "array", "items": ref("A")}}, 0),
            ({"A": {"type": "object", "additionalProperties": {"items": ref("A")}}}, 0),
            ({"A": {"oneOf": [ref("A"), {"type": "string"}]}}, 0),
            ({"A": {"not": ref("A")}}, 0),
        ],
        ids=str,
    )
    def test_a_circle_is_a_problem_only_where_nothing_is_on_the_way(self, analyse, schemas, problems):
        analyser, _ = analyse({}, **schemas)
        shape = analyser.shape(analyser.description.schemas["A"])
        assert [problem.code.value for problem in shape.problems] == ["reference-cycle"] * problems
        assert all(problem.location.line for problem in shape.problems)

    def test_what_is_not_part_of_the_circle_is_still_read(self, shape_of):
        a = {"allOf": [ref("A"), {"properties": {"x": {}}}], "type": "object", "description": "D"}
        shape = shape_of(ref("A"), A=a)
        assert (shape.types, shape.description, [each.name for each in shape.properties]) == (("object",), "D", ["x"])

    def test_a_very_long_chain_is_a_problem(self, shape_of):
        schemas: dict[str, Any] = {f"S{number}": {"allOf": [ref(f"S{number + 1}")]} for number in range(400)}
        shape = shape_of(ref("S0"), **schemas, S400={})
        assert [problem.code.value for problem in shape.problems] == ["limit"]

    def test_a_wide_one_is_none(self, shape_of):
        schemas: dict[str, Any] = {f"S{number}": {"properties": {f"p{number}": {}}} for number in range(400)}
        shape = shape_of({"allOf": [ref(name) for name in schemas]}, **schemas)
        assert len(shape.properties) == 400
        assert shape.problems == ()


PAGE = {
    "type": "object",
    "properties": {"items": {"type": "array", "items": {"$dynamicRef": "#item"}}},
    "$defs": {"item": {"$dynamicAnchor": "item", "type": "string"}},
}


class TestDynamicReferences:
    def test_one_leads_to_the_anchor_of_the_outermost_schema(self, analyse):
        pets = {"$ref": "#/components/schemas/Page", "$defs": {"item": {"$dynamicAnchor": "item", **ref("Pet")}}}
        analyser, schema = analyse(pets, Page=PAGE, Pet=PET)
        items = analyser.shape(analyser.shape(schema).properties[0].schema)
        assert analyser.shape(items.items).name == "Pet"

    def test_alone_it_leads_to_the_anchor_of_its_own_file(self, analyse):
        analyser, schema = analyse(ref("Page"), Page=PAGE)
        items = analyser.shape(analyser.shape(schema).properties[0].schema)
        assert analyser.shape(items.items).types == ("string",)

    @pytest.mark.parametrize("reference", ["#gone", "gone.yaml#item", "http://["])
    def test_one_that_leads_nowhere_is_this_schemas_problem(self, shape_of, reference):
        shape = shape_of({"$dynamicRef": reference, "type": "string"})
        assert len(shape.problems) == 1
        assert shape.types == ("string",)

    def test_one_that_leads_back_to_itself_is_a_circle(self, shape_of):
        shape = shape_of({"$dynamicAnchor": "me", "$dynamicRef": "#me"})
        assert [problem.code.value for problem in shape.problems] == ["reference-cycle"]


class TestReferences:
    @pytest.mark.parametrize(
        ("reference", "code"),
        [
            ("#/components/schemas/Gone", "reference"),
            ("gone.yaml", "missing-file"),
            ("https://example.org/", "remote-reference"),
            ("#/info/title", "schema"),
            ("#/paths/~1/get/responses/200/content/application~1json/schema/$ref", "schema"),
        ],
    )
    def test_one_that_leads_to_no_schema_is_this_schemas_problem(self, shape_of, reference, code):
        shape = shape_of({"$ref": reference, "type": "string"})
        assert [problem.code.value for problem in shape.problems] == [code]
        assert shape.types == ("string",)

    def test_sources_are_every_place_that_was_read(self, shape_of):
        shape = shape_of({"allOf": [ref("A"), {}]}, A={"$ref": "#/components/schemas/B"}, B={"items": ref("C")}, C={})
        at = "/paths/~1/get/responses/200/content/application~1json/schema"
        assert {place.pointer for place in shape.sources} == {
            at,
            f"{at}/allOf/0",
            f"{at}/allOf/1",
            "/components/schemas/A",
            "/components/schemas/B",
        }

    def test_keywords_beside_a_reference_count(self, shape_of: Callable[..., Any]):
        shape = shape_of(ref("Pet", required=["age"], properties={"age": {}}), Pet=PET)
        assert shape.required == ("age", "name")
        assert [each.name for each in shape.properties] == ["age", "name"]
