// @ts-check
// Inputs for arrays, a row for each item, and for objects, whose inputs stand on the rows that document them.

/** @type {Rensei.Maker} */
const listField = ({ items = {} }, { name, depth }) => {
  /** @type {Rensei.Field[]} */
  let fields = [];
  const rows = el("div.items");
  const changed = () => rows.dispatchEvent(new Event("input", { bubbles: true }));
  const add = () => {
    const label = `${name} ${fields.length + 1}`;
    const item = field(items, { name: label, required: true, depth });
    const remove = button(
      "×",
      () => {
        fields = fields.filter((each) => each !== item);
        row.remove();
        changed();
        more.focus();
      },
      { "aria-label": gettext("Remove {}", label) }
    );
    const row = el("div.item", item.node, remove);
    fields.push(item);
    rows.append(row);
    return item;
  };
  const more = button(
    gettext("Add"),
    () => {
      inputOf(add().node).focus();
      changed();
    },
    { "aria-label": gettext("Add {}", name) }
  );
  return {
    node: el("div.list", rows, more),
    get: () => fields.map((each) => each.get()),
    set: (value) => {
      fields = [];
      rows.replaceChildren();
      for (const item of Array.isArray(value) ? value : []) add().set(item);
    }
  };
};

/** An object; its inputs stand on the documented rows of `container`, or below each other. @type {Rensei.Maker} */
const groupField = ({ properties, required }, { container, depth }) => {
  /** @type {Map<string, Rensei.Field>} */
  const fields = new Map();
  /** What the page fixes and shows no input for: its value, or none at all. @type {Map<string, any[]>} */
  const fixed = new Map();
  const node = el("div.group");
  let before = new Map();
  /** What is required and not there: what its input gives as long as nobody types. @type {Map<string, string>} */
  let missing = new Map();
  for (const [name, schema] of properties) {
    const { readOnly, types, fixed: texts } = shape(schema);
    if (texts) fixed.set(name, texts.map((text) => parse(text)));
    if (readOnly) continue;
    const row = rowOf(container, name);
    const nest = nestOf(row);
    const inner = types[0] === "object" ? nest : undefined;
    const made = field(schema, { name, required: required.has(name), container: inner, depth });
    fields.set(name, made);
    if (row) row.insertBefore(el("div.try", made.node), nest);
    else node.append(el("div.line", el("span.name", name), made.node));
  }
  node.hidden = !node.firstChild;
  return {
    node,
    fixed: fixed.size > 0 || [...fields.values()].some((each) => each.fixed),
    get: () => {
      // What has no input stays as it was, and where it was.
      const held = new Map(before);
      for (const [name, each] of fields) {
        const value = each.get();
        if (value === undefined || write(value) === missing.get(name)) held.delete(name);
        else held.set(name, value);
      }
      for (const [name, [value]] of fixed) value === undefined ? held.delete(name) : held.set(name, value);
      return held;
    },
    set: (value) => {
      before = value instanceof Map ? value : new Map();
      missing = new Map();
      for (const [name, each] of fields) {
        const given = before.get(name);
        each.set(given);
        const blank = each.get();
        if (value instanceof Map && given === undefined && blank !== undefined && !each.fixed)
          missing.set(name, write(blank));
      }
    }
  };
};
