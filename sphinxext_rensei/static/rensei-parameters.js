// @ts-check
// Serialisation of parameters: every style of OAS 3.2.0, section 4.12; the same as `request/_parameters.py`.
// `tests/vectors/parameters.json` tests both.
"use strict";

(() => {
  const { write } = globalThis.rensei;
  const RESERVED = ":/?#[]@!$&'()*+,;=";
  const BREAKING = /** @type {Record<string, string>} */ ({ path: "/?#[]", query: "[]#&+", form: "[]#&+", cookie: ",;" });

  /** Percent-encoding of all but unreserved characters (RFC 3986, section 2.3) and those of `safe`.
   * @param {string} text @param {string} [safe] */
  const quote = (text, safe = "") =>
    text.replace(/[^A-Za-z0-9_.~-]/gu, (character) => {
      if (safe.includes(character)) return character;
      const known = /\p{Surrogate}/u.test(character) ? "\ufffd" : character;
      return encodeURIComponent(known).replace(
        /[!'()*]/g,
        (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
      );
    });
  /** Strings as they are, all else as JSON. @param {any} value @returns {string} */
  const plain = (value) => (typeof value === "string" ? value : write(value));
  /** @param {string} type */
  const baseType = (type) => type.split(";")[0].trim().toLowerCase();
  /** @param {string} type */
  const isJson = (type) => /^(application|text)\/json$|\+json$/.test(baseType(type));

  /** @param {string} location @param {boolean} [reserved] @returns {(text: string) => string} */
  const encoder = (location, reserved) => {
    if (location === "header") return (text) => text;
    if (!reserved) return (text) => quote(text);
    const safe = [...RESERVED].filter((mark) => !(BREAKING[location] ?? "").includes(mark)).join("");
    return (text) =>
      text
        .split(/(%[0-9A-Fa-f]{2})/)
        .map((part, index) => (index % 2 ? part : quote(part, safe)))
        .join("");
  };

  /** @typedef {{name: string, kind: string, items: string[], pairs: string[][]}} Taken */
  /** @param {string} name @param {string} text */
  const matrix = (name, text) => (text ? `;${name}=${text}` : `;${name}`);
  /** @param {string} separator @param {string} [delimiter] @returns {(taken: Taken, explode: boolean) => string} */
  const named =
    (separator, delimiter = ",") =>
    ({ name, kind, items, pairs }, explode) => {
      if (explode && kind === "array") return items.map((item) => `${name}=${item}`).join(separator);
      if (explode && kind === "object") return pairs.map((pair) => pair.join("=")).join(separator);
      return `${name}=${items.join(delimiter)}`;
    };
  /** @type {Record<string, (taken: Taken, explode: boolean) => string>} */
  const STYLES = {
    matrix: ({ name, kind, items, pairs }, explode) => {
      if (explode && kind === "array") return items.map((item) => matrix(name, item)).join("");
      if (explode && kind === "object") return pairs.map(([key, item]) => matrix(key, item)).join("");
      return matrix(name, items.join(","));
    },
    label: ({ kind, items, pairs }, explode) => {
      if (explode && kind === "object") return pairs.map((pair) => `.${pair.join("=")}`).join("");
      return explode ? items.map((item) => `.${item}`).join("") : `.${items.join(",")}`;
    },
    simple: ({ kind, items, pairs }, explode) =>
      explode && kind === "object" ? pairs.map((pair) => pair.join("=")).join(",") : items.join(","),
    form: named("&"),
    spaceDelimited: named("&", "%20"),
    pipeDelimited: named("&", "%7C"),
    cookie: named("; "),
  };

  /** @param {string} name @param {any} value @param {(text: string) => string} encodeName
   * @param {(text: string) => string} encode @returns {string[]} */
  const deep = (name, value, encodeName, encode) => {
    if (value instanceof Map) {
      return [...value].flatMap(([key, item]) => deep(`${name}%5B${encodeName(key)}%5D`, item, encodeName, encode));
    }
    if (Array.isArray(value)) {
      return value.flatMap((item, index) =>
        deep(item instanceof Map || Array.isArray(item) ? `${name}%5B${index}%5D` : name, item, encodeName, encode),
      );
    }
    return value === null ? [] : [`${name}=${encode(plain(value))}`];
  };

  /** @param {string} name @param {any} value @param {(text: string) => string} encode @returns {Taken | null} */
  const taken = (name, value, encode) => {
    if (value === null) return null;
    if (Array.isArray(value)) {
      const items = value.filter((item) => item !== null).map((item) => encode(plain(item)));
      return items.length ? { name, kind: "array", items, pairs: [] } : null;
    }
    if (value instanceof Map) {
      const pairs = [...value]
        .filter(([, item]) => item !== null)
        .map(([key, item]) => [encode(key), encode(plain(item))]);
      return pairs.length ? { name, kind: "object", items: pairs.flat(), pairs } : null;
    }
    return { name, kind: "primitive", items: [encode(plain(value))], pairs: [] };
  };

  /**
   * @param {string} name
   * @param {any} value
   * @param {string} location
   * @param {any} how style, explode, allowReserved
   */
  const serialize = (
    name,
    value,
    location,
    {
      style = location === "path" || location === "header" ? "simple" : "form",
      explode = style === "form" || style === "cookie",
      allowReserved = false,
    },
  ) => {
    const encode = style === "cookie" ? String : encoder(location, allowReserved);
    const encodeName = style === "cookie" ? String : encoder(location);
    if (style === "deepObject") return deep(encodeName(name), value, encodeName, encode).join("&");
    const found = taken(encodeName(name), value, encode);
    return found ? (STYLES[style] ?? STYLES.form)(found, explode) : "";
  };

  Object.assign(globalThis.rensei, { baseType, encoder, isJson, plain, quote, serialize });
})();
