# ruff: noqa: E501 - tables
"""Changes of schemas: each kind, with what it means for what callers send and for what they receive."""

from __future__ import annotations

import datetime as dt
import time
from typing import Any

import pytest

B, W, I = "breaking", "warning", "info"  # noqa: E741 - as in a table

STRING = {"type": "string"}
NAMED = {"type": "object", "properties": {"a": STRING}}
REQUIRED = {**NAMED, "required": ["a"]}


def flagged(**flags: Any) -> dict[str, Any]:
    return {"type": "object", "properties": {"a": {**STRING, **flags}}}


def object_of(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties}


# Code, the schema before and after, what it means in requests and responses, where, and the sentence.
ROWS: list[tuple[str, Any, Any, str, str, str, str]] = [
    ("type-narrowed", {"type": ["string", "integer"]}, STRING, B, I, "", "The type `integer` | `string` was narrowed to `string`."),
    ("type-narrowed", {}, STRING, B, I, "", "The type `any` was narrowed to `string`."),
    ("type-narrowed", {"type": "number"}, {"type": "integer"}, B, I, "", "The type `number` was narrowed to `integer`."),
    ("type-narrowed", True, False, B, I, "", "The type `any` was narrowed to `never`."),
    ("type-widened", {"type": "integer"}, {"type": "number"}, I, B, "", "The type `integer` was widened to `number`."),
    ("type-widened", STRING, {}, I, B, "", "The type `string` was widened to `any`."),
    ("type-narrowed", {"allOf": [{"type": "number"}, {"type": ["number", "string"]}]}, {"type": "integer"}, B, I, "", "The type `number` was narrowed to `integer`."),
    ("type-widened", {"allOf": [STRING, {"type": "integer"}]}, STRING, I, B, "", "The type `never` was widened to `string`."),
    ("type-changed", STRING, {"type": "integer"}, B, B, "", "The type was `string` and is `integer`."),
    ("type-widened", {"type": "null"}, {"type": ["integer", "null"]}, I, B, "", "The type `null` was widened to `integer` | `null`."),
    ("type-narrowed", {"type": ["integer", "null"]}, {"type": "null"}, B, I, "", "The type `integer` | `null` was narrowed to `null`."),
    ("type-changed", {"type": "null"}, {"type": "integer"}, B, B, "", "The type was `null` and is `integer`."),
    ("became-nullable", STRING, {"type": ["string", "null"]}, I, B, "", "It may be null now."),
    ("became-not-nullable", {"type": ["string", "null"]}, STRING, B, I, "", "It may not be null any more."),
    ("format-added", STRING, {**STRING, "format": "date"}, B, I, "", "The format `date` was added."),
    ("format-removed", {**STRING, "format": "date"}, STRING, I, B, "", "The format `date` was removed."),
    ("format-narrowed", {"type": "integer", "format": "int64"}, {"type": "integer", "format": "int32"}, B, I, "", "The format `int64` was narrowed to `int32`."),
    ("format-widened", {"type": "integer", "format": "int32"}, {"type": "integer", "format": "int64"}, I, B, "", "The format `int32` was widened to `int64`."),
    ("format-changed", {**STRING, "format": "date"}, {**STRING, "format": "uuid"}, B, B, "", "The format was `date` and is `uuid`."),
    ("format-widened", {**STRING, "format": "email"}, {**STRING, "format": "idn-email"}, I, B, "", "The format `email` was widened to `idn-email`."),
    ("format-narrowed", {**STRING, "format": "iri-reference"}, {**STRING, "format": "uri"}, B, I, "", "The format `iri-reference` was narrowed to `uri`."),
    ("became-enum", STRING, {**STRING, "enum": ["a", "b"]}, B, I, "", "Values are limited to `a`, `b`."),
    ("enum-removed", {**STRING, "enum": ["a", "b"]}, STRING, I, B, "", "Values are not limited to `a`, `b` any more."),
    ("enum-value-added", {"enum": ["a"]}, {"enum": ["a", 1]}, I, W, "", "The value `1` was added."),
    ("enum-value-removed", {"enum": ["a", None]}, {"enum": ["a"]}, B, I, "", "The value `null` was removed."),
    ("const-added", STRING, {**STRING, "const": "a"}, B, I, "", "The only value is `a` now."),
    ("const-removed", {**STRING, "const": "a"}, STRING, I, B, "", "`a` is not the only value any more."),
    ("const-changed", {"const": 1}, {"const": 2}, B, B, "", "The only value was `1` and is `2`."),
    ("constraint-added", STRING, {**STRING, "maxLength": 5}, B, I, "", "`maxLength` was set to `5`."),
    ("constraint-added", {"type": "array"}, {"type": "array", "uniqueItems": True}, B, I, "", "`uniqueItems` was set to `true`."),
    ("constraint-added", {"type": "number"}, {"type": "number", "multipleOf": 0.5}, B, I, "", "`multipleOf` was set to `0.5`."),
    ("constraint-removed", {**STRING, "minLength": 1}, STRING, I, B, "", "`minLength` was removed; it was `1`."),
    ("constraint-removed", {"type": "number", "multipleOf": 3}, {"type": "number"}, I, B, "", "`multipleOf` was removed; it was `3`."),
    ("constraint-tightened", {"maximum": 5}, {"maximum": 4.5}, B, I, "", "`maximum` was tightened from `5` to `4.5`."),
    ("constraint-tightened", {"maximum": 5}, {"exclusiveMaximum": 5}, B, I, "", "`exclusiveMaximum` was tightened from `5` to `5`."),
    ("constraint-tightened", {"minItems": 1}, {"minItems": 2}, B, I, "", "`minItems` was tightened from `1` to `2`."),
    ("constraint-tightened", {"multipleOf": 5}, {"multipleOf": 10}, B, I, "", "`multipleOf` was tightened from `5` to `10`."),
    ("constraint-loosened", {"minimum": 5}, {"minimum": -1}, I, B, "", "`minimum` was loosened from `5` to `-1`."),
    ("constraint-loosened", {"maxProperties": 5}, {"maxProperties": 6}, I, B, "", "`maxProperties` was loosened from `5` to `6`."),
    ("constraint-loosened", {"exclusiveMinimum": 5}, {"minimum": 5}, I, B, "", "`minimum` was loosened from `5` to `5`."),
    ("constraint-loosened", {"multipleOf": 10}, {"multipleOf": 5}, I, B, "", "`multipleOf` was loosened from `10` to `5`."),
    ("constraint-changed", {"multipleOf": 3}, {"multipleOf": 2}, B, B, "", "`multipleOf` was `3` and is `2`."),
    ("pattern-added", STRING, {**STRING, "pattern": "^a"}, B, I, "", "The pattern `^a` was added."),
    ("pattern-removed", {**STRING, "pattern": "^a"}, STRING, I, B, "", "The pattern `^a` was removed."),
    ("pattern-removed", {**STRING, "pattern": "^a"}, {**STRING, "pattern": ".*"}, I, B, "", "The pattern `^a` was removed."),
    ("pattern-added", {**STRING, "pattern": ".*"}, {**STRING, "pattern": "^a"}, B, I, "", "The pattern `^a` was added."),
    ("pattern-changed", {**STRING, "pattern": "^a"}, {**STRING, "pattern": "^b"}, W, W, "", "The pattern was `^a` and is `^b`."),
    ("default-added", STRING, {**STRING, "default": "a"}, I, I, "", "The default `a` was added."),
    ("default-removed", {**STRING, "default": "a"}, STRING, I, I, "", "The default `a` was removed."),
    ("default-changed", {"default": 1}, {"default": True}, I, I, "", "The default was `1` and is `true`."),
    ("default-changed", {"default": [1]}, {"default": [2]}, I, I, "", "The default was `[1]` and is `[2]`."),
    ("required-property-added", {"type": "object"}, REQUIRED, B, I, "a", "The property was added, and is required."),
    ("property-added", {"type": "object"}, NAMED, I, I, "a", "The property was added."),
    ("property-removed", NAMED, {"type": "object"}, W, I, "a", "The property was removed."),
    ("required-property-removed", REQUIRED, {"type": "object"}, W, B, "a", "The property was removed; it was required."),
    ("property-removed-deprecated", flagged(deprecated=True), {"type": "object"}, I, I, "a", "The property was removed, as its deprecation had said."),
    ("property-removed-before-sunset", flagged(deprecated=True, **{"x-sunset": "2031-01-01"}), {"type": "object"}, B, B, "a", "The property was removed before its sunset date, 2031-01-01."),
    ("property-became-required", NAMED, REQUIRED, B, I, "a", "The property became required."),
    ("property-became-optional", REQUIRED, NAMED, I, B, "a", "The property became optional."),
    # Names that are required stand among no properties.
    ("property-became-required", {}, {"required": ["a"]}, B, I, "a", "The property became required."),
    ("property-became-optional", {"required": ["a"]}, {}, I, B, "a", "The property became optional."),
    ("property-added", {"type": "object", "required": ["a"]}, REQUIRED, I, I, "a", "The property was added."),
    ("property-removed", REQUIRED, {"type": "object", "required": ["a"]}, W, I, "a", "The property was removed."),
    ("property-deprecated", NAMED, flagged(deprecated=True), I, I, "a", "The property was deprecated."),
    ("property-reactivated", flagged(deprecated=True), NAMED, I, I, "a", "The property is not deprecated any more."),
    ("became-read-only", NAMED, flagged(readOnly=True), I, I, "a", "It became read-only."),
    ("became-not-read-only", flagged(readOnly=True), NAMED, I, I, "a", "It is not read-only any more."),
    ("became-write-only", NAMED, flagged(writeOnly=True), I, I, "a", "It became write-only."),
    ("became-not-write-only", flagged(writeOnly=True), NAMED, I, I, "a", "It is not write-only any more."),
    ("required-became-not-write-only", {**flagged(writeOnly=True), "required": ["a"]}, REQUIRED, I, W, "a", "It is required, and not write-only any more."),
    ("additional-properties-narrowed", NAMED, {**NAMED, "additionalProperties": False}, B, I, "", "`additionalProperties` allows less than before."),
    ("additional-properties-narrowed", NAMED, {**NAMED, "additionalProperties": STRING}, B, I, "", "`additionalProperties` allows less than before."),
    ("additional-properties-widened", {**NAMED, "unevaluatedProperties": False}, NAMED, I, B, "", "`unevaluatedProperties` allows more than before."),
    ("alternative-added", {"oneOf": [STRING, {"type": "integer"}]}, {"oneOf": [STRING, {"type": "integer"}, {"type": "boolean"}]}, I, B, "", "The alternative `boolean` was added."),
    ("alternative-added", STRING, {"anyOf": [STRING, {"title": "Many", "type": "array"}]}, I, B, "", "The alternative `Many` was added."),
    ("alternative-removed", {"anyOf": [STRING, {"type": "integer"}, NAMED]}, {"anyOf": [NAMED, STRING]}, B, I, "", "The alternative `integer` was removed."),
    ("alternative-removed", {"oneOf": [STRING, NAMED]}, STRING, B, I, "", "The alternative `object` was removed."),
    ("became-alternatives", NAMED, {"oneOf": [STRING, NAMED]}, B, B, "", "It is one of several alternatives now."),
    ("became-alternatives", NAMED, {**NAMED, "oneOf": [{"required": ["a"]}, {"required": ["b"]}]}, B, B, "", "It is one of several alternatives now."),
    ("alternatives-removed", {"oneOf": [STRING, NAMED]}, {"type": "array"}, B, B, "", "It is not one of several alternatives any more."),
    ("all-of-added", {"allOf": [{"required": ["a"]}, {"minProperties": 1}]}, {"allOf": [{"required": ["a"]}, {"minProperties": 1}, {"title": "Third", "type": "object"}]}, B, I, "", "`Third` has to be fit as well."),
    ("all-of-removed", {"allOf": [{"required": ["a"]}, {"minProperties": 1}, {"title": "Third", "type": "object"}]}, {"allOf": [{"required": ["a"]}, {"minProperties": 1}]}, I, B, "", "`Third` need not be fit any more."),
    ("all-of-annotated", {"allOf": [{"minLength": 1}, {"maxLength": 5}]}, {"allOf": [{"minLength": 1}, {"maxLength": 5}, {"description": "D"}]}, I, I, "", "What is said of it in allOf was changed."),
    ("prefix-item-added", {"prefixItems": [STRING], "items": False}, {"prefixItems": [STRING, {"type": "integer"}], "items": False}, I, B, "", "An item was added at position 1."),
    ("prefix-item-removed", {"prefixItems": [STRING, STRING], "items": False}, {"prefixItems": [STRING], "items": False}, B, I, "", "The item at position 1 was removed."),
    ("keyword-added", {}, {"not": {"const": 1}}, B, I, "", "The condition `not` was added."),
    ("keyword-added", {"type": "array"}, {"type": "array", "items": STRING}, B, I, "", "The condition `items` was added."),
    ("keyword-added", {"type": "object"}, {"type": "object", "patternProperties": {"^x": STRING}}, B, I, "", "The condition `patternProperties` `^x` was added."),
    ("keyword-added", {"type": "array"}, {"type": "array", "contains": {}}, B, I, "", "The condition `contains` was added."),
    ("keyword-removed", {"contains": STRING}, {}, I, B, "", "The condition `contains` was removed."),
    ("keyword-removed", {"dependentRequired": {"a": ["b"]}}, {}, I, B, "", "The condition `dependentRequired` `a` was removed."),
    ("keyword-changed", {"if": {"const": 1}}, {"if": {"const": 2}}, W, W, "", "The condition `if` was changed."),
    ("dependent-required-changed", {"dependentRequired": {"a": ["b"]}}, {"dependentRequired": {"a": ["c"]}}, B, B, "", 'What is required with `a` was `["b"]` and is `["c"]`.'),
    ("content-changed", {"contentEncoding": "base64"}, {"contentEncoding": "base32"}, B, B, "", "`contentEncoding` was `base64` and is `base32`."),
    ("discriminator-added", {"oneOf": [STRING, NAMED]}, {"oneOf": [STRING, NAMED], "discriminator": {"propertyName": "a"}}, I, I, "", "The discriminator `a` was added."),
    ("discriminator-removed", {"discriminator": {"propertyName": "a"}}, {}, I, I, "", "The discriminator `a` was removed."),
    ("discriminator-changed", {"discriminator": {"propertyName": "a"}}, {"discriminator": {"propertyName": "b"}}, I, I, "", "The discriminator was `a` and is `b`."),
    ("mapping-added", {"discriminator": {"propertyName": "a"}}, {"discriminator": {"propertyName": "a", "mapping": {"x": "X"}}}, I, I, "", "The discriminator's value `x` was added."),
    ("mapping-removed", {"discriminator": {"propertyName": "a", "mapping": {"x": "X"}}}, {"discriminator": {"propertyName": "a"}}, I, I, "", "The discriminator's value `x` was removed."),
    ("mapping-changed", {"discriminator": {"propertyName": "a", "mapping": {"x": "X"}}}, {"discriminator": {"propertyName": "a", "mapping": {"x": "Y"}}}, I, I, "", "The discriminator's value `x` leads elsewhere."),
    # Where changes are.
    ("type-changed", object_of(a={"items": object_of(**{"b.c": STRING})}), object_of(a={"items": object_of(**{"b.c": {"type": "integer"}})}), B, B, "a[].b.c", "The type was `string` and is `integer`."),
    ("type-changed", {"additionalProperties": STRING}, {"additionalProperties": {"type": "integer"}}, B, B, "[*]", "The type was `string` and is `integer`."),
    ("constraint-added", {"prefixItems": [{}, {}]}, {"prefixItems": [{}, {"maximum": 1}]}, B, I, "[1]", "`maximum` was set to `1`."),
    ("constraint-added", {"oneOf": [STRING, NAMED]}, {"oneOf": [NAMED, {**STRING, "maxLength": 1}]}, B, I, "", "`maxLength` was set to `1`."),
    # Behind the items that are told apart, all are allowed, or those that fit `items`.
    ("type-narrowed", {"prefixItems": [STRING]}, {"prefixItems": [STRING, STRING]}, B, I, "[1]", "The type `any` was narrowed to `string`."),
    ("type-widened", {"prefixItems": [STRING, STRING]}, {"prefixItems": [STRING]}, I, B, "[1]", "The type `string` was widened to `any`."),
    ("type-changed", {"prefixItems": [STRING], "items": STRING}, {"prefixItems": [STRING, {"type": "integer"}], "items": STRING}, B, B, "[1]", "The type was `string` and is `integer`."),
    # What never goes that way breaks nothing there.
    ("type-changed", flagged(readOnly=True), object_of(a={"type": "integer", "readOnly": True}), I, B, "a", "The type was `string` and is `integer`."),
    ("type-changed", flagged(writeOnly=True), object_of(a={"type": "integer", "writeOnly": True}), B, I, "a", "The type was `string` and is `integer`."),
    ("property-removed", flagged(readOnly=True), {"type": "object"}, I, I, "a", "The property was removed."),
    ("required-property-removed", {**flagged(writeOnly=True), "required": ["a"]}, {"type": "object"}, W, I, "a", "The property was removed; it was required."),
]  # fmt: skip


def described(schema: Any) -> dict[str, Any]:
    media = {"application/json": {"schema": schema}}
    responses = {"200": {"description": "OK", "content": media}}
    return {"paths": {"/a": {"post": {"requestBody": {"content": media}, "responses": responses}}}}


@pytest.mark.parametrize(("code", "old", "new", "request_", "response", "path", "sentence"), ROWS)
def test_each_kind_of_change(compared, code, old, new, request_, response, path, sentence):  # noqa: PLR0917 - a row
    changes = compared(described(old), described(new), date=dt.date(2030, 1, 1)).changes
    assert [(each.code.value, each.severity.value, each.path, each.sentence, each.parts) for each in changes] == [
        (code, request_, path, sentence, (("body", ""),)),
        (code, response, path, sentence, (("response", "200"),)),
    ]


NODE: dict[str, Any] = {"type": "object", "properties": {"next": {"$ref": "#/components/schemas/Node"}, "a": STRING}}
CAT, DOG = {"type": "object", "required": ["meow"]}, {"type": "object", "required": ["bark"]}


def with_components(schema: Any, **schemas: Any) -> dict[str, Any]:
    return {**described(schema), "components": {"schemas": schemas}}


REF = {"$ref": "#/components/schemas/A"}


@pytest.mark.parametrize(
    ("old", "new", "versions"),
    [
        (described({"type": "string", "nullable": True}), described({"type": ["string", "null"]}), ("3.0.3", "3.1.0")),
        (described({"type": "integer", "minimum": 1, "exclusiveMinimum": True}), described({"type": "integer", "exclusiveMinimum": 1}), ("3.0.3", "3.1.0")),
        (described({**STRING, "enum": ["a", None], "nullable": True}), described({"type": ["string", "null"], "enum": ["a", None]}), ("3.0.3", "3.1.0")),
        (described({**STRING, "enum": ["a"]}), described({**STRING, "const": "a"}), ("3.0.3", "3.1.0")),
        (described({**STRING, "example": "a"}), described({**STRING, "examples": ["a"], "description": "D"}), ("3.0.3", "3.1.0")),
        (described({"allOf": [STRING], "nullable": True}), described({"anyOf": [STRING, {"type": "null"}]}), ("3.0.3", "3.1.0")),
        (with_components({"allOf": [REF], "nullable": True}, A=NAMED), with_components({"oneOf": [{"type": "null"}, REF]}, A=NAMED), ("3.0.3", "3.1.0")),
        (with_components({"allOf": [REF], "description": "D"}, A=NAMED), with_components({**REF, "description": "D"}, A=NAMED), ("3.0.3", "3.1.0")),
        (with_components({"allOf": [REF, {"description": "D"}]}, A=NAMED), with_components(REF, A=NAMED), ("3.0.3", "3.1.0")),
        (described({"nullable": True, "oneOf": [STRING, NAMED]}), described({"oneOf": [STRING, NAMED, {"type": "null"}]}), ("3.0.3", "3.1.0")),
        (described({"properties": {"a": STRING}}), described(NAMED), ("3.1.0", "3.1.0")),
        (described({"type": ["integer", "number"]}), described({"type": "number"}), ("3.1.0", "3.2.0")),
        (described({**STRING, "minLength": 0}), described(STRING), ("3.1.0", "3.1.0")),
        (described({"additionalProperties": True}), described({"additionalProperties": {}}), ("3.1.0", "3.1.0")),
        (described({"additionalProperties": True}), described({"additionalProperties": {"description": "D"}}), ("3.1.0", "3.1.0")),
        (described({"type": "array"}), described({"type": "array", "items": {"title": "T"}}), ("3.1.0", "3.1.0")),
        (described({"type": "array", "prefixItems": [{}]}), described({"type": "array"}), ("3.1.0", "3.1.0")),
        (described(STRING), described({**STRING, "pattern": ".*"}), ("3.1.0", "3.1.0")),
        (described({"enum": [1, {"a": 2.0}], "default": 1}), described({"enum": [1.0, {"a": 2}], "default": 1.0}), ("3.1.0", "3.1.0")),
        (described({"oneOf": [STRING, {"type": "null", "description": "D"}]}), described({"type": ["string", "null"]}), ("3.1.0", "3.1.0")),
        (described({"anyOf": [STRING, {"enum": [None]}]}), described({"anyOf": [{"const": None}, STRING]}), ("3.0.3", "3.1.0")),
        (described({"allOf": [{"type": "number"}, {"type": "integer"}]}), described({"type": "integer"}), ("3.1.0", "3.1.0")),
        (described({"enum": ["a", "b"]}), described({"enum": ["b", "a"]}), ("3.1.0", "3.1.0")),
        (with_components(REF, A=NAMED), described(NAMED), ("3.1.0", "3.1.0")),
        (with_components(REF, A={"$ref": "#/components/schemas/B"}, B=NAMED), with_components(REF, A=NAMED), ("3.1.0", "3.1.0")),
        (with_components({"oneOf": [REF, {"$ref": "#/components/schemas/B"}]}, A=CAT, B=DOG), with_components({"oneOf": [{"$ref": "#/components/schemas/D"}, {"$ref": "#/components/schemas/C"}]}, C=CAT, D=DOG), ("3.1.0", "3.1.0")),
        # What is said beside `allOf` may as well be said in it, and the other way round.
        (with_components({"allOf": [REF, {"properties": {"b": STRING}}]}, A=NAMED), described(object_of(a=STRING, b=STRING)), ("3.1.0", "3.1.0")),
        (with_components({"allOf": [REF], "properties": {"b": STRING}}, A=NAMED), with_components({"allOf": [REF, object_of(b=STRING)]}, A=NAMED), ("3.1.0", "3.1.0")),
        (with_components({"$ref": "#/components/schemas/Node"}, Node=NODE), with_components({"$ref": "#/components/schemas/Node"}, Node=NODE), ("3.1.0", "3.1.0")),
        # Of what is not known, nothing is told.
        (described({"$ref": "#/nowhere"}), described(NAMED), ("3.1.0", "3.1.0")),
        (described({"items": {"$dynamicRef": "#x"}}), described({"items": NAMED}), ("3.1.0", "3.1.0")),
    ],
)  # fmt: skip
def test_two_ways_to_say_one_thing_are_no_change(compared, old, new, versions):
    assert compared(old, new, versions).changes == ()


def test_values_are_told_of_in_the_order_in_which_they_are_written(compared):
    words = [f"value{number}" for number in range(20)]
    changes = compared(described({"enum": words}), described({"enum": []})).changes
    assert [each.values["name"] for each in changes] == [f"`{word}`" for word in words] * 2


def test_a_recursive_schema_is_told_of_once(compared):
    deeper = {**NODE, "properties": {**NODE["properties"], "a": {"type": "integer"}}}
    ref = {"$ref": "#/components/schemas/Node"}
    changes = compared(with_components(ref, Node=NODE), with_components(ref, Node=deeper)).changes
    assert [(each.code.value, each.path) for each in changes] == [("type-changed", "a")] * 2


def test_what_is_reached_on_several_ways_is_told_of_at_the_shortest(compared):
    old = with_components(object_of(x={"items": REF}, y=REF), A=NAMED)
    new = with_components(object_of(x={"items": REF}, y=REF), A=REQUIRED)
    assert [each.path for each in compared(old, new).changes] == ["y.a", "y.a"]


def test_what_is_both_read_only_and_not_is_judged_where_it_is_not(compared):
    old = with_components(object_of(x={**REF, "readOnly": True}, y={"items": REF}), A=NAMED)
    new = with_components(object_of(x={**REF, "readOnly": True}, y={"items": REF}), A=REQUIRED)
    assert [(each.path, each.severity.value) for each in compared(old, new).changes] == [("y[].a", B), ("x.a", I)]


def test_nesting_without_end_ends(compared):
    deep: Any = {}
    for _ in range(70):
        deep = {"oneOf": [deep, {"items": deep}]} if _ < 8 else {"oneOf": [deep, STRING]}
    assert compared(described(deep), described({"items": deep})).changes


@pytest.mark.parametrize("keyword", ["allOf", "anyOf", "oneOf"])
def test_schemas_that_all_refer_to_all_are_compared_in_reasonable_time(compared, keyword):
    def entangled(**more: Any) -> dict[str, Any]:
        references = [{"$ref": f"#/components/schemas/S{number}"} for number in range(25)]
        return with_components(references[0], **{f"S{number}": {keyword: references, **more} for number in range(25)})

    started = time.process_time()
    assert compared(entangled(), entangled(properties={"a": STRING})).changes
    assert compared(entangled(), described(NAMED)).changes
    assert time.process_time() - started < 10


def test_a_long_chain_is_joined(compared):
    chain = {
        f"S{number}": {"allOf": [{"$ref": f"#/components/schemas/S{number + 1}"}, {"minProperties": 1}]}
        for number in range(600)
    }
    old = with_components({"$ref": "#/components/schemas/S0"}, **chain, S600=NAMED)
    new = with_components({**NAMED, "minProperties": 1})
    assert compared(old, new).changes == ()
