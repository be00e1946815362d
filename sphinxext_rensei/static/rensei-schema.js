// @ts-check
// What a schema of the page's data says, as far as a form needs it: `$ref` followed, `allOf` merged, null set apart.

/** What the `$ref` of a Schema Object leads to; no part of its JSON. */
const TARGET = Symbol();

/** The data of a page. A `$ref` that leads nowhere fits anything. @type {(text: string) => any} */
const readData = (text) => {
  /** @type {any[]} */
  const referring = [];
  const data = JSON.parse(text, (_name, value) => {
    if (value?.$ref) referring.push(value);
    return value;
  });
  for (const each of referring) each[TARGET] = data.schemas?.[each.$ref];
  return data;
};

/** The Schema Objects that apply in place, in order. @type {(schema: any, depth?: number) => any[]} */
const layers = (schema, depth = 0) =>
  typeof schema !== "object" || !schema || depth > 40
    ? []
    : [schema, schema[TARGET], ...(schema.allOf ?? [])].flatMap((each, at) =>
        at ? layers(each, depth + 1) : each
      );

/** What fits two schemas, of which there may be none. @type {(one: any, other: any) => any} */
const both = (one, other) => (one && other ? { allOf: [one, other] } : (one ?? other));

/** One level of a schema, merged. @type {(schema: any) => Rensei.Shape} */
const shape = (schema) => {
  /** @type {Rensei.Shape} */
  const found = { types: [], nullable: false, required: new Set(), properties: new Map(), variants: [], format: "" };
  /** @type {(given: any) => void} */
  const add = (given) => {
    for (const layer of layers(given)) {
      const types = [layer.type ?? []].flat();
      found.nullable ||= types.includes("null");
      if (!found.types.length) found.types = types.filter((type) => type !== "null");
      for (const name of layer.required ?? []) found.required.add(name);
      for (const [name, each] of Object.entries(layer.properties ?? {})) {
        found.properties.set(name, both(found.properties.get(name), each));
      }
      // No form has rows that differ from each other.
      if (layer.prefixItems) found.items = false;
      else if (found.items !== false) found.items = both(found.items, layer.items);
      found.format ||= layer.format ?? "";
      found.readOnly ||= layer.readOnly === true;
      found.fixed ??= layer.fixed;
      found.file ||= layer.format === "binary" || /^(image|audio|video)\/|octet-stream/.test(layer.contentMediaType);
      found.discriminator ??= layer.discriminator;
      found.values = "const" in layer ? [layer.const] : (found.values ?? layer.enum);
      // `X or null` is a nullable X, not a choice of two.
      for (const options of [layer.oneOf ?? [], layer.anyOf ?? []]) {
        const others = options.filter((/** @type {any} */ each) => each?.type !== "null" && each?.const !== null);
        found.nullable ||= others.length < options.length;
        if (others.length === 1) add(others[0]);
        else if (!found.variants.length) found.variants = others;
      }
    }
  };
  add(schema);
  if (found.values?.includes(null)) {
    found.nullable = true;
    found.values = found.values.filter((value) => value !== null);
  }
  if (!found.types.length) found.types = found.properties.size ? ["object"] : found.items ? ["array"] : [];
  return found;
};
