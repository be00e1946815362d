// @ts-check
// JSON that keeps every number as it was written, and every object in its order.
// Values are strings, booleans, null, arrays, Map for objects and `Exact` for numbers.
"use strict";

(() => {
  const { gettext } = globalThis.rensei;

  /** A number by its text: 64-bit integers and `1.0` stay what they are. */
  class Exact {
    /** @param {string} text */
    constructor(text) {
      this.text = text;
    }
    toString() {
      return this.text;
    }
  }

  const TOKEN =
    /[\t\n\r ]*(?:([[\]{},:])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)|(true|false|null))/y;
  const WORDS = { true: true, false: false, null: null };
  const DEPTH = 500;

  /**
   * The value of a JSON text.
   * @param {string} text
   * @returns {any}
   * @throws {SyntaxError} naming the line and column of the fault
   */
  const parse = (text) => {
    const token = new RegExp(TOKEN);
    let found = /** @type {RegExpExecArray | null} */ (null);
    let at = 0;
    const fail = () => {
      const before = text.slice(0, at + (/^[\t\n\r ]*/.exec(text.slice(at))?.[0].length ?? 0)).split("\n");
      const column = before[before.length - 1].length + 1;
      throw new SyntaxError(gettext("not JSON at line {}, column {}", before.length, column));
    };
    const next = () => {
      at = token.lastIndex;
      found = token.exec(text);
      return found ?? fail();
    };
    /** @param {number} depth @returns {any} */
    const value = (depth) => {
      const [, mark, string, number, word] = /** @type {RegExpExecArray} */ (found);
      if (string !== undefined) return JSON.parse(string);
      if (number !== undefined) return new Exact(number);
      if (word !== undefined) return WORDS[word];
      if (depth > DEPTH) return fail();
      return mark === "[" ? array(depth) : mark === "{" ? object(depth) : fail();
    };
    /** @param {number} depth */
    const array = (depth) => {
      const items = [];
      for (let first = true; ; first = false) {
        if (next()[1] === "]" && first) return items;
        items.push(value(depth + 1));
        const mark = next()[1];
        if (mark === "]") return items;
        if (mark !== ",") fail();
      }
    };
    /** @param {number} depth */
    const object = (depth) => {
      const held = new Map();
      for (let first = true; ; first = false) {
        const key = next();
        if (key[1] === "}" && first) return held;
        if (key[2] === undefined) fail();
        if (next()[1] !== ":") fail();
        next();
        held.set(JSON.parse(key[2]), value(depth + 1));
        const mark = next()[1];
        if (mark === "}") return held;
        if (mark !== ",") fail();
      }
    };
    next();
    const whole = value(0);
    at = token.lastIndex;
    if (/[^\t\n\r ]/.test(text.slice(at))) fail();
    return whole;
  };

  /**
   * The JSON text of a value.
   * @param {any} value
   * @param {number} [indent] spaces for each level; everything in one line without it
   * @param {string} [margin]
   * @returns {string}
   */
  const write = (value, indent = 0, margin = "\n") => {
    if (value instanceof Exact) return value.text;
    const inner = margin + " ".repeat(indent);
    const between = indent ? `,${inner}` : ",";
    /** @param {string} open @param {string[]} parts @param {string} close */
    const around = (open, parts, close) =>
      !parts.length || !indent
        ? open + parts.join(between) + close
        : open + inner + parts.join(between) + margin + close;
    if (Array.isArray(value))
      return around(
        "[",
        value.map((item) => write(item, indent, inner)),
        "]",
      );
    if (value instanceof Map) {
      const colon = indent ? ": " : ":";
      const pairs = [...value].map(([key, item]) => JSON.stringify(key) + colon + write(item, indent, inner));
      return around("{", pairs, "}");
    }
    return JSON.stringify(value ?? null);
  };

  Object.assign(globalThis.rensei, { Exact, parse, write });
})();
