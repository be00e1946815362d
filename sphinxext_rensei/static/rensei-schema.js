// @ts-check
// What a schema of the page's data says, as far as a form needs it: `$ref` followed, `allOf` merged, null set apart.
"use strict";

(() => {
  const LIMIT = 40;

  /** The Schema Objects that apply in place, in order. @param {any} schema @param {any} schemas @returns {any[]} */
  const layers = (schema, schemas, depth = 0) => {
    if (typeof schema !== "object" || !schema || depth > LIMIT) return [];
    const named = schema.$ref === undefined ? [] : layers(schemas?.[schema.$ref], schemas, depth + 1);
    const parts = (schema.allOf ?? []).flatMap((each) => layers(each, schemas, depth + 1));
    return [schema, ...named, ...parts];
  };

  /** @param {any} schema */
  const isNull = (schema) => schema?.type === "null" || (schema && "const" in schema && schema.const === null);

  /** One level of a schema, merged. @param {any} schema @param {any} schemas */
  const shape = (schema, schemas) => {
    /** @type {any} */
    const found = {
      types: [],
      nullable: false,
      required: new Set(),
      properties: new Map(),
      items: undefined,
      values: undefined,
      variants: [],
      discriminator: undefined,
      format: "",
      readOnly: false,
      file: false,
    };
    /** @param {any} given */
    const add = (given) => {
      for (const layer of layers(given, schemas)) {
        const types = [layer.type ?? []].flat();
        if (types.includes("null")) found.nullable = true;
        if (!found.types.length) found.types = types.filter((type) => type !== "null");
        for (const name of layer.required ?? []) found.required.add(name);
        for (const [name, each] of Object.entries(layer.properties ?? {})) {
          found.properties.set(
            name,
            found.properties.has(name) ? { allOf: [found.properties.get(name), each] } : each,
          );
        }
        found.items ??= layer.items;
        found.format ||= layer.format ?? "";
        found.readOnly ||= layer.readOnly === true;
        found.file ||=
          layer.format === "binary" || /^(image|audio|video)\/|octet-stream/.test(layer.contentMediaType ?? "");
        found.discriminator ??= layer.discriminator;
        if (layer.enum) found.values ??= layer.enum;
        if ("const" in layer) found.values = [layer.const];
        for (const keyword of ["oneOf", "anyOf"]) choose(layer[keyword] ?? []);
      }
    };
    /** `X or null` is a nullable X, not a choice of two. @param {any[]} options */
    const choose = (options) => {
      const others = options.filter((each) => !isNull(each));
      if (others.length < options.length) found.nullable = true;
      if (others.length === 1) add(others[0]);
      else if (others.length && !found.variants.length) found.variants = others;
    };
    add(schema);
    if (found.values?.includes(null)) {
      found.nullable = true;
      found.values = found.values.filter((value) => value !== null);
    }
    if (!found.types.length && found.properties.size) found.types = ["object"];
    if (!found.types.length && found.items) found.types = ["array"];
    return found;
  };

  /** The discriminator's value of each variant. @param {any} whole a shape @param {any} schemas @returns {string[]} */
  const tags = (whole, schemas) =>
    whole.variants.map((variant) => {
      const name = whole.discriminator?.propertyName;
      if (!name) return "";
      const said = shape(shape(variant, schemas).properties.get(name), schemas).values;
      const mapped = Object.entries(whole.discriminator.mapping ?? {}).find(([, target]) => target === variant.$ref);
      return mapped?.[0] ?? (said?.length === 1 ? said[0] : (variant.$ref ?? ""));
    });

  Object.assign(globalThis.rensei, { isNull, layers, shape, tags });
})();
