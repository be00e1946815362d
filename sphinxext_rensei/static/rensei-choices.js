// @ts-check
// `field(schema, options)`: the input for values of any kind.

/** Whether a value may belong to a variant: its type and required properties.
 * @type {(value: any, schema: any, schemas: any) => boolean} */
const suits = (value, schema, schemas) => {
  const { types, required } = shape(schema, schemas);
  if (value instanceof Map) return /^(object)?$/.test(types[0] ?? "") && [...required].every((name) => value.has(name));
  const type = Array.isArray(value) ? "array" : value instanceof Exact ? "number" : typeof value;
  return !types.length || types.includes(type) || (type === "number" && types.includes("integer"));
};

/** One of several schemas; the documentation's own radio buttons choose too. @type {Rensei.Maker} */
const unionField = (given, options) => {
  const { name, schemas, container } = options;
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
      container: shared ? radios[at].nextElementSibling.nextElementSibling : undefined
    })
  );
  const words = variants.map(({ $ref, type }, at) => labels[at] || $ref || `${type ?? at + 1}`);
  const choice = select(
    gettext("Kind of {}", name),
    words.map((text, at) => [at, text]),
    () => show()
  );
  choice.hidden = shared;
  /** @type {(at?: number) => void} */
  const show = (at = choice.selectedIndex) => {
    choice.selectedIndex = at;
    for (const each of fields) each.node.hidden = each !== fields[at];
    if (shared) radios[at].checked = true;
  };
  if (shared) for (const [at, radio] of radios.entries()) radio.addEventListener("change", () => show(at));
  show();
  return {
    node: el(
      "div.list",
      choice,
      fields.map((each) => each.node)
    ),
    get: () => {
      const value = fields[choice.selectedIndex].get();
      const label = labels[choice.selectedIndex];
      if (label && value instanceof Map) value.set(discriminator.propertyName, label);
      return value;
    },
    set: (value) => {
      const tag = value instanceof Map ? value.get(discriminator?.propertyName) : undefined;
      show(
        Math.max(
          0,
          variants.findIndex((each, at) => (tag === undefined ? suits(value, each, schemas) : labels[at] === tag))
        )
      );
      fields[choice.selectedIndex].set(value);
    }
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
const field = (schema, { depth = 0, ...options }) => {
  const { name, required, schemas, container } = options;
  const given = shape(schema, schemas);
  const { nullable } = given;
  const made = makerOf(given, depth > 6)(given, { ...options, depth: depth + 1 });
  const { node } = made;
  if (node.matches("input, textarea, .rensei-pair"))
    node.addEventListener("change", () => load("request").then(({ advise }) => advise(made, schema, schemas)));
  if (required && !nullable) return made;
  const send = gettext("Send {}", name);
  const states = [
    ["absent", gettext("not sent")],
    ["null", "null"],
    ["value", gettext("value")]
  ];
  // Two states are a box, three a choice.
  const box = nullable ? select(gettext("State of {}", name), states.slice(required ? 1 : 0)) : checkbox(send);
  box.classList.add("rensei-state");
  /** @type {(to: string) => void} */
  const turn = (to) => {
    if (nullable) box.value = to;
    else box.checked = to === "value";
  };
  // Typing means that it is to be sent; an object's inputs may stand on rows of their own.
  for (const source of [node, container])
    for (const type of ["input", "change"]) source?.addEventListener(type, () => turn("value"));
  return {
    // An object's inputs stand elsewhere: here is only whether it is sent.
    node: el("div.control", box, node, node.hidden && !nullable ? el("span", { "aria-hidden": "true" }, send) : ""),
    get: () => {
      const state = nullable ? box.value : box.checked && "value";
      return state === "value" ? made.get() : state === "null" ? null : undefined;
    },
    set: (value) => {
      turn(value === undefined && !required ? "absent" : value === null && nullable ? "null" : "value");
      if (value !== undefined && value !== null) made.set(value);
    }
  };
};
