// @ts-check
// Inputs for single values: each gives `{ node, get, set }`.
"use strict";

(() => {
  const { Exact, el, gettext, isFile, parse, write } = globalThis.rensei;
  const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;
  const PICKERS = /** @type {Record<string, string>} */ ({
    date: "date",
    "date-time": "datetime-local",
    time: "time",
  });

  /** @param {any} shaped @param {string} text */
  const typed = (shaped, text, kept) => {
    const number = shaped.types.some((type) => type === "integer" || type === "number") && NUMBER.test(text);
    // Where a text would do as well, it is what it was before.
    return number && (!shaped.types.includes("string") || kept instanceof Exact) ? new Exact(text) : text;
  };

  /** @param {any} value */
  const shown = (value) =>
    typeof value === "string" ? value : value === undefined || isFile(value) ? "" : write(value);

  /** @param {any} given @param {Rensei.Options} options @returns {Rensei.Field} */
  const select = (given, { name, form }) => {
    const values = given.values ?? [true, false];
    const texts = values.map((value) => JSON.stringify(value));
    const node = el(
      "select",
      { class: "rensei-input", form, "aria-label": name },
      ...values.map((value, index) => el("option", { value: texts[index] }, shown(value))),
    );
    const set = (value) => {
      const text = write(value);
      // What the list does not have is still what an example, or the reader's own text, says.
      if (!texts.includes(text)) {
        texts.push(text);
        node.append(el("option", { value: text }, shown(value)));
      }
      node.value = text;
    };
    return { node, get: () => parse(node.value), set };
  };

  /** @param {any} given @param {Rensei.Options} options @returns {Rensei.Field} */
  const text = (given, { name, form, example }) => {
    const number = ["integer", "number"].includes(given.types[0]);
    const input = el("input", {
      class: "rensei-input",
      form,
      type: given.format === "password" ? "password" : "text",
      "aria-label": name,
      autocomplete: "off",
      spellcheck: "false",
      placeholder: example,
      inputmode: number ? (given.types[0] === "integer" ? "numeric" : "decimal") : undefined,
    });
    let kept;
    const field = {
      node: input,
      get: () => typed(given, input.value, kept),
      set: (value) => {
        kept = value;
        input.value = shown(value);
      },
    };
    const picker = PICKERS[given.format];
    if (!picker) return field;
    const button = el(
      "button",
      { type: "button", class: "rensei-button", "aria-pressed": "false", "aria-label": gettext("Pick {}", name) },
      gettext("Pick"),
    );
    button.addEventListener("click", () => {
      const raw = field.get();
      const picking = input.type === "text";
      input.type = picking ? picker : "text";
      button.setAttribute("aria-pressed", `${picking}`);
      input.value = picking ? raw.replace(/(Z|[+-]\d\d:\d\d)$/, "").slice(0, 16) : raw;
    });
    field.node = el("span", { class: "rensei-pair" }, input, button);
    // A picker knows no time zone; what is sent names one.
    field.get = () =>
      input.type === "datetime-local" && input.value ? new Date(input.value).toISOString() : input.value;
    return field;
  };

  /** @param {Rensei.Options & {multiple?: boolean}} options @returns {Rensei.Field} */
  const file = ({ name, form }) => {
    const node = el("input", { class: "rensei-input", type: "file", form, "aria-label": name });
    let kept;
    node.addEventListener("change", () => {
      kept = undefined;
    });
    return {
      node,
      get: () => node.files[0] ?? kept ?? "",
      set: (value) => {
        kept = value;
      },
    };
  };

  /** JSON as text; what is no JSON is sent as the string that it is. @param {Rensei.Options} options @returns {Rensei.Field} */
  const json = ({ name, form, example }) => {
    const node = el("textarea", {
      class: "rensei-input",
      form,
      rows: "3",
      "aria-label": gettext("{}, JSON", name),
      spellcheck: "false",
      placeholder: example,
    });
    const get = () => {
      try {
        return parse(node.value);
      } catch {
        return node.value;
      }
    };
    return {
      node,
      get,
      set: (value) => {
        node.value = typeof value === "string" ? value : write(value, 2);
        node.rows = Math.min(node.value.split("\n").length + 1, 16);
      },
    };
  };

  Object.assign(globalThis.rensei, { leaves: { file, json, select, text } });
})();
