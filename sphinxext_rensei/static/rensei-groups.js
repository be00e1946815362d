// @ts-check
// Inputs for arrays, a row for each item, and for objects, whose inputs stand on the rows that document them.
"use strict";

(() => {
  const { el, gettext, shape } = globalThis.rensei;

  /** The documented row of a name, right inside a part of the page. @param {Element} container @param {string} name */
  const rowOf = (container, name) =>
    [...container.querySelectorAll(":scope > .rensei-rows > li")].find(
      (row) => row.querySelector(":scope > .rensei-head > .rensei-name")?.textContent === name,
    );

  /** @param {any} given @param {Rensei.Options} options @returns {Rensei.Field} */
  const list = (given, options) => {
    const rows = el("div", { class: "rensei-items" });
    const fields = /** @type {Rensei.Field[]} */ ([]);
    const changed = () => rows.dispatchEvent(new Event("change", { bubbles: true }));
    const add = (value = undefined) => {
      const item = globalThis.rensei.field(given.items ?? {}, {
        ...options,
        name: `${options.name} ${fields.length + 1}`,
        required: true,
        container: undefined,
        depth: (options.depth ?? 0) + 1,
      });
      const remove = el(
        "button",
        {
          type: "button",
          class: "rensei-button",
          "aria-label": gettext("Remove {} {}", options.name, fields.length + 1),
        },
        "×",
      );
      const row = el("div", { class: "rensei-item" }, item.node, remove);
      remove.addEventListener("click", () => {
        fields.splice(fields.indexOf(item), 1);
        row.remove();
        changed();
        more.focus();
      });
      fields.push(item);
      rows.append(row);
      if (value !== undefined) item.set(value);
      return item;
    };
    const more = el(
      "button",
      { type: "button", class: "rensei-button", "aria-label": gettext("Add {}", options.name) },
      gettext("Add"),
    );
    more.addEventListener("click", () => {
      add().node.querySelector?.("input,select,textarea")?.focus();
      changed();
    });
    const set = (value) => {
      fields.length = 0;
      rows.replaceChildren();
      for (const item of Array.isArray(value) ? value : []) add(item);
    };
    return { node: el("div", { class: "rensei-list" }, rows, more), get: () => fields.map((each) => each.get()), set };
  };

  /** An object; its inputs stand on the documented rows of `container`, or below each other.
   * @param {any} given @param {Rensei.Options} options @returns {Rensei.Field} */
  const group = (given, options) => {
    const fields = new Map();
    const held = el("div", { class: "rensei-group" });
    /** @type {string[]} */
    let order = [];
    let rest = new Map();
    for (const [name, schema] of given.properties) {
      const own = shape(schema, options.schemas);
      if (own.readOnly) continue;
      const row = options.container && rowOf(options.container, name);
      const nest = row?.querySelector(":scope > .rensei-nest");
      const inner = own.types[0] === "object" && nest ? nest : undefined;
      const field = globalThis.rensei.field(schema, {
        ...options,
        name,
        required: given.required.has(name),
        example: undefined,
        container: inner,
        depth: (options.depth ?? 0) + 1,
      });
      fields.set(name, field);
      if (row) row.insertBefore(el("div", { class: "rensei-try" }, field.node), nest ?? null);
      else held.append(el("div", { class: "rensei-line" }, el("span", { class: "rensei-name" }, name), field.node));
    }
    const set = (value) => {
      const map = value instanceof Map ? value : new Map();
      order = [...map.keys()];
      rest = new Map([...map].filter(([name]) => !fields.has(name)));
      for (const [name, field] of fields) field.set(map.get(name));
    };
    const get = () => {
      const names = [...new Set([...order, ...fields.keys()])];
      const held = new Map(names.map((name) => [name, fields.has(name) ? fields.get(name).get() : rest.get(name)]));
      for (const [name, value] of held) if (value === undefined) held.delete(name);
      return held;
    };
    return { node: held.childElementCount ? held : el("span", { class: "rensei-group", hidden: true }), get, set };
  };

  Object.assign(globalThis.rensei, { group, list, rowOf });
})();
