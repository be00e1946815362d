import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { Exact, parse, write } = load("rensei-json.js");

for (const text of [
  "9007199254740993", "-0", "1.0", "1e400", "0.10", "123456789012345678901234567890.5", '"a\\u0000\\"\\\\/é"',
  "[]", "{}", "[1,[2,{}],null,true,false]", '{"10":1,"9":2,"__proto__":{"a":1},"":""}',
]) {
  test(`${text} is read and written without loss`, () => {
    assert.equal(write(parse(text)), text);
  });
}

test("numbers keep their text, and duplicate keys their last value", () => {
  assert.ok(parse("1") instanceof Exact);
  assert.equal(write(parse('{"a":1,"b":2,"a":3}')), '{"a":3,"b":2}');
});

for (const text of [
  "[1,2", "01", "1.", "+1", ".5", "[1,]", '{"a":}', '{"a" 1}', "{a:1}", "'a'", "tru", "nul", "1 2", "", " ", "[", '"\n"', '"\\x"',
  "NaN", "\u00a01", "}{", ",", "[".repeat(100000), '{"a":'.repeat(100000),
]) {
  test(`${JSON.stringify(text.slice(0, 20))} is no JSON`, () => assert.throws(() => parse(text), /not JSON at line \d+, column \d+/));
}

test("a fault has line and column", () => {
  assert.throws(() => parse('{\n  "a": x\n}'), /line 2, column 8/);
});

test("it reads what JSON.parse reads, and refuses what it refuses", () => {
  const pieces = ["[", "]", "{", "}", ",", ":", '"a"', "1", "-", "0", "e5", ".5", "true", "null", " ", "\n", '"\\u00e9"'];
  let seed = 1;
  const random = (limit) => { seed = (seed * 48271) % 2147483647; return seed % limit; };
  for (let round = 0; round < 30000; round += 1) {
    const text = Array.from({ length: 1 + random(7) }, () => pieces[random(pieces.length)]).join("");
    let expected;
    try { expected = JSON.stringify(JSON.parse(text)); } catch { expected = undefined; }
    let found;
    try { found = JSON.stringify(JSON.parse(write(parse(text)))); } catch { found = undefined; }
    assert.equal(found, expected, text);
  }
});

test("an indented text is that of Python", () => {
  assert.equal(write(parse('{"a":[1,{"b":[]}],"c":{}}'), 2), '{\n  "a": [\n    1,\n    {\n      "b": []\n    }\n  ],\n  "c": {}\n}');
});
