// @ts-check
// Media types, and what can be done with a body of one: ways to edit it, its instance, the least of it.

const FORM = "application/x-www-form-urlencoded";
const LINES = /^application\/(x-)?(ndjson|jsonl|jsonlines)$/;

/** Strings as they are, all else as JSON. @type {(value: any) => string} */
const plain = (value) => (typeof value === "string" ? value : write(value));
/** @type {(type: string) => string} */
const baseType = (type) => type.split(";")[0].trim().toLowerCase();
/** @type {(type: string) => boolean} */
const isJson = (type) => /^(application|text)\/json$|\+json$/.test(baseType(type));

/** @type {(value: any) => value is File} */
const isFile = (value) => value instanceof Blob;

/** The ways to edit a body of a media type, each with its words. @type {(media: any, schemas: any) => string[][]} */
const viewsOf = ({ type, schema, examples = [] }, schemas) => {
  const base = baseType(type);
  const { types, variants, file } = shape(schema, schemas);
  const parts = base.startsWith("multipart/");
  const written = parts || isJson(base) || base === "*/*" || base === FORM;
  const bytes = !written && (file || examples.some((/** @type {any} */ each) => each.filename));
  return [
    ...(schema && written && (parts || types[0] === "object" || variants.length) ? [["form", gettext("Form")]] : []),
    ...(parts || bytes ? [] : [["text", gettext("Text")]]),
    ...(parts ? [] : [["file", gettext("File")]]),
  ];
};

/** A typed text as an instance, so that the form can show it. @type {(media: any, text: string, schemas: any) => any} */
const instanceOf = ({ type, schema }, text, schemas) => {
  if (baseType(type) !== FORM) return parse(text);
  const held = new Map();
  for (const [name, value] of new URLSearchParams(text)) {
    const { types, items } = shape(shape(schema, schemas).properties.get(name), schemas);
    const list = types[0] === "array";
    const number = /^(integer|number)$/.test(list ? shape(items, schemas).types[0] : types[0]) && NUMBER.test(value);
    const item = number ? new Exact(value) : value;
    held.set(name, list ? [...(held.get(name) ?? []), item] : item);
  }
  return held;
};

/** Without what the schema does not require. @type {(value: any, schema: any, schemas: any) => any} */
const requiredOnly = (value, schema, schemas) => {
  const { items, properties, required, variants } = shape(schema, schemas);
  if (Array.isArray(value)) return value.map((item) => requiredOnly(item, items, schemas));
  if (!(value instanceof Map) || !properties.size) return value;
  const kept = [...value].filter(([name]) => required.has(name) || variants.length);
  return new Map(kept.map(([name, item]) => [name, requiredOnly(item, properties.get(name), schemas)]));
};

