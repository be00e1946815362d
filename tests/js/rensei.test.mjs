// The script of our pages, in a document of its own: what it adds, and that it adds nothing else.
import assert from "node:assert/strict";
import { test } from "node:test";
import { JSDOM } from "jsdom";
import { read } from "./load.mjs";

// In a scope of its own, as the build puts it.
const source = read("rensei.js") + read("rensei-overview.js");
const script = `"use strict"; { globalThis.rensei ??= {}; ${source} Object.assign(rensei, { gettext, ngettext }); }`;

const OPERATION = `
<div class="rensei-page"><fieldset class="rensei-tabs rensei-samples"><div class="rensei-cap"><span>Request</span></div>
<input type="radio" name="a" id="a-0" checked><label for="a-0">curl</label><div class="rensei-panel"><pre>curl x
</pre></div>
<input type="radio" name="a" id="a-1"><label for="a-1">Python</label><div class="rensei-panel"><pre>import y
</pre></div></fieldset>
<fieldset class="rensei-tabs rensei-samples"><div class="rensei-cap"><span>Request</span></div>
<input type="radio" name="b" id="b-0" checked><label for="b-0">curl</label><div class="rensei-panel"></div>
<input type="radio" name="b" id="b-1"><label for="b-1">Python</label><div class="rensei-panel"></div></fieldset>
<details id="outer"><summary>200</summary><ul><li id="x-200/name">name</li></ul></details></div>`;

const INDEX = `
<div class="rensei-page"><div class="rensei-filter"><input type="search"><span class="rensei-note"></span></div>
<section id="one"><ul class="rensei-ops"><li>GET /books List books</li><li>POST /loans Lend a book</li></ul></section>
<section id="two"><ul class="rensei-ops"><li>GET /readers List readers</li></ul></section></div>`;

/** @param {string} body @param {{hash?: string, language?: string, clipboard?: boolean}} options */
function page(body, { hash = "", language, clipboard = true } = {}) {
  const dom = new JSDOM(`<!doctype html><body>${body}</body>`, {
    url: `https://docs.example/page.html${hash}`,
    runScripts: "outside-only",
  });
  const { window } = dom;
  const copied = [];
  if (clipboard) {
    Object.defineProperty(window.navigator, "clipboard", { value: { writeText: async (text) => copied.push(text) } });
  }
  window.Element.prototype.scrollIntoView = () => {};
  if (language) window.localStorage.setItem("rensei-language", language);
  window.eval(script);
  return { document: window.document, window, copied };
}

test("the page says that a script runs", () => {
  assert.ok(page(OPERATION).document.querySelector(".rensei-page").classList.contains("rensei-js"));
});

test("the filter shows what holds every word, hides empty sections and counts", () => {
  const { document, window } = page(INDEX);
  const input = document.querySelector("input");
  const note = document.querySelector(".rensei-note");
  assert.equal(note.textContent, "3 operations");
  input.value = "get BOOKS";
  input.dispatchEvent(new window.Event("input"));
  assert.deepEqual([...document.querySelectorAll("li")].map((item) => item.hidden), [false, true, true]);
  assert.deepEqual([...document.querySelectorAll("section")].map((section) => section.hidden), [false, true]);
  assert.equal(note.textContent, "1 operation");
  input.value = "";
  input.dispatchEvent(new window.Event("input"));
  assert.equal(document.querySelectorAll("[hidden]").length, 0);
});

test("copy takes the sample that is shown", async () => {
  const { document, copied } = page(OPERATION);
  document.getElementById("a-1").checked = true;
  document.querySelector(".rensei-copy").click();
  await Promise.resolve();
  assert.deepEqual(copied, ["import y"]);
});

test("copy takes what is shown in the tab that is shown", async () => {
  const inner = `<fieldset><input type="radio" name="d" id="d-0"><label for="d-0">JSON</label>
    <div class="rensei-panel"><pre>{}</pre></div><input type="radio" name="d" id="d-1" checked><label for="d-1">XML</label>
    <div class="rensei-panel"><pre>&lt;a/&gt;</pre></div></fieldset>`;
  const { document, copied } = page(`<div class="rensei-page"><fieldset class="rensei-examples"><div class="rensei-cap"></div>
    <input type="radio" name="c" id="c-0"><label for="c-0">200</label><div class="rensei-panel"><pre>no</pre></div>
    <input type="radio" name="c" id="c-1" checked><label for="c-1">400</label><div class="rensei-panel">${inner}</div>
    </fieldset></div>`);
  document.querySelector(".rensei-copy").click();
  await Promise.resolve();
  assert.deepEqual(copied, ["<a/>"]);
});

test("there is no copy button without a clipboard", () => {
  assert.equal(page(OPERATION, { clipboard: false }).document.querySelector(".rensei-copy"), null);
});

test("a chosen language is chosen in all samples and remembered", () => {
  const { document, window } = page(OPERATION);
  document.getElementById("a-1").click();
  assert.ok(document.getElementById("b-1").checked);
  assert.equal(window.localStorage.getItem("rensei-language"), "Python");
});

test("the remembered language is chosen on the next page", () => {
  const { document } = page(OPERATION, { language: "Python" });
  assert.ok(document.getElementById("a-1").checked && document.getElementById("b-1").checked);
});

test("a language that the page does not have changes nothing", () => {
  assert.ok(page(OPERATION, { language: "Cobol" }).document.getElementById("a-0").checked);
});

test("a fragment opens what its target is folded into", () => {
  const { document } = page(OPERATION, { hash: "#x-200/name" });
  assert.ok(document.getElementById("outer").open);
});

test("a fragment that is no target, or no valid text, is no error", () => {
  page(OPERATION, { hash: "#nothing" });
  page(OPERATION, { hash: "#%E0%A4%A" });
});

test("a message is that of the catalog, with its values as they are", () => {
  const { window } = page("");
  assert.equal(window.rensei.gettext("{} of {}", "{}", "$&"), "{} of $&");
  assert.equal(window.rensei.ngettext("one place", "{} places", 2), "2 places");
  window.rensei.catalog = { plural: (n) => Number(n > 2), words: { "must be {}": ["muss {} sein"], "{} item": ["a {}", "b {}"] } };
  assert.equal(window.rensei.gettext("must be {}", "null"), "muss null sein");
  assert.equal(window.rensei.ngettext("{} item", "{} items", 2), "a 2");
  assert.equal(window.rensei.ngettext("{} item", "{} items", 3), "b 3");
});
