// @ts-check
// Inputs in a link's fragment, which no server sees. Never credentials, never a server that is not documented, and
// nothing is sent by opening one.
"use strict";

(() => {
  const { Exact, gettext, parse, write } = globalThis.rensei;
  const VERSION = "1";
  /** Longer links, in characters, are cut by what they pass through. */
  const LONGEST = 8000;

  const encode = (text) =>
    btoa(String.fromCharCode(...new TextEncoder().encode(text)))
      .replaceAll("+", "-")
      .replaceAll("/", "_")
      .replace(/=+$/, "");
  const decode = (text) =>
    new TextDecoder("utf-8", { fatal: true }).decode(
      Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (each) => each.charCodeAt(0)),
    );

  /** Whether a value is a password by its schema; then no link holds it. */
  const isSecret = (schema, schemas) => globalThis.rensei.shape(schema, schemas).format === "password";
  const without = (held, names) => new Map([...held].filter(([name]) => !names.includes(name)));

  /** Inputs without passwords. */
  const shareable = (given, data) => {
    const secrets = (data.parameters ?? []).filter((each) => isSecret(each.schema, data.schemas));
    const media = data.body?.content?.find((each) => each.type === given.mediaType);
    const { properties } = globalThis.rensei.shape(media?.schema, data.schemas);
    const fields = [...properties].filter(([, each]) => isSecret(each, data.schemas)).map(([name]) => name);
    const parameters = Object.entries(given.parameters).map(([location, held]) => {
      const names = secrets.filter((each) => each.in === location).map((each) => each.name);
      return [location, without(held, names)];
    });
    const instance = given.body?.instance;
    const body = instance instanceof Map ? { instance: without(instance, fields) } : given.body;
    // A text could hold one anywhere.
    return {
      ...given,
      parameters: Object.fromEntries(parameters),
      body: fields.length && body && "text" in body ? null : body,
    };
  };

  /**
   * The fragment of inputs; undefined where it would be too long.
   * @param {string} id of the operation's page
   * @param {any} inputs
   * @param {any} data
   */
  const fragment = (id, inputs, data = {}) => {
    const { server, variables = {}, parameters, mediaType, body } = shareable(inputs, data);
    const instance = body && "instance" in body ? body.instance : undefined;
    const held = new Map(
      Object.entries({
        v: VERSION,
        id,
        parameters: new Map(Object.entries(parameters)),
        variables: new Map(Object.entries(variables)),
        mediaType,
        ...(server === undefined ? {} : { server: new Exact(`${server}`) }),
        ...(instance === undefined ? (body && "text" in body ? { text: body.text } : {}) : { instance }),
      }),
    );
    const written = `#try=${encode(write(held))}`;
    return written.length > LONGEST ? undefined : written;
  };

  /** What a fragment holds; undefined for what is none of ours. @param {string} hash @returns {any} */
  const read = (hash) => {
    try {
      if (!hash.startsWith("#try=") || hash.length > LONGEST) return undefined;
      const held = parse(decode(hash.slice(5)));
      return held instanceof Map && held.get("v") === VERSION ? held : undefined;
    } catch {
      return undefined;
    }
  };

  const isFor = (hash, id) => read(hash)?.get("id") === id;

  /** Inputs that the operation has, from a fragment of anybody's making. @param {string} hash @param {any} data */
  const inputsOf = (hash, data) => {
    const held = read(hash);
    const map = (value) => (value instanceof Map ? value : new Map());
    const server = Number(held?.get("server"));
    const known = Number.isInteger(server) && server >= 0 && server < (data.servers?.length ?? 0);
    const variables = data.servers?.[known ? server : 0]?.variables ?? {};
    const allowed = [...map(held?.get("variables"))].filter(
      ([name, value]) =>
        Object.hasOwn(variables, name) &&
        // A free variable could lead anywhere.
        variables[name].enum?.includes(value),
    );
    const parameters = Object.fromEntries(
      ["path", "query", "querystring", "header", "cookie"].map((location) => [
        location,
        map(map(held?.get("parameters")).get(location)),
      ]),
    );
    const text = held?.get("text");
    const type = held?.get("mediaType");
    return {
      ...(known ? { server } : {}),
      variables: Object.fromEntries(allowed),
      parameters,
      mediaType: typeof type === "string" ? type : "",
      body: held?.has("instance")
        ? { instance: held.get("instance") }
        : typeof text === "string"
          ? { text, value: [] }
          : null,
    };
  };

  /** @param {any} play @param {string} hash */
  const restore = (play, hash) => {
    play.fields.set(inputsOf(hash, play.data));
    play.refresh();
    play.note.before(
      globalThis.rensei.el(
        "p",
        { role: "status" },
        gettext("Filled in by the link that you followed. Nothing was sent."),
      ),
    );
    play.fields.server.node.scrollIntoView({ block: "center" });
    return play;
  };

  /** @param {any} button @param {string} id @param {any} given */
  const copyLink = async (button, id, given, data) => {
    const words = button.textContent;
    const written = fragment(id, given, data);
    if (written) history.replaceState(null, "", written);
    try {
      if (written) await navigator.clipboard.writeText(location.href);
      button.textContent = written ? gettext("Copied, without credentials") : gettext("Too long for a link");
    } catch {
      button.textContent = gettext("It is in the address bar");
    }
    setTimeout(() => {
      button.textContent = words;
    }, 2500);
  };

  Object.assign(globalThis.rensei, { copyLink, fragment, inputsOf, isFor, restore });
})();
