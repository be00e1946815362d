// @ts-check
// Serialisation of parameters: every style of OAS 3.2.0, section 4.12; the same as `request/_parameters.py`.
// `tests/vectors/parameters.json` tests both.

/** The bytes of a text in UTF-8, each as a character. @type {(text: string) => string} */
const bytes = (text) => String.fromCharCode(...new TextEncoder().encode(text));

const RESERVED = ":/?#[]@!$&'()*+,;=";
/** Those of them that end no value, by where it stands. @type {Record<string, string>} */
const SAFE = { path: ":@!$&'()*+,;=", query: ":/?@!$'()*,;=", form: ":/?@!$'()*,;=", cookie: ":/?#[]@!$&'()*+=" };

/** Percent-encoding of all but unreserved characters (RFC 3986, section 2.3) and those of `safe`.
 * @type {(text: string, safe?: string) => string} */
const quote = (text, safe = "") =>
  text
    .toWellFormed()
    .replace(/[^A-Za-z0-9_.~-]/gu, (mark) =>
      safe.includes(mark)
        ? mark
        : encodeURIComponent(mark).replace(/[!'()*]/, (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`)
    );

/** @type {(location: string, reserved?: boolean) => (text: string) => string} */
const encoder = (location, reserved) => {
  if (location === "header") return String;
  if (!reserved) return (text) => quote(text);
  const safe = SAFE[location] ?? RESERVED;
  return (text) =>
    text
      .split(/(%[0-9A-Fa-f]{2})/)
      .map((part, at) => (at % 2 ? part : quote(part, safe)))
      .join("");
};

/** What stands before each value, between two, and between those of one name; and whether a value has its name.
 * @type {Record<string, [string, string, string, boolean]>} */
const STYLES = {
  matrix: [";", "", ",", true],
  label: [".", "", ",", false],
  simple: ["", ",", ",", false],
  form: ["", "&", ",", true],
  spaceDelimited: ["", "&", "%20", true],
  pipeDelimited: ["", "&", "%7C", true],
  cookie: ["", "; ", ",", true]
};

/** @type {(name: string, value: any, encodeName: (text: string) => string, encode: (text: string) => string) => string[]} */
const deep = (name, value, encodeName, encode) => {
  if (value === null) return [];
  if (value instanceof Map)
    return [...value].flatMap(([key, item]) => deep(`${name}%5B${encodeName(key)}%5D`, item, encodeName, encode));
  if (!Array.isArray(value)) return [`${name}=${encode(plain(value))}`];
  return value.flatMap((item, at) =>
    deep(item instanceof Map || Array.isArray(item) ? `${name}%5B${at}%5D` : name, item, encodeName, encode)
  );
};

/** @type {(name: string, value: any, location: string, how: any) => string} */
const serialize = (name, value, location, how) => {
  const { style = /path|header/.test(location) ? "simple" : "form", allowReserved } = how;
  const { explode = /form|cookie/.test(style) } = how;
  // Neither a header field nor a cookie of this style is percent-encoded.
  const place = style === "cookie" ? "header" : location;
  const encode = encoder(place, allowReserved);
  const encodeName = encoder(place);
  if (style === "deepObject") return deep(encodeName(name), value, encodeName, encode).join("&");
  const object = value instanceof Map;
  const pairs = object ? [...value] : [value].flat().map((item) => ["", item]);
  const found = pairs
    .filter(([, item]) => item !== null)
    .map(([key, item]) => [...(object ? [encode(key)] : []), encode(plain(item))]);
  if (!found.length) return "";
  const [before, between, comma, named] = STYLES[style] ?? STYLES.form;
  const units = explode ? found : [[found.flat().join(comma)]];
  return units
    .map((unit) => (named && !(object && explode) ? [encodeName(name), ...unit] : unit))
    .map((unit) => before + (style === "matrix" ? unit.filter(Boolean) : unit).join("="))
    .join(between);
};
