// @ts-check
// `field(schema, options)`: the input for values of any kind.
"use strict";

(() => {
  const { Exact, el, gettext, group, leaves, list, shape, tags } = globalThis.rensei;

  const STATES = { absent: gettext("not sent"), null: "null", value: gettext("value") };

  /** One of several schemas; the documentation's own radio buttons choose too.
   * @param {any} given @param {Rensei.Options} options @returns {Rensei.Field} */
  const union = (given, options) => {
    const labels = tags(given, options.schemas);
    /** @type {any[]} */
    const docs = [...(options.container?.querySelectorAll(":scope > .rensei-union > input") ?? [])];
    const shared = docs.length === given.variants.length;
    const choice = el(
      "select",
      { class: "rensei-input", form: options.form, "aria-label": gettext("Kind of {}", options.name) },
      ...given.variants.map((each, at) =>
        el("option", { value: at }, labels[at] || each.$ref || [each.type ?? `${at + 1}`].flat().join(gettext(" or "))),
      ),
    );
    const fields = given.variants.map((variant, at) => {
      // What is said beside the choice holds for each variant.
      const whole = {
        allOf: [
          variant,
          { type: given.types, properties: Object.fromEntries(given.properties), required: [...given.required] },
        ],
      };
      const panel = shared ? docs[at].nextElementSibling.nextElementSibling : undefined;
      return make(given.properties.size ? whole : variant, {
        ...options,
        required: true,
        container: panel,
        depth: (options.depth ?? 0) + 1,
      });
    });
    const show = () =>
      fields.forEach((each, at) => {
        each.node.hidden = at !== Number(choice.value);
      });
    choice.addEventListener("change", () => {
      show();
      if (shared) docs[choice.value].checked = true;
    });
    docs.forEach((radio, at) =>
      radio.addEventListener("change", () => {
        if (shared) {
          choice.value = `${at}`;
          show();
          choice.dispatchEvent(new Event("input", { bubbles: true }));
        }
      }),
    );
    show();
    const get = () => {
      const value = fields[choice.value].get();
      if (labels[choice.value] && value instanceof Map)
        value.set(given.discriminator.propertyName, labels[choice.value]);
      return value;
    };
    const set = (value) => {
      const tag = value instanceof Map ? value.get(given.discriminator?.propertyName) : undefined;
      const fits = (each) => suits(value, each, options.schemas);
      const at = tag === undefined ? given.variants.findIndex(fits) : labels.indexOf(tag);
      choice.value = `${Math.max(at, 0)}`;
      if (shared) docs[choice.value].checked = true;
      show();
      fields[choice.value].set(value);
    };
    choice.hidden = shared;
    return { node: el("div", { class: "rensei-list" }, choice, ...fields.map((each) => each.node)), get, set };
  };

  /**
   * Whether a value may belong to a variant: its type and required properties.
   * @param {any} value
   * @param {any} schema
   * @param {any} schemas
   */
  const suits = (value, schema, schemas) => {
    const { types, required } = shape(schema, schemas);
    const type =
      value instanceof Map
        ? "object"
        : Array.isArray(value)
          ? "array"
          : value instanceof Exact
            ? "number"
            : typeof value;
    const fits = !types.length || types.includes(type) || (type === "number" && types.includes("integer"));
    return fits && (!(value instanceof Map) || [...required].every((name) => value.has(name)));
  };

  /** @param {any} given @param {Rensei.Options} options @returns {Rensei.Field} */
  const control = (given, options) => {
    const [type] = given.types;
    const deep = (options.depth ?? 0) > 6;
    if (given.variants.length && !deep) return union(given, options);
    if (given.file && type === "string") return leaves.file(options);
    if (given.values || type === "boolean") return leaves.select(given, options);
    if (type === "array" && given.items && !deep) return list(given, options);
    if (type === "object" && given.properties.size && !deep) return group(given, options);
    return type && !["object", "array"].includes(type) ? leaves.text(given, options) : leaves.json(options);
  };

  /** @param {any} schema @param {Rensei.Options} options @returns {Rensei.Field} */
  const make = (schema, options) => {
    const given = shape(schema, options.schemas);
    const field = control(given, options);
    if (field.node.matches("input, textarea, .rensei-pair")) {
      field.node.addEventListener("change", () =>
        globalThis.rensei.load("rensei-reply.js").then((rensei) => rensei.advise(field, schema, options.schemas)),
      );
    }
    if (options.required && !given.nullable) return field;
    const states = [...(options.required ? [] : ["absent"]), ...(given.nullable ? ["null"] : []), "value"];
    const two = states.length === 2 && !given.nullable;
    const send = gettext("Send {}", options.name);
    const box = two
      ? el("input", { type: "checkbox", "aria-label": send, form: options.form })
      : el(
          "select",
          { class: "rensei-input rensei-state", "aria-label": gettext("State of {}", options.name), form: options.form },
          ...states.map((state) => el("option", { value: state }, STATES[state])),
        );
    const state = () => (two ? (box.checked ? "value" : "absent") : box.value);
    const turn = (to) => {
      if (two) box.checked = to === "value";
      else box.value = to;
    };
    // An object's inputs stand elsewhere: here is only whether it is sent.
    const alone = two && field.node.hidden ? el("span", { "aria-hidden": "true" }, send) : undefined;
    const node = el("div", { class: "rensei-control" }, box, field.node, alone);
    // Typing means that it is to be sent; an object's inputs may stand on rows of their own.
    for (const source of [field.node, options.container]) {
      for (const type of ["input", "change"]) source?.addEventListener(type, () => turn("value"));
    }
    turn(states[0]);
    return {
      node,
      get: () => ({ null: null, value: field.get(), absent: undefined })[state()],
      set: (value) => {
        turn(value === undefined && !options.required ? "absent" : value === null && given.nullable ? "null" : "value");
        if (value !== undefined && value !== null) field.set(value);
      },
    };
  };

  Object.assign(globalThis.rensei, { field: make, suits });
})();
