// @ts-check
// Requests as programs, for calls that change on the page: the interpreter of sphinxext_rensei.samples once more, with
// names and steps as in _scope.py, _literal.py and _write.py. Languages are data, in rensei-languages.js.
"use strict";

(() => {
  const UNSEEN = new RegExp(
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\xa0\\xad\\u061c\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\ufeff" +
    "\\ufff9-\\ufffb\\ud800-\\udfff]", "u");

  /** @param {string} text @param {string} [pattern] */
  const fits = (text, pattern) => !pattern || new RegExp(`^(?:${pattern})$`, "u").test(text);

  /** @param {string} text @param {Samples.Quote[]} quotes */
  const quoted = (text, quotes) => {
    const { start = "", end = "", escapes = {}, unseen } = quotes.find((each) => fits(text, each.fits)) ?? quotes[0];
    const escaped = [...text].map((each) => escapes[each] ?? (unseen && UNSEEN.test(each)
      ? unseen.replace("{}", each.charCodeAt(0).toString(16).padStart(4, "0")) : each));
    return start + escaped.join("") + end;
  };

  /** @param {string} text @param {Samples.Language} language */
  const literal = (text, { values, quotes: { quote } }) => {
    if (!values || !/^\s*[[{]/.test(text)) return "";
    // Parsing would round numbers: what is valid is read by its tokens.
    const tokens = text.match(/"(?:[^"\\]|\\.)*"|[[\]{}]|[^\s[\]{}:,"]+/g) ?? [];
    let next = 0;
    /** @param {string} text @param {string} [pattern] */
    const kept = (text, pattern) => {
      if (!fits(text, pattern)) throw new RangeError(text);
      return text;
    };
    /** @param {string} indent @returns {string} */
    const written = (indent) => {
      const token = tokens[next++];
      if (token[0] === '"') return quoted(JSON.parse(token), quote);
      if (token !== "[" && token !== "{") return values.constants[token] ?? kept(token, values.number);
      const inner = indent + values.indent;
      const names = new Set();
      const items = [];
      while (!"]}".includes(tokens[next])) {
        let start = "";
        if (token === "{") {
          const name = kept(JSON.parse(tokens[next++]), values.key);
          start = `${quoted(name, quote)}: `;
          names.add(name);
        }
        items.push(start + written(inner));
      }
      const end = tokens[next++];
      if (token === "{" && names.size < items.length) throw new RangeError("a name is repeated");
      const line = token + items.join(", ") + end;
      if ([...line].length <= 72 && !line.includes("\n") && (token === "[" || items.length < 2)) return line;
      return token + items.map((item) => `\n${inner}${item},`).join("") + `\n${indent}${end}`;
    };
    try {
      JSON.parse(text);
      return written(values.indent);
    } catch {
      return "";
    }
  };

  /** @param {string} name */
  const variable = (name) => {
    const words = name.replace(/[a-z0-9](?=[A-Z])|[A-Z](?=[A-Z][a-z])/g, "$&_").toUpperCase();
    return (words.replace(/[^A-Z0-9]+/g, "_").replace(/^_|_$/g, "") || "CREDENTIAL").replace(/^(?=\d)/, "_");
  };

  /** @param {string} text */
  const percent = (text) => encodeURIComponent(text)
    .replace(/[!'()*]/g, (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`);

  /** @param {string} text */
  const latin = (text) => String.fromCharCode(...new TextEncoder().encode(text));

  /** @param {Samples.Piece[]} pieces */
  const joined = (pieces) => {
    /** @type {Samples.Piece[]} */
    const found = [];
    for (const piece of pieces) {
      const last = found.at(-1);
      if (typeof piece === "string" && typeof last === "string") found[found.length - 1] = last + piece;
      else if (piece) found.push(piece);
    }
    return found;
  };

  /** @param {Samples.Request} request @param {Samples.Language} language */
  const scope = ({ method, url, headers, body, credentials }, language) => {
    const { text = "", json, filename, parts = [] } = /** @type {Samples.AnyBody} */ (body ?? {});
    const value = json ? literal(text, language) : "";
    /** @type {Map<string, {name: string, said: string, pieces: Samples.Piece[]}>} */
    const merged = new Map();
    /** @param {string} name @param {string} said @param {Samples.Piece[]} pieces */
    const add = (name, said, ...pieces) => {
      const key = name.toLowerCase();
      const before = merged.get(key);
      if (!before) return merged.set(key, { name, said, pieces });
      before.said ||= said;
      return before.pieces.push(key === "cookie" ? "; " : ", ", ...pieces);
    };
    for (const [name, text] of headers) {
      const isSaid = value && name.toLowerCase() === "content-type" && text === "application/json";
      add(name, isSaid ? ":json" : "", text);
    }
    /** @type {Samples.Piece[]} */
    const address = [url];
    /** @type {Record<string, object[]>} */
    const kinds = {};
    for (const { kind, name, parameter } of credentials) {
      const place = { variable: variable(name), encoding: { query: "percent", basic: "base64" }[kind] ?? "" };
      const encoded = percent(parameter);
      (kinds[kind] ??= []).push({ ...place, name: parameter, encoded });
      if (kind === "query") address.push(`${address.join("").includes("?") ? "&" : "?"}${encoded}=`, place);
      const scheme = { bearer: "Bearer", basic: "Basic", digest: parameter, authorization: parameter }[kind];
      const said = kind === "basic" || kind === "digest" ? `:${kind}` : "";
      if (scheme !== undefined) add("Authorization", said, `${scheme} `, place);
      if (kind === "header") add(parameter, "", place);
      if (kind === "cookie") add("Cookie", "", `${parameter}=`, place);
    }
    const cookie = merged.get("cookie");
    if (cookie && merged.delete("cookie")) merged.set("cookie", { ...cookie, name: "Cookie" });
    const fields = [...merged].map(([key, { name, said, pieces }]) => {
      const written = joined(
        pieces.map((piece) => typeof piece === "string" && language.latin ? latin(piece) : piece));
      return { key: key + said, name, value: written, line: joined([`${name}: `, ...written]) };
    });
    const lines = text.match(/[^\n]*\n|[^\n]+/g) ?? [];
    const accept = headers.find(([name]) => name.toLowerCase() === "accept")?.[1] ?? "";
    return {
      method,
      lower: method.toLowerCase(),
      capital: method.slice(0, 1).toUpperCase() + method.slice(1).toLowerCase(),
      url: joined(address),
      bare_url: url,
      fields: fields.filter(({ key }) => !language.apart?.includes(key)),
      apart: fields.filter(({ key }) => language.apart?.includes(key)),
      credentials: credentials.length ? kinds : null,
      accepts_json: /[/+]json$/.test(accept.split(";")[0]),
      body: text || filename || parts.length
        ? { text, filename, parts: parts.map(
          (part, index) => ({ ...part, number: index + 1, label: part.filename ? "" : part.content_type })) }
        : null,
      ascii: /^[\x00-\x7f]*$/.test(text),
      lines: lines.length > 1 ? lines.map((line) => ({ line })) : [],
      literal: value,
      repeated: new Set(parts.map(({ name }) => name.toLowerCase())).size < parts.length,
    };
  };

  /** @param {Samples.Piece[]} pieces @param {Samples.Language} language */
  const expression = (pieces, { interpolation: within, plus = "", quotes: { quote }, variables }) => {
    const inside = within && pieces.some((piece) => typeof piece !== "string")
      && pieces.every((piece) => typeof piece !== "string" || fits(piece, within.fits));
    const written = pieces.map((piece) => {
      if (typeof piece === "string") return inside ? piece : quoted(piece, quote);
      return (inside ? within.variable : variables[piece.encoding]).replaceAll("{}", piece.variable);
    });
    return inside ? within.start + written.join("") + within.end : written.join(plus) || quoted("", quote);
  };

  /** @param {any} value @param {string} name */
  const inner = (value, name) =>
    Array.isArray(value) ? value.flatMap((each) => each[name] ?? []).filter(Boolean) : value?.[name];

  /** @param {object} names @param {string} path */
  const find = (names, path) => path.split(".").reduce(inner, names);

  /** @param {Samples.Node[]} program @param {object} names @param {Samples.Language} language @returns {string} */
  const write = (program, names, language) => program.map((node) => {
    if (typeof node === "string") return node;
    if (Array.isArray(node)) {
      const [name, ...filters] = node;
      return filters.reduce((value, filter) => filter === "expression"
        ? expression(value, language) : quoted(value, language.quotes[filter]), find(names, name));
    }
    if ("each" in node) {
      const items = find(names, node.each) ?? [];
      return items.map((/** @type {object} */ item) => write(node.body, { ...names, ...item }, language)).join("");
    }
    const holds = node.when.some(({ name, negated = false, values }) => {
      const value = find(names, name);
      const is = values ? values.includes(value) : Array.isArray(value) ? value.length > 0 : Boolean(value);
      return is !== negated;
    });
    return write((holds ? node.then : node.otherwise) ?? [], names, language);
  }).join("");

  const rensei = /** @type {any} */ (globalThis).rensei ??= {};

  /** A request as a program. @param {Samples.Language} language @param {Samples.Request} request @returns {string} */
  rensei.sample = (language, request) => {
    const text = write(language.program, scope(request, language), language);
    return text.endsWith(language.newline) ? text.slice(0, -language.newline.length) : text;
  };
})();
