// @ts-check
// What a schema of the page's data says, as far as a form needs it: `$ref` followed, `allOf` merged, null set apart.

/** The Schema Objects that apply in place, in order. @type {(schema: any, schemas: any, depth?: number) => any[]} */
const layers = (schema, schemas, depth = 0) =>
  typeof schema !== "object" || !schema || depth > 40
    ? []
    : [schema, schemas?.[schema.$ref], ...(schema.allOf ?? [])].flatMap((each, at) =>
        at ? layers(each, schemas, depth + 1) : each
      );

/** One level of a schema, merged. @type {(schema: any, schemas: any) => Rensei.Shape} */
const shape = (schema, schemas) => {
  /** @type {Rensei.Shape} */
  const found = { types: [], nullable: false, required: new Set(), properties: new Map(), variants: [], format: "" };
  /** @type {(given: any) => void} */
  const add = (given) => {
    for (const layer of layers(given, schemas)) {
      const types = [layer.type ?? []].flat();
      found.nullable ||= types.includes("null");
      if (!found.types.length) found.types = types.filter((type) => type !== "null");
      for (const name of layer.required ?? []) found.required.add(name);
      for (const [name, each] of Object.entries(layer.properties ?? {})) {
        const before = found.properties.get(name);
        found.properties.set(name, before === undefined ? each : { allOf: [before, each] });
      }
      // No form has rows that differ from each other.
      found.items ??= !layer.prefixItems && layer.items;
      found.format ||= layer.format ?? "";
      found.readOnly ||= layer.readOnly === true;
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
