import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const rensei = load("rensei-json.js", "rensei-schema.js", "rensei-union.js", "rensei-media.js", "rensei-keywords.js", "rensei-check.js", "rensei-advice.js");
const { check, faultOf, parse, pointer, readData, shape, tags } = rensei;
const SCHEMAS = {
  Name: { type: "string", minLength: 2 },
  Pet: { type: "object", required: ["name"], properties: { name: { $ref: "Name" }, id: { type: "integer", readOnly: true } } },
  Cat: { allOf: [{ $ref: "Pet" }, { properties: { kind: { const: "cat" }, lives: { type: "integer" } }, required: ["kind"] }] },
  Loop: { properties: { next: { $ref: "Loop" } } },
};

/** A schema on a page that holds named ones. */
const on = (schema, schemas = SCHEMAS) => readData(JSON.stringify({ schema, schemas })).schema;
const said = (text, schema, hidden) => check(parse(text), on(schema), hidden).map(({ at, words }) => `${pointer(at)} ${words}`);

for (const [text, schema, ...faults] of [
  ["1", { type: "string" }, " must be string"],
  ["1.0", { type: "integer" }],
  ["1.5", { type: "integer" }, " must be integer"],
  ["null", { type: ["string", "null"] }],
  ["9223372036854775808", { maximum: 9007199254740991 }, " must be ≤ 9007199254740991"],
  ["9007199254740993", { const: 9007199254740992 }, " must be 9007199254740992"],
  ["2", { exclusiveMinimum: 2 }, " must be > 2"],
  ["0.3", { multipleOf: 0.1 }],
  ["7", { multipleOf: 2 }, " must be a multiple of 2"],
  ['"é"', { maxLength: 1 }],
  ['"a"', { $ref: "Name" }, " length must be ≥ 2"],
  ['"b"', { pattern: "^a" }, " must match ^a"],
  ['"b"', { pattern: "(" }],
  ['"2024-1-1"', { format: "date" }, " must be a date"],
  ["[1,1]", { uniqueItems: true }, " must not repeat an item"],
  ['[1,"a"]', { prefixItems: [{ type: "string" }], items: { type: "string" } }, "/0 must be string"],
  ["[1]", { contains: { type: "string" } }, " lacks an item that it must have"],
  ["{}", { $ref: "Pet" }, "/name is missing"],
  ['{"name":"a","x/y~":1}', { $ref: "Pet", additionalProperties: false, properties: { name: true } }, "/name length must be ≥ 2", "/x~1y~0 is not described"],
  ['{"a1":1}', { patternProperties: { "^a": { type: "string" } } }, "/a1 must be string"],
  ['{"a":1}', { dependentRequired: { a: ["b"] } }, "/b is missing beside a"],
  ['{"__proto__":1}', { properties: { a: { type: "string" } }, additionalProperties: { type: "string" } }, "/__proto__ must be string"],
  ["1", { anyOf: [{ type: "string" }, { type: "null" }] }, " fits none of the alternatives"],
  ["1", { oneOf: [{ type: "integer" }, { type: "number" }] }],
  ["1", { not: { type: "integer" } }, " is what it must not be"],
  ["1", { if: { type: "integer" }, then: { minimum: 2 } }, " must be ≥ 2"],
  ["1", { if: { type: "string" }, then: false, else: { maximum: 0 } }, " must be ≤ 0"],
  ["1", false, " must not be there"],
  ["1", { $ref: "Unknown" }],
  ['{"next":{"next":{}}}', { $ref: "Loop" }],
  ['{"a":{"b":1}}', { enum: [{ a: { b: 1 } }] }],
  ["2", { enum: [1, "2"] }, " must be one of 1, 2"],
]) {
  test(`${text} and ${JSON.stringify(schema)}: ${faults.join("; ") || "fits"}`, () => assert.deepEqual(said(text, schema), faults));
}

test("what does not travel this way is not missed", () => {
  const schema = { required: ["id"], properties: { id: { readOnly: true } } };
  assert.deepEqual(said("{}", schema), ["/id is missing"]);
  assert.deepEqual(said("{}", schema, "readOnly"), []);
});

test("faults are counted up to a limit", () => {
  assert.ok(said(`[${Array(1000).fill(1)}]`, { items: { type: "string" } }).length <= 50);
});

test("values with references of their own stay as they are", () => {
  assert.deepEqual(said('{"$ref":"Pet"}', { const: { $ref: "Pet" } }), []);
});

test("a schema that leads back to itself ends", () => {
  assert.deepEqual(check(parse("1"), on({ $ref: "A" }, { A: { $ref: "A" } })), []);
  assert.deepEqual(shape(on({ $ref: "A" }, { A: { allOf: [{ $ref: "A" }] } })).types, []);
});

test("a typed text is judged in words", () => {
  assert.match(faultOf("{", { type: "object" }), /not JSON at line 1/);
  assert.match(faultOf('{"name":"a"}', on({ $ref: "Pet" })), /\/name length must be ≥ 2/);
  assert.equal(faultOf("", { type: "object" }), "");
});

test("a shape is merged from what applies in place", () => {
  const { types, required, properties } = shape(on({ $ref: "Cat" }));
  assert.deepEqual(types, ["object"]);
  assert.deepEqual([...required].sort(), ["kind", "name"]);
  assert.deepEqual([...properties.keys()].sort(), ["id", "kind", "lives", "name"]);
});

test("null set apart is no choice", () => {
  const { nullable, variants, types } = shape(on({ oneOf: [{ type: "null" }, { $ref: "Name" }] }));
  assert.deepEqual([nullable, variants.length, types], [true, 0, ["string"]]);
});

test("a discriminator's values come from its mapping, from constants, or from names", () => {
  const whole = (mapping) => shape(on({ discriminator: { propertyName: "kind", ...mapping }, oneOf: [{ $ref: "Cat" }, { $ref: "Pet" }] }));
  assert.deepEqual(tags(whole({})), ["cat", "Pet"]);
  assert.deepEqual(tags(whole({ tags: { Cat: "tabby" } })), ["tabby", "Pet"]);
});
