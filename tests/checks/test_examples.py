"""Examples and defaults against their schemas."""

from __future__ import annotations

from textwrap import indent

import pytest


def media(schema: str, example: str, name: str = "application/json", where: str = "response") -> str:
    content = f"content: {{{name}: {{schema: {schema}, example: {example}}}}}"
    body = f"requestBody: {{{content}}}, " if where == "request" else ""
    response = f", {content}" if where == "response" else ""
    return f"paths: {{/a: {{post: {{{body}responses: {{'200': {{description: OK{response}}}}}}}}}}}"


PET = "{type: object, required: [id, name], properties: {id: {type: integer, %s}, name: {type: string}}}"


@pytest.mark.parametrize(
    ("schema", "example", "expected"),
    [
        ("{type: string}", "a", []),
        ("{type: string}", "5", ["it must be a string, not an integer"]),
        ("{type: [string, 'null']}", "5", ["it must be a string or null, not an integer"]),
        ("{type: integer}", "1.0", []),
        ("{enum: [a, b]}", "c", ["it must be 'a' or 'b', not 'c'"]),
        ("{const: a}", "c", ["it must be 'a', not 'c'"]),
        ("{maximum: 5}", "6", ["it must be at most 5, not 6"]),
        ("{multipleOf: 0.1}", "0.3", []),
        ("{multipleOf: 2}", "3", ["it must be a multiple of 2, not 3"]),
        ("{minLength: 2}", "a", ["it must have at least 2 characters, not 1"]),
        ("{pattern: '^b'}", "a", ["it must match '^b'; 'a' does not"]),
        ("{minItems: 1}", "[]", ["it must have at least 1 item, not 0"]),
        ("{uniqueItems: true}", "[1, 1.0, true]", ["it holds an item twice"]),
        ("{uniqueItems: true}", "[1, true, '1', [1], {a: 1}]", []),
        ("{contains: {type: string}}", "[1]", ["it holds too few or too many items that fit 'contains'"]),
        ("{not: {type: string}}", "a", ["it is what 'not' excludes"]),
        # Each part is told of, once, by its own name.
        (PET % "", "{id: x, name: 1}", ["'id' must be an integer, not a string", "'name' must be a string, not an"]),
        (PET % "", "{}", ["it needs 'id' and 'name'"]),
        ("{items: {items: {type: string}}}", "[[a], [b, 1]]", ["item [1][1] must be a string, not an integer"]),
        ("{properties: {a: {items: {type: string}}}}", "{a: [1]}", ["'a[0]' must be a string, not an integer"]),
        ("{additionalProperties: false, properties: {a: {}}}", "{a: 1, b: 2}", ["'b' is not known here"]),
        ("{properties: {a: false}}", "{a: 1}", ["'a' is not allowed here"]),
        ("{dependentRequired: {a: [b]}}", "{a: 1}", ["it needs 'b'"]),
        ("{propertyNames: {maxLength: 1}}", "{ab: 1}", ["'ab' must have at most 1 character, not 2"]),
        ("{minLength: 5, pattern: '^b'}", "a", ["it must have at least 5 characters, not 1"]),
        # Of alternatives, the one that was meant.
        ("{oneOf: [{type: string}, {type: integer}]}", "[]", ["it must be a string or an integer, not an array"]),
        ("{anyOf: [{type: string}, {type: object, required: [a]}]}", "{}", ["it needs 'a'"]),
        (
            "{oneOf: [{required: [x], properties: {k: {const: a}}}, {required: [y], properties: {k: {const: b}}}]}",
            "{k: b}",
            ["it needs 'y'"],
        ),
        ("{oneOf: [{required: [a]}, {required: [b]}]}", "{}", ["it needs 'a' or 'b'"]),
        ("{oneOf: [{type: integer}, {minimum: 1}]}", "5", ["it fits more than one of the 2 alternatives of 'oneOf'"]),
        # What can't be told is not told.
        ("{$ref: '#/nowhere'}", "5", []),
        ("{not: {$ref: '#/nowhere'}}", "5", []),
        ("{pattern: '^(a+)+$'}", "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'", []),
        ("{not: {pattern: '^(a+)+$'}}", "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'", []),
        (r"{pattern: '^\p{L}+$'}", "漢字", []),
        # Keywords that break their own rules say nothing of examples.
        ("{required: [[a], 1], minLength: x, enum: a, type: 5, properties: []}", "{}", None),
    ],
)
def test_an_example_is_judged_by_every_keyword(say, schema, example, expected):
    found = [line.partition(" example ")[2] for line in say(media(schema, example)) if " example " in line]
    assert len(found) == len(expected or [])
    for line, message in zip(found, expected or [], strict=True):
        assert line.startswith(f"the example does not fit its schema: {message}")


def test_the_place_is_that_of_the_faulty_part(say):
    text = """
    components:
      schemas:
        Pet:
          type: object
          properties:
            tags:
              type: array
              items: {type: string}
          example:
            tags:
              - one
              - 2
    """
    assert say(text) == [
        "14:13 example the example does not fit its schema: 'tags[1]' must be a string, not an integer"
    ]


@pytest.mark.parametrize(
    ("flag", "where", "fits"),
    [
        ("readOnly: true", "request", True),
        ("readOnly: true", "response", False),
        ("writeOnly: true", "request", False),
        ("writeOnly: true", "response", True),
    ],
)
def test_what_the_direction_leaves_out_is_not_required(say, flag, where, fits):
    assert (say(media(PET % flag, "{name: a}", where=where)) == []) is fits


@pytest.mark.parametrize("flag", ["readOnly: true", "writeOnly: true"])
def test_an_example_of_a_shared_schema_may_travel_both_ways(say, flag):
    schema = (PET % flag).removesuffix("}") + ", example: {name: a}}"
    assert say(f"components: {{schemas: {{Pet: {schema}}}}}") == []
    assert len(say(f"components: {{schemas: {{Pet: {schema.replace('{name: a}', '{id: 1}')}}}}}")) == 1


@pytest.mark.parametrize(
    ("version", "schema", "count"),
    [
        ("3.0.0", "{type: string, nullable: true, enum: [a], example: null}", 0),
        ("3.0.0", "{nullable: true, allOf: [{type: object}], default: null}", 0),
        ("3.0.0", "{type: string, default: null}", 1),
        # Text stands for a value in an example, and for itself in a default.
        ("3.0.0", "{type: boolean, default: 'false'}", 1),
        ("3.0.0", "{type: boolean, example: 'false'}", 0),
        ("3.0.0", "{$ref: '#/components/schemas/B', default: 5}", 0),
        ("3.1.0", "{$ref: '#/components/schemas/B', default: 5}", 1),
        ("3.0.0", "{type: integer, minimum: 1, exclusiveMinimum: true, example: 1}", 1),
        ("3.1.0", "{type: integer, examples: [1, a, b]}", 2),
        ("3.1.0", "{type: object, properties: {default: {default: 5, type: string}}}", 1),
    ],
)
def test_values_in_a_schema_are_judged_by_it(say, version, schema, count):
    found = say(f"components: {{schemas: {{B: {{type: string}}, A: {schema}}}}}", version)
    assert len(found) == count
    assert all(" example the " in line for line in found)


@pytest.mark.parametrize(
    ("name", "schema", "example", "fits"),
    [
        ("application/json", "{type: object}", "'{\"a\": 1}'", True),
        ("application/json", "{type: object}", "'{\"a\": '", False),
        ("application/problem+json", "{type: object}", "text", False),
        ("application/xml", "{type: object}", "<a/>", True),
        ("application/xml", "{type: object}", "[1]", False),
        ("text/csv", "{type: array}", "'a,b'", True),
    ],
)
def test_text_may_stand_for_what_it_serializes(say, name, schema, example, fits):
    assert (say(media(schema, example, name)) == []) is fits


@pytest.mark.parametrize(
    ("schema", "example", "fits"),
    [
        ("{type: array, items: {type: integer}}", "'1,2'", True),
        ("{type: integer}", "'5'", True),
        ("{type: integer}", "five", False),
        ("{type: string}", "5", True),
        ("{type: string, enum: [a]}", "b", False),
    ],
)
def test_the_example_of_a_parameter_may_be_as_it_is_sent(say, schema, example, fits):
    text = f"components: {{parameters: {{a: {{name: a, in: query, schema: {schema}, example: {example}}}}}}}"
    assert (say(text) == []) is fits


def test_a_shared_example_is_judged_once_and_where_it_stands(say):
    example = "{e: {$ref: '#/components/examples/E'}}"
    use = f"{{description: OK, content: {{application/json: {{schema: {{type: string}}, examples: {example}}}}}}}"
    text = f"""
paths: {{/a: {{get: {{responses: {{'200': {use}, '201': {use}}}}}}}}}
components:
  examples:
    E:
      value: 5
    F: {{externalValue: 'https://example.org/f.json'}}
    """
    assert say(text) == ["7:14 example the example does not fit its schema: it must be a string, not an integer"]


def test_schemas_that_lead_to_themselves_end(say):
    text = """
    components:
      schemas:
        Self: {$ref: '#/components/schemas/Self', example: 1}
        Many: {anyOf: [{$ref: '#/components/schemas/Many'}, {$ref: '#/components/schemas/Many'}], example: 1}
        Tree:
          properties: {next: {$ref: '#/components/schemas/Tree'}, id: {type: integer}}
          example: {next: {next: {id: a}}}
    """
    found = [line for line in say(text) if " example " in line]
    assert found == [
        "9:35 example the example does not fit its schema: 'id' must be an integer, not a string",
    ]


def test_a_message_stays_short(say):
    text = "components:\n  schemas:\n    A:\n      type: string\n      example:\n"
    text += indent("\n".join(f"k{index}: {'x' * 200}" for index in range(500)), " " * 8)
    (line,) = say(text)
    assert len(line) < 200
