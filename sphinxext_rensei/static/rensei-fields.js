// @ts-check
// Inputs for single values: each gives `{ node, get, set }`.

/** @type {(label: string, attributes?: any) => any} */
const textInput = (label, attributes) =>
  el("input.input", { type: "text", "aria-label": label, autocomplete: "off", spellcheck: "false" }, attributes);
/** @type {(label: string, onchange?: () => void) => any} */
const checkbox = (label, onchange) => el("input", { type: "checkbox", "aria-label": label, onchange });
/** Values, each with its text. @type {(pairs: any[][]) => any[]} */
const options = (pairs) => pairs.map(([value, text]) => new Option(text, value));
/** @type {(label: string, pairs: any[][], onchange?: () => void) => any} */
const select = (label, pairs, onchange) => el("select.input", { "aria-label": label, onchange }, options(pairs));
/** An input with its label in view. @type {(input: any) => any} */
const labelled = (input) => el("label.pair", el("span", input.ariaLabel), input);

/** @type {(value: any) => string} */
const shown = (value) => (value === undefined || isFile(value) ? "" : plain(value));

/** One of some values. @type {Rensei.Maker} */
const choiceField = ({ values = [true, false] }, { name }) => {
  const node = select(
    name,
    values.map((value) => [JSON.stringify(value), shown(value)])
  );
  return {
    node,
    get: () => parse(node.value),
    set: (value) => {
      node.value = write(value);
      // What the list does not have is still what an example, or the reader's own text, says.
      if (!node.value) node.append(new Option(shown(value), write(value), true, true));
    }
  };
};

/** A text or number. @type {(given: Rensei.Shape, options: Rensei.Options, node?: any) => Rensei.Field} */
const textField = ({ types, format }, { name, example }, node = textInput(name)) => {
  const number = types.some((type) => /integer|number/.test(type));
  if (example) node.placeholder = example;
  if (number) node.inputMode = "decimal";
  if (format === "password") node.type = format;
  /** What was set, and what an input of one line makes of it. @type {any[]} */
  let [before, text] = [];
  return {
    node,
    get: () => {
      if (before !== undefined && !isFile(before) && node.value === text) return before;
      const found = number && attempt(() => parse(node.value));
      // Where a text would do as well, it is what it was before.
      return found instanceof Exact && (!types.includes("string") || before instanceof Exact) ? found : node.value;
    },
    set: (value) => {
      before = value;
      node.value = shown(value);
      text = node.value;
    }
  };
};

/** What browsers have a picker for. @type {Record<string, string>} */
const PICKERS = { date: "date", "date-time": "datetime-local", time: "time" };
/** @type {Rensei.Maker} */
const dateField = (given, options) => {
  const { node, ...field } = textField(given, options);
  const open = () => later("pick", node, PICKERS[given.format]);
  const more = button(gettext("Pick"), open, { "aria-label": gettext("Pick {}", options.name) });
  return { node: el("span.pair", node, more), ...field };
};
