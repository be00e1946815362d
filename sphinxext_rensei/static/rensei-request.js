// @ts-check
// The request of an operation and inputs: the same function as in Python (`request/_build.py`).
// `tests/vectors/requests.json` tests both.
"use strict";

(() => {
  const { baseType, bodyOf, encoder, formText, isJson, plain, quote, serialize, write } = globalThis.rensei;
  const PLACEHOLDER = "https://api.example.com";
  const FORM = "application/x-www-form-urlencoded";
  const WRITTEN = ":/?#[]@!$&'()*+,;=%";
  const IGNORED = ["accept", "content-type", "authorization"];

  /** @param {any} parameter @param {any} value */
  const parameterText = (parameter, value) => {
    const { name, in: location, content } = parameter;
    if (!content) return serialize(name, value, location, parameter);
    const text = isJson(content) ? write(value) : plain(value);
    const encode = encoder(location);
    if (location === "querystring") {
      return baseType(content) === FORM && value instanceof Map ? formText(parameter, value) : encode(text);
    }
    if (location === "cookie" && baseType(content) === "text/plain") return `${encode(name)}=${text}`;
    return location === "query" || location === "cookie" ? `${encode(name)}=${encode(text)}` : encode(text);
  };

  /** @param {any} server @param {Record<string, string>} [variables] */
  const filledServer = (server, variables = {}) =>
    Object.entries(server.variables ?? {}).reduce(
      (url, [name, each]) => url.replaceAll(`{${name}}`, () => variables[name] ?? each.default),
      server.url,
    );

  /** @param {string} url @param {string} origin of a relative server */
  const absolute = (url, origin) => {
    const written = quote(url.trim(), WRITTEN).split(/[?#]/)[0];
    const joined = /^[a-z][a-z0-9+.-]*:/i.test(written)
      ? written
      : written.startsWith("//")
        ? `${origin.split("//")[0]}${written}`
        : origin + new URL(written || "/", `${PLACEHOLDER}/`).pathname;
    return joined.replace(/\/+$/, "");
  };

  /** @param {any} server */
  const isUsable = (server) => {
    const url = filledServer(server);
    return /^(https?:|(?![a-z][a-z0-9+.-]*:))/i.test(url) && !url.includes("{");
  };

  /** The URL that the operation's path is added to.
   * @param {any} operation @param {any} inputs @param {string} [origin] */
  const baseUrl = (operation, inputs, origin = PLACEHOLDER) => {
    const servers = operation.servers ?? [];
    if (inputs.base) return absolute(inputs.base, origin);
    if (!servers.length) return origin;
    const index = inputs.server ?? Math.max(servers.findIndex(isUsable), 0);
    return absolute(filledServer(servers[index], inputs.variables), origin);
  };

  /** The one place that a credential or parameter takes up. @param {any} credential */
  const slot = ({ kind, parameter }) =>
    kind === "header"
      ? `header ${parameter.toLowerCase()}`
      : ["bearer", "basic", "digest", "authorization"].includes(kind)
        ? "header authorization"
        : kind === "certificate"
          ? kind
          : `${kind} ${parameter}`;

  /** @param {any} operation @param {string[]} names */
  const credentialsOf = (operation, names) => {
    const placed = new Map();
    for (const name of names) {
      const { kind, parameter = "" } = operation.schemes?.[name] ?? {};
      const found = { name, kind, parameter };
      if (kind && !placed.has(slot(found))) placed.set(slot(found), found);
    }
    return placed;
  };

  /** @param {any} operation @param {any} media @param {any} body */
  const negotiation = (operation, media, body) => {
    const fields = operation.accept ? [["Accept", operation.accept]] : [];
    if (!media || !body || "parts" in body) return fields;
    const fallback = "text" in body ? "application/json" : "application/octet-stream";
    return [...fields, ["Content-Type", media.type.includes("*") ? fallback : media.type]];
  };

  /** The request that the inputs mean; whatever they are, there is one.
   * @param {any} operation @param {any} inputs @param {string} [origin] where relative servers are */
  const request = (operation, inputs, origin) => {
    const credentials = credentialsOf(operation, inputs.credentials ?? []);
    /** @type {Record<string, string[][]>} */
    const placed = { path: [], query: [], querystring: [], header: [], cookie: [] };
    for (const each of operation.parameters ?? []) {
      const given = inputs.parameters?.[each.in];
      if (!given?.has(each.name) || credentials.has(slot({ kind: each.in, parameter: each.name }))) continue;
      placed[each.in].push([each.name, parameterText(each, given.get(each.name))]);
    }
    const media = operation.body?.content?.find((each) => each.type === inputs.mediaType);
    const body = bodyOf(media, inputs.body);
    let [path, fixed = ""] = operation.path.split(/\?(.*)/s);
    for (const [name, text] of placed.path)
      [path, fixed] = [path, fixed].map((each) => each.replaceAll(`{${name}}`, () => text));
    const query = [
      quote(fixed.split("#")[0], WRITTEN),
      ...[...placed.query, ...placed.querystring].map(([, text]) => text),
    ];
    const cookies = placed.cookie
      .map(([, text]) => text)
      .filter(Boolean)
      .join("; ");
    const headers = [
      ...negotiation(operation, media, body),
      ...placed.header.filter(([name]) => !IGNORED.includes(name.toLowerCase())),
    ];
    if (cookies) headers.push(["Cookie", cookies]);
    const joined = query.filter(Boolean).join("&");
    return {
      method: operation.method,
      url: `${baseUrl(operation, inputs, origin)}${quote(path.split("#")[0], WRITTEN)}${joined && "?"}${joined}`,
      headers: headers.map(([name, text]) => [name, text.replaceAll("\n", " ").replaceAll("\r", "").trim()]),
      body,
      credentials: [...credentials.values()],
    };
  };

  /** The URL and header fields with the credentials in their places.
   * @param {any} made @param {Record<string, string>} secrets by name of the scheme; `user:password` for Basic */
  const authorized = (made, secrets) => {
    let url = made.url;
    const headers = made.headers.filter(([name]) => name.toLowerCase() !== "cookie");
    const cookies = made.headers.filter(([name]) => name.toLowerCase() === "cookie").map((field) => field[1]);
    for (const { name, kind, parameter } of made.credentials) {
      const secret = secrets[name];
      if (kind === "query") url += `${url.includes("?") ? "&" : "?"}${quote(parameter)}=${quote(secret)}`;
      else if (kind === "header") headers.push([parameter, secret]);
      else if (kind === "cookie") cookies.push(`${parameter}=${secret}`);
      else if (kind === "basic") {
        const bytes = new TextEncoder().encode(secret);
        headers.push(["Authorization", `Basic ${btoa(String.fromCharCode(...bytes))}`]);
      } else if (kind !== "certificate")
        headers.push(["Authorization", `${kind === "bearer" ? "Bearer" : parameter} ${secret}`]);
    }
    if (cookies.length) headers.push(["Cookie", cookies.join("; ")]);
    return { url, headers };
  };

  Object.assign(globalThis.rensei, { authorized, baseUrl, filledServer, isUsable, parameterText, request });
})();
