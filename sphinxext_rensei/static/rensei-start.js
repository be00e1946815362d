// @ts-check
// What a body starts from: an example's required part, or a text that was typed.

/** A typed text as an instance, so that a form can show it. @type {(media: any, text: string) => any} */
const instanceOf = ({ type, schema }, text) => {
  if (baseType(type) !== FORM) return parse(text);
  const held = new Map();
  for (const [name, value] of new URLSearchParams(text)) {
    const { types, items } = shape(shape(schema).properties.get(name));
    const list = types[0] === "array";
    const number =
      /^(integer|number)$/.test(list ? shape(items).types[0] : types[0]) && attempt(() => parse(value));
    const item = number instanceof Exact ? number : value;
    held.set(name, list ? [...(held.get(name) ?? []), item] : item);
  }
  return held;
};

/** Without what the schema does not require. @type {(value: any, schema: any) => any} */
const requiredOnly = (value, schema) => {
  const { items, properties, required, variants } = shape(schema);
  if (Array.isArray(value)) return value.map((item) => requiredOnly(item, items));
  if (!(value instanceof Map) || !properties.size) return value;
  const kept = [...value].filter(([name]) => required.has(name) || variants.length);
  return new Map(kept.map(([name, item]) => [name, requiredOnly(item, properties.get(name))]));
};
