// @ts-check
// Inputs for single values: each gives `{ node, get, set }`.

/** @type {(label: string, attributes?: any) => any} */
const textInput = (label, attributes) =>
  el("input.input", { type: "text", "aria-label": label, autocomplete: "off", spellcheck: "false" }, attributes);
/** @type {(label: string, attributes?: any) => any} */
const textArea = (label, attributes) => el("textarea.input", { "aria-label": label, spellcheck: "false" }, attributes);
/** Values, each with its text. @type {(pairs: any[][]) => any[]} */
const options = (pairs) => pairs.map(([value, text]) => el("option", { value }, text));
/** @type {(label: string, pairs: any[][], onchange?: () => void) => any} */
const select = (label, pairs, onchange) => el("select.input", { "aria-label": label, onchange }, options(pairs));
/** @type {(label: string, onchange?: () => void) => any} */
const checkbox = (label, onchange) => el("input", { type: "checkbox", "aria-label": label, onchange });

/** @type {(value: any) => string} */
const shown = (value) => (value === undefined || isFile(value) ? "" : plain(value));

/** One of some values. @type {Rensei.Maker} */
const choiceField = ({ values = [true, false] }, { name }) => {
  const texts = values.map((value) => JSON.stringify(value));
  const node = select(name, texts.map((text) => [text, shown(parse(text))]));
  return {
    node,
    get: () => parse(node.value),
    set: (value) => {
      node.value = write(value);
      // What the list does not have is still what an example, or the reader's own text, says.
      if (node.selectedIndex < 0) node.append(el("option", { value: write(value), selected: true }, shown(value)));
    },
  };
};

const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;
/** A text or number. @type {Rensei.Maker} */
const textField = ({ types, format }, { name, example }) => {
  const inputmode = Object({ integer: "numeric", number: "decimal" })[types[0]];
  const node = textInput(name, { placeholder: example, inputmode });
  if (format === "password") node.type = format;
  /** @type {any} */
  let before;
  return {
    node,
    get: () => {
      const number = /integer|number/.test(`${types}`) && NUMBER.test(node.value);
      // Where a text would do as well, it is what it was before.
      return number && (!types.includes("string") || before instanceof Exact) ? new Exact(node.value) : node.value;
    },
    set: (value) => {
      before = value;
      node.value = shown(value);
    },
  };
};

/** What browsers have a picker for. @type {Record<string, string>} */
const PICKERS = { date: "date", "date-time": "datetime-local", time: "time" };
/** @type {Rensei.Maker} */
const dateField = (given, options) => {
  const { node: input, set } = textField(given, options);
  // A picker knows no time zone; what is sent names one.
  const get = () => input.type === "datetime-local" && input.value ? new Date(input.value).toISOString() : input.value;
  const pick = button(gettext("Pick"), () => {
    const text = get();
    const picking = input.type === "text";
    input.type = picking ? PICKERS[given.format] : "text";
    input.value = picking ? text.replace(/(Z|[+-]\d\d:\d\d)$/, "").slice(0, 16) : text;
    pick.setAttribute("aria-pressed", picking);
  }, { "aria-pressed": "false", "aria-label": gettext("Pick {}", options.name) });
  return { node: el("span.pair", input, pick), get, set };
};

/** @type {Rensei.Maker} */
const fileField = (_given, { name }) => {
  /** @type {any} */
  let before;
  const node = el("input.input", { type: "file", "aria-label": name, onchange: () => { before = undefined; } });
  return { node, get: () => node.files[0] ?? before ?? "", set: (value) => { before = value; } };
};

/** JSON as text; what is no JSON is sent as the string that it is. @type {Rensei.Maker} */
const jsonField = (_given, { name, example }) => {
  const node = textArea(gettext("{}, JSON", name), { rows: "3", placeholder: example });
  return {
    node,
    get: () => attempt(() => parse(node.value), node.value),
    set: (value) => {
      node.value = typeof value === "string" ? value : write(value, 2);
      node.rows = Math.min(node.value.split("\n").length + 1, 16);
    },
  };
};
