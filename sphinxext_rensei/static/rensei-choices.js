// @ts-check
// `field(schema, options)`: the input for values of any kind.

/** Whether a value may belong to a variant: its type and required properties.
 * @type {(value: any, schema: any, schemas: any) => boolean} */
const suits = (value, schema, schemas) => {
  const { types, required } = shape(schema, schemas);
  const map = value instanceof Map;
  const type = map ? "object" : Array.isArray(value) ? "array" : value instanceof Exact ? "number" : typeof value;
  return (!types.length || types.includes(type) || (type === "number" && types.includes("integer")))
    && (!map || [...required].every((name) => value.has(name)));
};

/** One of several schemas; the documentation's own radio buttons choose too. @type {Rensei.Maker} */
const unionField = (given, options) => {
  const { name, schemas, container, depth = 0 } = options;
  const { variants, types: type, properties, required, discriminator } = given;
  const labels = tags(given, schemas);
  const radios = container ? all(":scope > .rensei-union > input", container) : [];
  const shared = radios.length === variants.length;
  // What is said beside the choice holds for each variant.
  const beside = { type, properties: Object.fromEntries(properties), required: [...required] };
  const fields = variants.map((variant, at) =>
    field(properties.size ? { allOf: [variant, beside] } : variant, {
      ...options,
      required: true,
      container: shared ? radios[at].nextElementSibling.nextElementSibling : undefined,
      depth: depth + 1,
    }));
  const show = () => {
    for (const [at, each] of fields.entries()) each.node.hidden = at !== choice.selectedIndex;
    if (shared) radios[choice.selectedIndex].checked = true;
  };
  const words = variants.map((each, at) => labels[at] || each.$ref || `${each.type ?? at + 1}`);
  const choice = select(gettext("Kind of {}", name), words.map((text, at) => [at, text]), show);
  choice.hidden = shared;
  for (const [at, radio] of shared ? radios.entries() : [])
    radio.addEventListener("change", () => {
      choice.selectedIndex = at;
      show();
      choice.dispatchEvent(new Event("input", { bubbles: true }));
    });
  show();
  return {
    node: el("div.list", choice, fields.map((each) => each.node)),
    get: () => {
      const at = choice.selectedIndex;
      const value = fields[at].get();
      if (labels[at] && value instanceof Map) value.set(discriminator.propertyName, labels[at]);
      return value;
    },
    set: (value) => {
      const tag = value instanceof Map ? value.get(discriminator?.propertyName) : undefined;
      const at = tag === undefined ? variants.findIndex((each) => suits(value, each, schemas)) : labels.indexOf(tag);
      choice.selectedIndex = Math.max(at, 0);
      show();
      fields[choice.selectedIndex].set(value);
    },
  };
};

/** @type {(given: Rensei.Shape, deep: boolean) => Rensei.Maker} */
const makerOf = ({ types: [type], variants, file, values, items, properties, format }, deep) => {
  if (variants.length && !deep) return unionField;
  if (file && type === "string") return fileField;
  if (values || type === "boolean") return choiceField;
  if (type === "array" && items && !deep) return listField;
  if (type === "object" && properties.size && !deep) return groupField;
  if (!type || type === "object" || type === "array") return jsonField;
  return PICKERS[format] ? dateField : textField;
};

/** @type {(schema: any, options: Rensei.Options) => Rensei.Field} */
const field = (schema, options) => {
  const { name, required, schemas, container, depth = 0 } = options;
  const given = shape(schema, schemas);
  const made = makerOf(given, depth > 6)(given, options);
  const { node } = made;
  if (node.matches("input, textarea, .rensei-pair"))
    node.addEventListener("change", () => load("request").then(({ advise }) => advise(made, schema, schemas)));
  if (required && !given.nullable) return made;
  const send = gettext("Send {}", name);
  const states = [
    ...(required ? [] : [["absent", gettext("not sent")]]),
    ...(given.nullable ? [["null", "null"]] : []),
    ["value", gettext("value")],
  ];
  const box = given.nullable ? select(gettext("State of {}", name), states) : checkbox(send);
  box.classList.add("rensei-state");
  const state = () => (given.nullable ? box.value : box.checked ? "value" : "absent");
  /** @type {(to: string) => void} */
  const turn = (to) => {
    if (given.nullable) box.value = to;
    else box.checked = to === "value";
  };
  // Typing means that it is to be sent; an object's inputs may stand on rows of their own.
  for (const source of [node, container])
    for (const type of ["input", "change"]) source?.addEventListener(type, () => turn("value"));
  turn(states[0][0]);
  return {
    // An object's inputs stand elsewhere: here is only whether it is sent.
    node: el("div.control", box, node, node.hidden && !given.nullable ? el("span", { "aria-hidden": "true" }, send) : []),
    get: () => (state() === "value" ? made.get() : state() === "null" ? null : undefined),
    set: (value) => {
      turn(value === undefined && !required ? "absent" : value === null && given.nullable ? "null" : "value");
      if (value !== undefined && value !== null) made.set(value);
    },
  };
};
