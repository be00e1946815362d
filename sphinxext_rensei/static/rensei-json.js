// @ts-check
// JSON that keeps every number as it was written, and every object in its order.
// Values are strings, booleans, null, arrays, Map for objects and `Exact` for numbers.

/** A number by its text: 64-bit integers and `1.0` stay what they are. */
class Exact extends String {}

/** What stands alone; whether a text or number is one, `JSON.parse` says. */
const TOKEN = /[\t\n\r ]*([[\]{},:]|"(?:[^"\\]|\\.)*"|[-+.\w]+|$)/y;
const DEEPEST = 500;

/** The value of a JSON text; a `SyntaxError` names the line and column of a fault.
 * @type {(text: string, Held?: MapConstructor) => any} */
const parse = (text, Held = Map) => {
  const pattern = new RegExp(TOKEN);
  let token = "";
  let at = 0;
  const fail = () => {
    const before = text.slice(0, at + text.slice(at).search(/[^\t\n\r ]|$/)).split("\n");
    throw new SyntaxError(gettext("not JSON at line {}, column {}", before.length, `${before.at(-1)}`.length + 1));
  };
  const next = () => {
    at = pattern.lastIndex;
    return (token = pattern.exec(text)?.[1] ?? fail());
  };
  const single = () => {
    const found = attempt(() => JSON.parse(token)) ?? (token === "null" ? null : fail());
    return typeof found === "number" ? new Exact(token) : found;
  };
  /** @type {(depth: number) => any} */
  const value = (depth) => {
    const list = token === "[";
    if (!list && token !== "{") return single();
    const held = /** @type {any} */ (list ? [] : new Held());
    const end = list ? "]" : "}";
    if (depth > DEEPEST) fail();
    if (next() === end) return held;
    for (;;) {
      if (list) held.push(value(depth + 1));
      else {
        const key = token.startsWith('"') ? single() : fail();
        if (next() !== ":") fail();
        next();
        held.set(key, value(depth + 1));
      }
      if (next() === end) return held;
      if (token !== ",") fail();
      next();
    }
  };
  next();
  const whole = value(0);
  return next() ? fail() : whole;
};

/** The JSON text of a value; in one line without an indentation.
 * @type {(value: any, indent?: number, margin?: string) => string} */
const write = (value, indent = 0, margin = "\n") => {
  if (value instanceof Exact) return `${value}`;
  const list = Array.isArray(value);
  if (!list && !(value instanceof Map)) return JSON.stringify(value ?? null);
  const inner = margin + " ".repeat(indent);
  const colon = indent ? ": " : ":";
  const parts = list
    ? value.map((item) => write(item, indent, inner))
    : [...value].map(([key, item]) => JSON.stringify(key) + colon + write(item, indent, inner));
  const text = indent && parts.length ? inner + parts.join(`,${inner}`) + margin : parts.join();
  return list ? `[${text}]` : `{${text}}`;
};
