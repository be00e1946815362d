// The script that makes samples on the page: it makes what the build makes.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";

const read = (path) => readFileSync(new URL(path, import.meta.url), "utf8");
const { languages, vectors } = JSON.parse(read("../vectors/samples.json"));

// Nothing of a page: the script needs none.
const page = vm.createContext({ TextEncoder });
vm.runInContext(read("../../sphinxext_rensei/static/rensei-samples.js"), page);
const { sample } = page.rensei;

for (const [id, language] of Object.entries(languages)) {
  test(`a sample in ${language.label} is the same on the page as in the build`, () => {
    for (const { name, request, samples } of vectors) {
      assert.equal(sample(language, request), samples[id], name);
    }
  });
}

test("the script keeps what others put beside it", () => {
  const shared = vm.createContext({ TextEncoder, rensei: { languages: {} } });
  vm.runInContext(read("../../sphinxext_rensei/static/rensei-samples.js"), shared);
  assert.deepEqual(Object.keys(shared.rensei), ["languages", "sample"]);
});

test("a request is left as it was", () => {
  for (const { request } of vectors) {
    const before = JSON.stringify(request);
    for (const language of Object.values(languages)) sample(language, request);
    assert.equal(JSON.stringify(request), before);
  }
});
