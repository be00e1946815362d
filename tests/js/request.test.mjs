import assert from "node:assert/strict";
import { test } from "node:test";
import { load, vectors } from "./load.mjs";

const rensei = load(
  "rensei-json.js", "rensei-media.js", "rensei-server.js", "rensei-parameters.js", "rensei-body.js", "rensei-build.js", "rensei-send.js");
const plainly = (value) => JSON.parse(rensei.write(value));

for (const vector of rensei.parse(vectors("parameters.json"))) {
  test(`parameter: ${vector.get("name")}`, () => {
    const given = Object.fromEntries(vector);
    const parameter = { ...given, name: given.parameter, in: given.location };
    assert.equal(rensei.parameterText(parameter, given.value), given.expected);
  });
}

/** Inputs of a vector: names of parameters stay in maps, all around them are objects. */
const inputs = (written) => ({
  ...Object.fromEntries(written),
  server: written.has("server") ? Number(written.get("server")) : undefined,
  variables: Object.fromEntries(written.get("variables") ?? []),
  parameters: Object.fromEntries(written.get("parameters") ?? []),
  body: written.has("body") ? readBody(Object.fromEntries(written.get("body"))) : null,
});
const readBody = (body) => body.parts ? { parts: body.parts.map((part) => Object.fromEntries(part)) } : body;
const variable = (name) => `<${name.replace(/([a-z])([A-Z])/g, "$1_$2").toUpperCase()}>`;
const comparable = (body) => body && {
  ...body,
  ...(body.value ? { value: body.value.map(plainly) } : {}),
  ...(body.parts ? { parts: body.parts.map((part) => ({ ...part })) } : {}),
};

for (const vector of rensei.parse(vectors("requests.json"))) {
  test(`request: ${vector.get("name")}`, () => {
    const expected = plainly(vector.get("expected"));
    const { sent, ...request } = expected;
    const made = rensei.request(plainly(vector.get("data")), inputs(vector.get("inputs")));
    const credentials = made.credentials.map(({ variable: _variable, ...rest }) => rest);
    assert.deepEqual({ ...made, body: comparable(made.body), credentials }, request);
    const secrets = Object.fromEntries(made.credentials.map(({ name }) => [name, variable(name)]));
    assert.deepEqual(rensei.authorized(made, secrets), sent);
  });
}

test("a relative server stands where the page says", () => {
  const operation = { method: "GET", path: "/pets", servers: [{ url: "/v2" }] };
  assert.equal(rensei.request(operation, {}, "http://localhost:8000").url, "http://localhost:8000/v2/pets");
});

test("a file chosen by the reader goes as it is", () => {
  const file = new File(["x"], "cat.png");
  const operation = { method: "POST", path: "/", body: { content: [{ type: "multipart/form-data" }] } };
  const body = { instance: new Map([["photo", file]]) };
  const { parts } = rensei.request(operation, { mediaType: "multipart/form-data", body }).body;
  assert.equal(parts[0].file, file);
  assert.equal(parts[0].filename, "cat.png");
});
