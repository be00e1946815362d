// @ts-check
// Values of JSON as languages of samples write them; the same as in sphinxext_rensei/samples/_literal.py.

/** An object in which no name is repeated. */
class Names extends Map {
  /** @param {string} name @param {any} value */
  set(name, value) {
    if (this.has(name)) throw new RangeError(name);
    return super.set(name, value);
  }
}

/** A JSON text as a value of the language; nothing where it would not stay what it is.
 * @type {(text: string, language: Samples.Language) => string} */
const literal = (text, { values, quotes: { quote } }) => {
  if (!values) return "";
  /** @type {(text: string, pattern?: string) => string} */
  const kept = (text, pattern) => {
    if (!fits(text, pattern)) throw new RangeError(text);
    return text;
  };
  /** @type {(value: any, indent: string) => string} */
  const written = (value, indent) => {
    if (value instanceof Exact) return kept(`${value}`, values.number);
    if (typeof value === "string") return quoted(value, quote);
    const object = value instanceof Map;
    if (!object && !Array.isArray(value)) return values.constants[value];
    const inner = indent + values.indent;
    const items = object
      ? [...value].map(([name, item]) => `${quoted(kept(name, values.key), quote)}: ${written(item, inner)}`)
      : value.map((item) => written(item, inner));
    const [start, end] = object ? "{}" : "[]";
    const line = start + items.join(", ") + end;
    if ([...line].length <= 72 && !line.includes("\n") && (!object || items.length < 2)) return line;
    return start + items.map((item) => `\n${inner}${item},`).join("") + `\n${indent}${end}`;
  };
  return attempt(() => {
    const value = parse(text, Names);
    return value instanceof Map || Array.isArray(value) ? written(value, values.indent) : "";
  }, "");
};

WRITERS.literal = literal;
