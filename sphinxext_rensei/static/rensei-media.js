// @ts-check
// What can be done with a body of a media type: ways to edit it, its instance, the least of it.
"use strict";

(() => {
  const { Exact, baseType, isJson, parse, shape } = globalThis.rensei;
  const FORM = "application/x-www-form-urlencoded";

  /** The views that a media type can be edited in. @param {any} media @param {any} schemas */
  const viewsOf = (media, schemas) => {
    const base = baseType(media.type);
    const parts = base.startsWith("multipart/");
    const given = shape(media.schema, schemas);
    const object = given.types[0] === "object" || given.variants.length > 0 || parts;
    const written = isJson(base) || base === "*/*" || base === FORM || parts;
    const bytes = !written && (given.file || media.examples?.some((each) => each.filename));
    return [
      ...(object && written && media.schema ? ["form"] : []),
      ...(parts || bytes ? [] : ["text"]),
      ...(parts ? [] : ["file"]),
    ];
  };

  /**
   * A typed text as an instance, so that the form can show it.
   * @param {any} media
   * @param {string} text
   * @param {any} schemas
   */
  const instanceOf = (media, text, schemas) => {
    if (baseType(media.type) !== FORM) return parse(text);
    const held = new Map();
    for (const [name, value] of new URLSearchParams(text)) {
      const { types, items } = shape(shape(media.schema, schemas).properties.get(name), schemas);
      const type = types[0] === "array" ? shape(items, schemas).types[0] : types[0];
      const item = /^(integer|number)$/.test(type) && /^-?\d+(\.\d+)?$/.test(value) ? new Exact(value) : value;
      held.set(name, types[0] === "array" ? [...(held.get(name) ?? []), item] : item);
    }
    return held;
  };

  /**
   * Without what the schema does not require.
   * @param {any} value
   * @param {any} schema
   * @param {any} schemas
   * @returns {any}
   */
  const requiredOnly = (value, schema, schemas) => {
    const given = shape(schema, schemas);
    if (Array.isArray(value)) return value.map((item) => requiredOnly(item, given.items, schemas));
    if (!(value instanceof Map) || !given.properties.size) return value;
    return new Map(
      [...value]
        .filter(([name]) => given.required.has(name) || given.variants.length)
        .map(([name, item]) => [name, requiredOnly(item, given.properties.get(name), schemas)]),
    );
  };

  Object.assign(globalThis.rensei, { instanceOf, requiredOnly, viewsOf });
})();
