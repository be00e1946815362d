// @ts-check
// JSON Schema keywords that say yes or no to one value (JSON Schema 2020-12, validation, section 6).

/** @type {Record<string, RegExp>} */
const FORMATS = {
  date: /^\d{4}-\d\d-\d\d$/,
  "date-time": /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/,
  email: /^[^\s@]+@[^\s@]+$/,
  uuid: /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i,
  uri: /^[a-z][a-z0-9+.-]*:\S+$/i,
  ipv4: /^(\d{1,3}\.){3}\d{1,3}$/
};

/** @type {(value: any) => string} */
const typeOf = (value) => {
  if (value instanceof Exact) return Number.isInteger(Number(value)) ? "integer" : "number";
  return value === null ? "null" : value instanceof Map ? "object" : Array.isArray(value) ? "array" : typeof value;
};
// Whole numbers are compared exactly, however long they are.
/** @type {(one: any, limit: number) => number} */
const compare = (one, limit) =>
  /^-?\d+$/.test(one) && Number.isInteger(limit) ? Number(BigInt(one) - BigInt(limit)) : one - limit;
/** One text for all that JSON Schema says is equal. @type {(value: any) => string} */
const canonical = (value) => {
  if (value instanceof Exact) return `${Number.isSafeInteger(Number(value)) ? Number(value) : value}`;
  if (Array.isArray(value)) return `[${value.map(canonical)}]`;
  if (!(value instanceof Map)) return JSON.stringify(value);
  return `{${[...value].map(([key, item]) => JSON.stringify(key) + canonical(item)).sort()}}`;
};
/** @type {(value: any, written: any) => boolean} */
const same = (value, written) => canonical(value) === canonical(parse(JSON.stringify(written)));
/** @type {(pattern: string) => RegExp} */
const patternOf = (pattern) => attempt(() => new RegExp(pattern, "u"), /(?:)/);

/** By type: keyword -> how a number, or how many there are, must stand to its limit.
 * @type {Record<string, Record<string, string>>} */
const LIMITS = {
  number: { minimum: "≥", maximum: "≤", exclusiveMinimum: ">", exclusiveMaximum: "<" },
  string: { minLength: "≥", maxLength: "≤" },
  array: { minItems: "≥", maxItems: "≤" },
  object: { minProperties: "≥", maxProperties: "≤" }
};

/** By type: keyword -> what is wrong with a value, if anything.
 * @type {Record<string, Record<string, (value: any, given: any) => string | false>>} */
const KEYWORDS = {
  number: {
    multipleOf: (value, step) =>
      Math.abs(Math.round(value / step) * step - value) > 1e-9 && gettext("must be a multiple of {}", step)
  },
  string: {
    pattern: (value, pattern) =>
      value.length < 1e5 && !patternOf(pattern).test(value) && gettext("must match {}", pattern),
    format: (value, format) => FORMATS[format]?.test(value) === false && gettext("must be a {}", format)
  },
  array: {
    uniqueItems: (value, unique) =>
      unique && new Set(value.map(canonical)).size < value.length && gettext("must not repeat an item")
  }
};

/** What is wrong with a value of a type by the keywords of that type. @type {(value: any, type: string, schema: any) => any[]} */
const wrongBy = (value, type, schema) => [
  ...Object.entries(LIMITS[type] ?? {}).map(([keyword, sign]) => {
    const limit = schema[keyword];
    if (limit === undefined) return "";
    const by = type === "number" ? compare(value, limit) : [...(value.values?.() ?? value)].length - limit;
    const words = `${sign} ${limit}`;
    return (by < 0 ? "≤<" : by > 0 ? "≥>" : "≥≤").includes(sign)
      ? ""
      : type === "number"
        ? gettext("must be {}", words)
        : gettext("length must be {}", words);
  }),
  ...Object.entries(KEYWORDS[type] ?? {}).map(([keyword, test]) => keyword in schema && test(value, schema[keyword]))
];
