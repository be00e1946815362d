// @ts-check
// Inputs for long texts and files.

/** @type {(label: string, attributes?: any) => any} */
const textArea = (label, attributes) => el("textarea.input", { "aria-label": label, spellcheck: "false" }, attributes);
/** @type {(label: string, onchange?: () => void) => any} */
const fileInput = (label, onchange) => el("input.input", { type: "file", "aria-label": label, onchange });

/** A text that may have several lines: then it is in an area. @type {Rensei.Maker} */
const linesField = (given, options) => {
  let made = textField(given, options);
  const node = el("span.pair", made.node);
  return {
    node,
    get: () => made.get(),
    set: (value) => {
      if (/\n/.test(value)) made = textField(given, options, textArea(options.name));
      node.replaceChildren(made.node);
      made.set(value);
    }
  };
};

/** @type {Rensei.Maker} */
const fileField = (_given, { name }) => {
  /** @type {any} */
  let before;
  const node = fileInput(name, () => {
    before = undefined;
  });
  return {
    node,
    get: () => node.files[0] ?? before ?? "",
    set: (value) => {
      before = value;
    }
  };
};

/** JSON as text; what is no JSON is sent as the string that it is. @type {Rensei.Maker} */
const jsonField = (_given, { name, example }) => {
  const node = textArea(gettext("{}, JSON", name), { placeholder: example });
  return {
    node,
    get: () => attempt(() => parse(node.value), node.value),
    set: (value) => {
      node.value = typeof value === "string" ? value : write(value, 2);
    }
  };
};
