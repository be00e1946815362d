import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const rensei = load(
  "rensei-json.js", "rensei-schema.js", "rensei-media.js", "rensei-server.js", "rensei-parameters.js", "rensei-body.js", "rensei-start.js", "rensei-build.js", "rensei-stream.js", "rensei-send.js", "rensei-link.js");

const REQUEST = { method: "POST", url: "https://api.example.org/x", headers: [["X-A", "ü"]], body: { text: "hé", value: [] }, credentials: [{ name: "k", kind: "header", parameter: "X-Key" }] };

/** All that a reply still has to give. */
const rest = async ({ reader }) => {
  const found = [];
  for (let each = await reader.read(); !each.done; each = await reader.read()) found.push(each.value);
  return new Blob(found).text();
};

/** Calls through a fetch that is not the network. @param {Response} reply */
const called = async (reply, proxy, request = REQUEST) => {
  const seen = {};
  globalThis.fetch = async (url, options) => {
    Object.assign(seen, options, { url, text: options.body ? await options.body.text() : "" });
    return reply;
  };
  return { seen, result: await rensei.call(request, { k: "s" }, proxy, undefined) };
};

test("straight from the browser, without cookies, referrer or cache", async () => {
  const { seen } = await called(new Response("ok"), undefined);
  assert.equal(seen.url, REQUEST.url);
  assert.deepEqual([seen.credentials, seen.referrerPolicy, seen.cache], ["omit", "no-referrer", "no-store"]);
  assert.equal(seen.text, "hé");
  assert.equal(seen.headers.get("X-Key"), "s");
});

test("through a proxy that takes a URL", async () => {
  const { seen } = await called(new Response("ok"), "https://p.example/?u={url}");
  assert.equal(seen.url, "https://p.example/?u=https%3A%2F%2Fapi.example.org%2Fx");
});

test("in an envelope, up and down, however the bytes are cut", async () => {
  const bytes = new TextEncoder().encode('{"status":201,"headers":[["set-cookie","a"],["set-cookie","b"]],"url":"https://api.example.org/x","elapsed_ms":1}\nbo\ndy');
  for (const size of [1, 7, 1000]) {
    const body = new ReadableStream({ start: (controller) => {
      for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size));
      controller.close();
    } });
    const { seen, result } = await called(new Response(body, { headers: { "Content-Type": "application/vnd.rensei.reply" } }), "/proxy");
    assert.equal(seen.text, '{"method":"POST","url":"https://api.example.org/x","headers":[["X-A","ü"],["X-Key","s"]]}\nhé');
    assert.equal(seen.headers["Content-Type"], "application/vnd.rensei.call");
    assert.equal(result.status, 201);
    assert.equal(result.headers.length, 2);
    assert.equal(await rest(result), "bo\ndy");
  }
});

test("what the proxy refuses is no reply of the API", async () => {
  const reply = new Response('{"title":"not allowed","detail":"no"}', { status: 403, headers: { "Content-Type": "application/problem+json" } });
  await assert.rejects(called(reply, "/proxy"), (error) => error.problem.detail === "no" && error.problem.status === 403);
  await assert.rejects(called(new Response("<html>", { status: 200 }), "/proxy"), (error) => error.problem.status === 200);
});

test("a reply that ends inside its head is a fault", async () => {
  await assert.rejects(called(new Response('{"status"', { headers: { "Content-Type": "application/vnd.rensei.reply" } }), "/proxy"), /no head/);
});

test("a form with files is written as RFC 7578 says", async () => {
  const file = new File([new Uint8Array([0, 255, 10])], 'a"b\r\n.bin');
  const blob = rensei.multipart([
    { name: "x", value: "1", filename: "", content_type: "" },
    { name: "j", value: "{}", filename: "", content_type: "application/json" },
    { name: "f", value: "", filename: file.name, content_type: "", file },
  ]);
  const boundary = /boundary=(.+)/.exec(blob.type)[1];
  const written = Buffer.from(await blob.arrayBuffer()).toString("latin1");
  assert.equal(written, [
    `--${boundary}`, 'Content-Disposition: form-data; name="x"', "", "1",
    `--${boundary}`, 'Content-Disposition: form-data; name="j"', "Content-Type: application/json", "", "{}",
    `--${boundary}`, 'Content-Disposition: form-data; name="f"; filename="a%22b%0D%0A.bin"', "Content-Type: application/octet-stream", "", "\0\xff\n",
    `--${boundary}--`, "",
  ].join("\r\n"));
  assert.equal((await new Response(blob, { headers: { "Content-Type": blob.type } }).formData()).get("x"), "1");
});

for (const [type, text, expected] of [
  ["text/event-stream", "\ufeffevent: a\nid: 1\ndata: x\ndata:y\n\n: comment\n\ndata\n\ndata: unfinished", [["a, id 1", "x\ny"], ["", ""]]],
  ["text/event-stream", "data: 1\r\n\r\ndata: 2\r\rdata: 3\n\n", [["", "1"], ["", "2"], ["", "3"]]],
  ["application/x-ndjson", '{"a":1}\n\n2\r\n3', [["", '{"a":1}'], ["", "2"], ["", "3"]]],
  ["application/json-seq", "\x1e1\n\x1e2\n", [["", "1"], ["", "2"]]],
]) {
  test(`${type} is taken apart wherever it is cut: ${JSON.stringify(text)}`, () => {
    for (const size of [1, 3, 100]) {
      const stream = rensei.pieces(type);
      const found = [];
      for (let at = 0; at < text.length; at += size) found.push(...stream.push(text.slice(at, at + size)));
      found.push(...stream.rest());
      assert.deepEqual(found.map(({ label, text: held }) => [label, held]), expected, `${size}`);
    }
  });
}

test("other media types come whole", () => assert.equal(rensei.pieces("application/json"), undefined));

const DATA = { servers: [{ url: "https://{r}.example.org/{free}", variables: { r: { default: "eu", enum: ["eu", "us"] }, free: { default: "v1" } } }] };
const INPUTS = { server: 0, variables: { r: "us", free: "v2" }, parameters: { path: new Map([["id", rensei.parse("9007199254740993")]]) }, mediaType: "application/json", body: { instance: rensei.parse('{"a":1.0}') }, credentials: ["k"] };

test("a link gives back what it was made of, but for what could lead elsewhere", () => {
  const { body, parameters, ...rest } = rensei.inputsOf(rensei.fragment("page", INPUTS), DATA);
  assert.deepEqual(rest, { server: 0, variables: { r: "us" }, mediaType: "application/json" });
  assert.equal(rensei.write(parameters.path), '{"id":9007199254740993}');
  assert.equal(rensei.write(body.instance), '{"a":1.0}');
  assert.equal(rensei.read(rensei.fragment("page", INPUTS)).get("id"), "page");
});

test("a link of another version of the format gives nothing", () => {
  const written = rensei.fragment("page", INPUTS);
  assert.equal(written.slice(0, 6), "#try=1");
  assert.equal(rensei.read(written.replace("=1", "=2")).size, 0);
  assert.equal(rensei.read(written.replace("=1", "=")).size, 0);
});

test("a base URL of one's own and credentials are in no link", () => {
  const hash = rensei.fragment("page", { ...INPUTS, server: undefined, base: "https://evil.example", secrets: { k: "s3cret" } });
  assert.doesNotMatch(atob(hash.slice(5).replaceAll("-", "+").replaceAll("_", "/")), /evil|s3cret/);
});

const password = { type: "string", format: "password" };
const SECRETS = rensei.readData(JSON.stringify({
  parameters: [{ in: "query", name: "pin", schema: password }],
  body: { content: [{ type: "application/json", views: ["form"], schema: { $ref: "Account" } }, { type: "application/x-www-form-urlencoded", views: ["form"], schema: { $ref: "Account" } }, { type: "text/plain", views: ["text"] }] },
  schemas: {
    Secret: password,
    Account: { oneOf: [{ $ref: "Account" }, { properties: { code: password } }], properties: { secret: { $ref: "Secret" }, open: {}, owner: { $ref: "Account" }, keys: { items: password }, all: { items: { $ref: "Account" } } } },
  },
}));
const shared = (body, mediaType = "application/json") => {
  const given = { parameters: { query: new Map([["pin", "1234"], ["q", "x"]]) }, mediaType, body };
  return rensei.inputsOf(rensei.fragment("page", given, SECRETS), SECRETS);
};

for (const [text, kept] of [
  ['{"secret":"s","open":1}', '{"open":1}'],
  ['{"owner":{"secret":"s","open":1}}', '{"owner":{"open":1}}'],
  ['{"all":[{"secret":"s"},{"open":2.0}],"keys":["k"]}', '{"all":[{},{"open":2.0}],"keys":[]}'],
  ['{"code":"c","open":1}', '{"open":1}'],
  ['{"open":{"secret":1}}', '{"open":{"secret":1}}'],
]) {
  test(`what is a password by its schema is in no link: ${text}`, () => {
    const { parameters, body } = shared({ instance: rensei.parse(text) });
    assert.equal(rensei.write(parameters.query), '{"q":"x"}');
    assert.equal(rensei.write(body.instance), kept);
    assert.deepEqual(shared({ text, value: [] }).body, text === kept ? { text, value: [] } : null);
  });
}

for (const [text, type, kept] of [
  ["{", "application/json", false],
  ["open=1", "application/x-www-form-urlencoded", true],
  ["secret=1", "application/x-www-form-urlencoded", false],
  ["secret: 1", "text/plain", true],
]) test(`${type} in a link: ${text}`, () => assert.equal(shared({ text, value: [] }, type).body !== null, kept));

test("what an author hides is changed by no link", () => {
  const hiding = { ...SECRETS, body: { ...SECRETS.body, hidden: true } };
  const opened = (body, mediaType) => rensei.inputsOf(rensei.fragment("page", { parameters: {}, mediaType, body }), hiding).body;
  assert.equal(opened({ text: "{}", value: [] }, "application/json"), null);
  assert.equal(opened({ instance: "x" }, "text/plain"), null);
  assert.equal(opened({ instance: "x" }, "no/where"), null);
  // The form has no input for it.
  assert.deepEqual(opened({ instance: new Map() }, "application/json"), { instance: new Map() });
});

test("inputs that are too long for a link give none", () => {
  assert.equal(rensei.fragment("page", { ...INPUTS, body: { text: "x".repeat(9000) } }), undefined);
});

test("whatever a fragment is, it gives harmless inputs", () => {
  const whole = rensei.fragment("page", INPUTS);
  let seed = 7;
  const random = (limit) => { seed = (seed * 48271) % 2147483647; return seed % limit; };
  for (let round = 0; round < 2000; round += 1) {
    const text = [...whole];
    for (let change = 0; change <= random(4); change += 1) text[5 + random(text.length - 5)] = String.fromCharCode(33 + random(90));
    const { server, variables } = rensei.inputsOf(text.join(""), DATA);
    assert.ok(server === undefined || server === 0);
    assert.ok(Object.entries(variables).every(([name, value]) => name === "r" && ["eu", "us"].includes(value)));
  }
});
