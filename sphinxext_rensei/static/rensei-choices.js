// @ts-check
// `field(schema, options)`: the input for values of any kind, on the row that documents them.

/** The documented row of a name, right inside a part of the page. @type {(container: any, name: string) => any} */
const rowOf = (container, name) =>
  container
  && all(":scope > .rensei-rows > li", container).find(
    (row) => row.querySelector(":scope > .rensei-head > .rensei-name")?.textContent === name
  );
/** The documentation of what is inside the value of a row. @type {(row: any) => any} */
const nestOf = (row) => row?.querySelector(":scope > .rensei-nest");

/** Whether a value may belong to a variant: its type and required properties.
 * @type {(value: any, schema: any) => boolean} */
const suits = (value, schema) => {
  const { types, required } = shape(schema);
  if (value instanceof Map) return /^(object)?$/.test(types[0] ?? "") && [...required].every((name) => value.has(name));
  const type = Array.isArray(value) ? "array" : value instanceof Exact ? "number" : typeof value;
  return !types.length || types.includes(type) || (type === "number" && types.includes("integer"));
};

/** Whether a schema says more of a single value than its type. @type {(schema: any) => boolean} */
const isLimited = (schema) =>
  layers(schema).some((layer) =>
    Object.keys(layer).some((key) => !/^(type|\$ref)$/.test(key))
  );

/** Kind -> maker; those of what no simple parameter is come with `rensei-more.js`. @type {Record<string, Rensei.Maker>} */
const MAKERS = { choice: choiceField, date: dateField, text: textField };

/** What a value is edited with; what is too deep, as JSON. @type {(given: Rensei.Shape, deep?: boolean) => string} */
const kindOf = ({ types: [type], variants, file, values, items, properties, format }, deep) => {
  if (variants.length && !deep) return "union";
  if (file && type === "string") return "file";
  if (values || type === "boolean") return "choice";
  if (type === "array" && items && !deep) return "list";
  if (type === "object" && properties.size && !deep) return "group";
  if (!type || type === "object" || type === "array") return "json";
  return PICKERS[format] ? "date" : "text";
};

/** @type {(schema: any, options: Rensei.Options) => Rensei.Field} */
const field = (schema, { depth = 0, ...options }) => {
  const { name, required, container } = options;
  const given = shape(schema);
  const { nullable } = given;
  // Of a schema that there was no room for, the kind that the build knew is not known here.
  const made = (MAKERS[kindOf(given, depth > 6)] ?? textField)(given, { ...options, depth: depth + 1 });
  const { node } = made;
  if (node.matches("input, textarea, .rensei-pair"))
    node.addEventListener("change", () => {
      const value = made.get();
      if (rensei.advise || (value !== "" && (isLimited(schema) || !suits(value, schema))))
        later("advise", made, schema);
    });
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
  for (const source of [node, container]) source?.addEventListener("input", () => turn("value"));
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
