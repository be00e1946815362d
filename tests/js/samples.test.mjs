// The script that makes samples on the page: it makes what the build makes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load, vectors as read } from "./load.mjs";

const { languages, vectors } = JSON.parse(read("samples.json"));
const { sample } = load(
  "rensei-json.js", "rensei-media.js", "rensei-parameters.js", "rensei-build.js", "rensei-quotes.js", "rensei-literal.js", "rensei-samples.js");

for (const [id, language] of Object.entries(languages)) {
  test(`a sample in ${language.label} is the same on the page as in the build`, () => {
    for (const { name, request, samples } of vectors) {
      assert.equal(sample(language, request), samples[id], name);
    }
  });
}

test("a request is left as it was", () => {
  for (const { request } of vectors) {
    const before = JSON.stringify(request);
    for (const language of Object.values(languages)) sample(language, request);
    assert.equal(JSON.stringify(request), before);
  }
});
